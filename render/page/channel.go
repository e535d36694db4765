package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// ChannelView is the page of a topic, a queue, a stream, an exchange, a bus or a subject.
type ChannelView struct {
	Frame
	Figure Figure
	// Messages are what it carries, Uses who sends to it and who listens.
	Messages, Producers, Consumers, Routes, Parameters Table
	// Bindings are what its protocol adds, in words.
	Bindings         []Facts
	BindingsTitle    string
	Related, History Table
	RawBindings      []Code
	// FlowDifference is the drawing of what is different from the version before.
	FlowDifference Figure
}

// Facts is a heading with facts below it.
type Facts struct {
	Title string
	Facts []Fact
}

func channelPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := ChannelView{Frame: c.resourceFrame()}
	ch, ok := c.cat.Resource(id).(*catalog.Channel)
	if !ok {
		return v
	}
	messages := c.latest(c.targets(c.g.From(id, catalog.Carries)))
	producers, consumers := c.channelUses(id, catalog.Produces), c.channelUses(id, catalog.Consumes)
	v.Facts = c.addressFacts(id, ch)
	v.Figure = c.channelFigure(messages, producers, consumers)
	v.drawing(v.Figure)
	v.Messages = c.messageTable("messages", c.t("Messages"), messages, c.words.F("Nothing is known to travel on %s.", visible(ch.Title())))
	v.Producers = c.channelUseTable("producers", c.t("Producers"), producers, false)
	v.Consumers = c.channelUseTable("consumers", c.t("Consumers"), consumers, true)
	v.Routes, v.Parameters = c.routesTable(id), c.parametersTable(ch.Parameters)
	v.list(v.Messages, v.Producers, v.Consumers, v.Routes, v.Parameters)
	v.BindingsTitle = c.t("Bindings")
	v.Bindings = c.bindingFacts(ch.Bindings)
	if len(v.Bindings) > 0 {
		v.section("bindings", v.BindingsTitle, 0)
	}
	v.Related, v.History = c.relatedTable(id), c.versionsTable(id)
	v.FlowDifference = c.flowDifferenceFigure()
	v.list(v.Related)
	v.drawing(v.FlowDifference)
	v.list(v.History)
	c.finish(&v.Frame)
	return v
}

// channelUses are the uses of all messages by way of a channel.
func (b *Builder) channelUses(id catalog.ID, relation catalog.Relation) []use {
	var edges []*catalog.Edge
	for _, m := range b.targets(b.g.From(id, catalog.Carries)) {
		for _, e := range b.g.To(m, relation) {
			if e.Via == id {
				edges = append(edges, e)
			}
		}
	}
	return b.uses(edges)
}

func (c *context) channelUseTable(id, title string, list []use, groups bool) Table {
	t := Table{ID: id, Title: title, Cols: []string{c.t("Service"), c.t("Message"), c.t("Domain"), c.t("Owner"), c.t("Group"), c.t("Reads")}}
	var rows []Row
	for _, u := range list {
		message := c.link(u.message)
		cells := []Cell{
			{Links: []Link{c.link(u.service)}, Chips: c.provenanceChip(u.provenance)},
			{Links: []Link{message}},
			c.domainOf(u.service), c.ownersOf(u.service),
		}
		if groups {
			cells = append(cells, Cell{Codes: visibleAll(u.groups)}, c.fieldsCell(u.fields))
		}
		rows = append(rows, Row{Cells: cells})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func visibleAll(list []string) []string {
	clean := make([]string, len(list))
	for i, s := range list {
		clean[i] = visible(s)
	}
	return clean
}

// addressFacts say where a channel is and how it behaves.
func (c *context) addressFacts(id catalog.ID, ch *catalog.Channel) []Fact {
	var facts []Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, Fact{Label: label, Cell: Cell{Text: visible(value)}})
		}
	}
	if ch.Address != "" {
		facts = append(facts, Fact{Label: c.t("Address"), Cell: Cell{Codes: []string{visible(ch.Address)}}, Copy: ch.Address})
	}
	if broker := c.brokerOf(id); broker != catalog.NoID {
		facts = append(facts, Fact{Label: c.t("Broker"), Cell: Cell{Links: []Link{c.link(broker)}}})
		if r, ok := c.cat.Resource(broker).(*catalog.Broker); ok {
			add(c.t("Protocol"), protocolWord(r.Protocol))
			add(c.t("Style"), c.value(r.Style))
		}
	}
	facts = append(facts, Fact{Label: c.t("Owner"), Cell: c.ownersOf(id)}, Fact{Label: c.t("Domain"), Cell: c.domainOf(id)})
	add(c.t("Delivery"), c.value(ch.Delivery))
	add(c.t("Ordering"), ch.Ordering)
	add(c.t("Retention"), ch.Retention)
	if len(ch.Servers) > 0 {
		facts = append(facts, Fact{Label: c.t("Servers"), Cell: Cell{Codes: slices.Compact(slices.Sorted(slices.Values(visibleAll(ch.Servers))))}})
	}
	return append(facts, c.impactFact(c.page.Resource), Fact{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(ch.ID)}}, Copy: ch.ID})
}

