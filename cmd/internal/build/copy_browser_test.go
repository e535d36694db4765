package build

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestCopyMarkdown presses the button that copies a page as Markdown, with a clipboard that keeps what it is given.
func TestCopyMarkdown(t *testing.T) {
	files := shopSite(t)
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

// TestCopyAddress presses the link beside a field, by mouse and by key: it copies the field's whole address, says so, and leads there.
func TestCopyAddress(t *testing.T) {
	b := browse(t, shopSite(t))
	tab := b.tab(t)
	do(t, tab, "the page", size(1280), chromedp.Navigate(b.address("events/order-placed/index.html")))
	for i, press := range []string{`link.click()`, `(link.focus(), link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 0 })))`} {
		got := eval[[]string](t, tab, `new Promise((resolve) => {
			const copied = [];
			navigator.clipboard.writeText = (text) => (copied.push(text), Promise.resolve());
			const live = document.querySelector(".live");
			live.textContent = "";
			const link = document.querySelectorAll(".sc .an")[`+string(rune('1'+i))+`];
			`+press+`;
			setTimeout(() => resolve([...copied, live.textContent, location.href, link.getAttribute("href")]), 200);
		})`)
		if len(got) != 4 || got[0] != got[2] || got[1] != "✓ Copied" || !strings.HasSuffix(got[0], got[3]) || !strings.HasPrefix(got[0], "http") {
			t.Errorf("press %d: copied, said, shown, linked: %q", i+1, got)
		}
	}
	got := eval[int](t, tab, `new Promise((resolve) => {
		let n = 0;
		navigator.clipboard.writeText = () => (n++, Promise.resolve());
		const link = document.querySelector(".sc .an");
		link.addEventListener("click", (e) => e.preventDefault());
		link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true }));
		setTimeout(() => resolve(n), 100);
	})`)
	if got != 0 {
		t.Error("a press that opens the link in a new tab copies it too")
	}
}
