package build

import (
	"context"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/internal/chromium"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/page"
)

// scale is the number of messages that EVENTATLAS_SCALE asks to test with; 0 is not at all.
func scale() int {
	n, err := strconv.Atoi(os.Getenv("EVENTATLAS_SCALE"))
	if err != nil {
		return 0
	}
	return n
}

// TestScale holds a large site, as it lies on a disk, to what the sample is held to elsewhere: its links and ids, its markup and the weights of its pages,
// and 200 of its pages to axe-core and the policy of the site in a browser. `make scale` runs it.
func TestScale(t *testing.T) {
	n := scale()
	if n == 0 {
		t.Skip("EVENTATLAS_SCALE says of how many messages; make scale")
	}
	files := published(t, everything(t, n))
	kinds := byKind(files)
	for _, kind := range page.Kinds() {
		t.Logf("%-14s %d pages", kind.Name, len(kinds[kind.Name]))
		if len(kinds[kind.Name]) == 0 {
			t.Errorf("there is no page of the kind %s", kind.Name)
		}
	}
	t.Run("links", func(t *testing.T) { checkSite(t, files) })
	t.Run("files", func(t *testing.T) { checkFiles(t, files) })
	t.Run("markup", func(t *testing.T) { checkMarkup(t, files) })
	t.Run("weights", func(t *testing.T) {
		weighPages(t, files)
		weighFirstViews(t, files, n)
	})
	t.Run("axe", func(t *testing.T) { axeAtScale(t, files, chosenPages(files, kinds, 200)) })
}

// published generates the site of a source and reads it from the disk. EVENTATLAS_KEEP names a folder to leave it in.
func published(t *testing.T, source string) map[string][]byte {
	t.Helper()
	out := os.Getenv("EVENTATLAS_KEEP")
	if out == "" {
		out = filepath.Join(t.TempDir(), "site")
	}
	src, tr := tree(t, source)
	for _, d := range src.Diagnostics {
		if d.Severity == 0 {
			t.Errorf("%s: %s [%s]", d.Pos, d.Message, d.Code)
		}
	}
	if _, err := output.Publish(t.Context(), tr, out, output.Options{Source: source}); err != nil {
		t.Fatal(err)
	}
	return read(t, out)
}

// read returns the files of a folder.
func read(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[name], err = fs.ReadFile(root, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// chosenPages are n pages: two of every kind, the rest by lot, always the same. Those that lead on at once cannot be looked at.
func chosenPages(files map[string][]byte, kinds map[string][]string, n int) []string {
	random := rand.New(rand.NewPCG(2, 2))
	chosen := map[string]bool{}
	kinds = maps.Clone(kinds)
	delete(kinds, "moved")
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		names := kinds[kind]
		chosen[largest(files, names, 1)[0]] = true
		chosen[names[random.IntN(len(names))]] = true
	}
	var all []string
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		all = append(all, kinds[kind]...)
	}
	for n = min(n, len(all)); len(chosen) < n; {
		chosen[all[random.IntN(len(all))]] = true
	}
	return slices.Sorted(maps.Keys(chosen))
}

// axeAtScale asks axe-core about pages in both themes, each at one of three widths, and listens to what they do.
func axeAtScale(t *testing.T, files map[string][]byte, pages []string) {
	axe := axeSource(t)
	b := browse(t, files)
	tabs := []context.Context{b.tab(t), b.tab(t)}
	var group sync.WaitGroup
	for i, tab := range tabs {
		heard := chromium.Listen(tab, t)
		group.Go(func() {
			for j := i; j < len(pages); j += len(tabs) {
				problems := askAxeOnce(tab, b.address(pages[j]), axe, []int64{320, 768, 1280}[j/2%3])
				for _, problem := range append(problems, b.strange(heard)...) {
					t.Errorf("%s %s", pages[j], problem)
				}
			}
		})
	}
	group.Wait()
	t.Logf("%d pages in two themes", len(pages))
}

// askAxeOnce asks about one page at one width, with everything unfolded.
func askAxeOnce(tab context.Context, address, axe string, width int64) []string {
	if err := chromedp.Do(tab, size(width), chromedp.Navigate(address), laidOut, chromedp.Evaluate[chromedp.Void](axe)); err != nil {
		return []string{err.Error()}
	}
	return inBothThemes(tab, width)
}
