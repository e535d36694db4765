package diagram

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// canvas appends SVG to a slice of bytes. What it appends as it is has the type [markup], which only constants of this
// package become by themselves; every value goes through escape or number, so nothing that a catalog says can become markup.
type canvas struct{ b []byte }

// markup is a piece of SVG: constants of this package, words of a closed list.
type markup string

func (c *canvas) put(m markup) { c.b = append(c.b, m...) }

// text appends markup, and after it a text.
func (c *canvas) text(m markup, s string) {
	c.b = escape(append(c.b, m...), s)
}

// num appends markup, and after it a number of px.
func (c *canvas) num(m markup, x float64) {
	c.b = number(append(c.b, m...), x)
}

// count appends markup, and after it a count or an index.
func (c *canvas) count(m markup, n int) {
	c.b = digits(append(c.b, m...), uint64(max(0, n)))
}

// attr appends an attribute that is left out where its value is empty; m is its name and the opening quote.
func (c *canvas) attr(m markup, s string) {
	if s != "" {
		c.text(m, s)
		c.put(`"`)
	}
}

// rect appends a rectangle; m is its start tag up to the value of x.
func (c *canvas) rect(m markup, r Rect, radius float64) {
	c.num(m, r.X)
	c.num(`" y="`, r.Y)
	c.num(`" width="`, r.W)
	c.num(`" height="`, r.H)
	if radius > 0 {
		c.num(`" rx="`, radius)
	}
	c.put(`"/>`)
}

// line appends a line of text at a place; m is its start tag up to the value of x. Text that is read from right to left
// keeps to the same side of its box: its line ends where others begin.
func (c *canvas) line(m markup, s string, x, y float64) {
	c.num(m, x)
	c.num(`" y="`, y)
	if rightToLeft(s) {
		c.put(`" direction="rtl" text-anchor="end`)
	}
	c.text(`">`, s)
	c.put("</text>")
}

// middle appends a line of text around a place; m is its start tag up to the value of x.
func (c *canvas) middle(m markup, s string, x, y float64) {
	c.num(m, x)
	c.num(`" y="`, y)
	c.text(`" text-anchor="middle">`, s)
	c.put("</text>")
}

// link opens a link if it is one that a page may follow, and reports whether it did.
func (c *canvas) link(href string) bool {
	if href = safeHref(href); href == "" {
		return false
	}
	c.text(`<a href="`, href)
	c.put(`">`)
	return true
}

// endLink closes what link has opened.
func (c *canvas) endLink(opened bool) {
	if opened {
		c.put("</a>")
	}
}

func (c *canvas) tooltip(s string) {
	if s != "" {
		c.text("<title>", s)
		c.put("</title>")
	}
}

// to appends a command of a path and a point: where it ends, or for small letters the way there.
func (c *canvas) to(letter byte, x, y float64) {
	c.b = number(append(c.b, letter), x)
	c.b = spaced(c.b, y)
}

// across and down append a command of a path for a horizontal or a vertical line.
func (c *canvas) across(letter byte, x float64) { c.b = number(append(c.b, letter), x) }
func (c *canvas) down(letter byte, y float64)   { c.b = number(append(c.b, letter), y) }

// arc appends half of an ellipse to a path, or a quarter; sweep is how it turns, dx and dy the way to its end.
func (c *canvas) arc(rx, ry float64, sweep markup, dx, dy float64) {
	c.to('a', rx, ry)
	c.put(sweep)
	c.b = spaced(spaced(c.b, dx), dy)
}

// How an arc turns: the flags of the command.
const (
	clockwise markup = " 0 0 1"
	counter   markup = " 0 0 0"
)

// course appends the commands of a path; a straight end stops short of the place that it leads to.
func (c *canvas) course(curves []Curve, short float64) {
	for i := range curves {
		curve := &curves[i]
		c.to('M', curve.Start.X, curve.Start.Y)
		at := curve.Start
		for k := range curve.Segs {
			s := &curve.Segs[k]
			x := s.To.X
			if d := x - at.X; short > 0 && math.Abs(d) > short && !s.Cubic && i == len(curves)-1 && k == len(curve.Segs)-1 {
				x -= math.Copysign(short, d)
			}
			switch {
			case s.Cubic:
				c.to('C', s.C1.X, s.C1.Y)
				c.b = spaced(spaced(c.b, s.C2.X), s.C2.Y)
				c.b = spaced(spaced(c.b, x), s.To.Y)
			case s.To.Y == at.Y:
				c.across('H', x)
			default:
				c.to('L', x, s.To.Y)
			}
			at = s.To
		}
	}
}

// spaced appends a number that follows another: a sign divides the two, else a space does.
func spaced(b []byte, x float64) []byte {
	at := len(b)
	b = number(append(b, ' '), x)
	if b[at+1] == '-' {
		b = append(b[:at], b[at+1:]...)
	}
	return b
}

// number appends x with at most one decimal; what is no number becomes 0.
func number(b []byte, x float64) []byte {
	if !(x >= -1e9 && x <= 1e9) {
		x = 0
	}
	// The conversion keeps processors that multiply and add at once from rounding once only.
	tenths := float64(x * 10)
	n := uint64(tenths + 0.5)
	if tenths < 0 {
		if n = uint64(0.5 - tenths); n > 0 {
			b = append(b, '-')
		}
	}
	whole, tenth := n/10, byte(n%10)
	b = digits(b, whole)
	if tenth > 0 {
		b = append(b, '.', '0'+tenth)
	}
	return b
}

// digits appends a whole number, most of which are places of a few digits.
func digits(b []byte, n uint64) []byte {
	switch {
	case n < 10:
		return append(b, '0'+byte(n))
	case n < 100:
		return append(b, '0'+byte(n/10), '0'+byte(n%10))
	case n < 1000:
		return append(b, '0'+byte(n/100), '0'+byte(n/10%10), '0'+byte(n%10))
	case n < 10_000:
		return append(b, '0'+byte(n/1000), '0'+byte(n/100%10), '0'+byte(n/10%10), '0'+byte(n%10))
	}
	return strconv.AppendUint(b, n, 10)
}

// escape appends s for an attribute's value in double quotes or for text.
func escape(b []byte, s string) []byte {
	done := 0
	for i := plainTo(s, 0); i < len(s); i = plainTo(s, i) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if entity := entityOf(r); entity != "" {
			b = append(append(b, s[done:i]...), entity...)
			done = i + size
		}
		i += size
	}
	return append(b, s[done:]...)
}

// plainTo returns where the plain bytes of s end that begin at i. It looks at four at a time, because almost all are plain.
func plainTo(s string, i int) int {
	for i+4 <= len(s) && plain[s[i]] && plain[s[i+1]] && plain[s[i+2]] && plain[s[i+3]] {
		i += 4
	}
	for i < len(s) && plain[s[i]] {
		i++
	}
	return i
}

// entityOf is what stands for a letter that has a meaning in markup or may not be there at all; "" for others.
func entityOf(r rune) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&#34;"
	case '\'':
		return "&#39;"
	case '\n', '\r', '\t':
		return " "
	}
	if unclean(r) {
		return "\ufffd"
	}
	return ""
}

// plain says which bytes are letters that stand for themselves, in markup as anywhere.
var plain = func() (is [256]bool) {
	for c := ' '; c < 0x7f; c++ {
		is[c] = entityOf(c) == ""
	}
	return is
}()
