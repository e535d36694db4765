package page

import (
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/render/feed"
)

// snapshot is what an index of this catalog says of it, for comparison with an earlier one.
func (b *Builder) snapshot() *changes.Snapshot {
	s := &changes.Snapshot{Resources: make([]changes.Told, len(b.cat.Resources)), Ties: make([]changes.Tie, len(b.cat.Edges))}
	for i, r := range b.cat.Resources {
		base := r.Common()
		told := changes.Told{
			Kind: base.Kind, ID: base.ID, Version: base.Version, Name: base.Title(), Summary: base.Summary, Path: b.plan.Path(catalog.ID(i)), Latest: base.Latest,
			Undescribed: base.Stub, Deprecated: base.Deprecated != nil, Draft: base.Draft && base.Deprecated == nil,
		}
		for _, owner := range base.Owners {
			told.Owners = append(told.Owners, owner.String())
		}
		for _, alias := range base.Aliases {
			told.Aliases = append(told.Aliases, alias.String())
		}
		if d := b.g.Domain(catalog.ID(i)); d != catalog.NoID {
			told.Domain = b.cat.Base(d).ID
		}
		s.Resources[i] = told
	}
	b.tellFields(s.Resources)
	for i, e := range b.cat.Edges {
		from, to := b.cat.Base(e.From), b.cat.Base(e.To)
		s.Ties[i] = changes.Tie{FromKind: from.Kind, From: from.ID, ToKind: to.Kind, To: to.ID, Relation: e.Relation}
	}
	return s
}

// tellFields adds the fields of messages, as far as the earlier site says what it had of them.
func (b *Builder) tellFields(list []changes.Told) {
	type name struct {
		kind catalog.Kind
		id   string
	}
	read := map[name]bool{}
	for i := range b.previous.Resources {
		was := &b.previous.Resources[i]
		read[name{was.Kind, was.ID}] = read[name{was.Kind, was.ID}] || was.Read
	}
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(list); i += workers {
				told := &list[i]
				m, ok := b.cat.Resources[i].(*catalog.Message)
				if wanted := read[name{told.Kind, told.ID}] || len(told.Aliases) > 0; !ok || !wanted {
					continue
				}
				told.Read, told.Payload, told.Headers = true, b.fieldsTold(m.Schema), b.fieldsTold(m.Headers)
			}
		})
	}
	group.Wait()
}

func (b *Builder) fieldsTold(ref catalog.SchemaRef) []changes.Field {
	if ref.IsZero() {
		return nil
	}
	t, _ := schema.Load(ref, b.cat.Files)
	return changes.FieldsOf(t)
}

// comparePrevious compares the catalog with what an earlier site says of it.
func (b *Builder) comparePrevious(previous *changes.Snapshot) {
	if previous == nil {
		return
	}
	b.previous = previous
	now := b.snapshot()
	if len(previous.Ties) == 0 {
		now.Ties = nil
	}
	b.since = changes.Since(previous, now)
}

// vanishedNear is how many pages that are gone a similar new name is looked for.
const vanishedNear = 2_000

// vanished reports the pages of resources that the earlier site had and this one has not, and to which no alias leads.
func (b *Builder) vanished() []catalog.Diagnostic {
	if b.previous == nil {
		return nil
	}
	alive := map[string]bool{}
	for _, r := range b.plan.Redirects {
		alive[r.Path] = true
	}
	added := map[catalog.Kind][]string{}
	for _, c := range b.since {
		if c.Sort == changes.Added {
			added[c.Kind] = append(added[c.Kind], c.ID)
		}
	}
	var list []catalog.Diagnostic
	for _, was := range b.previous.Resources {
		if _, ok := b.plan.Page(was.Path); ok || alive[was.Path] || was.Undescribed {
			continue
		}
		near := added[was.Kind]
		if len(list) >= vanishedNear {
			near = nil
		}
		list = append(list, b.vanishedOne(was, near))
	}
	return list
}

