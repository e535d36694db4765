package themes

import (
	"fmt"
	"io/fs"
	"slices"
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
	byRole := map[Role]int{}
	for _, f := range theme.Assets() {
		byRole[RoleOf(f.Path)]++
	}
	if byRole[Boot] != 1 || byRole[Common] != 2 || byRole[OfKind] < 5 {
		t.Errorf("the assets are %v", names(theme.Assets()))
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
	last := assets[len(assets)-1]
	if last.Path != "brand/a.css" {
		t.Errorf("the last asset is %s", last.Path)
	}
	for _, f := range assets {
		if f.Path == "site.js" && string(f.Data) != "mine" {
			t.Error("the user's script does not replace the built-in one")
		}
		if strings.Contains(f.Path, "hidden") || f.Path == "link.css" {
			t.Errorf("%s was taken", f.Path)
		}
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

func TestRoles(t *testing.T) {
	for name, want := range map[string]Role{
		"site.css": Common, "site.js": Common, "acme.css": Common, "brand/a.css": Common, "boot.js": Boot, "boot.css": Common, "other.js": Plain, "logo.svg": Plain,
		"kind-message.css": OfKind, "kind-message.js": OfKind, "load-search.js": OnDemand, "load-search.css": OnDemand, "kind-a.png": Plain,
	} {
		if got := RoleOf(name); got != want {
			t.Errorf("%s has the role %d, want %d", name, got, want)
		}
	}
	if got := KindOf("kind-a-z.css"); got != "a-z" {
		t.Errorf("the kind is %q", got)
	}
}

// A built-in theme is laid over the default one: it has all of its templates, and its own behind them.
func TestThemesAreLaidOverTheDefault(t *testing.T) {
	base, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Names()[1:] {
		theme, err := Open(name, fstest.MapFS{"words/de.txt": {Data: []byte("mine")}, "assets/mine.css": {Data: []byte("mine")}})
		if err != nil {
			t.Fatal(err)
		}
		got, want := names(theme.Templates("home")), names(base.Templates("home"))
		if len(got) <= len(want) || !cmp.Equal(got[:len(want)], want) {
			t.Errorf("the templates of %s are %v", name, got)
		}
		if got := names(theme.Assets()); got[len(got)-1] != "mine.css" || !slices.Contains(got, name+".css") {
			t.Errorf("the assets of %s are %v", name, got)
		}
		if words := theme.Words([]string{"de-AT", "de"}); len(words) != 1 || words[0].Path != "words/de.txt" {
			t.Errorf("the words are %v", names(words))
		}
	}
}

// Kinds of pages with large drawings go on where the stylesheet of drawings ends: what is not near the node that a pointer is on steps back.
func TestNodesHaveRules(t *testing.T) {
	theme, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"domain", "flow", "reach", "service", "system"} {
		i := slices.IndexFunc(theme.Assets(), func(f File) bool { return f.Path == "kind-"+kind+".css" })
		if i < 0 {
			t.Fatalf("there is no stylesheet for %s", kind)
		}
		style := string(theme.Assets()[i].Data)
		for i := 30; i < 60; i++ {
			if want := fmt.Sprintf("&:has(.n%d:is(:hover,:focus-visible)) :is(.e,.n):not(.n%d,.k%d)", i, i, i); !strings.Contains(style, want) {
				t.Errorf("%s: no rule for node %d", kind, i)
			}
		}
	}
}
