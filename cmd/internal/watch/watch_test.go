package watch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// sum sees what a build would: files, and folders by the names in them that neither begin with a dot nor end with a tilde or .tmp.
func sum(name string) Sum {
	info, err := os.Stat(name)
	if err != nil {
		return Sum{}
	}
	if !info.IsDir() {
		data, err := os.ReadFile(name)
		if err != nil {
			return Sum{}
		}
		return sha256.Sum256(data)
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		return Sum{}
	}
	var names []string
	for _, e := range entries {
		if n := e.Name(); n[0] != '.' && n != "4913" && n[0] != '#' && !strings.HasSuffix(n, "~") && !strings.HasSuffix(n, ".tmp") && !strings.Contains(n, "___jb_") && !strings.HasPrefix(n, "sed") {
			names = append(names, n)
		}
	}
	return sha256.Sum256([]byte("folder " + strings.Join(names, "\n")))
}

// inputs is what a build of a folder would have used.
func inputs(t *testing.T, dir string) map[string]Sum {
	t.Helper()
	list := map[string]Sum{dir: sum(dir)}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == dir || d.Name()[0] != '.' && d.Name() != "site"):
			list[name] = sum(name)
		case d.IsDir():
			return filepath.SkipDir
		case filepath.Ext(name) == ".yaml":
			list[name] = sum(name)
		}
		return nil
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return list
}

type rig struct {
	*Watcher
	t   *testing.T
	dir string
	mu  sync.Mutex
	out []string
}

func newRig(t *testing.T, opt Options) *rig {
	t.Helper()
	r := &rig{t: t, dir: filepath.Join(t.TempDir(), "catalog")}
	r.write("a.yaml", "one")
	r.write("sub/b.yaml", "one")
	opt.Sum = sum
	opt.Say = func(message string) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.out = append(r.out, message)
	}
	r.Watcher = New(opt)
	t.Cleanup(func() { r.Close() })
	if r.Follow(inputs(t, r.dir)) {
		t.Fatal("a folder that nobody touched is stale")
	}
	return r
}

func (r *rig) said() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.out, "\n")
}

func (r *rig) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

func (r *rig) write(name, text string) {
	r.t.Helper()
	if err := os.MkdirAll(filepath.Dir(r.path(name)), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(r.path(name), []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) move(from, to string) {
	r.t.Helper()
	if err := os.Rename(r.path(from), r.path(to)); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) remove(name string) {
	r.t.Helper()
	if err := os.RemoveAll(r.path(name)); err != nil {
		r.t.Fatal(err)
	}
}

// next waits for a change, builds, and returns whether there was one in time.
func (r *rig) next(within time.Duration) bool {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), within)
	defer cancel()
	if r.Next(ctx) != nil {
		return false
	}
	if !r.failed {
		r.Follow(inputs(r.t, r.dir))
	}
	return true
}

// builds counts the changes until nothing happens for a while.
func (r *rig) builds(quiet time.Duration) int {
	r.t.Helper()
	n := 0
	for wait := 5 * time.Second; r.next(wait); wait = quiet {
		n++
	}
	return n
}

// rest builds until nothing happens any more.
func (r *rig) rest() {
	r.t.Helper()
	for r.next(idle) {
	}
}

const idle = 4 * QuietTime

