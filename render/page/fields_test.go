package page_test

import (
	"fmt"
	"html/template"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

// viewsOf makes the views of a catalog's pages of one kind.
func viewsOf(t *testing.T, cat *catalog.Catalog, kind string) map[string]any {
	t.Helper()
	plan := site.New(cat, graph.Build(cat))
	b := page.New(plan, page.Options{})
	views := map[string]any{}
	for _, p := range plan.Pages {
		for _, k := range page.Kinds() {
			if k.Name == kind && p.Kind == kind {
				views[p.Path] = k.View(b, p)
			}
		}
	}
	return views
}

// hotel is a catalog of n messages that have one field in common, each sent by the service before and received by the next: a ring. Every second consumer
// says what it reads.
func hotel(t *testing.T, n int) *catalog.Catalog {
	t.Helper()
	f := &catalog.Fragment{Path: "a.yaml", Format: "native"}
	for i := range n {
		kind := "string"
		if i%3 == 0 {
			kind = "integer"
		}
		text := fmt.Sprintf("type: object\nproperties:\n  guestId: {type: %s, x-pii: true}\n  note%d: {type: string}\n", kind, i)
		root, diags := syntax.Parse("a.yaml", []byte(text))
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		m := &catalog.Message{Base: catalog.Base{Kind: catalog.EventKind, ID: fmt.Sprintf("m%03d", i)}}
		m.Schema = catalog.SchemaRef{Path: "a.yaml", Inline: root, Format: catalog.JSONSchema}
		use := catalog.Use{Message: catalog.Ref{ID: m.ID}}
		reads := use
		if i%2 == 0 {
			reads.Fields = []string{"guestId"}
		}
		s := &catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: fmt.Sprintf("s%03d", i)}, Produces: []catalog.Use{use}}
		reads.Message.ID = fmt.Sprintf("m%03d", (i+n-1)%n)
		s.Consumes = []catalog.Use{reads}
		f.Resources = append(f.Resources, m, s)
	}
	return catalog.Link([]*catalog.Fragment{f}, catalog.Config{})
}

func TestSchemasCountEveryField(t *testing.T) {
	const n = 300
	cat := hotel(t, n)
	views := viewsOf(t, cat, site.Schemas)
	if len(views) != 2 {
		t.Fatalf("%d pages for %d names", len(views), n+1)
	}
	rows := 0
	for path, v := range views {
		view, ok := v.(page.SchemasView)
		if !ok {
			t.Fatalf("%s: %T", path, v)
		}
		rows += view.Table.Len()
		if strings.Count(path, "/") == 1 && view.Differing.Len() != 1 {
			t.Errorf("%d names have different types, want guestId alone", view.Differing.Len())
		}
	}
	if rows != n+1 {
		t.Errorf("%d rows, want one for each of %d names", rows, n+1)
	}
	field, ok := viewsOf(t, cat, site.FieldName)["schemas/guestid/index.html"].(page.FieldView)
	if !ok || field.Table.Len() != n || field.Types.Len() != 2 {
		t.Fatalf("guestId is declared in %d places and has %d types", field.Table.Len(), field.Types.Len())
	}
	readers, silent := 0, 0
	for _, row := range field.Table.Groups[0].Rows {
		readers += len(row.Cells[6].Links)
		if row.Cells[6].Text != "" {
			silent++
		}
	}
	if readers != n/2 || silent != n/2 {
		t.Errorf("%d read the field and of %d it is not known, want %d of each", readers, silent, n/2)
	}
}

func TestClassifiedListsEveryField(t *testing.T) {
	const n = 700
	rows, counted := 0, ""
	for _, v := range viewsOf(t, hotel(t, n), site.Classified) {
		view, ok := v.(page.ClassifiedView)
		if !ok {
			t.Fatalf("%T", v)
		}
		rows += view.Table.Len()
		if view.Map.Len() > 0 {
			counted = view.Map.Groups[0].Rows[0].Cells[1].Text
		}
	}
	if rows != n || counted != "700" {
		t.Errorf("%d rows and %s in the map, want %d", rows, counted, n)
	}
}

func TestReachIsWholeAndSaysWhatBreaks(t *testing.T) {
	const n = 40
	v, ok := viewsOf(t, hotel(t, n), site.Reach)["events/m000/impact/index.html"].(page.ReachView)
	if !ok {
		t.Fatal("the message has no page of its impact")
	}
	if got := v.Reached.Len(); got != n {
		t.Errorf("%d services are reached in a ring of %d", got, n)
	}
	if got := v.Upstream.Len(); got != n {
		t.Errorf("%d services are upstream in a ring of %d", got, n)
	}
	// The third service on the way is behind three messages, and the path names what is between.
	third := v.Reached.Groups[2]
	if third.Title.Text != "3 hops" || !inOrder(third.Rows[0].Cells[1].HTML, "s001", "m001", "s002", "m002") {
		t.Errorf("%s through %s", third.Title.Text, third.Rows[0].Cells[1].HTML)
	}
	// The consumer of m000 is s001, which does not say what it reads; that of m001 reads guestId.
	if got := v.Consumers.Groups[0].Rows[0].Cells[1].Chips[0].Text; got != "unknown" {
		t.Errorf("the consumer is %s", got)
	}
	v, ok = viewsOf(t, hotel(t, n), site.Reach)["events/m001/impact/index.html"].(page.ReachView)
	if !ok || v.Fields.Len() != 2 {
		t.Fatalf("%d fields, want 2", v.Fields.Len())
	}
	breaks, safe := v.Fields.Groups[0].Rows[0].Cells, v.Fields.Groups[0].Rows[1].Cells
	if len(breaks[1].Links) != 1 || breaks[2].Text != "0" || len(safe[1].Links) != 0 || safe[2].Text != "1" {
		t.Errorf("a change of guestId: %v, of a note: %v", breaks, safe)
	}
}

func TestImpactTableSaysWhatItLeavesOut(t *testing.T) {
	v, ok := viewsOf(t, hotel(t, 40), "message")["events/m000/index.html"].(page.MessageView)
	if !ok {
		t.Fatal("no page")
	}
	if v.Impact.Len() != 24 || v.Impact.Total != 40 || v.Impact.More.Text != "16 further ones lie behind these." || !strings.HasSuffix(v.Impact.More.Href, "events/m000/impact/index.html") {
		t.Errorf("%d of %d are shown, and then %q to %s", v.Impact.Len(), v.Impact.Total, v.Impact.More.Text, v.Impact.More.Href)
	}
}

func inOrder(h template.HTML, names ...string) bool {
	text := string(h)
	for _, name := range names {
		i := strings.Index(text, ">"+name+"<")
		if i < 0 {
			return false
		}
		text = text[i:]
	}
	return true
}
