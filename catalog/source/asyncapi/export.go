package asyncapi

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// exporter makes of a document the plain values that a JSON Schema is checked against. With inline set, what a reference leads to is written in
// its place the first time that something of that role is met, and what stands under components counts as met; any further
// reference stays and is noted, for what is said of that place is not so. That keeps the size that of the document.
type exporter struct {
	*resolver
	inline bool
	seen   map[met]bool
	// left holds the pointers, in the exported document, of the references that stayed.
	left map[string]bool
}

// met is a node in a role.
type met struct {
	node *catalog.Node
	role role
}

func newExporter(r *resolver, inline bool) *exporter {
	return &exporter{resolver: r, inline: inline, seen: map[met]bool{}, left: map[string]bool{}}
}

// meet marks the definitions of a document as seen.
func (x *exporter) meet(components value) {
	for _, e := range components.entries() {
		list := role("components").below(e.name)
		for _, d := range e.entries() {
			x.seen[met{d.node, list.below(d.name)}] = true
		}
	}
}

// export returns the plain value of v, which stands at a place of the exported document. What is written in a schema need not be looked at for
// references that may not stand there, because in a schema they may stand anywhere.
func (x *exporter) export(v value, r role, at *step) any {
	if r == schemaRole && !x.inline {
		return map[string]any{}
	}
	if ref, ok := refText(v.node); ok && x.inline && r != dataRole && !r.isReference() {
		end, fate := x.follow(v)
		if fate != found || end.node == nil || isRegistered(end) || x.seen[met{end.node, r}] {
			x.left[at.pointer()] = true
			return map[string]any{"$ref": ref.Text}
		}
		x.seen[met{end.node, r}] = true
		v = end
	}
	switch {
	case v.node.Is(catalog.MapNode):
		m := make(map[string]any, len(v.node.Members))
		for _, member := range v.node.Members {
			if member.Value != nil {
				m[member.Key] = x.export(value{node: member.Value, file: v.file}, r.below(member.Key), &step{at, member.Key})
			}
		}
		return m
	case v.node.Is(catalog.ListNode):
		list := make([]any, len(v.node.Items))
		for i, item := range v.node.Items {
			list[i] = x.export(value{node: item, file: v.file}, r, &step{at, strconv.Itoa(i)})
		}
		return list
	default:
		return scalar(v.node)
	}
}

// step is a place of the exported document: a token and the place around it; nil is the whole.
type step struct {
	around *step
	token  string
}

func (s *step) pointer() string {
	if s == nil {
		return ""
	}
	return s.around.pointer() + "/" + catalog.EscapePointer(s.token)
}

// isLeft reports whether a place of the exported document is a reference that stayed, or below one.
func (x *exporter) isLeft(tokens []string) bool {
	if x.left[""] {
		return true
	}
	pointer := tokensPointer(tokens)
	for i := 1; i <= len(pointer) && len(x.left) > 0; i++ {
		if (i == len(pointer) || pointer[i] == '/') && x.left[pointer[:i]] {
			return true
		}
	}
	return false
}

// plain returns a node as plain values, references and all.
func plain(n *catalog.Node) any {
	return (&exporter{}).export(value{node: n}, dataRole, nil)
}

// maxNumber is the length from which the text of a number is not taken at its word: exact arithmetic with it could take for ever.
const maxNumber = 40

func scalar(n *catalog.Node) any {
	switch {
	case n.Is(catalog.BoolNode):
		return strings.EqualFold(n.Text, "true")
	case n.Is(catalog.StringNode):
		return n.Text
	case n.Is(catalog.NumberNode):
		return number(n.Text)
	default:
		return nil
	}
}

// number returns a number exactly as long as that is safe, which it is not for 1e999999999.
func number(text string) any {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return math.Copysign(math.MaxFloat64, f)
	}
	if len(text) > maxNumber || math.Abs(f) > 1e40 || f != 0 && math.Abs(f) < 1e-40 || strings.ContainsAny(text, "eE") && f == 0 {
		return f
	}
	return json.Number(text)
}
