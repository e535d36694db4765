package page

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/render/site"
)

// Assets are the files that every page refers to, by their paths from the site's root.
type Assets struct {
	// Style is the common stylesheet and KindStyles the further one of a kind of pages; Boot is the script that sets the theme before
	// the page is painted, Script everything else, and KindScripts stand in for it on pages of a kind.
	Style, Boot, Script     string
	KindStyles, KindScripts map[string]string
	// OnDemand are the names of files in assets/ that scripts load when they are wanted, divided by spaces.
	OnDemand string
	// Logo is the picture beside the title, or "".
	Logo string
}

// Builder makes views. It does not change after New, but for answers that it keeps, so any number of pages may be made at once.
type Builder struct {
	memo   *Memo
	plan   *site.Plan
	cat    *catalog.Catalog
	g      *graph.Graph
	words  Words
	assets Assets
	files  Publisher
	root   string
	// program is the version of the program.
	program string

	prose    []prose // by resource
	problems []catalog.Diagnostic
	// problemsOf are indices into problems, by resource, and belongs the resource of each problem, or NoID.
	problemsOf [][]int
	belongs    []catalog.ID
	// rules says in a sentence what each code stands for.
	rules  map[catalog.Code]string
	counts counts
	// parts finds the resource that was made of a part of a specification.
	parts map[specPart]catalog.ID
	// inside is what each domain holds, tops the domains in no other.
	inside map[catalog.ID]*content
	tops   []catalog.ID
	// kept are the uses of messages, by useKey, as they are asked for.
	kept sync.Map
	// readings are the reading of messages, by their highest version, as they are asked for.
	readings sync.Map
	// views are the fields in the pictures that consumers have of messages, by edge, as they are asked for.
	views sync.Map
	// classified are the classified fields in the order of their page, sorted when they are asked for.
	sortClassified sync.Once
	classified     []fields.Classified
	// likeness finds similar messages, once it is asked for.
	findLikeness sync.Once
	likeness     *likeness
	// differences are the versionDifference of versions of messages, as they are asked for.
	differences sync.Map
	// history is what commits have changed, and past the same in terms of this catalog.
	history *changes.History
	past    past
	// previous is what an earlier site says, and since what is different from it.
	previous *changes.Snapshot
	since    []changes.Change
}

// Publisher says where a file of the source is published, relative to the site's root; false if it is not.
type Publisher func(path string) (string, bool)

// Options are what New needs beside the plan.
type Options struct {
	Words  Words
	Assets Assets
	// Files is asked for every file that a page wants to link to; nil publishes none.
	Files Publisher
	// Root is the path at which the site is served, with a slash at its end; "" is not known.
	Root string
	// Memo keeps rendered texts for the next builder; nil keeps none.
	Memo *Memo
	// History is what the repository around the source knows of earlier states; nil was not read.
	History *changes.History
	// Previous is what an earlier site says of the catalog; nil compares with none.
	Previous *changes.Snapshot
	// Rules says what the codes of the problems stand for.
	Rules []catalog.CodeInfo
	// Program is the version of the program, "" is not known.
	Program string
}

// New makes a builder. It renders every text of the catalog once, because their problems belong to the report and to the pages
// that list them; Problems returns them together with the catalog's own.
func New(plan *site.Plan, opt Options) *Builder {
	b := &Builder{plan: plan, cat: plan.Catalog, g: plan.Graph, words: opt.Words, assets: opt.Assets, files: opt.Files, root: opt.Root, memo: opt.Memo, history: opt.History, program: opt.Program}
	if b.files == nil {
		b.files = func(string) (string, bool) { return "", false }
	}
	b.rules = make(map[catalog.Code]string, len(opt.Rules))
	for _, rule := range opt.Rules {
		b.rules[rule.Code] = rule.Title
	}
	b.parts = partsOf(b.cat)
	b.placeAll()
	b.comparePrevious(opt.Previous)
	found := slices.Concat(b.renderProse(), plan.Problems, b.vanished())
	b.problems = catalog.SortDiagnostics(append(b.cat.Config.Judge(found), b.cat.Diagnostics...))
	b.countProblems()
	b.assignProblems()
	b.planFindings()
	return b
}

