package page

import (
	"slices"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/diagram"
	"github.com/eventatlas/eventatlas/render/site"
)

func aboutOf(t *testing.T, files catalog.Files, program string) AboutView {
	t.Helper()
	cat := catalog.Link(nil, catalog.Config{})
	cat.Files = files
	plan := site.New(cat, graph.Build(cat))
	at, _ := plan.Page(site.FixedPath(site.About))
	v, ok := aboutPage(New(plan, Options{Program: program}), at).(AboutView)
	if !ok {
		t.Fatal("the page has another view")
	}
	return v
}

func TestAboutHasEveryKind(t *testing.T) {
	v := aboutOf(t, nil, "")
	var icons []string
	for _, row := range v.Kinds.Groups[0].Rows {
		icons = append(icons, row.Cells[0].Links[0].Icon)
		if row.Cells[1].Text == "" {
			t.Errorf("%s has no meaning", row.Cells[0].Links[0].Text)
		}
	}
	for _, kind := range catalog.Kinds() {
		if !slices.Contains(icons, kind.String()) {
			t.Errorf("the legend lacks %s", kind)
		}
	}
	for _, kind := range []diagram.Kind{
		diagram.KindEvent, diagram.KindCommand, diagram.KindQuery, diagram.KindService, diagram.KindChannel, diagram.KindStore, diagram.KindExternal,
		diagram.KindActor, diagram.KindDomain, diagram.KindBroker, diagram.KindEntity, diagram.KindTeam,
	} {
		if !slices.ContainsFunc(v.Shapes.Spec.Nodes, func(n diagram.Node) bool { return n.Kind == kind }) {
			t.Errorf("the drawing of shapes lacks %s", kind)
		}
	}
	for _, row := range v.States.Groups[0].Rows {
		if len(row.Cells[0].Chips) == 0 {
			t.Errorf("no chip is shown for %q", row.Cells[1].Text)
		}
	}
}

// The names of the drawings are said in full: a legend with dots at its end explains nothing.
func TestAboutDrawingsAreWhole(t *testing.T) {
	for _, locale := range []string{"en", "de"} {
		words, err := NewWords(locale)
		if err != nil {
			t.Fatal(err)
		}
		cat := catalog.Link(nil, catalog.Config{Locale: locale})
		plan := site.New(cat, graph.Build(cat))
		c := New(plan, Options{Words: words}).at(site.Page{Path: site.FixedPath(site.About), Resource: catalog.NoID})
		for _, figure := range []Figure{c.shapesFigure(), c.linesFigure()} {
			for _, n := range diagram.Layout(figure.Spec, diagram.Options{MaxWidth: pageWidth, Words: words.T}).Nodes {
				if n.Full != "" {
					t.Errorf("%s: %q does not fit its shape", locale, n.Name)
				}
			}
		}
	}
}

// Where the program and the source are the same, the page is; where a file is another, it says so.
func TestAboutTellsEditionsApart(t *testing.T) {
	files := func(text string) catalog.Files {
		return catalog.Files{"a.yaml": {Path: "a.yaml", Data: []byte(text)}, "b.yaml": {Path: "b.yaml", Data: []byte("b")}}
	}
	value := func(v AboutView, label string) string {
		for _, f := range v.Facts {
			if f.Label == label {
				return f.Copy + f.Cell.Text
			}
		}
		return ""
	}
	one, same, other := aboutOf(t, files("a"), "v1.2.3"), aboutOf(t, files("a"), "v1.2.3"), aboutOf(t, files("c"), "")
	if a, b := value(one, "Fingerprint"), value(same, "Fingerprint"); a != b || len(a) != shortHash {
		t.Errorf("the same files have the fingerprints %q and %q", a, b)
	}
	if a, b := value(one, "Fingerprint"), value(other, "Fingerprint"); a == b {
		t.Errorf("other files have the fingerprint %q too", b)
	}
	if got := value(one, "Made with"); got != "EventAtlas v1.2.3" {
		t.Errorf("it is made with %q", got)
	}
	if got := value(other, "Made with"); got != "" {
		t.Errorf("without a version it is made with %q", got)
	}
	if got := value(one, "Read"); got != "2 files" {
		t.Errorf("it has read %q", got)
	}
}
