package themes

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/internal/contrast"
)

// tokens are the colours of a built-in theme, light and dark: those of drawings, of the default theme, and its own, of which the last wins.
func tokens(t *testing.T, name string) (light, dark map[string]string) {
	t.Helper()
	var css []byte
	for _, path := range []string{"../render/diagram/diagram.css", "default/src/tokens.css", name + "/src/tokens.css"} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		css = append(css, data...)
	}
	light, dark = map[string]string{}, map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), ?(#[0-9a-f]{6})\);`).FindAllStringSubmatch(string(css), -1) {
		light[m[1]], dark[m[1]] = m[2], m[3]
	}
	return light, dark
}

// TestContrast holds what is read at 4.5:1, in drawings, where it is small, at 7:1, and what is only seen, such as a symbol, at 3:1, on every ground that it
// stands on, in every theme, light and dark.
func TestContrast(t *testing.T) {
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) { checkContrast(t, name) })
	}
}

func checkContrast(t *testing.T, theme string) {
	t.Helper()
	const read, seen = 4.5, 3
	grounds := "bg side panel raise"
	type rule struct {
		least          float64
		colours, under string
	}
	rules := []rule{
		{7, "ink ink2", grounds},
		{read, "ink3 link accent", grounds + " accent-bg"},
		{read, "ink ink2", "accent-bg good-bg warn-bg bad-bg info-bg"},
		{read, "good", grounds + " good-bg"},
		{read, "warn", grounds + " warn-bg"},
		{read, "bad", grounds + " bad-bg"},
		{read, "info", grounds + " info-bg"},
		{read, "j-key j-str j-num", grounds + " accent-bg"},
		{seen, "k-*", grounds + " accent-bg"},
		{seen, "dg-edge dg-feedback dg-accent dg-added dg-removed dg-changed", "dg-page dg-domain-fill"},
		{7, "dg-label", "dg-page dg-domain-fill"},
	}
	for _, kind := range []string{"event", "command", "query", "service", "channel", "store", "external", "actor", "step", "domain"} {
		rules = append(rules, rule{7, "dg-" + kind + "-text", "dg-" + kind + "-fill"}, rule{seen, "dg-" + kind + "-line", "dg-page"})
	}
	light, dark := tokens(t, theme)
	if len(light) < 40 {
		t.Fatalf("%d colours, which cannot be all", len(light))
	}
	for name, set := range map[string]map[string]string{"light": light, "dark": dark} {
		used := map[string]bool{}
		for _, rule := range rules {
			for _, colour := range matching(set, rule.colours) {
				used[colour] = true
				for ground := range strings.FieldsSeq(rule.under) {
					used[ground] = true
					if got := contrast.Ratio(set[colour], set[ground]); !(got >= rule.least) {
						t.Errorf("%s: --%s on --%s is %.2f:1, want %v", name, colour, ground, got, rule.least)
					}
				}
			}
		}
		if set["dg-page"] != set["bg"] {
			t.Errorf("%s: drawings stand on another ground than the page", name)
		}
		for colour := range set {
			// Rules between things that stand apart anyway are decoration.
			if !used[colour] && colour != "line" && colour != "line2" {
				t.Errorf("%s: nothing is said about --%s", name, colour)
			}
		}
	}
}

// matching returns the names that a list of patterns means; k-* are all that begin with k-.
func matching(set map[string]string, patterns string) []string {
	var names []string
	for p := range strings.FieldsSeq(patterns) {
		prefix, all := strings.CutSuffix(p, "*")
		if !all {
			names = append(names, p)
			continue
		}
		for name := range set {
			if strings.HasPrefix(name, prefix) {
				names = append(names, name)
			}
		}
	}
	return names
}