// Problems returns the diagnostics of the catalog and of the texts in it, sorted.
func (b *Builder) Problems() []catalog.Diagnostic { return b.problems }

// t translates a text of the interface.
func (b *Builder) t(text string) string { return b.words.T(text) }

// n is t for a text that counts.
func (b *Builder) n(forms string, n int) string { return b.words.N(forms, n) }

// context makes the views of one page: it knows where links start from.
type context struct {
	*Builder
	page site.Page
	// loaded is the last schema that was read, and loadedRef what was asked for.
	loaded    *schema.Type
	loadedRef catalog.SchemaRef
	// anchors are the ids of the fields of the schema on the page, by their bare paths.
	anchors map[string]string
	// base stands before links to a place on the resource's page: "" on that page itself.
	base string
}

func (b *Builder) at(page site.Page) *context { return &context{Builder: b, page: page} }

// href is the link to a resource.
func (c *context) href(id catalog.ID) string { return c.plan.Href(c.page.Path, id) }

// to is the link to a path of the site.
func (c *context) to(path string) string { return site.Relative(c.page.Path, path) }

// link is the name of a resource with a link to its page; the page of the resource itself is not linked.
func (c *context) link(id catalog.ID) Link {
	base := c.cat.Base(id)
	l := Link{
		Text: visible(base.Title()), Href: c.href(id), Icon: c.icon(id), Stub: base.Stub,
		Struck: base.Deprecated != nil,
	}
	if !base.Latest {
		l.Version = visible(base.Version)
	}
	return l
}

// icon is the symbol of a resource: its kind, or that of something outside.
func (c *context) icon(id catalog.ID) string {
	switch r := c.cat.Resource(id).(type) {
	case *catalog.Service:
		if r.External {
			return "external"
		}
	case *catalog.System:
		if r.External {
			return "external"
		}
	}
	return c.cat.Base(id).Kind.String()
}

// links are the links to several resources.
func (c *context) links(ids []catalog.ID) []Link {
	list := make([]Link, 0, len(ids))
	for _, id := range ids {
		list = append(list, c.link(id))
	}
	return list
}

// domainOf is the cell that names the domain of a resource; empty if it is in none.
func (c *context) domainOf(id catalog.ID) Cell {
	if d := c.g.Domain(id); d != catalog.NoID {
		return Cell{Links: []Link{c.link(d)}}
	}
	return Cell{}
}

// ownersOf is the cell that names the owners of a resource, else those of the domain around it.
func (c *context) ownersOf(id catalog.ID) Cell {
	return Cell{Links: c.links(c.owners(id))}
}

// owners are those of the resource, else of its system, else of the innermost domain that has any.
func (b *Builder) owners(id catalog.ID) []catalog.ID { return b.plan.Owners(id) }

// byTitle sorts resources by name.
func (b *Builder) byTitle(ids []catalog.ID) []catalog.ID {
	sorted := slices.Clone(ids)
	slices.SortFunc(sorted, func(x, y catalog.ID) int {
		return cmp.Or(catalog.NaturalCompare(strings.ToLower(b.cat.Base(x).Title()), strings.ToLower(b.cat.Base(y).Title())), cmp.Compare(x, y))
	})
	return slices.Compact(sorted)
}

// latest leaves out older versions.
func (b *Builder) latest(ids []catalog.ID) []catalog.ID {
	return slices.DeleteFunc(slices.Clone(ids), func(id catalog.ID) bool { return !b.cat.Base(id).Latest })
}

// targets and sources are the far ends of edges, each once, by name.
func (b *Builder) targets(edges []*catalog.Edge) []catalog.ID {
	ids := make([]catalog.ID, len(edges))
	for i, e := range edges {
		ids[i] = e.To
	}
	return b.byTitle(ids)
}

func (b *Builder) sources(edges []*catalog.Edge) []catalog.ID {
	ids := make([]catalog.ID, len(edges))
	for i, e := range edges {
		ids[i] = e.From
	}
	return b.byTitle(ids)
}
