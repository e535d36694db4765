package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/render/site"
)

// ClassifiedView lists the fields that hold classified data.
type ClassifiedView struct {
	Frame
	// Map counts the fields by domain and class, Stores are the stores of classified data; both are on the first page alone.
	Map, Stores, Table Table
	// Count is the number of fields.
	Count int
	// Downloads are the same list as files.
	Downloads      []Link
	DownloadsTitle string
	Parts          []NavItem
}

// The files of the classified fields.
const (
	ClassifiedCSV  = "classified/fields.csv"
	ClassifiedJSON = "classified/fields.json"
)

// mapClasses is how many classes the map of classified data has a column for.
const mapClasses = 8

func classifiedPage(b *Builder, page site.Page) any {
	c := b.at(page)
	list := c.classifiedInOrder()
	v := ClassifiedView{Frame: c.frame(), Count: len(list), DownloadsTitle: c.t("The whole list")}
	v.Icon = "shield"
	title := c.t("Classified data")
	v.titled(title)
	v.Summary = codes(c.t("The fields of all messages that hold data of a class, such as `pii`: as their schemas say, or the catalog. A part of something classified is classified too."))
	c.numbered(&v.Frame, title)
	v.Parts = c.fieldParts(func(first int) string { return strconv.Itoa(first/site.PageSize + 1) }, site.PageSize)
	if len(list) > 0 {
		v.Downloads = []Link{{Text: "CSV", Href: c.to(ClassifiedCSV)}, {Text: "JSON", Href: c.to(ClassifiedJSON)}}
	}
	if page.Part == 1 {
		v.Map, v.Stores = c.classMap(list), c.classifiedStores()
	}
	v.Table = c.classifiedTable(list[page.First:page.Last])
	v.Table.Total = len(list)
	v.list(v.Map, v.Stores, v.Table)
	return v
}

// classifiedInOrder are the classified fields by class, domain and message; it is sorted once.
func (b *Builder) classifiedInOrder() []fields.Classified {
	b.sortClassified.Do(func() {
		ranks := map[catalog.ID]int{catalog.NoID: len(b.cat.Resources)}
		for i, d := range b.plan.List(catalog.DomainKind) {
			ranks[d] = i
		}
		list := slices.Clone(b.plan.Fields.Classified)
		slices.SortStableFunc(list, func(x, y fields.Classified) int {
			return cmp.Or(strings.Compare(x.Class, y.Class), cmp.Compare(ranks[b.domainOfField(x)], ranks[b.domainOfField(y)]),
				catalog.NaturalCompare(b.titleOf(x), b.titleOf(y)))
		})
		b.classified = list
	})
	return b.classified
}

// messageOf is the message of a classified field, in the last of its versions.
func messageOf(x fields.Classified) catalog.ID { return x.Versions[len(x.Versions)-1] }

func (b *Builder) titleOf(x fields.Classified) string {
	return strings.ToLower(b.cat.Base(messageOf(x)).Title())
}

// domainOfField is the domain of a field's message, in its highest version, or NoID.
func (b *Builder) domainOfField(x fields.Classified) catalog.ID {
	d := b.g.Domain(messageOf(x))
	if d == catalog.NoID {
		return d
	}
	return b.cat.Latest(catalog.DomainKind, b.cat.Base(d).ID)
}

// classifiedTable lists classified fields, by class and domain.
func (c *context) classifiedTable(list []fields.Classified) Table {
	t := Table{
		ID: "fields", Title: c.t("Fields"), Filter: true,
		Cols:  []string{c.t("Field"), c.t("Message"), c.t("Type"), c.t("Versions"), c.t("Said by"), c.t("Owner"), c.t("Received by")},
		Empty: c.t("No schema and no message of this catalog says that a field is classified."),
	}
	var last fields.Classified
	for i, x := range list {
		if i == 0 || x.Class != last.Class || c.domainOfField(x) != c.domainOfField(last) {
			t.Groups = append(t.Groups, Group{Title: c.classTitle(x)})
		}
		last = x
		g := &t.Groups[len(t.Groups)-1]
		g.Rows = append(g.Rows, Row{Cells: c.classifiedRow(x)})
	}
	return t
}

// classTitle heads the fields of one class in one domain.
func (c *context) classTitle(x fields.Classified) Link {
	l := Link{Text: visible(x.Class), Note: c.t("in no domain")}
	if d := c.domainOfField(x); d != catalog.NoID {
		l.Note = visible(c.cat.Base(d).Title())
	}
	return l
}

