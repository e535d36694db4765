package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// reads is an event with some fields, and consumers that each read of them what they are given; one says nothing.
func reads(fields string, consumers ...string) string {
	var b strings.Builder
	b.WriteString("events:\n  ordered:\n    schema:\n      type: object\n      properties: { " + fields + " }\nservices:\n  mute: { consumes: [ordered] }\n")
	for i, c := range consumers {
		fmt.Fprintf(&b, "  s%d: { consumes: [{ message: ordered, reads: [%s] }] }\n", i+1, c)
	}
	return b.String()
}

func TestReadingFigure(t *testing.T) {
	c, _ := contextAt(t, reads("a: {type: string}, b: {type: integer}, c: {}", "b, gone", "b, a"), "event:ordered")
	f := c.readingFigure(readingIn(c.usesOf(c.page.Resource, catalog.Consumes)))
	if got, want := linesOfSpec(f.Spec), `1: a, b, gone
2: s1, s2
a is read by s2
b is read by s1
b is read by s2
gone is read by s1
`; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if want := "1 consumer does not say what it reads."; f.Lead != want {
		t.Errorf("lead %q, want %q", f.Lead, want)
	}
	for _, n := range f.Spec.Nodes[:3] {
		if n.Kind != diagram.KindField || n.Group != 1 || n.Dashed != (n.Name == "gone") || (n.Href == "") != (n.Name == "gone") {
			t.Errorf("row %+v", n)
		}
	}
	if got, want := f.Spec.Nodes[1].FullName, "b: integer"; got != want {
		t.Errorf("tooltip %q, want %q", got, want)
	}
}

func TestReadingFigureIsBounded(t *testing.T) {
	var fields, consumers []string
	for i := range 40 {
		fields = append(fields, fmt.Sprintf("f%d: {type: string}", i))
		consumers = append(consumers, fmt.Sprintf("f%d, f39", i))
	}
	c, _ := contextAt(t, reads(strings.Join(fields, ", "), consumers...), "event:ordered")
	f := c.readingFigure(readingIn(c.usesOf(c.page.Resource, catalog.Consumes)))
	names := linesOfSpec(f.Spec)
	for _, want := range []string{"+ 26 more", "+ 30 more", "f39 is read by + 30 more", "+ 26 more is read by + 30 more"} {
		if !strings.Contains(names, want) {
			t.Errorf("%q is missing in\n%s", want, names)
		}
	}
	if n := len(f.Spec.Nodes); n != rowKept+1+columnKept+1 {
		t.Errorf("%d boxes", n)
	}
}

// TestNothingReadIsNotDrawn leaves the drawing out where nobody says what they read.
func TestNothingReadIsNotDrawn(t *testing.T) {
	c, _ := contextAt(t, reads("a: {type: string}"), "event:ordered")
	if f := c.readingFigure(readingIn(c.usesOf(c.page.Resource, catalog.Consumes))); f.Shown() {
		t.Errorf("drawn: %s", linesOfSpec(f.Spec))
	}
}
