package site

import (
	"fmt"
	"slices"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

// TestRedirects plans aliases that lead somewhere, and those that cannot.
func TestRedirects(t *testing.T) {
	t.Parallel()
	line := 0
	alias := func(kind catalog.Kind, id string) catalog.Ref {
		line++
		return catalog.Ref{Kind: kind, ID: id, Pos: catalog.Pos{File: "a.yaml", Line: line}}
	}
	event := func(id, version string, aliases ...catalog.Ref) catalog.Resource {
		return &catalog.Message{Base: catalog.Base{Kind: catalog.EventKind, ID: id, Version: version, Aliases: aliases, Source: catalog.Source{Pos: catalog.Pos{File: "b.yaml", Line: 1}}}}
	}
	shared := alias(catalog.NoKind, "order-created")
	cat := catalog.Link([]*catalog.Fragment{{Path: "a.yaml", Format: "native", Resources: []catalog.Resource{
		event("order-placed", "1.0.0", shared), event("order-placed", "2.0.0", shared, alias(catalog.CommandKind, "Place Order")),
		event("other", "", alias(catalog.NoKind, "order-created"), alias(catalog.NoKind, "order-placed"), alias(catalog.NoKind, "Other"), alias(catalog.NoKind, "missing")),
		&catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "shop", Aliases: []catalog.Ref{alias(catalog.EventKind, "pour")}}, Produces: []catalog.Use{{Message: catalog.Ref{Kind: catalog.EventKind, ID: "missing"}}, {Message: catalog.Ref{Kind: catalog.EventKind, ID: "pour"}}}},
	}}}, catalog.Config{})
	p := New(cat, graph.Build(cat))
	var got []string
	for _, r := range p.Redirects {
		got = append(got, r.Path+" to "+p.Path(r.To))
	}
	want := []string{"commands/place-order-", "events/order-created/index.html to events/order-placed/index.html", "events/missing/index.html to events/other/index.html"}
	slices.Sort(want[1:])
	if len(got) != 3 || got[0][:len(want[0])] != want[0] || !slices.Equal(got[1:], want[1:]) {
		t.Errorf("redirects are %q", got)
	}
	for _, r := range p.Redirects {
		if slices.ContainsFunc(p.Pages, func(page Page) bool { return page.Path == r.Path }) {
			t.Errorf("%s is a page too", r.Path)
		}
	}
	var problems []string
	for _, d := range p.Problems {
		problems = append(problems, fmt.Sprintf("%d %s", d.Pos.Line, d.Message))
		if d.Code != catalog.IDAlias || d.Suggestion == "" {
			t.Errorf("%v", d)
		}
	}
	wanted := []string{
		"7 `event:pour` cannot be an alias while something refers to it",
		"3 `event:order-created` is an alias already", "4 `event:order-placed` cannot be an alias, because it is an event of this catalog",
		"5 `event:Other` cannot be an alias, because it would have the address of the event `other`",
	}
	if !slices.Equal(problems, wanted) {
		t.Errorf("problems are %q", problems)
	}
}
