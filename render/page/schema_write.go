package page

import (
	"html/template"
	"strings"
)

// writeSchema writes the tree: a list whose items unfold.
func writeSchema(s Schema, words Words) template.HTML {
	w := &writer{b: make([]byte, 0, 512+len(s.Rows)*320)}
	if s.Root != "" {
		w.raw(`<p class="root">`)
		w.text(words.T("The value is"))
		w.raw(" ")
		w.el("code", "ty", s.Root)
		w.raw("</p>")
	}
	if s.Source != "" {
		w.raw(`<pre tabindex="0" class="code"><code>`)
		w.text(s.Source)
		w.raw("</code></pre>")
	}
	if len(s.Rows) > 0 {
		w.raw(`<ul class="sc">`)
		w.schemaLevel(s.Rows, 0, 0, len(s.Rows) <= 80, words)
		w.raw("</ul>")
	}
	if s.Cut {
		w.el("p", "none", words.T("The schema goes on; the file itself has the rest."))
	}
	return w.html()
}

// schemaLevel writes the rows of one depth from index i on, each with what is below it, and returns the index after.
func (w *writer) schemaLevel(rows []SchemaRow, i, depth int, open bool, words Words) int {
	for i < len(rows) && rows[i].Depth >= depth {
		row := rows[i]
		nested := i+1 < len(rows) && rows[i+1].Depth > row.Depth
		w.raw("<li")
		w.attr("id", row.Anchor)
		if row.Heading != "" {
			w.raw(` class="alt"`)
		}
		w.raw(">")
		w.fieldLink(row, words)
		if !nested {
			w.raw(`<div class="row">`)
			w.schemaRow(row, words)
			w.raw("</div>")
			i++
		} else {
			w.raw("<details")
			if open || depth == 0 && len(rows) <= 300 {
				w.raw(" open")
			}
			row, outside := outsideSummary(row)
			w.raw(`><summary class="row">`)
			w.schemaRow(row, words)
			w.raw("</summary>")
			if outside.Doc != "" || len(outside.Readers) > 0 {
				w.raw(`<p class="out">`)
				w.schemaBody(outside, words)
				w.raw("</p>")
			}
			w.raw(`<ul class="d`)
			w.int(min(row.Depth+1, 8))
			w.raw(`">`)
			i = w.schemaLevel(rows, i+1, row.Depth+1, open, words)
			w.raw("</ul></details>")
		}
		w.raw("</li>")
	}
	return i
}

// schemaRow writes a field in two columns: what it is called, and what is said of it.
func (w *writer) schemaRow(row SchemaRow, words Words) {
	w.raw(`<span class="fl">`)
	w.schemaHead(row, words)
	w.raw(`</span><span class="fb">`)
	w.schemaBody(row, words)
	w.raw("</span>")
}

func (w *writer) schemaHead(row SchemaRow, words Words) {
	if row.Heading != "" {
		w.el("span", "alt-h", row.Heading)
		w.typeLink(row, words)
		return
	}
	class := "fn"
	if row.Deprecated {
		class = "fn gone"
	}
	w.raw(`<code class="`, class, `">`)
	w.breakable(row.Name)
	w.raw(`</code> <code class="ty">`)
	w.text(row.Type)
	w.raw("</code>")
	w.typeLink(row, words)
	if row.Required {
		w.raw(" ")
		w.el("span", "req", words.T("required"))
	}
	if row.Deprecated {
		w.raw(" ")
		w.chip(Chip{Text: words.T("deprecated"), Icon: "clock", Tone: "warn"})
	}
	for _, c := range row.Chips {
		w.raw(" ")
		w.chip(c)
	}
}

// typeLink writes the link from a recursive field back to the type that it repeats.
func (w *writer) typeLink(row SchemaRow, words Words) {
	if row.TypeHref == "" {
		return
	}
	w.raw(` <a class="back"`)
	w.attr("href", row.TypeHref)
	w.raw(">")
	w.text(words.T("described above"))
	w.raw("</a>")
}

// outsideSummary divides what is said of a field: what holds a link stands below the summary of a details element and not in it,
// because a reader who presses the one must not press the other.
func outsideSummary(row SchemaRow) (inside, outside SchemaRow) {
	outside.Readers, row.Readers = row.Readers, nil
	if strings.Contains(string(row.Doc), "<a ") {
		outside.Doc, row.Doc = row.Doc, ""
	}
	return row, outside
}

// fieldLink writes the link that leads to a field itself.
func (w *writer) fieldLink(row SchemaRow, words Words) {
	if row.Anchor == "" {
		return
	}
	w.raw(`<a class="an"`)
	w.attr("href", "#"+row.Anchor)
	w.attr("aria-label", words.F("Link to the field %s", row.Path))
	w.raw("></a>")
}

func (w *writer) schemaBody(row SchemaRow, words Words) {
	if row.Doc != "" {
		w.raw(`<span class="fd">`, string(row.Doc), "</span>")
	}
	if len(row.Constraints) > 0 {
		w.raw(`<span class="fc">`)
		for _, c := range row.Constraints {
			w.raw("<span>")
			w.text(words.T(c.Label))
			w.raw(" <code>")
			w.text(visible(c.Value))
			w.raw("</code></span> ")
		}
		w.raw("</span>")
	}
	if len(row.Values) > 0 {
		w.raw(`<span class="fc"><span>`)
		w.text(words.T("values"))
		w.raw("</span> ")
		for _, v := range row.Values {
			w.el("code", "", v)
			w.raw(" ")
		}
		w.raw("</span>")
	}
	if len(row.Readers) > 0 {
		w.raw(`<span class="fr"><span>`)
		w.text(words.T("read by"))
		w.raw("</span> ", string(writeLinks(row.Readers)), "</span>")
	}
}
