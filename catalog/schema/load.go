package schema

import (
	"path"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Load reads a schema into a tree, with the default Limits. The format is ref.Format, else what the extension of the file says
// (.avsc, .proto, else JSON Schema). It returns nil without diagnostics for the zero ref and for a format that is not read
// (RAML and others are shown raw), and nil with diagnostics for a schema that cannot be read at all; a schema that is
// partly wrong gives the tree of the rest.
func Load(ref catalog.SchemaRef, files catalog.Files) (*Type, []catalog.Diagnostic) {
	return Limits{}.Load(ref, files)
}

// Limits bound the unrolling of a schema. Zero fields take the values that Load uses.
type Limits struct {
	// Nodes is how many Types a tree may have: 2,000.
	Nodes int
	// Depth is how deep they may stand in each other: 64.
	Depth int
}

// Load is like the function Load within other limits.
func (l Limits) Load(ref catalog.SchemaRef, files catalog.Files) (*Type, []catalog.Diagnostic) {
	if ref.IsZero() {
		return nil, nil
	}
	switch format(ref) {
	case catalog.JSONSchema, catalog.OpenAPI:
		return loadJSON(l, ref, files)
	case catalog.AvroSchema:
		return loadAvro(l, ref, files)
	case catalog.Protobuf:
		return loadProto(l, ref, files)
	default:
		return nil, nil
	}
}

// format returns the language of a schema: as stated, else by the extension of its file.
func format(ref catalog.SchemaRef) catalog.SchemaFormat {
	if ref.Format != "" {
		return ref.Format
	}
	switch strings.ToLower(path.Ext(ref.Path)) {
	case ".avsc":
		return catalog.AvroSchema
	case ".proto":
		return catalog.Protobuf
	default:
		return catalog.JSONSchema
	}
}
