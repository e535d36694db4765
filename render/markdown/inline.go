package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.out = appendText(w.out, n.Value)
	case *ast.CodeSpan:
		w.str("<code>")
		w.out = appendText(w.out, codeText(w.source, n))
		w.str("</code>")
	case *ast.Emphasis:
		if n.Level == 2 {
			w.phrase("strong", n)
		} else {
			w.phrase("em", n)
		}
	case *extast.Strikethrough:
		w.phrase("del", n)
	case *extast.TaskCheckBox:
		w.checkBox(n)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.image(n)
	case *ast.RawHTML:
		w.rawHTML(n)
	default:
		w.children(n)
	}
}

// phrase writes an element around its content, unless too many are open already.
func (w *writer) phrase(tag string, n ast.Node) {
	if w.inlines >= maxInlineDepth {
		w.children(n)
		return
	}
	w.inlines++
	w.wrapLine("<"+tag+">", n, "</"+tag+">")
	w.inlines--
}

func (w *writer) text(n *ast.Text) {
	value := n.Segment.Value(w.source)
	if !n.IsRaw() {
		value = unescape(value)
	}
	if n.HardLineBreak() {
		value = bytes.TrimRight(value, " ")
	}
	w.out = appendText(w.out, value)
	switch {
	case n.HardLineBreak():
		w.str("<br>\n")
	case n.SoftLineBreak():
		w.str("\n")
	}
}

// codeText returns what a code phrase says; its line ends are spaces.
func codeText(source []byte, n *ast.CodeSpan) []byte {
	var text []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			text = append(text, t.Segment.Value(source)...)
		}
	}
	return bytes.ReplaceAll(text, []byte("\n"), []byte(" "))
}

func (w *writer) checkBox(n *extast.TaskCheckBox) {
	if n.IsChecked {
		w.str(`<input type="checkbox" checked disabled> `)
	} else {
		w.str(`<input type="checkbox" disabled> `)
	}
}
