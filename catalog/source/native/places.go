package native

import "github.com/eventatlas/eventatlas/catalog"

func domains() section {
	type domain = catalog.Domain
	return simple(catalog.DomainKind, "Bounded contexts.", []field[domain]{
		key("parent", "The domain around it.", reference(), func(r *domain) *catalog.Ref { return &r.Parent }),
		key("terms", "Its ubiquitous language: what each word means here, in Markdown.", terms(), func(r *domain) *[]catalog.Term { return &r.Terms }),
	})
}

func terms() value[[]catalog.Term] {
	return mapping(text(), nil, func(d *decoder, m catalog.Member, definition string) catalog.Term {
		d.checkVisible(m.Key, m.Pos)
		return catalog.Term{Name: m.Key, Definition: definition, Pos: m.Pos}
	})
}

func systems() section {
	type system = catalog.System
	return simple(catalog.SystemKind, "Groups of services that ship together.", []field[system]{
		key("domain", "The domain it belongs to.", reference(), func(r *system) *catalog.Ref { return &r.Domain }),
		key("external", "That somebody else runs it.", boolean(), func(r *system) *bool { return &r.External }),
	})
}

func channels() section {
	type channel = catalog.Channel
	return simple(catalog.ChannelKind, "Topics, queues, streams, exchanges, buses and subjects.", []field[channel]{
		key("address", "Where messages go, in the broker's own notation; `{name}` is a parameter.", text(), func(r *channel) *string { return &r.Address }),
		key("broker", "The broker it is on.", reference(), func(r *channel) *catalog.Ref { return &r.Broker }),
		key("carries", "The messages on it.", references(), func(r *channel) *[]catalog.Ref { return &r.Carries }),
		key("routes", "The channels that it passes messages on to.", list(route()), func(r *channel) *[]catalog.Route { return &r.Routes }),
		key("parameters", "The variable parts of the address, by name.", parameters(), func(r *channel) *[]catalog.Parameter { return &r.Parameters }),
		key("bindings", "Settings of the protocol, by its name.", bindings(), func(r *channel) *[]catalog.Binding { return &r.Bindings }),
		key("delivery", "How often a message arrives, such as at-least-once.", text(), func(r *channel) *string { return &r.Delivery }),
		key("retention", "How long messages are kept.", text(), func(r *channel) *string { return &r.Retention }),
		key("ordering", "Which messages keep their order, such as per key.", text(), func(r *channel) *string { return &r.Ordering }),
	})
}

// route is the channel that messages go on to, or that and the condition.
func route() value[catalog.Route] {
	type route = catalog.Route
	short := convert(reference(), func(_ *decoder, _ *catalog.Node, to catalog.Ref) (route, bool) { return route{To: to}, true })
	long := object[route]{
		name: "a route", def: "route", doc: "A channel that messages go on to.",
		fields: []field[route]{
			must(key("to", "The channel.", reference(), func(r *route) *catalog.Ref { return &r.To })),
			key("filter", "Which messages go there.", text(), func(r *route) *string { return &r.Filter }),
		},
	}.value()
	return convert(either(short, long), func(_ *decoder, n *catalog.Node, r route) (route, bool) {
		r.Pos = n.Pos
		return r, !r.To.IsZero()
	})
}

func parameters() value[[]catalog.Parameter] {
	type parameter = catalog.Parameter
	one := object[parameter]{
		name: "a parameter", def: "parameter", doc: "A variable part of an address.",
		fields: []field[parameter]{
			key("description", "What it stands for, in Markdown.", text(), func(p *parameter) *string { return &p.Description }),
			key("enum", "The values it may have.", words(), func(p *parameter) *[]string { return &p.Enum }),
			key("default", "The value it has unless somebody says otherwise.", word(), func(p *parameter) *string { return &p.Default }),
			key("examples", "Some of its values.", words(), func(p *parameter) *[]string { return &p.Examples }),
		},
	}.value()
	return mapping(one, nil, func(_ *decoder, m catalog.Member, p parameter) parameter {
		p.Name, p.Pos = m.Key, m.Pos
		return p
	})
}

func bindings() value[[]catalog.Binding] {
	return mapping(anything(), nil, func(_ *decoder, m catalog.Member, v *catalog.Node) catalog.Binding {
		return catalog.Binding{Protocol: m.Key, Value: v}
	})
}

func brokers() section {
	type broker = catalog.Broker
	return simple(catalog.BrokerKind, "Systems that carry messages.", []field[broker]{
		key("protocol", "What it speaks, such as kafka, amqp, mqtt, sqs or nats.", text(), func(r *broker) *string { return &r.Protocol }),
		key("style", "How it carries messages.", oneOf("log", "queue", "router", "pubsub"), func(r *broker) *string { return &r.Style }),
		key("url", "Where it is.", text(), func(r *broker) *string { return &r.URL }),
		key("environment", "Which environment it serves, such as production.", text(), func(r *broker) *string { return &r.Environment }),
	})
}
