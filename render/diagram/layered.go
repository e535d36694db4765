package diagram

import "slices"

// role says what a vertex of the layered graph stands for.
type role uint8

const (
	roleNode role = iota
	// roleDummy is where an edge passes a layer.
	roleDummy
	// roleLabel is where an edge passes a layer with its label.
	roleLabel
	// roleTop and roleBottom are the borders of a group in one of its layers: all that it holds there stands
	// between them, so the order of a layer is a sequence with brackets.
	roleTop
	roleBottom
)

type vertex struct {
	role role
	// ref is the index of the node, edge or group.
	ref, layer int
	// group is the innermost group around the vertex, or -1; a border's is the group around its own.
	group int
	// h is the height; head the room above it.
	h, head int
	// row is that of the node.
	row bool
}

// link joins vertices of neighbouring layers, a in the left one.
type link struct {
	a, b int
	// edge is the index of the edge, or -1 between two borders of a group.
	edge   int
	weight int
}

// borderWeight is what crossing the border of a group counts as: strangers that change sides of a box cross two.
const borderWeight = 3

// layered is a graph whose edges join neighbouring layers only.
type layered struct {
	g     *graph
	verts []vertex
	links []link
	// out and in are the neighbours of each vertex to the right and to the left.
	out, in fan
	// layers holds the vertices of each layer from top to bottom.
	layers [][]int
	// thin layers hold labels and no nodes.
	thin []bool
	// at is the layer of each rank.
	at []int
	// first and last are the layers that each group spans; top and bottom its borders in each of them.
	first, last []int
	top, bottom [][]int
	// chain is the way of each edge from low to high, ends included; of a labelled flat edge only its label.
	chain [][]int
	// air is room over and under nodes beyond what they need.
	air   int
	marks []bool
}

// expand makes a graph with ranks layered: a dummy in each layer that an edge passes, labels on a dummy, layers for
// the labels of edges that pass none, and borders for groups.
func expand(g *graph) *layered {
	l := &layered{g: g, chain: make([][]int, len(g.edges))}
	l.placeLayers()
	l.span()
	l.reserve()
	for i, n := range g.nodes {
		l.add(vertex{role: roleNode, ref: i, layer: l.at[n.rank], group: n.group, h: n.h, head: n.head, row: n.row})
	}
	for i := range g.groups {
		l.border(i)
	}
	for i, e := range g.edges {
		switch {
		case e.from == e.to:
		case e.flat:
			l.flat(i, e)
		default:
			l.thread(i, e)
		}
	}
	l.index()
	l.start()
	return l
}

// reserve makes room for all vertices and links.
func (l *layered) reserve() {
	verts, links := len(l.g.nodes), 0
	for k := range l.g.groups {
		verts += 2 * (l.last[k] - l.first[k] + 1)
		links += 2 * (l.last[k] - l.first[k])
	}
	for _, e := range l.g.edges {
		span := abs(l.at[l.g.nodes[e.from].rank] - l.at[l.g.nodes[e.to].rank])
		verts, links = verts+max(1, span)-1, links+span
		if e.flat && e.labelled() {
			verts, links = verts+1, links+2
		}
	}
	l.verts, l.links = make([]vertex, 0, verts), make([]link, 0, links)
}

func (l *layered) add(v vertex) int {
	l.verts = append(l.verts, v)
	return len(l.verts) - 1
}

// placeLayers puts a thin layer after each rank that a labelled edge leaves for the next rank, or stays in.
func (l *layered) placeLayers() {
	ranks := 1
	for _, n := range l.g.nodes {
		ranks = max(ranks, n.rank+1)
	}
	labels := resize(l.marks, ranks)
	l.marks = labels
	clear(labels)
	for _, e := range l.g.edges {
		low, high := l.g.nodes[e.low()].rank, l.g.nodes[e.high()].rank
		if e.labelled() && e.from != e.to && high-low < 2 {
			labels[low] = true
		}
	}
	l.at, l.thin = resize(l.at, ranks), l.thin[:0]
	for r := range ranks {
		l.at[r] = len(l.thin)
		l.thin = append(l.thin, false)
		if labels[r] {
			l.thin = append(l.thin, true)
		}
	}
}

// span finds the layers of each group: those of its members and of its groups.
func (l *layered) span() {
	n := len(l.g.groups)
	l.first, l.last = resize(l.first, n), resize(l.last, n)
	for i := range n {
		l.first[i], l.last[i] = len(l.thin), -1
	}
	for _, x := range l.g.nodes {
		for k := x.group; k >= 0; k = l.g.groups[k].parent {
			l.first[k] = min(l.first[k], l.at[x.rank])
			l.last[k] = max(l.last[k], l.at[x.rank])
		}
	}
}

func (l *layered) border(i int) {
	up := l.g.groups[i].parent
	l.top, l.bottom = append(l.top, nil), append(l.bottom, nil)
	for layer := l.first[i]; layer <= l.last[i]; layer++ {
		t := l.add(vertex{role: roleTop, ref: i, layer: layer, group: up})
		b := l.add(vertex{role: roleBottom, ref: i, layer: layer, group: up})
		if k := len(l.top[i]); k > 0 {
			l.links = append(l.links, link{l.top[i][k-1], t, -1, borderWeight}, link{l.bottom[i][k-1], b, -1, borderWeight})
		}
		l.top[i], l.bottom[i] = append(l.top[i], t), append(l.bottom[i], b)
	}
}

