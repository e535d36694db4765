package mermaid

import (
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// talk collects a sequence diagram.
type talk struct {
	steps diagram.Steps
	at    map[string]int
	// open are the blocks that the line is in.
	open []block
	// number is that of the next message, 0 for none; step is added each time.
	number, step int
}

// block is a frame under way, as its index plus one, or a block that is not drawn.
type block struct {
	frame int
	word  string
}

func sequence(lines []line, title string) (Drawing, *Problem) {
	t := &talk{at: map[string]int{}}
	t.steps.Title = title
	for _, l := range lines {
		l.text = strings.TrimSpace(strings.TrimSuffix(l.text, ";"))
		if problem := t.line(l); problem != nil {
			return Drawing{}, problem
		}
		switch {
		case len(t.steps.Participants) > maxParticipants:
			return Drawing{}, l.problem("the sequence has more than %d participants", maxParticipants)
		case len(t.steps.Messages) > maxRows:
			return Drawing{}, l.problem("the sequence has more than %d messages", maxRows)
		case len(t.steps.Frames) > maxFrames:
			return Drawing{}, l.problem("the sequence has more than %d blocks", maxFrames)
		}
	}
	if len(t.open) > 0 {
		return Drawing{}, &Problem{Reason: "a block (" + t.open[len(t.open)-1].word + ") has no end"}
	}
	if len(t.steps.Messages) == 0 {
		return Drawing{}, &Problem{Reason: "the sequence has no messages"}
	}
	return Drawing{Steps: t.steps}, nil
}

func (t *talk) line(l line) *Problem {
	if l.text == "" || heading(l.text, &t.steps.Title, &t.steps.Desc) {
		return nil
	}
	word, rest := cutWord(l.text)
	switch strings.ToLower(word) {
	case "participant", "actor":
		return t.participant(l, word, rest)
	case "activate", "deactivate", "link", "links", "properties", "details":
		return nil
	case "autonumber":
		return t.autonumber(l, rest)
	case "note":
		return t.note(l, rest)
	case "loop", "alt", "opt", "par", "break", "critical":
		t.steps.Frames = append(t.steps.Frames, diagram.Frame{
			Kind: diagram.FrameKind(strings.ToLower(word)), Text: textOf(rest), First: len(t.steps.Messages), Last: -1,
		})
		t.open = append(t.open, block{len(t.steps.Frames), strings.ToLower(word)})
		return nil
	case "rect", "box":
		t.open = append(t.open, block{word: word})
		return nil
	case "else", "and", "option":
		return t.branch(l, strings.ToLower(word), rest)
	case "end":
		return t.end(l)
	case "create", "destroy":
		return l.problem("%q is not drawn", word)
	}
	return t.message(l)
}

// participant reads "id" or "id as name".
func (t *talk) participant(l line, word, rest string) *Problem {
	id, name, ok := strings.Cut(rest, " as ")
	if !ok {
		name = id
	}
	id = strings.TrimSpace(id)
	if id == "" || strings.Contains(id, "@{") {
		return l.problem("%q is no participant that is drawn", shorten(rest))
	}
	p := &t.steps.Participants[t.who(id)]
	p.Name = textOf(name)
	if strings.EqualFold(word, "actor") {
		p.Kind = diagram.KindActor
	}
	return nil
}

// who is the index of a participant, who is there from when it is first named.
func (t *talk) who(id string) int {
	i, ok := t.at[id]
	if !ok {
		i = len(t.steps.Participants)
		t.at[id] = i
		t.steps.Participants = append(t.steps.Participants, diagram.Participant{Name: textOf(id), Kind: diagram.KindBox})
	}
	return i
}

func (t *talk) autonumber(l line, rest string) *Problem {
	t.number, t.step = 1, 1
	if rest == "off" {
		t.number, t.step = 0, 0
		return nil
	}
	for i, field := range strings.Fields(rest) {
		n, err := strconv.Atoi(field)
		if err != nil || n < 1 || n > 9999 || i > 1 {
			return l.problem("%q is no number to begin with", shorten(rest))
		}
		if i == 0 {
			t.number = n
		} else {
			t.step = n
		}
	}
	return nil
}

// note reads "over a,b: text" and "left of a: text".
func (t *talk) note(l line, rest string) *Problem {
	where, text, ok := strings.Cut(rest, ":")
	place, ids := diagram.NoteOver, ""
	for _, n := range []struct {
		words string
		place diagram.NotePlace
	}{{"over ", diagram.NoteOver}, {"left of ", diagram.NoteLeft}, {"right of ", diagram.NoteRight}} {
		if len(where) > len(n.words) && strings.EqualFold(where[:len(n.words)], n.words) {
			place, ids = n.place, where[len(n.words):]
		}
	}
	first, last, two := strings.Cut(ids, ",")
	if !two {
		last = first
	}
	first, last = strings.TrimSpace(first), strings.TrimSpace(last)
	if !ok || first == "" || last == "" {
		return l.problem("%q is no note that is drawn", shorten(rest))
	}
	t.steps.Messages = append(t.steps.Messages, diagram.Message{From: t.who(first), To: t.who(last), Note: place, Text: textOf(text)})
	return nil
}

func (t *talk) branch(l line, word, rest string) *Problem {
	belongs := map[string]string{"else": "alt", "and": "par", "option": "critical"}[word]
	n := len(t.open)
	if n == 0 || t.open[n-1].word != belongs {
		return l.problem("%q stands in no block (%s)", word, belongs)
	}
	f := &t.steps.Frames[t.open[n-1].frame-1]
	f.Branches = append(f.Branches, diagram.Branch{At: len(t.steps.Messages), Text: textOf(rest)})
	return nil
}

func (t *talk) end(l line) *Problem {
	n := len(t.open)
	if n == 0 {
		return l.problem("there is no block that ends here")
	}
	b := t.open[n-1]
	t.open = t.open[:n-1]
	if b.frame > 0 {
		t.steps.Frames[b.frame-1].Last = len(t.steps.Messages) - 1
	}
	return nil
}

// arrows are the strokes of messages, longer ones before those that they contain.
func arrows() []struct {
	text string
	as   diagram.Message
} {
	return []struct {
		text string
		as   diagram.Message
	}{
		{"-->>", diagram.Message{Sync: true, Dashed: true, Relation: "answers"}},
		{"->>", diagram.Message{Sync: true}},
		{"--)", diagram.Message{Dashed: true, Relation: "sends"}},
		{"-)", diagram.Message{Relation: "sends"}},
		{"--x", diagram.Message{Dashed: true, Lost: true, Relation: "sends"}},
		{"-x", diagram.Message{Lost: true, Relation: "sends"}},
		{"-->", diagram.Message{Dashed: true, Plain: true, Relation: "to"}},
		{"->", diagram.Message{Plain: true, Relation: "to"}},
	}
}

// message reads "a->>b: text"; a plus or a minus before the receiver says that it begins or ends to be active.
func (t *talk) message(l line) *Problem {
	best, at := -1, len(l.text)
	for i, a := range arrows() {
		if k := strings.Index(l.text, a.text); k >= 0 && k < at {
			best, at = i, k
		}
	}
	if best < 0 || at == 0 {
		return l.problem("%q is not understood", shorten(l.text))
	}
	arrow := arrows()[best]
	to, text, _ := strings.Cut(l.text[at+len(arrow.text):], ":")
	from := strings.TrimSpace(l.text[:at])
	to = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(to), "+-"))
	if to == "" || strings.ContainsAny(from+to, "<>:()") || slices.ContainsFunc([]string{from, to}, func(s string) bool { return strings.Contains(s, "->") }) {
		return l.problem("%q is no message that is drawn", shorten(l.text))
	}
	m := arrow.as
	m.From, m.To, m.Text = t.who(from), t.who(to), textOf(text)
	m.Number = t.number
	t.number += t.step
	t.steps.Messages = append(t.steps.Messages, m)
	return nil
}
