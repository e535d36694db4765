package page

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strconv"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// coveredGaps are the gaps that tables of coverage have columns for.
var coveredGaps = []site.Gap{site.Owner, site.Summary, site.Schema, site.Example, site.Producer, site.Consumer, site.Description}

func (c *context) coverageColumns(first string) []string {
	return []string{first, c.t("All"), c.t("Owner"), c.t("Summary"), c.t("Schema"), c.t("Example"), c.t("Producer"), c.t("Consumer"), c.t("Described")}
}

// coverageCells are the shares of what there is; those that are not whole lead to what is missing.
func (c *context) coverageCells(t *tally, missing func(site.Gap) string) []Cell {
	cells := []Cell{count(t.all)}
	for _, gap := range coveredGaps {
		cells = append(cells, c.shareCell(t.gaps[gap], missing(gap)))
	}
	return cells
}

// shareCell writes a share as a number, and as a bar unless it is whole, so that what is left to do stands out.
func (c *context) shareCell(covered site.Coverage, href string) Cell {
	if covered.Of == 0 {
		return Cell{Number: true}
	}
	cell := Cell{Number: true, Text: percent(covered)}
	if covered.Have < covered.Of {
		cell.HTML = meter(covered.Have, covered.Of)
	}
	if covered.Have < covered.Of && href != "" {
		cell.Text, cell.Links = "", []Link{{Text: percent(covered), Href: href}}
	}
	return cell
}

// meter is a bar beside a number that says the same.
func meter(have, all int) template.HTML {
	w := &writer{}
	w.raw(`<meter aria-hidden="true" min="0" max="`, strconv.Itoa(max(all, 1)), `" value="`, strconv.Itoa(have), `"></meter>`)
	return w.html()
}

