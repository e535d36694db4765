package diagram

import (
	"slices"
	"strings"
)

// faceStep is the face of what is done in a step, faceMessage that of a message's name.
var (
	faceStep    = face{size: 12}
	faceMessage = face{size: 12, bold: true}
)

// laneDraft is what depends on how many columns a strip has, and on how wide steps are.
type laneDraft struct {
	per   int
	width float64
	// texts are the lines of each node, boxes their places: first in their cell, then in the picture.
	texts []laneText
	boxes []Rect
	// labels and ports are those of each edge: what stands at its beginning, and where it leaves its step.
	labels []laneLabel
	ports  []Point
	// at is where each cell is, heads and tall how tall its step and all of it are, tops where its own coordinates begin.
	at                []lanePlace
	heads, tall, tops []float64
	strips            []laneStrip
	// bands are the rooms for lines across, from top to bottom: one above the steps of each lane, one below each strip.
	bands []laneBand
	wires []laneWire
	// tracks are the places for upright lines, by gap; left is where each column begins, and after the last where the last gap ends.
	nets [][]laneNet
	left []float64
}

type laneText struct {
	lines []string
	full  string
}

type laneLabel struct {
	lines []string
	full  string
	box   Rect
}

// laneStrip is a part of the columns, with the lanes that they need.
type laneStrip struct {
	lanes []laneRow
	// band is the first of its bands; the one below it is band+len(lanes).
	band int
}

// laneRow is a lane in a strip.
type laneRow struct {
	lane int
	// cells are those of each column, from top to bottom.
	cells [][]int
	head  float64
	y, h  float64
	// runs are the lines that run through free places of the lane.
	runs []laneRun
}

// lanePlace is a strip, the index of one of its lanes, and a column.
type lanePlace struct{ strip, lane, column int }

// laneRun is the way of the edges of one port from one gap to another, through a lane.
type laneRun struct{ from, to, port int }

// place sets how tall everything is and where, from top to bottom, with no lines between the lanes yet.
func (l *laner) place() {
	l.measure()
	l.arrange()
	for i := range l.strips {
		for k := range l.strips[i].lanes {
			l.heights(&l.strips[i].lanes[k])
		}
	}
	l.settle()
}

// measure breaks the texts of the nodes into lines.
func (l *laner) measure() {
	n := len(l.spec.Nodes)
	l.texts, l.boxes = make([]laneText, n), make([]Rect, n)
	l.labels, l.ports = make([]laneLabel, len(l.edges)), make([]Point, len(l.edges))
	for v := range n {
		node := &l.spec.Nodes[v]
		name := clean(node.Name)
		if name == "" {
			name = clean(node.Ref)
		}
		t := &l.texts[v]
		var cut bool
		if l.message(v) {
			indent := 0.0
			if l.cells[l.cell[v]].nodes[0] != v {
				indent = laneIndent
			}
			t.lines, cut = faceMessage.wrap(name, l.pillRoom(node, indent))
		} else {
			t.lines, cut = faceStep.paragraph(name, l.width-2*lanePadText, 3)
		}
		if cut {
			t.full = name
		}
	}
}

// lanePadText is what a step keeps free beside its text.
const lanePadText = 10

// pillRoom is how wide the name of a message may be.
func (l *laner) pillRoom(n *Node, indent float64) float64 {
	_, right := sides(knownKind(n.Kind))
	return l.width - indent - pillLeft(n) - right + 6
}

// pillLeft is where the name of a message begins: behind its number.
func pillLeft(n *Node) float64 {
	left, _ := sides(knownKind(n.Kind))
	if n.Number > 0 {
		return 27
	}
	return left
}

// arrange deals the cells to strips, lanes and columns.
func (l *laner) arrange() {
	l.strips = make([]laneStrip, (l.columns+l.per-1)/l.per)
	at := make([][]int, len(l.strips))
	for i := range at {
		at[i] = slices.Repeat([]int{-1}, len(l.spec.Groups)+1)
	}
	for _, c := range l.cells {
		at[c.column/l.per][c.lane] = 0
	}
	for i := range l.strips {
		s := &l.strips[i]
		for lane, used := range at[i] {
			if used == 0 {
				at[i][lane] = len(s.lanes)
				s.lanes = append(s.lanes, laneRow{lane: lane, cells: make([][]int, l.per)})
			}
		}
	}
	n := len(l.cells)
	l.at = make([]lanePlace, n)
	l.heads, l.tall, l.tops = make([]float64, n), make([]float64, n), make([]float64, n)
	for k, c := range l.cells {
		p := lanePlace{strip: c.column / l.per, column: c.column % l.per}
		p.lane = at[p.strip][c.lane]
		l.at[k] = p
		row := &l.strips[p.strip].lanes[p.lane]
		row.cells[p.column] = append(row.cells[p.column], k)
	}
}

