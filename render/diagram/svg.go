package diagram

import (
	"io"
	"math"
	"slices"
	"strconv"
)

// SVG writes the drawing to w as one svg element for a page that includes [CSS]; the error is w's.
//
// For tools, nodes are <g class="node n-…" data-ref data-x data-y data-w data-h>, edges <path class="edge …" d
// data-from data-to data-relation> and groups <g class="group" data-ref data-x …>, all in the SVG's own coordinates,
// without transforms. There is no style, script or foreign object, and no reference to anything outside.
func (s Scene) SVG(w io.Writer) error {
	_, err := w.Write(s.AppendSVG(nil))
	return err
}

// AppendSVG appends what [Scene.SVG] writes to b.
func (s Scene) AppendSVG(b []byte) []byte {
	c := &canvas{slices.Grow(b, s.guess())}
	c.head(&s)
	for i := range s.Groups {
		c.group(&s.Groups[i])
	}
	for i := range s.Lanes {
		c.lane(&s.Lanes[i])
	}
	for i := range s.Lifelines {
		c.lifeline(&s.Lifelines[i])
	}
	for i := range s.Frames {
		c.frame(&s.Frames[i])
	}
	for _, strong := range [2]bool{false, true} {
		for i := range s.Edges {
			if s.Edges[i].Strong == strong {
				c.edge(&s, &s.Edges[i])
			}
		}
	}
	for i := range s.Notes {
		c.note(&s, &s.Notes[i])
	}
	for _, i := range s.Reading {
		c.node(&s, i)
	}
	c.legend(s.Legend)
	c.put("</svg>")
	return c.b
}

// guess is about how many bytes a drawing has, so that they need not be moved to more room again and again.
func (s *Scene) guess() int {
	return 1000 + 600*len(s.Nodes) + 400*len(s.Edges) + 350*len(s.Groups) + 400*len(s.Notes) + 500*len(s.Frames) + 150*len(s.Legend)
}

func (c *canvas) head(s *Scene) {
	id := markup(idOf(s.ID))
	c.put(`<svg xmlns="http://www.w3.org/2000/svg" class="dg-svg" id="`)
	c.put(id)
	c.num(`" viewBox="0 0 `, s.Width)
	c.num(" ", s.Height)
	c.num(`" width="`, s.Width)
	c.num(`" height="`, s.Height)
	c.put(`" role="graphics-document document"`)
	c.attr(` aria-roledescription="`, s.Role)
	c.put(` aria-labelledby="`)
	c.put(id)
	c.put("-t")
	if s.Desc != "" {
		c.put(" ")
		c.put(id)
		c.put("-d")
	}
	title := s.Title
	if title == "" {
		title = "Diagram"
	}
	c.put(`"><title id="`)
	c.put(id)
	c.text(`-t">`, title)
	c.put("</title>")
	if s.Desc != "" {
		c.put(`<desc id="`)
		c.put(id)
		c.text(`-d">`, s.Desc)
		c.put("</desc>")
	}
}

func (c *canvas) group(g *SceneGroup) {
	c.count(`<g class="group depth`, min(g.Depth, 2))
	c.put(`"`)
	c.attr(` data-ref="`, g.Ref)
	c.place(g.Rect)
	c.put(` role="group"`)
	c.attr(` aria-label="`, g.Name)
	c.rect(`><rect class="box" x="`, g.Rect, 10)
	linked := c.link(g.Href)
	c.tooltip(g.Full)
	c.line(`<text class="group-name" x="`, g.Text, g.X+12, g.Y+17)
	c.endLink(linked)
	c.put("</g>")
}

// ref appends how tools call a node: by its reference, else by its place in the spec.
func (c *canvas) ref(m markup, s *Scene, i int) {
	if ref := s.Nodes[i].Ref; ref != "" {
		c.text(m, ref)
		return
	}
	c.put(m)
	c.count("node:", i)
}

// place appends where something is, for tools.
func (c *canvas) place(r Rect) {
	c.num(` data-x="`, r.X)
	c.num(`" data-y="`, r.Y)
	c.num(`" data-w="`, r.W)
	c.num(`" data-h="`, r.H)
	c.put(`"`)
}

func changeClass(ch Change) markup {
	switch ch {
	case Added:
		return " added"
	case Removed:
		return " removed"
	case Changed:
		return " changed"
	}
	return ""
}

