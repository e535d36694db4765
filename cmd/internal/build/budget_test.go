package build

import (
	"bytes"
	"compress/gzip"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// The budgets of a page at its first view, in bytes; gzipped, but for the raw ones.
const (
	medianPage  = 20 << 10
	largePage   = 100 << 10 // 99.9 % of all pages have less
	rawPage     = 512 << 10
	rawDrawing  = 60 << 10
	maxStyles   = 12 << 10
	maxScripts  = 12 << 10
	maxRequests = 5
)

// TestBudgets weighs the pages of the sample, and of a catalog of 2,000 messages, or as many as EVENTATLAS_MESSAGES says.
func TestBudgets(t *testing.T) {
	if testing.Short() {
		t.Skip("weighs thousands of pages")
	}
	n := 2_000
	if text := os.Getenv("EVENTATLAS_MESSAGES"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	for name, source := range map[string]string{"sample": shop, strconv.Itoa(n): sized(t, n)} {
		t.Run(name, func(t *testing.T) {
			_, tr := tree(t, source)
			files := content(t, tr)
			weighPages(t, files)
			weighFirstViews(t, files, 1)
		})
	}
}

// weighPages weighs every page, and gzips at most 2,000 of them, or all of them at scale. Drawings for other pages are small, and left out.
func weighPages(t *testing.T, files map[string][]byte) {
	t.Helper()
	var pages []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".html") && !isEmbed(name) {
			pages = append(pages, name)
			if n := len(files[name]); n > rawPage {
				t.Errorf("%s has %d bytes, and may have %d", name, n, rawPage)
			}
			if n := largestDrawing(files[name]); n > rawDrawing {
				t.Errorf("%s has a drawing of %d bytes, and may have one of %d", name, n, rawDrawing)
			}
		}
	}
	step := max(1, len(pages)/2_000)
	if scale() > 0 {
		step = 1
	}
	var sizes []int
	for i := 0; i < len(pages); i += step {
		sizes = append(sizes, gzipped(t, files[pages[i]]))
	}
	slices.Sort(sizes)
	median, large := sizes[len(sizes)/2], sizes[(len(sizes)*999)/1000]
	t.Logf("%d pages, %d of them weighed: median %d, 99.9 %% %d, largest %d", len(pages), len(sizes), median, large, sizes[len(sizes)-1])
	if median > medianPage || large > largePage {
		t.Errorf("the median page has %d bytes and may have %d, 99.9 %% have up to %d and may have %d", median, medianPage, large, largePage)
	}
}

func largestDrawing(page []byte) int {
	most := 0
	for {
		_, rest, ok := bytes.Cut(page, []byte("<svg"))
		if !ok {
			return most
		}
		drawing, after, _ := bytes.Cut(rest, []byte("</svg>"))
		most, page = max(most, len(drawing)), after
	}
}

// weighFirstViews weighs the first views of up to n pages of each kind, and says what the heaviest of them needs.
func weighFirstViews(t *testing.T, files map[string][]byte, n int) {
	t.Helper()
	sizes := map[string]int{}
	kinds := byKind(files)
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		var most view
		for _, name := range kinds[kind][:min(n, len(kinds[kind]))] {
			v := firstView(t, files, sizes, name)
			if v.requests > maxRequests || v.styles > maxStyles || v.scripts > maxScripts {
				t.Errorf("%s makes %d requests and may make %d, loads styles of %d bytes and may %d, scripts of %d and may %d",
					name, v.requests, maxRequests, v.styles, maxStyles, v.scripts, maxScripts)
			}
			most = view{max(most.requests, v.requests), max(most.styles, v.styles), max(most.scripts, v.scripts)}
		}
		t.Logf("%-14s %d requests, styles %5d, scripts %5d", kind, most.requests, most.styles, most.scripts)
	}
}

// view is what a browser loads with a page before the reader does anything: how many files, and the bytes of its styles and scripts, gzipped.
type view struct{ requests, styles, scripts int }

// firstView weighs the first view of a page; sizes keeps what assets weigh.
func firstView(t *testing.T, files map[string][]byte, sizes map[string]int, name string) view {
	t.Helper()
	weigh := func(link string) int {
		data := asset(t, files, name, link)
		n, ok := sizes[path.Base(link)]
		if !ok {
			n = gzipped(t, data)
			sizes[path.Base(link)] = n
		}
		return n
	}
	v := view{requests: 1}
	root, err := html.Parse(bytes.NewReader(files[name]))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "link" && attribute(n, "rel") == "stylesheet":
			v.requests++
			v.styles += weigh(attribute(n, "href"))
		case n.Data == "script" && attribute(n, "src") != "":
			v.requests++
			v.scripts += weigh(attribute(n, "src"))
		case n.Data == "img" && !strings.HasPrefix(attribute(n, "src"), "data:") && !inProse(n):
			v.requests++
		}
	}
	return v
}

// inProse reports whether a picture is one that somebody put into a description.
func inProse(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if strings.Contains(attribute(p, "class"), "prose") {
			return true
		}
	}
	return false
}

func asset(t *testing.T, files map[string][]byte, from, link string) []byte {
	t.Helper()
	if from == "404.html" {
		_, rest, _ := strings.Cut(link, "assets/")
		link = "assets/" + rest
	}
	data, ok := files[path.Join(path.Dir(from), link)]
	if !ok {
		t.Errorf("%s: %s does not exist", from, link)
	}
	return data
}

func gzipped(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
