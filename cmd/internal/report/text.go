package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// writeText prints for people, a block each: where and what, the line itself with the place marked, notes, what to do next.
func writeText(w io.Writer, list []catalog.Diagnostic, opt Options) error {
	out := bufio.NewWriter(w)
	for i, d := range list {
		if opt.Limit > 0 && i == opt.Limit {
			fmt.Fprintf(out, "… and %d more; see them all with --limit 0\n", len(list)-i)
			break
		}
		writeBlock(out, d, opt)
	}
	return out.Flush()
}

func writeBlock(out *bufio.Writer, d catalog.Diagnostic, opt Options) {
	paint := painter(opt.Color)
	color := map[catalog.Severity]string{catalog.Error: "1;31", catalog.Warning: "1;33", catalog.Info: "1;36"}[d.Severity]
	fmt.Fprintf(out, "%s: %s %s %s\n", paint("1", cleanPlace(d.Pos)), paint(color, d.Severity.String()+":"), Clean(d.Message), paint("2", "["+string(d.Code)+"]"))
	writeLine(out, d.Pos, opt)
	for _, n := range d.Notes {
		fmt.Fprintf(out, "    %s %s: %s\n", paint("2", "note:"), Clean(n.Pos.String()), Clean(n.Text))
	}
	if d.Suggestion != "" {
		fmt.Fprintf(out, "    %s %s\n", paint("32", "help:"), Clean(d.Suggestion))
	}
}

// lineWidth is how much of a line is shown: enough for context, and no minified file fills the screen.
const lineWidth = 120

// writeLine shows the source line with a mark under the column.
func writeLine(out *bufio.Writer, pos catalog.Pos, opt Options) {
	if opt.Lines == nil || pos.Line == 0 {
		return
	}
	text, column := Excerpt(opt.Lines(pos.File, pos.Line), pos.Column)
	if text == "" {
		return
	}
	fmt.Fprintf(out, "%6d | %s\n", pos.Line, text)
	if column > 0 {
		fmt.Fprintf(out, "       | %s%s\n", strings.Repeat(" ", column-1), painter(opt.Color)("1;35", "^"))
	}
}

// Excerpt returns the part of a source line around a column that is worth showing, as Clean makes it, and the column in it, both columns counted
// from 1; 0 is none. A blank line gives "".
func Excerpt(line string, column int) (text string, at int) {
	line = strings.TrimRight(line, "\r\n")
	if strings.TrimSpace(line) == "" {
		return "", 0
	}
	shown, start := window(line, column)
	text = Clean(strings.ReplaceAll(string(shown), "\t", " "))
	if column <= 0 {
		return text, 0
	}
	before := string(shown[:min(len(shown), max(0, column-1-start))])
	return text, 1 + utf8.RuneCountInString(Clean(strings.ReplaceAll(before, "\t", " ")))
}

// window returns the part of a line around a column, and how many runes stand before it. It decodes no more of the line than that: a file
// of one line with a thousand problems is shown a thousand times.
func window(line string, column int) (shown []rune, start int) {
	skip := 0
	if column-1 > lineWidth-20 {
		skip = column - 21
	}
	for start < skip && line != "" {
		_, size := utf8.DecodeRuneInString(line)
		line = line[size:]
		start++
	}
	for len(shown) < lineWidth && line != "" {
		r, size := utf8.DecodeRuneInString(line)
		shown, line = append(shown, r), line[size:]
	}
	return shown, start
}

func painter(color bool) func(code, text string) string {
	return func(code, text string) string {
		if !color {
			return text
		}
		return "\x1b[" + code + "m" + text + "\x1b[0m"
	}
}
