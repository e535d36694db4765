package search

import (
	"cmp"
	"slices"
	"strings"
)

// A card is the record of an entry in a shard: of one that is likely to be among the first of what a word finds there, so that a key waits for one
// file, and not for those of the records too. What a shard has no card of is loaded from its file of records.
const (
	// maxCards is how many cards a shard has at most, but for those of wide beginnings, which are maxWideCards at most, and those of the root.
	maxCards, maxWideCards, maxRootCards = 24, 64, 160
	// cardsEach is how many of the first entries a beginning of words has cards of: those that are shown before all others.
	cardsEach = 5
)

// What a word is worth, by its class, and what an entry gains when all that is typed is such a thing, or the beginning of one. All are whole numbers, so
// that sums are exact. The script has the same.
var (
	worth     = [classes]int{140, 140, 80, 60, 40, 20}
	wholeGain = [classes]int{400, 80, 160, 40, 40, 0}
	beginGain = [classes]int{120, 20, 40, 0, 0, 0}
)

// beginPart is what the beginning of a word is worth, in hundredths of the word.
const beginPart = 80

// scored is an entry and what it scores for a word that is all of a query.
type scored struct {
	score int
	entry int
}

// leaders are the best entries for a word, best first. It is a value, as there are many and most are never looked at.
type leaders struct {
	list [cardsEach]scored
	n    int
}

// all returns the leaders as a list.
func (l *leaders) all() []scored { return l.list[:l.n] }

// add notes an entry, which is there once, with its best score.
func (l *leaders) add(s scored) {
	end := l.n
	for i, old := range l.all() {
		if old.entry == s.entry {
			if old.score >= s.score {
				return
			}
			end = i
			break
		}
	}
	if end == cardsEach {
		if !s.before(l.list[end-1]) {
			return
		}
		end--
	}
	l.n = max(l.n, end+1)
	for end > 0 && s.before(l.list[end-1]) {
		l.list[end] = l.list[end-1]
		end--
	}
	l.list[end] = s
}

// before reports whether an entry comes before another.
func (s scored) before(other scored) bool {
	return s.score > other.score || s.score == other.score && s.entry < other.entry
}

// merge adds others.
func (l *leaders) merge(others *leaders) {
	if l.n == 0 {
		*l = *others
		return
	}
	for _, s := range others.all() {
		l.add(s)
	}
}

// of adds the entries of a term, for which its classes score so much.
func (l *leaders) of(list []posting, score *[classes]int) {
	var taken [classes]int
	for _, p := range list {
		// They come in order, so that of each class the first are enough.
		if c := p.class(); taken[c] < cardsEach {
			taken[c]++
			l.add(scored{score[c], p.entry()})
		}
	}
}

// beginning is what terms begin with: how many postings they have together, and who leads for what begins with it.
type beginning struct {
	text     string
	postings int
	begun    leaders
	// exact are the postings of the term that it is, if it is one.
	exact []posting
}

// cards returns for each shard, and last for the root, the numbers of the entries that it has cards of, in order.
func (x *index) cards(shards []shard, list []wide) [][]int {
	known := map[string]wide{}
	for _, w := range list {
		known[w.text] = w
	}
	narrow, spread := make([][]beginning, len(shards)+1), make([][]beginning, len(shards)+1)
	x.beginnings(func(b beginning) {
		w, ok := known[b.text]
		if !ok {
			n := shardOf(shards, b.text)
			narrow[n] = append(narrow[n], b)
			return
		}
		// The script knows no more of these than the answers.
		b.begun = leaders{}
		for _, n := range w.answers {
			b.begun.add(scored{beginScore(partOfName), n})
		}
		spread[w.home] = append(spread[w.home], b)
	})
	cards := make([][]int, len(shards)+1)
	for i := range cards {
		most := maxWideCards
		if i == len(shards) {
			most = maxRootCards
		}
		cards[i] = slices.Concat(chosen(narrow[i], maxCards), chosen(spread[i], most))
		slices.Sort(cards[i])
		cards[i] = slices.Compact(cards[i])
	}
	return cards
}

func beginScore(c class) int { return worth[c]*beginPart/100 + beginGain[c] }

// chosen are the leaders for the beginnings that most begins with, as many as there is room for.
func chosen(list []beginning, most int) []int {
	slices.SortFunc(list, func(a, b beginning) int {
		return cmp.Or(cmp.Compare(b.postings, a.postings), strings.Compare(a.text, b.text))
	})
	var exact [classes]int
	for c := range classes {
		exact[c] = worth[c] + wholeGain[c]
	}
	var entries []int
	for _, b := range list {
		first := b.begun
		first.of(b.exact, &exact)
		for _, s := range first.all() {
			if !slices.Contains(entries, s.entry) {
				entries = append(entries, s.entry)
			}
		}
		if len(entries) >= most {
			return entries[:most]
		}
	}
	return entries
}

// beginnings hands over everything that terms begin with, but for those of filters, and for what too few have to matter.
func (x *index) beginnings(hand func(beginning)) {
	var begun [classes]int
	for c := range classes {
		begun[c] = beginScore(c)
	}
	var open []beginning
	var before []rune
	shorten := func(to int) {
		for n := len(open) - 1; n >= to; n-- {
			last := &open[n]
			if n > 0 {
				open[n-1].postings += last.postings
				open[n-1].begun.merge(&last.begun)
			}
			if last.postings > cardsEach {
				last.text = string(before[:n+1])
				hand(*last)
			}
			open = open[:n]
		}
	}
	for i, term := range x.terms {
		if term[0] == ':' {
			continue
		}
		runes := []rune(term)
		shorten(shared(before, runes))
		for len(open) < len(runes) {
			open = append(open, beginning{})
		}
		last := &open[len(open)-1]
		last.postings, last.exact = last.postings+len(x.postings[i]), x.postings[i]
		last.begun.of(x.postings[i], &begun)
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
