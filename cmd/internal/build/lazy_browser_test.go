package build

import (
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// waiting is how many parts of a page wait to be laid out.
const waiting = "document.querySelectorAll('.lazy :is(.sec, tr):not([style])').length"

// TestWaits opens a page on a phone and holds that what is out of sight is laid out by and by but for drawings, which have their height, and that the script for
// drawings waits for the first sign of a reader.
func TestWaits(t *testing.T) {
	b := browse(t, shopSite(t))
	tab := b.tab(t)
	do(t, tab, "open", size(412), chromedp.Navigate(b.address("domains/ordering/index.html")))
	if !holds(t, tab, "!document.querySelector('.lazy') && document.querySelector('.sec[style]')") {
		t.Errorf("%d parts wait for ever", eval[int](t, tab, waiting))
	}
	if n := eval[int](t, tab, "[...document.querySelectorAll('.dg-svg')].filter((s) => !s.querySelector('.node').checkVisibility({contentVisibilityAuto: true})).length"); n == 0 {
		t.Error("no drawing waits until it is near")
	}
	if wrong := eval[[]string](t, tab, "[...document.querySelectorAll('.dg-svg')].filter((s) => s.getBoundingClientRect().height !== s.height.baseVal.value).map((s) => s.id)"); len(wrong) > 0 {
		t.Errorf("not as high as they are drawn: %q", wrong)
	}
	if eval[bool](t, tab, "!!document.querySelector('script[src*=load-diagram]')") {
		t.Error("the script for drawings is loaded before there is a reader")
	}
	do(t, tab, "use", used)
	if !holds(t, tab, "document.querySelector('.dg-bar')") {
		t.Error("the script for drawings does not come")
	}
}

// TestPlacesAreLaidOut follows a link to a place of a page whose parts still wait, in a browser that never has time for them: all have to have their height first,
// or the place would not stay where it is.
func TestPlacesAreLaidOut(t *testing.T) {
	b := browse(t, shopSite(t))
	tab := b.tab(t)
	never := chromium.Command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: "window.requestIdleCallback = () => 0"})
	do(t, tab, "open", size(412), never, chromedp.Navigate(b.address(drawn)))
	if n := eval[int](t, tab, waiting); n < 20 {
		t.Errorf("%d parts wait", n)
	}
	if n := eval[int](t, tab, "document.querySelector(\".toc a[href='#schema']\").click(), "+waiting); n != 0 {
		t.Errorf("%d parts wait when a place of the page is gone to", n)
	}
	if !holds(t, tab, "location.hash === '#schema' && Math.abs(document.getElementById('schema').getBoundingClientRect().top) < 140") {
		t.Errorf("the place is at %v px", eval[float64](t, tab, "document.getElementById('schema').getBoundingClientRect().top"))
	}
}
