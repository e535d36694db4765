package page

import (
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
	readers fieldReaders
	anchors map[string]string
	count   int
	cut     bool
}

// schema makes the view of one schema; classes and readers are by the path of a field.
func (c *context) schema(id, title, prefix string, ref catalog.SchemaRef, classes map[string][]string, readers fieldReaders) Schema {
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
	if !t.IsObject() {
		s.Root = b.typeOf(t)
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
		b.part(b.words.F("item %s", strconv.Itoa(i+1))+": "+b.typeOf(item), item, depth)
	}
	if t.Map != nil && hasInside(t.Map) {
		b.part(b.t("values under any other name"), t.Map, depth)
	}
	for _, p := range t.Patterns {
		b.part(b.words.F("names like %s", visible(p.Pattern))+": "+b.typeOf(p.Type), p.Type, depth)
	}
	for _, v := range t.Variants {
		if v.Keyword != "allOf" {
			b.part(b.t(variantWord(v.Keyword))+" "+visible(v.Label)+b.variantType(v), v.Type, depth)
		}
	}
}

func (b *schemaBuilder) variantType(v schema.Variant) string {
	if v.Type == nil || v.Type.IsObject() || typeText(v.Type) == v.Label || typeText(v.Type) == "any" {
		return ""
	}
	return ": " + b.typeOf(v.Type)
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
		Type: b.typeOf(f.Type), Required: f.Required, Deprecated: f.IsDeprecated(),
		Doc: b.phrase(f.Doc(), b.file), Readers: b.readers.of(f.Path),
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
