package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// ProblemsView lists every diagnostic, by file.
type ProblemsView struct {
	Frame
	Files []FileProblems
	// Errors, Warnings and Infos count them.
	Errors, Warnings, Infos int
	// Parts are the other pages of a long list.
	Parts []NavItem
}

// FileProblems are the diagnostics of one file.
type FileProblems struct {
	File string
	Rows []Finding
}

func problemsPage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := ProblemsView{Frame: c.frame(), Parts: c.numberedParts()}
	v.titled(c.t("Problems"))
	v.Icon = "warn"
	c.numbered(&v.Frame, c.t("Problems"))
	for _, d := range c.problems {
		switch d.Severity {
		case catalog.Error:
			v.Errors++
		case catalog.Warning:
			v.Warnings++
		default:
			v.Infos++
		}
	}
	for _, d := range c.problems[page.First:page.Last] {
		if n := len(v.Files); n == 0 || v.Files[n-1].File != visible(d.Pos.File) {
			v.Files = append(v.Files, FileProblems{File: visible(d.Pos.File)})
		}
		file := &v.Files[len(v.Files)-1]
		file.Rows = append(file.Rows, c.finding(d))
	}
	return v
}
