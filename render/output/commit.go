package output

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// plan decides what is deleted and finds what would stop commit, while stopping is free.
func (p *publisher) plan() error {
	p.blocked = map[string]bool{}
	p.made = map[string]bool{".": true}
	if p.fresh {
		return nil
	}
	p.planRemovals()
	slices.Sort(p.stats.Warnings)
	for _, f := range p.files {
		if !f.staged {
			continue
		}
		if err := p.makeRoom(f.entry.Path); err != nil {
			return err
		}
	}
	return nil
}

// planRemovals lists the files of earlier builds that this one does not have. One that somebody changed is
// theirs now, and one behind a link is not in the folder.
func (p *publisher) planRemovals() {
	spellings := map[string]string{}
	for _, name := range p.tree.Paths() {
		spellings[fold(name)] = name
	}
	for _, name := range slices.Sorted(maps.Keys(p.known)) {
		if _, ok := p.tree.place[name]; ok {
			continue
		}
		info, err := p.root.Lstat(name)
		switch {
		case err != nil:
		case p.linked(path.Dir(name)):
			p.warn(name, "lies behind a symbolic link; it was left alone")
		case p.sameFile(info, spellings[fold(name)]):
			// Where case does not count, this is another name of a file of this build.
		case !slices.ContainsFunc(p.known[name], func(e entry) bool { return unchanged(p.root, e) }):
			p.warn(name, "was changed after it was written; it was left alone")
		default:
			p.remove = append(p.remove, name)
		}
	}
}

func (p *publisher) removes(name string) bool {
	_, found := slices.BinarySearch(p.remove, name)
	return found
}

func (p *publisher) sameFile(info fs.FileInfo, name string) bool {
	if name == "" {
		return false
	}
	other, err := p.root.Lstat(name)
	return err == nil && os.SameFile(info, other)
}

// linked reports whether a folder, or one above it, is a symbolic link.
func (p *publisher) linked(folder string) bool {
	for ; folder != "."; folder = path.Dir(folder) {
		if info, err := p.root.Lstat(folder); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// makeRoom checks that a file can be moved to its path: the folders above it are folders or do not exist,
// and the path is not a folder itself. What is in the way is deleted first if it is ours to delete.
func (p *publisher) makeRoom(name string) error {
	info, err := p.root.Lstat(name)
	if err == nil && info.IsDir() {
		return p.clearFolder(name)
	}
	for folder := path.Dir(name); !p.made[folder]; folder = path.Dir(folder) {
		info, err := p.root.Lstat(folder)
		switch {
		case err != nil:
			continue
		case info.IsDir():
			p.made[folder] = true
		case info.Mode()&fs.ModeSymlink != 0:
			return fmt.Errorf("%s in the output folder is a symbolic link where the site has a folder; remove it", folder)
		case p.removes(folder):
			p.blocked[folder] = true
		default:
			return fmt.Errorf("%s in the output folder is a file where the site has a folder; move it away", folder)
		}
	}
	return nil
}

func (p *publisher) clearFolder(folder string) error {
	return fs.WalkDir(p.root.FS(), folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !p.removes(name) {
			return fmt.Errorf("%s in the output folder is a folder where the site has a file, and holds %s; move it away", folder, name)
		}
		p.blocked[name] = true
		return nil
	})
}

// commit changes the site. It first writes down what it is about to write, so that should it not get to
// the end, the next build knows these files for ours.
func (p *publisher) commit() error {
	next := manifest{Version: manifestVersion, Files: make([]entry, len(p.files))}
	for i, f := range p.files {
		next.Files[i] = f.entry
	}
	encoded := next.encode()
	if p.current(encoded) {
		return p.root.RemoveAll(stagingName)
	}
	staged := path.Join(stagingName, manifestName)
	if err := p.replace(pendingName, encoded); err != nil {
		return err
	}
	if err := p.moveFiles(); err != nil {
		return err
	}
	if err := p.removeFiles(func(name string) bool { return !p.blocked[name] }); err != nil {
		return err
	}
	if err := p.write(staged, encoded); err != nil {
		return err
	}
	if err := p.rename(staged, manifestName); err != nil {
		return err
	}
	return errors.Join(p.delete(pendingName), p.root.RemoveAll(stagingName))
}

// current reports whether there is nothing to do.
func (p *publisher) current(encoded []byte) bool {
	if p.stats.Written > 0 || len(p.remove) > 0 {
		return false
	}
	if _, err := p.root.Lstat(pendingName); err == nil {
		return false
	}
	old, err := readRegular(p.root, manifestName, maxManifest)
	return err == nil && bytes.Equal(old, encoded)
}

// replace writes a file of our own beside the site at once.
func (p *publisher) replace(name string, data []byte) error {
	staged := path.Join(stagingName, name)
	if err := p.write(staged, data); err != nil {
		return err
	}
	return p.rename(staged, name)
}

// moveFiles moves what is staged to its place: what pages show before the pages, and the pages that lead
// to others last. An empty folder gets whole folders, in as many steps as the site has names at its top.
func (p *publisher) moveFiles() error {
	if p.fresh {
		return p.moveTop()
	}
	if err := p.removeFiles(func(name string) bool { return p.blocked[name] }); err != nil {
		return err
	}
	var staged []int
	for i, f := range p.files {
		if !f.staged {
			continue
		}
		staged = append(staged, i)
		if folder := path.Dir(f.entry.Path); !p.made[folder] {
			if err := p.mkdir(folder); err != nil {
				return err
			}
			p.made[folder] = true
		}
	}
	slices.SortStableFunc(staged, func(a, b int) int {
		return cmp.Compare(rank(p.files[a].entry.Path), rank(p.files[b].entry.Path))
	})
	for _, i := range staged {
		if err := p.rename(p.stagedPath(i), p.files[i].entry.Path); err != nil {
			return err
		}
	}
	return nil
}

func (p *publisher) moveTop() error {
	ranks := map[string]int{}
	for _, name := range p.tree.Paths() {
		top, _, _ := strings.Cut(name, "/")
		ranks[top] = max(ranks[top], rank(name))
	}
	for _, top := range slices.SortedFunc(maps.Keys(ranks), func(a, b string) int {
		return cmp.Or(cmp.Compare(ranks[a], ranks[b]), strings.Compare(a, b))
	}) {
		if err := p.rename(path.Join(stagingName, top), top); err != nil {
			return err
		}
	}
	return nil
}

// rank orders what appears: what pages show or load, pages, the files at the top that lead to them, and
// the front page.
func rank(name string) int {
	switch top := !strings.Contains(name, "/"); {
	case name == "index.html":
		return 3
	case top:
		return 2
	case strings.HasSuffix(name, ".html"):
		return 1
	default:
		return 0
	}
}

// removeFiles deletes the planned files that match, and the folders that this leaves empty. It goes the
// other way round: pages before what they show.
func (p *publisher) removeFiles(match func(string) bool) error {
	names := slices.DeleteFunc(slices.Clone(p.remove), func(name string) bool { return !match(name) })
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(rank(b), rank(a)) })
	folders := map[string]bool{}
	for _, name := range names {
		if err := p.delete(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		p.stats.Removed++
		for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
			folders[folder] = true
		}
	}
	// Deeper folders sort after those that they are in.
	for _, folder := range slices.Backward(slices.Sorted(maps.Keys(folders))) {
		if entries, err := fs.ReadDir(p.root.FS(), folder); err != nil || len(entries) > 0 {
			continue
		}
		if err := p.delete(folder); err != nil {
			return err
		}
	}
	return nil
}
