package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// maxPaths is the number of paths between steps from which on a drawing of them is a hairball that nobody can read and that takes long
// to lay out; the numbered list says where each step leads.
const maxPaths = 400

// lanesFigure draws the steps in the lanes of those who do them: a message stands in the lane of whoever sends it first.
func (c *context) lanesFigure(f *catalog.Flow, steps []flowStep) Figure {
	b := c.flowBlocks(steps)
	s := &flowLanes{flowBlocks: b, at: map[string]int{}, spec: diagram.Spec{Title: visible(f.Title())}}
	s.lane = make([]int, len(steps))
	for i := range steps {
		s.lane[i] = s.doer(i)
	}
	for i := range steps {
		if s.lane[i] == 0 {
			s.lane[i] = s.sender(i)
		}
	}
	for i := range steps {
		s.spec.Nodes = append(s.spec.Nodes, s.node(i))
	}
	s.whole = s.toTheEnd()
	for i := range steps {
		s.edges(i)
	}
	if len(s.spec.Edges) > maxPaths {
		return Figure{}
	}
	return Figure{ID: "lanes", Title: c.t("Lanes"), Spec: s.spec, Lanes: true}
}

// flowLanes collects lanes and steps.
type flowLanes struct {
	*flowBlocks
	// at finds the lanes; lane is that of each step, plus one.
	at   map[string]int
	lane []int
	// whole are the steps from which the flow can still come to its end.
	whole []bool
	spec  diagram.Spec
}

// doer is the lane of whoever does a step; 0 for a message. A step that does not say who is done by the one before.
func (s *flowLanes) doer(i int) int {
	step := s.steps[i]
	if s.isMessage(step) {
		return 0
	}
	if step.resource == catalog.NoID && step.Resource.ID == "" && step.Actor == "" {
		for _, p := range s.before[i] {
			if p < i && s.lane[p] > 0 {
				return s.lane[p]
			}
		}
	}
	group := diagram.Group{Name: s.stepName(step), Kind: diagram.KindActor}
	key := group.Name
	if step.resource != catalog.NoID {
		group.Ref, group.Href, group.Kind = s.cat.Base(step.resource).Key(), s.href(step.resource), diagram.Kind(s.icon(step.resource))
		key = group.Ref
	}
	if s.at[key] == 0 {
		s.spec.Groups = append(s.spec.Groups, group)
		s.at[key] = len(s.spec.Groups)
	}
	return s.at[key]
}

// sender is the lane of whoever sends a message; where nobody does, of whoever receives it.
func (s *flowLanes) sender(i int) int {
	for _, list := range [][]int{s.before[i], s.steps[i].next} {
		for _, p := range list {
			if s.lane[p] > 0 {
				return s.lane[p]
			}
		}
	}
	return 0
}

func (s *flowLanes) node(i int) diagram.Node {
	step := s.steps[i]
	n := diagram.Node{Number: i + 1, Group: s.lane[i], Kind: diagram.KindActor, Href: s.base + "#" + stepAnchor(i)}
	if step.resource != catalog.NoID {
		base := s.cat.Base(step.resource)
		n.Ref, n.Kind, n.Dashed = base.Key(), diagram.Kind(s.icon(step.resource)), base.Stub
	}
	if s.isMessage(step) {
		n.Name, n.Href = s.stepName(step), s.href(step.resource)
		return n
	}
	if n.Group > 0 {
		n.Kind = s.spec.Groups[n.Group-1].Kind
	}
	n.Name = visible(firstOf(step.Does, s.stepName(step)))
	if who := s.stepName(step); who != n.Name {
		n.FullName = who + ": " + n.Name
	}
	return n
}

// edges are where a step leads.
func (s *flowLanes) edges(i int) {
	step := s.steps[i]
	for k, n := range step.next {
		s.spec.Edges = append(s.spec.Edges, diagram.Edge{
			From: i, To: n, Label: visible(step.when[k]), Relation: "leads to", Early: s.early(i, k), Doubt: s.undeclared(step, s.steps[n]),
		})
	}
}

// early reports whether a condition leads to where the flow ends without coming to its end, and another one does not.
func (s *flowLanes) early(i, k int) bool {
	step, other := s.steps[i], false
	if step.when[k] == "" {
		return false
	}
	for j, n := range step.next {
		switch {
		case s.whole[n] && step.when[j] == step.when[k]:
			return false
		case s.whole[n]:
			other = true
		}
	}
	return other
}

// toTheEnd returns the steps that lead to the end of the flow, which is the last step of its longest way, or several where they are of one length.
func (s *flowLanes) toTheEnd() []bool {
	n := len(s.steps)
	depth, waits := make([]int, n), make([]int, n)
	back := func(i, to int) bool { return s.owns != nil && s.owns[to][i] }
	var queue []int
	for i := range n {
		for _, p := range s.before[i] {
			if !back(p, i) {
				waits[i]++
			}
		}
		if waits[i] == 0 {
			queue = append(queue, i)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, to := range s.steps[queue[0]].next {
			if back(queue[0], to) {
				continue
			}
			depth[to] = max(depth[to], depth[queue[0]]+1)
			if waits[to]--; waits[to] == 0 {
				queue = append(queue, to)
			}
		}
	}
	most := 0
	for i, step := range s.steps {
		if len(step.next) == 0 {
			most = max(most, depth[i])
		}
	}
	whole := make([]bool, n)
	for i, step := range s.steps {
		if len(step.next) == 0 && depth[i] == most {
			whole[i] = true
			queue = append(queue, i)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, p := range s.before[queue[0]] {
			if !whole[p] {
				whole[p] = true
				queue = append(queue, p)
			}
		}
	}
	return whole
}
