package render

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"
	"golang.org/x/net/html"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
	"github.com/eventatlas/eventatlas/themes"
)

// Each template asks only for what the view of its page has.
func TestTemplatesFitTheirViews(t *testing.T) {
	for _, name := range themes.Names() {
		theme, err := themes.Open(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		sets, err := parseTheme(theme, page.Words{})
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range page.Kinds() {
			t.Run(name+"/"+kind.Name, func(t *testing.T) {
				if err := templatecheck.CheckHTML(sets[kind.Name].tmpl.Lookup("base"), kind.Zero); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// document is what the questions about a page are asked of.
type document struct {
	ids    map[string]int
	links  []string // href and src
	tags   map[string]int
	faults []string
	text   strings.Builder
}

func read(t *testing.T, path, text string) *document {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	d := &document{ids: map[string]int{}, tags: map[string]int{}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			d.tags[n.Data]++
			d.element(n)
		}
		if n.Type == html.TextNode {
			d.text.WriteString(n.Data)
		}
	}
	return d
}

func (d *document) element(n *html.Node) {
	if (n.Data == "script" || n.Data == "style") && n.FirstChild != nil {
		d.faults = append(d.faults, "an inline "+n.Data)
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "id":
			d.ids[a.Val]++
		case a.Key == "href" || a.Key == "src":
			d.links = append(d.links, a.Val)
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			d.faults = append(d.faults, "the attribute "+a.Key)
		case a.Key == "aria-labelledby" && a.Val == "":
			d.faults = append(d.faults, "an empty aria-labelledby")
		}
	}
}

// ask puts the questions that every page of every site has to answer well.
func ask(t *testing.T, files map[string]string) {
	t.Helper()
	docs := map[string]*document{}
	for p, text := range files {
		if isPage(p) {
			docs[p] = read(t, p, text)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(docs)) {
		d := docs[p]
		for _, fault := range d.faults {
			t.Errorf("%s: %s", p, fault)
		}
		for id, n := range d.ids {
			if n > 1 {
				t.Errorf("%s: the id %q stands %d times", p, id, n)
			}
		}
		if d.tags["h1"] != 1 || d.tags["main"] != 1 || d.tags["title"] < 1 {
			t.Errorf("%s: %d h1, %d main", p, d.tags["h1"], d.tags["main"])
		}
		if strings.Contains(files[p], "ZgotmplZ") {
			t.Errorf("%s: html/template refused a value", p)
		}
		if !strings.Contains(files[p], "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; script-src") &&
			!strings.Contains(files[p], "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'") {
			t.Errorf("%s: the policy is not the first thing behind the charset", p)
		}
		for _, link := range d.links {
			askLink(t, p, link, files, docs)
		}
	}
}

func askLink(t *testing.T, from, link string, files map[string]string, docs map[string]*document) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Errorf("%s: %q is no address: %v", from, link, err)
		return
	}
	switch {
	case u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto":
		return
	case u.Scheme != "" || u.Host != "" || strings.HasPrefix(link, "/"):
		if from != "404.html" {
			t.Errorf("%s: %q is not relative", from, link)
		}
		return
	}
	target := from
	if u.Path != "" {
		target = path.Join(path.Dir(from), u.Path)
	}
	if _, ok := files[target]; !ok {
		t.Errorf("%s: %q leads to %s, which does not exist", from, link, target)
		return
	}
	if target == site.FixedPath(site.Search) && strings.HasPrefix(u.Fragment, "q=") {
		return // what its script is to look for
	}
	if u.Fragment != "" && isPage(target) && docs[target].ids[u.Fragment] == 0 {
		t.Errorf("%s: %q leads to an anchor that does not exist", from, link)
	}
}

func TestShop(t *testing.T) {
	files := build(t, shop(t))
	ask(t, files)
	total := 0
	for p, text := range files {
		if isPage(p) {
			total++
			if len(text) > 512<<10 {
				t.Errorf("%s has %d bytes", p, len(text))
			}
		}
	}
	if total < 100 {
		t.Errorf("%d pages", total)
	}
}

func TestLarge(t *testing.T) {
	files := build(t, large(t, 1200))
	ask(t, files)
	for _, p := range []string{"events/index.html", "events/_/2/index.html", "events/_/3/index.html", "index/_/4/index.html"} {
		if files[p] == "" {
			t.Errorf("%s is missing", p)
		}
	}
}

func TestEmptyCatalog(t *testing.T) {
	ask(t, build(t, catalog.Link(nil, catalog.Config{})))
}

// The same catalog gives the same bytes, whatever was rendered before and in whatever order.
func TestSameBytes(t *testing.T) {
	first := build(t, shop(t))
	second := build(t, shop(t))
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
}

// Names that try to be more than names are shown as they are and do nothing.
func TestHostileNames(t *testing.T) {
	hostile := []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `</title><script>alert(1)</script>`, `javascript:alert(1)`,
		"a\u202Eb", "a\x00b", "a\x85b", `{{.Title}}`, `--><script>`, `]]>`, "\xff\xfe", `..`, `../../x`, `CON`, `index`, ``, ` `, "a\nb", "é", "e\u0301", strings.Repeat("x", 300),
		`a#b?c%2e`, `__proto__`, `constructor`,
	}
	var list []catalog.Resource
	for _, name := range hostile {
		base := func(k catalog.Kind) catalog.Base {
			return catalog.Base{
				Kind: k, ID: "x" + name, Name: name, Version: "1" + name, Summary: name, Tags: []catalog.Tag{{Name: name, Description: name}},
				Description: catalog.Text{Markdown: name + "\n\n# " + name}, Links: []catalog.Hyperlink{{Title: name, URL: name}}, Badges: []catalog.Badge{{Text: name, Color: name}},
				Extensions: []catalog.Extension{{Key: "x-" + name, Value: word(name)}},
				Deprecated: &catalog.Deprecation{Since: name, Removal: name, Note: name}, Changes: name,
			}
		}
		to := func(k catalog.Kind) catalog.Ref { return catalog.Ref{Kind: k, ID: "x" + name} }
		list = append(list,
			&catalog.Domain{Base: base(catalog.DomainKind), Terms: []catalog.Term{{Name: name, Definition: name}}},
			&catalog.Service{
				Base: base(catalog.ServiceKind), Domain: to(catalog.DomainKind), Repository: name, Language: name,
				Produces: []catalog.Use{{Message: to(catalog.EventKind), Via: []catalog.Ref{to(catalog.ChannelKind)}}},
				Consumes: []catalog.Use{{Message: to(catalog.EventKind), Group: name, Fields: []string{name}}},
				Calls:    []catalog.Call{{Service: to(catalog.ServiceKind), Label: name}},
			},
			&catalog.Message{
				Base: base(catalog.EventKind), Domain: to(catalog.DomainKind), Key: name, Pattern: name, Visibility: name, ContentType: name,
				Schema: catalog.SchemaRef{Format: catalog.JSONSchema, Path: "all.yaml", Inline: catalog.NewMap(catalog.Pos{}, []catalog.Member{
					{Key: "type", Value: word("object")},
					{Key: "properties", Value: catalog.NewMap(catalog.Pos{}, []catalog.Member{{Key: name, Value: catalog.NewMap(catalog.Pos{}, []catalog.Member{
						{Key: "description", Value: word(name)},
						{Key: "pattern", Value: word(name)},
					})}})},
				})},
				Examples:       []catalog.Example{{Name: name, Summary: name, Payload: word(name)}},
				Classification: []catalog.Classification{{Class: name, Fields: []string{name}}}, CloudEvents: &catalog.CloudEvent{Type: name},
			},
			&catalog.Channel{
				Base: base(catalog.ChannelKind), Address: name, Delivery: name, Servers: []string{name},
				Bindings:   []catalog.Binding{{Protocol: name, Value: catalog.NewMap(catalog.Pos{}, []catalog.Member{{Key: name, Value: word(name)}})}},
				Parameters: []catalog.Parameter{{Name: name, Description: name, Enum: []string{name}}},
				Routes:     []catalog.Route{{To: to(catalog.ChannelKind), Filter: name}},
			},
			&catalog.Team{Base: base(catalog.TeamKind), Email: name, Chat: name, Role: name},
			&catalog.Flow{Base: base(catalog.FlowKind), Steps: []catalog.Step{
				{ID: name, Actor: name, Does: name, Summary: name, Then: []catalog.Next{{Step: "b", When: name}}}, {ID: "b", Resource: to(catalog.ServiceKind)},
			}},
		)
	}
	cat := one(list...)
	cat.Config.Title, cat.Config.Description, cat.Config.EditURL, cat.Config.Locale = hostile[0], hostile[1], "javascript:{path}", hostile[2]
	files := build(t, cat)
	ask(t, files)
	for p, text := range files {
		if !isPage(p) {
			continue
		}
		d := read(t, p, text)
		if d.tags["script"] != 2 || d.tags["img"] > 0 || d.tags["iframe"] > 0 || d.tags["object"] > 0 || d.tags["foreignobject"] > 0 {
			t.Errorf("%s: %v", p, d.tags)
		}
		if strings.ContainsAny(text, "\x00\x01\x1b") || strings.Contains(d.text.String(), "\u202E") {
			t.Errorf("%s: a character that cannot be seen", p)
		}
	}
}

func TestFilesNeedWholeThemes(t *testing.T) {
	cat := one(&catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "a"}})
	plan := site.New(cat, graph.Build(cat))
	for name, text := range map[string]string{
		"partials/a.html": `{{define "x"}}<script>var a = "{{.Title}}"</script>{{end}}`,
		"partials/b.html": `{{define "x"}}<p onclick="f('{{.Title}}')">{{end}}`,
		"partials/c.html": `{{define "x"}}<iframe srcdoc="{{.Title}}"></iframe>{{end}}`,
		"partials/d.html": `{{define "x"}}<!-- {{.Title}} -->{{end}}`,
		"partials/e.html": `{{define "x"}}<p style="color:{{.Title}}">{{end}}`,
		"partials/g.html": `{{define "x"}}{{end`,
		"partials/h.html": `{{define "x"}}{{nosuch .Title}}{{end}}`,
	} {
		theme, err := themes.Open("default", folder(map[string]string{name: text}))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := Files(plan, Options{Theme: theme}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a template does wrong is an error with its place, and ends.
func TestBadTemplatesEnd(t *testing.T) {
	cat := one(&catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "a"}})
	plan := site.New(cat, graph.Build(cat))
	for _, text := range []string{
		`{{define "main"}}{{template "main" .}}{{end}}`,
		`{{define "main"}}{{.Nope}}{{end}}`,
		`{{define "main"}}{{index .Contents 99}}{{end}}`,
	} {
		theme, err := themes.Open("default", folder(map[string]string{"pages/service.html": text}))
		if err != nil {
			t.Fatal(err)
		}
		files, _, err := Files(plan, Options{Theme: theme})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if f.Path != "services/a/index.html" {
				continue
			}
			if _, err := f.Data(); err == nil || !strings.Contains(err.Error(), "pages/service.html") {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
}

// A user's folder changes one template and one colour and nothing else.
func TestThemeFolder(t *testing.T) {
	cat := one(&catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "a"}})
	theme, err := themes.Open("default", folder(map[string]string{
		"partials/mine.html": `{{define "footer"}}<footer>Acme</footer>{{end}}`, "assets/acme.css": ":root{--accent:teal}",
	}))
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := Files(site.New(cat, graph.Build(cat)), Options{Theme: theme})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := f.Data()
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case isPage(f.Path) && (!strings.Contains(string(data), "<footer>Acme</footer>") || !strings.Contains(string(data), `class="top"`)):
			t.Errorf("%s does not have the user's footer below the theme's header", f.Path)
		case strings.HasPrefix(f.Path, "assets/site.") && strings.HasSuffix(f.Path, ".css") && !strings.HasSuffix(string(data), ":root{--accent:teal}"):
			t.Errorf("the user's colours are not at the end of %s", f.Path)
		}
	}
}
