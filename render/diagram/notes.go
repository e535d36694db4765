package diagram

import (
	"math"
	"strings"
)

// The measures of notes and of the lines below rows, in px.
const (
	noteLeast  = 48
	noteWidest = 210
	noteLine   = 14
	notePad    = 6
	noteNumber = 24
	noteAside  = 10
	// noteSpare is for the reader's fonts.
	noteSpare = 4
	// noteLines is how many lines a note has; the rest of a longer text is in its tooltip.
	noteLines = 5
	// exitWidest is how wide a line below an arrow makes the frame around it.
	exitWidest = 200
)

// note draws a note over lifelines, which stop at its box, or beside one.
func (q *sequencer) note(i int) {
	m := q.steps.Messages[q.index[i]]
	n := SceneNote{
		Index: q.index[i], From: min(m.From, m.To), To: max(m.From, m.To), Href: m.Href, Ref: m.Ref, Anchor: m.Anchor,
		Number: max(0, m.Number), Kind: m.Kind, Change: m.Change,
	}
	n.Step, n.First = q.stepOf(m)
	x, w := q.noteSpan(m)
	n.Lines, n.Full = wrapNote(m.Text, w-q.noteInset(m))
	n.Rect = Rect{x, q.y + 4, w, float64(2*notePad + noteLine*max(1, len(n.Lines)))}
	for _, exit := range m.Exits {
		n.Exits = append(n.Exits, q.exit(exit, x+notePad, n.Y+n.H-3, w-2*notePad))
		n.H += noteLine
	}
	q.texts = append(q.texts, n.Rect)
	q.y += n.H + 14
	q.scene.Notes = append(q.scene.Notes, n)
}

// noteInset is what a note's padding and number take of its width.
func (q *sequencer) noteInset(m Message) float64 {
	if m.Number > 0 {
		return 2*notePad + noteNumber
	}
	return 2 * notePad
}

// noteSpan is where a note begins and how wide it is: as wide as its text, up to the head of a participant or a few words.
func (q *sequencer) noteSpan(m Message) (x, w float64) {
	a, b := q.x[min(m.From, m.To)], q.x[max(m.From, m.To)]
	w = faceLabel.measure(clean(m.Text)) + q.noteInset(m) + noteSpare
	for _, exit := range m.Exits {
		w = max(w, faceLabel.measure(clean(exit.Text))+2*notePad+noteSpare)
	}
	w = max(noteLeast, min(noteWidest, 2*math.Ceil(w/2)))
	switch m.Note {
	case NoteLeft:
		return a - noteAside - w, w
	case NoteRight:
		return b + noteAside, w
	default:
		if a < b {
			w = max(w, b-a+noteLeast)
		}
		return math.Floor((a + b - w) / 2), w
	}
}

// wrapNote breaks a text into lines; full is all of it where it is shortened.
func wrapNote(s string, width float64) (lines []string, full string) {
	s = clean(s)
	rest := s
	for rest != "" && len(lines) < noteLines {
		if faceLabel.measure(rest) <= width {
			return append(lines, rest), ""
		}
		if len(lines) == noteLines-1 {
			break
		}
		at := faceLabel.lineEnd(rest, width)
		lines = append(lines, strings.TrimRight(rest[:at], " "))
		rest = strings.TrimLeft(rest[at:], " ")
	}
	if rest == "" {
		return lines, ""
	}
	last, _ := faceLabel.fit(rest, width)
	return append(lines, last), s
}

// lineEnd is where the first line of s ends: at the last break that fits, else inside of a word.
func (f face) lineEnd(s string, width float64) int {
	sum, hard, soft := 0.0, 0, 0
	before := ' '
	for i, r := range s {
		if i > 0 && breaks(before, r) && sum <= width {
			soft = i
		}
		sum += f.advance(r)
		if sum > width && r != ' ' {
			break
		}
		hard, before = i+len(string(r)), r
	}
	if soft > 0 {
		return soft
	}
	return max(hard, firstRune(s))
}

// exit places a line below a row.
func (q *sequencer) exit(e Exit, x, y, room float64) SceneExit {
	s := clean(e.Text)
	text, cut := faceLabel.fit(s, room)
	exit := SceneExit{Text: text, Href: e.Href, Rect: Rect{x, y, faceLabel.measure(text), noteLine}}
	if cut {
		exit.Full = s
	}
	return exit
}

// exits places the lines below an arrow that goes from left to right, and keeps lifelines off them.
func (q *sequencer) exits(e *SceneEdge, m Message, i int, left, right float64) {
	low, high := q.bounds(i)
	for _, exit := range m.Exits {
		w := min(faceLabel.measure(clean(exit.Text)), high-low)
		x := max(low, min((left+right-w)/2, high-w))
		placed := q.exit(exit, x, q.y-10, w+0.5)
		q.texts = append(q.texts, Rect{placed.X - 3, placed.Y, placed.W + 6, placed.H})
		e.Exits = append(e.Exits, placed)
		q.y += noteLine
	}
}

// stepOf is the step that a message belongs to, and whether it is its first row.
func (q *sequencer) stepOf(m Message) (step int, first bool) {
	step = max(0, m.Step)
	if step == 0 {
		step = max(0, m.Number)
	}
	if step == 0 || q.seen[step] {
		return step, false
	}
	if q.seen == nil {
		q.seen = map[int]bool{}
	}
	q.seen[step] = true
	return step, true
}

// reach is how far the texts of a row go to the left and the right, so that a frame holds them; nothing for what fits itself to the frame.
func (q *sequencer) reach(m Message) (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	switch {
	case m.Note != "":
		x, w := q.noteSpan(m)
		return x, x + w
	case m.From == m.To:
		text, _ := q.selfText(m)
		right = q.x[m.From] + selfWidth + 14 + faceLabel.measure(text)
	}
	for _, exit := range m.Exits {
		right = max(right, (q.x[m.From]+q.x[m.To])/2+min(exitWidest, faceLabel.measure(clean(exit.Text)))/2)
	}
	return left, right
}

// shift moves everything to the right, where a note or a frame would begin left of the picture.
func (q *sequencer) shift() {
	least := float64(margin)
	for _, n := range q.scene.Notes {
		least = min(least, n.X)
	}
	for _, f := range q.scene.Frames {
		least = min(least, f.X)
	}
	dx := margin - least
	if dx <= 0 {
		return
	}
	s := &q.scene
	for i := range s.Nodes {
		s.Nodes[i].X += dx
	}
	for i := range s.Notes {
		s.Notes[i].X += dx
		shiftExits(s.Notes[i].Exits, dx)
	}
	for i := range s.Frames {
		s.Frames[i].X += dx
	}
	for i := range s.Lifelines {
		s.Lifelines[i].From.X += dx
		s.Lifelines[i].To.X += dx
	}
	for i := range s.Edges {
		s.Edges[i].Box.X += dx
		shiftExits(s.Edges[i].Exits, dx)
		for _, c := range s.Edges[i].Path {
			for k := range c.Segs {
				c.Segs[k].C1.X += dx
				c.Segs[k].C2.X += dx
				c.Segs[k].To.X += dx
			}
		}
		for k := range s.Edges[i].Path {
			s.Edges[i].Path[k].Start.X += dx
		}
	}
}

func shiftExits(exits []SceneExit, dx float64) {
	for i := range exits {
		exits[i].X += dx
	}
}