// channelFacts are the facts of the channels of a message, for its page.
func (c *context) channelFacts(channels []catalog.ID) []ChannelFacts {
	var list []ChannelFacts
	for _, id := range channels[:min(len(channels), columnLimit)] {
		ch, ok := c.cat.Resource(id).(*catalog.Channel)
		if !ok {
			continue
		}
		facts := c.addressFacts(id, ch)
		if targets := c.targets(c.g.From(id, catalog.Routes)); len(targets) > 0 {
			facts = append(facts, Fact{Label: c.t("Routes to"), Cell: c.someLinks(targets)})
		}
		for _, b := range c.bindingFacts(ch.Bindings) {
			facts = append(facts, b.Facts...)
		}
		list = append(list, ChannelFacts{Channel: c.link(id), Facts: slices.Clip(facts)})
	}
	return list
}

// bindingFacts reads what a protocol adds as names and values; what is nested is written as code.
func (c *context) bindingFacts(bindings []catalog.Binding) []Facts {
	var list []Facts
	for _, b := range bindings {
		group := Facts{Title: protocolWord(b.Protocol)}
		if !b.Value.Is(catalog.MapNode) {
			continue
		}
		for _, m := range b.Value.Members {
			if m.Key == "bindingVersion" {
				continue
			}
			group.Facts = append(group.Facts, Fact{Label: c.bindingLabel(m.Key), Cell: c.bindingValue(m.Key, m.Value)})
		}
		if len(group.Facts) > 0 {
			list = append(list, group)
		}
	}
	return list
}

// bindingValue writes durations and sizes as people say them, lists of words as words.
func (c *context) bindingValue(key string, n *catalog.Node) Cell {
	if n.Is(catalog.NumberNode) {
		if text := c.humanUnit(key, n.Text); text != "" {
			return Cell{Text: text, HTML: noteCode(n.Text)}
		}
	}
	if n.Is(catalog.ListNode) && len(n.Items) > 0 {
		var words []string
		for _, item := range n.Items {
			if !item.IsScalar() {
				return Cell{HTML: inlineNode(n)}
			}
			words = append(words, visible(item.Text))
		}
		return Cell{Codes: words}
	}
	return Cell{HTML: inlineNode(n)}
}

// humanUnit writes a number whose name says its unit (retention.ms, max.message.bytes) in the largest unit that divides it.
func (b *Builder) humanUnit(key, text string) string {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil || value <= 0 {
		return ""
	}
	for _, u := range unitsOf(key) {
		if value >= u.size && value%u.size == 0 {
			return b.n(u.forms, int(value/u.size))
		}
	}
	return ""
}

// bindingWord makes words of a key: cleanup.policy and cleanupPolicy are both "cleanup policy".
func bindingWord(key string) string {
	var b strings.Builder
	for i, r := range key {
		switch {
		case r == '.' || r == '_' || r == '-':
			b.WriteByte(' ')
		case r >= 'A' && r <= 'Z' && i > 0:
			b.WriteByte(' ')
			b.WriteRune(r + 'a' - 'A')
		default:
			b.WriteRune(r)
		}
	}
	return visible(b.String())
}

