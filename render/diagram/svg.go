package diagram

import (
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
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
	c := &canvas{b}
	id := idOf(s.ID)
	labelled := id + "-t"
	if s.Desc != "" {
		labelled += " " + id + "-d"
	}
	view := string(number([]byte("0 0 "), s.Width))
	view = string(number([]byte(view+" "), s.Height))
	c.open("svg", str("xmlns", "http://www.w3.org/2000/svg"), str("class", "dg-svg"), str("id", id), str("viewBox", view),
		num("width", s.Width), num("height", s.Height), str("role", "graphics-document document"),
		str("aria-roledescription", s.Role), str("aria-labelledby", labelled))
	title := s.Title
	if title == "" {
		title = "Diagram"
	}
	c.leaf("title", title, str("id", id+"-t"))
	if s.Desc != "" {
		c.leaf("desc", s.Desc, str("id", id+"-d"))
	}
	for _, g := range s.Groups {
		c.group(g)
	}
	for _, l := range s.Lifelines {
		c.empty("path", str("class", "lifeline"+token(" e n", l.Node)), str("d", new(path).op('M', l.From.X, l.From.Y).op('V', l.To.Y).String()))
	}
	for _, f := range s.Frames {
		c.frame(f)
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
	c.end("svg")
	return c.b
}

func (c *canvas) group(g SceneGroup) {
	attrs := place("group depth"+strconv.Itoa(min(g.Depth, 2)), clean(g.Ref), g.Rect)
	c.open("g", append(attrs, str("role", "group"), str("aria-label", clean(g.Name)))...)
	c.empty("rect", str("class", "box"), num("x", g.X), num("y", g.Y), num("width", g.W), num("height", g.H), num("rx", 10))
	href := safeHref(g.Href)
	if href != "" {
		c.open("a", str("href", href))
	}
	c.tooltip(g.Full)
	c.text("group-name", g.Text, g.X+12, g.Y+17)
	if href != "" {
		c.end("a")
	}
	c.end("g")
}

// refOf names a node for tools: by its reference, else by its place in the spec.
func refOf(n *SceneNode, i int) string {
	if ref := clean(n.Ref); ref != "" {
		return ref
	}
	return token("node:", i)
}

func place(class, ref string, r Rect) []attr {
	return []attr{str("class", class), str("data-ref", ref), num("data-x", r.X), num("data-y", r.Y), num("data-w", r.W), num("data-h", r.H)}
}

func (c *canvas) tooltip(s string) {
	if s != "" {
		c.leaf("title", s)
	}
}

// token joins a prefix and a node's index.
func token(prefix string, node int) string { return prefix + strconv.Itoa(node) }

func changeClass(ch Change) string {
	switch ch {
	case Added, Removed, Changed:
		return " " + string(ch)
	}
	return ""
}

func (c *canvas) edge(s *Scene, e *SceneEdge) {
	class := "e" + token(" n", e.From)
	if e.To != e.From {
		class += token(" n", e.To)
	}
	c.open("g", str("class", class), str("id", rowID(s, e.Step, e.First)), stepAttr(e.Step))
	c.tooltip(e.Spoken)
	kind := edgeClass(e)
	c.empty("path", str("class", "edge"+kind), str("d", courseOf(drawn(e))), str("data-from", refOf(&s.Nodes[e.From], e.From)),
		str("data-to", refOf(&s.Nodes[e.To], e.To)), str("data-relation", relation(e.Edge)), str("data-ref", clean(e.Ref)))
	switch {
	case len(e.Path) == 0 || e.Plain:
	case e.Lost:
		c.empty("path", str("class", "head"+kind), str("d", lost(e.Path)))
	default:
		c.empty("path", str("class", "head"+kind), str("d", head(e.Path, e.Sync || e.Weight >= manyEdges, headSize(e.Weight))))
	}
	c.label(e)
	c.exitLines(e.Exits)
	c.end("g")
}

func (c *canvas) label(e *SceneEdge) {
	if e.Number > 0 {
		at := e.Path[0].Start
		c.numbered(at.X+numberShift(e), at.Y, e.Number, e.Anchor)
	}
	if e.Text == "" {
		return
	}
	href := safeHref(e.Href)
	if href != "" {
		c.open("a", str("href", href))
	}
	c.leaf("text", e.Text, str("class", "edge-label"+edgeClass(e)), num("x", e.Box.X+e.Box.W/2), num("y", e.Box.Y+e.Box.H/2+4), str("text-anchor", "middle"))
	if href != "" {
		c.end("a")
	}
}

// numberShift moves a message's disc off the lifeline, into its direction.
func numberShift(e *SceneEdge) float64 {
	if s := e.Path[0].Segs; len(s) > 0 && s[0].To.X < e.Path[0].Start.X {
		return -14
	}
	return 14
}

func (c *canvas) disc(x, y, r float64, n int) {
	c.empty("circle", str("class", "disc"), num("cx", x), num("cy", y), num("r", r))
	c.leaf("text", strconv.Itoa(n), str("class", "number"), num("x", x), num("y", y+3.5), str("text-anchor", "middle"))
}

func tooltipOf(s *Scene, e *SceneEdge, opt Options) string {
	t := fullName(s.Nodes[e.From].Node) + " " + opt.say(relation(e.Edge)) + " " + fullName(s.Nodes[e.To].Node)
	if label := clean(e.Label); label != "" {
		t += ": " + label
	}
	if e.Weight > 1 {
		t += " (" + strconv.Itoa(e.Weight) + ")"
	}
	return t
}

func edgeClass(e *SceneEdge) string {
	class := changeClass(e.Change)
	if e.Sync {
		class += " sync"
	}
	if e.Feedback {
		class += " feedback"
	} else if e.Dashed {
		class += " dashed"
	}
	if e.Strong {
		class += " strong"
	}
	if e.Dim {
		class += " dim"
	}
	if e.Kind != "" {
		class += " m-" + string(knownKind(e.Kind))
	}
	if e.Weight >= manyEdges {
		class += " bundle"
	}
	if e.Weight > 1 {
		class += " b" + strconv.Itoa(int(math.Round(2*thickness(e.Weight))))
	}
	return class
}

// manyEdges is from where on an edge looks like a bundle.
const manyEdges = 4

// headSize grows with the line.
func headSize(weight int) float64 { return 6.6 + thickness(weight) }

// drawn is the course of an edge as far as the line goes: a thick one ends inside its arrow head, so that the head
// keeps its point.
func drawn(e *SceneEdge) []Curve {
	w := thickness(e.Weight)
	if w < 2 || len(e.Path) == 0 {
		return e.Path
	}
	curves := slices.Clone(e.Path)
	last := &curves[len(curves)-1]
	n := len(last.Segs)
	if n == 0 || last.Segs[n-1].Cubic {
		return curves
	}
	from := last.Start
	if n > 1 {
		from = last.Segs[n-2].To
	}
	last.Segs = slices.Clone(last.Segs)
	to := &last.Segs[n-1].To
	if d := to.X - from.X; math.Abs(d) > w {
		to.X -= math.Copysign(w, d)
	}
	return curves
}

// thickness is the width of a bundle of n: 1 + n/4 px, at least a single edge's and at most 6.
func thickness(n int) float64 { return min(6, max(1.4, 1+float64(n)/4)) }

func courseOf(curves []Curve) string {
	p := new(path)
	for _, c := range curves {
		p.op('M', c.Start.X, c.Start.Y)
		y := c.Start.Y
		for _, s := range c.Segs {
			switch {
			case s.Cubic:
				p.op('C', s.C1.X, s.C1.Y, s.C2.X, s.C2.Y, s.To.X, s.To.Y)
			case s.To.Y == y:
				p.op('H', s.To.X)
			default:
				p.op('L', s.To.X, s.To.Y)
			}
			y = s.To.Y
		}
	}
	return p.String()
}

func (c *canvas) node(s *Scene, i int) {
	n := &s.Nodes[i]
	kind := knownKind(n.Kind)
	href := safeHref(n.Href)
	label := str("aria-label", n.Spoken)
	if href != "" {
		c.open("a", str("class", token("n", i)), str("href", href), label)
	}
	attrs := append(place(nodeClass(n, kind, i), refOf(n, i), n.Rect), stepAttr(n.Number))
	if href == "" {
		attrs = append(attrs, str("role", "img"), label)
	}
	c.open("g", attrs...)
	if n.Hero {
		const off = 4
		c.shape("halo", kind, Rect{n.X - off, n.Y - off, n.W + 2*off, n.H + 2*off})
	}
	c.shape("shape", kind, n.Rect)
	c.words(n, kind)
	c.badge(n)
	if n.Full != "" {
		c.space()
		c.tooltip(n.Full) // behind the texts, as in Spoken
	}
	c.end("g")
	if href != "" {
		c.end("a")
	}
}

func nodeClass(n *SceneNode, kind Kind, i int) string {
	var b strings.Builder
	b.WriteString("node n-" + string(kind) + token(" n n", i))
	for _, k := range n.Neighbours {
		b.WriteString(token(" k", k))
	}
	if n.Hero {
		b.WriteString(" hero")
	}
	if n.Dashed {
		b.WriteString(" dashed")
	}
	if n.Dim {
		b.WriteString(" dim")
	}
	b.WriteString(changeClass(n.Change))
	return b.String()
}

// spoken is what assistive technology says of a node. It begins with what is drawn, in the same order, because whoever speaks to the
// computer says what stands there (WCAG 2.2, 2.5.3); what was shortened follows in full.
func spoken(n *SceneNode, opt Options) string {
	word := clean(n.Label)
	if word == "" {
		word = opt.say(kindWord(knownKind(n.Kind)))
	}
	var b strings.Builder
	if n.Number > 0 {
		b.WriteString(strconv.Itoa(n.Number) + " ")
	}
	short := n.Word != "" && !strings.EqualFold(n.Word, word)
	switch {
	case short:
		b.WriteString(n.Word + " ")
	case word != "":
		b.WriteString(word + " ")
	}
	b.WriteString(drawnName(n) + ". ")
	if n.Sub != "" {
		b.WriteString(n.Sub + ". ")
	}
	if n.Full != "" {
		b.WriteString(clean(n.Full) + ". ")
	}
	if short {
		b.WriteString(word + ". ")
	}
	if n.Change != "" {
		b.WriteString(opt.say(clean(string(n.Change))) + ". ")
	}
	b.WriteString(strconv.Itoa(n.In) + " " + opt.say("incoming") + ", " + strconv.Itoa(n.Out) + " " + opt.say("outgoing") + ".")
	return b.String()
}

// drawnName is the lines of a name as one text: with the spaces at which the name was broken, and none where it was broken inside of a word.
func drawnName(n *SceneNode) string {
	name, drawn := fullName(n.Node), ""
	for _, line := range n.Lines {
		if drawn != "" && strings.HasPrefix(name, drawn+" ") {
			drawn += " "
		}
		drawn += line
	}
	return drawn
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
		c.space()
		c.text("word", n.Word, x+17, y+9.5)
		y += 13
	}
	c.name(n, x, y+12.5)
	if n.Sub != "" {
		c.space()
		c.text("sub", n.Sub, x, y+11+float64(lineHeight*len(n.Lines)))
	}
}

