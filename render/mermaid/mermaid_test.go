package mermaid

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/internal/golden"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// TestParse compares what is read with what is kept: a case has input.mmd.
func TestParse(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		input, _ := c.File("input.mmd")
		drawing, problem := Parse(string(input))
		if problem != nil {
			t.Fatal(problem)
		}
		c.Got("drawing.txt", describe(t, drawing))
		check(t, drawing)
	})
}

// check draws, and holds the drawing to the rules of all drawings.
func check(tb testing.TB, d Drawing) {
	tb.Helper()
	if len(d.Steps.Participants) > 0 {
		diagram.Sequence(d.Steps, diagram.Options{}).AppendSVG(nil)
		return
	}
	scene := diagram.Layout(d.Spec, diagram.Options{Fit: true})
	if found := diagram.Check(d.Spec, scene); len(found) > 0 {
		tb.Error(found)
	}
	scene.AppendSVG(nil)
}

// describe writes what was read, a line for each part, without what is empty.
func describe(tb testing.TB, d Drawing) string {
	tb.Helper()
	var b strings.Builder
	add := func(what string, part any) {
		data, err := json.Marshal(part)
		if err != nil {
			tb.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(data, &fields); err != nil {
			tb.Fatal(err)
		}
		for k, v := range fields {
			if v == nil || v == "" || v == false || v == 0.0 && k != "From" && k != "To" && k != "First" && k != "Last" {
				delete(fields, k)
			}
		}
		short, err := json.Marshal(fields)
		if err != nil {
			tb.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %s\n", what, short)
	}
	fmt.Fprintf(&b, "title %q %q\n", d.Spec.Title+d.Steps.Title, d.Spec.Desc+d.Steps.Desc)
	for _, g := range d.Spec.Groups {
		add("group", g)
	}
	for _, n := range d.Spec.Nodes {
		add("node", n)
	}
	for _, e := range d.Spec.Edges {
		add("edge", e)
	}
	for _, p := range d.Steps.Participants {
		add("participant", p)
	}
	for _, m := range d.Steps.Messages {
		add("message", m)
	}
	for _, f := range d.Steps.Frames {
		add("frame", f)
	}
	return b.String()
}

// What is not the common part of the language is named, with its line.
func TestProblems(t *testing.T) {
	for input, want := range map[string]string{
		"":                                                   "the drawing is empty",
		"%% nothing\n\n":                                     "the drawing is empty",
		"pie\n \"a\": 1":                                     `line 1: only flowcharts and sequence diagrams are drawn, not "pie"`,
		"stateDiagram-v2\n a --> b":                          `line 1: only flowcharts and sequence diagrams are drawn, not "stateDiagram-v2"`,
		"graph XY\n a --> b":                                 `line 1: "XY" is no direction`,
		"graph LR\n a --> ":                                  `line 2: a node is missing before ""`,
		"graph LR\n a --x b":                                 `line 2: "--x b" is no edge that is drawn`,
		"graph LR\n a o--o b":                                `line 2: "o--o b" is no edge that is drawn`,
		"graph LR\n a -- b":                                  `line 2: "-- b" is no edge that is drawn`,
		"graph LR\n a[open":                                  `line 2: the node at "[open" has no end, or brackets in its text that want quotes`,
		"graph LR\n a[f(x)]":                                 `line 2: the node at "[f(x)]" has no end, or brackets in its text that want quotes`,
		"graph LR\n a@{ shape: cyl }":                        `line 2: "@" is not drawn`,
		"graph LR\n subgraph s\n a\n":                        "a subgraph has no end",
		"graph LR\n a\n end":                                 "line 3: there is no subgraph that ends here",
		"graph LR\n subgraph s\n a\n end\ns-->b":             `line 5: an edge to the subgraph "s" is not drawn`,
		"graph LR\n s-->b\n subgraph s\n a\nend":             `line 3: an edge to the subgraph "s" is not drawn`,
		"graph LR":                                           "line 1: the flowchart has no nodes",
		"---\ntitle: x\n":                                    "line 1: the front matter has no end",
		"sequenceDiagram":                                    "the sequence has no messages",
		"sequenceDiagram\n loop x\n a->>b: c":                "a block (loop) has no end",
		"sequenceDiagram\n a->>b: c\n end":                   "line 3: there is no block that ends here",
		"sequenceDiagram\n else x\n":                         `line 2: "else" stands in no block (alt)`,
		"sequenceDiagram\n create participant a":             `line 2: "create" is not drawn`,
		"sequenceDiagram\n hello":                            `line 2: "hello" is not understood`,
		"sequenceDiagram\n a->>: b":                          `line 2: "a->>: b" is no message that is drawn`,
		"sequenceDiagram\n Note on a: b":                     `line 2: "on a: b" is no note that is drawn`,
		"sequenceDiagram\n a<<->>b: c":                       `line 2: "a<<->>b: c" is no message that is drawn`,
		"graph LR\n" + strings.Repeat("a-->b\n", maxEdges+1): fmt.Sprintf("line %d: the flowchart has more than %d edges", maxEdges+2, maxEdges),
		"graph LR\na" + strings.Repeat(" & a", 400) + " --> b & c":    "line 2: the flowchart has more than 300 edges",
		"sequenceDiagram\n" + strings.Repeat("a->>a: b\n", maxRows+1): fmt.Sprintf("line %d: the sequence has more than %d messages", maxRows+2, maxRows),
		"graph LR\n" + strings.Repeat("a-->b\n", maxBytes/6+1):        "the drawing has more than 64 kB",
		"graph LR\n a[\xff]": "the drawing is not UTF-8",
	} {
		_, problem := Parse(input)
		if problem == nil {
			t.Errorf("%q is drawn", shorten(input))
		} else if problem.Error() != want {
			t.Errorf("%q: got %s", shorten(input), problem)
		}
	}
}

// FuzzParse holds that nothing panics, that sizes are bounded, and that what is read is drawn well.
func FuzzParse(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatal(paths, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			f.Add(string(file.Data))
		}
	}
	f.Add("graph LR\n a-- text -->b-. t .->c== u ==>d<-->e:::x;f")
	f.Fuzz(func(t *testing.T, text string) {
		drawing, problem := Parse(text)
		if problem != nil {
			if problem.Reason == "" {
				t.Error("no reason")
			}
			return
		}
		if len(drawing.Spec.Nodes) > maxNodes || len(drawing.Spec.Edges) > maxEdges || len(drawing.Steps.Messages) > maxRows {
			t.Error("the bounds are passed")
		}
		if len(drawing.Spec.Nodes) < 30 && len(drawing.Spec.Edges) < 60 {
			check(t, drawing)
		}
	})
}
