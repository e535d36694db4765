package catalog

import "slices"

// to resolves a reference for an edge. Loose says that the version asked for does not exist and the highest stands in.
func (l *linker) to(ref Ref, kinds KindSet) (id ID, loose, ok bool) {
	if ref.IsZero() || (ref.Kind != NoKind && !kinds.Has(ref.Kind)) {
		return NoID, false, false
	}
	id, outcome := l.index.resolve(ref, kinds)
	return id, outcome == Unresolved, id != NoID
}

// edge adds an edge from a resource to what a reference leads to.
func (l *linker) edge(from ID, relation Relation, ref Ref, kinds KindSet, via ID, provenance Provenance) *Edge {
	to, loose, ok := l.to(ref, kinds)
	if !ok {
		return nil
	}
	l.edges = append(l.edges, Edge{From: from, To: to, Relation: relation, Via: via, Provenance: provenance, Pos: ref.Pos, Loose: loose})
	return &l.edges[len(l.edges)-1]
}

// edgeFrom adds an edge from what a reference leads to.
func (l *linker) edgeFrom(ref Ref, kinds KindSet, relation Relation, to ID) {
	if from, loose, ok := l.to(ref, kinds); ok {
		l.edges = append(l.edges, Edge{From: from, To: to, Relation: relation, Via: NoID, Pos: ref.Pos, Loose: loose})
	}
}

func (l *linker) mention(from ID, role Role, ref Ref, kinds KindSet) {
	if to, _, ok := l.to(ref, kinds); ok {
		l.mentions = append(l.mentions, Mention{From: from, To: to, Role: role, Pos: ref.Pos})
	}
}

// connectOne adds the edges and mentions that one resource declares.
func (l *linker) connectOne(id ID) {
	r := l.resources[id]
	b := r.Common()
	for _, owner := range b.Owners {
		l.edgeFrom(owner, ownerKinds, Owns, id)
	}
	if b.Deprecated != nil {
		l.edgeFrom(b.Deprecated.ReplacedBy, replacementKinds(b.Kind), Replaces, id)
	}
	switch r := r.(type) {
	case *Domain:
		l.edgeFrom(r.Parent, domainOnly, Contains, id)
	case *System:
		l.edgeFrom(r.Domain, domainOnly, Contains, id)
	case *Service:
		l.connectService(id, r)
	case *Message:
		l.edgeFrom(r.Domain, domainOnly, Contains, id)
		for _, reply := range r.Replies {
			l.edge(id, Replies, reply, messageSet, NoID, Declared)
		}
	case *Channel:
		l.connectChannel(id, r)
	default:
		l.connectOther(id, r)
	}
}

func (l *linker) connectService(id ID, s *Service) {
	l.edgeFrom(s.Domain, domainOnly, Contains, id)
	l.edgeFrom(s.System, systemOnly, Contains, id)
	for i := range s.Produces {
		l.connectUse(id, Produces, &s.Produces[i])
	}
	for i := range s.Consumes {
		l.connectUse(id, Consumes, &s.Consumes[i])
	}
	for _, call := range s.Calls {
		if e := l.edge(id, Calls, call.Service, serviceOnly, NoID, Declared); e != nil {
			e.Filter = call.Label
		}
	}
	for _, store := range s.Reads {
		l.edge(id, Reads, store, storeOnly, NoID, Declared)
	}
	for _, store := range s.Writes {
		l.edge(id, Writes, store, storeOnly, NoID, Declared)
	}
}

// connectUse adds the edges of one use: to the message by each of its channels, from each channel to the message it then carries, and
// from the message to those it triggers.
func (l *linker) connectUse(id ID, relation Relation, use *Use) {
	channels := []ID{NoID}
	for _, via := range use.Via {
		if channel, _, ok := l.to(via, channelOnly); ok {
			channels = append(channels, channel)
		}
	}
	if len(channels) > 1 {
		channels = channels[1:]
	}
	for _, channel := range channels {
		e := l.edge(id, relation, use.Message, messageSet, channel, use.Provenance)
		if e == nil {
			return
		}
		e.Group, e.Fields, e.View, e.Reply = use.Group, use.Fields, use.View, use.Reply
		message := e.To
		if channel != NoID {
			l.edges = append(l.edges, Edge{From: channel, To: message, Relation: Carries, Via: NoID, Provenance: Derived, Pos: use.Pos})
		}
		if channel != channels[0] {
			continue
		}
		for _, triggered := range use.Triggers {
			l.edge(message, Triggers, triggered, messageSet, id, use.Provenance)
		}
	}
}

