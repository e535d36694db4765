package diagram

import (
	"math"
	"slices"
)

// The distances between neighbours in a layer, in px.
const (
	gapNodes   = 20
	gapRows    = 4
	gapLine    = 12
	gapLines   = 10
	gapLabel   = 6
	gapBox     = 16
	emptyGroup = 44
)

// placement finds the heights of the vertices. Its variables are the nodes, the straight runs of the edges (dummies
// of one edge share one, so that long edges do not bend), and two borders for each group.
type placement struct {
	l     *layered
	ports ports
	// of is the variable of each vertex.
	of []int
	n  int
	// apart are the constraints of the layers.
	apart []arc
}

// mostVariables is where network simplex gives way to relaxation.
const mostVariables = 9000

// placeVertices returns the middle of each vertex (for borders, the line) on the vertical axis, from 0 on.
func placeVertices(l *layered, p ports, centred bool) []float64 {
	q := &placement{l: l, ports: p}
	q.variables()
	q.constrain()
	y := q.solve(centred)
	out := make([]float64, len(l.verts))
	for v := range l.verts {
		out[v] = y[q.of[v]]
	}
	return out
}

// variables joins the vertices that share one: the borders of a group, and the neighbouring dummies of an edge
// unless another straight run stands in the way.
func (q *placement) variables() {
	l := q.l
	set := newSets(len(l.verts))
	for i := range l.g.groups {
		for k := range l.top[i] {
			set.join(l.top[i][0], l.top[i][k])
			set.join(l.bottom[i][0], l.bottom[i][k])
		}
	}
	pos := make([]int, len(l.verts))
	for _, seq := range l.layers {
		for i, v := range seq {
			pos[v] = i
		}
	}
	kept := make([][]link, len(l.layers))
	for _, k := range l.links {
		if k.edge < 0 {
			kept[l.verts[k.a].layer] = append(kept[l.verts[k.a].layer], k)
		}
	}
	for _, k := range l.links {
		if k.edge < 0 || l.verts[k.a].role == roleNode || l.verts[k.b].role == roleNode {
			continue
		}
		layer := l.verts[k.a].layer
		if !blocked(kept[layer], k, pos) {
			kept[layer] = append(kept[layer], k)
			set.join(k.a, k.b)
		}
	}
	q.number(set)
}

func blocked(kept []link, k link, pos []int) bool {
	for _, o := range kept {
		if (pos[o.a] < pos[k.a]) != (pos[o.b] < pos[k.b]) {
			return true
		}
	}
	return false
}

func (q *placement) number(set sets) {
	q.of = make([]int, len(set))
	for v := range set {
		if set.find(v) == v {
			q.of[v] = q.n
			q.n++
		}
	}
	for v := range set {
		q.of[v] = q.of[set.find(v)]
	}
}

// constrain keeps neighbours in each layer apart.
func (q *placement) constrain() {
	for _, seq := range q.l.layers {
		for k := 1; k < len(seq); k++ {
			a, b := q.l.verts[seq[k-1]], q.l.verts[seq[k]]
			apart := distance(a, b)
			switch {
			case a.row && b.row:
			case a.role == roleNode || b.role == roleNode:
				apart += q.l.air
			}
			q.apart = append(q.apart, arc{q.of[seq[k-1]], q.of[seq[k]], apart, 0})
		}
	}
}

// distance returns how far apart the middles of a and of b under it must be.
func distance(a, b vertex) int {
	return a.h/2 + clearance(a, b) + b.head + b.h/2
}

func clearance(a, b vertex) int {
	switch {
	case a.role == roleTop && b.role == roleBottom:
		return emptyGroup
	case a.role == roleTop:
		return groupHead
	case b.role == roleBottom && a.role == roleBottom:
		return groupPad
	case b.role == roleBottom:
		return groupFoot
	case a.role == roleBottom && b.role == roleTop:
		return gapBox
	case a.row && b.row:
		return gapRows
	case a.role == roleNode && b.role == roleNode:
		return gapNodes
	case a.role == roleBottom || b.role == roleTop:
		if a.role == roleNode || b.role == roleNode {
			return gapBox
		}
		return gapLine
	case a.role == roleLabel || b.role == roleLabel:
		return gapLabel
	case a.role == roleNode || b.role == roleNode:
		return gapLine
	}
	return gapLines
}

