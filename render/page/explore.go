package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/explore"
	"github.com/eventatlas/eventatlas/render/site"
)

// ExploreView is the table of everything, which a script fills. Below it stand the lists of the same by kind, domain, owner and tag, which are the way without one.
type ExploreView struct {
	Frame
	Count int
	Ways  []Ways
}

// Ways are lists of one sort, with how much there is in each.
type Ways struct {
	ID, Title string
	Items     []NavItem
	// More leads to the rest where not all are shown.
	More Link
}

// waysShown is how many lists of one sort the page links to.
const waysShown = 500

func explorePage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := ExploreView{Frame: c.frame(), Count: len(c.plan.List(catalog.NoKind))}
	v.titled(c.t("Explore"))
	v.Icon = "list"
	v.Ways = []Ways{c.kindWays()}
	for _, sort := range []site.Sort{site.Within, site.Owned, site.Tagged} {
		if w := c.ways(sort); len(w.Items) > 0 {
			v.Ways = append(v.Ways, w)
		}
	}
	for _, w := range v.Ways {
		v.section(w.ID, w.Title, len(w.Items))
	}
	return v
}

// kindWays are the indexes of the kinds, and that of everything.
func (c *context) kindWays() Ways {
	w := Ways{ID: "by-kind", Title: c.t("By kind")}
	for _, kind := range append(catalog.Kinds(), catalog.NoKind) {
		path, ok := c.plan.SectionPath(kind, 1)
		if !ok {
			continue
		}
		item := NavItem{Link: Link{Text: c.t(sectionWord(kind)), Href: c.to(path), Icon: kind.String()}, Count: len(c.plan.List(kind))}
		if kind == catalog.NoKind {
			item.Icon = "list"
		}
		w.Items = append(w.Items, item)
	}
	return w
}

// ways are the listings of a sort.
func (c *context) ways(sort site.Sort) Ways {
	w := Ways{}
	switch sort {
	case site.Within:
		w.ID, w.Title = "by-domain", c.t("By domain")
	case site.Owned:
		w.ID, w.Title = "by-owner", c.t("By owner")
	default:
		w.ID, w.Title = "by-tag", c.t("By tag")
	}
	all := c.plan.Listings(sort)
	for _, l := range all[:min(len(all), waysShown)] {
		item := NavItem{Link: Link{Text: visible(l.Name), Icon: "tag", Href: c.to(l.Path(1))}, Count: len(l.Entries)}
		if l.Of != catalog.NoID {
			item.Text, item.Icon = c.name(l.Of), c.icon(l.Of)
		}
		w.Items = append(w.Items, item)
	}
	if rest := len(all) - len(w.Items); rest > 0 {
		path, _ := c.plan.SectionPath(catalog.NoKind, 1)
		w.More = Link{Text: c.n("%d more|%d more", rest), Href: c.to(path)}
	}
	return w
}

// exploreHref leads to the table with a choice made, which is pairs of a facet and a value. It stands in the query, because a fragment is the name of a
// place on a page.
func (c *context) exploreHref(choice ...string) string {
	var b strings.Builder
	b.WriteString(c.to(site.FixedPath(site.Explore)))
	for i := 0; i+1 < len(choice); i += 2 {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(choice[i] + "=" + url.QueryEscape(choice[i+1]))
	}
	return b.String()
}

// ExploreSize is the number of rows of the table of everything.
func (b *Builder) ExploreSize() int { return len(b.plan.List(catalog.NoKind)) }

// ExploreInput is the highest version of everything, with all that it can be chosen by.
func (b *Builder) ExploreInput() explore.Input {
	e := &explorer{Builder: b, facets: b.facets()}
	list := b.plan.List(catalog.NoKind)
	in := explore.Input{Words: b.exploreWords(), Rows: make([]explore.Row, len(list))}
	for i, id := range list {
		in.Rows[i] = e.row(id)
	}
	for f := range e.facets {
		in.Facets = append(in.Facets, e.facets[f].sorted(in.Rows, f))
	}
	return in
}

// explorer makes the rows.
type explorer struct {
	*Builder
	facets []*facet
}

// facet collects the values of a facet as rows have them. Its numbers become those of the order in which the values are shown at last.
type facet struct {
	explore.Facet
	of func(id catalog.ID) []explore.Value
	at map[string]int
	// fixed keeps the order in which the values came.
	fixed bool
}

func (e *explorer) row(id catalog.ID) explore.Row {
	base := e.cat.Base(id)
	r := explore.Row{
		Title: visible(base.Title()), Version: visible(base.Version), Path: e.plan.Path(id), Values: make([][]int, len(e.facets)), In: -1, Out: -1,
	}
	if base.Kind.IsMessage() {
		r.In, r.Out = len(e.services(id, catalog.Produces)), len(e.services(id, catalog.Consumes))
	}
	for i, f := range e.facets {
		for _, v := range f.of(id) {
			r.Values[i] = append(r.Values[i], f.number(v))
		}
	}
	return r
}

func (f *facet) number(v explore.Value) int {
	n, ok := f.at[v.ID]
	if !ok {
		n = len(f.Values)
		f.at[v.ID] = n
		f.Values = append(f.Values, v)
	}
	return n
}

// sorted is the facet with its values by name, and the rows, of which it is the facet of that number, with the numbers that they have then.
func (f *facet) sorted(rows []explore.Row, facet int) explore.Facet {
	order := make([]int, len(f.Values))
	for i := range order {
		order[i] = i
	}
	if !f.fixed {
		slices.SortStableFunc(order, func(a, b int) int {
			x, y := f.Values[a], f.Values[b]
			return cmp.Or(catalog.NaturalCompare(strings.ToLower(x.Title), strings.ToLower(y.Title)), cmp.Compare(x.ID, y.ID))
		})
	}
	rank := make([]int, len(order))
	out := explore.Facet{Name: f.Name, Title: f.Title, Values: make([]explore.Value, len(order))}
	for to, from := range order {
		rank[from] = to
	}
	for to, from := range order {
		v := f.Values[from]
		if v.Around >= 0 {
			v.Around = rank[v.Around]
		}
		out.Values[to] = v
	}
	for _, r := range rows {
		for i, n := range r.Values[facet] {
			r.Values[facet][i] = rank[n]
		}
	}
	return out
}

// services are those that produce or consume any version of a message.
func (b *Builder) services(id catalog.ID, relation catalog.Relation) map[catalog.ID]bool {
	base := b.cat.Base(id)
	services := map[catalog.ID]bool{}
	for _, v := range b.cat.Versions(base.Kind, base.ID) {
		for _, e := range b.g.To(v, relation) {
			if b.cat.Base(e.From).Latest {
				services[e.From] = true
			}
		}
	}
	return services
}
