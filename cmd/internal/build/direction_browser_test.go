package build

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// arabic are a few words of the interface, with the six forms for numbers that the language has.
const arabic = `# For a test.
Search
	بحث
Find anything
	ابحث عن أي شيء
Event
	حدث
Events
	أحداث
Services
	خدمات
Consumers
	مستهلكون
%d message|%d messages
	لا رسائل|رسالة واحدة|رسالتان|%d رسائل|%d رسالة|%d رسالة
consumed by
	يستهلكه
`

// rightToLeft is the sample in a language that is written from right to left, with words and a text of its own.
func rightToLeft(t *testing.T) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(shop)); err != nil {
		t.Fatal(err)
	}
	config, err := os.ReadFile(filepath.Join(dir, "eventatlas.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"eventatlas.yaml":      strings.Replace(string(config), "locale: en", "locale: ar\ntheme: look", 1),
		"look/words/ar.txt":    arabic,
		"decisions/right.md":   "---\nkind: decision\nid: from-right\nname: مرحبا بالعالم\nsummary: كل حدث له مالك واحد.\n---\n\nكل حدث له `owner` واحد، والباقي في OrderPlaced.\n",
		"events-of-right.yaml": "events:\n  right: { name: \"طلب جديد (v2)\", summary: وصل طلب., domain: ordering }\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, tr := tree(t, dir)
	return content(t, tr)
}

// mirrored lists what is wrong with the direction of a page: parts that stick out of it, the navigation at the wrong side, a drawing or code that is
// mirrored too.
const mirrored = `(() => {
	const wrong = [], root = document.documentElement, side = document.querySelector(".side"), main = document.querySelector("main");
	if (root.dir !== "rtl" || root.lang !== "ar") wrong.push("the page is " + root.lang + ", " + root.dir);
	if (root.scrollWidth > innerWidth) wrong.push("it is " + root.scrollWidth + " px wide");
	if (getComputedStyle(side).display !== "none" && side.getBoundingClientRect().left < main.getBoundingClientRect().left) wrong.push("the navigation is at the left");
	for (const e of document.querySelectorAll(".dgs, .dgs svg, code, pre")) if (getComputedStyle(e).direction !== "ltr") wrong.push(e.tagName + " is mirrored");
	for (const e of document.querySelectorAll("main p, main td, main h1, main h2")) {
		const r = e.getBoundingClientRect();
		if (r.width && !e.closest(".dgs, .mx, .toc, [tabindex='0']") && (r.left < -1 || r.right > innerWidth + 1)) wrong.push(e.tagName + " sticks out: " + e.textContent.slice(0, 40));
	}
	return wrong;
})()`

// TestRightToLeft holds one page of each kind to its direction, at three widths, and a few to axe-core.
func TestRightToLeft(t *testing.T) {
	chromium.Need(t)
	files := rightToLeft(t)
	axe := axeSource(t)
	b := browse(t, files)
	tab := b.tab(t)
	kinds := byKind(files)
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		name := largest(files, kinds[kind], 1)[0]
		do(t, tab, name, chromedp.Navigate(b.address(name)), laidOut)
		for _, width := range []int64{320, 768, 1440} {
			do(t, tab, "size", size(width))
			for _, problem := range slices.Concat(eval[[]string](t, tab, mirrored), eval[[]string](t, tab, overBoxes)) {
				t.Errorf("%s at %d: %s", name, width, problem)
			}
			if width != 768 && slices.Contains([]string{"home", "message", "flow"}, kind) {
				do(t, tab, "axe", chromedp.Evaluate[chromedp.Void](axe))
				for _, problem := range axeState(tab, fmt.Sprintf("at %d", width), width, ";", allRules) {
					t.Errorf("%s %s", name, problem)
				}
			}
		}
	}
	home, doc := string(files["index.html"]), string(files["decisions/from-right/index.html"])
	for _, want := range []string{"ابحث عن أي شيء", "أحداث", "رسائل"} {
		if !strings.Contains(home, want) {
			t.Errorf("the home page lacks %s", want)
		}
	}
	if !strings.Contains(doc, "<bdi>كل حدث له مالك واحد.</bdi>") || !strings.Contains(doc, `<div class="prose" dir="auto">`) {
		t.Error("the texts of the catalog do not keep their own direction")
	}
}
