package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/eventatlas/eventatlas/render/output"
)

const shop = "../../../testdata/shop"

// tree builds the site of a source.
func tree(tb testing.TB, target string) (*Source, *output.Tree) {
	tb.Helper()
	session := NewSession(target, "")
	src, err := session.Read(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	t, err := session.Site(src)
	if err != nil {
		tb.Fatal(err)
	}
	return src, t
}

// shopFiles are those of the sample, once they are rendered.
var shopFiles struct {
	sync.Mutex
	files map[string][]byte
}

// shopSite returns every file of the sample's site, which is made once for all tests; they only read it.
func shopSite(tb testing.TB) map[string][]byte {
	tb.Helper()
	shopFiles.Lock()
	defer shopFiles.Unlock()
	if shopFiles.files == nil {
		_, t := tree(tb, shop)
		shopFiles.files = content(tb, t)
	}
	return shopFiles.files
}

// content renders every file of a tree.
func content(tb testing.TB, t *output.Tree) map[string][]byte {
	tb.Helper()
	files := map[string][]byte{}
	for _, name := range t.Paths() {
		data, _, err := t.Read(name)
		if err != nil {
			tb.Fatalf("%s: %v", name, err)
		}
		files[name] = data
	}
	return files
}

// sum is one hash over all files.
func sum(files map[string][]byte, names []string) string {
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%s %d\n", name, len(files[name]))
		h.Write(files[name])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// shuffled copies a folder, its files made in another order.
func shuffled(t *testing.T, from string, seed uint64) string {
	t.Helper()
	to := t.TempDir()
	var names []string
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	rand.New(rand.NewPCG(seed, seed)).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		rel, err := filepath.Rel(from, name)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		target := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// TestSameInputSameBytes builds the sample from copies whose files were made in other orders, with other numbers of processors, and
// with a session that has built before.
func TestSameInputSameBytes(t *testing.T) {
	_, first := tree(t, shop)
	want := sum(content(t, first), first.Paths())
	for i, procs := range []int{1, 2, 8} {
		t.Run(fmt.Sprintf("%d processors", procs), func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
			_, again := tree(t, shuffled(t, shop, uint64(i)+1))
			if got := sum(content(t, again), again.Paths()); got != want {
				t.Error("the bytes differ")
			}
		})
	}
	session := NewSession(shop, "")
	for range 2 {
		src, err := session.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		again, err := session.Site(src)
		if err != nil {
			t.Fatal(err)
		}
		if got := sum(content(t, again), again.Paths()); got != want {
			t.Error("a session that goes on gives other bytes")
		}
	}
}

// TestShop asks questions of every page of the sample.
func TestShop(t *testing.T) {
	t.Parallel()
	src, tr := tree(t, shop)
	for _, d := range src.Diagnostics {
		if d.Severity == 0 {
			t.Errorf("%s: %s [%s]", d.Pos, d.Message, d.Code)
		}
	}
	files := content(t, tr)
	checkSite(t, files)
	for _, r := range src.Catalog.Resources {
		b := r.Common()
		if !hasPage(files, b.Title()) {
			t.Errorf("no page is titled %q", b.Title())
		}
	}
}

func hasPage(files map[string][]byte, title string) bool {
	want := "<title>" + html.EscapeString(title)
	for _, data := range files {
		if bytes.Contains(data, []byte(want)) {
			return true
		}
	}
	return false
}

// checkSite parses every page and checks what must hold of each: links and anchors that resolve, ids that are unique, one h1, a policy,
// nothing inline, titles on drawings.
func checkSite(t *testing.T, files map[string][]byte) {
	t.Helper()
	pages := allFacts(t, files)
	if len(pages) == 0 {
		t.Fatal("there are no pages")
	}
	for name, page := range pages {
		for _, problem := range page.problems {
			t.Errorf("%s: %s", name, problem)
		}
		for _, link := range page.links {
			if problem := follow(files, pages, name, link); problem != "" {
				t.Errorf("%s: %s", name, problem)
			}
		}
	}
}

// allFacts parses every page, on all processors.
func allFacts(t *testing.T, files map[string][]byte) map[string]*pageFacts {
	t.Helper()
	names := slices.DeleteFunc(slices.Collect(maps.Keys(files)), func(name string) bool { return !strings.HasSuffix(name, ".html") })
	facts := make([]*pageFacts, len(names))
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(names); i += workers {
				facts[i] = factsOf(files[names[i]])
			}
		})
	}
	group.Wait()
	pages := make(map[string]*pageFacts, len(names))
	for i, name := range names {
		pages[name] = facts[i]
	}
	return pages
}

