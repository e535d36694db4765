package diagram

import (
	"cmp"
	"slices"
)

// sorter rearranges the layers of a layered graph towards fewer crossings. The order of a layer is a sequence with
// brackets: what a group holds stays between its borders, and siblings among the groups keep one order in all
// layers, so that boxes never overlap.
type sorter struct {
	l     *layered
	order order
	// pos is the place of each vertex in its layer.
	pos []int
	// turn is the place of each group among its siblings.
	turn []int
	key  []float64
	// clean layers have been sifted since they or their neighbours changed.
	clean []bool
	// scratch space.
	tree                []int
	ends                []wend
	items               []item
	out                 []int
	left                []wend
	diff, moves, starts []int
}

// wend is the far end of a link: its place and the link's weight.
type wend struct{ pos, weight int }

// item is what moves as one within a level of brackets: a vertex, or a group with all it holds in the layer.
type item struct {
	from, to int
	key      float64
	group    int
}

func newSorter(l *layered) *sorter {
	s := &sorter{
		l: l, order: order(l.layers).clone(), pos: make([]int, len(l.verts)),
		turn: make([]int, len(l.g.groups)), key: make([]float64, len(l.verts)), clean: make([]bool, len(l.layers)),
	}
	s.turns()
	s.place()
	return s
}

// turns reads the order of the groups from the layers.
func (s *sorter) turns() {
	n := 0
	seen := make([]bool, len(s.turn))
	for _, seq := range s.l.layers {
		for _, v := range seq {
			if x := s.l.verts[v]; x.role == roleTop && !seen[x.ref] {
				seen[x.ref] = true
				s.turn[x.ref] = n
				n++
			}
		}
	}
}

func (s *sorter) place() {
	for layer := range s.order {
		s.placeLayer(layer)
	}
}

// placeLayer notes the places of a layer that has changed.
func (s *sorter) placeLayer(layer int) {
	for i, v := range s.order[layer] {
		s.pos[v] = i
	}
	for k := max(0, layer-1); k <= min(layer+1, len(s.clean)-1); k++ {
		s.clean[k] = false
	}
}

// close returns the index after the bracket that opens at i, or i+1 where a vertex stands.
func (s *sorter) close(seq []int, i int) int {
	v := s.l.verts[seq[i]]
	if v.role != roleTop {
		return i + 1
	}
	end := s.l.bottom[v.ref][v.layer-s.l.first[v.ref]]
	for seq[i] != end {
		i++
	}
	return i + 1
}

// sweep sorts each layer by the places of its neighbours in the one before, from left to right or back, by
// barycenters or by medians.
func (s *sorter) sweep(leftward, median bool) {
	n := len(s.order)
	for k := 1; k < n; k++ {
		layer := k
		if leftward {
			layer = n - 1 - k
		}
		s.sortLayer(layer, leftward, median)
	}
}

func (s *sorter) sortLayer(layer int, leftward, median bool) {
	fixed := layer - 1
	if leftward {
		fixed = layer + 1
	}
	mine, theirs := float64(len(s.order[layer])), float64(max(1, len(s.order[fixed])))
	for i, v := range s.order[layer] {
		s.key[v] = (float64(i) + 0.5) / mine
		if at, ok := s.pull(v, leftward, median); ok {
			s.key[v] = (at + 0.5) / theirs
		}
	}
	s.arrange(layer)
}

// pull returns the barycenter or the median of the places of v's neighbours on one side.
func (s *sorter) pull(v int, leftward, median bool) (float64, bool) {
	s.ends = s.farEnds(s.ends[:0], v, leftward)
	if len(s.ends) == 0 {
		return 0, false
	}
	if median {
		m := len(s.ends) / 2
		if len(s.ends)%2 == 1 {
			return float64(s.ends[m].pos), true
		}
		return float64(s.ends[m-1].pos+s.ends[m].pos) / 2, true
	}
	sum := 0
	for _, e := range s.ends {
		sum += e.pos
	}
	return float64(sum) / float64(len(s.ends)), true
}

// farEnds appends the places of the neighbours of v on one side, ascending.
func (s *sorter) farEnds(ends []wend, v int, rightward bool) []wend {
	list := s.l.in[v]
	if rightward {
		list = s.l.out[v]
	}
	base := len(ends)
	for _, i := range list {
		k := s.l.links[i]
		far := k.a
		if rightward {
			far = k.b
		}
		e := wend{s.pos[far], k.weight}
		ends = append(ends, e)
		j := len(ends) - 1
		for ; j > base && ends[j-1].pos > e.pos; j-- {
			ends[j] = ends[j-1]
		}
		ends[j] = e
	}
	return ends
}