// TestEditors holds that each way in which editors save is one change, whose content is the last.
func TestEditors(t *testing.T) {
	ways := map[string]func(r *rig){
		"a plain save": func(r *rig) { r.write("a.yaml", "two") },
		"sed -i": func(r *rig) {
			r.write("sedAb1234", "two")
			r.move("sedAb1234", "a.yaml")
		},
		"a temporary file and a rename": func(r *rig) {
			r.write("a.yaml.tmp", "two")
			r.move("a.yaml.tmp", "a.yaml")
		},
		"vim": func(r *rig) {
			r.write("4913", "")
			r.remove("4913")
			r.move("a.yaml", "a.yaml~")
			r.write("a.yaml", "two")
			if err := os.Chmod(r.path("a.yaml"), 0o600); err != nil {
				r.t.Fatal(err)
			}
			r.remove("a.yaml~")
		},
		"Emacs": func(r *rig) {
			r.write("#a.yaml#", "tw")
			r.write("a.yaml", "two")
			r.remove("#a.yaml#")
		},
		"JetBrains": func(r *rig) {
			r.write("a.yaml___jb_tmp___", "two")
			r.move("a.yaml", "a.yaml___jb_old___")
			r.move("a.yaml___jb_tmp___", "a.yaml")
			r.remove("a.yaml___jb_old___")
		},
		"GNOME": func(r *rig) {
			r.write(".goutputstream-AB12", "two")
			r.move(".goutputstream-AB12", "a.yaml")
		},
		"truncate and write": func(r *rig) {
			if err := os.Truncate(r.path("a.yaml"), 0); err != nil {
				r.t.Fatal(err)
			}
			r.write("a.yaml", "two")
		},
	}
	for name, save := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, Options{})
			save(r)
			if n := r.builds(idle); n != 1 {
				t.Errorf("%d builds; want one", n)
			}
			if r.inputs[r.path("a.yaml")] != sum(r.path("a.yaml")) {
				t.Error("the last build did not see the last content")
			}
		})
	}
}

// TestNoChange holds that what changes no input causes no build, although it causes events.
func TestNoChange(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	r.write("a.yaml", "one")
	if err := os.Chmod(r.path("a.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(r.path("sub/b.yaml"), time.Now(), time.Now()); err != nil {
		t.Fatal(err)
	}
	r.write(".a.yaml.swp", "x")
	r.write("b.yaml~", "x")
	if r.next(idle) {
		t.Error("a build although nothing changed")
	}
}

func TestNewFolders(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	r.write("n1/n2/n3/c.yaml", "one")
	if !r.next(5 * time.Second) {
		t.Fatal("new folders are not seen")
	}
	r.rest()
	r.write("n1/n2/n3/c.yaml", "two")
	if !r.next(5 * time.Second) {
		t.Error("an edit in a new folder is not seen")
	}
	r.move("n1", "sub/n1")
	r.rest()
	r.write("sub/n1/n2/n3/c.yaml", "three")
	if n := r.builds(idle); n != 1 {
		t.Errorf("%d builds of an edit in a folder that moved; want one", n)
	}
}

// TestBurst is a checkout of many files, and one that takes half of them away.
func TestBurst(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	for i := range 1000 {
		r.write(fmt.Sprintf("d%d/f%d.yaml", i%20, i), "one")
	}
	if n := r.builds(idle); n < 1 || n > 4 {
		t.Errorf("%d builds of one checkout", n)
	}
	for i := range 10 {
		r.remove(fmt.Sprintf("d%d", i))
	}
	r.rest()
	if want := inputs(t, r.dir); len(r.inputs) != len(want) {
		t.Errorf("%d inputs; want %d", len(r.inputs), len(want))
	}
}

// TestOverflow drops every event and reports what the system does when its queue is full.
func TestOverflow(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	r.Watcher.mu.Lock()
	notify := r.notify
	r.Watcher.mu.Unlock()
	for _, folder := range notify.WatchList() {
		if err := notify.Remove(folder); err != nil {
			t.Fatal(err)
		}
	}
	r.write("sub/b.yaml", "two")
	if r.next(idle) {
		t.Fatal("an event came although nothing is watched")
	}
	notify.Errors <- fsnotify.ErrEventOverflow
	if !r.next(5 * time.Second) {
		t.Error("an overflow is silence")
	}
}

// TestExhausted is a system that gives no more watches.
func TestExhausted(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{Interval: 50 * time.Millisecond})
	r.noteError(os.NewSyscallError("inotify_add_watch", syscall.ENOSPC), time.Now())
	if got := r.said(); !strings.Contains(got, "sysctl fs.inotify.max_user_watches=") {
		t.Errorf("it says %q", got)
	}
	r.rest()
	r.write("a.yaml", "two")
	if !r.next(5 * time.Second) {
		t.Error("no change is seen by polling")
	}
	if got := explain(syscall.EMFILE); !strings.Contains(got, "max_user_instances") {
		t.Errorf("of EMFILE it says %q", got)
	}
}

