package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// pump takes the events of the system as they come, so that its queue does not fill while a build runs.
func (w *Watcher) pump(notify *fsnotify.Watcher) {
	for {
		select {
		case event, ok := <-notify.Events:
			if !ok {
				return
			}
			w.note(event, time.Now())
		case err, ok := <-notify.Errors:
			if !ok {
				return
			}
			w.noteError(err, time.Now())
		}
	}
}

// note keeps the hint of an event.
func (w *Watcher) note(event fsnotify.Event, now time.Time) {
	if event.Op == fsnotify.Chmod {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.watched[event.Name] && (event.Has(fsnotify.Create) || event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename)) {
		w.replaced(event.Name)
		w.full = true
	}
	w.dirty[event.Name] = true
	if len(w.dirty) > manyEvents {
		w.full = true
		clear(w.dirty)
	}
	w.touched(now)
}

// replaced is called, with the lock held, when a watched folder has gone or moved: the folders that are there now, if any, are others, which the
// system does not watch, and those below it that it still watches are somewhere else.
func (w *Watcher) replaced(folder string) {
	for path := range w.watched {
		if path == folder || strings.HasPrefix(path, folder+string(filepath.Separator)) {
			delete(w.watched, path)
			w.moved = append(w.moved, path)
		}
	}
}

// release stops watching the folders that have moved, before any is watched under its new name: the system counts watches by folder, not by name.
func (w *Watcher) release() {
	w.mu.Lock()
	notify, moved := w.notify, w.moved
	w.moved = nil
	w.mu.Unlock()
	if notify == nil {
		return
	}
	for _, path := range moved {
		_ = notify.Remove(path) // it may be gone
	}
}

// noteError keeps that something happened, nobody knows what: most likely the system's queue has overflown.
func (w *Watcher) noteError(err error, now time.Time) {
	if exhausted(err) {
		w.poll(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.full = true
	w.touched(now)
}

// touched is called with the lock held.
func (w *Watcher) touched(now time.Time) {
	w.events++
	if w.first.IsZero() {
		w.first = now
	}
	w.last = now
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *Watcher) counted() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.events
}

func (w *Watcher) everything() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.full = true
}

// take returns the hints since the last call.
func (w *Watcher) take() (dirty map[string]bool, full bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	dirty, full = w.dirty, w.full
	w.dirty, w.full, w.first = map[string]bool{}, false, time.Time{}
	return dirty, full
}

// differs looks at what the hints since the last call may be about and reports whether an input has changed. A hint about a place that is
// no input and in no folder that is one may be about anything.
func (w *Watcher) differs() bool {
	dirty, full := w.take()
	paths := map[string]bool{}
	for path := range dirty {
		_, file := w.inputs[path]
		folder := filepath.Dir(path)
		_, listed := w.inputs[folder]
		full = full || !file && !listed
		paths[path], paths[folder] = file, listed
	}
	if full {
		return w.all()
	}
	changed := false
	for path, input := range paths {
		if input && w.again(path, true) {
			changed = true
		}
	}
	return changed
}

// all looks at every input, after watching anew whatever is not watched.
func (w *Watcher) all() bool {
	changed := false
	w.release()
	for path := range w.inputs {
		w.watch(path)
		if w.again(path, false) {
			changed = true
		}
	}
	return changed
}

// watch asks the system for the events of an input: of the folder that it is, and of the folder that it is in.
func (w *Watcher) watch(path string) {
	if w.polling() {
		return
	}
	if before, ok := w.seen[path]; !ok || before.info == nil || before.info.IsDir() {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			w.add(path)
		}
	}
	w.add(filepath.Dir(path))
}

// add watches a folder, or the nearest one above it that exists.
func (w *Watcher) add(folder string) {
	for {
		w.mu.Lock()
		notify, done := w.notify, w.watched[folder]
		w.mu.Unlock()
		if notify == nil || done {
			return
		}
		err := notify.Add(folder)
		switch parent := filepath.Dir(folder); {
		case err == nil:
			w.mu.Lock()
			w.watched[folder] = true
			w.mu.Unlock()
			return
		case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR):
			w.poll(err)
			return
		case parent == folder:
			return
		default:
			folder = parent
		}
	}
}

// forget stops watching the folders that no input is in.
func (w *Watcher) forget() {
	needed := make(map[string]bool, len(w.watched))
	for path := range w.inputs {
		needed[path], needed[filepath.Dir(path)] = true, true
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	maps.DeleteFunc(w.watched, func(folder string, _ bool) bool {
		if needed[folder] || w.notify == nil || w.above(folder) {
			return false
		}
		_ = w.notify.Remove(folder) // it may be gone
		return true
	})
}

// above reports whether a folder is watched in place of one that does not exist.
func (w *Watcher) above(folder string) bool {
	for path, s := range w.seen {
		if s.info == nil && len(path) > len(folder) && path[:len(folder)] == folder {
			return true
		}
	}
	return false
}

func (w *Watcher) polling() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.notify == nil
}

// poll gives up on events and says why.
func (w *Watcher) poll(reason error) {
	w.mu.Lock()
	notify := w.notify
	w.notify = nil
	clear(w.watched)
	w.mu.Unlock()
	w.opt.Say(explain(reason))
	if notify != nil {
		// Close waits for the reader of the events, which may be the caller.
		w.done.Go(func() { _ = notify.Close() })
	}
	w.everything()
}

// errUnheard is the reason to poll where changes are found that no event has told of.
var errUnheard = errors.New("changes arrive here without notice, as on network drives and in some containers")

// unheard polls from now on if a change that was found by chance has caused no event by now either.
func (w *Watcher) unheard(ctx context.Context, before int) {
	select {
	case <-ctx.Done():
	case <-time.After(2 * QuietTime):
		if w.counted() == before && !w.polling() {
			w.poll(errUnheard)
		}
	}
}

func exhausted(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// explain says why the watcher polls and what to do about it.
func explain(err error) string {
	const polling = "; looking at every file once a second instead"
	switch {
	case errors.Is(err, errUnheard):
		return err.Error() + polling + " (--poll does so from the start)"
	case errors.Is(err, syscall.ENOSPC):
		return "the system watches no more folders" + polling + ". To raise its limit: sudo sysctl fs.inotify.max_user_watches=524288"
	case errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE):
		return "the system has no more watchers or open files" + polling + ". To raise its limit: sudo sysctl fs.inotify.max_user_instances=512, and ulimit -n 4096"
	default:
		return fmt.Sprintf("the folders cannot be watched (%v)%s", err, polling)
	}
}
