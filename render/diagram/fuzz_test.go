package diagram

import (
	"bytes"
	"testing"
)

// specOf reads a spec from bytes: any bytes make one.
func specOf(data []byte) (Spec, Options) {
	next := func() int {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return int(b)
	}
	word := func() string {
		n := min(next()%24, len(data))
		s := string(data[:n])
		data = data[n:]
		return s
	}
	opt := Options{Route: Routing(next() % 2), Fit: next()%4 == 0, MaxWidth: float64(next() * 8)}
	s := Spec{ID: word()}
	for range next() % 6 {
		s.Groups = append(s.Groups, Group{Name: word(), Parent: next()%8 - 1})
	}
	all := append(kinds(), KindMore, "")
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

func FuzzSequence(f *testing.F) {
	f.Add(uint32(1), "text")
	f.Fuzz(func(t *testing.T, seed uint32, text string) {
		steps := randomSteps(seed)
		for i := range steps.Messages {
			steps.Messages[i].Text = text
		}
		s := Sequence(steps, Options{})
		if found := faults(s); len(found) > 0 {
			t.Fatal(found)
		}
		if err := wellFormed(s.AppendSVG(nil)); err != nil {
			t.Fatal(err)
		}
	})
}
