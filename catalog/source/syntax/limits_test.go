package syntax_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// hostile is a document that costs a careless reader much more than its size.
type hostile struct {
	name, file, text string
	// code is what must be reported; "" is a document that is only large.
	code catalog.Code
}

func hostiles() []hostile {
	rep := strings.Repeat
	lines := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return []hostile{
		{"brackets", "a.yaml", rep("[", 1<<20), catalog.SyntaxDepth},
		{"brackets in JSON", "a.json", rep("[", 1<<20), catalog.SyntaxDepth},
		{"braces", "a.yaml", rep("{", 1<<20), catalog.SyntaxDepth},
		{"objects in JSON", "a.json", rep(`{"a":`, 1<<18), catalog.SyntaxDepth},
		{"brackets on lines", "a.yaml", "a: " + rep("[\n", 1<<19), catalog.SyntaxDepth},
		{"dashes", "a.yaml", rep("- ", 512<<10), catalog.SyntaxDepth},
		{"question marks", "a.yaml", rep("? ", 20000), catalog.SyntaxDepth},
		{"mappings in braces", "a.yaml", rep("a: {", 8000), catalog.SyntaxDepth},
		{"indentation", "a.yaml", staircase(2000), catalog.SyntaxDepth},
		{"closed brackets", "a.yaml", "a: " + rep("[", 200) + rep("]", 200), catalog.SyntaxDepth},
		{"laughing lists", "a.yaml", laughs(9, "a%d: &a%d [%s]\n", "*a%d"), catalog.SyntaxAlias},
		{"laughing mappings", "a.yaml", laughs(9, "a%d: &a%d {%s}\n", "k%[2]d: *a%[1]d"), catalog.SyntaxAlias},
		{"merge lists", "a.yaml", "a: &a {b: 1}\nc:\n  <<: [" + rep("*a, ", 2000) + "]\n", catalog.SyntaxAlias},
		{"aliases", "a.yaml", "a: &a 1\nb: [" + rep("*a, ", 1001) + "]\n", catalog.SyntaxAlias},
		{"merges of wide mappings", "a.yaml", "a: &a\n" + lines(20000, "  k%d: 1\n") + lines(900, "m%d: {<<: *a}\n"), catalog.SyntaxAlias},
		{"keys", "a.yaml", lines(100000, "k%d: 1\n"), ""},
		{"keys in JSON", "a.json", "{" + lines(100000, `"k%d": 1,`) + `"k": 1}`, ""},
		{"anchors", "a.yaml", lines(50000, "k%[1]d: &a%[1]d 1\n"), ""},
		{"one scalar", "a.yaml", "a: " + rep("x", 4<<20), catalog.SyntaxLimit},
		{"one key", "a.yaml", rep("k", 2<<20) + ": 1", catalog.SyntaxYAML},
		{"one line of JSON", "a.json", "[" + rep(`{"a": "é"},`, 1<<18) + "1]", ""},
		{"values", "a.json", "[" + rep("1,", syntax.MaxValues) + "1]", catalog.SyntaxLimit},
		{"comments", "a.yaml", rep("# x\n", 1<<20), ""},
		{"duplicates", "a.yaml", rep("a: 1\n", 20000), catalog.SyntaxDuplicate},
	}
}

// staircase returns a document whose every line is nested one deeper than the line before.
func staircase(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// laughs returns levels of which each holds the one before nine times.
func laughs(levels int, row, item string) string {
	b := strings.Builder{}
	b.WriteString("a0: &a0 [x]\n")
	for i := 1; i <= levels; i++ {
		items := make([]string, 9)
		for k := range items {
			items[k] = strings.Split(fmt.Sprintf(item, i-1, k), "%!")[0]
		}
		fmt.Fprintf(&b, row, i, i, strings.Join(items, ", "))
	}
	return b.String()
}

// slowest is far above what any of them needs, and far below what a quadratic reader would.
const slowest = 10 * time.Second

func TestLimits(t *testing.T) {
	for _, h := range hostiles() {
		t.Run(h.name, func(t *testing.T) {
			start := time.Now()
			root, diags := syntax.Parse(h.file, []byte(h.text))
			took := time.Since(start)
			t.Logf("%d bytes in %v", len(h.text), took)
			if took > slowest {
				t.Errorf("took %v", took)
			}
			switch {
			case h.code == "" && len(diags) > 0:
				t.Errorf("reported %v", diags[0])
			case h.code != "" && !slices.ContainsFunc(diags, func(d catalog.Diagnostic) bool { return d.Code == h.code }):
				t.Errorf("did not report %s but %v", h.code, diags[:min(len(diags), 3)])
			}
			if size := expanded(root); size > 60*max(len(h.text), 20000) {
				t.Errorf("expands to %d values", size)
			}
		})
	}
}

// expanded counts the values as a walker meets them, aliases and all.
func expanded(n *catalog.Node) int {
	if n == nil {
		return 0
	}
	total := 1
	for _, item := range n.Items {
		total += expanded(item)
	}
	for _, m := range n.Members {
		total += expanded(m.Value)
	}
	return total
}

func TestDepthLimit(t *testing.T) {
	for depth, fits := range map[int]bool{99: true, 100: true, 101: false, 10000: false} {
		for _, pair := range []string{"[]", "{}"} {
			open, end := pair[:1], pair[1:]
			if open == "{" {
				open = `{"a": `
			}
			text := strings.Repeat(open, depth) + "1" + strings.Repeat(end, depth)
			for _, file := range []string{"a.json", "a.yaml"} {
				_, diags := syntax.Parse(file, []byte(text))
				if got := len(diags) == 0; got != fits {
					t.Errorf("%s: %d of %s: %v", file, depth, pair, diags)
				}
			}
		}
	}
}

// TestDepthKeepsTheRest holds that only what is too deep is lost.
func TestDepthKeepsTheRest(t *testing.T) {
	deep := strings.Repeat("[", 150) + strings.Repeat("]", 150)
	for file, text := range map[string]string{"a.json": `{"a": ` + deep + `, "b": 1}`, "a.yaml": "a: " + deep + "\nb: 1\n"} {
		root, diags := syntax.Parse(file, []byte(text))
		if len(diags) != 1 || diags[0].Code != catalog.SyntaxDepth || root.StrAt("b") != "1" {
			t.Errorf("%s: %v, b is %q", file, diags, root.StrAt("b"))
		}
	}
}
