package diagram

import (
	"fmt"
	"strings"
	"testing"
)

func randomSteps(seed uint32) Steps {
	r := generator(seed)
	pick := func(n int) int { return int(r.next() % uint32(max(1, n))) }
	s := Steps{ID: "s"}
	n := 1 + pick(14)
	for range n {
		s.Participants = append(s.Participants, Participant{Name: strings.Repeat("Part ", 1+pick(6)), Kind: kinds()[pick(12)]})
	}
	m := pick(14)
	for i := range m {
		m := Message{From: pick(n), To: pick(n + 1), Text: strings.Repeat("text ", pick(9)), Number: i, Dashed: pick(3) == 0}
		if pick(3) == 0 {
			m.Note = []NotePlace{NoteOver, NoteLeft, NoteRight}[pick(3)]
			m.Text = strings.Repeat("noteworthy ", pick(14))
		}
		for range pick(6) / 3 {
			m.Exits = append(m.Exits, Exit{Text: strings.Repeat("further ", 1+pick(7)), Href: "#s"})
		}
		s.Messages = append(s.Messages, m)
	}
	for range pick(5) {
		f := Frame{Kind: []FrameKind{FrameAlt, FrameOpt, FrameLoop, FramePar}[pick(4)], Text: strings.Repeat("when ", pick(6)), First: pick(m + 1), Last: pick(m + 2)}
		for range pick(3) {
			f.Branches = append(f.Branches, Branch{pick(m + 1), "else"})
		}
		s.Frames = append(s.Frames, f)
	}
	return s
}

// faults names what overlaps in a sequence diagram that must not.
func faults(s Scene) []string {
	var found []string
	report := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	for i, e := range s.Edges {
		for _, l := range s.Lifelines {
			if e.Text != "" && e.Box.shrink(1).hit(l.From, l.To) {
				report("lifeline of %d through the text of message %d", l.Node, i)
			}
		}
		for j, o := range s.Edges[:i] {
			if e.Text != "" && o.Text != "" && e.Box.overlap(o.Box) > 1 {
				report("texts of messages %d and %d", j, i)
			}
		}
		for v, n := range s.Nodes {
			if e.Text != "" && e.Box.overlap(n.Rect) > 1 {
				report("text of message %d on participant %d", i, v)
			}
		}
		if faceLabel.measure(e.Text) > e.Box.W+1 {
			report("text of message %d is too wide", i)
		}
	}
	found = append(found, noteFaults(s)...)
	for i, n := range s.Nodes {
		for _, l := range s.Lifelines {
			if l.Node != i && n.hit(l.From, l.To) {
				report("lifeline of %d through participant %d", l.Node, i)
			}
		}
		for j, o := range s.Nodes[:i] {
			if n.overlap(o.Rect) > 0.5 {
				report("participants %d and %d", j, i)
			}
		}
	}
	for i, a := range s.Frames {
		for j, b := range s.Frames[:i] {
			if a.overlap(b.Rect) > 0.5 && !b.holds(a.Rect) {
				report("frames %d and %d cut each other", j, i)
			}
		}
	}
	return found
}

// noteFaults names what overlaps a note, or a line below a row, that must not.
func noteFaults(s Scene) []string {
	var found []string
	report := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	type box struct {
		Rect
		name string
		row  int
	}
	var boxes []box
	for _, n := range s.Notes {
		boxes = append(boxes, box{n.Rect, fmt.Sprintf("note %d", n.Index), n.Index})
		for _, e := range n.Exits {
			if !n.holds(e.Rect) {
				report("an exit of note %d is outside of it", n.Index)
			}
		}
		for _, line := range n.Lines {
			if faceLabel.measure(line) > n.W {
				report("%q is wider than note %d", line, n.Index)
			}
		}
		if n.X < 0 || n.X+n.W > s.Width {
			report("note %d is outside of the picture", n.Index)
		}
	}
	for _, e := range s.Edges {
		for _, x := range e.Exits {
			boxes = append(boxes, box{x.Rect, fmt.Sprintf("exit of %d", e.Index), e.Index})
		}
	}
	for i, b := range boxes {
		for _, o := range boxes[:i] {
			if b.overlap(o.Rect) > 1 {
				report("%s on %s", b.name, o.name)
			}
		}
		for _, e := range s.Edges {
			if e.Text != "" && e.Box.overlap(b.Rect) > 1 {
				report("%s on the text of message %d", b.name, e.Index)
			}
			for _, c := range e.Path {
				points := c.flatten()
				for k := 1; k < len(points); k++ {
					if b.shrink(1).hit(points[k-1], points[k]) {
						report("message %d through %s", e.Index, b.name)
					}
				}
			}
		}
		for _, l := range s.Lifelines {
			if b.shrink(1).hit(l.From, l.To) {
				report("lifeline of %d through %s", l.Node, b.name)
			}
		}
		for v, n := range s.Nodes {
			if b.overlap(n.Rect) > 1 {
				report("%s on participant %d", b.name, v)
			}
		}
		for k, f := range s.Frames {
			if f.overlap(b.Rect) > 0.5 && !f.holds(b.Rect) {
				report("frame %d cuts %s", k, b.name)
			}
		}
	}
	return found
}

