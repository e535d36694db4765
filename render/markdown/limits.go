package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The caps. Their reasons are measurements of goldmark 1.8.7 on two cores; at these values the slowest
// text found takes a fifth of a second, and nothing that people were seen to write comes near one.
const (
	// maxText is the length of one text in bytes. The quadratic cases take seconds per 64 KiB.
	maxText = 64 << 10
	// maxMarkers is how many block markers one line may begin with: 32,000 of "> " take 1.4 s.
	maxMarkers = 50
	// maxBlockDepth and maxInlineDepth are how deep elements nest; below, their content is kept without
	// them. Browsers stop at 512 open elements and this text is not at the top of the page.
	maxBlockDepth, maxInlineDepth = 50, 50
	// maxColumns and maxCells bound tables: a row is padded to its header's width, so that 8 kB of
	// Markdown can ask for 10 MB of HTML. Cells are counted over the whole text.
	maxColumns, maxCells = 64, 20_000
	// maxEscapedPipes bounds "\|" in the tables of a text: each is compared with all the others.
	maxEscapedPipes = 2000
	// maxDelimiters and maxBrackets bound the runs of *, _ and ~ and the brackets of one block of text:
	// each is looked up among those before it, and 43,000 take 3.5 s.
	maxDelimiters, maxBrackets = 2000, 2000
	// maxDefinitions bounds the link reference definitions of one block of text.
	maxDefinitions = 1000
	// maxHeadingID is the longest heading id without its prefix.
	maxHeadingID = 80
	// maxDataImage is the longest data: image in bytes of its address.
	maxDataImage = 32_000
)

// overLimit looks for what the parser must not see at all, in one pass over the text.
func overLimit(source []byte) (Problem, bool) {
	if len(source) > maxText {
		return limitProblem(1, fmt.Sprintf("the text has %d bytes; the limit is %d", len(source), maxText),
			"move parts of it into documents of their own"), true
	}
	line := 0
	for text := range bytes.Lines(source) {
		line++
		if message := lineOverLimit(text); message != "" {
			return limitProblem(line, message, ""), true
		}
	}
	return Problem{}, false
}

func limitProblem(line int, message, suggestion string) Problem {
	return Problem{Line: line, Column: 1, Code: CodeLimit, Message: message + ", so it is shown unformatted", Suggestion: suggestion}
}

// lineOverLimit returns what is too much about one line, or "". It reads lines of code like any other: to
// tell them apart would be to parse, and to be fooled into not looking.
func lineOverLimit(line []byte) string {
	markers, rest := skipMarkers(line)
	if markers > maxMarkers {
		return fmt.Sprintf("the line begins with %d block markers; the limit is %d", markers, maxMarkers)
	}
	if len(rest) > 0 && rest[0] == '#' {
		return countInline(rest).overLimit()
	}
	return ""
}

// skipMarkers counts the markers of quotations and list items that a line may begin with, and returns what
// follows them.
func skipMarkers(line []byte) (markers int, rest []byte) {
	for {
		line = bytes.TrimLeft(line, " \t")
		n := markerLen(line)
		if n == 0 || isRule(line) {
			return markers, line
		}
		markers++
		line = line[n:]
	}
}

// markerLen returns the length of the block marker at the beginning of s: ">", "- ", "1. ".
func markerLen(s []byte) int {
	if len(s) == 0 {
		return 0
	}
	if s[0] == '>' {
		return 1
	}
	n := 0
	switch s[0] {
	case '-', '+', '*':
		n = 1
	default:
		digits := min(len(s), 10)
		for n < digits && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n == 0 || n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0
		}
		n++
	}
	if n == len(s) || strings.IndexByte(" \t\n", s[n]) >= 0 {
		return n
	}
	return 0
}

// isRule reports whether a line is a thematic break such as "* * *".
func isRule(line []byte) bool {
	if line[0] != '-' && line[0] != '*' {
		return false
	}
	return len(bytes.Trim(line, string(line[0])+" \t\n")) == 0
}

// inlineCount is what costs the inline parser more than its length.
type inlineCount struct{ delimiters, brackets int }

func countInline(text []byte) inlineCount {
	var count inlineCount
	var previous byte
	for _, c := range text {
		switch c {
		case '[', ']':
			count.brackets++
		case '*', '_', '~':
			if c != previous {
				count.delimiters++
			}
		}
		previous = c
	}
	return count
}

func (c inlineCount) add(d inlineCount) inlineCount {
	return inlineCount{c.delimiters + d.delimiters, c.brackets + d.brackets}
}

func (c inlineCount) overLimit() string {
	switch {
	case c.delimiters > maxDelimiters:
		return fmt.Sprintf("the text has %d markers of emphasis in a row; the limit is %d", c.delimiters, maxDelimiters)
	case c.brackets > maxBrackets:
		return fmt.Sprintf("the text has %d square brackets in a row; the limit is %d", c.brackets, maxBrackets)
	}
	return ""
}

// normalize gives every line the same ending. Lines and columns stay what they were.
func normalize(text string) []byte {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	return []byte(strings.TrimPrefix(text, "\ufeff"))
}

// cut returns at most max bytes of source, whole characters only, and whether that is less than all.
func cut(source []byte, limit int) ([]byte, bool) {
	if len(source) <= limit {
		return source, false
	}
	for limit > 0 && !utf8.RuneStart(source[limit]) {
		limit--
	}
	return source[:limit], true
}
