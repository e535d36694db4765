package build

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// keyStep is one step of somebody who has no mouse: what is focused by going there, what is pressed, and what has to hold then.
type keyStep struct {
	focus, press, want, why string
}

// active is what has the focus, as a test of a selector.
func active(selector string) string {
	return fmt.Sprintf("document.activeElement.matches(%q)", selector)
}

const shown = `(() => { const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.height >= 24 })()`

// wideSteps go over the page of an event on a screen of 1280.
var wideSteps = []keyStep{
	{"", "tab", active(".skip") + "&&" + shown, "the first stop is the link over the frame, and it is seen"},
	{"", "tab", active(".skip") + "&&" + shown, "the second is the link to where things are found"},
	{"", "tab", active(".brand"), "then the frame begins"},
	{"", "tab", active(".find"), "search"},
	{"", "enter", "document.activeElement.matches('dialog[open] input')", "Enter opens the search, and one can type at once"},
	{"", "esc", "!document.querySelector('dialog[open]') &&" + active(".find"), "Escape closes it and gives the focus back"},
	{"", "/", "document.activeElement.matches('dialog[open] input')", "a slash opens it"},
	{"", "esc", active(".find"), "and gives the focus back"},
	{"", "ctrl+k", "document.activeElement.matches('dialog[open] input')", "Ctrl-K opens it"},
	{"", "esc", active(".find"), "and gives the focus back"},
	{".themes button:first-child", "space", "document.documentElement.dataset.theme === 'light' &&" + active("[aria-pressed=true]"), "Space chooses the light colours"},
	{"", "tab", active("[data-set-theme='']"), "the colours are one after the other"},
	{"", "tab", active("[data-set-theme=dark]"), "light, as the system, dark"},
	{"", "enter", "getComputedStyle(document.documentElement).colorScheme === 'dark'", "Enter chooses the dark ones"},
	{"", "reload", "document.documentElement.dataset.theme === 'dark'", "and they stay"},
	{".vs summary", "enter", "document.querySelector('.vs').open", "Enter opens the versions"},
	{"", "tab", active(".vs a"), "the next stop is the first of them"},
	{"", "esc", "!document.querySelector('.vs').open &&" + active(".vs summary"), "Escape closes them and goes back"},
	{".toc a[href='#schema']", "enter", "location.hash === '#schema' && document.querySelector('#schema').getBoundingClientRect().top >= document.querySelector('.toc').getBoundingClientRect().bottom - 1", "a section is not under what sticks to the top"},
	{".sc summary.row", "enter", "!document.activeElement.parentElement.open", "Enter folds a field"},
	{"", "space", "document.activeElement.parentElement.open", "and Space unfolds it"},
	{".sc a.an", "", "getComputedStyle(document.activeElement).opacity === '1'", "the link of a field is seen when it is reached"},
	{"", "enter", "location.hash.length > 1", "and leads to it"},
	{".copy:not([hidden])", "enter", "document.querySelector('.live').textContent !== ''", "copying is said"},
	{".dgf summary", "enter", "document.querySelector('.dgf details').open", "the drawing is there as text"},
	{".dg-svg a:has(.shape)", "", "getComputedStyle(document.activeElement.querySelector('.shape')).strokeWidth === '3.2px'", "a node of the drawing shows that it is reached"},
}

// narrowSteps go over the same page on a screen of 320, or at 400 % on one of 1280.
var narrowSteps = []keyStep{
	{".menu", "enter", "document.querySelector('.side').checkVisibility() &&" + active(".close"), "Enter opens the menu and goes into it"},
	{"", "", "document.querySelector('main').inert && document.querySelector('.menu').ariaExpanded === 'true'", "what is behind it is out of reach"},
	{"", "tab", "document.activeElement.closest('.side') !== null", "the menu is gone through"},
	{"", "esc", "!document.querySelector('.side').checkVisibility() &&" + active(".menu"), "Escape closes it and goes back"},
	{"", "", "!document.querySelector('main').inert && document.querySelector('.menu').ariaExpanded === 'false'", "the page is in reach again"},
	{"", "space", active(".close"), "Space opens it too"},
	{"", "enter", active(".menu"), "its own button closes it"},
	{".themes button[aria-pressed=true]", "enter", active("[aria-pressed=true]") + "&& document.activeElement.checkVisibility()", "the one button of colours goes on, and keeps the focus"},
}

// TestKeyboard goes over a page without a mouse.
func TestKeyboard(t *testing.T) {
	files := shopSite(t)
	b := browse(t, files)
	tab := b.tab(t)
	address := b.address("events/order-placed/index.html")
	do(t, tab, "open", size(1280), chromedp.Navigate(address))
	takeSteps(t, tab, wideSteps)
	t.Run("nothing is obscured", func(t *testing.T) { obscured(t, tab, address) })
	do(t, tab, "open", size(320), chromedp.Navigate(address))
	takeSteps(t, tab, narrowSteps)
	t.Run("reflow", func(t *testing.T) { reflow(t, b, tab, files) })
}

