package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// generated writes the site of the sample and returns its folder.
func generated(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "site")
	env := environment{stdin: strings.NewReader(""), stdout: io.Discard, stderr: os.Stderr, getenv: func(string) string { return "" }}
	if status := run(t.Context(), []string{"generate", "../../testdata/shop", "-o", out, "--limit", "1"}, env); status != statusDone {
		t.Fatalf("generate ends with status %d", status)
	}
	return out
}

func fileURL(dir, page string) string {
	return (&url.URL{Scheme: "file", Path: filepath.Join(dir, filepath.FromSlash(page))}).String()
}

// samplePages are pages of every kind that is opened from a disk (404.html is shown by hosts), and whether they show a drawing.
var samplePages = map[string]bool{
	"index.html": true, "events/order-placed/index.html": true, "events/order-placed/v/1.4.0/index.html": true, "events/index.html": false,
	"services/order-service/index.html": true, "domains/ordering/index.html": true, "channels/orders/index.html": true,
	"flows/place-order/index.html": true, "teams/index.html": false, "people/index.html": false, "decisions/index.html": false,
	"docs/index.html": false, "specifications/index.html": false, "stores/index.html": false, "brokers/index.html": false,
	"entities/index.html": false, "map/index.html": true, "index/index.html": false, "problems/index.html": false,
}

// TestPagesInBrowser opens pages of the sample from the disk, in two widths, with and without JavaScript.
func TestPagesInBrowser(t *testing.T) {
	chromium.Need(t)
	out := generated(t)
	tab := chromium.Open(t)
	heard := chromium.Listen(tab, t)
	for page, drawn := range samplePages {
		if _, err := os.Stat(filepath.Join(out, filepath.FromSlash(page))); err != nil {
			t.Errorf("the sample has no page %s", page)
			continue
		}
		for _, width := range []int64{320, 1280} {
			for _, script := range []bool{true, false} {
				name := fmt.Sprintf("%s at %d px, JavaScript %v", page, width, script)
				checkPage(tab, t, fileURL(out, page), name, width, script, drawn)
				for _, problem := range heard.Take() {
					t.Errorf("%s: %s", name, problem)
				}
			}
		}
	}
}

// pageSight is what the browser makes of a page.
type pageSight struct {
	Title        string
	Drawings     int
	Nodes        int
	Wide, Screen float64
}

const lookAtPage = `({
	Title: document.title,
	Drawings: document.querySelectorAll("figure svg[role]").length,
	Nodes: [...document.querySelectorAll("figure svg g.node")].filter(n => n.getBoundingClientRect().width > 20).length,
	Wide: document.documentElement.scrollWidth,
	Screen: document.documentElement.clientWidth,
})`

func checkPage(tab context.Context, t *testing.T, address, name string, width int64, script, drawn bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, time.Minute)
	defer cancel()
	disable := func(yes bool) chromedp.Action[chromedp.Void] {
		return chromium.Command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: yes})
	}
	err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), disable(!script), chromedp.Navigate(address), disable(false))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	page, err := chromedp.Run(ctx, chromedp.Evaluate[pageSight](lookAtPage))
	switch {
	case err != nil:
		t.Errorf("%s: %v", name, err)
	case page.Title == "":
		t.Errorf("%s: it has no title", name)
	case drawn && (page.Drawings == 0 || page.Nodes == 0):
		t.Errorf("%s: it shows no drawing (%d drawings, %d nodes)", name, page.Drawings, page.Nodes)
	case page.Wide > page.Screen+1:
		t.Errorf("%s: it is %.0f px wide on a screen of %.0f px", name, page.Wide, page.Screen)
	}
}

// TestLinksInBrowser clicks a node of a drawing and lands on the page of what it stands for.
func TestLinksInBrowser(t *testing.T) {
	chromium.Need(t)
	out := generated(t)
	ctx, cancel := context.WithTimeout(chromium.Open(t), time.Minute)
	defer cancel()
	const node = `figure svg g.n-service a, figure svg a:has(g.n-service)`
	err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(fileURL(out, "events/order-placed/index.html")))
	if err != nil {
		t.Fatal(err)
	}
	click := fmt.Sprintf(`document.querySelector(%q).dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true})), true`, node)
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](click)); err != nil {
		t.Fatal(err)
	}
	if err := arrive(ctx, "/services/"); err != nil {
		t.Errorf("the click on a service in the drawing leads nowhere: %v", err)
	}
}

// arrive waits until the tab is on a page whose address holds the text and that has a heading; the context bounds the wait. Both are asked for in one go,
// because between two questions the tab may be on its way from one page to the next.
func arrive(ctx context.Context, part string) error {
	look := fmt.Sprintf(`document.readyState === "complete" && location.href.includes(%q) && !!document.querySelector("h1")?.textContent.trim()`, part)
	for {
		there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](look))
		if err == nil && there {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("no page with a heading at an address with %q: %w", part, errors.Join(ctx.Err(), err))
		case <-time.After(50 * time.Millisecond):
		}
	}
}
