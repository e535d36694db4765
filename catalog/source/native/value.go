package native

import (
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// value is a type of the format: how a node is read as a V, and how a JSON Schema says the same. Everything that the format knows
// is put together from these, so that decoding, messages and schema cannot disagree.
type value[V any] struct {
	// read returns what the node holds. Where that is nothing usable it has reported why, and returns false.
	read func(d *decoder, n *catalog.Node) (V, bool)
	// schema describes the type; it may add definitions to the generator.
	schema func(g *generator) schema
}

func fixed(s schema) func(*generator) schema { return func(*generator) schema { return s } }

// text is a string. A number is taken as it is written, because `version: 1.10` and `name: 404` mean what they say.
func text() value[string] {
	return value[string]{
		read: func(d *decoder, n *catalog.Node) (string, bool) {
			if !n.Is(catalog.StringNode) && !n.Is(catalog.NumberNode) {
				d.wrongType(n, "a string")
				return "", false
			}
			return n.Text, true
		},
		schema: fixed(js("type", []any{"string", "number"})),
	}
}

// word is any scalar, as it is written: the values of an enumeration, a default.
func word() value[string] {
	return value[string]{
		read: func(d *decoder, n *catalog.Node) (string, bool) {
			if !n.IsScalar() {
				d.wrongType(n, "a string, a number, true or false")
				return "", false
			}
			return n.Text, true
		},
		schema: fixed(js("type", []any{"string", "number", "boolean"})),
	}
}

// markdown is a string that is shown as Markdown, with the place where it starts.
func markdown() value[catalog.Text] {
	return value[catalog.Text]{
		read: func(d *decoder, n *catalog.Node) (catalog.Text, bool) {
			s, ok := text().read(d, n)
			if !ok {
				return catalog.Text{}, false
			}
			return catalog.Text{Markdown: s, Pos: d.textPos(n)}, true
		},
		schema: text().schema,
	}
}

func boolean() value[bool] {
	return value[bool]{
		read: func(d *decoder, n *catalog.Node) (bool, bool) {
			if !n.Is(catalog.BoolNode) {
				d.wrongType(n, "true or false")
				return false, false
			}
			return n.IsTrue(), true
		},
		schema: fixed(js("type", "boolean")),
	}
}

func integer() value[int] {
	return value[int]{
		read: func(d *decoder, n *catalog.Node) (int, bool) {
			i, err := strconv.Atoi(n.Text)
			if !n.Is(catalog.NumberNode) || err != nil {
				d.wrongType(n, "a whole number")
				return 0, false
			}
			return i, true
		},
		schema: fixed(js("type", "integer")),
	}
}

// anything is kept as it is.
func anything() value[*catalog.Node] {
	return value[*catalog.Node]{
		read:   func(_ *decoder, n *catalog.Node) (*catalog.Node, bool) { return n, true },
		schema: fixed(js()),
	}
}

// oneOf is a string out of a few.
func oneOf(words ...string) value[string] {
	list := make([]any, len(words))
	for i, w := range words {
		list[i] = w
	}
	return value[string]{
		read: func(d *decoder, n *catalog.Node) (string, bool) {
			s, ok := text().read(d, n)
			if !ok || slices.Contains(words, s) {
				return s, ok
			}
			d.report(catalog.FormatValue, n.Pos, d.name()+" cannot be "+quote(s), choice(s, words))
			return "", false
		},
		schema: fixed(js("enum", list)),
	}
}

// choice suggests the nearest of the words, else all of them.
func choice(wrong string, words []string) string {
	if near := syntax.Nearest(wrong, words); near != "" {
		return didYouMean(near)
	}
	return "Use one of `" + strings.Join(words, "`, `") + "`"
}

func didYouMean(word string) string { return "Did you mean `" + word + "`?" }

// checked is a string for which problem returns "", or the report to make of it.
func checked(base value[string], code catalog.Code, s schema, problem func(string) (message, suggestion string)) value[string] {
	return value[string]{
		read: func(d *decoder, n *catalog.Node) (string, bool) {
			s, ok := base.read(d, n)
			if !ok {
				return "", false
			}
			if message, suggestion := problem(s); message != "" {
				d.report(code, n.Pos, message, suggestion)
				return "", false
			}
			return s, true
		},
		schema: fixed(s),
	}
}

// list is a list of values; the ones that cannot be read are left out.
func list[V any](item value[V]) value[[]V] {
	return value[[]V]{
		read: func(d *decoder, n *catalog.Node) ([]V, bool) {
			if !n.Is(catalog.ListNode) {
				d.wrongType(n, "a list")
				return nil, false
			}
			var values []V
			for i, child := range n.Items {
				d.enterIndex(i)
				if child.Is(catalog.NullNode) {
					d.wrongType(child, "a value")
				} else if v, ok := item.read(d, child); ok {
					values = append(values, v)
				}
				d.leave()
			}
			return values, true
		},
		schema: func(g *generator) schema { return js("type", "array", "items", item.schema(g)) },
	}
}

// oneOrList is a list, or the only one of its values without the brackets.
func oneOrList[V any](item value[V]) value[[]V] {
	many := list(item)
	return value[[]V]{
		read: func(d *decoder, n *catalog.Node) ([]V, bool) {
			if n.Is(catalog.ListNode) {
				return many.read(d, n)
			}
			v, ok := item.read(d, n)
			return []V{v}, ok
		},
		schema: func(g *generator) schema { return js("anyOf", []any{item.schema(g), many.schema(g)}) },
	}
}

// mapping is a mapping with keys that the author chooses; entry makes a value of each key and its value.
func mapping[V, E any](item value[V], keys schema, entry func(d *decoder, m catalog.Member, v V) E) value[[]E] {
	return value[[]E]{
		read: func(d *decoder, n *catalog.Node) ([]E, bool) {
			if !n.Is(catalog.MapNode) {
				d.wrongType(n, "a mapping")
				return nil, false
			}
			var entries []E
			for _, m := range n.Members {
				d.enter(m.Key)
				if v, ok := item.read(d, m.Value); ok {
					entries = append(entries, entry(d, m, v))
				}
				d.leave()
			}
			return entries, true
		},
		schema: func(g *generator) schema {
			s := js("type", "object", "additionalProperties", item.schema(g))
			if len(keys) > 0 {
				s = append(s, pair{"propertyNames", keys})
			}
			return s
		},
	}
}

// either is one type for a scalar and another for a mapping: the short form and the long one.
func either[V any](short, long value[V]) value[V] {
	return value[V]{
		read: func(d *decoder, n *catalog.Node) (V, bool) {
			if n.Is(catalog.MapNode) {
				return long.read(d, n)
			}
			return short.read(d, n)
		},
		schema: func(g *generator) schema { return js("anyOf", []any{short.schema(g), long.schema(g)}) },
	}
}

// convert is a type whose values are made of those of another.
func convert[A, B any](from value[A], f func(d *decoder, n *catalog.Node, a A) (B, bool)) value[B] {
	return value[B]{
		read: func(d *decoder, n *catalog.Node) (B, bool) {
			a, ok := from.read(d, n)
			if !ok {
				var none B
				return none, false
			}
			return f(d, n, a)
		},
		schema: from.schema,
	}
}

// lazy is a type that is put together when it is needed, so that a type may contain itself.
func lazy[V any](f func() value[V]) value[V] {
	return value[V]{
		read:   func(d *decoder, n *catalog.Node) (V, bool) { return f().read(d, n) },
		schema: func(g *generator) schema { return f().schema(g) },
	}
}