func (c *canvas) edge(s *Scene, e *SceneEdge) {
	c.count(`<g class="e n`, e.From)
	if e.To != e.From {
		c.count(" n", e.To)
	}
	c.put(`"`)
	c.rowID(s, e.Step, e.First)
	c.step(e.Step)
	c.put(">")
	c.tooltip(e.Spoken)
	c.put(`<path class="edge`)
	c.edgeClass(e)
	if len(e.Path) > 0 {
		c.put(`" d="`)
		c.course(e.Path, shortened(e))
	}
	c.ref(`" data-from="`, s, e.From)
	c.ref(`" data-to="`, s, e.To)
	c.text(`" data-relation="`, relation(&e.Edge))
	c.put(`"`)
	c.attr(` data-ref="`, e.Ref)
	c.put("/>")
	if len(e.Path) > 0 && !e.Plain {
		c.end(e)
	}
	c.label(e)
	c.mark(s, e)
	c.exitLines(e.Exits)
	c.put("</g>")
}

// end draws the arrow head of an edge, or the cross of one that does not arrive.
func (c *canvas) end(e *SceneEdge) {
	c.put(`<path class="head`)
	c.edgeClass(e)
	c.put(`" d="`)
	if e.Lost {
		c.lost(e.Path)
	} else {
		from, to := ending(e.Path)
		c.arrow(from, to, e.Sync || e.Weight >= manyEdges, headSize(e.Weight))
	}
	c.put(`"/>`)
}

func (c *canvas) label(e *SceneEdge) {
	if e.Number > 0 {
		at := e.Path[0].Start
		c.numbered(at.X+numberShift(e), at.Y, e.Number, e.Anchor)
	}
	if e.Text == "" {
		return
	}
	if len(e.Lines) > 0 {
		c.conditions(e)
		return
	}
	linked := c.link(e.Href)
	c.put(`<text class="edge-label`)
	c.edgeClass(e)
	c.middle(`" x="`, e.Text, e.Box.X+e.Box.W/2, e.Box.Y+e.Box.H/2+4)
	c.endLink(linked)
}

// numberShift moves a message's disc off the lifeline, into its direction.
func numberShift(e *SceneEdge) float64 {
	if s := e.Path[0].Segs; len(s) > 0 && s[0].To.X < e.Path[0].Start.X {
		return -14
	}
	return 14
}

func (c *canvas) disc(x, y, r float64, n int) {
	c.num(`<circle class="disc" cx="`, x)
	c.num(`" cy="`, y)
	c.num(`" r="`, r)
	c.middle(`"/><text class="number" x="`, strconv.Itoa(n), x, y+3.5)
}

// edgeClass appends the classes that say what an edge is like.
func (c *canvas) edgeClass(e *SceneEdge) {
	c.put(changeClass(e.Change))
	if e.Sync {
		c.put(" sync")
	}
	if e.Feedback {
		c.put(" feedback")
	} else if e.Dashed {
		c.put(" dashed")
	}
	if e.Early {
		c.put(" early")
	}
	if e.Doubt {
		c.put(" doubt")
	}
	if e.Strong {
		c.put(" strong")
	}
	if e.Dim {
		c.put(" dim")
	}
	if e.Kind != "" {
		c.put(" m-")
		c.put(markup(knownKind(e.Kind)))
	}
	if e.Weight >= manyEdges {
		c.put(" bundle")
	}
	if e.Weight > 1 {
		c.count(" b", int(math.Round(2*thickness(e.Weight))))
	}
}

// manyEdges is from where on an edge looks like a bundle.
const manyEdges = 4

// headSize grows with the line.
func headSize(weight int) float64 { return 6.6 + thickness(weight) }

// shortened is how much before its end the line of an edge stops: a thick one ends inside its arrow head, so that the
// head keeps its point.
func shortened(e *SceneEdge) float64 {
	if w := thickness(e.Weight); w >= 2 {
		return w
	}
	return 0
}

// thickness is the width of a bundle of n: 1 + n/4 px, at least a single edge's and at most 6.
func thickness(n int) float64 { return min(6, max(1.4, 1+float64(n)/4)) }

func (c *canvas) node(s *Scene, i int) {
	n := &s.Nodes[i]
	kind := knownKind(n.Kind)
	href := safeHref(n.Href)
	if href != "" {
		c.count(`<a class="n`, i)
		c.text(`" href="`, href)
		c.put(`"`)
		c.attr(` aria-label="`, n.Spoken)
		c.put(">")
	}
	c.nodeClass(n, kind, i)
	c.ref(`" data-ref="`, s, i)
	c.put(`"`)
	c.place(n.Rect)
	c.rowID(s, n.Number, n.First)
	c.step(n.Number)
	if href == "" {
		c.put(` role="img"`)
		c.attr(` aria-label="`, n.Spoken)
	}
	c.put(">")
	if n.Hero {
		const off = 4
		c.shape("halo", kind, Rect{n.X - off, n.Y - off, n.W + 2*off, n.H + 2*off})
	}
	c.shape("shape", kind, n.Rect)
	if len(s.Lanes) > 0 {
		c.stepWords(n, kind)
	} else {
		c.words(n, kind)
	}
	c.badge(n)
	if n.Full != "" {
		c.put(" ")
		c.tooltip(n.Full) // behind the texts, as in Spoken
	}
	c.put("</g>")
	c.endLink(href != "")
}

