package diagram

import "math"

// segment is the part of an edge in the bend between two columns.
type segment struct {
	edge     int
	from, to float64
	// slot is the vertical track of an orthogonal segment.
	slot int
	// turn marks a flat edge's segment, whose ends are both on the left.
	turn bool
}

// router turns heights and columns into the courses of the edges.
type router struct {
	l     *layered
	p     ports
	y     []float64
	f     *frame
	spec  Spec
	ortho bool
	// segs are the segments in the bend after each column, flats those beside each column.
	segs, flats [][]segment
	// first is the index in segs of an edge's segments, by link along its chain.
	segOf [][]int
}

// collect makes the segments of all edges, without horizontal places yet.
func (r *router) collect() {
	n := len(r.l.thin)
	r.segs, r.flats = make([][]segment, n), make([][]segment, n)
	r.segOf = make([][]int, len(r.l.g.edges))
	for i, e := range r.l.g.edges {
		chain := r.l.chain[i]
		switch {
		case e.from == e.to:
		case e.flat && len(chain) == 0:
			layer := r.l.verts[e.from].layer
			r.segOf[i] = []int{len(r.flats[layer])}
			r.flats[layer] = append(r.flats[layer], segment{i, r.portY(e.from, i, false), r.portY(e.to, i, true), 0, true})
		case e.flat:
			r.collectFlat(i, e, chain[0])
		default:
			for k := 1; k < len(chain); k++ {
				r.add(i, r.l.verts[chain[k-1]].layer, r.endY(chain[k-1], i), r.endY(chain[k], i))
			}
		}
	}
}

func (r *router) add(edge, layer int, from, to float64) {
	r.segOf[edge] = append(r.segOf[edge], len(r.segs[layer]))
	r.segs[layer] = append(r.segs[layer], segment{edge: edge, from: from, to: to})
}

// collectFlat leads a labelled flat edge to its label in the next layer and back, the upper part over the lower.
func (r *router) collectFlat(i int, e gedge, label int) {
	layer := r.l.verts[e.from].layer
	from, to := r.portY(e.from, i, false), r.portY(e.to, i, true)
	shift := 4.0
	if from > to {
		shift = -shift
	}
	r.add(i, layer, from, r.y[label]-shift)
	r.add(i, layer, to, r.y[label]+shift)
}

func (r *router) portY(node, edge int, high bool) float64 {
	if high {
		return r.y[node] + float64(r.p.high[edge])
	}
	return r.y[node] + float64(r.p.low[edge])
}

// endY is the height of an edge at a vertex of its chain.
func (r *router) endY(v, edge int) float64 {
	if r.l.verts[v].role != roleNode {
		return r.y[v]
	}
	return r.portY(v, edge, v == r.l.g.edges[edge].high())
}

// slots gives flat edges their tracks, and all segments when the lines are orthogonal; it sets the frame's widths.
func (r *router) slots(limit float64) {
	for k := range r.flats {
		if n := assignSlots(r.flats[k]); n > 0 {
			r.f.flats[k] = slotMargin + arrowLength + float64(n-1)*slotStep
		}
	}
	if !r.ortho {
		r.f.curveBends(r.l, r.segs, limit)
		return
	}
	counts := make([]int, len(r.segs))
	for k := range r.segs {
		counts[k] = assignSlots(r.segs[k])
	}
	r.f.slotBends(counts)
}

// course returns the pieces of edge i in its own direction.
func (r *router) course(i int) []Curve {
	e := r.l.g.edges[i]
	b := &pen{}
	switch {
	case e.from == e.to:
		r.loop(b, e)
		return b.done()
	case e.flat && len(r.l.chain[i]) == 0:
		r.bracket(b, i, e)
		return b.done()
	case e.flat:
		r.hook(b, i, e)
		return b.done()
	}
	r.along(b, i)
	curves := b.done()
	if e.reversed {
		return backwards(curves)
	}
	return curves
}

func (r *router) along(b *pen, i int) {
	chain := r.l.chain[i]
	start := r.portAt(chain[0], r.endY(chain[0], i), true)
	b.move(start)
	for k := 1; k < len(chain); k++ {
		layer := r.l.verts[chain[k-1]].layer
		r.bend(b, layer, r.segs[layer][r.segOf[i][k-1]])
		if v := r.l.verts[chain[k]]; v.role == roleLabel {
			box := r.labelBox(chain[k])
			b.line(Point{box.X, r.y[chain[k]]})
			b.move(Point{box.X + box.W, r.y[chain[k]]})
		}
	}
	last := chain[len(chain)-1]
	b.line(r.portAt(last, r.endY(last, i), false))
}

