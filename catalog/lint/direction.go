package lint

import (
	"github.com/eventatlas/eventatlas/catalog"
)

// directionSuspect is the code of a document that may say its directions the wrong way round; the AsyncAPI reader reports it too, of
// operations whose names contradict theirs.
const directionSuspect catalog.Code = "asyncapi/direction-suspect"

// oneSided finds channels on which all that is known comes from specifications, of two services or more, and all of it is on one side:
// either somebody has left out the other side, or one of the documents was written for the clients of its service.
func oneSided() Rule {
	return Rule{
		Code:  directionSuspect,
		About: "Several documents are all senders, or all receivers, on a channel that nobody else uses.",
		Check: func(in Input) []catalog.Diagnostic {
			sides := make(map[catalog.ID]*side)
			for i := range in.Catalog.Edges {
				e := &in.Catalog.Edges[i]
				if e.Via == catalog.NoID || e.Relation != catalog.Produces && e.Relation != catalog.Consumes {
					continue
				}
				if sides[e.Via] == nil {
					sides[e.Via] = &side{first: e}
				}
				sides[e.Via].add(e)
			}
			var list []catalog.Diagnostic
			for id := range in.Catalog.Resources {
				if s := sides[catalog.ID(id)]; s != nil && s.other != nil && !s.fine {
					list = append(list, s.report(in.Catalog, catalog.ID(id)))
				}
			}
			return list
		},
	}
}

// side is what is known of a channel: the first use of it, one by another service on the same side, and whether anything speaks against
// a doubt: a use on the other side, or one that somebody has declared.
type side struct {
	first, other *catalog.Edge
	fine         bool
}

func (s *side) add(e *catalog.Edge) {
	s.fine = s.fine || e.Relation != s.first.Relation || e.Provenance != catalog.Derived || e.Reply
	if s.other == nil && e.From != s.first.From {
		s.other = e
	}
}

func (s *side) report(c *catalog.Catalog, channel catalog.ID) catalog.Diagnostic {
	verb, counterpart := "send to", "receives"
	if s.first.Relation == catalog.Consumes {
		verb, counterpart = "receive from", "sends"
	}
	d := catalog.Diag(directionSuspect, s.other.Pos, "`"+c.Base(s.first.From).ID+"` and `"+c.Base(s.other.From).ID+"` both "+verb+" `"+
		c.Base(channel).Title()+"`, and nobody "+counterpart).
		Suggest("If one of the documents is written for its clients, set `perspective: client` for it under `sources`").
		Note(s.first.Pos, "the other document")
	d.Severity = catalog.Warning
	return d
}
