package markdown

import (
	"cmp"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// writer turns one tree into HTML. Everything it can write:
//
//	p h1–h6 blockquote ul ol li hr table thead tbody tr th td div pre code span
//	em strong del br a img input
//
// with the attributes id, class, href, title, rel, src, alt, loading, start, tabindex, role, aria-label,
// scope, type, checked and disabled.
type writer struct {
	source    []byte
	opt       Options
	prefix    string
	out       []byte
	problems  problems
	headings  []Heading
	ids       map[ast.Node]string
	fragments map[string]string // what a fragment may be called, to the id it means
	blocks    int               // depth of open blocks
	inlines   int               // depth of open phrases
	inLink    bool
	deep      bool // the depth limit has been reported
}

func newWriter(source []byte, opt Options) *writer {
	return &writer{
		source:   source,
		opt:      opt,
		prefix:   "h-" + idPart(opt.IDPrefix),
		out:      make([]byte, 0, len(source)+len(source)/2+64),
		problems: problems{source: source},
	}
}

func (w *writer) str(s string) { w.out = append(w.out, s...) }

// scanInvisible reports the characters that are shown by their numbers, and those that no document may
// hold. One problem a line is enough to find them.
func (w *writer) scanInvisible() {
	reported := false // on this line
	for i := 0; i < len(w.source); {
		if c := w.source[i]; c < utf8.RuneSelf && !illegal(rune(c)) {
			reported = reported && c != '\n'
			i++
			continue
		}
		r, size := utf8.DecodeRune(w.source[i:])
		bad := r == utf8.RuneError && size == 1 || illegal(r)
		if !reported && (bad || invisibleAt(w.source, i, r, size)) {
			w.problems.at(i, invisibleProblem(r, bad))
			reported = true
		}
		i += size
	}
}

func invisibleProblem(r rune, bad bool) Problem {
	problem := Problem{Code: CodeInvisible, Warning: true, Suggestion: "delete it"}
	if bad {
		problem.Message = "a byte or control character that no document may hold is shown as \uFFFD"
	} else {
		problem.Message = fmt.Sprintf("the invisible character U+%04X is shown by its number", r)
	}
	return problem
}

// preformatted shows text as it was written.
func (w *writer) preformatted(text []byte) {
	text, more := cut(text, maxText)
	w.str(`<pre class="raw" tabindex="0">`)
	w.out = appendText(w.out, text)
	if more {
		w.str("\n…")
	}
	w.str("</pre>\n")
}

func (w *writer) document(doc ast.Node) { w.children(doc) }

func (w *writer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

func (w *writer) node(n ast.Node) {
	switch n.Type() {
	case ast.TypeInline:
		w.inline(n)
	default:
		w.block(n)
	}
}

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.wrapLine("<p>", n, "</p>\n")
	case *ast.TextBlock:
		w.children(n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			w.str("\n")
		}
	case *ast.Heading:
		w.heading(n)
	case *ast.Blockquote:
		w.nest("<blockquote>\n", n, "</blockquote>\n")
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.listItem(n)
	case *ast.ThematicBreak:
		w.str("<hr>\n")
	case *ast.CodeBlock:
		w.codeBlock("", n)
	case *ast.FencedCodeBlock:
		w.fence(n)
	case *ast.HTMLBlock:
		if text := notHTML(w.source, n); text != nil {
			w.str("<p>")
			w.out = appendText(w.out, text)
			w.str("</p>\n")
			return
		}
		w.htmlBlock(n)
	case *extast.Table:
		w.table(n)
	case *ast.LinkReferenceDefinition:
	default:
		w.children(n)
	}
}

func (w *writer) wrapLine(open string, n ast.Node, end string) {
	w.str(open)
	w.children(n)
	w.str(end)
}

// nest writes a block that holds blocks, unless too many are open already.
func (w *writer) nest(open string, n ast.Node, end string) {
	if w.blocks >= maxBlockDepth {
		w.tooDeep(n)
		w.children(n)
		return
	}
	w.blocks++
	w.wrapLine(open, n, end)
	w.blocks--
}

func (w *writer) tooDeep(n ast.Node) {
	if w.deep {
		return
	}
	w.deep = true
	w.problems.at(startOf(n), Problem{
		Code: CodeLimit, Warning: true,
		Message: fmt.Sprintf("lists and quotations are nested deeper than %d levels; what is below is shown at that level", maxBlockDepth),
	})
}

func (w *writer) heading(n *ast.Heading) {
	level := strconv.Itoa(w.level(n.Level))
	w.str("<h" + level)
	if id := w.ids[n]; id != "" {
		w.str(` id="` + id + `"`)
	}
	w.wrapLine(">", n, "</h"+level+">\n")
}

func (w *writer) list(n *ast.List) {
	if w.blocks >= maxBlockDepth {
		w.tooDeep(n)
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			w.children(item)
			w.str("\n")
		}
		return
	}
	if !n.IsOrdered() {
		w.nest("<ul>\n", n, "</ul>\n")
		return
	}
	open := "<ol>\n"
	if n.Start != 1 {
		open = `<ol start="` + strconv.Itoa(n.Start) + "\">\n"
	}
	w.nest(open, n, "</ol>\n")
}

func (w *writer) listItem(n *ast.ListItem) {
	open := "<li>"
	if _, tight := n.FirstChild().(*ast.TextBlock); n.FirstChild() != nil && !tight {
		open = "<li>\n"
	}
	w.wrapLine(open, n, "</li>\n")
}

// startOf returns the offset of a node in the source.
func startOf(n ast.Node) int {
	if n.Pos() >= 0 {
		return n.Pos()
	}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	for c := n.FirstChild(); c != nil; c = c.FirstChild() {
		if c.Pos() >= 0 {
			return c.Pos()
		}
	}
	return 0
}

// table writes a table inside a box that scrolls by itself; a keyboard can scroll what it can reach, so
// the box takes the focus and has a name.
func (w *writer) table(n *extast.Table) {
	w.str(`<div class="table-wrap" role="region" aria-label="`)
	w.out = appendAttribute(w.out, cmp.Or(w.opt.TableLabel, "Table"))
	w.str(`" tabindex="0"><table>` + "\n")
	body := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, head := row.(*extast.TableHeader); head {
			w.str("<thead>\n")
			w.row(row, `th scope="col"`, "th")
			w.str("</thead>\n")
			continue
		}
		if !body {
			w.str("<tbody>\n")
			body = true
		}
		w.row(row, "td", "td")
	}
	if body {
		w.str("</tbody>\n")
	}
	w.str("</table></div>\n")
}

func (w *writer) row(row ast.Node, open, end string) {
	w.str("<tr>\n")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		w.str("<" + open)
		if cell, ok := c.(*extast.TableCell); ok {
			w.align(cell.Alignment)
		}
		w.wrapLine(">", c, "</"+end+">\n")
	}
	w.str("</tr>\n")
}

// align marks a cell with a class: the page's policy allows no style attributes.
func (w *writer) align(a extast.Alignment) {
	switch a {
	case extast.AlignRight:
		w.str(` class="align-right"`)
	case extast.AlignCenter:
		w.str(` class="align-center"`)
	case extast.AlignLeft, extast.AlignNone:
	}
}
