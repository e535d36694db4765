package catalog

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// definition is one telling of a resource while definitions are merged.
type definition struct {
	unit     *unit
	resource Resource
	// slot is the place of the unit's copy, where that may be shared with other catalogs; nil for one that is this link's own.
	slot *Resource
}

// own makes the resource of a definition one that may be changed.
func (d *definition) own() {
	if d.slot != nil {
		d.resource, d.slot = d.resource.clone(), nil
	}
}

// merge makes one resource of all definitions that share kind, id and version, native ones first.
func (l *linker) merge() {
	list := l.definitions()
	merged := make([]definition, 0, len(list))
	for start := 0; start < len(list); {
		end := start + 1
		for end < len(list) && sameName(list[start], list[end]) {
			end++
		}
		if end == start+1 {
			merged = append(merged, list[start])
		} else {
			merged = append(merged, l.mergeName(list[start:end])...)
		}
		start = end
	}
	markLatest(merged)
	l.resources = make([]Resource, len(merged))
	for i, d := range merged {
		l.resources[i] = d.resource
	}
	l.checkNames()
}

// definitions lists the definitions of all units by kind and id, those of one name in the order of the units.
func (l *linker) definitions() []definition {
	n := 0
	for _, u := range l.units {
		n += len(u.resources)
	}
	list := make([]definition, 0, n)
	for _, u := range l.units {
		u.rewrite()
		for i, r := range u.resources {
			d := definition{unit: u, resource: r}
			if u.native() {
				d.slot = &u.resources[i]
			}
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b definition) int {
		x, y := a.resource.Common(), b.resource.Common()
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), strings.Compare(x.ID, y.ID))
	})
	return list
}

func sameName(a, b definition) bool {
	x, y := a.resource.Common(), b.resource.Common()
	return x.Kind == y.Kind && x.ID == y.ID
}

// checkNames reports names that are longer than what is shown of them.
func (l *linker) checkNames() {
	for _, r := range l.resources {
		if b := r.Common(); len(b.Name) > maxTitle {
			l.report(Diag(FormatValue, b.Source.Pos, "the name of `"+shorten(b.Key(), maxTitle)+"` has "+strconv.Itoa(len(b.Name))+" bytes; the first "+strconv.Itoa(maxTitle)+" are shown").
				Suggest("Put what there is to say into `summary` or `description`"))
		}
	}
}

// markLatest marks the highest version of each resource. A copy that other catalogs use is replaced, for them and for links to come.
func markLatest(merged []definition) {
	for i := range merged {
		latest := i+1 == len(merged) || !sameName(merged[i], merged[i+1])
		d := &merged[i]
		if d.resource.Common().Latest == latest {
			continue
		}
		if d.slot != nil {
			d.resource = d.resource.clone()
			*d.slot = d.resource
		}
		d.resource.Common().Latest = latest
	}
}

// mergeName merges the definitions of one kind and id, in all versions.
func (l *linker) mergeName(list []definition) []definition {
	slices.SortStableFunc(list, compareDefinitions)
	var merged []definition
	seen := map[string]definition{}
	for _, d := range list {
		b := d.resource.Common()
		if !d.unit.native() {
			break
		}
		if first, ok := seen[b.Version]; ok {
			l.report(duplicate(b, first.resource.Common()))
			continue
		}
		seen[b.Version] = d
		merged = append(merged, d)
	}
	byVersion := func(a, b definition) int { return compareResources(a.resource, b.resource) }
	slices.SortStableFunc(merged, byVersion)
	natives := len(merged)
	for _, d := range list {
		if d.unit.native() {
			continue
		}
		if into := mergeTarget(merged, natives, d.resource); into != nil {
			into.own()
			l.fill(into.resource, d.resource)
			continue
		}
		merged = append(merged, d)
	}
	slices.SortStableFunc(merged, byVersion)
	return merged
}

// compareDefinitions puts native definitions first, then specifications of senders, then the others, each in the order of their
// places: the sender's schema is the contract, whatever the names of the files.
func compareDefinitions(a, b definition) int {
	return cmp.Or(rank(a)-rank(b), a.resource.Common().Source.Pos.Compare(b.resource.Common().Source.Pos))
}

func rank(d definition) int {
	if d.unit.native() {
		return 0
	}
	if m, ok := d.resource.(*Message); ok && m.Sent {
		return 1
	}
	return 2
}

// mergeTarget is the resource that an imported definition belongs to: the one of its version; for anything but a message, and where one
// of the two has no version, the latest there is; nil where it stands for itself.
func mergeTarget(merged []definition, natives int, r Resource) *definition {
	if len(merged) == 0 {
		return nil
	}
	version := r.Common().Version
	for i := range merged {
		if merged[i].resource.Common().Version == version {
			return &merged[i]
		}
	}
	latest := &merged[len(merged)-1]
	if natives > 0 {
		latest = &merged[natives-1]
	}
	if !r.Common().Kind.IsMessage() || version == "" || latest.resource.Common().Version == "" {
		return latest
	}
	return nil
}

func duplicate(b, first *Base) Diagnostic {
	what := "`" + b.Key() + "` is defined twice"
	return Diag(IDDuplicate, b.Source.Pos, what).
		Suggest("Remove one of the two, or give them different versions").
		Note(first.Source.Pos, "the first definition, which is the one that counts")
}

