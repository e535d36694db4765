package page

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/markdown"
	"github.com/eventatlas/eventatlas/render/site"
)

// Frame is what every page has around its own part.
type Frame struct {
	// Lang and Dir are the language of the interface and its direction.
	Lang, Dir string
	// Kind is the name of the page's kind; Icon that of what it shows, such as "event"; KindWord the word for it.
	Kind, Icon, KindWord string
	// Title is the heading, WindowTitle what the browser shows, Summary the one line below the heading as a phrase and Description
	// the same as plain text.
	Title, WindowTitle, Description string
	Summary                         template.HTML
	// Version is that of the resource, Versions the others to switch to.
	Version  string
	Versions []Link
	// SiteTitle is the catalog's; what ends in Href leads from this page to the fixed ones. Root leads up to the root of the site.
	SiteTitle, HomeHref, AZHref, MapHref, ExploreHref, HealthHref, ProblemsHref, AboutHref, Root string
	// ProblemCount is the number of errors and warnings of the whole catalog, ErrorCount of errors alone.
	ProblemCount, ErrorCount int
	// Styles are the stylesheets, Boot and Script the scripts; OnDemand names the files that scripts load when they are wanted.
	Styles                       []string
	Boot, Script, OnDemand, Logo string
	Crumbs                       []Crumb
	Nav                          []NavGroup
	Chips                        []Chip
	Facts                        []Fact
	Contents                     []Section
	Notices                      []Notice
	// About is the description of the resource.
	About Text
	// Findings are the problems of this resource, Declared where it stands in the source, Links what is outside of the catalog.
	Findings Findings
	Declared Declared
	Links    []Link
	// Extensions are the x- keys of the resource.
	Extensions []Fact
	// MarkdownHref leads to the same page as Markdown, "" where there is none.
	MarkdownHref string
	// Canonical is the page's whole address, "" where the site's is not known.
	Canonical string
	// Share is what to copy to show the resource on pages elsewhere.
	Share []Code
	// FeedHref leads to the feed of changes from the pages that show them.
	FeedHref string
}

// Findings are the diagnostics of one resource.
type Findings struct {
	ID, Title string
	Rows      []Finding
	// More leads to the rest, where not all are shown.
	More Link
}

// resourceFindings is how many findings the page of a resource shows.
const resourceFindings = 100

// Finding is one diagnostic.
type Finding struct {
	Severity, Code, Place string
	// Message and Suggestion are phrases.
	Message, Suggestion template.HTML
	Href                string
	Notes               []string
}

// Declared says where a resource comes from.
type Declared struct {
	ID, Title string
	Places    []Place
	// Changed says when it was last changed.
	Changed Changed
}

// Place is a place in the source: file and line, and where it can be edited.
type Place struct {
	Text, Format, Edit string
}

// frame begins a page: everything that does not depend on its kind.
func (c *context) frame() Frame {
	f := Frame{
		Lang: localeOf(c.cat.Config.Locale), Dir: direction(c.cat.Config.Locale), Kind: c.page.Kind,
		SiteTitle: c.siteTitle(), Root: site.Root(c.page.Path),
		HomeHref: c.to(site.FixedPath(site.Home)), MapHref: c.to(site.FixedPath(site.Map)), ExploreHref: c.to(site.FixedPath(site.Explore)),
		HealthHref: c.to(site.FixedPath(site.Health)), ProblemsHref: c.to(site.FixedPath(site.Problems)), AboutHref: c.to(site.FixedPath(site.About)),
		Boot: c.to(c.assets.Boot), Script: c.to(c.assets.Script), OnDemand: c.assets.OnDemand,
		ProblemCount: c.counts.problems, ErrorCount: c.counts.errors,
	}
	f.Styles = []string{c.to(c.assets.Style)}
	if own, ok := c.assets.KindStyles[c.page.Kind]; ok {
		f.Styles = append(f.Styles, c.to(own))
	}
	if own, ok := c.assets.KindScripts[c.page.Kind]; ok {
		f.Script = c.to(own)
	}
	az, _ := c.plan.SectionPath(catalog.NoKind, 1)
	f.AZHref = c.to(az)
	if c.assets.Logo != "" {
		f.Logo = c.to(c.assets.Logo)
	}
	if c.page.Kind != site.NotFound {
		f.MarkdownHref = c.to(strings.TrimSuffix(c.page.Path, ".html") + ".md")
		f.Canonical = canonical(c.cat.Config.BaseURL, c.page.Path)
	}
	f.Crumbs = c.crumbs()
	f.Nav = c.nav()
	return f
}

