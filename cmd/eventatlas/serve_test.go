package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// terminal is what a command has printed so far.
type terminal struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *terminal) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *terminal) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// running is a command that stays.
type running struct {
	tb     testing.TB
	out    *terminal
	stop   context.CancelFunc
	done   chan int
	status int
}

// start runs a command that stays until the test ends.
func start(tb testing.TB, args ...string) *running {
	tb.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(tb.Context()))
	r := &running{tb: tb, out: &terminal{}, stop: stop, done: make(chan int, 1), status: -1}
	env := environment{stdin: strings.NewReader(""), stdout: r.out, stderr: r.out, getenv: func(string) string { return "" }}
	go func() { r.done <- run(ctx, args, env) }()
	tb.Cleanup(func() { r.end() })
	return r
}

// end is Ctrl-C; it returns the exit status and how long the command takes to end.
func (r *running) end() (int, time.Duration) {
	r.tb.Helper()
	begin := time.Now()
	r.stop()
	if r.status >= 0 {
		return r.status, 0
	}
	select {
	case r.status = <-r.done:
	case <-time.After(20 * time.Second):
		r.tb.Fatalf("the command does not end; it has said:\n%s", r.out)
	}
	return r.status, time.Since(begin)
}

var addressLine = regexp.MustCompile(`Serving +(http://localhost:\d+)/`)

// address waits for the server and returns where it is.
func (r *running) address() string {
	r.tb.Helper()
	eventually(r.tb, "the address", func() bool { return addressLine.MatchString(r.out.String()) })
	return addressLine.FindStringSubmatch(r.out.String())[1]
}

func eventually(tb testing.TB, what string, done func() bool) {
	tb.Helper()
	for deadline := time.Now().Add(30 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			tb.Fatalf("it takes too long: %s", what)
		}
	}
}

// fetch gets a page.
func fetch(tb testing.TB, address string) (int, string) {
	tb.Helper()
	answer, err := http.Get(address)
	if err != nil {
		tb.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return answer.StatusCode, string(data)
}

// shows waits until a page holds a text.
func shows(tb testing.TB, address, text string) {
	tb.Helper()
	eventually(tb, text+" on "+address, func() bool {
		_, page := fetch(tb, address)
		return strings.Contains(page, text)
	})
}

const smallCatalog = `services:
  shop: {name: Shop, domain: sales, produces: [{message: placed}]}
domains:
  sales: {name: Sales}
events:
  placed:
    name: Placed
    domain: sales
    summary: %s.
    description: |
%s
`

// small writes a catalog whose event has a page that is long enough to scroll.
func small(tb testing.TB, dir, summary string) {
	tb.Helper()
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "      Paragraph %d of the description.\n\n", i)
	}
	write(tb, filepath.Join(dir, "catalog.yaml"), fmt.Sprintf(smallCatalog, summary, text.String()))
}

