package search

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What many words begin with is answered from the shards alone, with all the records that are shown at first.
func TestCardsOfFirstLetters(t *testing.T) {
	r := readerOf(t, catalogOf(10_000))
	asked, answered := 0, 0
	for _, word := range append(slices.Clone(subjects), aspects...) {
		for _, query := range []string{word[:1], word[:2], word[:3], word} {
			r.forget()
			for _, e := range firstOf(r.search(query)) {
				r.record(e)
			}
			asked++
			if !slices.ContainsFunc(paths(r.loaded), func(path string) bool { return strings.HasPrefix(path, "search/d/") }) {
				answered++
			}
		}
	}
	t.Logf("%d of %d beginnings need no file of records", answered, asked)
	if answered < asked*7/10 {
		t.Error("too many wait for files of records")
	}
}

func firstOf(found []int) []int { return found[:min(cardsEach, len(found))] }

func paths(files map[string][]byte) []string {
	var list []string
	for path := range files {
		list = append(list, path)
	}
	return list
}

// A card is the record that its entry has in the files of records, and no shard has more of them than it may.
func TestCardsAreRecords(t *testing.T) {
	r := readerOf(t, catalogOf(3000))
	for n := range r.shards {
		r.forget()
		r.lines(n)
		cards := r.cards
		r.cards = nil
		if len(cards) > maxCards+maxWideCards {
			t.Errorf("shard %d has %d cards", n, len(cards))
		}
		for e, card := range cards {
			if diff := cmp.Diff(r.record(e), strings.Split(card, "\t")); diff != "" {
				t.Error(diff)
			}
		}
	}
}

// Whatever comes in whatever order, leaders are the best of it, each entry once with its best score.
func FuzzLeaders(f *testing.F) {
	f.Add([]byte("cardsandrecords"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var got leaders
		all := scores{}
		for i, b := range data {
			s := scored{int(b%7) + 1, int(b/7) + i%3}
			got.add(s)
			all.raise(s.entry, s.score)
		}
		want := firstOf(order(all))
		for i, e := range want {
			if got.n != len(want) || got.list[i] != (scored{all[e], e}) {
				t.Fatalf("got %v, want %v of %v", got.all(), want, all)
			}
		}
	})
}
