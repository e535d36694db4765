package native_test

import (
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/native"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

func FuzzDecode(f *testing.F) {
	for _, in := range fixtures(f) {
		f.Add(filepath.Base(in.Name) == "eventatlas.yaml", filepath.Ext(in.Name) == ".md", visible(in.Data))
	}
	f.Fuzz(func(t *testing.T, config, markdown bool, data []byte) {
		file := &catalog.File{Path: "docs/f.md", Data: data}
		if !markdown {
			file.Path = "docs/f.yaml"
			file.Root, _ = syntax.Parse(file.Path, data)
		}
		if config {
			_, diags := native.Config(file)
			checkDiagnostics(t, file, diags)
			return
		}
		native.Detect(file.Root)
		fragment := native.Decode(file)
		checkDiagnostics(t, file, fragment.Diagnostics)
		for _, r := range fragment.Resources {
			b := r.Common()
			if b.Kind == catalog.NoKind || b.ID == "" || b.Source.Pos.File != file.Path {
				t.Fatalf("a resource without kind, id or place: %+v", b)
			}
			for _, ref := range b.Owners {
				if ref.IsZero() || !ref.Pos.IsValid() {
					t.Fatalf("an owner that is nobody: %+v", ref)
				}
			}
		}
		for _, i := range fragment.Imports {
			if path.Clean(i.Path) != i.Path || path.IsAbs(i.Path) || strings.HasPrefix(i.Path, "..") && (i.Path == ".." || strings.HasPrefix(i.Path, "../")) {
				t.Fatalf("an import leads out: %q", i.Path)
			}
		}
	})
}

func checkDiagnostics(t *testing.T, file *catalog.File, diags []catalog.Diagnostic) {
	t.Helper()
	lines := 1 + strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(file.Data)), "\n")
	for _, d := range diags {
		if d.Pos.File != file.Path || d.Pos.Line < 1 || d.Pos.Line > lines || d.Pos.Column < 1 {
			t.Fatalf("%v is not in the file (%s)", d.Pos, d.Message)
		}
		if d.Message == "" || len(d.Message) > 500 || strings.HasSuffix(d.Message, ".") {
			t.Fatalf("a message that is no message: %q", d.Message)
		}
	}
}
