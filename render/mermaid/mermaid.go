// Package mermaid reads the common part of two of the languages of Mermaid, flowcharts and sequence diagrams, as what this project's own engine
// draws: a [diagram.Spec] or [diagram.Steps].
//
// It reads the syntax that people write, not the grammar's last corner, and it never guesses: what it does not know makes the whole text one that
// is not drawn, with the line and the reason, because half a picture says something that its author did not. What only concerns the look
// (classes, styles, directions, activations) is read and left out; so is what would be a link or a script. Texts are texts: no HTML.
//
// Parse is pure, its effort is linear in the text, and sizes are bounded.
package mermaid

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// The bounds of what is drawn. A larger drawing is one that nobody can read, and takes long to lay out.
const (
	maxBytes        = 64 << 10
	maxNodes        = 150
	maxEdges        = 300
	maxGroups       = 40
	maxParticipants = 40
	maxRows         = 400
	maxFrames       = 100
	maxText         = 300
)

// Drawing is what a text describes.
type Drawing struct {
	// Spec is the graph of a flowchart; Steps has participants where the text is a sequence diagram.
	Spec  diagram.Spec
	Steps diagram.Steps
}

// Problem says why a text is not drawn.
type Problem struct {
	// Line is the number of the line in the text, from 1 on; 0 is the text as a whole.
	Line   int
	Reason string
}

// Error returns the reason and its line.
func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.Reason
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Reason)
}

// Parse reads a text; where it cannot be drawn, the problem says why.
func Parse(text string) (Drawing, *Problem) {
	if len(text) > maxBytes {
		return Drawing{}, &Problem{Reason: fmt.Sprintf("the drawing has more than %d kB", maxBytes>>10)}
	}
	if !utf8.ValidString(text) {
		return Drawing{}, &Problem{Reason: "the drawing is not UTF-8"}
	}
	lines, title, problem := linesOf(text)
	if problem != nil {
		return Drawing{}, problem
	}
	if len(lines) == 0 {
		return Drawing{}, &Problem{Reason: "the drawing is empty"}
	}
	head := lines[0]
	word, rest := cutWord(head.text)
	switch strings.TrimSuffix(word, ";") {
	case "flowchart", "graph":
		return flowchart(rest, lines, title)
	case "sequenceDiagram":
		if rest != "" {
			return Drawing{}, head.problem("there is more behind %q", "sequenceDiagram")
		}
		return sequence(lines[1:], title)
	}
	return Drawing{}, head.problem("only flowcharts and sequence diagrams are drawn, not %q", shorten(word))
}

// line is a line without its comment and the spaces around it.
type line struct {
	number int
	text   string
}

func (l line) problem(format string, args ...any) *Problem {
	return &Problem{Line: l.number, Reason: fmt.Sprintf(format, args...)}
}

// linesOf divides a text into the lines that say something, without comments and the front matter, of which the title is kept.
func linesOf(text string) (lines []line, title string, problem *Problem) {
	front := 0 // 1 inside of the front matter, 2 behind it
	for i, raw := range strings.Split(text, "\n") {
		l := line{i + 1, strings.TrimSpace(raw)}
		switch {
		case l.text == "" || strings.HasPrefix(l.text, "%%"):
			continue
		case front < 2 && l.text == "---" && len(lines) == 0:
			front++
			continue
		case front == 1:
			if value, ok := strings.CutPrefix(l.text, "title:"); ok {
				title = textOf(strings.Trim(strings.TrimSpace(value), `"'`))
			}
			continue
		}
		if at := strings.Index(l.text, " %%"); at >= 0 {
			l.text = strings.TrimSpace(l.text[:at])
		}
		lines = append(lines, l)
	}
	if front == 1 {
		return nil, "", &Problem{Line: 1, Reason: "the front matter has no end"}
	}
	return lines, title, nil
}

// cutWord divides a line at its first space.
func cutWord(s string) (word, rest string) {
	at := strings.IndexAny(s, " \t")
	if at < 0 {
		return s, ""
	}
	return s[:at], strings.TrimSpace(s[at:])
}

// heading reads what a drawing says of itself; ok says that the line is such a one.
func heading(text string, title, desc *string) (ok bool) {
	for _, h := range []struct {
		word string
		into *string
	}{{"accTitle", title}, {"accDescr", desc}, {"title", title}} {
		rest, found := strings.CutPrefix(text, h.word)
		if !found || rest == "" {
			continue
		}
		value, colon := strings.CutPrefix(strings.TrimSpace(rest), ":")
		if colon || h.word == "title" && (rest[0] == ' ' || rest[0] == '\t') {
			*h.into = textOf(value)
			return true
		}
	}
	return false
}

var (
	breaks   = regexp.MustCompile(`(?i)<br\s*/?>|\\n`)
	tags     = regexp.MustCompile(`(?i)</?(b|i|u|s|em|strong|small|sub|sup|code|big|tt|span|p|div|center)(\s[^<>]*)?>`)
	entities = regexp.MustCompile(`#(\w{1,10});`)
	icons    = regexp.MustCompile(`\bfa[bklrs]?:fa-[\w-]+`)
)

// textOf is a text without markup: line breaks are spaces, tags and symbols of icon fonts are left out, entities are what they stand for.
func textOf(s string) string {
	s = strings.TrimSpace(s)
	if quoted, ok := strings.CutPrefix(s, "`"); ok && strings.HasSuffix(quoted, "`") {
		s = strings.NewReplacer("**", "", "__", "").Replace(strings.TrimSuffix(quoted, "`"))
	}
	s = breaks.ReplaceAllString(s, " ")
	s = tags.ReplaceAllString(s, "")
	s = icons.ReplaceAllString(s, "")
	s = entities.ReplaceAllStringFunc(s, func(e string) string {
		if c := e[1]; c >= '0' && c <= '9' {
			return html.UnescapeString("&" + e)
		}
		return html.UnescapeString("&" + e[1:])
	})
	return shortenTo(strings.Join(strings.Fields(html.UnescapeString(s)), " "), maxText)
}

func shorten(s string) string { return shortenTo(s, 40) }

func shortenTo(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}
