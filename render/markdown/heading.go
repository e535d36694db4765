package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// collectHeadings gives every heading its id before anything is written, so that a link to a heading
// further down finds it.
func (w *writer) collectHeadings(doc ast.Node) {
	w.ids = map[ast.Node]string{}
	w.fragments = map[string]bool{}
	next := map[string]int{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if heading, ok := n.(*ast.Heading); ok {
			text := strings.Join(strings.Fields(string(plainText(nil, w.source, heading, 0))), " ")
			id := w.uniqueID(headingSlug(text), next)
			w.ids[n] = id
			w.headings = append(w.headings, Heading{Level: w.level(heading.Level), ID: id, Text: text})
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// uniqueID counts on from where the same slug stopped, so that thousands of equal headings stay linear.
func (w *writer) uniqueID(slug string, next map[string]int) string {
	base := w.prefix + slug
	id := base
	for w.fragments[id] {
		next[base]++
		id = base + "-" + strconv.Itoa(next[base])
	}
	w.fragments[id] = true
	return id
}

func (w *writer) level(level int) int { return min(max(level+w.opt.HeadingShift, 1), 6) }

// headingSlug makes the heading's own part of an id, of a-z, 0-9 and hyphens. Accents are dropped (é is e);
// what cannot be told in those letters leaves no trace, and a heading of nothing else is a "section". The
// prefix that comes before it keeps ids from the names of a page's own properties ("constructor").
func headingSlug(text string) string {
	var slug strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(text) {
		r = unicode.ToLower(r)
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if hyphen && slug.Len() > 0 {
				slug.WriteByte('-')
			}
			hyphen = false
			slug.WriteRune(r)
		case unicode.IsSpace(r), unicode.IsPunct(r), unicode.IsSymbol(r):
			hyphen = true
		}
		if slug.Len() >= maxHeadingID {
			break
		}
	}
	if slug.Len() == 0 {
		return "section"
	}
	return slug.String()
}

// idPart keeps of a prefix what an id may hold.
func idPart(prefix string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(prefix))
}
