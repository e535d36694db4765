package quality

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// drawn is a node as it is found in a drawing.
type drawn struct {
	href, label string
	x, y        float64
}

// faults are what a reader of the drawing's text would miss: a link, a name, a row of the table, an order that follows the picture.
func faults(g graph, s diagram.Scene, svg []byte) []string {
	var found []string
	report := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	nodes, edges, err := readDrawing(svg)
	if err != nil {
		return []string{err.Error()}
	}
	if len(nodes) != len(s.Nodes) || edges != len(s.Edges) {
		report("%d nodes and %d edges are drawn, the scene has %d and %d", len(nodes), edges, len(s.Nodes), len(s.Edges))
		return found
	}
	read := slices.Sorted(slices.Values(s.Reading))
	for i, v := range read {
		if i != v {
			report("node %d is not read, or twice", i)
			return found
		}
	}
	for k, i := range s.Reading {
		n, place := nodes[k], s.Nodes[i]
		if math.Abs(n.x-place.X) > 0.1 || math.Abs(n.y-place.Y) > 0.1 {
			report("node %d is not at its turn in the order of tabs", i)
		}
		if n.href == "" && place.Href != "" {
			report("node %d has lost its link", i)
		}
		if n.label == "" {
			report("node %d has no name", i)
		}
		if k > 0 && len(s.Lifelines) == 0 && before(place, s.Nodes[s.Reading[k-1]], len(s.Lanes) > 0) {
			report("node %d is read after %d, which stands behind it", i, s.Reading[k-1])
		}
	}
	return append(found, rowFaults(g, s)...)
}

// before reports whether a stands before b: in an earlier row, else in an earlier column, else above it.
func before(a, b diagram.SceneNode, lanes bool) bool {
	switch {
	case a.Row != b.Row:
		return a.Row < b.Row
	case a.Column != b.Column && lanes:
		return a.Column < b.Column
	case a.X != b.X && !lanes:
		return a.X < b.X
	}
	return a.Y < b.Y
}

// rowFaults compares the edges of a drawing with the rows of its table.
func rowFaults(g graph, s diagram.Scene) []string {
	if len(g.steps.Messages) > 0 {
		if rows := diagram.StepConnections(g.steps); len(rows) != len(s.Edges) {
			return []string{fmt.Sprintf("%d rows for %d messages", len(rows), len(s.Edges))}
		}
		return nil
	}
	spec := g.spec
	if g.overview && len(spec.Groups) > 0 {
		spec = diagram.Collapse(spec)
	}
	rows, drawn := 0, 0
	pairs := map[[2]int]bool{}
	for _, e := range spec.Edges {
		if inside(e.From, spec.Nodes) && inside(e.To, spec.Nodes) {
			pairs[[2]int{e.From, e.To}] = true
		}
	}
	for _, r := range diagram.Connections(spec) {
		rows += r.Count
	}
	seen := map[[2]int]bool{}
	for _, e := range s.Edges {
		drawn += max(1, e.Weight)
		seen[[2]int{e.From, e.To}] = true
		if !pairs[[2]int{e.From, e.To}] {
			return []string{fmt.Sprintf("the edge from %d to %d has no row", e.From, e.To)}
		}
	}
	if s.Hidden == 0 && (rows != drawn || len(seen) != len(pairs)) {
		return []string{fmt.Sprintf("the rows count %d connections of %d pairs, the drawing %d of %d", rows, len(pairs), drawn, len(seen))}
	}
	return nil
}

// readDrawing returns the nodes of a drawing in the order of tabs, and how many edges it has.
func readDrawing(svg []byte) (nodes []drawn, edges int, err error) {
	d := xml.NewDecoder(bytes.NewReader(svg))
	var link drawn
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nodes, edges, nil
		}
		if err != nil {
			return nil, 0, fmt.Errorf("the drawing: %w", err)
		}
		if end, ok := tok.(xml.EndElement); ok && end.Name.Local == "a" {
			link = drawn{}
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		attr := map[string]string{}
		for _, a := range start.Attr {
			attr[a.Name.Local] = a.Value
		}
		classes := bytes.Fields([]byte(attr["class"]))
		is := func(name string) bool {
			return slices.ContainsFunc(classes, func(c []byte) bool { return string(c) == name })
		}
		switch {
		case start.Name.Local == "a":
			link = drawn{href: attr["href"], label: attr["aria-label"]}
		case is("node"):
			n := link
			if n.label == "" {
				n.label = attr["aria-label"]
			}
			n.x, _ = strconv.ParseFloat(attr["data-x"], 64)
			n.y, _ = strconv.ParseFloat(attr["data-y"], 64)
			nodes = append(nodes, n)
		case is("edge"):
			edges++
		}
	}
}
