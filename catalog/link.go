package catalog

import (
	"slices"
	"strings"
)

// Link makes one catalog of what all files say. It joins the channels, brokers and messages of specifications with each other and
// with native definitions (format.md's rules of identity), merges the definitions of one resource, resolves every
// reference, gives a stub to whatever is referred to but not described, and lists the edges. The fragments are not
// changed, and their order does not matter: they are taken in the order of their paths.
func Link(fragments []*Fragment, cfg Config) *Catalog { return NewLinker().Link(fragments, cfg) }

// Link links like the function of that name.
func (k *Linker) Link(fragments []*Fragment, cfg Config) *Catalog {
	l := &linker{cfg: cfg, files: Files{}, last: k}
	l.collect(fragments)
	l.nameServices()
	l.joinBrokers()
	l.joinChannels()
	l.joinMessages()
	l.merge()
	l.addStubs()
	l.connect()
	k.keep(l)
	return &Catalog{
		Config:      cfg,
		Resources:   l.resources,
		Edges:       l.edges,
		Mentions:    l.mentions,
		Diagnostics: SortDiagnostics(l.diagnostics),
		Files:       l.files,
		index:       l.index,
	}
}

// linker holds what the stages of Link hand on to each other.
type linker struct {
	cfg         Config
	files       Files
	units       []*unit
	apart       map[resourceName][]string
	resources   []Resource
	index       resolver
	edges       []Edge
	mentions    []Mention
	diagnostics []Diagnostic
	nearest     map[Kind][]string
	suggested   int
	last        *Linker
	stages      stages
}

// unit is a fragment's resources as copies, and the new ids of those that joined others. The linker may change the copies of an imported unit; those
// of a native one it shares with earlier catalogs, and copies again before a change.
type unit struct {
	fragment  *Fragment
	resources []Resource
	renamed   map[resourceName]resourceName
}

func (u *unit) native() bool { return u.fragment.Format == "native" }

func (u *unit) rename(from, to resourceName) {
	if from == to {
		return
	}
	if u.renamed == nil {
		u.renamed = map[resourceName]resourceName{}
	}
	u.renamed[from] = to
}

func (l *linker) report(d Diagnostic) { l.diagnostics = append(l.diagnostics, d) }

// collect copies what the fragments hold, in the order of their paths.
func (l *linker) collect(fragments []*Fragment) {
	sorted := slices.Clone(fragments)
	slices.SortStableFunc(sorted, func(a, b *Fragment) int { return strings.Compare(a.Path, b.Path) })
	for _, f := range sorted {
		if f.File != nil {
			l.files[f.Path] = f.File
		}
		l.diagnostics = append(l.diagnostics, f.Diagnostics...)
		if len(f.Resources) == 0 {
			continue
		}
		l.units = append(l.units, &unit{fragment: f, resources: l.last.copies(f)})
	}
}

// each calls f for every resource of the type, of native or of imported units.
func each[T Resource](l *linker, native bool, f func(u *unit, r T)) {
	for _, u := range l.units {
		if u.native() != native {
			continue
		}
		for _, r := range u.resources {
			if t, ok := r.(T); ok {
				f(u, t)
			}
		}
	}
}

// nameServices gives the service of a specification the id of the native service that lists the document under
// its specs (rule 3 of format.md).
func (l *linker) nameServices() {
	claimed := map[string]*Service{}
	claims := map[string]FileRef{}
	each(l, true, func(_ *unit, s *Service) {
		for _, spec := range s.Specs {
			if other := claimed[spec.Path]; other != nil && other.ID != s.ID {
				l.report(Diag(MergeConflict, spec.Pos, "`"+spec.Path+"` is the specification of two services, `"+other.ID+"` and `"+s.ID+"`").
					Note(claims[spec.Path].Pos, "the service `"+other.ID+"` names it first"))
				continue
			}
			claimed[spec.Path], claims[spec.Path] = s, spec
		}
	})
	each(l, false, func(u *unit, s *Service) {
		owner := claimed[u.fragment.Path]
		if owner == nil {
			return
		}
		u.rename(resourceName{ServiceKind, s.ID}, resourceName{ServiceKind, owner.ID})
		s.ID = owner.ID
		for _, r := range u.resources {
			switch r := r.(type) {
			case *Message:
				r.Service = owner.ID
			case *Channel:
				r.Service = owner.ID
			case *Specification:
				r.Service.ID = owner.ID
			}
		}
	})
}
