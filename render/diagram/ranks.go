package diagram

import (
	"math"
	"slices"
)

// assignRanks gives every node a column from 0 on without gaps: its pinned one, or where network simplex makes the edges
// shortest and groups narrow. Edges inside a column become flat, those that run backwards reversed. The k-th layering
// of free columns, from 1 on, breaks other cycles than the first and makes some edges count more than others.
func assignRanks(g *graph, k int) {
	if g.pinned() {
		pinnedRanks(g)
	} else {
		acyclic(g)
		if k > 1 {
			wander(g, generator(k))
		}
		freeRanks(g, k)
		spreadIdle(g)
	}
	closeGaps(g)
	orient(g)
}

// freeRanks finds the columns in which the edges are short and the groups narrow. What neither an edge nor a group
// connects starts at 0.
func freeRanks(g *graph, k int) {
	n, groups := len(g.nodes), len(g.groups)
	all := n + 2*groups
	arcs := make([]arc, 0, len(g.edges)+2*n+groups)
	set := newSets(all)
	add := func(a arc) {
		arcs = append(arcs, a)
		set.join(a.tail, a.head)
	}
	busy := g.busy()
	weight, narrow := g.leaning(k)
	for i, e := range g.edges {
		if e.from != e.to {
			add(arc{e.low(), e.high(), 1, weight(i)})
		}
	}
	// Each group has a first and a last column, which all that it holds stands between.
	first, last := n, n+groups
	for v, x := range g.nodes {
		if x.group >= 0 && busy[v] {
			add(arc{first + x.group, v, 0, 0})
			add(arc{v, last + x.group, 0, 0})
		}
	}
	for k, x := range g.groups {
		add(arc{first + k, last + k, 0, narrow})
		if x.parent >= 0 {
			add(arc{first + x.parent, first + k, 0, 0})
			add(arc{last + k, last + x.parent, 0, 0})
		}
	}
	start := longest(all, arcs)
	rank := simplexParts(all, arcs, set, start)
	least := make([]int, all)
	for v := range least {
		least[v] = math.MaxInt
	}
	for v := range g.nodes {
		r := set.find(v)
		least[r] = min(least[r], rank[v])
	}
	for v := range g.nodes {
		g.nodes[v].rank = rank[v] - least[set.find(v)]
	}
	balance(g)
}

// leaning returns what each edge and each group counts in the k-th layering.
func (g *graph) leaning(k int) (edge func(i int) int, group int) {
	if k == 0 {
		return func(int) int { return 1 }, groupNarrow
	}
	groups := [...]int{30, 0, 3, 10, 1}
	return func(i int) int {
		r := generator(k<<16 + i)
		return 1 + r.pick(4)
	}, groups[k%len(groups)]
}

// groupNarrow is what a column of a group costs, in columns of an edge: the narrower the boxes, the fewer edges lead
// through one that they have no business with.
const groupNarrow = 3

// busy marks the nodes that an edge ties to another.
func (g *graph) busy() []bool {
	busy := make([]bool, len(g.nodes))
	for _, e := range g.edges {
		if e.from != e.to {
			busy[e.from], busy[e.to] = true, true
		}
	}
	return busy
}

// simplexParts connects the parts by arcs that cost nothing and demand nothing that start does not have.
func simplexParts(n int, arcs []arc, set sets, start []int) []int {
	far := 0
	for _, r := range start {
		far = max(far, r)
	}
	for v := 1; v < n; v++ {
		if set.find(v) == v {
			arcs = append(arcs, arc{0, v, -2*far - 2, 0})
		}
	}
	return simplex(n, arcs, start, 50*n+2000)
}

// balance moves the nodes that could stand in several columns at the same cost to the emptiest of them.
func balance(g *graph) {
	out, in := adjacency(g)
	first, last := g.spans(g.busy())
	var load []int
	for _, n := range g.nodes {
		for n.rank >= len(load) {
			load = append(load, 0)
		}
		load[n.rank]++
	}
	for v := range g.nodes {
		if len(in[v])+len(out[v]) == 0 || lowDegree(g, v, in[v], out[v]) != 0 {
			continue
		}
		lo, hi := rankRoom(g, v, in[v], out[v], len(load))
		if k := g.nodes[v].group; k >= 0 {
			lo, hi = max(lo, first[k]), min(hi, last[k])
		}
		best := g.nodes[v].rank
		for r := lo; r <= hi; r++ {
			if load[r] < load[best]-1 {
				best = r
			}
		}
		load[g.nodes[v].rank]--
		load[best]++
		g.nodes[v].rank = best
	}
}

