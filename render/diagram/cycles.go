package diagram

import "slices"

// acyclic marks the edges that point backwards, so that the others form no cycle. Of two sets it takes the smaller:
// the greedy feedback arc set of Eades, Lin and Smyth (1993), and the back edges of a depth-first search in the
// order of the model, which wins a tie because it follows what the author wrote first.
func acyclic(g *graph) {
	first := backEdges(g)
	second := greedyFeedback(g)
	chosen := first
	if count(second) < count(first) {
		chosen = second
	}
	for i := range g.edges {
		g.edges[i].reversed = chosen[i]
	}
}

func count(marks []bool) int {
	n := 0
	for _, m := range marks {
		if m {
			n++
		}
	}
	return n
}

// adjacency returns for each node the edges that leave it and those that arrive, without loops.
func adjacency(g *graph) (out, in [][]int) {
	out, in = make([][]int, len(g.nodes)), make([][]int, len(g.nodes))
	for i, e := range g.edges {
		if e.from != e.to {
			out[e.from] = append(out[e.from], i)
			in[e.to] = append(in[e.to], i)
		}
	}
	return out, in
}

func backEdges(g *graph) []bool {
	out, in := adjacency(g)
	back := make([]bool, len(g.edges))
	state := make([]int8, len(g.nodes))
	var stack []visit
	walk := func(root int) {
		state[root] = 1
		stack = append(stack[:0], visit{root, 0})
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.next == len(out[top.node]) {
				state[top.node] = 2
				stack = stack[:len(stack)-1]
				continue
			}
			i := out[top.node][top.next]
			top.next++
			switch to := g.edges[i].to; state[to] {
			case 0:
				state[to] = 1
				stack = append(stack, visit{to, 0})
			case 1:
				back[i] = true
			}
		}
	}
	for v := range g.nodes {
		if len(in[v]) == 0 {
			walk(v)
		}
	}
	for v := range g.nodes {
		if state[v] == 0 {
			walk(v)
		}
	}
	return back
}

func greedyFeedback(g *graph) []bool {
	out, in := adjacency(g)
	outs, ins := make([]int, len(g.nodes)), make([]int, len(g.nodes))
	for v := range g.nodes {
		outs[v], ins[v] = len(out[v]), len(in[v])
	}
	place := make([]int, len(g.nodes))
	gone := make([]bool, len(g.nodes))
	left, right := 0, len(g.nodes)
	for left < right {
		v, sink := nextGreedy(outs, ins, gone)
		gone[v] = true
		if sink {
			right--
			place[v] = right
		} else {
			place[v] = left
			left++
		}
		for _, i := range out[v] {
			ins[g.edges[i].to]--
		}
		for _, i := range in[v] {
			outs[g.edges[i].from]--
		}
	}
	back := make([]bool, len(g.edges))
	for i, e := range g.edges {
		back[i] = e.from != e.to && place[e.from] > place[e.to]
	}
	return back
}

// nextGreedy picks a sink, else a source, else the node with most outgoing over incoming edges.
func nextGreedy(outs, ins []int, gone []bool) (node int, sink bool) {
	best, source := -1, -1
	for v := range outs {
		switch {
		case gone[v]:
			continue
		case outs[v] == 0:
			return v, true
		case ins[v] == 0 && source < 0:
			source = v
		}
		if best < 0 || outs[v]-ins[v] > outs[best]-ins[best] {
			best = v
		}
	}
	if source >= 0 {
		return source, false
	}
	return best, false
}

// wander exchanges the reversed edges for others that are not more: in an order of the nodes that they follow from,
// each node moves to one of the places at which the fewest edges lead backwards.
func wander(g *graph, r generator) {
	if count(reversedEdges(g)) == 0 {
		return
	}
	turns := topological(g)
	place := make([]int, len(turns))
	for range 4 {
		for v := range g.nodes {
			wanderTo(g, turns, v, &r)
		}
	}
	for i, v := range turns {
		place[v] = i
	}
	for i := range g.edges {
		e := &g.edges[i]
		e.reversed = place[e.from] > place[e.to]
	}
}

// topological orders the nodes so that only reversed edges lead backwards.
func topological(g *graph) []int {
	arcs := make([]arc, 0, len(g.edges))
	for _, e := range g.edges {
		if e.from != e.to {
			arcs = append(arcs, arc{e.low(), e.high(), 1, 1})
		}
	}
	rank := longest(len(g.nodes), arcs)
	turns := make([]int, len(g.nodes))
	for v := range turns {
		turns[v] = v
	}
	slices.SortStableFunc(turns, func(a, b int) int { return rank[a] - rank[b] })
	return turns
}

func reversedEdges(g *graph) []bool {
	marks := make([]bool, len(g.edges))
	for i, e := range g.edges {
		marks[i] = e.reversed
	}
	return marks
}

// wanderTo moves v among turns to one of its best places.
func wanderTo(g *graph, turns []int, v int, r *generator) {
	// toll is what v pays more to stand after each node than before it.
	toll := make([]int, len(g.nodes))
	tied := false
	for _, e := range g.edges {
		switch {
		case e.from == e.to:
		case e.from == v:
			toll[e.to]++
			tied = true
		case e.to == v:
			toll[e.from]--
			tied = true
		}
	}
	if !tied {
		return
	}
	at := slices.Index(turns, v)
	turns = slices.Delete(turns, at, at+1)
	best, ties, to := 1<<30, 0, 0
	sum := 0
	for k := 0; k <= len(turns); k++ {
		switch {
		case sum < best:
			best, ties, to = sum, 1, k
		case sum == best:
			if ties++; r.pick(ties) == 0 {
				to = k
			}
		}
		if k < len(turns) {
			sum += toll[turns[k]]
		}
	}
	copy(turns[to+1:len(turns)+1], turns[to:])
	turns[:len(turns)+1][to] = v
}
