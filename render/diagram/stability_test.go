package diagram

import (
	"math"
	"slices"
	"testing"
)

// moved returns how far the nodes of a picture stand from where they stood in another, once the pictures lie on each
// other as well as they can, in parts of the diagonal, ascending.
func moved(before, after Scene) []float64 {
	var dx, dy, all []float64
	for i, n := range before.Nodes {
		dx, dy = append(dx, after.Nodes[i].X-n.X), append(dy, after.Nodes[i].Y-n.Y)
	}
	x, y := median(dx), median(dy)
	for i := range dx {
		all = append(all, math.Hypot(dx[i]-x, dy[i]-y)/math.Hypot(before.Width, before.Height))
	}
	slices.Sort(all)
	return all
}

func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

// TestMapsAreStable adds a node to maps: who knows the map finds most of it where it was.
func TestMapsAreStable(t *testing.T) {
	var all []float64
	for seed := range uint32(40) {
		spec := contextMapOf(30, 45, 4, seed+1)
		before := Layout(spec, Options{Route: Orthogonal})
		r := generator(seed + 100)
		at := r.pick(len(spec.Nodes))
		spec.Nodes = append(slices.Clone(spec.Nodes), Node{Name: "Added", Group: spec.Nodes[at].Group})
		spec.Edges = append(slices.Clone(spec.Edges), Edge{From: at, To: len(spec.Nodes) - 1})
		all = append(all, median(moved(before, Layout(spec, Options{Route: Orthogonal}))))
	}
	slices.Sort(all)
	middle, worst := all[len(all)/2], all[len(all)-1]
	t.Logf("others move by %.1f %% of the diagonal in the median of maps, by %.1f %% in the worst", 100*middle, 100*worst)
	if middle > 0.15 {
		t.Errorf("others move by %.1f %% of the diagonal", 100*middle)
	}
}
