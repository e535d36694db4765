package quality

import (
	"crypto/sha256"
	"math"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// result is what was measured of one drawing.
type result struct {
	diagram.Metrics
	graph
	nodes      int
	violations []diagram.Violation
	// wide says that the drawing is wider than asked, flagged that it says so.
	wide, flagged bool
	// faults are the sentences about what a reader of the drawing, not of the picture, would miss.
	faults []string
	sum    [sha256.Size]byte
	// backBound is how many edges greedy cycle removal would turn round, -1 where columns are pinned or pressed.
	backBound int
	// moved is the mean displacement in px of the other nodes when one is added; negative where it was not tried.
	moved float64
	// took is the time of the processor for layout and SVG.
	took time.Duration
	// bare are the crossings and the backward edges of what is compared, and of the two engines it is compared with.
	bare, dot, elk counts
	compared       bool
}

// counts are crossings, and edges that end left of where they begin.
type counts struct{ crossings, backward int }

func countsOf(g graph, s diagram.Scene) counts {
	m := diagram.Measure(g.spec, s)
	return counts{m.Crossings, m.Backward + m.Unmarked}
}

// measure draws a graph and measures the drawing.
func measure(g graph) result {
	s := g.draw()
	svg := s.AppendSVG(nil)
	r := result{graph: g, nodes: len(s.Nodes), sum: sha256.Sum256(svg), moved: -1, backBound: -1}
	r.violations = diagram.Check(g.spec, s)
	r.Metrics = diagram.Measure(g.spec, s)
	r.flagged, r.wide = s.Wide, s.Width > g.width()
	r.faults = faults(g, s, svg)
	if free := !g.opt.Fit && !g.overview && !g.lanes && len(g.steps.Messages) == 0; free && !slices.ContainsFunc(g.spec.Nodes, func(n diagram.Node) bool { return n.Column > 0 }) {
		r.backBound = greedyBackward(s)
	}
	return r
}

func (g graph) width() float64 {
	if g.opt.MaxWidth > 0 {
		return g.opt.MaxWidth
	}
	return 1180
}

// each calls f for every graph, on all cores.
func each(list []graph, f func(i int)) {
	var group sync.WaitGroup
	cores := runtime.GOMAXPROCS(0)
	for core := range cores {
		group.Go(func() {
			for i := core; i < len(list); i += cores {
				f(i)
			}
		})
	}
	group.Wait()
}

// measureAll measures graphs on all cores; the results are in the order of the graphs.
func measureAll(list []graph) []result {
	results := make([]result, len(list))
	each(list, func(i int) { results[i] = measure(list[i]) })
	return results
}

// greedyBackward is the number of edges against the order that the heuristic of Eades, Lin and Smyth (1993) finds: sinks to the end,
// sources to the start, then the node with most more out than in.
func greedyBackward(s diagram.Scene) int {
	n := len(s.Nodes)
	out, in, gone := make([]int, n), make([]int, n), make([]bool, n)
	for _, e := range s.Edges {
		if e.From != e.To {
			out[e.From]++
			in[e.To]++
		}
	}
	place := make([]int, n)
	left, right := 0, n-1
	for left <= right {
		v := -1
		sink := false
		for u := range n {
			switch {
			case gone[u]:
			case out[u] == 0 && !sink:
				v, sink = u, true
			case sink:
			case v < 0, in[u] == 0 && in[v] > 0, in[v] > 0 && out[u]-in[u] > out[v]-in[v]:
				v = u
			}
		}
		gone[v] = true
		if place[v] = left; sink {
			place[v] = right
			right--
		} else {
			left++
		}
		for _, e := range s.Edges {
			switch {
			case e.From == e.To:
			case e.From == v:
				in[e.To]--
			case e.To == v:
				out[e.From]--
			}
		}
	}
	back := 0
	for _, e := range s.Edges {
		if place[e.From] > place[e.To] {
			back++
		}
	}
	return back
}

// displacement adds a sibling to the last node that has an edge in, and returns how far the others move on average, once both
// pictures are laid over each other at the page's subject.
func displacement(g graph) float64 {
	last := len(g.spec.Edges) - 1
	if last < 0 || !inside(g.spec.Edges[last].To, g.spec.Nodes) {
		return -1
	}
	hero := max(0, slices.IndexFunc(g.spec.Nodes, func(n diagram.Node) bool { return n.Hero }))
	before := g.draw()
	more := g
	added := g.spec.Nodes[g.spec.Edges[last].To]
	if added.Hero {
		return -1
	}
	more.spec.Nodes = append(slices.Clone(g.spec.Nodes), added)
	edge := g.spec.Edges[last]
	edge.To = len(g.spec.Nodes)
	more.spec.Edges = append(slices.Clone(g.spec.Edges), edge)
	after := more.draw()
	dx, dy := after.Nodes[hero].X-before.Nodes[hero].X, after.Nodes[hero].Y-before.Nodes[hero].Y
	sum := 0.0
	for i, n := range before.Nodes {
		sum += math.Hypot(after.Nodes[i].X-n.X-dx, after.Nodes[i].Y-n.Y-dy)
	}
	return sum / float64(len(before.Nodes))
}
