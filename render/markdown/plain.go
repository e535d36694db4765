package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// Plain returns what a text says without its formatting, on one line: for a page's description, a search
// index, a feed. Code blocks and HTML are left out, as are characters that nobody can see. At most limit
// runes are returned; a longer text is cut between words where it can be and ends in "…". A limit of 0 or
// less is none.
func Plain(text string, limit int) string {
	source := normalize(text)
	if limit > 0 {
		// Markup rarely takes more than it marks, and a summary need not read a book.
		source, _ = cut(source, 8*limit+1024)
	}
	var found problems
	var out []byte
	if _, over := overLimit(source); over {
		out, _ = cut(source, maxText)
	} else {
		out = plainText(nil, source, parse(source, &found))
	}
	return shortenWords(visible(out), limit)
}

// plainText appends the text below a node. Blocks and line ends become spaces.
func plainText(out, source []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(source)
			if !c.IsRaw() {
				value = unescape(value)
			}
			out = append(out, value...)
			if c.SoftLineBreak() || c.HardLineBreak() {
				out = append(out, ' ')
			}
		case *ast.CodeSpan:
			out = append(out, codeText(source, c)...)
		case *ast.String:
			out = append(out, c.Value...)
		case *ast.AutoLink:
			out = append(out, c.Label(source)...)
		case *ast.RawHTML:
			if value := c.Segments.Value(source); !isHTML(value) {
				out = append(out, value...)
			}
		case *ast.HTMLBlock:
			out = append(out, notHTML(source, c)...)
		case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.LinkReferenceDefinition:
		default:
			out = plainText(out, source, c)
		}
		if c.Type() == ast.TypeBlock {
			out = append(out, ' ')
		}
	}
	return out
}

// visible drops what a reader could not see and joins the rest by single spaces.
func visible(text []byte) string {
	var out strings.Builder
	space := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case unicode.IsSpace(r):
			space = out.Len() > 0
		case illegal(r), invisibleAt(text, i, r, size):
		default:
			if space {
				out.WriteByte(' ')
			}
			space = false
			out.WriteRune(r)
		}
		i += size
	}
	return out.String()
}

func shortenWords(text string, limit int) string {
	if limit <= 0 || utf8.RuneCountInString(text) <= limit {
		return text
	}
	runes := []rune(text)[:limit-1]
	kept := string(runes)
	if space := strings.LastIndexByte(kept, ' '); space > len(kept)/2 {
		kept = kept[:space]
	}
	return strings.TrimRight(kept, " ,.;:") + "…"
}

// phrases writes the phrases of every block after each other.
func (w *writer) phrases(doc ast.Node) {
	clear(w.ids)
	w.headings = nil
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeBlock:
			w.phraseBreak()
			w.codePhrase(n.Lines().Value(w.source))
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock:
			w.phraseBreak()
			w.codePhrase(n.Lines().Value(w.source))
			return ast.WalkSkipChildren, nil
		case *ast.HTMLBlock:
			if text := notHTML(w.source, n); text != nil {
				w.phraseBreak()
				w.out = appendText(w.out, text)
			} else {
				w.htmlBlock(n)
			}
			return ast.WalkSkipChildren, nil
		case *ast.LinkReferenceDefinition:
			return ast.WalkSkipChildren, nil
		}
		if first := n.FirstChild(); first == nil || first.Type() != ast.TypeInline {
			return ast.WalkContinue, nil
		}
		w.phraseBreak()
		w.children(n)
		return ast.WalkSkipChildren, nil
	})
}

func (w *writer) phraseBreak() {
	if len(w.out) > 0 {
		w.str(" ")
	}
}

func (w *writer) codePhrase(code []byte) {
	w.str("<code>")
	w.out = appendText(w.out, bytes.Join(bytes.Fields(code), []byte(" ")))
	w.str("</code>")
}
