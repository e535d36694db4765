package diagram

import "slices"

// ports are the places at which edges meet the sides of their nodes, as offsets from the middle, by edge. low and
// high are the ends in the direction of the layout; of a flat edge, whose ends are both right sides, from and to.
type ports struct{ low, high []int }

// socket is one end of an edge at a side of a node.
type socket struct {
	edge int
	high bool
	// rank sorts the sockets of a side from top to bottom, then tie.
	rank, tie int
}

// countPorts grows the nodes that need room for many edges on one side.
func countPorts(g *graph) {
	left, right := make([]int, len(g.nodes)), make([]int, len(g.nodes))
	for _, e := range g.edges {
		switch {
		case e.from == e.to:
			g.nodes[e.from].head = loopHead
		case e.flat:
			right[e.from]++
			right[e.to]++
		default:
			right[e.low()]++
			left[e.high()]++
		}
	}
	for v := range g.nodes {
		n := &g.nodes[v]
		n.h = grown(n.h, max(left[v], right[v]))
	}
}

// assignPorts spreads the edges over the sides of their nodes in the order of their other ends.
func assignPorts(l *layered) ports {
	p := ports{low: make([]int, len(l.g.edges)), high: make([]int, len(l.g.edges))}
	pos := make([]int, len(l.verts))
	for _, seq := range l.layers {
		for i, v := range seq {
			pos[v] = i
		}
	}
	right, left := sockets(l, pos)
	for v := range l.g.nodes {
		spread(p, right[v], l.g.nodes[v].h)
		spread(p, left[v], l.g.nodes[v].h)
	}
	return p
}

func sockets(l *layered, pos []int) (right, left [][]socket) {
	right, left = make([][]socket, len(l.g.nodes)), make([][]socket, len(l.g.nodes))
	for i, e := range l.g.edges {
		chain := l.chain[i]
		switch {
		case e.from == e.to:
		case e.flat:
			right[e.from] = append(right[e.from], flatSocket(i, false, pos[e.from], pos[e.to]))
			right[e.to] = append(right[e.to], flatSocket(i, true, pos[e.to], pos[e.from]))
		default:
			n := len(chain)
			right[chain[0]] = append(right[chain[0]], socket{i, false, pos[chain[1]], far(l, pos, chain, 1)})
			left[chain[n-1]] = append(left[chain[n-1]], socket{i, true, pos[chain[n-2]], far(l, pos, chain, n-2)})
		}
	}
	return right, left
}

// far breaks ties between parallel edges: the same order at both ends keeps them parallel.
func far(l *layered, pos []int, chain []int, k int) int {
	if l.verts[chain[k]].role != roleNode {
		return pos[chain[k]]
	}
	return 0
}

// flatSocket puts edges that turn up inside their column over all others and those that turn down under them, the
// farther ones further in, so that they nest.
func flatSocket(edge int, high bool, at, to int) socket {
	const beyond = 1 << 30
	if to < at {
		return socket{edge, high, -beyond + (at - to), 0}
	}
	return socket{edge, high, beyond - (to - at), 0}
}

func spread(p ports, list []socket, h int) {
	slices.SortStableFunc(list, func(a, b socket) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return a.tie - b.tie
	})
	step := portStep(h, len(list))
	for k, s := range list {
		offset := k*step - (len(list)-1)*step/2
		if s.high {
			p.high[s.edge] = offset
		} else {
			p.low[s.edge] = offset
		}
	}
}
