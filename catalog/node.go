package catalog

import (
	"hash/fnv"
	"io"
	"strconv"
	"strings"
)

// NodeKind says what sort of value a Node is.
type NodeKind uint8

// The sorts of values.
const (
	NullNode NodeKind = iota
	BoolNode
	NumberNode
	StringNode
	ListNode
	MapNode
)

// String returns the word used in messages: "a string", "a list" and so on.
func (k NodeKind) String() string {
	return [...]string{"nothing", "true or false", "a number", "a string", "a list", "a mapping"}[min(k, MapNode)]
}

// Node is a value of a YAML or JSON document, with its position, its scalars as they were written and its
// keys in their order. Aliases and merge keys are already expanded by sharing: a Node may stand in several places
// of a tree, but never inside itself. A nil Node stands for an absent value, and every method accepts it.
type Node struct {
	Kind NodeKind
	Pos  Pos
	// Text is the scalar: a string's value, or a number, boolean or null as the author wrote it, so that
	// `version: 1.10` keeps its zero.
	Text string
	// Items are the values of a list.
	Items []*Node
	// Members are the keys and values of a mapping, in source order, each key once.
	Members []Member

	index map[string]int
}

// Member is one key of a mapping and its value.
type Member struct {
	Key   string
	Pos   Pos
	Value *Node
}

// indexedFrom is the number of members from which a lookup by map beats a scan.
const indexedFrom = 12

// NewMap returns a mapping with the members, which must have distinct keys; lookups in it take constant time.
func NewMap(pos Pos, members []Member) *Node {
	n := &Node{Kind: MapNode, Pos: pos, Members: members}
	if len(members) >= indexedFrom {
		n.index = make(map[string]int, len(members))
		for i, m := range members {
			n.index[m.Key] = i
		}
	}
	return n
}

// NewList returns a list of the items.
func NewList(pos Pos, items []*Node) *Node { return &Node{Kind: ListNode, Pos: pos, Items: items} }

// NewScalar returns a scalar of that kind with the text as written.
func NewScalar(kind NodeKind, pos Pos, text string) *Node {
	return &Node{Kind: kind, Pos: pos, Text: text}
}

// Member returns the member of a mapping with that key, or nil.
func (n *Node) Member(key string) *Member {
	if n == nil {
		return nil
	}
	if n.index != nil {
		if i, ok := n.index[key]; ok {
			return &n.Members[i]
		}
		return nil
	}
	for i := range n.Members {
		if n.Members[i].Key == key {
			return &n.Members[i]
		}
	}
	return nil
}

// Get returns the value of a mapping's key, or nil.
func (n *Node) Get(key string) *Node {
	if m := n.Member(key); m != nil {
		return m.Value
	}
	return nil
}

// Path returns the value at the end of the keys, or nil.
func (n *Node) Path(keys ...string) *Node {
	for _, key := range keys {
		n = n.Get(key)
	}
	return n
}

// Is reports whether the node is there and of that kind.
func (n *Node) Is(kind NodeKind) bool { return n != nil && n.Kind == kind }

// IsScalar reports whether the node is a string, number or boolean.
func (n *Node) IsScalar() bool {
	return n != nil && (n.Kind == StringNode || n.Kind == NumberNode || n.Kind == BoolNode)
}

// Str returns the text of a scalar as it was written, or "" for anything else.
func (n *Node) Str() string {
	if n.IsScalar() {
		return n.Text
	}
	return ""
}

// StrAt returns the text of the scalar at a mapping's key, or "".
func (n *Node) StrAt(key string) string { return n.Get(key).Str() }

// IsTrue reports whether the node is the boolean true.
func (n *Node) IsTrue() bool {
	return n.Is(BoolNode) && strings.EqualFold(n.Text, "true")
}

// Position returns the node's position, or the zero Pos for an absent one.
func (n *Node) Position() Pos {
	if n == nil {
		return Pos{}
	}
	return n.Pos
}

// At follows a JSON Pointer (RFC 6901, without the leading '#') and returns the value, or nil if it leads nowhere. It does
// not follow references on the way.
func (n *Node) At(pointer string) *Node {
	if pointer == "" {
		return n
	}
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if n = n.Step(UnescapePointer(token)); n == nil {
			return nil
		}
	}
	return n
}

// Step returns the value at one unescaped token of a pointer: a key, or an index into a list; nil if there is none.
func (n *Node) Step(token string) *Node {
	if n.Is(ListNode) {
		i, err := strconv.Atoi(token)
		if err != nil || i < 0 || i >= len(n.Items) {
			return nil
		}
		return n.Items[i]
	}
	return n.Get(token)
}

// EscapePointer writes a key as a token of a JSON Pointer (RFC 6901, section 3).
func EscapePointer(key string) string {
	if !strings.ContainsAny(key, "~/") {
		return key
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}

// UnescapePointer reads a token of a JSON Pointer as a key.
func UnescapePointer(token string) string {
	if !strings.Contains(token, "~") {
		return token
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
}

// Hash returns a hash of the value that ignores positions and the order of keys, so that two spellings of one
// schema are equal. A shared subtree is visited each time it stands in the tree.
func (n *Node) Hash() uint64 {
	if n == nil {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte{byte(n.Kind)})
	switch n.Kind {
	case ListNode:
		for _, item := range n.Items {
			writeUint(h, item.Hash())
		}
	case MapNode:
		var sum uint64
		for _, m := range n.Members {
			k := fnv.New64a()
			_, _ = io.WriteString(k, m.Key) // a hash does not fail
			writeUint(k, m.Value.Hash())
			sum += k.Sum64()
		}
		writeUint(h, sum)
	default:
		_, _ = io.WriteString(h, n.Text)
	}
	return h.Sum64()
}

func writeUint(w io.Writer, v uint64) {
	var b [8]byte
	for i := range b {
		b[i] = byte(v >> (8 * i))
	}
	_, _ = w.Write(b[:])
}