// TestTooManyOpenFiles is a system that gives no watcher at all, and one that gives no more while folders are added, as kqueue does where every file
// of a folder is opened.
func TestTooManyOpenFiles(t *testing.T) {
	t.Parallel()
	for what, notify := range map[string]func() (*fsnotify.Watcher, error){
		"at the start": func() (*fsnotify.Watcher, error) { return nil, os.NewSyscallError("inotify_init1", syscall.EMFILE) },
		"at a folder": func() (*fsnotify.Watcher, error) {
			w, err := fsnotify.NewWatcher()
			if err == nil {
				err = w.Close() // so that nothing can be added
			}
			return w, err
		},
	} {
		r := newRig(t, Options{Interval: 20 * time.Millisecond, notify: notify})
		if got := r.said(); !strings.Contains(got, "looking at every file once a second instead") || strings.Count(got, "\n") > 0 {
			t.Errorf("%s: it says %q", what, got)
		}
		for _, name := range []string{"a.yaml", "new/folder/b.yaml"} {
			r.write(name, "two")
			if !r.next(5 * time.Second) {
				t.Errorf("%s: the change of %s is not seen by polling", what, name)
			}
		}
	}
}

// TestUnheard is a file system that reports nothing, as that of a network or of a container: a change is found all the same, and from then on they are
// looked for every second.
func TestUnheard(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{Interval: 20 * time.Millisecond, slow: 200 * time.Millisecond})
	r.Watcher.mu.Lock()
	notify := r.notify
	r.Watcher.mu.Unlock()
	for _, folder := range notify.WatchList() {
		if err := notify.Remove(folder); err != nil {
			t.Fatal(err)
		}
	}
	if r.next(idle) || r.said() != "" {
		t.Fatalf("nothing has happened, and it says %q", r.said())
	}
	r.write("a.yaml", "two")
	if !r.next(5 * time.Second) {
		t.Fatal("a change that no event told of is not found")
	}
	if got := r.said(); !strings.Contains(got, "without notice") || !strings.Contains(got, "--poll") {
		t.Errorf("it says %q", got)
	}
	r.write("sub/b.yaml", "two")
	if !r.next(5 * time.Second) {
		t.Error("the next change is not found")
	}
}

// TestLinkedFolder watches a folder by the real name of one that was named by a link, as the reader of the catalog does, and one that is linked into it.
func TestLinkedFolder(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.Mkdir(elsewhere, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, r.path("linked")); err != nil {
		t.Skip("no links here: ", err)
	}
	through := filepath.Join(r.path("linked"), "c.yaml")
	list := inputs(t, r.dir)
	list[r.path("linked")], list[through] = sum(r.path("linked")), sum(through)
	r.Follow(list)
	r.rest()
	if err := os.WriteFile(filepath.Join(elsewhere, "c.yaml"), []byte("one"), 0o644); err != nil {
		t.Fatal(err)
	}
	if !r.next(5 * time.Second) {
		t.Error("a file in a linked folder is not seen")
	}
}

func TestPoll(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{Poll: true, Interval: 20 * time.Millisecond})
	steps := []func(){
		func() { r.write("a.yaml", "two") },
		func() { r.write("a.yaml", "six") }, // of the same size, at nearly the same time
		func() { r.write("x/y/z.yaml", "one") },
		func() { r.remove("x") },
		func() { r.move("a.yaml", "A.yaml") },
	}
	for i, step := range steps {
		step()
		if !r.next(5 * time.Second) {
			t.Errorf("step %d is not seen", i)
		}
	}
	if r.said() != "" {
		t.Errorf("it says %q although polling was asked for", r.said())
	}
}

// TestRootReplaced deletes the folder and makes it anew.
func TestRootReplaced(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	r.move("", "../away")
	if !r.next(5 * time.Second) {
		t.Fatal("the loss of the folder is not seen")
	}
	r.Fail() // as the build of a folder that does not exist does
	r.write("a.yaml", "new")
	if !r.next(5 * time.Second) {
		t.Fatal("the return of the folder is not seen")
	}
	r.failed = false
	r.Follow(inputs(t, r.dir))
	r.rest()
	r.write("a.yaml", "newer")
	if !r.next(5 * time.Second) {
		t.Error("an edit after the return is not seen")
	}
}

