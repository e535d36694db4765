package schema

import (
	"slices"
)

// combine returns a type of the values that fit both, one level deep: what is inside of both is combined in turn. It is for making examples, where a
// branch is added to the type that it stands in.
func combine(a, b *Type) *Type {
	switch {
	case b == nil || b.Recursive:
		return a
	case a == nil || a.Recursive:
		return b
	}
	c := *a
	c.Types = commonTypes(a.Types, b.Types)
	c.Never = a.Never || b.Never
	c.Nullable = a.Nullable && b.Nullable
	c.Closed, c.ClosedTuple = a.Closed || b.Closed, a.ClosedTuple || b.ClosedTuple
	c.Format, c.LogicalType = firstOf(a.Format, b.Format), firstOf(a.LogicalType, b.LogicalType)
	c.Const, c.Default = firstOf(b.Const, a.Const), firstOf(b.Default, a.Default)
	c.Name, c.Ref = firstOf(a.Name, b.Name), firstOf(a.Ref, b.Ref)
	c.MapKey = firstOf(a.MapKey, b.MapKey)
	c.Enum = commonValues(a.Enum, b.Enum)
	c.Examples = slices.Concat(b.Examples, a.Examples)
	c.Bounds = a.Bounds.and(&b.Bounds)
	c.Fields = combineFields(a.Fields, b.Fields)
	c.Items, c.Map = combine(a.Items, b.Items), combine(a.Map, b.Map)
	if len(b.Tuple) > len(a.Tuple) {
		c.Tuple = b.Tuple
	}
	c.Patterns = slices.Concat(a.Patterns, b.Patterns)
	c.Variants = slices.Concat(a.Variants, otherGroups(b.Variants, len(a.Variants)))
	return &c
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// commonTypes returns the types in both lists, where an empty list is any.
func commonTypes(a, b []string) []string {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	var both []string
	for _, word := range a {
		if slices.Contains(b, word) || class(word) == integer && slices.Contains(b, "number") {
			both = append(both, word)
		} else if word == "number" && slices.Contains(b, "integer") {
			both = append(both, "integer")
		}
	}
	if len(both) == 0 {
		return a
	}
	return both
}

func commonValues(a, b []string) []string {
	if len(a) == 0 || len(b) == 0 {
		return slices.Concat(a, b)
	}
	return slices.DeleteFunc(slices.Clone(a), func(v string) bool { return !slices.Contains(b, v) })
}

func combineFields(a, b []Field) []Field {
	if len(b) == 0 {
		return a
	}
	fields := slices.Clone(a)
	at := make(map[string]int, len(a))
	for i, f := range a {
		at[f.Name] = i
	}
	for _, f := range b {
		i, both := at[f.Name]
		if !both {
			fields = append(fields, f)
			continue
		}
		fields[i].Type = combine(fields[i].Type, f.Type)
		fields[i].Required = fields[i].Required || f.Required
		fields[i].Default = firstOf(fields[i].Default, f.Default)
	}
	return fields
}

// otherGroups returns the variants with groups that no others have.
func otherGroups(variants []Variant, from int) []Variant {
	variants = slices.Clone(variants)
	for i := range variants {
		variants[i].Group += from + 1
	}
	return variants
}

// and returns the limits that hold where both do.
func (b Bounds) and(o *Bounds) Bounds {
	c := b
	narrowEach(&c, o)
	if raise(&c.Minimum, o.Minimum, 1) {
		c.ExclusiveMin = o.ExclusiveMin
	} else if c.Minimum == o.Minimum {
		c.ExclusiveMin = c.ExclusiveMin || o.ExclusiveMin
	}
	if raise(&c.Maximum, o.Maximum, -1) {
		c.ExclusiveMax = o.ExclusiveMax
	} else if c.Maximum == o.Maximum {
		c.ExclusiveMax = c.ExclusiveMax || o.ExclusiveMax
	}
	c.Patterns = slices.Concat(b.Patterns, o.Patterns)
	c.MultipleOf = slices.Concat(b.MultipleOf, o.MultipleOf)
	c.UniqueItems = b.UniqueItems || o.UniqueItems
	c.Precision, c.Scale, c.Size = firstOf(b.Precision, o.Precision), firstOf(b.Scale, o.Scale), firstOf(b.Size, o.Size)
	return c
}

func narrowEach(c, o *Bounds) {
	raise(&c.MinLength, o.MinLength, 1)
	raise(&c.MaxLength, o.MaxLength, -1)
	raise(&c.MinItems, o.MinItems, 1)
	raise(&c.MaxItems, o.MaxItems, -1)
	raise(&c.MinContains, o.MinContains, 1)
	raise(&c.MaxContains, o.MaxContains, -1)
	raise(&c.MinProperties, o.MinProperties, 1)
	raise(&c.MaxProperties, o.MaxProperties, -1)
}

// raise is narrow for a limit that may be missing.
func raise(to *string, text string, side int) bool { return text != "" && narrow(to, text, side) }
