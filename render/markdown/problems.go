package markdown

import (
	"cmp"
	"unicode/utf8"
)

// maxProblems bounds what one text can say about itself: a hostile one would otherwise fill a report.
const maxProblems = 50

// problems collects what is found in one source and knows where its lines begin.
type problems struct {
	source []byte
	lines  []int // offsets of line starts, made at the first problem
	list   []Problem
}

// at adds a problem at a byte offset of the source.
func (p *problems) at(offset int, problem Problem) {
	if len(p.list) < maxProblems { // a position costs the length of its line
		problem.Line, problem.Column = p.position(offset)
		p.list = append(p.list, problem)
	}
}

// position returns the 1-based line and column of an offset, the column in runes.
func (p *problems) position(offset int) (line, column int) {
	offset = min(max(offset, 0), len(p.source))
	if p.lines == nil {
		p.lines = lineStarts(p.source)
	}
	line = lineOf(p.lines, offset)
	return line, utf8.RuneCount(p.source[p.lines[line-1]:offset]) + 1
}

func lineStarts(source []byte) []int {
	starts := []int{0}
	for i, c := range source {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// lineOf returns the 1-based number of the line that holds an offset.
func lineOf(starts []int, offset int) int {
	low, high := 0, len(starts)
	for high-low > 1 {
		mid := (low + high) / 2
		if starts[mid] <= offset {
			low = mid
		} else {
			high = mid
		}
	}
	return low + 1
}

func comparePositions(a, b Problem) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Code, b.Code))
}
