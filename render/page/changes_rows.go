package page

import (
	"html/template"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/compat"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/render/feed"
	"github.com/eventatlas/eventatlas/render/markdown"
	"github.com/eventatlas/eventatlas/render/site"
)

// commitsTable has a row for each resource and file, in a group for each commit. A verdict on the schemas would be a further column.
func (c *context) commitsTable() Table {
	t := Table{ID: "commits", Title: c.t("Commits"), Bare: true, Filter: true, Cols: []string{c.t("What"), c.t("Change"), c.t("Details"), c.t("Owner")}}
	rows, last := 0, ""
	for _, e := range c.events() {
		if rows >= changesRows {
			t.Total += len(e.Changes)
			continue
		}
		group := Group{ID: CommitAnchor(e.Commit), Title: Link{Text: day(e.Time) + " · " + visible(firstOf(e.Subject, shortID(e.Commit))), Note: c.byline(e)}}
		group.Title.Href = c.commitHref(e.Commit)
		group.Title.External = group.Title.Href != ""
		n := min(len(e.Changes), commitRows, changesRows-rows)
		for _, change := range e.Changes[:n] {
			group.Rows = append(group.Rows, c.changeRow(change))
		}
		if rest := len(e.Changes) - n + e.More; rest > 0 {
			group.Rows = append(group.Rows, Row{Cells: []Cell{{Text: c.n("%d more|%d more", rest)}, {}, {}, {}}})
		}
		if date := day(e.Time); date != last { // the day has an anchor too, for links to all that is since then
			group.Rows[0].ID, last = date, date
		}
		rows += len(group.Rows)
		t.Total += len(e.Changes)
		t.Groups = append(t.Groups, group)
	}
	return t
}

// commitHref is where a commit can be seen, after the configuration; "" where nobody says.
func (c *context) commitHref(commit *changes.Commit) string {
	pattern := c.cat.Config.History.URL
	if pattern == "" {
		return ""
	}
	href, _ := markdown.SafeURL(strings.ReplaceAll(pattern, "{commit}", commit.ID))
	return href
}

// byline says who made a commit and when, and what it is called.
func (c *context) byline(e Event) string {
	var parts []string
	if e.Author != "" {
		parts = append(parts, visible(e.Author))
	}
	return strings.Join(append(parts, e.Time.Format("15:04 MST"), shortID(e.Commit)[:min(8, len(e.ID))]), " · ")
}

func (c *context) changeRow(change EventChange) Row {
	if change.File != nil {
		return c.fileRow(change)
	}
	r := change.Change
	what := Link{Text: visible(r.Name), Icon: r.Kind.String(), Note: visible(r.Version)}
	owner := Cell{}
	if change.ID != catalog.NoID {
		what = c.link(change.ID)
		what.Struck = false
		what.Version = ""
		if c.cat.Base(change.ID).Kind.IsMessage() || r.Version != c.cat.Base(change.ID).Version {
			what.Version = visible(r.Version)
		}
		owner = c.ownersOf(change.ID)
	}
	return Row{Cells: []Cell{{Links: []Link{what}}, {Chips: []Chip{c.eventChip(change.Sort)}}, {HTML: c.details(change)}, owner}}
}

// users is how many users of a file are named.
const users = 4

// fileRow is the row of a file that resources refer to.
func (c *context) fileRow(change EventChange) Row {
	w := &writer{}
	w.differences(c, "", change.File.Schema, nil)
	if len(w.b) > 0 {
		w.raw(" · ")
	}
	w.text(c.t("used by"))
	ids := c.latest(change.Users)
	if len(ids) == 0 {
		ids = change.Users
	}
	for i, id := range ids[:min(users, len(ids))] {
		if i > 0 {
			w.raw(",")
		}
		w.raw(" ")
		w.link(c.link(id))
	}
	if rest := len(ids) - users; rest > 0 {
		w.raw(" ")
		w.text(c.n("and %d more|and %d more", rest))
	}
	return Row{Cells: []Cell{{Codes: []string{visible(change.File.Path)}}, {Chips: []Chip{c.eventChip(change.Sort)}}, {HTML: w.html()}, {}}}
}

func (c *context) eventChip(s changes.Sort) Chip {
	switch s {
	case changes.Added:
		return c.sortChip(compat.Added)
	case changes.Removed:
		return c.sortChip(compat.Removed)
	case changes.Deprecated:
		return Chip{Text: c.t("deprecated"), Icon: "clock", Tone: "warn"}
	default:
		return c.sortChip(compat.Changed)
	}
}

// The most values of one aspect, and fields of one schema, that a row names.
const (
	aspectValues = 6
	namedFields  = 8
)

