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

// A context map is drawn service by service up to this many services and bundles between them; of more it could not be read, and
// the domain is drawn as one.
const (
	mapServices = 16
	mapBundles  = 48
)

// contextMap draws the services of a domain, their messages as bundles, and the neighbours outside by domain.
func (c *context) contextMap(id catalog.ID) Figure {
	f := Figure{ID: "context", Title: c.t("Context"), Orthogonal: true}
	title := c.words.F("Who %s talks to", visible(c.cat.Base(id).Title()))
	services := c.within(id, catalog.ServiceKind)
	if len(services) <= mapServices {
		m := &contextSketch{sketch: c.sketch(title), domain: id, bundles: map[[2]int][]catalog.ID{}}
		for _, s := range services {
			m.addIn(s, -1)
		}
		m.collect(services)
		if m.draw(); len(m.spec.Edges) <= mapBundles {
			f.Spec = m.spec
			return f
		}
	}
	m := &contextSketch{sketch: c.sketch(title), domain: id, whole: true, bundles: map[[2]int][]catalog.ID{}}
	m.add(id, 1)
	m.collect(services)
	m.draw()
	f.Spec, f.Orthogonal = m.spec, false
	return f
}

// contextSketch collects the bundles of messages between the parts of a context map.
type contextSketch struct {
	*sketch
	domain catalog.ID
	// whole draws the domain as one node.
	whole   bool
	bundles map[[2]int][]catalog.ID
	order   [][2]int
}

// collect adds what services send and receive.
func (s *contextSketch) collect(services []catalog.ID) {
	for _, service := range services {
		for _, m := range s.targets(s.g.From(service, catalog.Produces)) {
			for _, other := range s.latest(s.sources(s.g.To(m, catalog.Consumes))) {
				s.bundle(s.inner(service), s.end(other, 1), m)
			}
		}
		for _, m := range s.targets(s.g.From(service, catalog.Consumes)) {
			for _, other := range s.latest(s.sources(s.g.To(m, catalog.Produces))) {
				if !s.inDomain(other, s.domain) {
					s.bundle(s.end(other, 0), s.inner(service), m)
				}
			}
		}
	}
}

func (s *contextSketch) bundle(from, to int, message catalog.ID) {
	key := [2]int{from, to}
	if from == to {
		return
	}
	list, ok := s.bundles[key]
	if !ok {
		s.order = append(s.order, key)
	}
	if !slices.Contains(list, message) {
		s.bundles[key] = append(list, message)
	}
}

// inner is the node of a service of the domain.
func (s *contextSketch) inner(service catalog.ID) int {
	if s.whole {
		return s.nodes[s.domain]
	}
	return s.addIn(service, -1)
}

// end is the node at the other end: a service of the domain, else the domain outside. One that both sends and receives stands on
// both sides (0 before, 1 behind), so that everything is read from left to right.
func (s *contextSketch) end(service catalog.ID, side int) int {
	if s.inDomain(service, s.domain) {
		return s.inner(service)
	}
	id := s.g.Domain(service)
	if id == catalog.NoID || s.inDomain(s.domain, id) {
		id = service
	}
	n := s.again(id, 2*side)
	if !s.whole {
		s.spec.Nodes[n].Column = 0
	}
	return n
}

// draw adds the bundles as edges; of a domain that is drawn as one, only the strongest.
func (s *contextSketch) draw() {
	if s.whole {
		s.strongest()
	}
	for _, key := range s.order {
		ids := s.bundles[key]
		label := s.n("%d message|%d messages", len(ids))
		if !s.whole {
			label = shorten(visible(s.cat.Base(ids[0]).Title()), 24)
			if len(ids) > 1 {
				label += " +" + number(len(ids)-1)
			}
		}
		s.spec.Edges = append(s.spec.Edges, diagram.Edge{From: key[0], To: key[1], Label: label, Relation: "sends", Weight: len(ids)})
	}
}

// strongest keeps the neighbours with the most messages on each side, and one box for the others.
func (s *contextSketch) strongest() {
	hero := s.nodes[s.domain]
	for side, anchor := range []string{"#enters", "#leaves"} {
		var keys [][2]int
		for _, key := range s.order {
			if key[1-side] == hero {
				keys = append(keys, key)
			}
		}
		if len(keys) <= columnLimit {
			continue
		}
		slices.SortStableFunc(keys, func(a, b [2]int) int { return len(s.bundles[b]) - len(s.bundles[a]) })
		s.fold(keys[columnKept:], side, anchor)
	}
}

// fold replaces bundles by one box.
func (s *contextSketch) fold(keys [][2]int, side int, anchor string) {
	var ids []catalog.ID
	for _, key := range keys {
		ids = append(ids, s.bundles[key]...)
	}
	s.order = slices.DeleteFunc(s.order, func(key [2]int) bool { return slices.Contains(keys, key) })
	gone := map[int]bool{}
	for _, key := range keys {
		gone[key[side]] = true
	}
	more := s.more(len(keys), 2*side, anchor)
	key := [2]int{more, s.nodes[s.domain]}
	if side == 1 {
		key = [2]int{key[1], key[0]}
	}
	s.bundles[key] = s.byTitle(ids)
	s.order = append(s.order, key)
	s.drop(gone)
}

// drop takes nodes out of the drawing and counts the rest anew.
func (s *contextSketch) drop(gone map[int]bool) {
	at := make([]int, len(s.spec.Nodes))
	var kept []diagram.Node
	for i, n := range s.spec.Nodes {
		at[i] = len(kept)
		if !gone[i] {
			kept = append(kept, n)
		}
	}
	s.spec.Nodes = kept
	bundles := map[[2]int][]catalog.ID{}
	for i, key := range s.order {
		next := [2]int{at[key[0]], at[key[1]]}
		bundles[next] = s.bundles[key]
		s.order[i] = next
	}
	s.bundles = bundles
	s.nodes = map[catalog.ID]int{s.domain: at[s.nodes[s.domain]]}
}
