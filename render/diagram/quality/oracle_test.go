package quality

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// The engines that crossings are compared with get the same graph: nodes of the same sizes, the groups as clusters, free columns, no
// labels, no loops, parallel edges once. Their drawings become scenes, so one function counts the crossings of all.

// bare returns what of a graph is compared.
func (g graph) bare() graph {
	b := graph{name: g.name, opt: diagram.Options{Route: g.opt.Route, NoLegend: true}}
	b.spec.Groups = g.spec.Groups
	for _, n := range g.spec.Nodes {
		n.Column, n.Hero = 0, false
		b.spec.Nodes = append(b.spec.Nodes, n)
	}
	seen := map[[2]int]bool{}
	for _, e := range g.spec.Edges {
		pair := [2]int{e.From, e.To}
		if inside(e.From, g.spec.Nodes) && inside(e.To, g.spec.Nodes) && e.From != e.To && !seen[pair] {
			seen[pair] = true
			b.spec.Edges = append(b.spec.Edges, diagram.Edge{From: e.From, To: e.To})
		}
	}
	return b
}

func inside(i int, nodes []diagram.Node) bool { return i >= 0 && i < len(nodes) }

// children returns the groups in a group and the nodes in it, by their indices; 0 is the whole.
func children(s diagram.Spec, group int) (groups, nodes []int) {
	for i, x := range s.Groups {
		if x.Parent == group && i+1 != group {
			groups = append(groups, i)
		}
	}
	for i, n := range s.Nodes {
		if n.Group == group {
			nodes = append(nodes, i)
		}
	}
	return groups, nodes
}

// run gives an engine its input and returns what it prints.
func run(t *testing.T, input []byte, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdin = bytes.NewReader(input)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, complaint.Bytes())
	}
	return out
}

// byDot lays a graph out with Graphviz dot; its splines are cubic curves, as ours are.
func byDot(t *testing.T, program string, g graph, sizes []diagram.SceneNode) diagram.Scene {
	t.Helper()
	var in bytes.Buffer
	in.WriteString("digraph { rankdir=LR; node [shape=box fixedsize=true label=\"\"]; edge [dir=none];\n")
	var write func(group int)
	write = func(group int) {
		groups, nodes := children(g.spec, group)
		for _, i := range nodes {
			fmt.Fprintf(&in, "%d [width=%.4f height=%.4f];\n", i, sizes[i].W/72, sizes[i].H/72)
		}
		for _, i := range groups {
			fmt.Fprintf(&in, "subgraph cluster_%d {\n", i)
			write(i + 1)
			in.WriteString("}\n")
		}
	}
	write(0)
	for _, e := range g.spec.Edges {
		fmt.Fprintf(&in, "%d -> %d;\n", e.From, e.To)
	}
	in.WriteString("}\n")
	return readPlain(t, run(t, in.Bytes(), program, "-Tplain"), len(g.spec.Nodes))
}

// readPlain reads dot's plain output: nodes by their centres, edges by the points of their splines.
func readPlain(t *testing.T, out []byte, nodes int) diagram.Scene {
	t.Helper()
	s := diagram.Scene{Nodes: make([]diagram.SceneNode, nodes)}
	for line := range bytes.Lines(out) {
		f := strings.Fields(string(line))
		if len(f) == 0 || f[0] != "node" && f[0] != "edge" {
			continue
		}
		var v []float64
		for _, x := range f[1:] {
			n, err := strconv.ParseFloat(x, 64)
			if err != nil {
				break
			}
			v = append(v, n*72)
		}
		if f[0] == "node" {
			s.Nodes[int(v[0]/72+0.5)].Rect = diagram.Rect{X: v[1] - v[3]/2, Y: v[2] - v[4]/2, W: v[3], H: v[4]}
			continue
		}
		p := v[3 : 3+2*int(v[2]/72+0.5)]
		c := diagram.Curve{Start: diagram.Point{X: p[0], Y: p[1]}}
		for k := 2; k+5 < len(p); k += 6 {
			c.Segs = append(c.Segs, diagram.Seg{Cubic: true, C1: diagram.Point{X: p[k], Y: p[k+1]}, C2: diagram.Point{X: p[k+2], Y: p[k+3]}, To: diagram.Point{X: p[k+4], Y: p[k+5]}})
		}
		s.Edges = append(s.Edges, diagram.SceneEdge{Edge: diagram.Edge{From: int(v[0]/72 + 0.5), To: int(v[1]/72 + 0.5)}, Path: []diagram.Curve{c}})
	}
	return s
}

