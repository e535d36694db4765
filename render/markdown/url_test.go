package markdown

import (
	"fmt"
	"strings"
	"testing"
)

func TestSafeURL(t *testing.T) {
	tests := []struct{ dest, want string }{
		{"", ""},
		{"docs/a.md", "docs/a.md"},
		{"./a b.md", "./a%20b.md"},
		{"../x?y=z&q=1#f", "../x?y=z&q=1#f"},
		{"#frag", "#frag"},
		{"?q=a:b", "?q=a:b"},
		{"/a:b", "/a:b"},
		{"HTTPS://Example.com/é", "https://Example.com/%C3%A9"},
		{"http://[::1]:80/", "http://[::1]:80/"},
		{"mailto:a@b.example", "mailto:a@b.example"},
		{"MAILTO:a@b.example?subject=x y", "mailto:a@b.example?subject=x%20y"},
		{"//host/x", "https://host/x"},
		{" \x01/x\x1f ", "/x"},
		{"a\tb\nc", "abc"},
		{`/\host`, "/%5Chost"},
		{`\\host`, "%5C%5Chost"},
		{"a'\"<>`b", "a%27%22%3C%3E%60b"},
		{"100%", "100%25"},
		{"%41%zz", "%41%25zz"},
		{"a\xffb", "a%EF%BF%BDb"},
		{"a\u202eb", "a%E2%80%AEb"},
	}
	for _, test := range tests {
		if got, ok := SafeURL(test.dest); !ok || got != test.want {
			t.Errorf("SafeURL(%q) = %q, %v; want %q", test.dest, got, ok, test.want)
		}
	}
}

func TestSafeURLRefuses(t *testing.T) {
	refused := []string{
		"data:text/html,x", "data:image/png;base64,AAAA", "blob:https://a/b", "filesystem:https://a/b", "file:///etc/passwd",
		"about:blank", "ws://a", "ftp://a", "chrome://settings", "intent://x", "event:OrderPlaced", ":", "x:", "1:2",
		"https:", "https:a", "https:/a", "https://", "https:///a", "https:\\\\a", "http:?x", "///a", "//", "//\\a", "mailto:",
		"C:\\windows", "java%0ascript:x", "javascript%3Ax:y", "é:x", strings.Repeat("a", maxURL+1),
	}
	refused = append(refused, spellings("javascript", "alert(1)")...)
	refused = append(refused, spellings("vbscript", "x")...)
	for _, dest := range refused {
		if got, ok := SafeURL(dest); ok {
			t.Errorf("SafeURL(%q) = %q; want it refused", dest, got)
		}
	}
}

// spellings are the ways to write a scheme that browsers accept, and some that only look so.
func spellings(scheme, rest string) []string {
	var all []string
	for _, inside := range []string{"", "\t", "\n", "\r", "\r\n", "\x00", "\x01", "\u00ad", "\u200b", "%09"} {
		for i := range len(scheme) {
			all = append(all, scheme[:i]+inside+scheme[i:]+":"+rest)
		}
	}
	for _, before := range []string{" ", "\t", "\n", "\x00", "\x01", "\x1f", "\x0b", "\u00a0", "\ufeff"} {
		all = append(all, before+scheme+":"+rest, before+strings.ToUpper(scheme)+":"+rest)
	}
	for i := range len(scheme) {
		all = append(all, strings.ToUpper(scheme[:i])+scheme[i:]+":"+rest, scheme[:i]+strings.ToUpper(scheme[i:])+" :"+rest)
	}
	return all
}

// TestSpellingsInMarkdown writes the schemes with entities, escapes and reference definitions.
func TestSpellingsInMarkdown(t *testing.T) {
	encode := map[string]func(rune) string{
		"plain":   func(r rune) string { return string(r) },
		"decimal": func(r rune) string { return fmt.Sprintf("&#%d;", r) },
		"padded":  func(r rune) string { return fmt.Sprintf("&#0%d;", r) },
		"hex":     func(r rune) string { return fmt.Sprintf("&#x%X;", r) },
		"escape":  func(r rune) string { return `\` + string(r) },
	}
	for name, f := range encode {
		for _, dest := range spellings("javascript", "alert(1)") {
			var encoded strings.Builder
			for _, r := range dest {
				encoded.WriteString(f(r))
			}
			for _, form := range []string{"[x](%)", "[x](<%>)", "![x](%)", "[x]\n\n[x]: %", "<%>", "[x][y]\n\n[y]: <%>"} {
				checkHTML(t, Render(strings.ReplaceAll(form, "%", encoded.String()), Options{}).HTML)
			}
			if t.Failed() {
				t.Fatalf("%s %q", name, dest)
			}
		}
	}
}
