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

// typeText is the type of a value in a few words: "string (uuid)", "list of Line", "map of number".
func typeText(t *schema.Type) string {
	if t == nil {
		return "any"
	}
	text := baseType(t)
	if t.Nullable && !strings.Contains(text, "null") {
		text += " or null"
	}
	return visible(text)
}

func baseType(t *schema.Type) string {
	switch {
	case t.Never:
		return "nothing"
	case t.Recursive:
		return firstOf(t.Name, "value") + " ↻"
	case slices.Contains(t.Types, "array") || slices.Contains(t.Types, "repeated"):
		return strings.TrimSuffix("list of "+typeText(t.Items), " of any")
	case t.Map != nil && len(t.Fields) == 0:
		return "map of " + typeText(t.Map)
	}
	if t.Name != "" && (isObject(t) || len(t.Types) == 0 || len(t.Enum) > 0) {
		return t.Name
	}
	types := slices.DeleteFunc(slices.Clone(t.Types), func(s string) bool { return s == "null" && len(t.Types) > 1 })
	text := firstOf(strings.Join(types, " or "), "any")
	if len(types) < len(t.Types) {
		text += " or null"
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
