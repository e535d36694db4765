package syntax

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// yamlError locates an error of the library, which names a line, if at all, where the surrounding value starts. How many lines
// the parser asked for before it gave up is nearer to the mistake.
func yamlError(file, text string, err error) catalog.Diagnostic {
	stated, message := splitError(err)
	e := yamlMistake{rows: rows(text), line: linesRead(text), stated: stated, message: message}
	e.line = e.lastWithText(e.line)
	e.column = 1 + len(e.row()) - len(strings.TrimLeft(e.row(), " "))
	if strings.Contains(message, "exceeded max depth") {
		return tooDeep(catalog.Pos{File: file, Line: e.line, Column: e.column})
	}
	suggestion := ""
	for _, x := range explanations() {
		if strings.Contains(message, x.message) {
			suggestion = x.suggestion
			if x.find != nil {
				x.find(&e)
			}
			if e.message == message {
				e.message = x.means
			}
			break
		}
	}
	return catalog.Diag(catalog.SyntaxYAML, catalog.Pos{File: file, Line: e.line, Column: e.column}, e.message).Suggest(suggestion)
}

// yamlMistake is an error of the library while its place is looked for.
type yamlMistake struct {
	rows []string
	// line and column are where it is thought to be; stated is the line that the library named, or 0.
	line, column, stated int
	message              string
}

func (e *yamlMistake) row() string { return e.rows[e.line-1] }

// lastWithText returns the number of the line, or of the one before it that is not empty.
func (e *yamlMistake) lastWithText(line int) int {
	line = max(1, min(line, len(e.rows)))
	for line > 1 && strings.TrimSpace(e.rows[line-1]) == "" {
		line--
	}
	return line
}

// point moves the column to a byte of the row.
func (e *yamlMistake) point(offset int) {
	if offset >= 0 {
		e.column = 1 + utf8.RuneCountInString(e.row()[:offset])
	}
}

// explanation puts an error of the library into words that say what to do, and finds its place on the line.
type explanation struct {
	message, means, suggestion string
	find                       func(e *yamlMistake)
}

func explanations() []explanation {
	return []explanation{
		{"found a tab character", "a tab stands where YAML wants spaces", "Indent with spaces", atTab},
		{"cannot start any token", "a text cannot start with this character unless it is in quotes", "Put the text in quotes, and indent with spaces, not with tabs", atIndicator},
		{"mapping values are not allowed", "a value cannot hold another `key: value` on its line", "Put text that holds `: ` in quotes, or indent the line like its neighbours", atSecondColon},
		{"could not find expected ':'", "this line is neither `key: value` nor an item of a list", "Write `key: value`, or put text of several lines in quotes or after `|`", atStated},
		{"did not find expected key", "this is not indented like the mapping that it stands in", "Give all keys of one mapping the same indentation", nil},
		{"did not find expected '-'", "this is not indented like the list that it stands in", "Give all items of one list the same indentation", nil},
		{"did not find expected ',' or ']'", "a list in brackets that starts before this is not closed", "Put a comma between its items and `]` at its end", nil},
		{"did not find expected ',' or '}'", "a mapping in braces that starts before this is not closed", "Put a comma between its keys and `}` at its end", nil},
		{"found unexpected end of stream", "a text in quotes is not closed", "Put the closing quote at its end", atOpenQuote},
		{"found unexpected document indicator", "a text in quotes is not closed", "Put the closing quote at its end", atOpenQuote},
		{"unknown anchor", "an alias names an anchor that does not stand before it", "Put `&name` before the value that `*name` stands for", atAlias},
		{"control characters are not allowed", "the file holds a control character", "Remove it, or write it as an escape in double quotes", nil},
	}
}

func atTab(e *yamlMistake) { e.point(strings.IndexByte(e.row(), '\t')) }

// atIndicator finds a character that has a meaning of its own where a value starts.
func atIndicator(e *yamlMistake) {
	if strings.HasPrefix(strings.TrimLeft(e.row(), " "), "\t") {
		e.message = "a tab stands where YAML wants spaces"
		atTab(e)
		return
	}
	value := strings.IndexAny(e.row(), "@`%")
	e.point(value)
}

func atSecondColon(e *yamlMistake) {
	first := strings.Index(e.row(), ": ")
	if first < 0 {
		return
	}
	if second := strings.Index(e.row()[first+2:], ": "); second >= 0 {
		e.point(first + 2 + second)
	}
}

func atStated(e *yamlMistake) {
	if e.stated > 0 {
		e.line = e.lastWithText(e.stated)
		e.column = 1 + len(e.row()) - len(strings.TrimLeft(e.row(), " "))
	}
}

// atOpenQuote finds the quote that was never closed. The library names its line, except where that is the first.
func atOpenQuote(e *yamlMistake) {
	for _, line := range []int{e.stated, 1} {
		if line < 1 || line > len(e.rows) {
			continue
		}
		if i := strings.LastIndexAny(e.rows[line-1], "\"'"); i >= 0 {
			e.line = line
			e.point(i)
			return
		}
	}
}

// atAlias finds the alias whose name is in the message. The parser may have read one line more.
func atAlias(e *yamlMistake) {
	_, name, _ := strings.Cut(e.message, "'")
	name, _, _ = strings.Cut(name, "'")
	e.message = "the alias `*" + clip(name) + "` names an anchor that does not stand before it"
	for line := e.line; line > 0 && line > e.line-2; line-- {
		if i := strings.Index(e.rows[line-1], "*"+name); i >= 0 {
			e.line = line
			e.point(i)
			return
		}
	}
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

// rows returns the lines of a text, at least one.
func rows(text string) []string {
	return strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
}

// linesRead returns how many lines the parser reads of a text that it refuses.
func linesRead(text string) int {
	r := &lineReader{text: text}
	_, _, _ = documents(r)
	return max(r.lines, 1)
}

// lineReader gives the parser one line at a time, and counts them.
type lineReader struct {
	text  string
	lines int
	// line is what is left of the current line.
	line string
}

// Read implements io.Reader.
func (r *lineReader) Read(p []byte) (int, error) {
	if r.line == "" {
		if r.text == "" {
			return 0, io.EOF
		}
		end := lineEnd(r.text, 0)
		r.line, r.text = r.text[:end], r.text[end:]
		r.lines++
	}
	n := copy(p, r.line)
	r.line = r.line[n:]
	return n, nil
}
