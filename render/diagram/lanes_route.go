package diagram

import (
	"cmp"
	"math"
	"slices"
)

// laneWire is the way of an edge: upright in the gap behind its step and, where that is another one, in the gap before the step it leads to; across
// at the height of either step where the lane is free, else in a band.
type laneWire struct {
	edge, port int
	// from and to are the gaps; gap g is the one left of column g.
	from, to int
	// band is the one it runs through, -1 for none; slot is its place in it.
	band, slot int
	// early turns before it runs across its target's lane, late after it has run across its source's.
	late bool
	// y1 and y2 are the heights of its ends, row where the target's ports are counted.
	y1, y2 float64
	// first and last are the upright lines.
	first, last int
}

// laneBand is room for lines across.
type laneBand struct {
	y     float64
	slots int
}

func (b *laneBand) height() float64 { return float64(laneTrack * b.slots) }

func (b *laneBand) at(slot int) float64 { return b.y + laneTrack/2 + float64(laneTrack*slot) }

// laneNet is an upright line with what joins it from the left and from the right.
type laneNet struct {
	left, right []float64
	lo, hi      float64
	slot        int
}

func (n *laneNet) join(right bool, y float64) {
	if len(n.left)+len(n.right) == 0 {
		n.lo, n.hi = y, y
	}
	n.lo, n.hi = min(n.lo, y), max(n.hi, y)
	if right {
		n.right = append(n.right, y)
	} else {
		n.left = append(n.left, y)
	}
}

// route finds the ways of all edges, and with them how tall the bands and how wide the gaps are.
func (l *laner) route() {
	l.wire()
	l.runs()
	l.bandSlots()
	l.settle()
	l.ends()
	l.nets = make([][]laneNet, l.per+1)
	l.uprights()
	l.columnsAt()
}

// wire sets where each edge begins and ends, at the height that these have without lines between the lanes.
func (l *laner) wire() {
	for k := range l.edges {
		e := &l.edges[k]
		if e.docked {
			continue
		}
		a, b := l.cell[e.from], l.cell[e.to]
		w := laneWire{edge: k, port: e.from, from: l.at[a].column + 1, to: l.at[b].column, band: -1}
		if e.label != "" {
			w.port = len(l.spec.Nodes) + k
		}
		l.wires = append(l.wires, w)
	}
	l.heightsOfEnds()
}

func (l *laner) heightsOfEnds() {
	for i := range l.wires {
		w := &l.wires[i]
		e := &l.edges[w.edge]
		w.y1 = l.tops[l.cell[e.from]] + l.ports[w.edge].Y
		box := l.boxes[e.to]
		w.y2 = l.tops[l.cell[e.to]] + box.Y + box.H/2
	}
}

// runs decides how each edge comes from its gap to the other: first those that stay in a lane, so that they are straight.
func (l *laner) runs() {
	for _, same := range [2]bool{true, false} {
		for i := range l.wires {
			w := &l.wires[i]
			e := &l.edges[w.edge]
			a, b := l.at[l.cell[e.from]], l.at[l.cell[e.to]]
			switch {
			case (a.strip == b.strip && a.lane == b.lane) != same:
			case w.from == w.to:
			case a.strip == b.strip && w.from < w.to && !e.back && l.runFree(w, a, b):
			default:
				w.band = l.bandFor(w, a, b)
			}
		}
	}
}

// runFree lets an edge run through free places of its target's lane, else of its source's.
func (l *laner) runFree(w *laneWire, a, b lanePlace) bool {
	if l.claim(&l.strips[b.strip].lanes[b.lane], laneRun{w.from, w.to, -1 - w.edge}) {
		return true
	}
	w.late = l.claim(&l.strips[a.strip].lanes[a.lane], laneRun{w.from, w.to, w.port})
	return w.late
}

func (l *laner) claim(row *laneRow, run laneRun) bool {
	for _, column := range row.cells[run.from:run.to] {
		if len(column) > 0 {
			return false
		}
	}
	for _, r := range row.runs {
		if r.port != run.port && r.from <= run.to && run.from <= r.to {
			return false
		}
	}
	row.runs = append(row.runs, run)
	return true
}

