package page

import (
	"maps"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// nativeFormat is the source format whose resources have the names that their authors gave them.
const nativeFormat = "native"

// finder finds what the resources and files of a history are in the catalog of now.
type finder struct {
	*Builder
	// declared are the resources that a file of another format says something of.
	declared map[string][]catalog.ID
	// users are the resources that refer to a file, by its path, and imports what each referred file refers to in turn.
	users map[string][]catalog.ID
}

func newFinder(b *Builder) *finder {
	f := &finder{Builder: b, declared: map[string][]catalog.ID{}, users: map[string][]catalog.ID{}}
	imported := map[string]bool{}
	for _, c := range b.history.Commits {
		for _, r := range c.Resources {
			if r.Format != nativeFormat {
				imported[r.File] = true
			}
		}
	}
	for i, r := range b.cat.Resources {
		id, base := catalog.ID(i), r.Common()
		if imported[base.Source.Pos.File] {
			f.declared[base.Source.Pos.File] = append(f.declared[base.Source.Pos.File], id)
		}
		for _, s := range base.Also {
			if imported[s.Pos.File] {
				f.declared[s.Pos.File] = append(f.declared[s.Pos.File], id)
			}
		}
		f.use(base.Docs.Path, id)
		if m, ok := r.(*catalog.Message); ok {
			f.use(m.Schema.Path, id)
			f.use(m.Headers.Path, id)
			for _, e := range m.Examples {
				f.use(e.File.Path, id)
			}
		}
	}
	f.spread()
	return f
}

func (f *finder) use(path string, id catalog.ID) {
	if path != "" {
		f.users[path] = append(f.users[path], id)
	}
}

// maxUsers is how many users of one file are worth to be found: a shared one may have thousands.
const maxUsers = 200

// spread makes the users of a file those of the files that it refers to as well, for the files that the history speaks of.
func (f *finder) spread() {
	wanted := map[string]bool{}
	for _, c := range f.history.Commits {
		for _, file := range c.Files {
			wanted[file.Path] = true
		}
	}
	if len(wanted) == 0 {
		return
	}
	reached := map[string][]catalog.ID{}
	for _, path := range slices.Sorted(maps.Keys(f.users)) {
		for _, other := range f.reach(path) {
			if wanted[other] && len(reached[other]) < maxUsers {
				reached[other] = append(reached[other], f.users[path]...)
			}
		}
	}
	f.users = reached
	for path, ids := range f.users {
		slices.Sort(ids)
		f.users[path] = slices.Compact(ids)
	}
}

// reach are a file and those that it leads to.
func (f *finder) reach(path string) []string {
	list := []string{path}
	for i := 0; i < len(list) && len(list) < maxUsers; i++ {
		file := f.cat.Files[list[i]]
		if file == nil {
			continue
		}
		imports, _ := schema.Imports(file)
		for _, i := range imports {
			if !slices.Contains(list, i.Path) {
				list = append(list, i.Path)
			}
		}
	}
	return list
}

// find finds the resource that a change is about: the version that it names, else the highest there is, else the resource that was made of the same
// place.
func (f *finder) find(c *changes.Thing) catalog.ID {
	key := catalog.Ref{Kind: c.Kind, ID: c.ID, Version: c.Version}
	if id := f.cat.Find(key.String()); id != catalog.NoID && !f.cat.Base(id).Stub {
		return id
	}
	if id := f.cat.Latest(c.Kind, c.ID); id != catalog.NoID && !f.cat.Base(id).Stub {
		return id
	}
	for _, id := range f.declared[c.File] {
		base := f.cat.Base(id)
		for _, s := range append([]catalog.Source{base.Source}, base.Also...) {
			if base.Kind == c.Kind && s.Pos.File == c.File && s.Pointer == c.Pointer && c.Pointer != "" {
				return id
			}
		}
	}
	return f.only(c)
}

// only is the one resource of a kind that a file says something of, or NoID: an imported service has the name that its document gives it.
func (f *finder) only(c *changes.Thing) catalog.ID {
	only := catalog.NoID
	for _, id := range f.declared[c.File] {
		if f.cat.Base(id).Kind != c.Kind || id == only {
			continue
		}
		if only != catalog.NoID {
			return catalog.NoID
		}
		only = id
	}
	if only != catalog.NoID && c.Format == f.cat.Base(only).Source.Format && f.cat.Base(only).Source.Pos.File == c.File {
		return catalog.NoID // it is described there under its own name
	}
	return only
}

// further reports whether a change is that of one of several descriptions of a resource, and not the first.
func (f *finder) further(c *changes.Change, id catalog.ID) bool {
	base := f.cat.Base(id)
	switch c.Sort {
	case changes.Added:
		return base.Source.Pos.File != c.File && slices.ContainsFunc(base.Also, func(s catalog.Source) bool { return s.Pos.File == c.File })
	case changes.Removed:
		return c.Format != base.Source.Format
	default:
		return false
	}
}

// event is a commit with what the catalog knows of it. Several changes of what is one resource now are one; a further description of a resource that was
// there is a change of it, and one that went leaves it changed.
func (f *finder) event(commit *changes.Commit) Event {
	e := Event{Commit: commit, More: commit.More}
	at := map[catalog.ID]int{}
	for i := range commit.Resources {
		c := &commit.Resources[i]
		e.Flow = append(e.Flow, f.flow(c)...)
		change := EventChange{Sort: c.Sort, Change: c, ID: f.find(&c.Thing)}
		if change.ID == catalog.NoID {
			e.Changes = append(e.Changes, change)
			continue
		}
		if f.further(c, change.ID) {
			change.Sort = changes.Changed
		}
		if first, ok := at[change.ID]; ok {
			kept := &e.Changes[first]
			if better(change, *kept) {
				*kept = change
			}
			continue
		}
		at[change.ID] = len(e.Changes)
		e.Changes = append(e.Changes, change)
	}
	for i := range commit.Files {
		file := &commit.Files[i]
		users := slices.DeleteFunc(slices.Clone(f.users[file.Path]), func(id catalog.ID) bool { _, ok := at[id]; return ok })
		if len(users) == 0 {
			continue
		}
		e.Changes = append(e.Changes, EventChange{Sort: file.Sort, ID: catalog.NoID, File: file, Users: users})
	}
	return e
}

// better reports whether one change says more of a resource than another: that it came or went says more than that it changed.
func better(a, b EventChange) bool {
	return a.Sort != changes.Changed && b.Sort == changes.Changed
}
