package schema_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// hostile are schemas made to take long, by name.
func hostile() map[string]string {
	chain := func(n int, link string) string {
		var b strings.Builder
		b.WriteString(`{"$ref": "#/$defs/0", "$defs": {`)
		for i := range n {
			fmt.Fprintf(&b, "%q: "+link+", ", strconv.Itoa(i), i+1)
		}
		fmt.Fprintf(&b, `"%d": {"type": "string"}}}`, n)
		return b.String()
	}
	list := func(n int, item string) string { return strings.TrimSuffix(strings.Repeat(item+",", n), ",") }
	return map[string]string{
		"chain of references":    chain(10000, `{"$ref": "#/$defs/%d"}`),
		"chain of allOf":         chain(10000, `{"allOf": [{"$ref": "#/$defs/%d"}]}`),
		"chain of oneOf":         chain(10000, `{"oneOf": [{"$ref": "#/$defs/%d"}]}`),
		"chain with siblings":    chain(10000, `{"$ref": "#/$defs/%d", "title": "x"}`),
		"chain to the end":       strings.Replace(chain(10000, `{"$ref": "#/$defs/%d"}`), `{"type": "string"}`, `{"$ref": "#/$defs/0"}`, 1),
		"diamond of properties":  chain(20, `{"properties": {"a": {"$ref": "#/$defs/%[2]d"}, "b": {"$ref": "#/$defs/%[2]d"}}}`),
		"diamond of allOf":       chain(20, `{"allOf": [{"allOf": [{"$ref": "#/$defs/%[2]d"}]}, {"properties": {"x": {"$ref": "#/$defs/%[2]d"}}}]}`),
		"diamond of oneOf":       chain(20, `{"oneOf": [{"$ref": "#/$defs/%[2]d"}, {"$ref": "#/$defs/%[2]d"}]}`),
		"diamond of items":       chain(20, `{"prefixItems": [{"$ref": "#/$defs/%[2]d"}, {"$ref": "#/$defs/%[2]d"}]}`),
		"diamond of maps":        chain(20, `{"additionalProperties": {"$ref": "#/$defs/%[2]d"}, "patternProperties": {"x": {"$ref": "#/$defs/%[2]d"}}}`),
		"self in allOf":          `{"allOf": [{"$ref": "#"}, {"allOf": [{"$ref": "#"}]}]}`,
		"self in everything":     `{"properties": {"a": {"$ref": "#"}}, "items": {"$ref": "#"}, "additionalProperties": {"$ref": "#"}, "oneOf": [{"$ref": "#"}], "not": {"$ref": "#"}, "if": {"$ref": "#"}, "then": {"$ref": "#"}, "propertyNames": {"$ref": "#"}, "contains": {"$ref": "#"}, "dependencies": {"a": {"$ref": "#"}}}`,
		"self only":              `{"$ref": "#"}`,
		"two of each other":      `{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}`,
		"mixed pairs":            `{"$ref": "#/$defs/a", "$defs": {"a": {"properties": {"x": {"allOf": [{"$ref": "#/$defs/b"}, {"minProperties": 1}]}}}, "b": {"properties": {"x": {"allOf": [{"$ref": "#/$defs/a"}, {"minProperties": 2}]}}}}}`,
		"pointer through itself": `{"$ref": "#/$defs/a/b/c", "$defs": {"a": {"$ref": "#/$defs/a/b"}}}`,
		"many allOf":             `{"allOf": [` + list(5000, `{"$ref": "#/$defs/a"}, {"properties": {"x": {"type": "string"}}}`) + `], "$defs": {"a": {"type": "object"}}}`,
		"many values":            `{"properties": {"a": {"enum": [` + list(10000, `"x"`) + `]}}}`,
		"many oneOf":             `{"oneOf": [` + list(5000, `{"properties": {"x": {"type": "string"}}}`) + `]}`,
		"many oneOf, no names":   `{"oneOf": [` + list(5000, `{"type": "string"}`) + `]}`,
		"many names":             `{"required": [` + list(10000, `"x"`) + `]}`,
		"patterns":               `{"properties": {` + patterns(300) + `}}`,
		"large numbers":          `{"minimum": 1e400, "maximum": 1e999999999, "multipleOf": 1e-999999999, "minLength": 99999999999999999999, "minItems": 1e30}`,
		"long lists":             `{"type": "array", "minItems": 1000000000, "items": {"type": "array", "minItems": 1000000000, "uniqueItems": true, "items": {"type": "array", "minItems": 1000000000}}}`,
		"long text":              `{"type": "string", "minLength": 1000000000}`,
		"conjunctions":           conjunctions(),
	}
}

