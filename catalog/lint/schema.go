package lint

import (
	"path"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// schemaMissing finds messages that nobody gave a schema. Stubs are left out, because that they are not described is said already, and so are
// those whose schema was refused, of which only the place is known.
func schemaMissing() Rule {
	return Rule{
		Code:  catalog.SchemaMissing,
		About: "A message has no schema, so nobody knows what is in it.",
		Check: func(in Input) []catalog.Diagnostic {
			var list []catalog.Diagnostic
			for _, r := range in.Catalog.Resources {
				m, ok := r.(*catalog.Message)
				if !ok || m.Stub || !m.Schema.IsZero() || m.Schema.Pos.IsValid() {
					continue
				}
				list = append(list, catalog.Diag(catalog.SchemaMissing, m.Source.Pos, "the "+m.Kind.String()+" `"+m.ID+"` has no schema").
					Suggest("Name a file under `schema`, or write the schema in place"))
			}
			return list
		},
	}
}

// schemaReadable reads every schema of the catalog and reports what is wrong inside of it, at its own place.
func schemaReadable() Rule {
	return Rule{
		Code:  catalog.SchemaInvalid,
		About: "A schema cannot be read, or refers to something that does not exist.",
		Check: func(in Input) []catalog.Diagnostic {
			var list []catalog.Diagnostic
			for _, r := range in.Catalog.Resources {
				if m, ok := r.(*catalog.Message); ok {
					list = append(list, in.Memo.message(m, in.Catalog.Files)...)
				}
			}
			return list
		},
	}
}

// unparsed reports whether a schema is in a file that is not there or does not parse, which the reader of the file has said already.
func unparsed(ref catalog.SchemaRef, files catalog.Files) bool {
	if ref.Path == "" || ref.Inline != nil || ref.Text != "" {
		return false
	}
	f := files[ref.Path]
	if f == nil {
		return true
	}
	switch strings.ToLower(path.Ext(ref.Path)) {
	case ".json", ".yaml", ".yml", ".avsc":
		return f.Root == nil
	}
	return false
}
