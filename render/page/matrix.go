package page

import (
	"cmp"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// matrixLimit is how many domains a matrix has: of more, those that exchange the most, as nobody reads a larger one.
const matrixLimit = 40

// matrix counts the messages that go from each outermost domain to each other one. Each count leads to the list of these messages.
func (c *context) matrix() Table {
	t := Table{
		ID: "matrix", Title: c.t("Matrix"), Matrix: true, Cols: []string{c.t("From")},
		Lead: c.t("How many messages of the domain at the left another one receives."),
	}
	flows := c.plan.Crossings()
	if len(flows) == 0 {
		return t
	}
	counts := make(map[[2]catalog.ID]int, len(flows))
	for _, f := range flows {
		counts[[2]catalog.ID{f.From, f.To}] = len(f.Messages)
	}
	domains := c.exchanging(flows)
	if len(domains) > matrixLimit {
		t.Lead = c.words.F("How many messages of the domain at the left another one receives: the %s domains that exchange the most.", number(matrixLimit))
		domains = domains[:matrixLimit]
	}
	for _, to := range domains {
		t.Cols = append(t.Cols, visible(c.cat.Base(to).Title()))
	}
	var rows []Row
	for _, from := range domains {
		cells := []Cell{{Links: []Link{c.link(from)}}}
		for _, to := range domains {
			cells = append(cells, c.matrixCell(from, to, counts[[2]catalog.ID{from, to}]))
		}
		rows = append(rows, Row{Cells: cells})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func (c *context) matrixCell(from, to catalog.ID, n int) Cell {
	cell := Cell{Number: true}
	if n > 0 {
		l := c.plan.ListingOf(site.Leaving, from, "")
		cell.Links = []Link{{Text: number(n), Href: c.to(c.plan.Place(l, to))}}
	}
	return cell
}

// exchanging are the domains that send or receive across their boundaries, in their order; where they are too many for a matrix, those with the most
// messages first.
func (c *context) exchanging(flows []site.Crossing) []catalog.ID {
	weight := map[catalog.ID]int{}
	for _, f := range flows {
		weight[f.From] += len(f.Messages)
		weight[f.To] += len(f.Messages)
	}
	var domains []catalog.ID
	for _, d := range c.tops {
		if weight[d] > 0 {
			domains = append(domains, d)
		}
	}
	if len(domains) > matrixLimit {
		slices.SortStableFunc(domains, func(a, b catalog.ID) int { return cmp.Compare(weight[b], weight[a]) })
	}
	return domains
}
