package page

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/render/site"
)

// fieldPage is the page of one name: its types, and all places that declare it.
func fieldPage(b *Builder, page site.Page) any {
	c := b.at(page)
	i, _ := c.plan.Fields.Find(page.Field)
	n := c.plan.Fields.Names[i]
	v := FieldView{Frame: c.frame(), AlsoTitle: c.t("Also written")}
	v.Icon, v.KindWord = "fields", c.t("Field")
	title := visible(shorten(n.Name, nameLength))
	v.titled(title)
	v.Chips = c.classesCell(i).Chips
	types, sorts := c.typesOf(i)
	if sorts > 1 {
		v.Chips = append([]Chip{c.differChip()}, v.Chips...)
	}
	v.Facts = []Fact{
		{Label: c.t("Declared by"), Cell: Cell{Text: c.n("%d message or entity|%d messages and entities", n.Declared)}},
		{Label: c.t("Read by"), Cell: c.readCell(n.Uses)},
	}
	for _, j := range c.plan.Fields.Spellings(n.Name) {
		if j != i {
			v.Also = append(v.Also, c.nameLink(j))
		}
	}
	c.numbered(&v.Frame, title)
	v.Parts = c.fieldParts(func(first int) string { return number(first/site.PageSize + 1) }, site.PageSize)
	if page.Part == 1 && len(types) > 1 {
		v.Types = c.typesTable(types)
	}
	v.Table = c.placesTable(c.plan.Fields.RowsOf(i)[page.First:page.Last])
	v.Table.Total = page.Last
	v.list(v.Types, v.Table)
	return v
}

// nameLink leads to the page of a name, or to its row in the list.
func (c *context) nameLink(i int) Link {
	name := c.plan.Fields.Names[i].Name
	l := Link{Text: visible(shorten(name, nameLength))}
	if path, ok := c.plan.FieldPath(name); ok {
		l.Href = c.to(path)
	} else {
		part := site.Page{List: site.Schemas}
		l.Href = c.to(site.PartPath(part, i/site.NamesSize+1)) + "#" + fieldID(name)
	}
	return l
}

// typesMost is how many types the page of a name lists.
const typesMost = 40

func (c *context) typesTable(types []typeCount) Table {
	t := Table{ID: "types", Title: c.t("Types"), Cols: []string{c.t("Type"), c.t("Sort of value"), c.t("Places")}}
	var rows []Row
	for _, one := range types[:min(len(types), typesMost)] {
		sort := Cell{Text: c.t("not said")}
		if one.sort != "" {
			sort.Text = visible(one.sort)
		}
		rows = append(rows, Row{Cells: []Cell{{Codes: []string{visible(one.text)}}, sort, count(one.n)}})
	}
	t.Groups = []Group{{Rows: rows}}
	if rest := len(types) - len(rows); rest > 0 {
		t.Total, t.More = len(types), Link{Text: c.n("%d more|%d more", rest)}
	}
	return t
}

// placesTable lists the places that declare a name.
func (c *context) placesTable(rows []fields.Row) Table {
	t := Table{
		ID: "places", Title: c.t("Declared by"), Filter: len(rows) > 12,
		Cols: []string{c.t("Resource"), c.t("Path"), c.t("Type"), c.t("Required"), c.t("Versions"), c.t("Domain"), c.t("Read by")},
	}
	var list []Row
	for _, row := range rows {
		f := c.plan.Fields.Field(row.Use)
		l := c.link(row.Use.Resource)
		l.Version = ""
		path := Cell{Codes: []string{visible(f.Path)}}
		if fragment := fieldFragment(f, row.Use.Headers); fragment != "" {
			path = Cell{HTML: codeLink(c.href(row.Use.Resource)+fragment, visible(f.Path))}
		}
		if row.Use.Headers {
			path.HTML += noteHTML(c.t("header"))
		}
		kind := Cell{Codes: []string{visible(f.Type)}}
		for _, class := range c.fieldClasses(row.Use) {
			kind.Chips = append(kind.Chips, c.classChip(class))
		}
		required := Cell{}
		if f.Required {
			required.Text = c.t("yes")
		}
		list = append(list, Row{Cells: []Cell{
			{Links: []Link{l}, Chips: c.rowChips(c.cat.Base(row.Use.Resource))},
			path, kind, required, c.versionsCell(row.Versions),
			c.domainOf(row.Use.Resource), c.readersCell(row.Use),
		}})
	}
	t.Groups = []Group{{Rows: list}}
	return t
}

// versionsCell names the versions of a resource: the one, or the first and the last.
func (c *context) versionsCell(versions []catalog.ID) Cell {
	var texts []string
	for _, id := range versions {
		if v := c.cat.Base(id).Version; v != "" {
			texts = append(texts, visible(v))
		}
	}
	if len(texts) > 3 {
		texts = []string{texts[0], "…", texts[len(texts)-1]}
	}
	return Cell{Text: strings.Join(texts, ", ")}
}

// readersShown is how many readers of a field a row names.
const readersShown = 6

// readersCell names the services that read a field, or says that nobody knows.
func (c *context) readersCell(u fields.Use) Cell {
	if !c.cat.Base(u.Resource).Kind.IsMessage() || u.Headers {
		return Cell{}
	}
	r := c.readingOf(u.Resource)
	ids := r.of(c.plan.Fields.Field(u).Path)
	cell := Cell{Links: c.links(ids[:min(len(ids), readersShown)])}
	if rest := len(ids) - readersShown; rest > 0 {
		cell.Links = append(cell.Links, Link{Text: c.n("%d more|%d more", rest)})
	}
	if len(ids) == 0 && r.silent > 0 {
		cell.Text = c.t("not known")
	}
	return cell
}

// readCell counts the services that read any of several fields.
func (c *context) readCell(uses []fields.Use) Cell {
	services := map[catalog.ID]bool{}
	silent := false
	for i, u := range uses {
		base := c.cat.Base(u.Resource)
		if !base.Kind.IsMessage() || u.Headers || i > 0 && uses[i-1].Resource == u.Resource && c.plan.Fields.Field(uses[i-1]).Path == c.plan.Fields.Field(u).Path {
			continue
		}
		r := c.readingOf(u.Resource)
		silent = silent || r.silent > 0
		for _, id := range r.of(c.plan.Fields.Field(u).Path) {
			services[id] = true
		}
	}
	switch {
	case len(services) > 0:
		return Cell{Text: c.n("%d service|%d services", len(services))}
	case silent:
		return Cell{Text: c.t("not known")}
	default:
		return Cell{}
	}
}
