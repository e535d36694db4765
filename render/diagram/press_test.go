package diagram

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestPressedEdgesKeepTheirDirection holds that what is pressed into few columns turns no edge back that belongs to no circle: drawn as feedback, it would say
// what is not so.
func TestPressedEdgesKeepTheirDirection(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 5))
		var spec Spec
		n := 8 + r.IntN(16)
		for i := range n {
			spec.Nodes = append(spec.Nodes, Node{Name: fmt.Sprintf("A box with a name %d", i)})
		}
		for range n + r.IntN(n) {
			if from, to := r.IntN(n), r.IntN(n); from < to {
				spec.Edges = append(spec.Edges, Edge{From: from, To: to})
			}
		}
		for _, width := range []float64{320, 500, 740} {
			scene := Layout(spec, Options{MaxWidth: width, Fit: true})
			for _, e := range scene.Edges {
				if e.Feedback {
					t.Errorf("seed %d in %v px: the edge from %d to %d of a graph without circles is feedback", seed, width, e.From, e.To)
				}
			}
			for _, found := range Check(spec, scene) {
				t.Errorf("seed %d in %v px: %s", seed, width, found)
			}
		}
	}
}
