package native_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/native"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// eventsFile returns a file with that many events.
func eventsFile(n int) []byte {
	var b strings.Builder
	b.WriteString("events:\n")
	for i := range n {
		fmt.Fprintf(&b, `  thing-%d-happened:
    name: Thing%dHappened
    summary: The thing with the number %d has happened.
    version: 1.%d.0
    domain: things
    owners: [team:things]
    pattern: state-transfer
    visibility: public
    key: thingId
    tags: [public]
    schema: schemas/thing-%d.json
    classification: { pii: [customer.email] }
    examples:
      - { name: One, payload: { thingId: %d, amount: { value: 1, currency: EUR } } }
`, i, i, i, i, i, i)
	}
	return []byte(b.String())
}

func BenchmarkDecode(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		data := eventsFile(n)
		root, diags := syntax.Parse("events.yaml", data)
		if len(diags) > 0 {
			b.Fatal(diags)
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f := native.Decode(&catalog.File{Path: "events.yaml", Data: data, Root: root})
				if len(f.Resources) != n || len(f.Diagnostics) > 0 {
					b.Fatal(f.Diagnostics)
				}
			}
		})
	}
}

// BenchmarkParseAndDecode is the whole way from bytes to resources.
func BenchmarkParseAndDecode(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		data := eventsFile(n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				root, _ := syntax.Parse("events.yaml", data)
				native.Decode(&catalog.File{Path: "events.yaml", Data: data, Root: root})
			}
		})
	}
}
