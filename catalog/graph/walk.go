package graph

import (
	"math"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// Reach is a resource that a walk came to.
type Reach struct {
	ID catalog.ID
	// Hops is the number of steps from the start; 0 is the start itself.
	Hops int
	// Prev is where the walk came from, so that the chain of Prev is a shortest path back; NoID at the start.
	Prev catalog.ID
}

// Downstream returns everything that information from a resource may come to, nearest first and by ID among equals, without the
// resource itself: its transitive impact. Limit bounds the number of results; 0 is no bound.
func (g *Graph) Downstream(id catalog.ID, limit int) []Reach {
	return g.walk([]catalog.ID{id}, limit, -1, g.next)
}

// Upstream returns everything that information at a resource may come from, in the order of Downstream.
func (g *Graph) Upstream(id catalog.ID, limit int) []Reach {
	return g.walk([]catalog.ID{id}, limit, -1, g.previous)
}

// DownstreamOf and UpstreamOf are Downstream and Upstream from several resources at once, such as the versions of a message, without these.
func (g *Graph) DownstreamOf(ids []catalog.ID, limit int) []Reach {
	return g.walk(ids, limit, -1, g.next)
}

// UpstreamOf is the other way.
func (g *Graph) UpstreamOf(ids []catalog.ID, limit int) []Reach {
	return g.walk(ids, limit, -1, g.previous)
}

// Neighbourhood returns what is at most so many hops away, whatever the direction, without the resource itself.
func (g *Graph) Neighbourhood(id catalog.ID, hops int) []Reach {
	return g.walk([]catalog.ID{id}, 0, hops, g.next, g.previous)
}

// walk goes breadth first along the tables.
func (g *Graph) walk(starts []catalog.ID, limit, hops int, tables ...table) []Reach {
	seen := g.mark()
	defer g.marks.Put(seen)
	queue := make([]Reach, 0, len(starts)+limit)
	for _, id := range starts {
		if seen.first(id) {
			queue = append(queue, Reach{ID: id, Prev: catalog.NoID})
		}
	}
	first := len(queue)
	for at := 0; at < len(queue); at++ {
		here := queue[at]
		if here.Hops == hops {
			continue
		}
		for _, next := range neighbours(here.ID, tables) {
			if !seen.first(catalog.ID(next)) {
				continue
			}
			if limit > 0 && len(queue)-first >= limit {
				return queue[first:]
			}
			queue = append(queue, Reach{ID: catalog.ID(next), Hops: here.Hops + 1, Prev: here.ID})
		}
	}
	return queue[first:]
}

// neighbours are those of one table, or of several in order; they are not to be changed.
func neighbours(id catalog.ID, tables []table) []int32 {
	if len(tables) == 1 {
		return tables[0].row(id)
	}
	var list []int32
	for _, t := range tables {
		list = append(list, t.row(id)...)
	}
	slices.Sort(list)
	return list
}

// marks says which resources a walk has seen: those with its turn. They are used again, as most walks see few of many resources.
type marks struct {
	turns []uint32
	turn  uint32
}

// mark returns marks of nothing.
func (g *Graph) mark() *marks {
	m, _ := g.marks.Get().(*marks)
	if m == nil || m.turn == math.MaxUint32 {
		m = &marks{turns: make([]uint32, len(g.cat.Resources))}
	}
	m.turn++
	return m
}

// first marks a resource, and reports whether it was not marked.
func (m *marks) first(id catalog.ID) bool {
	if m.turns[id] == m.turn {
		return false
	}
	m.turns[id] = m.turn
	return true
}

// Path returns a shortest path of the flow from one resource to another, both included, or nil if there is none. Of several, the one with the
// smallest IDs at the first place where they differ is found.
func (g *Graph) Path(from, to catalog.ID) []catalog.ID {
	if from == to {
		return []catalog.ID{from}
	}
	prev := map[catalog.ID]catalog.ID{from: catalog.NoID}
	queue := []catalog.ID{from}
	for at := 0; at < len(queue); at++ {
		for _, next := range g.next.row(queue[at]) {
			id := catalog.ID(next)
			if _, ok := prev[id]; ok {
				continue
			}
			prev[id] = queue[at]
			if id == to {
				return chain(prev, to)
			}
			queue = append(queue, id)
		}
	}
	return nil
}

func chain(prev map[catalog.ID]catalog.ID, to catalog.ID) []catalog.ID {
	var path []catalog.ID
	for id := to; id != catalog.NoID; id = prev[id] {
		path = append(path, id)
	}
	slices.Reverse(path)
	return path
}

// Components returns the strongly connected components of the flow that hold more than one resource: whatever is in one depends on
// itself. Members are sorted, components by their first member. (Tarjan 1972, with an explicit stack, so that a chain of 100,000
// messages does not exhaust the goroutine's.)
func (g *Graph) Components() [][]catalog.ID {
	t := tarjan{graph: g, index: make([]int32, len(g.cat.Resources)), low: make([]int32, len(g.cat.Resources)), on: make([]bool, len(g.cat.Resources))}
	for id := range g.cat.Resources {
		if t.index[id] == 0 {
			t.visit(catalog.ID(id))
		}
	}
	slices.SortFunc(t.found, func(a, b []catalog.ID) int { return int(a[0]) - int(b[0]) })
	return t.found
}

type tarjan struct {
	graph      *Graph
	counter    int32
	index, low []int32 // index 0 is not visited yet
	on         []bool
	stack      []catalog.ID
	found      [][]catalog.ID
}

// frame is a visit that is under way, and how many of its successors are done.
type frame struct {
	id   catalog.ID
	done int
}

func (t *tarjan) visit(root catalog.ID) {
	work := []frame{t.enter(root)}
	for len(work) > 0 {
		top := &work[len(work)-1]
		row := t.graph.next.row(top.id)
		if top.done < len(row) {
			next := catalog.ID(row[top.done])
			top.done++
			if t.index[next] == 0 {
				work = append(work, t.enter(next))
			} else if t.on[next] {
				t.low[top.id] = min(t.low[top.id], t.index[next])
			}
			continue
		}
		id := top.id
		work = work[:len(work)-1]
		if len(work) > 0 {
			parent := work[len(work)-1].id
			t.low[parent] = min(t.low[parent], t.low[id])
		}
		if t.low[id] == t.index[id] {
			t.pop(id)
		}
	}
}

func (t *tarjan) enter(id catalog.ID) frame {
	t.counter++
	t.index[id], t.low[id], t.on[id] = t.counter, t.counter, true
	t.stack = append(t.stack, id)
	return frame{id: id}
}

func (t *tarjan) pop(root catalog.ID) {
	i := len(t.stack) - 1
	for t.stack[i] != root {
		i--
	}
	component := slices.Clone(t.stack[i:])
	t.stack = t.stack[:i]
	for _, id := range component {
		t.on[id] = false
	}
	if len(component) > 1 {
		slices.Sort(component)
		t.found = append(t.found, component)
	}
}
