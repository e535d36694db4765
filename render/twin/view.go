package twin

import (
	"html/template"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

// Options say where a twin stands.
type Options struct {
	Plan  *site.Plan
	Words page.Words
	// File is the path of the file that is written, which links start from; "" is the one beside the page.
	File string
}

// Markdown writes the view of a page as Markdown: its head, the fields of the view in their order, and the end that all pages of resources share.
func Markdown(p site.Page, view any, opt Options) []byte {
	if opt.File == "" {
		opt.File = MarkdownPath(p.Path)
	}
	d := &doc{words: opt.Words, writer: &writer{b: make([]byte, 0, 4096), page: p.Path, file: opt.File, plan: opt.Plan}}
	v := reflect.ValueOf(view)
	if v.Kind() != reflect.Struct {
		return nil
	}
	f, _ := reflect.TypeAssert[page.Frame](v.FieldByName("Frame"))
	d.frameHead(f)
	d.structure(v, 2)
	d.frameEnd(f)
	d.raw("\n")
	return d.b
}

// frameHead writes what a reader has to know first.
func (d *doc) frameHead(f page.Frame) {
	d.raw("# ")
	d.phrase(f.Title)
	if f.Version != "" {
		d.raw(" ")
		d.phrase(f.Version)
	}
	if f.Summary != "" {
		d.begin()
		d.raw("> ")
		d.html(f.Summary, true)
	}
	if f.KindWord != "" || len(f.Chips) > 0 {
		d.begin()
		d.phrase(f.KindWord)
		if f.KindWord != "" && len(f.Chips) > 0 {
			d.raw(" · ")
		}
		d.chips(f.Chips)
	}
	for _, n := range f.Notices {
		d.notice(n)
	}
	d.facts(f.Facts)
}

func (d *doc) notice(n page.Notice) {
	d.begin()
	d.raw("**")
	d.phrase(n.Title)
	d.raw("**")
	d.blocks(n.Text)
	if len(n.Links) > 0 {
		d.begin()
		d.phrase(n.Label + " ")
		d.links(n.Links)
	}
}

// frameEnd writes what stands at the end of a resource's page.
func (d *doc) frameEnd(f page.Frame) {
	d.text(f.About, 2)
	if len(f.Links) > 0 {
		d.heading(2, d.t("Links"))
		d.bullets(f.Links)
	}
	if len(f.Extensions) > 0 {
		d.heading(2, d.t("Further properties"))
		d.facts(f.Extensions)
	}
	if len(f.Findings.Rows) > 0 {
		d.heading(2, f.Findings.Title)
		d.findings(f.Findings.Rows)
	}
	if len(f.Declared.Places) > 0 {
		d.heading(2, f.Declared.Title)
		for i, p := range f.Declared.Places {
			d.item(i)
			d.code(p.Text)
			d.raw(" ")
			d.phrase(p.Format)
		}
		d.changed(f.Declared.Changed)
	}
}

// changed says when a resource was last changed.
func (d *doc) changed(c page.Changed) {
	if c.Date == "" {
		return
	}
	d.begin()
	d.raw(d.t("Last changed"), " ", c.Date)
	if c.Author != "" {
		d.raw(" · ")
		d.phrase(c.Author)
	}
	d.raw(" · ")
	d.named(c.Commit)
}

// item begins an item of a list.
func (d *doc) item(i int) {
	if i == 0 {
		d.begin()
	} else {
		d.line()
	}
	d.raw("- ")
}

func (d *doc) bullets(list []page.Link) {
	for i, l := range list {
		d.item(i)
		d.named(l)
	}
}

// structure writes the fields of a struct in their order. The heading of a field is in its sibling of the same name with Title behind it.
func (d *doc) structure(v reflect.Value, level int) {
	for _, f := range fieldsOf(v.Type()) {
		value := v.Field(f.index)
		if value.IsZero() {
			continue
		}
		title := ""
		if f.title >= 0 {
			title = v.Field(f.title).String()
		}
		d.field(value, title, level)
	}
}

// field writes one field by its type.
func (d *doc) field(v reflect.Value, title string, level int) {
	if d.known(v.Interface(), title, level) {
		return
	}
	switch {
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		d.heading(level, title)
		if isFlat(v.Type().Elem()) {
			for i := range v.Len() {
				d.item(i)
				d.flat(v.Index(i))
			}
			return
		}
		for i := range v.Len() {
			d.field(v.Index(i), "", level)
		}
	case v.Kind() == reflect.Struct:
		d.nested(v, level)
	case v.Kind() == reflect.String && v.Type() != htmlType:
		d.paragraph(v.String())
	}
}

var (
	htmlType  = reflect.TypeFor[template.HTML]()
	frameType = reflect.TypeFor[page.Frame]()
)

// nested writes a struct that no function knows: its first text as a heading, and what is in it below.
func (d *doc) nested(v reflect.Value, level int) {
	title, _ := headingOf(v)
	if title != "" {
		d.heading(level, title)
		level++
	}
	d.structure(v, level)
}

// headingNames are the fields that name a struct, the best first.
var headingNames = []string{"Title", "Name", "Text", "File"}

func headingOf(v reflect.Value) (text, name string) {
	for _, name := range headingNames {
		if f := v.FieldByName(name); f.IsValid() && f.Kind() == reflect.String && f.Type() != htmlType && f.String() != "" {
			return f.String(), name
		}
	}
	return "", ""
}

// isFlat reports whether a struct fits one line: it holds texts and links, and nothing that is a block.
func isFlat(t reflect.Type) bool {
	for f := range t.Fields() {
		switch f.Type {
		case reflect.TypeFor[page.Table](), reflect.TypeFor[page.Figure](), reflect.TypeFor[page.Schema](), reflect.TypeFor[page.Text]():
			return false
		}
		if k := f.Type.Kind(); k == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && !isFlat(f.Type.Elem()) {
			return false
		}
	}
	return true
}

// flat writes the texts and links of a struct in one line.
func (d *doc) flat(v reflect.Value) {
	if d.phraseOf(v.Interface()) {
		return
	}
	for _, i := range flatFields(v.Type()) {
		f := v.Field(i)
		if f.IsZero() {
			continue
		}
		switch f.Kind() {
		case reflect.String:
			d.flatText(f)
		case reflect.Struct:
			d.flat(f)
		case reflect.Slice:
			for j := range f.Len() {
				d.comma(j)
				if f.Type().Elem().Kind() == reflect.Struct {
					d.flat(f.Index(j))
				} else if f.Type().Elem().Kind() == reflect.String {
					d.phrase(f.Index(j).String())
				}
			}
		case reflect.Int:
			d.int(int(f.Int()))
		default:
			continue
		}
		d.space()
	}
}

func (d *doc) flatText(f reflect.Value) {
	if f.Type() == htmlType {
		d.html(template.HTML(f.String()), true) //nolint:gosec // it was HTML before, and becomes Markdown
		return
	}
	d.phrase(f.String())
}

// flatFields are the fields of a struct that say something to a reader: not those that choose a colour or are an address.
func flatFields(t reflect.Type) []int {
	var list []int
	for i := range t.NumField() {
		f := t.Field(i)
		if f.IsExported() && f.Type != frameType && !slices.Contains(silent, f.Name) && !strings.HasSuffix(f.Name, "Href") {
			list = append(list, i)
		}
	}
	return list
}

// silent are the names of fields that are for the theme alone.
var silent = []string{"ID", "Icon", "Tone", "Href", "Anchor", "Depth", "Edit", "Copy", "Open"}

// fieldIndex is a field to write and the one that holds its heading, or -1.
type fieldIndex struct{ index, title int }

// fieldsOf are the fields of a struct that are blocks of its twin.
func fieldsOf(t reflect.Type) []fieldIndex {
	titles := map[int]bool{}
	var list []fieldIndex
	for _, i := range flatFields(t) {
		f := t.Field(i)
		at := fieldIndex{i, -1}
		if title, ok := t.FieldByName(f.Name + "Title"); ok && title.Type.Kind() == reflect.String {
			at.title = title.Index[0]
			titles[at.title] = true
		}
		if !slices.Contains(headingNames, f.Name) || f.Type.Kind() != reflect.String {
			list = append(list, at)
		}
	}
	return slices.DeleteFunc(list, func(f fieldIndex) bool { return titles[f.index] })
}

// plain is the text of a piece of HTML, with its line breaks.
func plain(h template.HTML) string {
	if !strings.ContainsAny(string(h), "<&") {
		return string(h)
	}
	var b strings.Builder
	rest := string(h)
	for {
		text, tag, ok := strings.Cut(rest, "<")
		b.WriteString(html.UnescapeString(text))
		if !ok {
			return b.String()
		}
		_, rest, _ = strings.Cut(tag, ">")
	}
}
