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

// matrix writes a table of counts. It has so many cells that each is written as short as can be; it scrolls, narrow as it is, in a region of its own.
func (w *writer) matrix(t Table) {
	w.raw(`<div class="mx" role="region" tabindex="0" aria-labelledby="`)
	w.text(t.ID)
	w.raw(`"><table aria-labelledby="`)
	w.text(t.ID)
	w.raw(`"><thead><tr>`)
	for i, col := range t.Cols {
		w.raw("<th scope=col>")
		if i > 0 {
			w.el("span", "", col)
		} else {
			w.text(col)
		}
		w.raw("</th>")
	}
	w.raw("</tr></thead><tbody>")
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			w.raw("<tr>")
			for i, c := range r.Cells {
				w.matrixCell(i, c)
			}
			w.raw("</tr>")
		}
	}
	w.raw("</tbody></table></div>")
}

func (w *writer) matrixCell(i int, c Cell) {
	switch {
	case i == 0:
		w.raw("<th scope=row>")
		w.cell(c)
		w.raw("</th>")
	case len(c.Links) == 0:
		w.raw("<td></td>")
	default:
		w.raw("<td><a")
		w.attr("href", c.Links[0].Href)
		w.raw(">")
		w.text(c.Links[0].Text)
		w.raw("</a></td>")
	}
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
