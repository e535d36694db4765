package diagram

import "slices"

// arc is one constraint of a network simplex problem: rank[head] - rank[tail] >= length, at a cost of weight for
// each unit of rank[head] - rank[tail].
type arc struct{ tail, head, length, weight int }

// network is the state of the network simplex method of Gansner, Koutsofios, North and Vo, "A Technique for Drawing
// Directed Graphs" (1993), section 2.3: a spanning tree of tight arcs, of which one with a negative cut value is
// exchanged for the crossing arc of least slack until none is negative.
type network struct {
	arcs   []arc
	rank   []int
	inTree []bool
	cut    []int
	// first and incident are the arcs of each node, as one slice in order of nodes.
	first, incident []int
	// tree holds the tree arcs of each node.
	tree [][]int
	// up is the arc to the parent (-1 at the root); the subtree of v is post[low[v]..lim[v]].
	up, low, lim, post []int
	stack              []visit
}

type visit struct{ node, next int }

// simplex returns the ranks of n nodes that satisfy the arcs at least cost, starting from the feasible ranks start,
// which it changes. The arcs must connect all nodes. After limit exchanges it returns what it has, which is feasible.
func simplex(n int, arcs []arc, start []int, limit int) []int {
	if n < 2 || len(arcs) == 0 {
		return start
	}
	w := newNetwork(n, arcs, start)
	w.solve(limit)
	return w.rank
}

// solve improves the ranks; those of arcs that do not connect all nodes stay as they are.
func (w *network) solve(limit int) {
	if !w.spanTight() {
		return
	}
	w.number(0, -1, 0)
	w.cutValues()
	from := 0
	for range limit {
		leave := w.leaving(&from)
		if leave < 0 {
			break
		}
		enter := w.entering(leave)
		if enter < 0 {
			break
		}
		w.exchange(leave, enter)
	}
}

// reset forgets the tree, for arcs that join the same nodes in other directions.
func (w *network) reset() {
	clear(w.inTree)
	for v := range w.tree {
		w.tree[v] = w.tree[v][:0]
	}
}

func newNetwork(n int, arcs []arc, start []int) *network {
	w := &network{arcs: arcs, rank: start, inTree: make([]bool, len(arcs)), cut: make([]int, len(arcs))}
	ints := make([]int, 5*n+1+2*len(arcs))
	w.first, ints = ints[:n+1], ints[n+1:]
	w.up, w.low, w.lim, w.post = ints[:n], ints[n:2*n], ints[2*n:3*n], ints[3*n:4*n]
	w.incident = ints[4*n:]
	for _, a := range arcs {
		w.first[a.tail]++
		w.first[a.head]++
	}
	for i := 1; i <= n; i++ {
		w.first[i] += w.first[i-1]
	}
	for i, a := range slices.Backward(arcs) {
		for _, v := range [2]int{a.tail, a.head} {
			w.first[v]--
			w.incident[w.first[v]] = i
		}
	}
	w.tree = make([][]int, n)
	const usual = 2
	ends := make([]int, usual*n)
	for v := range w.tree {
		w.tree[v] = ends[usual*v : usual*v : usual*v+usual]
	}
	return w
}

func (w *network) arcsOf(v int) []int { return w.incident[w.first[v]:w.first[v+1]] }

func (w *network) slack(i int) int {
	a := &w.arcs[i]
	return w.rank[a.head] - w.rank[a.tail] - a.length
}

func (w *network) other(i, v int) int {
	if w.arcs[i].tail == v {
		return w.arcs[i].head
	}
	return w.arcs[i].tail
}

// spanTight grows a tree of tight arcs from node 0 until it spans the graph, shifting it as a whole towards the arc
// of least slack that leaves it. It reports whether the graph is connected.
func (w *network) spanTight() bool {
	in := make([]bool, len(w.rank))
	members := w.growTight(0, in, nil)
	for len(members) < len(w.rank) {
		best := -1
		for i := range w.arcs {
			a := &w.arcs[i]
			if in[a.tail] != in[a.head] && (best < 0 || w.slack(i) < w.slack(best)) {
				best = i
			}
		}
		if best < 0 {
			return false
		}
		delta, next := w.slack(best), w.arcs[best].head
		if in[next] {
			delta, next = -delta, w.arcs[best].tail
		}
		for _, v := range members {
			w.rank[v] += delta
		}
		w.join(best)
		members = w.growTight(next, in, members)
	}
	return true
}

func (w *network) growTight(root int, in []bool, members []int) []int {
	in[root] = true
	members = append(members, root)
	for k := len(members) - 1; k < len(members); k++ {
		v := members[k]
		for _, i := range w.arcsOf(v) {
			if u := w.other(i, v); !in[u] && w.slack(i) == 0 {
				in[u] = true
				w.join(i)
				members = append(members, u)
			}
		}
	}
	return members
}

func (w *network) join(i int) {
	w.inTree[i] = true
	a := w.arcs[i]
	w.tree[a.tail] = append(w.tree[a.tail], i)
	w.tree[a.head] = append(w.tree[a.head], i)
}

