package build

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// exploreStep is something that a reader does with the table of everything, and what has to hold then.
type exploreStep struct{ do, want, why string }

// exploreHelp finds the parts of the table: the names in its rows, the box of a value of a facet, how many rows there are, the head of a column.
const exploreHelp = `
	var rowsOf = () => [...document.querySelectorAll(".xt tbody th")].map((th) => th.querySelector("bdi").textContent);
	var boxes = (facet) => [...document.querySelectorAll(".xf")].find((f) => f.querySelector("summary").textContent === facet).querySelectorAll("label");
	var box = (facet, value) => [...boxes(facet)].find((l) => l.querySelector("bdi").textContent === value).querySelector("input");
	var said = () => document.querySelector(".xt [role=status]").textContent;
	var head = (name) => [...document.querySelectorAll(".xt thead th")].find((th) => th.textContent === name);
	var press = (name) => [...document.querySelectorAll(".xt .xb")].find((b) => b.textContent === name).click();
`

var exploreSteps = []exploreStep{
	{"", "rowsOf().length === 100 && said() === '138 of 138' && head('Name').ariaSort === 'ascending'", "a page of rows, by name"},
	{"press('Next')", "rowsOf().length === 38 && location.hash === '#page=2' && document.activeElement.closest('tbody tr') !== null", "the next page, and the focus in it"},
	{"box('Kind', 'Event').click()", "said() === '32 of 138' && location.hash === '#kind=event'", "a facet chooses, from the first page on"},
	{"box('Domain', 'Ordering').click()", "said() === rowsOf().length + ' of 138' && rowsOf().includes('OrderPlaced') && !rowsOf().includes('PaymentCaptured')", "two facets choose both"},
	{"", "box('Kind', 'Command').closest('label').querySelector('.n').textContent !== '0'", "values beside the chosen one say what they would find"},
	{"head('Consumers').firstChild.click()", "location.hash === '#kind=event&domain=ordering&sort=-consumers' && head('Consumers').ariaSort === 'descending' && head('Name').ariaSort === 'none'", "the most first"},
	{"", "rowsOf()[0] === 'OrderPlaced'", "what most receive stands first"},
	{"box('Kind', 'Event').focus()", "document.activeElement === box('Kind', 'Event')", "a box is focused"},
	{"reload", "rowsOf()[0] === 'OrderPlaced' && box('Kind', 'Event').checked && box('Domain', 'Ordering').checked && head('Consumers').ariaSort === 'descending'", "the address keeps all of it"},
	{"head('Consumers').firstChild.click()", "head('Consumers').ariaSort === 'ascending' && rowsOf()[0] !== 'OrderPlaced'", "the other way round"},
	{"var f = document.querySelector('.xt .filter'); f.value = 'shipped'; f.dispatchEvent(new Event('input'))", "rowsOf().join() === 'OrderShipped' && location.hash.includes('q=shipped')", "a word of the name"},
	{"var f = document.querySelector('.xt .filter'); f.value = 'no such thing'; f.dispatchEvent(new Event('input'))", "rowsOf().length === 0 && document.querySelector('.xt .none').checkVisibility() && said() === '0 of 138'", "nothing is said to be nothing"},
	{"press('Clear all filters')", "said() === '138 of 138' && document.activeElement.matches('.xt .filter') && location.hash === '#sort=consumers'", "all filters at once"},
	{"location.hash = '#is=deprecated'", "rowsOf().includes('OrderShipped') && box('State', 'deprecated').checked", "an address that somebody sends"},
}

// TestExplore goes over the table of everything, from a server and from a disk.
func TestExplore(t *testing.T) {
	files := shopSite(t)
	dir := t.TempDir()
	for name, data := range files {
		if !strings.HasPrefix(name, "explore/") && !strings.HasPrefix(name, "assets/") {
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := browse(t, files)
	disk := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, "explore", "index.html"))}
	for _, address := range []string{b.address("explore/index.html"), disk.String()} {
		tab := b.tab(t)
		do(t, tab, "open", size(1280), chromedp.Navigate(address))
		for _, step := range exploreSteps {
			switch step.do {
			case "":
			case "reload":
				do(t, tab, step.why, chromedp.Reload())
			default:
				eval[bool](t, tab, exploreHelp+step.do+";true")
			}
			await(tab, t, step)
		}
		do(t, tab, "a link with a choice", chromedp.Navigate(address+"?lacks=consumer&kind=event"))
		await(tab, t, exploreStep{want: "rowsOf().length > 0 && rowsOf().length < 32 && box('Kind', 'Event').checked", why: "a choice in the query is one"})
	}
}

// await waits for what has to hold after a step, as files are loaded.
func await(tab context.Context, t *testing.T, step exploreStep) {
	t.Helper()
	script := exploreHelp + `new Promise((done) => {
		const end = Date.now() + 20000;
		const ask = () => {
			let holds = false;
			try { holds = Boolean(` + step.want + `) } catch {}
			if (holds || Date.now() > end) done(holds);
			else setTimeout(ask, 20);
		};
		ask();
	})`
	holds, err := chromedp.Run(tab, chromedp.Evaluate[bool](script, chromedp.EvalAwaitPromise))
	if err != nil || !holds {
		t.Errorf("%s: after %q, %s does not hold: %v", step.why, step.do, step.want, err)
	}
}
