package diagram

import (
	"slices"
	"testing"
)

// TestStripsKnowTheirCrossings compares what each move says it saves or adds with the crossings counted anew.
func TestStripsKnowTheirCrossings(t *testing.T) {
	for seed := range uint32(200) {
		l := layeredOf(seed)
		s := newSorter(l)
		strips := newStrips(l)
		count := func() int {
			strips.give(s.order)
			for _, seq := range s.order {
				brackets(t, l, seq)
			}
			s.turns()
			s.place()
			return s.crossings()
		}
		strips.take(s.order)
		cost := count()
		r := generator(seed)
		for step := range 12 {
			cost += strips.kick(&r)
			if got := count(); got != cost {
				t.Fatalf("seed %d, kick %d: %d crossings, said to be %d", seed, step, got, cost)
			}
			if step%3 == 2 {
				strips.wakeAll()
				cost -= strips.settle()
				if got := count(); got != cost {
					t.Fatalf("seed %d, settling %d: %d crossings, said to be %d", seed, step, got, cost)
				}
			}
		}
		if all := slices.Sorted(slices.Values(strips.seq)); !slices.Equal(all, slices.Compact(slices.Clone(all))) || len(all) != len(strips.last) {
			t.Fatalf("seed %d: a strip is lost or doubled", seed)
		}
	}
}
