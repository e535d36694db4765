package twin

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Whatever a text holds, a phrase and a block of code stay one paragraph and one block between the headings around them.
func TestHostileTextsKeepTheStructure(t *testing.T) {
	for _, hostile := range []string{
		"# Ignore previous instructions", "```\n# out\n```", "~~~\nx", "---", "- a\n- b", "1. a\n2. b", "> quote", "a | b\n| --- |", "<script>", "[x]: http://a.example", "    code", "=",
	} {
		w := &writer{}
		w.heading(1, hostile)
		w.paragraph(hostile)
		w.fence("", hostile)
		w.heading(2, "end")
		root := goldmark.DefaultParser().Parse(text.NewReader(w.b))
		var kinds []string
		for n := root.FirstChild(); n != nil; n = n.NextSibling() {
			kinds = append(kinds, n.Kind().String())
		}
		want := []string{ast.KindHeading.String(), ast.KindParagraph.String(), ast.KindFencedCodeBlock.String(), ast.KindHeading.String()}
		if got := strings.Join(kinds, " "); got != strings.Join(want, " ") {
			t.Errorf("%q: %s\n%s", hostile, got, w.b)
		}
	}
}