// titled sets the heading of a page that shows no resource.
func (f *Frame) titled(title string) {
	f.Title = title
	f.WindowTitle = title + " · " + f.SiteTitle
	if title == f.SiteTitle {
		f.WindowTitle = title
	}
	f.Crumbs = append(f.Crumbs, Crumb{Text: title})
}

// section adds an entry to the contents of the page.
func (f *Frame) section(id, title string, count int) {
	f.Contents = append(f.Contents, Section{ID: id, Title: title, Count: count})
}

// list adds the sections of tables that have something to show.
func (f *Frame) list(tables ...Table) {
	for _, t := range tables {
		if t.Shown() {
			f.section(t.ID, t.Title, max(t.Len(), t.Total))
		}
	}
}

// drawing adds the section of a drawing that has something to show.
func (f *Frame) drawing(d Figure) {
	if d.Shown() {
		f.section(d.ID, d.Title, 0)
	}
}

// resourceFrame begins the page of a resource.
func (c *context) resourceFrame() Frame {
	f := c.frame()
	id := c.page.Resource
	base := c.cat.Base(id)
	f.Icon, f.KindWord = c.icon(id), c.t(kindWord(base.Kind))
	f.titled(visible(base.Title()))
	f.Description = visible(base.Summary)
	f.Summary = c.phrase(base.Summary, base.Source.Pos.File)
	f.Version, f.Versions = visible(base.Version), c.versions(id)
	f.Chips = c.stateChips(base)
	if c.page.Kind != "decision" && c.page.Kind != "doc" && len(c.problemsOf[id]) > 0 {
		f.Chips = append([]Chip{c.problemChip(id)}, f.Chips...)
	}
	f.Notices = c.notices(id)
	f.About = c.text(id, c.t("About"))
	for _, l := range base.Links {
		f.Links = append(f.Links, c.outside(l.URL, l.Title))
	}
	for _, x := range base.Extensions {
		f.Extensions = append(f.Extensions, Fact{Label: visible(x.Key), Cell: Cell{HTML: inlineNode(x.Value)}})
	}
	return f
}

// outside is a link that somebody wrote: to an address outside of the site, or to something of the catalog. Any other is its text
// alone.
func (c *context) outside(address, title string) Link {
	l := Link{Text: visible(firstOf(title, address))}
	href, ok := markdown.SafeURL(address)
	switch {
	case ok && (markdown.External(href) || strings.HasPrefix(href, "mailto:")):
		l.Href, l.External = href, true
	default:
		l.Href, _, _ = c.resolve(c.cat.Base(c.page.Resource).Source.Pos.File, address)
	}
	return l
}

// finish adds what stands at the end of a resource's page: the text, what is known about it, and where it is declared.
func (c *context) finish(f *Frame) {
	if f.About.Shown() {
		f.section(f.About.ID, f.About.Title, 0)
	}
	if former := c.cat.Base(c.page.Resource).Aliases; len(former) > 0 {
		fact := Fact{Label: c.t("Earlier ids")}
		for _, alias := range former {
			fact.Cell.Codes = append(fact.Cell.Codes, visible(alias.ID))
		}
		f.Facts = append(f.Facts, fact)
	}
	f.Findings = c.findings(c.page.Resource)
	if len(f.Findings.Rows) > 0 {
		f.section(f.Findings.ID, f.Findings.Title, len(c.problemsOf[c.page.Resource]))
	}
	f.Declared = c.declared(c.page.Resource)
	f.Share = c.shareCodes(c.page.Resource)
	f.section(f.Declared.ID, f.Declared.Title, 0)
}

func (b *Builder) siteTitle() string {
	return visible(firstOf(b.cat.Config.Title, b.t("Event catalog")))
}

func (c *context) crumbs() []Crumb {
	var list []Crumb
	for _, s := range c.plan.Crumbs(c.page) {
		crumb := Crumb{Href: c.to(s.Path)}
		switch {
		case s.Resource != catalog.NoID:
			crumb.Text = visible(c.cat.Base(s.Resource).Title())
		case s.Fixed == site.Home:
			crumb.Text = c.t("Home")
		case s.Fixed == site.Health:
			crumb.Text = c.t("Health")
		case s.Fixed == site.Explore:
			crumb.Text = c.t("Explore")
		case s.Fixed == site.Problems:
			crumb.Text = c.t("Problems")
		case s.Fixed == site.Schemas:
			crumb.Text = c.t("Fields of all schemas")
		case s.Fixed == site.Classified:
			crumb.Text = c.t("Classified data")
		case s.Fixed == site.Impact:
			crumb.Text = c.t("Impact of a change")
		default:
			crumb.Text = c.t(sectionWord(s.Section))
		}
		list = append(list, crumb)
	}
	return list
}

