package asyncapi

import (
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// value is a node and where it stands. File and pointer are its identity: whatever chain of references leads to a thing, it is the
// same thing.
type value struct {
	node          *catalog.Node
	file, pointer string
	// merged marks a node that was made by folding traits and stands in no file as it is.
	merged bool
}

// place is the identity of a value.
type place struct{ file, pointer string }

func (v value) place() place { return place{v.file, v.pointer} }

// ok reports whether there is a value.
func (v value) ok() bool { return v.node != nil }

// key returns the value at a mapping's key, which may be absent.
func (v value) key(key string) value { return v.at(key, v.node.Get(key)) }

// at returns the value of a member or an item.
func (v value) at(token string, node *catalog.Node) value {
	if node == nil {
		return value{}
	}
	return value{node, v.file, v.pointer + "/" + escape(token), v.merged}
}

// escape is catalog.EscapePointer without its cost for the tokens that need nothing, which are nearly all.
func escape(token string) string {
	if strings.ContainsAny(token, "~/") {
		return catalog.EscapePointer(token)
	}
	return token
}

// items returns the values of a list.
func (v value) items() []value {
	if !v.node.Is(catalog.ListNode) {
		return nil
	}
	list := make([]value, len(v.node.Items))
	for i, item := range v.node.Items {
		list[i] = v.at(strconv.Itoa(i), item)
	}
	return list
}

// entry is a member of a mapping with its value's place.
type entry struct {
	name string
	pos  catalog.Pos
	value
}

// entries returns the members of a mapping, without those that extend it, in source order.
func (v value) entries() []entry {
	if !v.node.Is(catalog.MapNode) {
		return nil
	}
	list := make([]entry, 0, len(v.node.Members))
	for _, m := range v.node.Members {
		if m.Value != nil {
			list = append(list, entry{m.Key, m.Pos, v.at(m.Key, m.Value)})
		}
	}
	return list
}

// source returns the declaration of a resource that the value defines.
func (v value) source() catalog.Source {
	return catalog.Source{Pos: v.node.Position(), Format: Format, Pointer: v.pointer}
}

// refText returns the text of a reference object: a mapping whose `$ref` is a string.
func refText(n *catalog.Node) (*catalog.Node, bool) {
	if !n.Is(catalog.MapNode) {
		return nil, false
	}
	ref := n.Get("$ref")
	return ref, ref.Is(catalog.StringNode)
}
