package site

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/output"
)

// Sort says what a Listing is a list of.
type Sort string

// The sorts of listings.
const (
	// Owned is what one team or person has to look after, Within what is in one domain, Tagged what has one tag.
	Owned  Sort = "owned"
	Within Sort = "within"
	Tagged Sort = "tagged"
	// Leaving is the messages that leave one outermost domain, by the domain that they reach.
	Leaving Sort = "leaving"
	// Entering is the messages that one outermost domain receives, by the domain that they come from.
	Entering Sort = "entering"
	// Lacking is what lacks something; see Gap.
	Lacking Sort = "lacking"
	// Outgoing is the deprecated messages, services and channels, of all versions.
	Outgoing Sort = "outgoing"
)

// Listing is a list of resources beside the indexes of the kinds. Its pages are what figures lead to, and the way to everything without scripts.
type Listing struct {
	Sort Sort
	// Of is the owner or the domain; NoID for other sorts.
	Of catalog.ID
	// Name is the tag, or the gap.
	Name string
	// Folder is where its pages stand.
	Folder string
	// Entries are by kind, domain and name; those of Leaving and Entering by the other domain.
	Entries []Entry
}

// Entry is a resource of a listing. Other is the domain that it reaches or comes from, for Leaving and Entering.
type Entry struct{ ID, Other catalog.ID }

// Parts is the number of pages of a listing.
func (l *Listing) Parts() int { return max(1, (len(l.Entries)+PageSize-1)/PageSize) }

// Path is that of one of its pages, which count from 1.
func (l *Listing) Path(part int) string { return partPath(l.Folder, part) }

// Crossing is what goes from one outermost domain to another: the highest versions of messages, by name.
type Crossing struct {
	From, To catalog.ID
	Messages []catalog.ID
}

// Listing returns the listing of a folder, or nil.
func (p *Plan) Listing(folder string) *Listing { return p.listings[folder] }

// Listings returns the listings of a sort, by name.
func (p *Plan) Listings(sort Sort) []*Listing { return p.bySort[sort] }

// ListingOf returns the listing of an owner or a domain, of a tag or a gap, or nil if nothing is in it.
func (p *Plan) ListingOf(sort Sort, of catalog.ID, name string) *Listing {
	return p.listingKeys[listingKey{sort, of, name}]
}

// Crossings returns what goes from one outermost domain to another, in the order of the messages.
func (p *Plan) Crossings() []Crossing { return p.crossings }

// listingKey is what a listing is found by.
type listingKey struct {
	sort Sort
	of   catalog.ID
	name string
}

// TopDomain is the outermost domain around a resource, or NoID.
func (p *Plan) TopDomain(id catalog.ID) catalog.ID {
	around := p.Graph.Ancestors(id)
	if len(around) == 0 {
		return catalog.NoID
	}
	return around[len(around)-1]
}

// Owners are those of the resource, else of its system, else of the innermost domain that has any.
func (p *Plan) Owners(id catalog.ID) []catalog.ID {
	if list := p.Graph.Owners(id); len(list) > 0 {
		return list
	}
	if s := p.Graph.System(id); s != catalog.NoID {
		if list := p.Graph.Owners(s); len(list) > 0 {
			return list
		}
	}
	for _, d := range p.Graph.Ancestors(id) {
		if list := p.Graph.Owners(d); len(list) > 0 {
			return list
		}
	}
	return nil
}

// addListings collects the listings and adds their pages, or takes those of the plan before where nothing in them is another.
func (p *Plan) addListings(before *Plan) {
	if p.listsLike(before) {
		p.listed = before.listed
	} else {
		p.listed = p.collectListings()
	}
	p.Pages = append(p.Pages, p.pages...)
}

// listed is everything about listings.
type listed struct {
	listings    map[string]*Listing // by folder
	listingKeys map[listingKey]*Listing
	bySort      map[Sort][]*Listing
	coverage    map[Gap]Coverage
	crossings   []Crossing
	pages       []Page
}

