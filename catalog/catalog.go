package catalog

import (
	"slices"
	"strings"
)

// ID is the index of a resource in Catalog.Resources: dense, from 0. NoID is none.
type ID int32

// NoID is the absence of a resource.
const NoID ID = -1

// Relation is what an edge says: From <relation> To.
type Relation string

// The relations. From is the subject of the verb: a service consumes a message.
const (
	Produces Relation = "produces" // service to message, via channels
	Consumes Relation = "consumes" // service to message, via channels
	Carries  Relation = "carries"  // channel to message
	Routes   Relation = "routes"   // channel to channel
	Contains Relation = "contains" // domain, system or broker to what is in it
	Owns     Relation = "owns"     // team or person to anything
	Calls    Relation = "calls"    // service to service
	Reads    Relation = "reads"    // service to store
	Writes   Relation = "writes"   // service to store
	Triggers Relation = "triggers" // message to message, via the service that reacts
	Replies  Relation = "replies"  // request to its answer
	Replaces Relation = "replaces" // newer resource to the one it replaces
)

// Edge is one fact that connects two resources.
type Edge struct {
	From, To ID
	Relation Relation
	// Via is the channel of produces and consumes, the service of triggers; NoID where it is not known.
	Via ID
	// Group is the consumer group, Fields what a consumer reads of the payload.
	Group  string
	Fields []string
	// Filter is the condition of a route, or the label of a call.
	Filter     string
	Provenance Provenance
	Pos        Pos
	// Reply marks the answer to a request.
	Reply bool
	// View is the consumer's own picture of the payload; zero where it has none.
	View SchemaRef
	// Loose marks a reference whose version does not exist; To is the highest version instead.
	Loose bool
}

// Role says how one resource mentions another without an edge between them.
type Role string

// The roles.
const (
	AppliesTo Role = "applies to" // decision to what it is about
	InStep    Role = "step"       // flow to what takes part in it
	Refers    Role = "refers to"  // entity to entity
	HasMember Role = "member"     // team to person
	Describes Role = "describes"  // specification to service
)

// Mention connects resources that no edge connects: a decision and what it applies to, a flow and what takes part in it.
type Mention struct {
	From, To ID
	Role     Role
	Pos      Pos
}

// Catalog is everything that is known, merged and resolved. It is read-only.
type Catalog struct {
	Config Config
	// Resources are sorted by kind, id and version, lowest version first; a resource's index is its ID.
	Resources []Resource
	// Edges are sorted by from, relation, to, via and position.
	Edges []Edge
	// Mentions are sorted by from, role and position.
	Mentions []Mention
	// Diagnostics are those of all fragments and of linking, sorted by position.
	Diagnostics []Diagnostic
	// Files are all files that were read.
	Files Files

	index resolver
}

// Outcome is what became of a reference.
type Outcome uint8

// The three outcomes of resolving a reference, and the one of an imported id that several resources share.
const (
	// Resolved leads to a resource.
	Resolved Outcome = iota
	// Unresolved: the id exists, but no version of it fits.
	Unresolved
	// External: no such id.
	External
	// Ambiguous: the bare id stands for several imported resources.
	Ambiguous
)

// Resource returns the resource with that ID. It panics on an ID that the catalog did not give out, as a slice does.
func (c *Catalog) Resource(id ID) Resource { return c.Resources[id] }

// Base returns what every resource has, of the resource with that ID.
func (c *Catalog) Base(id ID) *Base { return c.Resources[id].Common() }

// Resolve finds the resource that a reference leads to, among the kinds that its place allows (the reference's own kind
// wins). What has the name comes before what had it earlier, as its aliases say. With Unresolved the ID is the highest version there is; with External it is the stub, if linking made one, or NoID.
func (c *Catalog) Resolve(ref Ref, kinds KindSet) (ID, Outcome) {
	return c.index.resolve(ref, kinds)
}

// Versions returns all versions of a resource, lowest first.
func (c *Catalog) Versions(kind Kind, id string) []ID {
	return c.index.versions[resourceName{kind, id}].ids
}

// Latest returns the highest version of a resource, or NoID.
func (c *Catalog) Latest(kind Kind, id string) ID {
	versions := c.Versions(kind, id)
	if len(versions) == 0 {
		return NoID
	}
	return versions[len(versions)-1]
}

// OfKind returns the IDs of all resources of the kinds, in their order, every version.
func (c *Catalog) OfKind(kinds ...Kind) []ID {
	var ids []ID
	for i, r := range c.Resources {
		if slices.Contains(kinds, r.Common().Kind) {
			ids = append(ids, ID(i))
		}
	}
	return ids
}

// Find returns the resource whose Key is the text, or NoID.
func (c *Catalog) Find(key string) ID {
	i, ok := slices.BinarySearchFunc(c.index.keys, key, func(k keyed, key string) int { return strings.Compare(k.key, key) })
	if !ok {
		return NoID
	}
	return c.index.keys[i].id
}
