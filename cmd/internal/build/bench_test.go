package build

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/render/output"
)

// sized writes a catalog of n messages: 20 to a service and a channel, 200 to a domain, each read by one or two services.
func sized(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	const perService, perDomain = 20, 200
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	var frame strings.Builder
	frame.WriteString("domains:\n")
	for i := range max(1, n/perDomain) {
		fmt.Fprintf(&frame, "  domain-%03d: {name: Domain %d, summary: What domain %d is about., owners: [team:team-%02d]}\n", i, i, i, i%20)
	}
	frame.WriteString("teams:\n")
	for i := range 20 {
		fmt.Fprintf(&frame, "  team-%02d: {name: Team %d}\n", i, i)
	}
	write("frame.yaml", frame.String())
	for start := 0; start < n; start += perService {
		service, domain := start/perService, start/perDomain%max(1, n/perDomain)
		var b strings.Builder
		fmt.Fprintf(&b, "services:\n  service-%05d:\n    name: Service %d\n    domain: domain-%03d\n    produces:\n", service, service, domain)
		for i := start; i < min(n, start+perService); i++ {
			fmt.Fprintf(&b, "      - {message: event-%05d, via: channel-%05d}\n", i, service)
		}
		b.WriteString("    consumes:\n")
		for i := range 30 {
			m := (start*7 + i*37 + 11) % n
			fmt.Fprintf(&b, "      - {message: event-%05d, group: g%d, via: channel-%05d, reads: [id]}\n", m, service, m/perService)
		}
		fmt.Fprintf(&b, "channels:\n  channel-%05d: {address: shop.topic.%d}\nevents:\n", service, service)
		for i := start; i < min(n, start+perService); i++ {
			fmt.Fprintf(&b, benchEvent, i, i, i, i%9, domain, i, (i+1)%n)
		}
		write(fmt.Sprintf("s%05d.yaml", service), b.String())
	}
	return dir
}

const benchEvent = `  event-%05d:
    name: Event%d
    summary: Something happened to thing %d.
    version: 1.%d.0
    domain: domain-%03d
    description: Sent when **thing %d** has changed. See [the next](event:event-%05d).
    schema:
      type: object
      required: [id]
      properties:
        id: {type: string, format: uuid, description: Identifies it.}
        amount: {type: number, minimum: 0}
        customer: {type: object, properties: {name: {type: string}, email: {type: string, format: email}}}
        lines: {type: array, items: {type: object, properties: {sku: {type: string}, quantity: {type: integer}}}}
`

// growth is the sizes of catalogs, in messages, whose costs are compared; EVENTATLAS_MESSAGES adds one, such as 100000.
func growth(b *testing.B) []int {
	b.Helper()
	sizes := []int{100, 1_000, 10_000}
	if n, err := strconv.Atoi(os.Getenv("EVENTATLAS_MESSAGES")); err == nil {
		sizes = append(sizes, n)
	}
	return sizes
}

// BenchmarkBuild is the whole way from a source folder to a published site, the first time.
func BenchmarkBuild(b *testing.B) {
	for _, n := range growth(b) {
		source := sized(b, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			i := 0
			out := b.TempDir()
			for b.Loop() {
				_, t := tree(b, source)
				if _, err := output.Publish(b.Context(), t, filepath.Join(out, strconv.Itoa(i)), output.Options{Source: source}); err != nil {
					b.Fatal(err)
				}
				i++
			}
		})
	}
}

// BenchmarkPages renders every page of a site, one after the other, without writing any.
func BenchmarkPages(b *testing.B) {
	for _, n := range growth(b) {
		_, t := tree(b, sized(b, n))
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				content(b, t)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(t.Paths())), "µs/page")
		})
	}
}

// BenchmarkPlan is everything before the first page: reading, linking, rules, texts, the plan. The memory is what is kept of it.
func BenchmarkPlan(b *testing.B) {
	for _, n := range growth(b) {
		source := sized(b, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			var kept *output.Tree
			for b.Loop() {
				_, kept = tree(b, source)
			}
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-live")
			runtime.KeepAlive(kept)
		})
	}
}
