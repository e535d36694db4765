package twin

import (
	"html/template"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// html writes as Markdown what the package markdown, or page, wrote as HTML. It begins blocks where the text does; inline writes one run of
// phrases instead, as a cell of a table needs it.
func (w *writer) html(text template.HTML, inline bool) {
	if text == "" {
		return
	}
	if inline && !strings.ContainsAny(string(text), "<&") {
		w.phrase(string(text))
		return
	}
	r := &reader{writer: w, tokens: html.NewTokenizer(strings.NewReader(string(text))), inline: inline, open: inline}
	indent := w.indent
	for r.tokens.Next() != html.ErrorToken {
		r.token(r.tokens.Token())
	}
	w.indent = indent
}

// reader turns a stream of HTML tokens into Markdown. The HTML is well-formed, as this project wrote it.
type reader struct {
	*writer
	tokens *html.Tokenizer
	// inline says that there are no blocks, open that a block has begun, item that the marker of a list item has just been written.
	inline, open, item bool
	lists              []list
	hrefs              []string
	columns            int
	headed             bool
}

// list is a list around the text: its next number, 0 where it has none, and the indent around it.
type list struct {
	number int
	indent string
}

func (r *reader) token(t html.Token) {
	switch t.Type {
	case html.TextToken:
		if strings.TrimSpace(t.Data) == "" && !r.open {
			return
		}
		r.run()
		r.phrase(t.Data)
	case html.StartTagToken, html.SelfClosingTagToken:
		r.start(t)
	case html.EndTagToken:
		r.end(t.DataAtom)
	default:
	}
}

// run begins a block for text, unless one has begun.
func (r *reader) run() {
	if !r.open && !r.item {
		r.begin()
	}
	r.open, r.item = true, false
}

// block ends the block before; nothing is written until the next one has something to say.
func (r *reader) block() {
	if r.inline || r.cell {
		r.space()
		return
	}
	r.open = false
}

func (r *reader) start(t html.Token) {
	switch t.DataAtom {
	case atom.Svg, atom.Button, atom.Script, atom.Style:
		r.skip(t.DataAtom)
	case atom.Code, atom.Kbd:
		r.run()
		r.code(r.collect(t.DataAtom))
	case atom.Pre:
		r.pre()
	case atom.Strong, atom.B:
		r.mark("**")
	case atom.Em, atom.I:
		r.mark("*")
	case atom.Del, atom.S:
		r.mark("~~")
	case atom.A:
		r.run()
		to := r.address(attribute(t, "href"))
		r.hrefs = append(r.hrefs, to)
		if to != "" {
			r.raw("[")
		}
	case atom.Br:
		r.space()
	case atom.Img:
		r.run()
		r.phrase(attribute(t, "alt"))
	case atom.Input:
		r.checkbox(t)
	default:
		r.startBlock(t)
	}
}

func (r *reader) startBlock(t html.Token) {
	switch t.DataAtom {
	case atom.Span, atom.Bdi, atom.Small, atom.Sub, atom.Sup, atom.Wbr, atom.Abbr, atom.Mark, atom.Ins, atom.Q, atom.Cite, atom.Var, atom.Samp, atom.Section:
	case atom.Td, atom.Th:
		r.columns++
		r.raw("| ")
		r.open = true
	case atom.Tr:
		r.row()
	default:
		r.block()
		if !r.inline && !r.cell {
			r.startContainer(t)
		}
	}
}

// startContainer begins what needs marks of its own, outside of phrases and cells.
func (r *reader) startContainer(t html.Token) {
	switch t.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.run()
		r.raw(strings.Repeat("#", min(int(t.Data[1]-'0')+r.shift, 6)), " ")
	case atom.Ul:
		r.lists = append(r.lists, list{indent: r.indent})
	case atom.Ol:
		r.lists = append(r.lists, list{number: 1, indent: r.indent})
	case atom.Li:
		r.listItem()
	case atom.Blockquote:
		r.run()
		r.raw("> ")
		r.indent += "> "
		r.open, r.item = false, true
	case atom.Summary, atom.Dt:
		r.run()
		r.raw("**")
	case atom.Hr:
		r.run()
		r.raw("***")
		r.open = false
	case atom.Table:
		r.headed = false
	default:
	}
}

