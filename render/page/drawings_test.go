package page

import (
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/catalog/load"
	"github.com/eventatlas/eventatlas/render/diagram"
	"github.com/eventatlas/eventatlas/render/site"
)

// TestDrawingsUnderStress draws everything of a catalog that is made to be hard to draw: hubs, circles, deep nesting, names of all scripts.
func TestDrawingsUnderStress(t *testing.T) {
	loaded, err := load.Load(t.Context(), "../../testdata/diagrams", load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cat := catalog.Link(loaded.Fragments, loaded.Config)
	plan := site.New(cat, graph.Build(cat))
	b := New(plan, Options{})
	for _, d := range b.Problems() {
		if d.Code != catalog.DocsDiagram || d.Severity != catalog.Info {
			t.Errorf("%s %s: %s", d.Pos.File, d.Code, d.Message)
		}
	}
	drawn := 0
	for id := range cat.Resources {
		p, ok := plan.Page(plan.Path(catalog.ID(id)))
		if !ok {
			continue
		}
		c := b.at(p)
		for _, f := range []Figure{
			c.figureOf(catalog.ID(id)),
			c.lineageFigure(catalog.ID(id), lineageOptions{Up: true, Down: true, To: catalog.NoID}),
		} {
			if !f.Shown() || len(f.Steps.Messages) > 0 {
				continue
			}
			drawn++
			opt := diagram.Options{MaxWidth: pageWidth, Fit: true}
			if f.Orthogonal {
				opt.Route = diagram.Orthogonal
			}
			scene := diagram.Layout(f.Spec, opt)
			for _, found := range diagram.Check(f.Spec, scene) {
				t.Errorf("%s: %s", cat.Base(catalog.ID(id)).Key(), found)
			}
		}
	}
	if drawn < 100 {
		t.Errorf("%d drawings, which cannot be all", drawn)
	}
}
