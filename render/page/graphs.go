package page

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// columnLimit is how many resources one column of a drawing shows; of more, the first columnKept and a box that leads to the table.
const (
	columnLimit = 12
	columnKept  = 10
)

// sketch collects a drawing: each resource once, groups by domain, edges once for each pair and relation.
type sketch struct {
	*context
	spec   diagram.Spec
	nodes  map[catalog.ID]int
	groups map[groupKey]int
	edges  map[[2]int]int
	// copies are the nodes of resources that stand in several columns.
	copies map[groupKey]int
}

func (c *context) sketch(title string) *sketch {
	return &sketch{
		context: c, spec: diagram.Spec{Title: title},
		nodes: map[catalog.ID]int{}, groups: map[groupKey]int{}, edges: map[[2]int]int{}, copies: map[groupKey]int{},
	}
}

// add returns the node of a resource in a column (-1 is free); a resource that is there already keeps its place.
func (s *sketch) add(id catalog.ID, column int) int {
	if n, ok := s.nodes[id]; ok {
		return n
	}
	base := s.cat.Base(id)
	node := diagram.Node{
		Ref: base.Key(), Name: visible(base.Title()), Subtitle: s.subtitle(id), Href: s.href(id),
		Kind: diagram.Kind(s.icon(id)), Column: column + 1, Hero: id == s.page.Resource,
		Dashed: base.Stub || base.Deprecated != nil || base.Draft, Label: s.nodeLabel(id),
	}
	s.spec.Nodes = append(s.spec.Nodes, node)
	s.nodes[id] = len(s.spec.Nodes) - 1
	return len(s.spec.Nodes) - 1
}

// again is add for a resource that may stand in several columns, once in each.
func (s *sketch) again(id catalog.ID, column int) int {
	key := groupKey{id, column}
	if n, ok := s.copies[key]; ok {
		return n
	}
	s.copies[key] = s.another(id, column)
	return s.copies[key]
}

// another is add for a resource that stands a further time.
func (s *sketch) another(id catalog.ID, column int) int {
	first, drawn := s.nodes[id]
	delete(s.nodes, id)
	n := s.add(id, column)
	if drawn {
		s.nodes[id] = first
	}
	return n
}

// addIn is add inside the box of the resource's domain.
func (s *sketch) addIn(id catalog.ID, column int) int {
	n := s.add(id, column)
	if s.spec.Nodes[n].Group == 0 {
		s.spec.Nodes[n].Group = s.group(s.g.Domain(id), s.spec.Nodes[n].Column)
	}
	return n
}

// groupKey is a domain's box in one column: a domain that both sends and receives has two, because one around both would span
// the whole drawing.
type groupKey struct {
	domain catalog.ID
	column int
}

// group returns the index of a domain's box plus one; 0 for no domain.
func (s *sketch) group(domain catalog.ID, column int) int {
	if domain == catalog.NoID {
		return 0
	}
	key := groupKey{domain, column}
	if i, ok := s.groups[key]; ok {
		return i
	}
	base := s.cat.Base(domain)
	s.spec.Groups = append(s.spec.Groups, diagram.Group{Ref: base.Key(), Name: visible(base.Title()), Href: s.href(domain)})
	s.groups[key] = len(s.spec.Groups)
	return len(s.spec.Groups)
}

// more adds the box that stands for what is not drawn.
func (s *sketch) more(n, column int, href string) int {
	s.spec.Nodes = append(s.spec.Nodes, diagram.Node{
		Name: s.n("+ %d more|+ %d more", n), Href: s.base + href, Kind: diagram.KindMore, Column: column + 1,
	})
	return len(s.spec.Nodes) - 1
}

// connect adds an edge, once for each pair.
func (s *sketch) connect(from, to int, relation string) *diagram.Edge {
	key := [2]int{from, to}
	if i, ok := s.edges[key]; ok {
		return &s.spec.Edges[i]
	}
	s.spec.Edges = append(s.spec.Edges, diagram.Edge{From: from, To: to, Relation: relation})
	s.edges[key] = len(s.spec.Edges) - 1
	return &s.spec.Edges[len(s.spec.Edges)-1]
}