func (r *reader) end(tag atom.Atom) {
	switch tag {
	case atom.Strong, atom.B:
		r.raw("**")
	case atom.Em, atom.I:
		r.raw("*")
	case atom.Del, atom.S:
		r.raw("~~")
	case atom.A:
		r.endLink()
	case atom.Td, atom.Th:
		r.space()
	case atom.Tr:
		r.endRow()
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Table, atom.Details, atom.Figure, atom.Dd, atom.Dl:
		r.block()
	case atom.Summary, atom.Dt, atom.Ul, atom.Ol, atom.Li, atom.Blockquote:
		if r.inline || r.cell {
			r.space()
			return
		}
		r.endContainer(tag)
	default:
	}
}

func (r *reader) endContainer(tag atom.Atom) {
	r.open, r.item = false, false
	switch tag {
	case atom.Summary, atom.Dt:
		r.raw("**")
	case atom.Blockquote:
		r.indent = strings.TrimSuffix(r.indent, "> ")
	case atom.Li:
		if n := len(r.lists); n > 0 {
			r.indent = r.lists[n-1].indent
		}
	default:
		if n := len(r.lists); n > 0 {
			r.indent = r.lists[n-1].indent
			r.lists = r.lists[:n-1]
		}
	}
}

func (r *reader) endLink() {
	n := len(r.hrefs)
	if n == 0 {
		return
	}
	to := r.hrefs[n-1]
	r.hrefs = r.hrefs[:n-1]
	if to != "" {
		r.raw("](")
		r.destination(to)
		r.raw(")")
	}
}

// listItem writes the marker of an item; the text after it goes on in the same line.
func (r *reader) listItem() {
	if len(r.lists) == 0 {
		r.lists = append(r.lists, list{indent: r.indent})
	}
	l := &r.lists[len(r.lists)-1]
	r.indent = l.indent
	if r.item { // a list that begins an item
		r.item = false
	} else {
		r.begin()
	}
	marker := "- "
	if l.number > 0 {
		at := len(r.b)
		r.int(l.number)
		marker = string(r.b[at:]) + ". "
		r.b = r.b[:at]
		l.number++
	}
	r.raw(marker)
	r.indent += strings.Repeat(" ", len(marker))
	r.item = true
}

func (r *reader) mark(sign string) {
	r.run()
	r.raw(sign)
}

func (r *reader) checkbox(t html.Token) {
	r.run()
	box := "[ ] "
	for _, a := range t.Attr {
		if a.Key == "checked" {
			box = "[x] "
		}
	}
	r.raw(box)
}

// row begins a row of a table.
func (r *reader) row() {
	if r.inline {
		return
	}
	if r.headed {
		r.line()
	} else {
		r.begin()
	}
	r.columns, r.cell, r.item = 0, true, false
}

func (r *reader) endRow() {
	if r.inline {
		return
	}
	r.raw("|")
	if !r.headed {
		r.line()
		r.raw(strings.Repeat("| --- ", r.columns), "|")
	}
	r.headed, r.cell, r.open = true, false, false
}

// pre writes a block of code; in a phrase it is a word.
func (r *reader) pre() {
	text := r.collect(atom.Pre)
	if r.inline || r.cell {
		r.code(text)
		return
	}
	if r.item {
		// A fence may stand behind the marker of an item.
		r.raw("\n")
		r.item = false
	}
	r.fence("", text)
	r.open = false
}

// collect returns the text up to the end of an element.
func (r *reader) collect(tag atom.Atom) string {
	var b strings.Builder
	for depth := 1; ; {
		switch r.tokens.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(r.tokens.Token().Data)
		case html.StartTagToken:
			if r.tokens.Token().DataAtom == tag {
				depth++
			}
		case html.EndTagToken:
			if r.tokens.Token().DataAtom == tag {
				if depth--; depth == 0 {
					return b.String()
				}
			}
		default:
		}
	}
}

func (r *reader) skip(tag atom.Atom) { _ = r.collect(tag) }

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
