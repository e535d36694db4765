package diagram

import (
	"cmp"
	"slices"
)

// arrangeLayers finds an order of the layers with few crossings: several starts, from the model's own order on, are
// swept until they stop improving, the best of them polished. The first that crosses nothing wins at once, so small
// diagrams keep the order in which they were written.
func arrangeLayers(l *layered) {
	var found []attempt
	for k := -1; k < attempts(l); k++ {
		a := try(l, k)
		if a.cost > 0 && len(l.verts) < 3000 {
			a.s.polish(1)
			a.cost = a.s.crossings()
		}
		if a.cost == 0 {
			l.layers = a.s.order
			return
		}
		found = append(found, a)
	}
	slices.SortStableFunc(found, func(a, b attempt) int { return cmp.Compare(a.cost, b.cost) })
	best := found[0]
	for _, a := range found[:min(3, len(found))] {
		if len(l.verts) < 3000 {
			a.s.refine()
			a.cost = a.s.crossings()
		}
		if a.cost < best.cost {
			best = a
		}
	}
	l.layers = best.s.order
}

type attempt struct {
	s    *sorter
	cost int
}

func attempts(l *layered) int {
	switch n := len(l.g.nodes); {
	case n > 1000:
		return 1
	case n > 400:
		return 3
	case n > 60:
		return 8
	}
	return 14
}

// try starts from the k-th arrangement and sweeps. Attempt -1 takes the model's order as it is, to be sifted only:
// what needs few moves then stays nearest to what the author wrote, and an addition moves the rest little.
func try(l *layered, k int) attempt {
	s := newSorter(l)
	if k < 0 {
		return attempt{s, s.crossings()}
	}
	s.begin(k)
	best, saved := s.crossings(), s.order.clone()
	const patience = 4
	for idle, round := 0, 0; idle < patience && best > 0 && round < 24; round++ {
		median := (round/2+k)%2 == 1
		s.sweep(round%2 == 1, median)
		idle++
		if c := s.crossings(); c < best {
			best, idle = c, 0
			saved.copyFrom(s.order)
		}
	}
	s.order.copyFrom(saved)
	s.place()
	return attempt{s, best}
}

// begin arranges the layers for attempt k: 0 is the order of the model, 1 that of a depth-first search, 2 the
// model's from the last to the first, the others are shuffled by a fixed generator, the groups with them.
func (s *sorter) begin(k int) {
	if k == 0 {
		return
	}
	if k == 1 {
		s.depthFirst()
	} else {
		r := generator(k)
		for v := range s.key {
			s.key[v] = float64(r.next() % 4096)
			if k == 2 {
				s.key[v] = -float64(v)
			}
		}
		s.shuffleGroups(k, &r)
	}
	for layer := range s.order {
		s.arrange(layer)
	}
}

func (s *sorter) shuffleGroups(k int, r *generator) {
	n := len(s.turn)
	if k == 2 {
		slices.Reverse(s.turn)
		return
	}
	for i := n - 1; i > 0; i-- {
		j := int(r.next() % uint32(i+1))
		s.turn[i], s.turn[j] = s.turn[j], s.turn[i]
	}
}

// depthFirst numbers the vertices in the order in which a depth-first search along the links meets them, and the
// groups by the mean of what they hold.
func (s *sorter) depthFirst() {
	seen := make([]bool, len(s.l.verts))
	n := 0
	var stack []int
	for root := range s.l.verts {
		stack = append(stack[:0], root)
		for len(stack) > 0 {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[v] {
				continue
			}
			seen[v] = true
			s.key[v] = float64(n)
			n++
			for _, f := range [2]*fan{&s.l.in, &s.l.out} {
				for _, e := range slices.Backward(f.of(v)) {
					stack = append(stack, int(e.far))
				}
			}
		}
	}
	s.turnByKeys()
}

// turnByKeys orders the groups by the mean key of the nodes inside.
func (s *sorter) turnByKeys() {
	sum, n := make([]float64, len(s.turn)), make([]float64, len(s.turn))
	for v, x := range s.l.verts {
		if x.role != roleNode {
			continue
		}
		for k := x.group; k >= 0; k = s.l.g.groups[k].parent {
			sum[k] += s.key[v]
			n[k]++
		}
	}
	turns := make([]int, len(s.turn))
	for i := range turns {
		turns[i] = i
	}
	slices.SortStableFunc(turns, func(a, b int) int { return cmp.Compare(sum[a]*n[b], sum[b]*n[a]) })
	for i, k := range turns {
		s.turn[k] = i
	}
}

// refine sweeps again from a polished order and polishes again, then shakes the order a little and sifts it, many
// times, and keeps what crosses no more than before.
func (s *sorter) refine() {
	best := keep(s)
	for round := range 4 {
		s.sweep(round%2 == 0, round%4 >= 2)
		s.polish(3)
		best.better(s)
	}
	best.restore(s)
	r := generator(len(s.l.verts))
	for round := range shakes(s.l) {
		if best.cost == 0 {
			return
		}
		s.shake(&r, 1+round%3)
		s.siftAll()
		if round%8 == 7 {
			s.swapGroups()
		}
		if !best.better(s) {
			best.restore(s)
		}
	}
}

// shakes spends about the same effort on graphs of any size, but for the smallest and the largest.
func shakes(l *layered) int { return max(24, min(48, 40000/(len(l.verts)+len(l.links)))) }

// shake moves the vertices of some layers by up to a few places.
func (s *sorter) shake(r *generator, strength int) {
	for layer := range s.order {
		if r.next()%3 > 0 {
			continue
		}
		for i, v := range s.order[layer] {
			s.key[v] = float64(i) + float64(r.next()%1024)/1024*float64(2*strength)
		}
		s.arrange(layer)
	}
}

// kept is an order worth going back to.
type kept struct {
	cost  int
	order order
	turn  []int
	clean []bool
}

func keep(s *sorter) *kept {
	return &kept{s.crossings(), s.order.clone(), slices.Clone(s.turn), slices.Clone(s.clean)}
}

// better takes over the order of s when it crosses no more, and reports whether it did.
func (k *kept) better(s *sorter) bool {
	c := s.crossings()
	if c > k.cost {
		return false
	}
	k.cost = c
	k.order.copyFrom(s.order)
	copy(k.turn, s.turn)
	copy(k.clean, s.clean)
	return true
}

func (k *kept) restore(s *sorter) {
	s.order.copyFrom(k.order)
	copy(s.turn, k.turn)
	s.place()
	copy(s.clean, k.clean)
}

// generator is a small xorshift generator; its sequence is the same on every machine.
type generator uint32

func (r *generator) next() uint32 {
	x := uint32(*r)*2654435761 + 1
	x ^= x << 13
	x ^= x >> 17
	x ^= x << 5
	*r = generator(x)
	return x
}