type elkGraph struct {
	ID       string            `json:"id"`
	Options  map[string]string `json:"layoutOptions,omitempty"`
	X        float64           `json:"x,omitempty"`
	Y        float64           `json:"y,omitempty"`
	Width    float64           `json:"width,omitempty"`
	Height   float64           `json:"height,omitempty"`
	Children []*elkGraph       `json:"children,omitempty"`
	Edges    []elkEdge         `json:"edges,omitempty"`
}

type elkEdge struct {
	ID       string       `json:"id"`
	Sources  []string     `json:"sources"`
	Targets  []string     `json:"targets"`
	Sections []elkSection `json:"sections,omitempty"`
}

type elkSection struct {
	Start elkPoint   `json:"startPoint"`
	End   elkPoint   `json:"endPoint"`
	Bends []elkPoint `json:"bendPoints,omitempty"`
}

type elkPoint struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// byELK lays a graph out with the layered algorithm of the Eclipse Layout Kernel, edges at right angles.
func byELK(t *testing.T, program string, g graph, sizes []diagram.SceneNode) diagram.Scene {
	t.Helper()
	root := &elkGraph{ID: "root", Options: map[string]string{
		"elk.algorithm": "layered", "elk.direction": "RIGHT", "elk.hierarchyHandling": "INCLUDE_CHILDREN",
		"elk.json.shapeCoords": "ROOT", "elk.json.edgeCoords": "ROOT",
	}}
	var fill func(into *elkGraph, group int)
	fill = func(into *elkGraph, group int) {
		groups, nodes := children(g.spec, group)
		for _, i := range nodes {
			into.Children = append(into.Children, &elkGraph{ID: fmt.Sprintf("n%d", i), Width: sizes[i].W, Height: sizes[i].H})
		}
		for _, i := range groups {
			child := &elkGraph{ID: fmt.Sprintf("g%d", i)}
			if fill(child, i+1); len(child.Children) > 0 {
				into.Children = append(into.Children, child)
			}
		}
	}
	fill(root, 0)
	for i, e := range g.spec.Edges {
		root.Edges = append(root.Edges, elkEdge{ID: strconv.Itoa(i), Sources: []string{fmt.Sprintf("n%d", e.From)}, Targets: []string{fmt.Sprintf("n%d", e.To)}})
	}
	in, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	var out elkGraph
	if err := json.Unmarshal(run(t, in, program), &out); err != nil {
		t.Fatal(err)
	}
	return out.scene(t, g)
}

func (x *elkGraph) scene(t *testing.T, g graph) diagram.Scene {
	t.Helper()
	s := diagram.Scene{Nodes: make([]diagram.SceneNode, len(g.spec.Nodes))}
	var place func(x *elkGraph)
	place = func(x *elkGraph) {
		var i int
		if n, _ := fmt.Sscanf(x.ID, "n%d", &i); n == 1 {
			s.Nodes[i].Rect = diagram.Rect{X: x.X, Y: x.Y, W: x.Width, H: x.Height}
		}
		for _, c := range x.Children {
			place(c)
		}
	}
	place(x)
	for i, e := range x.Edges {
		if len(e.Sections) != 1 {
			t.Fatalf("%s: edge %d has %d sections", g.name, i, len(e.Sections))
		}
		section := e.Sections[0]
		c := diagram.Curve{Start: diagram.Point(section.Start)}
		for _, p := range append(section.Bends, section.End) {
			c.Segs = append(c.Segs, diagram.Seg{To: diagram.Point(p)})
		}
		s.Edges = append(s.Edges, diagram.SceneEdge{Edge: g.spec.Edges[i], Path: []diagram.Curve{c}})
	}
	return s
}
