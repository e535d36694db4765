package diagram

import "slices"

// widestSift is how many items of one level are compared pair by pair; beyond, the square is too dear.
const widestSift = 160

// siftAll moves the vertices and groups of each layer to where they cross least, until nothing helps.
func (s *sorter) siftAll() bool {
	any := false
	for range 12 {
		gain := false
		for layer := range s.order {
			if s.siftLayer(layer) {
				gain = true
			}
		}
		for layer := len(s.order) - 2; layer >= 0; layer-- {
			if s.siftLayer(layer) {
				gain = true
			}
		}
		if !gain {
			break
		}
		any = true
	}
	return any
}

// siftLayer moves the items of each level of brackets against fixed neighbouring layers and reports a gain.
func (s *sorter) siftLayer(layer int) bool {
	if len(s.order[layer]) < 2 || s.clean[layer] {
		return false
	}
	gain := s.siftLevel(s.order[layer])
	if gain {
		s.placeLayer(layer)
	}
	s.clean[layer] = true
	return gain
}

func (s *sorter) siftLevel(seq []int) bool {
	base := len(s.items)
	s.items = s.itemsOf(s.items, seq)
	items := s.items[base:]
	defer func() { s.items = s.items[:base] }()
	gain := false
	if len(items) > 1 && len(items) <= widestSift {
		if turns := s.siftItems(seq, items); turns != nil {
			gain = true
			s.rewrite(seq, items, turns)
			items = s.itemsOf(items[:0], seq)
		}
	}
	for _, it := range items {
		if it.group >= 0 && it.to-it.from > 3 && s.siftLevel(seq[it.from+1:it.to-1]) {
			gain = true
		}
	}
	return gain
}

// itemsOf appends the items of one level.
func (s *sorter) itemsOf(items []item, seq []int) []item {
	for i := 0; i < len(seq); {
		end := s.close(seq, i)
		it := item{from: i, to: end, group: -1}
		if end > i+1 {
			it.group = s.l.verts[seq[i]].ref
		}
		items = append(items, it)
		i = end
	}
	return items
}

func (s *sorter) rewrite(seq []int, items []item, turns []int) {
	out := s.out[:0]
	for _, k := range turns {
		out = append(out, seq[items[k].from:items[k].to]...)
	}
	copy(seq, out)
	s.out = out
}

// siftItems returns a better order of the items, or nil. It works on the square of the crossings that each pair has
// one way round more than the other way.
func (s *sorter) siftItems(seq []int, items []item) []int {
	n := len(items)
	diff := s.compare(seq, items)
	turns := slices.Grow(s.moves[:0], n)[:n]
	s.moves = turns
	for i := range turns {
		turns[i] = i
	}
	gain := false
	for again := true; again; {
		again = false
		for v := range n {
			if moveBest(turns, v, diff[v*n:v*n+n], items) {
				gain, again = true, true
			}
		}
	}
	if !gain {
		return nil
	}
	return turns
}

// moveBest moves item v, whose row of the square is given, to its best place among turns; a block does not pass
// another block.
func moveBest(turns []int, v int, row []int32, items []item) bool {
	at := slices.Index(turns, v)
	block := items[v].group >= 0
	best, to, sum := int32(0), at, int32(0)
	for k := at - 1; k >= 0; k-- {
		u := turns[k]
		if block && items[u].group >= 0 {
			break
		}
		if sum += row[u]; sum < best {
			best, to = sum, k
		}
	}
	sum = 0
	for k := at + 1; k < len(turns); k++ {
		u := turns[k]
		if block && items[u].group >= 0 {
			break
		}
		if sum -= row[u]; sum < best {
			best, to = sum, k
		}
	}
	if to == at {
		return false
	}
	shift(turns, at, to)
	return true
}

// shift moves the element at index at to index to.
func shift(list []int, at, to int) {
	v := list[at]
	for ; at > to; at-- {
		list[at] = list[at-1]
	}
	for ; at < to; at++ {
		list[at] = list[at+1]
	}
	list[to] = v
}

// landing is the place of a far end, and its weight.
type landing struct{ pos, weight int32 }

// compare returns for each pair (i, j), at i*n+j, the crossings with i above j less those with j above i.
func (s *sorter) compare(seq []int, items []item) []int32 {
	n := len(items)
	s.diff = slices.Grow(s.diff[:0], n*n)[:n*n]
	clear(s.diff)
	layer := s.l.verts[seq[0]].layer
	if layer > 0 {
		s.compareSide(&s.l.in, len(s.order[layer-1]), seq, items)
	}
	if layer+1 < len(s.order) {
		s.compareSide(&s.l.out, len(s.order[layer+1]), seq, items)
	}
	return s.diff
}

// compareSide adds the crossings with the neighbours on one side, of whom there are width.
func (s *sorter) compareSide(f *fan, width int, seq []int, items []item) {
	n := len(items)
	start := slices.Grow(s.starts[:0], n+1)[:n+1]
	s.starts = start
	all := s.far[:0]
	for i, it := range items {
		start[i] = len(all)
		for _, v := range seq[it.from:it.to] {
			for _, e := range f.of(v) {
				all = append(all, landing{s.pos[e.far], e.weight})
			}
		}
	}
	start[n], s.far = len(all), all
	s.slope = slices.Grow(s.slope[:0], width)[:width]
	for i := range n {
		mine := all[start[i]:start[i+1]]
		if len(mine) == 0 {
			continue
		}
		slope := s.slope
		if len(mine) > 1 {
			slopeOf(mine, slope)
		}
		for j := i + 1; j < n; j++ {
			d := int32(0)
			for _, e := range all[start[j]:start[j+1]] {
				if len(mine) > 1 {
					d += e.weight * slope[e.pos]
				} else {
					d += e.weight * mine[0].weight * sign(mine[0].pos-e.pos)
				}
			}
			s.diff[i*n+j] += d
			s.diff[j*n+i] -= d
		}
	}
}

// slopeOf sets for each place the weight of the ends behind it less that of the ends before it: what a line of weight
// one that ends there crosses more under them than over them.
func slopeOf(ends []landing, slope []int32) {
	clear(slope)
	before := int32(0)
	for _, e := range ends {
		slope[e.pos] += e.weight
		before += e.weight
	}
	after := before
	before = 0
	for p, here := range slope {
		after -= here
		slope[p] = after - before
		before += here
	}
}

// sign returns -1, 0 or 1.
func sign(x int32) int32 { return x>>31 | int32(uint32(-x)>>31) }
