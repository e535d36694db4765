package native_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
				b.WriteString(dump(t, cfg))
				writeDiags(&b, append(diags, more...))
				c.Got(in.Name, b.String())
				continue
			}
			if file.Root != nil && !native.Detect(file.Root) {
				b.WriteString("(not a native file)\n")
			}
			fragment := native.Decode(file)
			for _, r := range fragment.Resources {
				b.WriteString(dump(t, r))
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

// dump writes what is set in a value, as indented JSON with positions as line:column.
func dump(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	out, err := json.MarshalIndent(shorten(tree), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out) + "\n"
}

// shorten drops what is zero and writes positions and values short.
func shorten(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if line, ok := v["Line"]; ok && len(v) == 3 {
			if line == 0.0 {
				return nil
			}
			data, _ := json.Marshal([]any{line, v["Column"]})
			return strings.NewReplacer("[", "", "]", "", ",", ":").Replace(string(data))
		}
		if _, ok := v["Members"]; ok {
			return valueOf(v)
		}
		for k, child := range v {
			if s := shorten(child); isZero(s) {
				delete(v, k)
			} else {
				v[k] = s
			}
		}
		return v
	case []any:
		for i := range v {
			v[i] = shorten(v[i])
		}
	}
	return v
}

// valueOf writes a node as the value that it stands for; scalars keep their text.
func valueOf(n map[string]any) any {
	switch catalog.NodeKind(n["Kind"].(float64)) {
	case catalog.MapNode:
		m := map[string]any{}
		members, _ := n["Members"].([]any)
		for _, member := range members {
			member := member.(map[string]any)
			m[member["Key"].(string)] = valueOf(member["Value"].(map[string]any))
		}
		return m
	case catalog.ListNode:
		list := []any{}
		items, _ := n["Items"].([]any)
		for _, item := range items {
			list = append(list, valueOf(item.(map[string]any)))
		}
		return list
	case catalog.NullNode:
		return nil
	default:
		return n["Text"]
	}
}

func isZero(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case float64:
		return v == 0
	case bool:
		return !v
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
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
