package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// Memo keeps, from one run to the next, what reading a schema has found. It holds the schemas that are written in place and refer to
// nothing, and those of documents that refer to no other: all that can be found in one is a function of its nodes, and a node never changes, so the node itself
// is the key and stands for its content. A nil Memo keeps nothing. It serves one run at a time.
type Memo struct {
	// alone says of the documents of this run, and lastAlone of those of the last, whether they refer to no other file.
	alone, lastAlone map[*catalog.Node]bool
	// found is what the last run asked for, next what this one does.
	found, next map[memoKey][]catalog.Diagnostic
	// read is what the last run found in the schemas of messages, reading what this one does. A message is not changed once it is linked, so the pointer stands
	// for what it says.
	read, reading map[*catalog.Message]schemasRead
}

// schemasRead is what is wrong with the schemas of a message, and the files that they are in.
type schemasRead struct {
	payload, headers *catalog.File
	diagnostics      []catalog.Diagnostic
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
	return &Memo{
		alone: map[*catalog.Node]bool{}, found: map[memoKey][]catalog.Diagnostic{}, next: map[memoKey][]catalog.Diagnostic{},
		read: map[*catalog.Message]schemasRead{}, reading: map[*catalog.Message]schemasRead{},
	}
}

// message returns what is wrong with the schemas of a message.
func (m *Memo) message(msg *catalog.Message, files catalog.Files) []catalog.Diagnostic {
	now := schemasRead{payload: files[msg.Schema.Path], headers: files[msg.Headers.Path]}
	if m != nil {
		if before, ok := m.read[msg]; ok && before.payload == now.payload && before.headers == now.headers {
			m.reading[msg] = before
			return before.diagnostics
		}
	}
	whole := true
	for _, ref := range []catalog.SchemaRef{msg.Schema, msg.Headers} {
		if unparsed(ref, files) {
			continue
		}
		found, alone := m.load(ref, files)
		now.diagnostics = append(now.diagnostics, found...)
		whole = whole && alone
	}
	if m != nil && whole {
		m.reading[msg] = now
	}
	return now.diagnostics
}

// load returns what is wrong with a schema, and whether that depends on nothing but the reference and the file that it is in.
func (m *Memo) load(ref catalog.SchemaRef, files catalog.Files) (diagnostics []catalog.Diagnostic, alone bool) {
	if ref.IsZero() {
		return nil, true
	}
	f := files[ref.Path]
	if m == nil || ref.Text != "" || ref.Inline == nil && !m.standsAlone(f) {
		_, diagnostics := schema.Load(ref, files)
		return diagnostics, false
	}
	key := memoKey{inline: ref.Inline, path: ref.Path, pointer: ref.Pointer, format: ref.Format, mediaType: ref.MediaType, root: ref.Root, pos: ref.Pos}
	if f != nil {
		key.document = f.Root
	}
	diagnostics, known := m.found[key]
	if !known {
		diagnostics, known = m.next[key]
	}
	if !known {
		_, diagnostics = schema.Load(ref, files)
		if format := ref.Format; format != "" && format != catalog.JSONSchema && format != catalog.OpenAPI || ref.Inline != nil && refers(ref.Inline) {
			return diagnostics, false
		}
	}
	m.next[key] = diagnostics
	return diagnostics, true
}

// trim forgets what the run that is over has not asked for.
func (m *Memo) trim() {
	if m == nil {
		return
	}
	m.found, m.next = m.next, m.found
	clear(m.next)
	m.read, m.reading = m.reading, m.read
	clear(m.reading)
	m.alone, m.lastAlone = map[*catalog.Node]bool{}, m.alone
}

// standsAlone reports whether a document of JSON or YAML refers to no other file.
func (m *Memo) standsAlone(f *catalog.File) bool {
	if f == nil || f.Root == nil || strings.EqualFold(path.Ext(f.Path), ".avsc") {
		return false
	}
	alone, known := m.alone[f.Root]
	if !known {
		if alone, known = m.lastAlone[f.Root]; !known {
			imports, _ := schema.Imports(f)
			alone = len(imports) == 0
		}
		m.alone[f.Root] = alone
	}
	return alone
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
