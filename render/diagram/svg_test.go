package diagram

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// measured is what a tool reads from a drawing, without knowing what made it.
type measured struct {
	nodes, groups []Rect
	refs          map[string]bool
	ends          [][2]string
	faults        []string
}

// measure reads a drawing as a tool does that knows the attributes alone.
func measure(svg []byte) (measured, error) {
	m := measured{refs: map[string]bool{}}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return m, err
		}
		if start, ok := tok.(xml.StartElement); ok {
			m.take(start)
		}
	}
}

func (m *measured) take(e xml.StartElement) {
	attr := map[string]string{}
	for _, a := range e.Attr {
		attr[a.Name.Local] = a.Value
	}
	if _, ok := attr["transform"]; ok {
		m.faults = append(m.faults, "a transform on "+e.Name.Local)
	}
	switch class, _, _ := strings.Cut(attr["class"], " "); e.Name.Local + "." + class {
	case "g.node":
		m.refs[attr["data-ref"]] = true
		m.nodes = append(m.nodes, m.rect(attr))
	case "g.group":
		m.groups = append(m.groups, m.rect(attr))
	case "path.edge":
		if attr["d"] == "" || attr["data-relation"] == "" {
			m.faults = append(m.faults, fmt.Sprintf("an edge without course or relation: %v", attr))
		}
		m.ends = append(m.ends, [2]string{attr["data-from"], attr["data-to"]})
	}
}

func (m *measured) rect(attr map[string]string) Rect {
	var r Rect
	for name, to := range map[string]*float64{"data-x": &r.X, "data-y": &r.Y, "data-w": &r.W, "data-h": &r.H} {
		v, err := strconv.ParseFloat(attr[name], 64)
		if err != nil {
			m.faults = append(m.faults, fmt.Sprintf("%s of %q: %v", name, attr["data-ref"], err))
		}
		*to = v
	}
	return r
}

// TestToolsCanMeasure holds that a drawing says where everything is and what leads where, in its own coordinates.
func TestToolsCanMeasure(t *testing.T) {
	scenes := gallery()
	for seed := range uint32(120) {
		scenes["random "+strconv.Itoa(int(seed))] = Layout(randomSpec(seed, 30), routeOf(seed))
		scenes["lanes "+strconv.Itoa(int(seed))] = Lanes(laneFlow(seed, 30), Options{})
		scenes["steps "+strconv.Itoa(int(seed))] = Sequence(randomSteps(seed), Options{})
	}
	for _, name := range slices.Sorted(maps.Keys(scenes)) {
		s := scenes[name]
		m, err := measure(s.AppendSVG(nil))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, fault := range m.faults {
			t.Errorf("%s: %s", name, fault)
		}
		if len(m.nodes) != len(s.Nodes) || len(m.groups) != len(s.Groups)+len(s.Lanes) || len(m.ends) != len(s.Edges) {
			t.Errorf("%s: %d nodes, %d groups, %d edges, want %d, %d, %d", name, len(m.nodes), len(m.groups), len(m.ends), len(s.Nodes), len(s.Groups)+len(s.Lanes), len(s.Edges))
			continue
		}
		for k, i := range s.Reading {
			if m.nodes[k] != s.Nodes[i].rounded() {
				t.Errorf("%s: node %d is said to be at %v, and is at %v", name, i, m.nodes[k], s.Nodes[i].Rect)
			}
		}
		for i, g := range s.Groups {
			if m.groups[i] != g.rounded() {
				t.Errorf("%s: group %d is said to be at %v, and is at %v", name, i, m.groups[i], g.Rect)
			}
		}
		for _, end := range m.ends {
			if !m.refs[end[0]] || !m.refs[end[1]] {
				t.Errorf("%s: an edge leads from %q to %q, which are not both drawn", name, end[0], end[1])
			}
		}
	}
}

// rounded is a box as it is written.
func (r Rect) rounded() Rect { return Rect{round(r.X), round(r.Y), round(r.W), round(r.H)} }

// TestIdsBelongToTheDrawing holds that two drawings of a page never share an id.
func TestIdsBelongToTheDrawing(t *testing.T) {
	for name, s := range gallery() {
		d := xml.NewDecoder(bytes.NewReader(s.AppendSVG(nil)))
		for {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			start, ok := tok.(xml.StartElement)
			if !ok {
				continue
			}
			for _, a := range start.Attr {
				if a.Name.Local == "id" && a.Value != idOf(s.ID) && !strings.HasPrefix(a.Value, idOf(s.ID)+"-") {
					t.Errorf("%s: the id %q does not begin with %q", name, a.Value, idOf(s.ID))
				}
			}
		}
	}
}
