package site

import (
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
