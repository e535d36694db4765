package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
	"github.com/eventatlas/eventatlas/render/site"
)

// DomainView is the page of a domain.
type DomainView struct {
	Frame
	Figure Figure
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
	v.Figure = c.contextMap(id)
	if v.Figure.Shown() {
		v.section(v.Figure.ID, v.Figure.Title, 0)
	}
	enters, leaves := c.boundary(id)
	v.Enters = c.boundaryTable("enters", c.t("Enters"), c.t("What this domain receives from others."), enters)
	v.Leaves = c.boundaryTable("leaves", c.t("Leaves"), c.t("What others receive from this domain."), leaves)
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

// passage is a message on its way across a boundary, with the services inside and outside.
type passage struct {
	message         catalog.ID
	inside, outside []catalog.ID
}

// boundary finds the messages that cross the boundary of a domain: those that enter it, and those that leave.
func (b *Builder) boundary(domain catalog.ID) (enters, leaves []passage) {
	for _, s := range b.within(domain, catalog.ServiceKind) {
		for _, m := range b.targets(b.g.From(s, catalog.Consumes)) {
			if from := b.outside(b.sources(b.g.To(m, catalog.Produces)), domain); len(from) > 0 {
				enters = addPassage(enters, m, s, from)
			}
		}
		for _, m := range b.targets(b.g.From(s, catalog.Produces)) {
			if to := b.outside(b.sources(b.g.To(m, catalog.Consumes)), domain); len(to) > 0 {
				leaves = addPassage(leaves, m, s, to)
			}
		}
	}
	return enters, leaves
}

func (b *Builder) outside(ids []catalog.ID, domain catalog.ID) []catalog.ID {
	return slices.DeleteFunc(b.latest(ids), func(id catalog.ID) bool { return b.inDomain(id, domain) })
}

func addPassage(list []passage, message, inside catalog.ID, outside []catalog.ID) []passage {
	i := slices.IndexFunc(list, func(p passage) bool { return p.message == message })
	if i < 0 {
		return append(list, passage{message: message, inside: []catalog.ID{inside}, outside: outside})
	}
	list[i].inside = append(list[i].inside, inside)
	return list
}

func (c *context) boundaryTable(id, title, lead string, list []passage) Table {
	t := Table{ID: id, Title: title, Lead: lead, Cols: []string{c.t("Message"), c.t("Inside"), c.t("Outside"), c.t("Summary")}}
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
		shown := p.ids[:min(len(p.ids), 200)]
		t := c.resourceTable(p.kind.Section(), c.t(sectionWord(p.kind)), shown)
		if p.kind.IsMessage() {
			t = c.messageTable(p.kind.Section(), c.t(sectionWord(p.kind)), shown, "")
		}
		if rest := len(p.ids) - len(shown); rest > 0 {
			path, _ := c.plan.SectionPath(p.kind, 1)
			t.More = Link{Text: c.n("%d more|%d more", rest), Href: c.to(path)}
		}
		tables = append(tables, t)
	}
	return tables
}

// mapLimit is how many services and messages a context map shows at most; of more, messages become bundles between services, and
// of still more the neighbours become domains.
const mapLimit = 60

// contextMap draws the services of a domain, their messages as bundles, and the neighbours outside by domain.
func (c *context) contextMap(id catalog.ID) Figure {
	s := c.sketch(c.words.F("Who %s talks to", visible(c.cat.Base(id).Title())))
	services := c.within(id, catalog.ServiceKind)
	if len(services) > mapLimit {
		services = services[:mapLimit]
	}
	for _, svc := range services {
		s.addIn(svc, -1)
	}
	bundles := map[[2]int][]catalog.ID{}
	var order [][2]int
	link := func(from, to int, m catalog.ID) {
		key := [2]int{from, to}
		if _, ok := bundles[key]; !ok {
			order = append(order, key)
		}
		if !slices.Contains(bundles[key], m) {
			bundles[key] = append(bundles[key], m)
		}
	}
	for _, svc := range services {
		here := s.nodes[svc]
		for _, m := range c.targets(c.g.From(svc, catalog.Produces)) {
			for _, other := range c.latest(c.sources(c.g.To(m, catalog.Consumes))) {
				link(here, s.neighbour(other, id, 1), m)
			}
		}
		for _, m := range c.targets(c.g.From(svc, catalog.Consumes)) {
			for _, other := range c.latest(c.sources(c.g.To(m, catalog.Produces))) {
				if !c.inDomain(other, id) {
					link(s.neighbour(other, id, 0), here, m)
				}
			}
		}
	}
	for _, key := range order {
		if key[0] == key[1] {
			continue
		}
		ids := bundles[key]
		label := shorten(visible(c.cat.Base(ids[0]).Title()), 24)
		if len(ids) > 1 {
			label += " +" + number(len(ids)-1)
		}
		s.spec.Edges = append(s.spec.Edges, diagram.Edge{From: key[0], To: key[1], Label: label, Relation: "sends", Weight: len(ids)})
	}
	return Figure{ID: "context", Title: c.t("Context"), Spec: s.spec, Orthogonal: true}
}

// neighbour is the node for a service that talks to a domain: its own inside, its domain's outside. A domain that both sends and
// receives stands on both sides (0 before, 1 behind), so that everything is read from left to right.
func (s *sketch) neighbour(service, domain catalog.ID, side int) int {
	if s.inDomain(service, domain) {
		return s.addIn(service, -1)
	}
	id := s.g.Domain(service)
	if id == catalog.NoID || s.inDomain(domain, id) {
		id = service
	}
	n := s.again(id, -2-side)
	s.spec.Nodes[n].Column = 0
	return n
}