func TestRandomSequencesAreClean(t *testing.T) {
	for seed := range uint32(2000) {
		s := Sequence(randomSteps(seed), Options{})
		if found := faults(s); len(found) > 0 {
			t.Errorf("seed %d: %v", seed, found)
		}
		if err := wellFormed(s.AppendSVG(nil)); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

func TestSequenceRunsDownInTime(t *testing.T) {
	s := Sequence(orderFlow(), Options{})
	y := 0.0
	for i, e := range s.Edges {
		if at := e.Path[0].Start.Y; at <= y {
			t.Errorf("message %d is at %v, the one before at %v", i, at, y)
		}
		y = e.Path[0].Start.Y
	}
	if len(s.Edges) != 11 || len(s.Frames) != 2 || len(s.Frames[0].Rules) != 1 {
		t.Errorf("%d messages, %d frames", len(s.Edges), len(s.Frames))
	}
}

func TestOverviewCollapsesGroups(t *testing.T) {
	s := Overview(wholeSystem(1500, 4000, 20), Options{})
	if len(s.Nodes) != 20 || s.Wide || s.Hidden == 0 {
		t.Errorf("%d domains, %v px wide, %d hidden", len(s.Nodes), s.Width, s.Hidden)
	}
	for i, n := range s.Nodes {
		if n.In+n.Out == 0 {
			t.Errorf("domain %d stands alone", i)
		}
	}
}

func TestOverviewKeepsTheStrongest(t *testing.T) {
	spec := domainMap(12)
	spec.Edges = append(spec.Edges, Edge{From: 3, To: 7, Weight: 1000})
	s := Overview(spec, Options{})
	for _, e := range s.Edges {
		if e.From == 3 && e.To == 7 {
			if e.Weight < 1000 {
				t.Errorf("the bundle weighs %d", e.Weight)
			}
			return
		}
	}
	t.Error("the heaviest bundle is not drawn")
}

func TestCollapseCountsEdges(t *testing.T) {
	got := Collapse(Spec{
		Groups: []Group{{Name: "A"}, {Name: "A1", Parent: 1}, {Name: "B"}},
		Nodes:  []Node{{Group: 1}, {Group: 2}, {Group: 3}, {Name: "loose"}},
		Edges:  []Edge{{From: 0, To: 2}, {From: 1, To: 2, Weight: 4}, {From: 0, To: 1}, {From: 2, To: 3}, {From: 9, To: 0}},
	})
	if len(got.Nodes) != 3 || len(got.Edges) != 2 || got.Edges[0].Weight != 5 || got.Edges[1].To != 2 || got.Nodes[0].Weight != 2 {
		t.Errorf("%+v", got)
	}
}

func TestConnections(t *testing.T) {
	rows := Connections(Spec{
		Nodes: []Node{{Name: "A", Href: "a.html"}, {Name: "B", FullName: "B whole", Href: "javascript:x"}},
		Edges: []Edge{{From: 0, To: 1, Relation: "publishes", Weight: 3, Label: "v1"}, {From: 1, To: 0, Sync: true}, {From: 1, To: 0}, {From: 5, To: 0}},
	})
	want := []Connection{
		{From: "A", Relation: "publishes", To: "B whole", FromHref: "a.html", Label: "v1", Count: 3},
		{From: "B whole", Relation: "calls", To: "A", ToHref: "a.html", Count: 1},
		{From: "B whole", Relation: "to", To: "A", ToHref: "a.html", Count: 1},
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i := range want {
		if rows[i] != want[i] {
			t.Errorf("row %d: %+v, want %+v", i, rows[i], want[i])
		}
	}
	if steps := StepConnections(orderFlow()); len(steps) != 11 || steps[0].Relation != "calls" || steps[0].Label != "PlaceOrder" {
		t.Errorf("%+v", steps)
	}
}
