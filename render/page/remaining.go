package page

import (
	"html/template"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// remaining says who still depends on a resource that goes away, each with its owners, because they are whom to talk to. It is empty for
// kinds that nobody consumes.
func (c *context) remaining(id catalog.ID) template.HTML {
	kind := c.cat.Base(id).Kind
	if !kind.IsMessage() && kind != catalog.ServiceKind && kind != catalog.ChannelKind {
		return ""
	}
	left := c.dependents(id)
	text := c.n("%d consumer is still left|%d consumers are still left", len(left))
	w := &writer{}
	w.raw("<p>")
	w.text(text)
	if len(left) == 0 {
		w.raw(".</p>")
		return w.html()
	}
	w.raw(": ")
	for i, service := range left[:min(len(left), columnLimit)] {
		if i > 0 {
			w.raw(", ")
		}
		w.link(c.link(service))
		if owners := c.owners(service); len(owners) > 0 {
			w.raw(" (", string(writeLinks(c.links(owners))), ")")
		}
	}
	if more := len(left) - columnLimit; more > 0 {
		w.raw(", ")
		w.text(c.n("%d more|%d more", more))
	}
	w.raw("</p>")
	return w.html()
}

// dependents are the services that receive a message, that listen on a channel, or that call a service or receive what it sends, by
// name. A message that is deprecated in its highest version is deprecated as a whole, so that the consumers of all its versions count.
func (c *context) dependents(id catalog.ID) []catalog.ID {
	base := c.cat.Base(id)
	var list []use
	switch {
	case base.Kind == catalog.ChannelKind:
		list = c.channelUses(id, catalog.Consumes)
	case base.Kind.IsMessage() && base.Latest:
		list = c.usesOf(id, catalog.Consumes)
	case base.Kind.IsMessage():
		list = c.usesAt(id, catalog.Consumes)
	default:
		for _, sent := range c.g.From(id, catalog.Produces) {
			list = append(list, c.usesAt(sent.To, catalog.Consumes)...)
		}
	}
	var ids []catalog.ID
	for _, u := range list {
		ids = append(ids, u.service)
	}
	for _, call := range c.g.To(id, catalog.Calls) {
		ids = append(ids, call.From)
	}
	return slices.DeleteFunc(c.byTitle(c.latest(ids)), func(s catalog.ID) bool { return s == id })
}