// versions are all versions of a resource, newest first, if there are several.
func (c *context) versions(id catalog.ID) []Link {
	base := c.cat.Base(id)
	all := c.cat.Versions(base.Kind, base.ID)
	if len(all) < 2 {
		return nil
	}
	var list []Link
	for _, v := range shownVersions(all, id) {
		other := c.cat.Base(v)
		l := Link{Text: visible(firstOf(other.Version, c.t("no version"))), Href: c.href(v), Struck: other.Deprecated != nil}
		if other.Latest {
			l.Note = c.t("latest")
		}
		if v == id {
			l.Href = ""
		}
		list = append(list, l)
	}
	return list
}

// maxVersions is how many versions of a resource its pages list. Each version has a page, so a list of all of them on each would grow with
// their square.
const maxVersions = 50

// shownVersions are the versions to list on the page of one of them, newest first: the newest ones, the next older one than the page's
// own, and its own.
func shownVersions(all []catalog.ID, own catalog.ID) []catalog.ID {
	list := slices.Clone(all)
	slices.Reverse(list)
	if len(list) <= maxVersions {
		return list
	}
	at := slices.Index(list, own)
	if at < maxVersions-1 {
		return list[:maxVersions]
	}
	return append(list[:maxVersions-2:maxVersions-2], list[at:min(at+2, len(list))]...)
}

// stateChips say in what state a resource is.
func (c *context) stateChips(base *catalog.Base) []Chip {
	chips := c.rowChips(base)
	for _, badge := range base.Badges {
		chips = append(chips, Chip{Text: visible(badge.Text), Icon: "tag"})
	}
	for _, tag := range base.Tags {
		chips = append(chips, Chip{Text: visible(tag.Name), Icon: "tag", Title: visible(tag.Description)})
	}
	return chips
}

// problemChip says how many findings there are, in the colour of the worst.
func (c *context) problemChip(id catalog.ID) Chip {
	chip := Chip{Text: c.n("%d finding|%d findings", len(c.problemsOf[id])), Icon: "info", Tone: "info", Href: "#findings"}
	worst := catalog.Info
	for _, i := range c.problemsOf[id] {
		worst = min(worst, c.problems[i].Severity)
	}
	switch worst {
	case catalog.Error:
		chip.Icon, chip.Tone = "error", "bad"
	case catalog.Warning:
		chip.Icon, chip.Tone = "warn", "warn"
	default:
	}
	return chip
}

// notices say what a reader has to know before anything else: that there is a newer version, that the resource goes away and
// who is still left on it, that nobody describes it.
func (c *context) notices(id catalog.ID) []Notice {
	base := c.cat.Base(id)
	var list []Notice
	if base.Stub {
		list = append(list, Notice{
			Tone: "warn", Icon: "question", Title: c.t("Nobody describes this yet"),
			Text: c.sentence(c.words.F("Other resources refer to it, but no file of the catalog defines %s `%s`.", c.t(articleWord(base.Kind)), base.ID)),
		})
	}
	if !base.Latest {
		latest := c.cat.Latest(base.Kind, base.ID)
		l := c.link(latest)
		l.Version = visible(c.cat.Base(latest).Version)
		list = append(list, Notice{Tone: "info", Icon: "clock", Title: c.words.F("This is version %s", visible(base.Version)), Label: c.t("The latest is"), Links: []Link{l}})
	}
	if base.Deprecated != nil {
		list = append(list, c.deprecation(id, base))
	}
	return list
}

func (c *context) deprecation(id catalog.ID, base *catalog.Base) Notice {
	d := base.Deprecated
	title := c.t("Deprecated")
	if d.Since != "" {
		title = c.words.F("Deprecated since %s", visible(d.Since))
	}
	if d.Removal != "" {
		title += " · " + c.words.F("to be removed %s", visible(d.Removal))
	}
	n := Notice{Tone: "warn", Icon: "clock", Title: title, Text: c.prose[id].note}
	if by := c.sources(c.g.To(id, catalog.Replaces)); len(by) > 0 {
		n.Label, n.Links = c.t("Use instead"), c.links(by)
	}
	n.Text += c.remaining(id)
	return n
}

