package diagram

import "math"

// icon is a drawing of 12 x 12 px: where its first line starts, and the rest of the path in relative steps.
type icon struct {
	x, y float64
	rest string
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
	case KindBroker:
		return icon{6, 4, "a2 2 0 1 0 0 4a2 2 0 0 0 0-4v-3m0 7v3m-2-5h-3m7 0h3"}
	case KindEntity:
		return icon{1.5, 2, "h9v8h-9zm0 2.8h9m-5.5 0v5.2"}
	default:
		return icon{6, 1, "l4.5 2.5v5l-4.5 2.5-4.5-2.5v-5zm-4.5 2.5l4.5 2.5 4.5-2.5m-4.5 2.5v5"}
	}
}

// shape draws the outline of a kind in a box.
func (c *canvas) shape(class string, k Kind, r Rect) {
	half := r.H / 2
	k = outline(k)
	switch k {
	case KindCommand:
		t := min(tip, r.W/3)
		c.d(class, new(path).op('M', r.X, r.Y).op('H', r.X+r.W-t).op('L', r.X+r.W, r.Y+half).
			op('L', r.X+r.W-t, r.Y+r.H).op('H', r.X).rest("z"))
	case KindQuery:
		t := min(tip, r.W/3)
		c.d(class, new(path).op('M', r.X+t, r.Y).op('H', r.X+r.W-t).op('L', r.X+r.W, r.Y+half).
			op('L', r.X+r.W-t, r.Y+r.H).op('H', r.X+t).op('L', r.X, r.Y+half).rest("z"))
	case KindChannel:
		e := min(capWidth, r.W/6)
		c.d(class, new(path).op('M', r.X+e, r.Y).op('H', r.X+r.W-e).op('A', e, half, 0, 0, 1, r.X+r.W-e, r.Y+r.H).
			op('H', r.X+e).op('A', e, half, 0, 0, 1, r.X+e, r.Y).rest("z").
			op('M', r.X+r.W-e, r.Y).op('A', e, half, 0, 0, 0, r.X+r.W-e, r.Y+r.H))
	case KindStore:
		e := min(storeCap, r.H/4)
		c.d(class, new(path).op('M', r.X, r.Y+e).op('A', r.W/2, e, 0, 0, 1, r.X+r.W, r.Y+e).op('V', r.Y+r.H-e).
			op('A', r.W/2, e, 0, 0, 1, r.X, r.Y+r.H-e).rest("z").
			op('M', r.X, r.Y+e).op('A', r.W/2, e, 0, 0, 0, r.X+r.W, r.Y+e))
	default:
		c.empty("rect", str("class", class), num("x", r.X), num("y", r.Y), num("width", r.W), num("height", r.H),
			num("rx", corner(k, r.H)))
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
	case KindDomain:
		return min(10, h/3)
	case KindEntity:
		return 2
	default:
		return min(7, h/3)
	}
}

func (c *canvas) d(class string, p *path) { c.empty("path", str("class", class), str("d", p.String())) }

// head returns the arrow head at the end of the last curve, open for messages and closed for calls.
func head(curves []Curve, closed bool, size float64) string {
	c := curves[len(curves)-1]
	if len(c.Segs) == 0 {
		return ""
	}
	last := c.Segs[len(c.Segs)-1]
	from := c.Start
	if n := len(c.Segs); n > 1 {
		from = c.Segs[n-2].To
	}
	if last.Cubic {
		from = last.C2
	}
	dx, dy := last.To.X-from.X, last.To.Y-from.Y
	n := math.Hypot(dx, dy)
	if n == 0 {
		return ""
	}
	dx, dy = dx/n*size, dy/n*size
	const slim = 0.5
	p := new(path).op('M', last.To.X-dx-dy*slim, last.To.Y-dy+dx*slim).op('L', last.To.X, last.To.Y).
		op('L', last.To.X-dx+dy*slim, last.To.Y-dy-dx*slim)
	if closed {
		p.rest("z")
	}
	return p.String()
}
