package asyncapi

import (
	"github.com/eventatlas/eventatlas/catalog"
)

// channelFields reads what channels of both generations have in common.
func (r *reader) channelFields(v value, key string) *catalog.SpecChannel {
	o := object{value: v}
	c := &catalog.SpecChannel{
		Key: key, Title: r.str(v, "title"), Summary: r.str(v, "summary"), Description: r.description(v),
		Bindings: r.bindings(o), Tags: r.tags(o), Links: r.links(o), Extensions: extensions(v.entries()), Source: v.source(),
	}
	for _, e := range r.get(v, "parameters").entries() {
		c.Parameters = append(c.Parameters, r.parameter(e))
	}
	c.Servers = r.channelServers(r.get(v, "servers"))
	c.AllServers = len(c.Servers) == 0
	if name := physicalName(c.Bindings); name != "" {
		r.physical[c] = name
	}
	return c
}

// channelServers returns the ids of a channel's servers: 2.x names them, 3.x refers to them.
func (r *reader) channelServers(list value) []string {
	var ids []string
	for _, item := range list.items() {
		if item.node.Is(catalog.StringNode) {
			ids = append(ids, item.node.Text)
			continue
		}
		r.wantReference(item, "server")
		end, fate := r.follow(item)
		if fate != found {
			continue
		}
		if id := r.servers[end.place()]; id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// physicalNames are where the bindings of a channel say what its protocol calls it (asyncapi.md, R19).
var physicalNames = map[string][][]string{
	"kafka":      {{"topic"}},
	"sqs":        {{"queue", "name"}},
	"sns":        {{"name"}},
	"amqp":       {{"exchange", "name"}, {"queue", "name"}},
	"jms":        {{"destination"}},
	"anypointmq": {{"destination"}},
	"ibmmq":      {{"topic", "string"}, {"topic", "objectName"}, {"queue", "objectName"}},
}

// physicalName returns the name by which a protocol knows a channel, from the first binding that tells one.
func physicalName(bindings []catalog.Binding) string {
	for _, b := range bindings {
		for _, path := range physicalNames[b.Protocol] {
			if name := b.Value.Path(path...).Str(); name != "" && usesPath(b, path[0]) {
				return name
			}
		}
	}
	return ""
}

// usesPath reports whether the part of a binding applies: of AMQP's exchange and queue the binding's `is` chooses one.
func usesPath(b catalog.Binding, part string) bool {
	if b.Protocol != "amqp" {
		return true
	}
	is := b.Value.StrAt("is")
	return is == "queue" && part == "queue" || is != "queue" && part == "exchange"
}

// operationFields reads what operations of both generations have in common.
func (r *reader) operationFields(v value) (object, *catalog.SpecOperation) {
	o, traits := r.foldOperation(v)
	get := func(name string) string { return r.field(o, name).node.Str() }
	return o, &catalog.SpecOperation{
		Title: get("title"), Summary: get("summary"), Description: markdown(r.field(o, "description").node),
		Security: r.requirements(o), Bindings: r.bindings(o), Tags: r.tags(o), Links: r.links(o), Traits: traits,
		Extensions: extensions(o.entries()), Source: v.source(),
	}
}
