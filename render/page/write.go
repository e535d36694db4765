package page

import (
	"html/template"
	"strconv"
	"strings"
)

// link writes a name with its symbol, linked where it leads somewhere.
func (w *writer) link(l Link) {
	tag := "span"
	if l.Href != "" {
		tag = "a"
	}
	w.raw("<", tag, ` class="r`)
	if l.Icon != "" {
		w.raw(" i-")
		w.text(l.Icon)
	}
	if l.Stub {
		w.raw(" stub")
	}
	if l.Struck {
		w.raw(" gone")
	}
	if l.External {
		w.raw(" out")
	}
	w.raw(`"`)
	w.attr("href", l.Href)
	if l.External {
		w.raw(` rel="noopener noreferrer"`)
	}
	w.raw("><bdi>")
	w.breakable(l.Text)
	w.raw("</bdi>")
	if l.Version != "" {
		w.raw(" ")
		w.el("span", "ver", l.Version)
	}
	w.raw("</", tag, ">")
	if l.Note != "" {
		w.raw(" ")
		w.el("small", "note", l.Note)
	}
}

func (w *writer) chip(c Chip) {
	tag := "span"
	if c.Href != "" {
		tag = "a"
	}
	w.raw("<", tag, ` class="chip`)
	if c.Icon != "" {
		w.raw(" u-", c.Icon)
	}
	if c.Tone != "" {
		w.raw(" ", c.Tone)
	}
	w.raw(`"`)
	w.attr("href", c.Href)
	w.attr("title", c.Title)
	w.raw(">")
	w.bdi(c.Text)
	w.raw("</", tag, ">")
}

// cell writes what a cell holds, its parts after each other.
func (w *writer) cell(c Cell) {
	if len(c.Links) > 1 {
		w.raw(`<ul class="ls">`)
		for _, l := range c.Links {
			w.raw("<li>")
			w.link(l)
			w.raw("</li>")
		}
		w.raw("</ul>")
	} else if len(c.Links) == 1 {
		w.link(c.Links[0])
	}
	if len(c.Codes) == 0 {
		w.remarks(c.Chips, len(c.Links) > 0)
	}
	if c.Text != "" {
		w.bdi(c.Text)
	}
	for i, code := range c.Codes {
		if i > 0 {
			w.raw(" ")
		}
		w.raw("<code>")
		w.breakable(code)
		w.raw("</code>")
	}
	if len(c.Codes) > 0 {
		w.remarks(c.Chips, true)
	}
	w.raw(string(c.HTML))
}

// remarks writes chips, with a space before the first of them where something stands there. They follow code, so that the names of a column begin at one
// line.
func (w *writer) remarks(chips []Chip, after bool) {
	for i, chip := range chips {
		if i > 0 || after {
			w.raw(" ")
		}
		w.chip(chip)
	}
}

func (c Cell) empty() bool {
	return len(c.Links) == 0 && len(c.Chips) == 0 && c.Text == "" && len(c.Codes) == 0 && c.HTML == ""
}

// filteredRows is how many rows a table has at least that a field to filter them stands above. It is written here and shown by a script, so that nothing moves.
const filteredRows = 8

// writeTable writes a table in a region that scrolls by itself. On narrow pages the stylesheet turns rows into blocks, for
// which each cell carries the heading of its column. Columns that are empty in every row are left out.
func writeTable(t Table, words Words) template.HTML {
	w := &writer{b: make([]byte, 0, 256+t.Len()*256)}
	if t.Len() == 0 {
		if t.Empty != "" {
			w.el("p", "none", t.Empty)
		}
		return w.html()
	}
	if t.Matrix {
		w.matrix(t)
		return w.html()
	}
	used := usedColumns(t)
	if t.Filter && t.Len() >= filteredRows {
		w.raw(`<input type="search" class="filter" hidden`)
		w.attr("placeholder", words.T("Filter"))
		w.attr("aria-label", words.T("Filter"))
		w.raw(">")
	}
	w.raw(`<table class="t"`)
	w.raw(` aria-labelledby="`)
	w.text(t.ID)
	w.raw(`"><thead><tr>`)
	for i, col := range t.Cols {
		if !used[i] {
			continue
		}
		w.raw("<th scope=col")
		if t.Groups[0].Rows != nil && i < len(t.Groups[0].Rows[0].Cells) && t.Groups[0].Rows[0].Cells[i].Number {
			w.raw(" class=num")
		}
		w.raw(">")
		w.text(col)
		w.raw("</th>")
	}
	w.raw("</tr></thead>")
	for _, g := range t.Groups {
		w.group(t, g, used)
	}
	w.raw("</table>")
	if t.More.Text != "" {
		w.raw(`<p class="more">`)
		w.link(t.More)
		w.raw("</p>")
	}
	return w.html()
}

func usedColumns(t Table) []bool {
	used := make([]bool, len(t.Cols))
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			for i, c := range r.Cells {
				if i < len(used) && !c.empty() {
					used[i] = true
				}
			}
		}
	}
	return used
}

func (w *writer) group(t Table, g Group, used []bool) {
	if len(g.Rows) == 0 {
		return
	}
	w.raw("<tbody>")
	if g.Title.Text != "" {
		columns := 0
		for _, u := range used {
			if u {
				columns++
			}
		}
		w.raw(`<tr class="g"`)
		w.attr("id", g.ID)
		w.raw(`><th scope=rowgroup colspan="`, strconv.Itoa(columns), `">`)
		w.link(g.Title)
		if g.Title.Note == "" {
			w.raw(` <span class="n">`)
			w.int(len(g.Rows))
			w.raw("</span>")
		}
		w.raw("</th></tr>")
	}
	for _, r := range g.Rows {
		w.raw("<tr")
		w.attr("id", r.ID)
		w.raw(">")
		for i, c := range r.Cells {
			if i < len(used) && used[i] {
				w.tableCell(t.Cols[i], c, i == 0)
			}
		}
		w.raw("</tr>")
	}
	w.raw("</tbody>")
}

