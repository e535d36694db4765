package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// hostile are texts that have broken other renderers, or were written to break this one. What is common
// to all of them is checked by the oracle; what each is about by its marks.
var hostile = []struct {
	name, text string
	code       string // a problem that must be reported, or ""
	absent     string // what must not be in the output
}{
	{"script", "<script>alert(1)</script>", CodeRawHTML, "alert"},
	{"image with handler", "a <img src=x onerror=alert(1)> b", CodeRawHTML, "onerror"},
	{"svg", "<svg/onload=alert(1)>", "", "<svg"},
	{"unclosed tag", "text <img src=x onerror=alert(1)", "", "<img"},
	{"iframe", "<iframe srcdoc='<script>alert(1)</script>'></iframe>", CodeRawHTML, "srcdoc"},
	{"javascript", "[x](javascript:alert(1))", CodeURLScheme, "href"},
	{"javascript autolink", "<javascript:alert(1)>", CodeURLScheme, "href"},
	{"javascript reference", "[x]\n\n[x]: javascript:alert(1)", CodeURLScheme, "href"},
	{"javascript image", "![x](javascript:alert(1))", CodeURLScheme, "javascript"},
	{"data html", "[x](data:text/html;base64,PHNjcmlwdD4=)", CodeURLScheme, "href"},
	{"data svg image", "![x](data:image/svg+xml,<svg onload=alert(1)>)", "", "<img"},
	{"data image too long", "![x](data:image/png;base64," + strings.Repeat("A", maxDataImage) + ")", CodeURLScheme, "<img"},
	{"blob", "[x](blob:https://a/b)", CodeURLScheme, "href"},
	{"filesystem", "[x](filesystem:x)", CodeURLScheme, "href"},
	{"file", "[x](file:///etc/passwd)", CodeURLScheme, "href"},
	{"vbscript", "[x](vbscript:msgbox)", CodeURLScheme, "href"},
	{"other host", "[x](//evil.example)", "", `href="//`},
	{"other host by backslash", `[x](/\\evil.example)`, "", `\`},
	{"beacon", "![beacon](https://evil.example/p.png?u=1)", CodeImage, "<img"},
	{"fence language", "```\"><script>alert(1)</script>\nx\n```", "", "<script"},
	{"long fence language", "```" + strings.Repeat("a", 10_000) + "\nx\n```", "", "class"},
	{"attributes", "# h {style=\"position:fixed\" onclick=alert(1) id=__proto__}", "", "<h1 style"},
	{"link title", `[x](y "a\" onclick=\"b")`, "", `" onclick`},
	{"image alt", `![a" onerror="b](y.png)`, "", `" onerror`},
	{"null", "a\x00b [x](java\x00script:alert(1))", "", "href"},
	{"lone surrogate", "a\xed\xa0\x80b", CodeInvisible, "\xed"},
	{"not utf-8", "a\xffb [x](y\xff)", CodeInvisible, "\xff"},
	{"c1 control", "a\u009bb", CodeInvisible, "\u009b"},
	{"forbidden entity", "a&#0;&#8;&#x9b;&#xd800;&#xfffe;b", "", "\x00"},
	{"direction", "admin\u202e txt", CodeInvisible, "\u202e"},
	{"direction entity", "a &#x202e; [x](y \"&#x202e;\")", "", "\u202e"},
	{"hidden tags", "a\U000E0041\U000E0042", CodeInvisible, "\U000E0041"},
	{"link in link", "[a](b) [![x](https://a.example/i.png)](c)", "", ""},
	{"autolink in link", "[https://a.example](b)", "", ""},
	{"table breaks out", "|a|\n|-|\n|</td></table><script>alert(1)</script>|", CodeRawHTML, "<script"},
	{"code breaks out", "`</code><script>alert(1)</script>`", "", "<script"},
	{"marked code breaks out", "```json\n\"</span><script>\"\n```", "", "<script"},
	{"deep lists", deepList(200), CodeLimit, ""},
	{"deep emphasis", strings.Repeat("*a **b ", 900) + strings.Repeat("** *", 900), "", ""},
	{"long text", strings.Repeat("word ", maxText/4), CodeLimit, ""},
	{"wide table", strings.Repeat("|a", 2000) + "|\n" + strings.Repeat("|-", 2000) + "|\n|a|", CodeLimit, "<table"},
	{"wide table, form feeds", strings.Repeat("|a", 2000) + "|\n" + strings.Repeat("|\f-", 2000) + "|\n|a|", "", "<table"},
	{"padded table", strings.Repeat("|a", 60) + "|\n" + strings.Repeat("|-", 60) + "|\n" + strings.Repeat("|\n", 20_000), CodeLimit, "<table"},
	{"many tables", strings.Repeat(strings.Repeat("|a", 60)+"|\n"+strings.Repeat("|-", 60)+"|\n"+strings.Repeat("|\n", 50)+"\n", 80), CodeLimit, ""},
	{"escaped pipes", "|a|\n|-|\n" + strings.Repeat("|`\\|`|\n", 8000), CodeLimit, "<table"},
}

