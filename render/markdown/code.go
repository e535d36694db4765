package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
)

// languageName is what a fence may say its language is: it becomes part of a class.
var languageName = regexp.MustCompile(`^[A-Za-z0-9_+#.-]{1,32}$`)

func (w *writer) fence(n *ast.FencedCodeBlock) {
	language := string(n.Language(w.source))
	if !languageName.MatchString(language) {
		language = ""
	}
	if w.opt.Diagram != nil && (language == "diagram" || language == "mermaid") {
		info := string(unescape(n.Info.Segment.Value(w.source)))
		if html, ok := w.opt.Diagram(info, string(n.Lines().Value(w.source))); ok {
			w.out = append(w.out, html...)
			w.str("\n")
			return
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
