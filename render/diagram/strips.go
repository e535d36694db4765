package diagram

import (
	"cmp"
	"slices"
)

// strips is an order of a layered graph as one sequence. Each strip, which is a node, the run of an edge through
// several layers or the border of a group, has one place in it, and every layer takes its vertices from it. Moving a
// strip moves it in all its layers at once, so a long edge gets past what it could not pass layer by layer (global
// sifting: Bachmaier, Brandenburg, Brunner and Hübner, "Global k-Level Crossing Reduction", 2011). Groups are
// brackets in the sequence and move with all that they hold.
type strips struct {
	l *layered
	// of is the strip of each vertex.
	of []int32
	// first and verts are the vertices of each strip, by layer.
	first, verts []int32
	// ties are the links of each gap, between strips.
	ties [][]tie
	// last is the strip that closes the group that a strip opens, or the strip itself.
	last []int32
	// seq is the order, at the place of each strip in it.
	seq, at []int32
	// awake strips may have a better place.
	awake []bool
	// price is what it costs to come to stand under each strip instead of over it.
	price []int32
	// scratch space.
	slope, moved []int32
	inside       []bool
}

// tie is a link from one strip to another, or to its own next vertex.
type tie struct{ a, b, weight int32 }

func newStrips(l *layered) *strips {
	t := &strips{l: l, of: make([]int32, len(l.verts))}
	n := t.join()
	ints := make([]int32, 6*n+1+len(l.verts))
	cut := func(n int) []int32 {
		part := ints[:n:n]
		ints = ints[n:]
		return part
	}
	t.first, t.verts = cut(n+1), cut(len(l.verts))
	t.last, t.seq, t.at, t.price, t.slope = cut(n), cut(n), cut(n), cut(n), cut(n)
	t.awake, t.inside = make([]bool, n), make([]bool, n)
	for _, s := range t.of {
		t.first[s]++
	}
	for s := range n {
		t.first[s+1] += t.first[s]
		t.last[s] = int32(s)
	}
	for v, s := range slices.Backward(t.of) {
		t.first[s]--
		t.verts[t.first[s]] = int32(v)
	}
	for i := range l.g.groups {
		t.last[t.of[l.top[i][0]]] = t.of[l.bottom[i][0]]
	}
	t.tie()
	return t
}

// join numbers the strips: the nodes, the two borders of each group, and the runs of dummies of each edge that lie in
// one group.
func (t *strips) join() int {
	l, n := t.l, len(t.l.g.nodes)
	for v := range l.g.nodes {
		t.of[v] = int32(v)
	}
	for i := range l.g.groups {
		for _, border := range [2][]int{l.top[i], l.bottom[i]} {
			for _, v := range border {
				t.of[v] = int32(n)
			}
			n++
		}
	}
	for _, chain := range l.chain {
		for k, v := range chain {
			if l.verts[v].role == roleNode {
				continue
			}
			if k == 0 || l.verts[chain[k-1]].role == roleNode || l.verts[chain[k-1]].group != l.verts[v].group {
				n++
			}
			t.of[v] = int32(n - 1)
		}
	}
	return n
}

func (t *strips) tie() {
	count := make([]int, len(t.l.layers))
	for _, k := range t.l.links {
		count[t.l.verts[k.a].layer]++
	}
	t.ties = make([][]tie, len(t.l.layers))
	pool := make([]tie, len(t.l.links))
	for i, n := range count {
		t.ties[i], pool = pool[:0:n], pool[n:]
	}
	for _, k := range t.l.links {
		layer := t.l.verts[k.a].layer
		t.ties[layer] = append(t.ties[layer], tie{t.of[k.a], t.of[k.b], int32(k.weight)})
	}
}

// vertsOf returns the vertices of a strip from left to right.
func (t *strips) vertsOf(s int32) []int32 { return t.verts[t.first[s]:t.first[s+1]] }

func (t *strips) vertex(s int32) *vertex { return &t.l.verts[t.verts[t.first[s]]] }

// take reads the sequence from an order of the layers: within each group, what stands higher on average comes first.
func (t *strips) take(o order) {
	n := len(t.last)
	key := make([]float64, n)
	for _, seq := range o {
		for i, v := range seq {
			s := t.of[v]
			key[s] += (float64(i) + 0.5) / float64(len(seq)*len(t.vertsOf(s)))
		}
	}
	within := make([][]int32, len(t.l.g.groups)+1)
	for s := range int32(n) {
		if x := t.vertex(s); x.role != roleBottom {
			within[x.group+1] = append(within[x.group+1], s)
			if x.role == roleTop {
				key[s] = (key[s] + key[t.last[s]]) / 2
			}
		}
	}
	for _, list := range within {
		slices.SortStableFunc(list, func(a, b int32) int { return cmp.Compare(key[a], key[b]) })
	}
	t.seq = t.lay(t.seq[:0], within, -1)
	t.note(0, n)
}

func (t *strips) lay(seq []int32, within [][]int32, group int) []int32 {
	for _, s := range within[group+1] {
		seq = append(seq, s)
		if end := t.last[s]; end != s {
			seq = append(t.lay(seq, within, t.vertex(s).ref), end)
		}
	}
	return seq
}

// note keeps the places of the strips that stand in [from, to).
func (t *strips) note(from, to int) {
	for k := from; k < to; k++ {
		t.at[t.seq[k]] = int32(k)
	}
}

// give writes the order of the layers.
func (t *strips) give(o order) {
	for i := range o {
		o[i] = o[i][:0]
	}
	for _, s := range t.seq {
		for _, v := range t.vertsOf(s) {
			layer := t.l.verts[v].layer
			o[layer] = append(o[layer], int(v))
		}
	}
}

// before returns where the sibling begins that ends before place k, or k where none does.
func (t *strips) before(k int) int {
	if k == 0 {
		return 0
	}
	s := t.seq[k-1]
	switch x := t.vertex(s); {
	case x.role == roleBottom:
		return int(t.at[t.of[t.l.top[x.ref][0]]])
	case t.last[s] != s:
		return k
	}
	return k - 1
}

// after returns where the sibling ends that begins at place k, or k where none does.
func (t *strips) after(k int) int {
	if k == len(t.seq) || t.vertex(t.seq[k]).role == roleBottom {
		return k
	}
	return int(t.at[t.last[t.seq[k]]]) + 1
}

// rotate moves what stands in [lo, hi) up to place to, or down to where it ends at to.
func (t *strips) rotate(lo, hi, to int) {
	t.moved = append(t.moved[:0], t.seq[lo:hi]...)
	if to <= lo {
		copy(t.seq[to+hi-lo:hi], t.seq[to:lo])
		copy(t.seq[to:], t.moved)
		t.note(to, hi)
		return
	}
	copy(t.seq[lo:], t.seq[hi:to])
	copy(t.seq[to-(hi-lo):], t.moved)
	t.note(lo, to)
}
