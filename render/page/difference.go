package page

import (
	"html/template"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/compat"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// versionDifference is what is different between a version of a message and the one before it.
type versionDifference struct {
	before           catalog.ID
	payload, headers compat.Difference
}

// before is the next older version of a resource, or NoID.
func (b *Builder) before(id catalog.ID) catalog.ID {
	base := b.cat.Base(id)
	all := b.cat.Versions(base.Kind, base.ID)
	if i := slices.Index(all, id); i > 0 {
		return all[i-1]
	}
	return catalog.NoID
}

// differenceOf compares a version with the one before it, and keeps the answer: the page of every version counts the differences of all.
func (b *Builder) differenceOf(id catalog.ID) (versionDifference, bool) {
	if kept, ok := b.differences.Load(id); ok {
		d, ok := kept.(versionDifference)
		return d, ok
	}
	d := versionDifference{before: b.before(id)}
	if d.before == catalog.NoID {
		return d, false
	}
	older, ok := b.cat.Resource(d.before).(*catalog.Message)
	newer, ok2 := b.cat.Resource(id).(*catalog.Message)
	if !ok || !ok2 {
		return d, false
	}
	d.payload = b.schemaDifference(older.Schema, newer.Schema)
	d.headers = b.schemaDifference(older.Headers, newer.Headers)
	b.differences.Store(id, d)
	return d, true
}

// schemaDifference compares two schemas of which both can be read; one in a language without a tree is not compared.
func (b *Builder) schemaDifference(older, newer catalog.SchemaRef) compat.Difference {
	if sameSchema(older, newer) {
		return compat.Difference{}
	}
	before, after := b.tree(older), b.tree(newer)
	if before == nil && !older.IsZero() || after == nil && !newer.IsZero() {
		return compat.Difference{Cut: true}
	}
	return compat.Diff(before, after)
}

func (b *Builder) tree(ref catalog.SchemaRef) *schema.Type {
	if ref.IsZero() {
		return nil
	}
	t, _ := schema.Load(ref, b.cat.Files)
	return t
}

// differenceCell counts the differences of a version from the one before, and leads to them.
func (c *context) differenceCell(id catalog.ID) Cell {
	d, ok := c.differenceOf(id)
	if !ok {
		return Cell{}
	}
	href := "#differences"
	if id != c.page.Resource {
		href = c.href(id) + href
	}
	var text string
	for _, part := range []struct {
		sort  compat.Sort
		words string
	}{{compat.Added, c.t("%s added")}, {compat.Removed, c.t("%s removed")}, {compat.Changed, c.t("%s changed")}} {
		if n := d.payload.Count(part.sort) + d.headers.Count(part.sort); n > 0 {
			if text != "" {
				text += ", "
			}
			text += Words{}.F(part.words, number(n))
		}
	}
	return Cell{Links: []Link{{Text: firstOf(text, c.t("same schema")), Href: href}}}
}

// differencesTable lists what is different between a version of a message and the one before it, and who reads what changed. It says what is
// different, not whether that breaks anybody: a verdict would be a further column.
func (c *context) differencesTable(m *catalog.Message) Table {
	id := c.page.Resource
	t := Table{ID: "differences", Cols: []string{c.t("What"), c.t("Change"), c.t("Before"), c.t("Now"), c.t("Read by")}}
	d, ok := c.differenceOf(id)
	if !ok {
		return t
	}
	older, ok := c.cat.Resource(d.before).(*catalog.Message)
	if !ok {
		return t
	}
	version := visible(firstOf(older.Version, c.t("no version")))
	t.Title = c.words.F("Changes since %s", version)
	t.Lead = c.t("Structural differences: what was added, removed and changed. Whether they break a consumer is not judged.")
	t.Empty = c.words.F("The descriptions of this version and of %s say the same.", version)
	readers, any := c.readers(c.usesOf(id, catalog.Consumes))
	if !any {
		t.Lead += " " + c.t("No consumer says which fields it reads, so the use of single fields is unknown.")
	}
	if d.payload.Cut || d.headers.Cut {
		t.Lead += " " + c.t("Not all of the schemas could be compared.")
	}
	t.add(c.t("Schema"), append(c.schemaRows(d.before, "", d.payload, readers), c.classRows(readers)...))
	t.add(c.t("Headers"), c.schemaRows(d.before, "headers/", d.headers, nil))
	t.add(c.t("Description"), c.factRows(older, m))
	t.add(c.words.F("Still on %s", version), append(c.leftRows(d.before, catalog.Produces), c.leftRows(d.before, catalog.Consumes)...))
	return t
}

// add adds a group of rows, if there are any, each filled up with empty cells.
func (t *Table) add(title string, rows []Row) {
	if len(rows) > 0 {
		for i, row := range rows {
			rows[i].Cells = append(row.Cells, make([]Cell, max(0, len(t.Cols)-len(row.Cells)))...)
		}
		t.Groups = append(t.Groups, Group{Title: Link{Text: title}, Rows: rows})
	}
}

// schemaRows are the differences of a schema. Prefix is that of its anchors; what was removed is linked on the page of the older version.
func (c *context) schemaRows(before catalog.ID, prefix string, d compat.Difference, readers fieldReaders) []Row {
	var rows []Row
	for _, change := range d.Changes {
		what := Cell{Text: c.t("the whole value")}
		if change.Path != "" {
			href := "#" + fieldID(prefix+change.Anchor)
			if change.Sort == compat.Removed && change.Aspect == compat.Field {
				href = c.href(before) + href
			}
			what = Cell{HTML: codeLink(href, visible(change.Path))}
		}
		from, to := c.aspectCell(change.Aspect, change.From), c.aspectCell(change.Aspect, change.To)
		if change.Aspect == compat.Required {
			from, to = c.requiredCell(change.From), c.requiredCell(change.To)
		}
		rows = append(rows, Row{Cells: []Cell{what, c.changeCell(change), from, to, {Links: readers.of(change.Path)}}})
	}
	return rows
}

// codeLink is a link whose text is code.
func codeLink(href, text string) template.HTML {
	w := &writer{}
	w.raw("<a")
	w.attr("href", href)
	w.raw("><code>")
	w.breakable(text)
	w.raw("</code></a>")
	return w.html()
}

// changeCell says what became of a place; a sign besides the words tells the sorts apart at a glance.
func (c *context) changeCell(change compat.Change) Cell {
	cell := Cell{Chips: []Chip{c.sortChip(change.Sort)}}
	if change.Aspect != compat.Field {
		cell.Text = " " + c.t(change.Aspect)
	}
	return cell
}

func (c *context) sortChip(s compat.Sort) Chip {
	switch s {
	case compat.Added:
		return Chip{Text: "+ " + c.t("added"), Tone: "good"}
	case compat.Removed:
		return Chip{Text: "− " + c.t("removed"), Tone: "bad"}
	default:
		return Chip{Text: "± " + c.t("changed"), Tone: "info"}
	}
}

// differenceText is how much of a text is shown in a table of differences, in characters.
const differenceText = 300

// aspectCell is one side of a change: words as a text, all else as code.
func (c *context) aspectCell(aspect, text string) Cell {
	switch {
	case text == "":
		return Cell{}
	case aspect == compat.Description:
		return Cell{HTML: codes(shorten(text, differenceText))}
	case text == "yes":
		return Cell{Text: c.t("yes")}
	default:
		return Cell{Codes: []string{visible(shorten(text, differenceText))}}
	}
}

func (c *context) requiredCell(text string) Cell {
	if text == "" {
		return Cell{Text: c.t("optional")}
	}
	return Cell{Text: c.t("required")}
}

// sortOf is the sort of a change from one text to another.
func sortOf(from, to string) compat.Sort {
	switch "" {
	case from:
		return compat.Added
	case to:
		return compat.Removed
	default:
		return compat.Changed
	}
}
