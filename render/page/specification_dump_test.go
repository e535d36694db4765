package page_test

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"

	"github.com/eventatlas/eventatlas/render/page"
)

// dump writes a view as text, for comparing.
func dump(v page.SpecificationView) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", v.Title, v.Version)
	dumpChips(&b, "  ", v.Chips)
	for _, n := range v.Notices {
		fmt.Fprintf(&b, "  ! %s: %s\n", n.Title, plain(n.Text))
	}
	if v.About.Shown() {
		fmt.Fprintf(&b, "  %s\n", plain(v.About.HTML))
	}
	dumpFacts(&b, "  ", v.Facts)
	dumpFacts(&b, "  ", v.Extensions)
	for _, n := range v.Figure.Spec.Nodes {
		fmt.Fprintf(&b, "  drawn %s %s\n", n.Kind, n.Name)
	}
	for _, s := range v.Sections {
		fmt.Fprintf(&b, "\n== %s #%s\n", s.Title, s.ID)
		dumpTable(&b, "  ", s.Table)
		for _, e := range s.Entries {
			dumpEntry(&b, e)
		}
	}
	for _, t := range v.Tables {
		fmt.Fprintf(&b, "\n== %s #%s\n", t.Title, t.ID)
		dumpTable(&b, "  ", t)
	}
	for _, f := range v.Findings.Rows {
		fmt.Fprintf(&b, "finding %s %s %s\n", f.Severity, f.Code, f.Place)
	}
	for _, g := range v.Index.Groups {
		fmt.Fprintf(&b, "index %s %d\n", g.Href, len(g.Items))
	}
	return b.String()
}

func dumpEntry(b *strings.Builder, e page.SpecEntry) {
	fmt.Fprintf(b, "%s\n", strings.Join(strings.Fields(fmt.Sprintf("- %s #%s %s %s", e.Badge.Text, e.ID, e.Name, e.Code)), " "))
	dumpChips(b, "    ", e.Chips)
	for _, text := range []template.HTML{e.Summary, e.Text} {
		if text != "" {
			fmt.Fprintf(b, "    %s\n", plain(text))
		}
	}
	dumpFacts(b, "    ", e.Facts)
	for _, block := range e.Blocks {
		fmt.Fprintf(b, "  -- %s #%s %s\n", block.Title, block.ID, plain(block.Text))
		dumpFacts(b, "    ", block.Facts)
		dumpTable(b, "    ", block.Table)
		dumpSchema(b, block.Schema)
		for _, c := range append(block.Codes, block.Folded...) {
			fmt.Fprintf(b, "    %s: %s\n", c.Title, plain(c.HTML))
		}
	}
	if e.Page.Href != "" {
		fmt.Fprintf(b, "    -> %s\n", e.Page.Href)
	}
}

func dumpSchema(b *strings.Builder, s page.Schema) {
	if !s.Shown() {
		return
	}
	fmt.Fprintf(b, "    %s, %d fields %s %s\n", s.Format, s.Count, s.Root, plain(s.Lead))
	for _, r := range s.Rows {
		pad := strings.Repeat("  ", r.Depth)
		fmt.Fprintf(b, "    %s* %s%s %s #%s%s", pad, r.Heading, r.Name, r.Type, r.Anchor, r.TypeHref)
		for _, flag := range []struct {
			set  bool
			word string
		}{{r.Required, "required"}, {r.Deprecated, "deprecated"}} {
			if flag.set {
				b.WriteString(" " + flag.word)
			}
		}
		for _, c := range r.Chips {
			b.WriteString(" [" + c.Text + "]")
		}
		for _, c := range r.Constraints {
			b.WriteString("; " + c.Label + " " + c.Value)
		}
		if len(r.Values) > 0 {
			b.WriteString("; values " + strings.Join(r.Values, ", "))
		}
		if r.Doc != "" {
			b.WriteString("; " + plain(r.Doc))
		}
		b.WriteString("\n")
	}
	if s.Source != "" {
		fmt.Fprintf(b, "    source %s\n", strings.Join(strings.Fields(s.Source), " "))
	}
}

func dumpChips(b *strings.Builder, pad string, chips []page.Chip) {
	for _, c := range chips {
		fmt.Fprintf(b, "%s[%s]\n", pad, c.Text)
	}
}

func dumpFacts(b *strings.Builder, pad string, facts []page.Fact) {
	for _, f := range facts {
		if text := cellText(f.Cell); text != "" {
			fmt.Fprintf(b, "%s%s: %s\n", pad, f.Label, text)
		}
	}
}

func dumpTable(b *strings.Builder, pad string, t page.Table) {
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			var cells []string
			for i, c := range r.Cells {
				if text := cellText(c); text != "" {
					cells = append(cells, t.Cols[i]+"="+text)
				}
			}
			fmt.Fprintf(b, "%s| %s\n", pad, strings.Join(cells, " | "))
		}
	}
}

// cellText is a cell as text; what is linked has its target behind it.
func cellText(c page.Cell) string {
	var parts []string
	for _, l := range c.Links {
		text := l.Text
		if l.Note != "" {
			text += " (" + l.Note + ")"
		}
		if l.Href != "" {
			text += " <" + l.Href + ">"
		}
		parts = append(parts, text)
	}
	for _, chip := range c.Chips {
		parts = append(parts, "["+chip.Text+"]")
	}
	if c.Text != "" {
		parts = append(parts, c.Text)
	}
	parts = append(parts, c.Codes...)
	if c.HTML != "" {
		parts = append(parts, plain(c.HTML))
	}
	return strings.Join(parts, ", ")
}

var (
	target = regexp.MustCompile(`<a[^>]* href="([^"]*)"[^>]*>`)
	tags   = regexp.MustCompile(`<[^>]*>`)
)

// plain is HTML as text on one line, with the targets of links before them.
func plain(h template.HTML) string {
	text := target.ReplaceAllString(string(h), "{$1}")
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(text, " "))), " ")
}
