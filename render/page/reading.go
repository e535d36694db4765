package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
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

// readingOf is what the consumers of all versions of a message say, and is kept: the page of a name asks for that of every message.
func (b *Builder) readingOf(id catalog.ID) *reading {
	base := b.cat.Base(id)
	latest := b.cat.Latest(base.Kind, base.ID)
	if kept, ok := b.readings.Load(latest); ok {
		if r, ok := kept.(*reading); ok {
			return r
		}
	}
	r := &reading{}
	for _, u := range b.usesOf(latest, catalog.Consumes) {
		if len(u.fields) == 0 {
			r.silent++
			continue
		}
		r.by = append(r.by, reader{u.service, u.fields})
	}
	b.readings.Store(latest, r)
	return r
}
