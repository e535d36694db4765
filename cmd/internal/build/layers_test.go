package build

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/eventatlas/eventatlas"

// layers is the map of ARCHITECTURE.md: what each package may import of this module. A package that is not in it may not exist.
var layers = map[string][]string{
	"catalog":                   {},
	"catalog/schema":            {"catalog"},
	"catalog/graph":             {"catalog"},
	"catalog/compat":            {"catalog/schema"},
	"catalog/fields":            {"catalog", "catalog/schema"},
	"catalog/changes":           {"catalog", "catalog/compat", "catalog/schema"},
	"catalog/lint":              {"catalog", "catalog/schema", "catalog/graph"},
	"catalog/source/syntax":     {"catalog"},
	"catalog/source/native":     {"catalog", "catalog/source/syntax"},
	"catalog/source/asyncapi":   {"catalog", "catalog/schema", "catalog/source/syntax"},
	"catalog/load":              {"catalog", "catalog/schema", "catalog/source/syntax", "catalog/source/native", "catalog/source/asyncapi"},
	"render/diagram":            {},
	"render/markdown":           {},
	"render/mermaid":            {"render/diagram"},
	"render/output":             {},
	"render/search":             {"render/output"},
	"render/explore":            {"render/output"},
	"render/site":               {"catalog", "catalog/fields", "catalog/graph", "render/output"},
	"render/feed":               {},
	"render/page":               {"catalog/changes", "render/feed", "catalog", "catalog/compat", "catalog/fields", "catalog/graph", "catalog/schema", "render/site", "render/diagram", "render/explore", "render/markdown", "render/mermaid", "render/search"},
	"render":                    {"catalog/changes", "render/feed", "catalog", "catalog/graph", "catalog/schema", "render/site", "render/page", "render/output", "render/diagram", "render/explore", "render/markdown", "render/search", "render/twin", "themes"},
	"render/export":             {"catalog", "catalog/graph", "catalog/schema"},
	"render/twin":               {"catalog", "catalog/fields", "catalog/graph", "render/diagram", "render/export", "render/markdown", "render/output", "render/page", "render/site"},
	"themes":                    {},
	"themes/internal/bundle":    {"render/diagram", "render/markdown"},
	"cmd/internal/build":        {"catalog/changes", "cmd/internal/history", "catalog", "catalog/graph", "catalog/lint", "catalog/load", "render", "render/output", "render/page", "render/site", "themes"},
	"cmd/internal/history":      {"catalog", "catalog/changes", "catalog/load"},
	"cmd/internal/report":       {"catalog", "render/export"},
	"cmd/internal/watch":        {},
	"cmd/internal/devserver":    {"render/output"},
	"cmd/eventatlas":            {"catalog", "catalog/source/native", "cmd/internal/build", "cmd/internal/devserver", "cmd/internal/report", "cmd/internal/watch", "render/export", "render/output", "render/site", "themes"},
	"internal/contrast":         {},
	"internal/tools/lighthouse": {},
	"internal/golden":           {},
	"internal/chromium":         {},
}

// TestLayers holds the map. It reads the import clauses itself, because the result of a test that asks `go list` may come from the
// cache while the clauses have changed.
func TestLayers(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "site"):
			if _, err := os.Stat(filepath.Join(name, "site.go")); err == nil {
				return nil
			}
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		checkImports(t, name, path.Dir(filepath.ToSlash(rel)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImports(t *testing.T, file, pkg string) {
	t.Helper()
	allowed, ok := layers[pkg]
	if !ok {
		t.Errorf("the package %s is not on the map", pkg)
		return
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		own, ok := strings.CutPrefix(imported, module+"/")
		if ok && !slices.Contains(allowed, own) {
			t.Errorf("%s: %s may not import %s", file, pkg, own)
		}
	}
}