// details says in a phrase what is different: each aspect, with the short values that went and came, and the fields of schemas.
func (c *context) details(change EventChange) template.HTML {
	r := change.Change
	w := &writer{}
	if r.Sort != change.Sort {
		w.text(c.t(sayFile[r.Sort]))
		w.raw(" <code>")
		w.breakable(visible(r.File))
		w.raw("</code>")
		return w.html()
	}
	for i, a := range r.Aspects {
		if i > 0 {
			w.raw("; ")
		}
		w.text(c.t(a.Name))
		switch a.Name {
		case changes.Schema:
			w.differences(c, " ", r.Payload, c.fieldLinks(change.ID, false))
		case changes.Headers:
			w.differences(c, " ", r.Headers, c.fieldLinks(change.ID, true))
		default:
			w.values(c, a)
		}
	}
	return w.html()
}

// sayFile says what became of one of several descriptions of a resource.
var sayFile = map[changes.Sort]string{changes.Added: "described too in", changes.Removed: "no more described in"}

// values writes what went from an aspect and what came; a single value that became another as a step from one to the other.
func (w *writer) values(c *context, a changes.Aspect) {
	if len(a.Gone) == 1 && len(a.New) == 1 {
		w.raw(" ")
		w.el("code", "", visible(a.Gone[0]))
		w.raw(" → ")
		w.el("code", "", visible(a.New[0]))
		return
	}
	w.signed(c, "−", a.Gone)
	w.signed(c, "+", a.New)
}

func (w *writer) signed(c *context, sign string, list []string) {
	for i, s := range list {
		if i == aspectValues {
			w.raw(" ")
			w.text(c.n("and %d more|and %d more", len(list)-i))
			return
		}
		w.raw(" ", sign, " <code>")
		w.breakable(visible(s))
		w.raw("</code>")
	}
}

// fieldLinks finds the fields that a message has today, on its page.
func (c *context) fieldLinks(id catalog.ID, headers bool) func(path string) string {
	if id == catalog.NoID {
		return nil
	}
	list := c.plan.Fields.Of(id, headers)
	return func(path string) string {
		if list == nil {
			return ""
		}
		at := slices.IndexFunc(list.Fields, func(f fields.Field) bool { return f.Path == path })
		if at < 0 {
			return ""
		}
		return c.href(id) + fieldFragment(&list.Fields[at], headers)
	}
}

// differences writes the fields of a schema that came, went and changed, with links to those that are there.
func (w *writer) differences(c *context, lead string, d compat.Difference, href func(path string) string) {
	list := byField(d)
	for i, change := range list {
		if i == namedFields {
			w.raw(" ")
			w.text(c.n("and %d more|and %d more", len(list)-i))
			return
		}
		if i > 0 {
			lead = ", "
		}
		w.raw(lead, [...]string{compat.Added: "+ ", compat.Removed: "− ", compat.Changed: "± "}[change.Sort])
		switch {
		case change.Path == "":
			w.text(c.t("the whole value"))
		case href != nil && change.Sort != compat.Removed && href(change.Path) != "":
			w.raw(string(codeLink(href(change.Path), visible(change.Path))))
		default:
			w.raw("<code>")
			w.breakable(visible(change.Path))
			w.raw("</code>")
		}
	}
}

// byField are changes with one for each field, whatever the number of its aspects: the field came, went, or is another.
func byField(d compat.Difference) []compat.Change {
	var list []compat.Change
	for _, change := range d.Changes {
		if len(list) > 0 && list[len(list)-1].Path == change.Path {
			continue
		}
		if change.Aspect != compat.Field {
			change.Sort = compat.Changed
		}
		list = append(list, change)
	}
	return list
}

// Feed is the history as a feed.
func (b *Builder) Feed() feed.Feed {
	c := b.at(site.Page{Path: FeedPath, Resource: catalog.NoID})
	f := feed.Feed{
		Title: c.words.F("Changes of %s", b.siteTitle()), Lang: localeOf(b.cat.Config.Locale), Base: canonical(b.cat.Config.BaseURL, ""),
		Self: FeedPath, Page: strings.TrimSuffix(site.FixedPath(site.Changes), "index.html"),
	}
	if f.Base == "" {
		f.Page = site.FixedPath(site.Changes)
	}
	if e, ok := c.sinceEntry(f.Page); ok {
		f.Entries = append(f.Entries, e)
	}
	for _, e := range b.events() {
		f.Entries = append(f.Entries, feed.Entry{
			Key: "commit:" + e.ID, Link: f.Page + "#" + CommitAnchor(e.Commit), Title: visible(firstOf(e.Subject, shortID(e.Commit))), Author: visible(e.Author), Time: e.Time,
			HTML: string(c.eventList(e)),
		})
	}
	return f
}

// eventList is what a commit changed as a list.
func (c *context) eventList(e Event) template.HTML {
	w := &writer{}
	w.raw("<ul>")
	for _, change := range e.Changes[:min(len(e.Changes), commitRows)] {
		row := c.changeRow(change)
		w.raw("<li>")
		for i, cell := range row.Cells[:3] {
			if i > 0 {
				w.raw(" ")
			}
			w.cell(cell)
		}
		w.raw("</li>")
	}
	if rest := max(0, len(e.Changes)-commitRows) + e.More; rest > 0 {
		w.raw("<li>")
		w.text(c.n("%d more|%d more", rest))
		w.raw("</li>")
	}
	w.raw("</ul>")
	return w.html()
}