func write(tb testing.TB, name, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

// TestServe edits, breaks, configures and loses a catalog while it is served, by a link to its folder.
func TestServe(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "catalog")
	small(t, dir, "First")
	target := dir + ".link"
	if os.Symlink(dir, target) != nil {
		target = dir // no links here
	}
	r := start(t, "serve", target, "--port", "0")
	event := r.address() + "/events/placed/"
	shows(t, event, "First.")
	small(t, dir, "Second")
	shows(t, event, "Second.")
	write(t, filepath.Join(dir, "eventatlas.yaml"), "title: My title\ntheme: look\nbaseURL: https://docs.example/catalog/\n")
	write(t, filepath.Join(dir, "look", "assets", "extra.css"), "h1 { color: red }\n")
	shows(t, event, "My title")
	checkMissing(t, r.address())
	write(t, filepath.Join(dir, "look", "base.html"), `{{define "base"}`)
	eventually(t, "the theme's mistake", func() bool { return strings.Contains(r.out.String(), "base.html") })
	if status, page := fetch(t, event); status != http.StatusOK || !strings.Contains(page, "My title") {
		t.Errorf("with a broken theme the last good page is not there: %d", status)
	}
	if err := os.Rename(dir, dir+".away"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the loss of the folder", func() bool { return strings.Contains(r.out.String(), "cannot be read") })
	if status, _ := fetch(t, event); status != http.StatusOK {
		t.Errorf("without the folder the last good page is not there: %d", status)
	}
	small(t, dir, "Third")
	shows(t, event, "Third.")
	if status, took := r.end(); status != statusDone || took > time.Second {
		t.Errorf("it ends with %d after %v", status, took)
	}
}

// TestServePoll serves without the events of the system.
var ownLink = regexp.MustCompile(`(?:href|src)="([^"#]+)`)

// checkMissing holds that the page for addresses that do not exist has its styles and ways out at any depth, also when the site will be elsewhere.
func checkMissing(t *testing.T, address string) {
	t.Helper()
	status, page := fetch(t, address+"/no/such/deep/page/")
	links := ownLink.FindAllStringSubmatch(page, -1)
	if status != http.StatusNotFound || len(links) < 5 {
		t.Errorf("the page in place of a missing one has the status %d and %d links", status, len(links))
	}
	for _, link := range links {
		if !strings.HasPrefix(link[1], "/") {
			t.Errorf("the page in place of a missing one refers to %s, which depends on where it is", link[1])
		} else if status, _ := fetch(t, address+link[1]); status != http.StatusOK {
			t.Errorf("the page in place of a missing one refers to %s, which answers %d", link[1], status)
		}
	}
}

func TestServePoll(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	small(t, dir, "First")
	r := start(t, "serve", dir, "--port", "0", "--poll")
	event := r.address() + "/events/placed/"
	shows(t, event, "First.")
	small(t, dir, "Other")
	shows(t, event, "Other.")
}

// TestHalfWritten holds that a file that is written in two steps makes no problem appear.
func TestHalfWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	small(t, dir, "First")
	r := start(t, "serve", dir, "--port", "0")
	event := r.address() + "/events/placed/"
	write(t, filepath.Join(dir, "catalog.yaml"), "services:\n  shop: [")
	time.Sleep(200 * time.Millisecond)
	small(t, dir, "Whole")
	shows(t, event, "Whole.")
	if strings.Contains(r.out.String(), "error") {
		t.Errorf("half a file was complained of:\n%s", r.out)
	}
	write(t, filepath.Join(dir, "catalog.yaml"), "services:\n  shop: [")
	eventually(t, "a file that stays broken", func() bool { return strings.Contains(r.out.String(), "error") })
}

// TestGenerateWatch writes the site at each edit, and only what changed, into a folder of the source.
func TestGenerateWatch(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	small(t, dir, "First")
	out := filepath.Join(dir, "site")
	r := start(t, "generate", dir, "-o", out, "--watch")
	has := func(text string) func() bool {
		return func() bool {
			data, err := os.ReadFile(filepath.Join(out, "events", "placed", "index.html"))
			return err == nil && strings.Contains(string(data), text)
		}
	}
	eventually(t, "the first site", has("First."))
	eventually(t, "the watch", func() bool { return strings.Contains(r.out.String(), "Watching") })
	style, err := filepath.Glob(filepath.Join(out, "assets", "*.css"))
	if err != nil || len(style) == 0 {
		t.Fatal("there is no stylesheet", err)
	}
	before, err := os.Stat(style[0])
	if err != nil {
		t.Fatal(err)
	}
	small(t, dir, "Second")
	eventually(t, "the second site", has("Second."))
	eventually(t, "the report", func() bool { return strings.Contains(r.out.String(), "Wrote") })
	after, err := os.Stat(style[0])
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("a file that did not change was written again (%v)", err)
	}
	time.Sleep(500 * time.Millisecond)
	if n := strings.Count(r.out.String(), "Wrote"); n != 1 {
		t.Errorf("one edit was written %d times:\n%s", n, r.out)
	}
	if status, took := r.end(); status != statusDone || took > time.Second {
		t.Errorf("it ends with %d after %v", status, took)
	}
	for _, mark := range []string{"_eventatlas", "live.js"} {
		if data, err := os.ReadFile(filepath.Join(out, "index.html")); err != nil || strings.Contains(string(data), mark) {
			t.Errorf("the written site has %s of the server (%v)", mark, err)
		}
	}
}

