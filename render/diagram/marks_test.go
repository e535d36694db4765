package diagram

import (
	"strings"
	"testing"
)

// TestMarksOfChanges holds that every changed edge says by a sign what became of it: on its label, or where labels found no room on its line.
func TestMarksOfChanges(t *testing.T) {
	spec := Spec{Nodes: []Node{{Name: "a"}, {Name: "b", Change: Changed}, {Name: "c"}}, Edges: []Edge{
		{From: 0, To: 1, Change: Added}, {From: 1, To: 2, Change: Removed, Label: "− removed"}, {From: 0, To: 2},
	}}
	svg := string(Layout(spec, Options{NoLegend: true}).AppendSVG(nil))
	for part, want := range map[string]int{`badge-sign added`: 1, `badge-sign removed`: 0, `class="badge-sign"`: 1, ">+</text>": 1, ">±</text>": 1, "− removed": 1} {
		if got := strings.Count(svg, part) - strings.Count(svg, part+"</title>"); got != want {
			t.Errorf("%d of %s, want %d", got, part, want)
		}
	}
	signs := string(Layout(spec, Options{}).AppendSVG(nil))
	if got := strings.Count(signs, "<text class=\"badge-sign added"); got != 2 {
		t.Errorf("the sign stands %d times, want it on the edge and in the legend", got)
	}
	if at := along([]Point{{0, 0}, {10, 0}, {10, 100}}, 30); at != (Point{10, 20}) {
		t.Error(at)
	}
	if at := along([]Point{{0, 0}, {20, 0}}, 30); at != (Point{10, 0}) {
		t.Error(at)
	}
}
