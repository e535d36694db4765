package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// reading is what the consumers of a message say of the fields that they read.
type reading struct {
	by []reader
	// silent is how many consumers say nothing.
	silent int
}

// reader is a consumer that says what it reads.
type reader struct {
	service catalog.ID
	fields  []string
}

// of are the services that a change of a field touches: those that read it, something in it, or something that it is in.
func (r *reading) of(path string) []catalog.ID {
	var ids []catalog.ID
	for _, by := range r.by {
		if slices.ContainsFunc(by.fields, func(f string) bool { return fields.Touches(path, f) }) && !slices.Contains(ids, by.service) {
			ids = append(ids, by.service)
		}
	}
	return ids
}

// services are those that say what they read, each once.
func (r *reading) services() []catalog.ID {
	var ids []catalog.ID
	seen := map[catalog.ID]bool{}
	for _, by := range r.by {
		if !seen[by.service] {
			seen[by.service] = true
			ids = append(ids, by.service)
		}
	}
	return ids
}

// readingOf is what the consumers of all versions of a message say, and is kept: the page of a name asks for that of every message.
func (b *Builder) readingOf(id catalog.ID) *reading {
	base := b.cat.Base(id)
	latest := b.cat.Latest(base.Kind, base.ID)
	if kept, ok := b.readings.Load(latest); ok {
		if r, ok := kept.(*reading); ok {
			return r
		}
	}
	r := readingIn(b.usesOf(latest, catalog.Consumes))
	b.readings.Store(latest, r)
	return r
}

// fieldReaders are the services that read each field of a message.
type fieldReaders func(path string) []Link

// of are the links to the services that a change of a field touches; nil readers are none.
func (f fieldReaders) of(path string) []Link {
	if f == nil {
		return nil
	}
	return f(path)
}

// readers are the consumers that say which fields they read, and whether any says so.
func (c *context) readers(list []use) (fieldReaders, bool) {
	r := readingIn(list)
	return func(path string) []Link { return c.links(r.of(path)) }, len(r.by) > 0
}

func readingIn(list []use) *reading {
	r := &reading{}
	for _, u := range list {
		if len(u.fields) == 0 {
			r.silent++
			continue
		}
		r.by = append(r.by, reader{u.service, u.fields})
	}
	return r
}

// viewFields is how many fields of a consumer's own picture of a message are taken for what it reads.
const viewFields = 400

// viewed are the fields that a consumer has in its own picture of the payload, where that is another than the contract: what is not in it, it does not read. They are
// kept, as the uses of a message are asked for on many pages.
func (b *Builder) viewed(e *catalog.Edge) []string {
	if len(e.Fields) > 0 || e.View.IsZero() {
		return nil
	}
	if kept, ok := b.views.Load(e); ok {
		list, _ := kept.([]string)
		return list
	}
	list := b.fieldsOfView(e)
	b.views.Store(e, list)
	return list
}

func (b *Builder) fieldsOfView(e *catalog.Edge) []string {
	m, ok := b.cat.Resource(e.To).(*catalog.Message)
	if !ok || sameSchema(e.View, m.Schema) {
		return nil
	}
	view := b.tree(e.View)
	if view == nil || schema.Fingerprint(view) == schema.Fingerprint(b.tree(m.Schema)) {
		return nil
	}
	var list []string
	schema.Walk(view, viewFields, func(f schema.Field, _ int) bool {
		if schema.Count(f.Type, 1) == 0 {
			list = append(list, f.Path)
		}
		return true
	})
	return list
}
