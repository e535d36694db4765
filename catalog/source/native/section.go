package native

import (
	"slices"
	"strings"
	"sync"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// section is one kind of resource in a native file: how its resources are read, and how a JSON Schema describes them.
type section struct {
	kind catalog.Kind
	// name is how messages speak of one of its resources, and doc says what they are.
	name, doc string
	// keys are all that a resource of this section may have.
	keys   []string
	decode func(d *decoder, id string, n *catalog.Node, at catalog.Source) []catalog.Resource
	schema func(g *generator) schema
	front  func(g *generator) schema
}

// sections lists every section, in the order of the kinds. They are put together once: nothing changes them.
var sections = sync.OnceValue(func() []section {
	return []section{
		domains(), systems(), services(), events(), commands(), queries(), channels(), brokers(),
		stores(), entities(), flows(), teams(), people(), decisions(),
	}
})

func sectionNames() []string {
	var names []string
	for _, s := range sections() {
		names = append(names, s.kind.Section())
	}
	return names
}

// findSection returns the section with that name, or nil.
func findSection(name string) *section {
	all := sections()
	i := slices.IndexFunc(all, func(s section) bool { return s.kind.Section() == name })
	if i < 0 {
		return nil
	}
	return &all[i]
}

func sectionOf(kind catalog.Kind) *section { return findSection(kind.Section()) }

// resource is a pointer to one of the structs of package catalog.
type resource[T any] interface {
	*T
	catalog.Resource
}

// simple makes the section of a kind whose resources are one struct.
func simple[T any, R resource[T]](kind catalog.Kind, doc string, fields []field[T]) section {
	return newSection(kind, doc, fields,
		func(t *T) *catalog.Base { return R(t).Common() },
		func(t *T) []catalog.Resource { return []catalog.Resource{R(t)} })
}

// newSection makes a section out of the fields of a T, where the common part of a T is, and which resources a T makes.
func newSection[T any](kind catalog.Kind, doc string, fields []field[T], base func(*T) *catalog.Base, finish func(*T) []catalog.Resource) section {
	o := &object[T]{
		name: withArticle(kind.String()), def: kind.String(), doc: doc,
		fields:     append(lift(sharedFields(), base), fields...),
		extensions: func(t *T) *[]catalog.Extension { return extensions(base(t)) },
		foreign:    func(d *decoder, key string) string { return d.foreign(kind, key) },
	}
	return section{
		kind: kind, name: o.name, doc: doc, keys: o.keys(),
		decode: func(d *decoder, id string, n *catalog.Node, at catalog.Source) []catalog.Resource {
			t := new(T)
			*base(t) = catalog.Base{Kind: kind, ID: id, Source: at}
			if !n.Is(catalog.NullNode) && !n.Is(catalog.MapNode) {
				d.wrongType(n, "a mapping")
				return nil
			}
			o.read(d, t, n, d.reserved()...)
			return finish(t)
		},
		schema: func(g *generator) schema { return g.define(o.def, func() schema { return o.schema(g) }) },
		front: func(g *generator) schema {
			return g.define(o.def+"-front-matter", func() schema { return o.frontSchema(g) })
		},
	}
}

// sharedFields are the common fields, described in one place of the JSON Schema.
func sharedFields() []field[catalog.Base] {
	o := &object[catalog.Base]{doc: "The keys of every resource.", fields: commonFields()}
	shared := slices.Clone(o.fields)
	for i, f := range shared {
		shared[i].doc = ""
		shared[i].schema = func(g *generator) schema {
			g.define("common", func() schema { return o.schema(g) })
			return propertyOf("common", f.key)
		}
	}
	return shared
}

// propertyOf refers to what a definition says of one of its keys.
func propertyOf(definition, key string) schema {
	return js("$ref", "#/definitions/"+definition+"/properties/"+key)
}

// frontSchema describes a resource in the front matter of a Markdown file: its definition with two more keys.
func (o *object[T]) frontSchema(g *generator) schema {
	g.define(o.def, func() schema { return o.schema(g) })
	front := *o
	front.fields = []field[T]{
		must(field[T]{key: "kind", doc: "What the file describes.", schema: fixed(js("const", o.def))}),
		must(field[T]{key: "id", doc: "The id of what the file describes.", schema: fixed(js("type", []any{"string", "number"}, "pattern", idPattern))}),
	}
	for _, f := range o.fields {
		front.fields = append(front.fields, field[T]{key: f.key, needs: f.needs, required: f.required, schema: fixed(propertyOf(o.def, f.key))})
	}
	return front.schema(g)
}

// withArticle puts a or an before a word.
func withArticle(word string) string {
	if strings.ContainsAny(word[:1], "aeiou") {
		return "an " + word
	}
	return "a " + word
}

// foreign says which other kinds know a key.
func (d *decoder) foreign(kind catalog.Kind, key string) string {
	var others []string
	for _, s := range d.sections {
		if s.kind != kind && slices.Contains(s.keys, key) {
			others = append(others, s.kind.Section())
		}
	}
	if len(others) == 0 {
		return ""
	}
	return quote(key) + " is a key of " + strings.Join(others, ", ")
}

// readSection decodes all resources of one section.
func (d *decoder) readSection(s *section, n *catalog.Node) []catalog.Resource {
	if n.Is(catalog.NullNode) {
		return nil
	}
	if !n.Is(catalog.MapNode) {
		d.wrongType(n, "a mapping from id to "+s.name)
		return nil
	}
	var resources []catalog.Resource
	for _, m := range n.Members {
		d.enter(m.Key)
		d.checkID(m.Key, m.Pos)
		if m.Key != "" {
			resources = append(resources, s.decode(d, m.Key, m.Value, d.source(m.Pos))...)
		}
		d.leave()
	}
	return resources
}

func (d *decoder) source(pos catalog.Pos) catalog.Source {
	return catalog.Source{Pos: pos, Format: Format, Pointer: d.pointer()}
}

// readFile decodes all sections of a file.
func (d *decoder) readFile(root *catalog.Node) []catalog.Resource {
	var resources []catalog.Resource
	for _, m := range root.Members {
		d.enter(m.Key)
		switch s := findSection(m.Key); {
		case s != nil:
			resources = append(resources, d.readSection(s, m.Value)...)
		case m.Key == "$schema", strings.HasPrefix(m.Key, "x-"):
		default:
			d.report(catalog.FormatSection, m.Pos, quote(m.Key)+" is not a section", choice(m.Key, sectionNames()))
		}
		d.leave()
	}
	return resources
}

// Detect reports whether a document is a native file: whether one of its top-level keys is a section, or nearly one, in which at least
// one resource has a key that we know. The second condition tells a native `services` from that of other tools' files.
func Detect(root *catalog.Node) bool {
	if !root.Is(catalog.MapNode) {
		return false
	}
	sectionsOnly := len(root.Members) > 0
	for _, m := range root.Members {
		switch m.Key {
		case "asyncapi", "openapi", "swagger":
			return false
		}
		s := findSection(m.Key)
		if s == nil {
			sectionsOnly = sectionsOnly && (m.Key == "$schema" || strings.HasPrefix(m.Key, "x-"))
			s = findSection(syntax.Nearest(m.Key, sectionNames()))
		}
		if s != nil && s.claims(m.Value) {
			return true
		}
	}
	return sectionsOnly && slices.ContainsFunc(root.Members, func(m catalog.Member) bool {
		s := findSection(m.Key)
		return s != nil && isEmpty(m.Value)
	})
}

// isEmpty reports whether nothing is told, or of each resource only that there is one.
func isEmpty(n *catalog.Node) bool {
	return n.Is(catalog.NullNode) || n.Is(catalog.MapNode) && !slices.ContainsFunc(n.Members, func(m catalog.Member) bool {
		return !m.Value.Is(catalog.NullNode) && (!m.Value.Is(catalog.MapNode) || len(m.Value.Members) > 0)
	})
}

// claims reports whether a resource in the mapping has a key of this section, or one that is nearly one.
func (s *section) claims(n *catalog.Node) bool {
	if !n.Is(catalog.MapNode) {
		return false
	}
	for _, m := range n.Members {
		if !m.Value.Is(catalog.MapNode) {
			continue
		}
		for _, k := range m.Value.Members {
			if slices.Contains(s.keys, k.Key) || syntax.Nearest(k.Key, s.keys) != "" {
				return true
			}
		}
	}
	return false
}
