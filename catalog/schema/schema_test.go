package schema_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
	"github.com/eventatlas/eventatlas/internal/golden"
)

// TestTree compares the tree of each case with the kept one. The comment of a case is its title, and then settings, one a line: "schema:" says what is read
// (path, with #pointer for a part of it), "in place" that it is given as a node and not as a path, "format:", "root:", "media:" and "nodes:" what they say.
func TestTree(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		files := parseFiles(t, c.Files)
		ref, limits := settings(t, c.Comment, files)
		root, diags := limits.Load(ref, files)
		var b strings.Builder
		dump(&b, root, "", map[*schema.Type]bool{})
		c.Got("tree", b.String())
		c.Got("sample", sampleText(root))
		c.Got("diagnostics", diagnosticText(diags))
		checkPaths(t, root)
	})
}

func parseFiles(t testing.TB, list []txtar.File) catalog.Files {
	t.Helper()
	files := catalog.Files{}
	for _, f := range list {
		file := &catalog.File{Path: f.Name, Data: f.Data}
		switch path.Ext(f.Name) {
		case ".json", ".yaml", ".avsc":
			root, diags := syntax.Parse(f.Name, f.Data)
			if len(diags) > 0 {
				t.Fatalf("%s does not parse: %v", f.Name, diags)
			}
			file.Root = root
		}
		files[f.Name] = file
	}
	return files
}

func settings(t *testing.T, comment string, files catalog.Files) (catalog.SchemaRef, schema.Limits) {
	t.Helper()
	ref, limits, inPlace := catalog.SchemaRef{Path: "schema.json"}, schema.Limits{}, false
	for line := range strings.Lines(comment) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "schema":
			ref.Path, ref.Pointer, _ = strings.Cut(value, "#")
		case "in place":
			inPlace = true
		case "format":
			ref.Format = catalog.SchemaFormat(value)
		case "root":
			ref.Root = value
		case "media":
			ref.MediaType = value
		case "nodes":
			if _, err := fmt.Sscan(value, &limits.Nodes); err != nil {
				t.Fatal(err)
			}
		}
	}
	ref.Pos = catalog.Pos{File: ref.Path, Line: 1, Column: 1}
	if inPlace {
		place(t, &ref, files[ref.Path])
	}
	return ref, limits
}

func place(t *testing.T, ref *catalog.SchemaRef, file *catalog.File) {
	t.Helper()
	if file.Root == nil {
		ref.Text = string(file.Data)
		return
	}
	if ref.Inline = file.Root.At(ref.Pointer); ref.Inline == nil {
		t.Fatalf("nothing at %s", ref.Pointer)
	}
}

func diagnosticText(diags []catalog.Diagnostic) string {
	var b strings.Builder
	for _, d := range diags {
		fmt.Fprintf(&b, "%s: %s: %s: %s", d.Pos, d.Severity, d.Code, d.Message)
		if d.Suggestion != "" {
			fmt.Fprintf(&b, " (%s)", d.Suggestion)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func sampleText(root *schema.Type) string {
	var b strings.Builder
	for _, s := range schema.Samples(root) {
		if s.Name != "" {
			b.WriteString(s.Name + ": ")
		}
		b.WriteString(text(s.Value) + "\n")
	}
	return b.String()
}

// checkPaths checks what holds for every tree: anchors are unique, and each path leads to a field of its name.
func checkPaths(t *testing.T, root *schema.Type) {
	t.Helper()
	anchors := map[string]bool{}
	schema.Walk(root, 0, func(f schema.Field, _ int) bool {
		if anchors[f.Anchor] {
			t.Errorf("anchor %s stands twice", f.Anchor)
		}
		anchors[f.Anchor] = true
		if got, ok := schema.Lookup(root, f.Path); !ok || got.Name != f.Name {
			t.Errorf("Lookup(%s) = %q, %t", f.Path, got.Name, ok)
		}
		return true
	})
}
