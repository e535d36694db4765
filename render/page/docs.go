package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// DocView is a page of documentation.
type DocView struct {
	Frame
	Related Table
	// Previous and Next are its neighbours in the order of the pages.
	Previous, Next Link
}

func docPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := DocView{Frame: c.resourceFrame()}
	for _, h := range c.prose[id].headings {
		if h.Level <= 3 {
			v.section(h.ID, visible(h.Text), 0)
		}
	}
	v.Related = c.relatedTable(id)
	v.list(v.Related)
	v.Findings = c.findings(id)
	if len(v.Findings.Rows) > 0 {
		v.section(v.Findings.ID, v.Findings.Title, len(v.Findings.Rows))
	}
	v.Declared = c.declared(id)
	list := c.plan.List(catalog.DocKind)
	for i, other := range list {
		if other != id {
			continue
		}
		if i > 0 {
			v.Previous = c.link(list[i-1])
		}
		if i+1 < len(list) {
			v.Next = c.link(list[i+1])
		}
	}
	return v
}