func (w *network) part(i int) {
	w.inTree[i] = false
	for _, v := range [2]int{w.arcs[i].tail, w.arcs[i].head} {
		list := w.tree[v]
		for k, j := range list {
			if j == i {
				list[k] = list[len(list)-1]
				w.tree[v] = list[:len(list)-1]
				break
			}
		}
	}
}

// number gives the subtree of root, hanging on the arc up, consecutive places in postorder from at on.
func (w *network) number(root, up, at int) {
	w.up[root], w.low[root] = up, at
	stack := append(w.stack[:0], visit{root, 0})
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		v := top.node
		if top.next == len(w.tree[v]) {
			w.lim[v], w.post[at] = at, v
			at++
			stack = stack[:len(stack)-1]
			continue
		}
		i := w.tree[v][top.next]
		top.next++
		if i != w.up[v] {
			u := w.other(i, v)
			w.up[u], w.low[u] = i, at
			stack = append(stack, visit{u, 0})
		}
	}
	w.stack = stack
}

// child returns the lower end of a tree arc.
func (w *network) child(i int) int {
	a := w.arcs[i]
	if w.up[a.tail] == i {
		return a.tail
	}
	return a.head
}

func (w *network) below(v, root int) bool { return w.low[root] <= w.lim[v] && w.lim[v] <= w.lim[root] }

// cutValues computes every cut value from the leaves up: the weight of the arcs from the tail's side to the head's
// less those against it.
func (w *network) cutValues() {
	for _, v := range w.post[:len(w.post)-1] {
		i := w.up[v]
		sum := 0
		for _, j := range w.arcsOf(v) {
			weight := w.arcs[j].weight
			if j != i && w.inTree[j] {
				weight -= w.cut[j]
			}
			if (w.arcs[j].tail == v) != (w.arcs[i].tail == v) {
				weight = -weight
			}
			sum += weight
		}
		w.cut[i] = sum
	}
}

// leaving returns the tree arc with the most negative cut value among the next few, or -1 at the optimum.
func (w *network) leaving(from *int) int {
	const few = 30
	best, found := -1, 0
	for k := range w.arcs {
		i := *from + k
		if i >= len(w.arcs) {
			i -= len(w.arcs)
		}
		if !w.inTree[i] || w.cut[i] >= 0 {
			continue
		}
		if best < 0 || w.cut[i] < w.cut[best] {
			best = i
		}
		if found++; found == few {
			*from = i
			break
		}
	}
	return best
}

// entering returns the arc of least slack that crosses the cut of the arc leave against its direction.
func (w *network) entering(leave int) int {
	root := w.child(leave)
	down := w.arcs[leave].tail == root
	best, least := -1, 0
	for _, v := range w.post[w.low[root] : w.lim[root]+1] {
		for _, i := range w.arcsOf(v) {
			a := &w.arcs[i]
			if w.inTree[i] || (a.head == v) != down || w.below(w.other(i, v), root) {
				continue
			}
			if s := w.slack(i); best < 0 || s < least {
				best, least = i, s
			}
		}
		if best >= 0 && least == 0 {
			break
		}
	}
	return best
}

func (w *network) exchange(leave, enter int) {
	root := w.child(leave)
	delta := w.slack(enter)
	if w.below(w.arcs[enter].tail, root) {
		delta = -delta
	}
	if delta != 0 {
		for _, v := range w.post[w.low[root] : w.lim[root]+1] {
			w.rank[v] -= delta
		}
	}
	cut := w.cut[leave]
	top := w.climb(w.arcs[enter].tail, w.arcs[enter].head, cut, true)
	w.climb(w.arcs[enter].head, w.arcs[enter].tail, cut, false)
	w.cut[enter], w.cut[leave] = -cut, 0
	w.part(leave)
	w.join(enter)
	w.number(top, w.up[top], w.low[top])
}

// climb updates the cut values on the tree path from v up to its common ancestor with u, which it returns.
func (w *network) climb(v, u, cut int, tail bool) int {
	for !w.below(u, v) {
		i := w.up[v]
		if (w.arcs[i].tail == v) == tail {
			w.cut[i] += cut
		} else {
			w.cut[i] -= cut
		}
		v = w.other(i, v)
	}
	return v
}

// longest returns the least ranks that satisfy the arcs, all at least 0. The arcs must not form a cycle.
func longest(n int, arcs []arc) []int {
	rank, indegree := make([]int, n), make([]int, n)
	first := make([]int, n+1)
	for _, a := range arcs {
		indegree[a.head]++
		first[a.tail]++
	}
	for i := 1; i <= n; i++ {
		first[i] += first[i-1]
	}
	out := make([]int, len(arcs))
	for i, a := range slices.Backward(arcs) {
		first[a.tail]--
		out[first[a.tail]] = i
	}
	queue := make([]int, 0, n)
	for v := range n {
		if indegree[v] == 0 {
			queue = append(queue, v)
		}
	}
	for k := 0; k < len(queue); k++ {
		v := queue[k]
		for _, i := range out[first[v]:first[v+1]] {
			a := arcs[i]
			rank[a.head] = max(rank[a.head], rank[v]+a.length)
			if indegree[a.head]--; indegree[a.head] == 0 {
				queue = append(queue, a.head)
			}
		}
	}
	return rank
}
