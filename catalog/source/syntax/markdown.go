package syntax

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Markdown splits a Markdown file into its front matter and its body. Front matter is YAML between a first line of three dashes and
// the next such line; the tree is nil where there is none. The body's position is that of its first character.
func Markdown(file string, data []byte) (front *catalog.Node, body catalog.Text, diags []catalog.Diagnostic) {
	text, ok, diags := text(file, data)
	if !ok {
		return nil, catalog.Text{Pos: catalog.Pos{File: file}}, diags
	}
	c := cursor{file: file, text: text}
	first := lineEnd(text, 0)
	if strings.TrimRight(text[:first], " \t\r\n") != "---" {
		return nil, catalog.Text{Markdown: text, Pos: c.at(0)}, nil
	}
	end, next := closingLine(text, first)
	if end < 0 {
		return nil, catalog.Text{Pos: c.at(len(text))}, []catalog.Diagnostic{
			catalog.Diag(catalog.SyntaxFront, c.at(0), "the front matter that starts here does not end").
				Suggest("Close it with a line of three dashes"),
		}
	}
	// The opening line marks the start of a YAML document, so it stays, and all lines keep their numbers.
	front, diags = ParseYAML(file, []byte(text[:end]))
	return front, catalog.Text{Markdown: text[next:], Pos: c.at(next)}, diags
}

// closingLine returns where the line of three dashes starts and ends that is the first at or after offset, or -1.
func closingLine(text string, offset int) (start, end int) {
	for offset < len(text) {
		next := lineEnd(text, offset)
		if strings.TrimRight(text[offset:next], " \t\r\n") == "---" {
			return offset, next
		}
		offset = next
	}
	return -1, -1
}

// lineEnd returns the offset after the end of the line that holds offset.
func lineEnd(text string, offset int) int {
	i := strings.IndexAny(text[offset:], "\n\r")
	switch {
	case i < 0:
		return len(text)
	case strings.HasPrefix(text[offset+i:], "\r\n"):
		return offset + i + 2
	default:
		return offset + i + 1
	}
}
