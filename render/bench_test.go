package render

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

// One page of each kind, from its view to its bytes.
func BenchmarkPage(b *testing.B) {
	cat := shop(b)
	plan := site.New(cat, graph.Build(cat))
	files, _, err := Files(plan, Options{})
	if err != nil {
		b.Fatal(err)
	}
	data := map[string]func() ([]byte, error){}
	for _, f := range files {
		data[f.Path] = f.Data
	}
	for _, kind := range page.Kinds() {
		for _, p := range plan.Pages {
			if p.Kind != kind.Name {
				continue
			}
			b.Run(kind.Name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := data[p.Path](); err != nil {
						b.Fatal(err)
					}
				}
			})
			break
		}
	}
}

// All files of catalogs of several sizes, on all processors, as `generate` asks for them.
func BenchmarkSite(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprintf("messages=%d", n), func(b *testing.B) {
			cat := large(b, n)
			g := graph.Build(cat)
			b.ReportAllocs()
			for b.Loop() {
				files, _, err := Files(site.New(cat, g), Options{})
				if err != nil {
					b.Fatal(err)
				}
				var next atomic.Int64
				var bytes atomic.Int64
				var group sync.WaitGroup
				for range runtime.GOMAXPROCS(0) {
					group.Go(func() {
						for i := next.Add(1) - 1; i < int64(len(files)); i = next.Add(1) - 1 {
							data, err := files[i].Data()
							if err != nil {
								b.Error(err)
							}
							if strings.HasSuffix(files[i].Path, ".html") {
								bytes.Add(int64(len(data)))
							}
						}
					})
				}
				group.Wait()
				b.ReportMetric(float64(len(files)), "files")
				b.ReportMetric(float64(bytes.Load())/float64(len(pages(files))), "B/page")
			}
		})
	}
}
