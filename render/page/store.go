package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// StoreView is the page of a database, a cache or a bucket.
type StoreView struct {
	Frame
	Figure         Figure
	Users, Related Table
}

func storePage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := StoreView{Frame: c.resourceFrame()}
	r, ok := c.cat.Resource(id).(*catalog.Store)
	if !ok {
		return v
	}
	v.Facts = []Fact{
		{Label: c.t("Technology"), Cell: Cell{Text: visible(r.Technology)}},
		{Label: c.t("Owner"), Cell: c.ownersOf(id)},
		{Label: c.t("Domain"), Cell: c.domainOf(id)},
		{Label: c.t("Classification"), Cell: c.classCell(r.Classification)},
		{Label: c.t("Residency"), Cell: Cell{Text: visible(r.Residency)}},
		{Label: c.t("Retention"), Cell: Cell{Text: visible(r.Retention)}},
		c.impactFact(id),
		{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(r.ID)}}, Copy: r.ID},
	}
	v.Figure = c.storeFigure(id)
	if v.Figure.Shown() {
		v.section(v.Figure.ID, v.Figure.Title, 0)
	}
	v.Users, v.Related = c.storeUsers(id), c.relatedTable(id)
	v.list(v.Users, v.Related)
	c.finish(&v.Frame)
	return v
}

func (c *context) storeUsers(id catalog.ID) Table {
	t := Table{ID: "users", Title: c.t("Used by"), Cols: []string{c.t("Service"), c.t("Access"), c.t("Domain"), c.t("Owner")}}
	var rows []Row
	for _, s := range c.latest(c.sources(c.g.To(id, catalog.Reads, catalog.Writes))) {
		reads, writes := false, false
		for _, e := range c.g.To(id, catalog.Reads, catalog.Writes) {
			reads = reads || e.From == s && e.Relation == catalog.Reads
			writes = writes || e.From == s && e.Relation == catalog.Writes
		}
		word := c.t("reads and writes")
		if !writes {
			word = c.t("reads")
		} else if !reads {
			word = c.t("writes")
		}
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{c.link(s)}}, {Text: word}, c.domainOf(s), c.ownersOf(s)}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// storeFigure draws who writes, the store, and who reads.
func (c *context) storeFigure(id catalog.ID) Figure {
	s := c.sketch(c.words.F("Who uses %s", visible(c.cat.Base(id).Title())))
	hero := s.add(id, 1)
	s.column(c.latest(c.sources(c.g.To(id, catalog.Writes))), func(w catalog.ID) { s.connect(s.addIn(w, 0), hero, "writes").Sync = true },
		func(n int) { s.connect(s.more(n, 0, "#users"), hero, "write").Sync = true })
	s.column(c.latest(c.sources(c.g.To(id, catalog.Reads))), func(r catalog.ID) {
		if n, ok := s.nodes[r]; ok {
			s.connect(n, hero, "writes").Relation = c.t("reads and writes")
			return
		}
		s.connect(hero, s.addIn(r, 2), "is read by").Sync = true
	}, func(n int) { s.connect(hero, s.more(n, 2, "#users"), "is read by").Sync = true })
	return Figure{ID: "flow", Title: c.t("Flow"), Spec: s.spec}
}