// pulls returns the weighted differences to be small: for each link between two variables the arcs from an auxiliary
// variable, numbered from n on, to both ends (Gansner et al., section 4.2).
func (q *placement) pulls(scale int) []arc {
	arcs := make([]arc, 0, 2*len(q.l.links)+len(q.l.g.groups))
	aux := q.n
	for _, k := range q.l.links {
		a, b := q.of[k.a], q.of[k.b]
		if k.edge < 0 || a == b {
			continue
		}
		low, high := q.offset(k, k.a), q.offset(k, k.b)
		weight := scale * q.straightness(k)
		arcs = append(arcs, arc{aux, a, -low, weight}, arc{aux, b, -high, weight})
		aux++
	}
	for i := range q.l.g.groups {
		arcs = append(arcs, arc{q.of[q.l.top[i][0]], q.of[q.l.bottom[i][0]], 0, 2 * scale})
	}
	return arcs
}

// offset returns the port of a link at one of its vertices.
func (q *placement) offset(k link, v int) int {
	if q.l.verts[v].role != roleNode {
		return 0
	}
	e := q.l.g.edges[k.edge]
	switch {
	case e.flat && v == e.from:
		return q.ports.low[k.edge]
	case e.flat:
		return q.ports.high[k.edge]
	case v == e.low():
		return q.ports.low[k.edge]
	}
	return q.ports.high[k.edge]
}

// straightness weighs a link: the more of its ends are dummies, the more a bend in it would be seen; the only way
// from one node to the next is worth more, an edge that runs backwards less. Of the two links of a run that could lie
// at any height between its ends, that at the end which has fewer edges is worth a little more: the edge then changes
// its height once, beside the node where it meets others, and its label stands where nothing else does.
func (q *placement) straightness(k link) int {
	a, b := q.l.verts[k.a].role == roleNode, q.l.verts[k.b].role == roleNode
	weight := 8
	switch {
	case q.l.g.edges[k.edge].reversed:
		weight = 4
	case a && b && len(q.l.out.of(k.a)) == 1 && len(q.l.in.of(k.b)) == 1:
		weight = 14
	}
	if !a {
		weight *= 2
	}
	if !b {
		weight *= 2
	}
	if a != b && a == q.leaves(k.edge) {
		weight++
	}
	return weight
}

// leaves reports whether an edge shares the side of its low end with fewer others than that of its high end.
func (q *placement) leaves(edge int) bool {
	e := q.l.g.edges[edge]
	return len(q.l.out.of(e.low())) < len(q.l.in.of(e.high()))
}

// solve minimises the pulls under the constraints. Of the many optima it takes the highest, and when centred the mean
// of the highest and the lowest, which is an optimum too because the problem is convex, and puts a node in the middle
// of those that it is tied to. Where nothing is tied, all stands at the top.
func (q *placement) solve(centred bool) []float64 {
	pulls := q.pulls(1)
	all := q.n + (len(pulls)-len(q.l.g.groups))/2 + 1
	start := longest(q.n, q.apart)
	y := make([]float64, q.n)
	if all > mostVariables {
		return relax(q, start)
	}
	for i := range pulls {
		pulls[i].weight *= all
	}
	w := q.network(all, pulls, start)
	w.solve(20*all + 5000)
	for v := range y {
		y[v] = float64(w.rank[v])
	}
	if !centred || len(pulls) == len(q.l.g.groups) {
		return y
	}
	q.turn(w, pulls)
	w.solve(20*all + 5000)
	for v := range y {
		y[v] = math.Floor((y[v] + float64(w.rank[v])) / 2)
	}
	return y
}

// network makes the problem whose variables are all drawn towards a common line above them.
func (q *placement) network(all int, pulls []arc, start []int) *network {
	root := all - 1
	arcs := make([]arc, 0, len(q.apart)+len(pulls)+q.n)
	arcs = append(append(arcs, q.apart...), pulls...)
	rank := make([]int, all)
	copy(rank, start)
	for v := range q.n {
		arcs = append(arcs, arc{root, v, 0, 1})
	}
	rank[root] = slices.Min(start)
	settle(rank, pulls, q.n)
	return newNetwork(all, arcs, rank)
}

// turn draws the variables towards a line below them instead.
func (q *placement) turn(w *network, pulls []arc) {
	root := len(w.rank) - 1
	for i := len(w.arcs) - q.n; i < len(w.arcs); i++ {
		w.arcs[i].tail, w.arcs[i].head = w.arcs[i].head, w.arcs[i].tail
	}
	w.rank[root] = slices.Max(w.rank[:q.n])
	settle(w.rank, pulls, q.n)
	w.reset()
}

// settle puts each auxiliary variable as far down as its two arcs allow.
func settle(rank []int, pulls []arc, n int) {
	for k := 0; k+1 < len(pulls) && pulls[k].tail >= n; k += 2 {
		a, b := pulls[k], pulls[k+1]
		rank[a.tail] = min(rank[a.head]-a.length, rank[b.head]-b.length)
	}
}
