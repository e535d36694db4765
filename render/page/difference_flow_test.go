package page_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/render/page"
)

// printed has a message, a service and a channel of two versions each.
const printed = `-- press.yaml --
domains: { press: {} }
services:
  setter: { domain: press, produces: [page-set, { message: page-set@1.0.0 }] }
  apprentice: { domain: press, produces: [page-set@1.0.0] }
  foreman: { domain: press, produces: [page-set] }
  reader: { domain: press, consumes: [{ message: page-set@1.0.0, via: proofs, group: a }, { message: page-set, via: proofs, group: b, reads: [lines] }] }
  archive: { consumes: [{ message: page-set@1.0.0, via: proofs }] }
  binder: { consumes: [{ message: page-set, via: sheets }] }
  seller: { consumes: [{ message: page-set@1.0.0, via: proofs }, { message: page-set, via: proofs }] }
  carter: { consumes: [{ message: page-set@1.0.0, via: proofs }, { message: page-set, via: sheets }] }
  collector: { consumes: [sheet-dried@1.0.0] }
  drier: { produces: [sheet-dried] }
  engine: {}
channels:
  proofs: { carries: [page-set, page-set@1.0.0] }
  sheets: { carries: [page-set] }
stores: { ledger: {}, journal: {} }
events:
  page-set: { version: 2.0.0, versions: { 1.0.0: {}, 0.9.0: {} } }
  sheet-dried: { version: 3.0.0, versions: { 2.0.0: {}, 1.0.0: {} } }
  sheet-printed: {}
  sheet-wetted: {}
  sheet-counted: {}
-- press-1.yaml --
services:
  press:
    version: 1.0.0
    consumes: [{ message: page-set@1.0.0, via: proofs }, sheet-wetted]
    produces: [{ message: sheet-printed, via: tray }]
    writes: [ledger]
    calls: [engine]
channels:
  tray: { version: 1.0.0, carries: [sheet-printed, sheet-wetted] }
-- press-2.yaml --
services:
  press:
    version: 2.0.0
    consumes: [{ message: page-set, via: proofs }]
    produces: [{ message: sheet-printed, via: tray }, { message: sheet-counted, via: tray }]
    writes: [ledger, journal]
channels:
  tray: { version: 2.0.0, carries: [sheet-printed, sheet-counted], routes: [{ to: sheets }] }
`

// flowDifference is the drawing of differences on the page of a resource.
func flowDifference(t *testing.T, source, path string) page.Figure {
	t.Helper()
	switch v := viewAt(t, planOf(t, txtar.Parse([]byte(source)).Files), path).(type) {
	case page.MessageView:
		return v.FlowDifference
	case page.ServiceView:
		return v.FlowDifference
	case page.ChannelView:
		return v.FlowDifference
	}
	t.Fatalf("%s shows no differences", path)
	return page.Figure{}
}

// arrows are the connections of a drawing in sorted lines.
func arrows(f page.Figure) string {
	var lines []string
	for _, e := range f.Spec.Edges {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s > %s %s", f.Spec.Nodes[e.From].Name, f.Spec.Nodes[e.To].Name, e.Label)))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n"
}

func TestFlowDifferences(t *testing.T) {
	for _, test := range []struct{ path, want, unknown string }{
		{"events/page-set/index.html", `apprentice > page-set − removed
foreman > page-set + added
page-set > proofs
page-set > sheets + added
proofs > archive − removed
proofs > carter − removed
proofs > press
proofs > reader ± group, fields read
proofs > seller
setter > page-set
sheets > binder + added
sheets > carter + added
`, ""},
		{"services/press/index.html", `page-set > press ± 1.0.0 → 2.0.0
press > engine − removed
press > journal + added
press > ledger
press > sheet-counted + added
press > sheet-printed
sheet-wetted > press − removed
`, ""},
		{"channels/tray/index.html", `press > tray
sheet-counted > tray + added
sheet-printed > tray
sheet-wetted > tray − removed
tray > sheets + added
`, ""},
		// Who used the version before the last is not told, so nothing can be said to be different.
		{"events/sheet-dried/index.html", "\n", ""},
		{"events/sheet-dried/v/2.0.0/index.html", "\n", ""},
		{"events/page-set/v/1.0.0/index.html", "\n", ""},
		{"events/page-set/v/0.9.0/index.html", "\n", ""},
		{"services/engine/index.html", "\n", ""},
	} {
		f := flowDifference(t, printed, test.path)
		if got := arrows(f); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.path, got, test.want)
		}
		if f.Shown() && !strings.Contains(f.Lead, "1.0.0") {
			t.Errorf("%s: %s", test.path, f.Lead)
		}
	}
}

// Where one direction of the flow of the older version is not known, the drawing says so and marks nothing of it.
func TestFlowDifferencesThatAreUnknown(t *testing.T) {
	source := strings.Replace(printed, "3.0.0, versions: { 2.0.0: {}, 1.0.0: {} }", "2.0.0, versions: { 1.0.0: {} }", 1)
	f := flowDifference(t, source, "events/sheet-dried/index.html")
	if got, want := arrows(f), "drier > sheet-dried\nsheet-dried > collector − removed\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !strings.HasSuffix(f.Lead, "Who sent 1.0.0 is not known.") {
		t.Error(f.Lead)
	}
}

// What is marked has the first right to the room of a column, and the box for the rest leads to the table.
func TestFlowDifferencesOfMany(t *testing.T) {
	var b strings.Builder
	b.WriteString("-- many.yaml --\nevents: { rung: { version: 2.0.0, versions: { 1.0.0: {} } } }\nservices:\n")
	for i := range 60 {
		fmt.Fprintf(&b, "  s%02d: { consumes: [rung, rung@1.0.0] }\n", i)
	}
	b.WriteString("  zz: { consumes: [rung] }\n")
	f := flowDifference(t, b.String(), "events/rung/index.html")
	if n := len(f.Spec.Nodes); n != 12 || !strings.Contains(arrows(f), "rung > zz + added") || !strings.Contains(arrows(f), "rung > + 51 more") {
		t.Errorf("%d nodes:\n%s", n, arrows(f))
	}
	if more := f.Spec.Nodes[11]; more.Href != "#consumers" {
		t.Errorf("the rest is at %q", more.Href)
	}
}
