package compat

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

func tree(t *testing.T, text string) *schema.Type {
	t.Helper()
	if text == "" {
		return nil
	}
	root, _ := syntax.Parse("s.yaml", []byte(text))
	files := catalog.Files{"s.yaml": {Path: "s.yaml", Data: []byte(text), Root: root}}
	got, _ := schema.Load(catalog.SchemaRef{Path: "s.yaml", Format: catalog.JSONSchema}, files)
	if got == nil {
		t.Fatalf("no schema: %s", text)
	}
	return got
}

func lines(d Difference) []string {
	var list []string
	for _, c := range d.Changes {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %s: %s -> %s", c.Sort, c.Path, c.Aspect, c.From, c.To)))
	}
	return list
}

func TestDiff(t *testing.T) {
	const node = `{type: object, properties: {name: {type: string}, next: {$ref: "#"}}}`
	for name, c := range map[string]struct {
		before, after string
		want          []string
	}{
		"same":     {`{type: object, properties: {a: {type: string}}}`, `{properties: {a: {type: string}}, type: object}`, nil},
		"appears":  {"", `{type: string}`, []string{"added  type:  -> string"}},
		"goes":     {`{type: string}`, "", []string{"removed  type: string ->"}},
		"neither":  {"", "", nil},
		"circular": {node, node, nil},
		"circular, changed inside": {
			node, `{type: object, properties: {name: {type: integer}, next: {$ref: "#"}}}`, []string{"changed name type: string -> integer"},
		},
		"no longer circular": {
			node, `{type: object, properties: {name: {type: string}, next: {type: string}}}`,
			[]string{"changed next type: s ↻ -> string"},
		},
		"fields": {
			`{type: object, required: [a], properties: {a: {type: string}, b: {type: number}}}`,
			`{type: object, required: [c], properties: {c: {type: array, items: {type: string}}, a: {type: string}}}`,
			[]string{"added c field:  -> list of string, required", "removed a required: yes ->", "removed b field: number ->"},
		},
		"limits": {
			`{type: object, properties: {a: {type: string, maxLength: 5, enum: [x, y]}}}`,
			`{type: object, properties: {a: {type: string, maxLength: 9, enum: [z, x]}}}`,
			[]string{`changed a values: "y" -> "z"`, "changed a length: ≤ 5 -> ≤ 9"},
		},
		"closed":       {`{type: object}`, `{type: object, additionalProperties: false}`, []string{"added  no other fields:  -> yes"}},
		"inside lists": {`{type: array, items: {type: object, properties: {a: {type: string}}}}`, `{type: array, items: {type: object, properties: {a: {type: [string, "null"]}}}}`, []string{`changed [].a type: string -> string or null`}},
		"an alternative in front": {
			`{oneOf: [{type: string}, {type: integer}]}`, `{oneOf: [{type: boolean}, {type: string}, {type: integer}]}`,
			[]string{"added  alternative:  -> oneOf boolean"},
		},
		"forms of names": {`{patternProperties: {"^a": {type: string}}}`, `{patternProperties: {"^b": {type: string}}}`, []string{"added  names like:  -> ^b", "removed  names like: ^a ->"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := lines(Diff(tree(t, c.before), tree(t, c.after))); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// Two schemas that share nothing are a bounded list that says so.
func TestDiffIsBounded(t *testing.T) {
	wide := func(prefix string) *schema.Type {
		root := &schema.Type{Types: []string{"object"}}
		for i := range 2 * maxChanges {
			name := fmt.Sprint(prefix, i)
			root.Fields = append(root.Fields, schema.Field{Name: name, Path: name})
		}
		return root
	}
	d := Diff(wide("a"), wide("b"))
	if len(d.Changes) != maxChanges || !d.Cut {
		t.Errorf("%d changes, cut: %v", len(d.Changes), d.Cut)
	}
	if d := Diff(&schema.Type{Cut: true}, &schema.Type{}); !d.Cut {
		t.Error("a tree that is cut may hide more")
	}
}

// Alternatives in alternatives, sixty deep, are compared in time that grows with their number.
func TestNestedAlternatives(t *testing.T) {
	nest := func(leaf string) *schema.Type {
		inner := &schema.Type{Types: []string{leaf}}
		for range 60 {
			inner = &schema.Type{Variants: []schema.Variant{
				{Keyword: "oneOf", Label: "1", Type: &schema.Type{Types: []string{"object"}}}, {Keyword: "oneOf", Label: "2", Type: inner},
			}}
		}
		return inner
	}
	if got := lines(Diff(nest("string"), nest("string"))); len(got) > 0 {
		t.Error(got)
	}
	if got := lines(Diff(nest("string"), nest("integer"))); len(got) != 2 {
		t.Error(got)
	}
}
