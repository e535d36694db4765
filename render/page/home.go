package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
	"github.com/eventatlas/eventatlas/render/site"
)

// HomeView is the first page: the whole at a glance, and the ways in.
type HomeView struct {
	Frame
	Counts []NavItem
	Map    Figure
	// Domains, Flows and Teams are ways in; Health says how good the description is.
	Domains, Flows, Teams Table
	// Recent are the newest changes.
	Recent      Table
	Health      []Health
	HealthTitle string
}

// Health is one figure of the health line.
type Health struct {
	Text, Detail string
	Tone, Icon   string
	Href         string
}

func homePage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := HomeView{Frame: c.frame()}
	v.titled(v.SiteTitle)
	v.Crumbs = nil
	v.Description = visible(c.cat.Config.Description)
	v.Summary = c.phrase(c.cat.Config.Description, "")
	for _, kind := range homeKinds {
		if path, ok := c.plan.SectionPath(kind, 1); ok {
			v.Counts = append(v.Counts, NavItem{Link: Link{Text: c.t(sectionWord(kind)), Href: c.to(path), Icon: kind.String()}, Count: len(c.plan.List(kind))})
		}
	}
	v.Map = c.domainMap()
	v.Health, v.HealthTitle = c.health(), c.t("How well it is described")
	v.Domains = c.domainsTable()
	v.Flows = c.resourceTable("flows", c.t("Flows"), c.firstOf(catalog.FlowKind, 12))
	v.Teams = c.teamsTable()
	if v.Recent = c.recentTable(); v.Recent.Shown() {
		v.FeedHref = c.to(FeedPath)
	}
	return v
}

// homeKinds are the kinds that the first page counts; the navigation beside it counts all.
var homeKinds = []catalog.Kind{
	catalog.DomainKind, catalog.ServiceKind, catalog.EventKind, catalog.CommandKind, catalog.QueryKind, catalog.ChannelKind, catalog.FlowKind,
}

func (c *context) firstOf(kind catalog.Kind, n int) []catalog.ID {
	list := c.plan.List(kind)
	return list[:min(n, len(list))]
}

// domainMap draws the domains and how many messages go from one to another.
func (c *context) domainMap() Figure {
	s := c.sketch(c.t("Domains and what flows between them"))
	for _, d := range c.tops {
		services, messages := c.domainCounts(d)
		s.spec.Nodes = append(s.spec.Nodes, diagram.Node{
			Ref: c.cat.Base(d).Key(), Name: visible(c.cat.Base(d).Title()), Href: c.href(d), Kind: diagram.KindDomain, Weight: messages,
			Subtitle: c.n("%d service|%d services", services) + " · " + c.n("%d message|%d messages", messages),
		})
		s.nodes[d] = len(s.spec.Nodes) - 1
	}
	flows, all := c.strongest(c.plan.Crossings())
	for _, f := range flows {
		s.spec.Edges = append(s.spec.Edges, diagram.Edge{
			From: s.nodes[f.From], To: s.nodes[f.To], Relation: "sends messages to", Weight: len(f.Messages),
			Label: c.n("%d message|%d messages", len(f.Messages)),
		})
	}
	figure := Figure{ID: "map", Title: c.t("Domain map"), Spec: s.spec, Overview: true}
	if !all {
		figure.Lead = c.t("The strongest flows that leave each domain.")
	}
	return figure
}

// The domain map draws every flow up to mapFlows of them; of more, the strongest flowsKept that leave each domain.
const (
	mapFlows  = 40
	flowsKept = 2
)

// strongest keeps the flows that a map can show, in their order, and reports whether those are all.
func (c *context) strongest(flows []site.Crossing) ([]site.Crossing, bool) {
	if len(flows) <= mapFlows {
		return flows, true
	}
	var kept []site.Crossing
	for _, d := range c.tops {
		kept = append(kept, c.leaving(d, flowsKept)...)
	}
	return kept, false
}

