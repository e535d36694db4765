package diagram

import "slices"

// plan is what of a layout does not depend on how wide the nodes are: the columns, the rows, the order of the layers.
// So a picture that comes out too wide or too narrow is drawn again without being thought over again.
type plan struct {
	spec  Spec
	opt   Options
	parts []graph
	// columns are the most that stand beside each other, gaps the room between and beside them.
	columns int
	gaps    float64
	// natural is the width at which no name needs a second line.
	natural float64
	// air is what is added to the room between nodes of a column.
	air int
}

// newPlan runs the stages up to the columns; most bounds the columns of free layouts, 0 does not.
func newPlan(spec Spec, opt Options, labels bool, most int) *plan {
	g := sanitise(spec)
	if !labels {
		hideLabels(&g)
	}
	p := &plan{spec: spec, opt: opt, parts: g.components(), columns: 1, natural: widestNatural(spec)}
	for i := range p.parts {
		p.arrange(&p.parts[i], most)
		p.columns = max(p.columns, p.parts[i].columns())
	}
	p.gaps = gaps(p.parts)
	return p
}

// arrange gives the nodes their columns, and where several are tried, the layers their order.
func (p *plan) arrange(g *graph, most int) {
	p.rank(g, most, 0)
	splitGroups(g)
	if !g.pinned() && g.per == 0 && len(g.nodes) <= widestChoice {
		p.bestLayering(g, most)
	}
}

// rank gives the nodes columns; k is the number of the layering.
func (p *plan) rank(g *graph, most, k int) {
	assignRanks(g, k)
	if !p.opt.whole {
		g.per = wrapping(g, most)
	}
	if g.per == 0 && most > 0 {
		press(g, most)
	}
}

// draw runs the other stages; extra is room that the gaps take beyond what can be known before.
func (p *plan) draw(extra float64) Scene {
	limit := p.opt.width()
	return p.drawAt(uniformWidth(p.natural, p.columns, p.gaps+extra, limit), limit)
}

// drawAt runs the other stages with nodes of a given width, and bends that may be wider than they must up to a limit.
func (p *plan) drawAt(width int, limit float64) Scene {
	d := &draft{spec: p.spec, opt: p.opt, width: width, limit: limit - 2*margin, air: p.air}
	d.texts = make([]text, len(p.spec.Nodes))
	for i, n := range p.spec.Nodes {
		d.texts[i] = textOf(n, float64(d.width), p.opt)
	}
	pieces := make([]piece, len(p.parts))
	for i := range p.parts {
		g := &p.parts[i]
		if g.per > 0 {
			// Rows keep notes in their graph.
			whole := *g
			whole.nodes, whole.edges = slices.Clone(g.nodes), slices.Clone(g.edges)
			pieces[i] = d.wrap(&whole)
		} else {
			pieces[i] = d.piece(g)
		}
	}
	return d.scene(pack(pieces, p.opt.width()-2*margin))
}

// The shape of pictures: from how flat on one is drawn with slimmer nodes, and from how many nodes on that is tried, because few in a row are
// a strip however they are drawn.
const (
	flattest = 4.5
	fewNodes = 6
	// mostAir is the most that is added between two nodes of a column: further apart than they are high, they would not read as one.
	mostAir = 26
)

// flat reports whether a picture is a strip, and has so many nodes that it should not be.
func flat(s *Scene) bool { return len(s.Nodes) >= fewNodes && s.Width > flattest*s.Height }

// airier returns how much room between the nodes of a column makes a flat picture as high as it should be; 0 where it is high enough, or that would
// be more than still looks like one picture.
func airier(s *Scene) int {
	if !flat(s) {
		return 0
	}
	column := map[float64]int{}
	most := 0
	for _, n := range s.Nodes {
		column[n.X]++
		most = max(most, column[n.X])
	}
	if most < 2 {
		return 0
	}
	air := even((s.Width/flattest - s.Height) / float64(most-1))
	if air > mostAir {
		return 0
	}
	return air
}

// steeper returns the width of nodes at which a picture that is much wider than high is not so any more, or as near to it as leaves all
// texts whole; 0 where that changes nothing. Names take a second line then, and a narrow window shows more of the picture.
func (p *plan) steeper(s *Scene) int {
	if !flat(s) {
		return 0
	}
	now := int(s.Nodes[0].W)
	over := (s.Width - flattest*s.Height) / float64(p.columns)
	width := max(nodeSlimmest, 2*int((float64(now)-over)/2)-2)
	for width < now && !p.readable(width, now) {
		width += 2
	}
	if width >= now {
		return 0
	}
	return width
}

// readable reports whether nodes of a width say in full whatever wider ones do.
func (p *plan) readable(width, wider int) bool {
	for _, n := range p.spec.Nodes {
		n.FullName = ""
		if textOf(n, float64(width), p.opt).full != "" && textOf(n, float64(wider), p.opt).full == "" {
			return false
		}
	}
	return true
}