// nodeLabel is the word over a name where it is not the kind's own.
func (s *sketch) nodeLabel(id catalog.ID) string {
	base := s.cat.Base(id)
	word := s.t(kindWord(base.Kind))
	switch {
	case base.Stub:
		return s.t("Not described")
	case base.Deprecated != nil:
		return word + " · " + s.t("deprecated")
	case s.icon(id) == "external":
		return s.t("External")
	}
	return word
}

// subtitle is the one small line under a name: what a reader wants to know next of that kind.
func (c *context) subtitle(id catalog.ID) string {
	base := c.cat.Base(id)
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, visible(s))
		}
	}
	switch r := c.cat.Resource(id).(type) {
	case *catalog.Message:
		add(versionText(base))
		add(schemaWord(r.Schema.Format))
	case *catalog.Channel:
		if id := c.brokerOf(id); id != catalog.NoID {
			add(c.cat.Base(id).Title())
		}
		if r.Address != "" && r.Address != base.Title() {
			add(r.Address)
		}
	case *catalog.Store:
		add(r.Technology)
	case *catalog.Broker:
		add(r.Protocol)
	default:
		add(versionText(base))
		if owners := c.owners(id); len(owners) > 0 {
			add(c.cat.Base(owners[0]).Title())
		}
	}
	return strings.Join(parts, " · ")
}

func versionText(base *catalog.Base) string {
	if base.Version == "" || base.Version[0] < '0' || base.Version[0] > '9' {
		return base.Version
	}
	return "v" + base.Version
}

// brokerOf is the broker of a channel, or NoID.
func (b *Builder) brokerOf(channel catalog.ID) catalog.ID {
	for _, e := range b.g.To(channel, catalog.Contains) {
		if b.cat.Base(e.From).Kind == catalog.BrokerKind {
			return e.From
		}
	}
	return catalog.NoID
}

// messageFigure draws producers, the message, the channels that it takes and consumers in columns.
func (c *context) messageFigure(producers, consumers []use, channels []catalog.ID) Figure {
	id := c.page.Resource
	s := c.sketch(c.words.F("Who sends and who receives %s", visible(c.cat.Base(id).Title())))
	hero := s.add(id, 1)
	for i, u := range producers {
		if i == columnKept && len(producers) > columnLimit {
			s.connect(s.more(len(producers)-i, 0, "#producers"), hero, "produce")
			break
		}
		s.edgeVersion(s.connect(s.addIn(u.service, 0), hero, "produces"), u)
	}
	s.way(c.wayOf(producers, channels), consumers, channels, hero)
	return Figure{ID: "flow", Title: c.t("Flow"), Spec: s.spec}
}

// edgeVersion labels an edge with the version that it is of, where that is not the page's.
func (s *sketch) edgeVersion(e *diagram.Edge, u use) {
	if u.message != s.page.Resource && s.cat.Base(u.message).Version != "" {
		e.Label = visible(s.cat.Base(u.message).Version)
	}
}

// receivers draws the consumers behind the channels that they listen to; one that does not say which is behind the only
// channel there is, else behind the message.
func (s *sketch) receivers(consumers []use, channels []catalog.ID, hero int) {
	column := s.behind(consumers, channels, hero)
	for i, u := range consumers {
		from := s.listensTo(u, channels, hero)
		if i == columnKept && len(consumers) > columnLimit {
			more := s.more(len(consumers)-i, column, "#consumers")
			s.connect(from[0], more, "consume")
			return
		}
		node := s.addIn(u.service, column)
		if producer, ok := s.nodes[u.service]; ok && s.spec.Nodes[producer].Column == 1 {
			node = producer
		}
		for _, f := range from {
			s.edgeVersion(s.connect(f, node, "consumed by"), u)
		}
	}
}

// behind is the first column that is behind all that consumers listen to. Channels that nobody listens to may stand in it.
func (s *sketch) behind(consumers []use, channels []catalog.ID, hero int) int {
	column := 2
	if len(channels) > 0 {
		column = 3
	}
	for _, u := range consumers {
		for _, from := range s.listensTo(u, channels, hero) {
			column = max(column, s.spec.Nodes[from].Column)
		}
	}
	return column
}

func (s *sketch) listensTo(u use, channels []catalog.ID, hero int) []int {
	var from []int
	for _, ch := range u.channels {
		if n, ok := s.nodes[ch]; ok {
			from = append(from, n)
		}
	}
	if len(from) > 0 {
		return from
	}
	if len(channels) == 1 {
		return []int{s.nodes[channels[0]]}
	}
	return []int{hero}
}
