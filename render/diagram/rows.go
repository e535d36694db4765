package diagram

import (
	"cmp"
	"math"
	"slices"
)

// A long flow is wrapped like a text: its columns are cut into rows of equal length, each is laid out by itself, and
// edges that lead on leave a row at its right end, run back through the room between the rows and enter the next one
// at its left end. For that each such edge has an invisible node, an exit or an entry, at the ends of the rows.

// narrow is the most nodes in a column of a flow that is wrapped; wider graphs are pressed into fewer columns.
const narrow = 4

// wrapping returns how many columns a row of g has when it is wrapped to at most the given number, or 0 where it is
// not: it fits, has groups, or is no narrow flow.
func wrapping(g *graph, columns int) int {
	if columns < 2 || len(g.groups) > 0 || g.pinned() {
		return 0
	}
	var load []int
	for _, n := range g.nodes {
		for n.rank >= len(load) {
			load = append(load, 0)
		}
		load[n.rank]++
	}
	if len(load) <= columns || slices.Max(load) > narrow || 2*len(g.nodes) > 3*len(load) {
		return 0
	}
	rows := (len(load) + columns - 1) / columns
	return (len(load) + rows - 1) / rows
}

// row is one row of a wrapped graph.
type row struct {
	g graph
	p piece
	// node and edge are the local indices of the whole graph's nodes and edges, or -1; exit and entry the local
	// nodes at which an edge leaves or enters.
	node, edge, exit, entry []int
}

// wrap lays out g in rows of g.per columns.
func (d *draft) wrap(g *graph) piece {
	count := 1
	for _, n := range g.nodes {
		count = max(count, n.rank/g.per+1)
	}
	// Before the rows have graphs of their own: the scene takes its texts from this one.
	d.fitLoops(g)
	rows := make([]*row, count)
	for k := range rows {
		rows[k] = cutRow(g, k)
		rows[k].p = d.piece(&rows[k].g)
	}
	w := &wrapper{g: g, rows: rows}
	w.stack()
	return w.join()
}

