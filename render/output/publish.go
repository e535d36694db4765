package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Options of a build's publishing. The zero value is usable.
type Options struct {
	// Source is the absolute path of the folder that the site is made from. An output folder that is it,
	// or holds it, is refused.
	Source string
	// Adopt lets a folder be published to that holds files of others. They stay, but for those whose
	// path is one of the site's.
	Adopt bool
	// Workers is how many files are made at once; 0 is one for each processor.
	Workers int
	// Progress is called after each file, one call at a time, from any goroutine. Nil is allowed.
	Progress func(done, total int)
}

// Stats say what publishing did.
type Stats struct {
	// Written files are new or have new content; Unchanged ones were left as they are, with their times.
	Written, Unchanged int
	// Removed files belonged to the previous build and not to this one.
	Removed int
	// Bytes is the size of the whole site.
	Bytes int64
	// Warnings name files that were left alone although they look like an earlier build's.
	Warnings []string
}

// Publish makes every file of the tree and brings the folder dir to that state; it is created where it
// does not exist. When a file cannot be made, or ctx is canceled, the folder stays as it was. Should the
// program die in the middle, the next build of the same folder needs no help. An error says what to do.
func Publish(ctx context.Context, tree *Tree, dir string, opt Options) (Stats, error) {
	p := &publisher{tree: tree, opt: opt, hook: func(string, string) error { return nil }}
	return p.publish(ctx, dir)
}

// publisher is one call of Publish.
type publisher struct {
	tree *Tree
	opt  Options
	root *os.Root
	// hook is called before every change of the file system; tests fail it.
	hook func(operation, path string) error

	fresh   bool               // the folder holds no files yet
	known   map[string][]entry // what earlier builds may have left, by path
	files   []file             // this build's, in the order of the tree's paths
	remove  []string           // what goes because it is not part of this build
	blocked map[string]bool    // those that must go first, to make room
	made    map[string]bool    // folders that are known to exist
	stats   Stats
}

// file is what became of one path.
type file struct {
	entry  entry
	staged bool
}

func (p *publisher) publish(ctx context.Context, dir string) (_ Stats, err error) {
	if err := CheckFolder(dir, p.opt.Source); err != nil && (!p.opt.Adopt || !errors.Is(err, ErrForeign)) {
		return Stats{}, err
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return Stats{}, fmt.Errorf("the output folder %s: %w", dir, err)
	}
	created, err := createFolder(absolute)
	if err != nil {
		return Stats{}, fmt.Errorf("creating the output folder: %w", err)
	}
	if p.root, err = os.OpenRoot(absolute); err != nil {
		return Stats{}, fmt.Errorf("opening the output folder: %w", err)
	}
	defer p.root.Close()
	held, err := acquire(p.root)
	if err != nil {
		return Stats{}, fmt.Errorf("%s: %w", dir, err)
	}
	defer func() {
		err = errors.Join(err, held.release())
		if err != nil && created {
			_ = os.Remove(absolute) // only if it is empty
		}
	}()
	if err := p.build(ctx); err != nil {
		return Stats{}, fmt.Errorf("publishing to %s: %w", dir, err)
	}
	return p.stats, nil
}

// createFolder makes a folder and reports whether it was not there before.
func createFolder(dir string) (bool, error) {
	if _, err := os.Lstat(dir); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	return true, os.MkdirAll(dir, 0o755)
}

// build runs under the lock. Until commit nothing of the site changes.
func (p *publisher) build(ctx context.Context) error {
	if err := p.prepare(); err != nil {
		return err
	}
	if err := p.stage(ctx); err != nil {
		return errors.Join(err, p.root.RemoveAll(stagingName))
	}
	if err := p.plan(); err != nil {
		return errors.Join(err, p.root.RemoveAll(stagingName))
	}
	if err := ctx.Err(); err != nil {
		return errors.Join(err, p.root.RemoveAll(stagingName))
	}
	if err := p.commit(); err != nil {
		return fmt.Errorf("the site is partly updated, build again: %w", err)
	}
	return nil
}

// prepare learns what is in the folder, and clears what a build that died has left.
func (p *publisher) prepare() error {
	if err := p.root.RemoveAll(stagingName); err != nil {
		return fmt.Errorf("clearing what an interrupted build left: %w", err)
	}
	p.known = map[string][]entry{}
	for _, name := range []string{manifestName, pendingName} {
		entries, skipped, err := readManifest(p.root, name)
		if err != nil {
			return err
		}
		for path, e := range entries {
			p.known[path] = append(p.known[path], e)
		}
		for _, path := range skipped {
			p.warn(path, "is listed in "+name+" but is no path of a site; it was ignored")
		}
	}
	names, err := fs.ReadDir(p.root.FS(), ".")
	if err != nil {
		return err
	}
	p.fresh = true
	for _, name := range names {
		p.fresh = p.fresh && strings.HasPrefix(name.Name(), ownPrefix)
	}
	return nil
}

func (p *publisher) warn(path, what string) {
	p.stats.Warnings = append(p.stats.Warnings, fmt.Sprintf("%q %s", path, what))
}

func (p *publisher) workers() int {
	if p.opt.Workers > 0 {
		return p.opt.Workers
	}
	return runtime.GOMAXPROCS(0)
}
