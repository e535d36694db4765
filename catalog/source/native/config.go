package native

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Config reads eventatlas.yaml, whose document must be in file.Root. What is wrong with it is reported and left at its zero
// value.
func Config(file *catalog.File) (catalog.Config, []catalog.Diagnostic) {
	var cfg catalog.Config
	d := &decoder{file: file}
	if file.Root != nil && !file.Root.Is(catalog.NullNode) {
		o := configObject()
		o.read(d, &cfg, file.Root)
	}
	return cfg, d.diags
}

func configObject() *object[catalog.Config] {
	type config = catalog.Config
	return &object[config]{
		name: "the configuration", def: "config", doc: "The settings of a catalog: eventatlas.yaml.",
		fields: []field[config]{
			key("$schema", "The JSON Schema of this file, for editors.", text(), func(*config) *string { return new(string) }),
			key("title", "The title of the site.", displayName(), func(c *config) *string { return &c.Title }),
			key("description", "What the catalog is about.", text(), func(c *config) *string { return &c.Description }),
			key("baseURL", "Where the site will be; only for absolute links.", baseURL(), func(c *config) *string { return &c.BaseURL }),
			key("editURL", "Where a file can be edited; `{path}` stands for its path.", editURL(), func(c *config) *string { return &c.EditURL }),
			key("logo", "An image for the head of the site.", text(), func(c *config) *string { return &c.Logo }),
			key("theme", "The name of a theme, or a folder that overrides templates of one.", text(), func(c *config) *string { return &c.Theme }),
			key("locale", "The language of the site, such as en or de-CH.", locale(), func(c *config) *string { return &c.Locale }),
			key("sources", "The folders and files to read; without it, the folder around this file.", list(source()), func(c *config) *[]catalog.SourceConfig { return &c.Sources }),
			check(),
			history(),
			share(),
			key("output", "The folder to write to.", text(), func(c *config) *string { return &c.Output }),
		},
	}
}

// check is the part of the configuration that is about rules.
func check() field[catalog.Config] {
	type config = catalog.Config
	o := &object[config]{
		name: "`check`", def: "check", doc: "What is checked, and how strictly.",
		fields: []field[config]{
			key("rules", "The severity of a rule, by its code.", rules(), func(c *config) *map[string]string { return &c.Rules }),
			key("boundary", "What counts as a boundary that private messages do not cross.", oneOf("domain", "system", "service"), func(c *config) *string { return &c.Boundary }),
		},
	}
	return field[config]{
		key: "check", doc: o.doc,
		schema: func(g *generator) schema { return g.define(o.def, func() schema { return o.schema(g) }) },
		set:    func(d *decoder, c *config, n *catalog.Node) { o.read(d, c, n) },
	}
}

// history is the part of the configuration that is about the repository around the source.
func history() field[catalog.Config] {
	type history = catalog.HistoryConfig
	o := &object[history]{
		name: "`history`", def: "history", doc: "What the page of changes is made of: the git repository around the source.",
		fields: []field[history]{
			key("commits", "How many of the newest commits are compared: 50 without this, and none for 0.", commits(), func(h *history) *int { return &h.Commits }),
			key("url", "Where a commit can be seen; `{commit}` stands for its hash.", pattern("{commit}", "the hash of the commit"), func(h *history) *string { return &h.URL }),
		},
	}
	return field[catalog.Config]{
		key: "history", doc: o.doc,
		schema: func(g *generator) schema { return g.define(o.def, func() schema { return o.schema(g) }) },
		set:    func(d *decoder, c *catalog.Config, n *catalog.Node) { o.read(d, &c.History, n) },
	}
}

// share is the part of the configuration that is about what is shown on pages elsewhere.
func share() field[catalog.Config] {
	type share = catalog.ShareConfig
	o := &object[share]{
		name: "`share`", def: "share", doc: "What is made beside the page of each resource to be shown on pages elsewhere.",
		fields: []field[share]{
			key("badges", "A small drawing with version, state and consumers: badge.svg.", boolean(), func(s *share) *bool { return &s.Badges }),
			key("embeds", "A page with the drawing alone, for a frame: embed/index.html.", boolean(), func(s *share) *bool { return &s.Embeds }),
		},
	}
	return field[catalog.Config]{
		key: "share", doc: o.doc,
		schema: func(g *generator) schema { return g.define(o.def, func() schema { return o.schema(g) }) },
		set:    func(d *decoder, c *catalog.Config, n *catalog.Node) { o.read(d, &c.Share, n) },
	}
}

