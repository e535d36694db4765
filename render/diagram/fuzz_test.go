package diagram

import (
	"bytes"
	"testing"
)

// source hands out the numbers and words of what a fuzzer made up; an empty one hands out zeros.
type source struct{ data []byte }

func (s *source) next() int {
	if len(s.data) == 0 {
		return 0
	}
	b := s.data[0]
	s.data = s.data[1:]
	return int(b)
}

func (s *source) word() string {
	n := min(s.next()%24, len(s.data))
	w := string(s.data[:n])
	s.data = s.data[n:]
	return w
}

// specOf reads a spec from bytes: any bytes make one.
func specOf(data []byte) (Spec, Options) {
	from := &source{data}
	next, word := from.next, from.word
	opt := Options{Route: Routing(next() % 2), Fit: next()%4 == 0, MaxWidth: float64(next() * 8)}
	s := Spec{ID: word()}
	for range next() % 6 {
		s.Groups = append(s.Groups, Group{Name: word(), Parent: next()%8 - 1})
	}
	all := append(kinds(), KindMore, KindField, "")
	for range next() % 28 {
		s.Nodes = append(s.Nodes, Node{
			Name: word(), Subtitle: word(), Kind: all[next()%len(all)], Group: next()%8 - 1,
			Column: max(0, next()%12-6), Number: next()%40 - 20, Hero: next()%9 == 0,
		})
	}
	for range next() % 60 {
		s.Edges = append(s.Edges, Edge{From: next()%30 - 1, To: next()%30 - 1, Label: word(), Weight: next() - 9, Sync: next()%2 == 0})
	}
	return s, opt
}

func FuzzLayout(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x00\x01\x00\x02d1\x02\x04Shop\x00\x05Order\x01\x09\x04Cart\x00\x03\x02\x00\x01"))
	f.Add(bytes.Repeat([]byte{7, 3, 200, 65, 0, 9, 31}, 60))
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, opt := specOf(data)
		s := Layout(spec, opt)
		if found := Check(spec, s); len(found) > 0 {
			t.Fatal(found)
		}
		svg := s.AppendSVG(nil)
		if err := wellFormed(svg); err != nil {
			t.Fatal(err)
		}
		if again := Layout(spec, opt).AppendSVG(nil); !bytes.Equal(svg, again) {
			t.Fatal("the same spec is drawn in two ways")
		}
		if len(s.Reading) != len(spec.Nodes) {
			t.Fatal("a node is not read")
		}
	})
}

func FuzzOverview(f *testing.F) {
	f.Add([]byte("\x00\x01\x00\x02d1\x02\x04Shop\x00\x05Order\x01\x09\x04Cart\x00\x03\x02\x00\x01"))
	f.Add(bytes.Repeat([]byte{7, 3, 200, 65, 0, 9, 31}, 60))
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, opt := specOf(data)
		s := Overview(spec, opt)
		if len(spec.Groups) > 0 {
			spec = Collapse(spec)
		}
		if found := Check(spec, s); len(found) > 0 {
			t.Fatal(found)
		}
		if err := wellFormed(s.AppendSVG(nil)); err != nil {
			t.Fatal(err)
		}
	})
}

// stepsOf reads steps from bytes, with indices that point nowhere and frames that cut each other.
func stepsOf(data []byte) Steps {
	from := &source{data}
	next, word := from.next, from.word
	s := Steps{ID: word()}
	all := append(kinds(), "")
	for range next() % 12 {
		s.Participants = append(s.Participants, Participant{Name: word(), Subtitle: word(), Kind: all[next()%len(all)]})
	}
	for range next() % 24 {
		m := Message{From: next()%14 - 1, To: next()%14 - 1, Text: word(), Kind: all[next()%len(all)], Number: next()%40 - 20, Sync: next()%2 == 0}
		switch next() % 8 {
		case 0:
			m.Note = []NotePlace{NoteOver, NoteLeft, NoteRight}[next()%3]
		case 1:
			m.Exits = append(m.Exits, Exit{Text: word(), Href: word()})
		}
		s.Messages = append(s.Messages, m)
	}
	for range next() % 6 {
		frame := Frame{Kind: []FrameKind{FrameAlt, FrameOpt, FrameLoop, FramePar, ""}[next()%5], Text: word(), First: next()%26 - 1, Last: next()%26 - 1}
		for range next() % 4 {
			frame.Branches = append(frame.Branches, Branch{At: next()%26 - 1, Text: word()})
		}
		s.Frames = append(s.Frames, frame)
	}
	return s
}

func FuzzSequence(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x02s1\x03\x04Shop\x00\x01\x05Order\x01a\x02\x04Cart\x00\x03\x06\x02\x03\x04text\x01\x02\x00"))
	f.Add(bytes.Repeat([]byte{7, 3, 200, 65, 0, 9, 31}, 90))
	f.Fuzz(func(t *testing.T, data []byte) {
		steps := stepsOf(data)
		s := Sequence(steps, Options{})
		if found := append(faults(s), texts(Check(Spec{}, s))...); len(found) > 0 {
			t.Fatal(found)
		}
		svg := s.AppendSVG(nil)
		if err := wellFormed(svg); err != nil {
			t.Fatal(err)
		}
		if again := Sequence(steps, Options{}).AppendSVG(nil); !bytes.Equal(svg, again) {
			t.Fatal("the same steps are drawn in two ways")
		}
		if rows := StepConnections(steps); len(rows) != len(s.Edges) {
			t.Fatalf("%d rows in the table, %d messages", len(rows), len(s.Edges))
		}
	})
}

func texts(found []Violation) []string {
	var list []string
	for _, v := range found {
		list = append(list, v.String())
	}
	return list
}
