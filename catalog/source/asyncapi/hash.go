package asyncapi

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// mode says what a node of a schema is: a schema, a mapping from names to schemas, or plain data.
type mode uint8

const (
	schemaMode mode = iota
	namesMode
	dataMode
)

// hasher gives equal schemas equal hashes, whether they are written in place or shared by references. Texts for people, extensions and the
// order of keys do not count. Each node is visited once (Tarjan's strongly connected components); the nodes of a cycle are
// told apart by as many rounds as the cycle has nodes, up to maxRounds, of hashing each with the hashes of its neighbours.
type hasher struct {
	*resolver
	done  map[site]uint64
	state map[site]*mark
	stack []site
	next  int
	depth int
}

// site is a node and what it is there.
type site struct {
	node *catalog.Node
	mode mode
}

// mark is the state of a site that is being visited.
type mark struct {
	value
	index, low int
	onStack    bool
}

const (
	maxRounds = 8
	// maxHashDepth bounds the recursion, which references can make far deeper than any file; what is below counts by its text.
	maxHashDepth = 20_000
)

func newHasher(r *resolver) *hasher {
	return &hasher{resolver: r, done: map[site]uint64{}, state: map[site]*mark{}}
}

// fingerprint returns the hash of a message's payload, "" where it has none.
func (r *reader) fingerprint(payload value, ref catalog.SchemaRef) string {
	if ref.IsZero() {
		return ""
	}
	text := ref.Text
	if f := r.file(ref.Path); text == "" && f != nil && f.Root == nil {
		text = string(f.Data)
	}
	if text != "" {
		h := fnv.New64a()
		h.Write([]byte(strings.Join(strings.Fields(text), " ")))
		return strconv.FormatUint(h.Sum64(), 16)
	}
	end, fate := r.follow(payload)
	if fate != found {
		return ""
	}
	if isMultiFormat(end.node) {
		if end, fate = r.follow(end.key("schema")); fate != found {
			return ""
		}
	}
	return strconv.FormatUint(r.hasher.sum(end, schemaMode), 16)
}

// sum returns the hash of a value. Inside a cycle that is still open it is 0.
func (h *hasher) sum(v value, m mode) uint64 {
	v, ok := h.target(v, m)
	if !ok || !v.node.Is(catalog.MapNode) && !v.node.Is(catalog.ListNode) {
		return scalarHash(v.node)
	}
	s := site{v.node, m}
	if sum, ok := h.done[s]; ok {
		return sum
	}
	if h.state[s] != nil || h.depth > maxHashDepth {
		return 0
	}
	h.depth++
	defer func() { h.depth-- }()
	return h.visit(v, s)
}

// target follows the references of a schema; data has none.
func (h *hasher) target(v value, m mode) (value, bool) {
	if m != schemaMode {
		return v, true
	}
	end, fate := h.follow(v)
	if fate != found || !end.ok() {
		return v, false
	}
	return end, true
}

func (h *hasher) visit(v value, s site) uint64 {
	k := &mark{value: v, index: h.next, low: h.next, onStack: true}
	h.next++
	h.state[s] = k
	h.stack = append(h.stack, s)
	h.neighbours(v, s.mode, func(child value, m mode) {
		t := site{child.node, m}
		if _, ok := h.done[t]; ok {
			return
		}
		if open := h.state[t]; open != nil {
			if open.onStack {
				k.low = min(k.low, open.index)
			}
			return
		}
		if h.sum(child, m); h.state[t] != nil {
			k.low = min(k.low, h.state[t].low)
		}
	})
	if k.low == k.index {
		h.close(s)
	}
	return h.done[s]
}

// close gives a hash to every site of the component whose first site is s.
func (h *hasher) close(s site) {
	at := len(h.stack) - 1
	for h.stack[at] != s {
		at--
	}
	group := slices.Clone(h.stack[at:])
	h.stack = h.stack[:at]
	rounds := 1
	if len(group) > 1 || h.loops(s) {
		rounds = min(len(group)+1, maxRounds)
	}
	current := map[site]uint64{}
	for range rounds {
		next := make(map[site]uint64, len(group))
		for _, member := range group {
			next[member] = h.local(h.state[member].value, member.mode, current)
		}
		current = next
	}
	for _, member := range group {
		h.done[member] = current[member]
		delete(h.state, member)
	}
}

// loops reports whether a site refers to itself.
func (h *hasher) loops(s site) bool {
	loop := false
	h.neighbours(h.state[s].value, s.mode, func(child value, m mode) { loop = loop || site{child.node, m} == s })
	return loop
}

// neighbours calls f for every mapping and list that a node holds, references followed.
func (h *hasher) neighbours(v value, m mode, f func(child value, m mode)) {
	each := func(child value, cm mode) {
		if end, ok := h.target(child, cm); ok && (end.node.Is(catalog.MapNode) || end.node.Is(catalog.ListNode)) {
			f(end, cm)
		}
	}
	for _, item := range v.items() {
		each(item, m)
	}
	for _, e := range v.entries() {
		if cm, counts := below(m, e.name); counts {
			each(e.value, cm)
		}
	}
}

// local hashes a node with the hashes of what it holds, those of the open component taken from current.
func (h *hasher) local(v value, m mode, current map[site]uint64) uint64 {
	child := func(c value, cm mode) uint64 {
		end, ok := h.target(c, cm)
		if !ok {
			return scalarHash(c.node.Get("$ref"))
		}
		s := site{end.node, cm}
		if sum, ok := h.done[s]; ok {
			return sum
		}
		if h.state[s] != nil {
			return current[s]
		}
		return h.sum(end, cm)
	}
	if v.node.Is(catalog.ListNode) {
		return listHash(v, m, child)
	}
	var sum uint64
	for _, e := range v.entries() {
		if cm, counts := below(m, e.name); counts {
			sum += mix(textHash(e.name), child(e.value, cm))
		}
	}
	return mix(uint64(catalog.MapNode), sum)
}

// listHash hashes a list. The order of `required` and `enum` says nothing, that of Avro's fields and of a tuple's items does.
func listHash(v value, m mode, child func(value, mode) uint64) uint64 {
	sum := mix(uint64(catalog.ListNode), 0)
	for _, item := range v.items() {
		if m == dataMode {
			sum += mix(1, child(item, m))
			continue
		}
		sum = mix(sum, child(item, m))
	}
	return sum
}

// below returns what the value of a key is, and whether it counts.
func below(m mode, key string) (mode, bool) {
	switch {
	case m == namesMode:
		return schemaMode, true
	case m == dataMode:
		return dataMode, true
	case strings.HasPrefix(key, "x-"):
		return m, false
	}
	switch key {
	case "title", "description", "examples", "example", "$comment", "$id", "$schema", "externalDocs", "doc", "definitions", "$defs":
		return m, false
	case "properties", "patternProperties", "dependencies":
		return namesMode, true
	case "enum", "const", "default", "required":
		return dataMode, true
	default:
		return schemaMode, true
	}
}

func scalarHash(n *catalog.Node) uint64 {
	if n == nil {
		return 1
	}
	return mix(uint64(n.Kind)+2, textHash(n.Text))
}

func textHash(text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(text))
	return h.Sum64()
}

// mix combines two hashes so that their order counts (the finaliser of SplitMix64).
func mix(a, b uint64) uint64 {
	x := a*0x9e3779b97f4a7c15 + b
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
