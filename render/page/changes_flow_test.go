package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/diagram"
	"github.com/eventatlas/eventatlas/render/site"
)

// TestFlowChanges holds that a commit is drawn with the connections that it changed, between resources of now and what is gone.
func TestFlowChanges(t *testing.T) {
	base := func(kind catalog.Kind, id string) catalog.Base {
		return catalog.Base{Kind: kind, ID: id, Source: catalog.Source{Pos: catalog.Pos{File: "a.yaml"}, Format: nativeFormat}}
	}
	use := func(ids ...string) []catalog.Use {
		var list []catalog.Use
		for _, id := range ids {
			ref, _ := catalog.ParseRef(id)
			list = append(list, catalog.Use{Message: ref})
		}
		return list
	}
	events := []catalog.Resource{
		&catalog.Message{Base: base(catalog.EventKind, "paid")}, &catalog.Message{Base: base(catalog.EventKind, "sent")}, &catalog.Message{Base: base(catalog.CommandKind, "send")},
	}
	was := []catalog.Resource{
		&catalog.Service{Base: base(catalog.ServiceKind, "shop"), Produces: use("paid", "old"), Consumes: use("sent")},
		&catalog.Service{Base: base(catalog.ServiceKind, "gone"), Consumes: use("paid")},
		&catalog.Channel{Base: base(catalog.ChannelKind, "topic")},
	}
	now := []catalog.Resource{
		&catalog.Service{Base: base(catalog.ServiceKind, "shop"), Produces: use("paid", "send"), Consumes: []catalog.Use{{Message: catalog.Ref{ID: "sent"}, Group: "g"}}, Calls: []catalog.Call{{Service: catalog.Ref{ID: "bank"}}}},
		&catalog.Channel{Base: base(catalog.ChannelKind, "topic"), Carries: []catalog.Ref{{ID: "paid"}}},
	}
	found := changes.Compare(changes.Side{Resources: slices.Concat(was, events)}, changes.Side{Resources: slices.Concat(now, events)})
	history := &changes.History{State: changes.Known, Commits: []changes.Commit{{ID: "abcdef0123456789", Subject: "Say <b>", Time: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), Resources: found}}}
	cat := catalog.Link([]*catalog.Fragment{{Path: "a.yaml", Format: nativeFormat, Resources: slices.Concat(now, events)}}, catalog.Config{})
	plan := site.New(cat, graph.Build(cat))
	p, ok := plan.Page(site.FixedPath(site.Changes))
	if !ok {
		t.Fatal("there is no page of changes")
	}
	flows := changesPage(New(plan, Options{History: history}), p).(ChangesView).Flows
	if len(flows) != 1 || flows[0].Commit.Href != "#c-abcdef012345" {
		t.Fatalf("%+v", flows)
	}
	spec := flows[0].Figure.Spec
	var got []string
	for _, e := range spec.Edges {
		got = append(got, fmt.Sprintf("%s %s %s %s", spec.Nodes[e.From].Name, e.Relation, spec.Nodes[e.To].Name, e.Label))
	}
	slices.Sort(got)
	want := []string{
		"paid consumed by gone − removed", "paid travels on topic + added", "sent consumed by shop ± group",
		"shop calls bank + added", "shop produces old − removed", "shop produces send + added",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, n := range spec.Nodes {
		wantChange := map[string]diagram.Change{"shop": diagram.Changed, "gone": diagram.Removed, "topic": diagram.Changed}[n.Name]
		if n.Change != wantChange || (n.Href == "") != (n.Name == "gone" || n.Name == "old" || n.Name == "bank") && n.Name != "bank" {
			t.Errorf("%+v", n)
		}
	}
}

// TestFlowChangesAreBounded holds that a commit of hundreds of connections is drawn as a part, and says so.
func TestFlowChangesAreBounded(t *testing.T) {
	service := &catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "hub"}}
	for i := range 200 {
		service.Produces = append(service.Produces, catalog.Use{Message: catalog.Ref{ID: fmt.Sprintf("m%03d", i)}})
	}
	list := []catalog.Resource{service}
	cat := catalog.Link([]*catalog.Fragment{{Path: "a.yaml", Format: nativeFormat, Resources: list}}, catalog.Config{})
	plan := site.New(cat, graph.Build(cat))
	history := &changes.History{State: changes.Known}
	for i := range 20 {
		history.Commits = append(history.Commits, changes.Commit{ID: fmt.Sprintf("%012d", i), Resources: changes.Compare(changes.Side{}, changes.Side{Resources: list})})
	}
	p, _ := plan.Page(site.FixedPath(site.Changes))
	flows := changesPage(New(plan, Options{History: history}), p).(ChangesView).Flows
	if len(flows) != flowDrawings || len(flows[0].Figure.Spec.Nodes) != flowBoxes || !strings.HasPrefix(flows[0].Note, "171 ") {
		t.Errorf("%d drawings, the first of %d boxes: %s", len(flows), len(flows[0].Figure.Spec.Nodes), flows[0].Note)
	}
}
