package devserver

import (
	"strings"
	"testing"
)

// spellings are targets that would lead out of the tree, or to what it is made of, if any layer decoded, cleaned or resolved them: every way to write the step
// up and the slash, before every secret, from several places.
func spellings() []string {
	ups := []string{
		"..", ".", "...", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..;", "..%00", "..%20", "%c0%ae%c0%ae", "%uff0e%uff0e", "\uff0e\uff0e", "..%09", "%2e%2e%2f..", "\u2025",
	}
	slashes := []string{"/", "%2f", "%2F", "%5c", "\\", "%252f", "%c0%af", "//", "/./", ";/", "%e2%88%95"}
	secrets := []string{"etc/passwd", ".git/config", ".env", "eventatlas.yaml", "windows/win.ini"}
	var list []string
	for _, up := range ups {
		for _, slash := range slashes {
			for i, secret := range secrets {
				from := []string{"/", "/events/", "/assets/", "/events/a/", "/_eventatlas/"}[i]
				list = append(list, from+strings.Repeat(up+slash, 4)+strings.ReplaceAll(secret, "/", slash))
			}
		}
	}
	for _, name := range []string{
		"index.html", "events/a/index.html", "404.html", "assets/site.1.css",
	} {
		for _, end := range []string{
			"/", "/.", "/..", "%00", "%00.png", "::$DATA", ":$I30", "%20", "%09", ".", "..", "~", ".bak", ";", ";.css", "%3f", "%23", "\\", "/index.html", "%2f..%2f..%2fetc%2fpasswd", "@evil.example",
		} {
			list = append(list, "/"+name+end)
		}
	}
	return append(list, "///etc/passwd", "/\\/etc/passwd", "/file:///etc/passwd", "file:///etc/passwd", "/proc/self/cwd/go.mod", "/dev/stdin", "/CON", "/aux.html", "/@fs/etc/passwd",
		"/@id/x", "/__open-in-editor?file=/etc/passwd", "/__proto__", "/constructor", "/debug/pprof/", "/metrics", "/server-status", "/.well-known/", "/index.html\t", "/ HTTP/1.1", "/\u202eindex.html")
}

// TestSpellings sends them over a bare connection. Each is refused, or is the name of nothing.
func TestSpellings(t *testing.T) {
	t.Parallel()
	_, port := serving(t, Options{})
	list := spellings()
	if len(list) < 150 {
		t.Fatalf("%d spellings are too few", len(list))
	}
	for _, target := range list {
		status, answer := ask(t, port, get(target, port))
		switch status {
		case 400, 403, 404:
		default:
			t.Errorf("%q: %d", target, status)
		}
		for _, canary := range []string{"root:", "module github", "[core]", "PATH=", "Location:", "the front page"} {
			if strings.Contains(answer, canary) {
				t.Errorf("%q: the answer has %q", target, canary)
			}
		}
	}
	t.Logf("%d spellings", len(list))
}
