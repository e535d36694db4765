package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// desk is a tab with a page of the sample, with short ways to press keys and to look.
type desk struct {
	t   *testing.T
	ctx context.Context
}

func (d desk) open(address string, width int64) {
	d.t.Helper()
	if err := chromedp.Do(d.ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate("about:blank"), chromedp.Navigate(address)); err != nil {
		d.t.Fatal(err)
	}
}

func (d desk) press(keys string, options ...chromedp.KeyOption) {
	d.t.Helper()
	if err := chromedp.Do(d.ctx, chromedp.KeyEvent(keys, options...)); err != nil {
		d.t.Fatal(err)
	}
}

// until waits for a condition, and says what it was waiting for.
func (d desk) until(what, condition string) {
	d.t.Helper()
	for range 200 {
		ok, err := chromedp.Run(d.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	d.t.Fatalf("it never holds that %s", what)
}

func (d desk) text(script string) string {
	d.t.Helper()
	s, err := chromedp.Run(d.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		d.t.Fatalf("%s: %v", script, err)
	}
	return s
}

const (
	isOpen   = `document.querySelector("dialog.palette")?.open && document.activeElement.matches(".sp-input")`
	isClosed = `!document.querySelector("dialog.palette")?.open`
	firstHit = `document.querySelector(".palette [aria-selected=true] .sr-name")?.textContent ?? ""`
)

// TestSearchByKeyboard goes from a page to another with the keyboard alone, from the disk and from a server.
func TestSearchByKeyboard(t *testing.T) {
	chromium.Need(t)
	out := generated(t)
	server := httptest.NewServer(siteHandler(out))
	defer server.Close()
	tab := chromium.Open(t)
	heard := chromium.Listen(tab, t)
	for _, address := range []string{fileURL(out, "teams/index.html"), server.URL + "/teams/"} {
		d := desk{t, tab}
		d.open(address, 1280)
		d.press("/")
		d.until("/ opens the search box", isOpen)
		d.press("order plac")
		d.until("the first result is marked", `document.querySelector(".palette [role=option][aria-selected=true]")?.id === document.activeElement.getAttribute("aria-activedescendant")`)
		d.until("an event is found", `document.querySelector(".palette .i-event")`)
		if got := d.text(`document.activeElement.getAttribute("role") + document.activeElement.getAttribute("aria-expanded") + document.activeElement.value`); got != "comboboxtrueorder plac" {
			t.Errorf("the field is %q", got)
		}
		first := d.text(firstHit)
		d.press(kb.ArrowDown)
		d.until("the next result is chosen", firstHit+` !== `+fmt.Sprintf("%q", first))
		d.press(kb.ArrowUp)
		d.press(kb.Escape)
		d.until("Esc closes it", isClosed)
		d.press("k", chromedp.KeyModifiers(chromedp.ModifierCtrl))
		d.until("Ctrl-K opens it again", isOpen)
		d.press("OrderPlaced")
		d.until("the exact name is first", `document.querySelector(".palette .sr")?.href.includes("/events/order-placed/")`)
		d.press(kb.Enter)
		ctx, cancel := context.WithTimeout(tab, time.Minute)
		if err := arrive(ctx, "/events/order-placed/"); err != nil {
			t.Error(err)
		}
		cancel()
		for _, problem := range heard.Take() {
			if !strings.Contains(problem, "a request to "+server.URL) && !strings.Contains(problem, "about:blank") {
				t.Error(problem)
			}
		}
	}
}

// TestSearchFocus holds what a reader without a mouse relies on: the focus returns to where it was.
func TestSearchFocus(t *testing.T) {
	d := desk{t, chromium.Open(t)}
	d.open(fileURL(generated(t), "events/order-placed/index.html"), 1280)
	d.text(`document.querySelector("main a").focus(), ""`)
	d.press("k", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	d.until("the search box opens", isOpen)
	d.press(kb.Escape)
	d.until("the focus returns", `document.activeElement === document.querySelector("main a")`)
	d.text(`document.querySelector(".find").focus(), ""`)
	d.press(" ")
	d.until("the button opens it by its key", isOpen)
	d.press(kb.Escape)
	d.until("the focus returns to the button", `document.activeElement.matches(".find")`)
}

// TestSearchWords types what breaks programs, letter by letter.
func TestSearchWords(t *testing.T) {
	tab := chromium.Open(t)
	heard := chromium.Listen(tab, t)
	d := desk{t, tab}
	d.open(fileURL(generated(t), "index.html"), 1280)
	d.press("/")
	d.until("the search box opens", isOpen)
	for _, word := range []string{"constructor", "__proto__", "toString", "hasOwnProperty", "</script>", "<img src=x>", `"'\`, "kind:__proto__", "owner:", "../../x", "%", "日本", "zzzzzzzzzz"} {
		d.press(word)
		d.until("the field holds the word", fmt.Sprintf(`document.activeElement.value === %q`, word))
		d.until("an answer is there", `document.querySelector(".sp-count").textContent !== "" || document.querySelector(".sp-rest").textContent !== ""`)
		d.text(`document.activeElement.select(), ""`)
	}
	for _, problem := range heard.Take() {
		t.Error(problem)
	}
}

// TestResultsPage asks by the address, narrows down by a filter and back.
func TestResultsPage(t *testing.T) {
	chromium.Need(t)
	out := generated(t)
	d := desk{t, chromium.Open(t)}
	for _, width := range []int64{320, 1280} {
		d.open(fileURL(out, "search/index.html")+"#q=order", width)
		d.until("results are there", `document.querySelectorAll(".sr-list li").length > 5`)
		d.until("filters are there", `document.querySelector(".sr-facet")`)
		if got := d.text(`String(document.documentElement.scrollWidth <= innerWidth)`); got != "true" {
			t.Errorf("the page is wider than %d px", width)
		}
		all := d.text(`document.querySelector(".sub").textContent`)
		d.text(`[...document.querySelectorAll(".sr-facet")].find((b) => b.textContent.startsWith("Events")).click(), ""`)
		d.until("only events are left", `[...document.querySelectorAll(".sr-list .sr-icon")].every((i) => i.matches(".i-event")) && document.querySelector(".sr-facet[aria-pressed=true]")`)
		d.until("the filter is in the address", `location.hash.includes("kind%3Aevent")`)
		d.text(`document.querySelector(".sr-facet[aria-pressed=true]").click(), ""`)
		d.until("everything is back", fmt.Sprintf(`document.querySelector(".sub").textContent === %q`, all))
	}
}

// siteHandler serves a site as hosts do, with its page for addresses that do not exist. Browsers ask for a picture that no site has.
func siteHandler(out string) http.Handler {
	files := http.FileServer(http.Dir(out))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := os.Stat(filepath.Join(out, filepath.FromSlash(r.URL.Path)))
		switch {
		case r.URL.Path == "/favicon.ico":
			w.WriteHeader(http.StatusNoContent)
		case err != nil:
			page, _ := os.ReadFile(filepath.Join(out, "404.html"))
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			w.Write(page) //nolint:errcheck // the browser is gone
		default:
			files.ServeHTTP(w, r)
		}
	})
}

// TestSuggestions opens an address that does not exist, with a mistake in it.
func TestSuggestions(t *testing.T) {
	chromium.Need(t)
	server := httptest.NewServer(siteHandler(generated(t)))
	defer server.Close()
	d := desk{t, chromium.Open(t)}
	d.open(server.URL+"/order-plcaed", 1280)
	d.until("the right name is offered", `[...document.querySelectorAll(".suggest a")].some((a) => a.href.endsWith("/events/order-placed/index.html"))`)
}
