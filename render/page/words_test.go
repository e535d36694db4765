package page

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog/compat"
	"github.com/eventatlas/eventatlas/internal/golden"
)

// asked finds the texts that Go code and templates ask for.
var asked = []*regexp.Regexp{
	regexp.MustCompile(`\b(?:t|n|T|N|F)\("((?:[^"\\]|\\.)*)"`),
	regexp.MustCompile(`\{\{-?\s*(?:t|n)\s+"((?:[^"\\]|\\.)*)"`),
}

// words.txt is the table that a translator begins with: every text of the interface, sorted. It is made by UPDATE=1.
func TestWordsAreListed(t *testing.T) {
	var words []string
	for _, pattern := range []string{"*.go", "../twin/*.go", "../../themes/default/*.html", "../../themes/default/*/*.html"} {
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
	words = append(words, "one of", "any of", "not", "error", "warning", "info")
	slices.Sort(words)
	golden.Text(t, "words.txt", strings.Join(slices.Compact(words), "\n")+"\n")
}

func TestWords(t *testing.T) {
	words := Words{"%d message|%d messages": "%d Nachricht|%d Nachrichten", "Owner": "Inhaber", "Page %s": "Seite %s"}
	for _, c := range []struct{ got, want string }{
		{words.T("Owner"), "Inhaber"},
		{words.T("Domain"), "Domain"},
		{words.N("%d message|%d messages", 1), "1 Nachricht"},
		{words.N("%d message|%d messages", 12345), "12\u202F345 Nachrichten"},
		{words.N("%d hop|%d hops", 0), "0 hops"},
		{words.F("Page %s", "7"), "Seite 7"},
		{words.F("%s and %s", "%s", "b"), "%s and b"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
