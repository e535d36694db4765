package page

import (
	"cmp"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// counts are figures of the whole catalog that every page shows.
type counts struct{ problems, errors int }

func (b *Builder) countProblems() {
	for _, d := range b.problems {
		if d.Severity != catalog.Info {
			b.counts.problems++
		}
		if d.Severity == catalog.Error {
			b.counts.errors++
		}
	}
}

// declaration is where a resource begins in a file.
type declaration struct {
	pos catalog.Pos
	id  catalog.ID
}

// assignProblems finds the resource that each problem belongs to: the last one that begins before it in its file. What a
// reference from elsewhere does to a stub belongs to whoever refers.
func (b *Builder) assignProblems() {
	b.problemsOf = make([][]int, len(b.cat.Resources))
	b.belongs = make([]catalog.ID, len(b.problems))
	starts := map[string][]declaration{}
	for i, r := range b.cat.Resources {
		base := r.Common()
		if base.Stub {
			continue
		}
		for _, s := range append([]catalog.Source{base.Source}, base.Also...) {
			starts[s.Pos.File] = append(starts[s.Pos.File], declaration{s.Pos, catalog.ID(i)})
		}
		if base.Docs.Path != "" {
			starts[base.Docs.Path] = append(starts[base.Docs.Path], declaration{catalog.Pos{File: base.Docs.Path}, catalog.ID(i)})
		}
	}
	for _, list := range starts {
		slices.SortFunc(list, func(x, y declaration) int { return cmp.Or(x.pos.Compare(y.pos), cmp.Compare(x.id, y.id)) })
	}
	for i, d := range b.problems {
		list := starts[d.Pos.File]
		at, found := slices.BinarySearchFunc(list, d.Pos, func(s declaration, pos catalog.Pos) int { return s.pos.Compare(pos) })
		if !found {
			at--
		}
		b.belongs[i] = catalog.NoID
		if at >= 0 {
			b.belongs[i] = list[at].id
			b.problemsOf[list[at].id] = append(b.problemsOf[list[at].id], i)
		}
	}
}

// ProblemsOf returns the diagnostics that belong to a resource, sorted.
func (b *Builder) ProblemsOf(id catalog.ID) []catalog.Diagnostic {
	list := make([]catalog.Diagnostic, 0, len(b.problemsOf[id]))
	for _, i := range b.problemsOf[id] {
		list = append(list, b.problems[i])
	}
	return list
}
