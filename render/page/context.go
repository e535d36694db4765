package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// area is what a context map and the tables of a boundary are of: a domain with those in it, or a system.
type area struct {
	id       catalog.ID
	services []catalog.ID
	contains func(service catalog.ID) bool
}

func (b *Builder) domainArea(id catalog.ID) area {
	return area{id, b.within(id, catalog.ServiceKind), func(service catalog.ID) bool { return b.inDomain(service, id) }}
}

func (b *Builder) systemArea(id catalog.ID) area {
	return area{id, b.latest(b.targets(b.g.From(id, catalog.Contains))), func(service catalog.ID) bool { return b.g.System(service) == id }}
}

// passage is a message on its way across a boundary, with the services inside and outside.
type passage struct {
	message         catalog.ID
	inside, outside []catalog.ID
}

// boundary finds the messages that cross the boundary of an area: those that enter it, and those that leave.
func (b *Builder) boundary(a area) (enters, leaves []passage) {
	for _, s := range a.services {
		for _, m := range b.targets(b.g.From(s, catalog.Consumes)) {
			if from := b.outside(b.sources(b.g.To(m, catalog.Produces)), a); len(from) > 0 {
				enters = addPassage(enters, m, s, from)
			}
		}
		for _, m := range b.targets(b.g.From(s, catalog.Produces)) {
			if to := b.outside(b.sources(b.g.To(m, catalog.Consumes)), a); len(to) > 0 {
				leaves = addPassage(leaves, m, s, to)
			}
		}
	}
	return enters, leaves
}

func (b *Builder) outside(ids []catalog.ID, a area) []catalog.ID {
	return slices.DeleteFunc(b.latest(ids), a.contains)
}

func addPassage(list []passage, message, inside catalog.ID, outside []catalog.ID) []passage {
	i := slices.IndexFunc(list, func(p passage) bool { return p.message == message })
	if i < 0 {
		return append(list, passage{message: message, inside: []catalog.ID{inside}, outside: outside})
	}
	list[i].inside = append(list[i].inside, inside)
	return list
}

// A context map shows up to this many parts and bundles between them; of more it could not be read, and larger parts are drawn.
const (
	mapParts   = 16
	mapBundles = 48
)

// detail is how far the inside of an area is opened in its map.
type detail int

const (
	inServices detail = iota
	inSystems
	inSubdomains
	inOne
)

// contextMap draws the services of an area, their messages as bundles, and the neighbours outside by domain. An area of many services is drawn by
// system, or else by subdomain, or else as one.
func (c *context) contextMap(a area) Figure {
	f := Figure{ID: "context", Title: c.t("Context"), Orthogonal: true}
	for _, d := range []detail{inServices, inSystems, inSubdomains} {
		if m := c.contextSketch(a, d); m != nil {
			f.Spec = m.spec
			return f
		}
	}
	m := c.newContext(a, inOne)
	m.add(a.id, 1)
	m.collect()
	m.strongest()
	m.draw()
	f.Spec, f.Orthogonal = m.spec, false
	return f
}

// contextSketch is the map of an area in some detail, or nil where that shows too much, or only one thing.
func (c *context) contextSketch(a area, d detail) *contextSketch {
	if d == inServices && len(a.services) > mapParts {
		return nil
	}
	m := c.newContext(a, d)
	for _, s := range a.services {
		m.inner(s)
	}
	inner := len(m.spec.Nodes)
	m.collect()
	if d != inServices && inner == 1 || inner > mapParts || len(m.order) > mapBundles {
		return nil
	}
	m.draw()
	return m
}

func (c *context) newContext(a area, d detail) *contextSketch {
	title := c.words.F("Who %s talks to", visible(c.cat.Base(a.id).Title()))
	return &contextSketch{sketch: c.sketch(title), area: a, detail: d, bundles: map[[2]int][]catalog.ID{}}
}

// contextSketch collects the bundles of messages between the parts of a context map.
type contextSketch struct {
	*sketch
	area    area
	detail  detail
	bundles map[[2]int][]catalog.ID
	order   [][2]int
}

// collect adds what services send and receive.
func (s *contextSketch) collect() {
	for _, service := range s.area.services {
		for _, m := range s.targets(s.g.From(service, catalog.Produces)) {
			for _, other := range s.latest(s.sources(s.g.To(m, catalog.Consumes))) {
				s.bundle(s.inner(service), s.end(other, 1), m)
			}
		}
		for _, m := range s.targets(s.g.From(service, catalog.Consumes)) {
			for _, other := range s.latest(s.sources(s.g.To(m, catalog.Produces))) {
				if !s.area.contains(other) {
					s.bundle(s.end(other, 0), s.inner(service), m)
				}
			}
		}
	}
}

func (s *contextSketch) bundle(from, to int, message catalog.ID) {
	key := [2]int{from, to}
	if from == to {
		return
	}
	list, ok := s.bundles[key]
	if !ok {
		s.order = append(s.order, key)
	}
	if !slices.Contains(list, message) {
		s.bundles[key] = append(list, message)
	}
}

