package diagram

import "slices"

// widestSift is how many items of one level are compared pair by pair; beyond, the square is too dear.
const widestSift = 160

// polish improves the order layer by layer, moving each vertex or group to where it crosses least, and
// exchanges neighbouring groups, until nothing helps or the rounds are over.
func (s *sorter) polish(rounds int) {
	for range rounds {
		gain := s.siftAll()
		if s.swapGroups() {
			gain = true
		}
		if !gain {
			return
		}
	}
}

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
			if moveBest(turns, v, diff, items) {
				gain, again = true, true
			}
		}
	}
	if !gain {
		return nil
	}
	return turns
}

// moveBest moves item v to its best place among turns; a block does not pass another block.
func moveBest(turns []int, v int, diff []int, items []item) bool {
	n := len(items)
	at := slices.Index(turns, v)
	best, to := 0, at
	for _, step := range [2]int{-1, 1} {
		sum := 0
		for k := at + step; k >= 0 && k < n; k += step {
			u := turns[k]
			if items[v].group >= 0 && items[u].group >= 0 {
				break
			}
			// Moving up, v comes above u; moving down, u comes above v.
			if step < 0 {
				sum += diff[v*n+u]
			} else {
				sum += diff[u*n+v]
			}
			if sum < best {
				best, to = sum, k
			}
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

// compare returns for each pair (i, j), at i*n+j, the crossings with i above j less those with j above i.
func (s *sorter) compare(seq []int, items []item) []int {
	n := len(items)
	diff := slices.Grow(s.diff[:0], n*n)[:n*n]
	s.diff = diff
	clear(diff)
	for _, rightward := range [2]bool{false, true} {
		s.left = s.left[:0]
		start := slices.Grow(s.starts[:0], n+1)[:n+1]
		s.starts = start
		start[0] = 0
		for i, it := range items {
			base := len(s.left)
			for _, v := range seq[it.from:it.to] {
				s.left = s.farEnds(s.left, v, rightward)
			}
			if it.to > it.from+1 {
				slices.SortFunc(s.left[base:], func(a, b wend) int { return a.pos - b.pos })
			}
			start[i+1] = len(s.left)
		}
		for i := range n {
			for j := i + 1; j < n; j++ {
				a, b := s.left[start[i]:start[i+1]], s.left[start[j]:start[j+1]]
				if len(a) == 0 || len(b) == 0 {
					continue
				}
				d := inverted(a, b) - inverted(b, a)
				diff[i*n+j] += d
				diff[j*n+i] -= d
			}
		}
	}
	return diff
}

// inverted sums the weights of the pairs of an end of a that lies below an end of b; both ascend.
func inverted(a, b []wend) int {
	sum, below, k := 0, 0, 0
	for _, e := range a {
		for k < len(b) && b[k].pos < e.pos {
			below += b[k].weight
			k++
		}
		sum += below * e.weight
	}
	return sum
}

// swapGroups exchanges neighbours among siblings where that, after sifting, crosses less.
func (s *sorter) swapGroups() bool {
	if len(s.turn) < 2 || len(s.l.verts) > 1500 {
		return false
	}
	gain := false
	best := s.crossings()
	var saved order
	for a := range s.turn {
		b := s.nextSibling(a)
		if b < 0 || best == 0 {
			continue
		}
		if saved == nil {
			saved = s.order.clone()
		}
		saved.copyFrom(s.order)
		clean := slices.Clone(s.clean)
		s.exchangeGroups(a, b)
		s.siftAll()
		if c := s.crossings(); c < best {
			best, gain = c, true
			continue
		}
		s.turn[a], s.turn[b] = s.turn[b], s.turn[a]
		s.order.copyFrom(saved)
		s.place()
		copy(s.clean, clean)
	}
	return gain
}

// nextSibling returns the group that follows a among its siblings, or -1.
func (s *sorter) nextSibling(a int) int {
	next := -1
	for b, x := range s.l.g.groups {
		if x.parent == s.l.g.groups[a].parent && s.turn[b] > s.turn[a] && (next < 0 || s.turn[b] < s.turn[next]) {
			next = b
		}
	}
	return next
}

func (s *sorter) exchangeGroups(a, b int) {
	s.turn[a], s.turn[b] = s.turn[b], s.turn[a]
	for layer := max(s.l.first[a], s.l.first[b]); layer <= min(s.l.last[a], s.l.last[b]); layer++ {
		copy(s.order[layer], s.exchangeIn(layer, a, b))
		s.placeLayer(layer)
	}
}

func (s *sorter) exchangeIn(layer, a, b int) []int {
	seq := s.order[layer]
	a0, a1 := s.block(layer, a)
	b0, b1 := s.block(layer, b)
	if a0 > b0 {
		a0, a1, b0, b1 = b0, b1, a0, a1
	}
	out := make([]int, 0, len(seq))
	out = append(out, seq[:a0]...)
	out = append(out, seq[b0:b1]...)
	out = append(out, seq[a1:b0]...)
	out = append(out, seq[a0:a1]...)
	return append(out, seq[b1:]...)
}

func (s *sorter) block(layer, group int) (from, to int) {
	k := layer - s.l.first[group]
	return s.pos[s.l.top[group][k]], s.pos[s.l.bottom[group][k]] + 1
}
