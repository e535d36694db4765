package diagram

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// canvas appends SVG to a slice of bytes. Element and attribute names are constants of this package; every value
// goes through escape, so nothing that a catalog says can become markup.
type canvas struct{ b []byte }

// attr is one attribute: a text, or a number where Text is empty and num is set.
type attr struct {
	name, text string
	number     float64
	num        bool
}

func str(name, text string) attr           { return attr{name: name, text: text} }
func num(name string, number float64) attr { return attr{name: name, number: number, num: true} }

// open writes a start tag; attributes with an empty text are left out.
func (c *canvas) open(tag string, attrs ...attr) {
	c.start(tag, attrs)
	c.b = append(c.b, '>')
}

// empty writes an element without content.
func (c *canvas) empty(tag string, attrs ...attr) {
	c.start(tag, attrs)
	c.b = append(c.b, "/>"...)
}

func (c *canvas) start(tag string, attrs []attr) {
	c.b = append(c.b, '<')
	c.b = append(c.b, tag...)
	for _, a := range attrs {
		if !a.num && a.text == "" {
			continue
		}
		c.b = append(c.b, ' ')
		c.b = append(c.b, a.name...)
		c.b = append(c.b, '=', '"')
		if a.num {
			c.b = number(c.b, a.number)
		} else {
			c.b = escape(c.b, a.text)
		}
		c.b = append(c.b, '"')
	}
}

func (c *canvas) end(tag string) {
	c.b = append(c.b, '<', '/')
	c.b = append(c.b, tag...)
	c.b = append(c.b, '>')
}

// leaf writes an element with a text.
func (c *canvas) leaf(tag, text string, attrs ...attr) {
	c.open(tag, attrs...)
	c.b = escape(c.b, text)
	c.end(tag)
}

// text writes a line of text at a place. Text that is read from right to left keeps to the same side of its box: its
// line ends where others begin.
func (c *canvas) text(class, s string, x, y float64) {
	if rightToLeft(s) {
		c.leaf("text", s, str("class", class), num("x", x), num("y", y), str("direction", "rtl"), str("text-anchor", "end"))
		return
	}
	c.leaf("text", s, str("class", class), num("x", x), num("y", y))
}

// space divides two texts for whoever reads them one after the other; it is not drawn.
func (c *canvas) space() { c.b = append(c.b, ' ') }

// number appends x with at most one decimal; what is no number becomes 0.
func number(b []byte, x float64) []byte {
	if x != x || x > 1e9 || x < -1e9 {
		x = 0
	}
	tenths := int64(math.Round(x * 10))
	if tenths < 0 {
		b = append(b, '-')
		tenths = -tenths
	}
	b = strconv.AppendInt(b, tenths/10, 10)
	if d := tenths % 10; d > 0 {
		b = append(b, '.', byte('0'+d))
	}
	return b
}

// escape appends s for an attribute's value in double quotes or for text.
func escape(b []byte, s string) []byte {
	for s != "" {
		n := 0
		for n < len(s) && plain(s[n]) {
			n++
		}
		b = append(b, s[:n]...)
		if s = s[n:]; s == "" {
			break
		}
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '"':
			b = append(b, "&#34;"...)
		case r == '\'':
			b = append(b, "&#39;"...)
		case r == '\n' || r == '\r' || r == '\t':
			b = append(b, ' ')
		case unclean(r):
			b = append(b, "\ufffd"...)
		default:
			b = append(b, s[:size]...)
		}
		s = s[size:]
	}
	return b
}

// plain reports whether a byte is a letter that stands for itself in markup.
func plain(c byte) bool {
	return c >= 0x20 && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' && c != '\''
}

// path builds the value of a path's d attribute.
type path struct{ b []byte }

func (p *path) op(letter byte, values ...float64) *path {
	p.b = append(p.b, letter)
	for i, v := range values {
		at := len(p.b)
		p.b = number(append(p.b, ' '), v)
		if i == 0 || p.b[at+1] == '-' {
			p.b = append(p.b[:at], p.b[at+1:]...)
		}
	}
	return p
}

func (p *path) rest(s string) *path {
	p.b = append(p.b, s...)
	return p
}

func (p *path) String() string { return string(p.b) }
