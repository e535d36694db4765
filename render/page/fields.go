package page

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/render/site"
)

// SchemasView lists the names of the fields of all schemas.
type SchemasView struct {
	Frame
	// Differing are the names whose uses are of different sorts, Common those that most messages have; both are on the first page alone.
	Differing, Common Table
	Table             Table
	// Count is the number of names.
	Count int
	// Parts are the other pages of a long list.
	Parts []NavItem
}

// FieldView lists the uses of one name.
type FieldView struct {
	Frame
	// Types are the types that the name has, Table its uses.
	Types, Table Table
	// Also are names that differ in case and signs alone; AlsoTitle heads them.
	Also      []Link
	AlsoTitle string
	Parts     []NavItem
}

// How many names the first page puts before the list.
const (
	differingShown = 50
	commonShown    = 24
)

// nameLength is how much of a name is shown in a list, in characters.
const nameLength = 80

func schemasPage(b *Builder, page site.Page) any {
	c := b.at(page)
	names := c.plan.Fields.Names
	v := SchemasView{Frame: c.frame(), Count: len(names)}
	v.Icon = "fields"
	title := c.t("Fields of all schemas")
	v.titled(title)
	v.Summary = codes(c.t("Each name, with the types that it has, the messages and entities that declare it, and the services that read it."))
	c.numbered(&v.Frame, title)
	v.Parts = c.fieldParts(func(first int) string { return shorten(visible(names[first].Name), 16) }, site.NamesSize)
	if page.Part == 1 {
		v.Differing, v.Common = c.differingTable(), c.commonTable()
		v.list(v.Differing, v.Common)
		if len(v.Contents) > 0 && len(names) > 0 {
			v.section("list", c.t("All names"), len(names))
		}
	}
	v.Table = Table{ID: "list", Title: c.t("All names"), Filter: true, Empty: c.t("No schema of this catalog has fields that can be read.")}
	v.Table.Cols = c.nameColumns()
	var rows []Row
	for i := page.First; i < page.Last; i++ {
		row := c.nameRow(i)
		row.ID = fieldID(names[i].Name)
		rows = append(rows, row)
	}
	v.Table.Groups = []Group{{Rows: rows}}
	return v
}

// fieldParts are the links to the other parts of a list about fields; label names a part by the place of its first entry.
func (c *context) fieldParts(label func(first int) string, size int) []NavItem {
	if c.page.Parts < 2 {
		return nil
	}
	list := make([]NavItem, c.page.Parts)
	for i := range list {
		list[i] = NavItem{Link: Link{Text: label(i * size), Href: c.to(site.PartPath(c.page, i+1))}, Current: i+1 == c.page.Part}
	}
	return list
}

func (c *context) nameColumns() []string {
	return []string{c.t("Name"), c.t("Type"), c.t("Class"), c.t("Declared by"), c.t("Read by")}
}

// nameRow is a name in a list of names.
func (c *context) nameRow(i int) Row {
	n := &c.plan.Fields.Names[i]
	return Row{Cells: []Cell{c.nameCell(i), c.typesCell(i), c.classesCell(i), c.declaredCell(i), c.readCell(n.Uses)}}
}

// nameCell is a name, with the other ways in which it is written.
func (c *context) nameCell(i int) Cell {
	name := c.plan.Fields.Names[i].Name
	cell := Cell{HTML: c.nameHTML(name)}
	var others []string
	for _, j := range c.plan.Fields.Spellings(name) {
		if j != i {
			others = append(others, shorten(visible(c.plan.Fields.Names[j].Name), nameLength))
		}
	}
	if len(others) > 3 {
		others = append(others[:3], "…")
	}
	if len(others) > 0 {
		cell.HTML += noteHTML(c.words.F("also %s", strings.Join(others, ", ")))
	}
	return cell
}

// noteHTML is a remark in small print behind something else.
func noteHTML(text string) template.HTML {
	w := &writer{}
	w.raw(" ")
	w.el("small", "note", text)
	return w.html()
}

// nameHTML is a name as code, linked to its page where it has one.
func (c *context) nameHTML(name string) template.HTML {
	text := visible(shorten(name, nameLength))
	if path, ok := c.plan.FieldPath(name); ok && path != c.page.Path {
		return codeLink(c.to(path), text)
	}
	w := &writer{}
	w.raw("<code>")
	w.breakable(text)
	w.raw("</code>")
	return w.html()
}

// typeCount is a type and how many rows have it.
type typeCount struct {
	text, sort string
	n          int
}

// typesOf are the types of the uses of a name, the most frequent first, and how many sorts of values they are.
func (c *context) typesOf(i int) (types []typeCount, sorts int) {
	index := map[string]int{}
	seen := map[string]bool{}
	x := c.plan.Fields
	for _, u := range x.Names[i].Uses {
		f := x.Field(u)
		at, known := index[f.Type]
		if !known {
			at = len(types)
			index[f.Type] = at
			types = append(types, typeCount{text: f.Type, sort: f.Sort})
		}
		types[at].n++
		if f.Sort != "" {
			seen[f.Sort] = true
		}
	}
	slices.SortStableFunc(types, func(a, b typeCount) int {
		return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.text, b.text))
	})
	return types, len(seen)
}

// typesShown is how many types of a name a list shows.
const typesShown = 4

func (c *context) typesCell(i int) Cell {
	types, sorts := c.typesOf(i)
	var cell Cell
	for _, t := range types[:min(len(types), typesShown)] {
		cell.Codes = append(cell.Codes, visible(shorten(t.text, nameLength)))
	}
	if rest := len(types) - typesShown; rest > 0 {
		cell.Text = c.n("%d more type|%d more types", rest) + " "
	}
	if sorts > 1 {
		cell.Chips = append(cell.Chips, c.differChip())
	}
	return cell
}

