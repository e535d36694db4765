package load

import (
	"path"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// follow reads the files that fragments refer to, and those that these refer to, until nothing new is named.
func (l *loader) follow() {
	byPath := map[string]*catalog.Fragment{}
	var queue []catalog.Import
	for _, d := range l.decoded {
		byPath[d.fragment.Path] = d.fragment
		queue = append(queue, d.fragment.Imports...)
		if d.format != nil && d.fragment.File != nil {
			l.files[d.fragment.Path] = d.fragment.File
		}
	}
	if l.result.Config.Logo != "" && l.config != nil {
		queue = append(queue, catalog.Import{Path: path.Clean(l.result.Config.Logo), Pos: catalog.Pos{File: ConfigName}})
	}
	visited := map[string]bool{}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if visited[next.Path] {
			if l.files[next.Path] == nil && (l.space.private(next.Path) || !l.space.exists(next.Path)) {
				l.complain(l.missing(next))
			}
			continue
		}
		visited[next.Path] = true
		queue = append(queue, l.take(next, byPath)...)
	}
	l.takeSchemas(byPath)
}

// take reads one file that is referred to and returns what it refers to itself.
func (l *loader) take(next catalog.Import, byPath map[string]*catalog.Fragment) []catalog.Import {
	file := l.files[next.Path]
	if fragment := byPath[next.Path]; fragment != nil {
		if fragment.Format != "" {
			return nil
		}
		file = fragment.File
	}
	if file == nil {
		if l.space.private(next.Path) || !l.space.exists(next.Path) {
			l.complain(l.missing(next))
			return nil
		}
		fragment := l.imported(next.Path)
		file = fragment.File
		byPath[next.Path] = fragment
		l.fragments = append(l.fragments, fragment)
	}
	if file == nil {
		return nil
	}
	l.files[next.Path] = file
	imports, diags := schema.Imports(file)
	for _, d := range diags {
		l.complain(d)
	}
	return imports
}

// imported reads a file that is referred to, through the cache.
func (l *loader) imported(name string) *catalog.Fragment {
	data, sum, diags := l.space.summed(name)
	if data == nil {
		return &catalog.Fragment{Path: name, Diagnostics: diags}
	}
	key := importKey(name, sum)
	if entry, ok := l.opt.Cache.get(key); ok {
		return entry.fragment
	}
	file, diags := parse(name, data)
	fragment := &catalog.Fragment{Path: name, File: file, Diagnostics: diags}
	l.opt.Cache.put(key, decoded{fragment: fragment})
	return fragment
}

// takeSchemas adds the Avro files beside those that are referred to: Avro has no imports, so a named type may be in any of them.
func (l *loader) takeSchemas(byPath map[string]*catalog.Fragment) {
	folders := map[string]bool{}
	for name := range l.files {
		if path.Ext(name) == ".avsc" {
			folders[path.Dir(name)] = true
		}
	}
	var names []string
	for folder := range folders {
		for _, name := range l.space.list(folder) {
			if path.Ext(name) == ".avsc" && l.files[name] == nil && !l.space.private(name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	for _, name := range names {
		l.take(catalog.Import{Path: name, Pos: catalog.Pos{File: name}}, byPath)
	}
}

// Comparing names costs time for each reference and each file beside it, so only so many references get a suggestion, and only in a
// folder that somebody might look through.
const (
	maxSuggested = 100
	maxCompared  = 2_000
)

// missing is the diagnostic of a reference to a file that is not there, or that is none of the catalog's business.
func (l *loader) missing(next catalog.Import) catalog.Diagnostic {
	if l.space.mountOf(next.Path) == nil {
		return catalog.Diag(catalog.FileOutside, next.Pos, "`"+next.Path+"` is outside the source folder").
			Suggest("Move the file into the source folder, or list its folder under `sources` in " + ConfigName)
	}
	if l.space.private(next.Path) {
		return catalog.Diag(catalog.FileOutside, next.Pos, "`"+next.Path+"` is hidden or holds keys, so it is not read").
			Suggest("Hidden files and folders are no part of a catalog; move what it needs elsewhere")
	}
	d := catalog.Diag(catalog.FileMissing, next.Pos, "the file `"+next.Path+"` does not exist")
	if near := l.nearestFile(next.Path); near != "" {
		return d.Suggest("Did you mean `" + strings.TrimPrefix(path.Dir(next.Path)+"/", "./") + near + "`?")
	}
	return d
}

// nearestFile returns the name in a file's folder that is most like its own, or "".
func (l *loader) nearestFile(name string) string {
	if l.suggested++; l.suggested > maxSuggested {
		return ""
	}
	names := l.space.list(path.Dir(name))
	if len(names) > maxCompared {
		return ""
	}
	for i := range names {
		names[i] = path.Base(names[i])
	}
	return catalog.Nearest(path.Base(name), names)
}