// TestServeRefuses are mistakes on the command line.
func TestServeRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	small(t, dir, "First")
	first := start(t, "serve", dir, "--port", "0")
	port := first.address()[strings.LastIndex(first.address(), ":")+1:]
	for _, args := range [][]string{{"serve", dir, "--port", port}, {"serve", dir, "--port", "70000"}, {"serve", filepath.Join(dir, "nowhere"), "--port", "0"}, {"generate", filepath.Join(dir, "nowhere"), "--watch"}} {
		r := start(t, args...)
		select {
		case r.status = <-r.done:
			if r.status != statusUsage {
				t.Errorf("%q ends with %d", args, r.status)
			}
		case <-time.After(20 * time.Second):
			t.Errorf("%q does not end", args)
		}
	}
}

// liveSight is what the browser shows of a page that follows its source.
type liveSight struct {
	Text    string
	Scroll  float64
	Problem string
	Marked  bool
}

const lookLive = `({
	Text: document.querySelector("main").textContent,
	Scroll: scrollY,
	Problem: document.querySelector("eventatlas-problems")?.shadowRoot.textContent ?? "",
	Marked: window.marked === true,
})`

// TestLiveInBrowser follows edits in a browser: the page changes by itself and stays where it was, problems lie over it while there are
// any, and a page that did not change is not loaded again.
func TestLiveInBrowser(t *testing.T) {
	chromium.Need(t)
	dir := t.TempDir()
	small(t, dir, "First")
	r := start(t, "serve", dir, "--port", "0")
	address := r.address()
	ctx, cancel := context.WithTimeout(chromium.Open(t), time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1000, 700), chromedp.Navigate(address+"/events/placed/")); err != nil {
		t.Fatal(err)
	}
	var sight liveSight
	see := func(what string, want func() bool) {
		t.Helper()
		eventually(t, what, func() bool {
			got, err := chromedp.Run(ctx, chromedp.Evaluate[liveSight](lookLive))
			if err == nil {
				sight = got
			}
			return err == nil && want()
		})
	}
	do := func(script string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script+", true")); err != nil {
			t.Fatal(err)
		}
	}
	see("the page", func() bool { return strings.Contains(sight.Text, "First.") })
	do("window.marked = true, scrollTo(0, 600)")
	see("the place", func() bool { return sight.Scroll == 600 })

	small(t, dir, "Second")
	see("the edit, at the same place", func() bool { return strings.Contains(sight.Text, "Second.") && sight.Scroll == 600 })

	do("window.marked = true")
	write(t, filepath.Join(dir, "teams.yaml"), "teams:\n  one: {name: <script>alert(1)</script>, colour: 3}\nevents:\n  other: {summary: [}\n")
	see("the problem", func() bool {
		return strings.Contains(sight.Problem, "teams.yaml") && strings.Contains(sight.Problem, "summary: [}")
	})
	if !strings.Contains(sight.Text, "Second.") {
		t.Error("under the problem there is another page")
	}
	do(`dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}))`)
	see("the problem's end by Esc", func() bool { return sight.Problem == "" })
	write(t, filepath.Join(dir, "teams.yaml"), "teams: [\n")
	see("the next problem", func() bool { return strings.Contains(sight.Problem, "teams.yaml") })
	if err := os.Remove(filepath.Join(dir, "teams.yaml")); err != nil {
		t.Fatal(err)
	}
	see("no problem", func() bool { return sight.Problem == "" && strings.Contains(sight.Text, "Second.") })

	see("the page at rest", func() bool { return !sight.Marked || sight.Scroll == 600 })
	do("window.marked = true")
	write(t, filepath.Join(dir, "notes.json"), `{"nothing": "to see"}`)
	time.Sleep(500 * time.Millisecond)
	see("a page that did not change", func() bool { return sight.Marked })
	for i := range 12 {
		tab, closeTab := chromedp.NewContext(ctx)
		defer closeTab()
		if err := chromedp.Do(tab, chromedp.Navigate(fmt.Sprintf("%s/?%d", address, i))); err != nil {
			t.Fatalf("tab %d: %v", i, err)
		}
	}
	r.end()
	again := start(t, "serve", dir, "--port", address[strings.LastIndex(address, ":")+1:])
	again.address()
	small(t, dir, "Third")
	see("the page of the next server", func() bool { return strings.Contains(sight.Text, "Third.") })
}