func (l *linker) connectChannel(id ID, c *Channel) {
	l.edgeFrom(c.Broker, brokerOnly, Contains, id)
	provenance := Declared
	if c.Source.Format != "native" {
		provenance = Derived
	}
	for _, message := range c.Carries {
		l.edge(id, Carries, message, messageSet, NoID, provenance)
	}
	for _, route := range c.Routes {
		if e := l.edge(id, Routes, route.To, channelOnly, NoID, provenance); e != nil {
			e.Filter = route.Filter
		}
	}
}

// connectOther adds what the remaining kinds mention, and what a decision supersedes.
func (l *linker) connectOther(id ID, r Resource) {
	switch r := r.(type) {
	case *Entity:
		l.edgeFrom(r.Domain, domainOnly, Contains, id)
		visitEntity(r, func(ref Ref, kinds KindSet) { l.mention(id, Refers, ref, kinds) })
	case *Flow:
		for _, step := range r.Steps {
			l.mention(id, InStep, step.Resource, stepKinds(step.Resource))
		}
	case *Team:
		for _, member := range r.Members {
			l.mention(id, HasMember, member, personOnly)
		}
	case *Decision:
		for _, ref := range r.AppliesTo {
			l.mention(id, AppliesTo, ref, nil)
		}
		for _, ref := range r.Supersedes {
			l.edge(id, Replaces, ref, KindSet{DecisionKind}, NoID, Declared)
		}
	case *Specification:
		l.mention(id, Describes, r.Service, serviceOnly)
	}
}

// breakCycles reports domains that contain themselves, once for each cycle, and takes one edge out of it, so that walking up from
// any resource ends.
func (l *linker) breakCycles() {
	parent := map[ID]int{}
	for i := range l.edges {
		if e := &l.edges[i]; e.Relation == Contains && l.resources[e.To].Common().Kind == DomainKind {
			parent[e.To] = i
		}
	}
	var drop []int
	done := map[ID]bool{}
	for id := range l.resources {
		if _, ok := parent[ID(id)]; !ok || done[ID(id)] {
			continue
		}
		cycle := findCycle(l.edges, parent, ID(id), done)
		if len(cycle) == 0 {
			continue
		}
		first := slices.MinFunc(cycle, func(a, b int) int { return l.edges[a].Pos.Compare(l.edges[b].Pos) })
		drop = append(drop, first)
		l.report(l.cycle(cycle, first))
	}
	if len(drop) == 0 {
		return
	}
	l.edges = slices.Clone(l.edges) // the next link uses them as they were
	slices.Sort(drop)
	for _, i := range slices.Backward(drop) {
		l.edges = slices.Delete(l.edges, i, i+1)
	}
}

// findCycle walks up from a domain and returns the edges of the cycle that it runs into, if that is a new one.
func findCycle(edges []Edge, parent map[ID]int, from ID, done map[ID]bool) []int {
	at := map[ID]int{}
	var path []int
	for id := from; !done[id]; {
		if start, ok := at[id]; ok {
			for seen := range at {
				done[seen] = true
			}
			return path[start:]
		}
		at[id] = len(path)
		e, ok := parent[id]
		if !ok {
			break
		}
		path = append(path, e)
		id = edges[e].From
	}
	for seen := range at {
		done[seen] = true
	}
	return nil
}

func (l *linker) cycle(cycle []int, first int) Diagnostic {
	e := l.edges[first]
	inner, outer := l.resources[e.To].Common(), l.resources[e.From].Common()
	d := Diag(RefCycle, e.Pos, "the domain `"+inner.ID+"` has the parent `"+outer.ID+"`, which is inside of it").
		Suggest("Remove one of the parents; until then this one does not count")
	for _, i := range cycle {
		if i != first {
			d = d.Note(l.edges[i].Pos, "`"+l.resources[l.edges[i].To].Common().ID+"` is put into `"+l.resources[l.edges[i].From].Common().ID+"` here")
		}
	}
	return d
}
