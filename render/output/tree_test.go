package output

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNewRefuses(t *testing.T) {
	tests := []struct {
		paths []string
		want  string
	}{
		{[]string{"a.html", "a.html"}, "a.html: two pages"},
		{[]string{"events/Order.html", "events/order.html"}, "events/Order.html and events/order.html"},
		{[]string{"Events/a.html", "events/b.html"}, "Events and events are the same folder"},
		{[]string{"straße", "STRASSE"}, "STRASSE and straße"},
		{[]string{"\u212a", "k"}, "is not in Unicode's normal form C"},
		{[]string{"e\u0301"}, "is not in Unicode's normal form C"},
		{[]string{"É", "é"}, "É and é"},
		{[]string{"a", "a/b"}, "a is a file and the folder of a/b"},
		{[]string{"A", "a/b"}, "A is a file and the folder of a/b"},
		{[]string{"../a"}, "clean path"},
		{[]string{"/a"}, "clean path"},
		{[]string{"a/../b"}, "clean path"},
		{[]string{"a//b"}, "clean path"},
		{[]string{"./a"}, "clean path"},
		{[]string{"a/"}, "clean path"},
		{[]string{"."}, "clean path"},
		{[]string{""}, "clean path"},
		{[]string{`a\b`}, "Windows"},
		{[]string{"c:a"}, "Windows"},
		{[]string{"a?b"}, "Windows"},
		{[]string{"a\nb"}, "control"},
		{[]string{"a\x00b"}, "control"},
		{[]string{"a\xff"}, "clean path"},
		{[]string{"a./b"}, "begins or ends"},
		{[]string{"a /b"}, "begins or ends"},
		{[]string{"-rf"}, "begins or ends"},
		{[]string{"x/CON"}, "device"},
		{[]string{"nul.html"}, "device"},
		{[]string{"Com¹.txt"}, "device"},
		{[]string{".git/config"}, "reserved"},
		{[]string{"x/.GIT"}, "reserved"},
		{[]string{manifestName}, "reserved"},
		{[]string{".EventAtlas-lock"}, "reserved"},
		{[]string{strings.Repeat("é", 101)}, "limit is 200"},
	}
	for _, test := range tests {
		var list []File
		for _, path := range test.paths {
			list = append(list, File{Path: path, Data: func() ([]byte, error) { return nil, nil }})
		}
		if _, err := New(list); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("New(%q): got %v; want %q", test.paths, err, test.want)
		}
	}
}

func TestNewBoundsItsError(t *testing.T) {
	var list []File
	for range 10_000 {
		list = append(list, File{Path: "../a"})
	}
	if _, err := New(list); strings.Count(err.Error(), "\n") != maxErrors || !strings.HasSuffix(err.Error(), "more") {
		t.Errorf("got %.200s", err)
	}
}

func TestTree(t *testing.T) {
	bad := errors.New("bad")
	tree, err := New([]File{
		{"b/c.html", func() ([]byte, error) { return []byte("c"), nil }},
		{"a.html", func() ([]byte, error) { return nil, bad }},
		{".nojekyll", func() ([]byte, error) { return nil, nil }},
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, []string{".nojekyll", "a.html", "b/c.html"}, tree.Paths())
	data, ok, err := tree.Read("b/c.html")
	if string(data) != "c" || !ok || err != nil {
		t.Errorf("got %q %v %v", data, ok, err)
	}
	if _, ok, err := tree.Read("a.html"); !ok || !errors.Is(err, bad) {
		t.Errorf("got %v %v", ok, err)
	}
	for _, path := range []string{"", "b", "b/", "B/c.html", "b//c.html", "./b/c.html", "b/../b/c.html", "/b/c.html", "b%2fc.html"} {
		if _, ok, err := tree.Read(path); ok || err != nil {
			t.Errorf("Read(%q): %v %v", path, ok, err)
		}
	}
}

func TestCheckFolder(t *testing.T) {
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	source := filepath.Join(base, "work", "catalog")
	home := filepath.Join(base, "users", "ann")
	wd := filepath.Join(base, "work", "catalog", "sub")
	for _, dir := range []string{home, wd, filepath.Join(base, "empty")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Chdir(wd)
	put(t, filepath.Join(base, "file"), "x")
	put(t, filepath.Join(base, "foreign", "x"), "x")
	put(t, filepath.Join(base, "checkout", ".git", "config"), "x")
	put(t, filepath.Join(base, "checkout", manifestName), "{}")
	put(t, filepath.Join(base, "ours", manifestName), "{}")
	put(t, filepath.Join(base, "ours", "x"), "x")
	put(t, filepath.Join(base, "crashed", stagingName, "x"), "x")
	link(t, filepath.Join(base, "empty"), filepath.Join(base, "link"))
	link(t, filepath.Join(base, "work"), filepath.Join(base, "linked"))

	tests := []struct{ dir, want string }{
		{"", "no name"},
		{filepath.VolumeName(base) + string(filepath.Separator), "root"},
		{home, "home folder"},
		{filepath.Dir(home), "home folder"},
		{".", "working folder"},
		{"..", "source folder"},
		{"../..", "source folder"},
		{source, "source folder"},
		{source + "/../catalog", "source folder"},
		{base, "source folder"},
		{filepath.Join(base, "linked", "catalog"), "source folder"},
		{filepath.Join(base, "link"), "symbolic link"},
		{filepath.Join(base, "file"), "is a file"},
		{filepath.Join(base, "file", "x"), "not a directory"},
		{filepath.Join(base, "foreign"), "did not write"},
		{filepath.Join(base, "checkout"), "git checkout"},
		{filepath.Join(base, "ours"), ""},
		{filepath.Join(base, "crashed"), ""},
		{filepath.Join(base, "empty"), ""},
		{filepath.Join(base, "new", "deep"), ""},
		{filepath.Join(source, "site"), ""},
		{"site with 'quotes'", ""},
	}
	for _, test := range tests {
		err := CheckFolder(test.dir, source)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("CheckFolder(%q): got %v; want %q", test.dir, err, test.want)
		}
	}
	before := snapshot(t, base)
	for _, test := range tests {
		if test.want == "" {
			continue
		}
		if _, err := Publish(t.Context(), site(t, first), test.dir, Options{Source: source, Adopt: test.want != "did not write"}); err == nil {
			t.Errorf("published to %q", test.dir)
		}
	}
	equal(t, before, snapshot(t, base))
}

// A tree that is made like another shares its paths; any other list of files is checked.
func TestAgain(t *testing.T) {
	file := func(path, text string) File {
		return File{Path: path, Data: func() ([]byte, error) { return []byte(text), nil }}
	}
	first, err := New([]File{file("b.html", "old b"), file("a.html", "old a")})
	if err != nil {
		t.Fatal(err)
	}
	second, err := Again(first, []File{file("b.html", "new b"), file("a.html", "new a")})
	if err != nil || second.names != first.names {
		t.Errorf("the paths are not shared (%v)", err)
	}
	for tree, want := range map[*Tree]string{first: "old a", second: "new a"} {
		if data, _, err := tree.Read("a.html"); err != nil || string(data) != want {
			t.Errorf("it reads %q (%v); want %q", data, err, want)
		}
	}
	third, err := Again(second, []File{file("a.html", "a"), file("b.html", "b"), file("c.html", "c")})
	if err != nil || !slices.Equal(third.Paths(), []string{"a.html", "b.html", "c.html"}) {
		t.Errorf("a further file is lost (%v)", err)
	}
	if _, err := Again(second, []File{file("b.html", "b"), file("../a.html", "a")}); err == nil {
		t.Error("a path is not checked")
	}
}
