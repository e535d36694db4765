package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Bounds of one example: how many values it may have, how many items are made to reach a minimum, and how many examples there are
// of one schema.
const (
	maxSample  = 4000
	maxItems   = 50
	maxSamples = 16
)

// Sample returns an example that fits the schema as far as that can be told: what the author gives as const, example, default or enum
// first, else values made from the types and limits; required and optional fields; recursion cut; the first branch of every choice. The
// same schema gives the same example. It is nil for a nil or impossible type. Avro's bytes and decimals are written as a reader would write them, and
// Protobuf's values as in its JSON mapping with the field names of the source.
func Sample(t *Type) *catalog.Node {
	s := newSampler()
	return s.value(t)
}

// Samples returns an example for each branch of the choices in a schema, at most 16: the first is Sample's, and each further one takes another
// branch of one choice. The name says which; it is "" for the first unless there is one choice alone.
func Samples(t *Type) []Named {
	s := newSampler()
	s.recording = true
	value := s.value(t)
	if value == nil {
		return nil
	}
	samples := []Named{{Value: value}}
	if len(s.choices) == 1 {
		samples[0].Name = s.choices[0].name(0)
	}
	for _, c := range s.choices {
		for i := 1; i < len(c.labels) && len(samples) < maxSamples; i++ {
			other := newSampler()
			other.patterns = s.patterns
			other.picks[c.key] = i
			if value := other.value(t); value != nil {
				samples = append(samples, Named{c.name(i), value})
			}
		}
	}
	return samples
}

// sampler makes one example.
type sampler struct {
	left      int
	path      string
	recording bool
	// picks says which alternative to take of a choice, which is known by its first branch; 0 where nothing is said.
	picks   map[*Type]int
	choices []madeChoice
	// nudge asks for another value than the usual one: the second, the third, and so on.
	nudge    int
	patterns map[string]string
}

// madeChoice is a place in a schema where one of several branches was taken.
type madeChoice struct {
	key    *Type
	path   string
	labels []string
}

func (c madeChoice) name(i int) string {
	if c.path == "" {
		return c.labels[i]
	}
	return c.path + ": " + c.labels[i]
}

func newSampler() *sampler {
	return &sampler{left: maxSample, picks: map[*Type]int{}, patterns: map[string]string{}}
}

// value returns a value of a type, or nil where there can be none: recursion, what is cut or missing, the schema false.
func (s *sampler) value(t *Type) *catalog.Node {
	s.left--
	if t == nil || t.Recursive || t.Never || s.left < 0 {
		return nil
	}
	if given := s.given(t); given != nil {
		return given
	}
	whole := s.choose(t)
	if given := s.given(whole); given != nil {
		return given
	}
	v := s.make(whole)
	for range 4 {
		next := s.conditions(whole, v)
		if next == nil {
			break
		}
		whole = next
		v = s.make(whole)
	}
	return s.avoid(whole, v)
}

// given returns the first of the values that the author gives, with nudge another one, that fits. A default of null says little and is passed over.
func (s *sampler) given(t *Type) *catalog.Node {
	texts := []string{t.Const}
	texts = append(texts, t.Examples...)
	if t.Default != "null" {
		texts = append(texts, t.Default)
	}
	texts = append(texts, t.Enum...)
	var fitting []*catalog.Node
	for _, text := range texts {
		n, err := parseText(text, catalog.Pos{})
		if text != "" && err == nil && fits(n, t) {
			fitting = append(fitting, n)
			if len(fitting) > s.nudge {
				return n
			}
		}
	}
	if len(fitting) > 0 {
		return fitting[len(fitting)-1]
	}
	return nil
}

// choose narrows a type to one branch of each of its choices, and of those of the branches.
func (s *sampler) choose(t *Type) *Type {
	for range 8 {
		groups := alternatives(t)
		if len(groups) == 0 {
			break
		}
		narrowed := *t
		narrowed.Variants = slices.DeleteFunc(slices.Clone(t.Variants), isAlternative)
		t = &narrowed
		for _, group := range groups {
			branch := s.pick(group)
			t = combine(discriminate(t, branch), branch)
		}
	}
	return t
}

