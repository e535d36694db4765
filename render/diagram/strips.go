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
	// list are the strips: the nodes, the two borders of each group, the runs of the edges; those of edge i are from runs[i] to runs[i+1].
	list []strip
	runs []int32
	// ties are the links of each gap, between strips; in and out are those to other strips.
	ties    [][]tie
	in, out fan
	// last is the strip that closes the group that a strip opens, or the strip itself.
	last []int32
	// seq is the order, at the place of each strip in it.
	seq, at []int32
	// awake strips may have a better place.
	awake []bool
	// price is what it costs to come to stand under each strip instead of over it.
	price []int32
	// scratch space.
	slope, moved  []int32
	inside        []bool
	turns, sorted []stripTurn
	pool          []tie
	spots         []landing
	passing       [2][]passing
	ends          []int
}

// strip is what runs through layers from one to another at one place: ref is the node, the edge or the group, group the group around it.
type strip struct {
	role                 role
	group, ref, from, to int32
}

// tie is a link from one strip to another, or to its own next vertex.
type tie struct{ a, b, weight int32 }

// stripTurn sorts the strips of a group.
type stripTurn struct {
	group, strip int32
	key          float64
}

func newStrips(l *layered) *strips {
	t := &strips{l: l}
	t.build()
	return t
}

// layer finds the layers of the columns, and their strips.
func (t *strips) layer() {
	t.l.placeLayers()
	t.l.span()
	t.build()
}

// build makes the strips of the layers; what held those of others is used again.
func (t *strips) build() {
	t.list, t.runs, t.last = t.list[:0], t.runs[:0], t.last[:0]
	for v, n := range t.l.g.nodes {
		at := int32(t.l.at[n.rank])
		t.list = append(t.list, strip{roleNode, int32(n.group), int32(v), at, at})
	}
	for k, x := range t.l.g.groups {
		border := strip{roleTop, int32(x.parent), int32(k), int32(t.l.first[k]), int32(t.l.last[k])}
		t.list = append(t.list, border)
		border.role = roleBottom
		t.list = append(t.list, border)
	}
	for i, e := range t.l.g.edges {
		t.runs = append(t.runs, int32(len(t.list)))
		t.run(i, e)
	}
	n := len(t.list)
	t.runs = append(t.runs, int32(n))
	for s := range int32(n) {
		t.last = append(t.last, s)
	}
	for k := range t.l.g.groups {
		t.last[t.border(k)] = t.border(k) + 1
	}
	t.at, t.price, t.slope = resize(t.at, n), resize(t.price, n), resize(t.slope, n)
	t.awake, t.inside = resize(t.awake, n), resize(t.inside, n)
	clear(t.awake)
	clear(t.inside)
	t.tie()
}

// resize returns a slice of n elements with any values.
func resize[T any](list []T, n int) []T { return slices.Grow(list[:0], n)[:n] }

// border is the strip that opens group k; the next one closes it.
func (t *strips) border(k int) int32 { return int32(len(t.l.g.nodes) + 2*k) }

// run adds the strips of edge i: the layers between its ends, parted where it enters or leaves a group.
func (t *strips) run(i int, e gedge) {
	if e.from == e.to || e.flat && !e.labelled() {
		return
	}
	from, to := int(t.list[e.low()].to)+1, int(t.list[e.high()].from)
	if e.flat {
		to = from + 1
	}
	for layer := from; layer < to; layer++ {
		group := int32(t.l.home(e, layer))
		if k := len(t.list) - 1; layer > from && t.list[k].group == group {
			t.list[k].to++
			continue
		}
		t.list = append(t.list, strip{roleDummy, group, int32(i), int32(layer), int32(layer)})
	}
}

// tie finds the links.
func (t *strips) tie() {
	t.pool = t.pool[:0]
	gaps := len(t.l.thin)
	t.ends = resize(t.ends, gaps+1)
	clear(t.ends)
	t.eachTie(func(gap int32, _ tie) { t.ends[gap+1]++ })
	for k := range gaps {
		t.ends[k+1] += t.ends[k]
	}
	t.pool = resize(t.pool, t.ends[gaps])
	t.ties = resize(t.ties, gaps)
	for k := range gaps {
		t.ties[k] = t.pool[t.ends[k]:t.ends[k]:t.ends[k+1]]
	}
	t.eachTie(func(gap int32, k tie) { t.ties[gap] = append(t.ties[gap], k) })
	t.in.fill(len(t.list), t.pool, func(k tie) (near, far int32) { return k.b, k.a })
	t.out.fill(len(t.list), t.pool, func(k tie) (near, far int32) { return k.a, k.b })
}

// eachTie calls f for every link and the gap that it is in.
func (t *strips) eachTie(f func(gap int32, k tie)) {
	for s := range int32(len(t.list)) {
		x, weight := t.list[s], int32(1)
		if x.role == roleTop || x.role == roleBottom {
			weight = borderWeight
		}
		for gap := x.from; gap < x.to; gap++ {
			f(gap, tie{s, s, weight})
		}
	}
	for i, e := range t.l.g.edges {
		low, high := int32(e.low()), int32(e.high())
		switch from, to := t.runs[i], t.runs[i+1]; {
		case e.from == e.to:
		case e.flat:
			if from < to {
				f(t.list[low].to, tie{low, from, 1})
				f(t.list[low].to, tie{high, from, 1})
			}
		default:
			for at := low; at != high; {
				next := high
				if from < to {
					next = from
					from++
				}
				f(t.list[at].to, tie{at, next, 1})
				at = next
			}
		}
	}
}

