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
	c.moreOf(&v.Domains, catalog.DomainKind, len(c.tops))
	c.moreOf(&v.Flows, catalog.FlowKind, len(c.plan.List(catalog.FlowKind)))
	c.moreOf(&v.Teams, catalog.TeamKind, len(c.plan.List(catalog.TeamKind)))
	if v.Recent = c.recentTable(); v.Recent.Shown() {
		v.FeedHref = c.to(FeedPath)
	}
	return v
}

// moreOf leads from a table that does not hold all to the index of the kind.
func (c *context) moreOf(t *Table, kind catalog.Kind, all int) {
	path, _ := c.plan.SectionPath(kind, 1)
	if rest := all - t.Len(); rest > 0 {
		t.Total, t.More = all, Link{Text: c.n("%d more|%d more", rest), Href: c.to(path)}
	}
}

// homeKinds are the kinds that the first page counts; the navigation beside it counts all.
var homeKinds = []catalog.Kind{
	catalog.DomainKind, catalog.ServiceKind, catalog.EventKind, catalog.CommandKind, catalog.QueryKind, catalog.ChannelKind, catalog.FlowKind,
}

func (c *context) firstOf(kind catalog.Kind, n int) []catalog.ID {
	list := c.plan.List(kind)
	return list[:min(n, len(list))]
}

// mapWidth is less than other drawings may take: it asks for fewer columns, before domains become too narrow for their counts.
const mapWidth = 934

// domainMap draws the domains and how many messages go from one to another. In a large catalog it draws what can be read: the domains that exchange the
// most, and the strongest flow that leaves each.
func (c *context) domainMap() Figure {
	s := c.sketch(c.t("Domains and what flows between them"))
	domains, flows, lead := c.mapped()
	for _, d := range domains {
		services, messages := c.domainCounts(d)
		subtitle := c.n("%d message|%d messages", messages)
		if lead == "" {
			subtitle = c.n("%d service|%d services", services) + " · " + subtitle
		}
		s.spec.Nodes = append(s.spec.Nodes, diagram.Node{
			Ref: c.cat.Base(d).Key(), Name: visible(c.cat.Base(d).Title()), Href: c.href(d), Kind: diagram.KindDomain, Weight: messages, Subtitle: subtitle,
		})
		s.nodes[d] = len(s.spec.Nodes) - 1
	}
	for _, f := range flows {
		label := number(len(f.Messages))
		if lead == "" {
			label = c.n("%d message|%d messages", len(f.Messages))
		}
		s.spec.Edges = append(s.spec.Edges, diagram.Edge{
			From: s.nodes[f.From], To: s.nodes[f.To], Relation: "sends messages to", Weight: len(f.Messages), Label: label,
		})
	}
	return Figure{ID: "map", Title: c.t("Domain map"), Lead: lead, Spec: s.spec, Overview: true, MaxWidth: mapWidth}
}

// The domain map draws every domain up to mapDomains and every flow up to mapFlows of them.
const (
	mapDomains = 40
	mapFlows   = 40
)

// mapped are the domains and the flows that the map draws, with what is to be said where those are not all.
func (c *context) mapped() (domains []catalog.ID, flows []site.Crossing, lead string) {
	domains, flows = c.tops, c.plan.Crossings()
	if len(flows) <= mapFlows && len(domains) <= mapDomains {
		return domains, flows, ""
	}
	lead = c.t("The strongest flow that leaves each domain, with the number of its messages.")
	if len(domains) > mapDomains {
		domains = c.exchanging(flows)
		domains = domains[:min(len(domains), mapDomains)]
		lead = c.words.F("The %s domains that exchange the most, and the strongest flow that leaves each, with the number of its messages.", number(len(domains)))
	}
	drawn := map[catalog.ID]bool{}
	for _, d := range domains {
		drawn[d] = true
	}
	flows = slices.DeleteFunc(slices.Clone(flows), func(f site.Crossing) bool { return !drawn[f.From] || !drawn[f.To] })
	if len(flows) <= mapFlows {
		return domains, flows, lead
	}
	var kept []site.Crossing
	for _, d := range domains {
		kept = append(kept, strongest(flows, d, 1)...)
	}
	return domains, kept, lead
}

// strongest are the flows that leave a domain, in their order; where there are more than the limit, those with the most messages.
func strongest(flows []site.Crossing, from catalog.ID, limit int) []site.Crossing {
	var own []site.Crossing
	for _, f := range flows {
		if f.From == from {
			own = append(own, f)
		}
	}
	if len(own) > limit {
		slices.SortStableFunc(own, func(a, b site.Crossing) int { return len(b.Messages) - len(a.Messages) })
		own = own[:limit]
	}
	return own
}

// homeRows is how many domains the first page lists; their index has the rest.
const homeRows = 40

func (c *context) domainsTable() Table {
	t := Table{ID: "domains", Title: c.t("Domains"), Cols: []string{c.t("Domain"), c.t("Services"), c.t("Messages"), c.t("Owner"), c.t("Summary")}}
	var rows []Row
	for _, d := range c.tops[:min(homeRows, len(c.tops))] {
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

// In a large catalog the list of flows has the strongest of each domain, with one message each, and leads to the whole lists.
const (
	crossingsLimit = 160
	crossingsKept  = 5
)

// crossingsTable lists what flows between domains, by domain.
func (c *context) crossingsTable() Table {
	flows := c.plan.Crossings()
	t := Table{ID: "crossings", Title: c.t("Between domains"), Cols: []string{c.t("To"), c.t("Messages"), c.t("Which")}, Total: len(flows)}
	named, limit := 8, len(flows)
	if limit > crossingsLimit {
		named, limit = 1, crossingsKept
		t.Lead = c.t("The strongest flows that leave each domain.")
	}
	for _, d := range c.tops {
		own := strongest(flows, d, limit)
		if len(own) == 0 {
			continue
		}
		group := Group{Title: c.link(d)}
		for _, f := range own {
			group.Rows = append(group.Rows, c.crossingRow(f, named))
		}
		l := c.plan.ListingOf(site.Leaving, d, "")
		if all := len(strongest(flows, d, len(flows))); all > len(own) {
			rest := Link{Text: c.n("%d more domain|%d more domains", all-len(own)), Href: c.to(l.Path(1))}
			group.Rows = append(group.Rows, Row{Cells: []Cell{{Links: []Link{rest}}, {}, {}}})
		}
		t.Groups = append(t.Groups, group)
	}
	return t
}

func (c *context) crossingRow(f site.Crossing, named int) Row {
	place := c.to(c.plan.Place(c.plan.ListingOf(site.Leaving, f.From, ""), f.To))
	links := c.links(f.Messages[:min(len(f.Messages), named)])
	if rest := len(f.Messages) - len(links); rest > 0 {
		links = append(links, Link{Text: c.n("%d more|%d more", rest), Href: place})
	}
	return Row{Cells: []Cell{{Links: []Link{c.link(f.To)}}, {Links: []Link{{Text: number(len(f.Messages)), Href: place}}, Number: true}, {Links: links}}}
}
