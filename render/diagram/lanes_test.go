package diagram

import (
	"bytes"
	"strings"
	"testing"
)

// laneFlow is a flow of any shape: steps in lanes, messages, conditions, ways back, failures.
func laneFlow(seed uint32, size int) Spec {
	r := generator(seed)
	pick := func(n int) int { return int(r.next() % uint32(max(1, n))) }
	s := Spec{ID: "l"}
	names := []string{"Shop", "Payment service", "Warehouse floor of the second building", "顧客", "A"}
	for i := range pick(9) {
		s.Groups = append(s.Groups, Group{Name: names[(i+pick(5))%5], Kind: kinds()[pick(4)], Href: "#"})
	}
	does := []string{"Decides", "Looks on the shelves of both sites", "Welds a frame as nobody has ever seen one, and then another one, and paints both of them", "", "Unbelievablylongwordthatdoesnotbreakanywhere", "חושב על זה"}
	all := []Kind{KindService, KindActor, KindEvent, KindCommand, KindQuery, KindEvent, KindService, KindStep}
	n := 1 + pick(size)
	for i := range n {
		s.Nodes = append(s.Nodes, Node{Name: does[pick(6)], Kind: all[pick(8)], Group: pick(len(s.Groups) + 1), Number: i + 1, Href: "#"})
	}
	labels := []string{"", "", "", "it burns", "the other bank is closed for the night and nobody knows why or when it opens"}
	for i := range n - 1 {
		if pick(8) > 0 {
			s.Edges = append(s.Edges, Edge{From: i, To: i + 1, Label: labels[pick(5)]})
		}
	}
	for range pick(n) {
		s.Edges = append(s.Edges, Edge{From: pick(n), To: pick(n + 1), Label: labels[pick(5)], Early: pick(3) == 0, Doubt: pick(4) == 0, Sync: pick(2) == 0})
	}
	return s
}

func TestRandomLanesAreClean(t *testing.T) {
	for seed := range uint32(2000) {
		spec := laneFlow(seed, 30)
		opt := Options{MaxWidth: float64(500 + seed%700)}
		s := Lanes(spec, opt)
		if found := Check(spec, s); len(found) > 0 {
			t.Errorf("seed %d: %v", seed, found)
		}
		if err := wellFormed(s.AppendSVG(nil)); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

// TestLanesFollowTheSteps holds what the layout promises: what a step leads to stands behind it, or in a further strip, and ways back are marked.
func TestLanesFollowTheSteps(t *testing.T) {
	for seed := range uint32(400) {
		spec := laneFlow(seed, 40)
		s := Lanes(spec, Options{})
		for _, e := range s.Edges {
			a, b := &s.Nodes[e.From], &s.Nodes[e.To]
			docked := a.Row == b.Row && a.Column == b.Column && b.X > a.X && b.Y > a.Y
			if ahead := b.Row > a.Row || b.Row == a.Row && b.Column > a.Column; !ahead && !docked && !e.Feedback {
				t.Errorf("seed %d: %d leads back to %d", seed, e.From, e.To)
			}
		}
		if s.Width > 1180 && !s.Wide {
			t.Errorf("seed %d: %v px wide, and it does not say so", seed, s.Width)
		}
		for k, i := range s.Reading[:max(0, len(s.Reading)-1)] {
			a, b := &s.Nodes[i], &s.Nodes[s.Reading[k+1]]
			if a.Row > b.Row || a.Row == b.Row && (a.Column > b.Column || a.Column == b.Column && a.Y > b.Y) {
				t.Errorf("seed %d: node %d is read before one that stands before it", seed, i)
			}
		}
	}
}

// TestLanesAreNotWide draws flows that are long, or as wide as steps may be, on a page.
func TestLanesAreNotWide(t *testing.T) {
	for seed := range uint32(60) {
		spec := laneFlow(seed+5000, 60)
		for _, width := range []float64{700, 1004, 1180} {
			s := Lanes(spec, Options{MaxWidth: width})
			most := 0
			for _, n := range s.Nodes {
				most = max(most, n.Column)
			}
			if s.Wide && most > 1 {
				t.Errorf("seed %d: %v px of %v in %d columns", seed, s.Width, width, most)
			}
		}
	}
}

// TestCheckSeesLanes breaks a drawing with lanes, a rule at a time.
func TestCheckSeesLanes(t *testing.T) {
	spec := laneFlow(7, 30)
	for want, damage := range map[string]func(s *Scene){
		"CB: lanes":          func(s *Scene) { s.Lanes[1].Y -= 5 },
		"CB: node 3 outside": func(s *Scene) { s.Nodes[3].X -= 5000 },
		"LO: title":          func(s *Scene) { s.Nodes[3].X = s.Lanes[0].X + 3 },
		"LO: text of node":   func(s *Scene) { s.Nodes[3].Lines = []string{"This is far too long for any box of any flow"} },
		"LO: name of lane":   func(s *Scene) { s.Lanes[0].Lines = []string{"This is far too long for any title"} },
		"LE: edge":           func(s *Scene) { s.Edges[0].Path[0].Start = Point{20, s.Lanes[0].Y + 9} },
	} {
		s := Lanes(spec, Options{})
		if found := Check(spec, s); len(found) > 0 {
			t.Fatal(found)
		}
		damage(&s)
		if found := strings.Join(texts(Check(spec, s)), "; "); !strings.Contains(found, want) {
			t.Errorf("%s is not seen: %s", want, found)
		}
	}
}

// TestCrowdedGap draws more lines in one gap than are compared with each other.
func TestCrowdedGap(t *testing.T) {
	spec := Spec{Groups: []Group{{Name: "All"}}}
	for i := range 2 * manyNets {
		spec.Nodes = append(spec.Nodes, Node{Name: "Waits", Group: 1, Number: i + 1})
		if i >= manyNets {
			spec.Edges = append(spec.Edges, Edge{From: i - manyNets, To: i, Label: "so"}, Edge{From: 3, To: i})
		}
	}
	s := Lanes(spec, Options{})
	for i, n := range s.Nodes {
		if n.Column != 1+i/manyNets {
			t.Fatalf("node %d is in column %d", i, n.Column)
		}
	}
}

func FuzzLanes(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x00\x01\x00\x02d1\x02\x04Shop\x00\x05Order\x01\x09\x04Cart\x00\x03\x02\x00\x01"))
	f.Add(bytes.Repeat([]byte{7, 3, 200, 65, 0, 9, 31}, 60))
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, opt := specOf(data)
		s := Lanes(spec, opt)
		if found := Check(spec, s); len(found) > 0 {
			t.Fatal(found)
		}
		svg := s.AppendSVG(nil)
		if err := wellFormed(svg); err != nil {
			t.Fatal(err)
		}
		if again := Lanes(spec, opt).AppendSVG(nil); !bytes.Equal(svg, again) {
			t.Fatal("the same flow is drawn in two ways")
		}
		if len(s.Reading) != len(spec.Nodes) {
			t.Fatal("a step is not read")
		}
	})
}
