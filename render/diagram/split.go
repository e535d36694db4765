package diagram

import "slices"

// splitGroups gives a group whose members stand in columns apart from one another a box for each run of neighbouring
// columns, where columns are pinned: a domain that both produces and consumes is then two boxes at the two sides of a
// page, not one around what lies between.
func splitGroups(g *graph) {
	if len(g.groups) == 0 || !g.pinned() {
		return
	}
	s := &splitter{g: g, old: g.groups, home: make([]int, len(g.nodes))}
	for v, n := range g.nodes {
		s.home[v] = n.group
	}
	g.groups = nil
	all := make([]int, len(g.nodes))
	for v := range all {
		all[v] = v
	}
	s.children(-1, -1, all)
}

type splitter struct {
	g   *graph
	old []ggroup
	// home is the old group of each node.
	home []int
}

// children makes the groups inside the old group around, whose part is the new group up, from the given members.
func (s *splitter) children(around, up int, members []int) {
	for k, x := range s.old {
		if x.parent != around {
			continue
		}
		var inside []int
		for _, v := range members {
			if s.holds(k, s.home[v]) {
				inside = append(inside, v)
			}
		}
		for _, run := range s.runs(inside) {
			at := len(s.g.groups)
			s.g.groups = append(s.g.groups, ggroup{spec: x.spec, parent: up, depth: x.depth})
			for _, v := range run {
				if s.home[v] == k {
					s.g.nodes[v].group = at
				}
			}
			s.children(k, at, run)
		}
	}
}

func (s *splitter) holds(group, k int) bool {
	for k >= 0 && k != group {
		k = s.old[k].parent
	}
	return k == group
}

// runs parts nodes into those of neighbouring columns, from the left.
func (s *splitter) runs(nodes []int) [][]int {
	slices.SortStableFunc(nodes, func(a, b int) int { return s.g.nodes[a].rank - s.g.nodes[b].rank })
	var runs [][]int
	for i, v := range nodes {
		if i == 0 || s.g.nodes[v].rank > s.g.nodes[nodes[i-1]].rank+1 {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], v)
	}
	return runs
}
