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

// folded is an object with its traits, and which trait gave what.
type folded struct {
	object object
	traits []catalog.SpecTrait
}

// folding is the state of folding the traits of one object.
type folding struct {
	*resolver
	fields []entry
	// at is the index of each field, by lists, for each field, the traits whose values are in it.
	at map[string]int
	by map[string][]int
	// spent counts the mappings that were merged, against maxMerges.
	spent int
}

// The bounds of what traits may add: to one object, and in one document. A thousand messages that share a trait of a thousand
// extensions would hold a million otherwise.
const (
	maxTraitFields = 1_000
	maxFolded      = 1_000_000
)

// foldMessage returns a message with its traits, foldOperation an operation.
func (r *reader) foldMessage(v value) (object, []catalog.SpecTrait) { return r.fold(v, "payload") }

func (r *reader) foldOperation(v value) (object, []catalog.SpecTrait) {
	return r.fold(v, "action", "channel", "messages", "message", "reply")
}

// fold applies the traits of an operation or a message by JSON Merge Patch (RFC 7386). In 2.x the traits are laid over the object, in
// 3.x the object over the traits. Fields that a trait must not have are ignored.
func (r *reader) fold(v value, forbidden ...string) (object, []catalog.SpecTrait) {
	list := r.get(v, "traits").items()
	if len(list) == 0 || r.spent > maxFolded {
		return object{value: v}, nil
	}
	if known, ok := r.folds[v.place()]; ok {
		return known.object, known.traits
	}
	f := &folding{resolver: r.resolver, at: map[string]int{}, by: map[string][]int{}}
	own := slices.DeleteFunc(v.entries(), func(e entry) bool { return e.name == "traits" })
	if r.version.major == 2 {
		f.applyAll(own, -1)
	}
	traits := make([]catalog.SpecTrait, len(list))
	for i, item := range list {
		end, _ := r.follow(item)
		traits[i] = catalog.SpecTrait{Name: r.definitionKey(item, "messageTraits", "operationTraits"), Pos: item.node.Position()}
		fields := slices.DeleteFunc(end.entries(), func(e entry) bool { return e.name == "traits" || slices.Contains(forbidden, e.name) })
		f.applyAll(fields[:min(len(fields), maxTraitFields)], i)
	}
	if r.version.major > 2 {
		f.applyAll(own, -1)
	}
	f.fields = slices.DeleteFunc(f.fields, func(e entry) bool { return e.node == nil })
	for _, e := range f.fields {
		for _, i := range f.by[e.name] {
			traits[i].Fields = append(traits[i].Fields, e.name)
		}
	}
	r.spent += len(f.fields) + f.spent
	o := object{value: v, fields: f.fields}
	r.folds[v.place()] = folded{o, traits}
	return o, traits
}

func (f *folding) applyAll(fields []entry, trait int) {
	for _, e := range fields {
		f.apply(e, trait)
	}
}

// apply lays one field of a trait, or of the object itself (-1), over what there is.
func (f *folding) apply(e entry, trait int) {
	i, there := f.at[e.name]
	switch {
	case e.node.Is(catalog.NullNode) && trait >= 0 || e.node.Is(catalog.NullNode) && there:
		if there {
			f.fields[i].value = value{}
		}
		delete(f.at, e.name)
		delete(f.by, e.name)
	case !there:
		f.at[e.name] = len(f.fields)
		f.fields = append(f.fields, e)
		f.by[e.name] = contributors(nil, trait)
	default:
		merged, both := f.merge(f.fields[i].value, e.value)
		if !both {
			f.fields[i] = e
			f.by[e.name] = contributors(nil, trait)
			return
		}
		f.fields[i].value = merged
		f.by[e.name] = contributors(f.by[e.name], trait)
	}
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
