package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// avroReader reads Avro schemas (Apache Avro 1.12, "Schema Declaration").
type avroReader struct {
	tree
	files catalog.Files
	defs  map[string]avroPlace
	// loaded are the files whose names are known; all says that every file was looked at.
	loaded  map[string]bool
	all     bool
	checked map[*catalog.Node]bool
}

// avroPlace is an Avro schema with the namespace around it.
type avroPlace struct {
	node          *catalog.Node
	namespace     string
	file, pointer string
}

func (p avroPlace) key(key string) avroPlace { return p.at(key, p.node.Get(key)) }

func (p avroPlace) at(token string, n *catalog.Node) avroPlace {
	p.node, p.pointer = n, p.pointer+"/"+catalog.EscapePointer(token)
	return p
}

// loadAvro reads an Avro schema: a file, a part of one, a value in place, or text in place.
func loadAvro(l Limits, ref catalog.SchemaRef, files catalog.Files) (*Type, []catalog.Diagnostic) {
	r := &avroReader{
		tree: newTree(l), files: files, defs: map[string]avroPlace{}, loaded: map[string]bool{}, checked: map[*catalog.Node]bool{},
	}
	p, problem := avroStart(ref, files)
	if problem != nil {
		return nil, []catalog.Diagnostic{*problem}
	}
	if p = unwrapRegistry(p); p.node == nil {
		return nil, []catalog.Diagnostic{catalog.Diag(catalog.SchemaInvalid, placed(ref), "the schema is empty")}
	}
	if p.pointer == "" {
		r.loaded[p.file] = true
	}
	r.collect(p)
	if p, problem = r.rootType(p, ref); problem != nil {
		return nil, append(r.diags, *problem)
	}
	root := r.grow(nil, step{}, func(at *frame) { r.expand(at, p) })
	r.run()
	return root.t, catalog.SortDiagnostics(r.diags)
}

// avroStart finds the schema that is to be read.
func avroStart(ref catalog.SchemaRef, files catalog.Files) (avroPlace, *catalog.Diagnostic) {
	p := avroPlace{node: ref.Inline, file: ref.Path, pointer: ref.Pointer}
	switch {
	case ref.Text != "":
		n, err := parseText(ref.Text, placed(ref))
		if err != nil {
			d := catalog.Diag(catalog.SchemaInvalid, placed(ref), "the Avro schema cannot be read: "+err.Error())
			return p, &d
		}
		p.node = n
	case p.node == nil:
		f := files[ref.Path]
		if f == nil || f.Root == nil {
			d := catalog.Diag(catalog.SchemaInvalid, placed(ref), "the Avro schema `"+shown(ref.Path)+"` cannot be read").
				Suggest(nearestFile(ref.Path, files))
			return p, &d
		}
		if p.node = f.Root.At(ref.Pointer); p.node == nil {
			d := catalog.Diag(catalog.RefPointer, placed(ref), "the pointer `"+shown(ref.Pointer)+"` leads nowhere in `"+shown(ref.Path)+"`")
			return p, &d
		}
	}
	return avroElsewhere(p, files)
}

// avroElsewhere follows a $ref that stands instead of a schema, as AsyncAPI allows, and reads a schema that is written as text.
func avroElsewhere(p avroPlace, files catalog.Files) (avroPlace, *catalog.Diagnostic) {
	if ref := p.node.Get("$ref"); ref.Is(catalog.StringNode) && p.node.Get("type") == nil {
		a := parseAddress(ref.Text, p.file)
		f := files[p.file]
		if a.file != "" {
			f = files[a.file]
		}
		if a.fate != found || f == nil || f.Root.At(a.fragment) == nil {
			d := catalog.Diag(catalog.SchemaRefMissing, ref.Pos, "the reference `"+shown(ref.Text)+"` leads nowhere").Suggest(nearestFile(a.file, files))
			return p, &d
		}
		return avroPlace{node: f.Root.At(a.fragment), file: f.Path, pointer: a.fragment}, nil
	}
	if p.node.Is(catalog.StringNode) && strings.ContainsAny(p.node.Text, "{[") {
		if n, err := parseText(p.node.Text, p.node.Pos); err == nil {
			p.node = n
		}
	}
	return p, nil
}

// unwrapRegistry takes the schema out of what a schema registry answers: {subject, version, id, schema}.
func unwrapRegistry(p avroPlace) avroPlace {
	text := p.node.Get("schema")
	if p.node.Get("type") != nil || !text.Is(catalog.StringNode) {
		return p
	}
	if n, err := parseText(text.Text, text.Pos); err == nil {
		return avroPlace{node: n, file: p.file, pointer: p.pointer + "/schema"}
	}
	return p
}

// rootType picks the type that ref.Root names.
func (r *avroReader) rootType(p avroPlace, ref catalog.SchemaRef) (avroPlace, *catalog.Diagnostic) {
	if ref.Root == "" {
		return p, nil
	}
	for _, name := range r.names() {
		if name == ref.Root || strings.HasSuffix(name, "."+ref.Root) {
			return r.defs[name], nil
		}
	}
	d := catalog.Diag(catalog.SchemaRefMissing, placed(ref), "the schema has no type `"+shown(ref.Root)+"`").
		Suggest(didYouMean("", catalog.Nearest(ref.Root, r.names()), ""))
	return p, &d
}

