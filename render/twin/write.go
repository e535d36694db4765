package twin

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/render/site"
)

// writer appends Markdown (CommonMark with tables).
type writer struct {
	b []byte
	// page is the path of the page that the view's links start from, file that of the file that is written.
	page, file string
	// plan tells pages, which have twins, from other files.
	plan *site.Plan
	// shift is added to the level of each heading.
	shift int
	// indent stands before each line of a block: the list or quote around it.
	indent string
	// cell says that a table is written, where a line break would end the row.
	cell bool
}

func (w *writer) raw(parts ...string) {
	for _, s := range parts {
		w.b = append(w.b, s...)
	}
}

// begin starts a block: a blank line before it, and what the blocks around it need.
func (w *writer) begin() {
	if len(w.b) == 0 {
		w.raw(w.indent)
		return
	}
	w.b = trimRight(w.b)
	w.raw("\n", strings.TrimRight(w.indent, " "), "\n", w.indent)
}

// line starts a line of the block.
func (w *writer) line() {
	w.b = trimRight(w.b)
	w.raw("\n", w.indent)
}

func trimRight(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\n') {
		b = b[:len(b)-1]
	}
	return b
}

// heading begins a section.
func (w *writer) heading(level int, text string) {
	if text == "" {
		return
	}
	w.begin()
	w.raw(strings.Repeat("#", min(level+w.shift, 6)), " ")
	w.phrase(text)
}

// paragraph writes a text of its own.
func (w *writer) paragraph(text string) {
	if text != "" {
		w.begin()
		w.phrase(text)
	}
}

// phrase writes a text as nothing but a text: no character of it means anything to Markdown, and it stays on its line.
func (w *writer) phrase(s string) {
	start := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ' || c == '\n' || c == '\r' || c == '\t':
			w.space()
			continue
		case strings.IndexByte("\\`*[]<>|~$&", c) >= 0,
			c == '_' && (i == 0 || i+1 == len(s) || !isWord(s[i-1]) || !isWord(s[i+1])),
			start && strings.IndexByte("#-+=:", c) >= 0,
			(c == '.' || c == ')') && i > 0 && i < 10 && (i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\n' || s[i+1] == '\t') && allDigits(s[:i]):
			w.b = append(w.b, '\\')
		}
		start = false
		w.b = append(w.b, c)
	}
}

// space writes one space, unless there is one.
func (w *writer) space() {
	if n := len(w.b); n > 0 && w.b[n-1] != ' ' && w.b[n-1] != '\n' {
		w.b = append(w.b, ' ')
	}
}

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// code writes a word in the type of code.
func (w *writer) code(s string) {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return
	}
	mark := strings.Repeat("`", longestRun(s, '`')+1)
	pad := ""
	if s[0] == '`' || s[len(s)-1] == '`' {
		pad = " "
	}
	if w.cell {
		s = strings.ReplaceAll(s, "|", "\\|")
	}
	w.raw(mark, pad, s, pad, mark)
}

// longestRun is the length of the longest run of a character in a text.
func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// fence writes a block of code. Its fence is longer than any in the code.
func (w *writer) fence(lang, text string) {
	mark := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	w.begin()
	w.raw(mark, lang)
	for line := range strings.SplitSeq(strings.TrimRight(strings.ReplaceAll(text, "\r", ""), "\n"), "\n") {
		w.raw("\n", w.indent, line)
	}
	w.raw("\n", w.indent, mark)
}

// link writes a text that leads to an address of the page's view.
func (w *writer) link(text, href string) {
	to := w.address(href)
	if to == "" {
		w.phrase(text)
		return
	}
	w.raw("[")
	w.phrase(text)
	w.raw("](")
	w.destination(to)
	w.raw(")")
}

// destination writes an address so that nothing in it ends it.
func (w *writer) destination(to string) {
	for i := range len(to) {
		c := to[i]
		if c <= ' ' || c == 0x7F || strings.IndexByte("()<>\\|`[]\"", c) >= 0 {
			const digits = "0123456789ABCDEF"
			w.b = append(w.b, '%', digits[c>>4], digits[c&15])
			continue
		}
		w.b = append(w.b, c)
	}
}

// address turns a link of the view into one of the file: to the twin of a page, to any other file of the site, or to what is outside. A link to
// a place on the same page is none here.
func (w *writer) address(href string) string {
	if strings.Contains(href, ":") {
		return href
	}
	target := w.rooted(href)
	if target == "" || target == w.page {
		return ""
	}
	if p, ok := w.plan.Page(target); ok && Has(p) {
		target = MarkdownPath(target)
	}
	return site.Relative(w.file, target)
}

// rooted is the path in the site that a link of the view leads to; "" where that is outside, or a place on the same page.
func (w *writer) rooted(href string) string {
	target, _, _ := strings.Cut(href, "#")
	if strings.Contains(href, ":") {
		return ""
	}
	for strings.HasPrefix(target, "../") {
		target = target[len("../"):]
	}
	return target
}

func (w *writer) int(n int) { w.b = strconv.AppendInt(w.b, int64(n), 10) }
