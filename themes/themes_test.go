package themes

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func names(files []File) []string {
	var list []string
	for _, f := range files {
		list = append(list, f.Path)
	}
	return list
}

func TestDefault(t *testing.T) {
	theme, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"base.html", "partials/frame.html", "pages/home.html"}
	if diff := cmp.Diff(want, names(theme.Templates("home"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"boot.js", "site.css", "site.js"}, names(theme.Assets())); diff != "" {
		t.Error(diff)
	}
}

// The user's files are parsed after the built-in ones, replace assets of the same name, and nothing else is taken from the folder.
func TestOver(t *testing.T) {
	theme, err := Open("default", fstest.MapFS{
		"pages/home.html":      {Data: []byte("mine")},
		"partials/footer.html": {Data: []byte("mine")},
		"assets/site.js":       {Data: []byte("mine")},
		"assets/brand/a.css":   {Data: []byte("mine")},
		"assets/.hidden":       {Data: []byte("mine")},
		"pages/notes.txt":      {Data: []byte("mine")},
		"secrets/key.pem":      {Data: []byte("mine")},
		"assets/link.css":      {Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"base.html", "partials/frame.html", "pages/home.html", "partials/footer.html", "pages/home.html"}
	if diff := cmp.Diff(want, names(theme.Templates("home"))); diff != "" {
		t.Error(diff)
	}
	assets := theme.Assets()
	if diff := cmp.Diff([]string{"boot.js", "site.css", "site.js", "brand/a.css"}, names(assets)); diff != "" {
		t.Error(diff)
	}
	if string(assets[2].Data) != "mine" {
		t.Error("the user's script does not replace the built-in one")
	}
}

func TestOpenRefuses(t *testing.T) {
	for want, open := range map[string]func() (Theme, error){
		"no such theme": func() (Theme, error) { return Open("nope", nil) },
		"holds neither": func() (Theme, error) { return Open("default", fstest.MapFS{"a.txt": {}}) },
		"a theme may have": func() (Theme, error) {
			return Open("default", fstest.MapFS{"assets/a.css": {Data: make([]byte, maxFile+1)}})
		},
	} {
		if _, err := open(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