// discriminate fixes the value of the discriminator to the one that stands for a branch: what the mapping says, else its name (OpenAPI 3.0,
// Discriminator Object; AsyncAPI, Models with Polymorphism Support).
func discriminate(t, branch *Type) *Type {
	value := branch.Name
	for _, m := range t.Mapping {
		if branch.Ref != "" && (strings.HasSuffix(branch.Ref, m.Ref) || m.Ref == branch.Name) {
			value = m.Value
		}
	}
	if t.Discriminator == "" || value == "" {
		return t
	}
	name := Field{Name: t.Discriminator, Type: &Type{Const: quote(value)}}
	if own := slices.IndexFunc(branch.Fields, func(f Field) bool { return f.Name == t.Discriminator }); own >= 0 {
		if f := branch.Fields[own]; f.Type.Const != "" || len(f.Type.Enum) > 0 {
			return t // it says so itself
		}
	}
	narrowed := *t
	narrowed.Fields = combineFields(t.Fields, []Field{name})
	return &narrowed
}

func isAlternative(v Variant) bool {
	return v.Keyword == "oneOf" || v.Keyword == "anyOf" || v.Keyword == "union"
}

// alternatives returns the branches of each choice in a type, in order.
func alternatives(t *Type) [][]Variant {
	var groups [][]Variant
	for _, v := range t.Variants {
		if !isAlternative(v) {
			continue
		}
		i := slices.IndexFunc(groups, func(g []Variant) bool { return g[0].Keyword == v.Keyword && g[0].Group == v.Group })
		if i < 0 {
			groups = append(groups, []Variant{v})
		} else {
			groups[i] = append(groups[i], v)
		}
	}
	return groups
}

// pick takes a branch of a choice: those of which there can be a value, null only where there is nothing else.
func (s *sampler) pick(group []Variant) *Type {
	usable := slices.DeleteFunc(slices.Clone(group), func(v Variant) bool {
		return v.Type.Recursive || v.Type.Never || v.Type.Cut && len(v.Type.Types) == 0 || slices.Equal(v.Type.Types, []string{"null"})
	})
	if len(usable) == 0 {
		return group[0].Type
	}
	labels := make([]string, len(usable))
	for i, v := range usable {
		labels[i] = v.Label
	}
	return usable[s.decide(usable[0].Type, labels)].Type
}

// decide returns which branch to take, and notes that there was a choice.
func (s *sampler) decide(key *Type, labels []string) int {
	if s.recording && len(labels) > 1 && !slices.ContainsFunc(s.choices, func(c madeChoice) bool { return c.key == key }) {
		s.choices = append(s.choices, madeChoice{key, s.path, labels})
	}
	return min(s.picks[key], len(labels)-1)
}

// conditions returns the type narrowed by what its conditions ask of a value, or nil if they ask nothing more.
func (s *sampler) conditions(t *Type, v *catalog.Node) *Type {
	for i, c := range t.Variants {
		asked := false
		switch c.Keyword {
		case "then", "else":
			test := slices.IndexFunc(t.Variants, func(o Variant) bool { return o.Keyword == "if" && o.Group == c.Group })
			asked = test >= 0 && fits(v, t.Variants[test].Type) == (c.Keyword == "then")
		case "dependencies":
			asked = v.Get(c.Label) != nil
		}
		if asked {
			narrowed := *t
			narrowed.Variants = slices.Delete(slices.Clone(t.Variants), i, i+1)
			return combine(&narrowed, c.Type)
		}
	}
	return nil
}

// avoid looks for another value where the type rules the first one out by not.
func (s *sampler) avoid(t *Type, v *catalog.Node) *catalog.Node {
	refused := func(v *catalog.Node) bool {
		return slices.ContainsFunc(t.Variants, func(o Variant) bool { return o.Keyword == "not" && fits(v, o.Type) })
	}
	usual := s.nudge
	for i := 0; v != nil && i < 3 && refused(v); i++ {
		s.nudge++
		v = s.make(t)
	}
	s.nudge = usual
	return v
}

// make makes a value of the first sort that a type allows.
func (s *sampler) make(t *Type) *catalog.Node {
	kinds := t.Kinds()
	if len(kinds) == 0 {
		if t.Nullable {
			return null()
		}
		return catalog.NewMap(catalog.Pos{}, nil)
	}
	switch class(kinds[0]) {
	case object:
		return s.object(t)
	case array:
		return s.array(t)
	case text:
		return str(s.text(t, kinds[0]))
	case integer, decimal:
		return s.number(t, class(kinds[0]) == integer)
	case boolean:
		return catalog.NewScalar(catalog.BoolNode, catalog.Pos{}, strconv.FormatBool(s.nudge%2 == 0))
	default:
		return null()
	}
}

func null() *catalog.Node { return catalog.NewScalar(catalog.NullNode, catalog.Pos{}, "null") }

func str(s string) *catalog.Node { return catalog.NewScalar(catalog.StringNode, catalog.Pos{}, s) }
