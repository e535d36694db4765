package diagram

import "testing"

// TestShiftsKnowTheirCost compares what moving nodes says of its order with the layers made anew from its columns.
func TestShiftsKnowTheirCost(t *testing.T) {
	gained := 0
	for seed := range uint32(150) {
		l := layeredOf(seed)
		if l.g.pinned() {
			continue
		}
		strips := newStrips(l)
		strips.take(l.layers)
		before, back := strips.cost(), l.g.backward()
		most := l.g.lastRank() + 2
		s := newShifter(strips, most, generator(seed))
		s.run(120)
		g := s.now.l.g
		again := newStrips(expand(g))
		again.follow(s.now)
		if got := again.cost(); got != s.cost || got > before {
			t.Fatalf("seed %d: %d, said to be %d, %d before", seed, got, s.cost, before)
		}
		gained += before - s.cost
		if g.backward() > back || g.lastRank() >= most {
			t.Fatalf("seed %d: %d edges run backwards, %d before; %d columns of %d", seed, g.backward(), back, g.lastRank()+1, most)
		}
		for i, e := range g.edges {
			if e.from != e.to && !e.flat && g.nodes[e.low()].rank >= g.nodes[e.high()].rank {
				t.Fatalf("seed %d: edge %d does not lead to the right", seed, i)
			}
		}
	}
	if gained == 0 {
		t.Error("no move has ever gained anything")
	}
}
