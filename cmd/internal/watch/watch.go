// Package watch says when the inputs of a build have changed.
//
// The operating system's events are a hint, and hashes are the truth. A build hands over what it has used: every file and folder
// with a sum of what it saw there. The folders around them are watched; whatever an event says, the paths that it may be about are looked
// at again, and only a sum that differs is a change. So no editor's way of saving, no lost event and no missing kind of event makes a
// result wrong, and saving without a change causes nothing. A folder is watched before its sum is compared with the one that the build saw, so nothing
// falls between the two. Where the system cannot watch, everything is looked at once a second, and slowly even where it can.
package watch

import (
	"context"
	"crypto/sha256"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// QuietTime is how long no event may come for a burst of them to be over: editors save in several steps.
const QuietTime = 50 * time.Millisecond

// The other times of a watcher: how long a burst may last, and how often to look without any event.
const (
	burstTime = 500 * time.Millisecond
	// slowTime is how often everything is looked at although the system reports events: some file systems report none.
	slowTime = 10 * time.Second
	pollTime = time.Second
	// racyTime is how young a file is when its times may not show the next change: file systems count in up to two seconds.
	racyTime = 2 * time.Second
	// manyEvents is the number of events from which on everything is looked at, which is cheaper.
	manyEvents = 200
)

// Sum is a hash of what is at a path: a file's bytes, a folder's names, zero for nothing.
type Sum = [sha256.Size]byte

// Options say how to watch.
type Options struct {
	// Sum returns the hash of what is at an absolute path now, as a build would see it.
	Sum func(path string) Sum
	// Poll looks at everything every Interval, a second if that is zero, and asks the system for no events.
	Poll     bool
	Interval time.Duration
	// Quiet is how long Next waits for a further event; QuietTime if that is zero.
	Quiet time.Duration
	// Say is called with what the user should know: why events cannot be had, and what to do. Nil is allowed.
	Say func(message string)

	// notify asks the system for events; fsnotify.NewWatcher if that is nil.
	notify func() (*fsnotify.Watcher, error)
	// slow is how often everything is looked at although there are events; slowTime if that is zero.
	slow time.Duration
}

// Watcher watches the inputs of one build after the other. Its methods are called by one goroutine at a time.
type Watcher struct {
	opt     Options
	done    sync.WaitGroup
	wake    chan struct{}
	inputs  map[string]Sum
	seen    map[string]sight
	changed bool // a change that Next has not returned yet
	failed  bool // the last build could not say what it depends on

	mu      sync.Mutex
	notify  *fsnotify.Watcher // nil when polling
	watched map[string]bool   // the folders that the system watches
	moved   []string          // those that it watches under names that they no longer have
	dirty   map[string]bool   // the paths that events named
	full    bool              // everything is to be looked at
	events  int
	first   time.Time // of the events since the last look
	last    time.Time
}

// sight is what was at a path when it was looked at.
type sight struct {
	info fs.FileInfo // nil for nothing
	racy bool
	sum  Sum
}

// New returns a watcher that watches nothing yet. It does not fail: without events it polls.
func New(opt Options) *Watcher {
	if opt.Say == nil {
		opt.Say = func(string) {}
	}
	if opt.Interval <= 0 {
		opt.Interval = pollTime
	}
	if opt.notify == nil {
		opt.notify = fsnotify.NewWatcher
	}
	if opt.slow <= 0 {
		opt.slow = slowTime
	}
	if opt.Quiet <= 0 {
		opt.Quiet = QuietTime
	}
	w := &Watcher{opt: opt, wake: make(chan struct{}, 1), seen: map[string]sight{}, watched: map[string]bool{}, dirty: map[string]bool{}}
	if opt.Poll {
		return w
	}
	notify, err := opt.notify()
	if err != nil {
		w.poll(err)
		return w
	}
	w.notify = notify
	w.done.Go(func() { w.pump(notify) })
	return w
}

// Close stops watching and returns when nothing of the watcher runs any more.
func (w *Watcher) Close() error {
	w.mu.Lock()
	notify := w.notify
	w.notify = nil
	w.mu.Unlock()
	var err error
	if notify != nil {
		err = notify.Close()
	}
	w.done.Wait()
	return err
}

// Follow watches the inputs of a build that is done. It reports whether they have changed since the build read them, or while it did; then
// what was built is not the newest any more, and the next call of Next returns soon.
func (w *Watcher) Follow(inputs map[string]Sum) (stale bool) {
	old := w.inputs
	w.inputs, w.failed, w.changed = inputs, false, false
	w.release()
	w.forget()
	for path, sum := range inputs {
		if before, ok := old[path]; ok && before == sum && w.seen[path].sum == sum {
			if _, ok := w.seen[path]; ok {
				continue
			}
		}
		w.watch(path)
		s := w.look(path)
		w.seen[path] = s
		stale = stale || s.sum != sum
	}
	for path := range w.seen {
		if _, ok := inputs[path]; !ok {
			delete(w.seen, path)
		}
	}
	stale = w.differs() || stale
	w.changed = stale
	return stale
}

// Fail says that a build could not be made and depends on nobody knows what: whatever happens next is a change, and so is a second
// that passes.
func (w *Watcher) Fail() { w.failed = true }

// Next returns when the inputs differ from those that Follow was given and the burst of events is over. Its error is that of the context.
func (w *Watcher) Next(ctx context.Context) error {
	for {
		slow, err := w.settle(ctx)
		if err != nil {
			return err
		}
		before := w.counted()
		changed := w.differs() || w.changed || w.failed
		if slow && changed && !w.failed {
			w.unheard(ctx, before)
		}
		if changed {
			w.changed = false
			return nil
		}
	}
}

// Soon reports whether an event arrives within the time. Where the system reports none, it waits and looks.
func (w *Watcher) Soon(ctx context.Context, within time.Duration) bool {
	timer := time.NewTimer(within)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-timer.C:
			w.changed = w.polling() && w.all() || w.changed
			return w.changed
		case <-w.wake:
			if w.differs() {
				w.changed = true
				return true
			}
		}
	}
}