// arrange sorts the layer by the keys, level of brackets by level.
func (s *sorter) arrange(layer int) {
	seq := s.order[layer]
	s.out = s.arrangeLevel(s.out[:0], seq)
	copy(seq, s.out)
	s.placeLayer(layer)
}

func (s *sorter) arrangeLevel(out, seq []int) []int {
	base := len(s.items)
	for i := 0; i < len(seq); {
		end := s.close(seq, i)
		it := item{from: i, to: end, key: s.key[seq[i]], group: -1}
		if end > i+1 {
			it.group = s.l.verts[seq[i]].ref
			it.key = s.blockKey(seq[i:end])
		}
		s.items = append(s.items, it)
		i = end
	}
	s.keepTurns(s.items[base:])
	slices.SortStableFunc(s.items[base:], func(a, b item) int { return cmp.Compare(a.key, b.key) })
	for k := base; k < len(s.items); k++ {
		it := s.items[k]
		out = append(out, seq[it.from])
		if it.group >= 0 {
			out = s.arrangeLevel(out, seq[it.from+1:it.to-1])
			out = append(out, seq[it.to-1])
		}
	}
	s.items = s.items[:base]
	return out
}

// blockKey is the mean key of what a block holds, or of its borders where it is empty.
func (s *sorter) blockKey(block []int) float64 {
	sum, n := 0.0, 0
	for _, v := range block {
		if r := s.l.verts[v].role; len(block) > 2 && (r == roleTop || r == roleBottom) {
			continue
		}
		sum += s.key[v]
		n++
	}
	if n == 0 {
		return (s.key[block[0]] + s.key[block[len(block)-1]]) / 2
	}
	return sum / float64(n)
}

// keepTurns brings the blocks among the items into the order of their groups and makes their keys ascend, with the
// least change of the sum of squares (pool adjacent violators).
func (s *sorter) keepTurns(items []item) {
	var slots []int
	for i, it := range items {
		if it.group >= 0 {
			slots = append(slots, i)
		}
	}
	if len(slots) < 2 {
		return
	}
	blocks := make([]item, len(slots))
	for k, i := range slots {
		blocks[k] = items[i]
	}
	slices.SortFunc(blocks, func(a, b item) int { return s.turn[a.group] - s.turn[b.group] })
	pool(blocks)
	for k, i := range slots {
		items[i] = blocks[k]
	}
}

func pool(blocks []item) {
	type run struct {
		sum float64
		n   int
	}
	var runs []run
	for _, b := range blocks {
		runs = append(runs, run{b.key, 1})
		for k := len(runs) - 1; k > 0 && runs[k-1].sum*float64(runs[k].n) > runs[k].sum*float64(runs[k-1].n); k-- {
			runs[k-1].sum += runs[k].sum
			runs[k-1].n += runs[k].n
			runs = runs[:k]
		}
	}
	i := 0
	for _, r := range runs {
		for range r.n {
			blocks[i].key = r.sum / float64(r.n)
			i++
		}
	}
}

// crossings counts all crossings, weighted.
func (s *sorter) crossings() int {
	sum := 0
	for layer := 0; layer+1 < len(s.order); layer++ {
		sum += s.crossingsAfter(layer)
	}
	return sum
}

// crossingsAfter counts the weighted crossings between a layer and the next with an accumulator tree (Barth, Mutzel
// and Jünger, "Simple and Efficient Bilayer Cross Counting", 2004).
func (s *sorter) crossingsAfter(layer int) int {
	size := 1
	for size < len(s.order[layer+1]) {
		size *= 2
	}
	s.tree = slices.Grow(s.tree[:0], 2*size)[:2*size]
	clear(s.tree)
	sum := 0
	for _, v := range s.order[layer] {
		s.ends = s.farEnds(s.ends[:0], v, true)
		for _, e := range s.ends {
			sum += e.weight * s.after(size, e.pos)
		}
		for _, e := range s.ends {
			for k := e.pos + size; k > 0; k /= 2 {
				s.tree[k] += e.weight
			}
		}
	}
	return sum
}

// after sums the weights that the tree holds right of a place.
func (s *sorter) after(size, pos int) int {
	sum := 0
	for k := pos + size; k > 1; k /= 2 {
		if k%2 == 0 {
			sum += s.tree[k+1]
		}
	}
	return sum
}
