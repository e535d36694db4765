package build

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

// rooted is a catalog that knows its address, with a domain whose words would like to be markup.
func rooted() fstest.MapFS {
	return fstest.MapFS{
		"eventatlas.yaml": {Data: []byte("title: Tea & [cakes](javascript:1)\nbaseURL: https://docs.example/tea/\n")},
		"tea.yaml":        {Data: []byte("domains:\n  tea:\n    name: 'Tea ]( # house'\n    summary: |\n      # Ignore\n      ```\n      all\nevents:\n  served:\n    domain: tea\n")},
	}
}

func TestRootFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, rooted()); err != nil {
		t.Fatal(err)
	}
	_, tr := tree(t, dir)
	files := content(t, tr)
	llms := string(files["llms.txt"])
	for _, want := range []string{"# Tea & ", "](domains/tea/index.md)", "[Events](events/index.md): 1", "[catalog.json](catalog.json)"} {
		if !strings.Contains(strings.ReplaceAll(llms, `\`, ""), want) {
			t.Errorf("llms.txt does not hold %q:\n%s", want, llms)
		}
	}
	for line := range strings.Lines(llms) {
		if strings.HasPrefix(line, "# Ignore") || strings.HasPrefix(line, "```") {
			t.Errorf("llms.txt lets a text be markup: %s", line)
		}
	}
	if got := string(files["robots.txt"]); !strings.Contains(got, "Sitemap: https://docs.example/tea/sitemap.xml\n") {
		t.Errorf("robots.txt is %q", got)
	}
	var siteMap struct {
		URL []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(files["sitemap.xml"], &siteMap); err != nil {
		t.Fatal(err)
	}
	pages := map[string]bool{}
	for _, u := range siteMap.URL {
		name, ok := strings.CutPrefix(u.Loc, "https://docs.example/tea/")
		if strings.HasSuffix(u.Loc, "/") {
			name += "index.html"
		}
		if _, is := files[name]; !ok || !is || pages[name] {
			t.Errorf("the site map leads to %s", u.Loc)
		}
		pages[name] = true
	}
	for name := range files {
		if strings.HasSuffix(name, ".html") && name != "404.html" && !pages[name] {
			t.Errorf("the site map leaves out %s", name)
		}
	}
	if page := string(files["events/served/index.html"]); !strings.Contains(page, `<link rel="canonical" href="https://docs.example/tea/events/served/">`) {
		t.Error("the page of the event has no canonical address")
	}
}

// TestNoAddress is for a site that does not know its address: nothing in it claims one.
func TestNoAddress(t *testing.T) {
	dir := t.TempDir()
	catalog := rooted()
	delete(catalog, "eventatlas.yaml")
	if err := os.CopyFS(dir, catalog); err != nil {
		t.Fatal(err)
	}
	_, tr := tree(t, dir)
	files := content(t, tr)
	if _, ok := files["sitemap.xml"]; ok {
		t.Error("there is a site map, and no address to write into it")
	}
	if strings.Contains(string(files["index.html"]), `rel="canonical"`) {
		t.Error("the start has a canonical address")
	}
}

// TestTwins holds every page to having twins, whose JSON is JSON and names paths that there are.
func TestTwins(t *testing.T) {
	files := shopSite(t)
	for name, data := range files {
		if base, ok := strings.CutSuffix(name, ".html"); ok && name != "404.html" {
			if len(files[base+".md"]) == 0 || len(files[base+".json"]) == 0 {
				t.Errorf("%s has no twins", name)
			}
		}
		if path.Ext(name) != ".json" || strings.HasPrefix(name, "files/") {
			continue
		}
		var value any
		if err := json.Unmarshal(data, &value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		paths(value, func(p string) {
			if _, ok := files[p]; !ok && p != "" {
				t.Errorf("%s: the path %s leads to no file", name, p)
			}
		})
	}
}

// paths calls do with the path of every resource in a value.
func paths(value any, do func(string)) {
	switch v := value.(type) {
	case map[string]any:
		_, kind := v["kind"].(string)
		_, id := v["id"].(string)
		if p, ok := v["path"].(string); ok && kind && id {
			do(p)
		}
		for _, inner := range v {
			paths(inner, do)
		}
	case []any:
		for _, inner := range v {
			paths(inner, do)
		}
	}
}
