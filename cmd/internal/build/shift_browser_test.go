package build

import (
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// maxShift is the most that a page may move by itself, as browsers count it (the sum of the layout-shift entries).
const maxShift = 0.01

// shifts sums what has moved on a page up to half a second after it was loaded, and says what did.
const shifts = `new Promise((resolve) => {
	const moved = ["0"];
	new PerformanceObserver((list) => {
		for (const e of list.getEntries()) {
			moved[0] = String(Number(moved[0]) + e.value);
			moved.push(...e.sources.map((s) => s.node?.nodeName + "." + s.node?.className));
		}
	}).observe({ type: "layout-shift", buffered: true });
	setTimeout(() => resolve(moved), 500);
})`

// TestShifts opens the largest page of each kind on a phone and on a desk, and holds what scripts add to the room that was left for it.
func TestShifts(t *testing.T) {
	files := shopSite(t)
	b := browse(t, files)
	for _, width := range []int64{412, 1350} {
		tab := b.tab(t)
		kinds := byKind(files)
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			if width > 500 && !slices.Contains([]string{"search", "explore", "team", "changes", "message"}, kind) {
				continue
			}
			name := largest(files, kinds[kind], 1)[0]
			do(t, tab, name, size(width), chromedp.Navigate(b.address(name)), laidOut)
			moved := eval[[]string](t, tab, shifts)
			n, err := strconv.ParseFloat(moved[0], 64)
			if err != nil || n > maxShift {
				t.Errorf("%s at %d px moves by %.4f, and may by %.2f: %q", name, width, n, maxShift, moved[1:])
			}
		}
	}
}
