package syntax_test

import (
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
	"github.com/eventatlas/eventatlas/internal/golden"
)

func TestParse(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		for _, f := range c.Files {
			data := []byte(visible(string(f.Data)))
			var out strings.Builder
			if strings.HasSuffix(f.Name, ".md") {
				front, body, diags := syntax.Markdown(f.Name, data)
				dump(&out, front, 0)
				writeDiags(&out, diags)
				out.WriteString("body at " + body.Pos.String() + "\n" + body.Markdown)
			} else {
				root, diags := syntax.Parse(f.Name, data)
				dump(&out, root, 0)
				writeDiags(&out, diags)
			}
			c.Got(f.Name, out.String())
		}
	})
}

// visible puts the characters into a fixture that would not be seen in it, or that would make it no text.
func visible(s string) string {
	return strings.NewReplacer("␀", "\x00", "␉", "\t", "␍", "\r", "⌫", "\xff", "␏", "\ufeff", "␤", "\u2028").Replace(s)
}

// dump writes one value to a line: line:column, kind, text.
func dump(b *strings.Builder, n *catalog.Node, depth int) {
	indent := strings.Repeat("  ", depth)
	switch {
	case n == nil:
		b.WriteString(indent + "(no tree)\n")
	case n.Kind == catalog.MapNode:
		for _, m := range n.Members {
			b.WriteString(indent + at(m.Pos) + " " + m.Key + ":\n")
			dump(b, m.Value, depth+1)
		}
		if len(n.Members) == 0 {
			b.WriteString(indent + at(n.Pos) + " {}\n")
		}
	case n.Kind == catalog.ListNode:
		b.WriteString(indent + at(n.Pos) + " list\n")
		for _, item := range n.Items {
			dump(b, item, depth+1)
		}
	default:
		b.WriteString(indent + at(n.Pos) + " " + n.Kind.String() + " " + strings.ReplaceAll(n.Text, "\n", "⏎") + "\n")
	}
}

func at(p catalog.Pos) string { return strings.TrimPrefix(p.String(), p.File+":") }

func writeDiags(b *strings.Builder, diags []catalog.Diagnostic) {
	for _, d := range catalog.SortDiagnostics(diags) {
		b.WriteString(d.Pos.String() + ": " + d.Severity.String() + " " + string(d.Code) + ": " + d.Message + "\n")
		if d.Suggestion != "" {
			b.WriteString("  " + d.Suggestion + "\n")
		}
		for _, n := range d.Notes {
			b.WriteString("  " + n.Pos.String() + ": " + n.Text + "\n")
		}
	}
}
