package build

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestMarkup holds the pages of the sample to the rules of HTML that a parser forgives: see markup.
func TestMarkup(t *testing.T) {
	checkMarkup(t, shopSite(t))
}

// checkMarkup holds every page of a site to markup.
func checkMarkup(t *testing.T, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		if isEmbed(name) {
			data = bytes.Replace(data, []byte(embedBase), nil, 1)
		}
		if strings.HasSuffix(name, ".html") {
			for _, problem := range markup(data) {
				t.Errorf("%s: %s", name, problem)
			}
		}
	}
}

// TestMarkupSees shows that markup sees what it is for.
func TestMarkupSees(t *testing.T) {
	for text, want := range map[string]string{
		`<p>a<div>b</div></p>`:                         "repaired",
		`<table><tr><td>a</td></tr></table>`:           "repaired",
		`<b>a</i></b>`:                                 "ends",
		`<span><div>a</div></span>`:                    "<div> stands in <span>",
		`<a href="#"><button>x</button></a>`:           "<button> stands in <a>",
		`<ul><a href="#">x</a></ul>`:                   "<a> stands in <ul>",
		`<marquee>a</marquee>`:                         "no element",
		`<p colour="red">a</p>`:                        "no attribute",
		`<p aria-labelledby="nobody">a</p>`:            "refers to",
		`<p role="boss">a</p>`:                         "no role",
		`<details><p>a</p></details>`:                  "<details> does not begin",
		`<h1>a</h1><h3>b</h3>`:                         "<h3> follows",
		`<svg viewBox="0 0 1 1"><blink></blink></svg>`: "no element",
	} {
		page := `<!doctype html><html lang="en"><head><title>t</title></head><body>` + text + `</body></html>`
		if found := markup([]byte(page)); !slices.ContainsFunc(found, func(p string) bool { return strings.Contains(p, want) }) {
			t.Errorf("%s: found %q, want %q", text, found, want)
		}
	}
}

// markup lists what is wrong with a page: elements that a parser has to close or to move, elements and attributes that there are not,
// elements where they may not stand, headings that leave a level out, references to nothing.
func markup(data []byte) []string {
	c := &markupCheck{ids: map[string]bool{}}
	written := c.tokens(data)
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return []string{err.Error()}
	}
	var parsed []string
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			parsed = append(parsed, parentName(n)+" "+strings.ToLower(n.Data))
			c.element(n)
		}
	}
	for i := range max(len(written), len(parsed)) {
		if i >= len(written) || i >= len(parsed) || written[i] != parsed[i] {
			c.complain("the markup is repaired by the parser at element %d: written %q, read %q", i, at(written, i), at(parsed, i))
			break
		}
	}
	for _, ref := range c.refs {
		if !c.ids[ref.id] {
			c.complain("%s refers to %q, which is not there", ref.attr, ref.id)
		}
	}
	return c.problems
}

type markupCheck struct {
	problems []string
	ids      map[string]bool
	refs     []struct{ attr, id string }
	level    int
}

func (c *markupCheck) complain(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

func parentName(n *html.Node) string {
	if n.Parent == nil || n.Parent.Type != html.ElementNode {
		return ""
	}
	return strings.ToLower(n.Parent.Data)
}

// tokens lists the elements as they are written, each after its parent, and complains about end tags that close something else.
func (c *markupCheck) tokens(data []byte) []string {
	var list, open []string
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return list
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			list = append(list, last(open)+" "+token.Data)
			inSVG := slices.Contains(open, "svg")
			if token.Type == html.StartTagToken && (inSVG || !voids[token.Data]) {
				open = append(open, token.Data)
			} else if token.Type == html.SelfClosingTagToken && !inSVG && !voids[token.Data] {
				c.complain("<%s/> is not closed by its slash", token.Data)
			}
		case html.EndTagToken:
			token := z.Token()
			if last(open) != token.Data {
				c.complain("</%s> ends <%s>", token.Data, last(open))
			}
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		default: // no element
		}
	}
}

