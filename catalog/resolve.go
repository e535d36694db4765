package catalog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// resourceName is the identity of a resource without its version.
type resourceName struct {
	kind Kind
	id   string
}

// versions are the versions of one resource, lowest first: their ids and how they are written. They are parsed where there is a choice.
type versions struct {
	ids    []ID
	texts  []string
	parsed []*semver.Version
}

type keyed struct {
	key string
	id  ID
}

// resolver finds resources by reference. It is filled once and read-only from then on.
type resolver struct {
	versions map[resourceName]versions
	// apart holds the ids that several imported resources share, with the ids under which they stand instead.
	apart map[resourceName][]string
	// aliases are the names that resources had.
	aliases map[resourceName]formerName
	keys    []keyed
	stub    []bool
}

// formerName says what has a name no longer, and where the name is told.
type formerName struct {
	now resourceName
	pos Pos
}

// newResolver indexes resources, which must be sorted by compareResources.
func newResolver(resources []Resource, apart map[resourceName][]string) resolver {
	r := resolver{
		versions: make(map[resourceName]versions, len(resources)),
		apart:    apart,
		aliases:  map[resourceName]formerName{},
		keys:     make([]keyed, len(resources)),
		stub:     make([]bool, len(resources)),
	}
	for i, res := range resources {
		b := res.Common()
		name := resourceName{b.Kind, b.ID}
		v := r.versions[name]
		v.ids, v.texts = append(v.ids, ID(i)), append(v.texts, b.Version)
		if next := i + 1; len(v.texts) > 1 && (next == len(resources) || !named(resources[next], name)) {
			v.parsed = parseVersions(v.texts)
		}
		r.versions[name] = v
		for _, alias := range b.Aliases {
			former := resourceName{cmp.Or(alias.Kind, b.Kind), alias.ID}
			if _, taken := r.aliases[former]; !taken {
				r.aliases[former] = formerName{name, alias.Pos}
			}
		}
		r.keys[i] = keyed{b.Key(), ID(i)}
		r.stub[i] = b.Stub
	}
	slices.SortFunc(r.keys, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	return r
}

func named(r Resource, name resourceName) bool {
	b := r.Common()
	return b.Kind == name.kind && b.ID == name.id
}

// compareResources orders by kind, id and version, lowest version first.
func compareResources(a, b Resource) int {
	x, y := a.Common(), b.Common()
	if c := cmp.Or(cmp.Compare(x.Kind, y.Kind), strings.Compare(x.ID, y.ID)); c != 0 {
		return c
	}
	return CompareVersions(x.Version, y.Version)
}

// resolve finds what a reference leads to: what has the name, else what had it.
func (r *resolver) resolve(ref Ref, kinds KindSet) (ID, Outcome) {
	id, outcome := r.resolveName(ref, kinds)
	if outcome == External && id == NoID {
		if former, ok := r.renamed(ref, kinds); ok {
			return r.resolveIn(Ref{ID: former.now.id, Version: ref.Version}, former.now.kind)
		}
	}
	return id, outcome
}

// renamed finds what had the name that a reference leads by, if nothing has it now and it may stand at that place.
func (r *resolver) renamed(ref Ref, kinds KindSet) (formerName, bool) {
	if len(r.aliases) == 0 {
		return formerName{}, false
	}
	if id, outcome := r.resolveName(ref, kinds); outcome != External || id != NoID {
		return formerName{}, false
	}
	had := kinds
	switch {
	case ref.Kind != NoKind:
		had = KindSet{ref.Kind}
	case len(kinds) == 0:
		had = Kinds()
	}
	for _, kind := range had {
		if former, ok := r.aliases[resourceName{kind, ref.ID}]; ok && kinds.Has(former.now.kind) {
			return former, true
		}
	}
	return formerName{}, false
}

func (r *resolver) resolveName(ref Ref, kinds KindSet) (ID, Outcome) {
	if ref.Kind != NoKind {
		return r.resolveIn(ref, ref.Kind)
	}
	if len(kinds) == 0 {
		kinds = Kinds()
	}
	found, outcome := NoID, External
	for _, kind := range kinds {
		id, got := r.resolveIn(ref, kind)
		switch {
		case got == External && id == NoID:
		case found != NoID || outcome == Ambiguous:
			return NoID, Ambiguous
		default:
			found, outcome = id, got
		}
	}
	return found, outcome
}

func (r *resolver) resolveIn(ref Ref, kind Kind) (ID, Outcome) {
	name := resourceName{kind, ref.ID}
	found := r.versions[name]
	ids := found.ids
	if len(ids) == 0 {
		if len(r.apart[name]) > 0 {
			return NoID, Ambiguous
		}
		return NoID, External
	}
	parsed := found.parsed
	if parsed == nil && ref.Version != "" {
		parsed = parseVersions(found.texts)
	}
	i := pickVersion(found.texts, parsed, ref.Version)
	switch {
	case r.stub[ids[0]]:
		return ids[0], External
	case i < 0:
		return ids[len(ids)-1], Unresolved
	default:
		return ids[i], Resolved
	}
}

// candidates lists what an ambiguous reference may mean, sorted.
func (r *resolver) candidates(ref Ref, kinds KindSet) []string {
	if ref.Kind != NoKind {
		kinds = KindSet{ref.Kind}
	} else if len(kinds) == 0 {
		kinds = Kinds()
	}
	var list []string
	for _, kind := range kinds {
		name := resourceName{kind, ref.ID}
		for _, id := range r.apart[name] {
			list = append(list, Ref{Kind: kind, ID: id}.String())
		}
		if len(r.versions[name].ids) > 0 {
			list = append(list, Ref{Kind: kind, ID: ref.ID}.String())
		}
	}
	slices.Sort(list)
	return list
}
