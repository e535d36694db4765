package diagram

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// The measures of sequence diagrams, in px.
const (
	rowHeight   = 42
	selfHeight  = 50
	bareHeight  = 20
	headRow     = 28
	branchRow   = 26
	branchBare  = 8
	frameFoot   = 12
	lifeGap     = 24
	widestPitch = 260
	selfWidth   = 28
	numberRoom  = 30
	headGap     = 10
	// besideArrow is how much text a short arrow may have: it then reaches over the lifelines beside the arrow.
	besideArrow = 230
)

// Sequence draws steps as a sequence diagram: one lifeline for each participant in their order, one row for each
// message in the order of time, and frames around those that belong together. Its effort is linear in the steps.
// Lifelines are interrupted where a text stands, so nothing runs through a word.
func Sequence(s Steps, opt Options) Scene {
	scene := drawSequence(s, opt, 0)
	if scene.Wide {
		if slim := drawSequence(s, opt, scene.Width-opt.width()); slim.Width < scene.Width {
			return slim
		}
	}
	return scene
}

// drawSequence leaves so much of the width to what stands beside the outermost lifelines.
func drawSequence(s Steps, opt Options, beside float64) Scene {
	q := &sequencer{steps: s, opt: opt, beside: beside}
	q.scene = Scene{ID: idOf(s.ID), Title: clean(s.Title), Desc: clean(s.Desc), Role: opt.say("sequence diagram")}
	q.sanitise()
	q.columns()
	q.rows()
	q.lifelines()
	q.shift()
	q.scene.finish(opt)
	return q.scene
}

type sequencer struct {
	steps Steps
	opt   Options
	scene Scene
	// beside is how much of the width the heads leave free.
	beside float64
	// seen are the steps that have a row.
	seen map[int]bool
	// index is the place in steps.Messages of each message that is kept.
	index  []int
	frames []Frame
	// inner is how many frames are nested in each.
	inner []int
	// boxes is the place in the scene of each frame.
	boxes []int
	x     []float64
	width int
	// staggered is for many participants: their heads stand alternately in two rows, so that lifelines are half as far apart.
	staggered bool
	y         float64
	// texts are the places that lifelines keep off.
	texts []Rect
}

// sanitise drops messages that point nowhere and brings frames into a proper nesting.
func (q *sequencer) sanitise() {
	place := make([]int, len(q.steps.Messages)+1)
	for i, m := range q.steps.Messages {
		place[i] = len(q.index)
		if within(m.From, len(q.steps.Participants)) && within(m.To, len(q.steps.Participants)) {
			q.index = append(q.index, i)
		}
	}
	n := len(q.index)
	place[len(q.steps.Messages)] = n
	for _, f := range q.steps.Frames {
		first, last := max(0, f.First), min(f.Last, len(q.steps.Messages)-1)
		if first > last || first >= len(q.steps.Messages) {
			continue
		}
		f.First, f.Last = place[first], place[last+1]-1
		if f.First > f.Last {
			continue
		}
		var branches []Branch
		for _, b := range f.Branches {
			if within(b.At, len(q.steps.Messages)) && place[b.At] > f.First && place[b.At] <= f.Last {
				branches = append(branches, Branch{place[b.At], b.Text})
			}
		}
		slices.SortStableFunc(branches, func(a, b Branch) int { return a.At - b.At })
		f.Branches = branches
		q.frames = append(q.frames, f)
	}
	q.nest()
}

// nest sorts the frames from the outside in and clips those that would cut another one.
func (q *sequencer) nest() {
	slices.SortStableFunc(q.frames, func(a, b Frame) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.Last, a.Last))
	})
	q.inner = make([]int, len(q.frames))
	for i := range q.frames {
		f := &q.frames[i]
		for j := range i {
			if o := q.frames[j]; o.First <= f.First && f.First <= o.Last {
				f.Last = min(f.Last, o.Last)
			}
		}
		f.Branches = slices.DeleteFunc(f.Branches, func(b Branch) bool { return b.At > f.Last })
	}
	for i := range slices.Backward(q.frames) {
		for j := range i {
			if q.holds(j, i) {
				q.inner[j] = max(q.inner[j], q.inner[i]+1)
			}
		}
	}
}

