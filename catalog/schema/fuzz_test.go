package schema_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// FuzzLoad gives the readers any text. They must come back with a tree whose paths and anchors hold, the same each time.
func FuzzLoad(f *testing.F) {
	formats := []catalog.SchemaFormat{catalog.JSONSchema, catalog.OpenAPI, catalog.AvroSchema, catalog.Protobuf}
	seeds(f, func(name string, data []byte) {
		switch filepath.Ext(name) {
		case ".avsc":
			f.Add(uint8(2), string(data))
		case ".proto":
			f.Add(uint8(3), string(data))
		default:
			f.Add(uint8(0), string(data))
			f.Add(uint8(1), string(data))
		}
	})
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		format := formats[int(which)%len(formats)]
		root, diags := loadAny(format, text)
		again, diags2 := loadAny(format, text)
		if schema.Fingerprint(root) != schema.Fingerprint(again) || diagnosticText(diags) != diagnosticText(diags2) {
			t.Fatal("two readings differ")
		}
		checkTree(t, root)
		for _, d := range diags {
			if d.Pos.File == "" || d.Message == "" || d.Code == "" {
				t.Errorf("incomplete diagnostic %+v", d)
			}
		}
		exercise(t, root)
	})
}

// seeds calls add with every file of every case.
func seeds(f *testing.F, add func(name string, data []byte)) {
	f.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatal("no cases", err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			if filepath.Dir(file.Name) != "want" {
				add(file.Name, file.Data)
			}
		}
	}
}

func loadAny(format catalog.SchemaFormat, text string) (*schema.Type, []catalog.Diagnostic) {
	file := &catalog.File{Path: "dir/schema", Data: []byte(text)}
	if format != catalog.Protobuf {
		file.Root, _ = syntax.Parse("dir/schema", file.Data)
	}
	files := catalog.Files{file.Path: file}
	schema.Imports(file)
	return schema.Load(catalog.SchemaRef{Path: file.Path, Format: format}, files)
}

// checkTree checks what holds for every tree.
func checkTree(t *testing.T, root *schema.Type) {
	t.Helper()
	anchors := map[string]bool{}
	schema.Walk(root, 0, func(f schema.Field, _ int) bool {
		if anchors[f.Anchor] {
			t.Errorf("anchor %q stands twice", f.Anchor)
		}
		anchors[f.Anchor] = true
		return true
	})
	checkRecursion(t, root, nil)
}

// checkRecursion checks that recursion leads to a type around and has nothing below.
func checkRecursion(t *testing.T, root *schema.Type, around []*schema.Type) {
	t.Helper()
	if root == nil {
		return
	}
	if root.Recursive && (!slices.Contains(around, root.Target) || len(root.Fields) > 0) {
		t.Errorf("%s is recursive, but not inside of its target, or has fields", root.Ref)
	}
	around = append(slices.Clip(around), root)
	for _, field := range root.Fields {
		checkRecursion(t, field.Type, around)
	}
	checkRecursion(t, root.Items, around)
	checkRecursion(t, root.Map, around)
	for _, item := range root.Tuple {
		checkRecursion(t, item, around)
	}
	for _, p := range root.Patterns {
		checkRecursion(t, p.Type, around)
	}
	for _, v := range root.Variants {
		checkRecursion(t, v.Type, around)
	}
}
