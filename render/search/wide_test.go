package search

import (
	"slices"
	"strings"
	"testing"
)

// Who types the first letters of a word waits for one file of terms: it knows whatever is wide and begins with the same letter, but for terms that very
// many entries have.
func TestFirstLettersShareAFile(t *testing.T) {
	r := readerOf(t, catalogOf(20_000))
	var wide []string
	for n := range r.shards {
		r.lines(n)
		for _, head := range r.heads[n] {
			if !strings.HasSuffix(head.postings, elsewhere) {
				wide = append(wide, head.term)
			}
		}
	}
	if len(wide) < 30 {
		t.Errorf("only %q are wide, which shows nothing", wide)
	}
	for _, text := range wide {
		r.forget()
		r.find(wanted{text, true}, worth, worth)
		if got := slices.DeleteFunc(paths(r.loaded), func(path string) bool { return path == Root }); len(got) != 1 {
			t.Errorf("%q needs %v", text, got)
		}
	}
}
