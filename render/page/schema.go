package page

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// Schema is the field tree of one schema.
type Schema struct {
	// ID is the anchor of the section, Title its heading.
	ID, Title string
	// Format is the language, Raw the file as it was written, Place where it stands in the source.
	Format, Place string
	Raw           Link
	// Lead is what the schema says of itself.
	Lead template.HTML
	// Root is the type of the whole value, where that is not plainly an object.
	Root string
	Rows []SchemaRow
	// Count is the number of fields, Cut says that there are more than are shown.
	Count int
	Cut   bool
	// Source is the schema as text, where no tree can be made of it.
	Source string
	// NoReaders says that no consumer declares which fields it reads.
	NoReaders bool
}

// Shown reports whether there is a schema.
func (s Schema) Shown() bool { return len(s.Rows) > 0 || s.Source != "" || s.Root != "" }

// SchemaRow is a field, or the heading of alternatives.
type SchemaRow struct {
	// Depth is 0 for the fields of the value itself.
	Depth int
	// Heading is the text of a heading; a field has none.
	Heading string
	// Name is the field's, Path the way to it in the data, Anchor its id on the page.
	Name, Path, Anchor string
	Type               string
	// TypeHref leads to the place of the type that a recursive field repeats.
	TypeHref             string
	Required, Deprecated bool
	Chips                []Chip
	Doc                  template.HTML
	Constraints          []schema.Constraint
	Values               []string
	Readers              []Link
}

// schemaRows bounds the rows of one tree.
const schemaRows = 2000

// schemaBuilder makes the rows of one schema.
type schemaBuilder struct {
	*context
	prefix  string
	file    string
	rows    []SchemaRow
	classes map[string][]string // field path to classes
	readers map[string][]Link
	anchors map[string]string
	count   int
	cut     bool
}

// schema makes the view of one schema; classes and readers are by the path of a field.
func (c *context) schema(id, title, prefix string, ref catalog.SchemaRef, classes map[string][]string, readers map[string][]Link) Schema {
	s := Schema{ID: id, Title: title}
	if ref.IsZero() {
		return s
	}
	s.Format, s.Place = schemaWord(ref.Format), visible(ref.Pos.String())
	if ref.Inline == nil && ref.Text == "" {
		s.Place = visible(ref.Path)
		if path, ok := c.files(ref.Path); ok {
			s.Raw = Link{Text: c.t("Download"), Href: c.to(path)}
		}
	}
	t := c.load(ref)
	if t == nil {
		s.Source = c.schemaSource(ref)
		return s
	}
	b := &schemaBuilder{context: c, prefix: prefix, file: ref.Path, classes: classes, readers: readers, anchors: map[string]string{}}
	s.Lead = c.phrase(t.Description, ref.Path)
	if !isObject(t) {
		s.Root = typeText(t)
	}
	b.below(t, 0)
	if prefix == "" {
		c.anchors = b.anchors
	}
	s.Rows, s.Count, s.Cut = b.rows, b.count, b.cut
	return s
}

// load reads a schema, and keeps the last one it read: a page asks for the same one for the tree and for the example.
func (c *context) load(ref catalog.SchemaRef) *schema.Type {
	if c.loaded == nil || !sameSchema(c.loadedRef, ref) {
		c.loaded, _ = schema.Load(ref, c.cat.Files)
		c.loadedRef = ref
	}
	return c.loaded
}

// sameSchema reports whether two references are to the same text.
func sameSchema(a, b catalog.SchemaRef) bool {
	return a.Path == b.Path && a.Pointer == b.Pointer && a.Inline == b.Inline && a.Text == b.Text && a.Format == b.Format && a.Root == b.Root
}

// schemaSource is the text of a schema in a language without a tree.
func (c *context) schemaSource(ref catalog.SchemaRef) string {
	switch {
	case ref.Text != "":
		return visible(ref.Text)
	case ref.Inline != nil:
		return plainNode(ref.Inline)
	}
	f := c.cat.Files[ref.Path]
	if f == nil || len(f.Data) > codeBytes {
		return ""
	}
	return visible(string(f.Data))
}

func isObject(t *schema.Type) bool {
	return len(t.Types) == 1 && slices.Contains([]string{"object", "record", "message"}, t.Types[0]) || len(t.Types) == 0 && len(t.Fields) > 0
}

