package diagram

import (
	"cmp"
	"math"
	"slices"
)

const defaultWidth = 1180

func (o Options) width() float64 {
	if o.MaxWidth > 0 && !math.IsInf(o.MaxWidth, 0) {
		return o.MaxWidth
	}
	return defaultWidth
}

// say returns a word of the drawing in the reader's language.
func (o Options) say(word string) string {
	if o.Words == nil || word == "" {
		return word
	}
	return clean(o.Words(word))
}

// Layout places the nodes of spec in columns from left to right and routes its edges.
//
// Where a node has a pinned column, all of them keep theirs; else network simplex finds the columns in which the
// edges are shortest. The scene keeps the order of the spec's nodes, edges and groups. Labels are left out, into the
// edges' tooltips, where they alone would make the picture wider than opt.MaxWidth.
func Layout(spec Spec, opt Options) Scene {
	scene := fitted(spec, opt, true)
	if scene.Wide && slices.ContainsFunc(spec.Edges, func(e Edge) bool { return e.Label != "" }) {
		if bare := fitted(spec, opt, false); !bare.Wide {
			return bare
		}
	}
	return scene
}

// fitted lays out with fewer and fewer columns until the picture keeps to its width, where the options ask for that.
func fitted(spec Spec, opt Options, labels bool) Scene {
	if !opt.Fit {
		return slimmed(spec, opt, labels, 0)
	}
	columns := columnsIn(spec, opt.width()) + 1
	scene := slimmed(spec, opt, labels, columns)
	for k := 1; k <= fitting && scene.Wide && columns-k > 1; k++ {
		scene = slimmed(spec, opt, labels, columns-k)
	}
	return scene
}

// slimmed lays out in at most the given number of columns, and a picture that is flat once more with slimmer nodes, and with more room between them.
func slimmed(spec Spec, opt Options, labels bool, columns int) Scene {
	p := newPlan(spec, opt, labels, columns)
	scene := p.spread()
	if width := p.steeper(&scene); width > 0 {
		scene = p.drawAt(width, flattest*scene.Height)
	}
	if p.air = airier(&scene); p.air > 0 {
		if again := p.drawAt(int(scene.Nodes[0].W), scene.Width); !flat(&again) {
			return again
		}
	}
	return scene
}

// spread draws, and where the gaps took more room than was foreseen, once more with slimmer nodes; where they left room
// that the names could use, with wider ones.
func (p *plan) spread() Scene {
	opt := p.opt
	scene := p.draw(0)
	if len(scene.Nodes) == 0 {
		return scene
	}
	over, w := scene.Width-opt.width(), scene.Nodes[0].W
	if scene.Wide && w <= nodeSlimmest || !scene.Wide && (over > -spareWidth || w >= p.natural) {
		return scene
	}
	again := p.draw(over + 4)
	if scene.Wide && again.Width < scene.Width || !scene.Wide && !again.Wide {
		return again
	}
	return scene
}

// spareWidth is how much room must be left over for a second try, in px.
const spareWidth = 40

func widestNatural(spec Spec) float64 {
	w := float64(nodeSlimmest)
	for _, n := range spec.Nodes {
		w = max(w, naturalWidth(n))
	}
	return float64(even(w))
}

// columns is how many columns of nodes stand beside each other.
func (g *graph) columns() int {
	n := 0
	for _, x := range g.nodes {
		n = max(n, x.rank+1)
	}
	if g.per > 0 {
		n = min(n, g.per)
	}
	return n
}

// gaps estimates the width between the columns of the widest part, and at their sides, from the groups that begin or
// end in each.
func gaps(parts []graph) float64 {
	widest := 0.0
	for i := range parts {
		g := &parts[i]
		columns := g.columns()
		l := &layered{g: g}
		l.placeLayers()
		l.span()
		f := newFrame(l, 0)
		sum := 0.0
		if g.per > 0 {
			sum = bendUsual
		}
		for k := range min(len(f.x), 2*columns) {
			if l.thin[k] {
				sum += widestLabel(g) + 2*bendThin - bendUsual
				continue
			}
			sum += max(f.left[k], arrowLength) + f.right[k]
		}
		widest = max(widest, sum+float64(columns-1)*bendUsual)
	}
	return widest
}

func widestLabel(g *graph) float64 {
	w := 0
	for _, e := range g.edges {
		w = max(w, e.labelW)
	}
	return float64(w)
}

// hideLabels drops the labels from the drawing; they stay in the tooltips.
func hideLabels(g *graph) {
	for i := range g.edges {
		g.edges[i].text, g.edges[i].full, g.edges[i].labelW = "", "", 0
	}
}

// draft is what the parts of a diagram share.
type draft struct {
	spec  Spec
	opt   Options
	width int
	texts []text
	air   int
	// limit is how wide the bends may make a piece.
	limit float64
}

// piece is a laid out component with its own origin.
type piece struct {
	g      *graph
	nodes  []Rect
	groups []Rect
	edges  [][]Curve
	labels []Rect
	w, h   float64
	// x and y are where the piece is put.
	x, y float64
}

func (d *draft) piece(g *graph) piece {
	for v := range g.nodes {
		if g.nodes[v].spec < 0 {
			continue
		}
		g.nodes[v].w = d.width
		g.nodes[v].h = even(float64(d.texts[g.nodes[v].spec].height(knownKind(d.spec.Nodes[g.nodes[v].spec].Kind))))
	}
	// The labels of loops are shortened for this drawing alone.
	own := *g
	own.edges = slices.Clone(g.edges)
	d.fitLoops(&own)
	countPorts(&own)
	l := expand(&own)
	l.air = d.air
	if g.order == nil {
		arrangeLayers(l)
		g.order = l.layers
	}
	l.layers = g.order
	r := &router{l: l, p: assignPorts(l), spec: d.spec, ortho: d.opt.Route == Orthogonal}
	r.y = placeVertices(l, r.p, !r.ortho)
	r.snapPorts()
	r.f = newFrame(l, d.width)
	r.f.leads(l, r.hero)
	r.collect()
	r.slots(d.limit)
	return r.piece()
}

