package page

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/internal/golden"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// TestFlows compares what is drawn of flows with what is kept: a case has catalog.yaml with one flow, which is called f.
func TestFlows(t *testing.T) {
	golden.Run(t, "testdata/flow/*.txtar", func(t *testing.T, c *golden.Case) {
		source, _ := c.File("catalog.yaml")
		ctx, id := contextAt(t, string(source), "flow:f")
		flow := ctx.cat.Resource(id).(*catalog.Flow)
		steps := ctx.flowSteps(flow)
		figure := ctx.sequenceFigure(flow, steps)
		c.Got("sequence.txt", linesOfSteps(figure.Steps))
		lanes := ctx.lanesFigure(flow, steps)
		c.Got("lanes.txt", linesOfLanes(lanes.Spec))
		for _, found := range diagram.Check(lanes.Spec, diagram.Lanes(lanes.Spec, diagram.Options{MaxWidth: pageWidth})) {
			t.Error(found)
		}
		last := 0
		for _, m := range figure.Steps.Messages {
			if m.Number > 0 && m.Number != last+1 {
				t.Errorf("step %d follows step %d", m.Number, last)
			}
			last = max(last, m.Number)
		}
		if last != len(steps) {
			t.Errorf("%d steps are drawn of %d", last, len(steps))
		}
	})
}

// linesOfSteps says what a sequence diagram shows, a line for each row, indented by the frames around it.
func linesOfSteps(s diagram.Steps) string {
	var b strings.Builder
	depth := 0
	line := func(format string, args ...any) {
		b.WriteString(strings.Repeat("  ", depth) + strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
	}
	name := func(i int) string { return s.Participants[i].Name }
	for i, m := range s.Messages {
		for _, f := range s.Frames {
			for _, branch := range f.Branches {
				if branch.At == i {
					depth--
					line("or %s", branch.Text)
					depth++
				}
			}
			if f.First == i {
				line("%s %s", f.Kind, f.Text)
				depth++
			}
		}
		arrow := "->"
		switch {
		case m.Sync:
			arrow = "=>"
		case m.Dashed:
			arrow = "-->"
		}
		number := ""
		if m.Number > 0 {
			number = strconv.Itoa(m.Number)
		}
		if m.Note != "" {
			line("%2s %s (%s)", number, name(m.From), m.Text)
		} else {
			line("%2s %s %s %s: %s", number, name(m.From), arrow, name(m.To), m.Text)
		}
		for _, e := range m.Exits {
			line("     %s %s", e.Text, e.Href)
		}
		for _, f := range s.Frames {
			if f.Last == i {
				depth--
			}
		}
	}
	return b.String()
}

// linesOfLanes says what stands in which lane, and what leads where.
func linesOfLanes(s diagram.Spec) string {
	var b strings.Builder
	for i, n := range s.Nodes {
		lane := "-"
		if n.Group > 0 {
			lane = s.Groups[n.Group-1].Name
		}
		fmt.Fprintf(&b, "%2d %s | %s %s", n.Number, lane, n.Kind, n.Name)
		for _, e := range s.Edges {
			if e.From != i {
				continue
			}
			fmt.Fprintf(&b, ", then %d", e.To+1)
			if e.Label != "" {
				fmt.Fprintf(&b, " (%s)", e.Label)
			}
			if e.Early {
				b.WriteString(" early")
			}
			if e.Doubt {
				b.WriteString(" undeclared")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}
