package build

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
)

var (
	styleURL     = regexp.MustCompile(`url\("?([^")]*)"?\)`)
	onDemand     = regexp.MustCompile(`<html [^>]*data-load="([^"]*)"`)
	markdownLink = regexp.MustCompile(`\]\(<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?\)`)
	baseURL      = regexp.MustCompile(`(?:<loc>|<link [^>]*href="|<id>)(https?://[^<"]*)`)
)

// TestFilesReferToFiles follows what is not a link of a page, which TestShop follows: addresses in stylesheets, what scripts load when it is
// wanted, links of Markdown and text files, and the addresses of feeds and site maps.
func TestFilesReferToFiles(t *testing.T) {
	checkFiles(t, shopSite(t))
}

func checkFiles(t *testing.T, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		text := string(data)
		switch path.Ext(name) {
		case ".css":
			for _, m := range styleURL.FindAllStringSubmatch(text, -1) {
				if !strings.HasPrefix(m[1], "data:") && !strings.HasPrefix(m[1], "#") {
					exists(t, files, name, m[1])
				}
			}
		case ".html":
			if m := onDemand.FindStringSubmatch(text); m != nil {
				for asset := range strings.FieldsSeq(m[1]) {
					exists(t, files, "index.html", "assets/"+asset)
				}
			}
		case ".md", ".txt":
			for _, m := range markdownLink.FindAllStringSubmatch(withoutCode(text), -1) {
				exists(t, files, name, m[1])
			}
		case ".xml", ".atom":
			for _, m := range baseURL.FindAllStringSubmatch(text, -1) {
				ownAddress(t, files, name, m[1])
			}
		}
	}
}

var code = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")

func withoutCode(text string) string { return code.ReplaceAllString(text, "") }

// exists complains about a relative address that leads to no file; what has a scheme leads out of the site.
func exists(t *testing.T, files map[string][]byte, from, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Errorf("%s: %q is no address: %v", from, address, err)
		return
	}
	if u.Scheme != "" || u.Host != "" || u.Path == "" {
		return
	}
	if _, ok := files[path.Join(path.Dir(from), u.Path)]; !ok {
		t.Errorf("%s: %q leads to no file", from, address)
	}
}

// ownAddress complains about an address of the site itself that leads to no file.
func ownAddress(t *testing.T, files map[string][]byte, from, address string) {
	t.Helper()
	const own = "https://events.shop.example/"
	rest, ok := strings.CutPrefix(address, own)
	if !ok {
		return
	}
	if rest == "" || strings.HasSuffix(rest, "/") {
		rest += "index.html"
	}
	rest, _, _ = strings.Cut(rest, "#")
	if name, err := url.PathUnescape(rest); err != nil || files[name] == nil {
		t.Errorf("%s: %s leads to no file", from, address)
	}
}
