package build

import (
	"context"
	"mime"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// browser is a browser, and a server with the files of a site for it.
type browser struct {
	context.Context
	server *httptest.Server
}

// browse serves the files of a site as a host does that knows which page to show for a wrong address, and starts a browser.
func browse(t *testing.T, files map[string][]byte) browser {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, ok := files[name]
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		if !ok {
			data = files["404.html"]
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
		}
		if _, err := w.Write(data); err != nil {
			t.Log(err)
		}
	}))
	t.Cleanup(server.Close)
	return browser{Context: chromium.Open(t), server: server}
}

// tab opens a further tab.
func (b browser) tab(t *testing.T) context.Context {
	t.Helper()
	tab, stop := chromedp.NewContext(b.Context)
	t.Cleanup(stop)
	if err := chromedp.Do(tab); err != nil {
		t.Fatal(err)
	}
	return tab
}

// address is that of a page of the site.
func (b browser) address(name string) string { return b.server.URL + "/" + name }

// strange returns what pages have done since the last call that they may not, which is anything but asking the server of the site.
func (b browser) strange(heard *chromium.Complaints) []string {
	return slices.DeleteFunc(heard.Take(), func(s string) bool { return strings.HasPrefix(s, "a request to "+b.server.URL+"/") })
}

// do runs actions in a tab, and fails the test where one fails or takes longer than a minute.
//
//nolint:revive // The test comes first, as in every helper here.
func do(t *testing.T, tab context.Context, what string, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// eval returns what a script gives in a tab.
//
//nolint:revive // The test comes first, as in every helper here.
func eval[T any](t *testing.T, tab context.Context, script string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, time.Minute)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.80s: %v", script, err)
	}
	return value
}

// size is the action that gives the page a width, and a height of 900.
func size(width int64) chromedp.Action[chromedp.Void] {
	return chromium.Command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1})
}

// used is the first sign that somebody is there, for which a page waits with what nobody misses before.
var used = chromedp.Evaluate[chromedp.Void](`void dispatchEvent(new Event("pointermove"))`)

// laidOut gives that sign, and waits until a page has laid out what was out of sight when it was opened: the parts that lazy.ts brings.
var laidOut = chromedp.Evaluate[chromedp.Void](`new Promise((resolve) => {
	dispatchEvent(new Event("pointermove"));
	const look = () => document.documentElement.matches(".lazy") ? setTimeout(look, 10) : resolve();
	look();
})`, chromedp.EvalAwaitPromise)

var bodyKind = regexp.MustCompile(`<body class="k-([a-z0-9-]+)"`)

// byKind returns the paths of the pages of each kind, sorted.
func byKind(files map[string][]byte) map[string][]string {
	kinds := map[string][]string{}
	for name, data := range files {
		if m := bodyKind.FindSubmatch(data); m != nil && strings.HasSuffix(name, ".html") {
			kinds[string(m[1])] = append(kinds[string(m[1])], name)
		}
	}
	for _, names := range kinds {
		slices.Sort(names)
	}
	return kinds
}

// largest returns the n largest of some pages: those that hold the most.
func largest(files map[string][]byte, names []string, n int) []string {
	names = slices.Clone(names)
	slices.SortStableFunc(names, func(a, b string) int { return len(files[b]) - len(files[a]) })
	return names[:min(n, len(names))]
}