// below adds what is inside of a type.
func (b *schemaBuilder) below(t *schema.Type, depth int) {
	if t == nil || t.Recursive {
		return
	}
	b.cut = b.cut || t.Cut
	for _, f := range t.Fields {
		b.field(f, depth)
	}
	if t.Items != nil {
		b.below(t.Items, depth)
	}
	for i, item := range t.Tuple {
		b.part(b.words.F("item %s", strconv.Itoa(i+1))+": "+typeText(item), item, depth)
	}
	if t.Map != nil && hasInside(t.Map) {
		b.part(b.t("values under any other name"), t.Map, depth)
	}
	for _, p := range t.Patterns {
		b.part(b.words.F("names like %s", visible(p.Pattern))+": "+typeText(p.Type), p.Type, depth)
	}
	for _, v := range t.Variants {
		if v.Keyword != "allOf" {
			b.part(b.t(variantWord(v.Keyword))+" "+visible(v.Label)+b.variantType(v), v.Type, depth)
		}
	}
}

func (b *schemaBuilder) variantType(v schema.Variant) string {
	if v.Type == nil || isObject(v.Type) || typeText(v.Type) == v.Label || typeText(v.Type) == "any" {
		return ""
	}
	return ": " + typeText(v.Type)
}

// part adds a heading with what stands below it.
func (b *schemaBuilder) part(heading string, t *schema.Type, depth int) {
	if len(b.rows) >= schemaRows {
		b.cut = true
		return
	}
	row := SchemaRow{Depth: depth, Heading: heading}
	if t != nil {
		row.Doc, row.Constraints, row.Values = b.phrase(t.Description, b.file), t.Constraints, values(t)
	}
	b.rows = append(b.rows, row)
	b.below(t, depth+1)
}

func (b *schemaBuilder) field(f schema.Field, depth int) {
	if len(b.rows) >= schemaRows {
		b.cut = true
		return
	}
	b.count++
	row := SchemaRow{
		Depth: depth, Name: visible(f.Name), Path: visible(f.Path), Anchor: fieldID(b.prefix + f.Anchor),
		Type: typeText(f.Type), Required: f.Required, Deprecated: f.IsDeprecated(),
		Doc: b.phrase(f.Doc(), b.file), Readers: b.readers[bare(f.Path)],
	}
	if _, taken := b.anchors[bare(f.Path)]; !taken {
		b.anchors[bare(f.Path)] = row.Anchor
	}
	for _, class := range b.classes[bare(f.Path)] {
		row.Chips = append(row.Chips, Chip{Text: class, Icon: "shield", Tone: "bad", Title: b.t("classified data")})
	}
	if f.Type != nil {
		row.Constraints, row.Values = slices.Concat(f.Type.Constraints, facets(f)), values(f.Type)
		row.Chips = append(row.Chips, b.typeChips(f.Type)...)
	}
	b.rows = append(b.rows, row)
	b.below(f.Type, depth+1)
}

func (b *schemaBuilder) typeChips(t *schema.Type) []Chip {
	var chips []Chip
	if t.ReadOnly {
		chips = append(chips, Chip{Text: b.t("read only")})
	}
	if t.WriteOnly {
		chips = append(chips, Chip{Text: b.t("write only")})
	}
	if t.Missing {
		chips = append(chips, Chip{Text: b.t("type not found"), Icon: "warn", Tone: "warn"})
	}
	return chips
}

// facets are further limits on a field that the tree keeps apart from its constraints.
func facets(f schema.Field) []schema.Constraint {
	t := f.Type
	var list []schema.Constraint
	add := func(label, value string) {
		if value != "" {
			list = append(list, schema.Constraint{Label: label, Value: value})
		}
	}
	add("const", t.Const)
	add("default", firstOf(f.Default, t.Default))
	if f.Number > 0 {
		add("number", strconv.Itoa(f.Number))
	}
	add("one of", f.Oneof)
	add("aliases", strings.Join(slices.Concat(f.Aliases, t.Aliases), ", "))
	if t.Closed {
		list = append(list, schema.Constraint{Label: "no other fields"})
	}
	if len(t.Examples) > 0 {
		add("example", shorten(t.Examples[0], 80))
	}
	return list
}

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// values are the values that fit, with what they mean.
func values(t *schema.Type) []string {
	list := make([]string, 0, len(t.Enum))
	for i, v := range t.Enum {
		v = visible(v)
		if i < len(t.EnumNotes) && t.EnumNotes[i] != "" {
			v += " " + visible(t.EnumNotes[i])
		}
		list = append(list, v)
		if len(list) == 60 {
			return append(list, fmt.Sprintf("… %d", len(t.Enum)))
		}
	}
	if t.Items != nil && len(list) == 0 {
		return values(t.Items)
	}
	return list
}

