package mermaid

import (
	"strings"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// link is an edge as it is written.
type link struct {
	text string
	// head is an arrow at its end, tail one at its beginning.
	head, tail    bool
	dotted, thick bool
}

// edges are what a link draws between two nodes: an arrow, a line, or an arrow each way.
func (l link) edges(a, b int) []diagram.Edge {
	e := diagram.Edge{From: a, To: b, Label: l.text, Relation: "leads to", Dashed: l.dotted, Strong: l.thick}
	if !l.head {
		e = diagram.Edge{From: a, To: b, Label: l.text, Relation: "is connected to", Dashed: l.dotted, Strong: l.thick, Plain: true}
	}
	if !l.tail {
		return []diagram.Edge{e}
	}
	return []diagram.Edge{e, {From: b, To: a, Relation: "leads to", Dashed: l.dotted, Strong: l.thick}}
}

// link reads an edge: -->, ---, -.->, -.-, ==>, ===, <-->, with a text inside or behind it between bars.
func (p *parser) link() (link, *Problem) {
	p.skip()
	at := p.rest
	fail := func() (link, *Problem) {
		return link{}, p.line.problem("%q is no edge that is drawn", shorten(at))
	}
	var e link
	e.tail = p.take("<")
	open, inside := p.stroke()
	switch {
	case open == "" || len(open) < 2:
		return fail()
	case open[0] == '=':
		e.thick = true
	case strings.Contains(open, "."):
		e.dotted = true
	}
	e.head = p.take(">")
	if !e.head && p.rest != "" && (p.rest[0] == 'x' || p.rest[0] == 'o') {
		return fail() // a cross or a circle at the end
	}
	if !e.head && inside {
		// A text, and then the rest of the stroke.
		text, ok := p.until(open[0], e.dotted)
		if !ok {
			return fail()
		}
		e.text, e.head = text, p.take(">")
	}
	p.skip()
	if p.take("|") {
		text, rest, ok := strings.Cut(p.rest, "|")
		if !ok {
			return fail()
		}
		e.text, p.rest = unquoted(text), rest
	}
	return e, nil
}

// stroke reads the characters of a line. Inside says that a text may follow: the stroke is the beginning of one with a text in it.
func (p *parser) stroke() (stroke string, inside bool) {
	end := 0
	for end < len(p.rest) && strings.IndexByte("-=.", p.rest[end]) >= 0 {
		end++
	}
	stroke = p.rest[:end]
	switch {
	case strings.Trim(stroke, "-") == "" && end >= 2, strings.Trim(stroke, "=") == "" && end >= 2:
		inside = end == 2
	case stroke == "-.":
		inside = true
	case len(stroke) > 2 && stroke[0] == '-' && stroke[end-1] == '-' && strings.Trim(stroke[1:end-1], ".") == "":
	default:
		return "", false
	}
	p.rest = p.rest[end:]
	return stroke, inside
}

// until reads the text of an edge and the second half of its stroke.
func (p *parser) until(char byte, dotted bool) (string, bool) {
	rest := p.rest
	quoted := strings.TrimLeft(rest, " \t")
	from := 0
	if strings.HasPrefix(quoted, `"`) {
		end := strings.IndexByte(quoted[1:], '"')
		if end < 0 {
			return "", false
		}
		from = len(rest) - len(quoted) + end + 2
	}
	half := strings.Repeat(string(char), 2)
	if dotted {
		half = ".-"
	}
	at := strings.Index(rest[from:], half)
	if at < 0 {
		return "", false
	}
	text := rest[:from+at]
	p.rest = strings.TrimLeft(rest[from+at:], ".")
	p.rest = strings.TrimLeft(p.rest, string(char))
	return unquoted(strings.TrimRight(text, ".")), true
}

func unquoted(s string) string {
	s = strings.TrimSpace(s)
	if n := len(s); n > 1 && s[0] == '"' && s[n-1] == '"' {
		s = s[1 : n-1]
	}
	return textOf(s)
}
