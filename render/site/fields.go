package site

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/render/output"
)

// The kinds of pages about fields.
const (
	// Schemas lists the names of all fields, FieldName the uses of one name, Classified the fields that hold classified data.
	Schemas    = "schemas"
	FieldName  = "field"
	Classified = "classified"
)

const (
	// NamesSize is the number of names on a page of Schemas, whose rows are long.
	NamesSize = 250
	// FieldUses is how many messages and entities may declare a name before it gets a page of its own; up to then its row in the list names them.
	FieldUses = 8
)

// addFieldPages plans the pages about fields. Those of single names are taken from the plan before where no schema says anything else.
func (p *Plan) addFieldPages(before *Plan) {
	var known *fields.Index
	if before != nil {
		known = before.Fields
	}
	p.Fields = fields.Again(known, p.Catalog)
	if known != nil && len(known.Names) > 0 && len(p.Fields.Names) > 0 && &known.Names[0] == &p.Fields.Names[0] {
		p.names = before.names
	} else {
		p.names = p.namePages()
	}
	p.Pages = append(p.Pages, p.names...)
	p.fieldPaths = make(map[string]string, len(p.names))
	for _, page := range p.names {
		if page.Part == 1 {
			p.fieldPaths[page.Field] = page.Path
		}
	}
	p.addPages(Page{Kind: Schemas, List: Schemas}, len(p.Fields.Names), NamesSize)
	p.addPages(Page{Kind: Classified, List: Classified}, len(p.Fields.Classified), PageSize)
}

// namePages plans the pages of the names that have one.
func (p *Plan) namePages() []Page {
	slugs := map[string]string{}
	for _, n := range p.Fields.Names {
		if n.Declared > FieldUses {
			slugs[n.Name] = output.Slug(n.Name)
		}
	}
	tellApart(slugs)
	var pages []Page
	for i, n := range p.Fields.Names {
		if slug, ok := slugs[n.Name]; ok {
			pages = append(pages, parted(Page{Kind: FieldName, List: Schemas + "/" + slug, Field: n.Name}, p.Fields.Rows(i), PageSize)...)
		}
	}
	return pages
}

func (p *Plan) addPages(like Page, n, size int) { p.Pages = append(p.Pages, parted(like, n, size)...) }

// parted are the pages of a list of n entries in the folder that List names; there is at least one.
func parted(like Page, n, size int) []Page {
	parts := max(1, (n+size-1)/size)
	pages := make([]Page, parts)
	for i := range pages {
		page := like
		page.Path, page.Resource = partPath(like.List, i+1), catalog.NoID
		page.Part, page.Parts, page.First, page.Last = i+1, parts, i*size, min(n, (i+1)*size)
		pages[i] = page
	}
	return pages
}

// FieldPath returns the path of the page of a name of fields, if it has one.
func (p *Plan) FieldPath(name string) (string, bool) {
	path, ok := p.fieldPaths[name]
	return path, ok
}

// PartPath returns the path of a part, from 1, of the list that a page about fields is a part of.
func PartPath(page Page, part int) string { return partPath(page.List, part) }

// fieldCrumbs is the way to a page about fields.
func (p *Plan) fieldCrumbs(crumbs []Crumb, page Page) []Crumb {
	add := func(kind string) {
		crumbs = append(crumbs, Crumb{Resource: catalog.NoID, Fixed: kind, Path: partPath(kind, 1)})
	}
	switch {
	case page.Kind == FieldName:
		add(Schemas)
	case page.Part > 1:
		add(page.Kind)
	}
	return crumbs
}
