package page

import (
	"maps"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// classRows are the fields whose class of data is another.
func (c *context) classRows(readers fieldReaders) []Row {
	before, after := c.classes(c.before(c.page.Resource)), c.classes(c.page.Resource)
	paths := slices.Collect(maps.Keys(before))
	paths = append(paths, slices.Collect(maps.Keys(after))...)
	slices.Sort(paths)
	paths = slices.Compact(paths)
	var rows []Row
	for _, path := range paths {
		from, to := strings.Join(before[path], ", "), strings.Join(after[path], ", ")
		if from == to {
			continue
		}
		what := Cell{Codes: []string{visible(path)}}
		if path == "" {
			what = Cell{Text: c.t("the whole value")}
		}
		cell := Cell{Chips: []Chip{c.sortChip(sortOf(from, to))}, Text: " " + c.t("class of data")}
		rows = append(rows, Row{Cells: []Cell{what, cell, {Text: from}, {Text: to}, {Links: readers.of(path)}}})
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
