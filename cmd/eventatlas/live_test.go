package main

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// reader is somebody who has a page open.
type reader struct {
	t   *testing.T
	tab context.Context
}

func read(browser context.Context, t *testing.T, address string) reader {
	t.Helper()
	tab, closeTab := chromedp.NewContext(browser)
	t.Cleanup(closeTab)
	tab, cancel := context.WithTimeout(tab, 2*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Do(tab, chromedp.EmulateViewport(1000, 700), chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	return reader{t, tab}
}

// is evaluates a condition; a page that is being loaded fulfils none.
func (r reader) is(condition string) bool {
	ok, err := chromedp.Run(r.tab, chromedp.Evaluate[bool](condition))
	return err == nil && ok
}

func (r reader) sees(what, condition string) {
	r.t.Helper()
	eventually(r.t, what, func() bool { return r.is(condition) })
}

// has is the condition that the page holds a text.
func has(text string) string {
	return fmt.Sprintf(`document.querySelector("main").textContent.includes(%q)`, text)
}

const foldedCatalog = `domains:
  sales: {name: Sales}
  other: {name: Other, summary: %s.}
events:
  placed:
    name: Placed
    domain: sales
    summary: %s.
    schema:
      type: object
      properties:
        customer: {type: object, properties: {address: {type: object, properties: {city: {type: string}}}}}
        lines: {type: array, items: {type: object, properties: {sku: {type: string}}}}
`

// TestLivePages has two pages open while the catalog and the theme are edited. A page is loaded again when it has changed and not when another has, and what was
// open stays open; a stylesheet that changes is changed in place.
func TestLivePages(t *testing.T) {
	chromium.Need(t)
	dir := t.TempDir()
	edit := func(domain, event string) {
		t.Helper()
		write(t, filepath.Join(dir, "catalog.yaml"), fmt.Sprintf(foldedCatalog, domain, event))
	}
	edit("What is not sold", "First")
	write(t, filepath.Join(dir, "eventatlas.yaml"), "theme: look\n")
	style := filepath.Join(dir, "look", "assets", "extra.css")
	write(t, style, "main { outline: 1px solid }\n")
	address := start(t, "serve", dir, "--port", "0").address()
	browser := chromium.Open(t)
	other := read(browser, t, address+"/domains/other/")
	other.sees("the domain", has("What is not sold."))
	event := read(browser, t, address+"/events/placed/")
	event.sees("the event", has("First."))

	event.sees("what can be folded", `(window.marked = 1, document.querySelectorAll("main details").length > 1)`)
	event.sees("the other way round", `(document.querySelectorAll("main details").forEach(d => { d.open = !d.open }), true)`)
	const folded = `[...document.querySelectorAll("main details")].map(d => d.open).join()`
	want, err := chromedp.Run(event.tab, chromedp.Evaluate[string](folded))
	if err != nil {
		t.Fatal(err)
	}
	other.sees("the mark", `(window.marked = 1, true)`)
	edit("What is not sold", "Second")
	event.sees("the edit, with the same open", has("Second.")+` && !window.marked && `+folded+fmt.Sprintf(" === %q", want))

	event.sees("the mark", `(window.marked = 1, true)`)
	write(t, style, "main { outline: 7px solid }\n")
	event.sees("the new style, on the same page", `window.marked === 1 && getComputedStyle(document.querySelector("main")).outlineWidth === "7px" && document.querySelectorAll("link[rel=stylesheet]").length < 3`)
	event.sees("what was open", folded+fmt.Sprintf(" === %q", want))

	other.sees("the domain as it was", `window.marked === 1 && `+has("What is not sold."))
	edit("What is given away", "Second")
	other.sees("its own edit", `!window.marked && `+has("What is given away."))
}
