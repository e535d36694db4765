package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// Moved is the page at an address that a resource had under an earlier id: it leads to where the resource is now, at once and by a link. It is not one
// of the theme's, because templates may not write an address into a refresh; the address is one that the plan made, of characters that need no escaping.
func (b *Builder) Moved(r site.Redirect) []byte {
	c := b.at(site.Page{Path: r.Path, Resource: catalog.NoID})
	l := c.link(r.To)
	l.Version = ""
	title := c.words.F("%s has moved", l.Text)
	w := &writer{}
	w.documentHead(c, title)
	w.raw("<meta http-equiv=\"refresh\"")
	w.attr("content", "0; url="+l.Href)
	w.raw(">\n<link rel=\"canonical\"")
	w.attr("href", firstOf(canonical(c.cat.Config.BaseURL, c.plan.Path(r.To)), l.Href))
	w.raw(">\n</head>\n<body class=\"k-moved\">\n<main id=\"main\">\n")
	w.el("h1", "", title)
	w.raw("\n<p>")
	w.text(c.t("It was known as"))
	w.raw(" ")
	w.el("code", "", visible(r.From.ID))
	w.raw(". ")
	w.link(l)
	w.raw("</p>\n</main>\n</body>\n</html>\n")
	return w.b
}
