package markdown

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestInline(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"Sent when *it* is `done`.", "Sent when <em>it</em> is <code>done</code>."},
		{"One\n\nTwo", "One Two"},
		{"# Title\n\n- a\n- b\n\n```\nx\n  y\n```", "Title a b <code>x y</code>"},
		{"|a|b|\n|-|-|\n|c|d|", "a b c d"},
		{"<b>x</b>", "x"},
		{"orders.<tenant>\n\n<tenant>", "orders.&lt;tenant&gt; &lt;tenant&gt;"},
		{"[x](javascript:y) [z](https://example.com)", `x <a href="https://example.com" rel="noopener noreferrer">z</a>`},
	}
	for _, test := range tests {
		result := Inline(test.text, Options{})
		checkHTML(t, result.HTML)
		if diff := cmp.Diff(test.want, string(result.HTML)); diff != "" {
			t.Errorf("Inline(%q) (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestPlain(t *testing.T) {
	tests := []struct {
		text  string
		limit int
		want  string
	}{
		{"", 10, ""},
		{"# Title\n\nA *b* `c` [d](e) &amp; ![f](g)\nh", 0, "Title A b c d & f h"},
		{"before\n\n```\ncode\n```\n\n<div>\nhtml\n</div>\n\nafter", 0, "before after"},
		{"a\u202eb\u200bc\x00d", 0, "abcd"},
		{"one two three four", 12, "one two…"},
		{"onetwothreefour", 5, "onet…"},
		{"exact", 5, "exact"},
		{"orders.<tenant>\n\n<tenant>\n\n<b>\n", 0, "orders.<tenant> <tenant>"},
		{"注文が確定したとき", 4, "注文が…"},
	}
	for _, test := range tests {
		if got := Plain(test.text, test.limit); got != test.want {
			t.Errorf("Plain(%q, %d) = %q; want %q", test.text, test.limit, got, test.want)
		}
	}
}

func TestLineEndings(t *testing.T) {
	text := "# a\n\n- b\n\n```\nc\nd\n```\n\n<div>\n"
	want := Render(text, Options{})
	for _, ending := range []string{"\r\n", "\r"} {
		got := Render("\ufeff"+strings.ReplaceAll(text, "\n", ending), Options{})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("with %q (-want +got):\n%s", ending, diff)
		}
	}
}

func TestHeadingIDs(t *testing.T) {
	result := Render(strings.Repeat("# a\n", maxText/4), Options{IDPrefix: "Desc. "})
	checkHTML(t, result.HTML)
	if len(result.Headings) != maxText/4 {
		t.Fatalf("%d headings", len(result.Headings))
	}
	if got, want := result.Headings[0].ID, HeadingID("Desc. ", "a"); got != want {
		t.Errorf("first id %q, HeadingID %q", got, want)
	}
	if got, want := result.Headings[2].ID, "h-desc--a-2"; got != want {
		t.Errorf("third id %q; want %q", got, want)
	}
}

// TestResolveIsNotTrusted holds that an address which the page made is checked like any other.
func TestResolveIsNotTrusted(t *testing.T) {
	opt := Options{
		Resolve:    func(string) (string, string, bool) { return "javascript:alert(1)", `"><script>`, true },
		AllowImage: func(string) (string, bool) { return `x" onerror="alert(1)`, true },
	}
	result := Render("[a](b) ![c](d) [e](event:f)", opt)
	checkHTML(t, result.HTML)
	if bytes.Contains(result.HTML, []byte("<a ")) || !hasCode(result.Problems, CodeURLScheme) {
		t.Errorf("%s\n%+v", result.HTML, result.Problems)
	}
}

func TestProblemsAreBounded(t *testing.T) {
	if got := len(Render(strings.Repeat("<b>x</b> ", 5000), Options{}).Problems); got != maxProblems {
		t.Errorf("%d problems", got)
	}
}

var tag = regexp.MustCompile(`</?span[^>]*>`)

// TestHighlightKeepsCode holds that marks change nothing of what is read, in every language.
func TestHighlightKeepsCode(t *testing.T) {
	samples := []string{
		"a: 1\nb: 'x'\n", `{"a": [1, true, null], "b": "c\"d"}`, "func f(x int) string { return \"a\" } // c\n/* d\ne */ @Ann $x ${y} `z`",
		"<a b=\"c\">&amp;<!-- d --></a>", "[s]\nk = \"v\" # c\n", "+a\n-b\n@@ c\n d", "SELECT * FROM t WHERE a = 'b''c' -- d",
		"\"unclosed", "'", "/*", "|", "a: |\n  x\n\n y\nz", "\"\"\"", "\\", "<a", "<", "&", "${", "$", "- - a: &b *c !d", "a: {b: [c, 'd'\n, e]", "é: ü # ö",
		strings.Repeat("[", 500), strings.Repeat("a: |\n", 50), strings.Repeat("\"\\", 99),
	}
	for name := range scanners() {
		for _, sample := range samples {
			out := AppendHighlighted(nil, name, []byte(sample))
			if got := html.UnescapeString(string(tag.ReplaceAll(out, nil))); got != sample {
				t.Errorf("%s: %q became %q", name, sample, got)
			}
			checkHTML(t, []byte("<code>"+string(out)+"</code>"))
		}
	}
}

func TestHighlightTokens(t *testing.T) {
	tests := []struct{ language, code, want string }{
		{"java", `@Event public record Order(String id) {} // x`, "m:@Event k:public k:record f:Order t:String c:// x"},
		{"proto", `message Order { string id = 1; }`, "k:message t:Order k:string n:1"},
		{"SQL", `select id from Orders where x = 'y'`, "k:select k:from k:where s:'y'"},
		{"bash", `curl $URL/a#b # c`, "k:curl a:$URL c:# c"},
		{"properties", "a.b=1\n# c", "a:a.b n:1 c:# c"},
		{"xml", `<a b="c">d</a>`, `k:<a a:b s:"c" k:> k:</a k:>`},
		{"diff", "+a\n-b\n c", "i:+a d:-b"},
		{"yaml", "k: it's # c\nurl: http://x:80/#y\n", "a:k s:it's c:# c a:url s:http://x:80/#y"},
		{"yaml", "? a\n- b: yes\n  c: 'd: e'", "s:a a:b l:yes a:c s:'d: e'"},
		{"graphql", `type A @key(fields: "id") { id: ID! }`, `k:type t:A m:@key s:"id" t:ID`},
	}
	span := regexp.MustCompile(`<span class="hl-([a-z])">([^<]*)</span>`)
	for _, test := range tests {
		var got []string
		for _, m := range span.FindAllStringSubmatch(string(AppendHighlighted(nil, test.language, []byte(test.code))), -1) {
			got = append(got, m[1]+":"+html.UnescapeString(m[2]))
		}
		if diff := cmp.Diff(test.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s %q (-want +got):\n%s", test.language, test.code, diff)
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, test := range hostile {
		if len(test.text) < 1000 {
			f.Add(test.text)
		}
	}
	f.Add("# a\n\n- [x] b\n  > c\n\n|a|b|\n|-|-:|\n|c|`d\\|`|\n\n```yaml\na: |\n  b\n```\n\n[a]: b 'c'\n<https://a.example> ~~d~~ **e *f***\n")
	f.Fuzz(func(t *testing.T, text string) {
		result := Render(text, caseOptions())
		if bytes.Contains([]byte(text), []byte("graph")) { // what Diagram returns is not ours
			return
		}
		checkHTML(t, result.HTML)
		if again := Render(text, caseOptions()); !bytes.Equal(again.HTML, result.HTML) {
			t.Error("the second time is different")
		}
		checkHTML(t, Inline(text, Options{}).HTML)
		checkCharacters(t, []byte(Plain(text, 100)))
	})
}

func FuzzHighlight(f *testing.F) {
	f.Add("yaml", "a: |\n  b\n- {c: 'd'}")
	f.Add("xml", "<a b='c'>")
	f.Add("go", "func f() {}")
	f.Fuzz(func(t *testing.T, language, code string) {
		out := AppendHighlighted(nil, language, []byte(code))
		got := html.UnescapeString(string(tag.ReplaceAll(out, nil)))
		if want := html.UnescapeString(string(appendText(nil, []byte(code)))); tag.ReplaceAllString(want, "") != got {
			t.Errorf("%q became %q", want, got)
		}
	})
}

const typical = "## When it is sent\n\nSent when a customer **places** an order in the [shop](https://example.com), see `OrderPlaced`.\n\n" +
	"- one\n- two with *emphasis*\n\n| Field | Type |\n|---|---|\n| id | `uuid` |\n| total | decimal |\n\n" +
	"```json\n{\"id\": \"4711\", \"lines\": [{\"sku\": \"a\", \"count\": 2}]}\n```\n\n"

func BenchmarkRender(b *testing.B) {
	for _, times := range []int{1, 10, 100} {
		text := strings.Repeat(typical, times)
		b.Run(fmt.Sprintf("%dB", len(text)), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Render(text, Options{})
			}
		})
	}
}

func BenchmarkHighlight(b *testing.B) {
	code := []byte(strings.Repeat(`{"id": "4711", "lines": [{"sku": "a", "count": 2, "open": true}]}`+"\n", 30))
	for _, language := range []string{"json", "yaml", "java"} {
		b.Run(language, func(b *testing.B) {
			b.SetBytes(int64(len(code)))
			for b.Loop() {
				AppendHighlighted(nil, language, code)
			}
		})
	}
}

func BenchmarkPlain(b *testing.B) {
	text := strings.Repeat(typical, 20)
	for b.Loop() {
		Plain(text, 160)
	}
}
