package output

import (
	"regexp"
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	tests := []struct{ id, want string }{
		{"order-placed", "order-placed"},
		{"OrderPlaced", "orderplaced"},
		{"orders.v1_2", "orders.v1_2"},
		{"404a", "404a"},
		{"com10", "com10"},
		{"contact", "contact"},
		{"a/b", "a-b-"},
		{"a b", "a-b-"},
		{"é", "e-"},
		{"e\u0301", "e-"},
		{"con", "con-"},
		{"CON", "con-"},
		{"nul.txt", "nul-txt-"},
		{"aux", "aux-"},
		{"COM1", "com1-"},
		{"com¹", "com1-"},
		{"LPT9.x.y", "lpt9-x-y-"},
		{"clock$", "clock-"},
		{"desktop.ini", "desktop-ini-"},
		{"index", "index-"},
		{".git", "git-"},
		{"..", ""},
		{"", ""},
		{"注文", ""},
		{"-rf", "rf-"},
		{"a.", "a-"},
		{" a ", "a-"},
		{"ﬁle²", "file2-"},
		{strings.Repeat("a", 80), strings.Repeat("a", 80)},
		{strings.Repeat("a", 81), strings.Repeat("a", 80) + "-"},
	}
	hash := regexp.MustCompile(`^[0-9a-f]{8}$`)
	for _, test := range tests {
		got := Slug(test.id)
		switch {
		case test.want == "" || strings.HasSuffix(test.want, "-"):
			if rest, ok := strings.CutPrefix(got, test.want); !ok || !hash.MatchString(rest) {
				t.Errorf("Slug(%q) = %q; want %q and a hash", test.id, got, test.want)
			}
		case got != test.want:
			t.Errorf("Slug(%q) = %q; want %q", test.id, got, test.want)
		}
		checkSlug(t, test.id, got)
	}
}

// TestSlugsApart holds that ids which differ in more than case never share a slug.
func TestSlugsApart(t *testing.T) {
	ids := []string{
		"a b", "a/b", "a-b", "a--b", "a\\b", "a:b", "a%20b", "a\tb", "a\u00a0b", "é", "e\u0301", "e", "ß", "ss", "İ", "i̇", "i", "\u212a", "k",
		".", "..", "...", "", "-", "_", "~", "%2e%2e", "\n", "😀", "注文", "con", "con.", "con-", "con.txt", "con-txt", "aux", "com1", "com¹",
		strings.Repeat("a", 300), strings.Repeat("a", 301), strings.Repeat("a", 4096), "index", "index.", "index.html", "\xff", "\xfe",
	}
	seen := map[string]string{}
	for _, id := range ids {
		slug := Slug(id)
		if other, ok := seen[slug]; ok {
			t.Errorf("%q and %q are both %q", other, id, slug)
		}
		seen[slug] = id
		checkSlug(t, id, slug)
	}
}

var slugForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$`)

// windowsDevice is written from Microsoft's list, apart from the code's own.
var windowsDevice = regexp.MustCompile(`^(?i:con|prn|aux|nul|com[0-9]|lpt[0-9]|clock\$|conin\$|conout\$)(\..*)?$`)

func checkSlug(t *testing.T, id, slug string) {
	t.Helper()
	switch {
	case !slugForm.MatchString(slug) || len(slug) > maxSlug+9:
		t.Errorf("Slug(%q) = %q, which is not a plain name", id, slug)
	case windowsDevice.MatchString(slug):
		t.Errorf("Slug(%q) = %q, which Windows keeps for a device", id, slug)
	case reserved(slug):
		t.Errorf("Slug(%q) = %q, which is reserved", id, slug)
	case checkPath("events/"+slug+"/index.html") != nil:
		t.Errorf("Slug(%q) = %q: %v", id, slug, checkPath("events/"+slug+"/index.html"))
	case Slug(id) != slug:
		t.Errorf("Slug(%q) changes", id)
	case len(slug) <= maxSlug && Slug(slug) != slug:
		t.Errorf("Slug(%q) = %q, whose slug is %q", id, slug, Slug(slug))
	}
}

func FuzzSlug(f *testing.F) {
	for _, id := range []string{"OrderPlaced", "con", "a/b", "é", "..", "ﬁ", strings.Repeat("-", 100), "com1.", "index", "a\u0300\u0301"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) { checkSlug(t, id, Slug(id)) })
}