// maxCommits is how many commits are compared at most.
const maxCommits = 500

// commits is a number of commits, of which 0 is kept as less than 0, because 0 is what nobody has written.
func commits() value[int] {
	number := integer()
	number.schema = fixed(js("type", "integer", "minimum", 0, "maximum", maxCommits))
	return convert(number, func(d *decoder, n *catalog.Node, i int) (int, bool) {
		switch {
		case i < 0 || i > maxCommits:
			d.report(catalog.ConfigInvalid, n.Pos, quote(n.Text)+" is not a number of commits", "Write a number from 0 to 500")
			return 0, false
		case i == 0:
			return -1, true
		}
		return i, true
	})
}

func rules() value[map[string]string] {
	type rule struct{ code, severity string }
	each := mapping(oneOf("error", "warning", "info", "off"), nil, func(_ *decoder, m catalog.Member, severity string) rule {
		return rule{m.Key, severity}
	})
	return value[map[string]string]{
		read: func(d *decoder, n *catalog.Node) (map[string]string, bool) {
			list, ok := each.read(d, n)
			rules := make(map[string]string, len(list))
			for _, r := range list {
				rules[r.code] = r.severity
			}
			return rules, ok
		},
		schema: each.schema,
	}
}

// source is a path, or that and what the documents below it describe.
func source() value[catalog.SourceConfig] {
	type source = catalog.SourceConfig
	short := convert(text(), func(_ *decoder, _ *catalog.Node, s string) (source, bool) { return source{Path: s}, true })
	long := object[source]{
		name: "a source", def: "source", doc: "A folder or a file to read.",
		fields: []field[source]{
			must(key("path", "The folder or file, relative to this file.", text(), func(s *source) *string { return &s.Path })),
			key("service", "The service that the documents describe.", text(), func(s *source) *string { return &s.Service }),
			key("domain", "The domain that their services belong to.", text(), func(s *source) *string { return &s.Domain }),
			key("perspective", "Whose view the directions of AsyncAPI 2 documents take.", oneOf("application", "client", "inverted"), func(s *source) *string { return &s.Perspective }),
			key("messages", "That messages of one name are the same in all documents.", oneOf("shared"), func(s *source) *string { return &s.Messages }),
		},
	}.value()
	return convert(either(short, long), func(_ *decoder, n *catalog.Node, s source) (source, bool) {
		s.Pos = n.Pos
		return s, s.Path != ""
	})
}

func baseURL() value[string] {
	return checked(text(), catalog.ConfigInvalid, js("type", "string", "pattern", "^https?://"), func(s string) (string, string) {
		if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return quote(s) + " is not an absolute http or https URL", ""
		}
		return "", ""
	})
}

func editURL() value[string] { return pattern("{path}", "the path of the file") }

// pattern is an address in which a word in braces stands for something.
func pattern(word, meaning string) value[string] {
	return checked(text(), catalog.ConfigInvalid, js("type", "string", "pattern", `^https?://.*`+regexp.QuoteMeta(word)), func(s string) (string, string) {
		u, err := url.Parse(s)
		switch {
		case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
			return quote(s) + " is not an absolute http or https URL", ""
		case !strings.Contains(s, word):
			return quote(s) + " does not say where " + meaning + " goes", "Put `" + word + "` where " + meaning + " belongs"
		}
		return "", ""
	})
}

func locale() value[string] {
	return checked(text(), catalog.ConfigInvalid, js("type", "string", "pattern", "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"), func(s string) (string, string) {
		for i, part := range strings.Split(s, "-") {
			long := len(part) < 1 || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) > 3)
			if long || strings.ContainsFunc(part, func(r rune) bool { return !validID(string(r)) }) {
				return quote(s) + " is not the tag of a language", "Write it as in `en` or `de-CH`"
			}
		}
		return "", ""
	})
}
