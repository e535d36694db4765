package diagram

import "testing"

// TestCrossingsInCorners counts where lines meet in a point that both have: a crossing where they change sides there, none where they only touch.
func TestCrossingsInCorners(t *testing.T) {
	line := func(points ...float64) SceneEdge {
		c := Curve{Start: Point{points[0], points[1]}}
		for k := 2; k < len(points); k += 2 {
			c.Segs = append(c.Segs, Seg{To: Point{points[k], points[k+1]}})
		}
		return SceneEdge{Path: []Curve{c}}
	}
	for name, c := range map[string]struct {
		a, b SceneEdge
		want int
	}{
		"in the middle":            {line(0, 0, 10, 10), line(0, 10, 10, 0), 1},
		"in a corner of both":      {line(0, 0, 5, 5, 10, 6), line(0, 10, 5, 5, 10, 4), 1},
		"in a corner of one":       {line(0, 0, 5, 5, 10, 10), line(0, 10, 10, 0), 1},
		"touching in a corner":     {line(0, 0, 5, 5, 10, 0), line(0, 10, 5, 5, 10, 10), 0},
		"ending in a line":         {line(0, 5, 10, 5), line(5, 0, 5, 5), 0},
		"from the same point":      {line(0, 0, 10, 10), line(0, 0, 10, 5), 0},
		"twice":                    {line(0, 0, 10, 0), line(1, -1, 3, 1, 5, -1), 2},
		"a part of the way as one": {line(0, 0, 4, 4, 8, 4, 12, 8), line(0, 8, 4, 4, 8, 4, 12, 0), 1},
	} {
		s := Scene{Nodes: make([]SceneNode, 1), Edges: []SceneEdge{c.a, c.b}}
		if got := Measure(Spec{}, s).Crossings; got != c.want {
			t.Errorf("%s: %d crossings, want %d", name, got, c.want)
		}
	}
}
