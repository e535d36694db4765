package schema

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// object makes a value with all fields of which there can be one, and one entry of each other kind that is described.
func (s *sampler) object(t *Type) *catalog.Node {
	if special := wellKnownValue(t); special != nil {
		return special
	}
	var members []catalog.Member
	outer := s.path
	for _, f := range s.oneOfEach(t.Fields) {
		s.path = f.Path
		v := s.field(f)
		if v == nil && f.Required {
			v = catalog.NewMap(catalog.Pos{}, nil) // nothing can be right here: a required field of a type that is inside itself
		}
		if v != nil {
			members = append(members, catalog.Member{Key: f.Name, Value: v})
		}
	}
	s.path = outer
	members = s.others(t, members)
	return catalog.NewMap(catalog.Pos{}, fewer(t, members))
}

// oneOfEach leaves out all but one field of each Protobuf oneof.
func (s *sampler) oneOfEach(fields []Field) []Field {
	groups := map[string][]Field{}
	for _, f := range fields {
		if f.Oneof != "" {
			groups[f.Oneof] = append(groups[f.Oneof], f)
		}
	}
	if len(groups) == 0 {
		return fields
	}
	taken := map[string]string{}
	return slices.DeleteFunc(slices.Clone(fields), func(f Field) bool {
		if f.Oneof == "" {
			return false
		}
		if group, first := groups[f.Oneof], taken[f.Oneof] == ""; first {
			labels := make([]string, len(group))
			for i, alternative := range group {
				labels[i] = alternative.Name
			}
			taken[f.Oneof] = group[s.decide(group[0].Type, labels)].Name
		}
		return taken[f.Oneof] != f.Name
	})
}

// field makes the value of a field: its own default if it has one that says something.
func (s *sampler) field(f Field) *catalog.Node {
	if f.Default != "" && f.Default != "null" && f.Type != nil && len(f.Type.Examples) == 0 {
		if v, err := parseText(f.Default, catalog.Pos{}); err == nil {
			return v
		}
	}
	return s.value(f.Type)
}

// others adds an entry for each pattern and for the values under any other name, and as many as there have to be.
func (s *sampler) others(t *Type, members []catalog.Member) []catalog.Member {
	for _, p := range t.Patterns {
		if key, ok := s.fromPattern(p.Pattern, "", ""); ok {
			members = s.entry(members, key, p.Type)
		}
	}
	if t.Map != nil {
		members = s.entry(members, s.key(t, len(members)), t.Map)
	}
	least := count(t.Bounds.MinProperties, 0)
	for i := 0; len(members) < least && i < maxItems && (!t.Closed || t.Map != nil); i++ {
		rest := t.Map
		if rest == nil {
			rest = &Type{}
		}
		members = s.entry(members, s.key(t, i+1), rest)
	}
	return members
}

// entry adds a member under a key that is not taken, if there can be a value.
func (s *sampler) entry(members []catalog.Member, key string, t *Type) []catalog.Member {
	if slices.ContainsFunc(members, func(m catalog.Member) bool { return m.Key == key }) {
		return members
	}
	if v := s.value(t); v != nil {
		members = append(members, catalog.Member{Key: key, Value: v})
	}
	return members
}

// key makes the name of an entry: as propertyNames says, a number where Protobuf's keys are such, else "key".
func (s *sampler) key(t *Type, n int) string {
	usual := s.nudge
	defer func() { s.nudge = usual }()
	s.nudge += n
	for _, v := range t.Variants {
		if v.Keyword != "propertyNames" {
			continue
		}
		named := *v.Type
		if len(named.Types) == 0 {
			named.Types = []string{"string"}
		}
		if key := s.value(&named); key.Is(catalog.StringNode) {
			return key.Text
		}
	}
	switch kind := class(t.MapKey); {
	case kind == integer || strings.HasSuffix(t.MapKey, "64"):
		return strconv.Itoa(n + 1)
	case kind == boolean:
		return "true"
	case n == 0:
		return "key"
	}
	return "key" + strconv.Itoa(n+1)
}

// fewer drops optional members from the end until there are no more than allowed.
func fewer(t *Type, members []catalog.Member) []catalog.Member {
	most := count(t.Bounds.MaxProperties, len(members))
	for i := len(members) - 1; i >= 0 && len(members) > most; i-- {
		required := slices.ContainsFunc(t.Fields, func(f Field) bool { return f.Name == members[i].Key && f.Required })
		if !required {
			members = slices.Delete(members, i, i+1)
		}
	}
	return members
}

// count reads a limit on a number of things.
func count(text string, otherwise int) int {
	r, ok := number(text)
	if !ok || !r.IsInt() || !r.Num().IsInt64() || r.Sign() < 0 {
		return otherwise
	}
	return int(min(r.Num().Int64(), 1<<30))
}

// array makes a list: the tuple, then what it has to contain, then items, at least one if there may be.
func (s *sampler) array(t *Type) *catalog.Node {
	var items []*catalog.Node
	for _, item := range t.Tuple {
		if v := s.value(item); v != nil {
			items = append(items, v)
		}
	}
	rest := t.Items
	least, most := count(t.Bounds.MinItems, 0), count(t.Bounds.MaxItems, maxItems)
	contained := 0
	for _, v := range t.Variants {
		if v.Keyword == "contains" {
			contained = count(t.Bounds.MinContains, 1)
			items = s.repeat(items, combine(orAny(rest), v.Type), min(len(items)+contained, most, maxItems), t.Bounds.UniqueItems)
		}
	}
	wanted := max(least, min(1, most))
	if t.ClosedTuple && len(t.Tuple) > 0 || rest == nil && least == 0 {
		wanted = 0
	}
	items = s.repeat(items, orAny(rest), min(wanted, maxItems), t.Bounds.UniqueItems)
	return catalog.NewList(catalog.Pos{}, items)
}

