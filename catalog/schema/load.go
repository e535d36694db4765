package schema

import (
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
	return nil, nil
}

// Imports lists the other files that a schema file refers to: `$ref` in JSON and YAML, imports in Protobuf (without the well-known
// google/protobuf), none for Avro, which has no imports. Paths are relative to the root and clean; each stands once, at its first
// place. References to URLs are ref/remote, and those that lead outside the root file/outside-root; both are left out.
func Imports(file *catalog.File) ([]catalog.Import, []catalog.Diagnostic) {
	return nil, nil
}

// Walk visits the fields below a type depth first and in source order: its Fields, then what is in Patterns, Items, Tuple, Map and
// Variants. It stops after limit fields (0 or less is no limit). The depth of the type's own fields is 0 and grows with each
// field around. Where visit returns false, what is inside of that field is skipped. The result is true if the limit
// was reached with fields left or if the tree itself is cut.
func Walk(t *Type, limit int, visit func(f Field, depth int) bool) (cut bool) { return false }

// Count returns the number of fields below a type, at most limit (0 or less is no limit).
func Count(t *Type, limit int) int { return 0 }

// Lookup finds the field at a path as in Field.Path. It looks into variants, follows recursion, and forgives missing [] and {}.
func Lookup(t *Type, path string) (Field, bool) { return Field{}, false }

// Sample returns an example that fits the schema as far as that can be told: what the author gives as example, default, const or enum
// first, else values made from the types and limits; required and optional fields; recursion cut; the first branch of every choice. The
// same schema gives the same example. It is nil for a nil or impossible type.
func Sample(t *Type) *catalog.Node { return nil }

// Samples returns an example for each branch of the choices in a schema, at most 16: the first is Sample's, and each further one takes another
// branch of one choice. The name says which.
func Samples(t *Type) []Named { return nil }

// Fingerprint returns a hash, in hexadecimal, of what values fit: types, limits and fields, without texts, examples, defaults, names
// of types and the order of fields and branches.
func Fingerprint(t *Type) string { return "" }
