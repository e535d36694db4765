package build

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestWaitsForReader opens a page and holds that what nobody misses waits for the first sign of a reader: the script for drawings, and the layout of what is
// out of sight. A link to a place of the page brings all of that layout at once, so that the place stays where it is.
func TestWaitsForReader(t *testing.T) {
	_, tr := tree(t, shop)
	b := browse(t, content(t, tr))
	tab := b.tab(t)
	const waiting = "document.querySelectorAll('.lazy .sec:not([style])').length"
	open := func() {
		do(t, tab, "open", size(412), chromedp.Navigate("about:blank"), chromedp.Navigate(b.address(drawn)))
	}
	open()
	do(t, tab, "wait", chromedp.Evaluate[chromedp.Void]("new Promise((done) => requestIdleCallback(() => setTimeout(done, 300)))", chromedp.EvalAwaitPromise))
	if n := eval[int](t, tab, waiting); n < 5 {
		t.Errorf("%d parts wait", n)
	}
	if eval[bool](t, tab, "!!document.querySelector('script[src*=load-diagram]')") {
		t.Error("the script for drawings is loaded before there is a reader")
	}
	do(t, tab, "use", used)
	if !holds(t, tab, waiting+" === 0 && document.querySelector('.dg-bar')") {
		t.Error("what waited does not come")
	}
	open()
	place := eval[[]float64](t, tab, `(() => {
		document.querySelector(".toc a[href='#schema']").click();
		return [document.querySelectorAll(".lazy .sec:not([style])").length];
	})()`)
	if place[0] != 0 {
		t.Errorf("%v parts have no height of their own when a place of the page is gone to", place[0])
	}
	if !holds(t, tab, "location.hash === '#schema' && Math.abs(document.getElementById('schema').getBoundingClientRect().top) < 140") {
		t.Errorf("the place is at %v px", eval[float64](t, tab, "document.getElementById('schema').getBoundingClientRect().top"))
	}
}
