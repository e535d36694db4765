package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// navLimit is how many resources of one kind the navigation lists before it leads to the index instead: a page carries the branch it
// is on, never the whole catalog.
const navLimit = 24

// domainLimit is the same for domains.
const domainLimit = 40

// nav is the navigation beside a page: the branch of the domain that the page is in, or else all domains, and below that the
// indexes.
func (c *context) nav() []NavGroup {
	var groups []NavGroup
	if d := c.homeDomain(); d != catalog.NoID {
		groups = c.branch(d)
	} else {
		groups = append(groups, c.domainGroup())
	}
	groups = append(groups, c.indexGroup(), c.viewGroup())
	return slices.DeleteFunc(groups, func(g NavGroup) bool { return len(g.Items) == 0 && g.Title.Href == "" })
}

// homeDomain is the domain whose branch the page is in: the page's own, or the one around it.
func (c *context) homeDomain() catalog.ID {
	id := c.page.Resource
	if id == catalog.NoID {
		return catalog.NoID
	}
	if c.cat.Base(id).Kind == catalog.DomainKind {
		return c.cat.Latest(catalog.DomainKind, c.cat.Base(id).ID)
	}
	return c.g.Domain(id)
}

func (c *context) domainGroup() NavGroup {
	group := NavGroup{Title: Link{Text: c.t("Domains")}}
	if path, ok := c.plan.SectionPath(catalog.DomainKind, 1); ok {
		group.Title.Href = c.to(path)
	}
	n := 0
	add := func(id catalog.ID, depth int) {
		if n++; n <= domainLimit || c.isHere(id) {
			group.Items = append(group.Items, c.navItem(id, depth))
		}
	}
	for _, d := range c.tops {
		add(d, 0)
		for _, sub := range c.inside[d].domains {
			add(sub, 1)
		}
	}
	return c.more(group, n, group.Title.Href)
}

// branch lists what is in one domain, by kind.
func (c *context) branch(d catalog.ID) []NavGroup {
	in := c.inside[d]
	head := NavGroup{Title: c.link(d), Current: c.page.Resource == d}
	for _, sub := range in.domains {
		head.Items = append(head.Items, c.navItem(sub, 0))
	}
	groups := []NavGroup{head}
	for _, part := range in.parts {
		group := NavGroup{Title: Link{Text: c.t(sectionWord(part.kind))}}
		for i, id := range part.ids {
			if i < navLimit || c.isHere(id) {
				group.Items = append(group.Items, c.navItem(id, 0))
			}
		}
		groups = append(groups, c.more(group, len(part.ids), c.href(d)+"#"+part.kind.Section()))
	}
	return groups
}

// more leads from a group with the first of n items, and that of the page itself, to the rest.
func (c *context) more(group NavGroup, n int, rest string) NavGroup {
	if left := n - len(group.Items); left > 0 {
		group.More = Link{Text: c.n("%d more|%d more", left), Href: rest}
	}
	return group
}

func (c *context) navItem(id catalog.ID, depth int) NavItem {
	l := c.link(id)
	l.Version = ""
	return NavItem{Link: l, Depth: depth, Current: c.isHere(id)}
}

// isHere reports whether the page is about a resource, in whichever version.
func (c *context) isHere(id catalog.ID) bool {
	here := c.page.Resource
	if id == here || here == catalog.NoID {
		return id == here
	}
	a, b := c.cat.Base(id), c.cat.Base(here)
	return a.Kind == b.Kind && a.ID == b.ID
}

func (c *context) indexGroup() NavGroup {
	group := NavGroup{Title: Link{Text: c.t("Everything")}}
	for _, kind := range catalog.Kinds() {
		if path, ok := c.plan.SectionPath(kind, 1); ok {
			current := c.page.Kind == site.Index && c.page.Section == kind || c.page.Path == path
			group.Items = append(group.Items, NavItem{
				Link:  Link{Text: c.t(sectionWord(kind)), Href: c.to(path), Icon: kind.String()},
				Count: len(c.plan.List(kind)), Current: current,
			})
		}
	}
	az, _ := c.plan.SectionPath(catalog.NoKind, 1)
	group.Items = append(group.Items, NavItem{
		Link: Link{Text: c.t("A to Z"), Href: c.to(az), Icon: "list"}, Count: len(c.plan.List(catalog.NoKind)), Current: c.page.Kind == site.AZ,
	})
	return group
}

// viewGroup leads to what looks at the catalog as a whole.
func (c *context) viewGroup() NavGroup {
	group := NavGroup{Title: Link{Text: c.t("Across the catalog")}}
	group.Items = append(group.Items, NavItem{
		Link: Link{Text: c.t("Map"), Href: c.to(site.FixedPath(site.Map)), Icon: "map"}, Current: c.page.Kind == site.Map,
	})
	group.Items = append(group.Items, c.fieldItems()...)
	if c.compared() {
		group.Items = append(group.Items, NavItem{
			Link: Link{Text: c.t("Changes"), Href: c.to(site.FixedPath(site.Changes)), Icon: "clock"}, Current: c.page.Kind == site.Changes,
		})
	}
	group.Items = append(group.Items, NavItem{
		Link: Link{Text: c.t("Explore"), Href: c.to(site.FixedPath(site.Explore)), Icon: "list"}, Current: c.page.Kind == site.Explore,
	}, NavItem{
		Link: Link{Text: c.t("Health"), Href: c.to(site.FixedPath(site.Health)), Icon: "health"}, Current: c.page.Kind == site.Health,
	})
	return group
}

// everywhere is the indexes and the views, for pages that have nothing else to lead to.
func (c *context) everywhere() []NavItem {
	return slices.Concat(c.indexGroup().Items, c.viewGroup().Items)
}

// content is what stands directly in a domain, by kind and name, the highest versions only.
type content struct {
	domains []catalog.ID
	parts   []part
}

type part struct {
	kind catalog.Kind
	ids  []catalog.ID
}

// navKinds are the kinds of the branch of a domain, in their order.
var navKinds = []catalog.Kind{
	catalog.SystemKind, catalog.ServiceKind, catalog.EventKind, catalog.CommandKind, catalog.QueryKind, catalog.ChannelKind, catalog.EntityKind,
}

// placeAll collects what is inside each domain.
func (b *Builder) placeAll() {
	b.inside = map[catalog.ID]*content{}
	for _, d := range b.cat.OfKind(catalog.DomainKind) {
		b.inside[d] = &content{}
	}
	for _, d := range b.plan.List(catalog.DomainKind) {
		if parent := b.g.Domain(d); parent != catalog.NoID {
			b.inside[parent].domains = append(b.inside[parent].domains, d)
		} else {
			b.tops = append(b.tops, d)
		}
	}
	for _, kind := range navKinds {
		for _, id := range b.plan.List(kind) {
			d := b.g.Domain(id)
			if d == catalog.NoID {
				continue
			}
			in := b.inside[d]
			if n := len(in.parts); n == 0 || in.parts[n-1].kind != kind {
				in.parts = append(in.parts, part{kind: kind})
			}
			last := &in.parts[len(in.parts)-1]
			last.ids = append(last.ids, id)
		}
	}
}
