package search

import "strings"

// A wide beginning is one that terms of many shards have: its first entries are known to one shard alone, that of its first character, and those of
// that character to the root. So who types a word is shown something at once, and loads one file for its first letters, and not one for each.

const (
	// maxSpan is how many shards the script loads for one beginning. One that spans more is wide.
	maxSpan = 2
	// wideAnswers is the number of entries that are named for a wide beginning.
	wideAnswers = 20
	// maxExact is how long the postings of the term may be, in bytes, that a wide beginning is itself: longer ones are only in the shard of that term.
	maxExact = 1000
	// maxExactCharacter is the same for one character.
	maxExactCharacter = 60
	// elsewhere stands for such postings.
	elsewhere = "?"
)

// wide is a wide beginning.
type wide struct {
	text string
	// answers are the first entries that have a term with this beginning in their names.
	answers []int
	// exact are the postings of the term that the beginning is, if it is one.
	exact []posting
	// home is the number of the shard that knows it, or that of all shards, which is the root.
	home int
}

// wide finds the wide beginnings, in order.
func (x *index) wide(shards []shard) []wide {
	var list []wide
	for i, term := range x.terms {
		runes := []rune(term)
		if term[0] == ':' {
			continue
		}
		for n := 1; n <= len(runes); n++ {
			text := string(runes[:n])
			if i > 0 && strings.HasPrefix(x.terms[i-1], text) {
				continue
			}
			end := x.endOf(i, text)
			if spanOf(shards, text, x.terms[end-1]) <= maxSpan {
				break
			}
			w := wide{text: text, answers: x.best(i, end), home: len(shards)}
			if n > 1 {
				w.home = shardOf(shards, string(runes[:1]))
			}
			if text == term {
				w.exact = x.postings[i]
			}
			list = append(list, w)
		}
	}
	return list
}

// heads writes for each shard, and last for the root, the wide beginnings that it knows, each as a line like that of a term, with the answers, an
// exclamation mark, and the postings of the term or that they are elsewhere.
func (x *index) heads(shards int, list []wide) [][]byte {
	heads := make([][]byte, shards+1)
	last := make([]string, shards+1)
	for _, w := range list {
		data := append(appendNumbers(nil, w.answers), '!')
		most := maxExact
		if w.home == shards {
			most = maxExactCharacter
		}
		if exact := appendPostings(nil, w.exact, len(x.entries)); len(exact) > most {
			data = append(data, elsewhere...)
		} else {
			data = append(data, exact...)
		}
		heads[w.home] = appendLine(heads[w.home], last[w.home], w.text, data)
		last[w.home] = w.text
	}
	return heads
}

// endOf returns the number of the first term after those that begin with the prefix, which the one at start does.
func (x *index) endOf(start int, prefix string) int {
	low, high := start+1, len(x.terms)
	for low < high {
		if mid := (low + high) / 2; strings.HasPrefix(x.terms[mid], prefix) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// spanOf is the number of shards from the one of a prefix to the one of its last term.
func spanOf(shards []shard, prefix, last string) int {
	return shardOf(shards, last) - shardOf(shards, prefix) + 1
}

// best returns the most important entries that have one of the terms from start to end in their names, in order.
func (x *index) best(start, end int) []int {
	var best []int
	for _, list := range x.postings[start:end] {
		taken := 0
		for _, p := range list {
			if taken == wideAnswers || len(best) == wideAnswers && p.entry() > best[wideAnswers-1] {
				break
			}
			if p.class() > partOfName {
				continue
			}
			taken++
			best = insert(best, p.entry())
		}
	}
	return best
}

// insert keeps the smallest numbers in order, each once.
func insert(best []int, n int) []int {
	i := len(best)
	for i > 0 && best[i-1] > n {
		i--
	}
	if i > 0 && best[i-1] == n || i == wideAnswers {
		return best
	}
	best = append(best, 0)
	copy(best[i+1:], best[i:])
	best[i] = n
	return best[:min(len(best), wideAnswers)]
}
