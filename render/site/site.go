// Package site decides which pages exist, what their addresses are and how they hang together. It writes nothing: a Plan is a
// list of pages with their paths, the way up from each of them and relative links between any two. All links end in
// index.html, so that a site works from any host, below any path and straight from a disk.
//
// The address of a resource is its kind and its id, never its place in the catalog or the file that declares it, so that links
// from outside survive a move: <section>/<slug>/index.html for the highest version, <section>/<slug>/v/<version>/index.html for each
// older one. Names that a slug cannot tell apart get a suffix made of the name itself, so that a page's address does not depend on
// what else there is, except where two names share a slug.
package site

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

// Page is one page of the site.
type Page struct {
	// Path is relative to the site's root, slash-separated.
	Path string
	// Kind is the name of the page's kind, such as "message" or "index"; see the package page.
	Kind string
	// Resource is what the page is about, or NoID.
	Resource catalog.ID
	// Section is the kind that an index lists, or NoKind.
	Section catalog.Kind
	// Part counts the pages of one list from 1 to Parts; 0 where the page is not part of a list.
	Part, Parts int
	// First and Last are the bounds of the part in the list that Plan.List returns, or in the entries of a listing.
	First, Last int
	// List is the folder of the Listing that the page is a part of, or "".
	List string
	// Field is the name of the fields that the page is about, or "".
	Field string
}

// The names of the page kinds that are not those of a resource.
const (
	Home     = "home"
	Index    = "index"
	List     = "list"
	AZ       = "a-z"
	Map      = "map"
	Health   = "health"
	Explore  = "explore"
	Problems = "problems"
	Changes  = "changes"
	Search   = "search"
	About    = "about"
	NotFound = "404"
)

// PageSize is the number of rows after which a list goes on on another page.
const PageSize = 500

// Plan is all pages of a site. It is read-only and safe for concurrent use.
type Plan struct {
	Catalog *catalog.Catalog
	Graph   *graph.Graph
	// Pages are sorted by path.
	Pages []Page
	// Redirects are the addresses that resources had, sorted by path. They are no pages: no list and no search has them.
	Redirects []Redirect
	// Problems are those of aliases.
	Problems []catalog.Diagnostic
	// Fields are the fields of all schemas.
	Fields *fields.Index

	paths   []string // by resource
	added   []Page   // Pages in the order in which they were planned
	planned []Page   // Pages without those of WithFindings
	byPath  map[string]int
	lists   map[catalog.Kind][]catalog.ID
	az      []catalog.ID
	files   map[string]catalog.ID

	listed

	names      []Page            // of kind FieldName
	fieldPaths map[string]string // by name
	impacted   []catalog.ID
	reaching   []catalog.ID // the resources with a page of kind Reach, sorted

	findings map[string]*FindingList // by folder
	late     map[string]Page         // the pages of WithFindings, by path
}

// New plans the pages of a catalog: one for each version of each resource, an index for each kind that there is, and
// the fixed ones.
func New(cat *catalog.Catalog, g *graph.Graph) *Plan { return plan(nil, cat, g) }

func plan(before *Plan, cat *catalog.Catalog, g *graph.Graph) *Plan {
	p := &Plan{Catalog: cat, Graph: g, paths: before.pathsFor(cat), lists: map[catalog.Kind][]catalog.ID{}}
	for i, path := range p.paths {
		b := cat.Base(catalog.ID(i))
		p.Pages = append(p.Pages, Page{Path: path, Kind: pageKind(b.Kind), Resource: catalog.ID(i)})
		if b.Latest {
			p.lists[b.Kind] = append(p.lists[b.Kind], catalog.ID(i))
			p.az = append(p.az, catalog.ID(i))
		}
	}
	p.files = declared(cat)
	p.sortListsLike(before)
	p.addIndexes()
	p.addListings(before)
	p.addFieldPages(before)
	p.addImpact(before)
	for _, kind := range slices.Sorted(maps.Keys(fixed)) {
		p.Pages = append(p.Pages, Page{Path: fixed[kind], Kind: kind, Resource: catalog.NoID})
	}
	p.sortPagesLike(before)
	p.addRedirects()
	return p
}

