package quality

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	catalogGraph "github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/catalog/load"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

// sample returns every drawing of the sample catalog, as its pages order them.
func sample(t *testing.T) []graph {
	t.Helper()
	loaded, err := load.Load(t.Context(), "../../../testdata/shop", load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cat := catalog.Link(loaded.Fragments, loaded.Config)
	plan := site.New(cat, catalogGraph.Build(cat))
	builder := page.New(plan, page.Options{})
	views := map[string]page.Kind{}
	for _, k := range page.Kinds() {
		views[k.Name] = k
	}
	var all []graph
	for _, p := range plan.Pages {
		figures(reflect.ValueOf(views[p.Kind].View(builder, p)), func(f page.Figure) {
			if f.Shown() {
				all = append(all, ofFigure(p.Path, f))
			}
		})
	}
	return all
}

// figures finds the drawings in a view.
func figures(v reflect.Value, found func(page.Figure)) {
	switch v.Kind() {
	case reflect.Struct:
		if f, ok := reflect.TypeAssert[page.Figure](v); ok {
			found(f)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				figures(v.Field(i), found)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			figures(v.Index(i), found)
		}
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			figures(v.Elem(), found)
		}
	default:
	}
}

// ofFigure is what a page draws of a figure.
func ofFigure(path string, f page.Figure) graph {
	g := graph{
		name: fmt.Sprintf("shop/%s#%s", path, f.ID), group: "shop", spec: f.Spec, steps: f.Steps, overview: f.Overview, lanes: f.Lanes,
		opt: f.Options(),
	}
	g.spec.ID, g.steps.ID = "dg-"+f.ID, "dg-"+f.ID
	switch {
	case f.Lanes:
		g.group = "shop-lanes"
	case f.Orthogonal:
		g.group = "shop-maps"
	case f.ID == "lineage", f.ID == "sources":
		g.group = "shop-lineage"
	case f.ID != "flow":
		g.group = "shop-other"
	}
	return g
}
