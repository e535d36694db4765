package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog/schema"
)

// facets are further limits on a field that the tree keeps apart from its constraints.
func facets(f schema.Field) []schema.Constraint {
	t := f.Type
	var list []schema.Constraint
	add := func(label, value string) {
		if value != "" {
			list = append(list, schema.Constraint{Label: label, Value: value})
		}
	}
	add("const", t.Const)
	add("default", firstOf(f.Default, t.Default))
	if f.Number > 0 {
		add("number", strconv.Itoa(f.Number))
	}
	add("one of", f.Oneof)
	add("aliases", strings.Join(slices.Concat(f.Aliases, t.Aliases), ", "))
	if t.Closed {
		list = append(list, schema.Constraint{Label: "no other fields"})
	}
	if len(t.Examples) > 0 {
		add("example", shorten(t.Examples[0], 80))
	}
	return list
}

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// values are the values that fit, with what they mean.
func values(t *schema.Type) []string {
	list := make([]string, 0, len(t.Enum))
	for i, v := range t.Enum {
		v = visible(v)
		if i < len(t.EnumNotes) && t.EnumNotes[i] != "" {
			v += " " + visible(t.EnumNotes[i])
		}
		list = append(list, v)
		if len(list) == 60 {
			return append(list, fmt.Sprintf("… %d", len(t.Enum)))
		}
	}
	if t.Items != nil && len(list) == 0 {
		return values(t.Items)
	}
	return list
}

// typeText is the type of a value in a few English words, for comparison; typeOf says it to the reader.
func typeText(t *schema.Type) string { return visible(schema.Words(t)) }

func (b *Builder) typeOf(t *schema.Type) string { return b.words.typeOf(t) }

// typeOf is the type of a value in a few words: "string (uuid)", "list of Line", "map of number". The names of types are those of the schema's language.
func (w Words) typeOf(t *schema.Type) string {
	if t == nil {
		return w.T("any")
	}
	text := w.baseType(t)
	if t.Nullable && !strings.Contains(text, "null") {
		text = w.F("%s or %s", text, "null")
	}
	return visible(text)
}

func (w Words) baseType(t *schema.Type) string {
	switch {
	case t.Never:
		return w.T("nothing")
	case t.Recursive:
		return firstOf(t.Name, w.T("value")) + " ↻"
	case slices.Contains(t.Types, "array") || slices.Contains(t.Types, "repeated"):
		inner := w.typeOf(t.Items)
		if inner == w.T("any") {
			return w.T("list")
		}
		return w.F("list of %s", inner)
	case t.Map != nil && len(t.Fields) == 0:
		return w.F("map of %s", w.typeOf(t.Map))
	}
	if t.Name != "" && (t.IsObject() || len(t.Types) == 0 || len(t.Enum) > 0) {
		return t.Name
	}
	types := slices.DeleteFunc(slices.Clone(t.Types), func(s string) bool { return s == "null" && len(t.Types) > 1 })
	text := w.T("any")
	if len(types) > 0 {
		text = types[0]
		for _, next := range types[1:] {
			text = w.F("%s or %s", text, next)
		}
	}
	if len(types) < len(t.Types) {
		text = w.F("%s or %s", text, "null")
	}
	if f := firstOf(t.Format, t.LogicalType); f != "" {
		text += " (" + f + ")"
	}
	return text
}

func hasInside(t *schema.Type) bool {
	return len(t.Fields) > 0 || len(t.Variants) > 0 || t.Items != nil && hasInside(t.Items)
}

func variantWord(keyword string) string {
	switch keyword {
	case "oneOf", "union", "oneof":
		return "one of"
	case "anyOf":
		return "any of"
	case "not":
		return "not"
	case "if", "then", "else":
		return keyword
	default:
		return keyword
	}
}