// home returns the innermost group around both ends of e that spans the layer.
func (l *layered) home(e gedge, layer int) int {
	k := l.g.common(l.g.nodes[e.from].group, l.g.nodes[e.to].group)
	for k >= 0 && (layer < l.first[k] || layer > l.last[k]) {
		k = l.g.groups[k].parent
	}
	return k
}

const labelHeight = 16

func (l *layered) flat(i int, e gedge) {
	if !e.labelled() {
		return
	}
	low := l.at[l.g.nodes[e.from].rank]
	v := l.add(vertex{role: roleLabel, ref: i, layer: low + 1, group: l.home(e, low+1), h: labelHeight})
	l.chain[i] = []int{v}
	l.links = append(l.links, link{e.from, v, i, 1}, link{e.to, v, i, 1})
}

func (l *layered) thread(i int, e gedge) {
	low, high := l.verts[e.low()].layer, l.verts[e.high()].layer
	label := -1
	if e.labelled() {
		label = l.labelLayer(low, high)
	}
	chain := make([]int, 0, high-low+1)
	chain = append(chain, e.low())
	for layer := low + 1; layer < high; layer++ {
		v := vertex{role: roleDummy, ref: i, layer: layer, group: l.home(e, layer)}
		if layer == label {
			v.role, v.h = roleLabel, labelHeight
		}
		chain = append(chain, l.add(v))
	}
	chain = append(chain, e.high())
	for k := 1; k < len(chain); k++ {
		l.links = append(l.links, link{chain[k-1], chain[k], i, 1})
	}
	l.chain[i] = chain
}

// labelLayer picks the layer strictly between low and high for a label: a thin one before one with nodes, and of
// these the nearest to the middle.
func (l *layered) labelLayer(low, high int) int {
	best, cost := low+1, 1<<30
	for layer := low + 1; layer < high; layer++ {
		c := abs(2*layer - low - high)
		if !l.thin[layer] {
			c += 1 << 20
		}
		if c < cost {
			best, cost = layer, c
		}
	}
	return best
}

func abs(x int) int { return max(x, -x) }

// fan holds the neighbours of every vertex in the layer on one side, in the order of the links.
type fan struct {
	first []int32
	ends  []end
}

// end is the far end of a link.
type end struct{ far, weight int32 }

func (f *fan) of(v int) []end { return f.ends[f.first[v]:f.first[v+1]] }

func newFan(n int, links []link, ends func(link) (near, far int)) fan {
	f := fan{first: make([]int32, n+1), ends: make([]end, len(links))}
	for _, k := range links {
		near, _ := ends(k)
		f.first[near]++
	}
	for v := range n {
		f.first[v+1] += f.first[v]
	}
	for _, k := range slices.Backward(links) {
		near, far := ends(k)
		f.first[near]--
		f.ends[f.first[near]] = end{int32(far), int32(k.weight)}
	}
	return f
}

func (l *layered) index() {
	l.out = newFan(len(l.verts), l.links, func(k link) (near, far int) { return k.a, k.b })
	l.in = newFan(len(l.verts), l.links, func(k link) (near, far int) { return k.b, k.a })
}

// start fills the layers in the order of the model: each vertex where its first node stands, each group, in
// brackets, where its first member does, the edges after the nodes.
func (l *layered) start() {
	l.layers = make([][]int, len(l.thin))
	within := make([][]int, len(l.g.groups)+1)
	opened := make([]bool, len(l.g.groups))
	// A negative entry -k-1 stands for group k.
	var open func(k int)
	open = func(k int) {
		if k < 0 || opened[k] {
			return
		}
		opened[k] = true
		up := l.g.groups[k].parent
		open(up)
		within[up+1] = append(within[up+1], -k-1)
	}
	for v, x := range l.verts {
		if x.role != roleTop && x.role != roleBottom {
			open(x.group)
			within[x.group+1] = append(within[x.group+1], v)
		}
	}
	l.fill(within, -1)
}

func (l *layered) fill(within [][]int, group int) {
	for _, v := range within[group+1] {
		if v >= 0 {
			l.append(v)
			continue
		}
		k := -v - 1
		for _, t := range l.top[k] {
			l.append(t)
		}
		l.fill(within, k)
		for _, b := range l.bottom[k] {
			l.append(b)
		}
	}
}

func (l *layered) append(v int) {
	layer := l.verts[v].layer
	l.layers[layer] = append(l.layers[layer], v)
}

// order is one arrangement of the layers.
type order [][]int

func (o order) clone() order {
	c := make(order, len(o))
	for i := range o {
		c[i] = slices.Clone(o[i])
	}
	return c
}

func (o order) copyFrom(p order) {
	for i := range o {
		copy(o[i], p[i])
	}
}
