package page

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inScript finds the texts that the scripts of the search ask for, and the titles of the groups of filters.
var inScript = []*regexp.Regexp{
	regexp.MustCompile(`\.word\("([^"]*)"\)`),
	regexp.MustCompile(`\.word\(asked \? "([^"]*)" : "Search"\)`),
	regexp.MustCompile(`count\(index, "([^"]*)"`),
	regexp.MustCompile(`\["[a-z]+", "([A-Z][a-z]+)"\]`),
}

// The scripts get every text that they ask for, and no other.
func TestSearchWords(t *testing.T) {
	want := []string{"Search", "deprecated", "draft", "undescribed"}
	paths, err := filepath.Glob("../../themes/default/src/search*.ts")
	if err != nil || len(paths) < 5 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, re := range inScript {
			for _, m := range re.FindAllStringSubmatch(string(data), -1) {
				want = append(want, m[1])
			}
		}
	}
	slices.Sort(want)
	var got []string
	for _, pair := range (&Builder{words: Words{texts: map[string]string{"Search": "Suche"}}}).searchWords() {
		got = append(got, pair[0])
		if pair[0] == "Search" && pair[1] != "Suche" {
			t.Errorf("Search is %s", pair[1])
		}
	}
	slices.SortFunc(got, strings.Compare)
	if diff := cmp.Diff(slices.Compact(want), got); diff != "" {
		t.Error(diff)
	}
}
