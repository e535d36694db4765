// Package twin writes what stands beside the pages of a site for programs: the same facts as Markdown and as JSON, and at the root
// catalog.json, graph.json, llms.txt, llms-full.txt, robots.txt and sitemap.xml.
//
// The Markdown twin of a page is written from the page's view, the struct that its template is given, so it says what the page says and a new
// kind of page has one without further work: the fields of the view are walked in their order, and each type that a view is made of (a
// table, a schema, a drawing) is written by one function of blocks.go. A type that has none is written as a list of its texts.
//
// Everything that a stranger wrote passes one of two doors: phrase, which escapes whatever Markdown would read as markup, or fence, which
// is longer than any run of backquotes inside. So the structure of a twin is the page's, whatever the catalog says. Its words are
// those of the catalog all the same: whoever gives them to a language model has to treat them as data, not as instructions.
package twin

import (
	"strings"

	"github.com/eventatlas/eventatlas/render/site"
)

// The files at the root of a site.
const (
	Catalog = "catalog.json"
	Graph   = "graph.json"
)

// MarkdownPath and JSONPath are the paths of the twins of a page: index.md and index.json beside index.html.
func MarkdownPath(page string) string { return strings.TrimSuffix(page, ".html") + ".md" }

// JSONPath is the path of the JSON twin of a page.
func JSONPath(page string) string { return strings.TrimSuffix(page, ".html") + ".json" }

// Has reports whether a page has twins: all but the one that a server answers for an address that does not exist.
func Has(p site.Page) bool { return p.Kind != site.NotFound }
