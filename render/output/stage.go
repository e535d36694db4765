package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// batch is how many neighbouring paths a worker takes at once: neighbours share folders.
const batch = 16

// stage makes every file, and writes those that differ from what is in the folder under the staging
// folder.
func (p *publisher) stage(ctx context.Context) error {
	paths := p.tree.Paths()
	p.files = make([]file, len(paths))
	if err := p.mkdir(stagingName); err != nil {
		return err
	}
	var next, done atomic.Int64
	var progress sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	for range p.workers() {
		group.Go(func() error {
			w := stager{publisher: p}
			for {
				start := int(next.Add(batch)) - batch
				if start >= len(paths) {
					return nil
				}
				for i := start; i < min(start+batch, len(paths)); i++ {
					if err := ctx.Err(); err != nil {
						return err
					}
					if err := w.file(i, paths[i]); err != nil {
						return err
					}
					p.report(&progress, &done)
				}
			}
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, f := range p.files {
		p.stats.Bytes += f.entry.Size
		if f.staged {
			p.stats.Written++
		} else {
			p.stats.Unchanged++
		}
	}
	return nil
}

func (p *publisher) report(mu *sync.Mutex, done *atomic.Int64) {
	if p.opt.Progress == nil {
		return
	}
	mu.Lock()
	defer mu.Unlock()
	p.opt.Progress(int(done.Add(1)), len(p.files))
}

// stager is one worker. It remembers the folder that it made last.
type stager struct {
	*publisher
	folder string
}

func (w *stager) file(i int, name string) error {
	data, _, err := w.tree.Read(name)
	if err != nil {
		return err
	}
	f := file{entry: newEntry(name, data)}
	same, err := w.onDisk(name, data)
	if err == nil && !same {
		f.staged = true
		err = w.write(w.stagedPath(i), data)
	}
	w.files[i] = f
	return err
}

// stagedPath returns where the i-th file of the tree is staged: at its own path where whole folders will be
// moved, and by its number where files will, as ten thousand folders would be made to be deleted again.
func (p *publisher) stagedPath(i int) string {
	if p.fresh {
		return path.Join(stagingName, p.tree.Paths()[i])
	}
	return path.Join(stagingName, strconv.Itoa(i))
}

// onDisk reports whether the folder has a path with exactly this content. A file of somebody else at a
// path of ours is an error, unless it was said that the folder is to be adopted.
func (w *stager) onDisk(name string, data []byte) (bool, error) {
	if w.fresh {
		return false, nil
	}
	info, err := w.root.Lstat(name)
	if err != nil {
		// What is in the way of a folder is found by plan.
		return false, nil
	}
	if info.Mode().IsRegular() && info.Size() == int64(len(data)) {
		old, err := w.root.ReadFile(name)
		if err != nil {
			return false, err
		}
		if bytes.Equal(old, data) {
			return true, nil
		}
	}
	if w.known[name] == nil && !info.IsDir() && !w.opt.Adopt {
		return false, fmt.Errorf("%s: %w; move it away, or allow the folder to be adopted", name, ErrForeign)
	}
	return false, nil
}

// write makes a file in the staging folder.
func (w *stager) write(name string, data []byte) error {
	if folder := path.Dir(name); folder != w.folder {
		if err := w.mkdir(folder); err != nil {
			return err
		}
		w.folder = folder
	}
	return w.publisher.write(name, data)
}

// mkdir makes a folder and those above it.
func (p *publisher) mkdir(name string) error {
	if err := p.hook("mkdir", name); err != nil {
		return err
	}
	if err := p.root.MkdirAll(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// write makes a file that does not exist. The process's umask takes from its permissions what it will.
func (p *publisher) write(name string, data []byte) error {
	if err := p.hook("write", name); err != nil {
		return err
	}
	f, err := p.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// rename moves a staged file or folder to its place, over what is there.
func (p *publisher) rename(from, to string) error {
	if err := p.hook("rename", to); err != nil {
		return err
	}
	return p.root.Rename(from, to)
}

// delete removes a file or an empty folder.
func (p *publisher) delete(name string) error {
	if err := p.hook("remove", name); err != nil {
		return err
	}
	return p.root.Remove(name)
}
