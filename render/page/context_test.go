package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// wheel writes a domain of so many services, each of which sends one event to the next: in systems of perSystem each, in subdomains of perPart each; 0 is none.
func wheel(services, perSystem, perPart int) string {
	var s strings.Builder
	s.WriteString("domains:\n  big: {}\n  far: {}\n")
	for i := 0; perPart > 0 && i < services; i += perPart {
		fmt.Fprintf(&s, "  part-%d: { parent: big }\n", i/perPart)
	}
	if perSystem > 0 {
		s.WriteString("systems:\n")
	}
	for i := 0; perSystem > 0 && i < services; i += perSystem {
		fmt.Fprintf(&s, "  system-%d: {}\n", i/perSystem)
	}
	s.WriteString("services:\n  reader: { domain: far, consumes: [e0] }\n")
	for i := range services {
		domain, system := "big", ""
		if perPart > 0 {
			domain = fmt.Sprintf("part-%d", i/perPart)
		}
		if perSystem > 0 {
			system = fmt.Sprintf(", system: system-%d", i/perSystem)
		}
		fmt.Fprintf(&s, "  s%d: { domain: %s%s, produces: [e%d], consumes: [e%d] }\n", i, domain, system, i, (i+services-1)%services)
	}
	s.WriteString("events:\n")
	for i := range services {
		fmt.Fprintf(&s, "  e%d: {}\n", i)
	}
	return s.String()
}

// A domain is drawn in as much detail as can be read: its services, else their systems, else its subdomains, else as one.
func TestContextMapDetail(t *testing.T) {
	for _, c := range []struct {
		name                         string
		services, perSystem, perPart int
		want                         string
		nodes                        int
	}{
		{"few services", 6, 2, 3, "service", 6},
		{"systems", 40, 5, 10, "system", 8},
		{"many systems", 60, 2, 10, "domain", 6},
		{"subdomains", 40, 0, 10, "domain", 4},
		{"as one", 40, 0, 0, "domain", 1},
		{"in one system", 40, 40, 0, "domain", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			at, id := contextAt(t, wheel(c.services, c.perSystem, c.perPart), "domain:big")
			spec := at.contextMap(at.domainArea(id)).Spec
			inner := 0
			for _, n := range spec.Nodes {
				if n.Ref == "domain:far" {
					continue
				}
				inner++
				if string(n.Kind) != c.want {
					t.Errorf("%s is drawn as a %s, not as a %s", n.Ref, n.Kind, c.want)
				}
			}
			if inner != c.nodes {
				t.Errorf("%d parts are drawn, not %d", inner, c.nodes)
			}
			if len(spec.Edges) == 0 || !slices.ContainsFunc(spec.Nodes, func(n diagram.Node) bool { return n.Ref == "domain:far" }) {
				t.Error("who is told something outside is not drawn")
			}
		})
	}
}

// A system is drawn with its services in a box, and what is around it; its boundary lists what crosses it.
func TestSystemContext(t *testing.T) {
	at, id := contextAt(t, wheel(6, 3, 0), "system:system-0")
	a := at.systemArea(id)
	spec := at.contextMap(a).Spec
	var boxed []string
	for _, n := range spec.Nodes {
		if n.Group > 0 {
			boxed = append(boxed, n.Ref)
		}
	}
	if want := []string{"service:s0", "service:s1", "service:s2"}; !slices.Equal(boxed, want) || len(spec.Groups) != 1 || spec.Groups[0].Ref != "system:system-0" {
		t.Errorf("%v are in the box, not %v", boxed, want)
	}
	enters, leaves := at.boundary(a)
	if len(enters) != 1 || at.cat.Base(enters[0].message).ID != "e5" || len(leaves) != 2 {
		t.Errorf("%d messages enter, and %d leave", len(enters), len(leaves))
	}
}

// A small area can be opened message by message: all of them, with the far ends as what they are in.
func TestMessageByMessage(t *testing.T) {
	at, id := contextAt(t, wheel(6, 3, 0), "system:system-0")
	spec := at.messagesFigure(at.systemArea(id)).Spec
	var refs []string
	for _, n := range spec.Nodes {
		refs = append(refs, n.Ref)
	}
	for _, want := range []string{"service:s0", "event:e0", "event:e1", "event:e2", "event:e5", "domain:far"} {
		if !slices.Contains(refs, want) {
			t.Errorf("%s is not drawn among %v", want, refs)
		}
	}
	// Each service sends one and takes one, of e0 the far domain is told too, and e5 comes from a service outside.
	if len(spec.Edges) != 9 {
		t.Errorf("%d connections are drawn", len(spec.Edges))
	}
	at, id = contextAt(t, wheel(16, 0, 0), "domain:big")
	if spec := at.messagesFigure(at.domainArea(id)).Spec; len(spec.Nodes) == 0 {
		t.Error("16 services and messages are not drawn")
	}
	at, id = contextAt(t, wheel(40, 0, 0), "domain:big")
	if spec := at.messagesFigure(at.domainArea(id)).Spec; len(spec.Nodes) > 0 {
		t.Error("40 services are drawn, which nobody can read")
	}
}
