package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// lineageOptions say how much of a lineage is drawn. The zero value draws nothing but the start.
type lineageOptions struct {
	// Up draws where information comes from, to the left of the start; Down where it goes to, to the right.
	Up, Down bool
	// To is a resource whose shortest path from the start, or else to it, is drawn bold while the rest steps back. It is drawn however far it
	// is, but not on a side that is not asked for. NoID, and what there is no path to, mark nothing.
	To catalog.ID
	// Hops is how many columns each side has; 0 is as many as a page holds. What lies further is one box.
	Hops int
	// MoreUp and MoreDown are where the boxes for what is not drawn lead, such as "#downstream"; "" is nowhere.
	MoreUp, MoreDown string
}

// The bounds of a drawing of lineage: it costs the same however far information travels.
const (
	// lineageColumns is how many columns a page holds beside the start.
	lineageColumns = 6
	// lineageWalk is how many resources a side looks at.
	lineageWalk = 600
)

// lineageFigure draws everything that information from a resource may come to, and come from, in columns by hops. A resource that is on both
// sides stands on both. Of a column with too many resources the first are drawn, and the rest are one box. What does not lead further from the
// start is only listed: lines back, and between resources that are as near, hide the others.
func (c *context) lineageFigure(id catalog.ID, opt lineageOptions) Figure {
	l := &lineage{sketch: c.sketch(c.lineageTitle(id, opt)), start: id, hops: opt.Hops}
	if l.hops <= 0 {
		l.hops = lineageColumns
		if opt.Up && opt.Down {
			l.hops /= 2
		}
	}
	up := l.side(opt.Up, true, opt.To)
	down := l.side(opt.Down, false, opt.To)
	hero := l.again(id, len(up.levels))
	l.spec.Nodes[hero].Hero = true
	l.draw(up, hero, len(up.levels), opt.MoreUp)
	l.draw(down, hero, len(up.levels), opt.MoreDown)
	if len(up.path)+len(down.path) > 0 {
		l.mark(hero, up, down)
	}
	f := Figure{Spec: l.spec, Undrawn: l.undrawn}
	if n := len(l.undrawn); n > 0 {
		f.Lead = c.n("%d connection that does not lead further is listed, not drawn.|%d connections that do not lead further are listed, not drawn.", n)
	}
	return f
}

func (c *context) lineageTitle(id catalog.ID, opt lineageOptions) string {
	name := visible(c.cat.Base(id).Title())
	switch {
	case !opt.Up:
		return c.words.F("Where information in %s goes to", name)
	case !opt.Down:
		return c.words.F("Where information in %s comes from", name)
	default:
		return c.words.F("Where information in %s comes from and goes to", name)
	}
}

// lineage is a drawing of what lies around a resource.
type lineage struct {
	*sketch
	start   catalog.ID
	hops    int
	undrawn []diagram.Edge
}

// lineageSide is what lies before or behind the start.
type lineageSide struct {
	up bool
	// levels are the resources one hop away, two hops and so on; the last holds all that lies further too.
	levels [][]catalog.ID
	// path is the marked one, from the start on; empty where none is on this side.
	path []catalog.ID
	// cut says that there is more than was looked at.
	cut bool
	// drawn are the nodes of the resources that are drawn, order these resources.
	drawn map[catalog.ID]int
	order []catalog.ID
}

// side walks to one side; the side that is not asked for is empty.
func (l *lineage) side(asked, up bool, to catalog.ID) *lineageSide {
	s := &lineageSide{up: up, drawn: map[catalog.ID]int{}}
	if !asked {
		return s
	}
	var reached []graph.Reach
	if up {
		reached = l.g.Upstream(l.start, lineageWalk)
	} else {
		reached = l.g.Downstream(l.start, lineageWalk)
	}
	s.cut = len(reached) == lineageWalk
	if to != catalog.NoID && to != l.start {
		s.path = l.pathTo(to, up)
	}
	last := max(l.hops, len(s.path)-1)
	for _, r := range reached {
		s.put(min(r.Hops, last+1), r.ID)
	}
	for hops, id := range s.path {
		if hops > 0 && (hops > len(s.levels) || !slices.Contains(s.levels[hops-1], id)) {
			s.put(hops, id)
		}
	}
	return s
}

func (s *lineageSide) put(hops int, id catalog.ID) {
	for len(s.levels) < hops {
		s.levels = append(s.levels, nil)
	}
	s.levels[hops-1] = append(s.levels[hops-1], id)
}

// pathTo is a shortest path between the start and a resource, from the start on.
func (l *lineage) pathTo(to catalog.ID, up bool) []catalog.ID {
	if !up {
		return l.g.Path(l.start, to)
	}
	path := l.g.Path(to, l.start)
	slices.Reverse(path)
	return path
}

// further are the neighbours that lie further on a side.
func (l *lineage) further(id catalog.ID, up bool) []catalog.ID {
	if up {
		return l.g.Predecessors(id)
	}
	return l.g.Successors(id)
}

// draw adds the columns of a side and connects each with the one before it.
func (l *lineage) draw(s *lineageSide, hero, centre int, more string) {
	s.drawn[l.start], s.order = hero, []catalog.ID{l.start}
	before, box := []catalog.ID{l.start}, -1
	for i, level := range s.levels {
		column := centre + i + 1
		if s.up {
			column = centre - i - 1
		}
		kept, hidden := l.keep(s, before, level, i+1)
		for _, id := range kept {
			s.drawn[id] = l.again(id, column)
		}
		s.order = append(s.order, kept...)
		next := -1
		if last := s.cut && i+1 == len(s.levels); hidden > 0 || last {
			next = l.rest(hidden, column, more, last)
		}
		l.link(s, before, level, box, next)
		before, box = kept, next
	}
	l.back(s)
}

