package native_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/native"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// schemas are the three that JSONSchema holds: for sections, for front matter and for eventatlas.yaml.
type schemas struct{ file, front, config *jsonschema.Schema }

func compile(t *testing.T) schemas {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(native.JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("native.json", doc); err != nil {
		t.Fatal(err)
	}
	get := func(pointer string) *jsonschema.Schema {
		s, err := c.Compile("native.json" + pointer)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	return schemas{get(""), get("#/definitions/front-matter"), get("#/definitions/config")}
}

// schemaFor returns the schema that an editor would use for a file, and the document in it; nil where there is none.
func (s schemas) schemaFor(f *catalog.File) (*jsonschema.Schema, *catalog.Node) {
	switch {
	case filepath.Base(f.Path) == "eventatlas.yaml":
		return s.config, f.Root
	case filepath.Ext(f.Path) == ".md":
		front, _, _ := syntax.Markdown(f.Path, f.Data)
		return s.front, front
	}
	return s.file, f.Root
}

// plain makes of a tree what encoding/json would, with numbers as written.
func plain(n *catalog.Node) any {
	switch n.Kind {
	case catalog.MapNode:
		m := map[string]any{}
		for _, member := range n.Members {
			m[member.Key] = plain(member.Value)
		}
		return m
	case catalog.ListNode:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = plain(item)
		}
		return list
	case catalog.BoolNode:
		return n.IsTrue()
	case catalog.NumberNode:
		return json.Number(n.Text)
	case catalog.NullNode:
		return nil
	default:
		return n.Text
	}
}

func TestSchemaAcceptsShop(t *testing.T) {
	s := compile(t)
	files := 0
	shopFiles(t, func(file *catalog.File) {
		if schema, root := s.schemaFor(file); root != nil {
			files++
			if err := schema.Validate(plain(root)); err != nil {
				t.Errorf("%s: %v", file.Path, err)
			}
		}
	})
	if files < 10 {
		t.Errorf("only %d files were checked", files)
	}
}

// beyondSchema are the mistakes that no JSON Schema of this format can tell: they are about what a text means or about the file
// system. Those with a note are about another value as well, and are beyond it, too.
var beyondSchema = map[catalog.Code]bool{
	catalog.FormatReference: true, catalog.RefKind: true, catalog.IDConfusable: true, catalog.FileOutside: true, catalog.RefRemote: true,
	catalog.SyntaxDuplicate: true, catalog.SyntaxFront: true, catalog.MergeConflict: true,
}

// TestSchemaAgrees holds the schema to what decoding says of every fixture.
func TestSchemaAgrees(t *testing.T) {
	s := compile(t)
	for _, in := range append(fixtures(t), brokenFiles(t)...) {
		file, _ := fileOf(in.Name, visible(in.Data))
		schema, root := s.schemaFor(file)
		if root == nil {
			continue
		}
		var diags []catalog.Diagnostic
		if filepath.Base(file.Path) == "eventatlas.yaml" {
			_, diags = native.Config(file)
		} else {
			diags = native.Decode(file).Diagnostics
		}
		agree(t, file.Path, diags, schema.Validate(plain(root)))
	}
}

// fixtures returns every input of the kept cases.
func fixtures(t testing.TB) []txtar.File {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no fixtures", err)
	}
	var files []txtar.File
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if !strings.HasPrefix(f.Name, "want/") {
				files = append(files, f)
			}
		}
	}
	return files
}

// brokenFiles returns the files of testdata/broken that this format is asked to read.
func brokenFiles(t *testing.T) []txtar.File {
	t.Helper()
	var files []txtar.File
	for _, pattern := range []string{"*.yaml", "*.json", "*.md", "config-*/eventatlas.yaml"} {
		paths, err := filepath.Glob(filepath.Join(broken, pattern))
		if err != nil || len(paths) == 0 {
			t.Fatal("no files match", pattern, err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if f, _ := fileOf(filepath.Base(path), data); f.Root.Get("asyncapi") == nil {
				files = append(files, txtar.File{Name: filepath.Base(path), Data: data})
			}
		}
	}
	return files
}

// agree compares what decoding reported with the schema's verdict.
func agree(t *testing.T, path string, diags []catalog.Diagnostic, verdict error) {
	t.Helper()
	var told []string
	beyond := false
	for _, d := range diags {
		if beyondSchema[d.Code] || len(d.Notes) > 0 {
			beyond = true
		} else {
			told = append(told, d.Pos.String()+" "+d.Message)
		}
	}
	switch {
	case len(told) == 0 && !beyond && verdict != nil:
		t.Errorf("%s: decoding accepts what the schema does not: %v", path, verdict)
	case len(told) > 0 && verdict == nil:
		t.Errorf("%s: the schema accepts what decoding does not: %s", path, strings.Join(told, "; "))
	}
}