func orAny(t *Type) *Type {
	if t == nil {
		return &Type{}
	}
	return t
}

// repeat adds items of a type until there are enough, different ones if they have to be.
func (s *sampler) repeat(items []*catalog.Node, t *Type, enough int, unique bool) []*catalog.Node {
	usual := s.nudge
	defer func() { s.nudge = usual }()
	for tries := 0; len(items) < enough && tries < 2*maxItems; tries++ {
		if unique {
			s.nudge = usual + tries
		}
		v := s.value(t)
		if v == nil {
			break
		}
		if !unique || !slices.ContainsFunc(items, func(o *catalog.Node) bool { return o.Hash() == v.Hash() }) {
			items = append(items, v)
		}
	}
	return items
}

// number makes a number within the limits: 1 (1.5) where that is allowed, else the least that is, else the greatest.
func (s *sampler) number(t *Type, whole bool) *catalog.Node {
	usual := big.NewRat(3, 2)
	if v, ok := logicalNumber(t.LogicalType); ok {
		usual, whole = big.NewRat(v, 1), true
	} else if whole {
		usual = big.NewRat(1, 1)
	}
	unit := stepOf(t, whole)
	for _, from := range []*big.Rat{usual, big.NewRat(1, 1), lowest(t, unit), highest(t, unit), middle(t)} {
		if from == nil {
			continue
		}
		v := new(big.Rat).Add(from, new(big.Rat).Mul(unit, big.NewRat(int64(s.nudge), 1)))
		if inRange(v, &t.Bounds) && (!whole || v.IsInt()) {
			return num(v)
		}
	}
	return num(usual)
}

func num(r *big.Rat) *catalog.Node {
	return catalog.NewScalar(catalog.NumberNode, catalog.Pos{}, formatNumber(r))
}

// stepOf returns what the values of a type are multiples of, or a useful distance between them.
func stepOf(t *Type, whole bool) *big.Rat {
	unit := big.NewRat(1, 1)
	set := false
	for _, text := range t.Bounds.MultipleOf {
		if m, ok := number(text); ok && m.Sign() > 0 {
			if !set {
				unit, set = m, true
			} else {
				unit = new(big.Rat).Mul(unit, m)
			}
		}
	}
	if whole && !unit.IsInt() {
		unit = new(big.Rat).SetInt(unit.Num()) // the least multiple that is whole
	}
	return unit
}

// lowest returns the least multiple of unit that the lower limit allows, nil without one.
func lowest(t *Type, unit *big.Rat) *big.Rat {
	low, ok := number(t.Bounds.Minimum)
	if !ok {
		if t.Bounds.Maximum == "" {
			return unit
		}
		return nil
	}
	steps := new(big.Rat).Quo(low, unit)
	n := new(big.Int).Div(steps.Num(), steps.Denom())
	v := new(big.Rat).Mul(new(big.Rat).SetInt(n), unit)
	for range 2 {
		if c := v.Cmp(low); c > 0 || c == 0 && !t.Bounds.ExclusiveMin {
			return v
		}
		v.Add(v, unit)
	}
	return v
}

// highest returns the greatest multiple of unit that the upper limit allows, nil without one.
func highest(t *Type, unit *big.Rat) *big.Rat {
	high, ok := number(t.Bounds.Maximum)
	if !ok {
		return nil
	}
	steps := new(big.Rat).Quo(high, unit)
	n := new(big.Int).Div(steps.Num(), steps.Denom())
	v := new(big.Rat).Mul(new(big.Rat).SetInt(n), unit)
	if v.Cmp(high) == 0 && t.Bounds.ExclusiveMax {
		v.Sub(v, unit)
	}
	return v
}

// middle returns what lies between both limits, nil if one is missing.
func middle(t *Type) *big.Rat {
	low, ok1 := number(t.Bounds.Minimum)
	high, ok2 := number(t.Bounds.Maximum)
	if !ok1 || !ok2 {
		return nil
	}
	sum := new(big.Rat).Add(low, high)
	return sum.Quo(sum, big.NewRat(2, 1))
}

// logicalNumber returns 31 January 2026, half past nine, as Avro's logical types count it.
func logicalNumber(logical string) (int64, bool) {
	const day, clock = 20484, 34200
	switch strings.TrimPrefix(logical, "local-") {
	case "date":
		return day, true
	case "time-millis":
		return clock * 1e3, true
	case "time-micros":
		return clock * 1e6, true
	case "timestamp-millis":
		return (day*86400 + clock) * 1e3, true
	case "timestamp-micros":
		return (day*86400 + clock) * 1e6, true
	case "timestamp-nanos":
		return (day*86400 + clock) * 1e9, true
	}
	return 0, false
}

// wellKnownValue returns what Protobuf's JSON mapping writes for its well-known types, nil for any other.
func wellKnownValue(t *Type) *catalog.Node {
	if !strings.HasPrefix(t.Ref, "google/protobuf#") {
		return nil
	}
	switch t.Name {
	case "Timestamp":
		return str("2026-01-31T09:30:00Z")
	case "Duration":
		return str("3.5s")
	case "FieldMask":
		return str("name,address.zip")
	case "ListValue":
		return catalog.NewList(catalog.Pos{}, nil)
	case "Value":
		return str("string")
	case "NullValue":
		return null()
	}
	return nil
}
