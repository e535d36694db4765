package diagram

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// scene puts everything at its place.
func (l *laner) scene() Scene {
	s := Scene{ID: idOf(l.spec.ID), Title: clean(l.spec.Title), Desc: clean(l.spec.Desc), Role: l.opt.say("flow diagram")}
	s.Nodes = make([]SceneNode, len(l.spec.Nodes))
	seen := map[int]bool{}
	for v := range s.Nodes {
		s.Nodes[v] = l.sceneNode(v)
		number := s.Nodes[v].Number
		s.Nodes[v].First = number > 0 && !seen[number]
		seen[number] = true
	}
	wires := make([]int, len(l.edges))
	for i := range l.wires {
		wires[l.wires[i].edge] = i
	}
	for k := range l.edges {
		s.Edges = append(s.Edges, l.sceneEdge(k, wires[k]))
	}
	s.Lanes = l.sceneLanes()
	s.finish(l.opt)
	slices.SortStableFunc(s.Reading, func(a, b int) int {
		x, y := &s.Nodes[a], &s.Nodes[b]
		return cmp.Or(cmp.Compare(x.Row, y.Row), cmp.Compare(x.Column, y.Column), cmp.Compare(x.Y, y.Y))
	})
	for i := range s.Nodes {
		s.Nodes[i].Spoken = l.spoken(&s.Nodes[i])
	}
	for i := range s.Edges {
		s.Edges[i].Spoken = l.told(&s.Edges[i])
	}
	return s
}

func (l *laner) origin(cell int) Point { return Point{l.column(l.at[cell].column), l.tops[cell]} }

func (r Rect) moved(by Point) Rect {
	return Rect{round(r.X + by.X), round(r.Y + by.Y), round(r.W), round(r.H)}
}

func (l *laner) sceneNode(v int) SceneNode {
	c := l.cell[v]
	n := SceneNode{Node: l.spec.Nodes[v], Rect: l.boxes[v].moved(l.origin(c)), Lines: l.texts[v].lines, Full: l.texts[v].full, Row: l.at[c].strip}
	n.Column = l.at[c].column + 1
	return n
}

func (l *laner) sceneEdge(k, wire int) SceneEdge {
	x := &l.edges[k]
	e := SceneEdge{Edge: l.spec.Edges[x.spec], Index: x.spec, Feedback: x.back}
	e.Weight, e.Label = x.weight, x.label
	if l.message(x.from) {
		e.Kind = l.spec.Nodes[x.from].Kind
	} else if x.docked {
		e.Kind = l.spec.Nodes[x.to].Kind
	}
	at := l.origin(l.cell[x.from])
	if lb := &l.labels[k]; len(lb.lines) > 0 {
		e.Lines, e.Text, e.Full = lb.lines, strings.Join(lb.lines, " "), lb.full
		e.Box = lb.box.moved(at)
	} else if x.label != "" {
		e.Full = x.label
	}
	e.Path = l.path(k, wire, at)
	return e
}

// path is the course of an edge.
func (l *laner) path(k, wire int, at Point) []Curve {
	x := &l.edges[k]
	from := l.boxes[x.from].moved(at)
	trunk := Point{from.X + laneTrunk, from.Y + from.H}
	p := &pen{}
	if x.docked {
		to := l.boxes[x.to].moved(at)
		p.bent(trunk, Point{trunk.X, to.Y + to.H/2}, Point{to.X, to.Y + to.H/2})
		return p.done()
	}
	w := &l.wires[wire]
	start := Point{at.X + l.ports[k].X, w.y1}
	if x.label != "" {
		left := l.labels[k].box.X + at.X - 3
		p.bent(trunk, Point{trunk.X, w.y1}, Point{left, w.y1})
	}
	end := l.origin(l.cell[x.to])
	end.X, end.Y = end.X+l.boxes[x.to].X, w.y2
	if w.band >= 0 {
		y := l.bands[w.band].at(w.slot)
		a, b := l.upright(w.from, w.first), l.upright(w.to, w.last)
		p.bent(start, Point{a, w.y1}, Point{a, y}, Point{b, y}, Point{b, w.y2}, end)
		return p.done()
	}
	gap := w.from
	if w.late {
		gap = w.to
	}
	a := l.upright(gap, w.first)
	p.bent(start, Point{a, w.y1}, Point{a, w.y2}, end)
	return p.done()
}