// keep chooses what of a level is drawn: what hangs on something drawn, that on the marked path first, as much as a column holds.
func (l *lineage) keep(s *lineageSide, before, level []catalog.ID, hops int) (kept []catalog.ID, hidden int) {
	var hang []catalog.ID
	for _, id := range before {
		hang = append(hang, l.further(id, s.up)...)
	}
	slices.Sort(hang)
	for _, id := range level {
		_, found := slices.BinarySearch(hang, id)
		switch {
		case hops < len(s.path) && s.path[hops] == id:
			kept = slices.Insert(kept, 0, id)
		case found && hops <= l.hops:
			kept = append(kept, id)
		}
	}
	if len(kept) > columnLimit || len(kept) < len(level) {
		kept = kept[:min(len(kept), columnKept)]
	}
	return kept, len(level) - len(kept)
}

// rest adds the box for what a level does not show; where the walk was cut short, it is not known how much.
func (l *lineage) rest(n, column int, href string, cut bool) int {
	node := l.more(n, column, href)
	if href == "" {
		l.spec.Nodes[node].Href = ""
	}
	if cut {
		l.spec.Nodes[node].Name = l.t("and more")
	}
	return node
}

// link connects a level with the one before it. What leads to something hidden leads to the box that stands for it.
func (l *lineage) link(s *lineageSide, before, level []catalog.ID, from, to int) {
	in := make(map[catalog.ID]bool, len(level))
	for _, id := range level {
		in[id] = true
	}
	for _, id := range before {
		for _, next := range l.further(id, s.up) {
			node, drawn := s.drawn[next]
			switch {
			case !in[next]:
			case drawn:
				l.flow(id, next, s.drawn[id], node, s.up)
			case to >= 0:
				l.oriented(s.drawn[id], to, s.up, "leads to")
			}
		}
	}
	if from >= 0 && to >= 0 {
		l.oriented(from, to, s.up, "leads to")
	}
}

// back lists the edges that lead nearer to the start or stay at its distance.
func (l *lineage) back(s *lineageSide) {
	for _, id := range s.order {
		for _, next := range l.further(id, s.up) {
			node, drawn := s.drawn[next]
			if !drawn || l.connected(s.drawn[id], node, s.up) {
				continue
			}
			from, to := l.turned(id, next, s.up)
			hop := l.hop(from, to)
			hop.From, hop.To = s.drawn[from], s.drawn[to]
			l.undrawn = append(l.undrawn, hop)
		}
	}
}

func (l *lineage) connected(near, far int, up bool) bool {
	if up {
		near, far = far, near
	}
	_, ok := l.edges[[2]int{near, far}]
	return ok
}

// flow adds the edge between neighbours, named by what the catalog says of them.
func (l *lineage) flow(near, far catalog.ID, a, b int, up bool) {
	hop := l.hop(l.turned(near, far, up))
	l.oriented(a, b, up, hop.Relation).Sync = hop.Sync
}

// turned are two neighbours in the direction of the information.
func (l *lineage) turned(near, far catalog.ID, up bool) (from, to catalog.ID) {
	if up {
		return far, near
	}
	return near, far
}

// oriented adds an edge in the direction of the information.
func (l *lineage) oriented(near, far int, up bool, relation string) *diagram.Edge {
	if up {
		near, far = far, near
	}
	return l.connect(near, far, relation)
}

// hop is what one step of the flow is called, and whether it is a call.
func (b *Builder) hop(from, to catalog.ID) diagram.Edge {
	for _, e := range b.g.From(from, catalog.Produces, catalog.Writes, catalog.Replies) {
		switch {
		case e.To != to:
		case e.Relation == catalog.Produces:
			return diagram.Edge{Relation: "produces"}
		case e.Relation == catalog.Writes:
			return diagram.Edge{Relation: "writes"}
		default:
			return diagram.Edge{Relation: "is answered by"}
		}
	}
	for _, e := range b.g.From(to, catalog.Consumes, catalog.Reads, catalog.Calls) {
		switch {
		case e.To != from:
		case e.Relation == catalog.Consumes:
			return diagram.Edge{Relation: "consumed by"}
		case e.Relation == catalog.Reads:
			return diagram.Edge{Relation: "read by"}
		default:
			return diagram.Edge{Relation: "answers", Sync: true}
		}
	}
	return diagram.Edge{Relation: "leads to"}
}

// mark makes the marked paths bold and lets the rest step back.
func (l *lineage) mark(hero int, sides ...*lineageSide) {
	on := map[int]bool{hero: true}
	strong := map[[2]int]bool{}
	for _, s := range sides {
		for i := 1; i < len(s.path); i++ {
			a, b := s.drawn[s.path[i-1]], s.drawn[s.path[i]]
			on[b] = true
			strong[[2]int{a, b}], strong[[2]int{b, a}] = !s.up, s.up
		}
	}
	for i := range l.spec.Nodes {
		l.spec.Nodes[i].Dim = !on[i]
	}
	for i := range l.spec.Edges {
		e := &l.spec.Edges[i]
		e.Strong = strong[[2]int{e.From, e.To}]
		e.Dim = !e.Strong
	}
}
