package diagram

import (
	"slices"
	"testing"
)

func TestSimplexFindsTheOptimum(t *testing.T) {
	for seed := range uint32(400) {
		r := generator(seed)
		n := 2 + int(r.next()%4)
		var arcs []arc
		for v := 1; v < n; v++ {
			arcs = append(arcs, arc{int(r.next()) % v, v, int(r.next() % 3), 1 + int(r.next()%4)})
		}
		for range r.next() % 5 {
			a, b := int(r.next())%n, int(r.next())%n
			if a < b {
				arcs = append(arcs, arc{a, b, int(r.next() % 3), int(r.next() % 5)})
			}
		}
		got := price(arcs, simplex(n, arcs, longest(n, arcs), 1000))
		if want := cheapest(n, arcs); got != want {
			t.Errorf("seed %d: cost %d, want %d", seed, got, want)
		}
	}
}

// price returns the cost of ranks, or -1 where they break an arc.
func price(arcs []arc, rank []int) int {
	sum := 0
	for _, a := range arcs {
		d := rank[a.head] - rank[a.tail]
		if d < a.length {
			return -1
		}
		sum += d * a.weight
	}
	return sum
}

// cheapest tries all ranks; the first node's is fixed in the middle.
func cheapest(n int, arcs []arc) int {
	const span = 9
	rank := make([]int, n)
	best := -1
	var walk func(v int)
	walk = func(v int) {
		if v == n {
			if c := price(arcs, rank); c >= 0 && (best < 0 || c < best) {
				best = c
			}
			return
		}
		for rank[v] = 0; rank[v] < span; rank[v]++ {
			walk(v + 1)
		}
	}
	walk(0)
	return best
}

func TestReversedEdgesBreakAllCycles(t *testing.T) {
	for seed := range uint32(300) {
		g := sanitise(randomSpec(seed, 20))
		acyclic(&g)
		var arcs []arc
		for _, e := range g.edges {
			if e.from != e.to {
				arcs = append(arcs, arc{e.low(), e.high(), 1, 1})
			}
		}
		if price(arcs, longest(len(g.nodes), arcs)) < 0 {
			t.Errorf("seed %d has a cycle left", seed)
		}
		if got, greedy := count(reversed(g)), count(greedyFeedback(&g)); got > greedy {
			t.Errorf("seed %d: %d reversed, the greedy set has %d", seed, got, greedy)
		}
	}
}

// TestOtherCyclesAreBroken holds that every layering turns back as few edges as the first, and leaves no cycle.
func TestOtherCyclesAreBroken(t *testing.T) {
	for seed := range uint32(300) {
		g := sanitise(randomSpec(seed, 20))
		acyclic(&g)
		before := count(reversedEdges(&g))
		wander(&g, generator(seed))
		if got := count(reversedEdges(&g)); got > before {
			t.Errorf("seed %d: %d reversed became %d", seed, before, got)
		}
		var arcs []arc
		for _, e := range g.edges {
			if e.from != e.to {
				arcs = append(arcs, arc{e.low(), e.high(), 1, 1})
			}
		}
		if price(arcs, longest(len(g.nodes), arcs)) < 0 {
			t.Errorf("seed %d has a cycle left", seed)
		}
	}
}

func reversed(g graph) []bool {
	marks := make([]bool, len(g.edges))
	for i, e := range g.edges {
		marks[i] = e.reversed
	}
	return marks
}

// layeredOf runs the stages up to the layers.
func layeredOf(seed uint32) *layered {
	g := sanitise(randomSpec(seed, 24))
	for i := range g.nodes {
		g.nodes[i].h, g.nodes[i].pin = nodeTall, -1
	}
	part := g.components()[0]
	assignRanks(&part, 0)
	countPorts(&part)
	return expand(&part)
}

func TestLayersJoinNeighboursOnly(t *testing.T) {
	for seed := range uint32(200) {
		l := layeredOf(seed)
		for _, k := range l.links {
			if l.verts[k.a].layer+1 != l.verts[k.b].layer {
				t.Fatalf("seed %d: a link from layer %d to %d", seed, l.verts[k.a].layer, l.verts[k.b].layer)
			}
		}
		for i, e := range l.g.edges {
			labels := 0
			for _, v := range l.chain[i] {
				if l.verts[v].role == roleLabel {
					labels++
				}
			}
			if e.labelled() && e.from != e.to && labels != 1 {
				t.Fatalf("seed %d: edge %d has %d places for its label", seed, i, labels)
			}
		}
	}
}

