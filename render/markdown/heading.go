package markdown

import (
	"crypto/sha256"
	"encoding/hex"
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
	w.fragments = map[string]string{}
	next := map[string]int{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if heading, ok := n.(*ast.Heading); ok {
			text := strings.Join(strings.Fields(string(plainText(nil, w.source, heading))), " ")
			id := w.uniqueID(headingSlug(text), next)
			w.ids[n] = id
			w.alias(githubSlug(text), id)
			w.alias(strings.TrimPrefix(id, w.prefix), id)
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
	for w.fragments[id] != "" {
		next[base]++
		id = base + "-" + strconv.Itoa(next[base])
	}
	w.fragments[id] = id
	return id
}

// alias lets a fragment lead to a heading, unless it leads to an earlier one.
func (w *writer) alias(fragment, id string) {
	if fragment != "" && w.fragments[fragment] == "" {
		w.fragments[fragment] = id
	}
}

func (w *writer) level(level int) int { return min(max(level+w.opt.HeadingShift, 1), 6) }

// letters spells what NFKD does not take apart.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th")

// headingSlug makes the heading's own part of an id, of a-z, 0-9 and hyphens. Accents are dropped (é is e);
// a heading that cannot be told in those letters is told by its hash, which stays when others are added
// around it. The prefix that comes before it keeps ids from the names of a page's own properties
// ("constructor").
func headingSlug(text string) string {
	var slug strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(letters.Replace(strings.ToLower(text))) {
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
	if slug.Len() > 0 {
		return slug.String()
	}
	sum := sha256.Sum256([]byte(text))
	return "s-" + hex.EncodeToString(sum[:4])
}

// githubSlug makes the fragment that GitHub gives a heading: people try their links there.
func githubSlug(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// HeadingID returns the id that a heading of the given text gets when it is the first of its name and
// Options.IDPrefix is prefix, so that one page can link into another.
func HeadingID(prefix, text string) string { return "h-" + idPart(prefix) + headingSlug(text) }

// idPart keeps of a prefix what an id may hold.
func idPart(prefix string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(prefix))
}
