package diagram

import (
	"fmt"
	"math"
)

// Violation is one broken rule of cleanliness.
type Violation struct {
	// Gate is the rule: NO (nodes overlap), EN (an edge through a foreign node), LO (a label over something, or text
	// wider than its box), LE (a foreign edge through a label), CB (a box that holds a stranger, misses a member or
	// overlaps another), or NaN (a number that is none).
	Gate string
	// Text names the parts that break it.
	Text string
}

// String returns the gate and the text.
func (v Violation) String() string { return v.Gate + ": " + v.Text }

// Check returns what of a scene breaks the hard rules of cleanliness; spec is what the scene was made of. It is
// meant for tests: its effort is the square of the size.
func Check(spec Spec, s Scene) []Violation {
	c := &checker{spec: spec, s: s, lines: linesOf(s)}
	c.numbers()
	c.nodes()
	c.edges()
	c.labels()
	c.texts()
	c.boxes()
	c.lanes()
	c.lifelines()
	return c.found
}

type checker struct {
	spec  Spec
	s     Scene
	lines polylines
	found []Violation
}

func (c *checker) report(gate, format string, args ...any) {
	c.found = append(c.found, Violation{gate, fmt.Sprintf(format, args...)})
}

func (c *checker) numbers() {
	bad := func(what string, i int, values ...float64) {
		for _, v := range values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				c.report("NaN", "%s %d", what, i)
			}
		}
	}
	bad("scene", 0, c.s.Width, c.s.Height)
	for i, n := range c.s.Nodes {
		bad("node", i, n.X, n.Y, n.W, n.H)
	}
	for i, g := range c.s.Groups {
		bad("group", i, g.X, g.Y, g.W, g.H)
	}
	for i, lines := range c.lines.lines {
		for _, points := range lines {
			for _, p := range points {
				bad("edge", i, p.X, p.Y)
			}
		}
	}
}

func (c *checker) nodes() {
	for i, a := range c.s.Nodes {
		for j, b := range c.s.Nodes[:i] {
			if a.overlap(b.Rect) > 0.5 {
				c.report("NO", "nodes %d and %d", j, i)
			}
		}
	}
}

func (c *checker) edges() {
	for i, e := range c.s.Edges {
		for v, n := range c.s.Nodes {
			if v != e.From && v != e.To && c.lines.through(i, n.shrink(2)) {
				c.report("EN", "edge %d (%d to %d) through node %d", i, e.From, e.To, v)
			}
		}
	}
}

func (c *checker) labels() {
	for i, e := range c.s.Edges {
		if e.Text == "" {
			continue
		}
		for j, o := range c.s.Edges {
			if j < i && o.Text != "" && e.Box.overlap(o.Box) > 1 {
				c.report("LO", "labels of edges %d and %d", j, i)
			}
			if j != i && c.lines.through(j, e.Box.shrink(1)) {
				c.report("LE", "edge %d through the label of edge %d", j, i)
			}
		}
		for v, n := range c.s.Nodes {
			if e.Box.overlap(n.Rect) > 1 {
				c.report("LO", "label of edge %d on node %d", i, v)
			}
		}
		lines := e.Lines
		if len(lines) == 0 {
			lines = []string{e.Text}
		}
		for _, line := range lines {
			if faceLabel.measure(line) > e.Box.W+0.5 {
				c.report("LO", "label of edge %d is wider than its place", i)
			}
		}
	}
}

func (c *checker) texts() {
	if len(c.s.Lanes) > 0 {
		return
	}
	for i, n := range c.s.Nodes {
		left, right := sides(knownKind(n.Kind))
		room := n.W - left - right + 0.5
		for _, line := range n.Lines {
			if faceName.measure(line) > room {
				c.report("LO", "name of node %d is wider than its box", i)
			}
		}
		if faceSub.measure(n.Sub) > room {
			c.report("LO", "subtitle of node %d is wider than its box", i)
		}
	}
	for _, g := range c.s.Groups {
		title := Rect{g.X + 12, g.Y + 4, faceGroup.measure(g.Text), 18}
		if title.W > g.W-11 {
			c.report("LO", "name of group %d is wider than its box", g.Index)
		}
		for i, n := range c.s.Nodes {
			if title.overlap(n.Rect) > 1 {
				c.report("LO", "name of group %d on node %d", g.Index, i)
			}
		}
	}
}

func (c *checker) boxes() {
	if len(c.s.Lanes) > 0 {
		return
	}
	parent := safeParents(c.spec.Groups)
	inside := func(k, group int) bool {
		for k >= 0 && k != group {
			k = parent[k]
		}
		return k == group
	}
	within := make([]bool, len(c.s.Nodes))
	for a, g := range c.s.Groups {
		for i, n := range c.s.Nodes {
			member := n.Group > 0 && n.Group <= len(parent) && inside(n.Group-1, g.Index)
			switch {
			case member && g.holds(n.Rect):
				within[i] = within[i] || g.Index == n.Group-1
			case g.overlap(n.Rect) > 0.5:
				c.report("CB", "node %d in group %d", i, g.Index)
			}
		}
		for _, o := range c.s.Groups[:a] {
			apart := g.overlap(o.Rect) <= 0.5
			nested := inside(g.Index, o.Index) && o.holds(g.Rect) || inside(o.Index, g.Index) && g.holds(o.Rect)
			if !apart && (!nested || g.Index == o.Index) {
				c.report("CB", "groups %d and %d", o.Index, g.Index)
			}
		}
	}
	for i, n := range c.s.Nodes {
		if n.Group > 0 && n.Group <= len(parent) && !within[i] {
			c.report("CB", "node %d outside its group %d", i, n.Group-1)
		}
	}
}

// lifelines holds sequence diagrams to the same: a lifeline runs through no participant and no text, and frames do not cut each other.
func (c *checker) lifelines() {
	for _, l := range c.s.Lifelines {
		for i, n := range c.s.Nodes {
			if i != l.Node && n.hit(l.From, l.To) {
				c.report("EN", "lifeline of %d through participant %d", l.Node, i)
			}
		}
		for i, e := range c.s.Edges {
			if e.Text != "" && e.Box.shrink(1).hit(l.From, l.To) {
				c.report("LE", "lifeline of %d through the text of message %d", l.Node, i)
			}
		}
	}
	for i, a := range c.s.Frames {
		for j, b := range c.s.Frames[:i] {
			if a.overlap(b.Rect) > 0.5 && !b.holds(a.Rect) && !a.holds(b.Rect) {
				c.report("CB", "frames %d and %d cut each other", j, i)
			}
		}
	}
}
