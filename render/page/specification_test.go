package page_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/catalog/load"
	"github.com/eventatlas/eventatlas/internal/golden"
	"github.com/eventatlas/eventatlas/render"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

// planOf reads documents and plans their site.
func planOf(tb testing.TB, files []txtar.File) *site.Plan {
	tb.Helper()
	dir := tb.TempDir()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	loaded, err := load.Load(tb.Context(), dir, load.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	cat := catalog.Link(loaded.Fragments, loaded.Config)
	return site.New(cat, graph.Build(cat))
}

// specificationsOf are the pages of the documents in a plan.
func specificationsOf(plan *site.Plan) []site.Page {
	return slices.DeleteFunc(slices.Clone(plan.Pages), func(p site.Page) bool { return p.Kind != "specification" })
}

// viewOf makes the view of a specification's page.
func viewOf(tb testing.TB, plan *site.Plan, p site.Page) page.SpecificationView {
	tb.Helper()
	files := func(path string) (string, bool) { return "files/" + path, plan.Catalog.Files[path] != nil }
	b := page.New(plan, page.Options{Files: files})
	for _, kind := range page.Kinds() {
		if kind.Name == p.Kind {
			return kind.View(b, p).(page.SpecificationView)
		}
	}
	tb.Fatal("there is no such kind of page")
	return page.SpecificationView{}
}

// renderedOf are the pages of the documents in a plan, by path.
func renderedOf(tb testing.TB, plan *site.Plan) map[string]string {
	tb.Helper()
	files, _, err := render.Files(plan, render.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	pages := map[string]string{}
	for _, p := range specificationsOf(plan) {
		for _, f := range files {
			if f.Path != p.Path {
				continue
			}
			data, err := f.Data()
			if err != nil {
				tb.Fatal(err)
			}
			pages[f.Path] = string(data)
		}
	}
	return pages
}

// Each case says what the view of a document holds; its page has all anchors that the view promises, each once, and nothing that a document
// could have put there to do harm.
func TestSpecification(t *testing.T) {
	golden.Run(t, "testdata/specification/*.txtar", func(t *testing.T, c *golden.Case) {
		plan := planOf(t, c.Files)
		pages := specificationsOf(plan)
		if len(pages) != 1 {
			t.Fatalf("%d pages of specifications", len(pages))
		}
		view := viewOf(t, plan, pages[0])
		c.Got("view", dump(view))
		d := inspect(t, renderedOf(t, plan)[pages[0].Path])
		for _, fault := range d.faults() {
			t.Error(fault)
		}
		for _, id := range anchorsOf(view) {
			if d.ids[id] != 1 {
				t.Errorf("the anchor %q is there %d times", id, d.ids[id])
			}
		}
	})
}

// sized is a document with n messages of so many fields each, the operations that send them, and as many schemas.
func sized(n, fields int) []txtar.File {
	var channels, operations, messages, schemas strings.Builder
	for i := range n {
		fmt.Fprintf(&channels, "  c%d: {address: things.%d, description: Where things go., messages: {m: {$ref: '#/components/messages/Thing%d'}}}\n", i, i, i)
		fmt.Fprintf(&operations, "  o%d: {action: send, summary: Sends a thing., channel: {$ref: '#/channels/c%d'}}\n", i, i)
		fmt.Fprintf(&messages, "    Thing%d: {title: Thing %d, summary: A thing happened., payload: {$ref: '#/components/schemas/Thing%d'}}\n", i, i, i)
		fmt.Fprintf(&schemas, "    Thing%d:\n      type: object\n      required: [field0]\n      properties:\n", i)
		for f := range fields {
			fmt.Fprintf(&schemas, "        field%d: {type: string, minLength: 1, maxLength: 64, description: One of the fields of this thing.}\n", f)
		}
	}
	text := "asyncapi: 3.0.0\ninfo: {title: Things, version: 1.0.0}\nchannels:\n" + channels.String() + "operations:\n" + operations.String() +
		"components:\n  messages:\n" + messages.String() + "  schemas:\n" + schemas.String()
	return []txtar.File{{Name: "things.yaml", Data: []byte(text)}}
}

// A page says all that fits into 512 kB. What does not fit is listed: first the schemas, which the messages show again, then the messages,
// which have pages of their own.
func TestSpecificationSize(t *testing.T) {
	for _, c := range []struct {
		messages, fields int
		schemas, fields0 bool
	}{
		{5, 5, true, true},
		{20, 10, true, true},
		{40, 10, false, true},
		{80, 12, false, false},
		{250, 4, false, false},
		{1000, 2, false, false},
		{3, 1500, false, false},
	} {
		t.Run(fmt.Sprintf("%d of %d", c.messages, c.fields), func(t *testing.T) {
			plan := planOf(t, sized(c.messages, c.fields))
			for _, text := range renderedOf(t, plan) {
				if len(text) > 512_000 {
					t.Errorf("the page has %d bytes", len(text))
				}
				d := inspect(t, text)
				if faults := d.faults(); len(faults) > 0 {
					t.Error(faults[:min(len(faults), 5)])
				}
				if got := d.ids["message-Thing1-payload-field0"] == 1; got != c.fields0 {
					t.Errorf("fields of messages are shown: %v in %d bytes", got, len(text))
				}
				if got := d.ids["schema-Thing1-fields-field0"] == 1; got != c.schemas {
					t.Errorf("fields of schemas are shown: %v in %d bytes", got, len(text))
				}
				if d.ids["message-Thing1"] != 1 || d.ids["channel-c1"] != 1 || d.ids["operation-o1"] != 1 {
					t.Error("an entry has no anchor")
				}
			}
		})
	}
}

// Schemas whose references double at each of 20 levels would be a million fields.
func TestSpecificationDiamond(t *testing.T) {
	var b strings.Builder
	b.WriteString("asyncapi: 3.0.0\ninfo: {title: Diamond, version: 1.0.0}\nchannels: {c: {address: c, messages: {m: {payload: {$ref: '#/components/schemas/s0'}}}}}\ncomponents:\n  schemas:\n")
	for i := range 20 {
		fmt.Fprintf(&b, "    s%d: {type: object, properties: {left: {$ref: '#/components/schemas/s%d'}, right: {$ref: '#/components/schemas/s%d'}}}\n", i, i+1, i+1)
	}
	b.WriteString("    s20: {type: string}\n")
	for _, text := range renderedOf(t, planOf(t, []txtar.File{{Name: "diamond.yaml", Data: []byte(b.String())}})) {
		if len(text) > 512_000 {
			t.Errorf("the page has %d bytes", len(text))
		}
		if faults := inspect(t, text).faults(); len(faults) > 0 {
			t.Error(faults[:min(len(faults), 5)])
		}
	}
}

// The same document gives the same page.
func TestSpecificationTwice(t *testing.T) {
	files := sized(20, 5)
	first, second := renderedOf(t, planOf(t, files)), renderedOf(t, planOf(t, files))
	for path, text := range first {
		if second[path] != text {
			t.Errorf("%s differs", path)
		}
	}
}

func BenchmarkSpecification(b *testing.B) {
	for _, n := range []int{10, 80, 1000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			plan := planOf(b, sized(n, 12))
			files, _, err := render.Files(plan, render.Options{})
			if err != nil {
				b.Fatal(err)
			}
			path := specificationsOf(plan)[0].Path
			at := slices.IndexFunc(files, func(f output.File) bool { return f.Path == path })
			for b.Loop() {
				data, err := files[at].Data()
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(data)))
			}
		})
	}
}

