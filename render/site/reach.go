package site

import (
	"cmp"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

// The kinds of pages about impact.
const (
	// Impact lists what a change may start from, Reach is how far it goes from one resource.
	Impact = "impact"
	Reach  = "reach"
)

const (
	// reachLeast is how many services and stores a change of a resource has to reach for a page of its own; up to then its own page has all of them.
	reachLeast = 6
	// reachPages is the most pages of kind Reach, and reachRows the rows that one table of all of them may have together. Where everything reaches everything, a
	// page for each resource with all that it reaches would grow with the square of the catalog; those with the most direct dependents get one.
	reachPages = 300
	reachRows  = 18_000
	// fewRows is what a page has at least.
	fewRows = 40
)

// addImpact plans the pages about impact. Which resources have one is taken from the plan before where no edge is another.
func (p *Plan) addImpact(before *Plan) {
	for _, kind := range impactKinds {
		p.impacted = append(p.impacted, p.lists[kind]...)
	}
	p.addPages(Page{Kind: Impact, List: Impact}, len(p.impacted), PageSize)
	if before != nil && len(p.paths) > 0 && len(before.paths) > 0 && &p.paths[0] == &before.paths[0] && sameEdges(before.Catalog.Edges, p.Catalog.Edges) {
		p.reaching = before.reaching
	} else {
		p.reaching = p.findReaching()
	}
	for _, id := range p.reaching {
		p.Pages = append(p.Pages, Page{Path: p.below(id, "impact/index.html"), Kind: Reach, Resource: id})
	}
}

// impactKinds are the kinds that a change may start from.
var impactKinds = []catalog.Kind{
	catalog.EventKind, catalog.CommandKind, catalog.QueryKind, catalog.ServiceKind, catalog.ChannelKind, catalog.StoreKind,
}

func sameEdges(a, b []catalog.Edge) bool {
	return slices.EqualFunc(a, b, func(x, y catalog.Edge) bool {
		return x.From == y.From && x.To == y.To && x.Relation == y.Relation && x.Via == y.Via
	})
}

// findReaching finds the resources with a page of their reach, sorted.
func (p *Plan) findReaching() []catalog.ID {
	meter := p.Graph.Meter(p.Affected)
	var list []catalog.ID
	direct := map[catalog.ID]int{}
	for _, id := range p.impacted {
		starts := p.Starts(id)
		if meter.Down(starts, reachLeast+1) > reachLeast {
			list = append(list, id)
			for _, s := range starts {
				direct[id] += len(p.Graph.Successors(s))
			}
		}
	}
	if len(list) > reachPages {
		slices.SortFunc(list, func(a, b catalog.ID) int { return cmp.Or(cmp.Compare(direct[b], direct[a]), cmp.Compare(a, b)) })
		list = list[:reachPages]
	}
	slices.Sort(list)
	return list
}

// Affected reports whether a resource is one that a change may affect: the highest version of a service or a store.
func (p *Plan) Affected(id catalog.ID) bool {
	b := p.Catalog.Base(id)
	return b.Latest && (b.Kind == catalog.ServiceKind || b.Kind == catalog.StoreKind)
}

// Starts are the resources that information flows on from when something is about a resource: the resource in all of its versions, or for a channel, which is
// no part of the flow, the services that receive from it and from the channels that it leads to.
func (p *Plan) Starts(id catalog.ID) []catalog.ID {
	base := p.Catalog.Base(id)
	if base.Kind != catalog.ChannelKind {
		return p.Catalog.Versions(base.Kind, base.ID)
	}
	var starts []catalog.ID
	for _, channel := range p.routed(id) {
		for _, m := range p.Graph.From(channel, catalog.Carries) {
			for _, e := range p.Graph.To(m.To, catalog.Consumes) {
				if e.Via == channel && !slices.Contains(starts, e.From) {
					starts = append(starts, e.From)
				}
			}
		}
	}
	return starts
}

// maxRouted is how many channels behind one are followed.
const maxRouted = 200

// routed are a channel and all that it leads to.
func (p *Plan) routed(id catalog.ID) []catalog.ID {
	list := []catalog.ID{id}
	for at := 0; at < len(list); at++ {
		for _, e := range p.Graph.From(list[at], catalog.Routes) {
			if !slices.Contains(list, e.To) && len(list) < maxRouted {
				list = append(list, e.To)
			}
		}
	}
	return list
}

// Impacted returns the resources that a change may start from, in the order of their kinds and indexes.
func (p *Plan) Impacted() []catalog.ID { return p.impacted }

// ReachPath returns the path of the page of a resource's reach, if there is one.
func (p *Plan) ReachPath(id catalog.ID) (string, bool) {
	latest := p.Catalog.Latest(p.Catalog.Base(id).Kind, p.Catalog.Base(id).ID)
	if _, ok := slices.BinarySearch(p.reaching, latest); !ok {
		return "", false
	}
	return p.below(latest, "impact/index.html"), true
}

// ReachRows is how many rows a table of a page of kind Reach has at most.
func (p *Plan) ReachRows() int {
	return min(PageSize, max(fewRows, reachRows/max(1, len(p.reaching))))
}

// Walk is a walk along the flow from several resources at once.
func (p *Plan) Walk(starts []catalog.ID, down bool, limit int) []graph.Reach {
	if down {
		return p.Graph.DownstreamOf(starts, limit)
	}
	return p.Graph.UpstreamOf(starts, limit)
}
