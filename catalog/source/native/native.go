// Package native reads this project's own format: YAML or JSON files whose top-level keys are sections such as
// `services` and `events`, Markdown files with a resource in their front matter, pages of documentation, and
// eventatlas.yaml.
//
// The format is declared, not programmed. Each kind of resource is a list of fields: a key, a sentence about it, a
// type, and the place in the struct where its value goes. Types are put together from a few smaller ones (value.go,
// object.go). The same declarations decode a file, word the message about an unknown key or a wrong type, and
// make the JSON Schema that editors use, so the three cannot disagree. To add a key is to add one line.
//
// Decoding never fails: what cannot be understood is reported at its position and left out, and the rest is kept.
package native

import (
	"path"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// Format is the name of this source format in fragments and in sources of resources.
const Format = "native"

// Decode reads a native file: sections for YAML and JSON, whose document must be in file.Root, and for Markdown one resource,
// or a page of documentation where the file stands in a folder named docs. A file without anything for us gives an
// empty fragment.
func Decode(file *catalog.File) *catalog.Fragment {
	d := &decoder{file: file, sections: sections()}
	fragment := &catalog.Fragment{Path: file.Path, Format: Format, File: file}
	switch {
	case isMarkdown(file.Path):
		fragment.Resources = d.readMarkdown()
	case file.Root.Is(catalog.MapNode):
		fragment.Resources = d.readFile(file.Root)
	case file.Root != nil && !file.Root.Is(catalog.NullNode):
		d.wrongType(file.Root, "a mapping of sections")
	}
	fragment.Imports, fragment.Diagnostics = d.imports, d.diags
	return fragment
}

// readMarkdown decodes the resource in the front matter, or the page.
func (d *decoder) readMarkdown() []catalog.Resource {
	front, body, diags := syntax.Markdown(d.file.Path, d.file.Data)
	d.diags = append(d.diags, diags...)
	if front != nil && !front.Is(catalog.MapNode) {
		d.report(catalog.FormatType, front.Pos, "front matter must be a mapping, not "+front.Kind.String(), "")
		front = nil
	}
	switch {
	case front.Get("kind") != nil:
		return d.readFront(front, trimBlank(body))
	case inDocs(d.file.Path):
		return []catalog.Resource{d.readDoc(front, trimBlank(body))}
	}
	return nil
}

// inDocs reports whether a file stands in a folder named docs, at any depth.
func inDocs(file string) bool {
	dir := "/" + path.Dir(file) + "/"
	return strings.Contains(dir, "/docs/")
}

// trimBlank leaves out the empty lines before a text and moves its position along.
func trimBlank(body catalog.Text) catalog.Text {
	for {
		row, rest, found := strings.Cut(body.Markdown, "\n")
		if !found || strings.TrimSpace(row) != "" {
			body.Markdown = strings.TrimRight(body.Markdown, " \t\r\n")
			return body
		}
		body.Markdown = rest
		body.Pos.Line++
		body.Pos.Column = 1
	}
}

// readFront decodes a resource that is described by a Markdown file of its own. The body is its description.
func (d *decoder) readFront(front *catalog.Node, body catalog.Text) []catalog.Resource {
	word, id := front.Member("kind"), front.Member("id")
	kind, ok := catalog.ParseKind(word.Value.Str())
	s := sectionOf(kind)
	if !ok || s == nil {
		d.enter("kind")
		d.report(catalog.FormatValue, word.Value.Pos, quote(word.Value.Str())+" is not a kind of resource", choice(word.Value.Str(), resourceKinds()))
		d.leave()
		return nil
	}
	if id == nil || id.Value.Str() == "" {
		d.report(catalog.FormatRequired, front.Pos, s.name+" must have `id`", "")
		return nil
	}
	d.checkID(id.Value.Str(), id.Value.Pos)
	resources := s.decode(d, id.Value.Str(), front, d.source(id.Value.Pos))
	if len(resources) > 0 {
		d.setBody(resources[0].Common(), front, body)
	}
	return resources
}

func (d *decoder) setBody(b *catalog.Base, front *catalog.Node, body catalog.Text) {
	if body.Markdown == "" {
		return
	}
	if m := front.Member("description"); m != nil {
		d.report(catalog.MergeConflict, m.Pos, "the description is told twice: by `description` and by the text of the file", "Leave out one of them; the text of the file counts")
	}
	b.Description = body
}

// reserved returns the keys that are not of the resource itself where it is described by a Markdown file.
func (d *decoder) reserved() []string {
	if len(d.trail) == 0 {
		return []string{"kind", "id"}
	}
	return nil
}

// resourceKinds are the words that may stand after `kind:` in front matter.
func resourceKinds() []string {
	var names []string
	for _, s := range sections() {
		names = append(names, s.kind.String())
	}
	return names
}
