package load

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// The limits of what is read, in bytes. They keep one file of a hostile pull request from holding up everybody's build.
const (
	maxDocument = 4 << 20 // YAML, JSON
	maxText     = 1 << 20 // Markdown and schema languages
	maxAsset    = 20 << 20
)

// space is the part of the file system that may be read: the source folder, and the folders outside of it that the configuration names.
// Paths in it are slash-separated and relative to the source folder.
type space struct {
	dir    string // the source folder, absolute, symbolic links resolved
	single string // the one document to read; "" is the whole folder
	mounts []*mount
	ledger ledger
}

// mount is one folder that may be read; no path and no symbolic link leads out of it.
type mount struct {
	prefix string // "" for the source folder itself, else like ../orders/docs
	root   *os.Root
	dir    string
}

// openSpace opens the source folder, or the folder of the one document.
func openSpace(target string) (*space, error) {
	info, err := os.Stat(target)
	if err != nil {
		return nil, fmt.Errorf("the catalog cannot be read: %w", err)
	}
	dir, single := target, ""
	if !info.IsDir() {
		dir, single = filepath.Dir(target), filepath.Base(target)
	}
	if dir, err = filepath.Abs(dir); err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("the catalog cannot be read: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("the catalog cannot be read: %w", err)
	}
	return &space{dir: dir, single: single, mounts: []*mount{{root: root, dir: dir}}}, nil
}

func (s *space) close() {
	for _, m := range s.mounts {
		m.root.Close()
	}
}

func (s *space) defaultSources() []catalog.SourceConfig {
	if s.single != "" {
		return []catalog.SourceConfig{{Path: s.single}}
	}
	return []catalog.SourceConfig{{Path: "."}}
}

// open adds the folder of a configured source that lies outside the source folder.
func (s *space) open(name string) error {
	if !strings.HasPrefix(name+"/", "../") || s.mountOf(name) != nil {
		return nil
	}
	dir := filepath.Join(s.dir, filepath.FromSlash(name))
	prefix := name
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir, prefix = filepath.Dir(dir), path.Dir(name)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		s.ledger.record(dir, Sum(dir))
		return err
	}
	s.mounts = append(s.mounts, &mount{prefix: prefix, root: root, dir: dir})
	return nil
}

// mountOf returns the folder that a path is in, or nil where it leads outside of all of them.
func (s *space) mountOf(name string) *mount {
	if !strings.HasPrefix(name+"/", "../") {
		if path.IsAbs(name) {
			return nil
		}
		return s.mounts[0]
	}
	for _, m := range s.mounts[1:] {
		if name == m.prefix || strings.HasPrefix(name, m.prefix+"/") {
			return m
		}
	}
	return nil
}

// local returns a path as the mount has it.
func (m *mount) local(name string) string {
	if m.prefix == "" {
		return filepath.FromSlash(name)
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(name, m.prefix), "/")
	if rest == "" {
		rest = "."
	}
	return filepath.FromSlash(rest)
}

func (s *space) stat(name string) (fs.FileInfo, error) {
	m := s.mountOf(name)
	if m == nil {
		return nil, fs.ErrPermission
	}
	info, err := m.root.Stat(m.local(name))
	if err != nil {
		s.looked(m, name)
	}
	return info, err
}

func (s *space) exists(name string) bool {
	info, err := s.stat(name)
	return err == nil && !info.IsDir() || err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission)
}

// list returns the paths of the files in a folder, sorted; nothing for a folder that cannot be listed.
func (s *space) list(folder string) []string {
	m := s.mountOf(folder)
	if m == nil {
		return nil
	}
	f, err := m.root.Open(m.local(folder))
	if err != nil {
		return nil
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	if err != nil {
		return nil
	}
	s.ledger.record(m.absolute(folder), SumEntries(m.absolute(folder), entries))
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, path.Join(folder, e.Name()))
		}
	}
	slices.Sort(names)
	return names
}

// limit returns how many bytes a file of that name may have.
func limit(name string) int64 {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json", ".avsc":
		return maxDocument
	case ".md", ".mdx", ".markdown", ".proto", ".raml", ".xsd", ".graphql":
		return maxText
	default:
		return maxAsset
	}
}

// bytes reads a file within the limits; nil where it cannot be had, and why. Anything but a regular file is refused before it
// is opened, because opening a pipe may wait for ever.
func (s *space) bytes(name string) ([]byte, []catalog.Diagnostic) {
	data, _, diags := s.summed(name)
	return data, diags
}

