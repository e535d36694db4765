package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/render/markdown"
)

// head adds what the document says of itself.
func (s *specPage) head(v *SpecificationView) {
	v.Facts = s.facts()
	v.Links = nil
	if v.About.Shown() {
		v.section(v.About.ID, v.About.Title, 0)
	}
	if s.r.Doubt != "" {
		v.Notices = append(v.Notices, Notice{
			Tone: "warn", Icon: "question", Title: s.t("The directions of this document may be the wrong way round"), Text: s.sentence(sentenceCase(visible(s.r.Doubt))),
		})
	}
	v.Chips = slices.DeleteFunc(v.Chips, func(c Chip) bool { return c.Href == "#findings" })
	if chip, ok := s.problemsChip(s.found); ok {
		v.Chips = append([]Chip{chip}, v.Chips...)
	}
}

// sentenceCase makes a sentence of the text of a diagnostic: a capital letter and a full stop.
func sentenceCase(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + strings.TrimSuffix(text[n:], ".") + "."
}

func (s *specPage) facts() []Fact {
	r, info := s.r, s.r.Info
	facts := []Fact{{Label: s.t("Language"), Cell: Cell{Text: firstOf(formatWord(r.Language), visible(r.Language)) + prefixed(" ", visible(r.SpecVersion))}}}
	if s.service != catalog.NoID {
		facts = append(facts, Fact{Label: s.t("Describes"), Cell: Cell{Links: []Link{s.link(s.service)}}})
		facts = append(facts, Fact{Label: s.t("Owner"), Cell: s.ownersOf(s.service)})
	}
	if r.Perspective != "" {
		facts = append(facts, Fact{Label: s.t("Directions"), Cell: Cell{Text: s.perspectiveWord(r.Perspective)}})
	}
	facts = append(facts,
		s.codeFact(s.t("Id"), info.URN), s.codeFact(s.t("Default content type"), info.ContentType),
		Fact{Label: s.t("License"), Cell: linkCell(firstOf(info.LicenseName, info.LicenseURL), info.LicenseURL)},
		Fact{Label: s.t("Contact"), Cell: s.contact(info)},
		Fact{Label: s.t("Terms of service"), Cell: linkCell(info.Terms, info.Terms)},
		s.linksFact(r.Links))
	if path, ok := s.files(r.File.Path); ok {
		facts = append(facts, Fact{Label: s.t("File"), Cell: Cell{Links: []Link{{Text: visible(r.File.Path), Href: s.to(path), Icon: "file"}}}})
	}
	return facts
}

// perspectiveWord says whose the directions of a document are.
func (c *context) perspectiveWord(p string) string {
	switch p {
	case "application":
		return c.t("those of the application itself")
	case "client":
		return c.t("read as those of a client of it")
	case "inverted":
		return c.t("read the other way round")
	default:
		return visible(p)
	}
}

// codeFact is a fact of a technical name; empty without one.
func (c *context) codeFact(label, code string) Fact {
	if code == "" {
		return Fact{Label: label}
	}
	return Fact{Label: label, Cell: Cell{Codes: []string{visible(code)}}, Copy: code}
}

// leavesSite reports whether an address leads out of the site; what a document links to relatively is not a part of it.
func leavesSite(href string) bool {
	return markdown.External(href) || strings.HasPrefix(href, "mailto:")
}

// linkCell is a text, linked where the address is one that a page may link to.
func linkCell(text, url string) Cell {
	if text == "" {
		return Cell{}
	}
	if href, ok := markdown.SafeURL(url); ok && leavesSite(href) {
		return Cell{Links: []Link{{Text: visible(text), Href: href, External: markdown.External(href)}}}
	}
	return Cell{Text: visible(text)}
}

func (s *specPage) contact(info catalog.SpecInfo) Cell {
	cell := linkCell(firstOf(info.ContactName, info.ContactURL), info.ContactURL)
	if info.ContactEmail != "" {
		mail := linkCell(info.ContactEmail, "mailto:"+info.ContactEmail)
		if cell.Text != "" {
			cell.Links, cell.Text = append(cell.Links, Link{Text: cell.Text}), ""
		}
		cell.Links = append(cell.Links, mail.Links...)
	}
	return cell
}

// linksFact are links to documentation outside of the catalog.
func (c *context) linksFact(links []catalog.Hyperlink) Fact {
	fact := Fact{Label: c.t("Documentation")}
	for _, l := range links {
		fact.Cell.Links = append(fact.Cell.Links, linkCell(firstOf(l.Title, l.URL), l.URL).Links...)
	}
	return fact
}

// figure draws the service that the document describes, with what it sends and receives in the whole catalog.
func (s *specPage) figure(v *SpecificationView) {
	if s.service == catalog.NoID {
		return
	}
	at := &context{Builder: s.Builder, page: s.page}
	at.page.Resource = s.service
	v.Figure = at.serviceFigure(s.serviceUses(s.service, catalog.Consumes), s.serviceUses(s.service, catalog.Produces))
	for i, n := range v.Figure.Spec.Nodes {
		if strings.HasPrefix(n.Href, "#") {
			v.Figure.Spec.Nodes[i].Href = s.href(s.service) + n.Href
		}
	}
	if v.Figure.Shown() {
		v.section(v.Figure.ID, v.Figure.Title, 0)
	}
}

// closure is the file of the document and all files that it refers to, directly or not.
func (s *specPage) closure() []string {
	list := []string{s.r.File.Path}
	for i := 0; i < len(list); i++ {
		imports, _ := schema.Imports(s.cat.Files[list[i]])
		for _, next := range imports {
			if !slices.Contains(list, next.Path) && s.cat.Files[next.Path] != nil {
				list = append(list, next.Path)
			}
		}
	}
	return list
}

// problemsChip says how many findings there are, in the colour of the worst.
func (s *specPage) problemsChip(list []int) (Chip, bool) {
	chip := Chip{Text: s.n("%d finding|%d findings", len(list)), Icon: "info", Tone: "info", Href: "#findings"}
	worst := catalog.Info
	for _, i := range list {
		worst = min(worst, s.problems[i].Severity)
	}
	switch worst {
	case catalog.Error:
		chip.Icon, chip.Tone = "error", "bad"
	case catalog.Warning:
		chip.Icon, chip.Tone = "warn", "warn"
	default:
	}
	return chip, len(list) > 0
}

// partProblems is a chip for the findings inside of a part of the document.
func (s *specPage) partProblems(pointer string) []Chip {
	var list []int
	for _, i := range s.found {
		d := s.problems[i]
		if pointer != "" && d.Pos.File == s.r.File.Path && (d.Pointer == pointer || strings.HasPrefix(d.Pointer, pointer+"/")) {
			list = append(list, i)
		}
	}
	if chip, ok := s.problemsChip(list); ok {
		return []Chip{chip}
	}
	return nil
}

// specFindings bounds the findings on the page; all of them are on the page of problems.
const specFindings = 100

// end adds the findings, and where the document is.
func (s *specPage) end(v *SpecificationView) {
	v.Findings = Findings{ID: "findings", Title: s.t("Findings")}
	for _, i := range s.found[:min(len(s.found), specFindings)] {
		v.Findings.Rows = append(v.Findings.Rows, s.finding(s.problems[i]))
	}
	if len(v.Findings.Rows) > 0 {
		v.section(v.Findings.ID, v.Findings.Title, len(s.found))
	}
	v.Declared = s.declared(s.page.Resource)
	v.section(v.Declared.ID, v.Declared.Title, 0)
}
