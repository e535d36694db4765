package diagram

// lanes holds a drawing with lanes to its own rules: each step stands in its lane and in no other, lanes do not overlap, their titles and the texts
// of the steps fit and nothing stands in them, and edges do not cross the titles.
func (c *checker) lanes() {
	if len(c.s.Lanes) == 0 {
		return
	}
	for i, a := range c.s.Lanes {
		for j, b := range c.s.Lanes[:i] {
			if a.overlap(b.Rect) > 0.5 {
				c.report("CB", "lanes %d and %d", j, i)
			}
		}
		title := Rect{a.X, a.Y, a.Head, a.H}
		for v, n := range c.s.Nodes {
			if title.overlap(n.Rect) > 1 {
				c.report("LO", "title of lane %d on node %d", i, v)
			}
		}
		for k, e := range c.s.Edges {
			if c.lines.through(k, title) || e.Text != "" && title.overlap(e.Box) > 1 {
				c.report("LE", "edge %d in the title of lane %d", k, i)
			}
		}
		for _, line := range a.Lines {
			if faceGroup.measure(line) > a.Head-laneTitleSymbol-laneTitleSide+0.5 {
				c.report("LO", "name of lane %d is wider than its title", i)
			}
		}
		if float64(laneLine*len(a.Lines)) > a.H {
			c.report("LO", "name of lane %d is taller than it", i)
		}
	}
	for v, n := range c.s.Nodes {
		c.inLane(v, &n)
		c.stepText(v, &n)
	}
}

func (c *checker) inLane(v int, n *SceneNode) {
	lane, inside := len(c.spec.Groups), false
	if within(n.Group-1, lane) {
		lane = n.Group - 1
	}
	for i, l := range c.s.Lanes {
		switch {
		case l.Index == lane && l.Strip == n.Row && l.holds(n.Rect):
			inside = true
		case l.overlap(n.Rect) > 0.5:
			c.report("CB", "node %d in lane %d", v, i)
		}
	}
	if !inside {
		c.report("CB", "node %d outside its lane %d", v, lane)
	}
}

func (c *checker) stepText(v int, n *SceneNode) {
	room, f := n.W-2*lanePadText, faceStep
	if isMessage(n.Kind) {
		_, right := sides(knownKind(n.Kind))
		room, f = n.W-pillLeft(&n.Node)-right+6, faceMessage
	}
	for _, line := range n.Lines {
		if f.measure(line) > room+0.5 {
			c.report("LO", "text of node %d is wider than its box", v)
		}
	}
	if float64(laneLine*len(n.Lines)) > n.H {
		c.report("LO", "text of node %d is taller than its box", v)
	}
}
