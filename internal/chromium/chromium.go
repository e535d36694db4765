// Package chromium opens a browser for tests. Without one a test fails, because a site that nobody opened is not tested; `make test` installs one.
package chromium

import (
	"context"
	"fmt"
	"os"
	"os/exec"
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

// find returns the browser that the environment names, else one that is installed.
func find(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("EVENTATLAS_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("there is no Chromium; run `make test`, or name one in EVENTATLAS_CHROMIUM")
	return ""
}

// Need skips a short test. Those run with the race detector and without a browser: what a browser shows is tested once, at full speed.
func Need(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("opens a browser, which short tests do not")
	}
}

// Open opens a browser for the test, which needs one, and returns the context of its first tab.
func Open(t *testing.T) context.Context {
	t.Helper()
	Need(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(find(t)), chromedp.NoSandbox,
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

// Command is a command of the browser as an action; what it returns is dropped.
func Command[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, params)
		return err
	})
}

// Complaints are what pages do that no page of a site may: errors and warnings in the console, dialogs, requests to anywhere.
type Complaints struct {
	mu   sync.Mutex
	list []string
}

func (c *Complaints) add(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append(c.list, fmt.Sprintf(format, args...))
}

// Take returns what has been heard since the last call.
func (c *Complaints) Take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := c.list
	c.list = nil
	return list
}

// Listen collects what the pages of a tab do from now on.
func Listen(tab context.Context, t *testing.T) *Complaints {
	t.Helper()
	c := &Complaints{}
	if err := chromedp.Listen(tab, c.hear); err != nil {
		t.Fatal(err)
	}
	err := chromedp.Do(tab, Command(network.Enable, network.EnableParams{}), Command(log.Enable, cdp.Empty{}), Command(page.Enable, page.EnableParams{}))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *Complaints) hear(event any) {
	switch e := event.(type) {
	case *page.EventJavascriptDialogOpening:
		c.add("a dialog says %q", e.Message)
	case *runtime.EventExceptionThrown:
		c.add("exception: %s in %s", e.ExceptionDetails.Text, e.ExceptionDetails.URL)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			c.add("console %s", e.Type)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			c.add("%s: %s", e.Entry.Source, e.Entry.Text)
		}
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "file:") && !strings.HasPrefix(e.Request.URL, "data:") {
			c.add("a request to %s", e.Request.URL)
		}
	}
}
