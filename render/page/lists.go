package page

import (
	"html/template"

	"github.com/eventatlas/eventatlas/catalog"
)

// messageTable lists messages with who sends and who receives them.
func (c *context) messageTable(id, title string, messages []catalog.ID, empty string) Table {
	t := Table{ID: id, Title: title, Empty: empty, Cols: []string{c.t("Message"), c.t("Version"), c.t("Producers"), c.t("Consumers"), c.t("Summary")}}
	var rows []Row
	for _, m := range messages {
		base := c.cat.Base(m)
		l := c.link(m)
		l.Version = ""
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{l}, Chips: c.rowChips(base)},
			{Text: visible(base.Version)},
			c.serviceSummary(c.usesOf(m, catalog.Produces)), c.serviceSummary(c.usesOf(m, catalog.Consumes)),
			{HTML: c.phrase(base.Summary, base.Source.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// rowChips are the states that a list shows beside a name.
func (c *context) rowChips(base *catalog.Base) []Chip {
	var chips []Chip
	if base.Deprecated != nil {
		chips = append(chips, Chip{Text: c.t("deprecated"), Icon: "clock", Tone: "warn"})
	}
	if base.Draft {
		chips = append(chips, Chip{Text: c.t("draft"), Icon: "edit", Tone: "info"})
	}
	if base.Stub {
		chips = append(chips, Chip{Text: c.t("not described"), Icon: "question", Tone: "warn"})
	}
	return chips
}

// resourceTable lists resources of any kind with their owners.
func (c *context) resourceTable(id, title string, ids []catalog.ID) Table {
	t := Table{ID: id, Title: title, Cols: []string{c.t("Name"), c.t("Kind"), c.t("Domain"), c.t("Owner"), c.t("Summary")}}
	kinds := map[catalog.Kind]bool{}
	for _, r := range ids {
		kinds[c.cat.Base(r).Kind] = true
	}
	var rows []Row
	for _, r := range ids {
		base := c.cat.Base(r)
		kind := Cell{}
		if len(kinds) > 1 {
			kind.Text = c.t(kindWord(base.Kind))
		}
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{c.link(r)}, Chips: c.rowChips(base)}, kind, c.domainOf(r), c.ownersOf(r), {HTML: c.phrase(base.Summary, base.Source.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// noteCode is a word in the type of code behind something else.
func noteCode(text string) template.HTML {
	w := &writer{}
	w.raw(" ")
	w.el("code", "", text)
	return w.html()
}
