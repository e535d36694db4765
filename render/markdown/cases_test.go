package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/internal/golden"
)

// caseOptions are what the page around every case knows.
func caseOptions() Options {
	return Options{
		Resolve: func(dest string) (string, string, bool) {
			switch dest {
			case "event:OrderPlaced":
				return "../events/order-placed/", "Order placed (event)", true
			case "docs/start.md":
				return "../docs/start/", "", true
			}
			return "", "", false
		},
		AllowImage: func(dest string) (string, bool) { return "../assets/" + dest, dest == "pic.png" },
		Diagram: func(info, body string) ([]byte, int, string) {
			if strings.HasPrefix(body, "graph") {
				return []byte("<div>" + info + "</div>"), 0, ""
			}
			return nil, strings.Count(body, "\n"), "it is no graph"
		},
		HeadingShift: 1,
	}
}

func TestCases(t *testing.T) {
	golden.Run(t, "testdata/cases/*.txtar", func(t *testing.T, c *golden.Case) {
		input, ok := c.File("input.md")
		if !ok {
			t.Fatal("no input.md")
		}
		result := Render(string(input), caseOptions())
		checkHTML(t, result.HTML)
		var headings, problems strings.Builder
		for _, h := range result.Headings {
			fmt.Fprintf(&headings, "%d %s %q\n", h.Level, h.ID, h.Text)
		}
		for _, p := range result.Problems {
			fmt.Fprintf(&problems, "%d:%d %s %s\n", p.Line, p.Column, p.Code, p.Message)
		}
		c.Got("html", string(result.HTML))
		c.Got("headings", headings.String())
		c.Got("problems", problems.String())
	})
}
