package changes

import (
	"fmt"
	"slices"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
)

func TestFieldsBetween(t *testing.T) {
	t.Parallel()
	text := func(path string, types ...string) Field { return Field{Path: path, Types: types} }
	var many []Field
	for i := range MostFields {
		many = append(many, text(fmt.Sprintf("f%d", i), "string"))
	}
	for name, c := range map[string]struct {
		was, now []Field
		want     []string
	}{
		"the same in another order":      {[]Field{text("a", "string"), text("b", "null", "string")}, []Field{text("b", "string", "null"), text("a", "string")}, nil},
		"came and went":                  {[]Field{text("a"), text("b")}, []Field{text("c"), text("b")}, []string{"added c field", "removed a field"}},
		"what is inside is not told":     {nil, []Field{text("a"), text("a.b"), text("a[].c"), text("ab")}, []string{"added a field", "added ab field"}},
		"type, values, need, age":        {[]Field{{Path: "a", Types: []string{"string"}, Enum: []string{`"x"`}}}, []Field{{Path: "a", Types: []string{"integer"}, Required: true, Deprecated: true}}, []string{"changed a type", "changed a values", "changed a required", "changed a deprecated"}},
		"a format":                       {[]Field{text("a", "string")}, []Field{{Path: "a", Types: []string{"string"}, Format: "date"}}, []string{"changed a type"}},
		"one path in two alternatives":   {[]Field{text("a", "string"), text("a", "null")}, []Field{text("a", "null", "string")}, nil},
		"a list that goes on tells less": {many, append(slices.Clone(many[1:]), text("new")), nil},
	} {
		var got []string
		for _, change := range fieldsBetween(c.was, c.now).Changes {
			got = append(got, change.Sort.String()+" "+change.Path+" "+change.Aspect)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Fields are compared where both sides know them, and not where one does not.
func TestSinceComparesFields(t *testing.T) {
	t.Parallel()
	side := func(read bool, fields ...Field) *Snapshot {
		return &Snapshot{Resources: []Told{{Kind: catalog.EventKind, ID: "a", Name: "a", Read: read, Payload: fields}}}
	}
	list := Since(side(true, Field{Path: "x"}), side(true, Field{Path: "y"}))
	if len(list) != 1 || list[0].Sort != Changed || len(list[0].Aspects) != 1 || list[0].Aspects[0].Name != Schema || len(list[0].Payload.Changes) != 2 {
		t.Errorf("two schemas: %+v", list)
	}
	for _, pair := range [][2]*Snapshot{{side(false), side(true, Field{Path: "y"})}, {side(true, Field{Path: "y"}), side(false)}} {
		if list := Since(pair[0], pair[1]); len(list) != 0 {
			t.Errorf("a schema that one side does not know: %+v", list)
		}
	}
}
