package output

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// site makes a tree of paths and their contents.
func site(t testing.TB, content map[string]string) *Tree {
	t.Helper()
	tree, err := New(siteFiles(content))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func siteFiles(content map[string]string) []File {
	var files []File
	for path, text := range content {
		files = append(files, File{path, func() ([]byte, error) { return []byte(text), nil }})
	}
	return files
}

// snapshot returns every file below dir with its content, links and folders included.
func snapshot(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		name = filepath.ToSlash(name)
		switch {
		case d.IsDir():
			found[name+"/"] = ""
		case d.Type()&fs.ModeSymlink != 0:
			found[name], err = os.Readlink(path)
		default:
			var data []byte
			data, err = os.ReadFile(path)
			found[name] = string(data)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// files returns the snapshot's files without our own and without folders.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := snapshot(t, dir)
	for name := range found {
		if strings.HasSuffix(name, "/") || name == manifestName {
			delete(found, name)
		}
	}
	return found
}

func publish(t testing.TB, content map[string]string, dir string, opt Options) Stats {
	t.Helper()
	stats, err := Publish(t.Context(), site(t, content), dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return stats
}

func put(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func equal(t testing.TB, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

var (
	first = map[string]string{
		"index.html": "front 1", "events/a/index.html": "a", "events/b/index.html": "b", "assets/style.css": "css", "llms.txt": "1",
	}
	second = map[string]string{
		"index.html": "front 2", "events/a/index.html": "a", "services/c/index.html": "c", "assets/style.css": "css 2", "llms.txt": "1",
	}
)

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "site")
	stats := publish(t, first, dir, Options{})
	equal(t, first, files(t, dir))
	equal(t, Stats{Written: 5, Bytes: 13}, stats)

	stats = publish(t, second, dir, Options{})
	equal(t, second, files(t, dir))
	equal(t, Stats{Written: 3, Unchanged: 2, Removed: 1, Bytes: 15}, stats)
	if _, ok := snapshot(t, dir)["events/b/"]; ok {
		t.Error("an empty folder stayed")
	}

	before := modified(t, dir)
	stats = publish(t, second, dir, Options{})
	equal(t, Stats{Unchanged: 5, Bytes: 15}, stats)
	equal(t, before, modified(t, dir))
}

// modified returns the times at which files were changed.
func modified(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	times := map[string]int64{}
	for name := range files(t, dir) {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		times[name] = info.ModTime().UnixNano()
	}
	return times
}

func TestPublishToEmptyFolder(t *testing.T) {
	dir := t.TempDir()
	publish(t, first, dir, Options{})
	equal(t, first, files(t, dir))
}

func TestPublishNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, nil, dir, Options{})
	publish(t, first, dir, Options{})
	publish(t, nil, dir, Options{})
	equal(t, map[string]string{manifestName: "{\"version\":1,\"files\":[\n]}\n"}, snapshot(t, dir))
}

// TestSameBytes publishes shuffled files with several numbers of workers.
func TestSameBytes(t *testing.T) {
	content := map[string]string{}
	for i := range 300 {
		content[fmt.Sprintf("k%d/p%d/index.html", i%7, i)] = strings.Repeat("x", i)
	}
	var want map[string]string
	for _, workers := range []int{1, 2, 8} {
		list := siteFiles(content)
		rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		tree, err := New(list)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "site")
		if _, err := Publish(t.Context(), tree, dir, Options{Workers: workers}); err != nil {
			t.Fatal(err)
		}
		got := snapshot(t, dir)
		if want == nil {
			want = got
		}
		equal(t, want, got)
	}
}

func TestProgress(t *testing.T) {
	var calls []int
	publish(t, first, filepath.Join(t.TempDir(), "site"), Options{Workers: 4, Progress: func(done, total int) {
		if total != len(first) {
			t.Errorf("total %d", total)
		}
		calls = append(calls, done)
	}})
	equal(t, []int{1, 2, 3, 4, 5}, calls)
}

func TestForeignFilesStay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, first, dir, Options{})
	put(t, filepath.Join(dir, "CNAME"), "events.example.com")
	put(t, filepath.Join(dir, "events", "b", "notes.txt"), "mine")
	put(t, filepath.Join(dir, "events", "b", "index.html"), "edited")
	stats := publish(t, second, dir, Options{})
	want := map[string]string{"CNAME": "events.example.com", "events/b/notes.txt": "mine", "events/b/index.html": "edited"}
	maps.Copy(want, second)
	equal(t, want, files(t, dir))
	equal(t, []string{`"events/b/index.html" was changed after it was written; it was left alone`}, stats.Warnings)
}

func TestForeignFileInTheWay(t *testing.T) {
	for name, arrange := range map[string]func(t *testing.T, dir string){
		"file at a path":   func(t *testing.T, dir string) { put(t, dir+"/services/c/index.html", "mine") },
		"file as a folder": func(t *testing.T, dir string) { put(t, dir+"/services", "mine") },
		"folder at a path": func(t *testing.T, dir string) { put(t, dir+"/services/c/index.html/x", "mine") },
		"link as a folder": func(t *testing.T, dir string) { link(t, "assets", dir+"/services") },
		"link at a path":   func(t *testing.T, dir string) { link(t, "llms.txt", dir+"/services/c/index.html") },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			publish(t, first, dir, Options{})
			arrange(t, dir)
			before := snapshot(t, dir)
			if _, err := Publish(t.Context(), site(t, second), dir, Options{}); err == nil {
				t.Error("no error")
			}
			equal(t, before, snapshot(t, dir))
		})
	}
}

