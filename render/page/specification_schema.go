package page

import (
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/render/markdown"
)

// specTree makes the rows of a schema with everything that the schema says, each field with an anchor of its own.
type specTree struct {
	*specPage
	// id is the anchor of the schema, file the one that its texts are relative to.
	id, file string
	rows     []SchemaRow
	count    int
	cut      bool
	// places are the anchors of the types above, which recursion leads back to.
	places map[*schema.Type]string
	// fields are the anchors on the page by those of the tree.
	fields map[string]string
}

// tree makes the view of a schema below a heading with the anchor id, and the type that it was made of.
func (s *specPage) tree(id, title string, ref catalog.SchemaRef) (Schema, *specTree, *schema.Type) {
	view := Schema{ID: id, Title: title, Format: firstOf(visible(ref.MediaType), schemaWord(ref.Format)), Place: visible(ref.Pos.String())}
	if ref.Path != s.r.File.Path && ref.Inline == nil && ref.Text == "" {
		if path, ok := s.files(ref.Path); ok {
			view.Raw = Link{Text: s.t("Download"), Href: s.to(path)}
		}
	}
	t, _ := schema.Load(ref, s.cat.Files)
	if t == nil {
		part := s.inPlace(ref)
		view.Source, view.Lead = s.schemaSource(part), s.remote(part.Inline.StrAt("$ref"))
		return view, nil, nil
	}
	b := &specTree{specPage: s, id: id, file: ref.Path, places: map[*schema.Type]string{t: id}, fields: map[string]string{}}
	b.root(&view, t)
	view.Rows, view.Count, view.Cut = b.rows, b.count, b.cut
	return view, b, t
}

// remote leads to a schema at an address outside of the catalog, which nobody fetches.
func (s *specPage) remote(ref string) template.HTML {
	href, ok := markdown.SafeURL(ref)
	if !ok || !markdown.External(href) {
		return ""
	}
	w := &writer{}
	w.text(s.t("The schema is not part of the catalog; it is at"))
	w.raw(" ")
	w.link(Link{Text: visible(ref), Href: href, External: true})
	return w.html()
}

// inPlace narrows a reference to a part of a file to that part, so that not the whole file is shown as its text.
func (s *specPage) inPlace(ref catalog.SchemaRef) catalog.SchemaRef {
	f := s.cat.Files[ref.Path]
	if ref.Inline != nil || ref.Text != "" || ref.Pointer == "" || f == nil {
		return ref
	}
	ref.Inline = f.Root.At(ref.Pointer)
	return ref
}

// root adds what is said of the value as a whole.
func (b *specTree) root(view *Schema, t *schema.Type) {
	view.Lead = b.doc(t.Title, t.Description, t.ExternalDocs)
	if t.Missing {
		view.Lead += b.remote(t.Ref)
		view.Source = firstOf(visible(t.Ref), visible(t.Name))
		return
	}
	if text := b.typeOf(t); !t.IsObject() && (text != b.t("any") || len(t.Variants) == 0) {
		view.Root = text
	}
	row := SchemaRow{Heading: b.t("The whole value"), Constraints: b.limits(t), Values: values(t)}
	if len(row.Constraints)+len(row.Values) > 0 {
		row.Heading, view.Root = row.Heading+prefixed(": ", view.Root), ""
		b.rows = append(b.rows, row)
	}
	b.below(t, 0)
}

// below adds what is inside of a type.
func (b *specTree) below(t *schema.Type, depth int) {
	if t == nil || t.Recursive {
		return
	}
	b.cut = b.cut || t.Cut
	for _, f := range t.Fields {
		b.field(f, depth)
	}
	b.below(t.Items, depth)
	for i, item := range t.Tuple {
		b.part(b.words.F("item %s", strconv.Itoa(i+1)), item, depth)
	}
	if t.Map != nil && (hasInside(t.Map) || len(t.Fields) > 0 || len(t.Map.Constraints) > 0) {
		b.part(b.t("values under any other name"), t.Map, depth)
	}
	for _, p := range t.Patterns {
		b.part(b.words.F("names like %s", visible(p.Pattern)), p.Type, depth)
	}
	for _, v := range t.Variants {
		if v.Keyword != "allOf" {
			b.part(b.t(variantWord(v.Keyword))+" "+visible(v.Label), v.Type, depth)
		}
	}
}

// full reports whether there is no room for another row.
func (b *specTree) full() bool {
	if len(b.rows) < schemaRows {
		return false
	}
	b.cut = true
	return true
}

// part adds a heading with what stands below it: an alternative, an item of a tuple, the values of a map.
func (b *specTree) part(heading string, t *schema.Type, depth int) {
	if b.full() {
		return
	}
	row := SchemaRow{Depth: depth, Heading: heading}
	if t != nil {
		if text := b.typeOf(t); !t.IsObject() && !strings.HasSuffix(heading, " "+text) {
			row.Heading += ": " + text
		}
		row.Doc = b.doc("", t.Description, t.ExternalDocs)
		row.Constraints, row.Values, row.TypeHref = b.limits(t), values(t), b.back(t)
	}
	b.rows = append(b.rows, row)
	b.below(t, depth+1)
}

