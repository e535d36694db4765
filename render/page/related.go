package page

import (
	"github.com/eventatlas/eventatlas/catalog"
)

// relatedTable lists what mentions a resource without being connected with it: flows, decisions, entities, specifications.
func (c *context) relatedTable(id catalog.ID) Table {
	t := Table{ID: "related", Title: c.t("Mentioned in"), Cols: []string{c.t("What"), c.t("Kind"), c.t("About")}}
	var ids []catalog.ID
	for _, m := range c.g.MentionedBy(id) {
		ids = append(ids, m.From)
	}
	var rows []Row
	for _, from := range c.byTitle(c.latest(ids)) {
		base := c.cat.Base(from)
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{c.link(from)}}, {Text: c.t(kindWord(base.Kind))}, {HTML: c.phrase(base.Summary, base.Source.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// mentions are the resources of one kind that mention a resource, by name.
func (b *Builder) mentionedBy(id catalog.ID, kind catalog.Kind) []catalog.ID {
	var ids []catalog.ID
	for _, m := range b.g.MentionedBy(id) {
		if b.cat.Base(m.From).Kind == kind {
			ids = append(ids, m.From)
		}
	}
	return b.byTitle(b.latest(ids))
}
