package syntax

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// lineTable turns the library's lines and columns into ours. YAML 1.1 ends a line also at NEL, LS and PS, which no editor
// does, so a file that holds one of them is counted anew.
type lineTable struct {
	file   string
	starts []int
	cursor cursor
}

func newLineTable(file, text string) *lineTable {
	t := &lineTable{file: file, cursor: cursor{file: file, text: text}}
	if !strings.ContainsAny(text, "\u0085\u2028\u2029") {
		return t
	}
	t.starts = []int{0}
	for i, r := range text {
		switch r {
		case '\r':
			if strings.HasPrefix(text[i+1:], "\n") {
				continue
			}
			fallthrough
		case '\n', '\u0085', '\u2028', '\u2029':
			t.starts = append(t.starts, i+utf8.RuneLen(r))
		}
	}
	return t
}

func (t *lineTable) pos(line, column int) catalog.Pos {
	line, column = max(line, 1), max(column, 1)
	if t.starts == nil {
		return catalog.Pos{File: t.file, Line: line, Column: column}
	}
	offset := t.starts[min(line, len(t.starts))-1]
	for range column - 1 {
		_, size := utf8.DecodeRuneInString(t.cursor.text[offset:])
		offset += size
	}
	return t.cursor.at(offset)
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

// yamlError locates an error of the library, which names a line, if at all, where the surrounding value starts. How many lines
// the parser asked for before it gave up is nearer to the mistake.
func yamlError(file, text string, err error) catalog.Diagnostic {
	line, message := splitError(err)
	if strings.Contains(message, "exceeded max depth") {
		return tooDeep(catalog.Pos{File: file, Line: linesRead(text), Column: 1})
	}
	if line == 0 || !strings.Contains(message, "could not find expected ':'") {
		line = linesRead(text)
	}
	line, row := lineAt(text, line)
	column := 1 + len(row) - len(strings.TrimLeft(row, " "))
	d := catalog.Diag(catalog.SyntaxYAML, catalog.Pos{File: file, Line: line, Column: column}, message)
	return explain(d, row)
}

// splitError takes "yaml: line 3: message" apart.
func splitError(err error) (line int, message string) {
	message = strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(message, "line "); ok {
		if number, text, ok := strings.Cut(rest, ": "); ok {
			if n, err := strconv.Atoi(number); err == nil {
				return n, text
			}
		}
	}
	return 0, message
}

// explain puts the library's message into words that say what to do, and moves the column to the character that it is about.
func explain(d catalog.Diagnostic, row string) catalog.Diagnostic {
	switch {
	case strings.Contains(d.Message, "cannot start any token") && strings.Contains(row, "\t"):
		d.Message = "a tab stands where YAML wants spaces"
		d.Pos.Column = 1 + utf8.RuneCountInString(row[:strings.IndexByte(row, '\t')])
		return d.Suggest("indent with spaces")
	case strings.Contains(d.Message, "mapping values are not allowed"):
		d.Message = "a value cannot hold another `key: value` on its line"
		if first := strings.Index(row, ": "); first >= 0 {
			if second := strings.Index(row[first+2:], ": "); second >= 0 {
				d.Pos.Column = 1 + utf8.RuneCountInString(row[:first+2+second])
			}
		}
		return d.Suggest("put text that holds `: ` in quotes, or indent the line like its neighbours")
	case strings.Contains(d.Message, "did not find expected key"):
		d.Message = "this is not indented like the mapping that it stands in"
		return d.Suggest("give all keys of one mapping the same indentation")
	case strings.Contains(d.Message, "could not find expected ':'"):
		d.Message = "this line is neither `key: value` nor an item of a list"
		return d.Suggest("write `key: value`, or put text of several lines in quotes or after `|`")
	}
	return d
}

// lineAt returns the line with that number, or the last one that is not empty where the file is shorter, and its text.
func lineAt(text string, number int) (int, string) {
	rows := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	number = max(1, min(number, len(rows)))
	for number > 1 && strings.TrimSpace(rows[number-1]) == "" {
		number--
	}
	return number, rows[number-1]
}

// linesRead returns how many lines the parser reads of a text that it refuses.
func linesRead(text string) int {
	r := &lineReader{text: text}
	documents(r)
	return max(r.lines, 1)
}

// lineReader gives the parser one line at a time, and counts them.
type lineReader struct {
	text  string
	lines int
}

// Read implements io.Reader.
func (r *lineReader) Read(p []byte) (int, error) {
	if r.text == "" {
		return 0, io.EOF
	}
	end := strings.IndexAny(r.text, "\n\r") + 1
	if end == 0 {
		end = len(r.text)
	} else if strings.HasPrefix(r.text[end-1:], "\r\n") {
		end++
	}
	n := copy(p, r.text[:end])
	if r.text = r.text[n:]; n == end {
		r.lines++
	}
	return n, nil
}
