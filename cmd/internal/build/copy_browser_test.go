package build

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestCopyMarkdown presses the button that copies a page as Markdown, with a clipboard that keeps what it is given.
func TestCopyMarkdown(t *testing.T) {
	_, tr := tree(t, shop)
	files := content(t, tr)
	b := browse(t, files)
	tab := b.tab(t)
	do(t, tab, "the page", size(1280), chromedp.Navigate(b.address("events/order-placed/index.html")))
	got := eval[string](t, tab, `new Promise((resolve) => {
		navigator.clipboard.writeText = (text) => (resolve(text), Promise.resolve());
		document.querySelector(".acts .copy").click();
	})`)
	if want := string(files["events/order-placed/index.md"]); got != want {
		t.Errorf("copied\n%s\nwant\n%s", got, want)
	}
}
