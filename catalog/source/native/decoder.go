package native

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// decoder is what reading one file adds to: the diagnostics, the files that it refers to, and the way from the root to the
// value that is being read.
type decoder struct {
	file     *catalog.File
	sections []section
	diags    []catalog.Diagnostic
	imports  []catalog.Import
	trail    []step
	lines    []int
}

// step is one step of a JSON Pointer: a key, or an index where the key is empty and index is not negative.
type step struct {
	key   string
	index int
}

// enter, enterIndex and leave keep the trail.
func (d *decoder) enter(key string) { d.trail = append(d.trail, step{key, -1}) }
func (d *decoder) enterIndex(i int) { d.trail = append(d.trail, step{"", i}) }
func (d *decoder) leave()           { d.trail = d.trail[:len(d.trail)-1] }

// isMarkdown reports whether a file's name says that it is Markdown.
func isMarkdown(file string) bool {
	ending := strings.ToLower(path.Ext(file))
	return ending == ".md" || ending == ".markdown" || ending == ".mdx"
}

// quote puts a user's text into a message.
func quote(s string) string {
	if s == "" {
		return "the empty text"
	}
	return "`" + clip(s) + "`"
}

// pointer returns the JSON Pointer (RFC 6901) of the value that is being read.
func (d *decoder) pointer() string {
	var b strings.Builder
	for _, s := range d.trail {
		b.WriteByte('/')
		if s.index >= 0 {
			b.WriteString(strconv.Itoa(s.index))
			continue
		}
		b.WriteString(catalog.EscapePointer(s.key))
	}
	return b.String()
}

// name returns how messages speak of the value that is being read: by its key, or by that of the list around it.
func (d *decoder) name() string {
	for _, s := range slices.Backward(d.trail) {
		if s.index < 0 {
			return quote(s.key)
		}
	}
	return "the file"
}

// report adds a problem of the value that is being read.
func (d *decoder) report(code catalog.Code, pos catalog.Pos, message, suggestion string) {
	d.add(catalog.Diag(code, pos, message).Suggest(suggestion))
}

// maxProblems is how many problems of one file are reported: more help nobody, and a hostile file could make millions.
const maxProblems = 1_000

func (d *decoder) add(problem catalog.Diagnostic) {
	switch n := len(d.diags); {
	case n < maxProblems:
		d.diags = append(d.diags, problem.At(d.pointer()))
	case n == maxProblems:
		d.diags = append(d.diags, catalog.Diag(catalog.SyntaxLimit, problem.Pos,
			"the file has more than "+strconv.Itoa(maxProblems)+" problems; the others are not reported"))
	}
}

// full reports whether no more problems are taken, so that nobody need look for suggestions.
func (d *decoder) full() bool { return len(d.diags) > maxProblems }

// wrongType reports a value that is not of the type that is wanted here.

func (d *decoder) wrongType(n *catalog.Node, want string) {
	subject := d.name() + " must be "
	if len(d.trail) > 0 && d.trail[len(d.trail)-1].index >= 0 {
		subject = "an item of " + d.name() + " must be "
	}
	suggestion := ""
	if want == "a list" && n.IsScalar() {
		suggestion = "Write `[" + clip(n.Text) + "]`"
	} else if want == "a string" && n.Is(catalog.BoolNode) {
		suggestion = "Put it in quotes: `\"" + n.Text + "\"`"
	}
	d.report(catalog.FormatType, n.Pos, subject+want+", not "+n.Kind.String(), suggestion)
}

// maxQuoted is how much of a user's text a message quotes, in bytes.
const maxQuoted = 60

func clip(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if len(s) <= maxQuoted {
		return s
	}
	end := maxQuoted
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// textPos returns where the text of a scalar starts: for a block after `|` or `>` that is the next line, at its first character that
// is not a space.
func (d *decoder) textPos(n *catalog.Node) catalog.Pos {
	indicator := d.restOfLine(n.Pos)
	if indicator == "" || indicator[0] != '|' && indicator[0] != '>' {
		return n.Pos
	}
	next := d.line(n.Pos.Line + 1)
	return catalog.Pos{File: n.Pos.File, Line: n.Pos.Line + 1, Column: 1 + len(next) - len(bytes.TrimLeft(next, " "))}
}

// line returns a line of the file, or nothing.
func (d *decoder) line(number int) []byte {
	if d.lines == nil {
		d.lines = []int{0}
		for i, b := range d.file.Data {
			if b == '\n' || b == '\r' && !bytes.HasPrefix(d.file.Data[i+1:], []byte{'\n'}) {
				d.lines = append(d.lines, i+1)
			}
		}
	}
	if number < 1 || number > len(d.lines) {
		return nil
	}
	end := len(d.file.Data)
	if number < len(d.lines) {
		end = d.lines[number] - 1
	}
	return d.file.Data[d.lines[number-1]:max(end, d.lines[number-1])]
}

// longestLine is the length in bytes above which a line is not searched: what starts a block ends its line, and nobody writes
// that far to the right.
const longestLine = 1_000

// restOfLine returns the text of the line from a position on.
func (d *decoder) restOfLine(pos catalog.Pos) string {
	row, column := d.line(pos.Line), 1
	if len(row) > longestLine {
		return ""
	}
	for i := range string(row) {
		if column == pos.Column {
			return string(row[i:])
		}
		column++
	}
	return ""
}
