package load

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// Past reads single files of a source as they were at another time, by the rules by which Load reads the source now: what is hidden, ignored or outside of the
// sources is none of the catalog's business then either.
type Past struct {
	config  catalog.Config
	ignored rules
	formats []Format
	// sites are the folders of which it is known whether they hold a site that was written.
	sites  map[string]bool
	exists func(name string) bool
}

// NewPast returns a reader for a configuration whose sources are given, the text of the ignore file, and a function that says whether a file is in the
// repository.
func NewPast(config catalog.Config, ignoreFile string, exists func(name string) bool) *Past {
	list, _ := parseRules(ignoreName, ignoreFile)
	if len(config.Sources) == 0 {
		config.Sources = []catalog.SourceConfig{{Path: "."}}
	}
	return &Past{config: config, ignored: list, formats: Formats(), sites: map[string]bool{}, exists: exists}
}

// IgnoreName is the file at the root of a source that says what is left out.
const IgnoreName = ignoreName

// maxPast bounds the files that one file may lead to at another time.
const maxPast = 200

// Source reports whether a file is one that discovery would decode.
func (p *Past) Source(name string) bool {
	return decodable(name) && name != ConfigName && p.Known(name) && p.inSources(name)
}

func (p *Past) inSources(name string) bool {
	return slices.ContainsFunc(p.config.Sources, func(s catalog.SourceConfig) bool { return within(path.Clean(filepath.ToSlash(s.Path)), name) })
}

// Known reports whether a file may be read at all: for itself, or because another refers to it.
func (p *Past) Known(name string) bool {
	if !validName(name) || path.IsAbs(name) || path.Clean(name) != name || guarded(name, false) {
		return false
	}
	rest := name
	for strings.HasPrefix(rest, "../") {
		rest = rest[len("../"):]
	}
	if rest != name && !p.inSources(name) {
		return false
	}
	for part, left := "", rest; left != ""; {
		base, next, more := strings.Cut(left, "/")
		part = path.Join(part, base)
		if strings.HasPrefix(base, ".") || more && (base == "node_modules" || p.isSite(part)) || p.ignored.ignored(part, more) {
			return false
		}
		left = next
	}
	return rest != ""
}

// isSite reports whether a folder is a site that was written, and is in the repository.
func (p *Past) isSite(folder string) bool {
	is, known := p.sites[folder]
	if !known {
		is = p.exists(path.Join(folder, manifestName))
		p.sites[folder] = is
	}
	return is
}

// Decode decodes one file with what it refers to, which read returns; nil for what there is not. The fragment has no format where the file is none that
// describes something, and the files are those that it was made of.
func (p *Past) Decode(name string, data []byte, read func(name string) []byte) (*catalog.Fragment, catalog.Files) {
	l := &loader{formats: p.formats}
	l.result = &Result{Config: p.config}
	if int64(len(data)) > limit(name) {
		return &catalog.Fragment{Path: name}, nil
	}
	d := l.decodeBytes(name, data, l.sourceOf(name))
	if d.format == nil {
		return d.fragment, nil
	}
	d.fragment.Format = d.format.Name
	files := catalog.Files{name: d.fragment.File}
	p.Follow(files, d.fragment.Imports, read)
	if d.format.Assemble == nil {
		return d.fragment, files
	}
	whole := d.format.Assemble(d.fragment, files, d.source)
	if whole == nil {
		return d.fragment, files
	}
	whole.Path, whole.File, whole.Format = name, d.fragment.File, d.format.Name
	return whole, files
}

// Follow adds the files that imports lead to, and what these refer to themselves.
func (p *Past) Follow(files catalog.Files, queue []catalog.Import, read func(name string) []byte) {
	for len(queue) > 0 && len(files) < maxPast {
		next := queue[0].Path
		queue = queue[1:]
		if _, done := files[next]; done || !p.Known(next) {
			continue
		}
		data := read(next)
		if data == nil || int64(len(data)) > limit(next) {
			continue
		}
		file, _ := parse(next, data)
		files[next] = file
		imports, _ := schema.Imports(file)
		queue = append(queue, imports...)
	}
}

// File makes a file of its bytes, together with what it refers to.
func (p *Past) File(name string, data []byte, read func(name string) []byte) (*catalog.File, catalog.Files) {
	if data == nil || int64(len(data)) > limit(name) {
		return nil, nil
	}
	file, _ := parse(name, data)
	files := catalog.Files{name: file}
	imports, _ := schema.Imports(file)
	p.Follow(files, imports, read)
	return file, files
}
