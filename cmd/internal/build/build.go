// Package build is the pipeline of the command, stage by stage: read, link, graph, plan, pages, tree. Each stage is a function of
// the one before it, so whatever is served, checked or exported comes from the same values. A Session keeps what may
// be kept between two builds, which is the decoding of files whose content did not change, the edges between resources that did not, what the rules found in schemas
// that did not, addresses and the order of lists as long as the names are the same, the parsed theme, and texts as long as all that they link to is the same; everything else is made anew, so that a session's result is that of a fresh build.
package build

import (
	"context"
	"fmt"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/catalog/lint"
	"github.com/eventatlas/eventatlas/catalog/load"
	"github.com/eventatlas/eventatlas/cmd/internal/history"
	"github.com/eventatlas/eventatlas/render"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/site"
)

// Session builds one catalog, once or again and again.
type Session struct {
	// Target is the source: a folder, or one document.
	Target string
	// Output is the folder of the site, which is never read as a source; "" for none.
	Output string
	// Theme is a built-in theme or a folder, in place of what the configuration says; "" leaves it that.
	Theme string
	// Root is the path at which the site is served, where that is known; see render.Options.
	Root string
	// History asks for what the commits of the repository around the source have changed.
	History bool
	// Program is the version of the program, which the site names; "" leaves it out.
	Program string
	// Previous is what an earlier site says of the catalog, to be compared with; nil is none.
	Previous *changes.Snapshot

	cache  *load.Cache
	linker *catalog.Linker
	memo   *lint.Memo
	plan   *site.Plan // the last one, as the tree is
	tree   *output.Tree
	pages  *render.Memo
	past   history.Reader
}

// NewSession returns a session for the source at target.
func NewSession(target, output string) *Session {
	return &Session{Target: target, Output: output, cache: load.NewCache(), linker: catalog.NewLinker(), memo: lint.NewMemo(), pages: render.NewMemo()}
}

// Source is a catalog as it was read, linked and checked.
type Source struct {
	Catalog *catalog.Catalog
	Graph   *graph.Graph
	// Diagnostics are the problems, of the severities that the configuration gives them, sorted. Check and Site add those of the texts.
	Diagnostics []catalog.Diagnostic
	// Ignored are the files that were left alone, and Formats counts those of each format.
	Ignored []string
	Formats map[string]int
	// Inputs are the files and folders that Read, and then Site, have used, by absolute path.
	Inputs load.Inputs
	// History is what commits have changed; nil where nobody has asked for it.
	History *changes.History
}

// Read reads, links and checks the source. Its error is a problem of the machine, or that the target does not exist.
func (s *Session) Read(ctx context.Context) (*Source, error) {
	loaded, err := load.Load(ctx, s.Target, load.Options{Cache: s.cache, Output: s.Output})
	if err != nil {
		return nil, err
	}
	s.cache.Trim()
	past := s.startHistory(ctx, loaded)
	cat := s.linker.Link(loaded.Fragments, loaded.Config)
	relations := graph.Build(cat)
	found := lint.Run(lint.Input{Catalog: cat, Graph: relations, Memo: s.memo})
	if len(cat.Resources) == 0 && !slices.ContainsFunc(cat.Diagnostics, func(d catalog.Diagnostic) bool { return d.Severity == catalog.Error }) {
		found = append(found, empty(loaded))
	}
	judged := *cat
	judged.Diagnostics = once(catalog.SortDiagnostics(cat.Config.Judge(slices.Concat(cat.Diagnostics, found))))
	src := &Source{Catalog: &judged, Graph: relations, Diagnostics: judged.Diagnostics, Ignored: loaded.Ignored, Formats: loaded.Sources, Inputs: loaded.Inputs}
	src.History = past(src.Inputs)
	return src, nil
}

// empty says that there is nothing to show, and what to do about it.
func empty(loaded *load.Result) catalog.Diagnostic {
	d := catalog.Diag(catalog.CatalogEmpty, catalog.Pos{File: "."}, "nothing to describe was found here")
	if n := len(loaded.Ignored); n > 0 {
		d.Message += fmt.Sprintf("; files of no known format: %d", n)
		return d.Suggest("See them with --verbose, or start a catalog with `eventatlas init`")
	}
	return d.Suggest("Start a catalog with `eventatlas init`")
}

// once leaves one diagnostic of a reference that leads to no file: the reader of the document, of the schema and of the file each see the same
// mistake, and the one that can say what to do is kept. The list is sorted by place.
func once(list []catalog.Diagnostic) []catalog.Diagnostic {
	kept := make([]catalog.Diagnostic, 0, len(list))
	for start := 0; start < len(list); {
		end := start + 1
		for end < len(list) && list[end].Pos == list[start].Pos {
			end++
		}
		kept = append(kept, oneOf(list[start:end])...)
		start = end
	}
	return kept
}

// oneOf does what once does for the diagnostics of one place.
func oneOf(same []catalog.Diagnostic) []catalog.Diagnostic {
	best := -1
	for i, d := range same {
		switch d.Code {
		case catalog.FileMissing, catalog.FileOutside, catalog.RefRemote:
			if best < 0 || same[best].Suggestion == "" {
				best = i
			}
		default:
		}
	}
	if best < 0 {
		return same
	}
	var kept []catalog.Diagnostic
	for i, d := range same {
		switch d.Code {
		case catalog.FileMissing, catalog.FileOutside, catalog.RefRemote, catalog.SchemaInvalid, catalog.SchemaRefMissing:
			if i != best {
				continue
			}
		default:
		}
		kept = append(kept, d)
	}
	return kept
}
