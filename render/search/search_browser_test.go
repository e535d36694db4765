package search

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// tab opens a browser; one has to be there, as what is tested here is that two programs agree.
func tab(t *testing.T) context.Context {
	t.Helper()
	for _, name := range []string{os.Getenv("EVENTATLAS_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		path, err := exec.LookPath(name)
		if name == "" || err != nil {
			continue
		}
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
			chromedp.Flag("disable-background-networking", true), chromedp.WSURLReadTimeout(2*time.Minute))
		allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
		t.Cleanup(stop)
		ctx, closeTab := chromedp.NewContext(allocator)
		t.Cleanup(closeTab)
		if err := chromedp.Do(ctx); err != nil {
			t.Fatal(err)
		}
		return ctx
	}
	t.Fatal("there is no Chromium; run `make test`, or name one in EVENTATLAS_CHROMIUM")
	return nil
}

// page is all that the script needs.
const page = `<!doctype html><html lang="en" data-root=""><head><meta charset="utf-8"></head><body><a class="find" href="index.html">Find</a><script src="load-search.js"></script></body></html>`

// written writes an index with a page and the script, and returns the folder.
func written(t *testing.T, entries []Entry) string {
	t.Helper()
	dir := t.TempDir()
	script, err := os.ReadFile(filepath.Join("..", "..", "themes", "default", "assets", "load-search.js"))
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("index.html", []byte(page))
	write("load-search.js", script)
	for name, data := range contents(t, entries) {
		write(name, []byte(data))
	}
	return dir
}

func fileURL(dir string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, "index.html"))}).String()
}

func awaited(ctx context.Context, t *testing.T, script string, to any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	data, err := chromedp.Run(ctx, chromedp.Evaluate[[]byte](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.200s: %v", script, err)
	}
	if err := json.Unmarshal(data, to); err != nil {
		t.Fatalf("%.200s: %v", script, err)
	}
}

func quoted(t *testing.T, v any) string {
	t.Helper()
	data, err := literal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The script takes texts apart as the index does: it is held to the same file of cases.
func TestSplitInBrowser(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "split.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want []splitCase
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	ctx := tab(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(written(t, catalogOf(1))))); err != nil {
		t.Fatal(err)
	}
	var got []splitCase
	awaited(ctx, t, `[`+string(data)+`].flat().map(({text}) => { const {parts, compounds, whole} = eventatlasSearch.split(text); return {text, parts, compounds, whole} })`, &got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// queriesOf are queries of all sorts about some entries.
func queriesOf(entries []Entry) []string {
	list := slices.Clone(hostile)
	for _, e := range sample(entries, 25) {
		f := e.Fields[len(e.Fields)-1]
		list = append(list, e.Title, e.Title[:4], e.Title[1:], e.Title[:5]+e.Title[6:], f.Name, f.Path, "field:"+f.Name, e.Owner, "owner:"+e.Owner+" "+e.Title[:3], e.Summary[:12], e.Domain+" ")
	}
	return append(list, "o", "or", "order p", "kind:event", "kind:event owner:risk owner:growth stat", "", " ")
}

// The script and the functions that the ranking is tested with give the same answers, from the disk and from a server.
func TestAnswersInBrowser(t *testing.T) {
	entries := catalogOf(3000)
	r := readerOf(t, entries)
	queries := queriesOf(entries)
	want := make([][]int, len(queries))
	for i, q := range queries {
		found := r.search(q)
		want[i] = append([]int{}, found[:min(20, len(found))]...)
	}
	dir := written(t, entries)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	ctx := tab(t)
	for _, address := range []string{fileURL(dir), server.URL} {
		if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
			t.Fatal(err)
		}
		var got [][]int
		awaited(ctx, t, `(async () => { const all = []; for (const q of `+quoted(t, queries)+`) all.push((await eventatlasSearch.search(q)).slice(0, 20)); return all })()`, &got)
		for i, q := range queries {
			if diff := cmp.Diff(want[i], got[i]); diff != "" {
				t.Errorf("%q from %.5s: %s", q, address, diff)
			}
		}
	}
}

// A page that is still open, or a root from a cache, meets the files of the next build, and opens the index again.
func TestRebuiltInBrowser(t *testing.T) {
	dir := written(t, catalogOf(200))
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	ctx := tab(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
		t.Fatal(err)
	}
	var before, after []int
	awaited(ctx, t, `eventatlasSearch.search("")`, &before)
	for name, data := range contents(t, append(catalogOf(200), Entry{Title: "ZebraFed", Names: []string{"ZebraFed"}})) {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	awaited(ctx, t, `eventatlasSearch.search("zebraFed")`, &after)
	if len(after) == 0 {
		t.Error("what is new is not found")
	}
}

// typed types queries into the search box letter by letter, and takes the time from each key to the frame that shows what is found.
const typed = `(async () => {
	document.dispatchEvent(new Event("eventatlas-search"));
	const box = document.querySelector("dialog.palette"), input = box.querySelector("input"), times = [];
	const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
	for (const text of ["orderLinePlaced", "customerId", "payment refund", "shipmentt", "owner:risk status", "kind:event or"])
		for (let n = 1; n <= text.length; n++) {
			const changed = new Promise((done) => new MutationObserver((_, o) => { o.disconnect(); done(); }).observe(box.querySelector(".sp-foot"), {attributes: true, attributeFilter: ["href"], subtree: true}));
			const start = performance.now();
			input.value = text.slice(0, n);
			input.dispatchEvent(new Event("input"));
			await changed;
			await frame();
			times.push({Key: input.value, Took: performance.now() - start});
		}
	return times;
})()`

// stroke is a key with what the field then holds, and how long its results took in milliseconds.
type stroke struct {
	Key  string
	Took float64
}

// Times are of a machine and are printed: a first query, and each key of further ones until its results are painted, on a processor that is four
// times slower. EVENTATLAS_SEARCH_ENTRIES adds an index of that many entries.
func TestTimesInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures")
	}
	sizes := []int{1_000, 10_000}
	if n, err := strconv.Atoi(os.Getenv("EVENTATLAS_SEARCH_ENTRIES")); err == nil {
		sizes = append(sizes, n)
	}
	ctx := tab(t)
	for _, n := range sizes {
		dir := written(t, catalogOf(n))
		server := httptest.NewServer(http.FileServer(http.Dir(dir)))
		for _, address := range []string{fileURL(dir), server.URL} {
			if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
				t.Fatal(err)
			}
			if _, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}); err != nil {
				t.Fatal(err)
			}
			var times []stroke
			awaited(ctx, t, typed, &times)
			first := times[0].Took
			slices.SortFunc(times, func(a, b stroke) int { return int(1000 * (a.Took - b.Took)) })
			last := times[len(times)-1]
			t.Logf("%d entries over %.5s: first %.0f ms, median %.0f ms, p95 %.0f ms, worst %.0f ms (%s) of %d keys",
				n, address, first, times[len(times)/2].Took, times[len(times)*95/100].Took, last.Took, last.Key, len(times))
			for _, slow := range times[len(times)-6:] {
				t.Logf("  %4.0f ms %q", slow.Took, slow.Key)
			}
		}
		server.Close()
	}
}