func deepList(depth int) string {
	var text strings.Builder
	for i := range depth {
		text.WriteString(strings.Repeat("  ", i) + "- item\n")
	}
	return text.String()
}

func TestHostile(t *testing.T) {
	for _, test := range hostile {
		t.Run(test.name, func(t *testing.T) {
			result := Render(test.text, Options{})
			checkHTML(t, result.HTML)
			if test.absent != "" && bytes.Contains(result.HTML, []byte(test.absent)) {
				t.Errorf("the output holds %q:\n%s", test.absent, shorten(string(result.HTML)))
			}
			if test.code != "" && !hasCode(result.Problems, test.code) {
				t.Errorf("no problem %s in %v", test.code, result.Problems)
			}
			for _, p := range result.Problems {
				if p.Line < 1 || p.Column < 1 || p.Message == "" {
					t.Errorf("a problem without a place or a message: %+v", p)
				}
			}
			checkHTML(t, Inline(test.text, Options{}).HTML)
			checkCharacters(t, []byte(Plain(test.text, 200)))
		})
	}
}

func hasCode(problems []Problem, code string) bool {
	for _, p := range problems {
		if p.Code == code {
			return true
		}
	}
	return false
}

// quadratic are texts of the greatest length allowed that take a parser without guards seconds or minutes:
// each repeated pattern asks it to look far for something that does not come.
func quadratic() map[string]string {
	tests := map[string]string{}
	for _, pattern := range []string{
		"![](", "[", "[a](", "[a](<", "[a][", ">", "> ", "+ ", "1. ", "> - ", "*a_ ", "_*a", "*a**b_c", "\\``", "\\``-|-\n",
		"[a]: b\n", "<!-- -->", "<![CDATA[", "<?", "<a b='", "</a>", "[^a]: b\n", "# a\n", "![", "~~a~b ", "`\\|`|\n", "\u202e",
		"&#x202e;", "a\u200b", "|a|b|\n", "http://a.b/(", "a@b.", "[[a](b)](c)", "www.", "\x00", "- a\n\n\n", "```\n",
	} {
		tests[pattern] = strings.Repeat(pattern, maxText/len(pattern))
	}
	tests["brackets around emphasis"] = strings.Repeat("[", 20_000) + strings.Repeat("*a* ", 6000) + strings.Repeat("]", 20_000)
	tests["table, then ticks"] = "|a|\n|-|\n" + strings.Repeat("|\\``", 14_000)
	tests["heading of ticks"] = "# " + strings.Repeat("\\`` ", 16_000)
	tests["list of headings of brackets"] = strings.Repeat("- # "+strings.Repeat("[a](", 2000)+"\n", 8)
	return tests
}

// TestQuadratic has no clock: were a guard missing, it would take minutes and the test run would say so.
// What is asserted is that the output stays in proportion.
func TestQuadratic(t *testing.T) {
	for name, text := range quadratic() {
		t.Run(fmt.Sprintf("%q", name), func(t *testing.T) {
			result := Render(text, Options{})
			if len(result.HTML) > 20*maxText {
				t.Errorf("%d bytes of output", len(result.HTML))
			}
			if len(result.Problems) > maxProblems {
				t.Errorf("%d problems", len(result.Problems))
			}
			checkTags(t, result.HTML)
			checkCharacters(t, result.HTML)
		})
	}
}

// TestPeopleStayBelowLimits holds that what people write is not taken for hostile.
func TestPeopleStayBelowLimits(t *testing.T) {
	section := "## A heading with `code`\n\nA paragraph with *emphasis*, **more**, `code`, a [link](docs/a.md) and another [one](https://example.com/a_b_c).\n\n" +
		"- item with `code` and a [link](x)\n- another\n  - nested\n    - deeper\n\n> - a quotation\n\n| a | b | c |\n|---|---|---|\n" +
		strings.Repeat("| `id` | a *b* | [link](x) |\n", 20) + "\n```json\n" + strings.Repeat("[[[[1,2],[3]]]]\n", 20) + "```\n\n"
	text := strings.Repeat(section, maxText/len(section))
	if problems := Render(text, Options{}).Problems; len(problems) > 0 {
		t.Errorf("%+v", problems[0])
	}
	release := strings.Repeat("- fixed `a_b_c` in [#12](https://example.com/12), *thanks*\n", 1000)
	if problems := Render(release, Options{}).Problems; len(problems) > 0 {
		t.Errorf("%+v", problems[0])
	}
}
