package catalog

import "slices"

// Linker links one catalog again and again, and looks up anew only what may have changed. Most edits change texts: then the resources have the same names
// as before, a reference that led to one still does, and so the edges of a resource whose file did not change are the same. The result
// is that of Link. A Linker serves one call at a time; the catalogs that it made may be in use meanwhile.
type Linker struct {
	// shared are the copies of the resources of native fragments that catalogs share.
	shared map[*Fragment][]Resource
	stages stages
}

// NewLinker returns a linker that has linked nothing yet.
func NewLinker() *Linker { return &Linker{} }

// stages is what one link found that the next one may use.
type stages struct {
	described, whole stage
	// clean says which resources have no reference but those that lead to a described one.
	clean []bool
	// edges and mentions are as the resources declare them, in the order of the whole stage; those of resource i end at ends[i].
	edges    []Edge
	mentions []Mention
	ends     []end
}

// stage is the resources without, or with, the stubs.
type stage struct {
	resources []Resource
	index     resolver
}

type end struct{ edges, mentions int }

// copies returns the copies of a fragment's resources that the linker works on.
func (k *Linker) copies(f *Fragment) []Resource {
	if list, ok := k.shared[f]; ok {
		return list
	}
	list := make([]Resource, len(f.Resources))
	for i, r := range f.Resources {
		list[i] = r.clone()
	}
	return list
}

// keep remembers a link that is done.
func (k *Linker) keep(l *linker) {
	k.stages = l.stages
	k.shared = make(map[*Fragment][]Resource, len(l.units))
	for _, u := range l.units {
		if u.native() {
			k.shared[u.fragment] = u.resources
		}
	}
}

// indexed returns a stage of sorted resources. Where the resources before had the same names, so is the index.
func (l *linker) indexed(before stage, resources []Resource) (now stage, same bool) {
	if before.sameNames(resources) && len(l.apart) == 0 && len(before.index.apart) == 0 {
		return stage{resources, before.index}, true
	}
	if described := l.stages.described; len(described.resources) > 0 && len(described.resources) == len(resources) {
		return described, false
	}
	return stage{resources, newResolver(resources, l.apart)}, false
}

// sameNames reports whether resources have the same kinds, ids, versions and aliases as those of the stage, in the same order, and are described where those are.
func (s stage) sameNames(resources []Resource) bool {
	if len(s.resources) != len(resources) {
		return false
	}
	for i, r := range resources {
		if r == s.resources[i] {
			continue
		}
		a, b := r.Common(), s.resources[i].Common()
		if a.Kind != b.Kind || a.ID != b.ID || a.Version != b.Version || a.Stub != b.Stub || !slices.Equal(a.Aliases, b.Aliases) {
			return false
		}
	}
	return true
}
