package graph

import (
	"slices"
	"sync"

	"github.com/eventatlas/eventatlas/catalog"
)

// Meter counts how many resources information from others comes to, one walk after the other, without giving back where: it keeps what a walk needs, so
// that a short walk costs no more than the steps of it, and a long one ends where it comes to what has been walked before. It serves one goroutine.
type Meter struct {
	g     *Graph
	count func(catalog.ID) bool
	seen  []uint32
	walk  uint32
	queue []catalog.ID
	core  *core
	// behind is how many of what the core reaches are counted.
	behind int
}

// core is the largest part of the flow in which everything reaches everything, and what that reaches: it is the same for each of its members, and in a
// large catalog it is most of it.
type core struct {
	member, reach []bool
}

// Meter returns a meter of the graph for the resources that count says are counted.
func (g *Graph) Meter(count func(catalog.ID) bool) *Meter {
	m := &Meter{g: g, count: count, seen: make([]uint32, len(g.cat.Resources)), core: g.core()}
	for id, reached := range m.core.reach {
		if reached && count(catalog.ID(id)) {
			m.behind++
		}
	}
	return m
}

// lazyCore finds the core of a graph when it is first asked for.
func lazyCore(g *Graph) func() *core {
	return sync.OnceValue(func() *core {
		n := len(g.cat.Resources)
		c := &core{member: make([]bool, n), reach: make([]bool, n)}
		components := g.Components()
		if len(components) == 0 {
			return c
		}
		queue := slices.Clone(slices.MaxFunc(components, func(a, b []catalog.ID) int { return len(a) - len(b) }))
		for _, id := range queue {
			c.member[id], c.reach[id] = true, true
		}
		for at := 0; at < len(queue); at++ {
			for _, next := range g.next.row(queue[at]) {
				if !c.reach[next] {
					c.reach[next] = true
					queue = append(queue, catalog.ID(next))
				}
			}
		}
		return c
	})
}

// Down counts what information at the starts may come to, without the starts. It stops at the limit.
func (m *Meter) Down(starts []catalog.ID, limit int) int {
	m.walk++
	m.queue = append(m.queue[:0], starts...)
	behind := m.behind
	for _, id := range starts {
		if m.seen[id] != m.walk && m.core.reach[id] && m.count(id) {
			behind--
		}
		m.seen[id] = m.walk
	}
	// What is counted one by one, of what the core reaches and of the rest; once the core is met, all that it reaches is counted by that.
	inside, outside, met := 0, 0, false
	for at := 0; at < len(m.queue); at++ {
		id := m.queue[at]
		met = met || m.core.member[id]
		if met {
			inside = behind
		}
		if inside+outside >= limit {
			return limit
		}
		if met && m.core.reach[id] {
			continue
		}
		for _, next := range m.g.next.row(id) {
			if m.seen[next] == m.walk {
				continue
			}
			m.seen[next] = m.walk
			m.queue = append(m.queue, catalog.ID(next))
			switch {
			case !m.count(catalog.ID(next)):
			case !m.core.reach[next]:
				outside++
			case !met:
				inside++
			}
		}
	}
	return min(inside+outside, limit)
}
