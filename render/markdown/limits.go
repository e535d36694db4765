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
	// maxCost bounds the sum of inlineCount.cost over a text's blocks; see there.
	maxCost = 10_000_000
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
	line, headings := 0, 0
	for text := range bytes.Lines(source) {
		line++
		if message := lineOverLimit(text, &headings); message != "" {
			return limitProblem(line, message, ""), true
		}
	}
	return Problem{}, false
}

func limitProblem(line int, message, suggestion string) Problem {
	return Problem{Line: line, Column: 1, Code: CodeLimit, Message: message + ", so it is shown unformatted", Suggestion: suggestion}
}

// lineOverLimit returns what is too much about one line, or "", and adds up what headings cost. It reads lines of code like any other: to
// tell them apart would be to parse, and to be fooled into not looking.
func lineOverLimit(line []byte, headings *int) string {
	markers, rest := skipMarkers(line)
	if markers > maxMarkers {
		return fmt.Sprintf("the line begins with more than %d block markers", maxMarkers)
	}
	if len(rest) > 0 && rest[0] == '#' {
		// A heading is a block that no guard sees.
		var count inlineCount
		count.count(rest)
		*headings += count.cost()
		if *headings > maxCost {
			return tooTangled
		}
	}
	return ""
}

// skipMarkers counts the markers of quotations and list items that a line may begin with, and returns what
// follows them.
func skipMarkers(line []byte) (markers int, rest []byte) {
	for {
		line = bytes.TrimLeft(line, " \t")
		n := markerLen(line)
		if n == 0 || markers > maxMarkers || isRule(line) {
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

// inlineCount counts what costs the inline parser more than its length, in one block of text.
type inlineCount struct{ length, ticks, brackets, delimiters int }

func (c *inlineCount) count(text []byte) {
	c.length += len(text)
	previous := byte(0)
	for _, b := range text {
		switch run := b == previous; b {
		case '[', ']':
			c.brackets++
		case '`':
			c.ticks += one(!run)
		case '*', '_':
			c.delimiters += one(!run)
		case '~': // a long run is scanned again from each of its characters
			c.delimiters++
		}
		previous = b
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// cost estimates the parser's steps, a step being about 20 ns. In the worst case a run of backticks looks
// for its partner through the rest of the block, a bracket looks at a quarter as much (9,000 and 16,000 of
// them in 64 KiB took 5.5 s and 1.9 s), and a run of emphasis at every one before it (43,000 took 3.5 s).
// Text as people write it stays below a tenth of maxCost.
func (c *inlineCount) cost() int {
	return c.ticks*c.length + c.brackets*c.length/4 + c.delimiters*c.delimiters/8
}

const tooTangled = "the text has too many backticks, brackets and asterisks without a blank line between"

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
