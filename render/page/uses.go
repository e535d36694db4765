package page

import (
	"cmp"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// use is all that one service does with one version of a message in one direction: its edges, one for each channel.
type use struct {
	service, message catalog.ID
	channels         []catalog.ID
	groups           []string
	fields           []string
	provenance       catalog.Provenance
	reply, loose     bool
}

// take adds what one more edge says of the use: its channel, its group and the fields that are read, each once.
func (u *use) take(e *catalog.Edge) {
	if e.Via != catalog.NoID && !slices.Contains(u.channels, e.Via) {
		u.channels = append(u.channels, e.Via)
	}
	if e.Group != "" && !slices.Contains(u.groups, e.Group) {
		u.groups = append(u.groups, e.Group)
	}
	u.read(e.Fields)
}

// read adds fields that are read, each once.
func (u *use) read(fields []string) {
	for _, f := range fields {
		if !slices.Contains(u.fields, f) {
			u.fields = append(u.fields, f)
		}
	}
}

// uses joins the edges of one relation by service and message, in the order of domain and name. Services of which there is a
// newer version are left out, because what they once did is told by the page of that version.
func (b *Builder) uses(edges []*catalog.Edge) []use {
	type pair struct{ service, message catalog.ID }
	at := map[pair]int{}
	var list []use
	for _, e := range edges {
		if !b.cat.Base(e.From).Latest {
			continue
		}
		key := pair{e.From, e.To}
		i, ok := at[key]
		if !ok {
			i = len(list)
			at[key] = i
			list = append(list, use{service: e.From, message: e.To, provenance: e.Provenance, reply: e.Reply, loose: e.Loose})
		}
		list[i].take(e)
		list[i].read(b.viewed(e))
	}
	b.sortUses(list)
	return list
}

// useKey is a version of a message and a direction.
type useKey struct {
	message  catalog.ID
	relation catalog.Relation
}

// usesAt are the uses of one version of a message. They are kept, because the page of every service that uses a message asks for all of them;
// nobody may change what is returned.
func (b *Builder) usesAt(message catalog.ID, relation catalog.Relation) []use {
	key := useKey{message, relation}
	if kept, ok := b.kept.Load(key); ok {
		if list, ok := kept.([]use); ok {
			return list
		}
	}
	list := b.uses(b.g.To(message, relation))
	b.kept.Store(key, list)
	return list
}

func (b *Builder) sortUses(list []use) {
	name := func(id catalog.ID) string {
		if id == catalog.NoID {
			return "\uFFFF"
		}
		return strings.ToLower(b.cat.Base(id).Title())
	}
	slices.SortStableFunc(list, func(x, y use) int {
		return cmp.Or(strings.Compare(name(b.g.Domain(x.service)), name(b.g.Domain(y.service))),
			catalog.NaturalCompare(name(x.service), name(y.service)), cmp.Compare(x.message, y.message))
	})
}

// usesOf are the uses of all versions of a message.
func (b *Builder) usesOf(id catalog.ID, relation catalog.Relation) []use {
	base := b.cat.Base(id)
	var edges []*catalog.Edge
	for _, v := range b.cat.Versions(base.Kind, base.ID) {
		edges = append(edges, b.g.To(v, relation)...)
	}
	return b.uses(edges)
}

// provenanceChip marks what nobody declared.
func (c *context) provenanceChip(p catalog.Provenance) []Chip {
	switch p {
	case catalog.Derived:
		return []Chip{{Text: c.t("from a specification"), Icon: "file"}}
	case catalog.Inferred:
		return []Chip{{Text: c.t("inferred"), Icon: "question", Tone: "warn"}}
	default:
		return nil
	}
}

// otherVersion names the version that a use is of where it is not that of the page.
func (c *context) otherVersion(u use) []Chip {
	if u.message == c.page.Resource && !u.loose {
		return nil
	}
	base := c.cat.Base(u.message)
	if base.Version == "" {
		return nil
	}
	chip := Chip{Text: visible(base.Version), Icon: "branch", Tone: "info", Href: c.href(u.message), Title: c.t("uses this version")}
	if base.Deprecated != nil || !base.Latest {
		chip.Tone = "warn"
	}
	return []Chip{chip}
}

func (c *context) useRow(u use, reads bool) Row {
	service := Cell{Links: []Link{c.link(u.service)}, Chips: slices.Concat(c.otherVersion(u), c.provenanceChip(u.provenance))}
	row := Row{Cells: []Cell{service, c.domainOf(u.service), c.ownersOf(u.service), {Links: c.links(u.channels)}}}
	if reads {
		groups := make([]string, len(u.groups))
		for i, g := range u.groups {
			groups[i] = visible(g)
		}
		row.Cells = append(row.Cells, Cell{Codes: groups}, c.fieldsCell(u.fields), Cell{Links: c.links(c.triggered(u))})
	}
	return row
}

// fieldsShown is how many of the fields that a consumer reads a row names.
const fieldsShown = 24

// fieldsCell links the fields that a consumer reads to the schema on the page.
func (c *context) fieldsCell(fields []string) Cell {
	if len(fields) == 0 {
		return Cell{}
	}
	w := &writer{}
	for i, f := range fields {
		if i == fieldsShown {
			w.raw(" ")
			w.el("small", "note", c.n("%d more|%d more", len(fields)-i))
			break
		}
		if i > 0 {
			w.raw(" ")
		}
		anchor := c.anchors[bare(f)]
		if anchor != "" {
			w.raw("<a")
			w.attr("href", "#"+anchor)
			w.raw(">")
		}
		w.raw("<code>")
		w.breakable(visible(f))
		w.raw("</code>")
		if anchor != "" {
			w.raw("</a>")
		}
	}
	return Cell{HTML: w.html()}
}

// triggered are the messages that a consumer sends because of this one.
func (c *context) triggered(u use) []catalog.ID {
	var ids []catalog.ID
	for _, e := range c.g.From(u.message, catalog.Triggers) {
		if e.Via == u.service {
			ids = append(ids, e.To)
		}
	}
	return c.byTitle(ids)
}
