package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is what a text is found by.
type Text struct {
	// Parts are its words, with identifiers taken apart: "customerId" gives customer and id. A run of Chinese, Japanese or Korean
	// gives its pairs of characters.
	Parts []string
	// Compounds are the identifiers that were taken apart, whole: customerid.
	Compounds []string
	// Whole is all of the text without what divides it: "Order placed" and order-placed give orderplaced.
	Whole string
}

// The longest part or compound, and the longest whole, in characters. What is longer is cut in the index and in queries alike.
const (
	maxPart  = 40
	maxWhole = 64
)

// Split takes a text apart into folded words: after Unicode's form NFKC, without accents, in lower case. Words end at anything that is neither
// letter nor digit, between letters and digits, and where a capital letter begins a word.
func Split(text string) Text {
	s := splitter{runes: []rune(fold(text))}
	for i, r := range s.runes {
		s.take(i, r)
	}
	s.endChunk()
	return Text{Parts: s.parts, Compounds: s.compounds, Whole: cut(s.whole.String(), maxWhole)}
}

// Key returns the form of a text in which names are compared: Text.Whole.
func Key(text string) string { return Split(text).Whole }

// fold removes what does not matter of a spelling, but for case, which says where words begin.
func fold(text string) string {
	if isASCII(text) {
		return text
	}
	apart := norm.NFKD.String(strings.ToValidUTF8(text, "\uFFFD"))
	return norm.NFKC.String(strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36F {
			return -1
		}
		return r
	}, apart))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// sort is the sort of a character.
type sort uint8

const (
	other sort = iota
	space
	upper
	lower
	digit
	ideograph
	mark
)

func sortOf(r rune) sort {
	switch {
	case r < utf8.RuneSelf:
		return sortOfASCII(r)
	case unicode.IsMark(r):
		return mark
	case isIdeograph(r):
		return ideograph
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		return upper
	case unicode.IsLetter(r):
		return lower
	case unicode.IsNumber(r):
		return digit
	case unicode.Is(unicode.Z, r):
		return space
	default:
		return other
	}
}

func sortOfASCII(r rune) sort {
	switch {
	case r >= 'a' && r <= 'z':
		return lower
	case r >= 'A' && r <= 'Z':
		return upper
	case r >= '0' && r <= '9':
		return digit
	case r == ' ' || r >= '\t' && r <= '\r':
		return space
	default:
		return other
	}
}

// isIdeograph reports whether a letter is of a script that does not divide its words.
func isIdeograph(r rune) bool {
	return r >= 0x3041 && r <= 0x30FF && r != 0x30FB || r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF ||
		r >= 0xAC00 && r <= 0xD7AF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// splitter takes a text apart, character by character. The current word is runes[start:end], or none where start is end.
type splitter struct {
	runes      []rune
	start, end int
	last       sort
	// chunk are the words since the last space, and mixed says that there are ideographs among them.
	chunk     []string
	mixed     bool
	parts     []string
	compounds []string
	whole     strings.Builder
}

func (s *splitter) take(i int, r rune) {
	now := sortOf(r)
	switch {
	case now == mark && s.end > s.start:
		s.end = i + 1
		return
	case now == other || now == mark || now == space:
		s.endWord()
		if now == space {
			s.endChunk()
		}
		s.start, s.end, s.last = i+1, i+1, other
		return
	case s.end > s.start && s.begins(now, i):
		s.endWord()
		s.start = i
	}
	s.end, s.last = i+1, now
}

// begins reports whether a character begins another word than that of the one before it.
func (s *splitter) begins(now sort, i int) bool {
	switch {
	case s.last == upper && now == upper:
		return i+1 < len(s.runes) && sortOf(s.runes[i+1]) == lower
	case s.last == upper && now == lower:
		return false
	default:
		return s.last != now
	}
}

func (s *splitter) endWord() {
	if s.end == s.start {
		return
	}
	word := s.runes[s.start:s.end]
	text := strings.ReplaceAll(strings.ToLower(string(word)), "ς", "σ")
	s.start = s.end
	s.whole.WriteString(text)
	if s.last == ideograph {
		s.mixed = true
		s.pairs(word)
		return
	}
	text = cut(text, maxPart)
	s.chunk = append(s.chunk, text)
	s.parts = append(s.parts, text)
}

// pairs adds each pair of neighbours of a run, or its only character.
func (s *splitter) pairs(run []rune) {
	if len(run) == 1 {
		s.parts = append(s.parts, string(run))
	}
	for i := 1; i < len(run); i++ {
		s.parts = append(s.parts, string(run[i-1:i+1]))
	}
}

func (s *splitter) endChunk() {
	s.endWord()
	if whole := strings.Join(s.chunk, ""); len(s.chunk) > 1 && !s.mixed && utf8.RuneCountInString(whole) <= maxPart {
		s.compounds = append(s.compounds, whole)
	}
	s.chunk, s.mixed = s.chunk[:0], false
}

// cut returns the first n characters of a text.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	runes := []rune(text)
	return string(runes[:min(n, len(runes))])
}