func (c *context) classifiedRow(x fields.Classified) []Cell {
	id := messageOf(x)
	l := c.link(id)
	l.Version = ""
	field := Cell{Codes: []string{visible(x.Path)}}
	kind := Cell{}
	switch {
	case x.Path == fields.Whole:
		field = Cell{Text: c.t("the whole value")}
	case x.Field == nil:
		field.Chips = []Chip{{Text: c.t("not in the schema"), Icon: "warn", Tone: "warn"}}
	default:
		field = Cell{HTML: codeLink(c.href(id)+fieldFragment(x.Field, x.Headers), visible(x.Field.Path))}
		kind.Codes = []string{visible(x.Field.Type)}
	}
	if x.Headers {
		field.HTML += noteHTML(c.t("header"))
	}
	return []Cell{field, {Links: []Link{l}}, kind, c.versionsCell(x.Versions), c.saidBy(x), c.ownersOf(id), c.serviceSummary(c.usesOf(id, catalog.Consumes))}
}

// saidBy says where the class comes from.
func (c *context) saidBy(x fields.Classified) Cell {
	cell := Cell{Text: c.t("the schema")}
	if x.Declared {
		cell.Text = c.t("the catalog")
	}
	switch x.Around {
	case "":
	case fields.Whole:
		cell.HTML = noteHTML(c.t("part of the whole value"))
	default:
		w := &writer{}
		w.raw(` <small class="note">`)
		w.text(c.t("part of"))
		w.raw(" ")
		w.el("code", "", visible(x.Around))
		w.raw("</small>")
		cell.HTML = w.html()
	}
	return cell
}

// classMap counts the fields by domain and class.
func (c *context) classMap(list []fields.Classified) Table {
	t := Table{ID: "map", Title: c.t("By domain and class"), Cols: []string{c.t("Domain")}}
	classes, more := c.mostClasses(list)
	for _, class := range classes {
		t.Cols = append(t.Cols, visible(class))
	}
	if more {
		t.Cols = append(t.Cols, c.t("other classes"))
	}
	counts := map[catalog.ID][]int{}
	for _, x := range list {
		d := c.domainOfField(x)
		if counts[d] == nil {
			counts[d] = make([]int, len(classes)+1)
		}
		at := slices.Index(classes, x.Class)
		if at < 0 {
			at = len(classes)
		}
		counts[d][at]++
	}
	var rows []Row
	for _, d := range append(slices.Clone(c.plan.List(catalog.DomainKind)), catalog.NoID) {
		if counts[d] == nil {
			continue
		}
		row := Row{Cells: []Cell{{Text: c.t("In no domain")}}}
		if d != catalog.NoID {
			row.Cells[0] = Cell{Links: []Link{c.link(d)}}
		}
		for _, n := range counts[d][:len(t.Cols)-1] {
			if n == 0 {
				row.Cells = append(row.Cells, Cell{Number: true})
				continue
			}
			row.Cells = append(row.Cells, count(n))
		}
		rows = append(rows, row)
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// mostClasses are the classes with the most fields, by name, and whether there are more.
func (c *context) mostClasses(list []fields.Classified) (classes []string, more bool) {
	n := map[string]int{}
	for _, x := range list {
		if n[x.Class] == 0 {
			classes = append(classes, x.Class)
		}
		n[x.Class]++
	}
	slices.SortFunc(classes, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), strings.Compare(a, b)) })
	if len(classes) > mapClasses {
		classes, more = classes[:mapClasses], true
	}
	slices.Sort(classes)
	return classes, more
}

// classifiedStores lists the stores that hold classified data.
func (c *context) classifiedStores() Table {
	t := Table{ID: "stores", Title: c.t("Stores"), Cols: []string{c.t("Store"), c.t("Classification"), c.t("Domain"), c.t("Owner"), c.t("Residency"), c.t("Retention")}}
	var rows []Row
	for _, id := range c.plan.List(catalog.StoreKind) {
		s, ok := c.cat.Resource(id).(*catalog.Store)
		if !ok || s.Classification == "" {
			continue
		}
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{c.link(id)}}, c.classCell(s.Classification), c.domainOf(id), c.ownersOf(id), {Text: visible(s.Residency)}, {Text: visible(s.Retention)},
		}})
	}
	if rest := len(rows) - site.PageSize; rest > 0 {
		t.Total, t.More = len(rows), Link{Text: c.n("%d more|%d more", rest)}
		rows = rows[:site.PageSize]
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}
