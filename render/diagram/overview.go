package diagram

import (
	"cmp"
	"slices"
	"strconv"
)

// Overview draws domains and the bundles of connections between them, wider for more. It is never flat: where spec
// has groups, the nodes of each outermost one are first made one domain (see [Collapse]); where more bundles exist
// than can be read, each domain keeps its strongest two and [Scene.Hidden] says how many are left to the table.
// The columns fill opt.MaxWidth and no more, so the map is seen whole.
func Overview(spec Spec, opt Options) Scene {
	if len(spec.Groups) > 0 {
		spec = Collapse(spec)
	}
	spec.Nodes = slices.Clone(spec.Nodes)
	for i := range spec.Nodes {
		if n := &spec.Nodes[i]; n.Subtitle == "" && n.Weight > 0 {
			n.Subtitle = strconv.Itoa(n.Weight) + " " + opt.say("resources")
		}
	}
	all := len(spec.Edges)
	spec.Edges = slices.Clone(strongest(spec))
	for i := range spec.Edges {
		if e := &spec.Edges[i]; e.Weight > 1 && e.Label == "" {
			e.Label = strconv.Itoa(e.Weight)
		}
	}
	// A map is not read from row to row: bundles that go round the end of one would be all that is seen.
	opt.Fit, opt.whole = true, true
	s := Layout(spec, opt)
	s.Role = opt.say("map")
	s.Hidden = all - len(spec.Edges)
	return s
}

// Collapse returns a spec whose nodes are the outermost groups of the given one and whose edges are bundles: how many
// edges lead from one to the other. Nodes in no group stay what they are while there are few, else they become one.
func Collapse(spec Spec) Spec {
	c := &collapser{spec: spec, parent: safeParents(spec.Groups), at: make([]int, len(spec.Groups))}
	c.out = Spec{ID: spec.ID, Title: spec.Title, Desc: spec.Desc}
	for i, g := range spec.Groups {
		if c.parent[i] < 0 {
			c.at[i] = len(c.out.Nodes)
			c.out.Nodes = append(c.out.Nodes, Node{Ref: g.Ref, Name: g.Name, Href: g.Href, Kind: KindDomain})
		}
	}
	c.rest = c.oneForTheRest()
	home := make([]int, len(spec.Nodes))
	for i, n := range spec.Nodes {
		home[i] = c.home(n)
	}
	c.out.Edges = bundle(spec, home)
	return c.out
}

type collapser struct {
	spec, out Spec
	parent    []int
	// at is the new node of each outermost group; rest that of the nodes in none, or -1.
	at   []int
	rest int
}

func (c *collapser) outermost(n Node) int {
	if n.Group <= 0 || n.Group > len(c.spec.Groups) {
		return -1
	}
	k := n.Group - 1
	for c.parent[k] >= 0 {
		k = c.parent[k]
	}
	return k
}

// oneForTheRest adds a node for those in no group when they are many.
func (c *collapser) oneForTheRest() int {
	const fewLoose = 12
	loose := 0
	for _, n := range c.spec.Nodes {
		if c.outermost(n) < 0 {
			loose++
		}
	}
	if loose <= fewLoose {
		return -1
	}
	c.out.Nodes = append(c.out.Nodes, Node{Name: strconv.Itoa(loose) + " in no domain", Kind: KindMore})
	return len(c.out.Nodes) - 1
}

// home returns the new node that stands for n, which it adds where n stands for itself.
func (c *collapser) home(n Node) int {
	if k := c.outermost(n); k >= 0 {
		c.out.Nodes[c.at[k]].Weight++
		return c.at[k]
	}
	if c.rest >= 0 {
		return c.rest
	}
	n.Group, n.Column = 0, 0
	c.out.Nodes = append(c.out.Nodes, n)
	return len(c.out.Nodes) - 1
}

// bundle counts the edges between different homes, in the order in which pairs first appear.
func bundle(spec Spec, home []int) []Edge {
	var edges []Edge
	seen := map[[2]int]int{}
	for _, e := range spec.Edges {
		if !within(e.From, len(home)) || !within(e.To, len(home)) || home[e.From] == home[e.To] {
			continue
		}
		pair := [2]int{home[e.From], home[e.To]}
		k, ok := seen[pair]
		if !ok {
			k = len(edges)
			seen[pair] = k
			edges = append(edges, Edge{From: pair[0], To: pair[1], Relation: "feeds"})
		}
		edges[k].Weight += max(1, e.Weight)
	}
	return edges
}

// strongest returns the edges that an overview draws: all while there are few, else the two heaviest that leave each
// node, and those that enter a node which would else stand alone.
func strongest(spec Spec) []Edge {
	const perNode = 2
	if len(spec.Edges) <= perNode*len(spec.Nodes)+4 {
		return spec.Edges
	}
	turns := make([]int, len(spec.Edges))
	for i := range turns {
		turns[i] = i
	}
	slices.SortStableFunc(turns, func(a, b int) int { return cmp.Compare(spec.Edges[b].Weight, spec.Edges[a].Weight) })
	left := make([]int, len(spec.Nodes))
	touched := make([]bool, len(spec.Nodes))
	keep := make([]bool, len(spec.Edges))
	for _, i := range turns {
		e := spec.Edges[i]
		if !within(e.From, len(left)) || !within(e.To, len(left)) {
			continue
		}
		if left[e.From] < perNode || !touched[e.To] {
			left[e.From]++
			keep[i], touched[e.From], touched[e.To] = true, true, true
		}
	}
	var edges []Edge
	for i, e := range spec.Edges {
		if keep[i] {
			edges = append(edges, e)
		}
	}
	return edges
}
