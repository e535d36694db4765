package site

import "github.com/eventatlas/eventatlas/catalog"

// Gap is something that a description may lack.
type Gap string

// The gaps.
const (
	Owner    Gap = "owner"
	Summary  Gap = "summary"
	Schema   Gap = "schema"
	Example  Gap = "example"
	Producer Gap = "producer"
	Consumer Gap = "consumer"
	// Description is that of something which is referred to, and which nobody describes.
	Description Gap = "description"
)

// Gaps lists the gaps in the order in which they are told.
func Gaps() []Gap { return []Gap{Owner, Summary, Schema, Example, Producer, Consumer, Description} }

// Coverage says how many of the resources that a gap concerns have what others lack.
type Coverage struct{ Of, Have int }

// Percent is the share in whole percent, rounded down, so that only a whole is 100. It is 100 where nothing is concerned.
func (c Coverage) Percent() int {
	if c.Of == 0 {
		return 100
	}
	return c.Have * 100 / c.Of
}

// Add counts one more resource.
func (c *Coverage) Add(lacking bool) {
	c.Of++
	if !lacking {
		c.Have++
	}
}

// Coverage returns how many of the highest versions have what a gap is about.
func (p *Plan) Coverage(gap Gap) Coverage { return p.coverage[gap] }

// Lacks reports whether a gap concerns a resource, and whether there is one. What is outside, and what nobody describes at all, is nobody's to
// complete, so that only the missing description of it counts.
func (p *Plan) Lacks(gap Gap, id catalog.ID) (concerned, lacking bool) {
	r := p.Catalog.Resource(id)
	base := r.Common()
	if gap == Description {
		return owned(base.Kind), base.Stub
	}
	if base.Stub || external(r) {
		return false, false
	}
	m, isMessage := r.(*catalog.Message)
	switch gap {
	case Owner:
		return owned(base.Kind), len(p.Owners(id)) == 0
	case Summary:
		return owned(base.Kind), base.Summary == ""
	case Schema:
		return isMessage, isMessage && m.Schema.IsZero()
	case Example:
		return isMessage, isMessage && len(m.Examples) == 0
	case Producer:
		return isMessage, !p.used(base, catalog.Produces)
	case Consumer:
		return isMessage, !p.used(base, catalog.Consumes)
	default:
		return false, false
	}
}

// owned reports whether resources of a kind belong to somebody, and are described by whoever that is.
func owned(kind catalog.Kind) bool {
	switch kind {
	case catalog.DomainKind, catalog.SystemKind, catalog.ServiceKind, catalog.EventKind, catalog.CommandKind, catalog.QueryKind,
		catalog.ChannelKind, catalog.StoreKind, catalog.FlowKind:
		return true
	default:
		return false
	}
}

func external(r catalog.Resource) bool {
	switch r := r.(type) {
	case *catalog.Service:
		return r.External
	case *catalog.System:
		return r.External
	default:
		return false
	}
}

// used reports whether a service produces or consumes any version of a message.
func (p *Plan) used(base *catalog.Base, relation catalog.Relation) bool {
	if !base.Kind.IsMessage() {
		return true
	}
	for _, v := range p.Catalog.Versions(base.Kind, base.ID) {
		if len(p.Graph.To(v, relation)) > 0 {
			return true
		}
	}
	return false
}
