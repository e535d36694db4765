package fields

import (
	"maps"
	"path"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// staleSince returns the paths of the files whose schemas may say something else than in the index before: those that have changed, came or went,
// and those that come to one of them through references.
func (x *Index) staleSince(before *Index) map[string]bool {
	if before == nil {
		x.imports = map[string]imports{}
		return nil
	}
	x.imports = before.imports
	changed := changes(before.cat.Files, x.cat.Files)
	if len(changed) == 0 {
		return nil
	}
	x.imports = maps.Clone(before.imports)
	importers := x.importers()
	stale := map[string]bool{}
	for len(changed) > 0 {
		p := changed[len(changed)-1]
		changed = changed[:len(changed)-1]
		if !stale[p] {
			stale[p] = true
			changed = append(changed, importers[p]...)
		}
	}
	return stale
}

// imports are the paths that a file refers to.
type imports struct {
	of    *catalog.File
	paths []string
}

// importers returns the paths of the files that refer to each path.
func (x *Index) importers() map[string][]string {
	list := map[string][]string{}
	for p, f := range x.cat.Files {
		known := x.imports[p]
		if known.of != f {
			known = imports{f, importsOf(f)}
			x.imports[p] = known
		}
		for _, to := range known.paths {
			list[to] = append(list[to], p)
		}
	}
	return list
}

// changes are the paths at which two sets of files are different. A type of Avro or Protobuf is looked for in the files around as well, so all
// of them change together.
func changes(before, now catalog.Files) []string {
	var list []string
	languages := map[string]bool{}
	note := func(p string) {
		list = append(list, p)
		if ext := strings.ToLower(path.Ext(p)); ext == ".avsc" || ext == ".proto" {
			languages[ext] = true
		}
	}
	for p, f := range now {
		if before[p] != f {
			note(p)
		}
	}
	for p := range before {
		if now[p] == nil {
			note(p)
		}
	}
	if len(languages) == 0 {
		return list
	}
	for p := range now {
		if languages[strings.ToLower(path.Ext(p))] {
			list = append(list, p)
		}
	}
	return list
}

func importsOf(f *catalog.File) []string {
	imports, _ := schema.Imports(f)
	list := make([]string, len(imports))
	for i, imported := range imports {
		list[i] = imported.Path
	}
	return list
}
