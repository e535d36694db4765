package catalog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

var (
	channelOnly = KindSet{ChannelKind}
	brokerOnly  = KindSet{BrokerKind}
	serviceOnly = KindSet{ServiceKind}
	domainOnly  = KindSet{DomainKind}
	systemOnly  = KindSet{SystemKind}
	storeOnly   = KindSet{StoreKind}
	entityOnly  = KindSet{EntityKind}
	personOnly  = KindSet{PersonKind}
	ownerKinds  = KindSet{TeamKind, PersonKind}
	messageSet  = MessageKinds()
)

// visitRefs calls f for every reference of a resource, in the order of its fields.
func visitRefs(r Resource, f func(ref Ref, kinds KindSet)) {
	b := r.Common()
	all := func(refs []Ref, kinds KindSet) {
		for _, ref := range refs {
			f(ref, kinds)
		}
	}
	all(b.Owners, ownerKinds)
	if b.Deprecated != nil {
		f(b.Deprecated.ReplacedBy, replacementKinds(b.Kind))
	}
	switch r := r.(type) {
	case *Domain:
		f(r.Parent, domainOnly)
	case *System:
		f(r.Domain, domainOnly)
	case *Service:
		f(r.Domain, domainOnly)
		f(r.System, systemOnly)
		visitUses(r.Produces, f)
		visitUses(r.Consumes, f)
		for _, call := range r.Calls {
			f(call.Service, serviceOnly)
		}
		all(r.Reads, storeOnly)
		all(r.Writes, storeOnly)
	case *Message:
		f(r.Domain, domainOnly)
		all(r.Replies, messageSet)
	case *Channel:
		f(r.Broker, brokerOnly)
		all(r.Carries, messageSet)
		for _, route := range r.Routes {
			f(route.To, channelOnly)
		}
	case *Entity:
		f(r.Domain, domainOnly)
		visitEntity(r, f)
	case *Flow:
		for _, step := range r.Steps {
			f(step.Resource, stepKinds(step.Resource))
		}
	case *Team:
		all(r.Members, personOnly)
	case *Decision:
		all(r.AppliesTo, nil)
		all(r.Supersedes, KindSet{DecisionKind})
	case *Specification:
		f(r.Service, serviceOnly)
	}
}

func visitUses(uses []Use, f func(ref Ref, kinds KindSet)) {
	for i := range uses {
		use := &uses[i]
		f(use.Message, messageSet)
		for _, via := range use.Via {
			f(via, channelOnly)
		}
		for _, triggered := range use.Triggers {
			f(triggered, messageSet)
		}
	}
}

// visitEntity calls f for the entities that an entity refers to.
func visitEntity(e *Entity, f func(ref Ref, kinds KindSet)) {
	for _, ref := range e.References {
		f(ref, entityOnly)
	}
	var walk func(list []Property)
	walk = func(list []Property) {
		for _, p := range list {
			f(p.References, entityOnly)
			walk(p.Properties)
		}
	}
	walk(e.Properties)
}

// stepKinds are what a step of a flow may name. Its key says that it is a service or another resource; only of a message does the kind
// remain open, and a flow may well be named like the command that starts it.
func stepKinds(ref Ref) KindSet {
	if ref.Kind == NoKind {
		return messageSet
	}
	return nil
}

// replacementKinds are what may replace a resource: its own kind, or any message for a message.
func replacementKinds(k Kind) KindSet {
	if !k.IsMessage() {
		return KindSet{k}
	}
	kinds := KindSet{k}
	for _, other := range messageSet {
		if other != k {
			kinds = append(kinds, other)
		}
	}
	return kinds
}

// addStubs reports every reference that does not resolve, and gives a stub to whatever is referred to but not described, so that
// the gap is seen.
func (l *linker) addStubs() {
	described, same := l.indexed(l.last.stages.described, l.resources)
	l.index = described.index
	stubs := map[resourceName]Resource{}
	clean := make([]bool, len(l.resources))
	for i, r := range l.resources {
		clean[i] = same && l.last.stages.clean[i] && l.last.stages.described.resources[i] == r || l.addStubsOf(r, stubs)
	}
	l.stages.described, l.stages.clean = described, clean
	if len(stubs) == 0 {
		return
	}
	l.resources = slices.Clone(l.resources)
	for _, stub := range stubs {
		l.resources = append(l.resources, stub)
	}
	slices.SortFunc(l.resources, compareResources)
}

// addStubsOf does so for the references of one resource, and returns whether there was nothing to do.
func (l *linker) addStubsOf(r Resource, stubs map[resourceName]Resource) (clean bool) {
	clean = true
	visitRefs(r, func(ref Ref, kinds KindSet) {
		if ref.IsZero() {
			return
		}
		if ref.Kind != NoKind && !kinds.Has(ref.Kind) {
			clean = false
			l.report(wrongKind(ref, kinds))
			return
		}
		if former, ok := l.index.renamed(ref, kinds); ok {
			clean = false
			l.report(renamedTo(ref, former))
		}
		_, outcome := l.index.resolve(ref, kinds)
		clean = clean && outcome == Resolved
		switch outcome {
		case Unresolved:
			l.report(l.unresolved(ref, kinds))
		case Ambiguous:
			l.report(l.ambiguous(ref, kinds))
		case External:
			l.report(l.external(ref, kinds))
			addStub(stubs, ref, kinds)
		case Resolved:
		}
	})
	return clean
}

