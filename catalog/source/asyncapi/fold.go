package asyncapi

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// object is a mapping with its traits folded in. Each field keeps the place that it comes from.
type object struct {
	value
	// fields is nil for an object without traits, whose fields are the members of its node.
	fields []entry
}

// key returns the value of a field, which may be absent.
func (o object) key(name string) value {
	if o.fields == nil {
		return o.value.key(name)
	}
	for _, f := range o.fields {
		if f.name == name {
			return f.value
		}
	}
	return value{}
}

// entries returns the fields in source order.
func (o object) entries() []entry {
	if o.fields == nil {
		return o.value.entries()
	}
	return o.fields
}

// folding is the state of folding the traits of one object.
type folding struct {
	*resolver
	fields []entry
	// by lists, for each field, the traits whose values are in it.
	by map[string][]int
	// spent counts the mappings that were merged, against maxMerges.
	spent int
}

// fold applies the traits of an operation or a message by JSON Merge Patch (RFC 7386). In 2.x the traits are laid over the object, in
// 3.x the object over the traits. Fields that a trait must not have are ignored.
func (r *reader) fold(v value, forbidden ...string) (object, []catalog.SpecTrait) {
	list := r.get(v, "traits").items()
	if len(list) == 0 {
		return object{value: v}, nil
	}
	f := &folding{resolver: r.resolver, by: map[string][]int{}}
	own := slices.DeleteFunc(v.entries(), func(e entry) bool { return e.name == "traits" })
	if r.version.major == 2 {
		f.fields = own
	}
	traits := make([]catalog.SpecTrait, len(list))
	for i, item := range list {
		end, _ := r.follow(item)
		traits[i] = catalog.SpecTrait{Name: r.definitionKey(item, "messageTraits", "operationTraits"), Pos: item.node.Position()}
		for _, e := range end.entries() {
			if e.name != "traits" && !slices.Contains(forbidden, e.name) {
				f.apply(e, i)
			}
		}
	}
	if r.version.major > 2 {
		for _, e := range own {
			f.apply(e, -1)
		}
	}
	for _, e := range f.fields {
		for _, i := range f.by[e.name] {
			traits[i].Fields = append(traits[i].Fields, e.name)
		}
	}
	return object{value: v, fields: f.fields}, traits
}

// apply lays one field of a trait, or of the object itself (-1), over what there is.
func (f *folding) apply(e entry, trait int) {
	i := slices.IndexFunc(f.fields, func(g entry) bool { return g.name == e.name })
	if e.node.Is(catalog.NullNode) {
		if i >= 0 {
			f.fields = slices.Delete(f.fields, i, i+1)
		}
		delete(f.by, e.name)
		return
	}
	if i < 0 {
		f.fields = append(f.fields, e)
		f.by[e.name] = contributors(nil, trait)
		return
	}
	old := f.fields[i]
	merged, both := f.merge(old.value, e.value)
	if !both {
		f.fields[i] = e
		f.by[e.name] = contributors(nil, trait)
		return
	}
	f.fields[i].value = merged
	f.by[e.name] = contributors(f.by[e.name], trait)
}

func contributors(list []int, trait int) []int {
	if trait < 0 || slices.Contains(list, trait) {
		return list
	}
	return append(list, trait)
}

// The bounds of merging two objects into each other, beyond which the patch wins whole: circular schemas have no end, and those
// that share their parts have far more paths than nodes.
const (
	maxMerge  = 24
	maxMerges = 5_000
)

// merge lays one mapping over another, references followed, and reports whether both are mappings.
func (f *folding) merge(a, b value) (value, bool) {
	target, _ := f.follow(a)
	patch, _ := f.follow(b)
	if !target.node.Is(catalog.MapNode) || !patch.node.Is(catalog.MapNode) {
		return value{}, false
	}
	if target.node == patch.node {
		return target, true
	}
	node := f.mergeNodes(target, patch, 0)
	return value{node: node, file: target.file, pointer: target.pointer, merged: true}, true
}

func (f *folding) mergeNodes(target, patch value, depth int) *catalog.Node {
	members := slices.Clone(target.node.Members)
	at := make(map[string]int, len(members))
	for i, m := range members {
		at[m.Key] = i
	}
	gone := map[string]bool{}
	for _, m := range patch.node.Members {
		i, there := at[m.Key]
		switch {
		case m.Value.Is(catalog.NullNode):
			gone[m.Key] = true
		case there:
			members[i].Value = f.mergeMember(target.at(m.Key, members[i].Value), patch.at(m.Key, m.Value), depth+1)
		default:
			members = append(members, m)
		}
	}
	members = slices.DeleteFunc(members, func(m catalog.Member) bool { return gone[m.Key] })
	return catalog.NewMap(target.node.Pos, members)
}

func (f *folding) mergeMember(a, b value, depth int) *catalog.Node {
	target, _ := f.follow(a)
	patch, _ := f.follow(b)
	f.spent++
	if depth > maxMerge || f.spent > maxMerges || target.node == patch.node || !target.node.Is(catalog.MapNode) || !patch.node.Is(catalog.MapNode) {
		return b.node
	}
	return f.mergeNodes(target, patch, depth)
}