func (b *specTree) field(f schema.Field, depth int) {
	if b.full() {
		return
	}
	b.count++
	row := SchemaRow{
		Depth: depth, Name: visible(f.Name), Path: visible(f.Path), Anchor: b.ids.field(b.id, f.Anchor),
		Type: b.typeOf(f.Type), Required: f.Required, Deprecated: f.IsDeprecated(),
	}
	b.fields[f.Anchor] = row.Anchor
	var title, docs string
	if f.Type != nil {
		b.places[f.Type] = row.Anchor
		title, docs, row.TypeHref = f.Type.Title, f.Type.ExternalDocs, b.back(f.Type)
		row.Constraints, row.Values, row.Chips = b.fieldLimits(f), values(f.Type), (&schemaBuilder{context: b.context}).typeChips(f.Type)
	}
	row.Doc = b.doc(title, f.Doc(), docs)
	if f.Type != nil && f.Type.Missing {
		row.Doc += b.remote(f.Type.Ref)
	}
	b.rows = append(b.rows, row)
	b.below(f.Type, depth+1)
}

// back is the link to the type that a recursive place repeats, through the lists and maps around it.
func (b *specTree) back(t *schema.Type) string {
	for ; t != nil; t = firstType(t.Items, t.Map) {
		if t.Recursive {
			if id := b.places[t.Target]; id != "" {
				return "#" + id
			}
			return ""
		}
	}
	return ""
}

func firstType(list ...*schema.Type) *schema.Type {
	for _, t := range list {
		if t != nil {
			return t
		}
	}
	return nil
}

// doc is what a schema says of a place: its title, its description and where there is more.
func (b *specTree) doc(title, text, url string) template.HTML {
	w := &writer{}
	if title != "" {
		w.el("b", "", visible(title))
		w.raw(" ")
	}
	w.raw(string(b.phrase(text, b.file)))
	if href, ok := markdown.SafeURL(url); ok && leavesSite(href) {
		w.raw(" ")
		w.link(Link{Text: b.t("Documentation"), Href: href, External: markdown.External(href)})
	}
	return w.html()
}

// fieldLimits are the limits of a type and what the field adds to them.
func (b *specTree) fieldLimits(f schema.Field) []schema.Constraint {
	list := limitList(b.limits(f.Type))
	if f.Default != "" && f.Type.Default == "" {
		list.add("default", f.Default)
	}
	if f.Number > 0 {
		list.add("number", strconv.Itoa(f.Number))
	}
	list.add("one of", f.Oneof)
	list.add("aliases", strings.Join(f.Aliases, ", "))
	list.add("order", f.Order)
	list.further(f.Further)
	return list
}

// limits are all limits of a type beside its kinds of value and its enum.
func (b *specTree) limits(t *schema.Type) []schema.Constraint {
	list := limitList(slices.Clone(t.Constraints))
	for items := t.Items; items != nil; items = items.Items {
		for _, c := range items.Constraints {
			list.add(b.words.F("each %s", b.t(c.Label)), c.Value)
		}
	}
	list.add("const", t.Const)
	list.add("default", t.Default)
	list.add("aliases", strings.Join(t.Aliases, ", "))
	list.add("key", t.MapKey)
	list.add("reserved", strings.Join(t.Reserved, ", "))
	list.add("told apart by", t.Discriminator)
	for _, m := range t.Mapping {
		list.add(m.Value, m.Ref[strings.LastIndexByte(m.Ref, '/')+1:])
	}
	if t.Closed {
		list.add("other names", "none")
	}
	if t.ClosedTuple {
		list.add("further items", "none")
	}
	for _, e := range t.Examples[:min(len(t.Examples), 3)] {
		list.add("example", shorten(e, 80))
	}
	list.further(t.Further)
	return list
}

// limitList collects limits, the empty ones left out.
type limitList []schema.Constraint

func (l *limitList) add(label, value string) {
	if value != "" {
		*l = append(*l, schema.Constraint{Label: visible(label), Value: value})
	}
}

// further adds the keywords that have no place of their own, such as extensions, as written.
func (l *limitList) further(members []catalog.Member) {
	for _, m := range members {
		if !strings.HasPrefix(m.Key, "x-parser-") {
			l.add(shorten(m.Key, 60), shorten(oneLine(m.Value), 120))
		}
	}
}

var lineBreak = regexp.MustCompile(`\n *`)

// oneLine is a value as JSON on one line. A line break in JSON is never part of a text, so all of them can go.
func oneLine(n *catalog.Node) string {
	if n.IsScalar() {
		return n.Text
	}
	return lineBreak.ReplaceAllString(plainNode(n), " ")
}
