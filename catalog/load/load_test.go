package load

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
)

// folder writes the files of an archive into a new folder, below the name in.
func folder(t *testing.T, archive string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "in")
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// told lists what was loaded: paths of fragments with their format and the ids of their resources, then the diagnostics.
func told(r *Result) string {
	var b strings.Builder
	var diags []catalog.Diagnostic
	for _, f := range r.Fragments {
		diags = append(diags, f.Diagnostics...)
		if f.File == nil {
			continue
		}
		fmt.Fprintf(&b, "%s %s", f.Path, f.Format)
		for _, res := range f.Resources {
			fmt.Fprintf(&b, " %s", res.Common().Key())
		}
		b.WriteByte('\n')
	}
	for _, d := range catalog.SortDiagnostics(diags) {
		fmt.Fprintf(&b, "%s %s\n", d.Pos, d.Code)
	}
	if len(r.Ignored) > 0 {
		fmt.Fprintf(&b, "ignored %s\n", strings.Join(r.Ignored, " "))
	}
	return b.String()
}

func load(t *testing.T, target string, opt Options) string {
	t.Helper()
	r, err := Load(t.Context(), target, opt)
	if err != nil {
		t.Fatal(err)
	}
	return told(r)
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

const small = `
-- teams.yaml --
teams: {a: {name: A}}
-- deep/er/events.yml --
events:
  placed: {name: Placed, schema: ../schemas/placed.json}
-- deep/schemas/placed.json --
{"$ref": "more/common.yaml#/x"}
-- deep/schemas/more/common.yaml --
x: {type: string}
-- docs/page.md --
# A page
-- notes.md --
# No page
-- values.yaml --
replicas: 3
-- .hidden/teams.yaml --
teams: {hidden: {name: no}}
-- node_modules/x/teams.yaml --
teams: {module: {name: no}}
-- old/.eventatlas-manifest.json --
{}
-- old/teams.yaml --
teams: {old: {name: no}}
-- skip/teams.yaml --
teams: {skip: {name: no}}
-- kept/skip.yaml --
teams: {kept: {name: yes}}
-- .eventatlasignore --
# a comment
skip/
*.tmp.yaml
!keep.tmp.yaml
-- a.tmp.yaml --
teams: {tmp: {name: no}}
-- keep.tmp.yaml --
teams: {keeptmp: {name: yes}}
`

const smallTold = `deep/er/events.yml native event:placed
deep/schemas/more/common.yaml 
deep/schemas/placed.json 
docs/page.md native doc:docs/page
keep.tmp.yaml native team:keeptmp
kept/skip.yaml native team:kept
teams.yaml native team:a
ignored notes.md values.yaml
`

func TestLoadFolder(t *testing.T) {
	dir := folder(t, small)
	expect(t, load(t, dir, Options{}), smallTold)
	for _, n := range []int{1, 2, 8} {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
			expect(t, load(t, dir, Options{Workers: n}), smallTold)
		})
	}
}

func TestLoadSkipsOutput(t *testing.T) {
	dir := folder(t, small)
	got := load(t, dir, Options{Output: filepath.Join(dir, "kept")})
	expect(t, got, strings.Replace(smallTold, "kept/skip.yaml native team:kept\n", "", 1))
}

