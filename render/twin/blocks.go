package twin

import (
	"html/template"
	"strings"

	"github.com/eventatlas/eventatlas/render/page"
)

// doc writes the twin of one view: the writer with the words of the interface.
type doc struct {
	*writer
	words page.Words
}

func (d *doc) t(text string) string { return d.words.T(text) }

// resource writes the name of something with its link, and what is said of it behind.
func (d *doc) named(l page.Link) {
	d.link(l.Text, l.Href)
	if l.Version != "" {
		d.raw(" ")
		d.phrase(l.Version)
	}
	if l.Note != "" {
		d.raw(" (")
		d.phrase(l.Note)
		d.raw(")")
	}
}

func (d *doc) links(list []page.Link) {
	for i, l := range list {
		d.comma(i)
		d.named(l)
	}
}

func (d *doc) comma(i int) {
	if i > 0 {
		d.raw(", ")
	}
}

func (d *doc) chips(list []page.Chip) {
	for i, c := range list {
		d.comma(i)
		d.phrase(c.Text)
	}
}

// cellOf writes what a cell holds, its parts after each other.
func (d *doc) cellOf(c page.Cell) {
	d.links(c.Links)
	if len(c.Chips) > 0 {
		if len(c.Links) > 0 {
			d.raw(" (")
			d.chips(c.Chips)
			d.raw(")")
		} else {
			d.chips(c.Chips)
		}
	}
	d.phrase(c.Text)
	for i, code := range c.Codes {
		d.comma(i)
		d.code(code)
	}
	d.html(c.HTML, true)
}

func isEmpty(c page.Cell) bool {
	return len(c.Links) == 0 && len(c.Chips) == 0 && c.Text == "" && len(c.Codes) == 0 && c.HTML == ""
}

// section writes the heading of a block and the sentence below it.
func (d *doc) section(level int, title, lead string) {
	d.heading(level, title)
	d.paragraph(lead)
}

// table writes a table; the groups of rows become a column of it.
func (d *doc) table(t page.Table, level int) {
	if !t.Shown() {
		return
	}
	title := t.Title
	if t.Bare {
		title = ""
	}
	d.section(level, title, t.Lead)
	if t.Len() == 0 {
		d.paragraph(t.Empty)
		return
	}
	used := used(t)
	grouped := false
	for _, g := range t.Groups {
		grouped = grouped || g.Title.Text != ""
	}
	d.head(t, used, grouped)
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			d.row(r, g, used, grouped)
		}
	}
	if t.More.Text != "" {
		d.begin()
		d.named(t.More)
	}
}

// used are the columns that are not empty in every row.
func used(t page.Table) []bool {
	list := make([]bool, len(t.Cols))
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			for i, c := range r.Cells {
				if i < len(list) && !list[i] && !isEmpty(c) {
					list[i] = true
				}
			}
		}
	}
	return list
}

func (d *doc) head(t page.Table, used []bool, grouped bool) {
	d.begin()
	columns := 0
	for i, col := range t.Cols {
		if used[i] {
			d.raw("| ")
			d.phrase(col)
			d.raw(" ")
			columns++
		}
	}
	if grouped {
		d.raw("| ")
		columns++
	}
	d.raw("|")
	d.line()
	d.raw(strings.Repeat("| --- ", columns), "|")
}

func (d *doc) row(r page.Row, g page.Group, used []bool, grouped bool) {
	d.line()
	d.cell = true
	for i, c := range r.Cells {
		if i < len(used) && used[i] {
			d.raw("| ")
			d.cellOf(c)
			d.space()
		}
	}
	if grouped {
		d.raw("| ")
		d.named(g.Title)
		d.space()
	}
	d.raw("|")
	d.cell = false
}

// facts writes names with their values as a list.
func (d *doc) facts(list []page.Fact) {
	begun := false
	for _, f := range list {
		if isEmpty(f.Cell) {
			continue
		}
		if begun {
			d.line()
		} else {
			d.begin()
			begun = true
		}
		d.raw("- **")
		d.phrase(f.Label)
		d.raw("**: ")
		d.cellOf(f.Cell)
	}
}

// figure writes the connections that a drawing shows.
func (d *doc) figure(f page.Figure, level int) {
	if !f.Shown() {
		return
	}
	rows := f.Connections()
	if len(rows) == 0 {
		return
	}
	d.section(level, f.Title, f.Lead)
	d.begin()
	for i, r := range rows {
		if i > 0 {
			d.line()
		}
		d.raw("- ")
		d.link(r.From, r.FromHref)
		d.raw(" ")
		d.phrase(d.t(r.Relation))
		if r.Label != "" {
			d.raw(" (")
			d.phrase(r.Label)
			d.raw(")")
		}
		d.raw(" ")
		d.link(r.To, r.ToHref)
		if r.Count > 1 {
			d.raw(" × ")
			d.int(r.Count)
		}
	}
}

