package page

import (
	"sync"
	"time"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/render/site"
)

// ChangesView lists what the newest commits changed.
type ChangesView struct {
	Frame
	// Lead says what is listed, or why nothing is; Note what may be missing.
	Lead, Note string
	// Feed leads to the same as a feed.
	Feed Link
	// Since is what is different from the previous site.
	Since Table
	// Commits has a group for each commit, the newest first.
	Commits Table
	// Flows are the drawings of the newest changes of who sends, receives and carries.
	Flows []FlowChange
}

// FeedPath is where the feed of changes is, where there is a history.
const FeedPath = "feed.atom"

// The most rows that are listed, of one commit and of all.
const (
	commitRows  = 60
	changesRows = 600
)

func changesPage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := ChangesView{Frame: c.frame()}
	v.titled(c.t("Changes"))
	v.Icon = "clock"
	v.Lead = c.historyLead()
	if b.previous != nil {
		v.Since = c.sinceTable()
		if b.history.Is() == changes.Off || b.history.Is() == changes.None {
			v.Lead = c.t("What is different from the previous site.")
		}
	}
	if !b.HasFeed() {
		return v
	}
	v.FeedHref = c.to(FeedPath)
	v.Feed = Link{Text: c.t("Follow as a feed"), Href: v.FeedHref}
	if b.history.Shallow {
		v.Note = c.t("The repository holds only its newest commits (a shallow clone), so older changes are not known here.")
	}
	if len(b.events()) > 0 {
		v.Commits, v.Flows = c.commitsTable(), c.flowChanges()
	}
	return v
}

// historyLead says in a sentence what the page shows, or why it shows nothing.
func (c *context) historyLead() string {
	switch c.history.Is() {
	case changes.Off:
		return c.t("The history was not read when this site was made.")
	case changes.None:
		return c.t("The files of this catalog are in no git repository, so earlier states of it are not known.")
	case changes.NoGit:
		return c.t("The files of this catalog are in a git repository, but the git command was missing when this site was made.")
	case changes.Failed:
		return c.t("The git repository around this catalog could not be read.")
	default:
	}
	switch n := len(c.events()); {
	case n == 0 && c.history.Shallow:
		return c.t("The repository holds only its newest commits (a shallow clone), so older changes are not known here.")
	case n == 0:
		return c.t("No commit has changed what is described here.")
	case c.history.Cut:
		return c.n("The last commit that changed what is described here.|The last %d commits that changed what is described here.", n)
	default:
		return c.n("The one commit that changed what is described here.|The %d commits that changed what is described here.", n)
	}
}

// Event is a commit as the catalog of now understands it: what it changed of what is still there, and what is gone.
type Event struct {
	*changes.Commit
	Changes []EventChange
	// More is how many changes and files are not listed.
	More int
	// Flow are the connections that came, went and changed.
	Flow []flowChange
}

// EventChange is what became of one thing.
type EventChange struct {
	Sort changes.Sort
	// ID is the resource that it is now, or NoID; Latest says that the change was made to another version of it, or to one that is no more.
	ID catalog.ID
	// Change is that of the resource; nil for that of a file.
	Change *changes.Change
	// File is a file that resources refer to, and Users are those.
	File  *changes.File
	Users []catalog.ID
}

// past is the history in terms of the catalog of now, made when it is first asked for.
type past struct {
	once   sync.Once
	events []Event
	// last is the newest commit that changed each resource.
	last map[catalog.ID]*changes.Commit
}

// events are the commits that changed something, newest first.
func (b *Builder) events() []Event { return b.pastOf().events }

// lastChange is the newest commit that is known to have changed a resource, or nil.
func (b *Builder) lastChange(id catalog.ID) *changes.Commit { return b.pastOf().last[id] }

func (b *Builder) pastOf() *past {
	b.past.once.Do(func() {
		b.past.last = map[catalog.ID]*changes.Commit{}
		if b.history.Is() != changes.Known {
			return
		}
		f := newFinder(b)
		for i := range b.history.Commits {
			commit := &b.history.Commits[i]
			e := f.event(commit)
			if len(e.Changes) == 0 {
				continue
			}
			b.past.events = append(b.past.events, e)
			for _, change := range e.Changes {
				for _, id := range append(change.Users, change.ID) {
					if id != catalog.NoID && b.past.last[id] == nil {
						b.past.last[id] = commit
					}
				}
			}
		}
	})
	return &b.past
}

// CommitAnchor is where a commit stands on the page of changes.
func CommitAnchor(commit *changes.Commit) string { return "c-" + shortID(commit) }

// shortID is the beginning of a commit's hash, which names it in any repository of a size that people have.
func shortID(commit *changes.Commit) string { return commit.ID[:min(12, len(commit.ID))] }

// Day is a day as it is written everywhere: 2024-05-06.
func day(t time.Time) string { return t.Format(time.DateOnly) }

// changed says when a resource was last changed, by whom, and leads to what; the zero Changed where that is not known.
func (c *context) changed(id catalog.ID) Changed {
	commit := c.lastChange(id)
	if commit == nil {
		return Changed{}
	}
	return Changed{
		Date: day(commit.Time), Author: visible(commit.Author),
		Commit: Link{Text: visible(firstOf(commit.Subject, shortID(commit))), Href: c.to(site.FixedPath(site.Changes)) + "#" + CommitAnchor(commit)},
	}
}

// Changed says when a resource was last changed.
type Changed struct {
	Date, Author string
	Commit       Link
}

// recentCommits is how many commits the first page shows.
const recentCommits = 4

// recentTable says what the newest commits changed, in a line for each.
func (c *context) recentTable() Table {
	t := Table{ID: "recent", Title: c.t("Changed last"), Cols: []string{c.t("Commit"), c.t("Day"), c.t("Changes")}, Total: len(c.events())}
	var rows []Row
	for _, e := range c.events()[:min(recentCommits, len(c.events()))] {
		l := Link{Text: visible(firstOf(e.Subject, shortID(e.Commit))), Href: c.to(site.FixedPath(site.Changes)) + "#" + CommitAnchor(e.Commit), Note: visible(e.Author)}
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{l}}, {Text: day(e.Time)}, {Links: c.touched(e)}}})
	}
	t.Groups = []Group{{Rows: rows}}
	if len(rows) > 0 {
		t.More = Link{Text: c.t("All changes"), Href: c.to(site.FixedPath(site.Changes))}
	}
	return t
}

// touched are the first resources that a commit changed.
func (c *context) touched(e Event) []Link {
	const few = 3
	var list []Link
	for _, change := range e.Changes {
		switch {
		case len(list) == few:
			return append(list, Link{Text: c.n("%d more|%d more", len(e.Changes)-few)})
		case change.ID != catalog.NoID:
			list = append(list, c.link(change.ID))
		case change.Change != nil:
			list = append(list, Link{Text: visible(change.Change.Name), Icon: change.Change.Kind.String(), Struck: true})
		default:
			list = append(list, c.link(change.Users[0]))
		}
	}
	return list
}

// HasFeed reports whether there is anything dated to make a feed of.
func (b *Builder) HasFeed() bool {
	_, since := b.sinceTime()
	return since || len(b.events()) > 0
}