// summed is bytes with their hash.
func (s *space) summed(name string) (data []byte, sum [sha256.Size]byte, diags []catalog.Diagnostic) {
	data, diags = s.content(name)
	m := s.mountOf(name)
	switch {
	case m == nil:
	case data == nil:
		s.looked(m, name)
	default:
		sum = sha256.Sum256(data)
		s.ledger.record(m.absolute(name), sum)
	}
	return data, sum, diags
}

func (s *space) content(name string) ([]byte, []catalog.Diagnostic) {
	pos := catalog.Pos{File: name}
	info, err := s.stat(name)
	if err != nil {
		return nil, []catalog.Diagnostic{unreadable(pos, err)}
	}
	if !info.Mode().IsRegular() {
		return nil, []catalog.Diagnostic{catalog.Diag(catalog.FileIrregular, pos, "`"+name+"` is not a regular file and is left out")}
	}
	most := limit(name)
	if info.Size() > most {
		return nil, []catalog.Diagnostic{tooLarge(pos, info.Size(), most)}
	}
	m := s.mountOf(name)
	f, err := m.root.Open(m.local(name))
	if err != nil {
		return nil, []catalog.Diagnostic{unreadable(pos, err)}
	}
	defer f.Close()
	var buffer bytes.Buffer
	buffer.Grow(int(info.Size()) + bytes.MinRead) // which leaves room to find the end in, so that it grows no more
	_, err = buffer.ReadFrom(io.LimitReader(f, most+1))
	data := buffer.Bytes()
	if err != nil {
		return nil, []catalog.Diagnostic{unreadable(pos, err)}
	}
	if int64(len(data)) > most {
		return nil, []catalog.Diagnostic{tooLarge(pos, int64(len(data)), most)}
	}
	if data == nil {
		data = []byte{}
	}
	return data, nil
}

// read reads a file and parses it where its name says that it is a document.
func (s *space) read(name string) (*catalog.File, []catalog.Diagnostic) {
	data, diags := s.bytes(name)
	if data == nil {
		return nil, diags
	}
	return parse(name, data)
}

func unreadable(pos catalog.Pos, err error) catalog.Diagnostic {
	reason := err.Error()
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		reason = pathErr.Err.Error()
	}
	if strings.Contains(reason, "escapes") {
		return catalog.Diag(catalog.FileLink, pos, "`"+pos.File+"` is a symbolic link that leads outside the source folder").
			Suggest("Copy the file, or list its folder under `sources` in " + ConfigName)
	}
	return catalog.Diag(catalog.FileUnreadable, pos, "`"+pos.File+"` cannot be read: "+reason)
}

func tooLarge(pos catalog.Pos, size, most int64) catalog.Diagnostic {
	return catalog.Diag(catalog.FileTooLarge, pos, fmt.Sprintf("the file has %d bytes; %d are read at most", size, most)).
		Suggest("Split the file, or leave it out with .eventatlasignore")
}

// private reports whether a file that something refers to is none of the catalog's business. A pull request may name any file, and the
// folder of a build may hold what its author never saw: the credentials that a CI system keeps in .git/config, an .env, a key.
// So hidden files and folders are never entered through a reference, and neither through a link that leads there.
func (s *space) private(name string) bool {
	for segment := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(segment, ".") && segment != "." && segment != ".." {
			return true
		}
	}
	m := s.mountOf(name)
	if m == nil || guarded(name, false) {
		return m != nil
	}
	real, err := filepath.EvalSymlinks(filepath.Join(m.dir, m.local(name)))
	if err != nil {
		return false
	}
	inside, err := filepath.Rel(m.dir, real)
	return err == nil && guarded(filepath.ToSlash(inside), false)
}

// guarded reports whether a path, links resolved, is a hidden file, part of a repository's own data, or a key. A hidden folder that a link
// shows under another name is otherwise meant to be seen.
func guarded(name string, dir bool) bool {
	for segment := range strings.SplitSeq(name, "/") {
		switch strings.ToLower(segment) {
		case ".git", ".hg", ".svn", ".jj", ".ssh", ".gnupg", ".aws", ".docker", ".kube":
			return true
		}
	}
	base := strings.ToLower(path.Base(name))
	switch path.Ext(base) {
	case ".pem", ".key", ".p12", ".pfx", ".jks", ".kdbx":
		return true
	}
	return !dir && strings.HasPrefix(base, ".")
}

// validName reports whether a name can be shown and written: UTF-8 without control characters.
func validName(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool { return r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 })
}
