package schema

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// take takes over a keyword that limits the value, and reports whether it is one.
func (b *Bounds) take(keyword string, n *catalog.Node) bool {
	if to, side := b.count(keyword); to != nil {
		if n.Is(catalog.NumberNode) {
			narrow(to, n.Text, side)
		}
		return true
	}
	return isRange(keyword) || b.takeForm(keyword, n)
}

// count returns the limit that a keyword sets, and whether the larger (1) or the smaller (-1) of two is the narrower.
func (b *Bounds) count(keyword string) (to *string, side int) {
	switch keyword {
	case "minLength":
		return &b.MinLength, 1
	case "maxLength":
		return &b.MaxLength, -1
	case "minItems":
		return &b.MinItems, 1
	case "maxItems":
		return &b.MaxItems, -1
	case "minContains":
		return &b.MinContains, 1
	case "maxContains":
		return &b.MaxContains, -1
	case "minProperties":
		return &b.MinProperties, 1
	case "maxProperties":
		return &b.MaxProperties, -1
	}
	return nil, 0
}

// narrow sets a limit if it is narrower than the one there is, and reports whether it did.
func narrow(to *string, text string, side int) bool {
	if *to != "" {
		old, ok1 := number(*to)
		now, ok2 := number(text)
		if !ok1 || !ok2 || now.Cmp(old)*side <= 0 {
			return false
		}
	}
	*to = text
	return true
}

// isRange reports whether a keyword is one of those that ranges takes as a whole.
func isRange(keyword string) bool {
	switch keyword {
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
		return true
	}
	return false
}

// ranges takes the range of one schema. The exclusive limits are booleans beside the others in draft-04 and OpenAPI 3.0,
// and numbers of their own since draft-06.
func (b *Bounds) ranges(n *catalog.Node) {
	above, below := n.Get("exclusiveMinimum"), n.Get("exclusiveMaximum")
	limit(&b.Minimum, &b.ExclusiveMin, n.Get("minimum"), above.IsTrue(), 1)
	limit(&b.Minimum, &b.ExclusiveMin, above, true, 1)
	limit(&b.Maximum, &b.ExclusiveMax, n.Get("maximum"), below.IsTrue(), -1)
	limit(&b.Maximum, &b.ExclusiveMax, below, true, -1)
}

func limit(to *string, exclusive *bool, n *catalog.Node, excludes bool, side int) {
	if !n.Is(catalog.NumberNode) {
		return
	}
	switch old := *to; {
	case old == n.Text:
		*exclusive = *exclusive || excludes
	case narrow(to, n.Text, side):
		*exclusive = excludes
	}
}

// takeForm takes the limits that can stand several times and those that are a yes.
func (b *Bounds) takeForm(keyword string, n *catalog.Node) bool {
	switch keyword {
	case "pattern":
		if text := n.Str(); text != "" && !slices.Contains(b.Patterns, text) {
			b.Patterns = append(b.Patterns, text)
		}
	case "multipleOf":
		if text := n.Str(); text != "" && !slices.Contains(b.MultipleOf, text) {
			b.MultipleOf = append(b.MultipleOf, text)
		}
	case "uniqueItems":
		b.UniqueItems = b.UniqueItems || n.IsTrue()
	default:
		return false
	}
	return true
}

// constraints puts the limits into words.
func (b *Bounds) constraints() []Constraint {
	var list []Constraint
	add := func(label, value string) {
		if value != "" {
			list = append(list, Constraint{label, value})
		}
	}
	add("range", between(b.Minimum, b.Maximum, b.ExclusiveMin, b.ExclusiveMax))
	add("multiple of", strings.Join(b.MultipleOf, " and "))
	add("length", between(b.MinLength, b.MaxLength, false, false))
	for _, pattern := range b.Patterns {
		add("pattern", pattern)
	}
	add("items", between(b.MinItems, b.MaxItems, false, false))
	if b.UniqueItems {
		add("unique", "yes")
	}
	add("contains", between(b.MinContains, b.MaxContains, false, false))
	add("properties", between(b.MinProperties, b.MaxProperties, false, false))
	add("precision", b.Precision)
	add("scale", b.Scale)
	add("bytes", b.Size)
	return list
}

// between puts a lower and an upper limit into words: "1 .. 64", "> 0", "≤ 10", "> 0 and ≤ 10", or the one number that is left.
func between(low, high string, aboveLow, belowHigh bool) string {
	lowWord, highWord := "≥ ", "≤ "
	if aboveLow {
		lowWord = "> "
	}
	if belowHigh {
		highWord = "< "
	}
	switch {
	case low == "" && high == "":
		return ""
	case high == "":
		return lowWord + low
	case low == "":
		return highWord + high
	case aboveLow || belowHigh:
		return lowWord + low + " and " + highWord + high
	case low == high:
		return low
	default:
		return low + " .. " + high
	}
}
