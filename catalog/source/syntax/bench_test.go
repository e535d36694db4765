package syntax_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// schemas returns a document of that many bytes or a little more, made of the sort of schemas that specifications hold.
func schemas(size int, json bool) []byte {
	const yamlRow = "  Thing%d:\n    type: object\n    description: The thing with the number %d.\n    required: [id, amount]\n    properties:\n      id: {type: string, format: uuid}\n      amount:\n        type: number\n        minimum: 0.01\n"
	const jsonRow = "    \"Thing%d\": {\n      \"type\": \"object\",\n      \"description\": \"The thing with the number %d.\",\n      \"required\": [\"id\", \"amount\"],\n      \"properties\": {\"id\": {\"type\": \"string\", \"format\": \"uuid\"}, \"amount\": {\"type\": \"number\", \"minimum\": 0.01}}\n    }"
	var b strings.Builder
	b.WriteString(map[bool]string{true: "{\"schemas\": {\n", false: "schemas:\n"}[json])
	for i := 0; b.Len() < size; i++ {
		if json && i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, map[bool]string{true: jsonRow, false: yamlRow}[json], i, i)
	}
	if json {
		b.WriteString("}}")
	}
	return []byte(b.String())
}

func BenchmarkParseJSON(b *testing.B) { benchmark(b, "a.json", schemas(3<<20, true)) }

func BenchmarkParseYAML(b *testing.B) { benchmark(b, "a.yaml", schemas(1<<20, false)) }

func benchmark(b *testing.B, file string, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if root, diags := syntax.Parse(file, data); root == nil || len(diags) > 0 {
			b.Fatal(diags)
		}
	}
}
