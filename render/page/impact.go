package page

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

// impactLimit is how many resources the table of impact lists.
const impactLimit = 24

// impactOwners is how many owners are named above the table of impact.
const impactOwners = 8

// impactTable is what a change of a message may reach, by hops, each with a path that proves it, and whom to talk to. It is bounded, so
// that a page costs the same however far a message travels.
func (c *context) impactTable(id catalog.ID) Table {
	t := Table{
		ID: "impact", Title: c.t("Impact"), Lead: c.t("What information from here may come to, nearest first."),
		Cols: []string{c.t("Reaches"), c.t("Through"), c.t("Domain"), c.t("Owner")},
	}
	var reached []catalog.ID
	trail := trail{}
	for _, r := range c.g.Downstream(id, 2*impactLimit) {
		trail[r.ID] = r.Prev
		if base := c.cat.Base(r.ID); base.Kind.IsMessage() || !base.Latest {
			continue
		}
		if len(reached) == impactLimit {
			t.More = Link{Text: c.t("More lies further downstream.")}
			break
		}
		reached = append(reached, r.ID)
		c.reachRow(&t, r, c.pathCell(trail, id, r.ID, true))
	}
	if owners := c.ownersToAsk(reached); owners != "" {
		t.Lead += " " + c.words.F("To talk to: %s.", owners)
	}
	return t
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

// trail leads from each resource that a walk came to back to the one before it.
type trail map[catalog.ID]catalog.ID

// pathShown is how many resources of a path are named; of a longer one the ends are.
const pathShown = 6

// pathCell is the shortest path between the start of a walk and a resource, without the two, in the direction of the flow.
func (c *context) pathCell(prev trail, start, id catalog.ID, down bool) Cell {
	var path []catalog.ID
	for at := prev[id]; at != start && at != catalog.NoID; at = prev[at] {
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
	var names []string
	more := 0
	seen := map[catalog.ID]bool{}
	for _, id := range ids {
		for _, owner := range c.owners(id) {
			switch {
			case seen[owner]:
			case len(names) == impactOwners:
				more++
			default:
				names = append(names, visible(c.cat.Base(owner).Title()))
			}
			seen[owner] = true
		}
	}
	if more > 0 {
		names = append(names, c.n("%d more|%d more", more))
	}
	return strings.Join(names, ", ")
}