// expand fills a type from a schema.
func (r *avroReader) expand(at *frame, p avroPlace) {
	at.t.Pos = p.node.Position()
	switch {
	case p.node.Is(catalog.StringNode):
		r.expandName(at, p)
	case p.node.Is(catalog.ListNode):
		r.expandUnion(at, p)
	case p.node.Is(catalog.MapNode):
		r.expandObject(at, p)
	default:
		r.report(p, catalog.SchemaInvalid, "an Avro schema is a name, a list or a mapping, but this is "+kindOf(p.node), "")
	}
}

// expandName fills a type from a primitive type or from the named type that it refers to.
func (r *avroReader) expandName(at *frame, p avroPlace) {
	name := p.node.Text
	if isPrimitive(name) {
		at.t.Types, at.t.Nullable = []string{name}, at.t.Nullable || name == "null"
		return
	}
	full, def, ok := r.find(name, p)
	at.t.Name = simpleName(full)
	if !ok {
		at.t.Missing, at.t.Ref = true, full
		r.report(p, catalog.SchemaRefMissing, "there is no type `"+shown(name)+"`", r.nearestName(name))
		return
	}
	at.t.Ref, at.t.Pos = def.file+"#"+full, def.node.Pos
	if around := at.parent.around(def.node); around != nil {
		at.recur(around)
		at.t.Types, at.t.Description = []string{def.node.StrAt("type")}, def.node.StrAt("doc")
		return
	}
	r.expandObject(at, def)
}

// expandUnion fills a type from a union. Null among its branches makes the type nullable; what is left is the type itself if it is one
// branch, else each is a variant.
func (r *avroReader) expandUnion(at *frame, p avroPlace) {
	var branches []avroPlace
	for i, item := range p.node.Items {
		if item.Is(catalog.StringNode) && item.Text == "null" {
			at.t.Nullable = true
			continue
		}
		branches = append(branches, p.at(strconv.Itoa(i), item))
	}
	switch {
	case len(branches) == 1 && !branches[0].node.Is(catalog.ListNode):
		r.expand(at, branches[0])
		return
	case len(p.node.Items) == 0:
		r.report(p, catalog.SchemaInvalid, "a union has at least one branch", "")
	case len(branches) == 0:
		at.t.Types = []string{"null"}
	}
	for i, branch := range branches {
		r.growBranch(at, branch, i)
	}
}

func (r *avroReader) growBranch(at *frame, branch avroPlace, i int) {
	if branch.node.Is(catalog.ListNode) {
		r.report(branch, catalog.SchemaInvalid, "a union cannot stand directly in a union", "")
	}
	label := r.branchName(branch, i)
	child := r.grow(at, at.toVariant(label), func(at *frame) { r.expand(at, branch) })
	if child != nil {
		at.t.Variants = append(at.t.Variants, Variant{Keyword: "union", Label: label, Type: child.t})
	}
}

func (r *avroReader) branchName(p avroPlace, i int) string {
	for _, name := range [...]string{p.node.StrAt("name"), p.node.StrAt("logicalType"), p.node.StrAt("type"), p.node.Str()} {
		if name != "" {
			return simpleName(name)
		}
	}
	return strconv.Itoa(i + 1)
}

// expandObject fills a type from a schema with attributes.
func (r *avroReader) expandObject(at *frame, p avroPlace) {
	kind := p.node.Get("type")
	if kind.Is(catalog.MapNode) || kind.Is(catalog.ListNode) {
		r.attributes(at.t, p.node)
		r.expand(at, p.key("type"))
		return
	}
	name := kind.Str()
	switch name {
	case "record", "error", "enum", "fixed":
		r.expandNamed(at, p)
	case "array":
		r.attributes(at.t, p.node)
		at.t.Types, at.t.Items = []string{name}, r.part(at, at.toItems(), p, "items")
	case "map":
		r.attributes(at.t, p.node)
		at.t.Types, at.t.Map = []string{name}, r.part(at, at.toMap(), p, "values")
	case "":
		r.report(p, catalog.SchemaInvalid, "an Avro schema needs a `type`", "")
	default:
		r.attributes(at.t, p.node)
		r.expandName(at, p.key("type"))
	}
}

func (r *avroReader) part(at *frame, s step, p avroPlace, key string) *Type {
	if p.node.Get(key) == nil {
		r.report(p, catalog.SchemaInvalid, "an Avro "+p.node.StrAt("type")+" needs `"+key+"`", "")
		return nil
	}
	child := r.grow(at, s, func(at *frame) { r.expand(at, p.key(key)) })
	if child == nil {
		return nil
	}
	return child.t
}