func (b *Builder) vanishedOne(was changes.Told, added []string) catalog.Diagnostic {
	page := " has no page any more, which the previous site had at `" + was.Path + "`"
	if id := b.cat.Latest(was.Kind, was.ID); id != catalog.NoID {
		d := catalog.Diag(catalog.IDVanished, b.cat.Base(id).Source.Pos, "the version `"+was.Version+"` of the "+was.Kind.String()+" `"+was.ID+"`"+page)
		return d.Suggest("Keep `" + was.Version + "` under `versions` for as long as somebody may look it up")
	}
	what := "the " + was.Kind.String() + " `" + was.ID + "`" + page
	if id := b.successor(was, added); id != catalog.NoID {
		base := b.cat.Base(id)
		return catalog.Diag(catalog.IDVanished, base.Source.Pos, what).
			Suggest("If it is `" + base.ID + "` now, add `aliases: [" + was.ID + "]` to that, and the old address leads to it")
	}
	return catalog.Diag(catalog.IDVanished, catalog.Pos{File: "."}, what).
		Suggest("Add `aliases: [" + was.ID + "]` to what took its place, or keep it as `deprecated`")
}

// successor is a new resource that may be an old one under another id: one of the same name or summary, else one of a similar id.
func (b *Builder) successor(was changes.Told, added []string) catalog.ID {
	for _, id := range added {
		now := b.cat.Latest(was.Kind, id)
		if now == catalog.NoID {
			continue
		}
		base := b.cat.Base(now)
		if was.Name != was.ID && base.Title() == was.Name || was.Summary != "" && base.Summary == was.Summary {
			return now
		}
	}
	if near := catalog.Nearest(was.ID, added); near != "" {
		return b.cat.Latest(was.Kind, near)
	}
	return catalog.NoID
}

// sinceTable lists what is different from the earlier site.
func (c *context) sinceTable() Table {
	t := Table{
		ID: "since", Title: c.t("Since the previous site"), Total: len(c.since), Filter: true, Empty: c.t("Nothing that the previous site showed has changed."),
		Cols: []string{c.t("What"), c.t("Change"), c.t("Details"), c.t("Owner")},
	}
	var rows []Row
	for _, change := range c.sinceChanges(changesRows) {
		rows = append(rows, c.changeRow(change))
	}
	if rest := len(c.since) - len(rows); rest > 0 {
		t.More = Link{Text: c.n("%d more|%d more", rest)}
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// sinceChanges are the first differences from the earlier site, as what they are now.
func (c *context) sinceChanges(most int) []EventChange {
	var list []EventChange
	for i := range c.since[:min(most, len(c.since))] {
		change := &c.since[i]
		id := c.cat.Find(catalog.Ref{Kind: change.Kind, ID: change.ID, Version: change.Version}.String())
		if id != catalog.NoID && c.cat.Base(id).Stub {
			id = catalog.NoID
		}
		list = append(list, EventChange{Sort: change.Sort, ID: id, Change: change})
	}
	return list
}

// sinceTime is the date of what is different from the earlier site: that of the newest commit, because no clock may be asked. Without a history there is none.
func (b *Builder) sinceTime() (time.Time, bool) {
	if len(b.since) == 0 || b.history.Is() != changes.Known || len(b.history.Commits) == 0 {
		return time.Time{}, false
	}
	return b.history.Commits[0].Time, true
}

// sinceEntry is what is different from the earlier site as an entry of the feed.
func (c *context) sinceEntry(page string) (feed.Entry, bool) {
	at, ok := c.sinceTime()
	if !ok {
		return feed.Entry{}, false
	}
	var says strings.Builder
	for _, change := range c.since {
		says.WriteString(change.Sort.String() + " " + catalog.Ref{Kind: change.Kind, ID: change.ID, Version: change.Version}.String() + "\n")
	}
	sum := sha256.Sum256([]byte(says.String()))
	e := Event{Changes: c.sinceChanges(commitRows), More: max(0, len(c.since)-commitRows), Commit: &changes.Commit{}}
	return feed.Entry{
		Key: "since:" + hex.EncodeToString(sum[:6]), Link: page + "#since", Title: c.t("Since the previous site"), Author: c.siteTitle(), Time: at, HTML: string(c.eventList(e)),
	}, true
}

// compared reports whether the page of changes has anything to show.
func (b *Builder) compared() bool { return b.previous != nil || b.history.Is() > changes.None }
