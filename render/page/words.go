package page

import (
	"strconv"
	"strings"
)

// Words translates the texts of the interface. The key is the English text, so English needs no table; words.txt lists every
// key, and a test holds that list to what templates and views ask for.
type Words map[string]string

// T returns a text in the language of the table.
func (w Words) T(text string) string {
	if s, ok := w[text]; ok {
		return s
	}
	return text
}

// F returns a text with its %s replaced by the values in turn.
func (w Words) F(text string, values ...string) string {
	rest := w.T(text)
	var b strings.Builder
	for _, v := range values {
		before, after, ok := strings.Cut(rest, "%s")
		if !ok {
			break
		}
		b.WriteString(before)
		b.WriteString(v)
		rest = after
	}
	return b.String() + rest
}

// N returns the form of a text that goes with a number, with %d replaced by it. The forms stand one after the other,
// divided by "|": one, then many.
func (w Words) N(forms string, n int) string {
	one, many, ok := strings.Cut(w.T(forms), "|")
	if n != 1 && ok {
		one = many
	}
	return strings.Replace(one, "%d", number(n), 1)
}

// number writes a number with a thin space between thousands, as ISO 80000-1 has it, from five digits on.
func number(n int) string {
	s := strconv.Itoa(n)
	if len(s) < 5 {
		return s
	}
	var b strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString("\u202F")
		}
		b.WriteRune(c)
	}
	return b.String()
}
