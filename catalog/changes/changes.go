// Package changes says what became of the resources of a catalog from one state of its files to the next: which were added, removed, deprecated,
// and what of the others was changed. It compares descriptions as their readers understood them, so that moving a resource within a
// file, reordering keys or rewriting YAML as JSON is no change.
//
// Every field of a resource is compared, by reflection, so that none that a kind gets one day is forgotten; what a field is called in a list of changes is
// a table of this package. Positions are left out, and so is what is derived from other fields.
package changes

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/compat"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// Sort says what became of a resource or a file.
type Sort uint8

// What became of it. A resource that is deprecated and changed otherwise too is Deprecated.
const (
	Added Sort = iota + 1
	Changed
	Deprecated
	Removed
)

// String returns "added", "changed", "deprecated" or "removed".
func (s Sort) String() string {
	return [...]string{"", "added", "changed", "deprecated", "removed"}[min(s, Removed)]
}

// Change is what became of one resource.
type Change struct {
	Sort Sort
	Thing
	// Aspects are what is different, of a resource that was there before and is there now.
	Aspects []Aspect
	// Payload and Headers are the differences of the schemas of a message. A verdict on them would stand beside.
	Payload, Headers compat.Difference
	// Connections are the connections that came, went and changed with it.
	Connections []Connection
}

// Aspect is one thing about a resource that is different.
type Aspect struct {
	// Name is one of Names.
	Name string
	// Gone and New are short values that went and came: an address, a version, the resources of a list. Long texts are left out.
	Gone, New []string
}

// File is a file that changed and is no description itself: a schema, or a text that a resource refers to.
type File struct {
	Sort Sort
	Path string
	// Schema is what is different where both states are a schema that can be read as a whole.
	Schema compat.Difference
}

// Side is one of the two states to compare: what some files describe, and the files that this refers to.
type Side struct {
	Resources []catalog.Resource
	Files     catalog.Files
}

// Compare returns what became of the resources of the first side, sorted by kind, id and version. A resource of which one version went and one other
// came is one that changed its version.
func Compare(before, after Side) []Change {
	olds, news := index(before.Resources), index(after.Resources)
	renumber(olds, news)
	var list []Change
	for key, now := range news {
		was, ok := olds[key]
		if !ok {
			c := changeOf(Added, now)
			c.Connections = connections(nil, now, nil, after.Resources)
			list = append(list, c)
			continue
		}
		if c, different := compare(was, now, before, after); different {
			list = append(list, c)
		}
	}
	for key, was := range olds {
		if news[key] == nil {
			c := changeOf(Removed, was)
			c.Connections = connections(was, nil, before.Resources, nil)
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID), catalog.CompareVersions(a.Version, b.Version), strings.Compare(a.File, b.File), cmp.Compare(a.Sort, b.Sort))
	})
	return list
}

// key tells resources apart. The file is that of a further description of what another file describes too.
type key struct {
	kind              catalog.Kind
	id, version, file string
}

// index finds resources by their keys. What nobody describes is left out.
func index(list []catalog.Resource) map[key]catalog.Resource {
	found := make(map[key]catalog.Resource, len(list))
	for _, r := range list {
		b := r.Common()
		if b.Stub {
			continue
		}
		k := key{kind: b.Kind, id: b.ID, version: b.Version}
		if found[k] != nil {
			k.file = b.Source.Pos.File
		}
		if found[k] == nil {
			found[k] = r
		}
	}
	return found
}

// renumber gives a resource of which one version went and one came the same key on both sides.
func renumber(olds, news map[key]catalog.Resource) {
	gone, come := alone(olds, news), alone(news, olds)
	for name, was := range gone {
		now, ok := come[name]
		if !ok || was == (key{}) || now == (key{}) {
			continue
		}
		r := olds[was]
		delete(olds, was)
		olds[now] = r
	}
}

// alone finds, by kind and id, the one key that only the first side has; the zero key where there are several.
func alone(side, other map[key]catalog.Resource) map[key]key {
	found := map[key]key{}
	for k := range side {
		if other[k] != nil || k.file != "" {
			continue
		}
		name := key{kind: k.kind, id: k.id}
		if _, several := found[name]; several {
			found[name] = key{}
			continue
		}
		found[name] = k
	}
	return found
}

