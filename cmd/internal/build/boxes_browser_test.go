package build

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
)

// overBoxes lists the texts of drawings that a browser sets wider or higher than the box of their node, label plates and legends aside, and the
// numbers of steps in lanes, whose discs sit on the edge of the box.
const overBoxes = `[...document.querySelectorAll(".dg-svg .node")].flatMap((node) => {
	const num = (name) => Number(node.getAttribute("data-" + name)), box = {x: num("x"), y: num("y"), w: num("w"), h: num("h")};
	return [...node.querySelectorAll("text")].filter((text) => text.textContent.trim() && !(text.matches(".number") && node.closest(".dg-svg").querySelector(".lane"))).flatMap((text) => {
		const b = text.getBBox(), over = Math.max(box.x - b.x, b.x + b.width - box.x - box.w, box.y - b.y, b.y + b.height - box.y - box.h);
		return over > 1 ? [JSON.stringify(text.textContent) + " is " + over.toFixed(1) + " px over its box"] : [];
	});
})`

// TestTextsStayInTheirBoxes holds the measuring of texts to a browser, with the stylesheets of the whole page at work.
func TestTextsStayInTheirBoxes(t *testing.T) {
	chromium.Need(t)
	for source, pages := range map[string]int{shop: 5, "../../../testdata/diagrams": 2} {
		t.Run(filepath.Base(source), func(t *testing.T) { testBoxes(t, source, pages) })
	}
}

func testBoxes(t *testing.T, source string, pages int) {
	_, tr := tree(t, source)
	files := content(t, tr)
	kinds := byKind(files)
	b := browse(t, files)
	tab := b.tab(t)
	do(t, tab, "size", size(1280))
	nodes := 0
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		for _, name := range largest(files, kinds[kind], pages) {
			do(t, tab, name, chromedp.Navigate(b.address(name)), laidOut)
			nodes += eval[int](t, tab, `document.querySelectorAll(".dg-svg .node").length`)
			for _, problem := range eval[[]string](t, tab, overBoxes) {
				t.Errorf("%s: %s", name, problem)
			}
		}
	}
	if nodes < 100 {
		t.Errorf("%d nodes on all pages, which cannot be all", nodes)
	}
}