// fixed are the pages that every site has.
var fixed = map[string]string{
	Home: "index.html", Map: "map/index.html", Health: "health/index.html", Explore: "explore/index.html", Problems: "problems/index.html", Changes: "changes/index.html", Search: "search/index.html", About: "about/index.html", NotFound: "404.html",
}

// pageKind is the name of the page kind that shows resources of a kind: one for all messages, else the kind's own.
func pageKind(k catalog.Kind) string {
	if k.IsMessage() {
		return "message"
	}
	return k.String()
}

// sortLists orders the lists for reading: by domain and name the indexes, by name alone the A to Z.
func (p *Plan) sortLists() {
	keys := make([]string, len(p.Catalog.Resources))
	for i, r := range p.Catalog.Resources {
		keys[i] = strings.ToLower(r.Common().Title())
	}
	byName := func(a, b catalog.ID) int {
		if c := catalog.NaturalCompare(keys[a], keys[b]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	}
	domains := make([]string, len(keys))
	for i := range domains {
		domains[i] = p.domainKey(catalog.ID(i), keys)
	}
	for kind, list := range p.lists {
		if Grouped(kind) {
			slices.SortFunc(list, func(a, b catalog.ID) int {
				if c := strings.Compare(domains[a], domains[b]); c != 0 {
					return c
				}
				return byName(a, b)
			})
			continue
		}
		slices.SortFunc(list, byName)
	}
	slices.SortFunc(p.az, byName)
}

// Grouped reports whether the index of a kind is grouped by domain.
func Grouped(kind catalog.Kind) bool {
	switch kind {
	case catalog.SystemKind, catalog.ServiceKind, catalog.EventKind, catalog.CommandKind, catalog.QueryKind, catalog.ChannelKind,
		catalog.StoreKind, catalog.EntityKind:
		return true
	default:
		return false
	}
}

// domainKey sorts by domain; what is in none comes last.
func (p *Plan) domainKey(id catalog.ID, keys []string) string {
	d := p.Graph.Domain(id)
	if d == catalog.NoID {
		return "\uFFFF"
	}
	return keys[d] + "\x00" + strconv.Itoa(int(d))
}

func (p *Plan) addIndexes() {
	for _, kind := range catalog.Kinds() {
		p.addParts(Index, kind, kind.Section(), len(p.lists[kind]))
	}
	p.addParts(AZ, catalog.NoKind, "index", len(p.az))
}

// addParts adds the pages of one list. The parts after the first stand below "_", which no slug is.
func (p *Plan) addParts(pageKind string, section catalog.Kind, folder string, n int) {
	if n == 0 && pageKind == Index {
		return
	}
	parts := max(1, (n+PageSize-1)/PageSize)
	for i := range parts {
		p.Pages = append(p.Pages, Page{
			Path: partPath(folder, i+1), Kind: pageKind, Resource: catalog.NoID, Section: section,
			Part: i + 1, Parts: parts, First: i * PageSize, Last: min(n, (i+1)*PageSize),
		})
	}
}

func partPath(folder string, part int) string {
	if part == 1 {
		return folder + "/index.html"
	}
	return folder + "/_/" + strconv.Itoa(part) + "/index.html"
}

// List returns the highest version of each resource of a kind in the order of its index; of every kind for NoKind.
func (p *Plan) List(kind catalog.Kind) []catalog.ID {
	if kind == catalog.NoKind {
		return p.az
	}
	return p.lists[kind]
}

// Page returns the page at a path.
func (p *Plan) Page(path string) (Page, bool) {
	if page, ok := p.late[path]; ok {
		return page, true
	}
	i, ok := p.byPath[path]
	if !ok {
		return Page{}, false
	}
	return p.planned[i], true
}

// Path returns the path of a resource's page.
func (p *Plan) Path(id catalog.ID) string { return p.paths[id] }

// SectionPath returns the path of the index of a kind, of a part from 1, and whether there is such a page.
func (p *Plan) SectionPath(kind catalog.Kind, part int) (string, bool) {
	folder := "index"
	if kind != catalog.NoKind {
		folder = kind.Section()
	}
	path := partPath(folder, part)
	_, ok := p.Page(path)
	return path, ok
}

// FixedPath returns the path of a page that every site has: Home, Map, Health, Explore, Problems, Search, About or NotFound.
func FixedPath(kind string) string { return fixed[kind] }

// Root returns the way from a page up to the root of the site: "" or "../" once or more. A path that begins with a slash is that of a page right at the root, which may
// be shown anywhere on the host.
func Root(from string) string {
	if strings.HasPrefix(from, "/") {
		return from[:strings.LastIndexByte(from, '/')+1]
	}
	return strings.Repeat("../", strings.Count(from, "/"))
}

// Relative returns the link from one page of the site to another.
func Relative(from, to string) string { return Root(from) + to }

// Href returns the link from a page to the page of a resource.
func (p *Plan) Href(from string, id catalog.ID) string { return Relative(from, p.paths[id]) }

// Crumb is one step of the way down to a page: a resource, a page that every site has by the name of its kind, or else the index of a kind.
type Crumb struct {
	Resource catalog.ID
	Section  catalog.Kind
	Fixed    string
	Path     string
}

// Crumbs returns the way from the home page to a page, without the page itself: the domains around a resource, its system, then the
// index of its kind.
func (p *Plan) Crumbs(page Page) []Crumb {
	crumbs := []Crumb{{Resource: catalog.NoID, Fixed: Home, Path: fixed[Home]}}
	if page.Kind == Home {
		return nil
	}
	if l := p.listings[page.List]; l != nil {
		return p.listingCrumbs(crumbs, l)
	}
	if l := p.findings[page.List]; l != nil {
		return p.findingCrumbs(crumbs, l)
	}
	if page.List != "" {
		return p.fieldCrumbs(crumbs, page)
	}
	if page.Kind == Reach {
		at, _ := p.Page(p.paths[page.Resource])
		return append(p.Crumbs(at), Crumb{Resource: at.Resource, Path: at.Path})
	}
	if page.Resource == catalog.NoID {
		if page.Part > 1 {
			path, _ := p.SectionPath(page.Section, 1)
			crumbs = append(crumbs, Crumb{Resource: catalog.NoID, Section: page.Section, Path: path})
		}
		return crumbs
	}
	around := p.Graph.Ancestors(page.Resource)
	if s := p.Graph.System(page.Resource); s != catalog.NoID {
		around = append([]catalog.ID{s}, around...)
	}
	for _, id := range slices.Backward(around) {
		crumbs = append(crumbs, Crumb{Resource: id, Path: p.paths[id]})
	}
	kind := p.Catalog.Base(page.Resource).Kind
	if path, ok := p.SectionPath(kind, 1); ok {
		crumbs = append(crumbs, Crumb{Resource: catalog.NoID, Section: kind, Path: path})
	}
	return crumbs
}

// Declared returns the resource that a source file is about: the one that a Markdown file declares or documents, or a
// specification's own page.
func (p *Plan) Declared(file string) (catalog.ID, bool) {
	id, ok := p.files[file]
	return id, ok
}

func declared(cat *catalog.Catalog) map[string]catalog.ID {
	files := map[string]catalog.ID{}
	add := func(file string, id catalog.ID) {
		if _, taken := files[file]; !taken && file != "" {
			files[file] = id
		}
	}
	for _, id := range cat.OfKind(catalog.SpecificationKind) {
		add(cat.Resource(id).(*catalog.Specification).File.Path, id)
	}
	for i, r := range cat.Resources {
		if b := r.Common(); b.Latest && !b.Stub {
			if file := b.Source.Pos.File; strings.HasSuffix(file, ".md") || strings.HasSuffix(file, ".mdx") {
				add(file, catalog.ID(i))
			}
			add(b.Docs.Path, catalog.ID(i))
		}
	}
	return files
}
