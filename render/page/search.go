package page

import (
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/render/markdown"
	"github.com/eventatlas/eventatlas/render/search"
	"github.com/eventatlas/eventatlas/render/site"
)

// SearchView is the page of all results of a search, which a script fills; without one it leads to the index.
type SearchView struct {
	Frame
	Ways []NavItem
}

func searchPage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := SearchView{Frame: c.frame()}
	v.titled(c.t("Search"))
	v.Icon = "search"
	v.Ways = c.everywhere()
	return v
}

// SearchSize is what the search index needs to know of the catalog before it is made.
func (b *Builder) SearchSize() search.Size {
	size := search.Size{Entries: len(b.plan.List(catalog.NoKind))}
	for _, f := range b.cat.Files {
		size.Source += len(f.Data)
	}
	return size
}

// SearchInput is what there is to find: the highest version of everything, with the words of the interface.
func (b *Builder) SearchInput() search.Input {
	list := b.plan.List(catalog.NoKind)
	in := search.Input{Entries: make([]search.Entry, len(list)), Words: b.searchWords(), Kinds: b.searchKinds(), Facets: b.searchFacets(list)}
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(list); i += workers {
				in.Entries[i] = b.searchEntry(list[i])
			}
		})
	}
	group.Wait()
	return in
}

// The most that is read of a text, in characters, and of a schema, in fields; and what a result shows of a summary.
const (
	searchProse   = 4000
	searchFields  = 1000
	searchSummary = 150
)

func (b *Builder) searchEntry(id catalog.ID) search.Entry {
	base := b.cat.Base(id)
	c := &context{Builder: b}
	s := &searched{context: c, Entry: search.Entry{
		Icon: c.icon(id), Title: visible(base.Title()), Version: visible(base.Version), Path: b.plan.Path(id),
		Summary: markdown.Plain(base.Summary, searchSummary), Names: []string{base.Title(), base.ID},
		Prose: []string{markdown.Plain(base.Summary, searchProse), markdown.Plain(base.Description.Markdown, searchProse)},
	}}
	if base.Name != "" && search.Key(base.Name) != search.Key(base.ID) {
		s.Name = visible(base.ID)
	}
	s.former(base)
	if f := b.cat.Files[base.Docs.Path]; f != nil {
		s.Prose = append(s.Prose, markdown.Plain(string(f.Data), searchProse))
	}
	s.filter("kind", base.Kind.String())
	s.places(id)
	s.state(base)
	for _, tag := range base.Tags {
		s.Labels = append(s.Labels, tag.Name)
		s.filter("tag", tag.Name)
	}
	s.parts(id)
	s.Weight = importance(base.Kind) + 2*bits.Len(uint(len(b.g.From(id))+len(b.g.To(id))))
	return s.Entry
}

// formerShown is how many earlier ids a result shows.
const formerShown = 3

// former makes an entry be found by the ids that it had.
func (s *searched) former(base *catalog.Base) {
	var shown []string
	for _, alias := range base.Aliases {
		s.Names = append(s.Names, alias.ID)
		if len(shown) < formerShown {
			shown = append(shown, visible(alias.ID))
		}
	}
	s.Former = strings.Join(shown, ", ")
}

// importance is what a kind is worth among results that are as good otherwise.
func importance(k catalog.Kind) int {
	switch k {
	case catalog.EventKind, catalog.CommandKind, catalog.QueryKind, catalog.ServiceKind:
		return 6
	case catalog.DomainKind, catalog.ChannelKind, catalog.FlowKind:
		return 4
	case catalog.SpecificationKind:
		return 0
	default:
		return 2
	}
}

// searched is an entry that is being made.
type searched struct {
	*context
	search.Entry
}

func (s *searched) filter(name, value string) {
	if value != "" {
		s.Filters = append(s.Filters, search.Filter{Name: name, Value: value})
	}
}

// places files an entry under its owners and the domains around it, by name and by id.
func (s *searched) places(id catalog.ID) {
	if owners := s.owners(id); len(owners) > 0 {
		s.Owner = visible(s.cat.Base(owners[0]).Title())
		s.under("owner", owners)
	}
	if d := s.g.Domain(id); d != catalog.NoID {
		s.Domain = visible(s.cat.Base(d).Title())
	}
	s.under("domain", s.g.Ancestors(id))
}

func (s *searched) under(filter string, ids []catalog.ID) {
	for _, id := range ids {
		base := s.cat.Base(id)
		s.Labels = append(s.Labels, base.Title())
		s.filter(filter, base.ID)
		s.filter(filter, base.Name)
	}
}

// state notes what a reader has to know of an entry before it is opened. What is on its way out, or not described, comes last.
func (s *searched) state(base *catalog.Base) {
	note := func(holds bool, state string, standing int) {
		if holds {
			s.filter("is", state)
			s.State, s.Standing = state, max(s.Standing, standing)
		}
	}
	note(base.Draft, "draft", 0)
	note(base.Stub, "undescribed", 2)
	note(base.Deprecated != nil, "deprecated", 1)
}

