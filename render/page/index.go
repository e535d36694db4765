package page

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// IndexView lists the resources of one kind.
type IndexView struct {
	Frame
	Table Table
	Count int
	// Parts are the other pages of a long list.
	Parts []NavItem
}

func indexPage(b *Builder, page site.Page) any {
	c := b.at(page)
	list := c.plan.List(page.Section)
	v := IndexView{Frame: c.frame(), Count: len(list)}
	v.Icon = page.Section.String()
	title := c.t(sectionWord(page.Section))
	v.titled(title)
	c.numbered(&v.Frame, title)
	v.Table = Table{ID: "list", Title: title, Cols: c.indexColumns(page.Section), Bare: true, Filter: true}
	v.Table.Groups = c.indexGroups(page, list[page.First:page.Last])
	v.Parts = c.parts(page)
	return v
}

func (c *context) indexColumns(kind catalog.Kind) []string {
	cols := []string{c.t("Name"), c.t("Version"), c.t("Owner")}
	switch {
	case kind.IsMessage():
		cols = append(cols, c.t("Producers"), c.t("Consumers"))
	case kind == catalog.ServiceKind:
		cols = append(cols, c.t("Receives"), c.t("Sends"))
	case kind == catalog.ChannelKind:
		cols = append(cols, c.t("Address"), c.t("Broker"), c.t("Messages"))
	case kind == catalog.DomainKind:
		cols = append(cols, c.t("Services"), c.t("Messages"))
	case kind == catalog.TeamKind, kind == catalog.PersonKind:
		cols = append(cols, c.t("Owns"))
	case kind == catalog.DecisionKind:
		cols = append(cols, c.t("Status"), c.t("Date"))
	}
	return append(cols, c.t("Summary"))
}

func (c *context) indexGroups(page site.Page, ids []catalog.ID) []Group {
	var groups []Group
	last := catalog.ID(-2)
	for _, id := range ids {
		d := catalog.NoID
		if site.Grouped(page.Section) {
			d = c.g.Domain(id)
		}
		if d != last {
			last = d
			groups = append(groups, Group{Title: c.groupTitle(page.Section, d)})
		}
		g := &groups[len(groups)-1]
		g.Rows = append(g.Rows, Row{Cells: c.indexRow(id)})
	}
	if len(groups) == 1 && last == catalog.NoID {
		groups[0].Title = Link{}
	}
	return groups
}

func (c *context) groupTitle(kind catalog.Kind, d catalog.ID) Link {
	if !site.Grouped(kind) {
		return Link{}
	}
	if d == catalog.NoID {
		return Link{Text: c.t("In no domain")}
	}
	return c.link(d)
}

func (c *context) indexRow(id catalog.ID) []Cell {
	base := c.cat.Base(id)
	l := c.link(id)
	cells := []Cell{{Links: []Link{l}, Chips: c.rowChips(base)}, {Text: visible(base.Version)}, c.ownersOf(id)}
	switch r := c.cat.Resource(id).(type) {
	case *catalog.Message:
		cells = append(cells, c.serviceSummary(c.usesOf(id, catalog.Produces)), c.serviceSummary(c.usesOf(id, catalog.Consumes)))
	case *catalog.Service:
		cells = append(cells, count(len(c.targets(c.g.From(id, catalog.Consumes)))), count(len(c.targets(c.g.From(id, catalog.Produces)))))
	case *catalog.Channel:
		broker := Cell{}
		if b := c.brokerOf(id); b != catalog.NoID {
			broker.Links = []Link{c.link(b)}
		}
		address := Cell{}
		if r.Address != "" {
			address.Codes = []string{visible(r.Address)}
		}
		cells = append(cells, address, broker, count(len(c.targets(c.g.From(id, catalog.Carries)))))
	case *catalog.Domain:
		services, messages := c.domainCounts(id)
		cells = append(cells, count(services), count(messages))
	case *catalog.Team, *catalog.Person:
		cells = append(cells, count(len(c.latest(c.targets(c.g.From(id, catalog.Owns))))))
	case *catalog.Decision:
		cells = append(cells, Cell{Chips: c.statusChip(r.Status)}, Cell{Text: visible(r.Date)})
	}
	return append(cells, Cell{HTML: c.phrase(base.Summary, base.Source.Pos.File)})
}

func count(n int) Cell { return Cell{Text: number(n), Number: true} }

// domainCounts are the services and messages in a domain and the domains in it.
func (b *Builder) domainCounts(id catalog.ID) (services, messages int) {
	in := b.inside[id]
	if in == nil {
		return 0, 0
	}
	for _, p := range in.parts {
		switch {
		case p.kind == catalog.ServiceKind:
			services += len(p.ids)
		case p.kind.IsMessage():
			messages += len(p.ids)
		}
	}
	for _, sub := range in.domains {
		s, m := b.domainCounts(sub)
		services, messages = services+s, messages+m
	}
	return services, messages
}

// parts are the links to the other pages of a long list.
func (c *context) parts(page site.Page) []NavItem {
	if page.Parts < 2 {
		return nil
	}
	var list []NavItem
	for i := range page.Parts {
		path, _ := c.plan.SectionPath(page.Section, i+1)
		if l := c.plan.Listing(page.List); l != nil {
			path = l.Path(i + 1)
		}
		list = append(list, NavItem{Link: Link{Text: strconv.Itoa(i + 1), Href: c.to(path)}, Current: i+1 == page.Part})
	}
	return list
}

// AZView lists everything by name.
type AZView struct {
	Frame
	Count   int
	Letters []Letter
	Parts   []NavItem
}

// Letter is the names that begin with one letter.
type Letter struct {
	ID, Text string
	Links    []Link
}

func azPage(b *Builder, page site.Page) any {
	c := b.at(page)
	list := c.plan.List(catalog.NoKind)
	v := AZView{Frame: c.frame(), Count: len(list), Parts: c.parts(page)}
	v.titled(c.t("A to Z"))
	v.Icon = "list"
	for _, id := range list[page.First:page.Last] {
		base := c.cat.Base(id)
		text := initial(base.Title())
		if n := len(v.Letters); n == 0 || v.Letters[n-1].Text != text {
			v.Letters = append(v.Letters, Letter{ID: "l-" + strconv.Itoa(len(v.Letters)), Text: text})
		}
		l := c.link(id)
		l.Note = c.t(kindWord(base.Kind))
		if d := c.g.Domain(id); d != catalog.NoID && base.Kind != catalog.DomainKind {
			l.Note += " · " + visible(c.cat.Base(d).Title())
		}
		letter := &v.Letters[len(v.Letters)-1]
		letter.Links = append(letter.Links, l)
	}
	return v
}

// initial is the letter under which a name is listed; all digits and signs share one.
func initial(name string) string {
	if r, _ := utf8.DecodeRuneInString(name); unicode.IsLetter(r) {
		return string(unicode.ToUpper(r))
	}
	return "#"
}
