package graph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
)

// random makes a catalog of n services and n messages with m uses, the same for the same seed.
func random(n, m int, seed uint64) *catalog.Catalog {
	r := rand.New(rand.NewPCG(seed, 1))
	f := &catalog.Fragment{Path: "x.yaml", Format: "native"}
	services := make([]*catalog.Service, n)
	for i := range n {
		services[i] = &catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: fmt.Sprintf("s%05d", i)}}
		f.Resources = append(f.Resources, services[i],
			&catalog.Message{Base: catalog.Base{Kind: catalog.EventKind, ID: fmt.Sprintf("m%05d", i)}})
	}
	for range m {
		use := catalog.Use{Message: catalog.Ref{ID: fmt.Sprintf("m%05d", r.IntN(n))}}
		s := services[r.IntN(n)]
		if r.IntN(2) == 0 {
			s.Produces = append(s.Produces, use)
		} else {
			s.Consumes = append(s.Consumes, use)
		}
	}
	return catalog.Link([]*catalog.Fragment{f}, catalog.Config{})
}

// reachable is the closure by brute force: repeated relaxation over the edges.
func reachable(c *catalog.Catalog) [][]bool {
	n := len(c.Resources)
	closure := make([][]bool, n)
	for i := range closure {
		closure[i] = make([]bool, n)
	}
	for _, e := range c.Edges {
		if e.Relation == catalog.Produces {
			closure[e.From][e.To] = true
		} else {
			closure[e.To][e.From] = true
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				closure[i][j] = closure[i][j] || closure[i][k] && closure[k][j]
			}
		}
	}
	return closure
}

func TestWalksAgreeWithBruteForce(t *testing.T) {
	for seed := range uint64(40) {
		c := random(8, 20, seed)
		g, closure := Build(c), reachable(c)
		inComponent := make([]bool, len(c.Resources))
		for _, component := range g.Components() {
			for _, id := range component {
				inComponent[id] = true
				if !closure[id][component[0]] || !closure[component[0]][id] {
					t.Fatalf("seed %d: %d and %d are in one component but do not reach each other", seed, id, component[0])
				}
			}
		}
		for from := range c.Resources {
			if inComponent[from] != closure[from][from] {
				t.Fatalf("seed %d: %d on a cycle %v, in a component %v", seed, from, closure[from][from], inComponent[from])
			}
			checkReach(t, g, closure, catalog.ID(from), seed)
		}
	}
}

func checkReach(t *testing.T, g *Graph, closure [][]bool, from catalog.ID, seed uint64) {
	t.Helper()
	hops := map[catalog.ID]int{}
	for _, r := range g.Downstream(from, 0) {
		hops[r.ID] = r.Hops
	}
	for to := range closure {
		id := catalog.ID(to)
		if id == from {
			continue
		}
		if closure[from][to] != (hops[id] > 0) {
			t.Fatalf("seed %d: %d reaches %d: %v, found %v", seed, from, to, closure[from][to], hops[id] > 0)
		}
		if path := g.Path(from, id); max(0, len(path)-1) != hops[id] {
			t.Fatalf("seed %d: the path %v has not %d hops", seed, path, hops[id])
		}
		up := slices.ContainsFunc(g.Upstream(id, 0), func(r Reach) bool { return r.ID == from })
		if up != closure[from][to] {
			t.Fatalf("seed %d: upstream of %d has %d: %v", seed, to, from, up)
		}
	}
}

func TestPlace(t *testing.T) {
	in := func(id string) catalog.Ref { return catalog.Ref{ID: id} }
	base := func(k catalog.Kind, id string) catalog.Base { return catalog.Base{Kind: k, ID: id} }
	c := catalog.Link([]*catalog.Fragment{{Path: "a.yaml", Format: "native", Resources: []catalog.Resource{
		&catalog.Domain{Base: base(catalog.DomainKind, "outer")},
		&catalog.Domain{Base: base(catalog.DomainKind, "inner"), Parent: in("outer")},
		&catalog.System{Base: base(catalog.SystemKind, "sys"), Domain: in("inner")},
		&catalog.Service{Base: base(catalog.ServiceKind, "svc"), System: in("sys"), Produces: []catalog.Use{{Message: in("ev"), Via: []catalog.Ref{in("ch")}}}},
		&catalog.Message{Base: base(catalog.EventKind, "ev")},
		&catalog.Channel{Base: base(catalog.ChannelKind, "ch")},
	}}}, catalog.Config{})
	g := Build(c)
	for _, key := range []string{"service:svc", "event:ev", "channel:ch", "system:sys"} {
		var names []string
		for _, d := range g.Ancestors(c.Find(key)) {
			names = append(names, c.Base(d).ID)
		}
		if !slices.Equal(names, []string{"inner", "outer"}) {
			t.Errorf("%s is in %v", key, names)
		}
	}
	if g.System(c.Find("service:svc")) != c.Find("system:sys") {
		t.Error("the service is not in its system")
	}
}

func TestNeighbourhoodStops(t *testing.T) {
	g := Build(random(50, 120, 7))
	for _, r := range g.Neighbourhood(0, 2) {
		if r.Hops > 2 || r.ID == 0 {
			t.Errorf("%+v is no neighbour within 2 hops", r)
		}
	}
	if got := g.Downstream(0, 5); len(got) > 5 {
		t.Errorf("%d results over the limit of 5", len(got))
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		c := random(n, 4*n, 1)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				Build(c)
			}
		})
	}
}

func BenchmarkDownstream(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		g := Build(random(n, 4*n, 1))
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				g.Downstream(0, 0)
			}
		})
	}
}