// inner is the node of a service of the area, or of the part of the area that it is drawn in.
func (s *contextSketch) inner(service catalog.ID) int {
	if s.detail == inOne {
		return s.nodes[s.area.id]
	}
	n := s.add(s.part(service), -1)
	if s.spec.Nodes[n].Group == 0 {
		s.spec.Nodes[n].Group = s.group(s.box(service), 0)
	}
	return n
}

// box is what a service of the area stands in: its own domain; where larger parts are drawn, or a system, the area.
func (s *contextSketch) box(service catalog.ID) catalog.ID {
	if s.detail == inServices && s.cat.Base(s.area.id).Kind == catalog.DomainKind {
		return s.g.Domain(service)
	}
	return s.area.id
}

// part is what stands for a service of the area: its system, the part of the area that it is in, or itself.
func (s *contextSketch) part(service catalog.ID) catalog.ID {
	if system := s.g.System(service); s.detail == inSystems && system != catalog.NoID && system != s.area.id {
		return system
	}
	if s.detail == inServices {
		return service
	}
	around := s.g.Ancestors(service)
	if i := slices.Index(around, s.area.id); i > 0 {
		return around[i-1]
	}
	return service
}

// end is the node at the other end: a service of the area, else what it is in outside. One that both sends and receives stands on
// both sides (0 before, 1 behind), so that everything is read from left to right.
func (s *contextSketch) end(service catalog.ID, side int) int {
	if s.area.contains(service) {
		return s.inner(service)
	}
	n := s.again(s.neighbour(service), 2*side)
	if s.detail != inOne {
		s.spec.Nodes[n].Column = 0
	}
	return n
}

// neighbour is what stands for a service outside: its domain; in a domain that the area is in too, its system, or itself.
func (s *contextSketch) neighbour(service catalog.ID) catalog.ID {
	if domain := s.g.Domain(service); domain != catalog.NoID && !s.inDomain(s.area.id, domain) {
		return domain
	}
	if system := s.g.System(service); s.detail != inServices && system != catalog.NoID {
		return system
	}
	return service
}

// draw adds the bundles as edges.
func (s *contextSketch) draw() {
	for _, key := range s.order {
		ids := s.bundles[key]
		label := s.n("%d message|%d messages", len(ids))
		if s.detail == inServices {
			label = shorten(visible(s.cat.Base(ids[0]).Title()), 24)
			if len(ids) > 1 {
				label += " +" + number(len(ids)-1)
			}
		}
		s.spec.Edges = append(s.spec.Edges, diagram.Edge{From: key[0], To: key[1], Label: label, Relation: "sends", Weight: len(ids)})
	}
}

// strongest keeps the neighbours with the most messages on each side, and one box for the others.
func (s *contextSketch) strongest() {
	hero := s.nodes[s.area.id]
	for side, anchor := range []string{"#enters", "#leaves"} {
		var keys [][2]int
		for _, key := range s.order {
			if key[1-side] == hero {
				keys = append(keys, key)
			}
		}
		if len(keys) <= columnLimit {
			continue
		}
		slices.SortStableFunc(keys, func(a, b [2]int) int { return len(s.bundles[b]) - len(s.bundles[a]) })
		s.fold(keys[columnKept:], side, anchor)
	}
}

// fold replaces bundles by one box.
func (s *contextSketch) fold(keys [][2]int, side int, anchor string) {
	var ids []catalog.ID
	for _, key := range keys {
		ids = append(ids, s.bundles[key]...)
	}
	s.order = slices.DeleteFunc(s.order, func(key [2]int) bool { return slices.Contains(keys, key) })
	gone := map[int]bool{}
	for _, key := range keys {
		gone[key[side]] = true
	}
	more := s.more(len(keys), 2*side, anchor)
	key := [2]int{more, s.nodes[s.area.id]}
	if side == 1 {
		key = [2]int{key[1], key[0]}
	}
	s.bundles[key] = s.byTitle(ids)
	s.order = append(s.order, key)
	s.drop(gone)
}

// drop takes nodes out of the drawing and counts the rest anew.
func (s *contextSketch) drop(gone map[int]bool) {
	at := make([]int, len(s.spec.Nodes))
	var kept []diagram.Node
	for i, n := range s.spec.Nodes {
		at[i] = len(kept)
		if !gone[i] {
			kept = append(kept, n)
		}
	}
	s.spec.Nodes = kept
	bundles := map[[2]int][]catalog.ID{}
	for i, key := range s.order {
		next := [2]int{at[key[0]], at[key[1]]}
		bundles[next] = s.bundles[key]
		s.order[i] = next
	}
	s.bundles = bundles
	s.nodes = map[catalog.ID]int{s.area.id: at[s.nodes[s.area.id]]}
}