// bandFor chooses the band of an edge: that with the shortest way; between strips, that next to the end which is nearer to the edge of the picture
// is far from.
func (l *laner) bandFor(w *laneWire, a, b lanePlace) int {
	if a.strip == b.strip {
		s := &l.strips[a.strip]
		best, least := 0, math.Inf(1)
		for _, k := range [4]int{b.lane, a.lane, b.lane + 1, a.lane + 1} {
			y := l.bands[s.band+k].y
			if way := math.Abs(w.y1-y) + math.Abs(w.y2-y); way < least-0.5 {
				best, least = s.band+k, way
			}
		}
		return best
	}
	below := func(strip int) int { return l.strips[strip].band + len(l.strips[strip].lanes) }
	outer := func(gap int) int { return min(gap, l.per-gap) }
	first, last := below(a.strip), below(b.strip-min(1, b.strip))
	if b.strip < a.strip {
		first, last = below(a.strip-1), below(b.strip)
	}
	if outer(w.to) < outer(w.from) {
		return first
	}
	return last
}

// bandSlots gives the lines across their places in the bands.
func (l *laner) bandSlots() {
	byBand := make([][]int, len(l.bands))
	for i := range l.wires {
		if b := l.wires[i].band; b >= 0 {
			byBand[b] = append(byBand[b], i)
		}
	}
	for b, list := range byBand {
		if len(list) == 0 {
			continue
		}
		y := l.bands[b].y
		items := make([]laneNet, len(list))
		for k, i := range list {
			w := &l.wires[i]
			// What comes from above joins at the left, so to speak.
			items[k].join(w.y1 > y, float64(w.from))
			items[k].join(w.y2 > y, float64(w.to))
		}
		l.bands[b].slots = laneSlots(items, 0.5)
		for k, i := range list {
			l.wires[i].slot = items[k].slot
		}
	}
}

// laneSlots gives lines their tracks, from the left one on: few, and so that what joins them crosses little.
func laneSlots(nets []laneNet, near float64) int {
	n := len(nets)
	if n > manyNets {
		return firstSlots(nets, near)
	}
	cost, meet := make([]int, n*n), make([]bool, n*n)
	segs, live := make([]segment, n), make([]int, n)
	for i := range n {
		live[i] = i
		segs[i] = segment{from: nets[i].lo, to: nets[i].hi}
		for j := i + 1; j < n; j++ {
			a, b := &nets[i], &nets[j]
			if a.lo > b.hi+near || b.lo > a.hi+near {
				continue
			}
			d := netLeftOf(a, b, near) - netLeftOf(b, a, near)
			cost[i*n+j], cost[j*n+i] = d, -d
			meet[i*n+j], meet[j*n+i] = true, true
		}
	}
	turns := sequence(segs, live, cost)
	most := tracks(segs, live, turns, meet)
	for i := range nets {
		nets[i].slot = segs[i].slot
	}
	return most
}

// manyNets is how many lines in one gap are only kept apart.
const manyNets = 256

// firstSlots gives each line the first track that is free where it begins.
func firstSlots(nets []laneNet, near float64) int {
	order := make([]int, len(nets))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(nets[a].lo, nets[b].lo) })
	var ends []float64
	for _, i := range order {
		slot := slices.IndexFunc(ends, func(end float64) bool { return end+near < nets[i].lo })
		if slot < 0 {
			slot = len(ends)
			ends = append(ends, 0)
		}
		ends[slot], nets[i].slot = nets[i].hi, slot
	}
	return len(ends)
}

// netLeftOf is what it costs that a's track is left of b's.
func netLeftOf(a, b *laneNet, near float64) int {
	const onLine = 100
	cost := 0
	for _, y := range a.right {
		if y > b.lo+0.01 && y < b.hi-0.01 {
			cost++
		}
		for _, z := range b.left {
			if math.Abs(y-z) < near {
				cost += onLine
			}
		}
	}
	for _, y := range b.left {
		if y > a.lo+0.01 && y < a.hi-0.01 {
			cost++
		}
	}
	return cost
}

// ends deals the arrivals of each step over its side: in the order in which they come from above, with one that comes straight in the middle.
func (l *laner) ends() {
	l.heightsOfEnds()
	arrivals := make([][]int, len(l.spec.Nodes))
	for i := range l.wires {
		to := l.edges[l.wires[i].edge].to
		arrivals[to] = append(arrivals[to], i)
	}
	starts := make([][]laneStart, l.per+1)
	for i := range l.wires {
		w := &l.wires[i]
		gap := w.from
		if w.late {
			gap = w.to
		}
		starts[gap] = append(starts[gap], laneStart{w.y1, w.port})
		if w.late {
			starts[w.from] = append(starts[w.from], laneStart{w.y1, w.port})
		}
	}
	for to, list := range arrivals {
		if len(list) == 0 {
			continue
		}
		slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(l.comes(a), l.comes(b)) })
		l.deal(to, list, starts)
	}
}