// name writes the lines of a name as one text, so that it is found and read as one word where it is broken inside of one.
func (c *canvas) name(n *SceneNode, x, y float64) {
	if len(n.Lines) < 2 || slices.ContainsFunc(n.Lines, rightToLeft) {
		for i, line := range n.Lines {
			c.space()
			c.text("name", line, x, y+float64(lineHeight*i))
		}
		return
	}
	c.space()
	c.open("text", str("class", "name"))
	whole := drawnName(n)
	for i, line := range n.Lines {
		rest, _ := strings.CutPrefix(whole, line)
		whole = strings.TrimPrefix(rest, " ")
		if rest != whole {
			line += " "
		}
		c.leaf("tspan", line, num("x", x), num("y", y+float64(lineHeight*i)))
	}
	c.end("text")
}

// storeShift lowers the text of a store under its lid.
const storeShift = 4

func (c *canvas) icon(i icon, x, y float64) {
	c.d("icon", new(path).op('M', x+i.x, y+i.y).rest(i.rest))
}

// badge marks a changed node by a sign, not by colour alone.
func (c *canvas) badge(n *SceneNode) {
	sign := ""
	switch n.Change {
	case Added:
		sign = "+"
	case Removed:
		sign = "−"
	case Changed:
		sign = "~"
	default:
		return
	}
	c.empty("circle", str("class", "badge"), num("cx", n.X+3), num("cy", n.Y+3), num("r", 8))
	c.leaf("text", sign, str("class", "badge-sign"), num("x", n.X+3), num("y", n.Y+7), str("text-anchor", "middle"))
}

