package render

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/catalog/load"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/site"
)

// shop is the sample catalog of the project.
func shop(tb testing.TB) *catalog.Catalog {
	tb.Helper()
	loaded, err := load.Load(tb.Context(), "../testdata/shop", load.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return catalog.Link(loaded.Fragments, loaded.Config)
}

// ref is a reference that parses.
func ref(text string) catalog.Ref {
	r, _ := catalog.ParseRef(text)
	return r
}

// one links resources that are declared in one file.
func one(resources ...catalog.Resource) *catalog.Catalog {
	for i, r := range resources {
		r.Common().Source = catalog.Source{Pos: catalog.Pos{File: "all.yaml", Line: i + 1, Column: 1}, Format: "native"}
	}
	f := &catalog.Fragment{Path: "all.yaml", Format: "native", File: &catalog.File{Path: "all.yaml"}, Resources: resources}
	return catalog.Link([]*catalog.Fragment{f}, catalog.Config{Title: "Test"})
}

// schemaOf is a schema that is written in place.
func schemaOf(tb testing.TB, text string) catalog.SchemaRef {
	tb.Helper()
	node, diags := syntax.ParseJSON("all.yaml", []byte(text))
	if len(diags) > 0 {
		tb.Fatal(diags)
	}
	return catalog.SchemaRef{Path: "all.yaml", Inline: node, Format: catalog.JSONSchema, Pos: catalog.Pos{File: "all.yaml", Line: 1, Column: 1}}
}

// large is a catalog of n messages in n/50 domains, each with a service for two messages, descriptions, schemas and owners.
func large(tb testing.TB, n int) *catalog.Catalog {
	tb.Helper()
	payload := schemaOf(tb, `{"type":"object","required":["id","total"],"properties":{"id":{"type":"string","format":"uuid","description":"The order."},
		"total":{"type":"object","properties":{"amount":{"type":"number","minimum":0},"currency":{"enum":["EUR","SEK"]}}},
		"lines":{"type":"array","items":{"type":"object","properties":{"sku":{"type":"string","pattern":"^[A-Z]+$"},"count":{"type":"integer"}}}}}}`)
	var list []catalog.Resource
	for i := range max(1, n/50) {
		list = append(list, &catalog.Domain{Base: catalog.Base{Kind: catalog.DomainKind, ID: fmt.Sprintf("domain-%d", i), Name: fmt.Sprintf("Domain %d", i), Owners: []catalog.Ref{ref("team:team-1")}}})
	}
	list = append(list, &catalog.Team{Base: catalog.Base{Kind: catalog.TeamKind, ID: "team-1", Name: "Team One"}})
	for i := range n {
		domain := ref(fmt.Sprintf("domain:domain-%d", i/50))
		id := fmt.Sprintf("thing-%d-happened", i)
		list = append(list, &catalog.Message{
			Base: catalog.Base{
				Kind: catalog.EventKind, ID: id, Name: fmt.Sprintf("Thing%dHappened", i), Version: "1.2.0",
				Summary:     "Says that a thing happened, with all that is needed to go on.",
				Description: catalog.Text{Markdown: "It is sent **once**, after the thing is stored.\n\n- first\n- second\n", Pos: catalog.Pos{File: "all.yaml", Line: 1, Column: 1}},
			},
			Domain: domain, Schema: payload, Key: "id",
		})
		if i%2 == 0 {
			uses := []catalog.Use{{Message: ref(fmt.Sprintf("event:thing-%d-happened", (i+7)%n)), Fields: []string{"total.amount"}}, {Message: ref(fmt.Sprintf("event:thing-%d-happened", (i+61)%n))}}
			list = append(list, &catalog.Service{
				Base:     catalog.Base{Kind: catalog.ServiceKind, ID: fmt.Sprintf("service-%d", i), Name: fmt.Sprintf("Service %d", i), Version: "3.0.0", Summary: "Does things."},
				Domain:   domain,
				Produces: []catalog.Use{{Message: ref("event:" + id)}, {Message: ref(fmt.Sprintf("event:thing-%d-happened", (i+1)%n))}},
				Consumes: uses,
			})
		}
	}
	return one(list...)
}

// build makes all files of a catalog, two at a time.
func build(tb testing.TB, cat *catalog.Catalog) map[string]string {
	tb.Helper()
	files, _, err := Files(site.New(cat, graph.Build(cat)), Options{})
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := output.New(files); err != nil {
		tb.Fatal(err)
	}
	texts := make([]string, len(files))
	var group sync.WaitGroup
	for half := range 2 {
		group.Go(func() {
			for i := half; i < len(files); i += 2 {
				data, err := files[i].Data()
				if err != nil {
					tb.Errorf("%s: %v", files[i].Path, err)
				}
				texts[i] = string(data)
			}
		})
	}
	group.Wait()
	all := map[string]string{}
	for i, f := range files {
		all[f.Path] = texts[i]
	}
	return all
}

func isPage(path string) bool { return strings.HasSuffix(path, ".html") }