// lowDegree returns how many more edges tie v to earlier columns than to later ones.
func lowDegree(g *graph, v int, in, out []int) int {
	n := 0
	for _, list := range [2][]int{in, out} {
		for _, i := range list {
			if g.edges[i].high() == v {
				n++
			} else {
				n--
			}
		}
	}
	return n
}

func rankRoom(g *graph, v int, in, out []int, columns int) (lo, hi int) {
	lo, hi = 0, columns-1
	for _, list := range [2][]int{in, out} {
		for _, i := range list {
			e := g.edges[i]
			if e.high() == v {
				lo = max(lo, g.nodes[e.low()].rank+1)
			} else {
				hi = min(hi, g.nodes[e.high()].rank-1)
			}
		}
	}
	return lo, hi
}

// spreadIdle moves the nodes without edges, which only a group holds in this component, to the emptiest columns of
// their group, or where it has no other nodes, of as many as make a readable shape.
func spreadIdle(g *graph) {
	busy := g.busy()
	columns := min(5, int(math.Ceil(math.Sqrt(float64(len(g.nodes)-count(busy))/3))))
	for v, n := range g.nodes {
		if busy[v] {
			columns = max(columns, n.rank+1)
		}
	}
	load := make([]int, columns)
	for v, n := range g.nodes {
		if busy[v] {
			load[n.rank]++
		}
	}
	first, last := g.spans(busy)
	for v, n := range g.nodes {
		if busy[v] {
			continue
		}
		k := n.group
		for k >= 0 && first[k] > last[k] {
			k = g.groups[k].parent
		}
		from, to := 0, columns-1
		if k >= 0 {
			from, to = first[k], last[k]
		}
		r := from + slices.Index(load[from:to+1], slices.Min(load[from:to+1]))
		g.nodes[v].rank = r
		load[r]++
	}
}

// spans returns the first and the last column of the marked nodes of each group; of a group without, 0 and -1.
func (g *graph) spans(marked []bool) (first, last []int) {
	first, last = make([]int, len(g.groups)), make([]int, len(g.groups))
	for k := range last {
		last[k] = -1
	}
	for v, n := range g.nodes {
		if !marked[v] {
			continue
		}
		for k := n.group; k >= 0; k = g.groups[k].parent {
			if last[k] < 0 {
				first[k] = n.rank
			}
			first[k], last[k] = min(first[k], n.rank), max(last[k], n.rank)
		}
	}
	return first, last
}

// pinnedRanks puts pinned nodes where they belong and the free ones one column after their latest predecessor, or
// before their earliest successor, or first.
func pinnedRanks(g *graph) {
	out, in := adjacency(g)
	known := make([]bool, len(g.nodes))
	for v := range g.nodes {
		if g.nodes[v].pin >= 0 {
			g.nodes[v].rank, known[v] = g.nodes[v].pin, true
		}
	}
	for changed := true; changed; {
		changed = false
		for v := range g.nodes {
			if !known[v] && beside(g, v, in[v], out[v], known) {
				known[v], changed = true, true
			}
		}
	}
}

func beside(g *graph, v int, in, out []int, known []bool) bool {
	after, before := -1, math.MaxInt
	for _, i := range in {
		if u := g.edges[i].from; known[u] {
			after = max(after, g.nodes[u].rank)
		}
	}
	for _, i := range out {
		if u := g.edges[i].to; known[u] {
			before = min(before, g.nodes[u].rank)
		}
	}
	switch {
	case after >= 0:
		g.nodes[v].rank = after + 1
	case before < math.MaxInt:
		g.nodes[v].rank = max(0, before-1)
	default:
		return false
	}
	return true
}

// closeGaps renumbers the columns that hold nodes from 0 on.
func closeGaps(g *graph) {
	ranks := make([]int, 0, len(g.nodes))
	for _, n := range g.nodes {
		ranks = append(ranks, n.rank)
	}
	slices.Sort(ranks)
	ranks = slices.Compact(ranks)
	for v := range g.nodes {
		g.nodes[v].rank, _ = slices.BinarySearch(ranks, g.nodes[v].rank)
	}
}

// orient marks flat and reversed edges by the final columns.
func orient(g *graph) {
	for i := range g.edges {
		e := &g.edges[i]
		from, to := g.nodes[e.from].rank, g.nodes[e.to].rank
		e.flat, e.reversed = from == to && e.from != e.to, from > to
	}
}
