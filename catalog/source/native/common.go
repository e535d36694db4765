package native

import "github.com/eventatlas/eventatlas/catalog"

// commonFields are the keys of every resource.
func commonFields() []field[catalog.Base] {
	type base = catalog.Base
	return []field[base]{
		key("name", "The name to show; without one it is the id.", displayName(), func(b *base) *string { return &b.Name }),
		key("summary", "What it is, in one line.", text(), func(b *base) *string { return &b.Summary }),
		key("description", "What there is to know about it, in Markdown.", markdown(), func(b *base) *catalog.Text { return &b.Description }),
		key("version", "Its version, best a semantic one such as 1.4.0.", version(), func(b *base) *string { return &b.Version }),
		key("owners", "The teams and people who answer for it: `team:id`, `person:id`, or the id alone.", references(), func(b *base) *[]catalog.Ref { return &b.Owners }),
		key("tags", "Words to find it by.", list(tag()), func(b *base) *[]catalog.Tag { return &b.Tags }),
		key("links", "Links to what is outside the catalog.", list(link()), func(b *base) *[]catalog.Hyperlink { return &b.Links }),
		key("deprecated", "That it should not be used any more, and why.", deprecation(), func(b *base) **catalog.Deprecation { return &b.Deprecated }),
		key("draft", "That it is not in use yet.", boolean(), func(b *base) *bool { return &b.Draft }),
		key("badges", "Short remarks shown beside the name.", list(badge()), func(b *base) *[]catalog.Badge { return &b.Badges }),
		key("aliases", "Earlier ids: their pages lead to this one, and so do references to them, with a warning; `kind:id` where the kind was another.", list(alias()), func(b *base) *[]catalog.Ref { return &b.Aliases }),
		key("docs", "A Markdown file that is shown after the description.", file(), func(b *base) *catalog.FileRef { return &b.Docs }),
	}
}

func extensions(b *catalog.Base) *[]catalog.Extension { return &b.Extensions }

// alias is a reference to what a resource was called, in any version.
func alias() value[catalog.Ref] {
	return convert(reference(), func(d *decoder, n *catalog.Node, r catalog.Ref) (catalog.Ref, bool) {
		if r.Version != "" {
			d.report(catalog.FormatReference, n.Pos, quote(n.Text)+" has a version, and an alias stands for all of them", "Write `"+r.ID+"`")
			return catalog.Ref{}, false
		}
		return r, true
	})
}

func tag() value[catalog.Tag] {
	type tag = catalog.Tag
	short := convert(text(), func(_ *decoder, _ *catalog.Node, s string) (tag, bool) { return tag{Name: s}, true })
	return either(short, object[tag]{
		name: "a tag", def: "tag", doc: "A word to find a resource by, with its meaning.",
		fields: []field[tag]{
			must(key("name", "The word.", displayName(), func(t *tag) *string { return &t.Name })),
			key("description", "What it means.", text(), func(t *tag) *string { return &t.Description }),
		},
	}.value())
}

func link() value[catalog.Hyperlink] {
	type link = catalog.Hyperlink
	short := convert(webLink(), func(_ *decoder, _ *catalog.Node, s string) (link, bool) { return link{URL: s}, true })
	long := object[link]{
		name: "a link", def: "link", doc: "A link to something outside the catalog.",
		fields: []field[link]{
			key("title", "The text of the link; without one it is the URL.", text(), func(l *link) *string { return &l.Title }),
			must(key("url", "Where it leads.", webLink(), func(l *link) *string { return &l.URL })),
		},
	}.value()
	return convert(either(short, long), func(_ *decoder, n *catalog.Node, l link) (link, bool) {
		l.Pos = n.Pos
		return l, l.URL != ""
	})
}

func badge() value[catalog.Badge] {
	type badge = catalog.Badge
	short := convert(text(), func(_ *decoder, _ *catalog.Node, s string) (badge, bool) { return badge{Text: s}, true })
	return either(short, object[badge]{
		name: "a badge", def: "badge", doc: "A short remark shown beside the name.",
		fields: []field[badge]{
			must(key("text", "The remark.", text(), func(b *badge) *string { return &b.Text })),
			key("color", "The name of a colour of the theme.", text(), func(b *badge) *string { return &b.Color }),
		},
	}.value())
}

// deprecation is true, or what there is to say about it.
func deprecation() value[*catalog.Deprecation] {
	type deprecation = catalog.Deprecation
	short := value[*deprecation]{
		read: func(d *decoder, n *catalog.Node) (*deprecation, bool) {
			if !n.Is(catalog.BoolNode) {
				d.wrongType(n, "`true` or a mapping")
			}
			return &deprecation{}, n.IsTrue()
		},
		schema: boolean().schema,
	}
	long := convert(object[deprecation]{
		name: "a deprecation", def: "deprecation", doc: "Why and how a resource goes out of use.",
		fields: []field[deprecation]{
			key("since", "The version or date from which it is deprecated.", text(), func(d *deprecation) *string { return &d.Since }),
			key("replacedBy", "What to use instead.", reference(), func(d *deprecation) *catalog.Ref { return &d.ReplacedBy }),
			key("removal", "The version or date at which it goes away.", text(), func(d *deprecation) *string { return &d.Removal }),
			key("note", "What else there is to know, in Markdown.", text(), func(d *deprecation) *string { return &d.Note }),
		},
	}.value(), func(_ *decoder, _ *catalog.Node, v deprecation) (*deprecation, bool) { return &v, true })
	return either(short, long)
}
