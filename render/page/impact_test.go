package page

import (
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/site"
)

// A message that reaches little has no page of its impact alone, so its own page says what it depends on, by which path, and in what order to upgrade.
func TestImpactWithoutAPage(t *testing.T) {
	use := func(id string) []catalog.Use { return []catalog.Use{{Message: catalog.Ref{ID: id}}} }
	service := func(id string, produces, consumes []catalog.Use) catalog.Resource {
		return &catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: id}, Produces: produces, Consumes: consumes}
	}
	event := func(id string) catalog.Resource {
		return &catalog.Message{Base: catalog.Base{Kind: catalog.EventKind, ID: id}}
	}
	cat := catalog.Link([]*catalog.Fragment{{Resources: []catalog.Resource{
		service("first", use("begun"), nil), event("begun"), service("second", use("done"), use("begun")), event("done"), service("third", nil, use("done")),
	}}}, catalog.Config{})
	plan := site.New(cat, graph.Build(cat))
	id := cat.Find("event:done")
	at, _ := plan.Page(plan.Path(id))
	v, ok := messagePage(New(plan, Options{}), at).(MessageView)
	if _, whole := plan.ReachPath(id); !ok || whole {
		t.Fatal("the event has a page of its impact")
	}
	names := map[string]string{}
	for _, g := range v.Upstream.Groups {
		for _, r := range g.Rows {
			names[r.Cells[0].Links[0].Text] = g.Title.Text
		}
	}
	if len(names) != 2 || names["second"] != "1 hop" || names["first"] != "2 hops" {
		t.Errorf("it depends on %v", names)
	}
	if v.Order.Len() != 3 || v.Impact.Len() != 1 {
		t.Errorf("the order has %d rows, the impact %d", v.Order.Len(), v.Impact.Len())
	}
}