// heights sets the boxes of a lane's steps inside of their cells. The steps of a lane are of one height, so that lines between them are straight.
func (l *laner) heights(row *laneRow) {
	for _, column := range row.cells {
		for _, c := range column {
			row.head = max(row.head, l.nodeHeight(l.cells[c].nodes[0]))
		}
	}
	for _, column := range row.cells {
		sum := 0.0
		for k, c := range column {
			l.heads[c] = row.head
			l.tall[c] = l.stack(c)
			if k > 0 {
				sum += laneStack
			}
			sum += l.tall[c]
		}
		row.h = max(row.h, sum)
	}
	row.h += laneFoot
}

func (l *laner) nodeHeight(v int) float64 {
	arrivals := 0
	for _, k := range l.in[v] {
		if !l.edges[k].docked {
			arrivals++
		}
	}
	least := float64(16 + 10*max(0, arrivals-1))
	text := float64(laneLine * len(l.texts[v].lines))
	if l.message(v) {
		return max(lanePillHeight, text+10, least)
	}
	return max(laneBoxHeight, text+18, least)
}

// stack sets what is in a cell, and returns how tall it is.
func (l *laner) stack(c int) float64 {
	v := l.cells[c].nodes[0]
	h := l.nodeHeight(v)
	if !l.message(v) {
		h = l.heads[c]
	}
	l.boxes[v] = Rect{0, (l.heads[c] - h) / 2, l.width, h}
	return l.rows(v)
}

// rows stacks conditions and messages below a node, and returns where they end.
func (l *laner) rows(v int) float64 {
	box := l.boxes[v]
	y := box.Y + box.H
	x := box.X + laneIndent
	last := ""
	for _, k := range l.out[v] {
		e := &l.edges[k]
		if e.label != "" && (!e.docked || e.label != last) {
			lb := &l.labels[k]
			var cut bool
			label := e.label
			if l.spec.Edges[e.spec].Early {
				label = "× " + label
			}
			if lb.lines, cut = faceLabel.paragraph(label, l.width-x, 2); cut {
				lb.full = e.label
			}
			widest := 0.0
			for _, line := range lb.lines {
				widest = max(widest, faceLabel.measure(line))
			}
			y += 5
			lb.box = Rect{x, y, widest, float64(laneLine * len(lb.lines))}
			y += lb.box.H
			l.ports[k] = Point{x + widest + 4, lb.box.Y + lb.box.H/2}
		}
		last = ""
		switch {
		case e.docked:
			last = e.label
			h := l.nodeHeight(e.to)
			y += 6
			l.boxes[e.to] = Rect{x, y, l.width - x, h}
			y = l.rows(e.to)
		case e.label == "":
			l.ports[k] = Point{box.X + box.W, box.Y + box.H/2}
		}
	}
	return y
}

// settle sets the lanes and what is in them from top to bottom, with room for the lines across.
func (l *laner) settle() {
	if l.bands == nil {
		for i := range l.strips {
			l.strips[i].band = len(l.bands)
			l.bands = append(l.bands, make([]laneBand, len(l.strips[i].lanes)+1)...)
		}
	}
	y := float64(margin)
	for i := range l.strips {
		s := &l.strips[i]
		for k := range s.lanes {
			row, band := &s.lanes[k], &l.bands[s.band+k]
			row.y, band.y = y, y+8
			y += lanePad + band.height()
			for _, column := range row.cells {
				top := y
				for _, c := range column {
					l.tops[c] = top
					top += l.tall[c] + laneStack
				}
			}
			y += row.h
		}
		below := &l.bands[s.band+len(s.lanes)]
		below.y = y + 10
		y += below.height()
		if i+1 < len(l.strips) || below.slots > 0 {
			y += stripGap
		}
	}
}

// paragraph breaks s into at most so many lines of the given width, and reports whether something was cut off.
func (f face) paragraph(s string, width float64, most int) (lines []string, cut bool) {
	for s != "" {
		if f.measure(s) <= width {
			return append(lines, s), false
		}
		if len(lines) == most-1 {
			last, _ := f.fit(s, width)
			return append(lines, last), true
		}
		at := f.lineEnd(s, width)
		lines = append(lines, strings.TrimRight(s[:at], " "))
		s = strings.TrimLeft(s[at:], " ")
	}
	return lines, false
}
