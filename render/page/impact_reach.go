package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/site"
)

// ReachView is the impact of a change of one resource, in full.
type ReachView struct {
	Frame
	// Figure is what lies downstream, Sources what lies upstream: side by side they were wider than a page.
	Figure, Sources Figure
	// Reading is which consumers of a message read which of its fields.
	Reading Figure
	// Consumers says of each consumer of a message what it reads, Fields of each field whom a change of it breaks, Order in what order to
	// upgrade, Sharing which messages are made of the same definitions.
	Consumers, Fields, Order, Sharing Table
	// Reached are the services and stores downstream, Messages the messages on the way, Upstream what it depends on, Flows the flows that are touched.
	Reached, Messages, Upstream, Flows Table
}

// reachWalk is up to how many resources a walk looks at. One that is longer is cut, and the page says so.
const reachWalk = 4000

// reachHops is how many columns a drawing has beside the resource and the box for what lies further: as many as the width of a page holds.
const reachHops = 3

func reachPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := ReachView{Frame: c.frame()}
	v.Icon, v.KindWord = c.icon(id), c.t(kindWord(c.cat.Base(id).Kind))
	v.titled(c.words.F("Impact of %s", visible(c.cat.Base(id).Title())))
	v.Crumbs[len(v.Crumbs)-1].Text = c.t("Impact")
	v.Chips = c.rowChips(c.cat.Base(id))
	starts := c.plan.Starts(id)
	down, up := c.downstream(id, starts), c.plan.Walk(starts, false, reachWalk)
	v.Figure = c.lineageFigure(id, lineageOptions{Down: true, Hops: reachHops, To: catalog.NoID, MoreDown: "#reached"})
	v.Figure.ID, v.Figure.Title = "lineage", c.t("Where it goes")
	v.Sources = c.lineageFigure(id, lineageOptions{Up: true, Hops: reachHops, To: catalog.NoID, MoreUp: "#upstream"})
	v.Sources.ID, v.Sources.Title = "sources", c.t("Where it comes from")
	v.drawing(v.Figure)
	if c.cat.Base(id).Kind.IsMessage() {
		c.messageReach(&v)
	}
	v.Reached = c.fullTable("reached", c.t("Reaches"), c.t("Every service and store that information from here may come to, nearest first, with a shortest path that proves it."), starts, down, true)
	v.Messages = c.messagesOnTheWay(starts, down)
	v.Flows = c.flowsTouched(id, down)
	v.Upstream = c.fullTable("upstream", c.t("Depends on"), c.t("Where information here comes from, nearest first."), starts, up, false)
	v.list(v.Reached, v.Messages, v.Flows)
	v.drawing(v.Sources)
	v.list(v.Upstream, v.Sharing)
	v.Facts = c.reachFacts(v, down)
	return v
}

// downstream is what information from a resource comes to. The services that receive from a channel are themselves the first of it.
func (c *context) downstream(id catalog.ID, starts []catalog.ID) []graph.Reach {
	walk := c.plan.Walk(starts, true, reachWalk)
	if c.cat.Base(id).Kind != catalog.ChannelKind {
		return walk
	}
	first := make([]graph.Reach, len(starts), len(starts)+len(walk))
	for i, s := range starts {
		first[i] = graph.Reach{ID: s, Hops: 1, Prev: catalog.NoID}
	}
	for _, r := range walk {
		r.Hops++
		first = append(first, r)
	}
	return first
}

// reachFacts sum up the page.
func (c *context) reachFacts(v ReachView, down []graph.Reach) []Fact {
	var affected []catalog.ID
	domains := map[catalog.ID]bool{}
	for _, r := range down {
		if c.plan.Affected(r.ID) {
			affected = append(affected, r.ID)
			if d := c.g.Domain(r.ID); d != catalog.NoID {
				domains[d] = true
			}
		}
	}
	text := c.n("%d service or store|%d services and stores", len(affected))
	if len(down) >= reachWalk {
		text = c.words.F("more than %s", text)
	}
	facts := []Fact{
		{Label: c.t("About"), Cell: Cell{Links: []Link{c.link(c.page.Resource)}}},
		{Label: c.t("Reaches"), Cell: Cell{Text: text}},
		{Label: c.t("Domains"), Cell: Cell{Text: number(len(domains))}},
	}
	if n := max(v.Flows.Len(), v.Flows.Total); n > 0 {
		facts = append(facts, Fact{Label: c.t("Flows"), Cell: Cell{Links: []Link{{Text: number(n), Href: "#flows"}}}})
	}
	if owners, more := c.askers(affected); len(owners) > 0 {
		links := c.links(owners)
		if more > 0 {
			links = append(links, Link{Text: c.n("%d more|%d more", more), Href: "#reached"})
		}
		facts = append(facts, Fact{Label: c.t("To talk to"), Cell: Cell{Links: links}})
	}
	return facts
}

