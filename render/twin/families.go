package twin

import (
	"html/template"
	"slices"

	"github.com/eventatlas/eventatlas/render/page"
)

// known writes a value of a type that it has a function for, and reports whether it has.
func (d *doc) known(value any, title string, level int) bool {
	switch v := value.(type) {
	case page.Table:
		d.table(v, level)
	case []page.Table:
		for _, t := range v {
			d.table(t, level)
		}
	case page.Figure:
		d.figure(v, level)
	case page.Schema:
		d.schema(v, level)
	case page.Text:
		d.text(v, level)
	case template.HTML:
		d.blocks(v)
	case []page.Code:
		d.heading(level, title)
		for _, c := range v {
			d.codeBlock(c)
		}
	case []page.Fact:
		d.facts(v)
	case []page.Facts:
		d.heading(level, title)
		for _, f := range v {
			d.heading(level+1, f.Title)
			d.facts(f.Facts)
		}
	case []page.ChannelFacts:
		d.heading(level, title)
		for _, c := range v {
			d.begin()
			d.named(c.Channel)
			d.facts(c.Facts)
		}
	case []page.Chip:
		d.begin()
		d.chips(v)
	case page.Finding:
		d.findings([]page.Finding{v})
	case []page.Finding:
		d.findings(v)
	case page.Link:
		d.begin()
		d.named(v)
	default:
		return d.family(value, title, level)
	}
	return true
}

// family writes the values that only one kind of page has.
func (d *doc) family(value any, title string, level int) bool {
	switch v := value.(type) {
	case []page.Link:
		d.heading(level, title)
		d.bullets(v)
	case []page.Step:
		d.heading(level, title)
		d.steps(v)
	case []page.Term:
		d.heading(level, title)
		for i, t := range v {
			d.item(i)
			d.raw("**")
			d.phrase(t.Name)
			d.raw("**: ")
			d.html(t.Definition.HTML, true)
		}
	case page.SpecIndex: // the sections follow
	case page.SpecEntry:
		d.specEntry(v, level+1)
	case []page.Ways:
		for _, w := range v {
			d.heading(level, w.Title)
			d.navigation(w.Items)
		}
	case []page.NavItem:
		d.heading(level, title)
		d.navigation(v)
	default:
		return false
	}
	return true
}

// phraseOf writes a value of a known type into a line, and reports whether it is one.
func (d *doc) phraseOf(value any) bool {
	switch v := value.(type) {
	case page.Link:
		d.named(v)
	case page.Chip:
		d.phrase(v.Text)
	case page.Cell:
		d.cellOf(v)
	case page.Health:
		d.link(v.Text, v.Href)
		d.raw(" ")
		d.phrase(v.Detail)
	case page.Place:
		d.code(v.Text)
	case page.Letter:
		d.raw("**")
		d.phrase(v.Text)
		d.raw("** ")
		d.links(v.Links)
	default:
		return false
	}
	return true
}

func (d *doc) navigation(list []page.NavItem) {
	for i, item := range list {
		d.item(i)
		d.named(item.Link)
		if item.Count > 0 {
			d.raw(": ")
			d.int(item.Count)
		}
	}
}

func (d *doc) steps(list []page.Step) {
	for i, s := range list {
		if i == 0 {
			d.begin()
		} else {
			d.line()
		}
		d.int(s.Number)
		d.raw(". ")
		d.named(s.What)
		d.raw(" ")
		d.phrase(s.Does)
		for j, n := range s.Next {
			if j == 0 {
				d.raw(" → ")
			}
			d.comma(j)
			d.named(n.Link)
			if n.When != "" {
				d.raw(" (")
				d.phrase(n.When)
				d.raw(")")
			}
		}
		if s.Unknown != "" {
			d.raw(" · ")
			d.phrase(s.Unknown)
		}
		if s.Text.Shown() {
			d.raw(" · ")
			d.html(s.Text.HTML, true)
		}
	}
}

// specEntry writes one entry of a specification.
func (d *doc) specEntry(e page.SpecEntry, level int) {
	d.heading(level, e.Name)
	if e.Code != "" || e.Badge.Text != "" || len(e.Chips) > 0 {
		d.begin()
		d.phrase(e.Badge.Text)
		d.space()
		d.code(e.Code)
		d.space()
		d.chips(e.Chips)
	}
	if e.Summary != "" {
		d.begin()
		d.html(e.Summary, true)
	}
	d.blocks(e.Text)
	d.facts(e.Facts)
	for _, b := range e.Blocks {
		d.specBlock(b, level+1)
	}
	if e.Page.Href != "" || e.Place.Text != "" {
		d.begin()
		d.named(e.Page)
		d.space()
		d.code(e.Place.Text)
	}
}

func (d *doc) specBlock(b page.SpecBlock, level int) {
	d.heading(level, b.Title)
	b.Schema.Title, b.Table.Title = "", ""
	d.schema(b.Schema, level)
	d.blocks(b.Text)
	d.facts(b.Facts)
	d.table(b.Table, level)
	for _, c := range slices.Concat(b.Codes, b.Folded) {
		d.codeBlock(c)
	}
}
