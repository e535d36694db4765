package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// SystemView is the page of a system.
type SystemView struct {
	Frame
	// Figure is the context map, OneByOne the same message by message.
	Figure, OneByOne Figure
	// Enters and Leaves are the messages that cross its boundary.
	Enters, Leaves     Table
	Services, Messages Table
	Related            Table
}

func systemPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := SystemView{Frame: c.resourceFrame()}
	if s, ok := c.cat.Resource(id).(*catalog.System); ok && s.External {
		v.Chips = append([]Chip{{Text: c.t("external"), Icon: "out", Title: c.t("not one of ours")}}, v.Chips...)
	}
	a := c.systemArea(id)
	services := a.services
	var messages []catalog.ID
	for _, s := range services {
		messages = append(messages, c.latest(c.targets(c.g.From(s, catalog.Produces, catalog.Consumes)))...)
	}
	messages = c.byTitle(messages)
	v.Facts = []Fact{
		{Label: c.t("Owner"), Cell: c.ownersOf(id)},
		{Label: c.t("Domain"), Cell: c.domainOf(id)},
		{Label: c.t("Services"), Cell: Cell{Text: number(len(services))}},
		{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(c.cat.Base(id).ID)}}, Copy: c.cat.Base(id).ID},
	}
	v.Figure, v.OneByOne = c.contextMap(a), c.messagesFigure(a)
	if v.Figure.Shown() {
		v.section(v.Figure.ID, v.Figure.Title, 0)
	}
	enters, leaves := c.boundary(a)
	v.Enters = c.boundaryTable("enters", c.t("Enters"), c.t("What this system receives from others."), enters, site.Entering)
	v.Leaves = c.boundaryTable("leaves", c.t("Leaves"), c.t("What others receive from this system."), leaves, site.Leaving)
	v.Services = c.resourceTable("services", c.t("Services"), services)
	v.Messages = c.messageTable("messages", c.t("Messages"), messages, "")
	v.Related = c.relatedTable(id)
	v.list(v.Leaves, v.Enters, v.Services, v.Messages, v.Related)
	c.finish(&v.Frame)
	return v
}
