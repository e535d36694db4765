package build

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// The page whose drawing is gone through: a producer, the event, its channel, and four consumers in the boxes of their domains.
const drawn = "events/order-placed/index.html"

// on says that the focus is on the node of a resource.
func on(ref string) string {
	return fmt.Sprintf("document.activeElement.querySelector(':scope > .node')?.dataset.ref.split('@')[0] === '%s'", ref)
}

// node is the link of a resource's node.
func node(ref string) string { return fmt.Sprintf(".dg-svg a:has(> .node[data-ref^='%s'])", ref) }

// dimmed counts the nodes that step back.
const dimmed = "document.querySelectorAll('.dg-svg.some .node:not(.lit)').length"

// drawingSteps are what somebody does with a drawing who has no mouse.
var drawingSteps = []keyStep{
	{".dgs", "", "getComputedStyle(document.querySelector('.dg-bar')).opacity === '1'", "the buttons are seen when the drawing is reached"},
	{".dg-b", "right", active(".u-plus"), "arrow keys go from button to button"},
	{"", "end", active(".u-more"), "End goes to the last"},
	{"", "tab", active(".dgs"), "all of them are one stop"},
	{"", "+", "document.querySelector('.dg-svg').getBoundingClientRect().width > 1.2 * document.querySelector('.dg-svg').width.baseVal.value", "plus makes it larger"},
	{"", "-", "document.querySelector('.dg-svg').style.width === ''", "minus smaller"},
	{node("service:order-service"), "right", on("event:order-placed"), "the arrow keys follow the edges"},
	{"", "right", on("channel:orders"), "from the event to its channel"},
	{"", "right", on("service:returns-service"), "and to the nearest consumer"},
	{"", "", "getComputedStyle(document.activeElement.querySelector('.shape')).strokeWidth === '3.2px'", "the focus is seen"},
	{"", "down", on("service:fraud-check"), "down to the next"},
	{"", "up", on("service:returns-service"), "up again"},
	{"", "left", on("channel:orders"), "and back"},
	{"", "/", active(".dg-find") + "&& !document.querySelector('dialog[open]')", "a slash in a drawing searches in it"},
	{"", "", "(document.activeElement.value = '') === ''", "(the protocol types the slash, which a keyboard would not)"},
	{"", "loyal", dimmed + "=== 6 && document.querySelector('.dg-say').textContent === '1 / 8'", "what is not found steps back"},
	{"", "", "location.hash === '#dg-flow~q=loyal'", "the address says so"},
	{"", "enter", on("service:loyalty-service"), "Enter goes to what is found"},
	{"", "esc", dimmed + "=== 0 && document.querySelector('.dg-find').hidden &&" + on("channel:orders"), "Escape ends the search and goes back"},
	{"", "", "location.hash === ''", "and the address says nothing"},
	{node("service:order-service"), "p", "document.querySelector('.dg-say').textContent !== '' && document.querySelector('.u-path').ariaPressed === 'true'", "p begins a way"},
	{"", "enter", "document.querySelector('.node.end') !== null && location.pathname.endsWith('/order-placed/index.html')", "Enter chooses its beginning, and opens nothing"},
	{node("service:loyalty-service"), "enter", "document.querySelectorAll('.e.way').length === 3 &&" + dimmed + "=== 3", "and its end: three edges"},
	{"", "", "new URLSearchParams(location.hash.split('~')[1]).get('to')?.startsWith('service:loyalty-service@')", "the address says so"},
	{"", "esc", "document.querySelectorAll('.way, .end').length === 0 && " + dimmed + "=== 0", "Escape ends it"},
	{".legend [role=button]", "space", "document.activeElement.ariaPressed === 'true' &&" + dimmed + "=== 2", "an entry of the legend keeps what it stands for"},
	{"", "right", active("[data-sign=event]"), "the entries are one stop"},
	{"", "enter", dimmed + "=== 1", "several can be chosen"},
	{"", "esc", dimmed + "=== 0 && !document.querySelector('.legend [aria-pressed=true]')", "Escape shows all again"},
	{".u-more", "enter", active(".dg-menu button"), "the menu opens and is gone into"},
	{"", "esc", "document.querySelector('.dg-menu').hidden &&" + active(".u-more"), "Escape closes it and goes back"},
	{".dgs", "f", "document.fullscreenElement?.matches('.dgf.full') && document.querySelector('.dg-svg').style.width !== ''", "f fills the screen"},
	{"", "f", "!document.fullscreenElement && !document.querySelector('.full')", "and leaves it"},
	{".dgf summary", "/", "document.querySelector('dialog[open]') !== null", "elsewhere a slash is the search of the site"},
	{"", "esc", "!document.querySelector('dialog[open]')", "which closes"},
	{node("service:loyalty-service"), "enter", "location.pathname.endsWith('/services/loyalty-service/index.html')", "Enter opens the page of a node"},
}