// trailOf is the trail of a walk from several starts.
func trailOf(starts []catalog.ID, walk []graph.Reach) trail {
	prev := trail{}
	for _, r := range walk {
		prev[r.ID] = r.Prev
	}
	for _, s := range starts {
		prev[s] = catalog.NoID
	}
	return prev
}

// fullTable lists the services and stores of a walk.
func (c *context) fullTable(anchor, title, lead string, starts []catalog.ID, walk []graph.Reach, down bool) Table {
	t := Table{ID: anchor, Title: title, Lead: lead, Filter: true, Cols: []string{c.t("Service or store"), c.t("Through"), c.t("Domain"), c.t("Owner")}}
	prev := trailOf(starts, walk)
	rest := 0
	for _, r := range walk {
		switch {
		case !c.plan.Affected(r.ID):
		case t.Len() == c.plan.ReachRows():
			rest++
		default:
			c.reachRow(&t, r, c.pathCell(prev, r.ID, down))
		}
	}
	c.sayRest(&t, rest, len(walk) >= reachWalk)
	return t
}

// sayRest says what a table of a walk leaves out.
func (c *context) sayRest(t *Table, rest int, cut bool) {
	switch {
	case cut:
		t.More.Text = c.n("More than %d further one lies behind these.|More than %d further ones lie behind these.", rest)
	case rest > 0:
		t.Total = t.Len() + rest
		t.More.Text = c.n("%d further one lies behind these.|%d further ones lie behind these.", rest)
	}
}

// messagesOnTheWay lists the messages that a walk came to.
func (c *context) messagesOnTheWay(starts []catalog.ID, down []graph.Reach) Table {
	t := Table{
		ID: "messages", Title: c.t("Messages on the way"), Lead: c.t("What is sent because of it, or may be."), Filter: true,
		Cols: []string{c.t("Message"), c.t("Through"), c.t("Domain"), c.t("Owner")},
	}
	prev := trailOf(starts, down)
	rest := 0
	for _, r := range down {
		base := c.cat.Base(r.ID)
		switch {
		case !base.Kind.IsMessage() || !base.Latest:
		case t.Len() == c.plan.ReachRows():
			rest++
		default:
			c.reachRow(&t, r, c.pathCell(prev, r.ID, true))
		}
	}
	if t.Len() > 0 {
		c.sayRest(&t, rest, len(down) >= reachWalk)
	}
	return t
}

// flowsTouched lists the flows that a resource takes part in, and then those that what it reaches takes part in.
func (c *context) flowsTouched(id catalog.ID, down []graph.Reach) Table {
	t := Table{ID: "flows", Title: c.t("Flows that are touched"), Cols: []string{c.t("Flow"), c.t("Because of"), c.t("Owner"), c.t("Summary")}}
	because := map[catalog.ID][]catalog.ID{}
	var order []catalog.ID
	note := func(of catalog.ID) {
		for _, m := range c.g.MentionedBy(of) {
			if m.Role != catalog.InStep || !c.cat.Base(m.From).Latest {
				continue
			}
			if because[m.From] == nil {
				order = append(order, m.From)
			}
			if !slices.Contains(because[m.From], of) {
				because[m.From] = append(because[m.From], of)
			}
		}
	}
	base := c.cat.Base(id)
	for _, v := range c.cat.Versions(base.Kind, base.ID) {
		note(v)
	}
	direct := len(order)
	for _, r := range down {
		note(r.ID)
	}
	direct = min(direct, len(order))
	for i, group := range [][]catalog.ID{order[:direct], order[direct:]} {
		var rows []Row
		for _, flow := range group[:min(len(group), c.plan.ReachRows())] {
			steps := because[flow]
			links := c.links(steps[:min(len(steps), readersShown)])
			if rest := len(steps) - len(links); rest > 0 {
				links = append(links, Link{Text: c.n("%d more|%d more", rest)})
			}
			b := c.cat.Base(flow)
			rows = append(rows, Row{Cells: []Cell{{Links: []Link{c.link(flow)}}, {Links: links}, c.ownersOf(flow), {HTML: c.phrase(b.Summary, b.Source.Pos.File)}}})
		}
		if len(rows) > 0 {
			t.Groups = append(t.Groups, Group{Title: Link{Text: []string{c.t("It is a step of"), c.t("What it reaches is a step of")}[i]}, Rows: rows})
		}
	}
	return t
}
