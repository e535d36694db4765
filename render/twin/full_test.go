package twin

import (
	"fmt"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

// A text that is too long ends at a line, and never inside of a block of code, whatever stands in that.
func TestShortened(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"a\nb\n", 10, "a\nb"},
		{"a\nbcd\nef", 6, "a\nbcd"},
		{"a\n```\nb\n```\nc", 8, "a"},
		{"a\n````\n```\n````\nb\nc", 17, "a\n````\n```\n````"},
		{"a\n- x\n  ```json\n  b\n  ```\nc\nd", 28, "a\n- x\n  ```json\n  b\n  ```\nc"},
		{"one line that is too long", 5, ""},
	} {
		got, whole := shortened([]byte(c.text), c.most)
		if string(got) != c.want || whole != (c.most >= len(strings.TrimSpace(c.text))) {
			t.Errorf("%q to %d: %q, whole %v; want %q", c.text, c.most, got, whole, c.want)
		}
	}
}

// Every resource is in one file of its domain, or of none; each file has its bound, and leads to the next.
func TestFullFiles(t *testing.T) {
	const n = 2*fullPages + 3
	f := &catalog.Fragment{}
	f.Resources = append(f.Resources, &catalog.Domain{Base: catalog.Base{Kind: catalog.DomainKind, ID: "d"}})
	for i := range n {
		f.Resources = append(f.Resources, &catalog.Service{
			Base:   catalog.Base{Kind: catalog.ServiceKind, ID: fmt.Sprintf("s%03d", i), Description: catalog.Text{Markdown: strings.Repeat("A long text.\n\n", 4000)}},
			Domain: catalog.Ref{Kind: catalog.DomainKind, ID: "d"},
		})
	}
	f.Resources = append(f.Resources, &catalog.Team{Base: catalog.Base{Kind: catalog.TeamKind, ID: "alone"}})
	cat := catalog.Link([]*catalog.Fragment{f}, catalog.Config{})
	plan := site.New(cat, graph.Build(cat))
	builder := page.New(plan, page.Options{})
	views := map[string]func(*page.Builder, site.Page) any{}
	for _, kind := range page.Kinds() {
		views[kind.Name] = kind.View
	}
	in := Input{Plan: plan, View: func(p site.Page) any { return views[p.Kind](builder, p) }}
	texts := map[string]string{}
	for _, file := range in.fullFiles() {
		data, err := file.Data()
		if err != nil || len(data) > 512<<10 {
			t.Errorf("%s has %d bytes: %v", file.Path, len(data), err)
		}
		texts[file.Path] = string(data)
	}
	if !strings.Contains(texts["llms-full.txt"], "# alone") || !strings.Contains(texts["llms-full.txt"], "(domains/d/llms-full.txt)") || strings.Contains(texts["llms-full.txt"], "# s0") {
		t.Errorf("the file of what is in no domain is\n%.2000s", texts["llms-full.txt"])
	}
	for i := range n {
		part := 1 + (i+1)/fullPages // the domain itself is the first
		path := in.fullPath(cat.OfKind(catalog.DomainKind)[0], part)
		if !strings.Contains(texts[path], fmt.Sprintf("\n# s%03d\n", i)) {
			t.Errorf("%s has no s%03d", path, i)
		}
	}
	if first := texts["domains/d/llms-full.txt"]; !strings.Contains(first, "](../../domains/d/llms-full-2.txt)") || !strings.Contains(first, "The rest is on its page") {
		t.Errorf("the first part does not lead on: %.600s", first)
	}
	if strings.Contains(texts["llms-full.txt"], "This catalog is large") {
		t.Error("a small catalog says that it is large")
	}
	if len(texts) != 4 {
		t.Errorf("there are %d files, want one of no domain and three of the domain", len(texts))
	}
}

// In a large catalog messages are left out, and the files say so.
func TestFullFilesOfALargeCatalog(t *testing.T) {
	f := &catalog.Fragment{}
	for i := range fullMost {
		f.Resources = append(f.Resources, &catalog.Message{Base: catalog.Base{Kind: catalog.EventKind, ID: fmt.Sprintf("e%d", i)}})
	}
	f.Resources = append(f.Resources, &catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "s"}})
	cat := catalog.Link([]*catalog.Fragment{f}, catalog.Config{})
	plan := site.New(cat, graph.Build(cat))
	in := Input{Plan: plan, View: func(site.Page) any { return page.TeamView{} }}
	files := in.fullFiles()
	data, err := files[0].Data()
	if err != nil || len(files) != 1 || !strings.Contains(string(data), "This catalog is large") {
		t.Errorf("%d files, the first is %.300s: %v", len(files), data, err)
	}
}
