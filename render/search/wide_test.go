package search

import (
	"slices"
	"strings"
	"testing"
)

// Who types the first letter of a word waits for nothing but the root, and for one file of terms with those that follow: it knows whatever is wide and begins with the same
// letter, but for terms that very many entries have.
func TestFirstLettersShareAFile(t *testing.T) {
	r := readerOf(t, catalogOf(20_000))
	var wide []string
	for n := range len(r.shards) + 1 {
		heads := r.rootHeads
		if n < len(r.shards) {
			r.lines(n)
			heads = r.heads[n]
		}
		for _, head := range heads {
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
		if got := slices.DeleteFunc(paths(r.loaded), func(path string) bool { return path == Root }); len(got) != min(len(text)-1, 1) {
			t.Errorf("%q needs %v", text, got)
		}
	}
}
