package page

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/catalog/load"
	"github.com/eventatlas/eventatlas/render/diagram"
	"github.com/eventatlas/eventatlas/render/site"
)

// contextAt makes the context of the page of a resource in a catalog of one file.
func contextAt(tb testing.TB, source, ref string) (*context, catalog.ID) {
	tb.Helper()
	dir := tb.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "catalog.yaml"), []byte(source), 0o600); err != nil {
		tb.Fatal(err)
	}
	loaded, err := load.Load(tb.Context(), dir, load.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	cat := catalog.Link(loaded.Fragments, loaded.Config)
	plan := site.New(cat, graph.Build(cat))
	id := idOf(tb, cat, ref)
	p, ok := plan.Page(plan.Path(id))
	if !ok {
		tb.Fatalf("%s has no page", ref)
	}
	return New(plan, Options{}).at(p), id
}

func idOf(tb testing.TB, cat *catalog.Catalog, text string) catalog.ID {
	tb.Helper()
	ref, _ := catalog.ParseRef(text)
	id, _ := cat.Resolve(ref, nil)
	if id == catalog.NoID {
		tb.Fatalf("there is no %s", text)
	}
	return id
}

// linesOfSpec says what a drawing shows, a line for each column and each edge.
func linesOfSpec(spec diagram.Spec) string {
	var columns [40][]string
	name := func(i int) string {
		n := spec.Nodes[i]
		text := n.Name
		if n.Hero {
			text = "<" + text + ">"
		}
		if n.Dim {
			text = "(" + text + ")"
		}
		return text
	}
	for i, n := range spec.Nodes {
		columns[n.Column] = append(columns[n.Column], name(i))
	}
	var b strings.Builder
	for i, c := range columns {
		if len(c) > 0 {
			fmt.Fprintf(&b, "%d: %s\n", i, strings.Join(c, ", "))
		}
	}
	var edges []string
	for _, e := range spec.Edges {
		line := name(e.From) + " " + e.Relation + " " + name(e.To)
		if e.Strong {
			line += " !"
		}
		if e.Dim {
			line = "(" + line + ")"
		}
		edges = append(edges, line)
	}
	slices.Sort(edges)
	return b.String() + strings.Join(edges, "\n") + "\n"
}

// linesOfFigure is linesOfSpec with what is only listed, in brackets.
func linesOfFigure(f Figure) string {
	var b strings.Builder
	b.WriteString(linesOfSpec(f.Spec))
	for _, e := range f.Undrawn {
		fmt.Fprintf(&b, "[%s %s %s]\n", f.Spec.Nodes[e.From].Name, e.Relation, f.Spec.Nodes[e.To].Name)
	}
	return b.String()
}

const chain = `
services:
  shop: { produces: [ordered], consumes: [paid] }
  till: { consumes: [ordered], produces: [paid], calls: [bank] }
  bank: {}
  ledger: { consumes: [paid], produces: [booked] }
  report: { consumes: [booked], produces: [reported] }
  board: { consumes: [reported] }
events: { ordered: {}, paid: {}, booked: {}, reported: {} }
`

func TestLineageInColumns(t *testing.T) {
	c, id := contextAt(t, chain, "event:paid")
	for _, test := range []struct {
		name string
		opt  lineageOptions
		want string
	}{
		{"the start alone", lineageOptions{To: catalog.NoID}, `
1: <paid>
`},
		{"what lies further is one box", lineageOptions{Down: true, To: catalog.NoID, Hops: 2}, `
1: <paid>
2: ledger, shop
3: booked, ordered
4: + 4 more
<paid> consumed by ledger
<paid> consumed by shop
booked leads to + 4 more
ledger produces booked
ordered leads to + 4 more
shop produces ordered
`},
		{"upstream, with a loop", lineageOptions{Up: true, To: catalog.NoID}, `
1: shop
2: bank, ordered
3: till
4: <paid>
bank answers till
ordered consumed by till
shop produces ordered
till produces <paid>
[paid consumed by shop]
`},
		{"both sides", lineageOptions{Up: true, Down: true, To: catalog.NoID, Hops: 1}, `
1: + 3 more
2: till
3: <paid>
4: ledger, shop
5: + 6 more
+ 3 more leads to till
<paid> consumed by ledger
<paid> consumed by shop
ledger leads to + 6 more
shop leads to + 6 more
till produces <paid>
`},
		{"a path goes on behind the bound", lineageOptions{Down: true, To: idOf(t, c.cat, "service:board"), Hops: 1}, `
1: <paid>
2: ledger, (shop)
3: booked, (+ 1 more)
4: report, (+ 1 more)
5: reported
6: board
((+ 1 more) leads to (+ 1 more))
((shop) leads to (+ 1 more))
(<paid> consumed by (shop))
<paid> consumed by ledger !
booked consumed by report !
ledger produces booked !
report produces reported !
reported consumed by board !
`},
		{"a path that there is not", lineageOptions{Down: true, To: idOf(t, c.cat, "service:bank"), Hops: 1}, `
1: <paid>
2: ledger, shop
3: + 6 more
<paid> consumed by ledger
<paid> consumed by shop
ledger leads to + 6 more
shop leads to + 6 more
`},
	} {
		if got := strings.TrimSpace(linesOfFigure(c.lineageFigure(id, test.opt))); got != strings.TrimSpace(test.want) {
			t.Errorf("%s: got\n%s", test.name, got)
		}
	}
}

// hub is an event that many services receive, each of which tells it to others.
func hub(services int) string {
	var b strings.Builder
	b.WriteString("services:\n  source: { produces: [told] }\n")
	for i := range services {
		fmt.Fprintf(&b, "  ear-%03d: { consumes: [told], produces: [said-%03d] }\n", i, i)
		fmt.Fprintf(&b, "  far-%03d: { consumes: [said-%03d, said-%03d] }\n", i, i, (i+1)%services)
	}
	b.WriteString("events:\n  told: {}\n")
	for i := range services {
		fmt.Fprintf(&b, "  said-%03d: {}\n", i)
	}
	return b.String()
}

func TestLineageOfAHubIsBounded(t *testing.T) {
	c, id := contextAt(t, hub(300), "event:told")
	to := idOf(t, c.cat, "service:far-250")
	spec := c.lineageFigure(id, lineageOptions{Up: true, Down: true, To: to, MoreDown: "#downstream"}).Spec
	columns, boxes := map[int]int{}, 0
	for _, n := range spec.Nodes {
		columns[n.Column]++
		if n.Kind == diagram.KindMore {
			boxes++
			if n.Href != "#downstream" || !n.Dim {
				t.Errorf("%+v", n)
			}
		}
	}
	for column, n := range columns {
		if n > columnLimit {
			t.Errorf("%d nodes in column %d", n, column)
		}
	}
	if len(columns) != 5 || boxes != 3 {
		t.Errorf("%v columns, %d boxes", columns, boxes)
	}
	strong := 0
	for _, e := range spec.Edges {
		if e.Strong {
			strong++
		}
	}
	if strong != 3 {
		t.Errorf("%d strong edges of %d", strong, len(spec.Edges))
	}
	opt := diagram.Options{MaxWidth: pageWidth}
	scene := diagram.Layout(spec, opt)
	if found := diagram.Check(spec, scene); len(found) > 0 || scene.Wide {
		t.Errorf("wide: %v, %v", scene.Wide, found)
	}
}
