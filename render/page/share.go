package page

import (
	"html/template"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
	"github.com/eventatlas/eventatlas/render/site"
)

// Shared is a file beside the page of a resource that is made to be shown on pages elsewhere.
type Shared struct {
	Path string
	Data func() []byte
}

// Shared lists the badges and embedded drawings that the configuration asks for, of the highest version of each resource.
func (b *Builder) Shared() []Shared {
	var list []Shared
	share := b.cat.Config.Share
	if !share.Badges && !share.Embeds {
		return nil
	}
	for i, r := range b.cat.Resources {
		id, base := catalog.ID(i), r.Common()
		if !base.Latest || base.Stub {
			continue
		}
		folder := folderOf(b.plan.Path(id))
		if share.Badges {
			list = append(list, Shared{folder + badgeName, func() []byte { return b.badge(id) }})
		}
		if share.Embeds && hasDrawing(base.Kind) {
			list = append(list, Shared{folder + embedName, func() []byte { return b.embedded(id) }})
		}
	}
	return list
}

// The names of shared files in the folder of a resource's page.
const (
	badgeName = "badge.svg"
	embedName = "embed/index.html"
)

func folderOf(path string) string { return strings.TrimSuffix(path, "index.html") }

// hasDrawing reports whether pages of a kind have a drawing.
func hasDrawing(kind catalog.Kind) bool {
	switch kind {
	case catalog.DomainKind, catalog.ServiceKind, catalog.ChannelKind, catalog.StoreKind, catalog.EntityKind, catalog.FlowKind:
		return true
	default:
		return kind.IsMessage()
	}
}

// badge says of a resource what it is, its version, its state, and how many services receive it.
func (b *Builder) badge(id catalog.ID) []byte {
	base := b.cat.Base(id)
	parts := []diagram.BadgePart{{Text: b.t(kindWord(base.Kind))}}
	if base.Version != "" {
		parts = append(parts, diagram.BadgePart{Text: visible(base.Version), Tone: "info"})
	}
	switch {
	case base.Deprecated != nil:
		parts = append(parts, diagram.BadgePart{Text: b.t("deprecated"), Tone: "warn"})
	case base.Draft:
		parts = append(parts, diagram.BadgePart{Text: b.t("draft"), Tone: "warn"})
	}
	if base.Kind.IsMessage() {
		n := len(b.sources(b.g.To(id, catalog.Consumes)))
		parts = append(parts, diagram.BadgePart{Text: b.n("%d consumer|%d consumers", n), Tone: "good"})
	}
	words := []string{visible(base.Title())}
	for _, p := range parts {
		words = append(words, p.Text)
	}
	return diagram.Badge(strings.Join(words, ", "), parts)
}

// embedded is the drawing of a resource alone, for a frame in a page elsewhere. Its links lead out of the frame.
func (b *Builder) embedded(id catalog.ID) []byte {
	path := folderOf(b.plan.Path(id)) + embedName
	c := b.at(site.Page{Path: path, Kind: "embed", Resource: id})
	c.base = c.href(id)
	figure := c.figureOf(id)
	title := visible(b.cat.Base(id).Title())
	figure.ID, figure.Title = "drawing", title
	w := &writer{}
	w.documentHead(c, title)
	w.raw("<base target=\"_top\">\n</head>\n<body class=\"k-embed\">\n<main id=\"main\">\n<h1>")
	l := c.link(id)
	l.Version = ""
	w.link(l)
	w.raw("</h1>\n")
	if figure.Shown() {
		w.raw(string(writeFigure(figure, c.words)))
	} else {
		w.el("p", "none", c.t("Nothing is connected with it."))
	}
	w.raw("\n</main>\n</body>\n</html>\n")
	return w.b
}

// documentHead begins a page that is none of the theme's, up to what is its own in its head.
func (w *writer) documentHead(c *context, title string) {
	w.raw("<!doctype html>\n<html")
	w.attr("lang", localeOf(c.cat.Config.Locale))
	w.attr("dir", direction(c.cat.Config.Locale))
	w.raw(">\n<head>\n<meta charset=\"utf-8\">\n",
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'">`, "\n",
		`<meta name="viewport" content="width=device-width, initial-scale=1">`, "\n<title>")
	w.text(title + " · " + c.siteTitle())
	// Without a link to it, browsers ask for the icon of the host, which is none of the site's.
	w.raw("</title>\n<meta name=\"robots\" content=\"noindex\">\n<link rel=\"icon\" type=\"image/svg+xml\"")
	w.attr("href", c.to("assets/icon.svg"))
	w.raw(">\n<link rel=\"stylesheet\"")
	w.attr("href", c.to(c.assets.Style))
	w.raw(">\n")
}

// shareCodes are what to copy to show a badge or a drawing elsewhere.
func (c *context) shareCodes(id catalog.ID) []Code {
	share, base := c.cat.Config.Share, c.cat.Base(id)
	if !base.Latest || base.Stub {
		return nil
	}
	page := canonical(c.cat.Config.BaseURL, c.plan.Path(id))
	if page == "" {
		page = folderOf(c.plan.Path(id))
	}
	name := visible(base.Title())
	var list []Code
	if share.Badges {
		label := strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "\n", " ").Replace(name)
		list = append(list, Code{Title: c.t("Badge"), Lang: "Markdown", HTML: codeText("[![" + label + "](" + page + badgeName + ")](" + page + ")")})
	}
	if share.Embeds && hasDrawing(base.Kind) {
		w := &writer{}
		w.raw("<iframe")
		w.attr("src", page+embedName)
		w.attr("title", name)
		w.raw(` width="100%" height="480" loading="lazy"></iframe>`)
		list = append(list, Code{Title: c.t("Drawing"), Lang: "HTML", HTML: codeText(string(w.b))})
	}
	return list
}

// codeText is a text as code without colours.
func codeText(s string) template.HTML {
	w := &writer{}
	w.text(s)
	return w.html()
}
