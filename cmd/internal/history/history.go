// Package history reads from git what the newest commits changed in a catalog.
//
// It runs the git command and nothing else, with arguments of its own: once to see which commit is checked out, and when that is another than the
// time before, once for the log and once for the contents of the files that the commits touched. Those are read by the readers that read the catalog itself,
// and compared resource by resource. Everything is bounded by numbers that do not depend on the machine (commits, files, bytes), so that the same repository
// gives the same history; the one limit in seconds ends in no history at all, and says so.
//
// Commits never change, so what was found in one is kept: after a new commit only that one is read.
package history

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/load"
)

// The bounds of a history.
const (
	// Commits is how many commits are read where nobody says how many, and MaxCommits how many at most.
	Commits    = 50
	MaxCommits = 500
	// reach is how many commits of the main line are gone through to find them.
	reach = 20_000
	// filesPerCommit and maxFiles are how many files are compared, of one commit and of all.
	filesPerCommit = 200
	maxFiles       = 4_000
	// bytesPerCommit and maxBytes are how many bytes these may have before and after.
	bytesPerCommit = 16 << 20
	maxBytes       = 64 << 20
	// imported is how many bytes of other files one file may lead to.
	imported = 4 << 20
)

// Reader reads the history of one source again and again. The zero value is ready.
type Reader struct {
	last  [sha256.Size]byte
	found *changes.History
	// known are commits that were compared, by all that this depends on.
	known map[string]changes.Commit
	// program is the git command; looked up where it is "".
	program string
}

// Source is what to read the history of.
type Source struct {
	// Dir is the folder of the source; Config its configuration, with its sources.
	Dir    string
	Config catalog.Config
	// Commits is how many of the newest commits to read.
	Commits int
}

// Read returns the history of a source. It does not fail: what is missing is a state of the history. Look is told of each file by which one can see that
// another commit is checked out, before it is used.
func (r *Reader) Read(ctx context.Context, src Source, look func(file string)) *changes.History {
	dir, err := filepath.Abs(src.Dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil || !inRepository(dir) {
		return &changes.History{State: changes.None}
	}
	program := r.program
	if program == "" {
		if program, err = exec.LookPath("git"); err != nil {
			return &changes.History{State: changes.NoGit}
		}
	}
	at, err := git{program: program, dir: dir}.locate(ctx)
	if err != nil {
		return &changes.History{State: changes.Failed, Problem: err.Error()}
	}
	if watched(at, look) { // it may have moved between the two looks
		if at, err = at.locate(ctx); err != nil {
			return &changes.History{State: changes.Failed, Problem: err.Error()}
		}
	}
	if at.head == "" {
		return &changes.History{State: changes.None}
	}
	src.Commits = min(cmp.Or(src.Commits, Commits), MaxCommits)
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%v\x00%d\x00%s", at.head, at.prefix, at.shallow, src.Commits, options(src.Config)))
	if r.found != nil && sum == r.last {
		return r.found
	}
	h, err := r.read(ctx, at, src)
	if err != nil {
		return &changes.History{State: changes.Failed, Problem: err.Error()}
	}
	r.last, r.found = sum, h
	return h
}

// options is all of a configuration that the reading of a file depends on.
func options(config catalog.Config) string {
	var b strings.Builder
	for _, s := range config.Sources {
		fmt.Fprintf(&b, "%q %q %q %q %q\n", s.Path, s.Service, s.Domain, s.Perspective, s.Messages)
	}
	return b.String()
}

// inRepository reports whether there is a repository around a folder, without asking git, which costs a process.
func inRepository(dir string) bool {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return false
		}
		dir = parent
	}
}

// watched tells of the files that say which commit is checked out, and reports whether there are any.
func watched(at place, look func(string)) bool {
	if look == nil {
		return false
	}
	head := filepath.Join(at.folder, "HEAD")
	look(head)
	look(filepath.Join(at.common, "packed-refs"))
	look(filepath.Join(at.common, "shallow"))
	data, err := os.ReadFile(head)
	if ref, ok := strings.CutPrefix(strings.TrimSpace(string(data)), "ref: "); err == nil && ok && filepath.IsLocal(filepath.FromSlash(ref)) {
		look(filepath.Join(at.common, filepath.FromSlash(ref)))
	}
	return true
}

// read reads the log, and what is not known yet of its commits.
func (r *Reader) read(ctx context.Context, at place, src Source) (*changes.History, error) {
	paths := []string{"."}
	for _, s := range src.Config.Sources {
		if name := path.Clean(filepath.ToSlash(s.Path)); strings.HasPrefix(name, "../") && inside(at.prefix, name) {
			paths = append(paths, name)
		}
	}
	list, cut, err := at.log(ctx, src.Commits, reach, paths)
	if err != nil {
		return nil, err
	}
	h := &changes.History{State: changes.Known, Shallow: at.shallow, Cut: cut}
	if at.shallow { // a commit without a parent is where the clone begins: what it seems to add was there before
		list = slices.DeleteFunc(list, func(e entry) bool { return e.parent == "" })
	}
	w := &work{place: at, ctx: ctx}
	defer func() { _ = w.close() }()
	w.past = load.NewPast(src.Config, string(w.at(at.head, load.IgnoreName)), func(name string) bool { return w.at(at.head, name) != nil })
	plans, err := w.plan(list)
	if err != nil {
		return nil, err
	}
	known := map[string]changes.Commit{}
	prefix := fmt.Sprintf("%s\x00%s\x00%x\x00", at.prefix, options(src.Config), sha256.Sum256(w.at(at.head, load.IgnoreName)))
	for _, p := range plans {
		key := prefix + p.id + p.names()
		commit, ok := r.known[key]
		if !ok {
			commit = w.compare(p)
		}
		known[key] = commit
		h.Commits = append(h.Commits, commit)
	}
	if err := w.close(); err != nil {
		return nil, err
	}
	r.known = known
	slices.SortStableFunc(h.Commits, func(a, b changes.Commit) int { return b.Time.Compare(a.Time) })
	return h, nil
}

// inside reports whether a path, from the folder at the prefix, stays in the work tree: git refuses any other.
func inside(prefix, name string) bool {
	joined := path.Clean(prefix + name)
	return joined != ".." && !strings.HasPrefix(joined, "../")
}
