package diagram

import "math"

// frame is the horizontal geometry of a layered graph. Between two columns lie, from left to right: the room of the
// edges that stay in the left column, the right borders of the groups that end there, the bend in which edges change
// their height, and the left borders of the groups that begin with the right column.
type frame struct {
	// x and w are the columns; flats, right, bend and left the widths of what follows each of them (left belongs to
	// the next column; head is the left of the first).
	x, w               []float64
	flats, right, bend []float64
	left               []float64
}

// The widths of bends, in px.
const (
	bendLeast   = 36
	bendUsual   = 52
	bendThin    = 26
	bendSpare   = 64
	slotStep    = 8
	slotMargin  = 10
	arrowLength = 9
)

func newFrame(l *layered, nodeWidth int) *frame {
	n := len(l.thin)
	f := &frame{
		x: make([]float64, n), w: make([]float64, n), flats: make([]float64, n), right: make([]float64, n),
		bend: make([]float64, n), left: make([]float64, n),
	}
	for _, v := range l.verts {
		switch v.role {
		case roleNode:
			if l.g.nodes[v.ref].spec >= 0 {
				f.w[v.layer] = float64(nodeWidth)
			}
		case roleLabel:
			f.w[v.layer] = max(f.w[v.layer], float64(l.g.edges[v.ref].labelW))
		default:
			// Lines and borders take no width.
		}
	}
	for i := range l.g.groups {
		first, last := l.first[i], l.last[i]
		f.left[first] = max(f.left[first], float64(nesting(l, i, l.first)*groupPad))
		f.right[last] = max(f.right[last], float64(nesting(l, i, l.last)*groupPad))
	}
	return f
}

// leads keeps the ends of the edges straight where an arrow head or a halo needs the room.
func (f *frame) leads(l *layered, hero func(node int) bool) {
	for v := range l.g.nodes {
		k, halo := l.verts[v].layer, 0.0
		if hero(v) {
			halo = haloGap
		}
		if len(l.in.of(v)) > 0 && l.g.nodes[v].spec >= 0 {
			f.left[k] = max(f.left[k], halo+arrowLength)
		}
		f.right[k] = max(f.right[k], halo)
	}
	for _, e := range l.g.edges {
		if e.reversed && l.g.nodes[e.low()].spec >= 0 {
			k, halo := l.verts[e.low()].layer, 0.0
			if hero(e.low()) {
				halo = haloGap
			}
			f.right[k] = max(f.right[k], halo+arrowLength)
		}
	}
}

// nesting counts the groups around i, itself included, that share its border layer.
func nesting(l *layered, i int, border []int) int {
	n := 0
	for k := i; k >= 0; k = l.g.groups[k].parent {
		if border[k] == border[i] {
			n++
		}
	}
	return n
}

// lay sets the columns from the widths; the total width is returned.
func (f *frame) lay() float64 {
	at := 0.0
	for k := range f.x {
		at += f.left[k]
		f.x[k] = at
		at += f.w[k] + f.flats[k] + f.right[k]
		if k+1 < len(f.x) {
			at += f.bend[k]
		}
	}
	return at
}

// bendFrom and bendTo bound the bend after column k.
func (f *frame) bendFrom(k int) float64 { return f.x[k] + f.w[k] + f.flats[k] + f.right[k] }
func (f *frame) bendTo(k int) float64   { return f.bendFrom(k) + f.bend[k] }

// curveBends widens the bends in which edges rise or fall far, as far as the limit of the width allows.
func (f *frame) curveBends(l *layered, segs [][]segment, limit float64) {
	want, room := make([]float64, len(f.bend)), limit
	for k := range f.bend {
		f.bend[k] = bendLeast
		if l.thin[k] || k+1 < len(l.thin) && l.thin[k+1] {
			f.bend[k] = bendThin
		}
		far := 0.0
		for _, s := range segs[k] {
			far = max(far, math.Abs(s.to-s.from))
		}
		want[k] = min(bendSpare, far*0.16)
	}
	room -= f.lay()
	sum := 0.0
	for k := range len(f.bend) - 1 {
		sum += want[k]
	}
	if sum == 0 || room <= 0 {
		return
	}
	share := min(1, room/sum)
	for k := range len(f.bend) - 1 {
		f.bend[k] = math.Floor(f.bend[k] + want[k]*share)
	}
}

// slotBends makes room for the slots of orthogonal lines.
func (f *frame) slotBends(slots []int) {
	for k := range f.bend {
		f.bend[k] = 2*slotMargin + float64(max(0, slots[k]-1))*slotStep
		if slots[k] == 0 {
			f.bend[k] = bendThin
		}
	}
}

// slotX is the place of a slot in the bend after column k.
func (f *frame) slotX(k, slot int) float64 {
	return f.bendFrom(k) + slotMargin + float64(slot)*slotStep
}
