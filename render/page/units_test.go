package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/eventatlas/eventatlas/catalog"
)

func TestHumanUnit(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"retention.ms", "604800000", "7 days"},
		{"retention.ms", "86400000", "1 day"},
		{"maxAgeSeconds", "7200", "2 hours"},
		{"max.message.bytes", "1048576", "1 MiB"},
		{"timeoutMillis", "1500", ""},
		{"partitions", "12", ""},
		{"retention.ms", "-1", ""},
		{"retention.ms", "9999999999999999999999", ""},
	} {
		if got := (&Builder{}).humanUnit(c.key, c.value); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.key, c.value, got, c.want)
		}
	}
}

func TestBindingWord(t *testing.T) {
	for key, want := range map[string]string{"cleanup.policy": "cleanup policy", "messageRetentionDuration": "message retention duration", "x_max-length": "x max length"} {
		if got := bindingWord(key); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Anchors of fields keep what may stand in a fragment, and no two paths share one.
func TestFieldID(t *testing.T) {
	if got := fieldID("customer.address.zip"); got != "field-customer.address.zip" {
		t.Error(got)
	}
	seen := map[string]string{}
	for _, path := range []string{"a b", "a~w~b", "a  b", `a"b`, "a#b", "a%20b", "lines[].sku", "labels{}.x", "é", "", "~", "~~", "a.b", `a."b"`} {
		id := fieldID(path)
		if strings.ContainsAny(id, " \"#%<>") {
			t.Errorf("%q: %q", path, id)
		}
		if other, taken := seen[id]; taken {
			t.Errorf("%q and %q are both %q", path, other, id)
		}
		seen[id] = path
	}
}

func TestFirstHeading(t *testing.T) {
	for text, want := range map[string]int{"": 1, "no heading": 1, "## a\n### b": 2, "### a\n# b": 1, "#hashtag\n#### a": 4, "####### x": 1} {
		if got := firstHeading(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestInitial(t *testing.T) {
	for name, want := range map[string]string{"order": "O", "élan": "É", "9to5": "#", "": "#", "\xff": "#"} {
		if got := initial(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestDirection(t *testing.T) {
	for locale, want := range map[string]string{"": "ltr", "en": "ltr", "ar": "rtl", "he-IL": "rtl", "de-AT": "ltr", `x"><script>`: "ltr"} {
		if got := direction(locale); got != want {
			t.Errorf("%q: got %q, want %q", locale, got, want)
		}
	}
	if got := localeOf(`x"><script>`); got != "en" {
		t.Error(got)
	}
}

// Whatever is written as text or as an attribute is read back as it was, apart from characters that HTML cannot hold.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "plain", `<script>"'&amp;`, "a\x00b\x7f\u0085c", "\xff\xfe", "\ufdd0\uffff", "a\r\nb\tc\fd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w := &writer{}
		w.raw("<p")
		w.attr("title", s)
		w.raw(">")
		w.text(s)
		w.raw("</p><i></i>")
		root, err := html.Parse(strings.NewReader(string(w.b)))
		if err != nil {
			t.Fatal(err)
		}
		elements := 0
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			elements++
			if n.Data == "p" {
				checkText(t, s, n)
			}
		}
		if elements != 5 {
			t.Errorf("%q made %d elements", s, elements)
		}
	})
}

func checkText(t *testing.T, s string, p *html.Node) {
	t.Helper()
	var text strings.Builder
	for n := range p.Descendants() {
		text.WriteString(n.Data)
	}
	want := string([]rune(readable(s)))
	if got := text.String(); got != want {
		t.Errorf("text: got %q, want %q", got, want)
	}
	if want != "" && (len(p.Attr) != 1 || p.Attr[0].Val != want) {
		t.Errorf("attribute: got %v, want %q", p.Attr, want)
	}
}

// readable is what HTML can say of a text.
func readable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\f':
			return ' '
		case r < 0x20 && r != '\t' && r != '\n' && r != '\r', r >= 0x7f && r < 0xa0, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
			return '\uFFFD'
		}
		return r
	}, s)
}

func TestJSON(t *testing.T) {
	n := catalog.NewMap(catalog.Pos{}, []catalog.Member{
		{Key: "a\u2028", Value: catalog.NewScalar(catalog.NumberNode, catalog.Pos{}, "1.10")},
		{Key: "</script>", Value: catalog.NewList(catalog.Pos{}, []*catalog.Node{catalog.NewScalar(catalog.StringNode, catalog.Pos{}, `"<b>`), nil})},
		{Key: "e", Value: catalog.NewMap(catalog.Pos{}, nil)},
	})
	want := "{\n  \"a\\u2028\": 1.10,\n  \"</script>\": [\n    \"\\\"<b>\",\n    null\n  ],\n  \"e\": {}\n}"
	if got := plainNode(n); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	marked := string(codeNode(n))
	if strings.Contains(marked, "<b>") || strings.Contains(marked, "</script>") {
		t.Error(marked)
	}
}

// A value without end is cut.
func TestDeepValues(t *testing.T) {
	n := catalog.NewScalar(catalog.StringNode, catalog.Pos{}, "x")
	for range 10000 {
		n = catalog.NewList(catalog.Pos{}, []*catalog.Node{n, n})
	}
	if len(codeNode(n)) > 4*codeBytes || len(plainNode(n)) > 4*codeBytes {
		t.Error("too long")
	}
}

// Places to break are inside of long words alone: between words there is one anyway.
func TestBreakable(t *testing.T) {
	for text, want := range map[string]string{
		"OrderPlaced":                  "OrderPlaced",
		"CustomerAddressChanged":       "Customer|Address|Changed",
		"A CustomerAddressChanged":     "A Customer|Address|Changed",
		"shop.orders.v2":               "shop.|orders.|v2",
		"The one for reconciliations":  "The one for reconciliations",
		"iPhone iPad iMac iPod iBook":  "iPhone iPad iMac iPod iBook",
		strings.Repeat("x", 30) + " y": strings.Repeat("x", 25) + "|xxxxx y",
	} {
		var w writer
		w.breakable(text)
		if got := strings.ReplaceAll(string(w.b), "<wbr>", "|"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
