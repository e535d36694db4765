package asyncapi

import (
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// seeds adds the documents of all cases.
func seeds(f *testing.F) {
	f.Helper()
	paths, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no cases (%v)", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if !strings.HasPrefix(file.Name, "want/") {
				f.Add(file.Data)
			}
		}
	}
}

// FuzzAssemble reads any bytes: nothing panics, the same bytes give the same result, every diagnostic has a position and a known code, and
// every reference between resources leads to one of them.
func FuzzAssemble(f *testing.F) {
	seeds(f)
	cases := hostile()
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		if text := cases[name]; len(text) < 5_000 {
			f.Add([]byte(text))
		}
	}
	known := map[catalog.Code]bool{}
	for _, info := range append(Codes(), catalog.Codes()...) {
		known[info.Code] = true
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := &catalog.File{Path: "a.yaml", Data: data}
		file.Root, _ = syntax.Parse("a.yaml", data)
		if !Detect(file.Root) {
			return
		}
		other := &catalog.File{Path: "b.yaml", Data: data, Root: file.Root}
		files := catalog.Files{"a.yaml": file, "b.yaml": other}
		first := Assemble(Decode(file, Options{}), files, Options{})
		second := Assemble(Decode(file, Options{}), files, Options{})
		if dumpResources(first) != dumpResources(second) || dumpProblems(first.Diagnostics, "") != dumpProblems(second.Diagnostics, "") {
			t.Error("two readings of the same bytes differ")
		}
		for _, d := range first.Diagnostics {
			if !d.Pos.IsValid() || !known[d.Code] {
				t.Errorf("a diagnostic without a position or with an unknown code: %+v", d)
			}
		}
		checkLinks(t, first)
		catalog.Link([]*catalog.Fragment{first}, catalog.Config{})
	})
}

// checkLinks asks that ids are unique and that what a service produces and consumes is there.
func checkLinks(t *testing.T, f *catalog.Fragment) {
	t.Helper()
	have := map[string]bool{}
	for _, r := range f.Resources {
		key := catalog.Ref{Kind: r.Common().Kind, ID: r.Common().ID}.String()
		if have[key] || r.Common().ID == "" {
			t.Errorf("%q stands twice, or is nothing", key)
		}
		have[key] = true
	}
	want := func(refs ...catalog.Ref) {
		for _, r := range refs {
			if !r.IsZero() && !have[catalog.Ref{Kind: r.Kind, ID: r.ID}.String()] {
				t.Errorf("%s leads to no resource", r)
			}
		}
	}
	for _, r := range f.Resources {
		switch r := r.(type) {
		case *catalog.Service:
			for _, u := range append(append([]catalog.Use(nil), r.Produces...), r.Consumes...) {
				want(u.Message)
				want(u.Via...)
			}
		case *catalog.Channel:
			want(r.Broker)
			want(r.Carries...)
		case *catalog.Message:
			want(r.Replies...)
		case *catalog.Specification:
			want(r.Service)
		}
	}
}

// FuzzResolve takes any reference apart, and follows it: the outcome is a node of a file that is there, or none, and never a file outside of the root.
func FuzzResolve(f *testing.F) {
	for _, ref := range []string{"#/a/b", "b.yaml#/x", "../x", "#/a~1b", "%2e%2e/x", "file:///x", "//h/x", "#a", "", "#", "a/../b.yaml", `\x`, "C:x"} {
		f.Add(ref, "docs/a.yaml")
	}
	root, _ := syntax.Parse("docs/a.yaml", []byte("a: { b: { $ref: '#/a' }, c: [ 1, { $ref: 'b.yaml#/x/0' } ] }\nloop: { $ref: '#/loop' }\n"))
	other, _ := syntax.Parse("docs/b.yaml", []byte("x: [ { $ref: 'a.yaml#/a/b/b/b/c/1' } ]\n"))
	f.Fuzz(func(t *testing.T, ref, from string) {
		if !fs.ValidPath(from) || strings.ContainsAny(from, "\\\x00") {
			return
		}
		a := parseRef(ref, from)
		if a.fate == found && a.file != from {
			if strings.HasPrefix(a.file, "/") || strings.HasPrefix(a.file, "../") || a.file == ".." || strings.ContainsAny(a.file, "\\\x00") {
				t.Errorf("%q in %q leads to %q", ref, from, a.file)
			}
		}
		r := newResolver(catalog.Files{
			"docs/a.yaml": {Path: "docs/a.yaml", Root: root},
			"docs/b.yaml": {Path: "docs/b.yaml", Root: other},
		})
		node := catalog.NewMap(catalog.Pos{File: from}, []catalog.Member{{Key: "$ref", Value: catalog.NewScalar(catalog.StringNode, catalog.Pos{File: from}, ref)}})
		end, fate := r.follow(value{node: node, file: from})
		if fate != found && end.node != nil {
			t.Errorf("%q is lost and found", ref)
		}
		if _, again := refText(end.node); fate == found && again {
			t.Errorf("%q ends at another reference", ref)
		}
	})
}

// TestDepth reads a document that is nested as deep as the syntax allows, in each place that takes any value.
func TestDepth(t *testing.T) {
	deep := strings.Repeat("{ items: ", 90) + "{}" + strings.Repeat("}", 90)
	for _, place := range []string{
		"components: { schemas: { A: %s } }", "channels: { a: { messages: { m: { payload: { schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: %s } } } } }",
		"x-deep: %s", "channels: { a: { messages: { m: { examples: [ { payload: %s } ], payload: {} } } } }",
	} {
		text := head + strings.Replace(place, "%s", deep, 1)
		if _, spec := assemble(t, fstest.MapFS{"a.yaml": {Data: []byte(text)}}, "a.yaml", Options{}); spec == nil {
			t.Errorf("%s is not read", place)
		}
	}
}