// addStub makes the stub of a reference whose kind is known or implied; it is declared at the smallest position that refers to it.
func addStub(stubs map[resourceName]Resource, ref Ref, kinds KindSet) {
	kind := ref.Kind
	if kind == NoKind {
		if len(kinds) == 0 {
			return
		}
		kind = kinds[0]
	}
	name := resourceName{kind, ref.ID}
	if old := stubs[name]; old != nil {
		if b := old.Common(); ref.Pos.Compare(b.Source.Pos) < 0 {
			b.Source.Pos = ref.Pos
		}
		return
	}
	r := New(kind)
	b := r.Common()
	b.ID, b.Stub, b.Latest, b.Source = ref.ID, true, true, Source{Pos: ref.Pos}
	stubs[name] = r
}

// renamedTo reports a reference by a name that a resource had.
func renamedTo(ref Ref, former formerName) Diagnostic {
	better := Ref{ID: former.now.id, Version: ref.Version}
	if ref.Kind != NoKind && ref.Kind != former.now.kind {
		better.Kind = former.now.kind
	}
	return Diag(RefAlias, ref.Pos, "`"+ref.ID+"` is an earlier id of the "+former.now.kind.String()+" `"+former.now.id+"`").
		Suggest("Refer to it as `"+better.String()+"`").Note(former.pos, "the earlier id stands here")
}

func wrongKind(ref Ref, kinds KindSet) Diagnostic {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = "`" + k.String() + "`"
	}
	return Diag(RefKind, ref.Pos, "`"+ref.String()+"` is a reference to a "+ref.Kind.String()+", which cannot stand here").
		Suggest("Refer to a " + strings.Join(words, " or "))
}

func (l *linker) unresolved(ref Ref, kinds KindSet) Diagnostic {
	id, _ := l.index.resolve(ref, kinds)
	b := l.resources[id].Common()
	texts := slices.Clone(l.index.versions[resourceName{b.Kind, b.ID}].texts)
	slices.Reverse(texts)
	list := few(texts)
	d := Diag(RefUnresolved, ref.Pos, "no version of `"+ref.ID+"` fits `"+ref.Version+"`")
	if list == "" {
		return d.Suggest("`"+ref.ID+"` has no version; leave out `@"+ref.Version+"`").Note(b.Source.Pos, "defined here")
	}
	return d.Suggest("Use one of the versions there are: "+list).Note(b.Source.Pos, "the highest version is defined here")
}

func (l *linker) ambiguous(ref Ref, kinds KindSet) Diagnostic {
	return Diag(RefAmbiguous, ref.Pos, "`"+ref.String()+"` may be any of "+few(l.index.candidates(ref, kinds))).Suggest("Name one of them in full")
}

// few lists names for people: all of them, or as many as somebody may want to read.
func few(names []string) string {
	const most = 12
	rest := ""
	if more := len(names) - most; more > 1 {
		names, rest = names[:most], " and "+strconv.Itoa(more)+" more"
	}
	if len(names) == 0 || len(names) == 1 && names[0] == "" {
		return ""
	}
	return "`" + strings.Join(names, "`, `") + "`" + rest
}

// suggestionLimit bounds the search for similar ids, whose cost grows with the product of what is missing and what there is.
const suggestionLimit = 2000

func (l *linker) external(ref Ref, kinds KindSet) Diagnostic {
	what := "resource"
	switch {
	case ref.Kind != NoKind:
		what = ref.Kind.String()
	case len(kinds) == 1:
		what = kinds[0].String()
	case len(kinds) == len(messageSet) && kinds[0].IsMessage():
		what = "message"
	case slices.Equal(kinds, ownerKinds):
		what = "owner"
	}
	d := Diag(RefExternal, ref.Pos, "the "+what+" `"+ref.ID+"` is not described in this catalog")
	if near := l.nearestID(ref, kinds); near != "" {
		return d.Suggest("Did you mean `" + near + "`?")
	}
	return d
}

func (l *linker) nearestID(ref Ref, kinds KindSet) string {
	if l.suggested++; l.suggested > suggestionLimit {
		return ""
	}
	if l.nearest == nil {
		l.nearest = map[Kind][]string{}
		for _, r := range l.resources {
			if b := r.Common(); b.Latest {
				l.nearest[b.Kind] = append(l.nearest[b.Kind], b.ID)
			}
		}
	}
	if ref.Kind != NoKind {
		kinds = KindSet{ref.Kind}
	}
	for _, kind := range kinds {
		if near := Nearest(ref.ID, l.nearest[kind]); near != "" {
			return near
		}
	}
	return ""
}

