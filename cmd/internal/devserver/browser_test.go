package devserver

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// strangers are texts that would do something if any place took them for more than texts.
var strangers = []string{
	`<script>pwned = 1</script>`, `<img src=x onerror="pwned = 1">`, `</pre><iframe srcdoc="<script>parent.pwned = 1</script>">`, `javascript:pwned=1`, `"><svg onload=pwned=1>`,
	"${pwned = 1}{{pwned = 1}}", "\u202etxt.exe\u2066", "line\none\u0000\u001b[31m", strings.Repeat("wide", 5000), `<eventatlas-problems>`, `&lt;b&gt;`,
}

// TestProblemsInBrowser shows texts of strangers above a page. They are there as they are, and do nothing.
func TestProblemsInBrowser(t *testing.T) {
	t.Parallel()
	s, port := serving(t, Options{})
	tab := chromium.Open(t)
	ctx, cancel := context.WithTimeout(tab, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(fmt.Sprintf("http://localhost:%d/", port))); err != nil {
		t.Fatal(err)
	}
	site := siteFor(t, "the front page")
	var want strings.Builder
	for i, text := range strangers {
		site.Problems = append(site.Problems, Problem{Severity: "error", Code: text, Place: text, Message: text, Source: text, Column: i, Notes: []string{text}, Suggestion: text})
		want.WriteString(text)
	}
	site.Failure = strangers[0]
	s.Publish(site)
	const look = `(() => {
		const root = document.querySelector("body > eventatlas-problems, html > eventatlas-problems")?.shadowRoot;
		return root ? [root.textContent, [...new Set([...root.querySelectorAll("*")].map(e => e.localName))].sort().join(" "), String(typeof pwned), String(document.documentElement.scrollWidth <= innerWidth)] : [];
	})()`
	var got []string
	waitFor(t, func() bool {
		var err error
		got, err = chromedp.Run(ctx, chromedp.Evaluate[[]string](look))
		return err == nil && len(got) == 4
	})
	for _, text := range strangers {
		if n := strings.Count(got[0], text); n < 5 {
			t.Errorf("%.40q is shown %d times", text, n)
		}
	}
	if got[1] != "button div h2 p pre span" {
		t.Errorf("the problems are made of %s", got[1])
	}
	if got[2] != "undefined" {
		t.Error("a text has run")
	}
	if got[3] != "true" {
		t.Error("a text makes the page wider than the window")
	}
}

// TestManyTabs opens more pages than a browser opens connections to a server. They share one stream, and all of them hear of a build.
func TestManyTabs(t *testing.T) {
	t.Parallel()
	s, port := serving(t, Options{})
	browser := chromium.Open(t)
	tabs := []context.Context{browser}
	for range 12 {
		tab, closeTab := chromedp.NewContext(browser)
		defer closeTab()
		tabs = append(tabs, tab)
	}
	for i, tab := range tabs {
		ctx, cancel := context.WithTimeout(tab, time.Minute)
		defer cancel()
		if err := chromedp.Do(ctx, chromedp.Navigate(fmt.Sprintf("http://localhost:%d/?%d", port, i))); err != nil {
			t.Fatalf("tab %d: %v", i, err)
		}
	}
	streams := func() int {
		s.hub.mu.Lock()
		defer s.hub.mu.Unlock()
		return len(s.hub.clients)
	}
	waitFor(t, func() bool { return streams() > 0 })
	if n := streams(); n != 1 {
		t.Errorf("%d tabs open %d streams", len(tabs), n)
	}
	s.Publish(siteFor(t, "the next front page"))
	for i, tab := range tabs {
		waitFor(t, func() bool {
			text, err := chromedp.Run(tab, chromedp.Evaluate[string]("document.body.textContent"))
			return err == nil && strings.Contains(text, "the next front page")
		})
		if t.Failed() {
			t.Fatalf("tab %d shows the page of before", i)
		}
	}
}
