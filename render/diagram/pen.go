package diagram

import (
	"math"
	"slices"
)

// pen draws one edge: pieces of lines and cubics, collinear horizontals joined.
type pen struct{ curves []Curve }

func (b *pen) move(p Point) { b.curves = append(b.curves, Curve{Start: p}) }

func (b *pen) at() Point {
	c := b.curves[len(b.curves)-1]
	if n := len(c.Segs); n > 0 {
		return c.Segs[n-1].To
	}
	return c.Start
}

func (b *pen) line(p Point) {
	from := b.at()
	if from == p {
		return
	}
	c := &b.curves[len(b.curves)-1]
	if n := len(c.Segs); n > 0 && !c.Segs[n-1].Cubic && c.Segs[n-1].To.Y == p.Y {
		before := c.Start
		if n > 1 {
			before = c.Segs[n-2].To
		}
		if before.Y == p.Y {
			c.Segs[n-1].To = p
			return
		}
	}
	c.Segs = append(c.Segs, Seg{To: p})
}

func (b *pen) cubic(c1, c2, to Point) {
	c := &b.curves[len(b.curves)-1]
	c.Segs = append(c.Segs, Seg{C1: c1, C2: c2, To: to, Cubic: true})
}

// corner draws horizontally to a, vertically to m and horizontally to end, with round corners.
func (b *pen) corner(a, m, end Point) {
	const radius = 6
	from := b.at()
	rad := min(radius, math.Abs(m.Y-a.Y)/2, math.Abs(a.X-from.X), math.Abs(end.X-m.X))
	down := math.Copysign(rad, m.Y-a.Y)
	b.line(Point{a.X - math.Copysign(rad, a.X-from.X), a.Y})
	b.round(a, Point{a.X, a.Y + down})
	b.line(Point{m.X, m.Y - down})
	b.round(m, Point{m.X + math.Copysign(rad, end.X-m.X), m.Y})
	b.line(end)
}

// round draws a quarter of a circle around the corner to the point to.
func (b *pen) round(corner, to Point) {
	const k = 0.5523
	from := b.at()
	if from == to {
		return
	}
	b.cubic(mix(from, corner, k), mix(to, corner, k), to)
}

func mix(a, b Point, t float64) Point { return Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t} }

func (b *pen) done() []Curve { return b.curves }

// backwards returns the curves from their end to their start.
func backwards(curves []Curve) []Curve {
	out := make([]Curve, 0, len(curves))
	for _, c := range slices.Backward(curves) {
		points := []Point{c.Start}
		for _, s := range c.Segs {
			points = append(points, s.To)
		}
		n := len(points)
		turned := Curve{Start: points[n-1]}
		for k, s := range slices.Backward(c.Segs) {
			turned.Segs = append(turned.Segs, Seg{C1: s.C2, C2: s.C1, To: points[k], Cubic: s.Cubic})
		}
		out = append(out, turned)
	}
	return out
}
