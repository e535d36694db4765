package themes

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A drawing stands in the page, so a rule of a theme for a bare class that drawings use too changes the drawing: its text may then be larger than
// the boxes that were measured for it.
func TestNoRuleReachesIntoDrawings(t *testing.T) {
	css, err := os.ReadFile("../render/diagram/diagram.css")
	if err != nil {
		t.Fatal(err)
	}
	texts := regexp.MustCompile(`\.dg-svg \.([a-z-]+) \{[^}]*font-size`).FindAllStringSubmatch(string(css), -1)
	if len(texts) < 5 {
		t.Fatalf("%d classes of text in drawings, which cannot be all", len(texts))
	}
	for _, name := range Names() {
		theme, err := Open(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range theme.Assets() {
			if !strings.HasSuffix(f.Path, ".css") {
				continue
			}
			for _, rule := range regexp.MustCompile(`[^{}]+\{`).FindAllString(string(f.Data), -1) {
				for selector := range strings.SplitSeq(strings.TrimSuffix(rule, "{"), ",") {
					if slices.ContainsFunc(texts, func(m []string) bool { return strings.TrimSpace(selector) == "."+m[1] }) {
						t.Errorf("%s of theme %s: %q reaches into drawings", f.Path, name, strings.TrimSpace(selector))
					}
				}
			}
		}
	}
}
