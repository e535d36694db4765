package diagram

import "testing"

// flowOf is a flow from a source over five columns, with two nodes in the first.
func flowOf(names []string, subtitle string) Spec {
	spec := Spec{Nodes: []Node{{Name: "Source", Column: 1}}}
	for i, name := range names {
		spec.Nodes = append(spec.Nodes, Node{Name: name, Subtitle: subtitle, Column: i + 1, Hero: i == 1})
		if i > 0 {
			spec.Edges = append(spec.Edges, Edge{From: i, To: i + 1})
		}
	}
	spec.Edges = append(spec.Edges, Edge{From: 0, To: 2})
	return spec
}

// TestFlatPicturesGetSlimmer holds a picture of one row in shape where its texts allow that, and leaves it where they do not.
func TestFlatPicturesGetSlimmer(t *testing.T) {
	names := []string{"Chargeback settlement", "ChargebackSettled", "chargeback.settled.v1", "Chargeback reporting", "Chargeback archive"}
	s := Layout(flowOf(names, "v1.2"), Options{})
	if w := s.Width / s.Height; w > flattest || s.Nodes[0].W >= nodeWidest {
		t.Errorf("%.0f × %.0f, nodes of %.0f", s.Width, s.Height, s.Nodes[0].W)
	}
	for _, n := range s.Nodes {
		if n.Full != "" {
			t.Errorf("%q is cut: %q", n.Name, n.Lines)
		}
	}
	long := Layout(flowOf(names, "a subtitle in full length"), Options{})
	for _, n := range long.Nodes {
		if n.Full != "" {
			t.Errorf("%q is cut: %q", n.Subtitle, n.Sub)
		}
	}
}

// TestFlatPicturesGetAir holds a picture whose nodes cannot be slimmer in shape by the room between its rows, and leaves one alone that would have to
// be torn apart for that.
func TestFlatPicturesGetAir(t *testing.T) {
	strip := func(columns int) Scene {
		var spec Spec
		for i := range columns {
			spec.Nodes = append(spec.Nodes, Node{Name: "Chargebacks", Subtitle: "settled at night", Column: i + 1})
			if i > 0 {
				spec.Edges = append(spec.Edges, Edge{From: i - 1, To: i})
			}
		}
		spec.Nodes = append(spec.Nodes, Node{Name: "Chargeback archive", Column: columns})
		spec.Edges = append(spec.Edges, Edge{From: columns - 2, To: columns})
		return Layout(spec, Options{NoLegend: true})
	}
	for columns, wantFlat := range map[int]bool{5: false, 12: true} {
		if s := strip(columns); flat(&s) != wantFlat {
			t.Errorf("%d columns: %.0f × %.0f", columns, s.Width, s.Height)
		}
	}
}