// follow returns why a link of a page leads nowhere, or "".
func follow(files map[string][]byte, pages map[string]*pageFacts, from, link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return fmt.Sprintf("the link %q does not parse: %v", link, err)
	}
	switch u.Scheme {
	case "http", "https", "mailto":
		return ""
	case "":
	default:
		return fmt.Sprintf("the link %q has a scheme that is not allowed", link)
	}
	if u.Host != "" {
		return fmt.Sprintf("the link %q is not relative", link)
	}
	target := from
	if from == "404.html" {
		// A host shows this page for any address, so its links start at the root that the configuration names.
		u.Path = strings.TrimPrefix(u.Path, "/")
	}
	if strings.HasPrefix(u.Path, "/") {
		return fmt.Sprintf("the link %q is not relative", link)
	}
	if u.Path != "" {
		target = path.Join(path.Dir(from), u.Path)
	}
	if _, ok := files[target]; !ok {
		return fmt.Sprintf("the link %q leads nowhere", link)
	}
	if target == "search/index.html" && strings.HasPrefix(u.Fragment, "q=") {
		return "" // what its script is to look for
	}
	if u.Fragment != "" && pages[target] != nil && !pages[target].ids[u.Fragment] {
		return fmt.Sprintf("the link %q has an anchor that does not exist", link)
	}
	return ""
}

// pageFacts is what is checked of a page.
type pageFacts struct {
	ids      map[string]bool
	links    []string
	problems []string
	h1       int
	policy   bool
}

func factsOf(data []byte) *pageFacts {
	f := &pageFacts{ids: map[string]bool{}}
	if !utf8.Valid(data) {
		f.problems = append(f.problems, "it is not UTF-8")
	}
	for _, sign := range []string{"ZgotmplZ", "%!", "<no value>"} {
		if bytes.Contains(data, []byte(sign)) {
			f.problems = append(f.problems, "it holds "+sign)
		}
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		f.problems = append(f.problems, err.Error())
		return f
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			f.element(n)
		}
	}
	if f.h1 != 1 {
		f.problems = append(f.problems, fmt.Sprintf("it has %d h1", f.h1))
	}
	if !f.policy {
		f.problems = append(f.problems, "it has no Content-Security-Policy")
	}
	return f
}

func (f *pageFacts) element(n *html.Node) {
	complain := func(format string, args ...any) { f.problems = append(f.problems, fmt.Sprintf(format, args...)) }
	switch n.Data {
	case "h1":
		f.h1++
	case "meta":
		if attribute(n, "http-equiv") == "Content-Security-Policy" {
			f.policy = true
			if policy := attribute(n, "content"); !strict(policy) {
				complain("the policy %q is not strict", policy)
			}
		}
	case "script":
		if attribute(n, "src") == "" && attribute(n, "type") != "application/json" && attribute(n, "type") != "application/ld+json" {
			complain("a script is inline")
		}
	case "style", "iframe", "object", "embed", "foreignobject", "foreignObject":
		complain("there is a <%s>", n.Data)
	case "img":
		if _, ok := has(n, "alt"); !ok {
			complain("a picture has no alt")
		}
	case "svg":
		if attribute(n, "aria-hidden") != "true" && !contains(n, "title") {
			complain("a drawing has no title")
		}
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "id":
			if f.ids[a.Val] {
				complain("the id %q stands twice", a.Val)
			}
			f.ids[a.Val] = true
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			complain("there is a %s attribute", a.Key)
		case a.Key == "href" || a.Key == "src":
			if a.Key == "href" && n.Data == "use" {
				continue
			}
			if loads := n.Data != "a" && attribute(n, "rel") != "canonical"; loads && strings.Contains(a.Val, "//") && !strings.HasPrefix(a.Val, "data:") {
				complain("it loads %s", a.Val)
			}
			f.links = append(f.links, a.Val)
		}
	}
}

// strict reports whether a policy allows what it does not name nothing, and the rest no more than the site's own files, and data: to pictures.
func strict(policy string) bool {
	var defaults bool
	for directive := range strings.SplitSeq(policy, ";") {
		name, sources, _ := strings.Cut(strings.TrimSpace(directive), " ")
		defaults = defaults || name == "default-src" && sources == "'none'"
		for source := range strings.FieldsSeq(sources) {
			if source != "'none'" && source != "'self'" && (source != "data:" || name != "img-src") {
				return false
			}
		}
	}
	return defaults
}

func has(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func attribute(n *html.Node, key string) string {
	value, _ := has(n, key)
	return value
}

func contains(n *html.Node, element string) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == element {
			return true
		}
	}
	return false
}