func (p *Plan) collectListings() listed {
	p.listed = listed{listings: map[string]*Listing{}, listingKeys: map[listingKey]*Listing{}, bySort: map[Sort][]*Listing{}, coverage: map[Gap]Coverage{}}
	tags := p.tagSlugs()
	for _, kind := range catalog.Kinds() {
		for _, id := range p.lists[kind] {
			p.file(id, tags)
		}
	}
	for i, r := range p.Catalog.Resources {
		if b := r.Common(); b.Deprecated != nil && retires(b.Kind) {
			p.enter(listingKey{sort: Outgoing, of: catalog.NoID}, "health/deprecated", Entry{catalog.ID(i), catalog.NoID})
		}
	}
	p.findCrossings()
	p.sortListings()
	for _, folder := range slices.Sorted(maps.Keys(p.listings)) {
		l := p.listings[folder]
		for i := range l.Parts() {
			p.pages = append(p.pages, Page{
				Path: l.Path(i + 1), Kind: List, List: l.Folder, Resource: catalog.NoID,
				Part: i + 1, Parts: l.Parts(), First: i * PageSize, Last: min(len(l.Entries), (i+1)*PageSize),
			})
		}
	}
	return p.listed
}

// retires reports whether consumers are left behind by a deprecated resource of the kind.
func retires(kind catalog.Kind) bool {
	return kind.IsMessage() || kind == catalog.ServiceKind || kind == catalog.ChannelKind
}

// file enters a resource into each listing that it belongs to.
func (p *Plan) file(id catalog.ID, tags map[string]string) {
	base := p.Catalog.Base(id)
	for _, owner := range p.Owners(id) {
		p.enter(listingKey{Owned, owner, ""}, p.below(owner, "all"), Entry{id, catalog.NoID})
	}
	for _, d := range p.Graph.Ancestors(id) {
		p.enter(listingKey{Within, d, ""}, p.below(d, "all"), Entry{id, catalog.NoID})
	}
	for i, tag := range base.Tags {
		if slices.IndexFunc(base.Tags, func(t catalog.Tag) bool { return t.Name == tag.Name }) == i {
			p.enter(listingKey{Tagged, catalog.NoID, tag.Name}, "tags/"+tags[tag.Name], Entry{id, catalog.NoID})
		}
	}
	for _, gap := range Gaps() {
		concerned, lacking := p.Lacks(gap, id)
		if !concerned {
			continue
		}
		c := p.coverage[gap]
		c.Add(lacking)
		p.coverage[gap] = c
		if lacking {
			p.enter(listingKey{Lacking, catalog.NoID, string(gap)}, "health/no-"+string(gap), Entry{id, catalog.NoID})
		}
	}
}

// below is a folder in that of a resource. No version is called so: versions stand one deeper.
func (p *Plan) below(id catalog.ID, name string) string {
	latest := p.Catalog.Latest(p.Catalog.Base(id).Kind, p.Catalog.Base(id).ID)
	return strings.TrimSuffix(p.paths[latest], "index.html") + name
}

func (p *Plan) enter(key listingKey, folder string, e Entry) {
	l := p.listingKeys[key]
	if l == nil {
		l = &Listing{Sort: key.sort, Of: key.of, Name: key.name, Folder: folder}
		p.listingKeys[key] = l
		p.listings[folder] = l
		p.bySort[key.sort] = append(p.bySort[key.sort], l)
	}
	l.Entries = append(l.Entries, e)
}

// tagSlugs finds the folder of each tag.
func (p *Plan) tagSlugs() map[string]string {
	slugs := map[string]string{}
	for _, r := range p.Catalog.Resources {
		for _, tag := range r.Common().Tags {
			if _, ok := slugs[tag.Name]; !ok {
				slugs[tag.Name] = output.Slug(tag.Name)
			}
		}
	}
	tellApart(slugs)
	return slugs
}

