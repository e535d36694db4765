package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// maxArrows is how many arrows one step is drawn with; a message that more services receive is told by its page.
const maxArrows = 12

// sequenceFigure draws the steps in the order of their numbers: a message as arrows from those before it to those behind it, what a service or
// somebody does as a note, or as a call where nothing is sent in between. Frames hold what belongs together.
func (c *context) sequenceFigure(f *catalog.Flow, steps []flowStep) Figure {
	s := &sequence{
		flowBlocks: c.flowBlocks(steps), at: map[string]int{}, calls: map[[2]int]int{},
		drawn: diagram.Steps{Title: c.words.F("%s, in the order of time", visible(f.Title()))},
	}
	s.line = make([]int, len(steps))
	for i := range steps {
		s.line[i] = s.lifeline(i)
	}
	rows := make([]int, len(steps)+1)
	for i := range steps {
		rows[i] = len(s.drawn.Messages)
		s.step(i)
	}
	rows[len(steps)] = len(s.drawn.Messages)
	for _, f := range s.frames {
		frame := diagram.Frame{Kind: f.kind, Text: visible(f.text), First: rows[f.first], Last: rows[f.last+1] - 1}
		for k, p := range f.parts {
			if k == 0 {
				frame.Text = visible(p.when)
				continue
			}
			frame.Branches = append(frame.Branches, diagram.Branch{At: rows[p.first], Text: visible(p.when)})
		}
		s.drawn.Frames = append(s.drawn.Frames, frame)
	}
	return Figure{ID: "sequence", Title: c.t("Sequence"), Steps: s.drawn}
}

// sequence collects lifelines and rows.
type sequence struct {
	*flowBlocks
	// at finds the lifelines, line is that of each step; -1 for a message.
	at   map[string]int
	line []int
	// calls counts those that are not answered yet, by who calls whom.
	calls map[[2]int]int
	drawn diagram.Steps
}

func (c *context) isMessage(step flowStep) bool {
	return step.resource != catalog.NoID && c.cat.Base(step.resource).Kind.IsMessage()
}

// lifeline is that of the one who does a step; a step that does not say who is done by the one before.
func (s *sequence) lifeline(i int) int {
	step := s.steps[i]
	if s.isMessage(step) {
		return -1
	}
	if step.resource == catalog.NoID && step.Resource.ID == "" && step.Actor == "" {
		for _, p := range s.before[i] {
			if p < i && s.line[p] >= 0 {
				return s.line[p]
			}
		}
	}
	p := diagram.Participant{Name: s.stepName(step), Kind: diagram.KindActor}
	key := p.Name
	if step.resource != catalog.NoID {
		p.Ref, p.Href, p.Kind = s.cat.Base(step.resource).Key(), s.href(step.resource), diagram.Kind(s.icon(step.resource))
		key = p.Ref
	}
	n, ok := s.at[key]
	if !ok {
		n = len(s.drawn.Participants)
		s.at[key] = n
		s.drawn.Participants = append(s.drawn.Participants, p)
	}
	return n
}

// lines are the lifelines of steps, each once.
func (s *sequence) lines(steps []int) []int {
	var list []int
	for _, i := range steps {
		if s.line[i] >= 0 && !slices.Contains(list, s.line[i]) {
			list = append(list, s.line[i])
		}
	}
	return list
}

// step adds the rows of a step: all have its number, the first shows it.
func (s *sequence) step(i int) {
	if len(s.drawn.Participants) == 0 {
		return
	}
	rows := s.message(i)
	if s.line[i] >= 0 {
		rows = s.action(i)
	}
	first := &rows[0]
	first.Number, first.Anchor = i+1, s.base+"#"+stepAnchor(i)
	rows[len(rows)-1].Exits = s.exits(i)
	for k := range rows {
		rows[k].Step = i + 1
	}
	s.drawn.Messages = append(s.drawn.Messages, rows...)
}

// message is a message on its way, or a note where nobody sends it or nobody receives it.
func (s *sequence) message(i int) []diagram.Message {
	if s.line[i] >= 0 {
		return nil
	}
	step := s.steps[i]
	base := s.cat.Base(step.resource)
	m := diagram.Message{
		Ref: base.Key(), Text: visible(base.Title()), Href: s.href(step.resource), Kind: diagram.Kind(base.Kind.String()),
		Relation: "sends",
	}
	asked := s.askedBy(i)
	from, to := s.lines(s.before[i]), s.lines(step.next)
	if len(from) == 0 || len(to) == 0 {
		m.Note = diagram.NoteOver
		if at := append(from, to...); len(at) > 0 {
			m.From, m.To = at[0], at[0]
		}
		return []diagram.Message{m}
	}
	var rows []diagram.Message
	for _, a := range from {
		for _, b := range to {
			if len(rows) < maxArrows {
				m.From, m.To, m.Dashed = a, b, slices.Contains(asked, b)
				rows = append(rows, m)
				m.Text, m.Href = "", ""
			}
		}
	}
	return rows
}

// askedBy are the lifelines of those who sent, in the flow so far, what a message is the reply to.
func (s *sequence) askedBy(i int) []int {
	var list []int
	for _, e := range s.g.To(s.steps[i].resource, catalog.Replies) {
		for k, o := range s.steps[:i] {
			if o.resource == e.From {
				list = append(list, s.lines(s.before[k])...)
			}
		}
	}
	return list
}

// action is what somebody does: a call or an answer where the one before is somebody else, else a note.
func (s *sequence) action(i int) []diagram.Message {
	m := diagram.Message{From: s.line[i], To: s.line[i], Text: visible(s.steps[i].Does), Note: diagram.NoteOver}
	if m.Text == "" && s.steps[i].resource == catalog.NoID {
		m.Text = s.stepName(s.steps[i])
	}
	var rows []diagram.Message
	for _, p := range s.before[i] {
		if p > i || s.line[p] < 0 || s.line[p] == m.To || slices.ContainsFunc(rows, func(r diagram.Message) bool { return r.From == s.line[p] }) {
			continue
		}
		call := diagram.Message{From: s.line[p], To: m.To, Sync: true}
		if back := [2]int{m.To, s.line[p]}; s.calls[back] > 0 {
			s.calls[back]--
			call.Sync, call.Dashed, call.Relation = false, true, "answers"
		} else {
			s.calls[[2]int{call.From, call.To}]++
		}
		if len(rows) == 0 {
			call.Text = m.Text
		}
		rows = append(rows, call)
	}
	if len(rows) == 0 {
		return []diagram.Message{m}
	}
	return rows
}
