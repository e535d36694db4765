package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
)

// elements are the names of HTML. A tag of another name is no HTML that somebody lost but text, such as
// the <tenant> in the address of a channel, and is shown as it was written.
var elements = sync.OnceValue(func() []string {
	return words(`a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote
		body br button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog dir div
		dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i
		iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu menuitem meta
		meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb
		rp rt rtc ruby s samp script search section select shadow slot small source spacer span strike strong style sub summary sup
		svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp`)
})

// tagName returns the name in a tag, in lower case, or "" where there is none.
func tagName(tag []byte) string {
	tag = bytes.TrimPrefix(bytes.TrimPrefix(bytes.TrimLeft(tag, " "), []byte("<")), []byte("/"))
	end := bytes.IndexFunc(tag, func(r rune) bool { return !isName(byte(min(r, 0x7f))) })
	if end < 0 {
		end = len(tag)
	}
	return strings.ToLower(string(tag[:end]))
}

// isHTML reports whether something in angle brackets is HTML: an element of it, a comment, a declaration.
func isHTML(tag []byte) bool {
	name := tagName(tag)
	return name == "" || contains(elements(), name)
}

// htmlBlock leaves out a block of HTML. Comments say nothing to a reader, so nobody is told of them.
func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	if n.HTMLBlockType != ast.HTMLBlockType2 {
		w.problems.at(startOf(n), rawHTMLProblem())
	}
}

// notHTML returns the text of a block that begins with a tag of no HTML, or nil.
func notHTML(source []byte, n *ast.HTMLBlock) []byte {
	if n.HTMLBlockType != ast.HTMLBlockType7 {
		return nil
	}
	if text := bytes.TrimSpace(n.Lines().Value(source)); !isHTML(text) {
		return text
	}
	return nil
}

func rawHTMLProblem() Problem {
	return Problem{
		Code: CodeRawHTML, Message: "HTML is not allowed in descriptions and was left out", Warning: true,
		Suggestion: "write it in Markdown, or put it between backticks to show it",
	}
}

var lineBreak = regexp.MustCompile(`^(?i:<br */?>)$`)

// rawHTML leaves out a tag and keeps the text around it. A line break is the one tag that means nothing
// else and needs no partner, and the only way to break a line in a table's cell: ours is written for it.
func (w *writer) rawHTML(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	first := n.Segments.At(0)
	value := first.Value(w.source)
	switch {
	case n.Segments.Len() == 1 && lineBreak.Match(value):
		w.str("<br>")
	case !isHTML(value):
		w.out = appendText(w.out, n.Segments.Value(w.source))
	case bytes.HasPrefix(value, []byte("<!--")), bytes.HasPrefix(value, []byte("</")):
		// A comment says nothing, and the tag that this one closes has been reported.
	default:
		w.problems.at(first.Start, rawHTMLProblem())
	}
}