func link(t *testing.T, to, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(to, path); err != nil {
		t.Fatal(err)
	}
}

// TestFileBecomesFolder and back.
func TestFileBecomesFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	one := map[string]string{"a": "file", "b/c/d": "deep", "b/c/e": "deep", "index.html": "1"}
	two := map[string]string{"a/x/y": "deep", "b/c": "file", "index.html": "1"}
	publish(t, one, dir, Options{})
	publish(t, two, dir, Options{})
	equal(t, two, files(t, dir))
	publish(t, one, dir, Options{})
	equal(t, one, files(t, dir))
}

func TestAdopt(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "index.html"), "mine")
	put(t, filepath.Join(dir, "notes.txt"), "mine")
	_, err := Publish(t.Context(), site(t, first), dir, Options{})
	if !errors.Is(err, ErrForeign) {
		t.Fatalf("got %v", err)
	}
	equal(t, map[string]string{"index.html": "mine", "notes.txt": "mine"}, snapshot(t, dir))
	publish(t, first, dir, Options{Adopt: true})
	publish(t, second, dir, Options{})
	got := files(t, dir)
	if got["notes.txt"] != "mine" || got["index.html"] != second["index.html"] || len(got) != len(second)+1 {
		t.Errorf("got %v", got)
	}
}

// TestForgedManifest publishes into folders whose manifest somebody else wrote. Nothing that the manifest
// names may be lost but a file of the folder itself with the very content that the manifest claims.
func TestForgedManifest(t *testing.T) {
	base := t.TempDir()
	put(t, filepath.Join(base, "precious.txt"), "precious")
	sum := sha256.Sum256([]byte("precious"))
	for _, path := range []string{
		"../precious.txt", "../../precious.txt", "a/../../precious.txt", filepath.ToSlash(filepath.Join(base, "precious.txt")),
		"out/../../precious.txt", "link/precious.txt", "linkfile", "..\\precious.txt", "a//b", "", ".", "..", "./precious.txt",
		".git/config", lockName, stagingName + "/x", "kept.txt", "folder", strings.Repeat("a/", 5000) + "x", "con", "x:y", "a\x00b",
	} {
		t.Run(fmt.Sprintf("%.40q", path), func(t *testing.T) {
			dir := filepath.Join(base, "site")
			defer os.RemoveAll(dir)
			put(t, filepath.Join(dir, "kept.txt"), "other content")
			put(t, filepath.Join(dir, "folder", "x"), "x")
			link(t, base, filepath.Join(dir, "link"))
			link(t, filepath.Join("..", "precious.txt"), filepath.Join(dir, "linkfile"))
			data, err := json.Marshal(manifest{Version: manifestVersion, Files: []entry{{path, 8, hex.EncodeToString(sum[:])}}})
			if err != nil {
				t.Fatal(err)
			}
			put(t, filepath.Join(dir, manifestName), string(data))
			before := files(t, dir)
			publish(t, map[string]string{"index.html": "x"}, dir, Options{})
			before["index.html"] = "x"
			equal(t, before, files(t, dir))
			if got, err := os.ReadFile(filepath.Join(base, "precious.txt")); err != nil || string(got) != "precious" {
				t.Fatalf("lost: %q %v", got, err)
			}
		})
	}
}

func TestDamagedManifest(t *testing.T) {
	for _, text := range []string{"", "{", "[]", `{"version":2,"files":[]}`, `{"version":1,"files":{}}`} {
		dir := filepath.Join(t.TempDir(), "site")
		publish(t, first, dir, Options{})
		put(t, filepath.Join(dir, manifestName), text)
		before := snapshot(t, dir)
		if _, err := Publish(t.Context(), site(t, second), dir, Options{}); err == nil || !strings.Contains(err.Error(), "build again") {
			t.Errorf("%q: got %v", text, err)
		}
		equal(t, before, snapshot(t, dir))
	}
}

func BenchmarkPublish(b *testing.B) {
	for _, count := range []int{100, 10_000} {
		content := map[string]string{"assets/style.css": "css"}
		for i := range count {
			content[fmt.Sprintf("events/event-%d/index.html", i)] = strings.Repeat(fmt.Sprint(i, " "), 500)
		}
		tree := site(b, content)
		b.Run(fmt.Sprintf("first/%d", count), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				dir := filepath.Join(b.TempDir(), "site")
				b.StartTimer()
				if _, err := Publish(b.Context(), tree, dir, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("unchanged/%d", count), func(b *testing.B) {
			dir := filepath.Join(b.TempDir(), "site")
			publish(b, content, dir, Options{})
			for b.Loop() {
				if _, err := Publish(b.Context(), tree, dir, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("changed/%d", count), func(b *testing.B) {
			dir := filepath.Join(b.TempDir(), "site")
			for round := 0; b.Loop(); round++ {
				b.StopTimer()
				for name := range content {
					content[name] = fmt.Sprint(round, " ", name)
				}
				tree := site(b, content)
				b.StartTimer()
				if _, err := Publish(b.Context(), tree, dir, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
