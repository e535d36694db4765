package diagram

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// randomSpec makes a graph of up to the given size from a seed: groups in groups, labels, loops, circles, parallel
// edges, hubs, pinned columns, broken indices.
func randomSpec(seed uint32, size int) Spec {
	r := generator(seed)
	pick := func(n int) int { return int(r.next() % uint32(max(1, n))) }
	s := Spec{ID: "r"}
	for i := range pick(5) {
		g := Group{Name: strings.Repeat("Group ", 1+pick(8))}
		if pick(3) == 0 {
			g.Parent = pick(i + 2)
		}
		s.Groups = append(s.Groups, g)
	}
	n := 1 + pick(size)
	all := append(kinds(), KindMore, KindField, "unknown")
	pinned := pick(3) == 0
	for range n {
		x := Node{Name: strings.Repeat("Wort", 1+pick(9)), Kind: all[pick(len(all))]}
		if pick(2) == 0 {
			x.Subtitle = strings.Repeat("sub ", 1+pick(12))
		}
		if len(s.Groups) > 0 && pick(3) > 0 {
			x.Group = pick(len(s.Groups) + 1)
		}
		if pinned && pick(8) > 0 {
			x.Column = 1 + pick(5)
		}
		x.Hero = pick(12) == 0
		s.Nodes = append(s.Nodes, x)
	}
	hub := pick(n)
	for range pick(2*n + 2) {
		e := Edge{From: pick(n), To: pick(n), Sync: pick(2) == 0, Weight: pick(9)}
		if pick(5) == 0 {
			e.From = hub
		}
		if pick(4) == 0 {
			e.Label = strings.Repeat("label ", 1+pick(5))
		}
		if pick(40) == 0 {
			e.To = n + pick(3) - 1
		}
		s.Edges = append(s.Edges, e)
	}
	return s
}

func routeOf(seed uint32) Options {
	return Options{Route: Routing(seed % 2), Fit: seed%5 == 0}
}

// TestRandomGraphsAreClean is the promise of the package: whatever the graph, no rule is broken.
func TestRandomGraphsAreClean(t *testing.T) {
	graphs := uint32(3200)
	if testing.Short() {
		graphs = 400
	}
	const shards = 4
	for shard := range uint32(shards) {
		t.Run(fmt.Sprintf("shard%d", shard), func(t *testing.T) {
			t.Parallel()
			for seed := shard; seed < graphs; seed += shards {
				randomIsClean(t, seed)
			}
		})
	}
}

func randomIsClean(t *testing.T, seed uint32) {
	t.Helper()
	size := 14
	if seed%10 == 0 {
		size = 45
	}
	spec := randomSpec(seed, size)
	scene := Layout(spec, routeOf(seed))
	if astray := leadAstray(scene); astray >= 0 {
		t.Errorf("seed %d: edge %d does not lead from its source to its target", seed, astray)
	}
	if found := Check(spec, scene); len(found) > 0 {
		t.Errorf("seed %d (%d nodes, %d edges): %v", seed, len(spec.Nodes), len(spec.Edges), found[:min(4, len(found))])
	}
}

// TestSameTwice holds that a scene is a function of its spec.
func TestSameTwice(t *testing.T) {
	for seed := range uint32(150) {
		spec := randomSpec(seed, 30)
		a := Layout(spec, routeOf(seed)).AppendSVG(nil)
		b := Layout(spec, routeOf(seed)).AppendSVG(nil)
		if !bytes.Equal(a, b) {
			t.Errorf("seed %d differs", seed)
		}
	}
}

// wellFormed returns what is wrong with an SVG: as XML, or as something that this package must not write.
func wellFormed(svg []byte) error {
	d := xml.NewDecoder(bytes.NewReader(svg))
	ids := map[string]bool{}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "svg", "g", "a", "path", "rect", "circle", "text", "tspan", "title", "desc":
		default:
			return fmt.Errorf("element %s", start.Name.Local)
		}
		for _, a := range start.Attr {
			name := a.Name.Local
			switch {
			case name == "style" || strings.HasPrefix(name, "on"):
				return fmt.Errorf("attribute %s", name)
			case name == "href" && safeHref(a.Value) == "":
				return fmt.Errorf("href %q", a.Value)
			case name == "id" && ids[a.Value]:
				return fmt.Errorf("id %q twice", a.Value)
			case name == "id":
				ids[a.Value] = true
			}
		}
	}
}

// flowSpec generates a long flow: a chain with branches, labels, jumps ahead and back, loops.
func flowSpec(seed uint32) Spec {
	r := generator(seed)
	pick := func(n int) int { return int(r.next() % uint32(n)) }
	s := Spec{ID: "f"}
	n := 6 + pick(30)
	for i := range n {
		s.Nodes = append(s.Nodes, Node{Name: strings.Repeat("Step ", 1+pick(6)), Kind: KindStep, Number: i + 1, Hero: pick(20) == 0})
	}
	for i := 1; i < n; i++ {
		s.Edges = append(s.Edges, Edge{From: i - 1, To: i, Label: strings.Repeat("if ", pick(4))})
	}
	for range pick(n / 3) {
		s.Edges = append(s.Edges, Edge{From: pick(n), To: pick(n), Label: strings.Repeat("or ", pick(3)), Dashed: true})
	}
	return s
}

// leadAstray returns an edge that does not begin at its source or end at its target, or -1.
func leadAstray(s Scene) int {
	const near = -8 // The halo's distance and a little.
	for i, e := range s.Edges {
		if len(e.Path) == 0 {
			return i
		}
		last := e.Path[len(e.Path)-1]
		start, end := e.Path[0].Start, last.Segs[len(last.Segs)-1].To
		from, to := s.Nodes[e.From].shrink(near), s.Nodes[e.To].shrink(near)
		if !from.holds(Rect{X: start.X, Y: start.Y}) || !to.holds(Rect{X: end.X, Y: end.Y}) {
			return i
		}
	}
	return -1
}

func TestLongFlowsAreWrapped(t *testing.T) {
	wrapped := 0
	for seed := range uint32(800) {
		spec := flowSpec(seed)
		s := Layout(spec, Options{Fit: true, Route: Routing(seed % 2)})
		if found := Check(spec, s); len(found) > 0 {
			t.Errorf("seed %d (%d nodes): %v", seed, len(spec.Nodes), found[:min(4, len(found))])
		}
		if astray := leadAstray(s); astray >= 0 {
			t.Errorf("seed %d: edge %d does not lead from its source to its target", seed, astray)
		}
		if !s.Wide && len(spec.Nodes) > 12 {
			wrapped++
		}
	}
	if wrapped < 400 {
		t.Errorf("%d of 800 flows kept to the width", wrapped)
	}
}
