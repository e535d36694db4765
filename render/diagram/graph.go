package diagram

import "slices"

// graph is a sanitised spec, or one component of it: indices that hold, no parallel edges, loops set aside.
type graph struct {
	nodes  []gnode
	edges  []gedge
	groups []ggroup
	// per is the number of columns in a row where the graph is wrapped, else 0.
	per int
	// order is that of the layers, once it is found.
	order order
}

// pinned reports whether a node has a pinned column.
func (g *graph) pinned() bool {
	return slices.ContainsFunc(g.nodes, func(n gnode) bool { return n.pin >= 0 })
}

type gnode struct {
	// spec is the index in Spec.Nodes, -1 for the invisible ends of rows; group the index in graph.groups or -1; pin the pinned column or -1.
	spec, group, pin int
	rank             int
	// w and h are the box; head is the room above it that self-loops take.
	w, h, head int
	// row says that the node is a row of its group.
	row bool
}

type gedge struct {
	// spec is the index in Spec.Edges of the first parallel edge; from and to are indices in graph.nodes.
	spec, from, to int
	// weight is the number of connections.
	weight int
	// reversed edges point against the layout; flat ones stay in a column; loops stay at a node.
	reversed, flat bool
	text, full     string
	labelW         int
}

func (e gedge) labelled() bool { return e.text != "" }

// low and high return the ends of e in the direction of the layout.
func (e gedge) low() int {
	if e.reversed {
		return e.to
	}
	return e.from
}

func (e gedge) high() int {
	if e.reversed {
		return e.from
	}
	return e.to
}

type ggroup struct {
	// spec is the index in Spec.Groups; parent the index in graph.groups or -1; depth counts the groups around it.
	spec, parent, depth int
}

// labelWidth bounds a label so that it fits in every column of nodes.
const labelWidth = 132

// sanitise makes a graph of a spec: edges that point nowhere are dropped, parallel ones that look the same become
// one with their count (all loops of a node, because there is room for one), unknown groups and circles of parents are cut.
func sanitise(s Spec) graph {
	g := graph{nodes: make([]gnode, len(s.Nodes)), edges: make([]gedge, 0, len(s.Edges))}
	var index []int
	g.groups, index = usedGroups(s)
	for i, n := range s.Nodes {
		g.nodes[i] = gnode{spec: i, group: -1, pin: n.Column - 1, row: n.Kind == KindField}
		if n.Group > 0 && n.Group <= len(s.Groups) {
			g.nodes[i].group = index[n.Group-1]
		}
		g.nodes[i].pin = max(-1, g.nodes[i].pin)
	}
	type look struct {
		from, to     int
		label        string
		sync, dashed bool
		change       Change
	}
	seen := make(map[look]int, len(s.Edges))
	for i, e := range s.Edges {
		if !within(e.From, len(s.Nodes)) || !within(e.To, len(s.Nodes)) {
			continue
		}
		key := look{e.From, e.To, e.Label, e.Sync, e.Dashed, e.Change}
		if e.From == e.To {
			key = look{from: e.From, to: e.To}
		}
		if k, ok := seen[key]; ok {
			g.edges[k].weight += max(1, e.Weight)
			continue
		}
		seen[key] = len(g.edges)
		g.edges = append(g.edges, newEdge(i, e))
	}
	return g
}

func newEdge(i int, e Edge) gedge {
	ge := gedge{spec: i, from: e.From, to: e.To, weight: max(1, e.Weight)}
	if label := clean(e.Label); label != "" {
		text, cut := faceLabel.fit(label, labelWidth-8)
		ge.text = text
		if cut {
			ge.full = label
		}
		ge.labelW = even(faceLabel.measure(text) + 8)
	}
	return ge
}

