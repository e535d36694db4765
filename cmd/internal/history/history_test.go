package history

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
)

// repository is a repository of a test, and the folder of the source in it.
type repository struct {
	t      *testing.T
	top    string
	dir    string
	minute int
}

// newRepository makes an empty one. The source is in a folder of it.
func newRepository(t *testing.T, folder string) *repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := &repository{t: t, top: top, dir: filepath.Join(top, folder)}
	r.git("init", "-q", "-b", "main")
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *repository) git(args ...string) {
	r.t.Helper()
	cmd := exec.CommandContext(r.t.Context(), "git", args...)
	cmd.Dir = r.top
	date := fmt.Sprintf("2024-05-06T07:%02d:00Z", r.minute)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@shop.example",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@shop.example", "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// commit writes files, each a name and a text, of which "" removes it, and commits them.
func (r *repository) commit(message string, files ...string) {
	r.t.Helper()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(r.dir, filepath.FromSlash(files[i]))
		if files[i+1] == "" {
			if err := os.Remove(name); err != nil {
				r.t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
	r.minute++
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", message)
}

func (r *repository) read(options ...func(*Source)) *changes.History {
	r.t.Helper()
	var reader Reader
	src := Source{Dir: r.dir}
	for _, set := range options {
		set(&src)
	}
	return reader.Read(r.t.Context(), src, nil)
}

// summary writes a history in lines.
func summary(h *changes.History) string {
	var b strings.Builder
	for _, c := range h.Commits {
		fmt.Fprintf(&b, "%s %s: %s\n", c.Time.Format("15:04"), c.Author, c.Subject)
		for _, r := range c.Resources {
			fmt.Fprintf(&b, "  %s %s %s@%s", r.Sort, r.Kind, r.ID, r.Version)
			for _, a := range r.Aspects {
				fmt.Fprintf(&b, " %s", a.Name)
				if len(a.Gone)+len(a.New) > 0 {
					fmt.Fprintf(&b, "%v%v", a.Gone, a.New)
				}
			}
			for _, f := range r.Payload.Changes {
				fmt.Fprintf(&b, " %s %s %s", f.Sort, f.Aspect, f.Path)
			}
			b.WriteString("\n")
		}
		for _, f := range c.Files {
			fmt.Fprintf(&b, "  %s file %s", f.Sort, f.Path)
			for _, f := range f.Schema.Changes {
				fmt.Fprintf(&b, " %s %s %s", f.Sort, f.Aspect, f.Path)
			}
			b.WriteString("\n")
		}
		if c.More > 0 {
			fmt.Fprintf(&b, "  %d more\n", c.More)
		}
	}
	return b.String()
}

const (
	teaOne = "events:\n  served:\n    name: Served\n    summary: Tea is served.\n    version: 1.0.0\n    schema: {type: object, properties: {cup: {type: string}}}\n"
	teaTwo = "# moved about\nevents:\n  served:\n    summary: Tea is served.\n    name: Served\n    version: 1.0.0\n    schema: {properties: {cup: {type: string}}, type: object}\n"
	teaNew = "events:\n  served:\n    name: Served\n    summary: Tea is on the table.\n    version: 1.1.0\n    deprecated: true\n    schema: {type: object, required: [sugar], properties: {cup: {type: integer}, sugar: {type: string}}}\n"
)

// TestHistory goes through the life of a catalog that is a folder of a repository.
func TestHistory(t *testing.T) {
	t.Parallel()
	r := newRepository(t, "catalog")
	r.commit("Tea", "tea.yaml", teaOne, "schemas/milk.json", `{"type": "object", "properties": {"fat": {"type": "number"}}}`)
	r.commit("Another order of lines", "tea.yaml", teaTwo)
	r.commit("Beside the catalog", "../other.yaml", teaOne, ".hidden/x.yaml", teaOne, "node_modules/x.yaml", teaOne)
	r.commit("Who pours", "pot.yaml", "services:\n  pot:\n    produces: [{message: served}]\n")
	r.commit("Sugar", "tea.yaml", teaNew, "schemas/milk.json", `{"type": "object", "properties": {"fat": {"type": "string"}}}`)
	r.commit("Half written", "tea.yaml", "events: [")
	r.commit("No pot", "pot.yaml", "")
	want := `07:07 Ada: No pot
  removed service pot@
07:06 Ada: Half written
  1 more
07:05 Ada: Sugar
  deprecated event served@1.1.0 version[1.0.0][1.1.0] summary deprecation schema changed type cup added field sugar
  changed file schemas/milk.json changed type fat
07:04 Ada: Who pours
  added service pot@
07:03 Ada: Beside the catalog
07:02 Ada: Another order of lines
07:01 Ada: Tea
  added event served@1.0.0
  added file schemas/milk.json
`
	h := r.read()
	if got := summary(h); got != want || h.State != changes.Known || h.Cut || h.Shallow {
		t.Errorf("%+v\n%s\nwant\n%s", h.State, got, want)
	}
	few := r.read(func(s *Source) { s.Commits = 2 })
	if len(few.Commits) != 2 || !few.Cut || !reflect.DeepEqual(few.Commits, h.Commits[:2]) {
		t.Errorf("two commits are %s", summary(few))
	}
	only := r.read(func(s *Source) { s.Config.Sources = []catalog.SourceConfig{{Path: "schemas"}, {Path: "../other.yaml"}} })
	if got := summary(only); !strings.Contains(got, "Beside the catalog\n  added event served@1.0.0\n") || strings.Contains(got, "service pot") {
		t.Errorf("other sources give\n%s", got)
	}
}
