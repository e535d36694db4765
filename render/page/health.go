package page

import (
	"cmp"
	"maps"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// HealthView says how good the description is and what is left to do. Its tables are bounded; each figure leads to the whole list behind it.
type HealthView struct {
	Frame
	Figures []Health
	Tables  []Table
}

// healthRows is how many rows a table of the page of health has at most.
const healthRows = 50

func healthPage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := HealthView{Frame: c.frame(), Figures: c.health()}
	v.titled(c.t("Health"))
	v.Icon = "heart"
	h := c.survey()
	boundary := c.matrix()
	boundary.ID, boundary.Title = "boundary", c.t("What crosses boundaries")
	v.Tables = []Table{
		c.kindCoverage(h), c.domainCoverage(h), c.rulesTable(), c.ownersTable(h), c.gapsTable(), boundary, c.looseTable(), c.reuseTable(), c.topTable(), c.outgoingTable(),
	}
	v.list(v.Tables...)
	return v
}

// tally is what is counted of some resources.
type tally struct {
	all, behind int
	gaps        map[site.Gap]site.Coverage
	// found are the findings by severity, of owners alone.
	found [catalog.Info + 1]int
}

func (t *tally) add(gap site.Gap, lacking bool) {
	covered := t.gaps[gap]
	covered.Add(lacking)
	t.gaps[gap] = covered
}

// findings is how many findings there are of any severity.
func (t *tally) findings() int {
	return t.found[catalog.Error] + t.found[catalog.Warning] + t.found[catalog.Info]
}

// open is how many gaps there are.
func (t *tally) open() int {
	n := 0
	for _, covered := range t.gaps {
		n += covered.Of - covered.Have
	}
	return n
}

// tallies are counts by what they are of.
type tallies[K comparable] map[K]*tally

func (t tallies[K]) of(key K) *tally {
	if t[key] == nil {
		t[key] = &tally{gaps: map[site.Gap]site.Coverage{}}
	}
	return t[key]
}

// survey is one walk over the catalog for all tables: by kind, by outermost domain, by owner. NoID stands for none of them.
type survey struct {
	kinds   tallies[catalog.Kind]
	domains tallies[catalog.ID]
	owners  tallies[catalog.ID]
}

func (c *context) survey() *survey {
	h := &survey{tallies[catalog.Kind]{}, tallies[catalog.ID]{}, tallies[catalog.ID]{}}
	for _, kind := range catalog.Kinds() {
		for _, id := range c.plan.List(kind) {
			c.surveyOne(h, kind, id)
		}
	}
	for i, d := range c.problems {
		for _, owner := range c.ownersOfProblem(i) {
			h.owners.of(owner).found[d.Severity]++
		}
	}
	for _, id := range c.outgoing() {
		for _, service := range c.dependents(id) {
			for _, owner := range c.ownersOrNone(service) {
				h.owners.of(owner).behind++
			}
		}
	}
	return h
}

func (c *context) surveyOne(h *survey, kind catalog.Kind, id catalog.ID) {
	where := []*tally{h.kinds.of(kind), h.domains.of(c.plan.TopDomain(id))}
	for _, owner := range c.ownersOrNone(id) {
		where = append(where, h.owners.of(owner))
	}
	counted := false
	for _, gap := range site.Gaps() {
		concerned, lacking := c.plan.Lacks(gap, id)
		if !concerned {
			continue
		}
		counted = true
		for _, t := range where {
			t.add(gap, lacking)
		}
	}
	if counted {
		for _, t := range where {
			t.all++
		}
	}
}

func (b *Builder) ownersOrNone(id catalog.ID) []catalog.ID {
	if list := b.owners(id); len(list) > 0 {
		return list
	}
	return []catalog.ID{catalog.NoID}
}

// outgoing are the deprecated messages, services and channels.
func (c *context) outgoing() []catalog.ID {
	l := c.plan.ListingOf(site.Outgoing, catalog.NoID, "")
	if l == nil {
		return nil
	}
	ids := make([]catalog.ID, len(l.Entries))
	for i, e := range l.Entries {
		ids[i] = e.ID
	}
	return ids
}

// rulesTable counts the findings by rule, the worst and most frequent first. There are no more rules than the program has.
func (c *context) rulesTable() Table {
	t := Table{ID: "rules", Title: c.t("Findings by rule"), Cols: []string{c.t("Rule"), c.t("Severity"), c.t("Findings"), c.t("For example")}, Empty: c.t("Nothing is wrong with this catalog.")}
	type found struct {
		code     catalog.Code
		severity catalog.Severity
		n, first int
	}
	byCode := map[catalog.Code]*found{}
	for i, d := range c.problems {
		f := byCode[d.Code]
		if f == nil {
			f = &found{d.Code, d.Severity, 0, i}
			byCode[d.Code] = f
		}
		f.n++
		if d.Severity < f.severity {
			f.severity, f.first = d.Severity, i
		}
	}
	list := slices.SortedFunc(maps.Values(byCode), func(a, b *found) int {
		return cmp.Or(cmp.Compare(a.severity, b.severity), cmp.Compare(b.n, a.n), cmp.Compare(a.code, b.code))
	})
	var rows []Row
	for _, f := range list {
		rows = append(rows, Row{Cells: []Cell{
			c.ruleCell(f.code),
			{Chips: []Chip{c.severityChip(f.severity)}},
			c.findingsCell(f.n, c.plan.FindingsOf(f.code), 0, ""),
			{HTML: codes(capital(c.problems[f.first].Message))},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	if len(list) > 0 {
		t.More = Link{Text: c.t("All findings, file by file"), Href: c.to(site.FixedPath(site.Problems))}
	}
	return t
}

func (c *context) severityChip(s catalog.Severity) Chip {
	switch s {
	case catalog.Error:
		return Chip{Text: c.t("error"), Tone: "bad", Icon: "error"}
	case catalog.Warning:
		return Chip{Text: c.t("warning"), Tone: "warn", Icon: "warn"}
	default:
		return Chip{Text: c.t("info"), Tone: "info", Icon: "info"}
	}
}
