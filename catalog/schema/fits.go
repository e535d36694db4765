package schema

import (
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// sort is what a word of any of the formats means for a JSON value.
type sortOf uint8

const (
	unknown sortOf = iota
	object
	array
	text
	integer
	decimal
	boolean
	nothing
)

// class returns what a type's word means for a JSON value.
func class(word string) sortOf {
	switch word {
	case "object", "record", "error", "map", "message":
		return object
	case "array", "repeated":
		return array
	case "string", "bytes", "fixed", "enum", "int64", "uint64", "sint64", "fixed64", "sfixed64":
		return text
	case "integer", "int", "long", "int32", "uint32", "sint32", "fixed32", "sfixed32":
		return integer
	case "number", "float", "double":
		return decimal
	case "boolean", "bool":
		return boolean
	case "null":
		return nothing
	}
	return unknown
}

// Kinds returns the sorts of value that a type describes, null aside: Types, or where there are none what the other keywords imply,
// such as an object where there are fields.
func (t *Type) Kinds() []string {
	if len(t.Types) > 0 {
		kinds := slices.DeleteFunc(slices.Clone(t.Types), func(s string) bool { return s == "null" })
		if len(kinds) == 0 {
			return []string{"null"}
		}
		return kinds
	}
	b := &t.Bounds
	switch {
	case len(t.Fields) > 0 || t.Map != nil || len(t.Patterns) > 0 || t.Closed || b.MinProperties+b.MaxProperties != "":
		return []string{"object"}
	case t.Items != nil || len(t.Tuple) > 0 || b.MinItems+b.MaxItems != "" || b.UniqueItems || hasVariant(t, "contains"):
		return []string{"array"}
	case len(b.Patterns) > 0 || b.MinLength+b.MaxLength != "" || formatText(t.Format, "") != "":
		return []string{"string"}
	case b.Minimum+b.Maximum != "" || len(b.MultipleOf) > 0:
		return []string{"number"}
	}
	return nil
}

func hasVariant(t *Type, keyword string) bool {
	return slices.ContainsFunc(t.Variants, func(v Variant) bool { return v.Keyword == keyword })
}

// fits reports whether a value is of a type, as far as is told without running patterns: it is for choosing between values, not for
// validating them.
func fits(v *catalog.Node, t *Type) bool { return fitsWithin(v, t, 32) }

func fitsWithin(v *catalog.Node, t *Type, depth int) bool {
	if t == nil || depth == 0 || t.Recursive {
		return true
	}
	if v == nil || t.Never {
		return false
	}
	if v.Kind == catalog.NullNode && t.Nullable {
		return true
	}
	return fitsSort(v, t) && fitsValue(v, t) && fitsObject(v, t, depth) && fitsArray(v, t, depth) && fitsVariants(v, t, depth)
}

func fitsSort(v *catalog.Node, t *Type) bool {
	if len(t.Types) == 0 {
		return true
	}
	return slices.ContainsFunc(t.Types, func(word string) bool {
		switch class(word) {
		case object:
			return v.Is(catalog.MapNode) || strings.HasPrefix(t.Ref, "google/")
		case array:
			return v.Is(catalog.ListNode)
		case text:
			return v.Is(catalog.StringNode) || strings.HasSuffix(word, "64") && v.Is(catalog.NumberNode)
		case integer:
			r, ok := number(v.Text)
			return v.Is(catalog.NumberNode) && (!ok || r.IsInt())
		case decimal:
			return v.Is(catalog.NumberNode)
		case boolean:
			return v.Is(catalog.BoolNode)
		case nothing:
			return v.Is(catalog.NullNode)
		default:
			return true
		}
	})
}

// fitsValue checks const, enum and the limits of strings and numbers.
func fitsValue(v *catalog.Node, t *Type) bool {
	if t.Const != "" && !sameText(v, t.Const) {
		return false
	}
	if len(t.Enum) > 0 && !slices.ContainsFunc(t.Enum, func(e string) bool { return sameText(v, e) }) {
		return false
	}
	if v.Kind == catalog.StringNode {
		return textFits(v.Text, &t.Bounds)
	}
	r, ok := number(v.Text)
	return v.Kind != catalog.NumberNode || !ok || inRange(r, &t.Bounds)
}

func sameText(v *catalog.Node, text string) bool {
	return jsonText(v) == text || compactText(text) == jsonText(v)
}

// textFits reports whether a string has the length that is asked for.
func textFits(s string, b *Bounds) bool {
	n := utf8.RuneCountInString(s)
	return n >= count(b.MinLength, 0) && n <= count(b.MaxLength, n)
}

func inRange(r *big.Rat, b *Bounds) bool {
	if low, ok := number(b.Minimum); ok {
		if c := r.Cmp(low); c < 0 || c == 0 && b.ExclusiveMin {
			return false
		}
	}
	if high, ok := number(b.Maximum); ok {
		if c := r.Cmp(high); c > 0 || c == 0 && b.ExclusiveMax {
			return false
		}
	}
	for _, text := range b.MultipleOf {
		if m, ok := number(text); ok && m.Sign() > 0 && !new(big.Rat).Quo(r, m).IsInt() {
			return false
		}
	}
	return true
}

func fitsObject(v *catalog.Node, t *Type, depth int) bool {
	if !v.Is(catalog.MapNode) {
		return true
	}
	known := map[string]bool{}
	for _, f := range t.Fields {
		known[f.Name] = true
		value := v.Get(f.Name)
		if value == nil && f.Required || value != nil && !fitsWithin(value, f.Type, depth-1) {
			return false
		}
	}
	if n := len(v.Members); n < count(t.Bounds.MinProperties, 0) || n > count(t.Bounds.MaxProperties, n) {
		return false
	}
	if !t.Closed || len(t.Patterns) > 0 {
		return true
	}
	return !slices.ContainsFunc(v.Members, func(m catalog.Member) bool { return !known[m.Key] })
}

func fitsArray(v *catalog.Node, t *Type, depth int) bool {
	if !v.Is(catalog.ListNode) {
		return true
	}
	if n := len(v.Items); n < count(t.Bounds.MinItems, 0) || n > count(t.Bounds.MaxItems, n) {
		return false
	}
	for i, item := range v.Items {
		of := t.Items
		if i < len(t.Tuple) {
			of = t.Tuple[i]
		}
		if !fitsWithin(item, of, depth-1) {
			return false
		}
	}
	return true
}

// fitsVariants checks that each choice has a branch that fits, and that nothing fits that is ruled out.
func fitsVariants(v *catalog.Node, t *Type, depth int) bool {
	for _, group := range alternatives(t) {
		if !slices.ContainsFunc(group, func(b Variant) bool { return fitsWithin(v, b.Type, depth-1) }) {
			return false
		}
	}
	return !slices.ContainsFunc(t.Variants, func(b Variant) bool { return b.Keyword == "not" && fitsWithin(v, b.Type, depth-1) })
}
