package page

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/site"
)

// ImpactView lists what a change may start from.
type ImpactView struct {
	Frame
	// Furthest are those that reach most; it is on the first page alone.
	Furthest, Table Table
	// Count is the number of resources.
	Count int
	// From leads to where a change of a single field starts.
	From      []Link
	FromTitle string
	Parts     []NavItem
}

// furthestShown is how many of those that reach most are shown.
const furthestShown = 12

func impactPage(b *Builder, page site.Page) any {
	c := b.at(page)
	list := c.plan.Impacted()
	v := ImpactView{Frame: c.frame(), Count: len(list), FromTitle: c.t("Where a single field changes, start from its name:")}
	v.Icon = "impact"
	title := c.t("Impact of a change")
	v.titled(title)
	v.Summary = codes(c.t("Choose what is going to change, or is down: its page says what that comes to, over how many hops, and whom to talk to."))
	v.From = []Link{{Text: c.t("Fields of all schemas"), Href: c.to(site.PartPath(site.Page{List: site.Schemas}, 1))}}
	c.numbered(&v.Frame, title)
	v.Parts = c.fieldParts(func(first int) string { return strconv.Itoa(first/site.PageSize + 1) }, site.PageSize)
	m := &measured{context: c, meter: c.g.Meter(c.plan.Affected)}
	if page.Part == 1 && len(list) > furthestShown {
		v.Furthest = m.furthest(list)
	}
	v.Table = Table{
		ID: "list", Title: c.t("Everything that may change"), Cols: m.columns(), Filter: true,
		Empty: c.t("This catalog has no message, service, channel or store yet."),
	}
	last, kind := catalog.ID(-2), catalog.NoKind
	for _, id := range list[page.First:page.Last] {
		d, k := c.g.Domain(id), c.cat.Base(id).Kind
		if d != last || k != kind {
			last, kind = d, k
			v.Table.Groups = append(v.Table.Groups, Group{Title: c.impactGroup(k, d)})
		}
		g := &v.Table.Groups[len(v.Table.Groups)-1]
		g.Rows = append(g.Rows, Row{Cells: m.row(id)})
	}
	v.Table.Total = len(list)
	v.list(v.Furthest, v.Table)
	return v
}

func (c *context) impactGroup(kind catalog.Kind, domain catalog.ID) Link {
	l := Link{Text: c.t(sectionWord(kind)), Icon: kind.String(), Note: c.t("in no domain")}
	if domain != catalog.NoID {
		l.Note = visible(c.cat.Base(domain).Title())
	}
	return l
}

// measured makes the rows of resources with how far they reach.
type measured struct {
	*context
	meter *graph.Meter
}

func (m *measured) columns() []string {
	return []string{m.t("Start"), m.t("Next"), m.t("In the end"), m.t("Flows"), m.t("Owner")}
}

// row says of a resource how many services are next, how many are reached in the end, and in how many flows it is.
func (m *measured) row(id catalog.ID) []Cell {
	l := m.link(id)
	n := m.reachOf(m.meter, id)
	if path, ok := m.plan.ReachPath(id); ok {
		l.Href = m.to(path)
	} else if m.cat.Base(id).Kind.IsMessage() && len(m.g.Successors(id)) > 0 {
		l.Href += "#impact"
	}
	cells := []Cell{{Links: []Link{l}, Chips: m.rowChips(m.cat.Base(id))}, count(m.next(id)), {Number: true}, {Number: true}, m.ownersOf(id)}
	cells[2].Text = number(n)
	if n >= reachMost {
		cells[2].Text = number(reachMost) + "+"
	}
	if flows := len(m.mentionedBy(id, catalog.FlowKind)); flows > 0 {
		cells[3].Text = number(flows)
	}
	return cells
}

// next counts the services and stores that a resource reaches first: one hop away, or for a service behind what it sends.
func (m *measured) next(id catalog.ID) int {
	starts := m.plan.Starts(id)
	if m.cat.Base(id).Kind == catalog.ChannelKind {
		return len(starts)
	}
	seen := map[catalog.ID]bool{}
	for _, start := range starts {
		for _, next := range m.g.Successors(start) {
			if m.plan.Affected(next) {
				seen[next] = true
				continue
			}
			for _, after := range m.g.Successors(next) {
				if m.plan.Affected(after) && !slices.Contains(starts, after) {
					seen[after] = true
				}
			}
		}
	}
	return len(seen)
}

// furthest lists the resources that reach most.
func (m *measured) furthest(list []catalog.ID) Table {
	t := Table{ID: "furthest", Title: m.t("Reach furthest"), Cols: m.columns()}
	type far struct {
		id       catalog.ID
		n, first int
	}
	all := make([]far, len(list))
	for i, id := range list {
		all[i] = far{id, m.reachOf(m.meter, id), m.next(id)}
	}
	slices.SortFunc(all, func(a, b far) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(b.first, a.first), cmp.Compare(a.id, b.id))
	})
	var rows []Row
	for _, f := range all[:furthestShown] {
		if f.n > 0 {
			rows = append(rows, Row{Cells: m.row(f.id)})
		}
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}
