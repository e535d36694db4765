package compat

import (
	"crypto/sha256"
	"fmt"
	"strconv"

	"github.com/eventatlas/eventatlas/catalog/schema"
)

// variants compares alternatives. Those that have a name are matched by it, those that only have a number by content first, so that one
// that is put in front of others does not change them all, and then in order.
func (w *walk) variants(at place, before, after []schema.Variant) {
	partner := w.match(before, after)
	used := make([]bool, len(before))
	for i, v := range after {
		if v.Keyword == "allOf" { // merged into the type itself
			continue
		}
		if j := partner[i]; j >= 0 {
			used[j] = true
			w.types(at, before[j].Type, v.Type)
			continue
		}
		w.text(at, Alternative, "", variantWord(v))
	}
	for j, v := range before {
		if !used[j] && v.Keyword != "allOf" {
			w.text(at, Alternative, variantWord(v), "")
		}
	}
}

// variantWord names an alternative by its keyword, its label and its type, as far as they say something.
func variantWord(v schema.Variant) string {
	text := v.Keyword
	if v.Label != "" {
		text += " " + v.Label
	}
	if t := word(v.Type); t != v.Label && t != "any" {
		text += ": " + t
	}
	return text
}

// match finds for each alternative its older self, or -1.
func (w *walk) match(before, after []schema.Variant) []int {
	partner := make([]int, len(after))
	taken := make([]bool, len(before))
	for i := range partner {
		partner[i] = -1
	}
	for _, same := range []func(a, b schema.Variant) bool{sameName, w.sameContent, sameSort} {
		for i, v := range after {
			for j := 0; partner[i] < 0 && j < len(before); j++ {
				if !taken[j] && before[j].Keyword == v.Keyword && same(before[j], v) {
					partner[i], taken[j] = j, true
				}
			}
		}
	}
	return partner
}

func sameName(a, b schema.Variant) bool { return !numbered(a) && a.Label == b.Label }

func (w *walk) sameContent(a, b schema.Variant) bool {
	return numbered(a) && numbered(b) && w.shape(a.Type) == w.shape(b.Type)
}

// sameSort pairs what is left over of the alternatives without a name: those of one type of value.
func sameSort(a, b schema.Variant) bool {
	return numbered(a) && numbered(b) && word(a.Type) == word(b.Type)
}

func numbered(v schema.Variant) bool {
	_, err := strconv.Atoi(v.Label)
	return err == nil
}

// shape is a hash of all that a reader of the data would notice of a type. Each type is hashed once, from the hashes of its parts:
// comparing alternatives pair by pair, level by level, would take twice as long with each level.
func (w *walk) shape(t *schema.Type) [sha256.Size]byte {
	if t == nil {
		return [sha256.Size]byte{}
	}
	if known, ok := w.shapes[t]; ok {
		return known
	}
	var b []byte
	b = fmt.Appendf(b, "%q %q %q %q %v", word(t), t.Constraints, t.Enum, t.Const, t.Closed)
	part := func(name string, inner *schema.Type) {
		sum := w.shape(inner)
		b = append(fmt.Appendf(b, "%q", name), sum[:]...)
	}
	for _, f := range t.Fields {
		part(f.Name+" "+yes(f.Required), f.Type)
	}
	for _, p := range t.Patterns {
		part(p.Pattern, p.Type)
	}
	part("items", t.Items)
	part("map", t.Map)
	for _, inner := range t.Tuple {
		part("tuple", inner)
	}
	for _, v := range t.Variants {
		part(v.Keyword, v.Type)
	}
	if w.shapes == nil {
		w.shapes = map[*schema.Type][sha256.Size]byte{}
	}
	w.shapes[t] = sha256.Sum256(b)
	return w.shapes[t]
}
