package lint

import (
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

func run(resources ...catalog.Resource) []catalog.Diagnostic {
	for i, r := range resources {
		r.Common().Source.Pos = catalog.Pos{File: "a.yaml", Line: i + 1, Column: 1}
	}
	c := catalog.Link([]*catalog.Fragment{{Path: "a.yaml", Format: "native", Resources: resources}}, catalog.Config{})
	return Run(Input{Catalog: c, Graph: graph.Build(c)})
}

func event(id string) *catalog.Message {
	return &catalog.Message{Base: catalog.Base{Kind: catalog.EventKind, ID: id}}
}

func TestSchemaMissing(t *testing.T) {
	without, with, refused := event("without"), event("with"), event("refused")
	pos := catalog.Pos{File: "a.yaml", Line: 9}
	with.Schema = catalog.SchemaRef{Path: "a.yaml", Pos: pos, Inline: catalog.NewMap(pos, nil), Format: catalog.JSONSchema}
	refused.Schema = catalog.SchemaRef{Pos: pos}
	service := &catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "s"}, Produces: []catalog.Use{{Message: catalog.Ref{ID: "stub"}}}}
	got := run(without, with, refused, service)
	if len(got) != 1 || got[0].Code != catalog.SchemaMissing || got[0].Pos.Line != 1 {
		t.Errorf("got %v, want schema/missing at line 1 alone", got)
	}
}

func TestSchemaReadable(t *testing.T) {
	pos := catalog.Pos{File: "a.yaml", Line: 9, Column: 3}
	bad := event("bad")
	bad.Schema = catalog.SchemaRef{Path: "a.yaml", Pos: pos, Format: catalog.JSONSchema, Inline: catalog.NewMap(pos, []catalog.Member{
		{Key: "type", Pos: pos, Value: catalog.NewScalar(catalog.StringNode, pos, "strnig")},
	})}
	got := run(bad)
	if len(got) == 0 || got[0].Code != catalog.SchemaInvalid || got[0].Pos.Line != 9 {
		t.Errorf("got %v, want schema/invalid at line 9", got)
	}
}

func TestRulesAreListedOnce(t *testing.T) {
	seen := map[catalog.Code]bool{}
	for _, rule := range Rules() {
		if seen[rule.Code] || rule.About == "" {
			t.Errorf("the rule %q stands twice or says nothing about itself", rule.Code)
		}
		seen[rule.Code] = true
	}
}

func TestOneSided(t *testing.T) {
	channel := &catalog.Channel{Base: catalog.Base{Kind: catalog.ChannelKind, ID: "c"}}
	use := func(line int, provenance catalog.Provenance) []catalog.Use {
		return []catalog.Use{{
			Message: catalog.Ref{ID: "e"}, Via: []catalog.Ref{{ID: "c", Pos: catalog.Pos{File: "a.yaml", Line: line}}}, Provenance: provenance,
			Pos: catalog.Pos{File: "a.yaml", Line: line},
		}}
	}
	service := func(id string, produces, consumes []catalog.Use) *catalog.Service {
		return &catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: id}, Produces: produces, Consumes: consumes}
	}
	with := event("e")
	with.Schema.Pos = catalog.Pos{File: "a.yaml", Line: 1}
	for name, c := range map[string]struct {
		services []catalog.Resource
		want     int
	}{
		"both send":            {[]catalog.Resource{service("a", use(1, catalog.Derived), nil), service("b", use(2, catalog.Derived), nil)}, 1},
		"both receive":         {[]catalog.Resource{service("a", nil, use(1, catalog.Derived)), service("b", nil, use(2, catalog.Derived))}, 1},
		"one sends":            {[]catalog.Resource{service("a", use(1, catalog.Derived), nil)}, 0},
		"one receives as well": {[]catalog.Resource{service("a", use(1, catalog.Derived), nil), service("b", use(2, catalog.Derived), use(3, catalog.Derived))}, 0},
		"somebody says so":     {[]catalog.Resource{service("a", use(1, catalog.Derived), nil), service("b", use(2, catalog.Declared), nil)}, 0},
	} {
		got := run(append(c.services, with, channel)...)
		if len(got) != c.want || c.want > 0 && (got[0].Code != directionSuspect || got[0].Severity != catalog.Warning) {
			t.Errorf("%s: got %v, want %d findings", name, got, c.want)
		}
	}
}
