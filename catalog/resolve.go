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
	keys  []keyed
	stub  []bool
}

// newResolver indexes resources, which must be sorted by compareResources.
func newResolver(resources []Resource, apart map[resourceName][]string) resolver {
	r := resolver{
		versions: make(map[resourceName]versions, len(resources)),
		apart:    apart,
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

func (r *resolver) resolve(ref Ref, kinds KindSet) (ID, Outcome) {
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