// TestEditWhileBuilding changes an input between the build's reading and its end, in all orders.
func TestEditWhileBuilding(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	for i := range 50 {
		read := inputs(t, r.dir)
		r.write("a.yaml", fmt.Sprint("while building ", i))
		if i%2 == 0 {
			time.Sleep(time.Millisecond)
		}
		r.Follow(read)
		if !r.next(5 * time.Second) {
			t.Fatalf("edit %d: it is not built again", i)
		}
	}
	r.rest()
	if r.inputs[r.path("a.yaml")] != sum(r.path("a.yaml")) {
		t.Error("the last build did not see the last content")
	}
}

// TestOutputInside writes what no build reads, in a folder that one lists.
func TestOutputInside(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	r.write("site/index.html", "x")
	r.rest()
	for i := range 20 {
		r.write("site/index.html", strconv.Itoa(i))
		r.write("site/events/index.html", strconv.Itoa(i))
	}
	if r.next(idle) {
		t.Error("writing the site causes a build")
	}
}

// TestMissing waits for a file that a build looked for, in a folder that does not exist either.
func TestMissing(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	wanted := filepath.Join(filepath.Dir(r.dir), "elsewhere", "schema.json")
	list := inputs(t, r.dir)
	list[wanted] = Sum{}
	r.Follow(list)
	if err := os.Mkdir(filepath.Dir(wanted), 0o755); err != nil {
		t.Fatal(err)
	}
	if r.next(idle) {
		t.Error("an empty folder is the file")
	}
	if err := os.WriteFile(wanted, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if !r.next(5 * time.Second) {
		t.Error("the file that was looked for is not seen")
	}
}

func TestSoon(t *testing.T) {
	t.Parallel()
	r := newRig(t, Options{})
	if r.Soon(t.Context(), idle) {
		t.Error("something happens soon although nothing does")
	}
	go func() {
		time.Sleep(QuietTime)
		_ = os.WriteFile(r.path("a.yaml"), []byte("rest"), 0o644)
	}()
	if !r.Soon(t.Context(), 5*time.Second) {
		t.Error("what happens soon is not seen")
	}
	if !r.next(5 * time.Second) {
		t.Error("what happened soon is forgotten")
	}
}

// TestSoak makes many edits and holds that nothing piles up.
func TestSoak(t *testing.T) {
	n := 200
	if os.Getenv("EVENTATLAS_SCRIPTS") != "" {
		n = 2000
	}
	r := newRig(t, Options{Quiet: 5 * time.Millisecond})
	r.write("a.yaml", "start")
	r.rest()
	goroutines, files := runtime.NumGoroutine(), openFiles()
	for i := range n {
		switch i % 4 {
		case 0:
			r.write("t/x.yaml", strconv.Itoa(i))
		case 1:
			r.remove("t")
		default:
			r.write("a.yaml", strconv.Itoa(i))
		}
		for !r.next(5 * time.Second) {
			t.Fatalf("edit %d is not seen", i)
		}
	}
	r.rest()
	if g, f := settled(goroutines, files); g > goroutines || f > files {
		t.Errorf("%d goroutines and %d open files; before the edits %d and %d", g, f, goroutines, files)
	}
	if len(r.seen) != len(r.inputs) || len(r.watched) > 4 {
		t.Errorf("%d sights of %d inputs in %d folders", len(r.seen), len(r.inputs), len(r.watched))
	}
}

// settled waits until no more goroutines run and files are open than given, five seconds at most, and returns how many do then: one that is just ending, of
// a timer that fired or of a test before, is not one that piles up.
func settled(goroutines, files int) (int, int) {
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		g, f := runtime.NumGoroutine(), openFiles()
		if g <= goroutines && f <= files || time.Now().After(end) {
			return g, f
		}
	}
}

// openFiles counts the open files of this process; 0 where the system does not say.
func openFiles() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}