// sentence is a text of the interface that may hold code, as a paragraph.
func (c *context) sentence(text string) template.HTML {
	return "<p>" + codes(text) + "</p>"
}

// codes is a text in which backquotes mark code.
func codes(text string) template.HTML {
	w := &writer{}
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			w.el("code", "", visible(part))
			continue
		}
		w.text(visible(part))
	}
	return w.html()
}

// capital is a text with its first letter as a capital one.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// findings are the problems whose place is inside the declaration of a resource: in its file, from its first line to the first
// line of the next one.
func (c *context) findings(id catalog.ID) Findings {
	f := Findings{ID: "findings", Title: c.t("Findings")}
	list := c.problemsOf[id]
	for _, i := range list[:min(len(list), resourceFindings)] {
		f.Rows = append(f.Rows, c.finding(c.problems[i]))
	}
	if rest := len(list) - len(f.Rows); rest > 0 {
		in := c.plan.FindingsIn(c.ownersOrNone(id)[0])
		f.More = Link{Text: c.n("%d more|%d more", rest), Href: c.to(in.Path(1))}
	}
	return f
}

func (c *context) finding(d catalog.Diagnostic) Finding {
	row := Finding{
		Severity: d.Severity.String(), Code: string(d.Code), Message: codes(capital(d.Message)), Suggestion: codes(d.Suggestion),
		Place: visible(d.Pos.String()), Href: c.editHref(d.Pos),
	}
	for _, note := range d.Notes {
		row.Notes = append(row.Notes, visible(note.Pos.String()+": "+note.Text))
	}
	return row
}

func (c *context) declared(id catalog.ID) Declared {
	base := c.cat.Base(id)
	d := Declared{ID: "source", Title: c.t("Source"), Changed: c.changed(id)}
	if base.Stub {
		d.Title = c.t("Referred to in")
	}
	for _, s := range append([]catalog.Source{base.Source}, base.Also...) {
		if s.Pos.IsValid() {
			d.Places = append(d.Places, Place{Text: visible(s.Pos.String()), Format: formatWord(s.Format), Edit: c.editHref(s.Pos)})
		}
	}
	return d
}

// editHref is where a place can be edited, after the configuration's editURL; "" where there is none.
func (b *Builder) editHref(pos catalog.Pos) string {
	pattern := b.cat.Config.EditURL
	if pattern == "" || !pos.IsValid() {
		return ""
	}
	segments := strings.Split(pos.File, "/")
	for i, s := range segments {
		segments[i] = escapeSegment(s)
	}
	address := strings.NewReplacer("{path}", strings.Join(segments, "/"), "{line}", strconv.Itoa(max(pos.Line, 1))).Replace(pattern)
	if !strings.Contains(pattern, "{line}") && pos.Line > 0 {
		address += "#L" + strconv.Itoa(pos.Line)
	}
	href, ok := markdown.SafeURL(address)
	if !ok {
		return ""
	}
	return href
}

// escapeSegment escapes what would end a path segment of a URL; SafeURL escapes the rest.
func escapeSegment(s string) string {
	return strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23").Replace(s)
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// localeOf is the language of the page as a language tag; a text that is none is English.
func localeOf(locale string) string {
	if locale == "" || len(locale) > 35 || strings.Trim(strings.ToLower(locale), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return "en"
	}
	return locale
}

// direction is the direction in which a language is written.
func direction(locale string) string {
	script, _ := language.Make(localeOf(locale)).Script()
	if slices.Contains([]string{"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// canonical is the one address of a page among all that lead to it.
func canonical(base, path string) string {
	if base == "" {
		return ""
	}
	return strings.TrimSuffix(base, "/") + "/" + strings.TrimSuffix(path, "index.html")
}

// numberedTitle gives a further part of a list a window title of its own.
func (c *context) numberedTitle(f *Frame, title string) {
	if c.page.Part > 1 {
		f.WindowTitle = c.words.F("%s, page %s", title, strconv.Itoa(c.page.Part)) + " · " + f.SiteTitle
	}
}

// numbered does so where the way to the page ends with its number too.
func (c *context) numbered(f *Frame, title string) {
	c.numberedTitle(f, title)
	if c.page.Part > 1 {
		f.Crumbs[len(f.Crumbs)-1].Text = c.words.F("Page %s", strconv.Itoa(c.page.Part))
	}
}
