package asyncapi

import (
	"cmp"
	"path"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// schema returns where the schema is that a value stands for, in the format that the message names ("" is AsyncAPI's own). In 3.x the
// value may wrap the schema together with its format. A reference that leads nowhere is returned as it stands, for the page to show it.
func (r *reader) schema(v value, mediaType string) catalog.SchemaRef {
	if !v.ok() {
		return catalog.SchemaRef{}
	}
	end, fate := r.follow(v)
	if fate == found && r.version.major > 2 && isMultiFormat(end.node) {
		mediaType = end.node.StrAt("schemaFormat")
		v = end.key("schema")
		end, fate = r.follow(v)
	}
	if fate != found {
		end = v
	}
	ref := catalog.SchemaRef{Path: end.file, Pointer: end.pointer, MediaType: mediaType, Pos: cmp.Or(end.node.Position(), v.node.Position())}
	format, known := formatOf(mediaType)
	ref.Format = format
	if !known {
		r.report(diag(codeFormat, v.node.Position(), "`"+clip(mediaType)+"` is not a known schema format").At(v.pointer))
	}
	switch {
	case end.node == nil:
		ref.Format = formatOfFile(end.file, mediaType, format)
	case end.node.Is(catalog.StringNode):
		ref.Text = end.node.Text
	case end.merged:
		ref.Inline, ref.Pointer = end.node, ""
	case end.file != r.root.file:
		ref.Format = formatOfFile(end.file, mediaType, format)
		r.unwrap(end, &ref)
	}
	return ref
}

// isMultiFormat reports whether a value is a Multi Format Schema Object.
func isMultiFormat(n *catalog.Node) bool {
	return n.Get("schemaFormat").Is(catalog.StringNode) && n.Get("schema") != nil
}

// isRegistered reports whether a value is what a schema registry answers: a schema as the text of one key beside others.
func isRegistered(v value) bool {
	return v.node.Get("schema").Is(catalog.StringNode) && (v.node.Get("subject") != nil || v.node.Get("id") != nil)
}

// unwrap takes the schema out of what a registry answers.
func (r *reader) unwrap(end value, ref *catalog.SchemaRef) {
	if !isRegistered(end) {
		return
	}
	text := end.node.Get("schema")
	ref.Text, ref.Pos, ref.Pointer = text.Text, text.Pos, end.pointer+"/schema"
	switch strings.ToUpper(end.node.StrAt("schemaType")) {
	case "JSON":
		ref.Format = catalog.JSONSchema
	case "PROTOBUF":
		ref.Format = catalog.Protobuf
	case "AVRO", "":
		ref.Format = catalog.AvroSchema
	}
}

// formatOf returns the language of a media type, and whether it is a known one. Versions and suffixes are not looked at, because
// documents in the wild carry many (asyncapi.md, R37).
func formatOf(mediaType string) (catalog.SchemaFormat, bool) {
	base, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	base = strings.TrimSpace(base)
	base = strings.TrimSuffix(strings.TrimSuffix(base, "+json"), "+yaml")
	switch base {
	case "", "application/vnd.aai.asyncapi", "application/schema", "application/json":
		return catalog.JSONSchema, true
	case "application/vnd.apache.avro", "avro/binary", "application/avro":
		return catalog.AvroSchema, true
	case "application/vnd.oai.openapi":
		return catalog.OpenAPI, true
	case "application/vnd.google.protobuf", "application/x-protobuf", "application/protobuf":
		return catalog.Protobuf, true
	case "application/raml":
		return catalog.RAML, true
	default:
		return catalog.OtherType, false
	}
}

// formatOfFile is the language of a file that a schema stands in: the one that the document names, else that of its extension.
func formatOfFile(file, mediaType string, format catalog.SchemaFormat) catalog.SchemaFormat {
	if mediaType != "" {
		return format
	}
	switch strings.ToLower(path.Ext(file)) {
	case ".avsc":
		return catalog.AvroSchema
	case ".proto":
		return catalog.Protobuf
	case ".raml":
		return catalog.RAML
	case ".xsd", ".xml":
		return catalog.OtherType
	default:
		return format
	}
}
