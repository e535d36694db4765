package build

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/explore"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

// TestExploreClasses holds what the table of everything says of the classes of data to the list of classified fields.
func TestExploreClasses(t *testing.T) {
	t.Parallel()
	e := newEditor(t, 3)
	e.write("parts/classes.yaml", `events:
  told: {name: Told, version: 1.0.0, classification: {PII: [name]}, schema: {type: object, properties: {name: {type: string}}}}
  marked:
    name: Marked
    version: 1.2.0
    schema: {type: object, properties: {email: {type: string, x-pii: true}, card: {type: string, x-classification: pci}}}
    headers: {type: object, properties: {user: {type: string, x-classification: secret}}}
  plain: {name: Plain, schema: {type: object, properties: {n: {type: number}}}}
  lost:
    name: Lost
    version: 2.0.0
    schema: {type: object, properties: {n: {type: number}}}
    versions: {1.0.0: {schema: {type: object, properties: {n: {type: number, x-pii: true}}}}}
stores:
  vault: {name: Vault, classification: Secret}
`)
	src, tr := tree(t, e.dir)
	var list struct {
		Fields []struct {
			Class, Path string
			Versions    []string
		}
	}
	if err := json.Unmarshal(content(t, tr)[page.ClassifiedJSON], &list); err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{"Vault": {"secret"}}
	for _, f := range list.Fields {
		name, _, _ := strings.Cut(strings.TrimPrefix(f.Path, "events/"), "/")
		if id := src.Catalog.Latest(catalog.EventKind, name); slices.Contains(f.Versions, src.Catalog.Base(id).Version) {
			title := src.Catalog.Base(id).Title()
			want[title] = append(want[title], strings.ToLower(f.Class))
		}
	}
	in := page.New(site.New(src.Catalog, src.Graph), page.Options{}).ExploreInput()
	facet := slices.IndexFunc(in.Facets, func(f explore.Facet) bool { return f.Name == "class" })
	rows := 0
	for _, row := range in.Rows {
		var got []string
		for _, v := range row.Values[facet] {
			got = append(got, in.Facets[facet].Values[v].ID)
		}
		slices.Sort(want[row.Title])
		slices.Sort(got)
		if !slices.Equal(got, slices.Compact(want[row.Title])) {
			t.Errorf("%s has the classes %q, and its fields have %q", row.Title, got, want[row.Title])
		}
		if len(got) > 0 {
			rows++
		}
	}
	if rows != 3 {
		t.Errorf("%d rows have a class", rows)
	}
}
