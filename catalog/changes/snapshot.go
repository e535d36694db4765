package changes

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Snapshot is what the index of a site says of a catalog: enough to tell what came, went and was changed since, without its source.
type Snapshot struct {
	Resources []Told
	// Ties are the edges between resources, whatever their versions.
	Ties []Tie
}

// Told is what an index says of a resource.
type Told struct {
	Kind                       catalog.Kind
	ID, Version, Name, Summary string
	Owners, Aliases            []string
	Domain                     string
	// Path is that of its page.
	Path string
	// Deprecated and Draft are its states; what nobody describes is Undescribed, and counts as not there.
	Deprecated, Draft, Undescribed, Latest bool
	// Read says that the fields of a message are known, which Payload and Headers are.
	Read             bool
	Payload, Headers []Field
}

// Tie is an edge from one resource to another.
type Tie struct {
	FromKind, ToKind catalog.Kind
	From, To         string
	Relation         catalog.Relation
}

// tied are the relations that are compared, with the names of their aspects. What contains and what owns a resource is told with it.
var tied = map[catalog.Relation]string{
	catalog.Produces: "produces", catalog.Consumes: "consumes", catalog.Carries: "messages", catalog.Routes: "routes", catalog.Calls: "calls",
	catalog.Reads: "reads", catalog.Writes: "writes", catalog.Replies: "replies",
}

// name is a resource without its version.
type name struct {
	kind catalog.Kind
	id   string
}

// state is all that a snapshot says, by name.
type state struct {
	versions map[name][]*Told
	ties     map[name]map[string][]string // by aspect
}

func stateOf(s *Snapshot) state {
	x := state{versions: map[name][]*Told{}, ties: map[name]map[string][]string{}}
	for i := range s.Resources {
		if r := &s.Resources[i]; !r.Undescribed {
			x.versions[name{r.Kind, r.ID}] = append(x.versions[name{r.Kind, r.ID}], r)
		}
	}
	for _, list := range x.versions {
		slices.SortFunc(list, func(a, b *Told) int { return catalog.CompareVersions(a.Version, b.Version) })
	}
	for _, t := range s.Ties {
		aspect := tied[t.Relation]
		if aspect == "" {
			continue
		}
		from := name{t.FromKind, t.From}
		if x.ties[from] == nil {
			x.ties[from] = map[string][]string{}
		}
		x.ties[from][aspect] = append(x.ties[from][aspect], t.To)
	}
	return x
}

// Since returns what became of the resources of the first snapshot, in the order of Compare. A resource that has the id of another among its aliases
// is that one under a new id.
func Since(before, after *Snapshot) []Change {
	was, now := stateOf(before), stateOf(after)
	former := map[name]name{} // by what has the name no longer
	for n, list := range now.versions {
		for _, r := range list {
			for _, alias := range r.Aliases {
				ref, ok := catalog.ParseRef(alias)
				old := name{cmp.Or(ref.Kind, n.kind), ref.ID}
				if ok && was.versions[old] != nil && now.versions[old] == nil && was.versions[n] == nil {
					former[old] = n
				}
			}
		}
	}
	var list []Change
	came := map[name]bool{}
	for n, olds := range was.versions {
		to := n
		if renamed, ok := former[n]; ok {
			to = renamed
		}
		came[to] = true
		if now.versions[to] == nil {
			list = append(list, told(Removed, olds[len(olds)-1]))
			continue
		}
		list = append(list, between(olds, now.versions[to], was.ties[n], now.ties[to])...)
	}
	for n, news := range now.versions {
		if !came[n] {
			list = append(list, told(Added, news[len(news)-1]))
		}
	}
	slices.SortFunc(list, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID), catalog.CompareVersions(a.Version, b.Version), cmp.Compare(a.Sort, b.Sort))
	})
	return list
}

func told(sort Sort, r *Told) Change {
	return Change{Sort: sort, Thing: Thing{Kind: r.Kind, ID: r.ID, Version: r.Version, Name: cmp.Or(r.Name, r.ID)}}
}

