package site

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

// Again plans the pages of a catalog as New does. What depends on names alone is taken from the plan before, where there is one and the names are the same.
func Again(before *Plan, cat *catalog.Catalog, g *graph.Graph) *Plan { return plan(before, cat, g) }

// pathsFor returns the paths of a catalog's resources: those of the plan where nothing has another name.
func (p *Plan) pathsFor(cat *catalog.Catalog) []string {
	if p == nil || len(p.Catalog.Resources) != len(cat.Resources) {
		return newPaths(cat)
	}
	for i, r := range cat.Resources {
		a, b := p.Catalog.Resources[i].Common(), r.Common()
		if a != b && (a.Kind != b.Kind || a.ID != b.ID || a.Version != b.Version) {
			return newPaths(cat)
		}
	}
	return p.paths
}

// sortListsLike does what sortLists does, by the plan before where nothing has another name, title or domain.
func (p *Plan) sortListsLike(before *Plan) {
	if before == nil || len(before.paths) == 0 || len(p.paths) == 0 || &before.paths[0] != &p.paths[0] {
		p.sortLists()
		return
	}
	for i, r := range p.Catalog.Resources {
		a, b := before.Catalog.Resources[i].Common(), r.Common()
		id := catalog.ID(i)
		if a != b && (a.Title() != b.Title() || a.Latest != b.Latest) || before.Graph.Domain(id) != p.Graph.Domain(id) {
			p.sortLists()
			return
		}
	}
	p.lists, p.az = before.lists, before.az
}

// listsLike reports whether every listing is as in the plan before: nothing has another name, title or domain, no relation leads elsewhere, and what was
// changed in other ways has the tags it had and lacks what it lacked.
func (p *Plan) listsLike(before *Plan) bool {
	if before == nil || len(before.az) == 0 || len(p.az) == 0 || &before.az[0] != &p.az[0] || !sameEnds(before.Catalog.Edges, p.Catalog.Edges) {
		return false
	}
	for i, r := range p.Catalog.Resources {
		if a, b := before.Catalog.Resources[i].Common(), r.Common(); a != b && !p.fileLike(before, catalog.ID(i)) {
			return false
		}
	}
	return true
}

// fileLike reports whether a resource is entered into the same listings as in the plan before.
func (p *Plan) fileLike(before *Plan, id catalog.ID) bool {
	a, b := before.Catalog.Base(id), p.Catalog.Base(id)
	if (a.Deprecated == nil) != (b.Deprecated == nil) || !slices.Equal(a.Tags, b.Tags) {
		return false
	}
	for _, gap := range Gaps() {
		concernedBefore, lackedBefore := before.Lacks(gap, id)
		if concerned, lacking := p.Lacks(gap, id); concerned != concernedBefore || lacking != lackedBefore {
			return false
		}
	}
	return true
}

// sameEnds reports whether edges relate the same resources in the same order.
func sameEnds(a, b []catalog.Edge) bool {
	return slices.EqualFunc(a, b, func(a, b catalog.Edge) bool { return a.From == b.From && a.To == b.To && a.Relation == b.Relation })
}

// sortPagesLike puts the pages into the order of their paths, by the plan before where that has the same pages.
func (p *Plan) sortPagesLike(before *Plan) {
	p.added = p.Pages
	if before != nil && slices.Equal(before.added, p.added) {
		p.Pages, p.planned, p.byPath = before.planned, before.planned, before.byPath
		return
	}
	p.planned = slices.SortedFunc(slices.Values(p.added), comparePaths)
	p.Pages, p.byPath = p.planned, make(map[string]int, len(p.planned))
	for i, page := range p.planned {
		p.byPath[page.Path] = i
	}
}