// findCrossings collects what goes from one outermost domain to another, and the listings of it.
func (p *Plan) findCrossings() {
	rank := make([]int, len(p.Catalog.Resources))
	for i, id := range p.az {
		rank[id] = i
	}
	at := map[[2]catalog.ID]int{}
	for i, r := range p.Catalog.Resources {
		b := r.Common()
		if !b.Kind.IsMessage() {
			continue
		}
		message := p.Catalog.Latest(b.Kind, b.ID)
		p.eachPassage(catalog.ID(i), func(from, to catalog.ID) {
			k, ok := at[[2]catalog.ID{from, to}]
			if !ok {
				k = len(p.crossings)
				at[[2]catalog.ID{from, to}] = k
				p.crossings = append(p.crossings, Crossing{From: from, To: to})
			}
			if m := p.crossings[k].Messages; len(m) == 0 || m[len(m)-1] != message {
				p.crossings[k].Messages = append(m, message)
			}
		})
	}
	byRank := func(a, b catalog.ID) int { return rank[a] - rank[b] }
	slices.SortStableFunc(p.crossings, func(a, b Crossing) int { return byRank(a.To, b.To) })
	for _, c := range p.crossings {
		slices.SortFunc(c.Messages, byRank)
		for _, m := range c.Messages {
			p.enter(listingKey{Leaving, c.From, ""}, p.below(c.From, "leaves"), Entry{m, c.To})
		}
	}
	bySender := slices.Clone(p.crossings)
	slices.SortStableFunc(bySender, func(a, b Crossing) int { return byRank(a.From, b.From) })
	for _, c := range bySender {
		for _, m := range c.Messages {
			p.enter(listingKey{Entering, c.To, ""}, p.below(c.To, "enters"), Entry{m, c.From})
		}
	}
}

// eachPassage calls the function for each pair of outermost domains that a message goes between.
func (p *Plan) eachPassage(message catalog.ID, pass func(from, to catalog.ID)) {
	consumers := p.Graph.To(message, catalog.Consumes)
	for _, out := range p.Graph.To(message, catalog.Produces) {
		from := p.TopDomain(out.From)
		for _, in := range consumers {
			if to := p.TopDomain(in.From); from != to && from != catalog.NoID && to != catalog.NoID {
				pass(from, to)
			}
		}
	}
}

// sortListings orders the listings of each sort by the names of what they are of.
func (p *Plan) sortListings() {
	for _, list := range p.bySort {
		slices.SortFunc(list, func(a, b *Listing) int {
			if a.Of != catalog.NoID && b.Of != catalog.NoID {
				if c := catalog.NaturalCompare(p.Catalog.Base(a.Of).Title(), p.Catalog.Base(b.Of).Title()); c != 0 {
					return c
				}
			}
			if c := catalog.NaturalCompare(a.Name, b.Name); c != 0 {
				return c
			}
			return catalog.NaturalCompare(a.Folder, b.Folder)
		})
	}
}

// Listed returns the resources on a page of a list.
func (p *Plan) Listed(page Page) []catalog.ID {
	l := p.listings[page.List]
	if l == nil {
		return p.List(page.Section)[page.First:page.Last]
	}
	ids := make([]catalog.ID, 0, page.Last-page.First)
	for _, e := range l.Entries[page.First:page.Last] {
		ids = append(ids, e.ID)
	}
	return ids
}

// Place returns the path of the page on which a listing names the other domain, with the anchor of its heading there.
func (p *Plan) Place(l *Listing, other catalog.ID) string {
	i := slices.IndexFunc(l.Entries, func(e Entry) bool { return e.Other == other })
	return l.Path(max(i, 0)/PageSize+1) + "#" + p.Anchor(other)
}

// Anchor is that of the heading of a domain on a page of a listing.
func (p *Plan) Anchor(domain catalog.ID) string {
	return "with-" + path.Base(path.Dir(p.below(domain, "")))
}

// listingCrumbs is the way to the pages of a listing: over what it is of, or over the page whose figures lead to it.
func (p *Plan) listingCrumbs(crumbs []Crumb, l *Listing) []Crumb {
	switch {
	case l.Of != catalog.NoID:
		at, _ := p.Page(p.below(l.Of, "index.html"))
		return append(p.Crumbs(at), Crumb{Resource: at.Resource, Path: at.Path})
	case l.Sort == Tagged:
		return crumbs
	default:
		return append(crumbs, Crumb{Resource: catalog.NoID, Fixed: Health, Path: fixed[Health]})
	}
}
