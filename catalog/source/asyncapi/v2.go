package asyncapi

import (
	"strconv"

	"github.com/eventatlas/eventatlas/catalog"
)

func itoa(n int) string { return strconv.Itoa(n) }

// readV2 reads the channels of a 2.x document. The key is the address; each channel has up to two operations.
func (r *reader) readV2() {
	for _, e := range r.get(r.root, "channels").entries() {
		if !isExtension(e.name) {
			r.channelV2(e)
		}
	}
}

func isExtension(key string) bool { return len(key) > 2 && key[:2] == "x-" }

func (r *reader) channelV2(e entry) {
	v, _ := r.follow(e.value)
	if !v.node.Is(catalog.MapNode) {
		return
	}
	v = r.withSiblings(e, v)
	c := r.channelFields(v, e.name)
	c.Address = e.name
	c.Source = e.source()
	r.channels[e.place()] = c
	r.list(c)
	in := map[*catalog.SpecMessage]bool{}
	for _, m := range v.entries() {
		if m.name == "publish" || m.name == "subscribe" {
			r.operationV2(c, m, in)
		}
	}
}

// withSiblings lays the keys beside a channel's `$ref` over what it refers to. What they mean is not defined (AsyncAPI 2.6.0, "Channel
// Item Object"), so it is said.
func (r *reader) withSiblings(e entry, target value) value {
	if _, ok := refText(e.node); !ok || len(e.node.Members) < 2 {
		return target
	}
	r.report(diag(codeSiblings, e.node.Pos, "the channel `"+clip(e.name)+"` has keys beside its `$ref`; they are laid over what it refers to").At(e.pointer))
	f := &folding{resolver: r.resolver}
	own := *e.node
	members := make([]catalog.Member, 0, len(own.Members))
	for _, m := range own.Members {
		if m.Key != "$ref" {
			members = append(members, m)
		}
	}
	patch := value{node: catalog.NewMap(own.Pos, members), file: e.file, pointer: e.pointer}
	node := f.mergeNodes(target, patch, maxMerge)
	return value{node: node, file: target.file, pointer: target.pointer}
}

// operationV2 reads an operation of a channel. In holds the messages that the channel has already.
func (r *reader) operationV2(c *catalog.SpecChannel, e entry, in map[*catalog.SpecMessage]bool) {
	v, _ := r.follow(e.value)
	if !v.node.Is(catalog.MapNode) {
		return
	}
	o, op := r.operationFields(v)
	op.Action, op.Channel = e.name, c
	op.ID = r.field(o, "operationId").node.Str()
	if op.ID == "" {
		op.ID, op.Synthetic = c.Key+"."+e.name, true
	}
	op.Sends = r.sends(o, e.name == "subscribe")
	for i, item := range r.messagesV2(o.key("message")) {
		fallback := c.Key + "." + e.name
		if i > 0 {
			fallback += "." + itoa(i+1)
		}
		if m := r.message(item, fallback); m != nil {
			use := catalog.SpecUse{Key: m.Key, Message: m, Pos: item.node.Position()}
			op.Messages = append(op.Messages, use)
			if !in[m] {
				in[m] = true
				c.Messages = append(c.Messages, use)
			}
		}
	}
	r.spec.Operations = append(r.spec.Operations, op)
}

// messagesV2 returns the messages of an operation: one, or those of its oneOf.
func (r *reader) messagesV2(v value) []value {
	if !v.ok() {
		return nil
	}
	end, _ := r.follow(v)
	if list := r.get(end, "oneOf"); list.node.Is(catalog.ListNode) {
		return list.items()
	}
	return []value{v}
}
