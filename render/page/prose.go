package page

import (
	"html/template"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/markdown"
)

// prose is the rendered texts of one resource.
type prose struct {
	description, docs, changes, note template.HTML
	headings                         []markdown.Heading
	problems                         []catalog.Diagnostic
	// asked is what the result depends on beside the texts, by the files of the texts; more if something is drawn in one.
	asked []answered
	drawn bool
}

// answered is what a text of a file has asked while it was rendered.
type answered struct {
	file string
	memoEntry
}

// renderProse renders the texts of all resources, on all processors, and returns their problems.
func (b *Builder) renderProse() []catalog.Diagnostic {
	b.prose = make([]prose, len(b.cat.Resources))
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for id := w; id < len(b.prose); id += workers {
				b.prose[id] = b.renderOne(catalog.ID(id))
			}
		})
	}
	group.Wait()
	b.memo.trim(len(b.prose))
	b.memo.keep(b)
	var found []catalog.Diagnostic
	for _, p := range b.prose {
		found = append(found, p.problems...)
	}
	return found
}

func (b *Builder) renderOne(id catalog.ID) prose {
	base := b.cat.Base(id)
	page, _ := b.plan.Page(b.plan.Path(id))
	c := b.at(page)
	if p, same := b.memo.prose(id, base, c); same {
		return p
	}
	var p prose
	p.description = c.markdown(base.Description, "", &p)
	if f := b.cat.Files[base.Docs.Path]; f != nil {
		p.docs = c.markdown(catalog.Text{Markdown: string(f.Data), Pos: catalog.Pos{File: f.Path, Line: 1, Column: 1}}, "docs-", &p)
	}
	p.changes = c.markdown(catalog.Text{Markdown: base.Changes, Pos: base.Source.Pos}, "changes-", &p)
	if base.Deprecated != nil {
		p.note = c.markdown(catalog.Text{Markdown: base.Deprecated.Note, Pos: base.Source.Pos}, "note-", &p)
	}
	return p
}

// markdown renders a text below the headings of the page and notes its problems and headings.
func (c *context) markdown(text catalog.Text, prefix string, p *prose) template.HTML {
	if strings.TrimSpace(text.Markdown) == "" {
		return ""
	}
	opt := c.markdownOptions(text.Pos.File, prefix)
	opt.HeadingShift = c.headingBase() - firstHeading(text.Markdown)
	var memo *Memo
	if p != nil {
		memo = c.memo
	}
	entry := memo.render(c.page.Path, text.Markdown, opt)
	result := entry.result
	if p != nil {
		p.drawn = p.drawn || entry.drawn
		if len(entry.asked) > 0 {
			p.asked = append(p.asked, answered{text.Pos.File, memoEntry{asked: entry.asked}})
		}
		p.headings = append(p.headings, result.Headings...)
		for _, problem := range result.Problems {
			p.problems = append(p.problems, diagnostic(problem, text.Pos))
		}
	}
	return trusted(result.HTML)
}

// headingBase is the level of the highest heading of a text on the page: below the page's title where the text is the page, else
// below the heading of its section.
func (c *context) headingBase() int {
	if c.page.Kind == "doc" || c.page.Kind == "decision" {
		return 2
	}
	return 3
}

// firstHeading is the highest level of the headings in a text, so that its outline begins where the page's goes on whatever
// level its author began with; 1 where there is none. A line of a code block that looks like a heading costs a level at most.
func firstHeading(text string) int {
	highest := 7
	for line := range strings.Lines(text) {
		level := len(line) - len(strings.TrimLeft(line, "#"))
		if level > 0 && level < highest && level < len(line) && line[level] == ' ' {
			highest = level
		}
	}
	if highest > 6 {
		return 1
	}
	return highest
}

// phrase renders a short text as one run of phrases.
func (c *context) phrase(text string, file string) template.HTML {
	if text == "" {
		return ""
	}
	var b []byte
	if strings.ContainsAny(text, "*_`[]<>&\\!~|#\n:@") {
		b = markdown.Inline(text, c.markdownOptions(file, "")).HTML
	} else {
		b = appendEscaped(nil, visible(text))
	}
	if c.words.rtl || strings.ContainsFunc(text, fromRight) {
		b = slices.Concat([]byte("<bdi>"), b, []byte("</bdi>"))
	}
	return trusted(b)
}

// fromRight reports whether a letter is of a script that is written from right to left: of the blocks that Unicode keeps for those.
func fromRight(r rune) bool {
	return r >= 0x0590 && (r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF)
}

func (c *context) markdownOptions(file, prefix string) markdown.Options {
	drawn := 0
	return markdown.Options{
		Diagram: func(info, body string) ([]byte, int, string) {
			drawn++
			return c.drawn(info, body, prefix+"diagram-"+strconv.Itoa(drawn))
		},
		Resolve: func(dest string) (string, string, bool) { return c.resolve(file, dest) },
		AllowImage: func(dest string) (string, bool) {
			if strings.Contains(dest, ":") {
				return "", false
			}
			target, ok := c.files(path.Join(path.Dir(file), dest))
			return c.to(target), ok
		},
		IDPrefix: prefix, TableLabel: c.t("Table"),
	}
}

// resolve finds what a link in a text means: a reference such as event:order-placed, or the path of another source file, which
// leads to the page that it made, or else to the file itself where it is published.
func (c *context) resolve(file, dest string) (href, title string, ok bool) {
	dest, fragment, _ := strings.Cut(dest, "#")
	if fragment != "" {
		fragment = "#h-" + fragment
	}
	if ref, isRef := catalog.ParseRef(dest); isRef && ref.Kind != catalog.NoKind {
		id, outcome := c.cat.Resolve(ref, nil)
		if id == catalog.NoID || outcome == catalog.External || outcome == catalog.Ambiguous {
			return "", "", false
		}
		return c.href(id) + fragment, c.t(kindWord(c.cat.Base(id).Kind)) + " " + visible(c.cat.Base(id).Title()), true
	}
	target := path.Join(path.Dir(file), dest)
	if id, found := c.plan.Declared(target); found {
		return c.href(id) + fragment, "", true
	}
	if published, found := c.files(target); found {
		return c.to(published), "", true
	}
	return "", "", false
}

// diagnostic places a problem of a text in the file that holds it. The column is right on every line where the text is not
// indented, which is how front matter bodies and block scalars of Markdown files are; the line is always right.
func diagnostic(p markdown.Problem, at catalog.Pos) catalog.Diagnostic {
	pos := catalog.Pos{File: at.File, Line: at.Line + p.Line - 1, Column: p.Column}
	if p.Line == 1 {
		pos.Column += max(at.Column-1, 0)
	}
	d := catalog.Diag(code(p.Code), pos, p.Message)
	d.Severity = catalog.Error
	if p.Warning || p.Code != markdown.CodeLink {
		d.Severity = catalog.Warning
	}
	if p.Code == markdown.CodeDiagram {
		d.Severity = catalog.Info
	}
	d.Suggestion = p.Suggestion
	return d
}

// code is the catalog's code for a problem of a text.
func code(c string) catalog.Code {
	switch c {
	case markdown.CodeLink:
		return catalog.DocsBrokenLink
	case markdown.CodeInvisible:
		return catalog.IDConfusable
	case markdown.CodeImage:
		return catalog.DocsURL
	default:
		return catalog.Code(c)
	}
}

// text is the description and the documentation of a resource as a section.
func (c *context) text(id catalog.ID, title string) Text {
	p := c.prose[id]
	return Text{ID: "about", Title: title, HTML: p.description + p.docs}
}
