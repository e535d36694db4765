package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/markdown"
	"github.com/eventatlas/eventatlas/render/site"
)

// BrokerView is the page of a broker.
type BrokerView struct {
	Frame
	Channels, Servers, Related Table
}

func brokerPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := BrokerView{Frame: c.resourceFrame()}
	r, ok := c.cat.Resource(id).(*catalog.Broker)
	if !ok {
		return v
	}
	channels := c.latest(c.targets(c.g.From(id, catalog.Contains)))
	v.Facts = []Fact{
		{Label: c.t("Protocol"), Cell: Cell{Text: protocolWord(r.Protocol)}},
		{Label: c.t("Style"), Cell: Cell{Text: c.value(r.Style)}},
		{Label: c.t("Environment"), Cell: Cell{Text: visible(r.Environment)}},
		{Label: c.t("Address"), Cell: c.addressCell(r.URL)},
		{Label: c.t("Owner"), Cell: c.ownersOf(id)},
		{Label: c.t("Channels"), Cell: Cell{Text: number(len(channels))}},
		{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(r.ID)}}, Copy: r.ID},
	}
	v.Channels, v.Servers, v.Related = c.channelTable(channels), c.serversTable(r.Servers), c.relatedTable(id)
	v.list(v.Channels, v.Servers, v.Related)
	c.finish(&v.Frame)
	return v
}

// addressCell links an address that a page may link to, and shows any other as it is.
func (c *context) addressCell(url string) Cell {
	if url == "" {
		return Cell{}
	}
	if href, ok := markdown.SafeURL(url); ok && markdown.External(href) {
		return Cell{Links: []Link{{Text: visible(url), Href: href, External: true}}}
	}
	return Cell{Codes: []string{visible(url)}}
}

func (c *context) channelTable(ids []catalog.ID) Table {
	t := Table{ID: "channels", Title: c.t("Channels"), Cols: []string{c.t("Channel"), c.t("Address"), c.t("Domain"), c.t("Messages"), c.t("Summary")}}
	var rows []Row
	for _, id := range ids {
		base := c.cat.Base(id)
		address := Cell{}
		if ch, ok := c.cat.Resource(id).(*catalog.Channel); ok && ch.Address != "" {
			address.Codes = []string{visible(ch.Address)}
		}
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{c.link(id)}, Chips: c.rowChips(base)},
			address, c.domainOf(id),
			count(len(c.latest(c.targets(c.g.From(id, catalog.Carries))))),
			{HTML: c.phrase(base.Summary, base.Source.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func (c *context) serversTable(servers []catalog.Server) Table {
	t := Table{ID: "servers", Title: c.t("Servers"), Cols: []string{c.t("Server"), c.t("Address"), c.t("Protocol"), c.t("Environment"), c.t("Security"), c.t("Summary")}}
	var rows []Row
	for _, s := range servers {
		text := firstOf(s.Summary, s.Description.Markdown)
		rows = append(rows, Row{Cells: []Cell{
			{Text: visible(firstOf(s.Title, s.ID))},
			{Codes: []string{visible(s.Host + s.Path)}},
			{Text: protocolWord(s.Protocol) + prefixed(" ", visible(s.ProtocolVersion))},
			{Text: visible(s.Environment)},
			{Codes: visibleAll(s.Security)},
			{HTML: c.phrase(text, s.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// prefixed is the text behind a prefix, or "" for none.
func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}