// TestDrawings goes over a drawing in a browser: by keys, with a mouse, by its address, and without scripts.
func TestDrawings(t *testing.T) {
	files := shopSite(t)
	b := browse(t, files)
	tab := b.tab(t)
	ready := func(hash string) {
		do(t, tab, "open", size(1440), chromedp.Navigate("about:blank"), chromedp.Navigate(b.address(drawn)+hash), used)
		if !holds(t, tab, "document.querySelector('.dg-bar') && document.querySelector('.legend [aria-pressed]')") {
			t.Fatal("the script for drawings is not there")
		}
	}
	t.Run("weight", func(t *testing.T) { weighScripts(t, files) })
	t.Run("order", func(t *testing.T) { ready(""); tabOrder(t, tab) })
	t.Run("keys", func(t *testing.T) { ready(""); takeSteps(t, tab, drawingSteps) })
	t.Run("mouse", func(t *testing.T) { ready(""); useMouse(t, tab) })
	t.Run("fingers", func(t *testing.T) { ready(""); useFingers(t, tab) })
	t.Run("narrow", func(t *testing.T) { ready(""); useMap(t, tab, b.address(drawn)) })
	t.Run("address", func(t *testing.T) {
		ready("#dg-flow~from=service%3Aorder-service%408.3.1&to=service%3Aloyalty-service%401.0.7&zoom=150+50+50")
		if !holds(t, tab, "document.querySelectorAll('.e.way').length === 3 && document.querySelector('.dg-svg').style.width !== ''") {
			t.Error("the state in the address is not taken up")
		}
		ready("#schema")
		if !holds(t, tab, "location.hash === '#schema' && !document.querySelector('.dg-svg.some')") {
			t.Error("an address of a section is not left alone")
		}
	})
	t.Run("sequence", func(t *testing.T) {
		do(t, tab, "open", chromedp.Navigate(b.address("flows/place-order/index.html")+"#dg-sequence~q=reservestock"))
		if !holds(t, tab, "document.querySelectorAll('#dg-sequence.some .e.lit .edge').length === 1 && document.querySelectorAll('#dg-sequence .node.lit').length === 2") {
			t.Error("a message of a sequence is not found, with who tells whom")
		}
		do(t, tab, "open", chromedp.Navigate("about:blank"), chromedp.Navigate(b.address("flows/place-order/index.html")+"#dg-sequence~q=fraud+check"))
		if !holds(t, tab, "document.querySelectorAll('#dg-sequence.some .e.lit .edge').length === 2 && document.querySelectorAll('#dg-sequence .node.lit').length === 1") {
			t.Error("a participant is not found, with what it tells and is told")
		}
	})
	t.Run("names", func(t *testing.T) { ready(""); spokenTree(t, tab) })
	t.Run("scripts are off", func(t *testing.T) {
		do(t, tab, "open", chromium.Command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}), chromedp.Navigate(b.address(drawn)))
		if !eval[bool](t, tab, "document.querySelector('.dg-svg').getBoundingClientRect().width > 300 && !document.querySelector('.dg-bar, .dgf button, .dgf [role=button]')") {
			t.Error("the drawing is not as it should be without scripts")
		}
	})
}

// tabOrder goes through a drawing by the tabulator: each node once, by column and from top to bottom, and each seen when it is reached.
//
//nolint:revive // The test comes first, as in every helper here.
func tabOrder(t *testing.T, tab context.Context) {
	eval[bool](t, tab, "document.querySelector('.dgs').focus(), true")
	var before []float64
	count := eval[int](t, tab, "document.querySelectorAll('.dg-svg a > .node').length")
	for range count + 12 {
		press(t, tab, "tab")
		at := eval[[]float64](t, tab, `(() => {
			const g = document.activeElement.querySelector(":scope > .node"), r = document.activeElement.getBoundingClientRect();
			return g ? [Number(g.dataset.x), Number(g.dataset.y), r.top >= 0 && r.bottom <= innerHeight && g.querySelector(".shape").getBoundingClientRect().height >= 24 ? 1 : 0] : [];
		})()`)
		if len(at) == 0 {
			continue // The boxes of domains come before the nodes, the legend behind them.
		}
		count--
		if at[2] == 0 {
			t.Errorf("the node at %v is not seen", at[:2])
		}
		if before != nil && slices.Compare(at[:2], before) <= 0 {
			t.Errorf("the node at %v comes behind that at %v", at[:2], before)
		}
		before = at[:2]
	}
	if count != 0 {
		t.Errorf("%d nodes are not reached", count)
	}
}

