package diagram

// Connection is one row of the text alternative: what the picture says, in words.
type Connection struct {
	From, Relation, To string
	// FromHref and ToHref are the nodes' links as the drawing has them; empty where there is none.
	FromHref, ToHref string
	// Label is what stands on the edge; Count how many connections it bundles, at least 1.
	Label  string
	Count  int
	Change Change
}

// Connections returns one row for each edge of the spec, in its order, for a table that the caller renders.
// Edges that point nowhere are left out, as they are from the drawing.
func Connections(s Spec) []Connection {
	rows := make([]Connection, 0, len(s.Edges))
	for i := range s.Edges {
		e := &s.Edges[i]
		if !within(e.From, len(s.Nodes)) || !within(e.To, len(s.Nodes)) {
			continue
		}
		from, to := &s.Nodes[e.From], &s.Nodes[e.To]
		rows = append(rows, Connection{
			From: fullName(from), Relation: relation(e), To: fullName(to),
			FromHref: safeHref(from.Href), ToHref: safeHref(to.Href),
			Label: clean(e.Label), Count: max(1, e.Weight), Change: e.Change,
		})
	}
	return rows
}

// StepConnections returns one row for each message of a sequence diagram, in the order of time; Label is its text. Notes connect nothing
// and have none.
func StepConnections(s Steps) []Connection {
	rows := make([]Connection, 0, len(s.Messages))
	for _, m := range s.Messages {
		if m.Note != "" || !within(m.From, len(s.Participants)) || !within(m.To, len(s.Participants)) {
			continue
		}
		from, to := s.Participants[m.From], s.Participants[m.To]
		rows = append(rows, Connection{
			From: clean(from.Name), To: clean(to.Name),
			Relation: relation(&Edge{Relation: m.Relation, Sync: m.Sync}),
			FromHref: safeHref(from.Href), ToHref: safeHref(to.Href),
			Label: clean(m.Text), Count: 1, Change: m.Change,
		})
	}
	return rows
}

func within(i, n int) bool { return i >= 0 && i < n }

func relation(e *Edge) string {
	switch {
	case e.Relation != "":
		return clean(e.Relation)
	case e.Sync:
		return "calls"
	}
	return "to"
}

func fullName(n *Node) string {
	if n.FullName != "" {
		return clean(n.FullName)
	}
	return clean(n.Name)
}
