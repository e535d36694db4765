package diagram

import (
	"cmp"
	"slices"
)

// The search over layerings: how many are tried, how many orders each gets at first, and how many the best gets.
const (
	otherLayerings = 2
	firstLook      = 2
	closeLook      = 3
	// insistence is how many layerings of a small graph are looked at closely, times its nodes and the borders of its groups, and mostInsistence how many at most.
	insistence, mostInsistence = 120, 12
	// groupsMove is how many times as many moves the best gets where there are groups, because a node can move only with them.
	groupsMove = 3
	// widestChoice is how many nodes have more than one layering.
	widestChoice = 400
)

// layering is one choice of columns, with the search for an order in it.
type layering struct {
	g graph
	s *search
}

// bestLayering tries other columns where those of the shortest edges cross: all are looked at briefly, from the best on single nodes move.
func (p *plan) bestLayering(g *graph, most int) {
	all := []layering{layeringOf(g)}
	best := &all[0]
	best.s.look(firstLook)
	if best.s.best().cost > 0 {
		all = byCost(p.others(all, most))
		best = &all[0]
		best.s.look(closeLook)
		tries := best.shifts()
		if len(g.groups) > 0 {
			tries *= groupsMove
		}
		best.shift(p.roomiest(g, most), 1, tries)
		best = p.insist(all, most)
		best.s.polish()
	}
	*g = best.g
	g.order = best.s.best().s.order
}

// insist moves nodes of more layerings where few crossings are left of a small graph, and returns the best: there it costs little, and one crossing
// less is seen.
func (p *plan) insist(all []layering, most int) *layering {
	best, back := &all[0], all[0].g.backward()
	for k := 1; k <= min(mostInsistence, insistence/(len(best.g.nodes)+2*len(best.g.groups))) && best.few(); k++ {
		c := &layering{}
		if k < len(all) {
			c = &all[k]
		} else if *c = p.other(&best.g, most, k); c.g.backward() > back {
			continue
		}
		c.s.look(firstLook)
		c.shift(p.roomiest(&c.g, most), k+1, c.shifts())
		if c.s.best().cost < best.s.best().cost {
			best = c
		}
	}
	return best
}

// few reports whether the graph is small and its best order costs little, but something.
func (c *layering) few() bool {
	const little, small = 12, 36
	cost := c.s.best().cost
	return cost > 0 && cost <= little && len(c.g.nodes) <= small
}

// roomiest is how many columns g may be given: one more than it has, unless those would no longer fit.
func (p *plan) roomiest(g *graph, most int) int {
	columns := g.lastRank() + 1
	if most > 0 || columns == columnsIn(p.spec, p.opt.width())+1 {
		return columns
	}
	return columns + 1
}

// shift moves nodes to other columns, for as long as the size allows.
func (c *layering) shift(most, seed, tries int) {
	best := c.s.best()
	if c.s.t == nil || best.cost == 0 {
		return
	}
	c.s.t.take(best.s.order)
	s := newShifter(c.s.t, most, generator(seed))
	s.run(tries)
	if s.cost >= c.s.t.cost() {
		return
	}
	c.g.nodes, c.g.edges = s.now.l.g.nodes, s.now.l.g.edges
	next := layeringOf(&c.g)
	next.s.t.follow(s.now)
	a := attempt{s: newSorter(next.s.l)}
	a.put(next.s.t)
	next.s.found = append(next.s.found, a)
	*c = next
}

// shifts is how many moves the size allows.
func (c *layering) shifts() int {
	const effort, least, most = 6500, 40, 400
	return min(most, max(least, effort/len(c.s.t.list)))
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
		o := p.other(&all[0].g, most, k)
		if o.g.backward() > back || slices.ContainsFunc(all, func(x layering) bool { return sameColumns(&x.g, &o.g) }) {
			continue
		}
		o.s.look(firstLook)
		all = append(all, o)
		if o.s.best().cost == 0 {
			break
		}
	}
	return all
}

// other is the k-th layering of g.
func (p *plan) other(g *graph, most, k int) layering {
	c := *g
	c.nodes, c.edges = slices.Clone(c.nodes), slices.Clone(c.edges)
	p.rank(&c, most, k)
	return layeringOf(&c)
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
