package asyncapi

import (
	"cmp"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// message returns the message that a value stands for, or nil. Fallback is an id for a message that has nothing to be called by.
func (r *reader) message(v value, fallback string) *catalog.SpecMessage {
	end, _ := r.follow(v)
	if !end.node.Is(catalog.MapNode) {
		return r.lostMessage(v, fallback)
	}
	if m := r.messages[end.place()]; m != nil {
		return m
	}
	m := r.readMessage(end)
	m.Key = r.messageKey(v)
	r.messages[end.place()] = m
	r.fallback[m] = fallback
	r.spec.Messages = append(r.spec.Messages, m)
	return m
}

// lostMessage is a message of which only the key is known, because what defines it is in a file that is not there or at a URL. It is one
// with every other reference to the same place, so that who sends and who receives it is still seen; nil for anything else that is
// no message.
func (r *reader) lostMessage(v value, fallback string) *catalog.SpecMessage {
	holder, at, ok := r.lost(v)
	if !ok {
		return nil
	}
	if m := r.messages[holder.place()]; m != nil {
		return m
	}
	m := &catalog.SpecMessage{Source: holder.source(), Kind: catalog.EventKind, Key: r.messageKey(holder), Fingerprint: "at " + at.file + "#" + at.pointer}
	m.Payload.Pos = holder.node.Position()
	r.messages[holder.place()] = m
	r.fallback[m] = fallback
	r.spec.Messages = append(r.spec.Messages, m)
	return m
}

// messageKey returns the name of a message in the document: the key of the component or of the channel's message. One that stands in
// an operation of 2.x has none.
func (r *reader) messageKey(v value) string { return r.definitionKey(v, "messages") }

func (r *reader) readMessage(v value) *catalog.SpecMessage {
	o, traits := r.foldMessage(v)
	get := func(name string) string { return r.field(o, name).node.Str() }
	m := &catalog.SpecMessage{
		Name: get("name"), MessageID: get("messageId"), Title: get("title"), Summary: get("summary"),
		Description: markdown(r.field(o, "description").node),
		ContentType: cmp.Or(get("contentType"), r.spec.Info.ContentType),
		Bindings:    r.bindings(o), Tags: r.tags(o), Links: r.links(o), Traits: traits, Extensions: extensions(o.entries()),
		Deprecated: r.field(o, "deprecated").node.IsTrue() || r.field(o, "x-deprecated").node.IsTrue(),
		Source:     v.source(), Kind: catalog.EventKind,
	}
	m.Payload = r.schema(o.key("payload"), get("schemaFormat"))
	m.Headers = r.schema(o.key("headers"), "")
	correlation := r.field(o, "correlationId")
	m.CorrelationLocation, m.CorrelationDescription = r.str(correlation, "location"), r.description(correlation)
	for _, item := range r.field(o, "examples").items() {
		m.Examples = append(m.Examples, r.example(item))
	}
	m.Fingerprint = r.fingerprint(o.key("payload"), m.Payload)
	m.CloudEvents = r.cloudEvent(o)
	r.hint(o, m)
	return m
}

// example reads an example. Before 2.2 it was any mapping; one with neither payload nor headers is a payload.
func (r *reader) example(v value) catalog.Example {
	end, _ := r.follow(v)
	e := catalog.Example{
		Name: r.str(end, "name"), Summary: r.str(end, "summary"), Pos: v.node.Position(),
		Payload: end.node.Get("payload"), Headers: end.node.Get("headers"),
	}
	if e.Payload == nil && e.Headers == nil {
		e.Payload = end.node
	}
	return e
}

// hint reads what sort of message it is from this project's own extension.
func (r *reader) hint(o object, m *catalog.SpecMessage) {
	v := r.field(o, "x-eventatlas-kind")
	if !v.ok() {
		return
	}
	kind, ok := catalog.ParseKind(v.node.Str())
	if !ok || !kind.IsMessage() {
		r.report(diag(codeExtension, v.node.Position(), "`"+clip(v.node.Str())+"` is not a kind of message").At(v.pointer).
			Suggest("Use event, command or query"))
		return
	}
	m.Kind = kind
}

// nameMessages gives every message its id: `x-eventatlas-id`, else its name, else its key, else its messageId, its title, or the
// channel and action that it was found at (format.md, rule 4). It also makes a command of each request that is answered.
func (r *reader) nameMessages() {
	for _, o := range r.spec.Operations {
		if o.Reply == nil || o.Component {
			continue
		}
		for _, u := range o.Messages {
			if u.Message.Kind == catalog.EventKind && !hasExtension(u.Message.Extensions, "x-eventatlas-kind") {
				u.Message.Kind = catalog.CommandKind
			}
		}
	}
	for _, m := range r.spec.Messages {
		m.ID = cmp.Or(extension(m.Extensions, "x-eventatlas-id"), m.Name, m.Key, m.MessageID, m.Title, r.fallback[m], "message")
	}
	r.tellApart()
}

func hasExtension(list []catalog.Extension, key string) bool { return extension(list, key) != "" }

// extension returns the text of an extension that is a scalar.
func extension(list []catalog.Extension, key string) string {
	for _, e := range list {
		if e.Key == key {
			return e.Value.Str()
		}
	}
	return ""
}

// named identifies a message among those of one document.
type named struct {
	kind catalog.Kind
	id   string
}

// tellApart gives different ids to the messages that share one though their payloads differ, each after the channel it is found in.
// Those with equal payloads are one message that was written down twice.
func (r *reader) tellApart() {
	groups := map[named][]*catalog.SpecMessage{}
	for _, m := range r.spec.Messages {
		key := named{m.Kind, m.ID}
		groups[key] = append(groups[key], m)
	}
	homes := r.homes()
	for _, group := range groups {
		if len(group) < 2 || sameMessage(group) {
			continue
		}
		for _, m := range group {
			if home := homes[m]; home != "" {
				m.ID = home + "." + m.ID
			}
		}
	}
	r.number()
}

// number tells apart, by a number, what still shares an id.
func (r *reader) number() {
	taken := map[named]bool{}
	same := map[named]map[string]string{}
	last := map[named]int{}
	for _, m := range r.spec.Messages {
		key := named{m.Kind, m.ID}
		sign := identitySign(m)
		if id, ok := same[key][sign]; ok && sign != "" {
			m.ID = id
			continue
		}
		for n := last[key]; taken[named{m.Kind, m.ID}]; {
			n = max(n, 1) + 1
			m.ID, last[key] = key.id+"-"+itoa(n), n
		}
		taken[named{m.Kind, m.ID}] = true
		if same[key] == nil {
			same[key] = map[string]string{}
		}
		same[key][sign] = m.ID
	}
}

// identitySign is what two messages of one id have in common if they are one; "" is never in common.
func identitySign(m *catalog.SpecMessage) string {
	if explicit(m) {
		return "explicit"
	}
	return m.Fingerprint
}

// homes names, for each message, the first channel that has it.
func (r *reader) homes() map[*catalog.SpecMessage]string {
	homes := map[*catalog.SpecMessage]string{}
	for _, c := range r.spec.Channels {
		for _, u := range c.Messages {
			if homes[u.Message] == "" {
				homes[u.Message] = c.Key
			}
		}
	}
	return homes
}

// sameMessage reports whether messages of one id are one message: their author says so by an id of this project, or the payloads are equal.
func sameMessage(group []*catalog.SpecMessage) bool {
	sign := identitySign(group[0])
	return sign != "" && !slices.ContainsFunc(group, func(m *catalog.SpecMessage) bool { return identitySign(m) != sign })
}

func explicit(m *catalog.SpecMessage) bool { return hasExtension(m.Extensions, "x-eventatlas-id") }
