package lint

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// TestMemo holds that a schema is read once while its nodes are the same, with the same findings, and that one that refers to something is not kept.
func TestMemo(t *testing.T) {
	schemaOf := func(text string) catalog.SchemaRef {
		root, diagnostics := syntax.ParseYAML("a.yaml", []byte(text))
		if len(diagnostics) > 0 {
			t.Fatal(diagnostics)
		}
		return catalog.SchemaRef{Path: "a.yaml", Inline: root}
	}
	wrong, referring := schemaOf("type: objekt\n"), schemaOf("properties: {a: {$ref: 'b.yaml'}}\n")
	memo := NewMemo()
	for round := range 2 {
		for _, ref := range []catalog.SchemaRef{wrong, referring} {
			got, _ := memo.load(ref, nil)
			want, _ := (*Memo)(nil).load(ref, nil)
			if len(want) == 0 || !reflect.DeepEqual(got, want) {
				t.Errorf("round %d: it finds %v; want %v", round, got, want)
			}
		}
		memo.trim()
		if len(memo.found) != 1 {
			t.Errorf("round %d: it keeps %d schemas; want 1", round, len(memo.found))
		}
	}
	if memo.trim(); len(memo.found) != 0 {
		t.Error("it keeps what nobody asks for any more")
	}
}

// A schema in a document is kept with the document, unless that refers to another file.
func TestMemoOfDocuments(t *testing.T) {
	parse := func(text string) *catalog.Node {
		root, diagnostics := syntax.ParseYAML("api.yaml", []byte(text))
		if len(diagnostics) > 0 {
			t.Fatal(diagnostics)
		}
		return root
	}
	const alone, together = "components: {thing: {$ref: '#/other'}}\nother: {type: %s}\n", "components: {thing: {$ref: '#/other'}, more: {$ref: b.yaml}}\nother: {type: %s}\n"
	ref := catalog.SchemaRef{Path: "api.yaml", Pointer: "/components/thing"}
	memo := NewMemo()
	for text, kept := range map[string]int{alone: 1, together: 0} {
		for _, kind := range []string{"objekt", "object", "objekt"} {
			files := catalog.Files{"api.yaml": {Path: "api.yaml", Root: parse(fmt.Sprintf(text, kind))}}
			for range 2 {
				got, _ := memo.load(ref, files)
				want, _ := (*Memo)(nil).load(ref, files)
				if !reflect.DeepEqual(got, want) || (len(want) > 0) != (kind == "objekt") {
					t.Errorf("%s %s: it finds %v; want %v", text, kind, got, want)
				}
				memo.trim()
				if len(memo.found) != kept {
					t.Errorf("%s: it keeps %d schemas; want %d", text, len(memo.found), kept)
				}
			}
		}
	}
}

// What was found in the schemas of a message is kept while the message and the files of its schemas are the same values.
func TestMemoOfMessages(t *testing.T) {
	file := func(text string) *catalog.File {
		root, diagnostics := syntax.ParseYAML("thing.yaml", []byte(text))
		if len(diagnostics) > 0 {
			t.Fatal(diagnostics)
		}
		return &catalog.File{Path: "thing.yaml", Root: root}
	}
	msg := &catalog.Message{Schema: catalog.SchemaRef{Path: "thing.yaml"}}
	memo := NewMemo()
	for i, f := range []*catalog.File{file("type: objekt\n"), file("type: object\n"), file("$ref: other.yaml\n"), file("type: objekt\n")} {
		files := catalog.Files{"thing.yaml": f}
		for range 2 {
			got, want := memo.message(msg, files), (*Memo)(nil).message(msg, files)
			if !reflect.DeepEqual(got, want) || (len(want) == 0) != (i == 1) {
				t.Errorf("file %d: it finds %v; want %v", i, got, want)
			}
			memo.trim()
		}
		if kept := len(memo.read); (kept == 0) != (i == 2) {
			t.Errorf("file %d: it keeps %d messages", i, kept)
		}
	}
}
