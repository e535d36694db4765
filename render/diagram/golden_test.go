package diagram

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/internal/golden"
)

// TestScenes compares the scene and the drawing of small specs with what is kept. A case has spec.json (a Spec, with
// options.json beside it) or steps.json.
func TestScenes(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		var opt Options
		decode(t, c, "options.json", &opt)
		var spec Spec
		var steps Steps
		var s Scene
		switch {
		case decode(t, c, "steps.json", &steps):
			s = Sequence(steps, opt)
		case decode(t, c, "lanes.json", &spec):
			s = Lanes(spec, opt)
			if found := Check(spec, s); len(found) > 0 {
				t.Error(found)
			}
		default:
			decode(t, c, "spec.json", &spec)
			s = Layout(spec, opt)
			if found := Check(spec, s); len(found) > 0 {
				t.Error(found)
			}
		}
		c.Got("scene.txt", describe(s))
		c.Got("scene.svg", strings.ReplaceAll(string(s.AppendSVG(nil)), "><", ">\n<"))
	})
}

func decode(t *testing.T, c *golden.Case, name string, into any) bool {
	t.Helper()
	data, ok := c.File(name)
	if ok {
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	return ok
}

// describe writes the geometry of a scene, a line for each part.
func describe(s Scene) string {
	var b strings.Builder
	fmt.Fprintf(&b, "scene %g x %g\n", s.Width, s.Height)
	for i, n := range s.Nodes {
		fmt.Fprintf(&b, "node %d %s at %g,%g size %g x %g: %s\n", i, n.Kind, n.X, n.Y, n.W, n.H, strings.Join(n.Lines, " / "))
	}
	for _, g := range s.Groups {
		fmt.Fprintf(&b, "group %d %q at %g,%g size %g x %g\n", g.Index, g.Text, g.X, g.Y, g.W, g.H)
	}
	for _, l := range s.Lanes {
		fmt.Fprintf(&b, "lane %d %q in strip %d at %g,%g size %g x %g\n", l.Index, strings.Join(l.Lines, " / "), l.Strip, l.X, l.Y, l.W, l.H)
	}
	for _, f := range s.Frames {
		fmt.Fprintf(&b, "frame %s %q at %g,%g size %g x %g\n", f.Kind, f.Text, f.X, f.Y, f.W, f.H)
	}
	for _, e := range s.Edges {
		fmt.Fprintf(&b, "edge %d to %d", e.From, e.To)
		if e.Feedback {
			b.WriteString(" feedback")
		}
		if e.Text != "" {
			fmt.Fprintf(&b, " %q at %g,%g", e.Text, e.Box.X, e.Box.Y)
		}
		fmt.Fprintf(&b, ": %s\n", courseOf(e.Path))
	}
	return b.String()
}

func courseOf(curves []Curve) string {
	c := &canvas{}
	c.course(curves, 0)
	return string(c.b)
}
