package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// ties are the lines between two columns, messages and the services at their ends, that can be drawn so that none crosses another: they have no
// circle, and nothing is tied to more than two that are tied to others too (a forest of caterpillars). A service for which that does not hold
// stands more than once.
type ties struct {
	// messages is how many there are. They are the first vertices, the services follow.
	messages int
	services []catalog.ID
	// of are the vertices that each is tied to, ends the services that each message is to be tied to.
	of   [][]int
	ends [][]catalog.ID
}

// newTies ties each message to the services at its end, each to the first vertex of it with which nothing crosses, or to a further one.
func newTies(ends [][]catalog.ID) *ties {
	t := &ties{messages: len(ends), of: make([][]int, len(ends)), ends: ends}
	for m, list := range ends {
		for _, service := range list {
			t.add(m, service)
		}
	}
	return t
}

func (t *ties) add(message int, service catalog.ID) {
	for i, s := range t.services {
		if s != service {
			continue
		}
		v := t.messages + i
		t.of[message], t.of[v] = append(t.of[message], v), append(t.of[v], message)
		if t.flat() {
			return
		}
		t.of[message], t.of[v] = t.of[message][:len(t.of[message])-1], t.of[v][:len(t.of[v])-1]
	}
	t.of[message] = append(t.of[message], len(t.of))
	t.services, t.of = append(t.services, service), append(t.of, []int{message})
}

// flat reports whether the ties can be drawn without a crossing.
func (t *ties) flat() bool {
	edges, seen, parts := 0, make([]bool, len(t.of)), 0
	for v := range t.of {
		edges += len(t.of[v])
		if len(t.inner(v)) > 2 {
			return false
		}
		if !seen[v] {
			parts++
			t.visit(v, seen)
		}
	}
	return edges/2+parts == len(t.of)
}

func (t *ties) visit(v int, seen []bool) {
	seen[v] = true
	for _, u := range t.of[v] {
		if !seen[u] {
			t.visit(u, seen)
		}
	}
}

// inner are those that a vertex is tied to and that are tied to others too.
func (t *ties) inner(v int) []int {
	var list []int
	for _, u := range t.of[v] {
		if t.several(u) {
			list = append(list, u)
		}
	}
	return list
}

// several reports whether a vertex is tied to more than one other, or will be.
func (t *ties) several(v int) bool {
	return len(t.of[v]) > 1 || v < t.messages && len(t.ends[v]) > 1
}

// order is one of all vertices in which no tie crosses another. What hangs together stays together, in the order of the messages.
func (t *ties) order() []int {
	var order []int
	seen := make([]bool, len(t.of))
	put := func(v int) {
		if !seen[v] {
			seen[v] = true
			order = append(order, v)
		}
	}
	for m := range t.messages {
		// Along the spine: what hangs on each vertex of it alone, then the next.
		for v := t.end(m); v >= 0 && !seen[v]; {
			put(v)
			next := -1
			for _, u := range t.of[v] {
				switch {
				case !t.several(u):
					put(u)
				case !seen[u]:
					next = u
				}
			}
			v = next
		}
	}
	return order
}

// end is one end of the spine that a message belongs to: of the path of all that have several ties.
func (t *ties) end(m int) int {
	at, before := m, -1
	if inner := t.inner(m); !t.several(m) && len(inner) == 1 {
		at = inner[0]
	}
	for {
		inner := slices.DeleteFunc(t.inner(at), func(v int) bool { return v == before })
		if before < 0 && len(inner) < 2 || len(inner) == 0 {
			return at
		}
		before, at = at, inner[0]
	}
}
