package schema

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// jsonReader reads JSON Schema.
type jsonReader struct {
	tree
	files   catalog.Files
	docs    map[string]*document
	dialect dialect // of documents that do not say
	targets map[*catalog.Node]*target
	checked map[*catalog.Node]bool
	walking int
}

// loadJSON reads a JSON Schema, AsyncAPI Schema Object or OpenAPI 3.0 Schema Object.
func loadJSON(l Limits, ref catalog.SchemaRef, files catalog.Files) (*Type, []catalog.Diagnostic) {
	r := &jsonReader{
		tree: newTree(l), files: files, docs: map[string]*document{},
		targets: map[*catalog.Node]*target{}, checked: map[*catalog.Node]bool{},
	}
	start, ok := r.start(ref)
	if !ok {
		return nil, r.diags
	}
	root := r.grow(nil, step{}, func(at *frame) { r.expand(at, []place{start}) })
	r.run()
	return root.t, catalog.SortDiagnostics(r.diags)
}

// start finds the schema that is to be read.
func (r *jsonReader) start(ref catalog.SchemaRef) (place, bool) {
	if d, ok := dialectNamed(ref.MediaType); ok {
		r.dialect = d
	}
	if ref.Inline != nil {
		return r.startInline(ref), true
	}
	doc, problem := r.document(ref.Path)
	if doc == nil {
		d := catalog.Diag(catalog.SchemaInvalid, placed(ref), "the schema `"+shown(ref.Path)+"` cannot be read: it is in a file "+problem)
		r.diags = append(r.diags, d.Suggest(nearestFile(ref.Path, r.files)))
		return place{}, false
	}
	doc.dialect = statedDialect(ref, doc.dialect)
	r.dialect = doc.dialect
	if ref.Pointer == "" {
		return doc.top(), true
	}
	p, ok := r.walk(doc.top(), ref.Pointer)
	if !ok {
		a := address{uri: ref.Path, fragment: ref.Pointer}
		d := catalog.Diag(catalog.RefPointer, placed(ref), "the pointer `"+ref.Pointer+"` leads nowhere in `"+ref.Path+"`")
		r.diags = append(r.diags, d.Suggest(r.nearestPointer(doc, a, "")))
	}
	return p, ok
}

// statedDialect returns the dialect of OpenAPI's schemas where a reference says that it leads to one, whatever the document around is.
func statedDialect(ref catalog.SchemaRef, otherwise dialect) dialect {
	switch {
	case ref.Format != catalog.OpenAPI:
		return otherwise
	case strings.Contains(ref.MediaType, "3.1"):
		return draft2020
	}
	return openapi3
}

// placed returns where a reference to a schema stands, at least the file.
func placed(ref catalog.SchemaRef) catalog.Pos {
	if ref.Pos.IsValid() {
		return ref.Pos
	}
	return catalog.Pos{File: ref.Path}
}

// startInline takes a schema that is written in place as a part of its file, so that its references count from there.
func (r *jsonReader) startInline(ref catalog.SchemaRef) place {
	root := ref.Inline
	if f := r.files[ref.Path]; f != nil && f.Root != nil {
		root = f.Root
	}
	doc := newDocument(ref.Path, root, r.dialect)
	if own, ok := dialectNamed(ref.Inline.StrAt("$schema")); ok && doc.dialect != asyncapi {
		doc.dialect = own
	}
	doc.dialect = statedDialect(ref, doc.dialect)
	r.docs[ref.Path], r.dialect = doc, doc.dialect
	p := place{doc, ref.Inline, ref.Pointer}
	doc.inline = &p
	if id := ref.Inline.StrAt("$id"); id != "" && doc.id == "" {
		doc.id = id
	}
	return p
}

// report adds a problem at a schema.
func (r *jsonReader) report(code catalog.Code, at place, message, suggestion string) {
	r.diags = append(r.diags, catalog.Diag(code, r.where(at.node, at), message).At(at.pointer).Suggest(suggestion))
}

// reportRef adds a problem at the text of a reference.
func (r *jsonReader) reportRef(code catalog.Code, at place, ref *catalog.Node, message, suggestion string) {
	r.diags = append(r.diags, catalog.Diag(code, r.where(ref, at), message).At(at.pointer+"/$ref").Suggest(suggestion))
}

func (r *jsonReader) where(n *catalog.Node, at place) catalog.Pos {
	if pos := n.Position(); pos.IsValid() {
		return pos
	}
	return catalog.Pos{File: at.doc.path}
}

// layer is one of the schemas that hold for a type.
type layer struct {
	place
	// referred says that it stands behind a reference inside of allOf, depth how many allOf are around it.
	referred bool
	depth    int
}

// gathering collects the layers of a type.
type gathering struct {
	at     *frame
	layers []layer
	seen   map[*catalog.Node]bool
	// back are references to types around this one.
	back []*frame
	refs []*target
}

