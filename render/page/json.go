package page

import (
	"encoding/json"
	"html/template"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// The printer of examples. Values are JSON whatever they were written in, coloured by classes; what a catalog holds may be
// deep or large, so both are bounded.
const (
	codeDepth = 60
	codeBytes = 64 << 10
)

// codeNode highlights a value as indented JSON.
func codeNode(n *catalog.Node) template.HTML {
	w := &writer{b: make([]byte, 0, 1024)}
	w.node(n, 0)
	return w.html()
}

// plainNode is a value as indented JSON without colours, for a copy button.
func plainNode(n *catalog.Node) string {
	var b strings.Builder
	appendPlain(&b, n, 0)
	return b.String()
}

func (w *writer) node(n *catalog.Node, depth int) {
	if depth > codeDepth || len(w.b) > codeBytes {
		w.raw(`<span class="jc">…</span>`)
		return
	}
	switch {
	case n.Is(catalog.MapNode):
		w.open("{", len(n.Members), depth, "}", func(i int) {
			w.el("span", "jk", quote(n.Members[i].Key))
			w.raw(": ")
			w.node(n.Members[i].Value, depth+1)
		})
	case n.Is(catalog.ListNode):
		w.open("[", len(n.Items), depth, "]", func(i int) { w.node(n.Items[i], depth+1) })
	case n.Is(catalog.StringNode):
		w.el("span", "js", quote(n.Text))
	default:
		w.el("span", "jn", scalar(n))
	}
}

func (w *writer) open(begin string, n, depth int, end string, item func(i int)) {
	if n == 0 {
		w.raw(begin, end)
		return
	}
	w.raw(begin, "\n")
	for i := range n {
		if len(w.b) > codeBytes {
			w.raw(strings.Repeat("  ", depth+1), `<span class="jc">…</span>`, "\n")
			break
		}
		w.raw(strings.Repeat("  ", depth+1))
		item(i)
		if i < n-1 {
			w.raw(",")
		}
		w.raw("\n")
	}
	w.raw(strings.Repeat("  ", depth), end)
}

func appendPlain(b *strings.Builder, n *catalog.Node, depth int) {
	if depth > codeDepth || b.Len() > codeBytes {
		b.WriteString("null")
		return
	}
	pad := "\n" + strings.Repeat("  ", depth)
	switch {
	case n.Is(catalog.MapNode) && len(n.Members) > 0:
		b.WriteString("{")
		for i, m := range n.Members {
			if i > 0 {
				b.WriteString(",")
			}
			b.WriteString(pad + "  " + quote(m.Key) + ": ")
			appendPlain(b, m.Value, depth+1)
		}
		b.WriteString(pad + "}")
	case n.Is(catalog.ListNode) && len(n.Items) > 0:
		b.WriteString("[")
		for i, item := range n.Items {
			if i > 0 {
				b.WriteString(",")
			}
			b.WriteString(pad + "  ")
			appendPlain(b, item, depth+1)
		}
		b.WriteString(pad + "]")
	case n.Is(catalog.MapNode):
		b.WriteString("{}")
	case n.Is(catalog.ListNode):
		b.WriteString("[]")
	default:
		b.WriteString(scalar(n))
	}
}

// scalar is a scalar as JSON: a number as it was written.
func scalar(n *catalog.Node) string {
	switch {
	case n.Is(catalog.StringNode):
		return quote(n.Text)
	case n.IsScalar():
		return n.Text
	default:
		return "null"
	}
}

// quote writes a text as a JSON string without escaping what only matters inside of scripts.
func quote(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(visible(s)); err != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// inlineNode writes a value on one line where it is a scalar, else as a block.
func inlineNode(n *catalog.Node) template.HTML {
	w := &writer{}
	switch {
	case n.IsScalar():
		w.el("code", "", visible(n.Text))
	case n == nil, n.Is(catalog.NullNode):
		w.el("code", "", "null")
	default:
		w.raw(`<pre class="mini"><code>`)
		w.node(n, 0)
		w.raw("</code></pre>")
	}
	return w.html()
}

// writeCode writes a block of code with its heading and its button.
func writeCode(c Code, words Words) template.HTML {
	w := &writer{}
	w.raw(`<figure class="code"><figcaption>`)
	if c.Title != "" {
		w.el("b", "", c.Title)
	}
	if c.Note != "" {
		w.raw(" ")
		w.el("span", "note", c.Note)
	}
	w.raw(`<span class="cr">`)
	if c.Raw.Href != "" {
		w.link(c.Raw)
	}
	w.raw(`<button type="button" class="copy" hidden data-copy-code`)
	w.attr("aria-label", words.F("Copy %s", firstOf(c.Title, c.Lang)))
	w.raw(`></button></span></figcaption><pre tabindex="0"`)
	w.attr("aria-label", firstOf(c.Title, c.Lang))
	w.raw(` role="group"><code>`, string(c.HTML), "</code></pre></figure>")
	return w.html()
}