// parts adds what an entry of one kind is found by besides.
func (s *searched) parts(id catalog.ID) {
	switch r := s.cat.Resource(id).(type) {
	case *catalog.Message:
		s.fields(r.Schema)
		s.fields(r.Headers)
		for _, class := range s.plan.Fields.ClassNames(id) {
			s.Labels = append(s.Labels, class)
			s.filter("tag", class)
		}
		if r.CloudEvents != nil {
			s.Names = append(s.Names, r.CloudEvents.Type)
		}
		s.filter("is", r.Visibility)
	case *catalog.Service:
		if r.External {
			s.filter("is", "external")
		}
		s.Labels = append(s.Labels, r.Language)
	case *catalog.Channel:
		s.Names = append(s.Names, r.Address)
		for _, p := range r.Parameters {
			s.Prose = append(s.Prose, p.Name)
		}
	case *catalog.Broker:
		s.Labels = append(s.Labels, r.Protocol)
	case *catalog.Store:
		s.Labels = append(s.Labels, r.Technology)
	case *catalog.Domain:
		for _, term := range r.Terms {
			s.Labels = append(s.Labels, term.Name)
			s.Prose = append(s.Prose, markdown.Plain(term.Definition, searchProse))
		}
	case *catalog.Entity:
		s.properties("", r.Properties)
	case *catalog.Flow:
		for _, step := range r.Steps {
			s.Prose = append(s.Prose, step.Actor, step.Does)
		}
	}
}

// fields adds the fields of a schema.
func (s *searched) fields(ref catalog.SchemaRef) {
	if ref.IsZero() {
		return
	}
	t, _ := schema.Load(ref, s.cat.Files)
	schema.Walk(t, searchFields, func(f schema.Field, _ int) bool {
		s.Fields = append(s.Fields, search.Field{Name: f.Name, Path: f.Path})
		return true
	})
}

func (s *searched) properties(path string, list []catalog.Property) {
	for _, p := range list {
		if len(s.Fields) >= searchFields {
			return
		}
		s.Fields = append(s.Fields, search.Field{Name: p.Name, Path: path + p.Name})
		s.properties(path+p.Name+".", p.Properties)
	}
}

// searchKinds are the words for the symbols.
func (b *Builder) searchKinds() [][2]string {
	list := [][2]string{{"external", b.t("External")}}
	for _, k := range catalog.Kinds() {
		list = append(list, [2]string{k.String(), b.t(kindWord(k))})
	}
	return list
}

// searchWords are the texts of the search box and of the page of results.
func (b *Builder) searchWords() [][2]string {
	t := func(text string) [2]string { return [2]string{text, b.t(text)} }
	return [][2]string{
		t("Search"), t("Find anything"), t("deprecated"), t("draft"), t("undescribed"), t("Owner"), t("Domain"), t("Kind"), t("State"),
		t("%d result|%d results"), t("Nothing is found for %s."), t("All results"), t("Show more"), t("Perhaps you meant"),
		t("formerly %s"), t("A name, a field, an owner; or a filter such as"), t("Check the spelling, use fewer words, or leave a filter out."),
	}
}

// How many owners and how many domains a list of results offers, those with the most entries. Each is a list of entries to load, and
// in a large catalog a long one.
const (
	maxFacets      = 40
	maxFacetsLarge = 8
	largeCatalog   = 20_000
)

func (b *Builder) searchFacets(list []catalog.ID) []search.Facet {
	kinds, owners, domains := map[catalog.Kind]int{}, map[catalog.ID]int{}, map[catalog.ID]int{}
	for _, id := range list {
		kinds[b.cat.Base(id).Kind]++
		for _, owner := range b.owners(id) {
			owners[owner]++
		}
		for _, d := range b.g.Ancestors(id) {
			domains[d]++
		}
	}
	var facets []search.Facet
	for _, k := range catalog.Kinds() {
		if kinds[k] > 0 {
			facets = append(facets, search.Facet{Filter: search.Filter{Name: "kind", Value: k.String()}, Title: b.t(sectionWord(k))})
		}
	}
	facets = append(facets, b.mostUsed("owner", owners)...)
	facets = append(facets, b.mostUsed("domain", domains)...)
	for _, state := range [][2]string{{"deprecated", b.t("deprecated")}, {"draft", b.t("draft")}, {"undescribed", b.t("undescribed")}} {
		facets = append(facets, search.Facet{Filter: search.Filter{Name: "is", Value: state[0]}, Title: state[1]})
	}
	return facets
}

// mostUsed are the facets for the resources with the highest counts.
func (b *Builder) mostUsed(filter string, counts map[catalog.ID]int) []search.Facet {
	ids := make([]catalog.ID, 0, len(counts))
	for id := range counts {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y catalog.ID) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
	var list []search.Facet
	most := maxFacets
	if len(b.cat.Resources) > largeCatalog {
		most = maxFacetsLarge
	}
	for _, id := range ids[:min(len(ids), most)] {
		base := b.cat.Base(id)
		list = append(list, search.Facet{Filter: search.Filter{Name: filter, Value: base.ID}, Title: visible(base.Title())})
	}
	return list
}