// expandNamed fills a type from the definition of a record, an enum or a fixed.
func (r *avroReader) expandNamed(at *frame, p avroPlace) {
	at.ids = []any{p.node}
	t, kind := at.t, p.node.StrAt("type")
	full := fullName(p.node, p.namespace)
	t.Types, t.Name = []string{kind}, simpleName(full)
	p.namespace = namespaceOf(full)
	r.attributes(t, p.node)
	switch kind {
	case "enum":
		r.expandEnum(t, p)
	case "fixed":
		t.Bounds.Size = p.node.StrAt("size")
		t.Constraints = t.Bounds.constraints()
		if size, err := strconv.Atoi(t.Bounds.Size); err != nil || size < 0 {
			r.report(p, catalog.SchemaInvalid, "an Avro fixed needs a `size` in bytes", "")
		}
	default:
		r.expandRecord(at, p)
	}
}

func (r *avroReader) expandEnum(t *Type, p avroPlace) {
	symbols := p.node.Get("symbols")
	if !symbols.Is(catalog.ListNode) {
		r.report(p, catalog.SchemaInvalid, "an Avro enum needs a list of `symbols`", "")
		return
	}
	for _, symbol := range typeNames(symbols) {
		t.Enum = append(t.Enum, quote(symbol))
	}
	if t.Default != "" && !slices.Contains(t.Enum, t.Default) {
		r.report(p.key("default"), catalog.SchemaInvalid, "the default "+shown(t.Default)+" is none of the symbols", "")
	}
}

func (r *avroReader) expandRecord(at *frame, p avroPlace) {
	fields := p.key("fields")
	if !fields.node.Is(catalog.ListNode) {
		r.report(p, catalog.SchemaInvalid, "an Avro record needs a list of `fields`", "")
		return
	}
	taken := map[string]*catalog.Node{}
	for i, node := range fields.node.Items {
		q := fields.at(strconv.Itoa(i), node)
		name := node.StrAt("name")
		if name == "" {
			r.report(q, catalog.SchemaInvalid, "a field needs a `name`", "")
			continue
		}
		if first := taken[name]; first != nil {
			r.report(q, catalog.SchemaInvalid, "the field `"+shown(name)+"` stands twice in the record", "")
		}
		taken[name] = node
		if !r.addField(at, avroField(node), func(at *frame) { r.expandField(at, q) }) {
			return
		}
	}
}

// avroField reads the attributes of a field. A field must be written unless it has a default or may be null.
func avroField(n *catalog.Node) Field {
	f := Field{
		Name: n.StrAt("name"), Description: n.StrAt("doc"), Default: jsonText(n.Get("default")), Order: n.StrAt("order"),
		Aliases: typeNames(n.Get("aliases")), Pos: n.Pos,
	}
	nullable := slices.ContainsFunc(unionOf(n.Get("type")), func(branch *catalog.Node) bool { return branch.Str() == "null" })
	f.Required = f.Default == "" && !nullable
	for _, m := range n.Members {
		switch m.Key {
		case "name", "type", "doc", "default", "order", "aliases":
		default:
			f.Further = append(f.Further, m)
		}
	}
	return f
}

func unionOf(n *catalog.Node) []*catalog.Node {
	if n.Is(catalog.ListNode) {
		return n.Items
	}
	return []*catalog.Node{n}
}

// expandField fills the type of a field. Attributes of a complex type that stand in the field itself are a common slip, which is read as it was meant.
func (r *avroReader) expandField(at *frame, p avroPlace) {
	kind := p.node.Get("type")
	switch kind.Str() {
	case "record", "enum", "fixed", "array", "map":
		r.report(p.key("type"), catalog.SchemaInvalid, "`"+kind.Text+"` needs a schema of its own",
			"write `\"type\": {\"type\": \""+kind.Text+"\", …}`")
		r.expandObject(at, p)
	default:
		if kind == nil {
			r.report(p, catalog.SchemaInvalid, "the field `"+shown(p.node.StrAt("name"))+"` needs a `type`", "")
			return
		}
		r.expand(at, p.key("type"))
	}
}

// attributes takes what any schema can have: documentation, logical type, aliases, and what is not known as written.
func (r *avroReader) attributes(t *Type, n *catalog.Node) {
	setFirst(&t.Description, n.Get("doc"))
	setFirst(&t.LogicalType, n.Get("logicalType"))
	if t.Default == "" {
		t.Default = jsonText(n.Get("default"))
	}
	t.Aliases = append(t.Aliases, typeNames(n.Get("aliases"))...)
	if t.LogicalType == "decimal" {
		t.Bounds.Precision, t.Bounds.Scale = n.StrAt("precision"), n.StrAt("scale")
		t.Constraints = t.Bounds.constraints()
	}
	for _, m := range n.Members {
		switch m.Key {
		case "type", "name", "namespace", "doc", "aliases", "fields", "symbols", "items", "values", "size", "default", "logicalType", "precision", "scale", "order":
		default:
			t.Further = append(t.Further, m)
		}
	}
}

// report adds a problem, once for each place.
func (r *avroReader) report(p avroPlace, code catalog.Code, message, suggestion string) {
	pos := p.node.Position()
	if !pos.IsValid() {
		pos = catalog.Pos{File: p.file}
	}
	r.diags = append(r.diags, catalog.Diag(code, pos, message).At(p.pointer).Suggest(suggestion))
}
