package compat

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog/schema"
)

// fields compares the fields of one type by name. What is inside of a field that was added or removed is not listed.
func (w *walk) fields(before, after []schema.Field) {
	old := make(map[string]int, len(before))
	for i, f := range before {
		if _, twice := old[f.Name]; !twice {
			old[f.Name] = i
		}
	}
	kept := make(map[string]bool, len(after))
	for _, f := range after {
		i, ok := old[f.Name]
		switch {
		case kept[f.Name]:
		case ok:
			w.field(before[i], f)
		default:
			w.add(Change{Sort: Added, Path: f.Path, Anchor: f.Anchor, Aspect: Field, To: fieldWord(f)})
		}
		kept[f.Name] = true
	}
	for i, f := range before {
		if !kept[f.Name] && old[f.Name] == i {
			w.add(Change{Sort: Removed, Path: f.Path, Anchor: f.Anchor, Aspect: Field, From: fieldWord(f)})
		}
	}
}

func (w *walk) field(a, b schema.Field) {
	at := place{b.Path, b.Anchor}
	w.flag(at, Required, a.Required, b.Required)
	w.text(at, Number, numberWord(a.Number), numberWord(b.Number))
	w.text(at, OneOf, a.Oneof, b.Oneof)
	w.text(at, Aliases, strings.Join(a.Aliases, ", "), strings.Join(b.Aliases, ", "))
	w.text(at, Default, a.Default, b.Default)
	w.flag(at, Deprecated, a.IsDeprecated(), b.IsDeprecated())
	w.text(at, Description, a.Doc(), b.Doc())
	w.types(at, a.Type, b.Type)
}

func numberWord(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// fieldWord is what to say of a field that is only on one side.
func fieldWord(f schema.Field) string {
	if f.Required {
		return word(f.Type) + ", required"
	}
	return word(f.Type)
}

// values compares the lists of values that fit. A list that appears or goes is one change, and so is any other difference.
func (w *walk) values(at place, a, b *schema.Type) {
	gone, new := without(a.Enum, b.Enum), without(b.Enum, a.Enum)
	w.text(at, Values, strings.Join(gone, ", "), strings.Join(new, ", "))
}

// without returns the texts of a list that are not in another.
func without(list, other []string) []string {
	has := make(map[string]bool, len(other))
	for _, s := range other {
		has[s] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return has[s] })
}

// constraints compares limits by their label; several of one label stand together.
func (w *walk) constraints(at place, before, after []schema.Constraint) {
	var labels []string
	for _, c := range slices.Concat(after, before) {
		if !slices.Contains(labels, c.Label) {
			labels = append(labels, c.Label)
		}
	}
	for _, label := range labels {
		w.text(at, label, limit(before, label), limit(after, label))
	}
}

func limit(list []schema.Constraint, label string) string {
	var found []string
	for _, c := range list {
		if c.Label == label {
			found = append(found, orYes(c.Value))
		}
	}
	return strings.Join(found, ", ")
}

// orYes stands in for the value of a limit that has none, such as that items are unique.
func orYes(s string) string {
	if s == "" {
		return yes(true)
	}
	return s
}

// wordOf is word, but nothing where there is no type.
func wordOf(t *schema.Type) string {
	if t == nil {
		return ""
	}
	return word(t)
}

// word is the type of a value in a few words. The names of objects are not in it, because who reads and writes them does not see them.
func word(t *schema.Type) string {
	if t == nil {
		return "any"
	}
	text := plain(t)
	if t.Nullable && !slices.Contains(t.Types, "null") {
		text += " or null"
	}
	return text
}

func plain(t *schema.Type) string {
	switch {
	case t.Never:
		return "nothing"
	case t.Recursive:
		return t.Name + " ↻"
	case slices.Contains(t.Types, "array") || slices.Contains(t.Types, "repeated"):
		if t.Items == nil || len(t.Items.Types) == 0 && !t.Items.Recursive {
			return "list"
		}
		return "list of " + word(t.Items)
	case t.Map != nil && len(t.Fields) == 0:
		return "map of " + word(t.Map)
	case len(t.Types) == 0:
		return "any"
	}
	text := strings.Join(t.Types, " or ")
	if form := cmp.Or(t.Format, t.LogicalType); form != "" {
		text += " (" + form + ")"
	}
	return text
}
