package changes

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
)

// TestFieldsHaveNames holds that every exported field of every kind of resource is compared under a name, or left out on purpose.
func TestFieldsHaveNames(t *testing.T) {
	t.Parallel()
	unnamed := []string{"Extensions", "CorrelationID", "Shared", "Order"} // details
	for kind := catalog.DomainKind; kind < catalog.SpecificationKind; kind++ {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(catalog.New(kind)).Elem()) {
			if _, named := fields[f.Name]; f.IsExported() && !f.Anonymous && !named && !slices.Contains(unnamed, f.Name) {
				t.Errorf("%s: the field %s has no name in a list of changes", kind, f.Name)
			}
		}
	}
}

// TestCompare compares resources that moved, changed their version, lists and prose.
func TestCompare(t *testing.T) {
	t.Parallel()
	at := func(file string, line int) catalog.Source {
		return catalog.Source{Pos: catalog.Pos{File: file, Line: line}, Format: "native"}
	}
	event := func(id, version string, change func(*catalog.Message)) catalog.Resource {
		m := &catalog.Message{Base: catalog.Base{Kind: catalog.EventKind, ID: id, Version: version, Summary: "A.", Source: at("a.yaml", 3)}}
		if change != nil {
			change(m)
		}
		return m
	}
	service := func(uses ...string) catalog.Resource {
		s := &catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "shop", Source: at("b.yaml", 1)}}
		for i, u := range uses {
			s.Produces = append(s.Produces, catalog.Use{Message: catalog.Ref{ID: u, Pos: catalog.Pos{File: "b.yaml", Line: i}}})
		}
		return s
	}
	before := Side{Resources: []catalog.Resource{event("moved", "1", nil), event("bumped", "1", nil), event("two", "1", nil), event("two", "2", nil), event("old", "", nil), service("a", "b", "c")}}
	after := Side{Resources: []catalog.Resource{
		event("moved", "1", func(m *catalog.Message) { m.Source = at("z.yaml", 99) }), event("bumped", "2", func(m *catalog.Message) { m.Summary = "B." }),
		event("two", "3", nil), event("old", "", func(m *catalog.Message) { m.Deprecated = &catalog.Deprecation{} }), service("c", "d", "a"),
	}}
	var got []string
	for _, c := range Compare(before, after) {
		line := []string{c.Sort.String(), c.ID + "@" + c.Version}
		for _, a := range c.Aspects {
			line = append(line, a.Name)
			for _, s := range a.Gone {
				line = append(line, "-"+s)
			}
			for _, s := range a.New {
				line = append(line, "+"+s)
			}
		}
		got = append(got, strings.Join(line, " "))
	}
	want := []string{
		"changed shop@ produces -b +d", "changed bumped@2 version -1 +2 summary", "deprecated old@ deprecation", "removed two@1", "removed two@2", "added two@3",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
