package page

import (
	"cmp"
	"html/template"
	"maps"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// planFindings gives the plan the pages of the findings: by rule and by owner. Each finding is in the list of its rule, and in that of each owner of
// what it belongs to; in the list of nobody where there is none.
func (b *Builder) planFindings() {
	byRule, byOwner := map[catalog.Code]*site.FindingList{}, map[catalog.ID]*site.FindingList{}
	for i, d := range b.problems {
		l := byRule[d.Code]
		if l == nil {
			l = &site.FindingList{Rule: d.Code, Owner: catalog.NoID}
			byRule[d.Code] = l
		}
		l.Found = append(l.Found, i)
		for _, owner := range b.ownersOfProblem(i) {
			l := byOwner[owner]
			if l == nil {
				l = &site.FindingList{Owner: owner}
				byOwner[owner] = l
			}
			l.Found = append(l.Found, i)
		}
	}
	var lists []*site.FindingList
	for _, rule := range slices.Sorted(maps.Keys(byRule)) {
		lists = append(lists, byRule[rule])
	}
	for _, owner := range slices.Sorted(maps.Keys(byOwner)) {
		l := byOwner[owner]
		slices.SortStableFunc(l.Found, func(x, y int) int { return cmp.Compare(b.problems[x].Severity, b.problems[y].Severity) })
		lists = append(lists, l)
	}
	b.plan = b.plan.WithFindings(len(b.problems), lists)
}

// Plan is the plan with the pages of the findings.
func (b *Builder) Plan() *site.Plan { return b.plan }

// ownersOfProblem are who looks after what a finding belongs to; NoID is nobody.
func (b *Builder) ownersOfProblem(problem int) []catalog.ID {
	if id := b.belongs[problem]; id != catalog.NoID {
		return b.ownersOrNone(id)
	}
	return []catalog.ID{catalog.NoID}
}

// said is what a finding says, with what to do about it and the further places that explain it. It is English whatever the language of the page.
func (b *Builder) said(problem int) template.HTML {
	d := b.problems[problem]
	w := &writer{}
	w.raw(`<bdi lang="en">`, string(codes(capital(d.Message))), "</bdi>")
	if d.Suggestion != "" {
		w.raw(`<p class="sug"><bdi lang="en">`, string(codes(d.Suggestion)), "</bdi></p>")
	}
	for _, note := range d.Notes {
		w.raw(`<p class="sug"><bdi lang="en">`)
		w.text(visible(note.Pos.String() + ": " + note.Text))
		w.raw("</bdi></p>")
	}
	return w.html()
}
