// Package golden compares what a test got with a file that is kept beside it. A case is a txtar archive
// that a stranger could write: its input files, then one `want/<name>` section for each thing that the
// test produces. With UPDATE=1 in the environment the sections are rewritten instead of compared, so a
// change of output is read as a change of a file. A variable and not a flag, because `go test ./... -update`
// fails in every package whose tests do not define the flag.
package golden

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// Case is one archive: its inputs, and what the test says it produced.
type Case struct {
	// Name is the archive's file name without its extension.
	Name string
	// Comment is the text before the first file, trimmed.
	Comment string
	// Files are the inputs, in the archive's order; the want/ sections are left out.
	Files []txtar.File

	want map[string]string
	got  []txtar.File
}

// Updating reports whether kept files are rewritten instead of compared.
func Updating() bool { return os.Getenv("UPDATE") == "1" }

// Got states one product of the case under its name, to be compared with the section want/name.
func (c *Case) Got(name, content string) {
	if content != "" && !strings.HasSuffix(content, "\n") {
		content += "\n"
	}
	c.got = append(c.got, txtar.File{Name: "want/" + name, Data: []byte(content)})
}

// File returns the content of one input file, and whether the case has it.
func (c *Case) File(name string) ([]byte, bool) {
	for _, f := range c.Files {
		if f.Name == name {
			return f.Data, true
		}
	}
	return nil, false
}

// Run runs f for every archive that matches pattern, as a subtest of its own, and compares what f states.
// It fails where nothing matches: a test without a case proves nothing.
func Run(t *testing.T, pattern string, f func(t *testing.T, c *Case)) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no case matches %s (%v)", pattern, err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		t.Run(name, func(t *testing.T) { runFile(t, path, name, f) })
	}
}

func runFile(t *testing.T, path, name string, f func(t *testing.T, c *Case)) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := &Case{Name: name, Comment: strings.TrimSpace(string(archive.Comment)), want: map[string]string{}}
	for _, file := range archive.Files {
		if strings.HasPrefix(file.Name, "want/") {
			c.want[file.Name] = string(file.Data)
			continue
		}
		c.Files = append(c.Files, file)
	}
	f(t, c)
	if Updating() {
		update(t, path, archive, c)
		return
	}
	compare(t, c)
}

func compare(t *testing.T, c *Case) {
	t.Helper()
	for _, got := range c.got {
		want, ok := c.want[got.Name]
		delete(c.want, got.Name)
		if !ok {
			t.Errorf("%s is not kept; run with UPDATE=1 and read the change\n%s", got.Name, got.Data)
			continue
		}
		if diff := cmp.Diff(want, string(got.Data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", got.Name, diff)
		}
	}
	for name := range c.want {
		t.Errorf("%s is kept but the test does not produce it", name)
	}
}

func update(t *testing.T, path string, archive *txtar.Archive, c *Case) {
	t.Helper()
	next := txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: slices.Concat(c.Files, c.got)})
	if err := os.WriteFile(path, next, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Text compares got with the file at path, or rewrites the file when updating.
func Text(t *testing.T, path, got string) {
	t.Helper()
	if Updating() {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run with UPDATE=1 and read the change", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
