package diagram

import "slices"

// shifter improves a layering together with its order: a node moves to another column, with it what is in its way, and what that touches is
// sifted; or some strips are kicked. What costs more is taken back. Which edges are long decides more about crossings than any order does, and
// which columns a group spans decides alone which edges can pass it.
type shifter struct {
	// now is the best so far, next what is tried.
	now, next *strips
	// cost is what now costs, length how long its edges are, last its last column.
	cost, length, last int
	// back is how many edges may run backwards, most how many columns there may be.
	back, most int
	out, in    [][]int
	moved      []int
	r          generator
	// scratch space.
	marks []int
	kept  []int32
	seen  []bool
}

// newShifter begins with the order of strips.
func newShifter(t *strips, most int, r generator) *shifter {
	g := t.l.g
	s := &shifter{now: copyStrips(g), next: copyStrips(g), r: r, most: most, back: g.backward()}
	s.out, s.in = adjacency(g)
	s.now.layer()
	s.now.follow(t)
	s.cost, s.length, s.last = t.cost(), g.length(), g.lastRank()
	return s
}

// copyStrips are strips that are not built yet, of a copy of g that has columns of its own.
func copyStrips(g *graph) *strips {
	own := *g
	own.nodes, own.edges = slices.Clone(g.nodes), slices.Clone(g.edges)
	return &strips{l: &layered{g: &own}}
}

// length is how many columns the edges lead through.
func (g *graph) length() int {
	sum := 0
	for _, e := range g.edges {
		sum += abs(g.nodes[e.from].rank - g.nodes[e.to].rank)
	}
	return sum
}

func (g *graph) lastRank() int {
	last := 0
	for _, n := range g.nodes {
		last = max(last, n.rank)
	}
	return last
}

// run makes as many attempts as said, of which some are kicks.
func (s *shifter) run(attempts int) {
	const kicks = 30
	for range attempts {
		switch {
		case s.cost == 0:
			return
		case s.r.pick(100) < kicks:
			s.kick()
		case s.move():
			s.rebuild()
			s.decide()
		}
	}
}

// kick moves some strips at random and sifts what that touches.
func (s *shifter) kick() {
	t := s.now
	s.kept = append(s.kept[:0], t.seq...)
	t.kick(&s.r)
	t.settle()
	if cost := t.cost(); cost <= s.cost {
		s.cost = cost
		return
	}
	copy(t.seq, s.kept)
	t.note(0, len(t.seq))
}

// decide keeps what is tried where it costs less, or the same with shorter edges.
func (s *shifter) decide() {
	g := s.next.l.g
	cost, length := s.next.cost(), g.length()
	if cost > s.cost || cost == s.cost && length > s.length {
		return
	}
	s.cost, s.length, s.last = cost, length, g.lastRank()
	s.now, s.next = s.next, s.now
}

// move gives a node another column and reports whether there was room.
func (s *shifter) move() bool {
	g := s.next.l.g
	copy(g.nodes, s.now.l.g.nodes)
	if s.back > 0 {
		copy(g.edges, s.now.l.g.edges)
	}
	v := s.r.pick(len(g.nodes))
	if len(s.out[v])+len(s.in[v]) == 0 {
		return false
	}
	s.moved = append(s.moved[:0], v)
	if s.r.pick(4) == 0 {
		return s.hop(g, v)
	}
	by := 1 + s.r.pick(4)/3
	if s.r.pick(2) == 0 {
		by = -by
	}
	g.nodes[v].rank += by
	for k := 0; k < len(s.moved); k++ {
		if !s.push(g, s.moved[k]) {
			return false
		}
	}
	return s.closeGaps(g)
}

// push moves the neighbours of v out of its way. As no edge changes its direction, that ends: at the latest beyond the first or the last column.
func (s *shifter) push(g *graph, v int) bool {
	if r := g.nodes[v].rank; r < 0 || r > s.last {
		return false
	}
	for _, list := range [2][]int{s.in[v], s.out[v]} {
		for _, i := range list {
			e := &g.edges[i]
			if e.flat {
				return false
			}
			low, high := e.low(), e.high()
			switch {
			case g.nodes[low].rank < g.nodes[high].rank:
			case low == v:
				g.nodes[high].rank = g.nodes[v].rank + 1
				s.moved = append(s.moved, high)
			default:
				g.nodes[low].rank = g.nodes[v].rank - 1
				s.moved = append(s.moved, low)
			}
		}
	}
	return true
}

// hop moves v to any column, also to one of its own between two others. Other edges than before may run backwards then, but no more, and none that
// belongs to no circle.
func (s *shifter) hop(g *graph, v int) bool {
	for u := range g.nodes {
		g.nodes[u].rank = 2*g.nodes[u].rank + 1
	}
	g.nodes[v].rank = s.r.pick(2*s.last + 3)
	for _, list := range [2][]int{s.in[v], s.out[v]} {
		for _, i := range list {
			e := &g.edges[i]
			from, to := g.nodes[e.from].rank, g.nodes[e.to].rank
			if e.flat || from == to || from > to && !e.reversed && (s.back == 0 || !s.circular(g, i)) {
				return false
			}
			e.reversed = from > to
		}
	}
	return g.backward() <= s.back && s.closeGaps(g)
}

// circular reports whether edge i belongs to a circle.
func (s *shifter) circular(g *graph, i int) bool {
	e := &g.edges[i]
	s.seen = resize(s.seen, len(g.nodes))
	clear(s.seen)
	stack := append(s.marks[:0], e.to)
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if v == e.from {
			return true
		}
		if !s.seen[v] {
			s.seen[v] = true
			for _, k := range s.out[v] {
				stack = append(stack, g.edges[k].to)
			}
		}
	}
	s.marks = stack
	return false
}

// closeGaps renumbers the columns from 0 on without gaps and reports whether they are not too many.
func (s *shifter) closeGaps(g *graph) bool {
	s.marks = resize(s.marks, 2*s.last+3)
	clear(s.marks)
	for _, n := range g.nodes {
		s.marks[n.rank] = 1
	}
	at := 0
	for r, n := range s.marks {
		s.marks[r] = at
		at += n
	}
	for v := range g.nodes {
		g.nodes[v].rank = s.marks[g.nodes[v].rank]
	}
	return at <= s.most
}

// rebuild makes the strips of the columns tried, in the order of those before, and sifts what has changed, unless that is hopeless.
func (s *shifter) rebuild() {
	t := s.next
	t.layer()
	t.follow(s.now)
	if t.cost() >= s.cost+s.cost/8+hopeless {
		return
	}
	for _, v := range s.moved {
		t.awake[v] = true
		for _, list := range [2][]int{s.in[v], s.out[v]} {
			for _, i := range list {
				t.wakeEdge(i)
			}
		}
		for k := t.l.g.nodes[v].group; k >= 0; k = t.l.g.groups[k].parent {
			t.awake[t.border(k)] = true
		}
	}
	t.settle()
}

// hopeless is how many crossings, with an eighth of all, sifting seldom saves.
const hopeless = 10

func (t *strips) wakeEdge(i int) {
	e := &t.l.g.edges[i]
	t.awake[e.from], t.awake[e.to] = true, true
	for s := t.runs[i]; s < t.runs[i+1]; s++ {
		t.awake[s] = true
	}
}
