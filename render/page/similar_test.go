package page

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/site"
)

// TestSimilar holds what is found by the rarest names to a comparison of every message with every other.
func TestSimilar(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	var resources []catalog.Resource
	sets := map[string]map[string]bool{}
	for i := range 300 {
		id := fmt.Sprintf("event-%03d", i)
		names := map[string]bool{"id": true, "time": true}
		for range random.IntN(9) {
			names[fmt.Sprintf("field%d", random.IntN(4)+random.IntN(4)*random.IntN(6))] = true
		}
		if i%10 == 9 {
			names = sets[fmt.Sprintf("event-%03d", i-random.IntN(9)-1)]
		}
		sets[id] = names
		var text []string
		for name := range names {
			text = append(text, fmt.Sprintf(`{"name": %q, "type": "string"}`, name))
		}
		slices.Sort(text)
		resources = append(resources, &catalog.Message{
			Base:   catalog.Base{Kind: catalog.EventKind, ID: id, Source: catalog.Source{Pos: catalog.Pos{File: "a.yaml", Line: i + 1}}},
			Schema: catalog.SchemaRef{Format: catalog.AvroSchema, Text: `{"type": "record", "name": "R", "fields": [` + strings.Join(text, ",") + `]}`, Pos: catalog.Pos{File: "a.yaml", Line: i + 1}},
		})
	}
	cat := catalog.Link([]*catalog.Fragment{{Path: "a.yaml", Format: "native", Resources: resources}}, catalog.Config{})
	b := New(site.New(cat, graph.Build(cat)), Options{})
	l := b.likenessOf()
	found := 0
	for _, id := range cat.OfKind(catalog.EventKind) {
		got, want := l.like(id), everySimilar(cat, sets, id)
		if !slices.Equal(got, want) {
			t.Fatalf("of %s: %v, and every comparison finds %v", cat.Base(id).ID, got, want)
		}
		found += len(got)
	}
	if found < 300 {
		t.Errorf("only %d are similar", found)
	}
}

// everySimilar compares a message with every other.
func everySimilar(cat *catalog.Catalog, sets map[string]map[string]bool, id catalog.ID) []similar {
	var list []similar
	own := sets[cat.Base(id).ID]
	for _, other := range cat.OfKind(catalog.EventKind) {
		s := similar{id: other, either: len(own)}
		for name := range sets[cat.Base(other).ID] {
			if own[name] {
				s.shared++
			} else {
				s.either++
			}
		}
		if other != id && s.shared >= 3 && float64(s.shared)/float64(s.either) >= 0.5 {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b similar) int {
		x, y := b.shared*a.either-a.shared*b.either, b.shared-a.shared
		if x != 0 {
			return x
		}
		return y
	})
	return list[:min(5, len(list))]
}