func last(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

func (c *markupCheck) element(n *html.Node) {
	inSVG := n.Namespace == "svg"
	known, ok := knownElements[n.Data]
	if inSVG {
		known, ok = drawnElements[n.Data]
	}
	if !ok {
		c.complain("there is no element <%s>", n.Data)
	}
	for _, a := range n.Attr {
		c.attribute(n, a, known, inSVG)
	}
	if !inSVG {
		c.place(n)
	}
}

func (c *markupCheck) attribute(n *html.Node, a html.Attribute, known string, inSVG bool) {
	switch {
	case a.Key == "id":
		c.ids[a.Val] = true
		if strings.ContainsAny(a.Val, " \t\n") || a.Val == "" {
			c.complain("the id %q has a space, or nothing", a.Val)
		}
	case a.Key == "role":
		for role := range strings.FieldsSeq(a.Val) {
			if !slices.Contains(strings.Fields(knownRoles), role) {
				c.complain("there is no role %q", role)
			}
		}
	case slices.Contains([]string{"aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "for", "headers", "list"}, a.Key):
		for id := range strings.FieldsSeq(a.Val) {
			c.refs = append(c.refs, struct{ attr, id string }{a.Key, id})
		}
	case strings.HasPrefix(a.Key, "aria-"):
		if !slices.Contains(strings.Fields(knownStates), strings.TrimPrefix(a.Key, "aria-")) {
			c.complain("there is no attribute %s", a.Key)
		}
	case strings.HasPrefix(a.Key, "data-"):
	case slices.Contains(strings.Fields(known), a.Key), !inSVG && slices.Contains(strings.Fields(globalAttributes), a.Key), inSVG && slices.Contains(strings.Fields(drawnAttributes), a.Key):
	default:
		c.complain("there is no attribute %s of <%s>", a.Key, n.Data)
	}
}

// place complains about an element where it may not stand.
func (c *markupCheck) place(n *html.Node) {
	parent := parentName(n)
	if only, ok := children[parent]; ok && !slices.Contains(strings.Fields(only), n.Data) {
		c.complain("<%s> stands in <%s>", n.Data, parent)
	}
	if n.Data == "details" && (n.FirstChild == nil || firstElement(n) != "summary") {
		c.complain("<details> does not begin with its summary")
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if holders[p.Data] && !phrases[n.Data] && !unseen[n.Data] && p.Namespace == "" && !within(n, p) {
			c.complain("<%s> stands in <%s>", n.Data, p.Data)
		}
		if interactive[p.Data] && interactive[n.Data] {
			c.complain("<%s> stands in <%s>", n.Data, p.Data)
		}
	}
	if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		level := int(n.Data[1] - '0')
		if level > c.level+1 {
			c.complain("<%s> follows a heading of level %d", n.Data, c.level)
		}
		c.level = level
	}
}

// within reports whether an element stands where one of its parents allows more than a phrase: a heading in a summary, and what is drawn.
func within(n, p *html.Node) bool {
	if p.Data == "summary" && strings.HasPrefix(n.Data, "h") && len(n.Data) == 2 {
		return true
	}
	for q := n; q != nil && q != p; q = q.Parent {
		if q.Namespace == "svg" {
			return true
		}
	}
	return false
}

func firstElement(n *html.Node) string {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode {
			return child.Data
		}
	}
	return ""
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// The parts of HTML and SVG that pages may use; what is not here is a mistake, or to be added with its reason.
const (
	globalAttributes = "class lang dir hidden tabindex title translate itemscope itemprop itemtype itemid autofocus"
	drawnAttributes  = "class tabindex transform xmlns focusable fill stroke d x y width height rx ry cx cy r x1 y1 x2 y2 points text-anchor dominant-baseline direction viewBox viewbox preserveAspectRatio pathLength stroke-width stroke-dasharray marker-end href"
	knownRoles       = "document group img note status alert search region list listitem listbox option combobox tree treeitem dialog presentation none tablist tab tabpanel toolbar navigation graphics-document graphics-object graphics-symbol"
	knownStates      = "label hidden live current pressed expanded roledescription atomic sort selected checked disabled haspopup modal busy level setsize posinset activedescendant autocomplete keyshortcuts valuenow valuemin valuemax"
)

var (
	voids       = set("area base br col embed hr img input link meta source track wbr")
	interactive = set("a button input select textarea label")
	phrases     = set("a abbr b bdi bdo br button cite code data del dfn em i img input ins kbd label mark output q s samp select small span strong sub sup svg textarea time u var wbr")
	holders     = set("abbr b bdi bdo button cite code data dfn em h1 h2 h3 h4 h5 h6 i kbd label legend mark option output p pre q s samp small span strong sub summary sup time u var")
	unseen      = set("script template noscript")
	children    = map[string]string{
		"ul": "li", "ol": "li", "dl": "div dt dd", "table": "caption colgroup thead tbody tfoot", "thead": "tr", "tbody": "tr", "tr": "th td",
		"select": "option optgroup", "html": "head body", "head": "meta title link script",
	}
	knownElements = map[string]string{
		"html": "", "head": "", "title": "", "body": "", "meta": "charset name content http-equiv property", "link": "rel href type media sizes color",
		"script": "src defer type", "header": "", "footer": "", "main": "", "nav": "", "section": "", "article": "", "aside": "", "div": "", "search": "",
		"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "p": "", "ul": "", "ol": "start reversed type", "li": "value", "dl": "", "dt": "", "dd": "",
		"a": "href rel download hreflang type target", "span": "", "b": "", "bdi": "", "code": "", "em": "", "i": "", "small": "", "strong": "", "sub": "", "sup": "", "s": "", "del": "datetime", "ins": "datetime", "mark": "", "kbd": "", "abbr": "", "q": "cite", "time": "datetime",
		"br": "", "hr": "", "wbr": "", "pre": "", "blockquote": "cite", "figure": "", "figcaption": "", "img": "src alt width height loading decoding",
		"table": "", "caption": "", "colgroup": "", "col": "span", "thead": "", "tbody": "", "tfoot": "", "tr": "", "th": "scope colspan rowspan abbr align", "td": "colspan rowspan align",
		"details": "open name", "meter": "value min max low high optimum", "summary": "", "button": "type disabled name value", "input": "type name value placeholder checked disabled autocomplete spellcheck min max step", "label": "", "select": "name", "option": "value selected", "form": "action method",
		"dialog": "open", "template": "", "noscript": "", "output": "", "fieldset": "disabled", "legend": "", "svg": "",
	}
	drawnElements = map[string]string{
		"svg": "version role", "g": "", "a": "", "path": "", "rect": "", "circle": "", "ellipse": "", "line": "", "polyline": "", "polygon": "", "text": "", "tspan": "", "title": "", "desc": "", "defs": "", "use": "",
	}
)
