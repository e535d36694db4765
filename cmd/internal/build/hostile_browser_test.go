package build

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
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
	tab := hostileTab(t)
	heard := hostileEars(tab, t)
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
		for _, complaint := range heard.take() {
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

func hostileTab(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(hostileChromium(t)), chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true),
		chromedp.WSURLReadTimeout(2*time.Minute))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	if err := chromedp.Do(tab); err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	return tab
}

func hostileChromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("EVENTATLAS_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if name == "" {
			continue
		}
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	t.Fatal("there is no Chromium; run `make test`, or name one in EVENTATLAS_CHROMIUM")
	return ""
}

// ears collect what a page does that it must not.
type ears struct {
	mu   sync.Mutex
	list []string
}

func (e *ears) add(format string, args ...any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.list = append(e.list, fmt.Sprintf(format, args...))
}

func (e *ears) take() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	list := e.list
	e.list = nil
	return list
}

func hostileEars(tab context.Context, t *testing.T) *ears {
	t.Helper()
	heard := &ears{}
	err := chromedp.Listen(tab, func(event any) {
		switch e := event.(type) {
		case *page.EventJavascriptDialogOpening:
			heard.add("a dialog says %q", e.Message)
		case *runtime.EventExceptionThrown:
			heard.add("exception: %s in %s", e.ExceptionDetails.Text, e.ExceptionDetails.URL)
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
				heard.add("%s: %s", e.Entry.Source, e.Entry.Text)
			}
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, "file:") && !strings.HasPrefix(e.Request.URL, "data:") {
				heard.add("a request to %s", e.Request.URL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(tab, command(network.Enable, network.EnableParams{}), command(log.Enable, cdp.Empty{}), command(page.Enable, page.EnableParams{})); err != nil {
		t.Fatal(err)
	}
	return heard
}

// command is a command of the browser as an action.
func command[P any](c cdp.Command[P, cdp.Empty], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, c, params)
		return err
	})
}
