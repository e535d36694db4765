package quality

import "github.com/eventatlas/eventatlas/render/diagram"

// graph is one thing to draw.
type graph struct {
	// name is its file's, or its kind and seed; group is the column of the table; about says what it is for.
	name, group, about string
	spec               diagram.Spec
	steps              diagram.Steps
	opt                diagram.Options
	overview           bool
}

// draw draws it as a page would.
func (g graph) draw() diagram.Scene {
	switch {
	case len(g.steps.Messages) > 0:
		return diagram.Sequence(g.steps, g.opt)
	case g.overview:
		return diagram.Overview(g.spec, g.opt)
	}
	return diagram.Layout(g.spec, g.opt)
}