// laneStart is where the edges of a port come into a gap.
type laneStart struct {
	y    float64
	port int
}

// comes is the height from which an edge comes to its target.
func (l *laner) comes(i int) float64 {
	w := &l.wires[i]
	if w.band >= 0 {
		return l.bands[w.band].at(w.slot)
	}
	return w.y1
}

// deal sets the heights at which edges arrive at a node, each off the places where others begin.
func (l *laner) deal(to int, list []int, starts [][]laneStart) {
	box := l.boxes[to]
	box.Y += l.tops[l.cell[to]]
	middle := box.Y + box.H/2
	straight := slices.IndexFunc(list, func(i int) bool { return math.Abs(l.comes(i)-middle) < 0.5 && l.wires[i].band < 0 })
	n := len(list)
	centre, most := float64(n-1)/2, float64(n-1)/2
	if straight >= 0 {
		centre, most = float64(straight), float64(max(straight, n-1-straight))
	}
	step := min(10, (box.H/2-7)/max(1, most))
	last := math.Inf(-1)
	for k, i := range list {
		w := &l.wires[i]
		gap := w.to
		if w.band < 0 && !w.late {
			gap = w.from
		}
		y := middle + (float64(k)-centre)*step
		if k != straight {
			y = free(y, max(box.Y+6, last+4), box.Y+box.H-6, starts[gap], w.port)
		}
		w.y2, last = y, y
	}
}

// free returns the height nearest to y, between two others, at which no edge of another port begins.
func free(y, top, foot float64, starts []laneStart, port int) float64 {
	taken := func(y float64) bool {
		return slices.ContainsFunc(starts, func(s laneStart) bool { return s.port != port && math.Abs(s.y-y) < nearLine+1 })
	}
	for d := 0.0; d <= foot-top; d += 2 {
		for _, at := range [2]float64{y - d, y + d} {
			if at >= top && at <= foot && !taken(at) {
				return at
			}
		}
	}
	return y
}

// uprights gathers the upright lines of each gap and gives them their tracks. Edges that leave a step at the same place have one line in the gap
// behind it.
func (l *laner) uprights() {
	trunks := map[[2]int]int{}
	trunk := func(gap, port int) int {
		k, ok := trunks[[2]int{gap, port}]
		if !ok {
			k = len(l.nets[gap])
			trunks[[2]int{gap, port}] = k
			l.nets[gap] = append(l.nets[gap], laneNet{})
		}
		return k
	}
	for i := range l.wires {
		w := &l.wires[i]
		if w.band < 0 {
			gap := w.from
			if w.late {
				gap = w.to
			}
			w.first = trunk(gap, w.port)
			net := &l.nets[gap][w.first]
			net.join(false, w.y1)
			net.join(true, w.y2)
			continue
		}
		y, ahead := l.bands[w.band].at(w.slot), w.to > w.from
		w.first = trunk(w.from, w.port)
		net := &l.nets[w.from][w.first]
		net.join(false, w.y1)
		net.join(ahead, y)
		w.last = len(l.nets[w.to])
		l.nets[w.to] = append(l.nets[w.to], laneNet{})
		net = &l.nets[w.to][w.last]
		net.join(!ahead, y)
		net.join(true, w.y2)
	}
}

// columnsAt sets where the columns begin, by how many lines each gap holds.
func (l *laner) columnsAt() {
	x := margin + l.title
	l.left = make([]float64, l.per+2)
	for g := range l.nets {
		l.left[g] = x
		slots := laneSlots(l.nets[g], nearLine)
		before, behind, least := 9.0, 15.0, 26.0
		switch g {
		case 0:
			before, least = 12, 16
		case l.per:
			behind, least = 12, 12
		}
		gap := max(least, before+behind+float64(laneTrack*max(0, slots-1)))
		if slots == 0 {
			gap = least
		}
		x += gap + l.width
	}
	l.left[l.per+1] = x
}

// column is where a column begins.
func (l *laner) column(c int) float64 { return l.left[c+1] - l.width }

// end is where the last gap ends.
func (l *laner) end() float64 { return l.left[l.per+1] - l.width }

// upright is where an upright line stands.
func (l *laner) upright(gap, net int) float64 {
	before := 9.0
	if gap == 0 {
		before = 12
	}
	return l.left[gap] + before + float64(laneTrack*l.nets[gap][net].slot)
}