func (c *context) kindCoverage(h *survey) Table {
	t := Table{ID: "coverage", Title: c.t("Coverage by kind"), Lead: c.t("The share that has what a reader looks for. Each leads to what lacks it."), Cols: c.coverageColumns(c.t("Kind"))}
	var rows []Row
	for _, kind := range catalog.Kinds() {
		if h.kinds[kind] == nil || h.kinds[kind].all == 0 {
			continue
		}
		path, _ := c.plan.SectionPath(kind, 1)
		name := Cell{Links: []Link{{Text: c.t(sectionWord(kind)), Icon: kind.String(), Href: c.to(path)}}}
		rows = append(rows, Row{Cells: append([]Cell{name}, c.coverageCells(h.kinds[kind], func(gap site.Gap) string { return c.gapHref(gap, kind) })...)})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// gapHref leads to the resources of a kind in the list of what lacks something.
func (c *context) gapHref(gap site.Gap, kind catalog.Kind) string {
	return c.listPlace(c.plan.ListingOf(site.Lacking, catalog.NoID, string(gap)), kind)
}

// listPlace leads to the resources of a kind in a listing; "" if it has none of them.
func (c *context) listPlace(l *site.Listing, kind catalog.Kind) string {
	if l == nil {
		return ""
	}
	for i, e := range l.Entries {
		if c.cat.Base(e.ID).Kind == kind {
			return c.to(l.Path(i/site.PageSize+1)) + "#" + kind.Section()
		}
	}
	return ""
}

// domainCoverage lists the outermost domains; in a large catalog those with the most gaps.
func (c *context) domainCoverage(h *survey) Table {
	t := Table{ID: "domains", Title: c.t("Coverage by domain"), Cols: c.coverageColumns(c.t("Domain"))}
	ids := append(slices.Clone(c.tops), catalog.NoID)
	ids = slices.DeleteFunc(ids, func(id catalog.ID) bool { return h.domains[id] == nil || h.domains[id].all == 0 })
	if t.Total = len(ids); t.Total > healthRows {
		t.Lead = c.t("Those with the most gaps.")
		slices.SortStableFunc(ids, func(a, b catalog.ID) int { return cmp.Compare(h.domains[b].open(), h.domains[a].open()) })
		ids = ids[:healthRows]
		path, _ := c.plan.SectionPath(catalog.DomainKind, 1)
		t.More = Link{Text: c.n("%d more|%d more", t.Total-healthRows), Href: c.to(path)}
	}
	var rows []Row
	for _, id := range ids {
		name := Cell{Text: c.t("In no domain")}
		if id != catalog.NoID {
			name = Cell{Links: []Link{c.link(id)}}
		}
		rows = append(rows, Row{Cells: append([]Cell{name}, c.coverageCells(h.domains[id], func(gap site.Gap) string { return c.domainGapHref(gap, id) })...)})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// domainGapHref leads to what lacks something in a domain, which only the table of everything can choose.
func (c *context) domainGapHref(gap site.Gap, domain catalog.ID) string {
	if domain == catalog.NoID {
		return ""
	}
	return c.exploreHref("lacks", string(gap), "domain", visible(c.cat.Base(domain).ID))
}

// ownersTable lists who looks after what, those with the most to do first.
func (c *context) ownersTable(h *survey) Table {
	t := Table{
		ID: "owners", Title: c.t("Findings and coverage by owner"), Lead: c.t("Those with the most findings first."),
		Cols: []string{c.t("Owner"), c.t("Looks after"), c.t("Errors"), c.t("Warnings"), c.t("Remarks"), c.t("Summary"), c.t("Schema"), c.t("Consumer"), c.t("Deprecated in use"), c.t("Reach them")},
	}
	ids := slices.SortedFunc(maps.Keys(h.owners), func(a, b catalog.ID) int {
		x, y := h.owners[a], h.owners[b]
		return cmp.Or(slices.Compare(y.found[:], x.found[:]), cmp.Compare(y.open(), x.open()), cmp.Compare(a, b))
	})
	ids = slices.DeleteFunc(ids, func(id catalog.ID) bool { x := h.owners[id]; return x.all+x.findings()+x.behind == 0 })
	if t.Total = len(ids); t.Total > healthRows {
		ids = ids[:healthRows]
		path, _ := c.plan.SectionPath(catalog.TeamKind, 1)
		t.More = Link{Text: c.n("%d more|%d more", t.Total-healthRows), Href: c.to(path)}
	}
	var rows []Row
	for _, id := range ids {
		rows = append(rows, Row{Cells: c.ownerRow(id, h.owners[id])})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func (c *context) ownerRow(id catalog.ID, o *tally) []Cell {
	name, all, contact := Cell{Text: c.t("Nobody")}, count(o.all), Cell{}
	if id == catalog.NoID {
		if l := c.plan.ListingOf(site.Lacking, catalog.NoID, string(site.Owner)); l != nil {
			all.Text, all.Links = "", []Link{{Text: number(o.all), Href: c.to(l.Path(1))}}
		}
	} else {
		name = Cell{Links: []Link{c.link(id)}, Chips: c.rowChips(c.cat.Base(id))}
		if l := c.plan.ListingOf(site.Owned, id, ""); l != nil {
			all.Text, all.Links = "", []Link{{Text: number(o.all), Href: c.to(l.Path(1))}}
		}
		contact = c.contactOf(id)
	}
	list := c.plan.FindingsIn(id)
	errors, warnings, remarks := o.found[catalog.Error], o.found[catalog.Warning], o.found[catalog.Info]
	return []Cell{
		name, all, c.findingsCell(errors, list, 0, "error"), c.findingsCell(warnings, list, errors, "warning"), c.findingsCell(remarks, list, errors+warnings, "info"),
		c.shareCell(o.gaps[site.Summary], ""), c.shareCell(o.gaps[site.Schema], ""), c.shareCell(o.gaps[site.Consumer], ""),
		countOrNothing(o.behind), contact,
	}
}

// contactOf is how to reach an owner, and says so where nobody knows.
func (c *context) contactOf(id catalog.ID) Cell {
	var cell Cell
	switch r := c.cat.Resource(id).(type) {
	case *catalog.Team:
		cell = c.contact(r.Email, r.Chat)
	case *catalog.Person:
		cell = c.contact(r.Email, r.Chat)
	}
	if cell.empty() {
		cell.Chips = []Chip{{Text: c.t("no contact"), Tone: "warn", Icon: "question"}}
	}
	return cell
}

func countOrNothing(n int) Cell {
	if n == 0 {
		return Cell{Number: true}
	}
	return count(n)
}

// gapsTable says by domain what has no owner, and which owners are near: those of what it exchanges messages with.
func (c *context) gapsTable() Table {
	t := Table{
		ID: "ownership", Title: c.t("Without an owner"), Lead: c.t("Near are the owners of what sends or receives the same messages: somebody to ask."),
		Cols: []string{c.t("Domain"), c.t("Without an owner"), c.t("Services"), c.t("Messages"), c.t("Channels"), c.t("Near")},
	}
	l := c.plan.ListingOf(site.Lacking, catalog.NoID, string(site.Owner))
	if l == nil {
		t.Empty = c.t("Everything has an owner.")
		return t
	}
	byDomain := map[catalog.ID][]catalog.ID{}
	for _, e := range l.Entries {
		d := c.plan.TopDomain(e.ID)
		byDomain[d] = append(byDomain[d], e.ID)
	}
	domains := slices.SortedFunc(maps.Keys(byDomain), func(a, b catalog.ID) int {
		return cmp.Or(cmp.Compare(len(byDomain[b]), len(byDomain[a])), cmp.Compare(a, b))
	})
	t.Total = len(domains)
	var rows []Row
	for _, d := range domains[:min(len(domains), healthRows)] {
		rows = append(rows, Row{Cells: c.gapRow(d, byDomain[d])})
	}
	t.Groups = []Group{{Rows: rows}}
	t.More = Link{Text: c.t("All without an owner"), Href: c.to(l.Path(1))}
	return t
}

// nearShown is how many owners a row names.
const nearShown = 4

func (c *context) gapRow(domain catalog.ID, ids []catalog.ID) []Cell {
	name := Cell{Text: c.t("In no domain")}
	if domain != catalog.NoID {
		name = Cell{Links: []Link{c.link(domain)}}
	}
	services, messages, channels := 0, 0, 0
	near := map[catalog.ID]int{}
	for _, id := range ids {
		switch kind := c.cat.Base(id).Kind; {
		case kind == catalog.ServiceKind:
			services++
		case kind.IsMessage():
			messages++
		case kind == catalog.ChannelKind:
			channels++
		}
		for _, other := range slices.Concat(c.g.Predecessors(id), c.g.Successors(id)) {
			for _, owner := range c.owners(other) {
				near[owner]++
			}
		}
	}
	owners := slices.SortedFunc(maps.Keys(near), func(a, b catalog.ID) int { return cmp.Or(cmp.Compare(near[b], near[a]), cmp.Compare(a, b)) })
	links := c.links(owners[:min(len(owners), nearShown)])
	if rest := len(owners) - len(links); rest > 0 {
		links = append(links, Link{Text: c.n("%d more|%d more", rest)})
	}
	return []Cell{name, count(len(ids)), countOrNothing(services), countOrNothing(messages), countOrNothing(channels), {Links: links}}
}
