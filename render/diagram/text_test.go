package diagram

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSafeHref(t *testing.T) {
	for href, want := range map[string]bool{
		"": false, "a.html": true, "../x/y.html#z": true, "#top": true, "?q=a:b": true, "/abs": true, "./a:b": true,
		"https://example.com": true, "HTTP://example.com": true, "mailto:a@b.c": true,
		"javascript:alert(1)": false, "JaVaScRiPt:alert(1)": false, "data:text/html,x": false, "vbscript:x": false,
		"//evil.example": false, "\\\\evil": false, "java\nscript:x": false, " javascript:x": false, "a b": false,
		"file:///etc/passwd": false, "x:y": false, "\x01javascript:x": false,
	} {
		if got := safeHref(href) != ""; got != want {
			t.Errorf("safeHref(%q): linked %v, want %v", href, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "a\tb\nc": "a b c", "\x00\x1b": "\ufffd\ufffd", "\ufffe\uffff": "\ufffd\ufffd",
		"\xed\xa0\x80": "\ufffd\ufffd\ufffd", "ü日🎉": "ü日🎉", "\u0085": "\ufffd",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIDOf(t *testing.T) {
	for in, want := range map[string]string{"": "dg", "d1": "d1", "1a": "d1a", `"><script>`: "script", "-x": "d-x", "ü": "dg"} {
		if got := idOf(in); got != want {
			t.Errorf("idOf(%q) = %q, want %q", in, got, want)
		}
	}
}

// hostile returns many texts that try to leave their place.
func hostile() []string {
	parts := []string{
		"</svg><script>alert(1)</script>", "]]>", "<!--", "&#x0;", "\x00\x08\x0b", "\u202egnp.exe", "'\" onload=x", "\ufffe",
		"\xed\xa0\x80", "&amp;&lt;", "<![CDATA[", "javascript:alert(1)", "url(#x)", strings.Repeat("W", 10_000), "  ", "\u2028", "日本語", "🎉",
	}
	var all []string
	for i, a := range parts {
		for j, b := range parts {
			all = append(all, fmt.Sprintf("%s%d%s%d", a, i, b, j))
		}
	}
	return all
}

func TestHostileTextsStayText(t *testing.T) {
	for _, s := range hostile() {
		spec := Spec{
			ID: s, Title: s, Desc: s,
			Groups: []Group{{Ref: s, Name: s, Href: s}},
			Nodes: []Node{
				{Ref: s, Name: s, Subtitle: s, Href: s, Label: s, FullName: s, Kind: Kind(s), Group: 1, Change: Change(s)},
				{Ref: s, Name: s, Number: 3, Href: "#x"},
			},
			Edges: []Edge{{From: 0, To: 1, Label: s, Relation: s, Change: Change(s)}, {From: 1, To: 1, Label: s}},
		}
		if err := wellFormed(Layout(spec, Options{}).AppendSVG(nil)); err != nil {
			t.Fatalf("%.60q: %v", s, err)
		}
		steps := Steps{
			ID: s, Title: s, Participants: []Participant{{Ref: s, Name: s, Href: s, Kind: Kind(s)}, {Name: s}},
			Messages: []Message{{From: 0, To: 1, Text: s, Href: s, Ref: s, Kind: Kind(s)}, {From: 1, To: 1, Text: s}},
			Frames:   []Frame{{Kind: FrameKind(s), Text: s, Last: 1, Branches: []Branch{{1, s}}}},
		}
		if err := wellFormed(Sequence(steps, Options{}).AppendSVG(nil)); err != nil {
			t.Fatalf("sequence %.60q: %v", s, err)
		}
	}
}

func TestFitAndWrap(t *testing.T) {
	for _, s := range append(hostile(), "OrderPlaced", "a b c d", "com.example.orders.placed", "x", "") {
		s = clean(s)
		for _, f := range []face{faceName, faceSub, faceLabel} {
			for _, width := range []float64{40, 104, 168} {
				one, cut := f.fit(s, width)
				if f.measure(one) > width+0.01 || cut == (one == s) || !utf8.ValidString(one) {
					t.Fatalf("fit(%.40q, %v) = %q, %v", s, width, one, cut)
				}
				lines, cut := f.wrap(s, width)
				joined := strings.Join(lines, "")
				for _, line := range lines {
					if f.measure(line) > width+0.01 {
						t.Fatalf("wrap(%.40q, %v): %q is too wide", s, width, line)
					}
				}
				if !cut && strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(s, " ", "") {
					t.Fatalf("wrap(%.40q, %v) = %q lost something", s, width, lines)
				}
			}
		}
	}
}

func TestWrapBreaksBetweenWords(t *testing.T) {
	for in, want := range map[string]string{
		"Inventory Reservation Service": "Inventory|Reservation Service",
		"PaymentAuthorisationRequested": "PaymentAuthorisation|Requested",
		"orders.placed.internal.v1.eu":  "orders.placed.|internal.v1.eu",
	} {
		lines, _ := faceName.wrap(in, 168)
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("%q wraps to %q, want %q", in, got, want)
		}
	}
}

func TestEscapeRoundTrips(t *testing.T) {
	for _, s := range hostile() {
		b := append([]byte(`<a t="`), escape(nil, s)...)
		b = append(escape(append(b, `">`...), s), "</a>"...)
		var got struct {
			T    string `xml:"t,attr"`
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal(b, &got); err != nil {
			t.Fatalf("%.40q: %v", s, err)
		}
		if want := clean(s); got.T != want || got.Text != want {
			t.Fatalf("%.40q came back as %.40q and %.40q", want, got.T, got.Text)
		}
	}
}
