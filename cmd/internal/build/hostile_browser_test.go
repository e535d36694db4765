package build

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// checkInBrowser opens pages in a browser, with JavaScript. None may run anything, ask for anything or break the policy of the site.
func checkInBrowser(t *testing.T, files map[string][]byte) {
	t.Helper()
	out := t.TempDir()
	for name, data := range files {
		file := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tab := chromium.Open(t)
	heard := chromium.Listen(tab, t)
	for _, name := range hostilePages(files) {
		ctx, cancel := context.WithTimeout(tab, time.Minute)
		address := (&url.URL{Scheme: "file", Path: filepath.Join(out, filepath.FromSlash(name)), RawQuery: "q=<script>__pwn=1</script>", Fragment: "<img src=x onerror=__pwn=1>"}).String()
		err := chromedp.Do(ctx, chromedp.Navigate(address))
		if err == nil {
			var ran bool
			ran, err = chromedp.Run(ctx, chromedp.Evaluate[bool](exercise))
			if ran {
				t.Errorf("%s: a script of a stranger ran", name)
			}
		}
		cancel()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, complaint := range heard.Take() {
			t.Errorf("%s: %s", name, complaint)
		}
	}
}

// exercise does what a reader might: opens everything, filters every table, presses every button. It returns whether a payload ran.
const exercise = `(() => {
	for (const d of document.querySelectorAll("details")) d.open = true;
	for (const f of document.querySelectorAll("input[type=search]")) { f.value = "<img src=x onerror=__pwn=1> ( [ \\"; f.dispatchEvent(new Event("input", {bubbles: true})); }
	for (const b of document.querySelectorAll("button.copy")) b.click();
	for (const e of document.querySelectorAll("main *")) { e.dispatchEvent(new MouseEvent("mouseover", {bubbles: true})); }
	return typeof __pwn !== "undefined" || document.querySelector("main script, main style, main iframe, main [onclick], main [style]") !== null;
})()`

// hostilePages are some pages of every kind, and those of every tenth payload.
func hostilePages(files map[string][]byte) []string {
	var names []string
	for name := range files {
		if strings.HasSuffix(name, ".html") && name != "404.html" { // its addresses are those of a server
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var chosen []string
	each := map[string]int{}
	for _, name := range names {
		section, _, _ := strings.Cut(name, "/")
		most := map[string]int{"services": 8, "events": 6, "specifications": 3, "channels": 3}[section]
		if each[section]++; each[section]%5 == 1 && each[section]/5 < max(most, 1) {
			chosen = append(chosen, name)
		}
	}
	return chosen
}