func (c *canvas) legend(items []LegendItem) {
	if len(items) == 0 {
		return
	}
	c.open("g", str("class", "legend"), str("aria-hidden", "true"))
	for _, it := range items {
		if it.Line == "" {
			c.open("g", str("class", "n-"+string(it.Kind)))
			c.shape("shape", it.Kind, Rect{it.X, it.Y, signW, signH})
		} else {
			c.open("g")
			c.legendLine(it)
		}
		c.leaf("text", it.Text, str("class", "legend-name"), num("x", it.X+signW+6), num("y", it.Y+11))
		c.end("g")
	}
	c.end("g")
}

func (c *canvas) legendLine(it LegendItem) {
	e := SceneEdge{Feedback: it.Line == "feedback"}
	e.Sync, e.Dashed = it.Line == "sync", it.Line == "dashed" || it.Line == "reply"
	switch ch := Change(it.Line); ch {
	case Added, Removed, Changed:
		e.Change = ch
	}
	y := it.Y + signH/2
	e.Path = []Curve{{Start: Point{it.X, y}, Segs: []Seg{{To: Point{it.X + signW, y}}}}}
	class := edgeClass(&e)
	// Not "edge": tools count those.
	c.d("line"+class, new(path).op('M', it.X, y).op('H', it.X+signW))
	c.d("head"+class, new(path).rest(head(e.Path, e.Sync, 8)))
}
