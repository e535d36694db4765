package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"
)

// Fingerprint returns a hash, in hexadecimal, of what values fit: types, limits and fields, without texts, examples, defaults, names
// of types and the order of fields and branches. Avro's and Protobuf's enums count by their values, Protobuf's fields by their numbers as
// well. It is "" for nil.
func Fingerprint(t *Type) string {
	if t == nil {
		return ""
	}
	p := printer{}
	sum := p.print(t)
	return hex.EncodeToString(sum[:16])
}

// printer hashes a tree from its leaves. Types around the one at hand are known by their distance, so that recursion is the same
// wherever the types are defined.
type printer struct {
	around []*Type
}

func (p *printer) print(t *Type) []byte {
	h := sha256.New()
	if t == nil {
		return h.Sum(nil)
	}
	if t.Recursive {
		fmt.Fprintf(h, "recursive %d", len(p.around)-slices.Index(p.around, t.Target))
		return h.Sum(nil)
	}
	p.around = append(p.around, t)
	p.own(h, t)
	p.fields(h, t)
	p.inner(h, t)
	p.around = p.around[:len(p.around)-1]
	return h.Sum(nil)
}

// own writes what a type says of its own value.
func (p *printer) own(h hash.Hash, t *Type) {
	fmt.Fprintf(h, "%q %q %q %t %t %t %t %q %q\n", sorted(t.Types), t.Format, t.LogicalType,
		t.Nullable, t.Never, t.Closed, t.ClosedTuple, t.Const, sorted(t.Enum))
	b := t.Bounds
	b.MultipleOf, b.Patterns = sorted(b.MultipleOf), sorted(b.Patterns)
	for _, bound := range []*string{
		&b.Minimum, &b.Maximum, &b.MinLength, &b.MaxLength, &b.MinItems, &b.MaxItems, &b.MinContains, &b.MaxContains, &b.MinProperties, &b.MaxProperties,
	} {
		if r, ok := number(*bound); ok {
			*bound = r.RatString()
		}
	}
	fmt.Fprintf(h, "%q %q\n", fmt.Sprint(b), t.MapKey)
	if t.Missing {
		fmt.Fprintf(h, "missing %q\n", t.Name)
	}
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

func (p *printer) fields(h hash.Hash, t *Type) {
	lines := make([]string, 0, len(t.Fields)+len(t.Patterns))
	for _, f := range t.Fields {
		lines = append(lines, fmt.Sprintf("field %q %t %d %q %x", f.Name, f.Required, f.Number, f.Oneof, p.print(f.Type)))
	}
	for _, pattern := range t.Patterns {
		lines = append(lines, fmt.Sprintf("pattern %q %x", pattern.Pattern, p.print(pattern.Type)))
	}
	slices.Sort(lines)
	fmt.Fprintln(h, strings.Join(lines, "\n"))
}

func (p *printer) inner(h hash.Hash, t *Type) {
	for _, part := range []struct {
		label string
		t     *Type
	}{{"items", t.Items}, {"map", t.Map}} {
		if part.t != nil {
			fmt.Fprintf(h, "%s %x\n", part.label, p.print(part.t))
		}
	}
	for _, item := range t.Tuple {
		fmt.Fprintf(h, "item %x\n", p.print(item))
	}
	var lines []string
	for _, v := range t.Variants {
		if v.Keyword == "allOf" && !v.Type.Recursive {
			continue // merged into the type
		}
		label := ""
		if v.Keyword == "dependencies" {
			label = v.Label
		}
		lines = append(lines, fmt.Sprintf("%s %d %q %x", v.Keyword, v.Group, label, p.print(v.Type)))
	}
	slices.Sort(lines)
	fmt.Fprintln(h, strings.Join(lines, "\n"))
}
