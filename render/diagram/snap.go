package diagram

import (
	"cmp"
	"math"
	"slices"
)

// snapPorts straightens edges that almost are: where both ends of a segment differ by less than a step, the end at a
// node moves to the height of the other, as far as its neighbours on the same side and the node's height allow.
func (r *router) snapPorts() {
	for _, high := range [2]bool{true, false} {
		sides := make([][]int, len(r.l.g.nodes))
		for i, e := range r.l.g.edges {
			if e.from == e.to {
				continue
			}
			switch {
			case e.flat:
				if !high {
					// Both ends of a flat edge are in the way on the right; -i-1 is its far end.
					sides[e.from] = append(sides[e.from], i+1)
					sides[e.to] = append(sides[e.to], -i-1)
				}
			case high:
				sides[e.high()] = append(sides[e.high()], -i-1)
			default:
				sides[e.low()] = append(sides[e.low()], i+1)
			}
		}
		for v, ends := range sides {
			r.snapSide(v, ends)
		}
	}
}

// snapSide moves the ports of one side; ends are edges plus one, negative for their high ends.
func (r *router) snapSide(v int, ends []int) {
	offset := func(end int) *int {
		if end < 0 {
			return &r.p.high[-end-1]
		}
		return &r.p.low[end-1]
	}
	slices.SortStableFunc(ends, func(a, b int) int { return cmp.Compare(*offset(a), *offset(b)) })
	half := r.l.g.nodes[v].h/2 - 7
	apart := min(portApart, portStep(r.l.g.nodes[v].h, len(ends)))
	for k, end := range ends {
		edge := max(end, -end) - 1
		if r.l.g.edges[edge].flat {
			continue
		}
		chain := r.l.chain[edge]
		next := chain[1]
		if end < 0 {
			next = chain[len(chain)-2]
		}
		want := r.endY(next, edge) - r.y[v]
		at := *offset(end)
		if want != math.Trunc(want) || math.Abs(want-float64(at)) > snapReach {
			continue
		}
		lo, hi := -half, half
		if k > 0 {
			lo = *offset(ends[k-1]) + apart
		}
		if k+1 < len(ends) {
			hi = *offset(ends[k+1]) - apart
		}
		if w := int(want); w >= lo && w <= hi {
			*offset(end) = w
		}
	}
}

const (
	portApart = 8
	snapReach = 24
)