// fill makes the fan of the ties between different strips.
func (f *fan) fill(n int, ties []tie, ends func(tie) (near, far int32)) {
	f.first = resize(f.first, n+1)
	clear(f.first)
	for _, k := range ties {
		if k.a != k.b {
			near, _ := ends(k)
			f.first[near]++
		}
	}
	for v := range n {
		f.first[v+1] += f.first[v]
	}
	f.ends = resize(f.ends, int(f.first[n]))
	for _, k := range ties {
		if k.a != k.b {
			near, far := ends(k)
			f.first[near]--
			f.ends[f.first[near]] = end{far, k.weight}
		}
	}
}

// vertexAt returns the vertex of a strip in one of its layers.
func (t *strips) vertexAt(x *strip, layer int32) int {
	switch x.role {
	case roleNode:
		return int(x.ref)
	case roleTop:
		return t.l.top[x.ref][layer-x.from]
	case roleBottom:
		return t.l.bottom[x.ref][layer-x.from]
	default:
		chain := t.l.chain[x.ref]
		return chain[min(len(chain)-1, int(layer)-t.l.verts[chain[0]].layer)]
	}
}

// take reads the sequence from an order of the layers: within each group, what stands higher on average comes first.
func (t *strips) take(o order) {
	place := make([]float64, len(t.l.verts))
	for _, seq := range o {
		for i, v := range seq {
			place[v] = (float64(i) + 0.5) / float64(len(seq))
		}
	}
	t.arrange(func(s int32) float64 {
		sum, x := 0.0, &t.list[s]
		for layer := x.from; layer <= x.to; layer++ {
			sum += place[t.vertexAt(x, layer)]
		}
		return sum / float64(x.to-x.from+1)
	})
}

// follow takes over the order of other strips of the same graph; a run that they do not have comes to stand between the ends of its edge.
func (t *strips) follow(o *strips) {
	fixed := t.border(len(t.l.g.groups))
	key := func(s int32) float64 {
		if s < fixed {
			return float64(o.at[s])
		}
		i := t.list[s].ref
		if from, n := o.runs[i], o.runs[i+1]-o.runs[i]; n > 0 {
			return float64(o.at[from+min(n-1, s-t.runs[i])])
		}
		e := &t.l.g.edges[i]
		return float64(o.at[e.from]+o.at[e.to]) / 2
	}
	// In the old order, so that little is left to sort.
	t.turns = t.turns[:0]
	for _, s := range o.seq {
		if s < fixed {
			t.turn(s, key)
			continue
		}
		i := o.list[s].ref
		at := s - o.runs[i] + t.runs[i]
		to := min(at+1, t.runs[i+1])
		if s+1 == o.runs[i+1] {
			to = t.runs[i+1]
		}
		for ; at < to; at++ {
			t.turn(at, key)
		}
	}
	for i := range t.l.g.edges {
		if o.runs[i] == o.runs[i+1] {
			for s := t.runs[i]; s < t.runs[i+1]; s++ {
				t.turn(s, key)
			}
		}
	}
	t.sort()
}

// arrange orders the strips of each group by their keys; the key of a group is the mean of those of its borders.
func (t *strips) arrange(key func(s int32) float64) {
	t.turns = t.turns[:0]
	for s := range int32(len(t.list)) {
		t.turn(s, key)
	}
	t.sort()
}

// turn adds a strip to those that sort brings into an order.
func (t *strips) turn(s int32, key func(s int32) float64) {
	switch x := &t.list[s]; x.role {
	case roleBottom:
	case roleTop:
		t.turns = append(t.turns, stripTurn{x.group, s, (key(s) + key(s+1)) / 2})
	default:
		t.turns = append(t.turns, stripTurn{x.group, s, key(s)})
	}
}

// sort makes the sequence of the turns, which keep their order where neither group nor key tells them apart.
func (t *strips) sort() {
	groups := len(t.l.g.groups)
	t.ends = resize(t.ends, groups+2)
	clear(t.ends)
	for _, x := range t.turns {
		t.ends[x.group+1]++
	}
	for k := range groups + 1 {
		t.ends[k+1] += t.ends[k]
	}
	t.sorted = resize(t.sorted, len(t.turns))
	for _, x := range slices.Backward(t.turns) {
		t.ends[x.group+1]--
		t.sorted[t.ends[x.group+1]] = x
	}
	for k := range groups + 1 {
		slices.SortStableFunc(t.sorted[t.ends[k]:t.ends[k+1]], func(a, b stripTurn) int { return cmp.Compare(a.key, b.key) })
	}
	t.seq = t.lay(t.seq[:0], -1)
	t.note(0, len(t.seq))
}

func (t *strips) lay(seq []int32, group int32) []int32 {
	for _, x := range t.sorted[t.ends[group+1]:t.ends[group+2]] {
		seq = append(seq, x.strip)
		if end := t.last[x.strip]; end != x.strip {
			seq = append(t.lay(seq, t.list[x.strip].ref), end)
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
		x := &t.list[s]
		for layer := x.from; layer <= x.to; layer++ {
			o[layer] = append(o[layer], t.vertexAt(x, layer))
		}
	}
}

// before returns where the sibling begins that ends before place k, or k where none does.
func (t *strips) before(k int) int {
	if k == 0 {
		return 0
	}
	s := t.seq[k-1]
	switch {
	case t.list[s].role == roleBottom:
		return int(t.at[s-1])
	case t.last[s] != s:
		return k
	}
	return k - 1
}

// after returns where the sibling ends that begins at place k, or k where none does.
func (t *strips) after(k int) int {
	if k == len(t.seq) || t.list[t.seq[k]].role == roleBottom {
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