// settle waits for something to look at, and for the end of the burst. It reports whether only time has passed. What it found to look at is looked
// at even if the context has ended meanwhile, so that what only time has found is not taken for what an event told of by the next call.
func (w *Watcher) settle(ctx context.Context) (slow bool, err error) {
	timer := time.NewTimer(w.patience())
	defer timer.Stop()
	for !w.pending() {
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-w.wake:
		case <-timer.C:
			if ctx.Err() != nil {
				return false, ctx.Err()
			}
			w.everything()
			slow = !w.polling()
		}
	}
	for {
		rest := w.rest(time.Now())
		if rest <= 0 {
			return slow, nil
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(rest):
		}
	}
}

// patience is how long to wait for events before looking without any.
func (w *Watcher) patience() time.Duration {
	switch {
	case w.polling():
		return w.opt.Interval
	case w.failed:
		return pollTime
	default:
		return w.opt.slow
	}
}

// pending reports whether there is something to look at.
func (w *Watcher) pending() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.changed || w.full || len(w.dirty) > 0
}

// rest is how long the burst of events may still last.
func (w *Watcher) rest(now time.Time) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.first.IsZero() {
		return 0
	}
	return min(w.last.Add(w.opt.Quiet).Sub(now), w.first.Add(burstTime).Sub(now))
}

// look returns what is at a path now. The times are read before the content, so that a change in between shows in the times.
func (w *Watcher) look(path string) sight {
	info, err := os.Stat(path)
	if err != nil {
		return sight{sum: w.opt.Sum(path)}
	}
	return sight{info: info, racy: time.Since(info.ModTime()) < racyTime, sum: w.opt.Sum(path)}
}

// again looks at an input and reports whether it has changed since it was looked at last. Unless sure is asked for, a file whose times
// and size are the same is believed to be.
func (w *Watcher) again(path string, sure bool) bool {
	before, ok := w.seen[path]
	if info, err := os.Stat(path); ok && !sure && !before.racy && same(before.info, info, err) {
		return false
	}
	now := w.look(path)
	w.seen[path] = now
	return now.sum != before.sum
}

func same(before, now fs.FileInfo, err error) bool {
	if before == nil || err != nil {
		return before == nil && err != nil
	}
	return before.Size() == now.Size() && before.ModTime().Equal(now.ModTime()) && os.SameFile(before, now)
}