func (c *canvas) nodeClass(n *SceneNode, kind Kind, i int) {
	c.put(`<g class="node n-`)
	c.put(markup(kind))
	c.count(" n n", i)
	for _, k := range n.Neighbours {
		c.count(" k", k)
	}
	if n.Hero {
		c.put(" hero")
	}
	if n.Dashed {
		c.put(" dashed")
	}
	if n.Dim {
		c.put(" dim")
	}
	c.put(changeClass(n.Change))
}

func (c *canvas) words(n *SceneNode, kind Kind) {
	left, _ := sides(kind)
	x := n.X + left
	if n.Number > 0 {
		c.disc(x+9, n.Y+n.H/2, 11, n.Number)
		x += 28
	}
	tall := float64(lineHeight * len(n.Lines))
	if n.Word != "" {
		tall += 13
	}
	if n.Sub != "" {
		tall += 14
	}
	y := n.Y + (n.H-tall)/2
	if outline(kind) == KindStore {
		y += storeShift
	}
	if n.Word != "" {
		c.icon(iconOf(kind), x, y)
		c.line(` <text class="word" x="`, n.Word, x+17, y+9.5)
		y += 13
	}
	c.name(n, x, y+12.5)
	if n.Sub != "" {
		c.line(` <text class="sub" x="`, n.Sub, x, y+11+float64(lineHeight*len(n.Lines)))
	}
}

// name writes the lines of a name as one text, so that it is found and read as one word where it is broken inside of one.
func (c *canvas) name(n *SceneNode, x, y float64) {
	if len(n.Lines) < 2 || slices.ContainsFunc(n.Lines, rightToLeft) {
		for i, line := range n.Lines {
			c.line(` <text class="name" x="`, line, x, y+float64(lineHeight*i))
		}
		return
	}
	c.put(` <text class="name">`)
	var room [96]byte
	whole := drawnName(room[:0], n)
	for i, line := range n.Lines {
		c.num(`<tspan x="`, x)
		c.num(`" y="`, y+float64(lineHeight*i))
		c.text(`">`, line)
		if whole = whole[len(line):]; len(whole) > 0 && whole[0] == ' ' {
			c.put(" ")
			whole = whole[1:]
		}
		c.put("</tspan>")
	}
	c.put("</text>")
}

// storeShift lowers the text of a store under its lid.
const storeShift = 4

func (c *canvas) icon(i icon, x, y float64) {
	c.put(`<path class="icon" d="`)
	c.to('M', x+i.x, y+i.y)
	c.put(i.rest)
	c.put(`"/>`)
}

// badge marks a changed node by a sign, not by colour alone.
func (c *canvas) badge(n *SceneNode) {
	sign := n.Change.sign()
	if sign == "" {
		return
	}
	c.num(`<circle class="badge" cx="`, n.X+3)
	c.num(`" cy="`, n.Y+3)
	c.middle(`" r="8"/><text class="badge-sign" x="`, sign, n.X+3, n.Y+7)
}

func (c *canvas) legend(items []LegendItem) {
	if len(items) == 0 {
		return
	}
	c.put(`<g class="legend" aria-hidden="true">`)
	for i := range items {
		it := &items[i]
		if it.Line == "" {
			c.text(`<g class="n-`, string(it.Kind))
			c.put(`">`)
			c.shape("shape", it.Kind, Rect{it.X, it.Y, signW, signH})
		} else {
			c.put("<g>")
			c.legendLine(it)
		}
		c.line(`<text class="legend-name" x="`, it.Text, it.X+signW+6, it.Y+11)
		c.put("</g>")
	}
	c.put("</g>")
}

func (c *canvas) legendLine(it *LegendItem) {
	e := SceneEdge{Feedback: it.Line == "feedback"}
	e.Sync, e.Dashed, e.Change = it.Line == "sync", it.Line == "dashed" || it.Line == "reply", Change(it.Line)
	e.Early, e.Doubt = it.Line == "early", it.Line == "doubt"
	y := it.Y + signH/2
	// Not "edge": tools count those.
	c.put(`<path class="line`)
	c.edgeClass(&e)
	c.put(`" d="`)
	c.to('M', it.X, y)
	c.across('h', signW)
	c.put(`"/><path class="head`)
	c.edgeClass(&e)
	c.put(`" d="`)
	c.arrow(Point{it.X, y}, Point{it.X + signW, y}, e.Sync, 8)
	c.put(`"/>`)
	if e.Change.sign() != "" {
		c.markAt(Point{it.X + signW/2 - 3, y}, e.Change)
	}
}
