package build

import (
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestRedirects follows the pages of earlier ids: each leads to a page by a link and by itself, and is in no list for programs.
func TestRedirects(t *testing.T) {
	t.Parallel()
	e := newEditor(t, 1)
	e.write("eventatlas.yaml", "title: Tea\nbaseURL: https://docs.example/tea/\n")
	e.write("parts/old.yaml", "services:\n  pot:\n    name: 'Pot <b>'\n    aliases: [kettle, 'event:pour', 'a\"b', con]\n")
	_, tr := tree(t, e.dir)
	files := content(t, tr)
	found := 0
	for name, data := range files {
		if !strings.Contains(string(data), `<body class="k-moved">`) || strings.HasPrefix(name, "events/was-") {
			continue
		}
		found++
		for _, problem := range markup(data) {
			t.Errorf("%s: %s", name, problem)
		}
		root, err := html.Parse(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Repeat("../", strings.Count(name, "/")) + "services/pot/index.html"
		links, refresh := 0, ""
		for n := range root.Descendants() {
			switch {
			case n.Type == html.ElementNode && n.Data == "a" && attribute(n, "href") == want:
				links++
			case n.Type == html.ElementNode && n.Data == "meta" && attribute(n, "http-equiv") == "refresh":
				refresh = attribute(n, "content")
			case n.Type == html.ElementNode && n.Data == "link" && attribute(n, "rel") == "stylesheet":
				if files[path.Join(path.Dir(name), attribute(n, "href"))] == nil {
					t.Errorf("%s: there is no %s", name, attribute(n, "href"))
				}
			}
		}
		if links != 1 || refresh != "0; url="+want || files["services/pot/index.html"] == nil {
			t.Errorf("%s has %d links to %s, and goes on to %q", name, links, want, refresh)
		}
		if !strings.Contains(string(data), `<link rel="canonical" href="https://docs.example/tea/services/pot/">`) || strings.Contains(string(data), "<b>") {
			t.Errorf("%s is\n%s", name, data)
		}
		folder := strings.TrimSuffix(name, "index.html")
		if strings.Contains(string(files["sitemap.xml"]), folder) || strings.Contains(string(files["catalog.json"]), folder) || files[folder+"index.md"] != nil {
			t.Errorf("%s is listed", name)
		}
	}
	if found != 4 || files["services/kettle/index.html"] == nil || files["events/pour/index.html"] == nil {
		t.Errorf("%d pages lead on", found)
	}
}
