package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// SpecificationView is the page of a document such as an AsyncAPI file.
type SpecificationView struct {
	Frame
	Servers, Channels, Operations, Related Table
	Raw                                    Link
}

func specificationPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := SpecificationView{Frame: c.resourceFrame()}
	r, ok := c.cat.Resource(id).(*catalog.Specification)
	if !ok {
		return v
	}
	v.Facts = c.specificationFacts(id, r)
	v.Servers = c.serversTable(r.Servers)
	service, _ := c.cat.Resolve(r.Service, catalog.KindSet{catalog.ServiceKind})
	if !r.Service.IsZero() && service != catalog.NoID {
		v.Channels, v.Operations = c.specificationTables(service)
	}
	v.Related = c.relatedTable(id)
	v.list(v.Servers, v.Channels, v.Operations, v.Related)
	c.finish(&v.Frame)
	return v
}

func (c *context) specificationFacts(id catalog.ID, r *catalog.Specification) []Fact {
	language := firstOf(formatWord(r.Language), visible(r.Language))
	facts := []Fact{{Label: c.t("Language"), Cell: Cell{Text: language + prefixed(" ", visible(r.SpecVersion))}}}
	if service, _ := c.cat.Resolve(r.Service, catalog.KindSet{catalog.ServiceKind}); !r.Service.IsZero() && service != catalog.NoID {
		facts = append(facts, Fact{Label: c.t("Describes"), Cell: Cell{Links: []Link{c.link(service)}}})
	}
	facts = append(facts, Fact{Label: c.t("Owner"), Cell: c.ownersOf(id)})
	if r.Perspective != "" {
		facts = append(facts, Fact{Label: c.t("Read as"), Cell: Cell{Text: visible(r.Perspective)}})
	}
	if path, ok := c.files(r.File.Path); ok {
		facts = append(facts, Fact{Label: c.t("File"), Cell: Cell{Links: []Link{{Text: visible(r.File.Path), Href: c.to(path), Icon: "file"}}}})
	}
	return facts
}

// specificationTables list the channels and the operations of the service that a document describes.
func (c *context) specificationTables(service catalog.ID) (channels, operations Table) {
	operations = Table{ID: "operations", Title: c.t("Operations"), Cols: []string{c.t("Direction"), c.t("Message"), c.t("Channel"), c.t("Operation")}}
	r, ok := c.cat.Resource(service).(*catalog.Service)
	if !ok {
		return Table{}, Table{}
	}
	var ids []catalog.ID
	var rows []Row
	row := func(direction string, uses []catalog.Use) {
		for _, u := range uses {
			message, _ := c.cat.Resolve(u.Message, catalog.MessageKinds())
			if message == catalog.NoID {
				continue
			}
			var via []catalog.ID
			for _, ref := range u.Via {
				if ch, _ := c.cat.Resolve(ref, catalog.KindSet{catalog.ChannelKind}); ch != catalog.NoID {
					via = append(via, ch)
				}
			}
			ids = append(ids, via...)
			operation := Cell{}
			if u.Operation != "" {
				operation.Codes = []string{visible(u.Operation)}
			}
			rows = append(rows, Row{Cells: []Cell{{Text: direction}, {Links: []Link{c.link(message)}}, {Links: c.links(via)}, operation}})
		}
	}
	row(c.t("sends"), r.Produces)
	row(c.t("receives"), r.Consumes)
	operations.Groups = []Group{{Rows: rows}}
	return c.channelTable(c.byTitle(ids)), operations
}
