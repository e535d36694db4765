package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
)

// languageName is what a fence may say its language is: it becomes part of a class.
var languageName = regexp.MustCompile(`^[A-Za-z0-9_+#.-]{1,32}$`)

// suggestions say what a block that is drawn may hold.
var suggestions = map[string]string{
	"diagram": "Begin the block with the reference of a resource that has a drawing, such as `event:order-placed`.",
	"mermaid": "Keep to the common part of flowcharts and sequence diagrams, and quote texts with brackets.",
}

func (w *writer) fence(n *ast.FencedCodeBlock) {
	language := string(n.Language(w.source))
	if !languageName.MatchString(language) {
		language = ""
	}
	if w.opt.Diagram != nil && (language == "diagram" || language == "mermaid") {
		info := string(unescape(n.Info.Segment.Value(w.source)))
		html, line, reason := w.opt.Diagram(info, string(n.Lines().Value(w.source)))
		if html != nil {
			w.out = append(w.out, html...)
			w.str("\n")
			return
		}
		if reason != "" {
			at := n.Info.Segment.Start
			if line > 0 && line <= n.Lines().Len() {
				at = n.Lines().At(line - 1).Start
			}
			w.problems.at(at, Problem{
				Code: CodeDiagram, Message: "The drawing is shown as code: " + reason, Warning: true,
				Suggestion: suggestions[language],
			})
		}
	}
	w.codeBlock(language, n)
}

// codeBlock writes lines of code. The box scrolls by itself, so it takes the focus.
func (w *writer) codeBlock(language string, n ast.Node) {
	w.str(`<pre tabindex="0"><code`)
	if language != "" {
		w.str(` class="language-` + language + `"`)
	}
	w.str(">")
	w.out = AppendHighlighted(w.out, language, n.Lines().Value(w.source))
	w.str("</code></pre>\n")
}
