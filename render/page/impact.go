package page

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

// impactLimit is how many resources a table of impact on the page of a resource lists, upstreamLimit how many one of what it depends on, and impactWalk up to how many are looked at for it.
const (
	impactLimit   = 24
	upstreamLimit = 8
	impactWalk    = 600
)

// impactOwners is how many owners are named above the table of impact.
const impactOwners = 8

// impactTable is what a change of a message may reach, by hops, each with a path that proves it, and whom to talk to. It is bounded, so
// that a page costs the same however far a message travels, and says what it leaves out.
func (c *context) impactTable(id catalog.ID) Table {
	t := Table{
		ID: "impact", Title: c.t("Impact"), Lead: c.t("What information from here may come to, nearest first."),
		Cols: []string{c.t("Reaches"), c.t("Through"), c.t("Domain"), c.t("Owner")},
	}
	reached := c.reachRows(&t, id, c.g.Downstream(id, impactWalk), true, impactLimit, c.plan.Affected)
	if owners := c.ownersToAsk(reached); owners != "" {
		t.Lead += " " + c.words.F("To talk to: %s.", owners)
	}
	return t
}

// restOfImpact is what the page of a message has about its impact where there is no page of that alone: what it depends on, the nearest with their
// paths, and the order of upgrades. A page for every message with all that it reaches would grow with the square of the catalog.
func (c *context) restOfImpact(id catalog.ID, producers, consumers []use) (upstream, order Table) {
	if _, whole := c.plan.ReachPath(id); whole || !c.cat.Base(id).Latest {
		return Table{}, Table{}
	}
	upstream = Table{
		ID: "upstream", Title: c.t("Depends on"), Lead: c.t("Where information here comes from, nearest first."),
		Cols: []string{c.t("Service or store"), c.t("Through"), c.t("Domain"), c.t("Owner")},
	}
	c.reachRows(&upstream, id, c.g.Upstream(id, impactWalk), false, upstreamLimit, c.plan.Affected)
	return upstream, c.orderTable(producers, consumers)
}

// reachRows adds the first resources of a walk that are wanted to a table, up to a limit, says how many more there are, and returns those added.
func (c *context) reachRows(t *Table, start catalog.ID, walk []graph.Reach, down bool, limit int, wanted func(catalog.ID) bool) []catalog.ID {
	var reached []catalog.ID
	trail := trail{start: catalog.NoID}
	rest := 0
	for _, r := range walk {
		trail[r.ID] = r.Prev
		switch {
		case !wanted(r.ID):
		case len(reached) == limit:
			rest++
		default:
			reached = append(reached, r.ID)
			c.reachRow(t, r, c.pathCell(trail, r.ID, down))
		}
	}
	cut := len(walk) == impactWalk
	path, whole := c.plan.ReachPath(start)
	switch {
	case rest == 0 && !cut:
	case cut:
		t.More.Text = c.n("More than %d further one lies behind these.|More than %d further ones lie behind these.", rest)
	default:
		t.Total = len(reached) + rest
		t.More.Text = c.n("%d further one lies behind these.|%d further ones lie behind these.", rest)
	}
	if whole {
		if t.More.Text == "" {
			t.More.Text = c.t("The impact in full, with flows, upstream and the order of upgrades")
		}
		t.More.Href = c.to(path)
	} else if t.More.Text != "" {
		t.More.Note = c.t("Only what most depend on has a page with all of them; every connection is in graph.json.")
	}
	return reached
}

// reachRow adds what a walk came to, below the heading of its hops: a message and the service that takes it are one.
func (c *context) reachRow(t *Table, r graph.Reach, through Cell) {
	title := c.n("%d hop|%d hops", (r.Hops+1)/2)
	if n := len(t.Groups); n == 0 || t.Groups[n-1].Title.Text != title {
		t.Groups = append(t.Groups, Group{Title: Link{Text: title}})
	}
	g := &t.Groups[len(t.Groups)-1]
	g.Rows = append(g.Rows, Row{Cells: []Cell{{Links: []Link{c.link(r.ID)}}, through, c.domainOf(r.ID), c.ownersOf(r.ID)}})
}

// trail leads from each resource that a walk came to back to the one before it, and from a start of the walk to NoID.
type trail map[catalog.ID]catalog.ID

// pathShown is how many resources of a path are named; of a longer one the ends are.
const pathShown = 6

// pathCell is the shortest path between the start of a walk and a resource, without the two, in the direction of the flow.
func (c *context) pathCell(prev trail, id catalog.ID, down bool) Cell {
	var path []catalog.ID
	for at := prev[id]; at != catalog.NoID && prev[at] != catalog.NoID; at = prev[at] {
		path = append(path, at)
	}
	if down {
		slices.Reverse(path)
	}
	w := &writer{}
	for i, step := range path {
		if len(path) > pathShown && i >= pathShown/2 && i < len(path)-pathShown/2 {
			if i == pathShown/2 {
				w.raw(" → …")
			}
			continue
		}
		if i > 0 {
			w.raw(" → ")
		}
		w.link(c.link(step))
	}
	return Cell{HTML: w.html()}
}

// ownersToAsk names the owners of resources, those of the nearest first.
func (c *context) ownersToAsk(ids []catalog.ID) string {
	owners, more := c.askers(ids)
	names := make([]string, 0, len(owners)+1)
	for _, l := range c.links(owners) {
		names = append(names, l.Text)
	}
	if more > 0 {
		names = append(names, c.n("%d more|%d more", more))
	}
	return strings.Join(names, ", ")
}

// askers are the owners of resources, those of the nearest first, and how many more there are.
func (c *context) askers(ids []catalog.ID) (owners []catalog.ID, more int) {
	seen := map[catalog.ID]bool{}
	for _, id := range ids {
		for _, owner := range c.owners(id) {
			switch {
			case seen[owner]:
			case len(owners) == impactOwners:
				more++
			default:
				owners = append(owners, owner)
			}
			seen[owner] = true
		}
	}
	return owners, more
}

// impactFact leads to the page of what a resource reaches, where it has one.
func (c *context) impactFact(id catalog.ID) Fact {
	path, ok := c.plan.ReachPath(id)
	if !ok {
		return Fact{}
	}
	text := c.reaches(c.reachOf(c.g.Meter(c.plan.Affected), id))
	return Fact{Label: c.t("Impact"), Cell: Cell{Links: []Link{{Text: text, Href: c.to(path)}}}}
}

// reachOf counts the services and stores that a resource reaches, up to reachMost.
func (b *Builder) reachOf(meter *graph.Meter, id catalog.ID) int {
	starts := b.plan.Starts(id)
	n := meter.Down(starts, reachMost)
	if b.cat.Base(id).Kind == catalog.ChannelKind {
		n += len(starts)
	}
	return min(n, reachMost)
}

// reachMost is up to how many services and stores are counted.
const reachMost = 500

// reaches says how many services and stores are reached.
func (c *context) reaches(n int) string {
	text := c.n("%d service or store|%d services and stores", n)
	if n == reachMost {
		return c.words.F("%s or more", text)
	}
	return text
}
