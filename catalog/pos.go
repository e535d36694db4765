package catalog

import (
	"cmp"
	"strconv"
)

// Pos is a place in a source file. The zero Pos is no place at all.
type Pos struct {
	// File is the path relative to the catalog's root, slash-separated.
	File string
	// Line and Column are 1-based; Column counts runes. Line 0 means the file as a whole.
	Line, Column int
}

// IsValid reports whether the position names a file.
func (p Pos) IsValid() bool { return p.File != "" }

// String returns file:line:column, leaving out what is not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return p.File + ":" + strconv.Itoa(p.Line)
	default:
		return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
	}
}

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}
