package graph

import "github.com/eventatlas/eventatlas/catalog"

// Meter measures how far information from many resources goes, one after the other, without giving back where: it keeps what a walk needs, so that
// a short walk costs no more than the steps of it. It serves one goroutine.
type Meter struct {
	g     *Graph
	seen  []uint32
	walk  uint32
	queue []catalog.ID
}

// Meter returns a meter of the graph.
func (g *Graph) Meter() *Meter { return &Meter{g: g, seen: make([]uint32, len(g.cat.Resources))} }

// Down counts what information at the starts may come to, of the resources that count says are counted, and without the starts. It stops at the limit.
func (m *Meter) Down(starts []catalog.ID, limit int, count func(catalog.ID) bool) int {
	m.walk++
	m.queue = append(m.queue[:0], starts...)
	for _, id := range starts {
		m.seen[id] = m.walk
	}
	n := 0
	for at := 0; at < len(m.queue); at++ {
		for _, next := range m.g.next.row(m.queue[at]) {
			id := catalog.ID(next)
			if m.seen[id] == m.walk {
				continue
			}
			m.seen[id] = m.walk
			m.queue = append(m.queue, id)
			if count(id) {
				if n++; n == limit {
					return n
				}
			}
		}
	}
	return n
}
