package diagram

import (
	"cmp"
	"slices"
)

// arrangeLayers finds an order of the layers with few crossings.
func arrangeLayers(l *layered) {
	s := newSearch(l)
	s.look(s.attempts())
	s.shake()
	s.polish()
	l.layers = s.best().s.order
}

// search looks for an order of the layers with few crossings: several starts, from the model's own order on, are swept
// and sifted, and the best of them shaken for as long as the size allows. The first that crosses nothing wins at once,
// so small diagrams keep the order in which they were written.
type search struct {
	l *layered
	t *strips
	// found are the orders so far.
	found []attempt
}

// widestSearch is how many vertices are looked at in more than one way.
const widestSearch = 12000

type attempt struct {
	s *sorter
	// cost is what the order crosses, and what it leads through boxes.
	cost int
}

func newSearch(l *layered) *search {
	s := &search{l: l}
	if len(l.verts) <= widestSearch {
		s.t = newStrips(l)
	}
	return s
}

// attempts is how many starts the size allows.
func (s *search) attempts() int {
	switch n := len(s.l.g.nodes); {
	case s.t == nil:
		return 1
	case n > 1000:
		return 2
	case n > 400:
		return 3
	case n > 60:
		return 5
	}
	return 8
}

// best is the first of the orders that cost least.
func (s *search) best() *attempt {
	best := &s.found[0]
	for i := range s.found {
		if s.found[i].cost < best.cost {
			best = &s.found[i]
		}
	}
	return best
}

// look makes attempts until there are as many as said, or one costs nothing.
func (s *search) look(attempts int) {
	if s.t == nil {
		s.found = append(s.found, try(s.l, 0))
		return
	}
	for k := len(s.found); k < attempts && (k == 0 || s.found[k-1].cost > 0); k++ {
		a := try(s.l, k-1)
		if a.cost > 0 {
			a.settle(s.t)
		}
		s.found = append(s.found, a)
	}
}

// shake shakes the best orders, unless one costs nothing.
func (s *search) shake() {
	if s.t == nil || s.best().cost == 0 {
		return
	}
	slices.SortStableFunc(s.found, func(a, b attempt) int { return cmp.Compare(a.cost, b.cost) })
	for k := range min(s.shaken(), len(s.found)) {
		s.found[k].shake(s.t, generator(k+1))
	}
}

// polish sifts the best order layer by layer.
func (s *search) polish() {
	best := s.best()
	if s.t != nil && best.cost > 0 && best.s.siftAll() {
		best.cost = best.s.price()
	}
}

// shaken is how many orders are shaken: without groups a second one gains too little for its time.
func (s *search) shaken() int {
	if len(s.l.g.groups) == 0 {
		return 1
	}
	return 2
}

// settle sifts the whole strips.
func (a *attempt) settle(t *strips) {
	t.take(a.s.order)
	a.put(t)
	t.wakeAll()
	t.settle()
	a.put(t)
}

// put takes over the order of the strips.
func (a *attempt) put(t *strips) {
	t.give(a.s.order)
	a.s.turns()
	a.s.place()
	a.cost = a.s.price()
}

// shake moves some neighbours at random and sifts what that touches, many times, and keeps what crosses no more.
func (a *attempt) shake(t *strips, r generator) {
	t.take(a.s.order)
	a.put(t)
	cost := a.s.crossings()
	kept := slices.Clone(t.seq)
	patience := max(40, 2500/len(t.seq))
	idle := 0
	for range shakes(t) {
		if idle++; cost == 0 || idle > patience {
			break
		}
		c := cost + t.kick(&r) - t.settle()
		if c < cost {
			idle = 0
		}
		if c <= cost {
			cost = c
			copy(kept, t.seq)
			continue
		}
		copy(t.seq, kept)
		t.note(0, len(kept))
	}
	t.wakeAll()
	t.settle()
	a.put(t)
}

// shakes spends about the same effort on graphs of any size, but for the smallest and the largest.
func shakes(t *strips) int { return max(40, min(150, 40000/len(t.seq))) }

// try starts from the k-th arrangement and sweeps. Attempt -1 takes the model's order as it is, to be sifted only:
// what needs few moves then stays nearest to what the author wrote, and an addition moves the rest little.
func try(l *layered, k int) attempt {
	s := newSorter(l)
	if k < 0 {
		return attempt{s, s.price()}
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
	return attempt{s, s.price()}
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

// pick returns a number under n.
func (r *generator) pick(n int) int { return int(r.next()>>3) % n }