// anchorsOf are the anchors that a view promises.
func anchorsOf(v page.SpecificationView) []string {
	var ids []string
	for _, s := range v.Contents {
		ids = append(ids, s.ID)
	}
	for _, s := range v.Sections {
		for _, e := range s.Entries {
			ids = append(ids, e.ID)
			for _, b := range e.Blocks {
				ids = append(ids, b.ID)
				for _, r := range b.Schema.Rows {
					if r.Anchor != "" {
						ids = append(ids, r.Anchor)
					}
				}
			}
		}
	}
	return ids
}

// inspected is what a page is asked about.
type inspected struct {
	ids      map[string]int
	fragment []string
	hrefs    []string
	tags     map[string]int
	bad      []string
}

func inspect(tb testing.TB, text string) *inspected {
	tb.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		tb.Fatal(err)
	}
	d := &inspected{ids: map[string]int{}, tags: map[string]int{}}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		d.tags[n.Data]++
		if (n.Data == "script" || n.Data == "style") && n.FirstChild != nil {
			d.bad = append(d.bad, "an inline "+n.Data)
		}
		for _, a := range n.Attr {
			d.attribute(n, a)
		}
	}
	return d
}

func (d *inspected) attribute(n *html.Node, a html.Attribute) {
	switch {
	case a.Key == "id":
		d.ids[a.Val]++
	case a.Key == "aria-labelledby":
		d.fragment = append(d.fragment, strings.Fields(a.Val)...)
	case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
		d.fragment = append(d.fragment, a.Val[1:])
	case a.Key == "href":
		d.hrefs = append(d.hrefs, a.Val)
	case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
		d.bad = append(d.bad, n.Data+" has "+a.Key)
	}
}

var elsewhere = regexp.MustCompile(`^(https?://|mailto:)`)

// faults are what no page may have. A site of one document links only to what it made itself, or to http, https and mailto.
func (d *inspected) faults() []string {
	list := slices.Clone(d.bad)
	for id, n := range d.ids {
		if n > 1 || strings.ContainsAny(id, " \t\n") || id == "" {
			list = append(list, fmt.Sprintf("the id %q is there %d times", id, n))
		}
	}
	for _, id := range d.fragment {
		if d.ids[id] == 0 {
			list = append(list, "a link to #"+id+", which is not there")
		}
	}
	for _, href := range d.hrefs {
		if scheme, _, ok := strings.Cut(href, ":"); ok && !elsewhere.MatchString(href) && !strings.Contains(scheme, "/") {
			list = append(list, "a link to "+href)
		}
	}
	for _, tag := range []string{"img", "iframe", "object", "embed", "form", "base"} {
		if d.tags[tag] > 0 {
			list = append(list, "an element "+tag)
		}
	}
	if d.tags["script"] != 2 {
		list = append(list, strconv.Itoa(d.tags["script"])+" scripts")
	}
	return list
}