// connect lists the edges and mentions of all resources.
func (l *linker) connect() {
	l.connectAll()
	l.breakCycles()
	l.edges = mergeEdges(sortedEdges(l.edges, len(l.resources)))
	l.mentions = slices.Clone(l.mentions)
	slices.SortFunc(l.mentions, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Role, b.Role), a.Pos.Compare(b.Pos), cmp.Compare(a.To, b.To))
	})
	l.mentions = slices.CompactFunc(l.mentions, func(a, b Mention) bool { return a.From == b.From && a.To == b.To && a.Role == b.Role })
}

// connectAll lists what each resource declares, in their order, from the link before where that must be the same.
func (l *linker) connectAll() {
	last := &l.last.stages
	whole, same := l.indexed(last.whole, l.resources)
	l.index = whole.index
	l.edges = make([]Edge, 0, len(last.edges)+len(last.edges)/16)
	ends := make([]end, len(l.resources))
	var start end
	for i, r := range l.resources {
		if same && last.whole.resources[i] == r {
			l.edges = append(l.edges, last.edges[start.edges:last.ends[i].edges]...)
			l.mentions = append(l.mentions, last.mentions[start.mentions:last.ends[i].mentions]...)
		} else {
			l.connectOne(ID(i))
		}
		if same {
			start = last.ends[i]
		}
		ends[i] = end{len(l.edges), len(l.mentions)}
	}
	l.stages.whole, l.stages.edges, l.stages.mentions, l.stages.ends = whole, l.edges, l.mentions, ends
}

// sortedEdges sorts by compareEdges; the ends of edges are less than n. An edge is large, so places of edges are sorted, and each edge is moved once: first
// to those of the same beginning, which are few.
func sortedEdges(edges []Edge, n int) []Edge {
	starts := make([]int, n+1)
	for i := range edges {
		starts[edges[i].From+1]++
	}
	for i := range n {
		starts[i+1] += starts[i]
	}
	places := make([]*Edge, len(edges))
	at := slices.Clone(starts)
	for i := range edges {
		from := edges[i].From
		places[at[from]] = &edges[i]
		at[from]++
	}
	sorted := make([]Edge, len(edges))
	for i := range n {
		of := places[starts[i]:starts[i+1]]
		slices.SortFunc(of, compareEdges)
		for k, e := range of {
			sorted[starts[i]+k] = *e
		}
	}
	return sorted
}

func compareEdges(a, b *Edge) int {
	switch {
	case a.From != b.From:
		return cmp.Compare(a.From, b.From)
	case a.Relation != b.Relation:
		return cmp.Compare(a.Relation, b.Relation)
	case a.To != b.To:
		return cmp.Compare(a.To, b.To)
	}
	return cmp.Or(cmp.Compare(a.Via, b.Via), cmp.Compare(a.Provenance, b.Provenance), a.Pos.Compare(b.Pos), cmp.Compare(a.Group, b.Group))
}

// mergeEdges joins edges, sorted, that say the same: one per from, relation, to, via and group. An edge that does not know its channel, or
// its group, says nothing beside one that does.
func mergeEdges(sorted []Edge) []Edge {
	merged := sorted[:0]
	for start := 0; start < len(sorted); {
		end := start + 1
		for end < len(sorted) && sameEnds(&sorted[start], &sorted[end]) {
			end++
		}
		if end == start+1 {
			merged = append(merged, sorted[start])
		} else {
			merged = append(merged, mergeParallel(slices.Clone(sorted[start:end]))...)
		}
		start = end
	}
	return merged
}

func sameEnds(a, b *Edge) bool {
	return a.From == b.From && a.Relation == b.Relation && a.To == b.To
}

func mergeParallel(edges []Edge) []Edge {
	var kept []Edge
	for _, vague := range []bool{false, true} {
		for _, e := range edges {
			if (e.Via == NoID) != vague {
				continue
			}
			if i := slices.IndexFunc(kept, func(k Edge) bool { return says(k, e) }); i >= 0 {
				kept[i] = union(kept[i], e)
				continue
			}
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b Edge) int { return compareEdges(&a, &b) })
	return kept
}

// says reports whether edge k already says what e does.
func says(k, e Edge) bool {
	return (k.Via == e.Via || e.Via == NoID) && (k.Group == e.Group || k.Group == "" || e.Group == "") && k.Filter == e.Filter
}

func union(a, b Edge) Edge {
	if b.Provenance < a.Provenance {
		a.Provenance, a.Pos = b.Provenance, b.Pos
	}
	a.Group = cmp.Or(a.Group, b.Group)
	if len(a.Fields) == 0 {
		a.Fields = b.Fields
	}
	if a.View.IsZero() {
		a.View = b.View
	}
	a.Reply = a.Reply && b.Reply
	return a
}
