package build

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestShare holds what is made for pages elsewhere: badges are XML that draws, embedded drawings are whole pages whose links lead to files, and nothing of
// it is made where nobody asks.
func TestShare(t *testing.T) {
	t.Parallel()
	e := newEditor(t, 1)
	_, tr := tree(t, e.dir)
	for name := range content(t, tr) {
		if strings.HasSuffix(name, "badge.svg") || strings.Contains(name, "/embed/") {
			t.Errorf("nobody has asked for %s", name)
		}
	}
	e.write("eventatlas.yaml", "title: Tea\nshare: {badges: true, embeds: true}\n")
	e.write("parts/odd.yaml", "events:\n  odd:\n    name: '</text><script>[x](y)'\n    version: '<2>'\n    deprecated: true\nservices:\n  reader: {consumes: [odd]}\n")
	_, tr = tree(t, e.dir)
	files := content(t, tr)
	badges, embeds := 0, 0
	for name, data := range files {
		switch {
		case strings.HasSuffix(name, "/badge.svg"):
			badges++
			isXML(t, name, data)
		case isEmbed(name):
			embeds++
			checkEmbed(t, files, name)
		}
	}
	if badges < 8 || embeds < 8 {
		t.Errorf("%d badges and %d drawings", badges, embeds)
	}
	if badge := string(files["events/odd/badge.svg"]); !strings.Contains(badge, ">deprecated<") || !strings.Contains(badge, ">1 consumer<") || strings.Contains(badge, "<script") {
		t.Errorf("a badge is %s", badge)
	}
	page := string(files["events/odd/index.html"])
	for _, want := range []string{`<details class="share">`, `\[x\](y)](events/odd/badge.svg)](events/odd/)`, `&lt;iframe src=&#34;events/odd/embed/index.html&#34;`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not hold %s", want)
		}
	}
}

func isXML(t *testing.T, name string, data []byte) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(string(data)))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

// embedBase is what a page with a drawing for frames has, and no other page.
const embedBase = `<base target="_top">`

func isEmbed(name string) bool { return strings.HasSuffix(name, "/embed/index.html") }

func checkEmbed(t *testing.T, files map[string][]byte, name string) {
	t.Helper()
	data := bytes.Replace(files[name], []byte(embedBase), nil, 1)
	if len(data) != len(files[name])-len(embedBase) {
		t.Errorf("the links of %s stay in the frame", name)
	}
	for _, problem := range markup(data) {
		t.Errorf("%s: %s", name, problem)
	}
	root, err := html.Parse(strings.NewReader(string(files[name])))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		href, _, _ := strings.Cut(attribute(n, "href"), "#")
		if n.Type == html.ElementNode && href != "" && files[path.Join(path.Dir(name), href)] == nil {
			t.Errorf("%s: %s leads nowhere", name, href)
		}
		if n.Type == html.ElementNode && n.Data == "script" {
			t.Errorf("%s has a script", name)
		}
	}
}
