package render

import (
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
)

// A fenced block with a reference is the drawing of that resource, with links from the page that it stands on.
func TestDiagramsInTexts(t *testing.T) {
	service := &catalog.Service{
		Base: catalog.Base{Kind: catalog.ServiceKind, ID: "a", Description: catalog.Text{
			Markdown: "Look:\n\n```diagram event:placed\n```\n\n```diagram\nservice:a\n```\n\n```diagram\nevent:nope\n```\n",
		}},
		Produces: []catalog.Use{{Message: ref("event:placed")}},
	}
	files := build(t, one(service, &catalog.Message{Base: catalog.Base{Kind: catalog.EventKind, ID: "placed"}}))
	ask(t, files)
	page := files["services/a/index.html"]
	if n := strings.Count(page, "<svg"); n != 3 {
		t.Errorf("%d drawings, want the page's own and two of the text", n)
	}
	if !strings.Contains(page, "event:nope") {
		t.Error("a reference to nothing is not shown as code")
	}
}
