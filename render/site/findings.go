package site

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/output"
)

// Findings is the kind of the pages that list what one rule has found, or what was found in what one owner looks after.
const Findings = "findings"

// FindingList is a list of diagnostics that has pages.
type FindingList struct {
	// Rule is the code that all of them have, or "".
	Rule catalog.Code
	// Owner looks after what they were found in, where Rule is ""; NoID is nobody.
	Owner catalog.ID
	// Folder is where its pages stand.
	Folder string
	// Found are numbers of diagnostics, in the order of the list.
	Found []int
}

// Path is that of one of its pages, which count from 1.
func (l *FindingList) Path(part int) string { return partPath(l.Folder, part) }

// PathOf is that of the page on which the entry of that number stands.
func (l *FindingList) PathOf(entry int) string { return l.Path(entry/PageSize + 1) }

// WithFindings returns the plan with pages for so many diagnostics, and for lists of them. What is wrong with the texts of a catalog is known
// only once they are rendered, which takes a plan to know where their links lead; so these pages come last, and no text leads to one.
func (p *Plan) WithFindings(diagnostics int, lists []*FindingList) *Plan {
	q := *p
	q.findings = make(map[string]*FindingList, len(lists))
	added := parted(Page{Kind: Problems, List: Problems}, diagnostics, PageSize)
	for _, l := range lists {
		if l.Rule != "" {
			l.Folder = "health/rules/" + ruleFolder(l.Rule)
		} else {
			l.Folder = p.ownerFolder(l.Owner)
		}
		q.findings[l.Folder] = l
		added = append(added, parted(Page{Kind: Findings, List: l.Folder}, len(l.Found), PageSize)...)
	}
	slices.SortFunc(added, comparePaths)
	q.Pages, q.late = mergePages(p.planned, added), make(map[string]Page, len(added))
	for _, page := range added {
		q.late[page.Path] = page
	}
	return &q
}

// FindingList returns the list of a folder, or nil.
func (p *Plan) FindingList(folder string) *FindingList { return p.findings[folder] }

// FindingsOf returns what one rule has found, or nil.
func (p *Plan) FindingsOf(rule catalog.Code) *FindingList {
	return p.findings["health/rules/"+ruleFolder(rule)]
}

// FindingsIn returns what was found in what an owner looks after, or nil; NoID is nobody.
func (p *Plan) FindingsIn(owner catalog.ID) *FindingList { return p.findings[p.ownerFolder(owner)] }

// ruleFolder is the folder of a code. The parts of one are words, which are their own slugs.
func ruleFolder(rule catalog.Code) string {
	parts := strings.Split(string(rule), "/")
	for i, part := range parts {
		parts[i] = output.Slug(part)
	}
	return strings.Join(parts, "/")
}

func (p *Plan) ownerFolder(owner catalog.ID) string {
	if owner == catalog.NoID {
		return "health/unowned"
	}
	return p.below(owner, "findings")
}

func comparePaths(a, b Page) int { return strings.Compare(a.Path, b.Path) }

// mergePages puts two sorted lists of pages together; of two with one path the second counts.
func mergePages(pages, added []Page) []Page {
	all := make([]Page, 0, len(pages)+len(added))
	for len(pages) > 0 && len(added) > 0 {
		switch c := comparePaths(pages[0], added[0]); {
		case c < 0:
			all, pages = append(all, pages[0]), pages[1:]
		case c > 0:
			all, added = append(all, added[0]), added[1:]
		default:
			pages = pages[1:]
		}
	}
	return append(append(all, pages...), added...)
}

// findingCrumbs is the way to the pages of a list of findings: over the owner, or the page of health.
func (p *Plan) findingCrumbs(crumbs []Crumb, l *FindingList) []Crumb {
	if l.Rule == "" && l.Owner != catalog.NoID {
		at, _ := p.Page(p.below(l.Owner, "index.html"))
		return append(p.Crumbs(at), Crumb{Resource: at.Resource, Path: at.Path})
	}
	return append(crumbs, Crumb{Resource: catalog.NoID, Fixed: Health, Path: fixed[Health]})
}