func (c *context) domainsTable() Table {
	t := Table{ID: "domains", Title: c.t("Domains"), Cols: []string{c.t("Domain"), c.t("Services"), c.t("Messages"), c.t("Owner"), c.t("Summary")}}
	var rows []Row
	for _, d := range c.tops[:min(40, len(c.tops))] {
		base := c.cat.Base(d)
		services, messages := c.domainCounts(d)
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{c.link(d)}}, count(services), count(messages), c.ownersOf(d), {HTML: c.phrase(base.Summary, base.Source.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func (c *context) teamsTable() Table {
	t := Table{ID: "teams", Title: c.t("Teams"), Cols: []string{c.t("Team"), c.t("Owns"), c.t("Reach them")}}
	var rows []Row
	for _, id := range c.firstOf(catalog.TeamKind, 12) {
		contact := Cell{}
		if team, ok := c.cat.Resource(id).(*catalog.Team); ok {
			contact = c.contact(team.Email, team.Chat)
		}
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{c.link(id)}}, count(len(c.latest(c.targets(c.g.From(id, catalog.Owns))))), contact}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// health says how complete the description is, in figures that lead to what is missing.
func (c *context) health() []Health {
	return []Health{
		c.problemHealth(),
		c.coverage(site.Owner, c.t("have an owner")),
		c.coverage(site.Summary, c.t("have a summary")),
		c.coverage(site.Schema, c.t("of messages have a schema")),
		c.coverage(site.Consumer, c.t("of messages have a consumer")),
	}
}

func (c *context) problemHealth() Health {
	h := Health{Text: c.t("No problems"), Tone: "good", Icon: "check", Href: c.to(site.FixedPath(site.Problems))}
	switch {
	case c.counts.errors > 0:
		h.Text, h.Tone, h.Icon = c.n("%d error|%d errors", c.counts.errors), "bad", "error"
	case c.counts.problems > 0:
		h.Text, h.Tone, h.Icon = c.n("%d warning|%d warnings", c.counts.problems), "warn", "warn"
		return h
	}
	if rest := c.counts.problems - c.counts.errors; rest > 0 {
		h.Detail = c.n("and %d warning|and %d warnings", rest)
	}
	return h
}

// coverage is the share of what has something, which leads to what lacks it.
func (c *context) coverage(gap site.Gap, text string) Health {
	covered := c.plan.Coverage(gap)
	if covered.Of == 0 {
		return Health{}
	}
	h := Health{Text: percent(covered), Detail: text, Tone: "good", Icon: "check", Href: c.to(site.FixedPath(site.Health))}
	if l := c.plan.ListingOf(site.Lacking, catalog.NoID, string(gap)); l != nil {
		h.Tone, h.Icon, h.Href = "info", "info", c.to(l.Path(1))
	}
	if covered.Percent() < 80 {
		h.Tone, h.Icon = "warn", "warn"
	}
	return h
}

// percent writes a share.
func percent(c site.Coverage) string { return number(c.Percent()) + "\u00A0%" }

// MapView is the whole system: domains, what flows between them, and the same as a matrix.
type MapView struct {
	Frame
	Map    Figure
	Matrix Table
	Flows  Table
}

func mapPage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := MapView{Frame: c.frame()}
	v.titled(c.t("Map"))
	v.Icon = "map"
	v.Map = c.domainMap()
	v.Flows = c.crossingsTable()
	if v.Map.Shown() {
		v.section(v.Map.ID, v.Map.Title, 0)
	}
	v.Matrix = c.matrix()
	v.list(v.Matrix, v.Flows)
	return v
}

// crossingsLimit is how many flows of one domain the list of a large catalog shows.
const crossingsLimit = 12

// crossingsTable lists what flows between domains, by domain: in a large catalog the strongest of each, with one message each.
func (c *context) crossingsTable() Table {
	t := Table{ID: "crossings", Title: c.t("Between domains"), Cols: []string{c.t("To"), c.t("Messages"), c.t("Which")}, Total: len(c.plan.Crossings())}
	named, limit := 8, len(c.plan.Crossings())
	if limit > 4*mapFlows {
		named, limit = 1, crossingsLimit
		t.Lead = c.t("The strongest flows that leave each domain.")
	}
	for _, d := range c.tops {
		group := Group{Title: c.link(d)}
		for _, f := range c.leaving(d, limit) {
			group.Rows = append(group.Rows, c.crossingRow(f, named))
		}
		if len(group.Rows) > 0 {
			t.Groups = append(t.Groups, group)
		}
	}
	return t
}

// leaving are the flows that leave a domain, the strongest first where there are more than the limit.
func (c *context) leaving(d catalog.ID, limit int) []site.Crossing {
	var own []site.Crossing
	for _, f := range c.plan.Crossings() {
		if f.From == d {
			own = append(own, f)
		}
	}
	if len(own) > limit {
		slices.SortStableFunc(own, func(a, b site.Crossing) int { return len(b.Messages) - len(a.Messages) })
		own = own[:limit]
	}
	return own
}

func (c *context) crossingRow(f site.Crossing, named int) Row {
	which := c.byTitle(f.Messages)
	links := c.links(which[:min(len(which), named)])
	if rest := len(which) - len(links); rest > 0 {
		links = append(links, Link{Text: c.n("%d more|%d more", rest)})
	}
	return Row{Cells: []Cell{{Links: []Link{c.link(f.To)}}, count(len(which)), {Links: links}}}
}