// usedGroups returns the groups that hold a node, parents first, and for each group of the spec its index or -1.
func usedGroups(s Spec) ([]ggroup, []int) {
	parent := safeParents(s.Groups)
	used := make([]bool, len(s.Groups))
	for _, n := range s.Nodes {
		if n.Group > 0 && n.Group <= len(s.Groups) {
			for k := n.Group - 1; k >= 0 && !used[k]; k = parent[k] {
				used[k] = true
			}
		}
	}
	index := make([]int, len(s.Groups))
	for i := range index {
		index[i] = -1
	}
	var groups []ggroup
	var add func(k int) int
	add = func(k int) int {
		if k < 0 || index[k] >= 0 {
			if k < 0 {
				return -1
			}
			return index[k]
		}
		up := add(parent[k])
		depth := 0
		if up >= 0 {
			depth = groups[up].depth + 1
		}
		index[k] = len(groups)
		groups = append(groups, ggroup{spec: k, parent: up, depth: depth})
		return index[k]
	}
	for k := range s.Groups {
		if used[k] {
			add(k)
		}
	}
	return groups, index
}

// deepest is how many groups may stand in one another; deeper ones join their outermost allowed ancestor's level.
const deepest = 6

// safeParents returns the parent of each group or -1, without circles and not deeper than deepest.
func safeParents(groups []Group) []int {
	parent := make([]int, len(groups))
	for i, g := range groups {
		parent[i] = -1
		if p := g.Parent - 1; within(p, len(groups)) && p != i {
			parent[i] = p
		}
	}
	for i := range groups {
		steps := 0
		for k := parent[i]; k >= 0; k = parent[k] {
			if steps++; steps >= deepest || k == i {
				parent[i] = -1
				break
			}
		}
	}
	return parent
}

// ancestor reports whether a is b or a group around it; -1 is around everything.
func (g *graph) ancestor(a, b int) bool {
	for b >= 0 && b != a {
		b = g.groups[b].parent
	}
	return a == b
}

// common returns the innermost group that holds both a and b, or -1.
func (g *graph) common(a, b int) int {
	for a >= 0 && !g.ancestor(a, b) {
		a = g.groups[a].parent
	}
	return a
}

// components splits g into parts that no edge and no group connects, in order of their first nodes; an edge's loop
// stays with its node. Pinned columns keep the whole graph together, because its columns must align.
func (g *graph) components() []graph {
	set := newSets(len(g.nodes) + len(g.groups) + 1)
	for i, n := range g.nodes {
		if n.group >= 0 {
			set.join(i, len(g.nodes)+n.group)
		}
		if n.pin >= 0 {
			set.join(i, len(g.nodes)+len(g.groups))
		}
	}
	for i, x := range g.groups {
		if x.parent >= 0 {
			set.join(len(g.nodes)+i, len(g.nodes)+x.parent)
		}
	}
	for _, e := range g.edges {
		set.join(e.from, e.to)
	}
	whole := len(g.nodes) > 0
	for i := range g.nodes {
		whole = whole && set.find(i) == 0
	}
	if whole {
		return []graph{*g}
	}
	return g.split(set)
}

func (g *graph) split(set sets) []graph {
	part := make([]int, len(set))
	for i := range part {
		part[i] = -1
	}
	var parts []graph
	local := make([]int, len(g.nodes)+len(g.groups))
	for i, n := range g.nodes {
		r := set.find(i)
		if part[r] < 0 {
			part[r] = len(parts)
			parts = append(parts, graph{})
		}
		p := &parts[part[r]]
		local[i] = len(p.nodes)
		p.nodes = append(p.nodes, n)
	}
	for i, x := range g.groups {
		p := &parts[part[set.find(len(g.nodes)+i)]]
		local[len(g.nodes)+i] = len(p.groups)
		if x.parent >= 0 {
			x.parent = local[len(g.nodes)+x.parent]
		}
		p.groups = append(p.groups, x)
	}
	for k := range parts {
		for i := range parts[k].nodes {
			if n := &parts[k].nodes[i]; n.group >= 0 {
				n.group = local[len(g.nodes)+n.group]
			}
		}
	}
	for _, e := range g.edges {
		p := &parts[part[set.find(e.from)]]
		e.from, e.to = local[e.from], local[e.to]
		p.edges = append(p.edges, e)
	}
	return parts
}

// sets is a forest of disjoint sets.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

// join makes one set of two; the lower representative stays, so results do not depend on the order of calls.
func (s sets) join(a, b int) {
	a, b = s.find(a), s.find(b)
	s[max(a, b)] = min(a, b)
}