// typeText is the type of a value in a few words: "string (uuid)", "list of Line", "map of number".
func typeText(t *schema.Type) string {
	if t == nil {
		return "any"
	}
	text := baseType(t)
	if t.Nullable && !strings.Contains(text, "null") {
		text += " or null"
	}
	return visible(text)
}

func baseType(t *schema.Type) string {
	switch {
	case t.Never:
		return "nothing"
	case t.Recursive:
		return firstOf(t.Name, "value") + " ↻"
	case slices.Contains(t.Types, "array") || slices.Contains(t.Types, "repeated"):
		return strings.TrimSuffix("list of "+typeText(t.Items), " of any")
	case t.Map != nil && len(t.Fields) == 0:
		return "map of " + typeText(t.Map)
	}
	if t.Name != "" && (isObject(t) || len(t.Types) == 0 || len(t.Enum) > 0) {
		return t.Name
	}
	types := slices.DeleteFunc(slices.Clone(t.Types), func(s string) bool { return s == "null" && len(t.Types) > 1 })
	text := firstOf(strings.Join(types, " or "), "any")
	if len(types) < len(t.Types) {
		text += " or null"
	}
	if f := firstOf(t.Format, t.LogicalType); f != "" {
		text += " (" + f + ")"
	}
	return text
}

func hasInside(t *schema.Type) bool {
	return len(t.Fields) > 0 || len(t.Variants) > 0 || t.Items != nil && hasInside(t.Items)
}

func variantWord(keyword string) string {
	switch keyword {
	case "oneOf", "union", "oneof":
		return "one of"
	case "anyOf":
		return "any of"
	case "not":
		return "not"
	case "if", "then", "else":
		return keyword
	default:
		return keyword
	}
}

// bare is the path of a field without the marks of lists and maps, which is how people write it.
func bare(path string) string {
	return strings.ReplaceAll(strings.ReplaceAll(path, "[]", ""), "{}", "")
}

// fieldID is the anchor of a field: its path, with every character that a fragment or a selector would choke on as
// its number between tildes. Two paths never share one.
func fieldID(path string) string {
	var b strings.Builder
	b.WriteString("field-")
	for _, r := range path {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '-', r == '.':
			b.WriteRune(r)
		default:
			b.WriteByte('~')
			b.WriteString(strconv.FormatInt(int64(r), 36))
			b.WriteByte('~')
		}
	}
	return b.String()
}

// writeSchema writes the tree: a list whose items unfold.
func writeSchema(s Schema, words Words) template.HTML {
	w := &writer{b: make([]byte, 0, 512+len(s.Rows)*320)}
	if s.Root != "" {
		w.raw(`<p class="root">`)
		w.text(words.T("The value is"))
		w.raw(" ")
		w.el("code", "ty", s.Root)
		w.raw("</p>")
	}
	if s.Source != "" {
		w.raw(`<pre tabindex="0" class="code"><code>`)
		w.text(s.Source)
		w.raw("</code></pre>")
	}
	if len(s.Rows) > 0 {
		w.raw(`<ul class="sc">`)
		w.schemaLevel(s.Rows, 0, 0, len(s.Rows) <= 80, words)
		w.raw("</ul>")
	}
	if s.Cut {
		w.el("p", "none", words.T("The schema goes on; the file itself has the rest."))
	}
	return w.html()
}

