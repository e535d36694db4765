package diagram

import "slices"

// fitting is how often a picture is drawn again with a column less until it fits.
const fitting = 3

// press brings the nodes of a free layout into at most the given number of columns: from its ranks pressed together,
// each node moves to the column that costs least, until none gains.
func press(g *graph, columns int) {
	most := 0
	for _, n := range g.nodes {
		most = max(most, n.rank)
	}
	if most < columns || g.pinned() {
		return
	}
	at := make([]int, len(g.nodes))
	for i, n := range g.nodes {
		at[i] = n.rank * columns / (most + 1)
	}
	settleColumns(g, at, columns)
	for i := range g.nodes {
		g.nodes[i].rank = at[i]
	}
	closeGaps(g)
	orient(g)
}

// columnsIn returns how many columns of a spec's nodes a width holds.
func columnsIn(spec Spec, width float64) int {
	const (
		usualNode = 180
		usualGap  = 66
		labelGap  = 40
	)
	w, gap := float64(nodeSlimmest), float64(usualGap)
	for _, n := range spec.Nodes {
		w = max(w, min(usualNode, naturalWidth(n)))
	}
	if len(spec.Groups) > 0 {
		gap += groupPad
	}
	if slices.ContainsFunc(spec.Edges, func(e Edge) bool { return e.Label != "" }) {
		gap += labelGap
	}
	return max(1, int((width-2*margin+gap)/(w+gap)))
}

// settleColumns improves the columns by moving single nodes. Edges cost more the longer they are, much more when
// they stay in a column, and columns cost the square of their height.
func settleColumns(g *graph, at []int, columns int) {
	load := make([]int, columns)
	for _, c := range at {
		load[c]++
	}
	out, in := adjacency(g)
	cost := func(v, c int) int {
		sum := 0
		for _, i := range out[v] {
			sum += pressed(&g.edges[i], at[g.edges[i].to]-c)
		}
		for _, i := range in[v] {
			sum += pressed(&g.edges[i], c-at[g.edges[i].from])
		}
		height := load[c]
		if at[v] != c {
			height++
		}
		return 2*sum + 2*height - 1
	}
	for range 30 {
		gain := false
		for v := range at {
			best := at[v]
			for c := range columns {
				if cost(v, c) < cost(v, best) {
					best = c
				}
			}
			if best != at[v] {
				load[at[v]]--
				load[best]++
				at[v], gain = best, true
			}
		}
		if !gain {
			return
		}
	}
}

// backward is more than moving a node can ever gain.
const backward = 1 << 20

// pressed is the cost of an edge that leads d columns to the right. One that belongs to no circle does not turn back for want of room: as it would be drawn
// as feedback, the picture would say what is not so.
func pressed(e *gedge, d int) int {
	if d < 0 && !e.reversed {
		return backward
	}
	return stretch(d)
}

// stretch is the cost of an edge that leads d columns to the right.
func stretch(d int) int {
	switch {
	case d == 0:
		return 6
	case d < 0:
		return 3 - 2*d
	}
	return 2 * (d - 1)
}