// expand fills a type from the schemas that all hold for it.
func (r *jsonReader) expand(at *frame, places []place) {
	targets := make([]*target, len(places))
	for i, p := range places {
		targets[i] = r.follow(p)
		at.ids = append(at.ids, targets[i].node)
	}
	if len(places) > 0 {
		r.name(at.t, targets)
	}
	if len(at.ids) > 1 {
		if around := at.parent.around(at.ids...); around != nil {
			at.recur(around)
			return
		}
	}
	g := &gathering{at: at, seen: map[*catalog.Node]bool{}}
	var back []Variant
	for i, t := range targets {
		if around := r.gather(g, t, 0, false); around != nil {
			v := r.provenance(t, i)
			v.Type.Recursive, v.Type.Target = true, around.t
			back = append(back, v)
		}
	}
	if r.recursion(g) {
		r.annotate(g)
		return
	}
	at.t.Variants = append(back, at.t.Variants...)
	r.fill(g)
}

// name says where a type was found, if one reference says it all.
func (r *jsonReader) name(t *Type, targets []*target) {
	first := targets[0]
	t.Pos = first.pos()
	if len(targets) == 1 && first.ref != "" {
		t.Ref, t.Name = first.ref, first.name
	}
	for _, target := range targets {
		t.Missing = t.Missing || target.fate != found
	}
}

// gather adds the schema at the end of a chain, and what it is made of by allOf, in source order. It returns the type around this one that
// the chain leads back to, if it does.
func (r *jsonReader) gather(g *gathering, t *target, depth int, referred bool) *frame {
	if !r.spend(1) {
		g.at.t.Cut = true
		return nil
	}
	for _, p := range t.beside {
		r.gatherOne(g, layer{p, referred, depth})
	}
	if t.fate != found {
		return nil
	}
	if t.ref != "" {
		g.refs = append(g.refs, t)
		from := g.at.parent
		if depth > 0 {
			from = g.at
		}
		if around := from.around(t.node); around != nil {
			g.back = append(g.back, around)
			return around
		}
	}
	r.gatherOne(g, layer{t.place, referred, depth})
	return nil
}

func (r *jsonReader) gatherOne(g *gathering, l layer) {
	if g.seen[l.node] {
		return
	}
	g.seen[l.node] = true
	r.check(l.place)
	all := l.node.Get("allOf")
	own := slices.IndexFunc(l.node.Members, func(m catalog.Member) bool { return m.Key == "properties" || m.Key == "allOf" })
	if own >= 0 && l.node.Members[own].Key == "allOf" {
		r.gatherAll(g, l, all)
		g.layers = append(g.layers, l)
		return
	}
	g.layers = append(g.layers, l)
	r.gatherAll(g, l, all)
}

// gatherAll adds the branches of allOf.
func (r *jsonReader) gatherAll(g *gathering, l layer, all *catalog.Node) {
	if !all.Is(catalog.ListNode) {
		return
	}
	if l.depth >= r.limits.Depth {
		g.at.t.Cut = true
		return
	}
	list := l.key("allOf")
	for i := range all.Items {
		p := list.item(i)
		t := r.follow(p)
		v := r.provenance(t, i)
		if around := r.gather(g, t, l.depth+1, l.referred || t.ref != ""); around != nil {
			v.Type.Recursive, v.Type.Target = true, around.t
		}
		g.at.t.Variants = append(g.at.t.Variants, v)
	}
}

// provenance describes a branch of allOf, which is merged into the type around it.
func (r *jsonReader) provenance(t *target, i int) Variant {
	branch := &Type{Name: t.name, Ref: t.ref, Missing: t.fate != found, Pos: t.pos()}
	if t.fate == found {
		branch.Title, branch.Description = t.node.StrAt("title"), t.node.StrAt("description")
		branch.Types = typeNames(t.node.Get("type"))
		branch.Deprecated = t.node.Get("deprecated").IsTrue()
	}
	return Variant{Keyword: "allOf", Label: branchLabel(branch, i), Type: branch}
}

// recursion reports whether the type is nothing but one that it stands inside of, and marks it.
func (r *jsonReader) recursion(g *gathering) bool {
	if len(g.back) == 0 || len(g.refs) != 1 {
		return false
	}
	for _, l := range g.layers {
		if !annotatesOnly(l.node) {
			return false
		}
	}
	t := g.at.t
	t.Ref, t.Name, t.Types = g.refs[0].ref, g.refs[0].name, typeNames(g.refs[0].node.Get("type"))
	g.at.recur(g.back[0])
	g.at.t.Variants = nil
	return true
}

// annotatesOnly reports whether a schema says nothing of what fits beside its $ref and allOf.
func annotatesOnly(n *catalog.Node) bool {
	for _, m := range n.Members {
		if !isAnnotation(m.Key) {
			return false
		}
	}
	return n.Is(catalog.MapNode)
}

func isAnnotation(keyword string) bool {
	switch keyword {
	case "$ref", "$dynamicRef", "$recursiveRef", "allOf", "title", "description", "default", "examples", "example", "deprecated",
		"readOnly", "writeOnly", "externalDocs", "$comment", "nullable", "$id", "$anchor", "$dynamicAnchor", "$schema", "$defs", "definitions":
		return true
	}
	return len(keyword) > 2 && keyword[:2] == "x-"
}
