package build

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
	"github.com/eventatlas/eventatlas/render/page"
)

// The rules of axe-core that a page is held to: all, and those that look at colours, which are all that its theme changes.
const (
	allRules    = `{type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}`
	colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
)

// axeRun asks axe for what is wrong with the page as it is now, by some rules, one line for each kind of problem.
const axeRun = `axe.run(document, {runOnly: %s, resultTypes: ["violations"]})
	.then((r) => r.violations.map((v) => v.id + " (" + v.nodes.length + "): " + v.nodes.slice(0, 3).map((n) =>
		n.html.slice(0, 150) + " -- " + [...n.any, ...n.all, ...n.none].map((c) => c.message).join("; ").slice(0, 200)).join("\n      ")))`

// TestAxe holds pages of every kind to the rules of axe-core, in both themes, at three widths, with everything unfolded, and on a narrow screen with
// the menu open too. None may ask for anything but the site's own files, or break its policy.
func TestAxe(t *testing.T) {
	files := shopSite(t)
	kinds := byKind(files)
	for _, kind := range page.Kinds() {
		if len(kinds[kind.Name]) == 0 {
			t.Errorf("the sample has no page of the kind %s", kind.Name)
		}
	}
	var pages []string
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		n := 1
		if slices.Contains([]string{"message", "service", "channel", "specification"}, kind) {
			n = 2
		}
		pages = append(pages, largest(files, kinds[kind], n)...)
	}
	axe := axeSource(t)
	b := browse(t, files)
	tabs := []context.Context{b.tab(t), b.tab(t)}
	var group sync.WaitGroup
	for i, tab := range tabs {
		heard := chromium.Listen(tab, t)
		group.Go(func() {
			for j := i; j < len(pages); j += len(tabs) {
				for _, problem := range append(askAxe(tab, b.address(pages[j]), axe), b.strange(heard)...) {
					t.Errorf("%s %s", pages[j], problem)
				}
			}
		})
	}
	group.Wait()
}

var themeRule = regexp.MustCompile(`data-theme[^{}]*\{([^}]*)\}`)

// TestThemesChangeColoursAlone holds the stylesheets to why the rules about colours are enough for a dark page: what the reader chooses sets the scheme of colours.
func TestThemesChangeColoursAlone(t *testing.T) {
	chosen := 0
	for name, data := range shopSite(t) {
		if path.Ext(name) != ".css" {
			continue
		}
		if bytes.Contains(data, []byte("prefers-color-scheme")) {
			t.Errorf("%s has rules for a scheme of colours that may set anything", name)
		}
		for _, rule := range themeRule.FindAllSubmatch(data, -1) {
			chosen++
			if !strings.HasPrefix(string(rule[1]), "color-scheme:") || bytes.Contains(rule[1], []byte(";")) {
				t.Errorf("%s: a theme sets %s", name, rule[1])
			}
		}
	}
	if chosen != 2 {
		t.Errorf("%d rules are for a theme, want one for each", chosen)
	}
}

// askAxe asks about one page in all its states.
func askAxe(tab context.Context, address, axe string) []string {
	if err := chromedp.Do(tab, chromedp.Navigate(address), laidOut, chromedp.Evaluate[chromedp.Void](axe)); err != nil {
		return []string{err.Error()}
	}
	var problems []string
	for _, width := range []int64{320, 768, 1280} {
		problems = append(problems, inBothThemes(tab, width)...)
	}
	problems = append(problems, axeState(tab, "at 320 with the menu", 320, `document.querySelector(".menu").click()`, allRules)...)
	return problems
}

// inBothThemes asks about the page that is open at one width.
func inBothThemes(tab context.Context, width int64) []string {
	problems := axeState(tab, fmt.Sprintf("at %d, light", width), width, stateOf("light"), allRules)
	return append(problems, axeState(tab, fmt.Sprintf("at %d, dark", width), width, stateOf("dark"), colourRules)...)
}

// stateOf is the script that gives the page a theme and unfolds everything.
func stateOf(theme string) string {
	return fmt.Sprintf(`document.documentElement.dataset.theme = %q; for (const d of document.querySelectorAll("main details:not(.vs)")) d.open = true;`, theme)
}

func axeState(tab context.Context, what string, width int64, script, rules string) []string {
	if err := chromedp.Do(tab, size(width), chromedp.Evaluate[chromedp.Void](script)); err != nil {
		return []string{what + ": " + err.Error()}
	}
	found, err := chromedp.Run(tab, chromedp.Evaluate[[]string](fmt.Sprintf(axeRun, rules), chromedp.EvalAwaitPromise))
	if err != nil {
		return []string{what + ": " + err.Error()}
	}
	for i := range found {
		found[i] = what + ": " + found[i]
	}
	return found
}

// axeSource is the script of axe-core that .ci/setup has put into .tools.
func axeSource(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("there is no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	data, err := os.ReadFile(filepath.Join(dir, ".tools", "axe.min.js"))
	if err != nil {
		t.Fatalf("axe-core is missing; run .ci/setup, or make test: %v", err)
	}
	return strings.TrimSpace(string(data)) + ";0"
}
