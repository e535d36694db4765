package changes

import (
	"cmp"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Thing names a resource as the file does that speaks of it: an imported one may be called otherwise in a catalog.
type Thing struct {
	Kind    catalog.Kind
	ID      string
	Version string
	// Name is what to show: the newer one where there are two.
	Name string
	// File is where it is, or was, declared, Format what it is written in there, and Pointer the way to it; "" for what is only referred to.
	File, Format, Pointer string
}

func thingOf(r catalog.Resource) Thing {
	b := r.Common()
	return Thing{Kind: b.Kind, ID: b.ID, Version: b.Version, Name: b.Title(), File: b.Source.Pos.File, Format: b.Source.Format, Pointer: b.Source.Pointer}
}

// Connection is a connection that a service or a channel has got, has lost, or has otherwise than before.
type Connection struct {
	Sort     Sort
	Relation catalog.Relation
	// Far is the other end. Its kind is NoKind where only its id is said.
	Far Thing
	// Aspects are what of a changed one is different: "version", "channel", "group", "fields read".
	Aspects []string
}

// The aspects of a connection beside Version.
const (
	Channel = "channel"
	Group   = "group"
	Reads   = "fields read"
)

// link is a connection as a description has it, with what may be different about it.
type link struct {
	relation catalog.Relation
	ref      catalog.Ref
	about    [4][]string
}

// aspectNames are the names of what a link says, in its order.
var aspectNames = [4]string{Version, Channel, Group, Reads}

// links are the connections that a resource declares, each once for a relation and an id.
func links(r catalog.Resource) []link {
	var list []link
	add := func(relation catalog.Relation, ref catalog.Ref) *link {
		i := slices.IndexFunc(list, func(l link) bool { return l.relation == relation && l.ref.ID == ref.ID })
		if i < 0 {
			i = len(list)
			list = append(list, link{relation: relation, ref: ref})
		}
		list[i].about[0] = append(list[i].about[0], ref.Version)
		return &list[i]
	}
	uses := func(relation catalog.Relation, uses []catalog.Use) {
		for _, u := range uses {
			l := add(relation, u.Message)
			for _, via := range u.Via {
				l.about[1] = append(l.about[1], via.ID)
			}
			l.about[2] = append(l.about[2], u.Group)
			l.about[3] = append(l.about[3], u.Fields...)
		}
	}
	switch r := r.(type) {
	case *catalog.Service:
		uses(catalog.Produces, r.Produces)
		uses(catalog.Consumes, r.Consumes)
		for _, call := range r.Calls {
			add(catalog.Calls, call.Service)
		}
		for _, ref := range r.Reads {
			add(catalog.Reads, ref)
		}
		for _, ref := range r.Writes {
			add(catalog.Writes, ref)
		}
	case *catalog.Channel:
		for _, ref := range r.Carries {
			add(catalog.Carries, ref)
		}
		for _, route := range r.Routes {
			add(catalog.Routes, route.To)
		}
	}
	return list
}

// connections compares the connections of two states of a resource, of which one may be nil.
func connections(was, now catalog.Resource, before, after []catalog.Resource) []Connection {
	olds, news := links(was), links(now)
	var list []Connection
	for _, l := range news {
		i := slices.IndexFunc(olds, func(o link) bool { return o.relation == l.relation && o.ref.ID == l.ref.ID })
		if i < 0 {
			list = append(list, Connection{Sort: Added, Relation: l.relation, Far: far(l.ref, after)})
		} else if aspects := l.different(olds[i]); len(aspects) > 0 {
			list = append(list, Connection{Sort: Changed, Relation: l.relation, Far: far(l.ref, after), Aspects: aspects})
		}
	}
	for _, l := range olds {
		if !slices.ContainsFunc(news, func(n link) bool { return n.relation == l.relation && n.ref.ID == l.ref.ID }) {
			list = append(list, Connection{Sort: Removed, Relation: l.relation, Far: far(l.ref, before)})
		}
	}
	slices.SortFunc(list, func(a, b Connection) int {
		return cmp.Or(strings.Compare(string(a.Relation), string(b.Relation)), strings.Compare(a.Far.ID, b.Far.ID), cmp.Compare(a.Sort, b.Sort))
	})
	return list
}

// different names what two states of a link say otherwise, whatever the order.
func (l link) different(o link) []string {
	var names []string
	for i := range l.about {
		if !slices.Equal(sorted(l.about[i]), sorted(o.about[i])) {
			names = append(names, aspectNames[i])
		}
	}
	return names
}

func sorted(list []string) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
	slices.Sort(list)
	return slices.Compact(list)
}

// far is what a reference means among the resources of its state, else what it says itself.
func far(ref catalog.Ref, resources []catalog.Resource) Thing {
	t := Thing{Kind: ref.Kind, ID: ref.ID, Version: ref.Version, Name: ref.ID}
	for _, r := range resources {
		b := r.Common()
		if b.ID == ref.ID && (b.Kind == ref.Kind || ref.Kind == catalog.NoKind && b.Kind.IsMessage()) && (ref.Version == "" || b.Version == ref.Version) {
			return thingOf(r)
		}
	}
	return t
}
