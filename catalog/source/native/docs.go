package native

import (
	"path"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// docObject describes the front matter of a page of documentation.
func docObject() *object[catalog.Doc] {
	type doc = catalog.Doc
	fields := []field[doc]{
		key("title", "The title; without one it is the first heading.", displayName(), func(p *doc) *string { return &p.Name }),
		key("order", "Where the page stands among those of its folder; lower comes first.", integer(), func(p *doc) *int { return &p.Order }),
	}
	for _, f := range commonFields() {
		switch f.key {
		case "summary", "owners", "tags", "links", "badges", "draft", "deprecated", "version":
			fields = append(fields, lift([]field[catalog.Base]{f}, (*doc).Common)...)
		}
	}
	return &object[doc]{
		name: "a page", def: "doc-front-matter", doc: "The front matter of a page of documentation.",
		fields: fields, extensions: func(p *doc) *[]catalog.Extension { return &p.Extensions },
	}
}

func (g *generator) docFront() schema {
	return g.define("doc-front-matter", func() schema { return docObject().schema(g) })
}

// readDoc decodes a page of documentation. Its name is the title in the front matter, else the first heading, else the file's name. A
// heading that opens the text and is the name is left out of the text, because the page shows the name above it.
func (d *decoder) readDoc(front *catalog.Node, body catalog.Text) *catalog.Doc {
	file := d.file.Path
	doc := &catalog.Doc{Base: catalog.Base{
		Kind: catalog.DocKind, ID: strings.TrimSuffix(file, path.Ext(file)),
		Source: catalog.Source{Pos: catalog.Pos{File: file, Line: 1, Column: 1}, Format: Format},
	}}
	if front != nil {
		docObject().read(d, doc, front)
	}
	heading, opening := firstHeading(body.Markdown)
	if doc.Name == "" {
		doc.Name = heading
	}
	if opening && heading == doc.Name {
		_, rest, _ := strings.Cut(body.Markdown, "\n")
		body.Markdown = rest
		body.Pos.Line++
		body.Pos.Column = 1
		body = trimBlank(body)
	}
	if doc.Name == "" {
		doc.Name = path.Base(doc.ID)
	}
	doc.Description = body
	return doc
}

// firstHeading returns the text of the first heading with number signs (CommonMark, section 4.2) outside of fenced code, without
// marks of emphasis and code, and whether it is one of the first level that opens the text.
func firstHeading(markdown string) (text string, opening bool) {
	fence := ""
	first := true
	for row := range strings.Lines(markdown) {
		row = strings.TrimRight(row, "\r\n")
		trimmed := strings.TrimLeft(row, " ")
		switch {
		case fence != "":
			if strings.HasPrefix(trimmed, fence) {
				fence = ""
			}
		case strings.HasPrefix(trimmed, "```"), strings.HasPrefix(trimmed, "~~~"):
			fence = trimmed[:3]
		default:
			if level, heading := headingOf(trimmed); level > 0 && len(row)-len(trimmed) < 4 {
				return heading, first && level == 1
			}
		}
		first = first && trimmed == ""
	}
	return "", false
}

// headingOf returns the level and the text of a line that is a heading; the level is 0 where it is none.
func headingOf(row string) (level int, text string) {
	level = len(row) - len(strings.TrimLeft(row, "#"))
	if level == 0 || level > 6 || len(row) > level && row[level] != ' ' && row[level] != '\t' {
		return 0, ""
	}
	text = strings.TrimSpace(row[level:])
	if bare := strings.TrimRight(text, "#"); bare == "" || strings.HasSuffix(bare, " ") {
		text = strings.TrimSpace(bare)
	}
	return level, strings.NewReplacer("`", "", "**", "", "*", "").Replace(text)
}
