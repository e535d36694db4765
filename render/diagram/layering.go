package diagram

import (
	"cmp"
	"slices"
)

// The search over layerings: how many are tried, how many orders each gets at first, and how many layerings are looked
// at closely.
const (
	otherLayerings = 6
	firstLook      = 2
	closeLook      = 1
	// widestChoice is how many nodes have more than one layering.
	widestChoice = 400
)

// layering is one choice of columns, with the search for an order in it.
type layering struct {
	g graph
	s *search
}

// bestLayering tries other columns where those of the shortest edges cross: which edges are long decides more about
// crossings than any order does. All are looked at briefly, the best of them closely.
func (p *plan) bestLayering(g *graph, most int) {
	all := []layering{layeringOf(g)}
	all[0].s.look(firstLook)
	if all[0].s.best().cost > 0 {
		all = byCost(p.others(all, most))
		all = all[:min(closeLook, len(all))]
		for i := range all {
			all[i].s.look(all[i].s.attempts())
		}
		byCost(all)[0].s.refine()
	}
	*g = all[0].g
	g.order = all[0].s.best().s.order
}

// byCost sorts layerings by the best of their orders.
func byCost(all []layering) []layering {
	slices.SortStableFunc(all, func(a, b layering) int { return cmp.Compare(a.s.best().cost, b.s.best().cost) })
	return all
}

func layeringOf(g *graph) layering { return layering{*g, newSearch(expand(g))} }

// others adds layerings with no more backward edges, each once, until one crosses nothing.
func (p *plan) others(all []layering, most int) []layering {
	back := all[0].g.backward()
	for k := 1; k <= otherLayerings; k++ {
		c := all[0].g
		c.nodes, c.edges = slices.Clone(c.nodes), slices.Clone(c.edges)
		p.rank(&c, most, k)
		if c.backward() > back || slices.ContainsFunc(all, func(o layering) bool { return sameColumns(&o.g, &c) }) {
			continue
		}
		o := layeringOf(&c)
		o.s.look(firstLook)
		all = append(all, o)
		if o.s.best().cost == 0 {
			break
		}
	}
	return all
}

// backward counts the edges that run backwards.
func (g *graph) backward() int {
	n := 0
	for _, e := range g.edges {
		if e.reversed {
			n++
		}
	}
	return n
}

func sameColumns(a, b *graph) bool {
	for i := range a.nodes {
		if a.nodes[i].rank != b.nodes[i].rank {
			return false
		}
	}
	return true
}
