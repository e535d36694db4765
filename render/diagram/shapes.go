package diagram

import "math"

// icon is a drawing of 12 x 12 px: where its first line starts, and the rest of the path in relative steps.
type icon struct {
	x, y float64
	rest markup
}

func iconOf(k Kind) icon {
	switch k {
	case KindEvent:
		return icon{7, 1, "l-4.5 6h3.5l-1 4 4.5-6h-3.5z"}
	case KindCommand:
		return icon{2, 3, "l3 3-3 3m4.5.5h4"}
	case KindQuery:
		return icon{5, 1.5, "a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7m2.6 6.1l2.9 2.9"}
	case KindChannel:
		return icon{1, 3, "h10m-10 3h10m-10 3h10"}
	case KindStore:
		return icon{2, 3, "c0-1 2-1.6 4-1.6s4 .6 4 1.6v6c0 1-2 1.6-4 1.6s-4-.6-4-1.6zc0 1 2 1.6 4 1.6s4-.6 4-1.6"}
	case KindExternal:
		return icon{7, 1.5, "h3.5v3.5m0-3.5l-5 5m3 .5v3.5h-7v-7h3.5"}
	case KindActor:
		return icon{6, 1.2, "a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4m-4.2 9.8c0-2.6 1.9-4 4.2-4s4.2 1.4 4.2 4"}
	case KindTeam:
		return icon{4.5, 2, "a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6m-3.5 8.5c0-2.4 1.6-3.6 3.5-3.6s3.5 1.2 3.5 3.6m0-8.3" +
			"a1.6 1.6 0 0 1 0 3.2m1 2c1.3.3 2.2 1.4 2.2 3.1"}
	case KindStep:
		return icon{2, 6, "h7m-3-3l3 3-3 3"}
	case KindDomain:
		return icon{1.5, 1.5, "h3.5v3.5h-3.5zm5.5 0h3.5v3.5h-3.5zm0 5.5h3.5v3.5h-3.5zm-5.5 0h3.5v3.5h-3.5z"}
	case KindSystem:
		return icon{6, 1.2, "l4.8 2.4-4.8 2.4-4.8-2.4zm-4.8 4.9l4.8 2.4 4.8-2.4m-9.6 2.4l4.8 2.4 4.8-2.4"}
	case KindBroker:
		return icon{6, 4, "a2 2 0 1 0 0 4a2 2 0 0 0 0-4v-3m0 7v3m-2-5h-3m7 0h3"}
	case KindEntity:
		return icon{1.5, 2, "h9v8h-9zm0 2.8h9m-5.5 0v5.2"}
	default:
		return icon{6, 1, "l4.5 2.5v5l-4.5 2.5-4.5-2.5v-5zm-4.5 2.5l4.5 2.5 4.5-2.5m-4.5 2.5v5"}
	}
}

// shape draws the outline of a kind in a box.
func (c *canvas) shape(class markup, k Kind, r Rect) {
	k = outline(k)
	switch k {
	case KindCommand, KindQuery, KindChannel, KindStore:
		c.put(`<path class="`)
		c.put(class)
		c.put(`" d="`)
		c.contour(k, r)
		c.put(`"/>`)
	default:
		c.put(`<rect class="`)
		c.put(class)
		c.rect(`" x="`, r, corner(k, r.H))
	}
}

// contour appends the outline of a kind that is no rectangle.
func (c *canvas) contour(k Kind, r Rect) {
	half := r.H / 2
	switch k {
	case KindCommand:
		t := min(tip, r.W/3)
		c.to('M', r.X, r.Y)
		c.across('h', r.W-t)
		c.to('l', t, half)
		c.to('L', r.X+r.W-t, r.Y+r.H)
		c.across('H', r.X)
		c.put("z")
	case KindQuery:
		t := min(tip, r.W/3)
		c.to('M', r.X+t, r.Y)
		c.across('H', r.X+r.W-t)
		c.to('l', t, half)
		c.to('L', r.X+r.W-t, r.Y+r.H)
		c.across('H', r.X+t)
		c.to('L', r.X, r.Y+half)
		c.put("z")
	case KindChannel:
		e := min(capWidth, r.W/6)
		c.to('M', r.X+e, r.Y)
		c.across('h', r.W-2*e)
		c.arc(e, half, clockwise, 0, r.H)
		c.across('H', r.X+e)
		c.arc(e, half, clockwise, 0, -r.H)
		c.put("z")
		c.to('M', r.X+r.W-e, r.Y)
		c.arc(e, half, counter, 0, r.H)
	default:
		e := min(storeCap, r.H/4)
		c.to('M', r.X, r.Y+e)
		c.arc(r.W/2, e, clockwise, r.W, 0)
		c.down('V', r.Y+r.H-e)
		c.arc(r.W/2, e, clockwise, -r.W, 0)
		c.put("z")
		c.arc(r.W/2, e, counter, r.W, 0)
	}
}

// storeCap is half the height of the lid of a standing cylinder.
const storeCap = 6

func corner(k Kind, h float64) float64 {
	switch k {
	case KindEvent, KindMore:
		return min(h/2, pillRadius)
	case KindExternal:
		return 0
	case KindActor:
		return min(14, h/3)
	case KindDomain, KindSystem:
		return min(10, h/3)
	case KindEntity:
		return 2
	case KindField:
		return 4
	default:
		return min(7, h/3)
	}
}

// ending is the last piece of a course: where its head points from, and to.
func ending(curves []Curve) (from, to Point) {
	c := &curves[len(curves)-1]
	n := len(c.Segs)
	if n == 0 {
		return c.Start, c.Start
	}
	last := &c.Segs[n-1]
	switch {
	case last.Cubic:
		from = last.C2
	case n > 1:
		from = c.Segs[n-2].To
	default:
		from = c.Start
	}
	return from, last.To
}

// arrow appends the course of an arrow head, open for messages and closed for calls.
func (c *canvas) arrow(from, to Point, closed bool, size float64) {
	dx, dy := to.X-from.X, to.Y-from.Y
	n := math.Hypot(dx, dy)
	if n == 0 {
		return
	}
	dx, dy = dx/n*size, dy/n*size
	const slim = 0.5
	x, y := round(to.X-dx-dy*slim), round(to.Y-dy+dx*slim)
	c.to('M', x, y)
	c.to('l', to.X-x, to.Y-y)
	c.b = spaced(spaced(c.b, -dx+dy*slim), -dy-dx*slim)
	if closed {
		c.put("z")
	}
}
