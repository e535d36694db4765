package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// DomainView is the page of a domain.
type DomainView struct {
	Frame
	// Figure is the context map, OneByOne the same message by message, and Entities how the business objects of the domain refer to each other.
	Figure, OneByOne, Entities Figure
	// Enters and Leaves are the messages that cross its boundary.
	Enters, Leaves Table
	// Parts are the resources in it, by kind.
	Parts      []Table
	Terms      []Term
	TermsTitle string
	Related    Table
}

// Term is a word of the domain's language.
type Term struct {
	ID, Name   string
	Definition Text
}

func domainPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := DomainView{Frame: c.resourceFrame(), TermsTitle: c.t("Language")}
	v.Facts = c.domainFacts(id)
	a := c.domainArea(id)
	v.Figure, v.OneByOne = c.contextMap(a), c.messagesFigure(a)
	v.Entities = c.entitiesFigure(id)
	for _, f := range []Figure{v.Figure, v.Entities} {
		if f.Shown() {
			v.section(f.ID, f.Title, 0)
		}
	}
	enters, leaves := c.boundary(a)
	v.Enters = c.boundaryTable("enters", c.t("Enters"), c.t("What this domain receives from others."), enters, site.Entering)
	v.Leaves = c.boundaryTable("leaves", c.t("Leaves"), c.t("What others receive from this domain."), leaves, site.Leaving)
	v.list(v.Leaves, v.Enters)
	v.Parts = c.domainParts(id)
	v.list(v.Parts...)
	if d, ok := c.cat.Resource(id).(*catalog.Domain); ok {
		for _, t := range d.Terms {
			v.Terms = append(v.Terms, Term{
				ID: "term-" + fieldID(t.Name)[len("field-"):], Name: visible(t.Name),
				Definition: Text{HTML: c.phrase(t.Definition, t.Pos.File)},
			})
		}
	}
	if len(v.Terms) > 0 {
		v.section("language", v.TermsTitle, len(v.Terms))
	}
	v.Related = c.relatedTable(id)
	v.list(v.Related)
	c.finish(&v.Frame)
	return v
}

func (c *context) domainFacts(id catalog.ID) []Fact {
	services, messages := c.domainCounts(id)
	facts := []Fact{{Label: c.t("Owner"), Cell: c.ownersOf(id)}}
	if parent := c.g.Domain(id); parent != catalog.NoID {
		facts = append(facts, Fact{Label: c.t("Part of"), Cell: Cell{Links: []Link{c.link(parent)}}})
	}
	return append(facts,
		Fact{Label: c.t("Services"), Cell: Cell{Text: number(services)}},
		Fact{Label: c.t("Messages"), Cell: Cell{Text: number(messages)}},
		Fact{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(c.cat.Base(id).ID)}}, Copy: c.cat.Base(id).ID})
}

// inDomain reports whether a resource is in a domain, or in one of those in it.
func (b *Builder) inDomain(id, domain catalog.ID) bool {
	return id == domain || slices.Contains(b.g.Ancestors(id), domain)
}

// within returns the resources of a kind in a domain and in those in it.
func (b *Builder) within(domain catalog.ID, kinds ...catalog.Kind) []catalog.ID {
	in := b.inside[domain]
	if in == nil {
		return nil
	}
	var ids []catalog.ID
	for _, p := range in.parts {
		if slices.Contains(kinds, p.kind) {
			ids = append(ids, p.ids...)
		}
	}
	for _, sub := range in.domains {
		ids = append(ids, b.within(sub, kinds...)...)
	}
	return ids
}

// The tables of a large domain show the first rows; its listings have the rest.
const (
	boundaryLimit = 50
	partLimit     = 50
)

// whole leads to the listing of a domain, or else to that of everything in it: the boundaries of subdomains have none.
func (c *context) whole(sort site.Sort, kind catalog.Kind) string {
	id := c.page.Resource
	if l := c.plan.ListingOf(sort, id, ""); l != nil && sort != site.Within {
		return c.to(l.Path(1))
	}
	return c.listPlace(c.plan.ListingOf(site.Within, id, ""), kind)
}

func (c *context) boundaryTable(id, title, lead string, list []passage, whole site.Sort) Table {
	t := Table{ID: id, Title: title, Lead: lead, Cols: []string{c.t("Message"), c.t("Inside"), c.t("Outside"), c.t("Summary")}}
	if rest := len(list) - boundaryLimit; rest > 0 {
		t.Total, t.More = len(list), Link{Text: c.n("%d more|%d more", rest), Href: c.whole(whole, catalog.EventKind)}
		list = list[:boundaryLimit]
	}
	var rows []Row
	for _, p := range list {
		base := c.cat.Base(p.message)
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{c.link(p.message)}, Chips: c.rowChips(base)},
			{Links: c.links(c.byTitle(p.inside))},
			c.outsideCell(p.outside),
			{HTML: c.phrase(base.Summary, base.Source.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// outsideCell names services with their domains.
func (c *context) outsideCell(ids []catalog.ID) Cell {
	links := c.links(ids[:min(len(ids), 6)])
	for i := range links {
		if d := c.g.Domain(ids[i]); d != catalog.NoID {
			links[i].Note = visible(c.cat.Base(d).Title())
		}
	}
	if rest := len(ids) - len(links); rest > 0 {
		links = append(links, Link{Text: c.n("%d more|%d more", rest)})
	}
	return Cell{Links: links}
}

func (c *context) domainParts(id catalog.ID) []Table {
	var tables []Table
	in := c.inside[id]
	if in == nil {
		return nil
	}
	if len(in.domains) > 0 {
		tables = append(tables, c.resourceTable("domains", c.t("Subdomains"), in.domains))
	}
	for _, p := range in.parts {
		shown := p.ids[:min(len(p.ids), partLimit)]
		t := c.resourceTable(p.kind.Section(), c.t(sectionWord(p.kind)), shown)
		if p.kind.IsMessage() {
			t = c.messageTable(p.kind.Section(), c.t(sectionWord(p.kind)), shown, "")
		}
		if rest := len(p.ids) - len(shown); rest > 0 {
			t.Total, t.More = len(p.ids), Link{Text: c.n("%d more|%d more", rest), Href: c.whole(site.Within, p.kind)}
		}
		tables = append(tables, t)
	}
	return tables
}
