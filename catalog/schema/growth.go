package schema

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// grow lets the parts of a merged type grow, in the order of Walk.
func (m *merging) grow() {
	m.growFields()
	for _, p := range m.patterns {
		if child := m.child(m.at.toMap(), p.places); child != nil {
			m.t.Patterns = append(m.t.Patterns, Pattern{p.name, child})
		}
	}
	if len(m.items) > 0 {
		m.t.Items = m.child(m.at.toItems(), m.items)
	}
	for _, places := range m.tuple {
		if child := m.child(m.at.toItems(), places); child != nil {
			m.t.Tuple = append(m.t.Tuple, child)
		}
	}
	if len(m.rest) > 0 {
		m.t.Map = m.child(m.at.toMap(), m.rest)
	}
	for _, c := range m.choices {
		if !m.growChoice(c) {
			return
		}
	}
}

func (m *merging) child(s step, places []place) *Type {
	child := m.r.grow(m.at, s, func(at *frame) { m.r.expand(at, places) })
	if child == nil {
		return nil
	}
	return child.t
}

// growFields adds the properties, and after them the names that are required but not described.
func (m *merging) growFields() {
	required := make(map[string]bool, len(m.required))
	for _, name := range m.required {
		required[name] = true
		if _, described := m.byName[name]; !described {
			m.byName[name] = len(m.fields)
			m.fields = append(m.fields, merged{name: name, pos: m.t.Pos})
		}
	}
	for _, f := range m.fields {
		field := Field{Name: f.name, Required: required[f.name], Pos: f.pos, Further: besideRef(f.places)}
		if !m.r.addField(m.at, field, func(at *frame) { m.r.expand(at, f.places) }) {
			return
		}
	}
}

// besideRef are the extensions beside the reference of a property, which the field keeps where the dialect has no use for them: that a field is
// classified is written there as well as anywhere.
func besideRef(places []place) []catalog.Member {
	var list []catalog.Member
	for _, p := range places {
		if p.doc.dialect.honoursSiblings() || refKeyword(p.node) == nil {
			continue
		}
		for _, m := range p.node.Members {
			if strings.HasPrefix(m.Key, "x-") {
				list = append(list, m)
			}
		}
	}
	return list
}

// growChoice adds a variant, and reports whether there is room for more.
func (m *merging) growChoice(c choice) bool {
	if c.keyword == "dependencies" && c.place.node.Is(catalog.ListNode) {
		m.t.Variants = append(m.t.Variants, Variant{Keyword: c.keyword, Label: c.label, Group: c.group, Type: m.dependentNames(c)})
		return true
	}
	label := c.label
	if c.keyword == "oneOf" || c.keyword == "anyOf" {
		label = m.label(c)
	}
	s := m.at
	base := step{s.path, s.anchor}
	if c.items {
		base = s.toItems()
	}
	via := (&frame{path: base.path, anchor: base.anchor}).toVariant(variantName(c.keyword, label))
	child := m.child(via, []place{c.place})
	if child == nil {
		return false
	}
	m.t.Variants = append(m.t.Variants, Variant{Keyword: c.keyword, Label: label, Group: c.group, Type: child})
	return true
}

// variantName is how a variant is called in an anchor.
func variantName(keyword, label string) string {
	switch {
	case label == "":
		return keyword
	case keyword == "dependencies":
		return "with " + label
	}
	return label
}

// dependentNames is the type that a list of required names stands for.
func (m *merging) dependentNames(c choice) *Type {
	t := &Type{Pos: c.place.pos()}
	for _, name := range typeNames(c.place.node) {
		s := m.at.toVariant("with " + c.label)
		inner := (&frame{path: s.path, anchor: s.anchor}).toField(name)
		t.Fields = append(t.Fields, Field{
			Name: name, Path: inner.path, Anchor: m.r.unique(inner.anchor), Required: true, Pos: t.Pos, Type: &Type{Pos: t.Pos},
		})
	}
	return t
}

// label names an alternative: title, name, value of the discriminator, number.
func (m *merging) label(c choice) string {
	target := m.r.follow(c.place)
	t := &Type{Name: target.name}
	if target.fate == found {
		t.Title = target.node.StrAt("title")
	}
	for _, p := range target.beside {
		setFirst(&t.Title, p.node.Get("title"))
	}
	if value := m.discriminated(target); t.Title == "" && value != "" {
		return value
	}
	if t.Title != "" || t.Name != "" {
		return branchLabel(t, c.number)
	}
	if names := typeNames(target.node.Get("type")); len(names) == 1 && m.onlyType(c, names[0]) {
		return names[0]
	}
	if required := typeNames(target.node.Get("required")); len(target.node.Members) == 1 && len(required) > 0 && len(required) <= 3 {
		return "with " + strings.Join(required, ", ")
	}
	return branchLabel(t, c.number)
}

// onlyType reports whether no other alternative of the group is of that type, so that it can serve as a name.
func (m *merging) onlyType(c choice, name string) bool {
	if len(m.choices) > 64 {
		return false // comparing each with each has an end
	}
	for _, other := range m.choices {
		if other.keyword == c.keyword && other.group == c.group && other.number != c.number &&
			slices.Contains(typeNames(m.r.follow(other.place).node.Get("type")), name) {
			return false
		}
	}
	return true
}

// discriminated returns the value of the discriminator that chooses a branch.
func (m *merging) discriminated(target *target) string {
	if m.t.Discriminator == "" {
		return ""
	}
	for _, mapping := range m.t.Mapping {
		if mapping.Ref == target.name || target.ref != "" && strings.HasSuffix(target.ref, mapping.Ref) {
			return mapping.Value
		}
	}
	if target.name != "" {
		return "" // the name says it, and AsyncAPI makes it the value
	}
	property := target.node.Path("properties", m.t.Discriminator)
	if value := property.Get("const"); value.IsScalar() {
		return value.Text
	}
	if values := property.Get("enum"); values.Is(catalog.ListNode) && len(values.Items) == 1 {
		return values.Items[0].Str()
	}
	return ""
}
