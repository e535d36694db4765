package syntax_test

import (
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

func TestNearest(t *testing.T) {
	words := []string{"name", "owners", "replacedBy", "routes", "reads", "event", "events", "id"}
	for word, want := range map[string]string{
		"naem": "name", "owner": "owners", "replaced_by": "replacedBy", "replaced-by": "replacedBy", "REPLACEDBY": "replacedBy",
		"evnt": "event", "evets": "events", "zzz": "", "": "", "-": "", "i": "id", "read": "reads",
		strings.Repeat("name", 1000): "",
	} {
		if got := syntax.Nearest(word, words); got != want {
			t.Errorf("Nearest(%.20q) = %q, want %q", word, got, want)
		}
	}
	if got := syntax.Nearest("cat", []string{"bat", "hat"}); got != "bat" {
		t.Errorf("of two that are equally near the first is %q", got)
	}
}

func TestLocal(t *testing.T) {
	for _, c := range []struct {
		from, reference, want string
		code                  catalog.Code
	}{
		{"a/b.yaml", "c.json", "a/c.json", ""},
		{"a/b.yaml", "../c.json", "c.json", ""},
		{"a/b.yaml", "./x//y/../c.json", "a/x/c.json", ""},
		{"b.yaml", "a b%20c.json", "a b%20c.json", ""},
		{"b.yaml", "..c.json", "..c.json", ""},
		{"b.yaml", "c.json:1", "", catalog.RefRemote},
		{"../a/b.yaml", "c.json", "../a/c.json", ""},
		{"../a/b.yaml", "../c/d.json", "../c/d.json", ""},
		{"../a/b.yaml", "../../c.json", "", catalog.FileOutside},
		{"a/b.yaml", "../../c.json", "", catalog.FileOutside},
		{"b.yaml", "..", "", catalog.FileOutside},
		{"b.yaml", "/etc/passwd", "", catalog.FileOutside},
		{"b.yaml", "~/x", "", catalog.FileOutside},
		{"b.yaml", "file:///x", "", catalog.FileOutside},
		{"b.yaml", "FILE:x", "", catalog.FileOutside},
		{"b.yaml", "c:x", "", catalog.FileOutside},
		{"b.yaml", `a\b`, "", catalog.FileOutside},
		{"b.yaml", "a\x00b", "", catalog.FileOutside},
		{"b.yaml", "a\nb", "", catalog.FileOutside},
		{"b.yaml", "%2e%2E/x", "", catalog.FileOutside},
		{"b.yaml", "%252e/x", "", catalog.FileOutside},
		{"b.yaml", "a%zz", "", catalog.FileOutside},
		{"b.yaml", "//host/x", "", catalog.RefRemote},
		{"b.yaml", "https://host/x", "", catalog.RefRemote},
		{"b.yaml", "data:,x", "", catalog.RefRemote},
		{"b.yaml", " ", "", catalog.FormatValue},
	} {
		got, code, problem := syntax.Local(c.from, c.reference)
		if got != c.want || code != c.code || (code != "") != (problem != "") {
			t.Errorf("Local(%q, %q) = %q, %q, %q", c.from, c.reference, got, code, problem)
		}
	}
}
