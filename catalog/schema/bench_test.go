package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

const smallEvent = `{
	"$schema": "http://json-schema.org/draft-07/schema#", "title": "Order placed", "type": "object", "required": ["id", "total", "lines"],
	"properties": {
		"id": {"type": "string", "format": "uuid", "description": "Of the order."},
		"total": {"$ref": "#/definitions/Money"},
		"lines": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["sku"], "properties": {
			"sku": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]+$"}, "quantity": {"type": "integer", "minimum": 1}, "price": {"$ref": "#/definitions/Money"}}}},
		"placedAt": {"type": "string", "format": "date-time"}
	},
	"definitions": {"Money": {"type": "object", "properties": {"amount": {"type": "number"}, "currency": {"type": "string", "enum": ["EUR", "USD"]}}}}
}`

// largeSchema has 3,000 fields: 300 objects of nine fields each.
func largeSchema() string {
	var b strings.Builder
	b.WriteString(`{"type": "object", "properties": {`)
	for i := range 300 {
		fmt.Fprintf(&b, `"group%d": {"type": "object", "description": "Group.", "properties": {`, i)
		for j := range 9 {
			fmt.Fprintf(&b, `"field%d": {"type": "string", "description": "What it is.", "maxLength": 64},`, j)
		}
		b.WriteString(`"x": {}}},`)
	}
	return strings.TrimSuffix(strings.ReplaceAll(b.String(), `,"x": {}`, ""), ",") + "}}"
}

func files(b *testing.B, text string) (catalog.SchemaRef, catalog.Files) {
	return catalog.SchemaRef{Path: "a.json"}, catalog.Files{"a.json": {Path: "a.json", Root: parseJSON(b, "a.json", text)}}
}

func BenchmarkLoadSmall(b *testing.B) {
	ref, files := files(b, smallEvent)
	b.ReportAllocs()
	for b.Loop() {
		schema.Load(ref, files)
	}
}

func BenchmarkLoadLarge(b *testing.B) {
	ref, files := files(b, largeSchema())
	limits := schema.Limits{Nodes: 10000}
	if root, _ := limits.Load(ref, files); schema.Count(root, 0) != 3000 {
		b.Fatal(schema.Count(root, 0))
	}
	b.ReportAllocs()
	for b.Loop() {
		limits.Load(ref, files)
	}
}

func BenchmarkSampleSmall(b *testing.B) {
	root, _ := schema.Load(files(b, smallEvent))
	b.ReportAllocs()
	for b.Loop() {
		schema.Sample(root)
	}
}

func BenchmarkFingerprintSmall(b *testing.B) {
	root, _ := schema.Load(files(b, smallEvent))
	for b.Loop() {
		schema.Fingerprint(root)
	}
}
