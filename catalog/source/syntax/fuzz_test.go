package syntax_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// seed adds the inputs of all kept cases to a fuzz test.
func seed(f *testing.F, ending string) {
	f.Helper()
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if filepath.Ext(file.Name) == ending && !strings.HasPrefix(file.Name, "want/") {
				f.Add([]byte(visible(string(file.Data))))
			}
		}
	}
}

// inside fails unless the position is one of the text: a line that is there, and a column on it or just behind it.
func inside(t *testing.T, lines []string, p catalog.Pos) {
	t.Helper()
	if p.File != "f" || p.Line < 1 || p.Line > len(lines) || p.Column < 1 {
		t.Fatalf("%v is not in a text of %d lines", p, len(lines))
	}
	if width := utf8.RuneCountInString(lines[p.Line-1]); p.Column > width+1 {
		t.Fatalf("%v is behind the end of its line, which has %d columns: %q", p, width, lines[p.Line-1])
	}
}

func splitLines(data []byte) []string {
	text := strings.TrimPrefix(string(data), "\ufeff")
	return strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
}

func checkTree(t *testing.T, data []byte, root *catalog.Node, diags []catalog.Diagnostic) {
	t.Helper()
	lines := splitLines(data)
	for _, d := range diags {
		inside(t, lines, d.Pos)
		for _, n := range d.Notes {
			inside(t, lines, n.Pos)
		}
	}
	if size := expanded(root); size > 200_000+60*len(data) {
		t.Fatalf("expands to %d values", size)
	}
	checkNode(t, lines, root, map[*catalog.Node]bool{}, 1)
}

func checkNode(t *testing.T, lines []string, n *catalog.Node, seen map[*catalog.Node]bool, depth int) {
	t.Helper()
	if n == nil || seen[n] {
		return
	}
	seen[n] = true
	if depth > syntax.MaxDepth+1 {
		t.Fatalf("%v is nested %d deep", n.Pos, depth)
	}
	inside(t, lines, n.Pos)
	keys := map[string]bool{}
	for _, m := range n.Members {
		if keys[m.Key] {
			t.Fatalf("the key %q stands twice", m.Key)
		}
		keys[m.Key] = true
		inside(t, lines, m.Pos)
		checkNode(t, lines, m.Value, seen, depth+1)
	}
	for _, item := range n.Items {
		checkNode(t, lines, item, seen, depth+1)
	}
}

func FuzzParseYAML(f *testing.F) {
	seed(f, ".yaml")
	f.Fuzz(func(t *testing.T, data []byte) {
		root, diags := syntax.ParseYAML("f", data)
		checkTree(t, data, root, diags)
	})
}

func FuzzParseJSON(f *testing.F) {
	seed(f, ".json")
	f.Fuzz(func(t *testing.T, data []byte) {
		root, diags := syntax.ParseJSON("f", data)
		checkTree(t, data, root, diags)
		checkLikeStandard(t, data, root, diags)
	})
}

func FuzzMarkdown(f *testing.F) {
	seed(f, ".md")
	f.Fuzz(func(t *testing.T, data []byte) {
		front, body, diags := syntax.Markdown("f", data)
		checkTree(t, data, front, diags)
		if body.Markdown != "" {
			inside(t, splitLines(data), body.Pos)
			if !strings.HasSuffix(string(data), body.Markdown) {
				t.Fatal("the body is not the end of the file")
			}
		}
	})
}
