package catalog

import (
	"path"
	"strings"
)

// Relative resolves a path against the file that holds it, and reports whether the result may be asked for: whether both are relative and it leads no further out of
// the root than that file is itself. A file of a source that lies outside of the root may so refer to its neighbours, and no file to more
// than what is around it. Nothing is decoded; whether a place may be read is still the reader's to decide.
func Relative(from, reference string) (clean string, ok bool) {
	if strings.HasPrefix(reference, "/") || strings.ContainsAny(reference, "\\\x00") {
		return "", false
	}
	folder := path.Dir(from)
	clean = path.Join(folder, reference)
	if strings.HasPrefix(clean, "/") || climbs(clean) > climbs(folder) {
		return "", false
	}
	return clean, true
}

// climbs returns how many levels above the root a clean path leads.
func climbs(clean string) int {
	levels := 0
	for part := range strings.SplitSeq(clean, "/") {
		if part != ".." {
			break
		}
		levels++
	}
	return levels
}
