package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// EntityView is the page of a business object.
type EntityView struct {
	Frame
	Figure              Figure
	Properties, Related Table
}

func entityPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := EntityView{Frame: c.resourceFrame()}
	r, ok := c.cat.Resource(id).(*catalog.Entity)
	if !ok {
		return v
	}
	v.Facts = []Fact{{Label: c.t("Owner"), Cell: c.ownersOf(id)}, {Label: c.t("Domain"), Cell: c.domainOf(id)}}
	if r.Identifier != "" {
		v.Facts = append(v.Facts, Fact{Label: c.t("Identified by"), Cell: Cell{Codes: []string{visible(r.Identifier)}}})
	}
	v.Facts = append(v.Facts, Fact{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(r.ID)}}, Copy: r.ID})
	v.Figure = c.entityFigure(id)
	if v.Figure.Shown() {
		v.section(v.Figure.ID, v.Figure.Title, 0)
	}
	v.Properties, v.Related = c.propertiesTable(r), c.relatedTable(id)
	v.list(v.Properties, v.Related)
	c.finish(&v.Frame)
	return v
}

func (c *context) propertiesTable(r *catalog.Entity) Table {
	t := Table{ID: "properties", Title: c.t("Properties"), Cols: []string{c.t("Name"), c.t("Type"), c.t("Values"), c.t("Meaning")}}
	var rows []Row
	var walk func(list []catalog.Property, prefix string)
	walk = func(list []catalog.Property, prefix string) {
		for _, p := range list {
			name := prefix + visible(p.Name)
			first := Cell{Codes: []string{name}}
			if p.Name == r.Identifier && prefix == "" {
				first.Chips = []Chip{{Text: c.t("identifier"), Icon: "key", Tone: "accent"}}
			} else if p.Required {
				first.Chips = []Chip{{Text: c.t("required")}}
			}
			kind := Cell{Text: visible(p.Type)}
			if target, _ := c.cat.Resolve(p.References, catalog.KindSet{catalog.EntityKind}); !p.References.IsZero() && target != catalog.NoID {
				kind = Cell{Links: []Link{c.link(target)}, HTML: noteCode(visible(p.Type))}
			}
			rows = append(rows, Row{Cells: []Cell{first, kind, {Codes: visibleAll(p.Enum)}, {HTML: c.phrase(p.Description, r.Source.Pos.File)}}})
			walk(p.Properties, name+".")
		}
	}
	walk(r.Properties, "")
	t.Groups = []Group{{Rows: rows}}
	return t
}

// entityFigure draws the entities that an entity refers to and those that refer to it.
func (c *context) entityFigure(id catalog.ID) Figure {
	s := c.sketch(c.words.F("What %s is related to", visible(c.cat.Base(id).Title())))
	hero := s.add(id, -1)
	for _, m := range c.g.Mentions(id) {
		if m.To != id && m.Role == catalog.Refers {
			s.relate(hero, s.add(m.To, -1))
		}
	}
	for _, from := range c.mentionedBy(id, catalog.EntityKind) {
		if from != id {
			s.relate(s.add(from, -1), hero)
		}
	}
	return Figure{ID: "relations", Title: c.t("Relations"), Spec: s.spec, Bare: true}
}

// entityLimit is how many entities the drawing of a domain shows; of more, the pages of the entities draw the relations.
const entityLimit = 30

// entitiesFigure draws how the entities of a domain refer to each other, and to those of other domains.
func (c *context) entitiesFigure(domain catalog.ID) Figure {
	f := Figure{ID: "relations", Title: c.t("Relations of entities"), Bare: true}
	s := c.sketch(c.words.F("How the entities of %s refer to each other", visible(c.cat.Base(domain).Title())))
	ids := c.within(domain, catalog.EntityKind)
	if len(ids) > entityLimit {
		return f
	}
	for _, id := range ids {
		for _, m := range c.g.Mentions(id) {
			if m.To != id && m.Role == catalog.Refers {
				s.relate(s.add(id, -1), s.add(m.To, -1))
			}
		}
		for _, from := range c.mentionedBy(id, catalog.EntityKind) {
			if from != id {
				s.relate(s.add(from, -1), s.add(id, -1))
			}
		}
	}
	f.Spec = s.spec
	return f
}

func (s *sketch) relate(from, to int) { s.connect(from, to, "refers to").Sync = true }