// bent draws a piece of right-angled lines with round corners.
func (b *pen) bent(points ...Point) {
	const radius = 6
	for i := range points {
		points[i] = Point{round(points[i].X), round(points[i].Y)}
	}
	points = slices.Compact(points)
	// A point on a straight line is no corner.
	for i := 1; i+1 < len(points); {
		p, q, r := points[i-1], points[i], points[i+1]
		if p.X == q.X && q.X == r.X || p.Y == q.Y && q.Y == r.Y {
			points = slices.Delete(points, i, i+1)
		} else {
			i++
		}
	}
	b.move(points[0])
	for i := 1; i+1 < len(points); i++ {
		p, q, r := points[i-1], points[i], points[i+1]
		in, out := legLength(p, q), legLength(q, r)
		if i > 1 {
			in /= 2
		}
		if i+2 < len(points) {
			out /= 2
		}
		d := min(radius, in, out)
		b.line(toward(q, p, d))
		b.round(q, toward(q, r, d))
	}
	b.line(points[len(points)-1])
}

// legLength is that of two points on one upright or level line.
func legLength(a, b Point) float64 { return max(a.X-b.X, b.X-a.X) + max(a.Y-b.Y, b.Y-a.Y) }

// toward is the point in a distance from p, on the upright or level line to q.
func toward(p, q Point, d float64) Point {
	switch {
	case q.X > p.X:
		p.X += d
	case q.X < p.X:
		p.X -= d
	case q.Y > p.Y:
		p.Y += d
	default:
		p.Y -= d
	}
	return Point{round(p.X), round(p.Y)}
}

func (l *laner) sceneLanes() []SceneLane {
	var list []SceneLane
	for i := range l.strips {
		s := &l.strips[i]
		for k := range s.lanes {
			row := &s.lanes[k]
			foot := l.bands[s.band+len(s.lanes)].y - 10
			if k+1 < len(s.lanes) {
				foot = s.lanes[k+1].y
			}
			lane := SceneLane{
				Rect: Rect{margin, round(row.y), round(l.end() - margin), round(foot - row.y)}, Index: row.lane, Strip: i, Head: round(l.title), Even: row.lane%2 == 0,
			}
			if row.lane < len(l.spec.Groups) {
				t := &l.lanes[row.lane]
				lane.Group, lane.Lines, lane.Full = l.spec.Groups[row.lane], t.lines, t.full
			}
			list = append(list, lane)
		}
	}
	return list
}

// spoken is what assistive technology says of a step: what is drawn, then what was cut off, who does it, and what it is.
func (l *laner) spoken(n *SceneNode) string {
	var b strings.Builder
	if n.Number > 0 {
		b.WriteString(strconv.Itoa(n.Number) + " ")
	}
	say := func(text string) {
		if text != "" {
			b.WriteString(text + ". ")
		}
	}
	say(strings.TrimSuffix(drawnText(n), "."))
	say(n.Full)
	if g := n.Group - 1; within(g, len(l.spec.Groups)) {
		say(clean(l.spec.Groups[g].Name))
	}
	say(cmp.Or(clean(n.Label), l.opt.say(kindWord(knownKind(n.Kind)))))
	b.WriteString(strconv.Itoa(n.In) + " " + l.opt.say("incoming") + ", " + strconv.Itoa(n.Out) + " " + l.opt.say("outgoing") + ".")
	return b.String()
}

// drawnText is the lines of a step as one text, with the spaces at which it was broken.
func drawnText(n *SceneNode) string {
	text, drawn := clean(cmp.Or(n.Name, n.Ref)), ""
	for _, line := range n.Lines {
		if drawn != "" && strings.HasPrefix(text, drawn+" ") {
			drawn += " "
		}
		drawn += line
	}
	return drawn
}

// told says an edge by the numbers of its ends, which stand in the drawing.
func (l *laner) told(e *SceneEdge) string {
	name := func(i int) string {
		if n := l.spec.Nodes[i].Number; n > 0 {
			return strconv.Itoa(n)
		}
		return fullName(&l.spec.Nodes[i])
	}
	t := name(e.From) + " → " + name(e.To)
	if label := clean(e.Label); label != "" {
		t += ": " + label
	}
	return t
}
