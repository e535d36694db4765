package page

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// classRows are the fields whose class of data is another.
func (c *context) classRows(older, newer *catalog.Message, readers map[string][]Link) []Row {
	before, after := c.classes(older), c.classes(newer)
	var paths []string
	for _, m := range []*catalog.Message{older, newer} {
		for _, class := range m.Classification {
			for _, f := range class.Fields {
				if !slices.Contains(paths, bare(f)) {
					paths = append(paths, bare(f))
				}
			}
		}
	}
	var rows []Row
	for _, path := range paths {
		from, to := strings.Join(before[path], ", "), strings.Join(after[path], ", ")
		if from == to {
			continue
		}
		cell := Cell{Chips: []Chip{c.sortChip(sortOf(from, to))}, Text: " " + c.t("class of data")}
		rows = append(rows, Row{Cells: []Cell{{Codes: []string{visible(path)}}, cell, {Text: from}, {Text: to}, {Links: readers[path]}}})
	}
	return rows
}

// factRows are the differences in what is said of a message beside its schemas.
func (c *context) factRows(older, newer *catalog.Message) []Row {
	var rows []Row
	for _, f := range []struct{ label, from, to string }{
		{c.t("Name"), older.Name, newer.Name},
		{c.t("Summary"), older.Summary, newer.Summary},
		{c.t("Key"), older.Key, newer.Key},
		{c.t("Pattern"), older.Pattern, newer.Pattern},
		{c.t("Visibility"), older.Visibility, newer.Visibility},
		{c.t("Content type"), older.ContentType, newer.ContentType},
		{c.t("Schema language"), schemaWord(older.Schema.Format), schemaWord(newer.Schema.Format)},
	} {
		if f.from == f.to {
			continue
		}
		chip := Cell{Chips: []Chip{c.sortChip(sortOf(f.from, f.to))}}
		rows = append(rows, Row{Cells: []Cell{{Text: f.label}, chip, {HTML: codes(shorten(f.from, differenceText))}, {HTML: codes(shorten(f.to, differenceText))}}})
	}
	if older.Description.Markdown != newer.Description.Markdown {
		sort := sortOf(older.Description.Markdown, newer.Description.Markdown)
		rows = append(rows, Row{Cells: []Cell{{Text: c.t("About")}, {Chips: []Chip{c.sortChip(sort)}}}})
	}
	return rows
}

// leftRows are the services that use the older version and not this one, with whom to talk to.
func (c *context) leftRows(before catalog.ID, relation catalog.Relation) []Row {
	now := map[catalog.ID]bool{}
	for _, u := range c.usesAt(c.page.Resource, relation) {
		now[u.service] = true
	}
	text := c.t("receives it")
	if relation == catalog.Produces {
		text = c.t("sends it")
	}
	var rows []Row
	for _, u := range c.usesAt(before, relation) {
		if now[u.service] {
			continue
		}
		now[u.service] = true
		owners := c.ownersOf(u.service)
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{c.link(u.service)}}, {Chips: []Chip{{Text: c.t("not moved"), Icon: "clock", Tone: "warn"}}}, {Text: text}, owners}})
	}
	return rows
}
