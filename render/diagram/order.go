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
	pos []int32
	// turn is the place of each group among its siblings.
	turn []int
	key  []float64
	// clean layers have been sifted since they or their neighbours changed.
	clean []bool
	// cross counts the crossings after each layer, or is -1 where one of the two layers has changed since.
	cross []int
	// scratch space.
	tree, places, diff, slope []int32
	far                       []landing
	items                     []item
	out, moves, starts        []int
}

// item is what moves as one within a level of brackets: a vertex, or a group with all it holds in the layer.
type item struct {
	from, to int
	key      float64
	group    int
}

func newSorter(l *layered) *sorter {
	s := &sorter{
		l: l, order: order(l.layers).clone(), pos: make([]int32, len(l.verts)), cross: make([]int, len(l.layers)),
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
		s.pos[v] = int32(i)
	}
	s.cross[layer] = -1
	if layer > 0 {
		s.cross[layer-1] = -1
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
	ends := s.side(leftward).of(v)
	if len(ends) == 0 {
		return 0, false
	}
	if median && len(ends) > 2 {
		return s.median(ends), true
	}
	sum := int32(0)
	for _, e := range ends {
		sum += s.pos[e.far]
	}
	return float64(sum) / float64(len(ends)), true
}

func (s *sorter) median(ends []end) float64 {
	places := s.places[:0]
	for _, e := range ends {
		places = append(places, s.pos[e.far])
	}
	slices.Sort(places)
	s.places = places
	m := len(places) / 2
	if len(places)%2 == 1 {
		return float64(places[m])
	}
	return float64(places[m-1]+places[m]) / 2
}

// side returns the neighbours to the right or to the left.
func (s *sorter) side(right bool) *fan {
	if right {
		return &s.l.out
	}
	return &s.l.in
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

// crossings counts all crossings, weighted, those of borders too; gaps that have not changed since are remembered.
func (s *sorter) crossings() int {
	sum := 0
	for layer := range len(s.order) - 1 {
		if s.cross[layer] < 0 {
			s.cross[layer] = s.crossingsAfter(layer, true)
		}
		sum += s.cross[layer]
	}
	return sum
}

// crossingsAfter counts the weighted crossings between a layer and the next with an accumulator tree (Barth, Mutzel
// and Jünger, "Simple and Efficient Bilayer Cross Counting", 2004), with or without those of the borders of groups.
func (s *sorter) crossingsAfter(layer int, borders bool) int {
	size := 1
	for size < len(s.order[layer+1]) {
		size *= 2
	}
	tree := slices.Grow(s.tree[:0], 2*size)[:2*size]
	s.tree = tree
	clear(tree)
	sum := int32(0)
	for _, v := range s.order[layer] {
		if r := s.l.verts[v].role; !borders && (r == roleTop || r == roleBottom) {
			continue
		}
		ends := s.l.out.of(v)
		for _, e := range ends {
			// The weights that the tree holds right of the end.
			after := int32(0)
			for k := int(s.pos[e.far]) + size; k > 1; k /= 2 {
				if k%2 == 0 {
					after += tree[k+1]
				}
			}
			sum += e.weight * after
		}
		for _, e := range ends {
			for k := int(s.pos[e.far]) + size; k > 0; k /= 2 {
				tree[k] += e.weight
			}
		}
	}
	return int(sum)
}

// boxPrice is what an edge costs that leads through the box of neither of its ends, in crossings.
const boxPrice = 20

// price is what the order costs: the crossings of edges, and the edges that lead through boxes of neither end. The crossings of borders are not among
// them, as in [strips.cost].
func (s *sorter) price() int {
	if len(s.turn) == 0 {
		return s.crossings()
	}
	sum := boxPrice * s.through()
	for layer := range len(s.order) - 1 {
		sum += s.crossingsAfter(layer, false)
	}
	return sum
}

// through counts the edges that change sides of a box that holds neither of their ends.
func (s *sorter) through() int {
	if len(s.turn) == 0 {
		return 0
	}
	n := 0
	for i := range s.l.chain {
		for k := range s.l.g.groups {
			if s.pierces(i, k) {
				n++
				break
			}
		}
	}
	return n
}

// pierces reports whether the vertices of edge i stand now over, now under group k, which holds none of its ends.
func (s *sorter) pierces(i, k int) bool {
	l, e, chain := s.l, s.l.g.edges[i], s.l.chain[i]
	if len(chain) < 2 || l.g.ancestor(k, l.g.nodes[e.from].group) || l.g.ancestor(k, l.g.nodes[e.to].group) {
		return false
	}
	from := l.verts[chain[0]].layer
	over, under := false, false
	for layer := max(from, l.first[k]); layer <= min(from+len(chain)-1, l.last[k]); layer++ {
		if s.pos[chain[layer-from]] < s.pos[l.top[k][layer-l.first[k]]] {
			over = true
		} else {
			under = true
		}
	}
	return over && under
}
