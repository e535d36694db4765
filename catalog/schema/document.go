package schema

import (
	"path"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// dialect is the version of JSON Schema by which a document is read, as far as versions contradict each other.
type dialect uint8

const (
	draft2020 dialect = iota // also 2019-09, and schemas that do not say
	draft7                   // draft-04 to draft-07
	asyncapi                 // AsyncAPI's superset of draft-07, where $ref is a JSON Reference
	openapi3                 // OpenAPI 3.0's Schema Object
)

// honoursSiblings reports whether keywords beside $ref count (since 2019-09; before, and in AsyncAPI and OpenAPI 3.0, they
// are ignored).
func (d dialect) honoursSiblings() bool { return d == draft2020 }

// dialectOf tells the dialect from what a document says of itself; ok is false where it says nothing.
func dialectOf(root *catalog.Node) (d dialect, ok bool) {
	if root.Get("asyncapi").IsScalar() {
		return asyncapi, true
	}
	if version := root.StrAt("openapi"); version != "" {
		if strings.HasPrefix(version, "3.0") {
			return openapi3, true
		}
		return draft2020, true
	}
	if root.Get("swagger").IsScalar() {
		return openapi3, true
	}
	return dialectNamed(root.StrAt("$schema"))
}

// dialectNamed tells the dialect from the URI of a meta-schema or from a media type with its version.
func dialectNamed(name string) (d dialect, ok bool) {
	switch {
	case name == "":
		return draft2020, false
	case strings.Contains(name, "asyncapi"):
		return asyncapi, true
	case strings.Contains(name, "openapi") && strings.Contains(name, "3.0"):
		return openapi3, true
	case strings.Contains(name, "draft-0") || strings.Contains(name, "draft-3"):
		return draft7, true
	}
	return draft2020, strings.Contains(name, "20")
}

// document is a schema resource (JSON Schema 2020-12 Core, section 4.3.5): a file, or a part of one that has an $id of its own.
type document struct {
	path    string
	root    *catalog.Node
	pointer string
	dialect dialect
	// id is the $id resolved against the one around it, "" without.
	id string
	// whole is the document of the file; inline is the schema in it that is read, where references may start from as well.
	whole  *document
	inline *place
	// names are the plain-name fragments and the resources with an $id; filled by index.
	anchors   map[string]place
	resources map[string]place
	indexed   bool
}

// newDocument returns the document of a file, read by the given dialect if it does not name its own.
func newDocument(file string, root *catalog.Node, d dialect) *document {
	doc := &document{path: file, root: root, dialect: d, id: root.StrAt("$id")}
	if own, ok := dialectOf(root); ok {
		doc.dialect = own
	}
	doc.whole = doc
	return doc
}

// place is a value in a document, with its JSON Pointer in the file.
type place struct {
	doc     *document
	node    *catalog.Node
	pointer string
}

// pos returns where the value is.
func (p place) pos() catalog.Pos { return p.node.Position() }

// ref writes the place as Type.Ref does.
func (p place) ref() string { return p.doc.path + "#" + p.pointer }

// key returns the place of a mapping's value.
func (p place) key(key string) place { return p.at(key, p.node.Get(key)) }

// at returns the place of a value that stands in p under the token, changing to its resource if it is the root of one.
func (p place) at(token string, value *catalog.Node) place {
	q := place{p.doc, value, p.pointer + "/" + catalog.EscapePointer(token)}
	if id := value.Get("$id"); id.Is(catalog.StringNode) && p.doc.dialect != asyncapi && !strings.HasPrefix(id.Text, "#") {
		q.doc = p.doc.embedded(q, id.Text)
	}
	return q
}

// index returns the place of a list's item.
func (p place) item(i int) place { return p.at(strconv.Itoa(i), p.node.Items[i]) }

// items returns the places of a list's items.
func (p place) items() []place {
	if !p.node.Is(catalog.ListNode) {
		return nil
	}
	places := make([]place, len(p.node.Items))
	for i := range places {
		places[i] = p.item(i)
	}
	return places
}

func (d *document) embedded(at place, id string) *document {
	e := &document{path: d.path, root: at.node, pointer: at.pointer, dialect: d.dialect, id: resolveURI(d.id, id), whole: d.whole}
	if own, ok := dialectOf(at.node); ok {
		e.dialect = own
	}
	return e
}

func (d *document) top() place { return place{d, d.root, d.pointer} }

// resolveURI resolves a reference against a base as far as schemas need it: absolute ones, paths and bare names.
func resolveURI(base, ref string) string {
	switch {
	case hasScheme(ref) || base == "":
		return ref
	case strings.HasPrefix(ref, "#"):
		return strings.TrimSuffix(base, "#") + ref
	}
	scheme, rest, ok := strings.Cut(base, "://")
	if !ok {
		return ref
	}
	host, dir, _ := strings.Cut(rest, "/")
	return scheme + "://" + host + path.Join("/", path.Dir("/"+dir), ref)
}

// hasScheme reports whether a reference starts with the scheme of a URI (RFC 3986, section 3.1).
func hasScheme(ref string) bool {
	for i := range len(ref) {
		c := ref[i]
		switch {
		case c == ':':
			return i > 0
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return false
}

// find returns the place that a plain name or the URI of a resource stands for. The document is searched once, on the first question.
func (d *document) find(name string) (place, bool) {
	d.index()
	if p, ok := d.anchors[name]; ok {
		return p, true
	}
	p, ok := d.resources[name]
	return p, ok
}

// index notes what has a name in a document. It visits a value that YAML aliases share once.
func (d *document) index() {
	if d.indexed {
		return
	}
	d.indexed = true
	d.anchors, d.resources = map[string]place{}, map[string]place{}
	seen := map[*catalog.Node]bool{}
	stack := []place{d.top()}
	if d.inline != nil && d.dialect != asyncapi {
		stack[0] = *d.inline // not the file around it, which may hold a thousand schemas
	}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if p.node == nil || p.node.IsScalar() || seen[p.node] {
			continue
		}
		seen[p.node] = true
		d.name(p)
		stack = append(stack, p.children()...)
	}
}

func (d *document) name(p place) {
	for _, key := range [...]string{"$anchor", "$dynamicAnchor"} {
		if anchor := p.node.Get(key); anchor.Is(catalog.StringNode) {
			d.note(d.anchors, anchor.Text, p)
		}
	}
	for _, key := range [...]string{"$id", "id"} {
		id := p.node.Get(key)
		if !id.Is(catalog.StringNode) {
			continue
		}
		if name, ok := strings.CutPrefix(id.Text, "#"); ok {
			d.note(d.anchors, name, p)
		} else if key == "$id" {
			d.note(d.resources, strings.TrimSuffix(p.doc.id, "#"), p)
		}
	}
}

// note keeps the first of two places with one name; the search runs from the end, so the first in the source comes last.
func (d *document) note(names map[string]place, name string, p place) {
	if old, ok := names[name]; !ok || p.pos().Compare(old.pos()) < 0 {
		names[name] = p
	}
}

func (p place) children() []place {
	if p.node.Is(catalog.ListNode) {
		return p.items()
	}
	places := make([]place, len(p.node.Members))
	for i, m := range p.node.Members {
		places[i] = p.at(m.Key, m.Value)
	}
	return places
}
