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

// TestBothPricesAgree compares what an order costs as strips with what it costs layer by layer: those of other layerings are told apart by the one, those
// of the same by the other.
func TestBothPricesAgree(t *testing.T) {
	for seed := range uint32(200) {
		l := layeredOf(seed)
		s, strips := newSorter(l), newStrips(l)
		strips.take(s.order)
		r := generator(seed)
		for step := range 6 {
			strips.kick(&r)
			strips.give(s.order)
			s.turns()
			s.place()
			if got, want := s.price(), strips.cost(); got != want {
				t.Fatalf("seed %d, step %d: %d layer by layer, %d as strips", seed, step, got, want)
			}
		}
	}
}
