// Package output holds the finished site as a tree of files, and publishes it to a folder.
//
// A [Tree] is a value: paths, each with a function that makes its bytes. The same tree is written to disk
// and asked by the development server for one path at a time, so what is served is what would be written.
// A path is checked when the tree is made: it must mean one file inside the output, the same one on every
// system, and no two paths may be one file where case or accents do not count.
//
// [Publish] promises three things about the folder. A build that fails leaves it as it was: everything is
// made and written beside the site first, inside the folder so that a rename moves it, and what follows is
// renames, in an order in which a page never appears before what it shows. Nothing is deleted but what an
// earlier build wrote and nobody changed since: a manifest says what that is, and because the manifest is a
// file that anybody could have written, it is believed only about regular files inside the folder with the
// hash that it names; every access goes through an [os.Root]. And a folder that is not an output folder is
// refused before any work: the file system's root, the home folder, sources, checkouts, other people's
// files.
//
// Files are not synced to disk one by one: a crash of the machine, unlike one of the program, may cost a
// rebuild, and ten thousand syncs would cost minutes at every build.
package output

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// File is one file of a site.
type File struct {
	// Path is relative, clean and slash-separated: "events/order-placed/index.html".
	Path string
	// Data returns the content. It must be pure: it is called from any goroutine, any number of times,
	// and returns the same bytes each time, which nobody modifies.
	Data func() ([]byte, error)
}

// Tree is the files of a site. It does not change and is safe for concurrent use.
type Tree struct {
	*names
	data []func() ([]byte, error)
}

// names are the paths of a tree, which trees may share.
type names struct {
	given []string // in the order of the files
	paths []string // sorted
	place map[string]int
}

// maxPath is the longest path in bytes. Windows' limit is 260 for the whole of it.
const maxPath = 200

// ownPrefix begins the names that this package uses inside the output folder.
const ownPrefix = ".eventatlas-"

// maxErrors is how many bad paths New names.
const maxErrors = 20

// New returns the tree of files. It fails when a path is not one that every system can store, when two
// paths are the same file, or would be where case and accents do not count, and when a path runs through
// one that is a file; the error names both. Any order of files makes the same tree.
func New(files []File) (*Tree, error) { return Again(nil, files) }

// Again is New for whoever has made such a tree before, nil for none: the same paths in the same order are
// not checked again.
func Again(before *Tree, files []File) (*Tree, error) {
	t := &Tree{data: make([]func() ([]byte, error), len(files))}
	for i, f := range files {
		t.data[i] = f.Data
	}
	if before != nil && before.fits(files) {
		t.names = before.names
		return t, nil
	}
	var err error
	t.names, err = newNames(files)
	if err != nil {
		return nil, err
	}
	return t, nil
}

func (n *names) fits(files []File) bool {
	return slices.EqualFunc(n.given, files, func(path string, f File) bool { return path == f.Path })
}

func newNames(files []File) (*names, error) {
	n := &names{place: make(map[string]int, len(files)), given: make([]string, len(files))}
	var errs []error
	for i, f := range files {
		_, taken := n.place[f.Path]
		if err := checkPath(f.Path); err != nil {
			errs = append(errs, err)
		} else if taken {
			errs = append(errs, fmt.Errorf("%s: two pages have this path", f.Path))
		}
		n.place[f.Path] = i
		n.given[i] = f.Path
	}
	n.paths = slices.Sorted(slices.Values(n.given))
	errs = append(errs, collisions(n.paths)...)
	if len(errs) == 0 {
		return n, nil
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	if more := len(errs) - maxErrors; more > 0 {
		errs = append(errs[:maxErrors], fmt.Errorf("%d more", more))
	}
	return nil, fmt.Errorf("the site's paths: %w", errors.Join(errs...))
}

// Paths returns the paths in order. The slice must not be modified.
func (t *Tree) Paths() []string { return t.paths }

// Read returns the content of a path, and whether the tree has it. The path is compared as it is; nothing
// is cleaned, decoded or looked up on disk.
func (t *Tree) Read(path string) (data []byte, ok bool, err error) {
	i, ok := t.place[path]
	if !ok {
		return nil, false, nil
	}
	data, err = t.data[i]()
	if err != nil {
		return nil, true, fmt.Errorf("%s: %w", path, err)
	}
	return data, true, nil
}

// checkPath returns why a path must not be written, or nil.
func checkPath(path string) error {
	switch {
	case !fs.ValidPath(path) || path == ".":
		return fmt.Errorf("%q is not a relative, clean path", path)
	case len(path) > maxPath:
		return fmt.Errorf("%q… has %d bytes; the limit is %d", path[:40], len(path), maxPath)
	case !norm.NFC.IsNormalString(path):
		return fmt.Errorf("%q is not in Unicode's normal form C", path)
	}
	for name := range strings.SplitSeq(path, "/") {
		if reason := badName(name); reason != "" {
			return fmt.Errorf("%q: %s", path, reason)
		}
	}
	return nil
}

// badName returns why some system cannot store a name, or would take it for something else, or "".
func badName(name string) string {
	stem, _, _ := strings.Cut(name, ".")
	switch {
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return "control characters"
	case strings.ContainsAny(name, `\:*?"<>|`):
		return "a character that Windows does not allow in names"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " ") || strings.HasPrefix(name, "-"):
		return "a name that begins or ends with a character that systems drop or take for something else"
	case isDevice(stem):
		return "a name that Windows keeps for a device"
	case strings.EqualFold(name, ".git") || strings.HasPrefix(strings.ToLower(name), ownPrefix):
		return "a reserved name"
	}
	return ""
}

// fold maps the spellings of a path that some file system takes for the same file to one: case, by
// Unicode's full folding, and composed or decomposed accents.
func fold(path string) string {
	if isASCII(path) {
		return strings.ToLower(path)
	}
	// A Caser must not be shared between goroutines, so each use has its own.
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(path)))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// collisions compares every path, and every folder on the way to one, with the spelling that came first.
func collisions(paths []string) []error {
	var errs []error
	files := make(map[string]string, len(paths))
	for _, path := range paths {
		key := fold(path)
		if first, ok := files[key]; ok && first != path {
			errs = append(errs, fmt.Errorf("%s and %s are the same file where case does not count", first, path))
			continue
		}
		files[key] = path
	}
	folders := map[string]string{}
	for _, path := range paths {
		for i := strings.LastIndexByte(path, '/'); i > 0; i = strings.LastIndexByte(path[:i], '/') {
			folder := path[:i]
			key := fold(folder)
			first, ok := folders[key]
			if ok && first == folder {
				break // and so are the folders above
			}
			if ok {
				errs = append(errs, fmt.Errorf("%s and %s are the same folder where case does not count", first, folder))
				break
			}
			folders[key] = folder
			if file, ok := files[key]; ok {
				errs = append(errs, fmt.Errorf("%s is a file and the folder of %s", file, path))
			}
		}
	}
	return errs
}
