package diagram

import (
	"cmp"
	"slices"
)

// The measures of drawings with lanes, in px.
const (
	laneStepWidest   = 200
	laneStepSlimmest = 132
	laneStepUsual    = 150
	laneTitleWidest  = 116
	laneTitleSymbol  = 26
	laneTitleSide    = 6
	laneGap          = 40
	lanePad          = 14
	laneFoot         = 14
	laneStack        = 16
	laneLine         = 15
	laneIndent       = 20
	laneTrunk        = 10
	laneTrack        = 8
	laneFitting      = 4
	lanePillHeight   = 26
	laneBoxHeight    = 40
	stripGap         = 22
)

// Lanes draws a flow with one lane for each group of the spec, in their order: who does what. A step stands in the lane of its group and, from
// left to right, behind all that leads to it. Where there are more columns than the width holds, the drawing goes on in a further strip below,
// which has the lanes alone that it needs.
//
// A message (an event, a command, a query) stands below the step that sends it, where no other step leads to it, and a condition where the arrow
// begins; so arrows have no labels on their way, and nothing stands in it: they run upright in the gaps between columns and across in the gaps
// between lanes, each of one beginning in one line until they part. Its effort is that of sorting the steps, and a few squares of what meets in a gap.
func Lanes(spec Spec, opt Options) Scene {
	l := newLaner(spec, opt)
	l.measures()
	most := max(1, l.columns)
	fits := int((l.room() + laneGap) / (laneStepUsual + laneGap))
	var s Scene
	for per := min(max(1, fits), most); ; per-- {
		// As many strips as are needed, of as many columns each.
		strips := (most + per - 1) / per
		s = l.draw((most + strips - 1) / strips)
		if !s.Wide || per == 1 {
			return s
		}
	}
}

// laner lays out a flow in lanes.
type laner struct {
	spec  Spec
	opt   Options
	edges []laneEdge
	// out and in are the edges of each node.
	out, in [][]int
	cells   []laneCell
	// cell is that of each node.
	cell []int
	// columns is how many there are before they are wrapped.
	columns int
	// title is the width of the lanes' titles.
	title float64
	lanes []laneTitle

	laneDraft
}

// laneEdge is one or several edges of the spec that have the same ends.
type laneEdge struct {
	spec, from, to, weight int
	label                  string
	// back leads to what came before; docked leads to the message that stands below its sender.
	back, docked bool
}

// laneCell is a step with the messages that stand below it.
type laneCell struct {
	// nodes begin with the step.
	nodes []int
	lane  int
	// column counts through all strips.
	column int
}

// laneTitle is what a lane is called.
type laneTitle struct {
	lines []string
	full  string
}

func newLaner(spec Spec, opt Options) *laner {
	l := &laner{spec: spec, opt: opt}
	l.merge()
	l.reverse()
	l.dock()
	l.rank()
	return l
}

func (l *laner) room() float64 { return l.opt.width() - 2*margin - l.title }

// lane is that of a node; those without a group have one of their own, which is the last.
func (l *laner) lane(v int) int {
	if g := l.spec.Nodes[v].Group - 1; within(g, len(l.spec.Groups)) {
		return g
	}
	return len(l.spec.Groups)
}

func (l *laner) message(v int) bool { return isMessage(l.spec.Nodes[v].Kind) }

func isMessage(k Kind) bool {
	switch k {
	case KindEvent, KindCommand, KindQuery:
		return true
	default:
		return false
	}
}

// merge makes parallel edges one, which has all their labels.
func (l *laner) merge() {
	n := len(l.spec.Nodes)
	l.out, l.in = make([][]int, n), make([][]int, n)
	at := map[[2]int]int{}
	for i, e := range l.spec.Edges {
		if !within(e.From, n) || !within(e.To, n) {
			continue
		}
		label := clean(e.Label)
		if k, ok := at[[2]int{e.From, e.To}]; ok {
			x := &l.edges[k]
			x.weight += max(1, e.Weight)
			if label != "" && x.label != "" && label != x.label {
				x.label += " / " + label
			} else {
				x.label = cmp.Or(x.label, label)
			}
			continue
		}
		k := len(l.edges)
		at[[2]int{e.From, e.To}] = k
		l.edges = append(l.edges, laneEdge{spec: i, from: e.From, to: e.To, weight: max(1, e.Weight), label: label})
		l.out[e.From], l.in[e.To] = append(l.out[e.From], k), append(l.in[e.To], k)
	}
}