// fill adds to a resource what another definition of it says: fields that are empty are taken over, lists that say who does what
// are joined, and a contract on which both have their own word is reported.
func (l *linker) fill(into, from Resource) {
	a, b := into.Common(), from.Common()
	l.compare(into, from)
	a.Also = append(slices.Clip(a.Also), b.Source)
	switch into := into.(type) {
	case *Service:
		s := from.(*Service)
		into.Produces = slices.Concat(into.Produces, s.Produces)
		into.Consumes = slices.Concat(into.Consumes, s.Consumes)
		into.Specs = slices.Concat(into.Specs, s.Specs)
	case *Channel:
		c := from.(*Channel)
		into.Carries = slices.Concat(into.Carries, c.Carries)
		into.Routes = slices.Concat(into.Routes, c.Routes)
		into.Servers = slices.Concat(into.Servers, c.Servers)
	case *Broker:
		into.Servers = slices.Concat(into.Servers, from.(*Broker).Servers)
	}
	a.Tags = joinTags(a.Tags, b.Tags)
	a.Aliases = slices.Concat(a.Aliases, b.Aliases)
	fillEmpty(reflect.ValueOf(into).Elem(), reflect.ValueOf(from).Elem())
}

// fillEmpty sets every field that is the zero value to the other struct's. Reflection keeps it one rule for all fifteen kinds: a new
// field is merged without anybody having to remember to.
func fillEmpty(into, from reflect.Value) {
	for i := range into.NumField() {
		a, b := into.Field(i), from.Field(i)
		switch {
		case a.Type() == reflect.TypeFor[Base]():
			fillEmpty(a, b)
		case a.IsZero():
			a.Set(b)
		}
	}
}

func joinTags(a, b []Tag) []Tag {
	joined := slices.Clip(a)
	for _, t := range b {
		if !slices.ContainsFunc(joined, func(u Tag) bool { return u.Name == t.Name }) {
			joined = append(joined, t)
		}
	}
	return joined
}

// compare reports where two definitions of one contract disagree.
func (l *linker) compare(into, from Resource) {
	a, b := into.Common(), from.Common()
	differ := func(what, x, y string) {
		if x == "" || y == "" || x == y {
			return
		}
		l.report(Diag(MergeConflict, a.Source.Pos, "`"+a.Key()+"` has the "+what+" `"+x+"` here and `"+y+"` in `"+b.Source.Pos.File+"`").
			Suggest("Correct one of the two; until then this one counts").
			Note(b.Source.Pos, "the other definition"))
	}
	switch into := into.(type) {
	case *Message:
		m := from.(*Message)
		differ("content type", into.ContentType, m.ContentType)
		if into.CloudEvents != nil && m.CloudEvents != nil {
			differ("CloudEvents type", into.CloudEvents.Type, m.CloudEvents.Type)
		}
		if into.Sent && m.Sent && into.Fingerprint != m.Fingerprint {
			differ("schema", schemaPlace(into.Schema), schemaPlace(m.Schema))
		}
	case *Channel:
		differ("address", normalAddress(into.Address), normalAddress(from.(*Channel).Address))
	case *Broker:
		differ("protocol", strings.ToLower(into.Protocol), strings.ToLower(from.(*Broker).Protocol))
	}
}

// schemaPlace names where a schema is, for people.
func schemaPlace(s SchemaRef) string {
	if s.Pointer != "" {
		return s.Path + "#" + s.Pointer
	}
	return s.Path
}

// rewrite gives the references of an imported unit the ids that its resources joined others under.
func (u *unit) rewrite() {
	if len(u.renamed) == 0 {
		return
	}
	for _, r := range u.resources {
		switch r := r.(type) {
		case *Service:
			r.Produces = u.rewriteUses(r.Produces)
			r.Consumes = u.rewriteUses(r.Consumes)
		case *Channel:
			r.Carries = u.rewriteRefs(r.Carries, MessageKinds())
			u.rewriteRef(&r.Broker, KindSet{BrokerKind})
		case *Message:
			r.Replies = u.rewriteRefs(r.Replies, MessageKinds())
		case *Specification:
			u.rewriteRef(&r.Service, KindSet{ServiceKind})
		}
	}
}

func (u *unit) rewriteUses(uses []Use) []Use {
	list := slices.Clone(uses)
	for i := range list {
		u.rewriteRef(&list[i].Message, MessageKinds())
		list[i].Via = u.rewriteRefs(list[i].Via, KindSet{ChannelKind})
		list[i].Triggers = u.rewriteRefs(list[i].Triggers, MessageKinds())
	}
	return list
}

func (u *unit) rewriteRefs(refs []Ref, kinds KindSet) []Ref {
	list := slices.Clone(refs)
	for i := range list {
		u.rewriteRef(&list[i], kinds)
	}
	return list
}

func (u *unit) rewriteRef(ref *Ref, kinds KindSet) {
	if ref.Kind != NoKind {
		kinds = KindSet{ref.Kind}
	}
	for _, kind := range kinds {
		if to, ok := u.renamed[resourceName{kind, ref.ID}]; ok {
			ref.Kind, ref.ID = to.kind, to.id
			return
		}
	}
}