func (q *sequencer) holds(outer, inner int) bool {
	o, f := q.frames[outer], q.frames[inner]
	return o.First <= f.First && f.Last <= o.Last
}

// columns sets the heads of the participants and the distances of their lifelines: as wide as the texts between
// neighbours need, as far as the width of the picture allows.
func (q *sequencer) columns() {
	n := len(q.steps.Participants)
	nodes := make([]Node, n)
	w := float64(nodeSlimmest)
	for i, p := range q.steps.Participants {
		nodes[i] = Node{
			Ref: p.Ref, Name: p.Name, Subtitle: p.Subtitle, Href: p.Href, Label: p.Label, FullName: p.FullName,
			Kind: p.Kind, Change: p.Change,
		}
		w = max(w, naturalWidth(nodes[i]))
	}
	room := q.opt.width() - 2*margin - q.beside
	q.width = even(q.headWidth(w, room))
	pitch := q.pitches(room)
	at := margin + float64(q.width)/2
	tall := 0
	texts := make([]text, n)
	for i, p := range nodes {
		texts[i] = textOf(p, float64(q.width), q.opt)
		tall = max(tall, even(float64(texts[i].height(knownKind(p.Kind)))))
	}
	low := float64(margin)
	if q.staggered {
		low += float64(tall) + headGap
	}
	for i := range nodes {
		q.x = append(q.x, at)
		t := texts[i]
		y := float64(margin)
		if i%2 == 1 {
			y = low
		}
		q.scene.Nodes = append(q.scene.Nodes, SceneNode{
			Node: nodes[i], Lines: t.lines, Sub: t.sub, Word: t.word, Full: t.full,
			Rect: Rect{at - float64(q.width)/2, y, float64(q.width), float64(tall)},
		})
		if i < len(pitch) {
			at += pitch[i]
		}
	}
	q.y = low + float64(tall) + 14
}

// headWidth returns how wide the heads are that would like to have w, and staggers them where one row of the slimmest is too long.
func (q *sequencer) headWidth(w, room float64) float64 {
	n := float64(len(q.steps.Participants))
	if n == 0 {
		return w
	}
	fits := room/n - lifeGap
	if q.staggered = fits < nodeSlimmest && n > 2; q.staggered {
		fits = (2*room - lifeGap*(n-1)) / (n + 1)
	}
	return max(nodeSlimmest, min(w, fits))
}

// least is the smallest distance of lifelines: heads of one row keep lifeGap between them.
func (q *sequencer) least() float64 {
	least := float64(q.width + lifeGap)
	if q.staggered {
		least = math.Ceil(least / 2)
	}
	return least
}

func (q *sequencer) pitches(room float64) []float64 {
	n := len(q.steps.Participants)
	if n < 2 {
		return nil
	}
	least := q.least()
	pitch := make([]float64, n-1)
	for i := range pitch {
		pitch[i] = least
	}
	for _, k := range q.index {
		m := q.steps.Messages[k]
		if m.Note != "" {
			continue
		}
		a, b := min(m.From, m.To), max(m.From, m.To)
		need := faceLabel.measure(clean(m.Text)) + 2*numberRoom
		if a == b {
			need = faceLabel.measure(clean(m.Text)) + selfWidth + 24
			b = a + 1
		}
		if b == a+1 && b < n {
			pitch[a] = min(widestPitch, max(pitch[a], need))
		}
	}
	sum := 0.0
	for _, p := range pitch {
		sum += p - least
	}
	if spare := room - float64(q.width) - float64(n-1)*least; sum > 0 && spare < sum {
		for i := range pitch {
			pitch[i] = math.Floor(least + (pitch[i]-least)*max(0, spare/sum))
		}
	}
	return pitch
}