func (c *context) differChip() Chip {
	return Chip{Text: c.t("types differ"), Icon: "warn", Tone: "warn", Title: c.t("the same name holds values of different sorts")}
}

// classesCell are the classes of data that any use of a name has.
func (c *context) classesCell(i int) Cell {
	var cell Cell
	seen := map[string]bool{}
	for _, u := range c.plan.Fields.Names[i].Uses {
		for _, class := range c.fieldClasses(u) {
			if !seen[class] {
				seen[class] = true
				cell.Chips = append(cell.Chips, c.classChip(class))
			}
		}
	}
	slices.SortFunc(cell.Chips, func(a, b Chip) int { return strings.Compare(a.Text, b.Text) })
	if len(cell.Chips) > typesShown {
		cell.Chips = cell.Chips[:typesShown]
	}
	return cell
}

func (c *context) classChip(class string) Chip {
	return Chip{Text: visible(class), Icon: "shield", Tone: "bad", Title: c.t("classified data")}
}

// fieldClasses are the classes of one use, by the schema and by the catalog.
func (b *Builder) fieldClasses(u fields.Use) []string {
	f := b.plan.Fields.Field(u)
	m, ok := b.cat.Resource(u.Resource).(*catalog.Message)
	if !ok || u.Headers || len(m.Classification) == 0 {
		return f.Classes
	}
	classes := slices.Clone(f.Classes)
	bare := fields.Bare(f.Path)
	for _, class := range m.Classification {
		for _, path := range class.Fields {
			if path = fields.Bare(path); bare == path || strings.HasPrefix(bare, path+".") {
				classes = append(classes, strings.ToLower(class.Class))
			}
		}
	}
	slices.Sort(classes)
	return slices.Compact(classes)
}

// declaredCell names who declares a name, or counts them where the name has a page of its own.
func (c *context) declaredCell(i int) Cell {
	n := &c.plan.Fields.Names[i]
	if path, ok := c.plan.FieldPath(n.Name); ok {
		return Cell{Links: []Link{{Text: c.n("%d resource|%d resources", n.Declared), Href: c.to(path)}}}
	}
	var cell Cell
	for _, row := range c.plan.Fields.RowsOf(i) {
		l := c.fieldLink(row.Use)
		if len(cell.Links) == site.FieldUses+4 {
			cell.Links = append(cell.Links, Link{Text: "…"})
			break
		}
		if n := len(cell.Links); n == 0 || cell.Links[n-1].Href != l.Href {
			cell.Links = append(cell.Links, l)
		}
	}
	return cell
}

// fieldLink leads to a field on the page of its message.
func (c *context) fieldLink(u fields.Use) Link {
	l := c.link(u.Resource)
	f := c.plan.Fields.Field(u)
	if f.Path != f.Name {
		l.Note = shorten(visible(f.Path), nameLength)
	}
	l.Href += fieldFragment(f, u.Headers)
	return l
}

// fieldFragment is the anchor of a field on the page of its message; properties of entities have none.
func fieldFragment(f *fields.Field, headers bool) string {
	switch {
	case f.Anchor == "":
		return ""
	case headers:
		return "#" + fieldID("headers/"+f.Anchor)
	default:
		return "#" + fieldID(f.Anchor)
	}
}

// differingTable lists the names whose uses are of different sorts, those that most declare first.
func (c *context) differingTable() Table {
	t := Table{
		ID: "differing", Title: c.t("Types differ"), Cols: c.nameColumns(),
		Lead: c.t("The same name holds values of different sorts in different schemas, so that who joins them has to convert."),
	}
	var list []int
	for i := range c.plan.Fields.Names {
		if c.plan.Fields.Names[i].Sorts > 1 {
			list = append(list, i)
		}
	}
	return c.topNames(t, list, differingShown)
}

// commonTable lists the names that most declare.
func (c *context) commonTable() Table {
	t := Table{ID: "common", Title: c.t("Most used"), Cols: c.nameColumns()}
	var list []int
	for i, n := range c.plan.Fields.Names {
		if n.Declared > site.FieldUses {
			list = append(list, i)
		}
	}
	return c.topNames(t, list, commonShown)
}

// topNames fills a table with the names that most declare.
func (c *context) topNames(t Table, list []int, most int) Table {
	names := c.plan.Fields.Names
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(names[b].Declared, names[a].Declared) })
	var rows []Row
	for _, i := range list[:min(len(list), most)] {
		rows = append(rows, c.nameRow(i))
	}
	t.Groups = []Group{{Rows: rows}}
	if rest := len(list) - len(rows); rest > 0 {
		t.Total = len(list)
		t.More = Link{Text: c.n("%d more is in the list below.|%d more are in the list below.", rest)}
	}
	return t
}

// fieldItems are the pages about fields in the navigation.
func (c *context) fieldItems() []NavItem {
	item := func(kind, text, icon string, count int) NavItem {
		href := c.to(site.PartPath(site.Page{List: kind}, 1))
		return NavItem{Link: Link{Text: text, Href: href, Icon: icon}, Count: count, Current: c.page.Kind == kind}
	}
	return []NavItem{
		item(site.Impact, c.t("Impact"), "impact", 0),
		item(site.Schemas, c.t("Fields"), "fields", len(c.plan.Fields.Names)),
		item(site.Classified, c.t("Classified data"), "shield", len(c.plan.Fields.Classified)),
	}
}