func patterns(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"p%d": {"type": "string", "pattern": "(\\pL{900}|(a+)+$)x{%d}"},`, i, i%90)
	}
	return strings.TrimSuffix(b.String(), ",")
}

// conjunctions makes a schema in which each property is two schemas that each have the property.
func conjunctions() string {
	return `{"$ref": "#/$defs/a", "$defs": {
		"a": {"allOf": [{"$ref": "#/$defs/b"}, {"$ref": "#/$defs/c"}], "properties": {"x": {"$ref": "#/$defs/b"}}},
		"b": {"properties": {"x": {"$ref": "#/$defs/a"}, "y": {"$ref": "#/$defs/c"}}},
		"c": {"properties": {"x": {"$ref": "#/$defs/b"}, "y": {"$ref": "#/$defs/a"}}}}}`
}

// TestHostile loads each and does with it all that can be done, within a time that a busy machine keeps as well.
func TestHostile(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			root, diags := loadText(t, text)
			loaded := time.Since(start)
			exercise(t, root)
			total := time.Since(start)
			t.Logf("%v, all %v, %d fields, %d diagnostics", loaded, total, schema.Count(root, 0), len(diags))
			if total > 10*time.Second {
				t.Errorf("took %v", total)
			}
			if n := countTypes(root); n > 2000+len(text)/10 {
				t.Errorf("%d types", n)
			}
		})
	}
}

// exercise uses a tree in every way there is.
func exercise(t testing.TB, root *schema.Type) {
	t.Helper()
	samples := schema.Samples(root)
	switch one := schema.Sample(root); {
	case len(samples) > 16:
		t.Errorf("%d examples", len(samples))
	case (one == nil) != (len(samples) == 0) || one != nil && text(one) != text(samples[0].Value):
		t.Errorf("the first example is not the example")
	}
	schema.Fingerprint(root)
	var paths []string
	schema.Walk(root, 100, func(f schema.Field, _ int) bool {
		paths = append(paths, f.Path)
		return true
	})
	for _, p := range paths {
		if _, ok := schema.Lookup(root, p); !ok {
			t.Errorf("no field at its own path %s", p)
		}
	}
	schema.Lookup(root, strings.Repeat("x.y[].", 100)+"z")
}

// countTypes counts the types of a tree.
func countTypes(t *schema.Type) int {
	if t == nil {
		return 0
	}
	n := 1 + countTypes(t.Items) + countTypes(t.Map)
	for _, f := range t.Fields {
		n += countTypes(f.Type)
	}
	for _, item := range t.Tuple {
		n += countTypes(item)
	}
	for _, p := range t.Patterns {
		n += countTypes(p.Type)
	}
	for _, v := range t.Variants {
		n += countTypes(v.Type)
	}
	return n
}

// TestHostileProtobuf gives the Protobuf reader what its parser would choke on.
func TestHostileProtobuf(t *testing.T) {
	for name, text := range map[string]string{
		"nested":        strings.Repeat("message A{", 100000),
		"nested option": `message A { option (x) = ` + strings.Repeat("{a:", 100000),
		"dots":          "message A { " + strings.Repeat("a.", 200000) + "a b = 1; }",
		"spaces":        "message A { a" + strings.Repeat(" ", 900000) + "b = 1; }",
		"quotes":        "message A { option x = '" + strings.Repeat("a ", 300000) + "'; }",
		"minus":         "message A { int32 a = " + strings.Repeat("-", 500000) + "1; }",
		"large":         strings.Repeat("message A { string a = 1; }\n", 100000),
		"messages":      strings.Repeat("message A { string a = 1; A b = 2; }\n", 20000),
		"fields":        "message A {" + strings.Repeat("string a = 1;\n", 60000) + "}",
		"comments":      strings.Repeat("// x\n", 100000) + "message A {}",
		"open":          "/* message A {",
		"binary":        "\x00\xff\xfe message",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			root, diags := schema.Load(catalog.SchemaRef{Path: "a.proto", Text: text, Format: catalog.Protobuf}, nil)
			exercise(t, root)
			if root == nil && len(diags) == 0 {
				t.Error("nothing and no reason")
			}
			if d := time.Since(start); d > 10*time.Second {
				t.Errorf("took %v", d)
			} else {
				t.Log(d)
			}
		})
	}
}
