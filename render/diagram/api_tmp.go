package diagram

// Sequence draws steps between lifelines.
func Sequence(s Steps, _ Options) Scene { return Scene{ID: s.ID} }

// Overview draws domains and the bundles between them.
func Overview(spec Spec, opt Options) Scene { return Layout(spec, opt) }