// between compares the versions of one resource. Where one went and one came, the resource changed its version.
func between(olds, news []*Told, before, after map[string][]string) []Change {
	gone, come := apart(olds, news), apart(news, olds)
	pairs := [][2]*Told{}
	for _, now := range news {
		if was := versionOf(olds, now.Version); was != nil {
			pairs = append(pairs, [2]*Told{was, now})
		}
	}
	if len(gone) == 1 && len(come) == 1 {
		pairs, gone, come = append(pairs, [2]*Told{gone[0], come[0]}), nil, nil
	}
	var list []Change
	for _, r := range gone {
		list = append(list, told(Removed, r))
	}
	for _, r := range come {
		list = append(list, told(Added, r))
	}
	highest := news[len(news)-1]
	for _, p := range pairs {
		c := told(Changed, p[1])
		c.Aspects = differ(p[0], p[1])
		if p[0].Read && p[1].Read {
			c.Payload, c.Headers = fieldsBetween(p[0].Payload, p[1].Payload), fieldsBetween(p[0].Headers, p[1].Headers)
		}
		if len(c.Payload.Changes) > 0 {
			c.Aspects = append(c.Aspects, Aspect{Name: Schema})
		}
		if len(c.Headers.Changes) > 0 {
			c.Aspects = append(c.Aspects, Aspect{Name: Headers})
		}
		if p[1] == highest {
			c.Aspects = append(c.Aspects, untied(before, after)...)
		}
		if p[1].Deprecated && !p[0].Deprecated {
			c.Sort = Deprecated
		}
		if len(c.Aspects) > 0 {
			list = append(list, c)
		}
	}
	return list
}

func versionOf(list []*Told, version string) *Told {
	for _, r := range list {
		if r.Version == version {
			return r
		}
	}
	return nil
}

func apart(list, others []*Told) []*Told {
	var rest []*Told
	for _, r := range list {
		if versionOf(others, r.Version) == nil {
			rest = append(rest, r)
		}
	}
	return rest
}

// differ compares what two snapshots tell of one resource.
func differ(was, now *Told) []Aspect {
	var list []Aspect
	text := func(aspect, a, b string) {
		if a != b {
			list = append(list, Aspect{Name: aspect, Gone: short(a), New: short(b)})
		}
	}
	text(Version, was.Version, now.Version)
	if was.ID != now.ID {
		list = append(list, Aspect{Name: "earlier ids", New: short(was.ID)})
	}
	text("name", was.Name, now.Name)
	if was.Summary != now.Summary {
		list = append(list, Aspect{Name: "summary"})
	}
	text("domain", was.Domain, now.Domain)
	if gone, come := minus(was.Owners, now.Owners), minus(now.Owners, was.Owners); len(gone)+len(come) > 0 {
		list = append(list, Aspect{Name: "owners", Gone: gone, New: come})
	}
	yes := map[bool]string{true: "yes"}
	text("deprecation", yes[was.Deprecated], yes[now.Deprecated])
	text("draft", yes[was.Draft], yes[now.Draft])
	return list
}

// minus are the texts of a list that are not among others, sorted, each once.
func minus(list, others []string) []string {
	rest := map[string]bool{}
	for _, s := range list {
		rest[s] = true
	}
	for _, s := range others {
		delete(rest, s)
	}
	return slices.Sorted(maps.Keys(rest))
}

func short(s string) []string {
	if s == "" || len(s) > maxValue {
		return nil
	}
	return []string{s}
}

// untied compares what a resource is tied to.
func untied(before, after map[string][]string) []Aspect {
	var list []Aspect
	for _, aspect := range []string{"produces", "consumes", "messages", "routes", "calls", "reads", "writes", "replies"} {
		gone, come := minus(before[aspect], after[aspect]), minus(after[aspect], before[aspect])
		if len(gone)+len(come) > 0 {
			list = append(list, Aspect{Name: aspect, Gone: gone, New: come})
		}
	}
	return list
}
