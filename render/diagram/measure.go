package diagram

import "math"

// Metrics are the measures of how good a scene is; the first column of the quality table of the design.
type Metrics struct {
	// Edges is the number of edges drawn.
	Edges int
	// Crossings (X) counts proper crossings of edges.
	Crossings int
	// BoxCrossings (EC) counts edges through the box of a group that holds neither end.
	BoxCrossings int
	// Backward (R) counts edges that are marked as running against the direction of the layout; Unmarked those that end
	// left of where they begin and are not.
	Backward, Unmarked int
	// Straight (S) counts edges that are one horizontal line.
	Straight int
	// Bends (B) counts changes of direction, a curve between two heights as two.
	Bends int
	// Turns is how far the edges turn in sum, a turn of 45 degrees as one: what bends are for curves.
	Turns float64
	// Detour (L) is the total length of the edges over the sum of the straight distances between their ends.
	Detour float64
	// Aspect (A) is width over height.
	Aspect float64
	// Ink (W) is the area of the nodes over that of the picture.
	Ink float64
	// PortGap (P) is the least distance between two edges at a side of a node; 0 where no side has two.
	PortGap float64
}

// Measure returns the measures of a scene; spec is what it was made of. Like [Check] it is meant for tests.
func Measure(spec Spec, s Scene) Metrics {
	lines := linesOf(s)
	m := Metrics{Edges: len(s.Edges), Crossings: crossingsOf(s, lines), BoxCrossings: boxCrossings(spec, s, lines)}
	length, direct := 0.0, 0.0
	for i, e := range s.Edges {
		switch {
		case e.Feedback:
			m.Backward++
		case len(s.Lifelines) == 0 && leftward(s, e):
			m.Unmarked++
		}
		m.Turns += turning(lines.lines[i]) / (math.Pi / 4)
		l, d := lengths(lines.lines[i])
		length, direct = length+l, direct+d
		b := bends(e)
		if m.Bends += b; b == 0 {
			m.Straight++
		}
	}
	if direct > 0 {
		m.Detour = length / direct
	}
	if s.Height > 0 {
		m.Aspect = s.Width / s.Height
		for _, n := range s.Nodes {
			m.Ink += n.W * n.H / (s.Width * s.Height)
		}
	}
	m.PortGap = portGap(s)
	return m
}

// leftward reports whether an edge ends in a column before that in which it begins.
func leftward(s Scene, e SceneEdge) bool {
	from, to := s.Nodes[e.From], s.Nodes[e.To]
	return from.Row == to.Row && to.X+to.W/2 < from.X+from.W/2-1
}

// turning is the sum of the angles, in radians, by which the pieces of a line change their direction.
func turning(pieces [][]Point) float64 {
	sum := 0.0
	var last, before Point
	for k, points := range pieces {
		for i, p := range points {
			if k == 0 && i == 0 {
				last = p
				continue
			}
			at := Point{p.X - last.X, p.Y - last.Y}
			if math.Hypot(at.X, at.Y) < 1e-9 {
				continue
			}
			// No direction before the first piece: the angle to nothing is none.
			sum += math.Abs(math.Atan2(before.X*at.Y-before.Y*at.X, before.X*at.X+before.Y*at.Y))
			last, before = p, at
		}
	}
	return sum
}

func crossingsOf(s Scene, p polylines) int {
	n := 0
	for i := range s.Edges {
		for j := range i {
			for a := range p.lines[i] {
				for b := range p.lines[j] {
					if p.bounds[i][a].overlap(p.bounds[j][b]) >= 0 {
						n += crossPieces(p.lines[i][a], p.lines[j][b])
					}
				}
			}
		}
	}
	return n
}

// crossPieces counts where two lines cross, also where they do so in a corner of one or both: one is moved by a hair to either side, and what crosses
// each time is counted. Where lines only touch, that is nothing on one of the sides.
func crossPieces(a, b []Point) int {
	const hair = 1e-5
	return min(crossMoved(a, b, Point{hair, hair / 3}), crossMoved(a, b, Point{-hair, -hair / 3}))
}

func crossMoved(a, b []Point, by Point) int {
	n := 0
	for i := 1; i < len(a); i++ {
		from, to := Point{a[i-1].X + by.X, a[i-1].Y + by.Y}, Point{a[i].X + by.X, a[i].Y + by.Y}
		for j := 1; j < len(b); j++ {
			if cross(from, to, b[j-1], b[j]) {
				n++
			}
		}
	}
	return n
}

func boxCrossings(spec Spec, s Scene, p polylines) int {
	parent := safeParents(spec.Groups)
	holds := func(node, group int) bool {
		k := s.Nodes[node].Group - 1
		if k >= len(parent) {
			return false
		}
		for k >= 0 && k != group {
			k = parent[k]
		}
		return k == group
	}
	n := 0
	for i, e := range s.Edges {
		for _, g := range s.Groups {
			if !holds(e.From, g.Index) && !holds(e.To, g.Index) && p.through(i, g.shrink(1)) {
				n++
				break
			}
		}
	}
	return n
}

func lengths(pieces [][]Point) (length, direct float64) {
	if len(pieces) == 0 {
		return 0, 0
	}
	var last Point
	for k, points := range pieces {
		if k > 0 {
			length += math.Hypot(points[0].X-last.X, points[0].Y-last.Y)
		}
		for i := 1; i < len(points); i++ {
			length += math.Hypot(points[i].X-points[i-1].X, points[i].Y-points[i-1].Y)
		}
		last = points[len(points)-1]
	}
	first := pieces[0][0]
	return length, math.Hypot(last.X-first.X, last.Y-first.Y)
}

func bends(e SceneEdge) int {
	n := 0
	for _, c := range e.Path {
		at := c.Start
		for _, s := range c.Segs {
			if s.Cubic && s.To.Y != at.Y {
				n++
				if s.C1.Y == at.Y && s.C2.Y == s.To.Y && s.C1.X == s.C2.X {
					n++
				}
			}
			at = s.To
		}
	}
	return n
}

func portGap(s Scene) float64 {
	type port struct {
		node  int
		right bool
		y     float64
	}
	var ports []port
	for _, e := range s.Edges {
		if len(e.Path) == 0 || e.From == e.To {
			continue
		}
		last := e.Path[len(e.Path)-1]
		to := last.Start
		if n := len(last.Segs); n > 0 {
			to = last.Segs[n-1].To
		}
		for _, end := range []struct {
			node int
			at   Point
		}{{e.From, e.Path[0].Start}, {e.To, to}} {
			n := s.Nodes[end.node]
			ports = append(ports, port{end.node, end.at.X > n.X+n.W/2, end.at.Y})
		}
	}
	least := 0.0
	for i, a := range ports {
		for _, b := range ports[:i] {
			if d := math.Abs(a.y - b.y); a.node == b.node && a.right == b.right && (least == 0 || d < least) {
				least = d
			}
		}
	}
	return least
}
