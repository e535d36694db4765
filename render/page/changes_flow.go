package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// FlowChange is the drawing of what a commit changed in the flow.
type FlowChange struct {
	Figure Figure
	// Commit leads to all that it changed; Note says how much is not drawn.
	Commit Link
	Note   string
}

// flowChange is a connection that a commit changed, between what is still there and what is gone.
type flowChange struct {
	near, far flowThing
	tie       changes.Connection
}

// flowThing is one end of it: a resource of now, or NoID with what it was called. Sort says what became of it itself; 0 is nothing.
type flowThing struct {
	changes.Thing
	id   catalog.ID
	sort changes.Sort
}

// flow finds the ends of the connections that a change is about. What a further description of a resource says is new or gone only where no other says it.
func (f *finder) flow(c *changes.Change) []flowChange {
	var list []flowChange
	near := flowThing{Thing: c.Thing, id: f.find(&c.Thing), sort: c.Sort}
	further := near.id != catalog.NoID && f.further(c, near.id)
	if further {
		near.sort = 0
	}
	for _, tie := range c.Connections {
		far := f.far(tie)
		if further && f.declaredToo(near.id, far.id, tie.Relation) {
			continue
		}
		list = append(list, flowChange{near: near, far: far, tie: tie})
	}
	return list
}

// far finds the far end of a connection; one that nothing describes any more is of the first kind that it may have.
func (f *finder) far(tie changes.Connection) flowThing {
	far := flowThing{Thing: tie.Far, id: catalog.NoID}
	kinds := kindsOf(tie)
	for _, far.Kind = range kinds {
		if far.id = f.find(&far.Thing); far.id != catalog.NoID {
			return far
		}
	}
	far.Kind = kinds[0]
	return far
}

// declaredToo reports whether a description other than a specification says that two resources are connected.
func (f *finder) declaredToo(from, to catalog.ID, relation catalog.Relation) bool {
	return slices.ContainsFunc(f.g.From(from, relation), func(e *catalog.Edge) bool { return e.To == to && e.Provenance == catalog.Declared })
}

// kindsOf are the kinds that the far end of a connection may have.
func kindsOf(tie changes.Connection) []catalog.Kind {
	switch {
	case tie.Far.Kind != catalog.NoKind:
		return []catalog.Kind{tie.Far.Kind}
	case tie.Relation == catalog.Calls:
		return []catalog.Kind{catalog.ServiceKind}
	case tie.Relation == catalog.Reads || tie.Relation == catalog.Writes:
		return []catalog.Kind{catalog.StoreKind}
	case tie.Relation == catalog.Routes:
		return []catalog.Kind{catalog.ChannelKind}
	default:
		return catalog.MessageKinds()
	}
}

// The most drawings of the page, and boxes of one.
const (
	flowDrawings = 6
	flowBoxes    = 30
)

// flowChanges draws the newest changes of the flow.
func (c *context) flowChanges() []FlowChange {
	var list []FlowChange
	for _, e := range c.events() {
		if len(list) == flowDrawings {
			break
		}
		if len(e.Flow) > 0 {
			list = append(list, c.flowChange(e))
		}
	}
	return list
}

func (c *context) flowChange(e Event) FlowChange {
	s := c.sketch(day(e.Time) + " · " + visible(firstOf(e.Subject, shortID(e.Commit))))
	ends := map[changes.Thing]int{}
	left := 0
	for _, t := range e.Flow {
		from, drawn := s.thing(t.near, ends)
		to, drawn2 := s.thing(t.far, ends)
		if !drawn || !drawn2 {
			left++
			continue
		}
		s.changedTie(from, to, t.tie)
	}
	for _, change := range e.Changes {
		if change.ID == catalog.NoID {
			continue
		}
		base := s.cat.Base(change.ID)
		if n, drawn := ends[changes.Thing{Kind: base.Kind, ID: base.ID}]; drawn {
			s.spec.Nodes[n].Change = changeOf(change.Sort)
		}
	}
	v := FlowChange{Commit: Link{Text: c.t("All that it changed"), Href: "#" + CommitAnchor(e.Commit)}}
	if left > 0 {
		v.Note = c.n("%d more connection is not drawn|%d more connections are not drawn", left)
	}
	v.Figure = Figure{ID: "flow-" + shortID(e.Commit), Title: s.spec.Title, Spec: s.spec}
	return v
}

// thing draws an end of a change once, if there is room.
func (s *sketch) thing(t flowThing, ends map[changes.Thing]int) (int, bool) {
	key := t.Thing
	key.Name, key.File, key.Format, key.Pointer = "", "", "", ""
	if t.id != catalog.NoID {
		base := s.cat.Base(t.id)
		key = changes.Thing{Kind: base.Kind, ID: base.ID}
	}
	n, ok := ends[key]
	switch {
	case ok:
	case len(s.spec.Nodes) == flowBoxes:
		return 0, false
	case t.id != catalog.NoID:
		n = s.add(t.id, -1)
	default:
		n = len(s.spec.Nodes)
		s.spec.Nodes = append(s.spec.Nodes, diagram.Node{Name: visible(t.Name), Subtitle: visible(t.Version), Kind: diagram.Kind(t.Kind.String()), Label: s.t(kindWord(t.Kind))})
	}
	ends[key] = n
	if t.sort != 0 {
		s.spec.Nodes[n].Change = changeOf(t.sort)
	}
	return n, true
}

// changedTie draws a connection in the direction of the information, with what became of it.
func (s *sketch) changedTie(from, to int, tie changes.Connection) {
	var e *diagram.Edge
	switch tie.Relation {
	case catalog.Consumes:
		e = s.connect(to, from, "consumed by")
	case catalog.Reads:
		e = s.connect(to, from, "is read by")
	case catalog.Carries:
		e = s.connect(to, from, "travels on")
	case catalog.Writes:
		e = s.connect(from, to, "writes")
	case catalog.Calls:
		e = s.connect(from, to, "calls")
	case catalog.Routes:
		e = s.connect(from, to, "routes to")
	default:
		e = s.connect(from, to, "produces")
	}
	e.Sync = tie.Relation == catalog.Calls || tie.Relation == catalog.Reads || tie.Relation == catalog.Writes
	what := make([]string, len(tie.Aspects))
	for i, name := range tie.Aspects {
		what[i] = s.t(name)
	}
	e.Change = changeOf(tie.Sort)
	e.Label = s.changeLabel(e.Change, what)
}

func changeOf(sort changes.Sort) diagram.Change {
	switch sort {
	case changes.Added:
		return diagram.Added
	case changes.Removed:
		return diagram.Removed
	default:
		return diagram.Changed
	}
}
