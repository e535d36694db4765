package diagram

import (
	"bytes"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// BenchmarkCrossingsAgainstDot compares the crossings of kept graphs with those of Graphviz dot, which must be
// installed. Run it by hand: go test -run '^$' -bench AgainstDot -benchtime 1x .
func BenchmarkCrossingsAgainstDot(b *testing.B) {
	for _, c := range againstDot() {
		b.Run(c.name, func(b *testing.B) {
			ours, theirs := 0, 0
			for b.Loop() {
				ours, theirs = 0, 0
				for _, spec := range c.specs {
					bare := withoutLabels(spec)
					ours += Measure(bare, Layout(bare, Options{Route: Orthogonal})).Crossings
					scene, err := dotScene(b, bare)
					if err != nil {
						b.Fatal(err)
					}
					theirs += Measure(bare, scene).Crossings
				}
			}
			b.ReportMetric(float64(ours), "crossings")
			b.ReportMetric(float64(theirs), "dot-crossings")
		})
	}
}

type dotCase struct {
	name  string
	specs []Spec
}

func againstDot() []dotCase {
	maps, random := dotCase{name: "maps"}, dotCase{name: "random"}
	for k := range uint32(8) {
		maps.specs = append(maps.specs, contextMapOf(30, 45, 4, k+1))
	}
	for seed := range uint32(40) {
		spec := randomSpec(seed, 30)
		for i := range spec.Nodes {
			spec.Nodes[i].Column = 0
		}
		random.specs = append(random.specs, spec)
	}
	small := dotCase{name: "flat-40"}
	for k := range uint32(8) {
		small.specs = append(small.specs, flatGraph(40, 60, k+1))
	}
	big := dotCase{name: "map-150", specs: []Spec{contextMapOf(150, 260, 6, 7)}}
	flat := dotCase{name: "flat-200", specs: []Spec{flatGraph(200, 400, 3)}}
	return []dotCase{maps, random, small, big, flat}
}

func flatGraph(nodes, edges int, seed uint32) Spec {
	s := contextMapOf(nodes, edges, 1, seed)
	s.Groups = nil
	for i := range s.Nodes {
		s.Nodes[i].Group = 0
	}
	return s
}

func withoutLabels(s Spec) Spec {
	edges := make([]Edge, 0, len(s.Edges))
	seen := map[[2]int]bool{}
	for _, e := range s.Edges {
		pair := [2]int{e.From, e.To}
		if within(e.From, len(s.Nodes)) && within(e.To, len(s.Nodes)) && e.From != e.To && !seen[pair] {
			seen[pair] = true
			edges = append(edges, Edge{From: e.From, To: e.To})
		}
	}
	s.Edges = edges
	return s
}

// dotScene lays a spec out with dot and reads its splines.
func dotScene(b *testing.B, s Spec) (Scene, error) {
	var in strings.Builder
	in.WriteString("digraph { rankdir=LR; node [shape=box fixedsize=true width=2.2 height=0.8];\n")
	var group func(parent int)
	group = func(parent int) {
		for i, n := range s.Nodes {
			if n.Group == parent {
				fmt.Fprintf(&in, "%d;\n", i)
			}
		}
		for i, p := range safeParents(s.Groups) {
			if p+1 == parent {
				fmt.Fprintf(&in, "subgraph cluster_%d {\n", i)
				group(i + 1)
				in.WriteString("}\n")
			}
		}
	}
	group(0)
	for _, e := range s.Edges {
		fmt.Fprintf(&in, "%d -> %d;\n", e.From, e.To)
	}
	in.WriteString("}\n")
	cmd := exec.CommandContext(b.Context(), "dot", "-Tplain")
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		return Scene{}, fmt.Errorf("dot: %w", err)
	}
	return readPlain(out, s)
}

func readPlain(out []byte, s Spec) (Scene, error) {
	scene := Scene{Nodes: make([]SceneNode, len(s.Nodes))}
	for line := range bytes.Lines(out) {
		f := strings.Fields(string(line))
		if len(f) < 4 || f[0] != "edge" {
			continue
		}
		var v []float64
		for _, x := range f[1:] {
			n, err := strconv.ParseFloat(x, 64)
			if err != nil {
				break
			}
			v = append(v, n)
		}
		points := v[3 : 3+2*int(v[2])]
		c := Curve{Start: Point{points[0], points[1]}}
		for k := 2; k+5 < len(points); k += 6 {
			c.Segs = append(c.Segs, Seg{Cubic: true, C1: Point{points[k], points[k+1]}, C2: Point{points[k+2], points[k+3]}, To: Point{points[k+4], points[k+5]}})
		}
		scene.Edges = append(scene.Edges, SceneEdge{Edge: Edge{From: int(v[0]), To: int(v[1])}, Path: []Curve{c}})
	}
	return scene, nil
}