// BenchmarkEditToPage is the time from the end of writing a file to the new page over HTTP, with everything between: the wait for the end of the
// burst, building, rendering, the answer. Most edits change a text; one that adds or removes a name costs more.
func BenchmarkEditToPage(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000, 100_000} {
		b.Run("text/"+strconv.Itoa(n), func(b *testing.B) { editToPage(b, n, func(int) string { return "" }) })
	}
	b.Run("name/10000", func(b *testing.B) {
		editToPage(b, 10_000, func(i int) string { return fmt.Sprintf("  further-%d: {name: Further}\n", i) })
	})
}

// editToPage makes edits to a file of a catalog of n messages; further is what is added to its end, which is a list of events.
func editToPage(b *testing.B, n int, further func(i int) string) {
	b.Helper()
	dir := b.TempDir()
	sizedCatalog(b, dir, n)
	r := start(b, "serve", dir, "--port", "0", "--limit", "1")
	event := r.address() + "/events/event-00003/"
	name := filepath.Join(dir, "s00000.yaml")
	data, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	builds := listenTo(b, r.address())
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		text := fmt.Sprintf("Edit %d of thing 3.", i)
		begin := time.Now()
		write(b, name, strings.Replace(string(data), "Something happened to thing 3.", text, 1)+further(i))
		for page := ""; !strings.Contains(page, text); _, page = fetch(b, event) {
			if !builds.Scan() {
				b.Fatalf("the server tells of no more builds: %v", builds.Err())
			}
		}
		times = append(times, time.Since(begin))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "ms-p95")
	r.end()
}

// listenTo opens the stream of builds as a page does; each line is one, or the end of one.
func listenTo(tb testing.TB, address string) *bufio.Scanner {
	tb.Helper()
	_, page := fetch(tb, address+"/")
	script := regexp.MustCompile(`src="(/_eventatlas/[^"]*)live\.js"`).FindStringSubmatch(page)
	if script == nil {
		tb.Fatal("the page does not have the script of the server")
	}
	answer, err := http.Get(address + script[1] + "events")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { answer.Body.Close() })
	return bufio.NewScanner(answer.Body)
}

// sizedCatalog writes n events, 20 to a service and a file.
func sizedCatalog(tb testing.TB, dir string, n int) {
	tb.Helper()
	var domains strings.Builder
	domains.WriteString("domains:\n")
	for i := range max(1, n/200) {
		fmt.Fprintf(&domains, "  domain-%03d: {name: Domain %d}\n", i, i)
	}
	write(tb, filepath.Join(dir, "domains.yaml"), domains.String())
	for service := range n / 20 {
		var b strings.Builder
		domain := service / 10 % max(1, n/200)
		fmt.Fprintf(&b, "services:\n  service-%05d:\n    domain: domain-%03d\n    produces:\n", service, domain)
		for i := range 20 {
			fmt.Fprintf(&b, "      - {message: event-%05d}\n", service*20+i)
		}
		b.WriteString("    consumes:\n")
		for i := range 30 {
			fmt.Fprintf(&b, "      - {message: event-%05d, group: g%d, reads: [id]}\n", (service*140+i*37+11)%n, service)
		}
		b.WriteString("events:\n")
		for i := range 20 {
			m := service*20 + i
			fmt.Fprintf(&b, "  event-%05d:\n    summary: Something happened to thing %d.\n    domain: domain-%03d\n    description: Sent when **thing %d** has changed. See [the next](event:event-%05d).\n", m, m, domain, m, (m+1)%n)
			b.WriteString("    schema:\n      type: object\n      required: [id]\n      properties:\n        id: {type: string, format: uuid}\n        amount: {type: number, minimum: 0}\n        customer: {type: object, properties: {name: {type: string}, email: {type: string}}}\n")
		}
		write(tb, filepath.Join(dir, fmt.Sprintf("s%05d.yaml", service)), b.String())
	}
}
