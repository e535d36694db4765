package page

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Words are the texts of the interface in one language. The key of a text is the English one, so English needs no table, and what a table
// lacks stays English; words.txt lists every key, and a test holds that list to what templates, views and drawings ask for. The zero value is English.
type Words struct {
	texts map[string]string
	tag   language.Tag
	// forms are the plural forms of the language, in the order in which a text has them.
	forms []plural.Form
	// rtl says that the language is written from right to left.
	rtl bool
}

//go:embed words.*.txt
var tables embed.FS

// NewWords returns the texts in the language of a locale such as "de" or "de-CH": those of the built-in tables, then those of the given ones,
// of which a later one wins. A language that has no table is English.
func NewWords(locale string, own ...map[string]string) (Words, error) {
	w := Words{texts: map[string]string{}, tag: language.Make(localeOf(locale)), rtl: direction(locale) == "rtl"}
	for _, name := range Locales(locale) {
		data, err := tables.ReadFile("words." + name + ".txt")
		if err != nil {
			continue // there is no such table
		}
		table, err := ParseWords(data)
		if err != nil {
			return Words{}, fmt.Errorf("words.%s.txt: %w", name, err)
		}
		own = slices.Insert(own, 0, table)
	}
	for _, table := range own {
		maps.Copy(w.texts, table)
	}
	w.forms = formsOf(w.tag)
	return w, nil
}

// Locales are the names of the tables of a locale, the most special one first: that of the locale and that of its language.
func Locales(locale string) []string {
	locale = localeOf(locale)
	own, _, regional := strings.Cut(locale, "-")
	if !regional {
		return []string{strings.ToLower(own)}
	}
	return []string{locale, strings.ToLower(own)}
}

// ParseWords reads a table: each text in English on a line of its own, and its translation on the next one, indented. Lines that begin
// with # are remarks. A translation has the places for values (%s, in the order of the English text) that the text has, and as many forms, divided by "|", as its
// language has for numbers, in the order zero, one, two, few, many, other; each form may hold the number (%d).
func ParseWords(data []byte) (map[string]string, error) {
	table := map[string]string{}
	key := ""
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSuffix(line, "\r")
		text := strings.TrimSpace(line)
		switch {
		case text == "" || strings.HasPrefix(line, "#"):
		case !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\t"):
			if key != "" {
				return nil, fmt.Errorf("line %d: %q has no translation below it", i, key)
			}
			key = text
		case key == "":
			return nil, fmt.Errorf("line %d: %q stands below no English text", i+1, text)
		default:
			if problem := unfit(key, text); problem != "" {
				return nil, fmt.Errorf("line %d: %q %s", i+1, text, problem)
			}
			table[key], key = text, ""
		}
	}
	if key != "" {
		return nil, fmt.Errorf("%q has no translation below it", key)
	}
	return table, nil
}

// unfit says why a text cannot be the translation of another, or "".
func unfit(key, text string) string {
	switch {
	case visible(text) != text:
		return "holds characters that cannot be seen"
	case strings.Count(key, "%s") != strings.Count(text, "%s"):
		return "has other places for values (%s) than " + strconv.Quote(key)
	case !strings.Contains(key, "|") && strings.Contains(text, "|"):
		return "has forms for numbers, which " + strconv.Quote(key) + " has not"
	}
	for form := range strings.SplitSeq(text, "|") {
		if strings.Count(form, "%d") > min(1, strings.Count(key, "%d")) {
			return "has more places for a number (%d) than " + strconv.Quote(key)
		}
	}
	return ""
}

// All are the language and every text that is not English, each behind its key, sorted: two values that have the same are the same.
func (w Words) All() []string {
	list := []string{w.tag.String()}
	for _, key := range slices.Sorted(maps.Keys(w.texts)) {
		list = append(list, key, w.texts[key])
	}
	return list
}

// T returns a text in the language of the table.
func (w Words) T(text string) string {
	if s, ok := w.texts[text]; ok {
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

// N returns the form of a text that goes with a number, with %d replaced by it. The forms stand one after the other, divided by "|": in
// English one, then many; of a translation those of its language.
func (w Words) N(text string, n int) string {
	translated, ok := w.texts[text]
	if !ok {
		translated = text
	}
	forms := strings.Split(translated, "|")
	form := forms[min(w.form(n, ok), len(forms)-1)]
	return strings.Replace(form, "%d", number(n), 1)
}

// form is the index of the plural form that goes with a number, in English unless the text is translated.
func (w Words) form(n int, translated bool) int {
	if !translated || len(w.forms) == 0 {
		return min(max(n-1, 1-n), 1)
	}
	return slices.Index(w.forms, matchPlural(w.tag, n))
}

// formsOf are the plural forms that a language has for whole numbers, in the order of CLDR's names.
func formsOf(tag language.Tag) []plural.Form {
	var forms []plural.Form
	for _, form := range []plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other} {
		for n := range 200 {
			if matchPlural(tag, n) == form {
				forms = append(forms, form)
				break
			}
		}
	}
	return forms
}

// matchPlural returns the form for a number; the rules look at its last digits alone where it is large.
func matchPlural(tag language.Tag, n int) plural.Form {
	if n >= 1000 {
		n = 1000 + n%1000
	}
	return plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)
}

// number writes a number with a thin space between thousands, as ISO 80000-1 and DIN 5008 have it, from five digits on. It reads the same in all
// languages, where a point or a comma would not.
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
