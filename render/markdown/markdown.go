// Package markdown makes HTML of the Markdown that people write into a catalog. The text is anybody's: a
// pull request, a vendored specification. So goldmark only parses it, and the HTML is written here, by one
// walker that knows every element and attribute that can come out: a page of ours can hold a construct
// that this package does not write only by a mistake in this package, and a fuzz test looks for one.
//
// Four rules make that cheap to believe. Raw HTML has no way through; it is left out, with a problem at
// its line. Every destination passes [SafeURL], a list of what is allowed and not of what is not. Text goes
// through one escaper, which also makes visible the characters that a reader cannot see. And the time that
// a text takes grows with its length: caps and a count of what costs more than its bytes stand before the
// parser (limits.go, guard.go), and a text or a paragraph past them is shown as it was written.
//
// All functions are pure: the same text and options give the same bytes, in any goroutine.
package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
)

// Options say what the page around a text knows. The zero value leaves relative links as they are.
type Options struct {
	// Resolve rewrites a destination that is neither an http, https or mailto address nor a fragment: a
	// relative path, or a reference such as "event:OrderPlaced". It returns the address to link to, a
	// title to show on hover where the text gives none (or ""), and whether it knows the destination.
	// What it does not know loses its link, with a warning. Nil leaves relative links alone.
	Resolve func(dest string) (href, title string, ok bool)
	// AllowImage returns where the site publishes an image, and whether it may be shown at all. It is
	// asked for every destination but data: images; an image that may not be shown becomes a link. Nil
	// shows images at relative addresses and no others.
	AllowImage func(dest string) (src string, ok bool)
	// HeadingShift is added to the level of every heading, so that a text nests below its page's own
	// headings; the result stays between 1 and 6.
	HeadingShift int
	// IDPrefix sets the ids of this text's headings apart from those of other texts on the same page:
	// an id is "h-" + IDPrefix + the heading's own part.
	IDPrefix string
	// TableLabel is what assistive technology says of the region around a table, in the language of the page; "" is "Table".
	TableLabel string
	// Diagram draws a fenced block whose language is diagram or mermaid. Its HTML is used as it is, so it
	// must be safe. Where it is nil or returns nothing, the block is shown as code; the reason, if it is not "", becomes a
	// problem of the block's line, counted from 1 on, or of the block where that is 0.
	Diagram func(info, body string) (html []byte, line int, reason string)
}

// Problem is something in a text that its author should know. Positions are within the text; the caller
// adds where the text begins.
type Problem struct {
	// Line and Column are 1-based; Column counts runes.
	Line, Column int
	// Code is one of the Code constants: stable, for configuration and documentation.
	Code string
	// Message says what is wrong, Suggestion what to do about it, or is "".
	Message, Suggestion string
	// Warning says that the text is shown whole or nearly so; otherwise something of it is not.
	Warning bool
}

// The codes of problems.
const (
	// CodeRawHTML marks HTML that was left out.
	CodeRawHTML = "docs/raw-html"
	// CodeURLScheme marks a link or image whose address is not one a page may have.
	CodeURLScheme = "docs/url-scheme"
	// CodeLink marks a relative link that leads nowhere.
	CodeLink = "docs/link"
	// CodeImage marks an image that is shown as a link.
	CodeImage = "docs/image"
	// CodeLimit marks text that is shown unformatted because it is past a limit.
	CodeLimit = "docs/limit"
	// CodeDiagram marks a drawing that is shown as code.
	CodeDiagram = "docs/diagram"
	// CodeInvisible marks a character that cannot be seen, or that changes the order of those around it.
	CodeInvisible = "docs/invisible-character"
)

// Heading is one heading of a text, for a table of contents.
type Heading struct {
	// Level is the level in the page, after the shift: 1 to 6.
	Level int
	// ID is the fragment that leads to it; Text is what it says, as plain text.
	ID, Text string
}

// Result is a rendered text. It must not be modified.
type Result struct {
	// HTML is safe to put into a page as it is.
	HTML []byte
	// Headings are in the order of the text.
	Headings []Heading
	// Problems are ordered by position; at most 50 are kept.
	Problems []Problem
}

// Render returns the text as HTML blocks: GitHub-flavoured Markdown (tables, strikethrough, task lists,
// bare addresses as links) without raw HTML.
func Render(text string, opt Options) Result {
	return run(text, opt, (*writer).document)
}

// Inline returns the text as one run of HTML phrases without a paragraph around it, for a summary in a
// table or a sentence. Blocks are set after each other with a space between; code blocks become code
// phrases, images links, and headings lose their ids.
func Inline(text string, opt Options) Result {
	return run(text, opt, (*writer).phrases)
}

func run(text string, opt Options, write func(*writer, ast.Node)) Result {
	w := newWriter(normalize(text), opt)
	w.scanInvisible()
	if problem, over := overLimit(w.source); over {
		w.problems.list = append(w.problems.list, problem)
		w.preformatted(w.source)
	} else {
		doc := parse(w.source, &w.problems)
		w.collectHeadings(doc)
		write(w, doc)
	}
	slices.SortStableFunc(w.problems.list, comparePositions)
	return Result{HTML: w.out, Headings: w.headings, Problems: w.problems.list}
}
