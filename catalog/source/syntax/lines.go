package syntax

import (
	"math"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// lineTable turns the library's lines and columns into ours. The two differ because YAML 1.1 ends a line also at NEL, LS and PS,
// which no editor does, and because the library places what is not written, such as the value of a key at the end of
// a file, on the line after it.
type lineTable struct {
	file string
	rows []lineRow
}

// lineRow is a line as the library counts: where it starts for us, and how many runes it has.
type lineRow struct{ line, column, width int }

func newLineTable(file, text string) *lineTable {
	t := &lineTable{file: file, rows: make([]lineRow, 0, 1+strings.Count(text, "\n"))}
	row := lineRow{1, 1, 0}
	for i, r := range text {
		next := lineRow{row.line + 1, 1, 0}
		switch r {
		case '\u0085', '\u2028', '\u2029':
			next = lineRow{row.line, row.column + row.width + 1, 0}
		case '\r':
			if strings.HasPrefix(text[i+1:], "\n") {
				continue
			}
		case '\n':
		default:
			row.width++
			continue
		}
		t.rows = append(t.rows, row)
		row = next
	}
	t.rows = append(t.rows, row)
	return t
}

// pos returns the position of the library's line and column, or the nearest one that is inside the text.
func (t *lineTable) pos(line, column int) catalog.Pos {
	if line > len(t.rows) {
		line, column = len(t.rows), math.MaxInt
	}
	row := t.rows[max(line, 1)-1]
	column = max(1, min(column, row.width+1))
	return catalog.Pos{File: t.file, Line: row.line, Column: row.column + column - 1}
}

// hideVersion makes a comment of a `%YAML` directive, because the library refuses every version but 1.1, and reports a version
// that is not YAML 1.
func hideVersion(file, text string) (string, []catalog.Diagnostic) {
	line := 0
	for offset := 0; offset < len(text); {
		line++
		row, _, _ := strings.Cut(text[offset:], "\n")
		switch rest := strings.TrimSpace(row); {
		case strings.HasPrefix(row, "%YAML"):
			hidden := text[:offset] + "#" + text[offset+1:]
			if version := strings.TrimSpace(strings.TrimPrefix(rest, "%YAML")); !strings.HasPrefix(version, "1.") {
				d := catalog.Diag(catalog.SyntaxYAML, catalog.Pos{File: file, Line: line, Column: 1},
					"the version `"+clip(version)+"` of YAML is not known; the file is read as YAML 1.2")
				d.Severity = catalog.Warning
				return hidden, []catalog.Diagnostic{d}
			}
			return hidden, nil
		case rest != "" && rest[0] != '#' && rest[0] != '%':
			return text, nil
		}
		offset += len(row) + 1
	}
	return text, nil
}

// scanLimit is how many brackets a line may open and how many indicators it may start with. It is far above MaxDepth, because the
// scan does not know a bracket in a string from one that opens a list.
const scanLimit = 400

// scanDepth looks, in one pass, for a line that opens so many levels that the library would need long for it.
func scanDepth(file, text string) (catalog.Diagnostic, bool) {
	open, indicators, leading := 0, 0, true
	for i := range len(text) {
		switch text[i] {
		case '\n', '\r':
			open, indicators, leading = 0, 0, true
		case '[', '{':
			open, leading = open+1, false
		case ']', '}':
			open, leading = max(open-1, 0), false
		case '-', '?':
			if leading = leading && i+1 < len(text) && text[i+1] == ' '; leading {
				indicators++
			}
		case ' ':
		default:
			leading = false
		}
		if open > scanLimit || indicators > scanLimit {
			c := cursor{file: file, text: text}
			return tooDeep(c.at(i)), true
		}
	}
	return catalog.Diagnostic{}, false
}
