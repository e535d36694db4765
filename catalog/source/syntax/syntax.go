// Package syntax turns the bytes of a YAML, JSON or Markdown file into the positioned tree of package catalog. It
// is the only place that knows the YAML library, and the only one that reads text that a stranger wrote without any
// structure yet, so it is where the limits are: how deep values nest, how many there are, how far aliases expand.
//
// Nothing here fails. A problem is reported at its line and column and whatever can be kept is kept: of a
// key that stands twice the first, of a value that is nested too deep everything above it. Only a text that is not
// YAML or JSON at all gives no tree.
//
// Scalars stay as they were written: `version: 1.10` keeps its zero, and `no`, `010` and `2026-01-31` are strings. A
// number is what JSON calls a number (RFC 8259, section 6), whichever of the two languages it stands in, so that
// the text of a number can be printed as JSON.
package syntax

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// The limits of one document.
const (
	// MaxDepth is how deep mappings and lists may nest.
	MaxDepth = 100
	// MaxValues is how many values a document may hold.
	MaxValues = 1_000_000
	// MaxAliases is how many YAML aliases a document may hold.
	MaxAliases = 1_000
)

// Parse reads a YAML or JSON document. A file whose name ends in .json or .avsc is JSON; any other is JSON when it
// starts with a brace or a bracket and reads as such, and YAML otherwise. The tree is nil for an empty document
// and for one that cannot be read; the diagnostics say why.
func Parse(file string, data []byte) (*catalog.Node, []catalog.Diagnostic) {
	switch strings.ToLower(path.Ext(file)) {
	case ".json", ".avsc":
		return ParseJSON(file, data)
	}
	if !startsLikeJSON(data) {
		return ParseYAML(file, data)
	}
	root, diags := ParseJSON(file, data)
	if root != nil || !hasCode(diags, catalog.SyntaxJSON) || hasCode(diags, catalog.SyntaxDepth) {
		return root, diags
	}
	return ParseYAML(file, data)
}

// startsLikeJSON reports whether the first character, after a byte order mark and white space, opens an object or an array.
func startsLikeJSON(data []byte) bool {
	data = bytes.TrimLeft(trimBOM(data), " \t\r\n")
	return len(data) > 0 && (data[0] == '{' || data[0] == '[')
}

func hasCode(diags []catalog.Diagnostic, code catalog.Code) bool {
	for _, d := range diags {
		if d.Code == code {
			return true
		}
	}
	return false
}

const bom = "\xef\xbb\xbf"

func trimBOM(data []byte) []byte { return bytes.TrimPrefix(data, []byte(bom)) }

// text returns the file as a string without its byte order mark, or false and a diagnostic where it is not UTF-8 text.
func text(file string, data []byte) (string, bool, []catalog.Diagnostic) {
	bad := func(at int, message string) (string, bool, []catalog.Diagnostic) {
		c := cursor{file: file, text: string(data)}
		return "", false, []catalog.Diagnostic{catalog.Diag(catalog.FileEncoding, c.at(at), message).
			Suggest("Save the file as UTF-8")}
	}
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return bad(0, "the file is UTF-16, not UTF-8")
	}
	data = trimBOM(data)
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return bad(i, "the file holds a NUL byte, so it is not text")
	}
	if i := invalidUTF8(data); i >= 0 {
		return bad(i, "the file holds bytes that are not UTF-8")
	}
	return string(data), true, nil
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// cursor turns offsets into positions. Asked in rising order it reads the text once; asked for an earlier place it
// starts again.
type cursor struct {
	file, text        string
	offset, line, col int
}

// at returns the position of a byte offset. A line ends with LF, CR LF or a lone CR; a column counts runes.
func (c *cursor) at(offset int) catalog.Pos {
	offset = min(offset, len(c.text))
	if c.line == 0 || offset < c.offset {
		c.offset, c.line, c.col = 0, 1, 1
	}
	for c.offset < offset {
		b := c.text[c.offset]
		switch {
		case b == '\n', b == '\r' && (c.offset+1 == len(c.text) || c.text[c.offset+1] != '\n'):
			c.line, c.col = c.line+1, 1
		case utf8.RuneStart(b):
			c.col++
		}
		c.offset++
	}
	return catalog.Pos{File: c.file, Line: c.line, Column: c.col}
}
