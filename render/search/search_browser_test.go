package search

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

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
	ctx := chromium.Open(t)
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
		swapped := e.Title[:4] + e.Title[5:6] + e.Title[4:5] + e.Title[6:]
		list = append(list, e.Title, e.Title[:4], e.Title[1:], e.Title[:5]+e.Title[6:], swapped, swapped[:9], f.Name, f.Path, "field:"+f.Name, e.Owner, "owner:"+e.Owner+" "+e.Title[:3], e.Summary[:12], e.Domain+" ")
	}
	return append(list, "o", "or", "order p", "status", "customer", "customer id", "customerId v", "version status", "the was by", "the somebody st", "kind:event version", "kind", "id status amount", "status v", "order version c", "kind:event", "kind:event owner:risk owner:growth stat", "", " ")
}

// answer is what the script finds: all that there is, and where only ten are wanted.
type answer struct {
	All, Ten      []int
	Total, OfTens int
}

// The script and the functions that the ranking is tested with give the same answers, from the disk and from a server. There are so many entries that
// some terms, and all terms of some queries, do not list each of theirs.
func TestAnswersInBrowser(t *testing.T) {
	entries := catalogOf(12_000)
	r := readerOf(t, entries)
	queries := queriesOf(entries)
	want := make([]answer, len(queries))
	for i, q := range queries {
		found := r.search(q)
		want[i] = answer{append([]int{}, found[:min(200, len(found))]...), append([]int{}, found[:min(10, len(found))]...), len(found), len(found)}
	}
	dir := written(t, entries)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	ctx := chromium.Open(t)
	for _, address := range []string{fileURL(dir), server.URL} {
		if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
			t.Fatal(err)
		}
		var got []answer
		awaited(ctx, t, `(async () => {
			const answers = [];
			for (const q of `+quoted(t, queries)+`) {
				const ten = await eventatlasSearch.search(q, 10), all = await eventatlasSearch.search(q);
				answers.push({All: all.ids.slice(0, 200), Ten: ten.ids.slice(0, 10), Total: all.total, OfTens: ten.total});
			}
			return answers;
		})()`, &got)
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
	ctx := chromium.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
		t.Fatal(err)
	}
	var before, after []int
	awaited(ctx, t, `eventatlasSearch.search("").then((found) => found.ids)`, &before)
	for name, data := range contents(t, append(catalogOf(200), Entry{Title: "ZebraFed", Names: []string{"ZebraFed"}})) {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	awaited(ctx, t, `eventatlasSearch.search("zebraFed").then((found) => found.ids)`, &after)
	if len(after) == 0 {
		t.Error("what is new is not found")
	}
}

// What is shown after a word was typed letter by letter, with results that stay from key to key, is what a page shows that is asked for it at once.
func TestTypedInBrowser(t *testing.T) {
	address := fileURL(written(t, catalogOf(3_000)))
	ctx := chromium.Open(t)
	shown := func(keys string) map[string]string {
		if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address)); err != nil {
			t.Fatal(err)
		}
		var lists map[string]string
		awaited(ctx, t, `(async () => {
			const pause = (ms) => new Promise((done) => setTimeout(done, ms)), lists = {};
			document.dispatchEvent(new Event("eventatlas-search"));
			const box = document.querySelector("dialog.palette"), input = box.querySelector("input");
			const type = (text) => { input.value = text; input.dispatchEvent(new Event("input")); };
			for (const text of `+quoted(t, []string{"orderLinePlaced", "shipmentt", "wallet snapsot", "qqxyzzy", "the order"})+`) {
				`+keys+`
				type(text);
				do {
					lists[text] = box.querySelector(".sp-list").innerHTML;
					await pause(400);
				} while (lists[text] !== box.querySelector(".sp-list").innerHTML);
			}
			return lists;
		})()`, &lists)
		return lists
	}
	want := shown("")
	for name, keys := range map[string]string{
		"with each frame": `for (let i = 1; i < text.length; i++) { type(text.slice(0, i)); await new Promise(requestAnimationFrame); }`,
		"with a way back": `for (let i = text.length; i > 0; i--) { type(text.slice(0, i)); await pause(i % 3 * 20); }`,
	} {
		if diff := cmp.Diff(want, shown(keys)); diff != "" {
			t.Errorf("typed %s: %s", name, diff)
		}
	}
}