// reverse marks the edges that close a circle, as they are met when the flow is followed in the order of its steps.
func (l *laner) reverse() {
	g := &graph{nodes: make([]gnode, len(l.spec.Nodes)), edges: make([]gedge, len(l.edges))}
	for i, e := range l.edges {
		g.edges[i] = gedge{from: e.from, to: e.to}
	}
	for i, back := range backEdges(g) {
		l.edges[i].back = back || l.edges[i].from == l.edges[i].to
	}
}

// dock finds the messages that one step alone leads to, but for ways back, in whose lane they are.
func (l *laner) dock() {
	n := len(l.spec.Nodes)
	below := make([]bool, n)
	for v := range n {
		if !l.message(v) {
			continue
		}
		only, count := 0, 0
		for _, k := range l.in[v] {
			if !l.edges[k].back {
				only, count = k, count+1
			}
		}
		if count != 1 {
			continue
		}
		if e := &l.edges[only]; !l.message(e.from) && l.lane(e.from) == l.lane(v) {
			e.docked, below[v] = true, true
		}
	}
	l.cell = make([]int, n)
	for v := range n {
		if below[v] {
			continue
		}
		c := laneCell{nodes: []int{v}, lane: l.lane(v)}
		for _, k := range l.out[v] {
			if l.edges[k].docked {
				c.nodes = append(c.nodes, l.edges[k].to)
			}
		}
		for _, u := range c.nodes {
			l.cell[u] = len(l.cells)
		}
		l.cells = append(l.cells, c)
	}
}

// rank sets the column of each cell: behind all that leads to it; where nothing does, just before what it leads to.
func (l *laner) rank() {
	n := len(l.cells)
	next, waits := make([][]int, n), make([]int, n)
	for _, e := range l.edges {
		if a, b := l.cell[e.from], l.cell[e.to]; !e.back && !e.docked {
			next[a] = append(next[a], b)
			waits[b]++
		}
	}
	var queue, first []int
	for c := range n {
		if waits[c] == 0 {
			queue, first = append(queue, c), append(first, c)
		}
	}
	for at := 0; at < len(queue); at++ {
		c := queue[at]
		l.columns = max(l.columns, l.cells[c].column+1)
		for _, b := range next[c] {
			l.cells[b].column = max(l.cells[b].column, l.cells[c].column+1)
			if waits[b]--; waits[b] == 0 {
				queue = append(queue, b)
			}
		}
	}
	for _, c := range first {
		if len(next[c]) > 0 && c > 0 {
			least := l.cells[next[c][0]].column
			for _, b := range next[c] {
				least = min(least, l.cells[b].column)
			}
			l.cells[c].column = least - 1
		}
	}
}

// measures sets the titles of the lanes.
func (l *laner) measures() {
	used := make([]bool, len(l.spec.Groups)+1)
	for _, c := range l.cells {
		used[c.lane] = true
	}
	widest := 40.0
	for i, g := range l.spec.Groups {
		if used[i] {
			widest = max(widest, faceGroup.measure(clean(g.Name))+laneTitleSymbol+laneTitleSide)
		}
	}
	l.title = min(widest, laneTitleWidest)
	if !slices.Contains(used[:len(l.spec.Groups)], true) {
		l.title = 0
	}
	l.lanes = make([]laneTitle, len(l.spec.Groups)+1)
	for i, g := range l.spec.Groups {
		t := &l.lanes[i]
		name := clean(g.Name)
		var cut bool
		if t.lines, cut = faceGroup.paragraph(name, l.title-laneTitleSymbol-laneTitleSide, 3); cut {
			t.full = name
		}
	}
}

// draw lays the flow out with so many columns in a strip, the steps as wide as there is room.
func (l *laner) draw(per int) Scene {
	width := min(laneStepWidest, max(laneStepSlimmest, float64(int((l.room()-laneGap*float64(per))/float64(per)))))
	for round := 0; ; round++ {
		l.laneDraft = laneDraft{per: per, width: width}
		l.place()
		l.route()
		over := l.end() + margin - l.opt.width()
		slim := max(laneStepSlimmest, float64(int(width-over/float64(per))))
		if over <= 0 || round == laneFitting || slim >= width {
			return l.scene()
		}
		width = slim
	}
}