// rows goes through the messages in time.
func (q *sequencer) rows() {
	q.boxes = make([]int, len(q.frames))
	for i := range q.index {
		for k, f := range q.frames {
			for _, b := range f.Branches {
				if b.At == i {
					q.branch(q.boxes[k], b.Text)
				}
			}
			if f.First == i {
				q.boxes[k] = q.openFrame(k)
			}
		}
		q.message(i)
		for k, f := range slices.Backward(q.frames) {
			if f.Last == i {
				q.y += frameFoot
				box := &q.scene.Frames[q.boxes[k]]
				box.H = q.y - box.Y
				q.y += 4
			}
		}
	}
}

func (q *sequencer) openFrame(k int) int {
	f := q.frames[k]
	lo, hi := len(q.x)-1, 0
	left, right := math.Inf(1), math.Inf(-1)
	for i := f.First; i <= f.Last; i++ {
		m := q.steps.Messages[q.index[i]]
		lo, hi = min(lo, m.From, m.To), max(hi, m.From, m.To)
		l, r := q.reach(m)
		left, right = min(left, l), max(right, r)
	}
	pad := float64(min(6, q.inner[k])*8 + 26)
	box := SceneFrame{Kind: frameKind(f.Kind), Rect: Rect{X: min(q.x[lo]-pad, left-pad+18), Y: q.y}}
	tab := frameTab(frameKind(f.Kind)) + 8
	text := box.X + tab + faceLabel.measure("["+clean(f.Text)+"]") + 10
	box.W = max(q.x[hi]+pad, right+pad-18, min(text, q.room(k))) - box.X
	box.Text = q.condition(f.Text, box.X+tab, q.y, box.W-tab-8)
	q.y += headRow
	q.scene.Frames = append(q.scene.Frames, box)
	return len(q.scene.Frames) - 1
}

// room is how far to the right frame k may reach: short of the frame around it.
func (q *sequencer) room(k int) float64 {
	room := q.x[len(q.x)-1] + float64(q.width)/2
	for j, box := range q.boxes[:k] {
		if q.holds(j, k) {
			room = min(room, q.scene.Frames[box].X+q.scene.Frames[box].W-8)
		}
	}
	return room
}

// frameTab is the width of the corner that names a frame's operator.
func frameTab(k FrameKind) float64 { return 20 + faceWord.measure(strings.ToUpper(string(k))) }

func frameKind(k FrameKind) FrameKind {
	switch k {
	case FrameAlt, FrameOpt, FrameLoop, FramePar, FrameBreak, FrameCritical:
		return k
	}
	return FrameOpt
}

// condition returns a text in brackets that fits, and keeps lifelines off it.
func (q *sequencer) condition(s string, x, y, room float64) string {
	s = clean(s)
	if s == "" {
		return ""
	}
	s, _ = faceLabel.fit("["+s+"]", room)
	q.texts = append(q.texts, Rect{x - 3, y + 1, faceLabel.measure(s) + 6, 16})
	return s
}

func (q *sequencer) branch(box int, text string) {
	f := &q.scene.Frames[box]
	f.Rules = append(f.Rules, SceneRule{Y: q.y, Text: q.condition(text, f.X+8, q.y, f.W-16)})
	if text == "" {
		q.y += branchBare
		return
	}
	q.y += branchRow
}

func (q *sequencer) message(i int) {
	m := q.steps.Messages[q.index[i]]
	if m.Note != "" {
		q.note(i)
		return
	}
	e := SceneEdge{Index: q.index[i], Href: m.Href, Ref: m.Ref, Number: max(0, m.Number), Anchor: m.Anchor}
	e.Step, e.First = q.stepOf(m)
	e.Edge = Edge{From: m.From, To: m.To, Label: m.Text, Relation: m.Relation, Sync: m.Sync, Dashed: m.Dashed, Plain: m.Plain, Change: m.Change}
	e.Lost = m.Lost
	e.Kind = m.Kind
	if m.From == m.To {
		q.self(&e, m)
	} else {
		q.arrow(&e, m, i)
	}
	q.exits(&e, m, i, min(q.x[m.From], q.x[m.To]), max(q.x[m.From], q.x[m.To]))
	if e.Text != "" {
		q.texts = append(q.texts, e.Box)
	}
	q.scene.Edges = append(q.scene.Edges, e)
}