func TestOrderKeepsGroupsTogether(t *testing.T) {
	for seed := range uint32(200) {
		l := layeredOf(seed)
		before := make([][]int, len(l.layers))
		for i, seq := range l.layers {
			before[i] = slices.Sorted(slices.Values(seq))
		}
		start := newSorter(l).crossings()
		arrangeLayers(l)
		if end := newSorter(l).crossings(); end > start {
			t.Errorf("seed %d: %d crossings became %d", seed, start, end)
		}
		for i, seq := range l.layers {
			if !slices.Equal(before[i], slices.Sorted(slices.Values(seq))) {
				t.Fatalf("seed %d: layer %d lost or gained a vertex", seed, i)
			}
			brackets(t, l, seq)
		}
	}
}

// brackets checks that what stands between the borders of a group is what belongs to it.
func brackets(t *testing.T, l *layered, seq []int) {
	t.Helper()
	open := []int{-1}
	for _, v := range seq {
		x := l.verts[v]
		if x.role == roleBottom {
			if open[len(open)-1] != x.ref {
				t.Fatalf("group %d ends inside another", x.ref)
			}
			open = open[:len(open)-1]
		}
		if x.group != open[len(open)-1] {
			t.Fatalf("a vertex of group %d stands in group %d", x.group, open[len(open)-1])
		}
		if x.role == roleTop {
			open = append(open, x.ref)
		}
	}
}

func TestCrossingsAreCounted(t *testing.T) {
	for seed := range uint32(200) {
		l := layeredOf(seed)
		s := newSorter(l)
		naive := 0
		for i, a := range l.links {
			for _, b := range l.links[:i] {
				if l.verts[a.a].layer == l.verts[b.a].layer && (s.pos[a.a]-s.pos[b.a])*(s.pos[a.b]-s.pos[b.b]) < 0 {
					naive += a.weight * b.weight
				}
			}
		}
		if got := s.crossings(); got != naive {
			t.Errorf("seed %d: %d crossings, counted one by one %d", seed, got, naive)
		}
	}
}

func TestPlacesKeepTheirDistance(t *testing.T) {
	for seed := range uint32(200) {
		l := layeredOf(seed)
		arrangeLayers(l)
		p := assignPorts(l)
		q := &placement{l: l, ports: p}
		q.variables()
		q.constrain()
		for name, y := range map[string][]float64{
			"centred": q.solve(true), "highest": q.solve(false), "relaxed": relax(q, longest(q.n, q.apart)),
		} {
			for _, a := range q.apart {
				if y[a.head]-y[a.tail] < float64(a.length) {
					t.Fatalf("seed %d, %s: %v apart, want %d", seed, name, y[a.head]-y[a.tail], a.length)
				}
			}
		}
	}
}

func TestTracksDoNotRunIntoOneAnother(t *testing.T) {
	for seed := range uint32(300) {
		r := generator(seed)
		segs := make([]segment, 1+r.next()%12)
		for i := range segs {
			segs[i] = segment{edge: i, from: float64(r.next() % 300), to: float64(r.next() % 300), turn: r.next()%5 == 0}
		}
		n := assignSlots(segs)
		for i, a := range segs {
			if a.slot >= max(1, n) {
				t.Fatalf("seed %d: slot %d of %d", seed, a.slot, n)
			}
			for _, b := range segs[:i] {
				if a.from != a.to && b.from != b.to && a.slot == b.slot && meets(a, b) {
					t.Errorf("seed %d: two tracks in slot %d", seed, a.slot)
				}
			}
		}
	}
}

func TestPinnedColumnsHold(t *testing.T) {
	s := Layout(eventPage(), Options{})
	x := map[int]float64{}
	for i, n := range s.Nodes {
		if at, ok := x[n.Column]; ok && at != n.X {
			t.Errorf("node %d of column %d stands at %v, another at %v", i, n.Column, n.X, at)
		}
		x[n.Column] = n.X
	}
	for c := 2; c <= 5; c++ {
		if x[c] <= x[c-1] {
			t.Errorf("column %d is not right of column %d", c, c-1)
		}
	}
}

func TestOneToOneIsStraight(t *testing.T) {
	s := Layout(eventPage(), Options{})
	for _, i := range []int{11, 12} {
		if e := s.Edges[i]; bends(e) != 0 {
			t.Errorf("edge %d to %d is not straight: %+v", e.From, e.To, e.Path)
		}
	}
}

func TestParallelEdgesAreOne(t *testing.T) {
	s := Layout(cycles(), Options{})
	if len(s.Edges) != 6 || s.Edges[0].Weight != 2 {
		t.Errorf("%d edges, the first of weight %d; want 6 and 2", len(s.Edges), s.Edges[0].Weight)
	}
}

func TestHubsGrow(t *testing.T) {
	s := Layout(fanOut(20, 2), Options{})
	if hub, leaf := s.Nodes[1].H, s.Nodes[2].H; hub <= leaf || hub > tallest {
		t.Errorf("the hub is %v px high, a leaf %v", hub, leaf)
	}
}

