package page

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// TestTiesDoNotCross ties random services to random messages: in their order the two columns, and the service that the messages belong to, are
// drawn without a crossing, and nothing that is tied is lost.
func TestTiesDoNotCross(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		messages, services := 1+r.IntN(9), 1+r.IntN(9)
		ends, asked := make([][]catalog.ID, messages), 0
		for m := range messages {
			for _, s := range r.Perm(services)[:r.IntN(min(services, farLimit)+1)] {
				ends[m] = append(ends[m], catalog.ID(s))
				asked++
			}
		}
		ties := newTies(ends)
		spec := diagram.Spec{Nodes: []diagram.Node{{Name: "hero", Column: 1}}}
		nodes := make([]int, len(ties.of))
		for _, v := range ties.order() {
			nodes[v] = len(spec.Nodes)
			column := 2
			if v >= messages {
				column = 3
			}
			spec.Nodes = append(spec.Nodes, diagram.Node{Name: strconv.Itoa(v), Column: column})
		}
		for m := range messages {
			spec.Edges = append(spec.Edges, diagram.Edge{From: 0, To: nodes[m]})
			for _, v := range ties.of[m] {
				spec.Edges = append(spec.Edges, diagram.Edge{From: nodes[m], To: nodes[v]})
				asked--
			}
		}
		x := diagram.Measure(spec, diagram.Layout(spec, diagram.Options{})).Crossings
		if x > 0 || asked != 0 || len(spec.Nodes) != 1+len(ties.of) {
			t.Fatalf("%d crossings, %d ties and %d nodes are lost: %v", x, asked, 1+len(ties.of)-len(spec.Nodes), ties.of)
		}
	}
}

// drawnService is what the page of a shop shows of a catalog in which events have the given consumers.
func drawnService(t *testing.T, consumers map[string]string) string {
	t.Helper()
	events := []string{"a", "b", "c", "d", "e"}
	var b strings.Builder
	b.WriteString("services:\n  shop: { produces: [a, b, c, d, e] }\n")
	for _, name := range []string{"x", "y", "z"} {
		fmt.Fprintf(&b, "  %s: { consumes: [%s] }\n", name, consumers[name])
	}
	b.WriteString("events: {")
	for _, e := range events {
		b.WriteString(e + ": {}, ")
	}
	b.WriteString("}\n")
	c, id := contextAt(t, b.String(), "service:shop")
	return strings.TrimSpace(linesOfSpec(c.serviceFigure(c.serviceUses(id, catalog.Consumes), c.serviceUses(id, catalog.Produces)).Spec))
}

func TestFarEndOfMessages(t *testing.T) {
	for _, test := range []struct {
		name      string
		consumers map[string]string
		want      []string
	}{
		{"each stands once", map[string]string{"x": "a, b", "y": "b, c", "z": "c, d"}, []string{"5: x, y, z"}},
		{"one stands twice", map[string]string{"x": "a, b, c", "y": "b, c", "z": "d"}, []string{"4: b, a, c, d, e", "5: y, x, y, z"}},
		{
			"too often twice",
			map[string]string{"x": "a, b, c, d", "y": "a, b, c, d", "z": "a, b, c, d, e"},
			[]string{"5: 3 services, 3 services, 3 services, 3 services, z", "e consumed by z", "d consumed by 3 services"},
		},
	} {
		got := drawnService(t, test.consumers)
		for _, line := range test.want {
			if !strings.Contains("\n"+got+"\n", "\n"+line+"\n") {
				t.Errorf("%s: there is no %q in\n%s", test.name, line, got)
			}
		}
	}
}