// bend draws one segment through the bend after a layer.
func (r *router) bend(b *pen, layer int, s segment) {
	x0, x1 := r.f.bendFrom(layer), r.f.bendTo(layer)
	switch {
	case s.from == s.to:
		b.line(Point{x1, s.to})
	case r.ortho:
		x := r.f.slotX(layer, s.slot)
		b.corner(Point{x, s.from}, Point{x, s.to}, Point{x1, s.to})
	default:
		b.line(Point{x0, s.from})
		m := (x0 + x1) / 2
		b.cubic(Point{m, s.from}, Point{m, s.to}, Point{x1, s.to})
	}
}

// bracket draws an edge between two nodes of a column on their right.
func (r *router) bracket(b *pen, i int, e gedge) {
	layer := r.l.verts[e.from].layer
	s := r.flats[layer][r.segOf[i][0]]
	x := r.f.x[layer] + r.f.w[layer] + slotMargin + float64(s.slot)*slotStep
	b.move(r.portAt(e.from, s.from, true))
	end := r.portAt(e.to, s.to, true)
	b.corner(Point{x, s.from}, Point{x, s.to}, end)
}

// hook draws a labelled flat edge to its label and back.
func (r *router) hook(b *pen, i int, e gedge) {
	layer := r.l.verts[e.from].layer
	out, back := r.segs[layer][r.segOf[i][0]], r.segs[layer][r.segOf[i][1]]
	b.move(r.portAt(e.from, out.from, true))
	r.bend(b, layer, out)
	box := r.labelBox(r.l.chain[i][0])
	b.line(Point{box.X, out.to})
	out2 := &pen{}
	out2.move(r.portAt(e.to, back.from, true))
	r.bend(out2, layer, back)
	out2.line(Point{box.X, back.to})
	b.curves = append(b.curves, backwards(out2.done())...)
}

// loop draws an edge from a node to itself over its right upper corner.
func (r *router) loop(b *pen, e gedge) {
	v := r.l.verts[e.from]
	right := r.f.x[v.layer] + r.f.w[v.layer]
	top := r.y[e.from] - float64(v.h)/2
	if r.hero(e.from) {
		top -= haloGap
	}
	from, to := Point{right - 56, top}, Point{right - 36, top}
	lift := top - loopHead - 2
	b.move(from)
	b.cubic(Point{from.X, lift}, Point{to.X, lift}, to)
}

func (r *router) hero(node int) bool {
	i := r.l.g.nodes[node].spec
	return i >= 0 && r.spec.Nodes[i].Hero
}

// haloGap is how far the halo of the page's subject stands off its outline.
const haloGap = 6

// portAt returns where a horizontal line at height y meets the outline of a node on one side.
func (r *router) portAt(node int, y float64, right bool) Point {
	v := r.l.verts[node]
	if r.l.g.nodes[node].spec < 0 {
		return Point{r.f.x[v.layer], y}
	}
	n := r.spec.Nodes[r.l.g.nodes[node].spec]
	in := inset(knownKind(n.Kind), float64(v.h), y-r.y[node], right)
	if n.Hero {
		in -= haloGap
	}
	if right {
		return Point{r.f.x[v.layer] + r.f.w[v.layer] - in, y}
	}
	return Point{r.f.x[v.layer] + in, y}
}

// labelBox is the place of a label in the middle of its column.
func (r *router) labelBox(v int) Rect {
	x := r.l.verts[v]
	w := float64(r.l.g.edges[x.ref].labelW)
	return Rect{r.f.x[x.layer] + (r.f.w[x.layer]-w)/2, r.y[v] - labelHeight/2, w, labelHeight}
}

// inset returns how far the outline of a shape of height h lies inside its box, dy off the middle.
func inset(k Kind, h, dy float64, right bool) float64 {
	dy = min(math.Abs(dy), h/2)
	switch outline(k) {
	case KindEvent, KindMore:
		rad := min(h/2, pillRadius)
		over := max(0, dy-(h/2-rad))
		return rad - math.Sqrt(max(0, rad*rad-over*over))
	case KindCommand:
		if right {
			return tip * dy / (h / 2)
		}
	case KindQuery:
		return tip * dy / (h / 2)
	case KindChannel:
		t := dy / (h / 2)
		return capWidth * (1 - math.Sqrt(max(0, 1-t*t)))
	default:
		// Straight sides.
	}
	return 0
}

// The measures of shapes, in px.
const (
	pillRadius = 29
	tip        = 14
	capWidth   = 8
)