//nolint:revive // The test comes first, as in every helper here.
func takeSteps(t *testing.T, tab context.Context, steps []keyStep) {
	t.Helper()
	for i, s := range steps {
		if s.focus != "" && !eval[bool](t, tab, fmt.Sprintf("(() => { const e = document.querySelector(%q); e?.scrollIntoView({block: 'center'}); e?.focus(); return !!e && e === document.activeElement })()", s.focus)) {
			t.Errorf("step %d: %s: %s cannot be focused", i+1, s.why, s.focus)
			continue
		}
		press(t, tab, s.press)
		if !holds(t, tab, s.want) {
			t.Errorf("step %d: %s: it does not hold that %s; the focus is on %s", i+1, s.why, s.want,
				eval[string](t, tab, "document.activeElement.outerHTML.slice(0, 120)"))
		}
	}
}

//nolint:revive // The test comes first, as in every helper here.
func press(t *testing.T, tab context.Context, key string) {
	t.Helper()
	switch key {
	case "":
	case "reload":
		do(t, tab, key, chromedp.Reload())
	case "ctrl+k":
		do(t, tab, key, chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	case "shift+tab":
		do(t, tab, key, chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
	default:
		keys := map[string]string{
			"tab": kb.Tab, "enter": kb.Enter, "esc": kb.Escape, "space": " ", "end": kb.End,
			"right": kb.ArrowRight, "left": kb.ArrowLeft, "up": kb.ArrowUp, "down": kb.ArrowDown,
		}[key]
		if keys == "" {
			keys = key
		}
		do(t, tab, key, chromedp.KeyEvent(keys))
	}
}

// holds waits until something is so, for at most three seconds. A page that goes away while it is asked, as after a click on a link, is asked again.
//
//nolint:revive // The test comes first, as in every helper here.
func holds(t *testing.T, tab context.Context, want string) bool {
	t.Helper()
	var problem error
	for range 30 {
		ctx, cancel := context.WithTimeout(tab, time.Minute)
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+want+")"))
		cancel()
		if is {
			return true
		}
		problem = err
		time.Sleep(100 * time.Millisecond)
	}
	if problem != nil {
		t.Errorf("%.80s: %v", want, problem)
	}
	return false
}

// obscured goes through the page from its end to its beginning: nothing that is reached may lie under what sticks to the top (WCAG 2.2, 2.4.11).
//
//nolint:revive // The test comes first, as in every helper here.
func obscured(t *testing.T, tab context.Context, address string) {
	do(t, tab, "open", chromedp.Navigate(address+"#source"))
	eval[bool](t, tab, "scrollTo(0, document.body.scrollHeight), document.querySelector('.foot a').focus(), true")
	for range 120 {
		press(t, tab, "shift+tab")
		hidden := eval[string](t, tab, `(() => {
			const e = document.activeElement, r = e.getBoundingClientRect();
			if (e.closest(".top, .toc, .side, .skips") || e === document.body) return "";
			const edge = Math.max(...[...document.querySelectorAll(".top, .toc")].map((s) => s.getBoundingClientRect()).filter((s) => s.top < 60).map((s) => s.bottom), 0);
			return r.bottom <= edge + 1 || r.top >= innerHeight ? e.outerHTML.slice(0, 120) + " at " + r.top : "";
		})()`)
		if hidden != "" {
			t.Errorf("obscured: %s", hidden)
		}
	}
}

// reflow holds that a page of every kind needs no sideways scrolling at 320 (WCAG 2.2, 1.4.10), that it still says everything with forced
// colours, and that nothing moves where somebody wants less of that.
//
//nolint:revive // The test comes first, as in every helper here.
func reflow(t *testing.T, b browser, tab context.Context, files map[string][]byte) {
	kinds := byKind(files)
	features := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}, {Name: "forced-colors", Value: "active"}}
	do(t, tab, "media", chromium.Command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}))
	for kind := range kinds {
		for _, name := range largest(files, kinds[kind], 2) {
			do(t, tab, name, size(320), chromedp.Navigate(b.address(name)))
			faults := eval[[]string](t, tab, `(() => {
				const faults = [];
				for (const d of document.querySelectorAll("main details:not(.vs)")) d.open = true;
				const width = document.documentElement.scrollWidth;
				if (width > 320) faults.push("it is " + width + " wide: " + [...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > 321 && !e.closest("pre, .dgs, .toc, svg, .prose table, .wide")).slice(0, 3).map((e) => e.outerHTML.slice(0, 90)).join(" | "));
				const moving = [...document.querySelectorAll("*")].filter((e) => { const s = getComputedStyle(e); return s.transitionDuration.split(", ").some((d) => parseFloat(d) > 0) || s.animationName !== "none" });
				if (moving.length) faults.push("it moves: " + moving[0].outerHTML.slice(0, 90));
				return faults;
			})()`)
			for _, fault := range slices.Compact(faults) {
				t.Errorf("%s: %s", name, strings.TrimSpace(fault))
			}
		}
	}
}
