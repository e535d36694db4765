package site

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

func link(resources ...catalog.Resource) *Plan {
	for i, r := range resources {
		r.Common().Source.Pos = catalog.Pos{File: "all.yaml", Line: i + 1}
	}
	cat := catalog.Link([]*catalog.Fragment{{Path: "all.yaml", Format: "native", Resources: resources}}, catalog.Config{})
	return New(cat, graph.Build(cat))
}

func event(id, version string) *catalog.Message {
	return &catalog.Message{Base: catalog.Base{Kind: catalog.EventKind, ID: id, Version: version}}
}

func messagePaths(p *Plan) []string {
	var list []string
	for _, page := range p.Pages {
		if page.Kind == "message" {
			list = append(list, page.Path)
		}
	}
	return list
}

func TestPaths(t *testing.T) {
	p := link(event("order-placed", "2.1.0"), event("order-placed", "1.4.0"), event("Order-Cancelled", ""), event("a b", "1"), event("a/b", "1"), event("index", ""))
	want := []string{
		"events/a-b-c8687a08/index.html", "events/a-b-c14cddc0/index.html", "events/index-1bc04b52/index.html",
		"events/order-cancelled/index.html", "events/order-placed/index.html", "events/order-placed/v/1.4.0/index.html",
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, messagePaths(p)); diff != "" {
		t.Error(diff)
	}
}

// Ids that differ only in what a file system may not tell apart have pages of their own, whatever their order.
func TestSharedSlugs(t *testing.T) {
	one := messagePaths(link(event("Order", ""), event("order", ""), event("ORDER", "")))
	two := messagePaths(link(event("ORDER", ""), event("Order", ""), event("order", "")))
	if len(slices.Compact(slices.Clone(one))) != 3 {
		t.Error(one)
	}
	if diff := cmp.Diff(one, two); diff != "" {
		t.Error(diff)
	}
}

// The oldest version may have no version, and two versions may be spelled the same in a file name.
func TestOddVersions(t *testing.T) {
	p := link(event("a", ""), event("a", "1.0.0"), event("b", "1.0+x"), event("b", "1.0 x"), event("b", "2"), event("c", "1"), event("c", "999999999999999999999999999999999999999999999999999999999999999999999999999999999999"))
	list := messagePaths(p)
	if len(slices.Compact(slices.Clone(list))) != 7 {
		t.Error(list)
	}
	for _, path := range list {
		if len(path) > 200 {
			t.Error(path)
		}
	}
}

func TestHref(t *testing.T) {
	p := link(event("a", "2"), event("a", "1"), event("b", ""))
	a1, b := p.Catalog.Find("event:a@1"), p.Catalog.Find("event:b")
	for _, c := range []struct{ from, want string }{
		{"index.html", "events/b/index.html"},
		{p.Path(a1), "../../../../events/b/index.html"},
		{"events/index.html", "../events/b/index.html"},
	} {
		if got := p.Href(c.from, b); got != c.want {
			t.Errorf("from %s: got %s, want %s", c.from, got, c.want)
		}
	}
}

func TestCrumbs(t *testing.T) {
	p := link(
		&catalog.Domain{Base: catalog.Base{Kind: catalog.DomainKind, ID: "shop"}},
		&catalog.Domain{Base: catalog.Base{Kind: catalog.DomainKind, ID: "ordering"}, Parent: catalog.Ref{ID: "shop"}},
		&catalog.System{Base: catalog.Base{Kind: catalog.SystemKind, ID: "checkout"}, Domain: catalog.Ref{ID: "ordering"}},
		&catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "basket"}, Domain: catalog.Ref{ID: "ordering"}, System: catalog.Ref{ID: "checkout"}},
	)
	page, ok := p.Page("services/basket/index.html")
	if !ok {
		t.Fatal("no page")
	}
	var got []string
	for _, c := range p.Crumbs(page) {
		got = append(got, c.Path)
	}
	want := []string{"index.html", "domains/shop/index.html", "domains/ordering/index.html", "systems/checkout/index.html", "services/index.html"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParts(t *testing.T) {
	var list []catalog.Resource
	for i := range 2*PageSize + 1 {
		list = append(list, event(string(rune('a'+i%26))+string(rune('a'+i/26%26))+string(rune('a'+i/676)), ""))
	}
	p := link(list...)
	last, ok := p.Page("events/_/3/index.html")
	if !ok || last.Part != 3 || last.Parts != 3 || last.First != 2*PageSize || last.Last != 2*PageSize+1 {
		t.Errorf("%+v", last)
	}
	if _, ok := p.SectionPath(catalog.EventKind, 4); ok {
		t.Error("a fourth part")
	}
	if _, ok := p.SectionPath(catalog.TeamKind, 1); ok {
		t.Error("an index of no teams")
	}
}
