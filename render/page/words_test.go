package page

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/compat"
	"github.com/eventatlas/eventatlas/internal/golden"
)

// asked finds the texts that Go code and templates ask for.
var asked = []*regexp.Regexp{
	regexp.MustCompile(`\b(?:t|n|T|N|F)\("((?:[^"\\]|\\.)*)"`),
	regexp.MustCompile(`\{\{-?\s*(?:t|n)\s+"((?:[^"\\]|\\.)*)"`),
	// The relations of drawings.
	regexp.MustCompile(`\bconnect\(.*, "([^"]+)"\)`),
	regexp.MustCompile(`\bRelation: +"([^"]+)"`),
	// The limits of a field.
	regexp.MustCompile(`\badd\("([a-z ]+)", `),
	// What drawings add by themselves.
	regexp.MustCompile(`\bsay\("([^"]+)"\)`),
	regexp.MustCompile(`\{Line: .*, Text: "([^"]+)"\}`),
}

// words.txt is the table that a translator begins with: every text of the interface, sorted. It is made by UPDATE=1.
func TestWordsAreListed(t *testing.T) {
	var words []string
	for _, pattern := range []string{"*.go", "../twin/*.go", "../diagram/*.go", "../mermaid/*.go", "../../catalog/schema/bounds.go", "../../themes/default/*.html", "../../themes/default/*/*.html"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatal(pattern, err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, re := range asked {
				for _, m := range re.FindAllStringSubmatch(string(data), -1) {
					words = append(words, m[1])
				}
			}
		}
	}
	for _, k := range kindWords {
		words = append(words, k.one, k.many, k.article)
	}
	for _, pattern := range []string{"notification", "state-transfer", "delta", "sourced"} {
		words = append(words, patternTitle(pattern))
	}
	words = append(words,
		compat.Pattern, compat.Alternative, compat.OtherNames, compat.TypeOf, compat.Required, compat.Values, compat.Const, compat.Default,
		compat.Number, compat.OneOf, compat.Aliases, compat.Deprecated, compat.ReadOnly, compat.WriteOnly, compat.Description, compat.NoOtherFields)
	words = append(words, changes.Names()...)
	words = append(append(words, valueWords...), bindingWords...)
	for _, u := range slices.Concat(milliseconds, seconds, sizes) {
		words = append(words, u.forms)
	}
	for _, text := range sayFile {
		words = append(words, text)
	}
	words = append(words, "one of", "any of", "not", "error", "warning", "info")
	// What stands over the names in drawings and in their legend, beside what they say themselves.
	words = append(words, "event", "command", "query", "service", "channel", "external", "actor", "step", "domain", "broker", "entity", "team", "data",
		"flow", "message", "calls", "to")
	slices.Sort(words)
	golden.Text(t, "words.txt", strings.Join(slices.Compact(words), "\n")+"\n")
}

func TestWords(t *testing.T) {
	words, err := NewWords("de-AT", map[string]string{"Owner": "Inhaber"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ got, want string }{
		{words.T("Owner"), "Inhaber"},
		{words.T("Domain"), "Domäne"},
		{words.T("not in the table"), "not in the table"},
		{words.N("%d message|%d messages", 1), "1 Nachricht"},
		{words.N("%d message|%d messages", 12345), "12\u202F345 Nachrichten"},
		{words.N("%d hop|%d hops", 0), "0 Schritte"},
		{words.N("%d thing|%d things", 1), "1 thing"},
		{words.N("%d thing|%d things", 0), "0 things"},
		{Words{}.N("%d hop|%d hops", 1), "1 hop"},
		{Words{}.N("%d hop|%d hops", 12345), "12\u202F345 hops"},
		{words.F("Page %s", "7"), "Seite 7"},
		{words.F("%s and %s", "%s", "b"), "%s and b"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Each table has every text, and no other, so that no page is in two languages. Who adds a text adds it here too: the English one on a line, the
// translation below it.
func TestTablesAreComplete(t *testing.T) {
	data, err := os.ReadFile("words.txt")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	paths, err := filepath.Glob("words.*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		table, err := ParseWords(data)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		w, err := NewWords(strings.TrimSuffix(strings.TrimPrefix(path, "words."), ".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range words {
			text, ok := table[word]
			if !ok {
				t.Errorf("%s lacks %q", path, word)
			}
			if forms := strings.Count(text, "|") + 1; strings.Contains(word, "|") && forms != len(w.forms) {
				t.Errorf("%s: %q has %d forms for numbers, want %d", path, text, forms, len(w.forms))
			}
			if strings.Contains(word, "%d") && !strings.Contains(text, "%d") {
				t.Errorf("%s: %q has no place for the number of %q", path, text, word)
			}
			delete(table, word)
		}
		for word := range table {
			t.Errorf("%s has %q, which nothing asks for", path, word)
		}
	}
}

func TestPluralForms(t *testing.T) {
	table := map[string]string{"%d message|%d messages": "a|b|c|d|e|f"}
	for locale, want := range map[string]string{
		"en": "baabbbbbbbb", "de": "baabbbbbbbb", "fr": "aaabbbbbbbb", "ja": "aaaaaaaaaaa",
		"ar": "abbcddeffff", "pl": "caabbbcccbc", "ru": "caabbbccabc", "cs": "caabbbccccc",
	} {
		w, err := NewWords(locale, table)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, n := range []int{0, 1, 1, 2, 3, 4, 11, 100, 1001, 1_000_102, 5000} {
			got.WriteString(w.N("%d message|%d messages", n))
		}
		if got.String() != want {
			t.Errorf("%s: got %s, want %s", locale, got.String(), want)
		}
	}
	w, err := NewWords("ar", map[string]string{"%d message|%d messages": "a|b"})
	if err != nil {
		t.Fatal(err)
	}
	if got := w.N("%d message|%d messages", 11) + w.N("%d hop|%d hops", 11); got != "b11 hops" {
		t.Errorf("got %s, want the last form and the English one", got)
	}
}

func TestParseWordsRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"\tx\n":                             "line 1: \"x\" stands below no English text",
		"a\nb\n\tc\n":                       "line 1: \"a\" has no translation below it",
		"a\n":                               "\"a\" has no translation below it",
		"a %s\n  b\n":                       "other places for values",
		"a\n  b|c\n":                        "forms for numbers",
		"%d a|%d b\n  %d %d c|d\n":          "more places for a number",
		"a\n  b\u202e\n":                    "cannot be seen",
		"# remark\r\n\r\na\r\n  b\r\nc\r\n": "\"c\" has no translation",
	} {
		if _, err := ParseWords([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}