func (w *writer) tableCell(col string, c Cell, first bool) {
	tag := "td"
	if first {
		tag = "th"
	}
	w.raw("<", tag)
	if first {
		w.raw(" scope=row")
	}
	if c.empty() {
		w.raw(" class=e></", tag, ">")
		return
	}
	switch {
	case c.Number:
		w.raw(" class=num")
	case c.HTML != "" && len(c.Links) == 0:
		w.raw(" class=ph")
	}
	w.attr("data-c", col)
	w.raw(">")
	w.cell(c)
	w.raw("</", tag, ">")
}

// writeNav writes the navigation beside the page.
func writeNav(groups []NavGroup) template.HTML {
	w := &writer{b: make([]byte, 0, 4096)}
	for _, g := range groups {
		w.raw(`<div class="ng">`)
		if g.Title.Text != "" {
			w.raw(`<p class="nt`)
			if g.Current {
				w.raw(" on")
			}
			w.raw(`">`)
			w.link(g.Title)
			w.raw("</p>")
		}
		if len(g.Items) > 0 {
			w.navItems(g)
		}
		w.raw("</div>")
	}
	return w.html()
}

func (w *writer) navItems(g NavGroup) {
	w.raw("<ul>")
	for _, item := range g.Items {
		w.navItem(item)
	}
	if g.More.Text != "" {
		w.raw(`<li class="nm">`)
		w.link(g.More)
		w.raw("</li>")
	}
	w.raw("</ul>")
}

func (w *writer) navItem(item NavItem) {
	w.raw("<li")
	if item.Depth > 0 {
		w.raw(` class="d`)
		w.int(min(item.Depth, 3))
		w.raw(`"`)
	}
	w.raw("><a class=\"r")
	if item.Icon != "" {
		w.raw(" i-")
		w.text(item.Icon)
	}
	if item.Struck {
		w.raw(" gone")
	}
	w.raw(`"`)
	w.attr("href", item.Href)
	if item.Current {
		w.raw(` aria-current="page"`)
	}
	w.raw("><bdi>")
	w.breakable(item.Text)
	w.raw("</bdi>")
	if item.Count > 0 {
		w.raw(` <span class="n">`)
		w.text(number(item.Count))
		w.raw("</span>")
	}
	w.raw("</a></li>")
}

func writeLink(l Link) template.HTML {
	w := &writer{}
	w.link(l)
	return w.html()
}

func writeLinks(list []Link) template.HTML {
	w := &writer{}
	for i, l := range list {
		if i > 0 {
			w.raw(", ")
		}
		w.link(l)
	}
	return w.html()
}

func writeChips(list []Chip) template.HTML {
	w := &writer{}
	for i, c := range list {
		if i > 0 {
			w.raw(" ")
		}
		w.chip(c)
	}
	return w.html()
}

// writeFacts writes facts as a list of names and values.
func writeFacts(facts []Fact, words Words) template.HTML {
	w := &writer{}
	for _, f := range facts {
		if f.Cell.empty() {
			continue
		}
		w.raw("<div")
		if f.wide() {
			w.raw(" class=w2")
		}
		w.raw("><dt>")
		w.text(f.Label)
		w.raw("</dt><dd>")
		w.cell(f.Cell)
		if f.Copy != "" {
			w.copyButton(f.Copy, words)
		}
		w.raw("</dd></div>")
	}
	return w.html()
}

// Names longer than narrowName characters, code, addresses and lists of names of which there are more than narrowNames, take the room of two facts.
const (
	narrowName  = 19
	narrowNames = 3
)

// wide reports whether a fact needs more room than others have.
func (f Fact) wide() bool {
	if len(f.Cell.Links) > narrowNames {
		return true
	}
	for _, code := range f.Cell.Codes {
		if len(code) > narrowName {
			return true
		}
	}
	for _, l := range f.Cell.Links {
		if len(l.Text) > narrowName && !strings.Contains(l.Text, " ") {
			return true
		}
	}
	return false
}

// copyButton writes a button that copies a text; it is hidden until the script that makes it work has run.
func (w *writer) copyButton(text string, words Words) {
	text = visible(text)
	w.raw(`<button type="button" class="copy" hidden`)
	w.attr("data-copy", text)
	w.attr("aria-label", words.F("Copy %s", text))
	w.raw("></button>")
}

// Funcs are the pure functions that a template may call beside those of html/template.
func Funcs(words Words) template.FuncMap {
	return template.FuncMap{
		"t":      words.T,
		"n":      words.N,
		"number": number,
		// ordinal counts from one what a template counts from nought.
		"ordinal": func(i int) int { return i + 1 },
		"table":   func(t Table) template.HTML { return writeTable(t, words) },
		"nav":     writeNav,
		"link":    writeLink,
		"links":   writeLinks,
		"chips":   writeChips,
		"facts":   func(f []Fact) template.HTML { return writeFacts(f, words) },
		"figure":  func(f Figure) template.HTML { return writeFigure(f, words) },
		"schema":  func(s Schema) template.HTML { return writeSchema(s, words) },
		"code":    func(c Code) template.HTML { return writeCode(c, words) },
	}
}