func TestPortsAreToldApart(t *testing.T) {
	for _, kind := range []Kind{KindService, KindMore, KindEvent, KindQuery} {
		for _, n := range []int{2, 8, 10, 13, 37, 60} {
			spec := fanOut(n, 1)
			for i := range spec.Nodes {
				spec.Nodes[i].Kind, spec.Nodes[i].Subtitle = kind, ""
			}
			if gap := Measure(spec, Layout(spec, Options{})).PortGap; gap < portLeast {
				t.Errorf("%d ports of a %s: %v px apart", n, kind, gap)
			}
		}
	}
}

// TestLabelsBendNothing holds that a label takes its place on the way that an edge has without it.
func TestLabelsBendNothing(t *testing.T) {
	for n := 1; n < 14; n++ {
		spec := fanOut(n, 1)
		for i := range spec.Edges {
			if i%3 != 1 {
				spec.Edges[i].Label = "v2"
			}
		}
		for _, e := range Layout(spec, Options{}).Edges {
			if b := bends(e); b > 2 {
				t.Errorf("%d consumers: the edge from %d to %d bends %d times", n, e.From, e.To, b)
			}
		}
	}
}

func TestLabelsGiveWayToTheWidth(t *testing.T) {
	spec := eventPage()
	for i := range spec.Edges {
		spec.Edges[i].Label = "a label of some length"
	}
	s := Layout(spec, Options{})
	if s.Wide || slices.ContainsFunc(s.Edges, func(e SceneEdge) bool { return e.Text != "" }) {
		t.Errorf("width %v, wide %v: labels should have been dropped", s.Width, s.Wide)
	}
	if s.Edges[0].Full != "a label of some length" {
		t.Errorf("the tooltip is %q", s.Edges[0].Full)
	}
}

func TestFitKeepsToTheWidth(t *testing.T) {
	spec := contextMap(30, 45, 4)
	if s := Layout(spec, Options{Fit: true, Route: Orthogonal}); s.Wide {
		t.Errorf("%v px wide", s.Width)
	}
	if s := Layout(spec, Options{Route: Orthogonal}); !s.Wide {
		t.Errorf("the free layout is %v px wide: the case proves nothing", s.Width)
	}
}

func TestReadingOrder(t *testing.T) {
	page := Layout(eventPage(), Options{})
	for k := 1; k < len(page.Reading); k++ {
		a, b := page.Nodes[page.Reading[k-1]], page.Nodes[page.Reading[k]]
		if a.X > b.X || a.X == b.X && a.Y >= b.Y {
			t.Errorf("%s at %v,%v is read before %s at %v,%v", a.Name, a.X, a.Y, b.Name, b.X, b.Y)
		}
	}
	chain := Spec{}
	for i := range 14 {
		chain.Nodes = append(chain.Nodes, Node{Name: "Step", Kind: KindStep, Number: i + 1})
		if i > 0 {
			chain.Edges = append(chain.Edges, Edge{From: i - 1, To: i})
		}
	}
	for k, i := range Layout(chain, Options{Fit: true}).Reading {
		if k != i {
			t.Errorf("step %d is read at place %d", i+1, k+1)
		}
	}
}

func TestWordsAreTranslated(t *testing.T) {
	spec := cycles()
	opt := Options{Words: func(s string) string { return "<" + s + ">" }}
	s := Layout(spec, opt)
	if s.Role != "<flow diagram>" || s.Nodes[0].Word != "<SERVICE>" || s.Legend[0].Text != "<service>" {
		t.Errorf("role %q, word %q, legend %q", s.Role, s.Nodes[0].Word, s.Legend[0].Text)
	}
	if want := "<service> A. 1 <incoming>, 1 <outgoing>."; s.Nodes[0].Spoken != want {
		t.Errorf("spoken %q, want %q", s.Nodes[0].Spoken, want)
	}
	if err := wellFormed(s.AppendSVG(nil)); err != nil {
		t.Error(err)
	}
}

func TestNothingToDraw(t *testing.T) {
	for _, s := range []Scene{
		Layout(Spec{}, Options{MaxWidth: 8}), Layout(Spec{Groups: []Group{{Name: "empty"}}, Edges: []Edge{{}}}, Options{Fit: true}),
		Overview(Spec{}, Options{MaxWidth: 1}), Sequence(Steps{Frames: []Frame{{}}}, Options{}),
	} {
		if err := wellFormed(s.AppendSVG(nil)); err != nil || len(s.Nodes)+len(s.Edges)+len(s.Groups) > 0 {
			t.Errorf("%+v: %v", s, err)
		}
	}
}
