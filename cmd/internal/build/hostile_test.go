package build

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/export"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/site"
)

// These tests build sites from what a hostile pull request may hold. What they promise is in SECURITY.md: a file can only make its own page
// wrong, or be reported at its place.

// tooLong only catches what never ends; how fast things are is for benchmarks to say.
const tooLong = 2 * time.Minute

// write makes a folder of files.
func write(tb testing.TB, files map[string]string) string {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "in")
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// attacked builds the site of a folder and renders every file, on all processors.
func attacked(tb testing.TB, dir string) (*Source, map[string][]byte) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), tooLong)
	defer cancel()
	session := NewSession(dir, "")
	src, err := session.Read(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	t, err := session.Site(src)
	if err != nil {
		tb.Fatal(err)
	}
	return src, rendered(ctx, tb, t)
}

func rendered(ctx context.Context, tb testing.TB, t *output.Tree) map[string][]byte {
	tb.Helper()
	files := make(map[string][]byte, len(t.Paths()))
	var mu sync.Mutex
	var group sync.WaitGroup
	const workers = 4
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(t.Paths()) && ctx.Err() == nil; i += workers {
				name := t.Paths()[i]
				data, _, err := t.Read(name)
				if err != nil {
					tb.Errorf("%s: %v", name, err)
				}
				mu.Lock()
				files[name] = data
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if ctx.Err() != nil {
		tb.Fatal("the site takes too long")
	}
	return files
}

// codes are the codes of a list of problems.
func codes(list []catalog.Diagnostic) []catalog.Code {
	found := make([]catalog.Code, len(list))
	for i, d := range list {
		found[i] = d.Code
	}
	return found
}

//go:embed testdata/hostile/payloads.txt
var payloadList string

// payloads are the texts that try to be more than texts, a quoted string a line.
func payloads(tb testing.TB) []string {
	tb.Helper()
	var list []string
	for line := range strings.Lines(payloadList) {
		s, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			tb.Fatalf("%s: %v", line, err)
		}
		list = append(list, s)
	}
	if len(list) < 150 {
		tb.Fatalf("there are only %d payloads", len(list))
	}
	return list
}

// elements is all that a page may be made of, each with the attributes that it may have beside class, id and aria-*.
var elements = map[string]string{
	"html": "lang dir data-root data-load", "head": "", "meta": "charset http-equiv content name property itemprop", "title": "", "link": "rel href type", "script": "src defer",
	"body": "", "header": "", "footer": "", "main": "tabindex", "nav": "", "section": "", "article": "", "aside": "", "div": "role tabindex hidden data-lost data-w data-h data-kind data-copied",
	"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "p": "", "blockquote": "", "ul": "", "ol": "start itemscope itemtype", "li": "data-step itemprop itemscope itemtype", "dl": "", "dt": "", "dd": "",
	"a": "href rel title itemprop", "b": "", "bdi": "itemprop", "br": "", "code": "", "em": "", "strong": "", "small": "", "del": "", "hr": "", "wbr": "", "i": "", "s": "", "sup": "", "sub": "", "kbd": "", "mark": "",
	"span": "title tabindex role", "pre": "role tabindex", "meter": "min max value", "figure": "data-words", "figcaption": "", "details": "open name", "summary": "", "button": "type hidden data-copy data-copy-code data-copy-from data-set-theme",
	"img": "src alt title width height loading", "input": "type checked disabled hidden placeholder",
	"table": "data-filter", "thead": "", "tbody": "", "tr": "", "th": "scope colspan data-c", "td": "data-c",
	"svg": "role viewBox width height xmlns focusable", "svg a": "href", "svg g": "role data-step data-ref data-w data-h data-x data-y tabindex transform",
	"svg path": "d data-from data-to data-relation transform", "svg rect": "x y width height rx ry", "svg circle": "cx cy r", "svg ellipse": "cx cy rx ry", "svg line": "x1 y1 x2 y2", "svg polygon": "points",
	"svg polyline": "points", "svg text": "x y text-anchor direction", "svg tspan": "x y dx dy", "svg title": "", "svg desc": "", "svg defs": "", "svg marker": "viewBox refX refY markerWidth markerHeight orient", "svg clippath": "",
}

// languages are the marks of whose words something holds, and of the direction in which they run.
var languages = map[string]bool{"lang=en": true, "dir=auto": true, "dir=ltr": true, "dir=rtl": true}

// checkHostile asks every file of a site whether it holds anything that nobody of the project wrote.
func checkHostile(tb testing.TB, files map[string][]byte) {
	tb.Helper()
	var pages []string
	for name := range files {
		switch path.Ext(name) {
		case ".html":
			pages = append(pages, name)
		case ".svg":
			if name != "assets/icon.svg" {
				tb.Errorf("%s: a drawing of a stranger is published", name)
			}
		}
	}
	if len(pages) == 0 {
		tb.Error("there are no pages")
	}
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(pages); i += workers {
				checkHostilePage(tb, files, pages[i], files[pages[i]])
			}
		})
	}
	group.Wait()
}

