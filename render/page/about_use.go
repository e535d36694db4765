package page

import (
	"net/url"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// The files at the root of a site that programs read; the package twin writes them.
const (
	catalogFile = "catalog.json"
	graphFile   = "graph.json"
	llmsFile    = "llms.txt"
	fullFile    = "llms-full.txt"
	siteMapFile = "sitemap.xml"
)

// searchTable says how to ask, with examples of this catalog that lead to their results.
func (c *context) searchTable() Table {
	ask := func(query, meaning string) [2]Cell {
		w := &writer{}
		w.raw(`<a dir="ltr"`)
		w.attr("href", c.to(site.FixedPath(site.Search))+"#q="+url.QueryEscape(query))
		w.raw("><code>")
		w.text(query)
		w.raw("</code></a>")
		return [2]Cell{{HTML: w.html()}, {Text: meaning}}
	}
	rows := [][2]Cell{
		ask("order", c.t("Names, ids, fields, owners and texts that hold the word; the last word may be the beginning of one, and a typing mistake is forgiven.")),
		ask("kind:event", c.t("All events. So with every other kind.")),
		ask("is:deprecated", c.t("What is on its way out. So with draft, undescribed, external, public, protected and private.")),
		ask("field:id", c.t("Messages and entities with a field of that name.")),
	}
	if owner := c.exampleOf(catalog.TeamKind); owner != "" {
		rows = append(rows, ask("owner:"+owner, c.t("What a team or a person answers for.")))
	}
	if domain := c.exampleOf(catalog.DomainKind); domain != "" {
		rows = append(rows, ask("domain:"+domain, c.t("What is in a domain, and in those inside of it.")))
	}
	rows = append(rows, ask("tag:pii", c.t("What has the tag, or a field of that class.")),
		ask("kind:event is:deprecated", c.t("Filters and words together: what fulfils all of them.")))
	return pairsTable("search", c.t("How to search"), "", []string{c.t("Type"), c.t("Finds")}, rows)
}

// exampleOf is the id of the first resource of a kind that is one word of a query, or "".
func (c *context) exampleOf(kind catalog.Kind) string {
	for _, id := range c.plan.List(kind) {
		if text := c.cat.Base(id).ID; plainWord(text) {
			return text
		}
	}
	return ""
}

// plainWord reports whether a text is of letters, digits and dashes alone.
func plainWord(s string) bool {
	return s != "" && len(s) < nameLength && !slices.ContainsFunc([]rune(s), func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	})
}

// keysTable lists the keys that scripts listen to.
func (c *context) keysTable() Table {
	t := Table{ID: "keys", Title: c.t("Keys"), Lead: c.t("With JavaScript. Everything can be reached with the tabulator key and without any of these."), Cols: []string{c.t("Key"), c.t("Does")}}
	key := func(does string, keys ...string) Row { return Row{Cells: []Cell{{Codes: keys}, {Text: does}}} }
	t.Groups = []Group{
		{Title: Link{Text: c.t("On every page")}, Rows: []Row{
			key(c.t("Search"), "/", "Ctrl K", "⌘ K"),
			key(c.t("Go through what is found"), "↑", "↓"),
			key(c.t("Open what is chosen"), "Enter"),
			key(c.t("Close the search, the menu or the list of versions"), "Esc"),
		}},
		{Title: Link{Text: c.t("In a drawing that has the focus")}, Rows: []Row{
			key(c.t("To what is connected on the left or on the right"), "←", "→"),
			key(c.t("Up and down in the column"), "↑", "↓"),
			key(c.t("Larger, smaller, all of it or its own size"), "+", "-", "0"),
			key(c.t("Find in the drawing"), "/"),
			key(c.t("Show the way between two"), "p"),
			key(c.t("Full screen"), "f"),
			key(c.t("Leave what was begun"), "Esc"),
		}},
	}
	return t
}

// programsTable lists the files that are made for programs.
func (c *context) programsTable() Table {
	file := func(path, holds string) [2]Cell {
		return [2]Cell{{HTML: codeLink(c.to(path), path)}, {Text: holds}}
	}
	beside := func(name, holds string) [2]Cell { return [2]Cell{{Codes: []string{name}}, {Text: holds}} }
	rows := [][2]Cell{
		beside("index.md", c.t("Beside every page: the same facts as Markdown.")),
		beside("index.json", c.t("Beside every page: the same facts as JSON.")),
		file(catalogFile, c.t("Every resource in brief, with the path of its page.")),
		file(graphFile, c.t("Every connection between resources.")),
		file(llmsFile, c.t("Where a language model begins: what the catalog is, its domains and its lists.")),
		file(fullFile, c.t("The pages themselves, one after the other: what is in no domain, and a file of the same name beside the page of each domain. Each has at most 512 kB, and says where it goes on.")),
	}
	if c.HasFeed() {
		rows = append(rows, file(FeedPath, c.t("What has changed, for a reader of news.")))
	}
	if c.cat.Config.BaseURL != "" {
		rows = append(rows, file(siteMapFile, c.t("Every address, for search engines.")))
	}
	return pairsTable("programs", c.t("For programs"), "", []string{c.t("File"), c.t("Holds")}, rows)
}
