package lint

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// Memo keeps, from one run to the next, what reading a schema has found. It holds the schemas that are written in place and refer to
// nothing: all that can be found in one is a function of its nodes, and a node never changes, so the node itself is the key and stands for its content. A nil
// Memo keeps nothing. It serves one run at a time.
type Memo struct {
	// found is what the last run asked for, next what this one does.
	found, next map[memoKey][]catalog.Diagnostic
}

// memoKey is all that reading a schema that refers to nothing depends on: the document around it says in which dialect it is written.
type memoKey struct {
	inline, document *catalog.Node
	path, pointer    string
	format           catalog.SchemaFormat
	mediaType, root  string
	pos              catalog.Pos
}

// NewMemo returns an empty memo.
func NewMemo() *Memo {
	return &Memo{found: map[memoKey][]catalog.Diagnostic{}, next: map[memoKey][]catalog.Diagnostic{}}
}

// load returns what is wrong with a schema.
func (m *Memo) load(ref catalog.SchemaRef, files catalog.Files) []catalog.Diagnostic {
	if m == nil || ref.Inline == nil || ref.Text != "" {
		_, diagnostics := schema.Load(ref, files)
		return diagnostics
	}
	key := memoKey{inline: ref.Inline, path: ref.Path, pointer: ref.Pointer, format: ref.Format, mediaType: ref.MediaType, root: ref.Root, pos: ref.Pos}
	if f := files[ref.Path]; f != nil {
		key.document = f.Root
	}
	diagnostics, known := m.found[key]
	if !known {
		diagnostics, known = m.next[key]
	}
	if !known {
		_, diagnostics = schema.Load(ref, files)
		if format := ref.Format; format != "" && format != catalog.JSONSchema && format != catalog.OpenAPI || refers(ref.Inline) {
			return diagnostics
		}
	}
	m.next[key] = diagnostics
	return diagnostics
}

// trim forgets what the run that is over has not asked for.
func (m *Memo) trim() {
	if m == nil {
		return
	}
	m.found, m.next = m.next, m.found
	clear(m.next)
}

// refers reports whether a schema refers to any other place, in itself or elsewhere. The reader bounds how deep a value is nested.
func refers(n *catalog.Node) bool {
	if n == nil {
		return false
	}
	for _, m := range n.Members {
		if m.Key == "$ref" || m.Key == "$dynamicRef" || m.Key == "$recursiveRef" || refers(m.Value) {
			return true
		}
	}
	return slices.ContainsFunc(n.Items, refers)
}