func checkHostilePage(tb testing.TB, files map[string][]byte, name string, data []byte) {
	tb.Helper()
	if i := bytes.IndexFunc(data, unwanted); i >= 0 || !utf8.Valid(data) {
		tb.Errorf("%s: it holds the character %q", name, around(data, i))
	}
	for _, sign := range []string{"ZgotmplZ", "%!s", "<no value>"} {
		if sign != "%!s" && bytes.Contains(data, []byte(sign)) {
			tb.Errorf("%s: it holds %s", name, sign)
		}
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		tb.Errorf("%s: %v", name, err)
		return
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			tb.Errorf("%s: it holds the comment %q", name, n.Data)
		}
		if n.Type == html.ElementNode {
			for _, problem := range strange(files, name, n, ids) {
				tb.Errorf("%s: %s", name, problem)
			}
		}
	}
	checkDrawings(tb, name, data)
}

// unwanted reports whether a character may not stand in a page or a drawing: a control (HTML, 13.1.4.6), or what XML has none for.
func unwanted(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff
}

func around(data []byte, i int) []byte {
	if i < 0 {
		return nil
	}
	return data[max(0, i-60):min(len(data), i+20)]
}

// strange returns what is wrong with an element.
func strange(files map[string][]byte, page string, n *html.Node, ids map[string]bool) []string {
	var problems []string
	name := n.Data
	if n.Namespace == "svg" && name != "svg" {
		name = "svg " + strings.ToLower(name)
	}
	allowed, ok := elements[name]
	if !ok {
		return []string{fmt.Sprintf("there is a <%s %s>", name, n.Namespace)}
	}
	if name == "script" && n.FirstChild != nil {
		problems = append(problems, "a script is inline")
	}
	for _, a := range n.Attr {
		known := languages[a.Key+"="+a.Val] || a.Key == "class" || a.Key == "id" || strings.HasPrefix(a.Key, "aria-") || slices.Contains(strings.Fields(allowed), a.Key)
		switch {
		case !known || a.Namespace != "":
			problems = append(problems, fmt.Sprintf("<%s> has the attribute %s=%q", name, a.Key, a.Val))
		case a.Key == "id" && ids[a.Val]:
			problems = append(problems, fmt.Sprintf("the id %q stands twice", a.Val))
		case a.Key == "id":
			ids[a.Val] = true
		case a.Key == "href" || a.Key == "src":
			if name == "link" && a.Val == "https://base.example/below/"+strings.TrimSuffix(page, "index.html") {
				continue // the canonical address of the page itself
			}
			if problem := strayed(files, page, a.Val, name == "a" || name == "svg a"); problem != "" {
				problems = append(problems, problem)
			}
		}
	}
	return problems
}

// strayed returns why an address is none that a page may have, or "".
func strayed(files map[string][]byte, page, address string, link bool) string {
	if page == "404.html" { // which is shown anywhere, so its addresses begin with the path of baseURL
		address = strings.TrimPrefix(address, "/below/")
	}
	u, err := url.Parse(address)
	switch {
	case err != nil && link && (strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")):
		return "" // to a host that cannot be, so it leads nowhere outside
	case err != nil:
		return fmt.Sprintf("the address %q does not parse", address)
	case link && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "", link && u.Scheme == "mailto":
		return ""
	case u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") || strings.Contains(address, `\`):
		return fmt.Sprintf("the address %q leads outside of the site", address)
	case u.Path == "":
		return ""
	}
	if _, ok := files[path.Join(path.Dir(page), u.Path)]; !ok {
		return fmt.Sprintf("the address %q leads nowhere", address)
	}
	return ""
}

// checkDrawings reads the drawings of a page as strict XML.
func checkDrawings(tb testing.TB, name string, data []byte) {
	tb.Helper()
	for {
		start := bytes.Index(data, []byte("<svg"))
		if start < 0 {
			return
		}
		end := bytes.Index(data[start:], []byte("</svg>"))
		if end < 0 {
			tb.Errorf("%s: a drawing does not end", name)
			return
		}
		drawing := data[start : start+end+len("</svg>")]
		data = data[start+len(drawing):]
		decoder := xml.NewDecoder(bytes.NewReader(drawing))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				tb.Errorf("%s: a drawing is not XML: %v", name, err)
				break
			}
		}
	}
}

// checkExport reads the JSON interface of a catalog.
func checkExport(tb testing.TB, src *Source) {
	tb.Helper()
	plan := site.New(src.Catalog, src.Graph)
	for _, format := range export.Formats() {
		var out bytes.Buffer
		if err := format.Write(&out, export.Input{Catalog: src.Catalog, Graph: src.Graph, Diagnostics: src.Diagnostics, Page: plan.Path}); err != nil {
			tb.Errorf("%s: %v", format.Name, err)
		}
		if format.Name == "json" && !json.Valid(out.Bytes()) {
			tb.Error("the export is not JSON")
		}
	}
}
