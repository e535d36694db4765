package diagram

import (
	"slices"
	"testing"
)

// TestCheckSeesEachFault breaks a clean scene in one way at a time.
func TestCheckSeesEachFault(t *testing.T) {
	spec := eventPage()
	spec.Edges[0].Label, spec.Edges[3].Label = "first", "second"
	nan := 0.0
	nan /= nan
	for name, c := range map[string]struct {
		gate   string
		damage func(s *Scene)
	}{
		"overlap":  {"NO", func(s *Scene) { s.Nodes[0].Y = s.Nodes[1].Y + 20 }},
		"through":  {"EN", func(s *Scene) { s.Edges[11].Path = straight(s.Nodes[0].Rect, s.Nodes[13].Rect) }},
		"labels":   {"LO", func(s *Scene) { s.Edges[3].Box = s.Edges[0].Box }},
		"on node":  {"LO", func(s *Scene) { s.Edges[0].Box.X, s.Edges[0].Box.Y = s.Nodes[4].X, s.Nodes[4].Y }},
		"wide":     {"LO", func(s *Scene) { s.Nodes[2].Lines[0] += " and much more that never fits" }},
		"line":     {"LE", func(s *Scene) { s.Edges[5].Path = straight(s.Edges[0].Box, s.Edges[0].Box) }},
		"stranger": {"CB", func(s *Scene) { s.Groups[0].H += 100 }},
		"member":   {"CB", func(s *Scene) { s.Groups[3].Y += 40 }},
		"boxes":    {"CB", func(s *Scene) { s.Groups[1].H += 30 }},
		"nan":      {"NaN", func(s *Scene) { s.Nodes[3].X = nan }},
	} {
		s := Layout(spec, Options{MaxWidth: 2000})
		if found := Check(spec, s); len(found) > 0 {
			t.Fatalf("the scene is not clean: %v", found)
		}
		c.damage(&s)
		found := Check(spec, s)
		if !slices.ContainsFunc(found, func(v Violation) bool { return v.Gate == c.gate }) {
			t.Errorf("%s: found %v, want %s", name, found, c.gate)
		}
	}
}

func straight(a, b Rect) []Curve {
	return []Curve{{Start: Point{a.X, a.Y + a.H/2}, Segs: []Seg{{To: Point{b.X + b.W, b.Y + b.H/2}}}}}
}

func TestMeasure(t *testing.T) {
	line := func(x0, y0, x1, y1 float64) []Curve {
		return []Curve{{Start: Point{x0, y0}, Segs: []Seg{{To: Point{x1, y1}}}}}
	}
	spec := Spec{Nodes: make([]Node, 4), Groups: []Group{{}}, Edges: []Edge{{From: 0, To: 3}, {From: 2, To: 1}}}
	s := Scene{Width: 200, Height: 100, Nodes: make([]SceneNode, 4), Groups: []SceneGroup{{Rect: Rect{90, 40, 20, 20}}}}
	for i := range s.Nodes {
		s.Nodes[i].Rect = Rect{float64(i%2) * 180, float64(i/2) * 80, 20, 20}
	}
	s.Edges = []SceneEdge{
		{Edge: Edge{From: 0, To: 3}, Path: line(20, 10, 180, 90)},
		{Edge: Edge{From: 2, To: 1}, Path: line(20, 90, 180, 10), Feedback: true},
	}
	m := Measure(spec, s)
	if m.Crossings != 1 || m.BoxCrossings != 2 || m.Backward != 1 || m.Aspect != 2 || m.Ink != 0.08 || m.Detour != 1 {
		t.Errorf("%+v", m)
	}
}
