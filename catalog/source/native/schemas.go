package native

import (
	"net/url"
	"path"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// schemaFile is a schema in a file, told at length.
type schemaFile struct {
	ref    catalog.SchemaRef
	format string
}

// schemaRef is where a schema is: the path of a file, a mapping that names one under `file`, or a JSON Schema in place.
func schemaRef() value[catalog.SchemaRef] {
	path := convert(text(), func(d *decoder, n *catalog.Node, s string) (catalog.SchemaRef, bool) { return d.schemaFile(n, s) })
	long := object[schemaFile]{
		name: "a schema in a file", def: "schema-file", doc: "A schema in a file of its own.",
		fields: []field[schemaFile]{
			must(key("file", "The path of the file, with a JSON Pointer after a # where it holds several schemas.", path, func(s *schemaFile) *catalog.SchemaRef { return &s.ref })),
			key("format", "The language of the schema; without it the ending of the file says it.", oneOf("json", "avro", "protobuf"), func(s *schemaFile) *string { return &s.format }),
			key("root", "The message or type that is meant where the file holds several.", text(), func(s *schemaFile) *string { return &s.ref.Root }),
		},
	}.value()
	inline := js("type", "object", "description", "A JSON Schema.", "not", js("required", []any{"file"}))
	return value[catalog.SchemaRef]{
		read: func(d *decoder, n *catalog.Node) (catalog.SchemaRef, bool) {
			switch {
			case n.Is(catalog.MapNode) && n.Get("file") == nil:
				return d.inlineSchema(n), true
			case n.Is(catalog.MapNode):
				if s, ok := long.read(d, n); ok && s.ref.Path != "" {
					return s.toRef(n.Pos), true
				}
			default:
				if ref, ok := path.read(d, n); ok {
					return ref, true
				}
			}
			// Only the place is kept of a schema that is refused: it was named, so that it is missing would be a second complaint.
			return catalog.SchemaRef{Pos: n.Pos}, true
		},
		schema: func(g *generator) schema { return js("anyOf", []any{path.schema(g), long.schema(g), inline}) },
	}
}

func (s schemaFile) toRef(pos catalog.Pos) catalog.SchemaRef {
	ref := s.ref
	ref.Pos = pos
	switch s.format {
	case "json":
		ref.Format = catalog.JSONSchema
	case "avro":
		ref.Format = catalog.AvroSchema
	case "protobuf":
		ref.Format = catalog.Protobuf
	}
	return ref
}

// schemaFile reads a path with an optional JSON Pointer after a `#`.
func (d *decoder) schemaFile(n *catalog.Node, reference string) (catalog.SchemaRef, bool) {
	name, fragment, _ := strings.Cut(reference, "#")
	clean, ok := d.local(n.Pos, name)
	if !ok {
		return catalog.SchemaRef{}, false
	}
	if pointer, err := url.PathUnescape(fragment); err == nil {
		fragment = pointer
	}
	return catalog.SchemaRef{Path: clean, Pointer: fragment, Format: formatOf(clean), Pos: n.Pos}, true
}

func formatOf(file string) catalog.SchemaFormat {
	switch strings.ToLower(path.Ext(file)) {
	case ".avsc":
		return catalog.AvroSchema
	case ".proto":
		return catalog.Protobuf
	default:
		return catalog.JSONSchema
	}
}

// inlineSchema is a JSON Schema in place. The files that it refers to are read as well; what is wrong with a reference is said when
// the schema is read.
func (d *decoder) inlineSchema(n *catalog.Node) catalog.SchemaRef {
	d.importRefs(n)
	return catalog.SchemaRef{Path: d.file.Path, Pointer: d.pointer(), Inline: n, Format: catalog.JSONSchema, Pos: n.Pos}
}

func (d *decoder) importRefs(n *catalog.Node) {
	for _, item := range n.Items {
		d.importRefs(item)
	}
	for _, m := range n.Members {
		if m.Key != "$ref" || !m.Value.Is(catalog.StringNode) {
			d.importRefs(m.Value)
			continue
		}
		name, _, _ := strings.Cut(m.Value.Text, "#")
		if clean, code, _ := syntax.Local(d.file.Path, name); code == "" {
			d.imports = append(d.imports, catalog.Import{Path: clean, Pos: m.Value.Pos})
		}
	}
}
