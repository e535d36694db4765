package build

import (
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/internal/chromium"
	"github.com/eventatlas/eventatlas/themes"
)

// themeStyles is what a theme may add to the common stylesheet, gzipped.
const themeStyles = 2 << 10

// styleOf is the stylesheet that a theme adds.
func styleOf(t *testing.T, name string) []byte {
	t.Helper()
	theme, err := themes.Open(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range theme.Assets() {
		if f.Path == name+".css" {
			return f.Data
		}
	}
	t.Fatalf("%s has no styles of its own", name)
	return nil
}

// themed is the site of a source in a theme.
func themed(t *testing.T, source, theme string) map[string][]byte {
	t.Helper()
	session := NewSession(source, "")
	session.Theme = theme
	src, err := session.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tr, err := session.Site(src)
	if err != nil {
		t.Fatal(err)
	}
	return content(t, tr)
}

// TestThemes holds every further theme to what the default one is held to elsewhere: its markup and, for the kinds that look most unlike each other, axe-core.
func TestThemes(t *testing.T) {
	chromium.Need(t)
	axe := axeSource(t)
	for _, name := range themes.Names()[1:] {
		t.Run(name, func(t *testing.T) {
			files := themed(t, shop, name)
			kinds := byKind(files)
			if n := gzipped(t, styleOf(t, name)); n > themeStyles {
				t.Errorf("its own styles have %d bytes and may have %d", n, themeStyles)
			}
			b := browse(t, files)
			tab := b.tab(t)
			for kind, pages := range kinds {
				p := largest(files, pages, 1)[0]
				for _, problem := range markup(files[p]) {
					t.Errorf("%s: %s", p, problem)
				}
				if slices.Contains([]string{"home", "message"}, kind) {
					for _, problem := range askAxe(tab, b.address(p), axe) {
						t.Errorf("%s %s", p, problem)
					}
				}
			}
		})
	}
}

// A theme of the session wins over that of the configuration; a folder is found from where the command runs.
func TestThemeOfTheSession(t *testing.T) {
	text := string(themed(t, shop, "paper")["index.html"])
	if !strings.Contains(text, "colophon") {
		t.Error("the theme of the session is not used")
	}
	session := NewSession(shop, "")
	session.Theme = "nowhere"
	src, err := session.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.Site(src); err == nil || !strings.Contains(err.Error(), "neither built in (default, paper) nor a folder") {
		t.Errorf("got %v", err)
	}
}