func changeOf(sort Sort, r catalog.Resource) Change { return Change{Sort: sort, Thing: thingOf(r)} }

// compare compares two states of one resource.
func compare(was, now catalog.Resource, before, after Side) (Change, bool) {
	c := changeOf(Changed, now)
	c.Aspects = aspects(was, now)
	c.Connections = connections(was, now, before.Resources, after.Resources)
	older, ok := was.(*catalog.Message)
	newer, ok2 := now.(*catalog.Message)
	if ok && ok2 {
		c.Payload = schemas(older.Schema, newer.Schema, before.Files, after.Files)
		c.Headers = schemas(older.Headers, newer.Headers, before.Files, after.Files)
		c.Aspects = named(c.Aspects, Schema, c.Payload)
		c.Aspects = named(c.Aspects, Headers, c.Headers)
	}
	if was.Common().Deprecated == nil && now.Common().Deprecated != nil {
		c.Sort = Deprecated
	}
	return c, len(c.Aspects) > 0
}

// named adds an aspect for the differences of a schema, which may be in a file that the resource only refers to.
func named(list []Aspect, name string, d compat.Difference) []Aspect {
	if len(d.Changes) == 0 || slices.ContainsFunc(list, func(a Aspect) bool { return a.Name == name }) {
		return list
	}
	return append(list, Aspect{Name: name})
}

// schemas compares two schemas of which both can be read.
func schemas(older, newer catalog.SchemaRef, before, after catalog.Files) compat.Difference {
	a, b := tree(older, before), tree(newer, after)
	if a == nil && !older.IsZero() || b == nil && !newer.IsZero() {
		return compat.Difference{}
	}
	return compat.Diff(a, b)
}

func tree(ref catalog.SchemaRef, files catalog.Files) *schema.Type {
	if ref.IsZero() {
		return nil
	}
	t, _ := schema.Load(ref, files)
	return t
}

// CompareFiles says what became of a file that describes no resource; nil stands for a state in which it was not there. Files are the
// others of each state.
func CompareFiles(path string, was, now *catalog.File, before, after catalog.Files) File {
	f := File{Sort: Changed, Path: path}
	switch {
	case was == nil:
		f.Sort = Added
	case now == nil:
		f.Sort = Removed
	default:
		ref := catalog.SchemaRef{Path: path}
		f.Schema = schemas(ref, ref, with(before, was), with(after, now))
	}
	return f
}

func with(files catalog.Files, f *catalog.File) catalog.Files {
	all := catalog.Files{f.Path: f}
	for path, other := range files {
		if path != f.Path {
			all[path] = other
		}
	}
	return all
}

// Commit is one commit of the repository around a catalog.
type Commit struct {
	// ID is the whole hash, Author the name alone, Subject the first line of the message. All are texts of strangers.
	ID, Author, Subject string
	// Time is when the author made it.
	Time      time.Time
	Resources []Change
	Files     []File
	// More is how many files it touched that were not looked into.
	More int
}

// Empty reports whether the commit changed nothing that a catalog shows.
func (c Commit) Empty() bool { return len(c.Resources) == 0 && len(c.Files) == 0 && c.More == 0 }

// State says whether there is a history.
type State uint8

// The states.
const (
	// Off: nobody has asked for a history.
	Off State = iota
	// None: the source is in no repository, or in one without a commit.
	None
	// NoGit: the git command is missing.
	NoGit
	// Failed: the repository cannot be read.
	Failed
	// Known: there is a history.
	Known
)

// History is what the commits of a repository changed in a catalog. It is read-only. A nil History is one that is Off.
type History struct {
	State State
	// Commits are the newest ones, newest first.
	Commits []Commit
	// Shallow says that the repository holds only its newest commits; Cut that there are older ones that were not looked at.
	Shallow, Cut bool
	// Problem says in a line why the state is Failed; it is about the machine, and for its user alone.
	Problem string
}

// Is returns the state; Off for nil.
func (h *History) Is() State {
	if h == nil {
		return Off
	}
	return h.State
}
