package search

import (
	"cmp"
	"slices"
	"strings"
)

// A card is the record of an entry in a shard: of one that is likely to be among the first of what a word finds there, so that a key waits for one
// file, and not for those of the records too. What a shard has no card of is loaded from its file of records.
const (
	// maxCards is how many cards a shard has at most.
	maxCards = 24
	// cardsEach is how many of the first entries a beginning of words has cards of: those that are shown before all others.
	cardsEach = 5
)

// What a word is worth, by its class, and what an entry gains when all that is typed is such a thing, or the beginning of one. The script
// has the same.
var (
	worth     = [classes]float64{7, 7, 4, 3, 2, 1}
	wholeGain = [classes]float64{20, 4, 8, 2, 2, 0}
	beginGain = [classes]float64{6, 1, 2, 0, 0, 0}
)

// beginWorth is what the beginning of a word is worth, as a part of the word.
const beginWorth = 0.8

// scored is an entry and what it scores for a word that is all of a query.
type scored struct {
	score float64
	entry int
}

// leaders are the best entries for a word, best first.
type leaders []scored

// add notes an entry, which is there once, with its best score.
func (l leaders) add(s scored) leaders {
	for i, old := range l {
		if old.entry != s.entry {
			continue
		}
		if old.score >= s.score {
			return l
		}
		l = slices.Delete(l, i, i+1)
		break
	}
	i := len(l)
	for i > 0 && (l[i-1].score < s.score || l[i-1].score == s.score && l[i-1].entry > s.entry) {
		i--
	}
	if i == cardsEach {
		return l
	}
	return slices.Insert(l, i, s)[:min(len(l)+1, cardsEach)]
}

func (l leaders) merge(others leaders) leaders {
	for _, s := range others {
		l = l.add(s)
	}
	return l
}

// of adds the entries of a term, for which its classes score so much.
func (l leaders) of(list []posting, score [classes]float64) leaders {
	var taken [classes]int
	for _, p := range list {
		// They come in order, so that of each class the first are enough.
		if c := p.class(); taken[c] < cardsEach {
			taken[c]++
			l = l.add(scored{score[c], p.entry()})
		}
	}
	return l
}

// beginning is what terms begin with: how many postings they have together, and who leads for it.
type beginning struct {
	text     string
	postings int
	// begun are the leaders for what has more characters, exact those for the word as it is.
	begun, exact leaders
}

// cards returns for each shard the numbers of the entries that it has cards of, in order.
func (x *index) cards(shards []shard, prefixes []string, answers [][]int) [][]int {
	wide := map[string][]int{}
	for i, p := range prefixes {
		wide[p] = answers[i]
	}
	lists := make([][]beginning, len(shards))
	x.beginnings(func(b beginning) {
		if first, ok := wide[b.text]; ok {
			// The script knows no more of these than the root says.
			b.begun = nil
			for _, n := range first {
				b.begun = b.begun.add(scored{beginScore(partOfName), n})
			}
		}
		n := shardOf(shards, b.text)
		lists[n] = append(lists[n], b)
	})
	cards := make([][]int, len(shards))
	for i, list := range lists {
		cards[i] = chosen(list)
	}
	return cards
}

func beginScore(c class) float64 { return worth[c]*beginWorth + beginGain[c] }

// chosen are the leaders for the beginnings that most begins with, as many as there is room for.
func chosen(list []beginning) []int {
	slices.SortFunc(list, func(a, b beginning) int {
		return cmp.Or(cmp.Compare(b.postings, a.postings), strings.Compare(a.text, b.text))
	})
	var entries []int
	for _, b := range list {
		for _, s := range b.begun.merge(b.exact) {
			if !slices.Contains(entries, s.entry) {
				entries = append(entries, s.entry)
			}
		}
		if len(entries) >= maxCards {
			entries = entries[:maxCards]
			break
		}
	}
	slices.Sort(entries)
	return entries
}

// beginnings hands over everything that terms begin with, but for those of filters, and for what too few have to matter.
func (x *index) beginnings(hand func(beginning)) {
	var exact, begun [classes]float64
	for c := range classes {
		exact[c], begun[c] = worth[c]+wholeGain[c], beginScore(c)
	}
	var open []beginning
	shorten := func(n int) {
		for len(open) > n {
			last := open[len(open)-1]
			open = open[:len(open)-1]
			if n := len(open); n > 0 {
				open[n-1].postings += last.postings
				open[n-1].begun = open[n-1].begun.merge(last.begun)
			}
			if last.postings > cardsEach {
				hand(last)
			}
		}
	}
	var before []rune
	for i, term := range x.terms {
		if term[0] == ':' {
			continue
		}
		runes := []rune(term)
		shorten(shared(before, runes))
		for n := len(open); n < len(runes); n++ {
			open = append(open, beginning{text: string(runes[:n+1])})
		}
		last := &open[len(open)-1]
		last.postings += len(x.postings[i])
		last.begun, last.exact = last.begun.of(x.postings[i], begun), last.exact.of(x.postings[i], exact)
		before = runes
	}
	shorten(0)
}

// shared is the number of characters with which both begin.
func shared(a, b []rune) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