func blank(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

// cutRow makes the graph of row k.
func cutRow(g *graph, k int) *row {
	r := &row{node: blank(len(g.nodes)), edge: blank(len(g.edges)), exit: blank(len(g.edges)), entry: blank(len(g.edges))}
	for v, n := range g.nodes {
		if n.rank/g.per == k {
			r.node[v] = len(r.g.nodes)
			n.rank = n.rank%g.per + 1
			r.g.nodes = append(r.g.nodes, n)
		}
	}
	for i, e := range g.edges {
		low, high := g.nodes[e.low()].rank/g.per, g.nodes[e.high()].rank/g.per
		if k < low || k > high {
			continue
		}
		from, to := r.node[e.low()], r.node[e.high()]
		if k > low {
			r.entry[i] = r.gate(0)
			from = r.entry[i]
			e.text, e.full, e.labelW = "", "", 0
		}
		if k < high {
			r.exit[i] = r.gate(g.per + 1)
			to = r.exit[i]
		}
		if e.reversed {
			from, to = to, from
		}
		e.from, e.to = from, to
		r.edge[i] = len(r.g.edges)
		r.g.edges = append(r.g.edges, e)
	}
	closeGaps(&r.g)
	return r
}

// gate adds an invisible node at the given rank.
func (r *row) gate(rank int) int {
	r.g.nodes = append(r.g.nodes, gnode{spec: -1, group: -1, pin: -1, rank: rank})
	return len(r.g.nodes) - 1
}

type wrapper struct {
	g    *graph
	rows []*row
	// links are the ways between each row and the next.
	links [][]passage
}

// passage is the way of an edge between two rows.
type passage struct {
	edge      int
	exitY     float64
	lane      float64
	out, back float64
}

// The distances of what runs between rows, in px.
const (
	rowSpace = 16
	laneStep = 10
)

// stack puts the rows under each other with room for the passages, their first columns aligned.
func (w *wrapper) stack() {
	w.links = make([][]passage, len(w.rows))
	y := 0.0
	for k, r := range w.rows {
		first := math.Inf(1)
		for v, n := range r.g.nodes {
			if n.spec >= 0 {
				first = min(first, r.p.nodes[v].X)
			}
		}
		top := -r.p.y
		r.p.x, r.p.y = -first, y-top
		y += r.p.h
		if k+1 < len(w.rows) {
			w.passages(k, y)
			y += 2*rowSpace + laneStep*float64(max(0, len(w.links[k])-1))
		}
	}
}

// passages plans the ways from row k to the next: the topmost exit takes the outermost way down and the lowest lane,
// so that ways whose entries keep the order of their exits do not cross.
func (w *wrapper) passages(k int, y float64) {
	r := w.rows[k]
	for i := range w.g.edges {
		if v := r.exit[i]; v >= 0 {
			w.links[k] = append(w.links[k], passage{edge: i, exitY: r.p.nodes[v].Y})
		}
	}
	slices.SortStableFunc(w.links[k], func(a, b passage) int { return cmp.Compare(a.exitY, b.exitY) })
	n := len(w.links[k])
	for i := range w.links[k] {
		l := &w.links[k][i]
		l.lane = y + rowSpace + laneStep*float64(n-1-i)
		l.out, l.back = float64(slotStep*(n-1-i)), float64(slotStep*i)
	}
}

// join makes one piece of the rows.
func (w *wrapper) join() piece {
	p := piece{g: w.g, nodes: make([]Rect, len(w.g.nodes)), labels: make([]Rect, len(w.g.edges))}
	for _, r := range w.rows {
		for v, at := range r.node {
			if at >= 0 {
				p.nodes[v] = r.p.at(r.p.nodes[at])
			}
		}
		for i, at := range r.edge {
			if at >= 0 && r.g.edges[at].labelled() {
				p.labels[i] = r.p.at(r.p.labels[at])
			}
		}
	}
	for v := range p.nodes {
		w.g.nodes[v].head, w.g.nodes[v].h, w.g.nodes[v].w = w.drawn(v)
	}
	for i, e := range w.g.edges {
		curves := w.course(i)
		if e.reversed {
			curves = backwards(curves)
		}
		p.edges = append(p.edges, curves)
	}
	p.normalise()
	return p
}

func (w *wrapper) drawn(v int) (head, h, width int) {
	for _, r := range w.rows {
		if at := r.node[v]; at >= 0 {
			n := r.g.nodes[at]
			return n.head, n.h, n.w
		}
	}
	return 0, 0, 0
}

// course returns the way of edge i over the rows from low to high.
func (w *wrapper) course(i int) []Curve {
	b := &pen{}
	for k, r := range w.rows {
		at := r.edge[i]
		if at < 0 {
			continue
		}
		part := r.p.shift(r.p.edges[at])
		if r.g.edges[at].reversed {
			part = backwards(part)
		}
		b.append(part)
		if r.exit[i] >= 0 {
			w.pass(b, k, i)
		}
	}
	return b.done()
}

// pass draws the way of edge i from row k to the next.
func (w *wrapper) pass(b *pen, k, i int) {
	at := slices.IndexFunc(w.links[k], func(p passage) bool { return p.edge == i })
	l := w.links[k][at]
	next := w.rows[k+1]
	entry := next.p.at(next.p.nodes[next.entry[i]])
	end := Point{entry.X, entry.Y}
	from := b.at()
	right, left := from.X+slotMargin+l.out, end.X-slotMargin-l.back
	b.corner(Point{right, from.Y}, Point{right, l.lane}, Point{(left + right) / 2, l.lane})
	b.corner(Point{left, l.lane}, Point{left, end.Y}, end)
}

// at returns a box of the piece in the coordinates around it.
func (p *piece) at(r Rect) Rect { return Rect{r.X + p.x, r.Y + p.y, r.W, r.H} }

// shift returns curves of the piece in the coordinates around it.
func (p *piece) shift(curves []Curve) []Curve {
	move := func(q Point) Point { return Point{q.X + p.x, q.Y + p.y} }
	out := make([]Curve, len(curves))
	for i, c := range curves {
		out[i].Start = move(c.Start)
		for _, s := range c.Segs {
			out[i].Segs = append(out[i].Segs, Seg{move(s.C1), move(s.C2), move(s.To), s.Cubic})
		}
	}
	return out
}

// append goes on with curves that begin where the pen is.
func (b *pen) append(curves []Curve) {
	for k, c := range curves {
		if k > 0 || len(b.curves) == 0 {
			b.curves = append(b.curves, Curve{Start: c.Start})
		} else {
			b.line(c.Start)
		}
		last := &b.curves[len(b.curves)-1]
		for _, s := range c.Segs {
			if s.Cubic {
				last.Segs = append(last.Segs, s)
			} else {
				b.line(s.To)
			}
		}
	}
}