func (q *sequencer) arrow(e *SceneEdge, m Message, i int) {
	from, to := q.x[m.From], q.x[m.To]
	if clean(m.Text) == "" && e.Number == 0 && len(m.Exits) == 0 {
		// One of several arrows of a step.
		e.Path = []Curve{{Start: Point{from, q.y + 4}, Segs: []Seg{{To: Point{to, q.y + 4}}}}}
		q.y += bareHeight
		return
	}
	y := q.y + 24
	e.Path = []Curve{{Start: Point{from, y}, Segs: []Seg{{To: Point{to, y}}}}}
	over := math.Abs(to-from) - 2*numberRoom + 8
	left, right := q.bounds(i)
	e.Text, e.Full = fitLabel(m.Text, min(right-left-4, max(over, besideArrow)))
	w := faceLabel.measure(e.Text) + 4
	top := y - 21
	if w > over {
		// Higher, because it stands above the number at the arrow's end too.
		top -= 6
	}
	e.Box = Rect{round(max(left, min((from+to-w)/2, right-w))), top, round(w), labelHeight}
	q.y += rowHeight
}

// bounds are the sides between which the text of message i stays: those of the innermost frame around it, else those of the heads.
func (q *sequencer) bounds(i int) (left, right float64) {
	left, right = q.x[0]-float64(q.width)/2, q.x[len(q.x)-1]+float64(q.width)/2
	for k, f := range q.frames {
		if f.First <= i && i <= f.Last {
			box := q.scene.Frames[q.boxes[k]]
			left, right = max(left, box.X+6), min(right, box.X+box.W-6)
		}
	}
	return left, right
}

func (q *sequencer) self(e *SceneEdge, m Message) {
	x, y := q.x[m.From], q.y+12
	if e.Number > 0 {
		y += 4
	}
	b := &pen{}
	b.move(Point{x, y})
	b.corner(Point{x + selfWidth, y}, Point{x + selfWidth, y + 22}, Point{x, y + 22})
	e.Path = b.done()
	e.Text, e.Full = q.selfText(m)
	e.Box = Rect{x + selfWidth + 6, y + 3, round(faceLabel.measure(e.Text) + 4), labelHeight}
	q.y += selfHeight
}

func (q *sequencer) selfText(m Message) (text, full string) {
	room := 220.0
	if m.From+1 < len(q.x) {
		room = q.x[m.From+1] - q.x[m.From] - selfWidth - 16
	}
	return fitLabel(m.Text, room)
}

func fitLabel(s string, room float64) (text, full string) {
	s = clean(s)
	text, cut := faceLabel.fit(s, room)
	if cut {
		return text, s
	}
	return text, ""
}

// lifelines draws each line in pieces between the texts on its way.
func (q *sequencer) lifelines() {
	slices.SortStableFunc(q.texts, func(a, b Rect) int { return cmp.Compare(a.Y, b.Y) })
	for i, n := range q.scene.Nodes {
		y, x := n.Y+n.H, q.x[i]
		for _, t := range q.texts {
			if t.X < x && x < t.X+t.W && t.Y > y {
				q.scene.Lifelines = append(q.scene.Lifelines, SceneLine{i, Point{x, y}, Point{x, t.Y}})
				y = t.Y + t.H
			}
		}
		q.scene.Lifelines = append(q.scene.Lifelines, SceneLine{i, Point{x, y}, Point{x, q.y + 8}})
	}
}
