package markdown

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed is every element that may come out with every attribute that it may have. It is written down
// again here, and not taken from the code, so that a change there has to be meant.
var allowed = map[string][]string{
	"p": nil, "blockquote": nil, "ul": nil, "ol": {"start"}, "li": nil, "hr": nil, "br": nil,
	"h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
	"table": nil, "thead": nil, "tbody": nil, "tr": nil, "th": {"scope", "class"}, "td": {"class"},
	"div": {"class", "role", "aria-label", "tabindex"},
	"pre": {"class", "tabindex"}, "code": {"class"}, "span": {"class"},
	"em": nil, "strong": nil, "del": nil,
	"a": {"href", "title", "rel"}, "img": {"src", "alt", "title", "loading"},
	"input": {"type", "checked", "disabled"},
}

var values = map[string]*regexp.Regexp{
	"id":         regexp.MustCompile(`^h-[a-z0-9-]{1,200}$`),
	"class":      regexp.MustCompile(`^(hl-[a-z]|language-[A-Za-z0-9_+#.-]{1,32}|align-(right|center)|table-wrap|invisible|raw)$`),
	"start":      regexp.MustCompile(`^[0-9]{1,9}$`),
	"scope":      regexp.MustCompile(`^col$`),
	"role":       regexp.MustCompile(`^region$`),
	"aria-label": regexp.MustCompile(`^Table$`),
	"tabindex":   regexp.MustCompile(`^0$`),
	"rel":        regexp.MustCompile(`^noopener noreferrer$`),
	"loading":    regexp.MustCompile(`^lazy$`),
	"type":       regexp.MustCompile(`^checkbox$`),
	"src":        regexp.MustCompile(`^([^:/?#]*([/?#].*)?|data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*)$`),
}

var void = []string{"br", "hr", "img", "input"}

// checkHTML fails the test unless the HTML is of allowed elements and attributes, every element is closed
// where it should be, no address leads where it may not, no link or id is twice, and a browser's parser
// makes of it the tree that was written.
func checkHTML(t *testing.T, out []byte) {
	t.Helper()
	checkCharacters(t, out)
	checkTags(t, out)
	nodes, err := html.ParseFragmentWithOptions(bytes.NewReader(out), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		t.Fatalf("a browser cannot read it: %v", err)
	}
	ids := map[string]bool{}
	for _, n := range nodes {
		checkNode(t, n, ids, false)
	}
}

// checkTags walks over the tags as they are written. A parser mends what is not nested well; nothing may
// need that.
func checkTags(t *testing.T, out []byte) {
	t.Helper()
	var open []string
	tokens := html.NewTokenizer(bytes.NewReader(out))
	for {
		kind := tokens.Next()
		token := tokens.Token()
		switch kind {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("not closed: %v", open)
			}
			return
		case html.StartTagToken:
			if !slices.Contains(void, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> closes %v", token.Data, open)
			}
			open = open[:len(open)-1]
		case html.TextToken:
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			t.Errorf("unexpected %s", token)
		}
	}
}

func checkNode(t *testing.T, n *html.Node, ids map[string]bool, inLink bool) {
	t.Helper()
	if n.Type == html.ElementNode {
		attributes, ok := allowed[n.Data]
		if !ok || n.Namespace != "" {
			t.Errorf("element <%s> is not allowed", n.Data)
		}
		if n.Data == "a" && inLink {
			t.Error("a link inside a link")
		}
		inLink = inLink || n.Data == "a"
		for _, a := range n.Attr {
			if !slices.Contains(attributes, a.Key) {
				t.Errorf("attribute %s of <%s> is not allowed", a.Key, n.Data)
			}
			checkAttribute(t, n.Data, a, ids)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		checkNode(t, c, ids, inLink)
	}
}

func checkAttribute(t *testing.T, element string, a html.Attribute, ids map[string]bool) {
	t.Helper()
	if rule := values[a.Key]; rule != nil && !rule.MatchString(a.Val) {
		t.Errorf("<%s %s=%q>", element, a.Key, a.Val)
	}
	if a.Key == "id" {
		if ids[a.Val] {
			t.Errorf("id %q is twice", a.Val)
		}
		ids[a.Val] = true
	}
	if a.Key == "href" {
		checkHref(t, a.Val)
	}
}

var (
	scheme   = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	hrefByte = regexp.MustCompile(`^[!#-;=?-\[\]_a-z~]*$`)
)

// checkHref reads an address as a browser does, which drops controls and takes a backslash for a slash,
// and as Go does.
func checkHref(t *testing.T, href string) {
	t.Helper()
	if !hrefByte.MatchString(href) {
		t.Errorf("href %q holds characters that an address must not", href)
	}
	if found := scheme.FindString(href); found != "" && found != "http:" && found != "https:" && found != "mailto:" {
		t.Errorf("href %q has the scheme %s", href, found)
	}
	if strings.HasPrefix(href, "//") || strings.Contains(href, `\`) {
		t.Errorf("href %q leaves the site unnoticed", href)
	}
	if parsed, err := url.Parse(href); err == nil && !slices.Contains([]string{"", "http", "https", "mailto"}, parsed.Scheme) {
		t.Errorf("href %q has the scheme %s", href, parsed.Scheme)
	}
}

var forbidden = regexp.MustCompile("[\\x00-\\x08\\x0b\\x0c\\x0d\\x0e-\\x1f\\x7f\u0080-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f\u200b\ufeff\ufffe\uffff]")

// checkCharacters looks for what must never be in a page.
func checkCharacters(t *testing.T, out []byte) {
	t.Helper()
	if found := forbidden.Find(out); found != nil {
		t.Errorf("the output holds %q", found)
	}
	if !bytes.Equal(bytes.ToValidUTF8(out, nil), out) {
		t.Error("the output is not UTF-8")
	}
}
