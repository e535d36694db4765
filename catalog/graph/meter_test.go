package graph

import (
	"math/rand/v2"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
)

// TestMeterAgreesWithWalks counts over random graphs, sparse ones and ones that are mostly one cycle, from one start and from several, with every limit.
func TestMeterAgreesWithWalks(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for seed := range uint64(60) {
		n := 5 + int(seed%20)
		c := random(n, 1+r.IntN(4*n), seed)
		g := Build(c)
		count := func(id catalog.ID) bool { return c.Base(id).Kind == catalog.ServiceKind || id%5 == 0 }
		meter := g.Meter(count)
		for range 50 {
			starts := make([]catalog.ID, 1+r.IntN(3))
			for i := range starts {
				starts[i] = catalog.ID(r.IntN(len(c.Resources)))
			}
			want := 0
			for _, reach := range g.DownstreamOf(starts, 0) {
				if count(reach.ID) {
					want++
				}
			}
			for _, limit := range []int{1, 2, 3, max(1, want), want + 1, 1000} {
				if got := meter.Down(starts, limit); got != min(want, limit) {
					t.Fatalf("seed %d: from %v up to %d: %d, and there are %d", seed, starts, limit, got, want)
				}
			}
		}
	}
}