// protocolWord is the name of a protocol as its makers write it.
func protocolWord(p string) string {
	names := map[string]string{
		"kafka": "Kafka", "amqp": "AMQP", "amqp1": "AMQP 1.0", "mqtt": "MQTT", "mqtt5": "MQTT 5", "nats": "NATS", "jms": "JMS",
		"sns": "Amazon SNS", "sqs": "Amazon SQS", "stomp": "STOMP", "redis": "Redis", "mercure": "Mercure", "ibmmq": "IBM MQ",
		"googlepubsub": "Google Pub/Sub", "pulsar": "Pulsar", "ws": "WebSocket", "http": "HTTP", "solace": "Solace",
		"anypointmq": "Anypoint MQ", "servicebus": "Azure Service Bus", "eventbridge": "Amazon EventBridge", "rabbitmq": "RabbitMQ",
	}
	if name, ok := names[p]; ok {
		return name
	}
	return visible(p)
}

func (c *context) routesTable(id catalog.ID) Table {
	t := Table{ID: "routes", Title: c.t("Routes"), Cols: []string{c.t("From"), c.t("To"), c.t("Condition")}}
	var rows []Row
	row := func(e *catalog.Edge) {
		cell := Cell{}
		if e.Filter != "" {
			cell.Codes = []string{visible(e.Filter)}
		}
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{c.link(e.From)}}, {Links: []Link{c.link(e.To)}}, cell}})
	}
	for _, e := range c.g.To(id, catalog.Routes) {
		row(e)
	}
	for _, e := range c.g.From(id, catalog.Routes) {
		row(e)
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func (c *context) parametersTable(list []catalog.Parameter) Table {
	t := Table{ID: "parameters", Title: c.t("Parameters"), Cols: []string{c.t("Name"), c.t("Meaning"), c.t("Values"), c.t("Default"), c.t("Taken from")}}
	var rows []Row
	for _, p := range list {
		cells := []Cell{{Codes: []string{visible(p.Name)}}, {HTML: c.phrase(p.Description, p.Pos.File)}, {Codes: visibleAll(p.Enum)}, {}, {}}
		if p.Default != "" {
			cells[3].Codes = []string{visible(p.Default)}
		}
		if p.Location != "" {
			cells[4].Codes = []string{visible(p.Location)}
		}
		rows = append(rows, Row{Cells: cells})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// channelFigure draws who sends to the channel, what it carries and who listens.
func (c *context) channelFigure(messages []catalog.ID, producers, consumers []use) Figure {
	id := c.page.Resource
	s := c.sketch(c.words.F("What travels on %s", visible(c.cat.Base(id).Title())))
	hero := s.add(id, 2)
	s.column(messages, func(m catalog.ID) { s.connect(s.add(m, 1), hero, "travels on") },
		func(n int) { s.connect(s.more(n, 1, "#messages"), hero, "travel on") })
	s.columnUses(producers, func(u use) {
		to, ok := s.nodes[u.message]
		if !ok {
			to = hero
		}
		s.connect(s.addIn(u.service, 0), to, "produces")
	}, func(n int) { s.connect(s.more(n, 0, "#producers"), hero, "produce") })
	last := 3
	for _, e := range c.g.From(id, catalog.Routes) {
		edge := s.connect(hero, s.add(e.To, 3), "routes to")
		edge.Label = shorten(visible(e.Filter), 28)
	}
	for _, e := range c.g.To(id, catalog.Routes) {
		edge := s.connect(s.add(e.From, 1), hero, "routes to")
		edge.Label = shorten(visible(e.Filter), 28)
	}
	s.columnUses(consumers, func(u use) { s.connect(hero, s.addIn(u.service, last), "consumed by") },
		func(n int) { s.connect(hero, s.more(n, last, "#consumers"), "consumed by") })
	return Figure{ID: "flow", Title: c.t("Flow"), Spec: s.spec}
}

// column draws the resources of one column, or the first of them and a box for the rest.
func (s *sketch) column(ids []catalog.ID, draw func(catalog.ID), rest func(n int)) {
	for i, id := range ids {
		if i == columnKept && len(ids) > columnLimit {
			rest(len(ids) - i)
			return
		}
		draw(id)
	}
}

// columnUses is column for uses, counting each service once.
func (s *sketch) columnUses(list []use, draw func(use), rest func(n int)) {
	seen := map[catalog.ID]bool{}
	for _, u := range list {
		seen[u.service] = true
	}
	drawn := map[catalog.ID]bool{}
	for _, u := range list {
		if !drawn[u.service] && len(drawn) == columnKept && len(seen) > columnLimit {
			rest(len(seen) - len(drawn))
			return
		}
		drawn[u.service] = true
		draw(u)
	}
}
