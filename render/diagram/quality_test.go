package diagram

import (
	"math"
	"slices"
	"testing"
)

// pageSpec generates a message page: up to 8 producers, the message, up to 3 channels, up to 12 consumers in
// domains, some with a store or a message one step on.
func pageSpec(seed uint32) Spec {
	r := generator(seed)
	pick := func(n int) int { return int(r.next() % uint32(n)) }
	names := []string{"Checkout API", "Fraud Scoring", "Inventory Reservation", "Email Notifier", "Ledger", "Customer Data Platform Export"}
	s := Spec{ID: "p"}
	for range 1 + pick(4) {
		s.Groups = append(s.Groups, Group{Name: names[pick(6)]})
	}
	add := func(k Kind, column, group int) int {
		s.Nodes = append(s.Nodes, Node{Name: names[pick(6)], Subtitle: "v1 · team", Kind: k, Column: column, Group: group, Href: "#"})
		return len(s.Nodes) - 1
	}
	hero := add(KindEvent, 2, 0)
	s.Nodes[hero].Hero = true
	for range pick(9) {
		s.Edges = append(s.Edges, Edge{From: add(KindService, 1, pick(len(s.Groups)+1)), To: hero})
	}
	var channels []int
	for range pick(4) {
		c := add(KindChannel, 3, 0)
		channels = append(channels, c)
		s.Edges = append(s.Edges, Edge{From: hero, To: c})
	}
	for range pick(13) {
		group := pick(len(s.Groups) + 1)
		c := add(KindService, 4, group)
		from := hero
		if len(channels) > 0 {
			// A domain listens where it was connected.
			from = channels[group%len(channels)]
		}
		s.Edges = append(s.Edges, Edge{From: from, To: c})
		if pick(5) == 0 {
			s.Edges = append(s.Edges, Edge{From: c, To: add(KindStore, 5, s.Nodes[c].Group)})
		}
	}
	return s
}

// TestPagesAreDrawnWell measures generated pages against the gates of the design.
func TestPagesAreDrawnWell(t *testing.T) {
	pages := 3000
	if testing.Short() {
		pages = 300
	}
	crossed, boxed, pale, long := 0, 0, 0, 0
	for seed := range pages {
		spec := pageSpec(uint32(seed))
		s := Layout(spec, Options{})
		m := Measure(spec, s)
		if found := Check(spec, s); len(found) > 0 {
			t.Fatalf("page %d: %v", seed, found)
		}
		if s.Wide || m.Backward > 0 || m.PortGap > 0 && m.PortGap < 4 || float64(m.Bends) > 2*float64(m.Edges) {
			t.Errorf("page %d: %v px wide, %+v", seed, s.Width, m)
		}
		if m.Crossings > 0 {
			crossed++
		}
		boxed += m.BoxCrossings
		if m.Ink < 0.12 && len(spec.Nodes) > 3 {
			pale++
		}
		if m.Detour > 1.35 {
			long++
		}
	}
	t.Logf("%d pages: %d with crossings, %d edges through boxes, %d under 12 %% ink, %d with detours over 1.35", pages, crossed, boxed, pale, long)
	if crossed*100 > pages {
		t.Errorf("%d of %d pages have crossings, at most 1 %% may", crossed, pages)
	}
	if boxed > 0 {
		t.Errorf("%d edges run through foreign boxes", boxed)
	}
	if long > 0 {
		t.Errorf("%d pages have detours over 1.35", long)
	}
}

// TestPagesAreStable adds a sibling to the last consumer of a page: the others move by less than a node's height on average, once the
// picture is centred on the message.
func TestPagesAreStable(t *testing.T) {
	var all []float64
	for seed := range uint32(300) {
		spec := pageSpec(seed)
		last := lastConsumer(spec)
		if last < 0 {
			continue
		}
		before := Layout(spec, Options{MaxWidth: 2000})
		added := spec.Nodes[spec.Edges[last].To]
		spec.Nodes = append(slices.Clone(spec.Nodes), added)
		spec.Edges = append(slices.Clone(spec.Edges), Edge{From: spec.Edges[last].From, To: len(spec.Nodes) - 1})
		after := Layout(spec, Options{MaxWidth: 2000})
		dy := after.Nodes[0].Y - before.Nodes[0].Y
		sum := 0.0
		for i, n := range before.Nodes {
			sum += math.Abs(after.Nodes[i].Y - n.Y - dy)
		}
		all = append(all, sum/float64(len(before.Nodes)))
	}
	slices.Sort(all)
	p50, p95 := all[len(all)/2], all[len(all)*95/100]
	t.Logf("mean displacement: p50 %.1f, p95 %.1f, worst %.1f px", p50, p95, all[len(all)-1])
	if p95 > nodeTall {
		t.Errorf("mean displacement of %.1f px", p95)
	}
}

// lastConsumer returns the edge to the last node of the fourth column, or -1.
func lastConsumer(s Spec) int {
	for i, e := range slices.Backward(s.Edges) {
		if s.Nodes[e.To].Column == 4 {
			return i
		}
	}
	return -1
}

// TestMapsHoldTheirGates measures context maps.
func TestMapsHoldTheirGates(t *testing.T) {
	edges, boxed, bent := 0, 0, 0
	for seed := range uint32(12) {
		spec := contextMapOf(30, 45, 4, seed+1)
		s := Layout(spec, Options{Route: Orthogonal})
		m := Measure(spec, s)
		if found := Check(spec, s); len(found) > 0 {
			t.Errorf("map %d: %v", seed, found)
		}
		if m.Aspect < 0.4 || m.Aspect > 4.5 || m.Detour > 1.8 {
			t.Errorf("map %d: %+v", seed, m)
		}
		edges, boxed, bent = edges+m.Edges, boxed+m.BoxCrossings, bent+m.Bends
	}
	t.Logf("%d edges, %d through foreign boxes, %d bends", edges, boxed, bent)
	if 100*boxed > 7*edges {
		t.Errorf("%d of %d edges run through foreign boxes", boxed, edges)
	}
	if bent > 4*edges {
		t.Errorf("%d bends on %d edges", bent, edges)
	}
}
