package schema

import (
	"slices"
	"strings"
)

// Words is the type of a value in a few words: "string (uuid)", "list of Line", "map of number". Names are as written.
func Words(t *Type) string {
	if t == nil {
		return "any"
	}
	text := baseWords(t)
	if t.Nullable && !strings.Contains(text, "null") {
		text += " or null"
	}
	return text
}

func baseWords(t *Type) string {
	switch {
	case t.Never:
		return "nothing"
	case t.Recursive:
		return nameOr(t.Name, "value") + " ↻"
	case slices.Contains(t.Types, "array") || slices.Contains(t.Types, "repeated"):
		return strings.TrimSuffix("list of "+Words(t.Items), " of any")
	case t.Map != nil && len(t.Fields) == 0:
		return "map of " + Words(t.Map)
	}
	if t.Name != "" && (t.IsObject() || len(t.Types) == 0 || len(t.Enum) > 0) {
		return t.Name
	}
	types := slices.DeleteFunc(slices.Clone(t.Types), func(s string) bool { return s == "null" && len(t.Types) > 1 })
	text := nameOr(strings.Join(types, " or "), "any")
	if len(types) < len(t.Types) {
		text += " or null"
	}
	if f := nameOr(t.Format, t.LogicalType); f != "" {
		text += " (" + f + ")"
	}
	return text
}

func nameOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// IsObject reports whether a type is an object, a record or a message and nothing else.
func (t *Type) IsObject() bool {
	return len(t.Types) == 1 && slices.Contains([]string{"object", "record", "message"}, t.Types[0]) || len(t.Types) == 0 && len(t.Fields) > 0
}

// sortsOf are the sorts of value that the words of the three languages stand for.
var sortsOf = map[string]string{
	"string": "string", "enum": "string", "bytes": "bytes", "fixed": "bytes",
	"integer": "integer", "int": "integer", "long": "integer", "int32": "integer", "int64": "integer", "uint32": "integer", "uint64": "integer",
	"sint32": "integer", "sint64": "integer", "fixed32": "integer", "fixed64": "integer", "sfixed32": "integer", "sfixed64": "integer",
	"number": "number", "float": "number", "double": "number", "boolean": "boolean", "bool": "boolean",
	"object": "object", "record": "object", "message": "object", "map": "object", "array": "list", "repeated": "list",
}

// Sort is what sort of value a type is, in the same words for every language, so that uses of one name can be compared: "string", "integer",
// "list of object", "integer or string". It is "" for a type that says nothing of it.
func Sort(t *Type) string {
	var sorts []string
	for ; t != nil; t = t.Items {
		one := valueSort(t)
		sorts = append(sorts, one)
		if one != "list" || len(sorts) > 8 {
			break
		}
	}
	return strings.TrimSuffix(strings.Join(sorts, " of "), " of ")
}

func valueSort(t *Type) string {
	if t.Recursive && t.Target != nil {
		t = t.Target
	}
	var sorts []string
	for _, name := range t.Types {
		if s, ok := sortsOf[name]; ok {
			sorts = append(sorts, s)
		}
	}
	if t.LogicalType == "decimal" {
		sorts = []string{"number"}
	}
	if len(t.Types) == 0 && len(t.Fields) > 0 {
		sorts = []string{"object"}
	}
	if len(t.Types) == 0 && len(t.Enum) > 0 && strings.HasPrefix(t.Enum[0], `"`) {
		sorts = []string{"string"}
	}
	slices.Sort(sorts)
	return strings.Join(slices.Compact(sorts), " or ")
}