// fitLoops shortens the labels of loops to what stands beside them over their node.
func (d *draft) fitLoops(g *graph) {
	for i := range g.edges {
		e := &g.edges[i]
		if e.from != e.to || !e.labelled() {
			continue
		}
		text, cut := faceLabel.fit(e.text, float64(d.width-loopSide-16))
		if cut && e.full == "" {
			e.full = e.text
		}
		e.text, e.labelW = text, even(faceLabel.measure(text)+8)
	}
}

// loopSide is where the label of a loop ends, from the right side of its node.
const loopSide = 66

func (r *router) piece() piece {
	p := piece{g: r.l.g, w: r.f.lay()}
	for v, n := range r.l.g.nodes {
		x := r.l.verts[v]
		p.nodes = append(p.nodes, Rect{r.f.x[x.layer], r.y[v] - float64(n.h)/2, float64(n.w), float64(n.h)})
	}
	for i := range r.l.g.groups {
		p.groups = append(p.groups, r.groupBox(i))
	}
	p.labels = make([]Rect, len(r.l.g.edges))
	for i, e := range r.l.g.edges {
		p.edges = append(p.edges, r.course(i))
		if e.labelled() {
			p.labels[i] = r.labelOf(i, e)
		}
	}
	p.normalise()
	return p
}

func (r *router) groupBox(i int) Rect {
	first, last := r.l.first[i], r.l.last[i]
	left := r.f.x[first] - float64((r.inside(i, r.l.first)+1)*groupPad)
	right := r.f.x[last] + r.f.w[last] + r.f.flats[last] + float64((r.inside(i, r.l.last)+1)*groupPad)
	top, bottom := r.y[r.l.top[i][0]], r.y[r.l.bottom[i][0]]
	return Rect{left, top, right - left, bottom - top}
}

// inside is how deep groups are nested in i that share its border layer.
func (r *router) inside(i int, border []int) int {
	deep := 0
	for k := range r.l.g.groups {
		if k != i && border[k] == border[i] && r.l.g.ancestor(i, k) {
			deep = max(deep, r.l.g.groups[k].depth-r.l.g.groups[i].depth)
		}
	}
	return deep
}

func (r *router) labelOf(i int, e gedge) Rect {
	if e.from == e.to {
		v := r.l.verts[e.from]
		right, top := r.f.x[v.layer]+r.f.w[v.layer], r.y[e.from]-float64(v.h)/2
		w := float64(e.labelW)
		return Rect{right - loopSide - w, top - loopHead, w, labelHeight - 1}
	}
	for _, v := range r.l.chain[i] {
		if r.l.verts[v].role == roleLabel {
			return r.labelBox(v)
		}
	}
	return Rect{}
}

// normalise moves the piece's upper left corner to the origin and sets its size.
func (p *piece) normalise() {
	x0, y0 := math.Inf(1), math.Inf(1)
	x1, y1 := math.Inf(-1), math.Inf(-1)
	grow := func(r Rect) {
		x0, y0 = min(x0, r.X), min(y0, r.Y)
		x1, y1 = max(x1, r.X+r.W), max(y1, r.Y+r.H)
	}
	for i, r := range p.nodes {
		head := float64(p.g.nodes[i].head)
		grow(Rect{r.X, r.Y - head, r.W, r.H + head})
	}
	for _, r := range p.groups {
		grow(r)
	}
	for _, r := range p.labels {
		if r.W > 0 {
			grow(r)
		}
	}
	for _, curves := range p.edges {
		for _, c := range curves {
			grow(Rect{c.Start.X, c.Start.Y, 0, 0})
			for _, s := range c.Segs {
				grow(Rect{s.To.X, s.To.Y, 0, 0})
			}
		}
	}
	p.x, p.y, p.w, p.h = -x0, -y0, x1-x0, y1-y0
}

// pack puts the pieces into shelves, the tallest first, beside each other as far as the width goes and under each
// other where a shelf is high enough. Pieces come back in their order, each with its place; the total size is theirs to read.
func pack(pieces []piece, limit float64) []piece {
	const space = 28
	turns := make([]int, len(pieces))
	area, widest := 0.0, 0.0
	for i := range turns {
		turns[i] = i
		area += (pieces[i].w + space) * (pieces[i].h + space)
		widest = max(widest, pieces[i].w)
	}
	width := max(widest, min(limit, math.Sqrt(area*2.4)))
	slices.SortStableFunc(turns, func(a, b int) int { return cmp.Compare(pieces[b].h, pieces[a].h) })
	x, y, shelf := 0.0, 0.0, 0.0
	// The last column of the shelf: its right side and its lower end.
	right, below := 0.0, 0.0
	for _, i := range turns {
		p := &pieces[i]
		switch {
		case below > 0 && x+p.w <= right && below+space+p.h <= shelf:
			p.x, p.y = p.x+x, p.y+y+below+space
			below += space + p.h
			continue
		case right > 0 && right+space+p.w > width:
			x, y, shelf = 0, y+shelf+space, p.h
		case right > 0:
			x = right + space
		}
		p.x, p.y = p.x+x, p.y+y
		right, below = x+p.w, p.h
		shelf = max(shelf, p.h)
	}
	return pieces
}
