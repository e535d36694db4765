package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// ListView is a part of a listing: what one owner has, what is in a domain, what leaves it, what has a tag, what lacks something.
type ListView struct {
	Frame
	Table Table
	Count int
	// Parts are the other pages of a long list.
	Parts []NavItem
}

func listPage(b *Builder, page site.Page) any {
	c := b.at(page)
	l := c.plan.Listing(page.List)
	v := ListView{Frame: c.frame(), Count: len(l.Entries), Parts: c.parts(page)}
	v.Icon = c.listIcon(l)
	title := c.listTitle(l)
	v.titled(title)
	v.Summary = codes(c.listLead(l))
	c.numberedTitle(&v.Frame, title)
	v.Table = c.listTable(l, l.Entries[page.First:page.Last])
	v.Table.Title = title
	return v
}

func (c *context) listIcon(l *site.Listing) string {
	if l.Of != catalog.NoID {
		return c.icon(l.Of)
	}
	return "list"
}

// listTitle is the heading of a listing.
func (c *context) listTitle(l *site.Listing) string {
	switch l.Sort {
	case site.Owned:
		return c.words.F("What %s looks after", c.name(l.Of))
	case site.Within:
		return c.words.F("Everything in %s", c.name(l.Of))
	case site.Leaving:
		return c.words.F("What leaves %s", c.name(l.Of))
	case site.Entering:
		return c.words.F("What enters %s", c.name(l.Of))
	case site.Tagged:
		return c.words.F("Tagged %s", visible(l.Name))
	case site.Outgoing:
		return c.t("Deprecated")
	default:
		return c.gapTitle(site.Gap(l.Name))
	}
}

// gapTitle heads the list of what lacks something.
func (b *Builder) gapTitle(gap site.Gap) string {
	switch gap {
	case site.Owner:
		return b.t("Without an owner")
	case site.Summary:
		return b.t("Without a summary")
	case site.Schema:
		return b.t("Without a schema")
	case site.Example:
		return b.t("Without an example")
	case site.Producer:
		return b.t("Without a producer")
	case site.Consumer:
		return b.t("Without a consumer")
	default:
		return b.t("Referred to, and not described")
	}
}

// listLead says in a sentence what a listing is for.
func (c *context) listLead(l *site.Listing) string {
	switch {
	case l.Sort == site.Leaving:
		return c.t("The messages that other domains receive from this one, by domain.")
	case l.Sort == site.Entering:
		return c.t("The messages that this domain receives from others, by domain.")
	case l.Sort == site.Outgoing:
		return c.t("What is on its way out, with the consumers that are left. Where there are none, it can go.")
	case l.Name == string(site.Consumer):
		return c.t("Nobody here is known to receive them. Of a public message there may be consumers that nobody has described.")
	default:
		return ""
	}
}

func (c *context) name(id catalog.ID) string { return visible(c.cat.Base(id).Title()) }

// listTable lists entries in groups: by the other domain, or else by kind.
func (c *context) listTable(l *site.Listing, entries []site.Entry) Table {
	t := Table{ID: "list", Cols: []string{c.t("Name"), c.t("Version"), c.t("Domain"), c.t("Owner"), c.t("Producers"), c.t("Consumers"), c.t("Summary")}, Bare: true, Filter: true}
	row := c.listRow
	if l.Sort == site.Outgoing {
		t.Cols = c.outgoingColumns()
		row = func(id catalog.ID) []Cell { return c.outgoingRow(id, c.dependents(id)) }
	}
	last := site.Entry{ID: catalog.NoID, Other: catalog.NoID}
	for _, e := range entries {
		kind := c.cat.Base(e.ID).Kind
		if last.ID == catalog.NoID || e.Other != last.Other || e.Other == catalog.NoID && kind != c.cat.Base(last.ID).Kind {
			t.Groups = append(t.Groups, c.listGroup(e))
		}
		last = e
		g := &t.Groups[len(t.Groups)-1]
		g.Rows = append(g.Rows, Row{Cells: row(e.ID)})
	}
	return t
}

func (c *context) listGroup(e site.Entry) Group {
	if e.Other != catalog.NoID {
		return Group{ID: c.plan.Anchor(e.Other), Title: c.link(e.Other)}
	}
	kind := c.cat.Base(e.ID).Kind
	return Group{ID: kind.Section(), Title: Link{Text: c.t(sectionWord(kind)), Icon: kind.String()}}
}

func (c *context) listRow(id catalog.ID) []Cell {
	base := c.cat.Base(id)
	cells := []Cell{{Links: []Link{c.link(id)}, Chips: c.rowChips(base)}, {Text: visible(base.Version)}, c.domainOf(id), c.ownersOf(id), {}, {}}
	if base.Kind.IsMessage() {
		cells[4], cells[5] = c.serviceSummary(c.usesOf(id, catalog.Produces)), c.serviceSummary(c.usesOf(id, catalog.Consumes))
	}
	return append(cells, Cell{HTML: c.phrase(base.Summary, base.Source.Pos.File)})
}

func (c *context) outgoingColumns() []string {
	return []string{c.t("Name"), c.t("Version"), c.t("Owner"), c.t("Until"), c.t("Consumers left"), c.t("Which")}
}

// outgoingShown is how many of the consumers that are left a row names.
const outgoingShown = 6

// outgoingRow says of a deprecated resource who is left.
func (c *context) outgoingRow(id catalog.ID, left []catalog.ID) []Cell {
	base := c.cat.Base(id)
	l := c.link(id)
	l.Version = ""
	until := ""
	if base.Deprecated != nil {
		until = visible(base.Deprecated.Removal)
	}
	links := c.links(left[:min(len(left), outgoingShown)])
	if rest := len(left) - len(links); rest > 0 {
		links = append(links, Link{Text: c.n("%d more|%d more", rest), Href: c.href(id)})
	}
	return []Cell{{Links: []Link{l}}, {Text: visible(base.Version)}, c.ownersOf(id), {Text: until}, count(len(left)), {Links: links}}
}
