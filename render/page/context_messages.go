package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// An area is drawn message by message up to this many messages and connections; of more it could not be read.
const (
	openMessages    = 20
	openConnections = 45
)

// messagesFigure is the context of an area opened: each message that its services send or receive as a node of its own, with who is at its other end. It is
// empty where there are too many, and where the context map shows as much.
func (c *context) messagesFigure(a area) Figure {
	f := Figure{ID: "messages-one-by-one", Title: c.t("Message by message"), Orthogonal: true}
	if len(a.services) > mapParts {
		return f
	}
	m := c.newContext(a, inServices)
	m.spec.Title = c.words.F("What %s sends and receives", visible(c.cat.Base(a.id).Title()))
	for _, s := range a.services {
		m.inner(s)
	}
	messages := m.messages()
	if len(messages) < 2 || len(messages) > openMessages {
		return f
	}
	for _, id := range messages {
		m.open(id)
	}
	if len(m.spec.Edges) <= openConnections {
		f.Spec = m.spec
	}
	return f
}

// messages are what the services of the area send and receive, in the order in which they do.
func (s *contextSketch) messages() []catalog.ID {
	var list []catalog.ID
	for _, service := range s.area.services {
		for _, m := range s.targets(s.g.From(service, catalog.Consumes, catalog.Produces)) {
			if !slices.Contains(list, m) {
				list = append(list, m)
			}
		}
	}
	return list
}

// open adds a message with its producers and consumers. It stands in the box of the area where it belongs to it.
func (s *contextSketch) open(message catalog.ID) {
	n := s.add(message, -1)
	if domain := s.g.Domain(message); domain != catalog.NoID && s.inDomain(domain, s.area.id) {
		s.spec.Nodes[n].Group = s.group(domain, 0)
	}
	for _, from := range s.latest(s.sources(s.g.To(message, catalog.Produces))) {
		s.connect(s.end(from, 0), n, "produces")
	}
	for _, to := range s.latest(s.sources(s.g.To(message, catalog.Consumes))) {
		s.connect(n, s.end(to, 1), "consumed by")
	}
}
