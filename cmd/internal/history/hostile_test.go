package history

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog/changes"
)

// TestHostileRepository reads a repository whose configuration, attributes and hooks name a program wherever one can be named. The program leaves a
// mark, and must not have run.
func TestHostileRepository(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the program is a shell script")
	}
	r := newRepository(t, "catalog")
	r.commit("Tea", "tea.yaml", teaOne)
	want := summary(r.read())
	mark, trap := filepath.Join(r.top, "ran"), filepath.Join(r.top, ".git", "trap")
	if err := os.WriteFile(trap, []byte("#!/bin/sh\ntouch '"+mark+"'\nexit 0\n"), 0o755); err != nil { //nolint:gosec // it has to be one that could run
		t.Fatal(err)
	}
	config := "[core]\n\tfsmonitor = TRAP\n\thooksPath = HOOKS\n\tpager = TRAP\n\tsshCommand = TRAP\n\teditor = TRAP\n\taskPass = TRAP\n\talternateRefsCommand = TRAP\n" +
		"[diff]\n\texternal = TRAP\n\torderFile = /nowhere\n\tnoprefix = true\n\trenames = copies\n[diff \"x\"]\n\ttextconv = TRAP\n\tcommand = TRAP\n" +
		"[log]\n\tshowSignature = true\n\tshowRoot = false\n\tdecorate = full\n\tfollow = true\n\tdate = relative\n[gpg]\n\tprogram = TRAP\n[gpg \"ssh\"]\n\tprogram = TRAP\n" +
		"[filter \"x\"]\n\tclean = TRAP\n\tsmudge = TRAP\n\tprocess = TRAP\n\trequired = true\n[alias]\n\tlog = !TRAP\n\trev-parse = !TRAP\n\tcat-file = !TRAP\n" +
		"[pager]\n\tlog = TRAP\n[color]\n\tui = always\n[format]\n\tpretty = raw\n[credential]\n\thelper = !TRAP\n[uploadpack]\n\tpackObjectsHook = TRAP\n" +
		"[extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\turl = ext::TRAP\n\tpromisor = true\n[core]\n\trepositoryformatversion = 1\n"
	config = strings.NewReplacer("TRAP", trap, "HOOKS", filepath.Join(r.top, ".git", "hooks")).Replace(config)
	f, err := os.OpenFile(filepath.Join(r.top, ".git", "config"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(config); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(r.top, ".git", "info", "attributes"), []byte("* diff=x filter=x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	h := r.read()
	if got := summary(h); got != want {
		t.Errorf("%d %s\n%s\nwant\n%s", h.State, h.Problem, got, want)
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("a program of the repository was run")
	}
	gone := filepath.Join(r.top, ".git", "objects")
	err = filepath.WalkDir(gone, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if data, err := os.ReadFile(name); err != nil || len(data) > 170 { // the content of the file, which the partial clone would fetch
			return os.Remove(name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r.read()
	if _, err := os.Stat(mark); err == nil {
		t.Error("a missing object was fetched")
	}
}

// TestHostileNames commits files with names that only somebody looking for trouble gives, and texts that would like to be something else.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("other systems do not take such names")
	}
	r := newRepository(t, ".")
	r.commit("\x1b[2J<script>alert(1)</script>\u0085 & more", "tea.yaml", teaOne)
	r.commit("Merge branch 'x'\n\nWhat it was about", "new\nline.yaml", teaOne, ":100644 x.yaml", teaOne, "-rf.yaml", teaOne, "quote\".yaml", teaOne, "\xff.yaml", teaOne,
		"HEAD:tea.yaml", teaOne, "é.yaml", strings.ReplaceAll(teaOne, "served", "e-acute"), "a/../b.yaml", strings.ReplaceAll(teaOne, "served", "b"))
	if err := os.Symlink("/etc/passwd", filepath.Join(r.dir, "link.yaml")); err != nil {
		t.Fatal(err)
	}
	r.commit("A link", "x.yaml", "events:\n  linked:\n    schema: {$ref: link.yaml}\n")
	h := r.read()
	got := summary(h)
	for _, want := range []string{": [2J<script>alert(1)</script>  & more\n", ": What it was about\n", "  added event e-acute@1.0.0\n", "  added event b@1.0.0\n", "  added event linked@\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.ContainsAny(got, "\x1b\u0085") || strings.Contains(got, "root:") {
		t.Errorf("%q", got)
	}
}

// TestNoHistory is for sources that have none, or not all of it.
func TestNoHistory(t *testing.T) {
	t.Parallel()
	r := newRepository(t, "catalog")
	if h := r.read(); h.State != changes.None {
		t.Errorf("a repository without a commit is %d %s", h.State, h.Problem)
	}
	for _, text := range []string{"One.", "Two.", "Three."} {
		r.commit(text, "tea.yaml", strings.ReplaceAll(teaOne, "Tea is served.", text))
	}
	missing := Reader{program: filepath.Join(r.top, "no-git")}
	if h := missing.Read(t.Context(), Source{Dir: r.dir}, nil); h.State != changes.Failed || h.Problem == "" {
		t.Errorf("without git the history is %d %q", h.State, h.Problem)
	}
	clone := newRepository(t, "catalog")
	clone.git("fetch", "-q", "--depth=2", "file://"+r.top, "main")
	clone.git("checkout", "-q", "FETCH_HEAD")
	h := clone.read()
	if got := summary(h); !h.Shallow || got != "07:03 Ada: Three.\n  changed event served@1.0.0 summary\n" {
		t.Errorf("a shallow clone: %v\n%s", h.Shallow, got)
	}
	var reader Reader
	if h := reader.Read(t.Context(), Source{Dir: filepath.Join(r.top, "nowhere")}, nil); h.State != changes.None {
		t.Errorf("no folder is %d", h.State)
	}
}

// TestReadAgain reads after each commit with the same reader, and holds the result to that of a new one.
func TestReadAgain(t *testing.T) {
	t.Parallel()
	r := newRepository(t, "catalog")
	var reader Reader
	seen := map[string]bool{}
	for i, text := range []string{"One.", "Two.", "Three.", "Four."} {
		r.commit(text, "tea.yaml", strings.ReplaceAll(teaOne, "Tea is served.", text))
		if i == 2 {
			r.git("gc", "-q") // which moves references and objects
		}
		h := reader.Read(t.Context(), Source{Dir: r.dir}, func(file string) { seen[file] = true })
		if got, want := summary(h), summary(r.read()); got != want || len(h.Commits) != i+1 {
			t.Errorf("after %s\n%s\nwant\n%s", text, got, want)
		}
		if again := reader.Read(t.Context(), Source{Dir: r.dir}, nil); again != h {
			t.Error("what is known is read again")
		}
	}
	for _, file := range []string{"HEAD", "packed-refs", "refs/heads/main"} {
		if !seen[filepath.Join(r.top, ".git", filepath.FromSlash(file))] {
			t.Errorf("%s is not among %v", file, seen)
		}
	}
}

// TestMerge holds that what a branch brought is told once, by the merge.
func TestMerge(t *testing.T) {
	t.Parallel()
	r := newRepository(t, ".")
	r.commit("Tea", "tea.yaml", teaOne)
	r.git("checkout", "-q", "-b", "side")
	r.commit("Half", "pot.yaml", "services:\n  half:\n    name: Half\n")
	r.commit("Whole", "pot.yaml", "services:\n  pot:\n    name: Pot\n")
	r.git("checkout", "-q", "main")
	r.commit("Water", "water.yaml", "services:\n  kettle:\n    name: Kettle\n")
	r.minute++
	r.git("merge", "-q", "--no-ff", "-m", "Merge branch 'side'", "-m", "A pot", "side")
	want := "07:05 Ada: A pot\n  added service pot@\n07:04 Ada: Water\n  added service kettle@\n07:01 Ada: Tea\n  added event served@1.0.0\n"
	if got := summary(r.read()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestManyFiles holds the bound on the files of one commit.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	r := newRepository(t, ".")
	var files []string
	for i := range filesPerCommit + 7 {
		name := strings.Repeat("a", i/20+1) + strings.Repeat("b", i%20+1)
		files = append(files, name+".yaml", "services:\n  "+name+":\n    name: "+name+"\n")
	}
	r.commit("All", files...)
	h := r.read()
	if c := h.Commits[0]; len(c.Resources) != filesPerCommit || c.More != 7 {
		t.Errorf("%d resources and %d more", len(c.Resources), c.More)
	}
}