// useMouse enlarges a drawing around the pointer, drags it, and presses a node.
//
//nolint:revive // The test comes first, as in every helper here.
func useMouse(t *testing.T, tab context.Context) {
	eval[bool](t, tab, "document.querySelector('.dgs').scrollIntoView({block: 'center'}), true")
	const under = `(() => { const r = document.querySelector(".node.hero .shape").getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2, r.width] })()`
	at := eval[[]float64](t, tab, under)
	for range 6 { // The protocol wants both deltas, and its package leaves out those that are 0.
		do(t, tab, "wheel", chromedp.MouseEvent(chromedp.MouseWheel, at[0], at[1], chromedp.ButtonModifiers(chromedp.ModifierCtrl), func(p *input.DispatchMouseEventParams) { p.DeltaX, p.DeltaY = 0.01, -60 }))
	}
	now := eval[[]float64](t, tab, under)
	if now[2] < 1.5*at[2] || max(now[0]-at[0], at[0]-now[0], now[1]-at[1], at[1]-now[1]) > 3 {
		t.Errorf("the node under the pointer was at %v and is at %v", at, now)
	}
	do(t, tab, "drag", chromedp.MouseEvent(chromedp.MousePressed, at[0], at[1], chromedp.ButtonLeft, chromedp.ClickCount(1)),
		chromedp.MouseEvent(chromedp.MouseMoved, at[0]-40, at[1]-10, chromedp.ButtonLeft), chromedp.MouseEvent(chromedp.MouseMoved, at[0]-80, at[1]-20, chromedp.ButtonLeft),
		chromedp.MouseEvent(chromedp.MouseReleased, at[0]-80, at[1]-20, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	moved := eval[[]float64](t, tab, under)
	if d := moved[0] - now[0]; d > -75 || d < -85 {
		t.Errorf("a drag of 80 moves it by %v", d)
	}
	if !eval[bool](t, tab, "location.pathname.endsWith('/order-placed/index.html')") {
		t.Error("a drag opens a page")
	}
	press(t, tab, "esc")
	end := eval[[]float64](t, tab, `(() => { document.querySelector(".dg-b.u-fit").click(); const r = document.querySelector(".node.n-channel .shape").getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2] })()`)
	do(t, tab, "click", chromedp.MouseClickXY(end[0], end[1]))
	if !holds(t, tab, "location.pathname.endsWith('/channels/orders/index.html')") {
		t.Error("a click on a node does not open its page")
	}
}

// useFingers draws two fingers apart over a drawing, which enlarges it and not the page.
//
//nolint:revive // The test comes first, as in every helper here.
func useFingers(t *testing.T, tab context.Context) {
	at := eval[[]float64](t, tab, `(() => { const e = document.querySelector(".dgs"); e.scrollIntoView({block: "center"}); const r = e.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2] })()`)
	touch := func(kind input.DispatchTouchEventType, apart float64) chromedp.Action[chromedp.Void] {
		points := []*input.TouchPoint{{X: at[0] - apart, Y: at[1], ID: new(1.0)}, {X: at[0] + apart, Y: at[1], ID: new(2.0)}}
		if apart == 0 {
			points = []*input.TouchPoint{}
		}
		return chromium.Command(input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	}
	do(t, tab, "pinch", touch(input.DispatchTouchEventTypeTouchStart, 50), touch(input.DispatchTouchEventTypeTouchMove, 80), touch(input.DispatchTouchEventTypeTouchMove, 100), touch(input.DispatchTouchEventTypeTouchEnd, 0))
	if !holds(t, tab, "Math.abs(document.querySelector('.dg-svg').getBoundingClientRect().width / document.querySelector('.dg-svg').width.baseVal.value - 2) < .1 && visualViewport.scale === 1") {
		t.Errorf("two fingers that move apart twice as far make the drawing %v wide, and the page %v times as large",
			eval[float64](t, tab, "document.querySelector('.dg-svg').getBoundingClientRect().width"), eval[float64](t, tab, "visualViewport.scale"))
	}
}

// useMap looks at a drawing on a telephone: what the page is about is in the middle, and a map in the corner, which leads elsewhere.
//
//nolint:revive // The test comes first, as in every helper here.
func useMap(t *testing.T, tab context.Context, page string) {
	do(t, tab, "open", size(320), chromedp.Navigate("about:blank"), chromedp.Navigate(page), used)
	eval[bool](t, tab, "document.querySelector('.dgs').scrollIntoView({block: 'center'}), true")
	const whole = `(() => {
		const r = document.querySelector(".node.hero .shape").getBoundingClientRect(), seen = document.querySelector(".dgs").getBoundingClientRect();
		const cut = [...document.querySelectorAll(".node .shape")].filter((n) => { const b = n.getBoundingClientRect(); return b.left < seen.left && b.right > seen.left; });
		return r.left >= seen.left && r.right <= seen.right && document.querySelector(".dgs").scrollLeft > 0 && cut.length === 0;
	})()`
	if !holds(t, tab, "document.querySelector('.dg-bar') && "+whole) {
		t.Error("what the page is about is not seen whole, or something is cut before it")
	}
	if !holds(t, tab, "document.querySelectorAll('.dg-map rect').length === document.querySelectorAll('.dg-svg .node').length + 1") {
		t.Fatal("there is no map of all nodes")
	}
	const inside = `(() => {
		const map = document.querySelector(".dg-map svg").getBoundingClientRect(), all = document.querySelector(".dg-svg").getBoundingClientRect(), seen = document.querySelector(".dgs").getBoundingClientRect();
		const frame = document.querySelector(".dg-map .seen").getBoundingClientRect();
		return Math.abs((frame.left - map.left) / map.width - Math.max(0, seen.left - all.left) / all.width) < .05;
	})()`
	if !holds(t, tab, inside) {
		t.Error("the frame of the map is not where the drawing is seen")
	}
	at := eval[[]float64](t, tab, `(() => { document.querySelector(".dgs").focus(); const r = document.querySelector(".dg-map svg").getBoundingClientRect(); return [r.right - 3, r.top + r.height / 2] })()`)
	do(t, tab, "press", chromedp.MouseClickXY(at[0], at[1]))
	if !holds(t, tab, "(() => { const r = document.querySelector('.dgs'); return r.scrollLeft + r.clientWidth > r.scrollWidth - 2 })() &&"+inside) {
		t.Error("the right edge of the map does not lead to that of the drawing")
	}
	do(t, tab, "wide again", size(1440))
	if !holds(t, tab, "document.querySelector('.dg-map').hidden") {
		t.Error("the map stays where all of the drawing is seen")
	}
}

// weighScripts weighs what pages with a drawing load beyond what all pages do.
func weighScripts(t *testing.T, files map[string][]byte) {
	t.Helper()
	sizes := map[string]int{}
	for name, data := range files {
		if stem, _, _ := strings.Cut(strings.TrimPrefix(name, "assets/"), "."); strings.HasPrefix(name, "assets/") && strings.HasSuffix(name, ".js") {
			sizes[stem] = gzipped(t, data)
		}
	}
	if n := sizes["load-diagram"]; n == 0 || n > 8<<10 {
		t.Errorf("the script for drawings has %d bytes, and may have %d", n, 8<<10)
	}
	if n := sizes["load-diagram"] + sizes["load-minimap"] + sizes["boot"] + sizes["site"]; sizes["load-minimap"] == 0 || n > maxScripts {
		t.Errorf("a page with a drawing loads scripts of %d bytes, and may load %d", n, maxScripts)
	}
}

// spokenTree holds what assistive technology is given of a drawing: its name, its domains, its nodes with kind, name and connections, and that lines
// and the like are not in the way.
//
//nolint:revive // The test comes first, as in every helper here.
func spokenTree(t *testing.T, tab context.Context) {
	var nodes []*accessibility.Node
	do(t, tab, "tree", chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		result, err := cdp.Call(ctx, target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		nodes = result.Nodes
		return err
	}))
	text := func(v *accessibility.Value) string {
		if v == nil {
			return ""
		}
		var s string
		if err := json.Unmarshal(v.Value, &s); err != nil {
			return string(v.Value)
		}
		return s
	}
	said := map[string]bool{}
	for _, n := range nodes {
		if !n.Ignored {
			said[text(n.Role)+": "+text(n.Name)] = true
		}
	}
	for _, want := range []string{
		"region: Flow",
		"graphics-document: Who sends and who receives OrderPlaced",
		"group: Assortment",
		"link: Service Orders. v8.3.1 · Ordering. 0 incoming, 1 outgoing.",
		"link: Event OrderPlaced. v2.1.0 · JSON Schema. 1 incoming, 1 outgoing.",
		"link: Service Loyalty. v1.0.7. 1 incoming, 0 outgoing.",
		"toolbar: Drawing",
		"button: Zoom in",
		"group: Show only",
		"button: service",
	} {
		if !said[want] {
			t.Errorf("there is no %s", want)
		}
	}
}