// schema writes a schema as a table of its fields, by their paths.
func (d *doc) schema(s page.Schema, level int) {
	if !s.Shown() {
		return
	}
	d.heading(level, s.Title)
	d.begin()
	d.phrase(s.Format)
	if s.Place != "" {
		d.raw(" ")
		d.code(s.Place)
	}
	if s.Raw.Href != "" {
		d.raw(" ")
		d.named(s.Raw)
	}
	if s.Lead != "" {
		d.begin()
		d.html(s.Lead, true)
	}
	if s.Root != "" {
		d.begin()
		d.phrase(d.t("The value is") + " ")
		d.code(s.Root)
	}
	if s.Source != "" {
		d.fence("", s.Source)
	}
	if len(s.Rows) > 0 {
		d.fields(s.Rows)
	}
	if s.Cut {
		d.paragraph(d.t("The schema goes on; the file itself has the rest."))
	}
}

func (d *doc) fields(rows []page.SchemaRow) {
	d.begin()
	for _, col := range []string{d.t("Field"), d.t("Type"), d.t("Notes"), d.t("Read by")} {
		d.raw("| ")
		d.phrase(col)
		d.raw(" ")
	}
	d.raw("|")
	d.line()
	d.raw("| --- | --- | --- | --- |")
	d.cell = true
	for _, r := range rows {
		d.line()
		d.raw("| ")
		if r.Heading != "" {
			d.phrase(r.Heading)
			d.raw(" | | | |")
			continue
		}
		path := r.Path
		if path == "" {
			path = r.Name
		}
		d.code(path)
		d.raw(" | ")
		d.phrase(r.Type)
		d.raw(" | ")
		d.fieldNotes(r)
		d.raw(" | ")
		d.links(r.Readers)
		d.raw(" |")
	}
	d.cell = false
}

// fieldNotes writes all that a schema says of a field beside its type.
func (d *doc) fieldNotes(r page.SchemaRow) {
	first := true
	next := func() {
		if !first {
			d.raw("; ")
		}
		first = false
	}
	note := func(holds bool, text string) {
		if holds {
			next()
			d.phrase(d.t(text))
		}
	}
	note(r.Required, "required")
	note(r.Deprecated, "deprecated")
	for _, c := range r.Chips {
		next()
		d.phrase(c.Text)
	}
	for _, c := range r.Constraints {
		next()
		d.phrase(d.t(c.Label))
		if c.Value != "" {
			d.raw(" ")
			d.code(c.Value)
		}
	}
	for _, v := range r.Values {
		next()
		d.code(v)
	}
	if r.Doc != "" {
		next()
		d.html(r.Doc, true)
	}
}

// codeBlock writes a piece of code with what stands above it.
func (d *doc) codeBlock(c page.Code) {
	if c.Title != "" {
		d.begin()
		d.raw("**")
		d.phrase(c.Title)
		d.raw("**")
		if c.Note != "" {
			d.raw(" ")
			d.phrase(c.Note)
		}
		if c.Raw.Href != "" {
			d.raw(" ")
			d.named(c.Raw)
		}
	}
	if c.HTML != "" {
		d.fence(strings.ToLower(letters(c.Lang)), plain(c.HTML))
	}
}

// letters keeps what may stand behind a fence as the name of a language.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && isWord(byte(r)) {
			return r
		}
		return -1
	}, s)
}

// text writes a description with its heading.
func (d *doc) text(t page.Text, level int) {
	if t.Shown() {
		d.heading(level, t.Title)
		d.blocks(t.HTML)
	}
}

func (d *doc) blocks(h template.HTML) { d.html(h, false) }

func (d *doc) findings(list []page.Finding) {
	for i, f := range list {
		if i == 0 {
			d.begin()
		} else {
			d.line()
		}
		d.raw("- **")
		d.phrase(d.t(f.Severity))
		d.raw("** ")
		d.code(f.Code)
		d.raw(" ")
		d.html(f.Message, true)
		if f.Suggestion != "" {
			d.raw(" ")
			d.html(f.Suggestion, true)
		}
		d.raw(" ")
		d.code(f.Place)
	}
}
