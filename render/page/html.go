package page

import (
	"html/template"
	"strconv"
	"strings"
	"unicode/utf8"
)

// trusted marks HTML that this package, render/diagram or render/markdown wrote. It is the one place of the project that
// makes a template.HTML, so that a search for it finds every way past the escaping of html/template.
func trusted(b []byte) template.HTML { return template.HTML(b) }

// writer appends HTML. The repeated parts of a page (tables, trees, navigation) are written with it, because html/template
// costs ten times as much for them; every text and attribute passes its one escaper.
type writer struct{ b []byte }

func (w *writer) raw(parts ...string) {
	for _, s := range parts {
		w.b = append(w.b, s...)
	}
}

func (w *writer) text(s string) { w.b = appendEscaped(w.b, s) }

func (w *writer) int(n int) { w.b = strconv.AppendInt(w.b, int64(n), 10) }

// attr writes an attribute with a space before it; nothing for an empty value.
func (w *writer) attr(name, value string) {
	if value == "" {
		return
	}
	w.raw(" ", name, `="`)
	w.text(value)
	w.raw(`"`)
}

// el writes an element with a class that holds only text.
func (w *writer) el(tag, class, text string) {
	w.raw("<", tag)
	w.attr("class", class)
	w.raw(">")
	w.text(text)
	w.raw("</", tag, ">")
}

// bdi writes a text that a user chose, isolated from the direction of the text around it.
func (w *writer) bdi(s string) { w.el("bdi", "", s) }

// A word of more than longWord characters gets places to break at its capitals, and a run of longRun without any of those one after it.
const (
	longWord = 14
	longRun  = 24
)

// breakable writes a name with a place to break after each of its separators, and before the capitals inside of long words, so that it wraps in narrow
// columns. Between words it breaks by itself.
func (w *writer) breakable(s string) {
	for word := range strings.SplitAfterSeq(s, " ") {
		w.breakableWord(word)
	}
}

func (w *writer) breakableWord(s string) {
	start := 0
	for i := 0; i+1 < len(s); i++ {
		after := strings.IndexByte("._-/:", s[i]) >= 0
		hump := len(s) > longWord && 'a' <= s[i] && s[i] <= 'z' && 'A' <= s[i+1] && s[i+1] <= 'Z'
		if (after || hump) && i-start >= 3 || i-start >= longRun && utf8.RuneStart(s[i+1]) && s[i+1] != ' ' {
			w.text(s[start : i+1])
			w.raw("<wbr>")
			start = i + 1
		}
	}
	w.text(s[start:])
}

func (w *writer) html() template.HTML { return trusted(w.b) }

// appendEscaped appends a text so that it is the same text in element content and in quoted attributes. Characters that
// HTML forbids become U+FFFD (HTML, 13.1.4.6: controls, noncharacters and surrogates).
func appendEscaped(b []byte, s string) []byte {
	last := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if forbidden(r, n) {
				b = append(append(b, s[last:i]...), "\uFFFD"...)
				last = i + n
			}
			i += n
			continue
		}
		if esc := escapes[c]; esc != "" {
			b = append(append(b, s[last:i]...), esc...)
			last = i + 1
		}
		i++
	}
	return append(b, s[last:]...)
}

func forbidden(r rune, size int) bool {
	return r == utf8.RuneError && size == 1 || r >= 0x80 && r < 0xA0 || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}

// escapes holds what each ASCII character is written as; "" is itself.
var escapes = func() (t [utf8.RuneSelf]string) {
	for c := range 0x20 {
		t[c] = "\uFFFD"
	}
	t['\t'], t['\n'], t['\r'], t['\f'] = "", "", "&#13;", " "
	t[0x7F] = "\uFFFD"
	t['&'], t['<'], t['>'], t['"'], t['\''] = "&amp;", "&lt;", "&gt;", "&#34;", "&#39;"
	return t
}()

// visible replaces the characters that change the direction of text or cannot be seen, which can make a name look like
// another one (CVE-2021-42574), and those that HTML forbids, by U+FFFD. What templates are given has passed it: html/template
// escapes markup, but lets control characters through.
func visible(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x20 && r != '\t' && r != '\n' && r != '\r', r >= 0x7F && r < 0xA0, r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF,
			r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r >= 0x200B && r <= 0x200F && r != 0x200D, r == 0x2060, r == 0xFEFF, r == 0x061C:
			return utf8.RuneError
		}
		return r
	}, s)
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x7F || s[i] < 0x20 && s[i] != '\n' && s[i] != '\t' {
			return false
		}
	}
	return true
}