func TestLoadCacheGivesTheSame(t *testing.T) {
	dir, cache := folder(t, small), NewCache()
	expect(t, load(t, dir, Options{Cache: cache}), smallTold)
	entries := len(cache.entries)
	expect(t, load(t, dir, Options{Cache: cache}), smallTold)
	if len(cache.entries) != entries {
		t.Errorf("the cache has grown from %d to %d entries", entries, len(cache.entries))
	}
	if err := os.WriteFile(filepath.Join(dir, "teams.yaml"), []byte("teams: {b: {name: B}}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cache.Trim()
	expect(t, load(t, dir, Options{Cache: cache}), strings.Replace(smallTold, "team:a", "team:b", 1))
	cache.Trim()
	if len(cache.entries) != entries {
		t.Errorf("%d entries are left after an edit, want %d", len(cache.entries), entries)
	}
}

func TestLoadOneDocument(t *testing.T) {
	dir := folder(t, small)
	got := load(t, filepath.Join(dir, "teams.yaml"), Options{})
	expect(t, got, "teams.yaml native team:a\n")
}

func TestLoadMissing(t *testing.T) {
	if _, err := Load(t.Context(), filepath.Join(t.TempDir(), "nowhere"), Options{}); err == nil {
		t.Error("a folder that does not exist is no error")
	}
	dir := folder(t, `
-- a.yaml --
events:
  one: {schema: shema.json}
  two: {schema: ../../out.json}
  three: {schema: shema.json}
-- schema.json --
{}
-- bad.yaml --
events: [
-- eventatlas.yaml --
titel: x
sources: [{path: .}, {path: nowhere}]
`)
	got := load(t, dir, Options{})
	expect(t, got, `a.yaml native event:one event:two event:three
bad.yaml 
eventatlas.yaml 
a.yaml:2:17 file/missing
a.yaml:3:17 file/outside-root
a.yaml:4:19 file/missing
bad.yaml:1:1 syntax/yaml
eventatlas.yaml:1:1 format/unknown-key
eventatlas.yaml:2:22 file/missing
ignored schema.json
`)
}

func TestLoadSourcesOutside(t *testing.T) {
	dir := folder(t, `
-- eventatlas.yaml --
sources: [{path: .}, {path: ../other/events.yaml}]
-- a.yaml --
teams: {a: {name: A}}
`)
	other := filepath.Join(filepath.Dir(dir), "other")
	if err := os.MkdirAll(other, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"events.yaml": "events: {b: {name: B}}\n", "unread.yaml": "events: {c: {name: C}}\n"} {
		if err := os.WriteFile(filepath.Join(other, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, load(t, dir, Options{}), "../other/events.yaml native event:b\na.yaml native team:a\neventatlas.yaml \n")
}

func TestLoadLinks(t *testing.T) {
	dir := folder(t, `
-- real/a.yaml --
teams: {a: {name: A}}
-- .shared/b.yaml --
teams: {b: {name: B}}
-- c.yaml --
events: {x: {schema: leak.json}}
`)
	secret := filepath.Join(t.TempDir(), "secret.yaml")
	if err := os.WriteFile(secret, []byte("teams: {secret: {name: no}}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{
		"again": "real", "shared": ".shared", "loop": ".", ".shared/loop": ".", "up": "..", "leak.json": secret, "leak.yaml": secret, "root": "/", "gone.yaml": "nothing.yaml",
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	got := load(t, dir, Options{})
	for _, want := range []string{"real/a.yaml native team:a", "shared/b.yaml native team:b", "leak.yaml file/symlink", "up file/symlink", "root file/symlink", "gone.yaml file/unreadable"} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
	if strings.Contains(got, "secret") || strings.Contains(got, "again/") || strings.Contains(got, "loop/") {
		t.Errorf("a link was followed that must not be:\n%s", got)
	}
	if !strings.Contains(got, "leak.json file/") {
		t.Errorf("the schema behind a link out of the folder is not reported:\n%s", got)
	}
}

func TestLoadIrregular(t *testing.T) {
	dir := folder(t, small)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o644); err != nil {
		t.Fatal(err)
	}
	big, err := os.Create(filepath.Join(dir, "big.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := big.Truncate(5 << 30); err != nil {
		t.Fatal(err)
	}
	big.Close()
	if err := os.WriteFile(filepath.Join(dir, "bad\xff.yaml"), []byte("teams: {}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got := load(t, dir, Options{})
	for _, want := range []string{"big.yaml file/too-large", "pipe.yaml file/irregular", "bad\uFFFD.yaml file/name", "teams.yaml native team:a"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
}

func TestIgnoreRules(t *testing.T) {
	list, diags := parseRules("x", strings.Join([]string{"*.log", "!keep.log", "/top", "a/**/z", "build/", "x/**", `\#hash`, "ab[cd].y?ml", "[", "  "}, "\n"))
	if len(diags) != 1 || diags[0].Pos.Line != 9 {
		t.Errorf("diagnostics: %v", diags)
	}
	for name, want := range map[string]bool{
		"a.log": true, "d/a.log": true, "keep.log": false, "d/keep.log": false, "top": true, "d/top": false, "a/z": true, "a/b/c/z": true,
		"x/y": true, "x": false, "#hash": true, "abc.yaml": true, "abe.yaml": false, "build": false,
	} {
		if got := list.ignored(name, false); got != want {
			t.Errorf("%s is ignored: %v, want %v", name, got, want)
		}
	}
	if !list.ignored("deep/build", true) {
		t.Error("the folder build is not ignored")
	}
}

// sized writes a catalog of n messages into a folder, 50 of them a file.
func sized(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	for start := 0; start < n; start += 50 {
		var b strings.Builder
		b.WriteString("services:\n")
		fmt.Fprintf(&b, "  service-%05d:\n    domain: domain-%03d\n    produces:\n", start, start/500)
		for i := start; i < min(n, start+50); i++ {
			fmt.Fprintf(&b, "      - {message: event-%05d, via: channel-%05d}\n", i, start)
		}
		b.WriteString("    consumes:\n")
		for i := start; i < min(n, start+50); i++ {
			fmt.Fprintf(&b, "      - {message: event-%05d, group: g, reads: [id]}\n", (i*7+13)%n)
		}
		fmt.Fprintf(&b, "channels:\n  channel-%05d: {address: topic.%d}\nevents:\n", start, start)
		for i := start; i < min(n, start+50); i++ {
			fmt.Fprintf(&b, "  event-%05d:\n    summary: Something happened to thing %d.\n    version: 1.%d.0\n    schema: {type: object, properties: {id: {type: string}, amount: {type: number}}}\n", i, i, i%9)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("f%05d.yaml", start)), []byte(b.String()), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		dir := sized(b, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Load(b.Context(), dir, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLink(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		r, err := Load(b.Context(), sized(b, n), Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				catalog.Link(r.Fragments, r.Config)
			}
		})
	}
}

func TestFormatsAreNamed(t *testing.T) {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	if slices.Sort(names); len(slices.Compact(names)) != len(Formats()) {
		t.Errorf("two formats share a name: %v", names)
	}
}
