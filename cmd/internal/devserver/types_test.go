package devserver

import (
	"net/http"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/render/output"
)

// TestTypes asks for one file of each kind that a site has, and one of none: the type is the server's word, because browsers are told not to guess.
func TestTypes(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"index.html": "text/html; charset=utf-8", "index.md": "text/markdown; charset=utf-8", "index.json": "application/json",
		"llms.txt": "text/plain; charset=utf-8", "robots.txt": "text/plain; charset=utf-8", "sitemap.xml": "application/xml",
		"feed.atom": "application/atom+xml", "data.csv": "text/csv; charset=utf-8", "search/index.jsonl": "application/jsonl",
		"badge.svg": "image/svg+xml", "LOGO.SVG": "image/svg+xml", "a.png": "image/png", "assets/site.css": "text/css; charset=utf-8",
		"assets/site.js": "text/javascript; charset=utf-8", "files/order.avsc": "application/json", "files/order.proto": "text/plain; charset=utf-8",
		"files/orders.yaml": "text/plain; charset=utf-8", "files/none": "text/plain; charset=utf-8",
	}
	var files []output.File
	for name := range want {
		files = append(files, output.File{Path: name, Data: func() ([]byte, error) { return []byte("<html><head></head>"), nil }})
	}
	tree, err := output.New(files)
	if err != nil {
		t.Fatal(err)
	}
	s, port := serving(t, Options{})
	s.Publish(Site{Tree: tree})
	for name, mime := range want {
		status, answer := ask(t, port, get("/"+name, port))
		if status != http.StatusOK || !strings.Contains(answer, "Content-Type: "+mime+"\r\n") || !strings.Contains(answer, "X-Content-Type-Options: nosniff\r\n") {
			t.Errorf("%s: %d, want the type %s in\n%.600s", name, status, mime, answer)
		}
		drawing := strings.EqualFold(name[len(name)-4:], ".svg")
		if got := strings.Contains(answer, "Content-Security-Policy: "+drawingPolicy+"\r\n"); got != drawing {
			t.Errorf("%s: the policy of a drawing: %v", name, got)
		}
		if got := strings.Contains(answer, "live.js"); got != strings.HasSuffix(name, ".html") {
			t.Errorf("%s: the script of the server: %v", name, got)
		}
	}
}
