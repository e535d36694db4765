package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// The names that discovery knows.
const (
	ignoreName   = ".eventatlasignore"
	manifestName = ".eventatlas-manifest.json" // marks a folder as a site that was written before
	stagingName  = ".eventatlas-staging"       // and one that is being written
	maxFiles     = 200_000
)

// discover lists the files to decode.
func (l *loader) discover() error {
	seen := map[string]bool{}
	for _, source := range l.result.Config.Sources {
		name := path.Clean(filepath.ToSlash(source.Path))
		if err := l.space.open(name); err != nil {
			l.complain(sourceMissing(source, err))
			continue
		}
		info, err := l.space.stat(name)
		switch {
		case err != nil:
			l.complain(sourceMissing(source, err))
		case info.IsDir():
			w := &walker{loader: l, seen: seen, mount: l.space.mountOf(name)}
			w.rules = w.ignoreFile(w.mount.prefix)
			if err := w.walk(name, 0); err != nil {
				return err
			}
		case !seen[name]:
			seen[name] = true
			l.found = append(l.found, name)
		}
	}
	slices.Sort(l.found)
	return nil
}

func sourceMissing(source catalog.SourceConfig, err error) catalog.Diagnostic {
	pos := source.Pos
	if !pos.IsValid() {
		pos = catalog.Pos{File: ConfigName}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return catalog.Diag(catalog.FileMissing, pos, "the source `"+source.Path+"` does not exist")
	}
	return catalog.Diag(catalog.FileUnreadable, pos, "the source `"+source.Path+"` cannot be read: "+err.Error())
}

// walker lists the files of one source.
type walker struct {
	*loader
	seen  map[string]bool
	mount *mount
	rules rules
}

// maxFolders bounds how deep folders may be nested, which also ends a loop of symbolic links.
const maxFolders = 64

func (w *walker) walk(folder string, depth int) error {
	if depth > maxFolders {
		w.complain(catalog.Diag(catalog.SyntaxDepth, catalog.Pos{File: folder}, "folders are nested too deep"))
		return nil
	}
	f, err := w.mount.root.Open(w.mount.local(folder))
	if err != nil {
		w.complain(unreadable(catalog.Pos{File: folder}, err))
		return nil
	}
	entries, err := f.ReadDir(-1)
	f.Close()
	if err != nil {
		return fmt.Errorf("listing %s: %w", folder, err)
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == manifestName }) {
		return nil
	}
	w.space.ledger.record(w.mount.absolute(folder), SumEntries(w.mount.absolute(folder), entries))
	for _, e := range entries {
		if err := w.visit(path.Join(folder, e.Name()), e, depth); err != nil {
			return err
		}
	}
	return nil
}

// visit takes one entry of a folder: enters a folder, keeps a file that can be decoded.
func (w *walker) visit(name string, e fs.DirEntry, depth int) error {
	if !validName(e.Name()) {
		w.complain(catalog.Diag(catalog.FileName, catalog.Pos{File: strings.ToValidUTF8(name, "\uFFFD")}, "the file's name holds bytes that cannot be shown"))
		return nil
	}
	dir := e.IsDir()
	if e.Type()&fs.ModeSymlink != 0 {
		info, ok := w.link(name)
		if !ok {
			return nil
		}
		dir = info.IsDir()
	}
	if w.skipped(name, e.Name(), dir) {
		return nil
	}
	if dir {
		return w.walk(name, depth+1)
	}
	if !decodable(name) || w.seen[name] || name == ConfigName {
		return nil
	}
	w.seen[name] = true
	if w.found = append(w.found, name); len(w.found) > maxFiles {
		return fmt.Errorf("the catalog has more than %d files; leave some out with %s", maxFiles, ignoreName)
	}
	return nil
}

// skipped reports whether a file or folder is left out: hidden, a dependency folder, the output, or ignored.
func (w *walker) skipped(name, base string, dir bool) bool {
	if strings.HasPrefix(base, ".") || dir && base == "node_modules" {
		return true
	}
	if dir && w.opt.Output != "" {
		if abs, err := filepath.Abs(w.opt.Output); err == nil && abs == filepath.Join(w.mount.dir, w.mount.local(name)) {
			return true
		}
	}
	return w.rules.ignored(w.mount.local(name), dir)
}

// link follows a symbolic link. One that leads to a place inside the folder that is read anyway is left out, so that nothing is
// defined twice; one that leads outside is reported.
func (w *walker) link(name string) (fs.FileInfo, bool) {
	info, err := w.mount.root.Stat(w.mount.local(name))
	if err != nil {
		w.space.looked(w.mount, name)
		if decodable(name) || strings.Contains(err.Error(), "escapes") {
			w.complain(unreadable(catalog.Pos{File: name}, err))
		}
		return nil, false
	}
	real, err := filepath.EvalSymlinks(filepath.Join(w.mount.dir, w.mount.local(name)))
	if err != nil {
		return nil, false
	}
	inside, err := filepath.Rel(w.mount.dir, real)
	if err != nil || inside == "." || w.around(real, name) {
		return nil, false
	}
	if guarded(filepath.ToSlash(inside), info.IsDir()) {
		w.complain(catalog.Diag(catalog.FileLink, catalog.Pos{File: name}, "`"+name+"` is a symbolic link to what is hidden or holds keys, so it is not read"))
		return nil, false
	}
	for part, rest := "", filepath.ToSlash(inside); rest != ""; {
		base, next, more := strings.Cut(rest, "/")
		part = path.Join(part, base)
		if w.skipped(path.Join(w.mount.prefix, part), base, more || info.IsDir()) {
			return info, true
		}
		rest = next
	}
	return info, false
}

// around reports whether a link leads to a folder that the link itself is in, which would never end.
func (w *walker) around(real, name string) bool {
	parent, err := filepath.EvalSymlinks(filepath.Join(w.mount.dir, filepath.Dir(w.mount.local(name))))
	return err != nil || parent == real || strings.HasPrefix(parent, real+string(filepath.Separator))
}

// ignoreFile reads the .eventatlasignore of a folder; without one nothing is ignored.
func (w *walker) ignoreFile(folder string) rules {
	name := path.Join(folder, ignoreName)
	m := w.mount
	if _, err := m.root.Lstat(m.local(name)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	data, diags := w.space.bytes(name)
	for _, d := range diags {
		w.complain(d)
	}
	list, diags := parseRules(name, string(data))
	for _, d := range diags {
		w.complain(d)
	}
	return list
}
