package graph

import "github.com/eventatlas/eventatlas/catalog"

// place finds the domain and the system of every resource. What is declared wins; a service without a domain is in that of
// its system, a message without one in that of its producers and a channel in that of what it carries, where those agree.
func (g *Graph) place() {
	n := len(g.cat.Resources)
	g.domain, g.system = make([]catalog.ID, n), make([]catalog.ID, n)
	for i := range n {
		g.domain[i], g.system[i] = catalog.NoID, catalog.NoID
	}
	for _, e := range g.cat.Edges {
		if e.Relation != catalog.Contains {
			continue
		}
		switch g.cat.Base(e.From).Kind {
		case catalog.DomainKind:
			g.domain[e.To] = e.From
		case catalog.SystemKind:
			g.system[e.To] = e.From
		default:
		}
	}
	g.inherit(catalog.ServiceKind, func(id catalog.ID) catalog.ID {
		if s := g.system[id]; s != catalog.NoID {
			return g.domain[s]
		}
		return catalog.NoID
	})
	for _, kind := range catalog.MessageKinds() {
		g.inherit(kind, func(id catalog.ID) catalog.ID { return g.common(g.To(id, catalog.Produces), false) })
	}
	g.inherit(catalog.ChannelKind, func(id catalog.ID) catalog.ID { return g.common(g.From(id, catalog.Carries), true) })
}

// inherit sets the domain of the resources of a kind that have none of their own.
func (g *Graph) inherit(kind catalog.Kind, domain func(catalog.ID) catalog.ID) {
	for i, r := range g.cat.Resources {
		if r.Common().Kind == kind && g.domain[i] == catalog.NoID {
			g.domain[i] = domain(catalog.ID(i))
		}
	}
}

// common is the domain that the far ends of all edges share, or NoID.
func (g *Graph) common(edges []*catalog.Edge, far bool) catalog.ID {
	domain := catalog.NoID
	for i, e := range edges {
		end := e.From
		if far {
			end = e.To
		}
		if i > 0 && g.domain[end] != domain {
			return catalog.NoID
		}
		domain = g.domain[end]
	}
	return domain
}

// Domain returns the domain that a resource is in, or for a domain its parent; NoID for none.
func (g *Graph) Domain(id catalog.ID) catalog.ID { return g.domain[id] }

// System returns the system that a service belongs to, or NoID.
func (g *Graph) System(id catalog.ID) catalog.ID { return g.system[id] }

// maxAncestors is how many domains around a resource are told. Nobody nests more, and a chain of thousands would make every page as long.
const maxAncestors = 20

// Ancestors returns the domains around a resource, the innermost first and at most 20 of them.
func (g *Graph) Ancestors(id catalog.ID) []catalog.ID {
	var list []catalog.ID
	for d := g.domain[id]; d != catalog.NoID && len(list) < maxAncestors; d = g.domain[d] {
		list = append(list, d)
	}
	return list
}
