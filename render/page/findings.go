package page

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// FindingsView lists what one rule has found, or what was found in what one owner looks after.
type FindingsView struct {
	Frame
	// Count is the number of findings.
	Count int
	// By counts the findings of a rule by owner, those of an owner by rule; it is on the first page alone.
	Table, By Table
	Parts     []NavItem
}

func findingsPage(b *Builder, page site.Page) any {
	c := b.at(page)
	l := c.plan.FindingList(page.List)
	v := FindingsView{Frame: c.frame(), Count: len(l.Found), Parts: c.numberedParts()}
	found := l.Found[page.First:page.Last]
	title := c.t("Findings without an owner")
	switch {
	case l.Rule != "":
		title = visible(string(l.Rule))
		c.describeRule(&v, l)
		v.Table = c.findingsOfRule(found)
	case l.Owner != catalog.NoID:
		title = c.words.F("Findings for %s", c.name(l.Owner))
		v.Icon = c.icon(l.Owner)
		v.Table = c.findingsByBadness(found)
	default:
		v.Icon = "question"
		v.Summary = codes(c.t("In what has no owner, and in files that describe nothing."))
		v.Table = c.findingsByBadness(found)
	}
	v.titled(title)
	c.numberedTitle(&v.Frame, title)
	if page.Part == 1 {
		v.By = c.findingCounts(l)
	}
	v.Table.Total = v.Count
	v.list(v.Table, v.By)
	return v
}

// numberedParts are the links to the parts of the list that the page is one of.
func (c *context) numberedParts() []NavItem {
	return c.fieldParts(func(first int) string { return strconv.Itoa(first/site.PageSize + 1) }, site.PageSize)
}

// describeRule says what a rule looks for, how bad that is and where the judgement can be changed.
func (c *context) describeRule(v *FindingsView, l *site.FindingList) {
	v.Icon, v.KindWord = "check", c.t("Rule")
	if about := c.rules[l.Rule]; about != "" {
		w := &writer{}
		w.raw(`<bdi lang="en">`, string(codes(about)), "</bdi>")
		v.Summary = w.html()
	}
	worst := catalog.Info
	for _, i := range l.Found {
		worst = min(worst, c.problems[i].Severity)
	}
	v.Chips = []Chip{c.severityChip(worst)}
	if worst != catalog.Error {
		v.Facts = []Fact{{
			Label: c.t("To judge it otherwise"),
			Cell:  Cell{HTML: codes(c.words.F("In eventatlas.yaml, %s", "`check: { rules: { "+visible(string(l.Rule))+": error } }`"))},
		}}
	}
}

// findingsOfRule lists what a rule has found, file by file.
func (c *context) findingsOfRule(found []int) Table {
	t := Table{ID: "findings", Title: c.t("Findings"), Filter: true, Cols: []string{c.t("Finding"), c.t("Found in"), c.t("Owner"), c.t("Place")}}
	rows := make([]Row, len(found))
	for i, n := range found {
		in, owners := c.foundIn(n)
		rows[i].Cells = []Cell{{HTML: c.said(n)}, in, owners, c.placeCell(n)}
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// findingsByBadness lists findings of all rules, the worst first.
func (c *context) findingsByBadness(found []int) Table {
	t := Table{ID: "findings", Title: c.t("Findings"), Filter: true, Cols: []string{c.t("Finding"), c.t("Rule"), c.t("Found in"), c.t("Place")}}
	for _, n := range found {
		severity := c.problems[n].Severity
		if last := len(t.Groups) - 1; last < 0 || t.Groups[last].ID != severity.String() {
			t.Groups = append(t.Groups, Group{ID: severity.String(), Title: Link{Text: c.severityTitle(severity)}})
		}
		in, _ := c.foundIn(n)
		g := &t.Groups[len(t.Groups)-1]
		g.Rows = append(g.Rows, Row{Cells: []Cell{{HTML: c.said(n)}, c.ruleCell(c.problems[n].Code), in, c.placeCell(n)}})
	}
	return t
}

func (c *context) severityTitle(s catalog.Severity) string {
	switch s {
	case catalog.Error:
		return c.t("Errors")
	case catalog.Warning:
		return c.t("Warnings")
	default:
		return c.t("Remarks")
	}
}

// findingCounts counts the findings of a rule by owner, and those of an owner by rule.
func (c *context) findingCounts(l *site.FindingList) Table {
	if l.Rule == "" {
		return c.findingsByRule(l)
	}
	t := Table{ID: "by-owner", Title: c.t("By owner"), Cols: []string{c.t("Owner"), c.t("Findings"), c.t("Reach them")}}
	counts := map[catalog.ID]int{}
	for _, n := range l.Found {
		for _, owner := range c.ownersOfProblem(n) {
			counts[owner]++
		}
	}
	owners := slices.SortedFunc(maps.Keys(counts), func(a, b catalog.ID) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	t.Total = len(owners)
	var rows []Row
	for _, owner := range owners[:min(len(owners), healthRows)] {
		name, contact := Link{Text: c.t("Nobody")}, Cell{}
		if owner != catalog.NoID {
			name, contact = c.link(owner), c.contactOf(owner)
		}
		name.Href = c.to(c.plan.FindingsIn(owner).Path(1))
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{name}}, count(counts[owner]), contact}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func (c *context) findingsByRule(l *site.FindingList) Table {
	t := Table{ID: "by-rule", Title: c.t("By rule"), Cols: []string{c.t("Rule"), c.t("Findings")}}
	counts := map[catalog.Code]int{}
	for _, n := range l.Found {
		counts[c.problems[n].Code]++
	}
	rules := slices.SortedFunc(maps.Keys(counts), func(a, b catalog.Code) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	var rows []Row
	for _, rule := range rules {
		rows = append(rows, Row{Cells: []Cell{c.ruleCell(rule), count(counts[rule])}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// findingsCell is a number that leads to the findings that it counts: to an entry of a list, under a heading.
func (c *context) findingsCell(n int, l *site.FindingList, entry int, heading string) Cell {
	if n == 0 || l == nil {
		return countOrNothing(n)
	}
	href := c.to(l.PathOf(entry))
	if heading != "" {
		href += "#" + heading
	}
	return Cell{Links: []Link{{Text: number(n), Href: href}}, Number: true}
}

// ruleCell is a code that leads to all that its rule has found.
func (c *context) ruleCell(rule catalog.Code) Cell {
	l := c.plan.FindingsOf(rule)
	if l == nil || l.Folder == c.page.List {
		return Cell{Codes: []string{visible(string(rule))}}
	}
	return Cell{HTML: codeLink(c.to(l.Path(1)), visible(string(rule)))}
}

// foundIn is what a finding belongs to, and who looks after that.
func (c *context) foundIn(problem int) (in, owners Cell) {
	if id := c.belongs[problem]; id != catalog.NoID {
		return Cell{Links: []Link{c.link(id)}}, c.ownersOf(id)
	}
	return Cell{}, Cell{}
}

// placeCell is where a finding is, and where that can be edited.
func (c *context) placeCell(problem int) Cell {
	pos := c.problems[problem].Pos
	if href := c.editHref(pos); href != "" {
		return Cell{HTML: codeLink(href, visible(pos.String()))}
	}
	return Cell{Codes: []string{visible(pos.String())}}
}
