package page

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// DecisionView is the page of an architecture decision.
type DecisionView struct {
	Frame
	// AppliesTo is what it is about; History what it supersedes and what supersedes it.
	AppliesTo, History, Related Table
}

func decisionPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := DecisionView{Frame: c.resourceFrame()}
	r, ok := c.cat.Resource(id).(*catalog.Decision)
	if !ok {
		return v
	}
	v.Chips = append(c.statusChip(r.Status), v.Chips...)
	v.Facts = []Fact{
		{Label: c.t("Status"), Cell: Cell{Text: c.value(r.Status)}},
		{Label: c.t("Date"), Cell: Cell{Text: visible(r.Date)}},
		{Label: c.t("Decided by"), Cell: c.ownersOf(id)},
		{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(r.ID)}}, Copy: r.ID},
	}
	if newer := c.sources(c.g.To(id, catalog.Replaces)); len(newer) > 0 && r.Deprecated == nil {
		v.Notices = append(v.Notices, Notice{Tone: "warn", Icon: "clock", Title: c.t("No longer in force"), Label: c.t("Superseded by"), Links: c.links(newer)})
	}
	var about []catalog.ID
	for _, m := range c.g.Mentions(id) {
		if m.Role == catalog.AppliesTo {
			about = append(about, m.To)
		}
	}
	for _, h := range c.prose[id].headings {
		if h.Level == 2 {
			v.section(h.ID, visible(h.Text), 0)
		}
	}
	v.AppliesTo = c.resourceTable("applies-to", c.t("Applies to"), c.byTitle(about))
	v.History = c.resourceTable("supersedes", c.t("Supersedes"), c.targets(c.g.From(id, catalog.Replaces)))
	v.Related = c.relatedTable(id)
	v.list(v.AppliesTo, v.History, v.Related)
	v.Findings = c.findings(id)
	if len(v.Findings.Rows) > 0 {
		v.section(v.Findings.ID, v.Findings.Title, len(v.Findings.Rows))
	}
	v.Declared = c.declared(id)
	v.section(v.Declared.ID, v.Declared.Title, 0)
	return v
}

// statusChip is the state of a decision.
func (c *context) statusChip(status string) []Chip {
	switch strings.ToLower(status) {
	case "":
		return nil
	case "accepted":
		return []Chip{{Text: c.value(status), Icon: "check", Tone: "good"}}
	case "proposed", "draft":
		return []Chip{{Text: c.value(status), Icon: "edit", Tone: "info"}}
	case "rejected":
		return []Chip{{Text: c.value(status), Icon: "error", Tone: "bad"}}
	default:
		return []Chip{{Text: c.value(status), Icon: "clock", Tone: "warn"}}
	}
}
