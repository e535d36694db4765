package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
)

// The bounds of the tables about one message.
const (
	impactFields  = 300
	sharingShown  = 40
	sharingPerRef = 24
	orderShown    = 12
)

// messageReach adds what only the impact of a message has.
func (c *context) messageReach(v *ReachView) {
	consumers := c.usesOf(c.page.Resource, catalog.Consumes)
	v.Consumers = c.verdictTable(consumers)
	r := readingIn(consumers)
	v.Reading = c.readingFigure(r)
	v.Fields = c.fieldImpact(r)
	v.Order = c.orderTable(c.usesOf(c.page.Resource, catalog.Produces), consumers)
	v.Sharing = c.sharingTable(c.page.Resource)
	v.list(v.Consumers)
	v.drawing(v.Reading)
	v.list(v.Fields, v.Order)
}

// verdictTable says of each consumer what a change of the message does to it, as far as that is known.
func (c *context) verdictTable(consumers []use) Table {
	t := Table{
		ID: "consumers", Title: c.t("Consumers"), Cols: []string{c.t("Service"), c.t("A change"), c.t("Reads"), c.t("Domain"), c.t("Owner")},
		Empty: c.t("Nobody in this catalog receives it. Consumers outside of it are not known."),
	}
	var rows []Row
	for _, u := range consumers[:min(len(consumers), c.plan.ReachRows())] {
		verdict := Cell{Chips: []Chip{{Text: c.t("unknown"), Icon: "question", Tone: "warn"}}, HTML: noteHTML(c.t("it does not say which fields it reads"))}
		if len(u.fields) > 0 {
			verdict = Cell{Chips: []Chip{{Text: c.t("breaks where it reads"), Icon: "warn", Tone: "bad"}}, HTML: noteHTML(c.t("else it is safe"))}
		}
		service := Cell{Links: []Link{c.link(u.service)}, Chips: slices.Concat(c.otherVersion(u), c.provenanceChip(u.provenance))}
		rows = append(rows, Row{Cells: []Cell{service, verdict, c.fieldsCell(u.fields), c.domainOf(u.service), c.ownersOf(u.service)}})
	}
	t.Groups = []Group{{Rows: rows}}
	c.sayRest(&t, len(consumers)-len(rows), false)
	return t
}

// fieldImpact says of each field whom a change of it, or its removal, breaks.
func (c *context) fieldImpact(r *reading) Table {
	t := Table{
		ID: "fields", Title: c.t("If a field changes or goes"), Filter: true,
		Cols: []string{c.t("Field"), c.t("Breaks"), c.t("Safe"), c.t("Unknown")},
	}
	list := c.plan.Fields.Of(c.page.Resource, false)
	if list == nil || len(r.by)+r.silent == 0 {
		return t
	}
	saying := len(r.services())
	var rows []Row
	for i := range list.Fields[:min(len(list.Fields), impactFields)] {
		f := &list.Fields[i]
		readers := r.of(f.Path)
		field := Cell{HTML: codeLink(c.href(c.page.Resource)+fieldFragment(f, false), visible(f.Path))}
		rows = append(rows, Row{Cells: []Cell{field, c.someLinks(readers), count(saying - len(readers)), count(r.silent)}})
	}
	t.Groups = []Group{{Rows: rows}}
	t.Lead = c.t("A consumer breaks where it reads the field, something in it or what it is in, is safe where it says what it reads and that is not among it, and is unknown where it says nothing.")
	c.sayRest(&t, len(list.Fields)-len(rows), false)
	return t
}

// someLinks names the first of some resources and counts the rest.
func (c *context) someLinks(ids []catalog.ID) Cell {
	cell := Cell{Links: c.links(ids[:min(len(ids), orderShown)])}
	if rest := len(ids) - orderShown; rest > 0 {
		cell.Links = append(cell.Links, Link{Text: c.n("%d more|%d more", rest)})
	}
	return cell
}

// orderTable says in what order a change of the message is rolled out, by what the change keeps readable.
func (c *context) orderTable(producers, consumers []use) Table {
	t := Table{ID: "order", Title: c.t("Order of upgrades"), Cols: []string{c.t("What the change keeps"), c.t("First"), c.t("Then")}}
	if len(producers) == 0 || len(consumers) == 0 {
		return t
	}
	from, to := c.someLinks(servicesOf(producers)), c.someLinks(servicesOf(consumers))
	t.Groups = []Group{{Rows: []Row{
		{Cells: []Cell{{Text: c.t("Backward: consumers on the new schema can read data written with the old one.")}, to, from}},
		{Cells: []Cell{{Text: c.t("Forward: consumers on the old schema can read data written with the new one.")}, from, to}},
		{Cells: []Cell{{Text: c.t("Neither: send a new version beside the old one until nobody is left on that.")}, from, to}},
	}}}
	return t
}

func servicesOf(uses []use) []catalog.ID {
	var ids []catalog.ID
	for _, u := range uses {
		if !slices.Contains(ids, u.service) {
			ids = append(ids, u.service)
		}
	}
	return ids
}

// sharingTable lists the definitions that the schema of a message has in common with other messages: a change of one changes them all.
func (c *context) sharingTable(id catalog.ID) Table {
	t := Table{
		ID: "sharing", Title: c.t("Shared definitions"), Cols: []string{c.t("Definition"), c.t("Messages that are made of it too")},
		Lead: c.t("Who changes a definition changes every message whose schema refers to it."),
	}
	x := c.plan.Fields
	var rows []Row
	rest := 0
	for _, ref := range refsOf(x, id) {
		var others []catalog.ID
		for _, other := range x.Sharing(ref) {
			if a, b := c.cat.Base(other), c.cat.Base(id); a.Latest && (a.Kind != b.Kind || a.ID != b.ID) {
				others = append(others, other)
			}
		}
		switch {
		case len(others) == 0:
		case len(rows) == sharingShown:
			rest++
		default:
			cell := Cell{Links: c.links(others[:min(len(others), sharingPerRef)])}
			if more := len(others) - sharingPerRef; more > 0 {
				cell.Links = append(cell.Links, Link{Text: c.n("%d more|%d more", more)})
			}
			rows = append(rows, Row{Cells: []Cell{{Codes: []string{visible(shorten(ref, 2*nameLength))}}, cell}})
		}
	}
	t.Groups = []Group{{Rows: rows}}
	c.sayRest(&t, rest, false)
	return t
}

// refsOf are the definitions of the payload and the headers of a message.
func refsOf(x *fields.Index, id catalog.ID) []string {
	var refs []string
	for _, headers := range []bool{false, true} {
		if l := x.Of(id, headers); l != nil {
			refs = append(refs, l.Refs...)
		}
	}
	slices.Sort(refs)
	return slices.Compact(refs)
}
