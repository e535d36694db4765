package page

import (
	"cmp"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// messageKinds are the kinds of messages, in their order.
var messageKinds = []catalog.Kind{catalog.EventKind, catalog.CommandKind, catalog.QueryKind}

// looseTable counts the messages that nobody sends or receives. That nobody receives a message and that nobody knows who does are two
// things: who receives a public one may stand in no catalog.
func (c *context) looseTable() Table {
	t := Table{ID: "loose", Title: c.t("Messages without ends"), Cols: []string{c.t("What is missing")}}
	rows := []Row{
		{Cells: []Cell{{Text: c.t("No producer")}}},
		{Cells: []Cell{{Text: c.t("No consumer")}}},
		{Cells: []Cell{{Text: c.t("Consumers unknown"), Chips: []Chip{{Text: c.t("public"), Icon: "globe", Title: c.t("Of a public message there may be consumers that nobody has described.")}}}}},
		{Cells: []Cell{{Text: c.t("Neither producer nor consumer")}}},
	}
	found := false
	for _, kind := range messageKinds {
		list := c.plan.List(kind)
		if len(list) == 0 {
			continue
		}
		t.Cols = append(t.Cols, c.t(sectionWord(kind)))
		var n [4]int
		for _, id := range list {
			c.countEnds(id, &n)
		}
		for i := range rows {
			cell := count(n[i])
			if gap := []site.Gap{site.Producer, site.Consumer, site.Consumer, site.Consumer}[i]; n[i] > 0 {
				found = true
				cell.Text, cell.Links = "", []Link{{Text: number(n[i]), Href: c.gapHref(gap, kind)}}
			}
			rows[i].Cells = append(rows[i].Cells, cell)
		}
	}
	if !found {
		t.Empty = c.t("Every message has a producer and a consumer.")
		return t
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// countEnds counts a message in each row of the table that it belongs to.
func (c *context) countEnds(id catalog.ID, n *[4]int) {
	concerned, unsent := c.plan.Lacks(site.Producer, id)
	_, unread := c.plan.Lacks(site.Consumer, id)
	if !concerned {
		return
	}
	m, ok := c.cat.Resource(id).(*catalog.Message)
	public := ok && m.Visibility == "public"
	for i, holds := range []bool{unsent, unread && !public, unread && public, unsent && unread} {
		if holds {
			n[i]++
		}
	}
}

// reuseSteps are the numbers of consumers that are told apart: each up to the next one.
var reuseSteps = []int{0, 1, 2, 3, 6, 11, 21}

// reuseTable says how many events have how many consumers.
func (c *context) reuseTable() Table {
	t := Table{ID: "reuse", Title: c.t("Reuse of events"), Lead: c.t("How many services receive an event."), Cols: []string{c.t("Consumers"), c.t("Events"), c.t("Share")}}
	counts := make([]int, len(reuseSteps))
	all := 0
	for _, id := range c.plan.List(catalog.EventKind) {
		i, exact := slices.BinarySearch(reuseSteps, c.consumers(id))
		if !exact {
			i--
		}
		counts[i]++
		all++
	}
	var rows []Row
	for i, n := range counts {
		if n == 0 {
			continue
		}
		share := site.Coverage{Of: all, Have: n}
		events := count(n)
		if href := c.gapHref(site.Consumer, catalog.EventKind); reuseSteps[i] == 0 && href != "" {
			events.Text, events.Links = "", []Link{{Text: number(n), Href: href}}
		}
		rows = append(rows, Row{Cells: []Cell{{Text: c.reuseWord(i)}, events, {Text: percent(share), HTML: meter(n, all), Number: true}}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// reuseWord is a range of numbers of consumers.
func (c *context) reuseWord(i int) string {
	switch {
	case i == len(reuseSteps)-1:
		return c.words.F("%s or more", number(reuseSteps[i]))
	case reuseSteps[i+1]-reuseSteps[i] == 1:
		return number(reuseSteps[i])
	default:
		return c.words.F("%s to %s", number(reuseSteps[i]), number(reuseSteps[i+1]-1))
	}
}

// consumers is the number of services that receive any version of a message.
func (c *context) consumers(id catalog.ID) int {
	base := c.cat.Base(id)
	services := map[catalog.ID]bool{}
	for _, v := range c.cat.Versions(base.Kind, base.ID) {
		for _, e := range c.g.To(v, catalog.Consumes) {
			if c.cat.Base(e.From).Latest {
				services[e.From] = true
			}
		}
	}
	return len(services)
}

// topShown is how many rows the tables of the most have.
const topShown = 10

// topTable lists the events with the most consumers, on which most depends.
func (c *context) topTable() Table {
	t := Table{ID: "most", Title: c.t("Most received events"), Cols: []string{c.t("Event"), c.t("Consumers"), c.t("Domain"), c.t("Owner"), c.t("Producers")}}
	type received struct {
		id catalog.ID
		n  int
	}
	var list []received
	for _, id := range c.plan.List(catalog.EventKind) {
		if n := c.consumers(id); n > 1 {
			list = append(list, received{id, n})
		}
	}
	slices.SortStableFunc(list, func(a, b received) int { return cmp.Compare(b.n, a.n) })
	var rows []Row
	for _, r := range list[:min(len(list), topShown)] {
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{c.link(r.id)}, Chips: c.rowChips(c.cat.Base(r.id))}, count(r.n), c.domainOf(r.id), c.ownersOf(r.id), c.serviceSummary(c.usesOf(r.id, catalog.Produces)),
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// outgoingTable lists the deprecated resources with the most consumers left.
func (c *context) outgoingTable() Table {
	t := Table{ID: "deprecated", Title: c.t("Consumers left on what is deprecated"), Cols: c.outgoingColumns()}
	ids := c.outgoing()
	if len(ids) == 0 {
		return t
	}
	left := make(map[catalog.ID][]catalog.ID, len(ids))
	for _, id := range ids {
		left[id] = c.dependents(id)
	}
	all := slices.Clone(ids)
	ids = slices.DeleteFunc(ids, func(id catalog.ID) bool { return len(left[id]) == 0 })
	slices.SortStableFunc(ids, func(a, b catalog.ID) int { return cmp.Compare(len(left[b]), len(left[a])) })
	t.Total = len(ids)
	t.Empty = c.t("No consumer is left on anything that is deprecated.")
	var rows []Row
	for _, id := range ids[:min(len(ids), 2*topShown)] {
		rows = append(rows, Row{Cells: c.outgoingRow(id, left[id])})
	}
	t.Groups = []Group{{Rows: rows}}
	l := c.plan.ListingOf(site.Outgoing, catalog.NoID, "")
	t.More = Link{Text: c.n("All %d that is deprecated|All %d that are deprecated", len(all)), Href: c.to(l.Path(1))}
	return t
}
