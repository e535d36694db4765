package schema_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// TestSamplesValidate makes schemas and asks a validator of others whether the samples fit. Schemas are made so that something does fit.
func TestSamplesValidate(t *testing.T) {
	for seed := range uint64(1000) {
		m := maker{rand.New(rand.NewPCG(seed, 7))}
		text := m.object(3)
		if !validates(t, text) {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestGoldenSamplesValidate asks the same of the cases, except those that are meant to be wrong or that are not read by the rules of draft 2020-12.
func TestGoldenSamplesValidate(t *testing.T) {
	for _, name := range []string{"json-cut", "json-scalar", "json-keywords"} {
		archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
		if err != nil {
			t.Fatal(err)
		}
		if !validates(t, strings.ReplaceAll(string(archive.Files[0].Data), "1e400", "1e40")) {
			t.Error(name)
		}
	}
}

// validates reports whether all samples of a schema are valid by it.
func validates(t *testing.T, text string) bool {
	t.Helper()
	root, diags := loadText(t, text)
	if len(diags) > 0 && !strings.Contains(text, "NEVER") {
		t.Logf("%v", diags)
	}
	var parsed any
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	samples := schema.Samples(root)
	for _, s := range samples {
		var value any
		if err := json.Unmarshal([]byte(asJSON(s.Value)), &value); err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(value); err != nil {
			t.Logf("sample %q %s of\n%s\n%v", s.Name, asJSON(s.Value), text, err)
			return false
		}
	}
	return len(samples) > 0
}

func loadText(t testing.TB, text string) (*schema.Type, []catalog.Diagnostic) {
	t.Helper()
	root, diags := syntax.ParseJSON("schema.json", []byte(text))
	if len(diags) > 0 {
		t.Fatalf("%v\n%s", diags, text)
	}
	files := catalog.Files{"schema.json": {Path: "schema.json", Root: root}}
	return schema.Load(catalog.SchemaRef{Path: "schema.json"}, files)
}

// asJSON writes a value with the escapes of JSON.
func asJSON(n *catalog.Node) string {
	switch {
	case n.Is(catalog.StringNode):
		b, _ := json.Marshal(n.Text)
		return string(b)
	case n.Is(catalog.ListNode):
		parts := make([]string, len(n.Items))
		for i, item := range n.Items {
			parts[i] = asJSON(item)
		}
		return "[" + strings.Join(parts, ",") + "]"
	case n.Is(catalog.MapNode):
		parts := make([]string, len(n.Members))
		for i, m := range n.Members {
			key, _ := json.Marshal(m.Key)
			parts[i] = string(key) + ":" + asJSON(m.Value)
		}
		return "{" + strings.Join(parts, ",") + "}"
	default:
		return n.Text
	}
}

// maker makes schemas.
type maker struct{ *rand.Rand }

func (m maker) one(texts ...string) string { return texts[m.IntN(len(texts))] }

func (m maker) maybe(text string) string {
	if m.IntN(2) == 0 {
		return ""
	}
	return text
}

func (m maker) any(depth int) string {
	if depth == 0 {
		return m.scalar()
	}
	switch m.IntN(8) {
	case 0:
		return m.object(depth - 1)
	case 1:
		return m.array(depth - 1)
	case 2:
		return fmt.Sprintf(`{%q: [%s, %s]}`, m.one("oneOf", "anyOf"), m.tagged("a", depth-1), m.tagged("b", depth-1))
	case 3:
		return fmt.Sprintf(`{"allOf": [%s, %s]}`, m.objectOf("p", depth-1), m.objectOf("q", depth-1))
	case 4:
		return m.conditional(depth - 1)
	default:
		return m.scalar()
	}
}

// tagged makes an object that no other with another tag can be.
func (m maker) tagged(tag string, depth int) string {
	return fmt.Sprintf(`{"type": "object", "properties": {"tag": {"const": %q}, "in": %s}, "required": ["tag"]}`, tag, m.any(depth))
}

func (m maker) conditional(depth int) string {
	return fmt.Sprintf(`{"type": "object", "properties": {"kind": {"enum": ["x", "y"]}},
		"if": {"properties": {"kind": {"const": %q}}, "required": ["kind"]},
		"then": {"properties": {"then": %s}, "required": ["then"]}, "else": {"properties": {"else": %s}, "required": ["else"]},
		"dependentRequired": {"kind": ["more"]}, "dependentSchemas": {"more": {"properties": {"more": %s}}}}`,
		m.one("x", "y"), m.any(depth), m.any(depth), m.any(depth))
}

func (m maker) object(depth int) string { return m.objectOf("f", depth) }

func (m maker) objectOf(prefix string, depth int) string {
	var fields, required []string
	for i := range m.IntN(4) {
		name := fmt.Sprintf("%s%d", prefix, i)
		fields = append(fields, fmt.Sprintf("%q: %s", name, m.any(depth)))
		if m.IntN(2) == 0 {
			required = append(required, fmt.Sprintf("%q", name))
		}
	}
	plain := fmt.Sprintf(`{"type": "object", "properties": {%s}, "required": [%s]`, strings.Join(fields, ", "), strings.Join(required, ", "))
	if prefix != "f" {
		return plain + "}" // a branch of allOf, where limits on other names would be limits on the names of the other branch
	}
	return fmt.Sprintf(`%s%s%s}`, plain,
		m.maybe(`, "additionalProperties": {"type": "integer"}, "minProperties": 5`),
		m.maybe(`, "propertyNames": {"pattern": "^[a-z]+[0-9]*$"}`))
}

func (m maker) array(depth int) string {
	switch m.IntN(4) {
	case 0:
		return fmt.Sprintf(`{"type": "array", "prefixItems": [%s, %s], "items": false}`, m.any(depth), m.any(depth))
	case 1:
		return fmt.Sprintf(`{"type": "array", "contains": {"const": 7}, "minContains": %d}`, 1+m.IntN(3))
	case 2:
		return fmt.Sprintf(`{"type": "array", "items": {"type": %q}, "uniqueItems": true, "minItems": %d}`, m.one("string", "integer", "number"), m.IntN(6))
	default:
		return fmt.Sprintf(`{"type": "array", "items": %s, "minItems": %d, "maxItems": %d}`, m.any(depth), m.IntN(3), 3+m.IntN(3))
	}
}

func (m maker) scalar() string {
	switch m.IntN(6) {
	case 0:
		low := m.IntN(200) - 100
		return fmt.Sprintf(`{"type": %q, %q: %d, %q: %d}`, m.one("integer", "number"), m.one("minimum", "exclusiveMinimum"), low,
			m.one("maximum", "exclusiveMaximum"), low+2+m.IntN(9))
	case 1:
		return fmt.Sprintf(`{"type": "integer", "multipleOf": %d, "minimum": %d}`, 1+m.IntN(9), m.IntN(100)-50)
	case 2:
		low := m.IntN(20)
		return fmt.Sprintf(`{"type": "string", "minLength": %d, "maxLength": %d}`, low, low+m.IntN(5))
	case 3:
		return fmt.Sprintf(`{"type": "string", "format": %q}`, m.one("date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6",
			"uri", "uri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex"))
	case 4:
		return fmt.Sprintf(`{"type": "string", "pattern": %q}`, m.one(`^[A-Z]{2,5}-[0-9]+$`, `\d{4}`, `^(a|b|c)+$`, `^[^a]$`, `^x?y*z+$`,
			`^[0-9a-f]{8}(-[0-9a-f]{4}){3}$`, `^\S+@\S+\.\w{2,}$`, `^.{3}$`, ``))
	default:
		return m.one(`{"enum": ["a", 1, null]}`, `{"const": {"x": [1]}}`, `true`, `{"type": "boolean"}`, `{"type": ["null", "integer"]}`,
			`{"type": "integer", "not": {"const": 1}}`, `{"default": 3}`, `{"type": "string", "examples": ["hello"]}`, `{"type": "null"}`)
	}
}
