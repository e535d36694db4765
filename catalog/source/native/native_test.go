package native_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/native"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
	"github.com/eventatlas/eventatlas/internal/golden"
)

// fileOf makes a file as loading does.
func fileOf(name string, data []byte) (*catalog.File, []catalog.Diagnostic) {
	f := &catalog.File{Path: name, Data: data}
	switch filepath.Ext(name) {
	case ".yaml", ".json":
		root, diags := syntax.Parse(name, data)
		f.Root = root
		return f, diags
	}
	return f, nil
}

func TestDecode(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		for _, in := range c.Files {
			file, diags := fileOf(in.Name, visible(in.Data))
			var b strings.Builder
			if filepath.Base(in.Name) == "eventatlas.yaml" {
				cfg, more := native.Config(file)
				b.WriteString(dump(cfg))
				writeDiags(&b, append(diags, more...))
				c.Got(in.Name, b.String())
				continue
			}
			if file.Root != nil && !native.Detect(file.Root) {
				b.WriteString("(not a native file)\n")
			}
			fragment := native.Decode(file)
			for _, r := range fragment.Resources {
				b.WriteString(dump(r))
			}
			for _, i := range fragment.Imports {
				b.WriteString("import " + i.Path + " at " + i.Pos.String() + "\n")
			}
			writeDiags(&b, append(diags, fragment.Diagnostics...))
			c.Got(in.Name, b.String())
		}
	})
}

// visible puts the characters into a fixture that would not be seen in it.
func visible(data []byte) []byte {
	return []byte(strings.NewReplacer("⟪RLO⟫", "\u202e", "⟪ZWSP⟫", "\u200b").Replace(string(data)))
}

func writeDiags(b *strings.Builder, diags []catalog.Diagnostic) {
	for _, d := range catalog.SortDiagnostics(diags) {
		b.WriteString(d.Pos.String() + ": " + d.Severity.String() + " " + string(d.Code) + ": " + d.Message)
		if d.Pointer != "" {
			b.WriteString(" (" + d.Pointer + ")")
		}
		b.WriteString("\n")
		if d.Suggestion != "" {
			b.WriteString("  " + d.Suggestion + "\n")
		}
		for _, n := range d.Notes {
			b.WriteString("  " + n.Pos.String() + ": " + n.Text + "\n")
		}
	}
}

const shop = "../../../testdata/shop"

// shopFiles calls f for every native file of the example catalog.
func shopFiles(t testing.TB, f func(file *catalog.File)) {
	t.Helper()
	root := os.DirFS(shop)
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, diags := fileOf(name, data)
		for _, d := range diags {
			t.Errorf("%s: %s", d.Pos, d.Message)
		}
		if filepath.Ext(name) == ".md" || native.Detect(file.Root) {
			f(file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestShop(t *testing.T) {
	resources := 0
	shopFiles(t, func(file *catalog.File) {
		fragment := native.Decode(file)
		resources += len(fragment.Resources)
		var b strings.Builder
		writeDiags(&b, fragment.Diagnostics)
		if b.Len() > 0 {
			t.Error(b.String())
		}
		for _, i := range fragment.Imports {
			if _, err := os.Stat(filepath.Join(shop, i.Path)); err != nil {
				t.Errorf("%s: %v", i.Pos, err)
			}
		}
	})
	if resources < 50 {
		t.Errorf("only %d resources were read", resources)
	}
}

// TestLargeFiles holds that what a stranger writes costs no more than its size: a file of nothing but mistakes drowns neither the
// reader nor the memory, and long lists and lines are read in linear time.
func TestLargeFiles(t *testing.T) {
	many := func(format string) string {
		var b strings.Builder
		for i := range 50_000 {
			b.WriteString(strings.ReplaceAll(format, "#", strconv.Itoa(i)))
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		text     string
		problems int
	}{
		"unknown keys": {"services:\n  a:\n" + many("    k#: 1\n"), 1001},
		"lost steps":   {"flows:\n  a:\n    steps:\n" + many("      - { id: s#, actor: A, then: [t#] }\n"), 1001},
		"reads":        {"services:\n  a:\n    consumes:\n      - message: b\n        reads: [" + many("f#, ") + "g]\n", 0},
		"one line":     {"services: {" + many("a#: {description: x}, ") + "b: {name: B}}", 0},
		"one resource": {"events:\n  a:\n    version: 2.0.0\n    versions: {" + many("1.0.#: {}, ") + "}\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			file, diags := fileOf("a.yaml", []byte(c.text))
			start := time.Now()
			fragment := native.Decode(file)
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if n := len(diags) + len(fragment.Diagnostics); n != c.problems || len(fragment.Resources) == 0 {
				t.Errorf("%d problems of %d resources", n, len(fragment.Resources))
			}
		})
	}
}
