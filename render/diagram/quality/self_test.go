package quality

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// TestGatesFail gives each gate something that it must not let pass.
func TestGatesFail(t *testing.T) {
	for name, c := range map[string]struct {
		class  class
		result result
		tally  tally
	}{
		"NO nodes":        {result: result{violations: []diagram.Violation{{Gate: "NO", Text: "nodes 0 and 1"}}}},
		"EC edges":        {class: maps, result: result{Metrics: diagram.Metrics{Edges: 10, BoxCrossings: 1}}},
		"X drawings":      {class: pages, result: result{Metrics: diagram.Metrics{Crossings: 1}}},
		"X graphs":        {result: result{compared: true, bare: counts{12, 1}, dot: counts{10, 1}, elk: counts{5, 2}}},
		"R more":          {result: result{Metrics: diagram.Metrics{Backward: 2}, backBound: 1}},
		"R backward":      {result: result{Metrics: diagram.Metrics{Unmarked: 1}}},
		"B bends":         {class: pages, result: result{Metrics: diagram.Metrics{Edges: 2, Bends: 5}}},
		"L length":        {class: maps, result: result{Metrics: diagram.Metrics{Edges: 2, Detour: 1.9}}},
		"A wider":         {result: result{wide: true}},
		"A least":         {class: pages, result: result{nodes: fewNodes, Metrics: diagram.Metrics{Aspect: 0.3}}},
		"A greatest":      {class: maps, result: result{nodes: fewNodes, Metrics: diagram.Metrics{Aspect: 5}}},
		"W least":         {class: pages, result: result{nodes: 2, Metrics: diagram.Metrics{Ink: 0.1}}},
		"P least":         {result: result{Metrics: diagram.Metrics{PortGap: 3}}},
		"D drawings":      {tally: tally{differs: 1}},
		"Σ others":        {class: pages, result: result{moved: 60}},
		"T ms, half":      {class: pages, result: result{took: time.Millisecond}},
		"T ms, 99":        {class: maps, result: result{took: 40 * time.Millisecond}},
		"T s, the whole":  {tally: tally{name: "system", total: 2 * time.Second}},
		"T kB":            {class: pages, tally: tally{allocated: 2e5}},
		"a11y links":      {result: result{faults: []string{"node 1 has no name"}}},
		"X crossings, co": {tally: tally{name: "all"}, result: result{compared: true, bare: counts{5, 0}, dot: counts{4, 3}, elk: counts{9, 3}}},
	} {
		x := c.tally
		if x.class = c.class; x.name == "" {
			x.name = "test"
		}
		if !strings.HasPrefix(name, "Σ") {
			c.result.moved = -1
		}
		if !strings.HasPrefix(name, "R more") {
			c.result.backBound = -1
		}
		x.list = []result{c.result}
		if name == "A least" {
			x.list[0].nodes = fewNodes
		}
		_, failures := print([]*tally{&x})
		if !slices.ContainsFunc(failures, func(f failure) bool { return strings.HasPrefix(f.metric, name) }) {
			t.Errorf("%s: only %v", name, failures)
		}
	}
}

// TestFaultsAreSeen breaks what a reader relies on, a thing at a time.
func TestFaultsAreSeen(t *testing.T) {
	g := messagePage(3, 3, 2, 5, 2)
	for i := range g.spec.Nodes {
		g.spec.Nodes[i].Href = "#"
	}
	whole := string(g.draw().AppendSVG(nil))
	if found := faults(g, g.draw(), []byte(whole)); len(found) > 0 {
		t.Fatal(found)
	}
	for want, damage := range map[string]func(s *diagram.Scene, svg *string){
		"lost its link": func(_ *diagram.Scene, svg *string) { *svg = strings.Replace(*svg, `href="#"`, "", 1) },
		"no name": func(_ *diagram.Scene, svg *string) {
			*svg = strings.Replace(*svg, `" href="#" aria-label="`, `" href="#" data-x="`, 1)
		},
		"are drawn": func(_ *diagram.Scene, svg *string) { *svg = strings.Replace(*svg, `class="edge`, `class="edgy`, 1) },
		"at its turn": func(s *diagram.Scene, _ *string) {
			s.Reading[0], s.Reading[3] = s.Reading[3], s.Reading[0]
		},
		"stands behind": func(s *diagram.Scene, svg *string) {
			s.Reading[0], s.Reading[3] = s.Reading[3], s.Reading[0]
			*svg = string(s.AppendSVG(nil))
		},
		"not read":        func(s *diagram.Scene, _ *string) { s.Reading[1] = s.Reading[0] },
		"the rows count":  func(s *diagram.Scene, _ *string) { s.Edges[0].Weight++ },
		"has no row":      func(s *diagram.Scene, _ *string) { s.Edges[0].From, s.Edges[0].To = s.Edges[0].To, s.Edges[0].From },
		"the drawing: XM": func(_ *diagram.Scene, svg *string) { *svg = strings.Replace(*svg, "</g>", "", 1) },
	} {
		s, svg := g.draw(), whole
		damage(&s, &svg)
		if found := faults(g, s, []byte(svg)); !strings.Contains(strings.Join(found, "\n"), want) {
			t.Errorf("%s: found %q", want, found)
		}
	}
}

// TestGreedyBackward holds the bound of backward edges on graphs that can be counted by hand.
func TestGreedyBackward(t *testing.T) {
	for want, g := range map[int]graph{0: tree(1, 9, 2), 1: ring(1, 7, 0)} {
		if got := greedyBackward(g.draw()); got != want {
			t.Errorf("%s: %d, want %d", g.about, got, want)
		}
	}
}

// TestBrokenGraphsAreRefused holds that a mistake in a kept graph is an error and not another graph.
func TestBrokenGraphsAreRefused(t *testing.T) {
	for _, text := range []string{"node 1 service", "node 1:", "edge 1: x", "edge 1 b: x", "nod 1 service: A", "node 1 service in: A", "node 1 service in x: A", ": A", "branch 1: A", "frame alt 1: A", "message 1: A", "participant 1: A"} {
		if _, err := parseGraph("broken", text); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}
