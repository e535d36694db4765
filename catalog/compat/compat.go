// Package compat compares two schemas. So far it says what is different, place by place, and nothing of what that does to those who
// send and receive: a Change is the fact that a verdict (backward, forward, in the profile of a registry) is given on.
//
// Both trees are finite, with recursive places as leaves (package schema), so comparing them is one walk over both at once. Fields
// are matched by name, alternatives by name or else by content, never by position alone.
package compat

import (
	"crypto/sha256"

	"github.com/eventatlas/eventatlas/catalog/schema"
)

// Sort says what became of a place.
type Sort uint8

// What became of a place.
const (
	Added Sort = iota + 1
	Removed
	Changed
)

// String returns "added", "removed" or "changed".
func (s Sort) String() string { return [...]string{"", "added", "removed", "changed"}[min(s, Changed)] }

// The aspects of a place that are compared; a limit on the value is named by its schema.Constraint.Label instead.
const (
	Field         = "field"
	Pattern       = "names like"
	Alternative   = "alternative"
	OtherNames    = "other names"
	TypeOf        = "type"
	Required      = "required"
	Values        = "values"
	Const         = "const"
	Default       = "default"
	Number        = "number"
	OneOf         = "one of"
	Aliases       = "aliases"
	Deprecated    = "deprecated"
	ReadOnly      = "read only"
	WriteOnly     = "write only"
	Description   = "description"
	NoOtherFields = "no other fields"
)

// Change is one difference between two schemas.
type Change struct {
	Sort Sort
	// Path is that of schema.Field, "" for the value itself; Anchor is the field's in the tree that has it, the new one where both do.
	Path, Anchor string
	// Aspect is what of the place is different.
	Aspect string
	// From and To are the old and the new text; "" where there was or is none. For Values they are what was taken away and what was added.
	From, To string
}

// maxChanges bounds a Difference: nobody reads more, and two schemas that share nothing would list all that is in both.
const maxChanges = 500

// Difference is what is different between two schemas, in the order of the new one with what was removed after its siblings.
type Difference struct {
	Changes []Change
	// Cut says that there may be more: one of the trees is cut, or there were too many changes.
	Cut bool
}

// Count returns the number of changes of a sort.
func (d Difference) Count(s Sort) int {
	n := 0
	for _, c := range d.Changes {
		if c.Sort == s {
			n++
		}
	}
	return n
}

// Diff compares two schemas. Nil is no schema at all; a schema that appears or goes is not taken apart.
func Diff(before, after *schema.Type) Difference {
	w := &walk{}
	switch {
	case before == nil && after == nil:
	case before == nil:
		w.add(Change{Sort: Added, Aspect: TypeOf, To: word(after)})
	case after == nil:
		w.add(Change{Sort: Removed, Aspect: TypeOf, From: word(before)})
	default:
		w.types(place{}, before, after)
	}
	return w.found
}

// place is where in the data two types stand.
type place struct{ path, anchor string }

type walk struct {
	found  Difference
	shapes map[*schema.Type][sha256.Size]byte
}

func (w *walk) add(c Change) {
	if len(w.found.Changes) == maxChanges {
		w.found.Cut = true
		return
	}
	w.found.Changes = append(w.found.Changes, c)
}

// text adds a change of one aspect where its two texts differ.
func (w *walk) text(at place, aspect, from, to string) {
	if from == to {
		return
	}
	c := Change{Sort: Changed, Path: at.path, Anchor: at.anchor, Aspect: aspect, From: from, To: to}
	switch "" {
	case from:
		c.Sort = Added
	case to:
		c.Sort = Removed
	}
	w.add(c)
}

// flag adds a change of one aspect that holds or does not.
func (w *walk) flag(at place, aspect string, from, to bool) {
	w.text(at, aspect, yes(from), yes(to))
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// types compares what stands at one place, and all that is inside of it.
func (w *walk) types(at place, a, b *schema.Type) {
	if a == nil || b == nil {
		if a != b {
			w.text(at, TypeOf, word(a), word(b))
		}
		return
	}
	w.found.Cut = w.found.Cut || a.Cut || b.Cut
	w.text(at, TypeOf, word(a), word(b))
	w.values(at, a, b)
	w.constraints(at, a.Constraints, b.Constraints)
	w.text(at, Const, a.Const, b.Const)
	w.text(at, Default, a.Default, b.Default)
	w.flag(at, ReadOnly, a.ReadOnly, b.ReadOnly)
	w.flag(at, WriteOnly, a.WriteOnly, b.WriteOnly)
	w.flag(at, NoOtherFields, a.Closed, b.Closed)
	w.fields(a.Fields, b.Fields)
	w.inside(at, a, b)
	w.variants(at, a.Variants, b.Variants)
}

// inside compares the parts of a type that have no name of their own. Where only one side has them, the type's word says so.
func (w *walk) inside(at place, a, b *schema.Type) {
	if a.Items != nil && b.Items != nil {
		w.types(at, a.Items, b.Items)
	}
	for i := range max(len(a.Tuple), len(b.Tuple)) {
		w.types(at, tuple(a, i), tuple(b, i))
	}
	switch {
	case a.Map != nil && b.Map != nil:
		w.types(at, a.Map, b.Map)
	case len(a.Fields) > 0 || len(b.Fields) > 0:
		w.text(at, OtherNames, wordOf(a.Map), wordOf(b.Map))
	}
	for _, p := range b.Patterns {
		if old := pattern(a, p.Pattern); old != nil {
			w.types(at, old, p.Type)
		} else {
			w.text(at, Pattern, "", p.Pattern)
		}
	}
	for _, p := range a.Patterns {
		if pattern(b, p.Pattern) == nil {
			w.text(at, Pattern, p.Pattern, "")
		}
	}
}

func tuple(t *schema.Type, i int) *schema.Type {
	if i < len(t.Tuple) {
		return t.Tuple[i]
	}
	return nil
}

// pattern returns the type of the values whose names have a form, or nil.
func pattern(t *schema.Type, form string) *schema.Type {
	for _, p := range t.Patterns {
		if p.Pattern == form {
			return p.Type
		}
	}
	return nil
}
