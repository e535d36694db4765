package diagram

// steps is how many straight pieces stand for a cubic when a scene is measured.
const steps = 14

// flatten returns the points of a curve; cubics become straight pieces.
func (c Curve) flatten() []Point {
	points := []Point{c.Start}
	at := c.Start
	for _, s := range c.Segs {
		if s.Cubic {
			for k := 1; k < steps; k++ {
				points = append(points, bezier(at, s, float64(k)/steps))
			}
		}
		points = append(points, s.To)
		at = s.To
	}
	return points
}

func bezier(from Point, s Seg, t float64) Point {
	u := 1 - t
	a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{a*from.X + b*s.C1.X + c*s.C2.X + d*s.To.X, a*from.Y + b*s.C1.Y + c*s.C2.Y + d*s.To.Y}
}

// overlap returns by how much two boxes overlap: the smaller of both directions, negative where they are apart.
func (r Rect) overlap(o Rect) float64 {
	return min(min(r.X+r.W, o.X+o.W)-max(r.X, o.X), min(r.Y+r.H, o.Y+o.H)-max(r.Y, o.Y))
}

func (r Rect) shrink(d float64) Rect { return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// holds reports whether o lies in r, but for a tolerance.
func (r Rect) holds(o Rect) bool {
	const eps = 0.5
	return o.X >= r.X-eps && o.Y >= r.Y-eps && o.X+o.W <= r.X+r.W+eps && o.Y+o.H <= r.Y+r.H+eps
}

// hit reports whether the line from a to b enters the inside of r (Liang and Barsky, 1984).
func (r Rect) hit(a, b Point) bool {
	if r.W <= 0 || r.H <= 0 {
		return false
	}
	t0, t1 := 0.0, 1.0
	dx, dy := b.X-a.X, b.Y-a.Y
	for _, s := range [4][2]float64{{-dx, a.X - r.X}, {dx, r.X + r.W - a.X}, {-dy, a.Y - r.Y}, {dy, r.Y + r.H - a.Y}} {
		p, q := s[0], s[1]
		switch {
		case p == 0 && q <= 0:
			return false
		case p < 0:
			t0 = max(t0, q/p)
		case p > 0:
			t1 = min(t1, q/p)
		}
	}
	return t0 < t1
}

// cross reports whether the insides of the lines ab and cd cross properly.
func cross(a, b, c, d Point) bool {
	return side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0
}

func side(a, b, p Point) float64 {
	const eps = 1e-9
	v := (b.X-a.X)*(p.Y-a.Y) - (b.Y-a.Y)*(p.X-a.X)
	switch {
	case v > eps:
		return 1
	case v < -eps:
		return -1
	}
	return 0
}

func boundsOf(points []Point) Rect {
	x0, y0, x1, y1 := points[0].X, points[0].Y, points[0].X, points[0].Y
	for _, p := range points[1:] {
		x0, y0, x1, y1 = min(x0, p.X), min(y0, p.Y), max(x1, p.X), max(y1, p.Y)
	}
	return Rect{x0, y0, x1 - x0, y1 - y0}
}

// polylines are the courses of a scene's edges as straight pieces, with their bounds.
type polylines struct {
	lines  [][][]Point
	bounds [][]Rect
}

func linesOf(s Scene) polylines {
	p := polylines{make([][][]Point, len(s.Edges)), make([][]Rect, len(s.Edges))}
	for i, e := range s.Edges {
		for _, c := range e.Path {
			points := c.flatten()
			p.lines[i] = append(p.lines[i], points)
			p.bounds[i] = append(p.bounds[i], boundsOf(points))
		}
	}
	return p
}

// through reports whether edge i enters the box.
func (p polylines) through(i int, r Rect) bool {
	for k, points := range p.lines[i] {
		if p.bounds[i][k].overlap(r) < 0 {
			continue
		}
		for j := 1; j < len(points); j++ {
			if r.hit(points[j-1], points[j]) {
				return true
			}
		}
	}
	return false
}