// schemaLevel writes the rows of one depth from index i on, each with what is below it, and returns the index after.
func (w *writer) schemaLevel(rows []SchemaRow, i, depth int, open bool, words Words) int {
	for i < len(rows) && rows[i].Depth >= depth {
		row := rows[i]
		nested := i+1 < len(rows) && rows[i+1].Depth > row.Depth
		w.raw("<li")
		w.attr("id", row.Anchor)
		if row.Heading != "" {
			w.raw(` class="alt"`)
		}
		w.raw(">")
		w.fieldLink(row, words)
		if !nested {
			w.raw(`<div class="row">`)
			w.schemaRow(row, words)
			w.raw("</div>")
			i++
		} else {
			w.raw("<details")
			if open || depth == 0 && len(rows) <= 300 {
				w.raw(" open")
			}
			row, outside := outsideSummary(row)
			w.raw(`><summary class="row">`)
			w.schemaRow(row, words)
			w.raw("</summary>")
			if outside.Doc != "" || len(outside.Readers) > 0 {
				w.raw(`<p class="out">`)
				w.schemaBody(outside, words)
				w.raw("</p>")
			}
			w.raw(`<ul class="d`)
			w.int(min(row.Depth+1, 8))
			w.raw(`">`)
			i = w.schemaLevel(rows, i+1, row.Depth+1, open, words)
			w.raw("</ul></details>")
		}
		w.raw("</li>")
	}
	return i
}

// schemaRow writes a field in two columns: what it is called, and what is said of it.
func (w *writer) schemaRow(row SchemaRow, words Words) {
	w.raw(`<span class="fl">`)
	w.schemaHead(row, words)
	w.raw(`</span><span class="fb">`)
	w.schemaBody(row, words)
	w.raw("</span>")
}

func (w *writer) schemaHead(row SchemaRow, words Words) {
	if row.Heading != "" {
		w.el("span", "alt-h", row.Heading)
		w.typeLink(row, words)
		return
	}
	class := "fn"
	if row.Deprecated {
		class = "fn gone"
	}
	w.raw(`<code class="`, class, `">`)
	w.breakable(row.Name)
	w.raw(`</code> <code class="ty">`)
	w.text(row.Type)
	w.raw("</code>")
	w.typeLink(row, words)
	if row.Required {
		w.raw(" ")
		w.el("span", "req", words.T("required"))
	}
	if row.Deprecated {
		w.raw(" ")
		w.chip(Chip{Text: words.T("deprecated"), Icon: "clock", Tone: "warn"})
	}
	for _, c := range row.Chips {
		w.raw(" ")
		w.chip(c)
	}
}

// typeLink writes the link from a recursive field back to the type that it repeats.
func (w *writer) typeLink(row SchemaRow, words Words) {
	if row.TypeHref == "" {
		return
	}
	w.raw(` <a class="back"`)
	w.attr("href", row.TypeHref)
	w.raw(">")
	w.text(words.T("described above"))
	w.raw("</a>")
}

// outsideSummary divides what is said of a field: what holds a link stands below the summary of a details element and not in it,
// because a reader who presses the one must not press the other.
func outsideSummary(row SchemaRow) (inside, outside SchemaRow) {
	outside.Readers, row.Readers = row.Readers, nil
	if strings.Contains(string(row.Doc), "<a ") {
		outside.Doc, row.Doc = row.Doc, ""
	}
	return row, outside
}

// fieldLink writes the link that leads to a field itself.
func (w *writer) fieldLink(row SchemaRow, words Words) {
	if row.Anchor == "" {
		return
	}
	w.raw(`<a class="an"`)
	w.attr("href", "#"+row.Anchor)
	w.attr("aria-label", words.F("Link to the field %s", row.Path))
	w.raw("></a>")
}

func (w *writer) schemaBody(row SchemaRow, words Words) {
	if row.Doc != "" {
		w.raw(`<span class="fd">`, string(row.Doc), "</span>")
	}
	if len(row.Constraints) > 0 {
		w.raw(`<span class="fc">`)
		for _, c := range row.Constraints {
			w.raw("<span>")
			w.text(words.T(c.Label))
			w.raw(" <code>")
			w.text(visible(c.Value))
			w.raw("</code></span> ")
		}
		w.raw("</span>")
	}
	if len(row.Values) > 0 {
		w.raw(`<span class="fc"><span>`)
		w.text(words.T("values"))
		w.raw("</span> ")
		for _, v := range row.Values {
			w.el("code", "", v)
			w.raw(" ")
		}
		w.raw("</span>")
	}
	if len(row.Readers) > 0 {
		w.raw(`<span class="fr"><span>`)
		w.text(words.T("read by"))
		w.raw("</span> ", string(writeLinks(row.Readers)), "</span>")
	}
}
