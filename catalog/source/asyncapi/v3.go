package asyncapi

import (
	"cmp"

	"github.com/eventatlas/eventatlas/catalog"
)

// readV3 reads the channels and operations of a 3.x document.
func (r *reader) readV3() {
	for _, e := range r.get(r.root, "channels").entries() {
		if isExtension(e.name) {
			continue
		}
		if c := r.channel(e.value, e.name); c != nil && !r.isListed(c) {
			r.list(c)
		}
	}
	for _, e := range r.get(r.root, "operations").entries() {
		r.operationV3(e, false)
	}
}

// channel returns the channel that a value stands for, or nil.
func (r *reader) channel(v value, key string) *catalog.SpecChannel {
	end, _ := r.follow(v)
	if !end.node.Is(catalog.MapNode) {
		return nil
	}
	if c := r.channels[end.place()]; c != nil {
		return c
	}
	if r.version.major == 2 {
		c := r.channelFields(end, key)
		r.channels[end.place()] = c
		return c
	}
	c := r.channelFields(end, key)
	if address := r.get(end, "address"); address.node.IsScalar() {
		c.Address = address.node.Text
	}
	r.channels[end.place()] = c
	for _, e := range r.get(end, "messages").entries() {
		if m := r.message(e.value, e.name); m != nil {
			c.Messages = append(c.Messages, catalog.SpecUse{Key: e.name, Message: m, Pos: e.pos})
		}
	}
	return c
}

// operationV3 reads an operation, which the described application does unless it is only a component.
func (r *reader) operationV3(e entry, component bool) {
	v, _ := r.follow(e.value)
	if !v.node.Is(catalog.MapNode) || isExtension(e.name) || component && r.performed[v.place()] {
		return
	}
	r.performed[v.place()] = true
	o, op := r.operationFields(v)
	op.ID, op.Component = e.name, component
	op.Action = r.field(o, "action").node.Str()
	op.Sends = r.sends(o, op.Action == "send")
	op.Channel = r.referredChannel(o.key("channel"), component)
	op.Messages = r.usesV3(o.key("messages"), op.Channel)
	if reply := r.field(o, "reply"); reply.node.Is(catalog.MapNode) {
		op.Reply = r.reply(reply, component)
	}
	r.spec.Operations = append(r.spec.Operations, op)
}

// wantReference reports a definition where only a reference to one may stand; it is read all the same.
func (r *reader) wantReference(v value, what string) {
	if _, ok := refText(v.node); !ok && v.node.Is(catalog.MapNode) {
		r.report(diag(codeInline, v.node.Pos, "a "+what+" is written in place where only a reference to one may stand").At(v.pointer).
			Suggest("Move it to where it is defined for all and refer to it"))
	}
}

// referredChannel returns the channel that an operation or a reply names. One that only a component operation names stays a
// definition; any other is a channel of the application, wherever it is defined.
func (r *reader) referredChannel(v value, component bool) *catalog.SpecChannel {
	if !v.ok() {
		return nil
	}
	r.wantReference(v, "channel")
	c := r.channel(v, cmp.Or(r.definitionKey(v, "channels"), lastToken(v.pointer)))
	if c != nil && !r.isListed(c) {
		c.Component = component
		r.list(c)
	}
	return c
}

// usesV3 returns the messages of an operation or a reply: those that it lists, none for an empty list, and all of the channel's where it has no
// list (AsyncAPI 3.0.0, "Operation Object").
func (r *reader) usesV3(list value, c *catalog.SpecChannel) []catalog.SpecUse {
	if !list.ok() {
		if c == nil {
			return nil
		}
		if r.inherited += len(c.Messages); r.inherited > maxInherited {
			r.limit(c)
			return nil
		}
		return c.Messages
	}
	end, _ := r.follow(list)
	uses := []catalog.SpecUse{}
	for _, item := range end.items() {
		r.wantReference(item, "message")
		m := r.message(item, r.definitionKey(item, "messages"))
		if m == nil {
			continue
		}
		uses = append(uses, catalog.SpecUse{Key: slotKey(item, m), Message: m, Pos: item.node.Position()})
	}
	return uses
}

// maxInherited bounds how many messages the operations of a document have only because their channels have them: a thousand operations on a
// channel of a thousand messages are a million facts that nobody wrote.
const maxInherited = 100_000

// limit says, once, that operations have more messages than are read.
func (r *reader) limit(c *catalog.SpecChannel) {
	if r.limited {
		return
	}
	r.limited = true
	r.report(diag(codeLimit, c.Source.Pos, "the operations that list no messages have more than "+itoa(maxInherited)+" in all; from here on they are taken to have none").
		At(c.Source.Pointer).Suggest("List the messages of each operation"))
}

// slotKey is the name of a message in its channel, which is how an operation refers to it.
func slotKey(item value, m *catalog.SpecMessage) string {
	if ref, ok := refText(item.node); ok {
		if key := keyBelow(parseRef(ref.Text, item.file).pointer, []string{"messages"}); key != "" {
			return key
		}
	}
	return m.Key
}

func (r *reader) reply(v value, component bool) *catalog.SpecReply {
	address := r.get(v, "address")
	reply := &catalog.SpecReply{
		Location: r.str(address, "location"), Description: r.description(address), Pos: v.node.Pos,
		Channel: r.referredChannel(v.key("channel"), component),
	}
	reply.Messages = r.usesV3(v.key("messages"), reply.Channel)
	return reply
}
