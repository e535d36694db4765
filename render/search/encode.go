package search

import (
	"encoding/base64"
	"strconv"
	"unicode/utf8"
)

// maxPostings is how many entries a term lists with their classes, best first. Of a term that more have, all are marked in a
// bitmap besides, which bounds what is loaded and still says of each entry whether it has the term.
const maxPostings = 2000

// appendPostings writes the entries of a term, grouped by class: the letter of the class, then the distances between the numbers to
// the base 36. A bitmap follows after "*", its size to the base 36, and ":".
func appendPostings(out []byte, list []posting, entries int) []byte {
	byClass := [classes][]int{}
	for _, p := range list {
		byClass[p.class()] = append(byClass[p.class()], p.entry())
	}
	left := maxPostings
	for c, numbers := range byClass {
		numbers = numbers[:min(left, len(numbers))]
		left -= len(numbers)
		if len(numbers) > 0 {
			out = append(out, 'A'+byte(c))
			out = appendNumbers(out, numbers)
		}
	}
	if len(list) > maxPostings {
		out = append(out, '*')
		out = strconv.AppendInt(out, int64(len(list)), 36)
		out = append(out, ':')
		out = base64.StdEncoding.AppendEncode(out, bitmap(list, entries))
	}
	return out
}

// appendNumbers writes rising numbers as the distances between them.
func appendNumbers(out []byte, numbers []int) []byte {
	last := 0
	for i, n := range numbers {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, int64(n-last), 36)
		last = n
	}
	return out
}

func bitmap(list []posting, entries int) []byte {
	bits := make([]byte, (entries+7)/8)
	for _, p := range list {
		bits[p.entry()/8] |= 1 << (p.entry() % 8)
	}
	return bits
}

// shard is a range of terms as text: a line for each, which is the number of characters that it shares with the term before, to the
// base 36, the rest of it, a space and its postings.
type shard struct {
	first string
	text  []byte
}

// maxShared is the largest number of one digit.
const maxShared = 35

// shards divides the terms into n ranges of about the same size.
func (x *index) shards(n int) []shard {
	lists := make([][]byte, len(x.terms))
	total := 0
	for i, list := range x.postings {
		lists[i] = appendPostings(nil, list, len(x.entries))
		total += len(x.terms[i]) + len(lists[i])
	}
	shards := make([]shard, n)
	at, done, last := 0, 0, ""
	for i, term := range x.terms {
		// A shard ends where its part of the whole does.
		for at < n-1 && done >= total/n*(at+1) {
			at, last = at+1, ""
		}
		s := &shards[at]
		if s.text == nil {
			s.first = term
		}
		s.text = appendLine(s.text, last, term, lists[i])
		done, last = done+len(term)+len(lists[i]), term
	}
	// A shard without terms begins where the next one does.
	next := "\uFFFF"
	for i := n - 1; i >= 0; i-- {
		if shards[i].text == nil {
			shards[i].first = next
		}
		next = shards[i].first
	}
	return shards
}

func appendLine(out []byte, last, term string, postings []byte) []byte {
	shared := 0
	for shared < min(len(last), len(term), maxShared) && last[shared] == term[shared] && term[shared] < utf8.RuneSelf {
		shared++
	}
	out = strconv.AppendInt(out, int64(shared), 36)
	out = append(out, term[shared:]...)
	out = append(out, ' ')
	out = append(out, postings...)
	return append(out, '\n')
}

// shardOf returns the number of the shard that holds a term, if any does.
func shardOf(shards []shard, term string) int {
	low, high := 1, len(shards)
	for low < high {
		if mid := (low + high) / 2; compareTerms(shards[mid].first, term) <= 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low - 1
}
