package schema

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// fate is what became of a reference.
type fate uint8

const (
	found    fate = iota
	remote        // a URL; nothing is fetched
	outside       // leads outside the root
	missing       // leads nowhere
	circular      // leads back to itself through nothing but references
)

// address is a reference taken apart.
type address struct {
	fate fate
	// file is the path relative to the root, "" for the document itself; uri is the reference without its fragment.
	file, uri string
	// fragment is percent-decoded.
	fragment string
}

// parseAddress takes a $ref apart, as seen from a file.
func parseAddress(text, from string) address {
	base, fragment, _ := strings.Cut(text, "#")
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	a := address{uri: base, fragment: fragment}
	switch {
	case base == "":
		return a
	case isFileURI(base):
		a.fate = outside
		return a
	case hasScheme(base) || strings.HasPrefix(base, "//"):
		a.fate = remote
		return a
	}
	a.file, a.fate = filePath(base, from)
	return a
}

// isFileURI reports whether a reference starts with file: or with the letter of a drive.
func isFileURI(ref string) bool {
	scheme, _, ok := strings.Cut(ref, ":")
	return ok && hasScheme(ref) && (len(scheme) == 1 || strings.EqualFold(scheme, "file"))
}

// filePath resolves a path, as a URL has it, against the file that holds it.
func filePath(ref, from string) (string, fate) {
	decoded, err := url.PathUnescape(ref)
	if err != nil {
		decoded = ref
	}
	joined, ok := catalog.Relative(from, decoded)
	if !ok || isFileURI(decoded) {
		return "", outside
	}
	return joined, found
}

// target is where a chain of references ends.
type target struct {
	place
	fate fate
	// beside are the schemas on the way that hold as well: keywords beside a $ref, where the dialect honours them.
	beside []place
	// ref is "" if no reference was followed; name is its last segment.
	ref, name string
}

// refKeyword returns the reference of a schema, or nil.
func refKeyword(n *catalog.Node) *catalog.Node {
	for _, key := range [...]string{"$ref", "$dynamicRef", "$recursiveRef"} {
		if ref := n.Get(key); ref.Is(catalog.StringNode) {
			return ref
		}
	}
	return nil
}

// follow follows the references of a schema to the end. What it finds is kept, for every schema on the way, so that a long
// chain costs its length once.
func (r *jsonReader) follow(p place) *target {
	if t := r.targets[p.node]; t != nil {
		return t
	}
	t := &target{place: p}
	var chain []*catalog.Node
	onChain := map[*catalog.Node]bool{}
	for {
		ref := refKeyword(t.node)
		if ref == nil {
			break
		}
		if known := r.targets[t.node]; known != nil {
			t = &target{known.place, known.fate, slices.Concat(t.beside, known.beside), known.ref, known.name}
			break
		}
		if onChain[t.node] {
			r.report(catalog.RefCycle, p, "the reference `"+shown(refKeyword(p.node).Text)+"` leads back to itself", "")
			t.fate = circular
			break
		}
		onChain[t.node] = true
		chain = append(chain, t.node)
		if !r.advance(t, ref) {
			break
		}
	}
	r.remember(chain, t)
	return t
}

// advance follows one reference, and reports whether there may be another behind it.
func (r *jsonReader) advance(t *target, ref *catalog.Node) bool {
	from := t.place
	if from.doc.dialect.honoursSiblings() && len(from.node.Members) > 1 {
		t.beside = append(t.beside, from)
	}
	next, fate := r.resolve(from, ref)
	t.fate = fate
	if fate != found {
		t.ref, t.name = ref.Text, lastSegment(ref.Text)
		return false
	}
	t.place, t.ref, t.name = next, next.ref(), lastSegment(next.ref())
	return true
}

func (r *jsonReader) remember(chain []*catalog.Node, t *target) {
	for i, n := range chain {
		if i == 0 || len(t.beside) == 0 || t.fate == circular {
			r.targets[n] = t
		}
	}
}

// lastSegment returns the name that a reference ends with: of the pointer, else of the file without its extensions.
func lastSegment(ref string) string {
	file, fragment, _ := strings.Cut(ref, "#")
	name := fragment[strings.LastIndexByte(fragment, '/')+1:]
	if name != "" {
		if decoded, err := url.PathUnescape(name); err == nil {
			name = decoded
		}
		return catalog.UnescapePointer(name)
	}
	name, _, _ = strings.Cut(path.Base(strings.TrimSuffix(file, "/")), ".")
	return name
}

// resolve finds what a reference that stands in from leads to, and reports the one that leads nowhere.
func (r *jsonReader) resolve(from place, ref *catalog.Node) (place, fate) {
	a := parseAddress(ref.Text, from.doc.path)
	if p, ok := r.byID(from.doc, a); ok {
		return r.fragment(from, p.doc, a, ref)
	}
	if a.fate == remote {
		r.diags = append(r.diags, remoteDiagnostic(ref.Text, r.where(ref, from)).At(from.pointer+"/$ref"))
		return from, remote
	}
	if a.fate == outside {
		r.reportRef(catalog.FileOutside, from, ref, "the reference `"+shown(ref.Text)+"` leads outside the source folder", "")
		return from, outside
	}
	doc := from.doc
	if a.file != "" {
		var problem string
		if doc, problem = r.document(a.file); doc == nil {
			r.reportRef(catalog.SchemaRefMissing, from, ref, "the reference `"+shown(ref.Text)+"` leads to `"+shown(a.file)+"`, "+problem, nearestFile(a.file, r.files))
			return from, missing
		}
	}
	return r.fragment(from, doc, a, ref)
}

func remoteDiagnostic(ref string, pos catalog.Pos) catalog.Diagnostic {
	return catalog.Diag(catalog.RefRemote, pos, "the reference `"+shown(ref)+"` leads to a URL, and nothing is fetched").
		Suggest("keep a copy of the schema in the catalog and refer to that")
}

// byID finds a resource by its $id, among those of the file that the reference stands in. AsyncAPI knows no $id.
func (r *jsonReader) byID(doc *document, a address) (place, bool) {
	if a.uri == "" || a.fate == outside || doc.dialect == asyncapi || (doc.id == "" && a.fate != remote) {
		return place{}, false
	}
	p, ok := doc.whole.resource(resolveURI(doc.id, a.uri))
	return p, ok
}

func (d *document) resource(id string) (place, bool) {
	d.index()
	p, ok := d.resources[strings.TrimSuffix(id, "#")]
	return p, ok
}

// fragment finds the value that the fragment of a reference names in a document.
func (r *jsonReader) fragment(from place, doc *document, a address, ref *catalog.Node) (place, fate) {
	for i, start := range r.starts(doc, a) {
		if a.fragment == "" {
			return start, found
		}
		if p, ok := r.walk(start, a.fragment); ok {
			if i > 0 && doc.dialect == asyncapi {
				r.strayed(from, p, ref)
			}
			return p, found
		}
	}
	r.reportRef(catalog.SchemaRefMissing, from, ref, "the reference `"+shown(ref.Text)+"` leads nowhere", r.nearestPointer(doc, a, ref.Text))
	return from, missing
}

// strayed warns of a reference that counts from the schema around it, which other tools look for from the start of the document.
func (r *jsonReader) strayed(from, to place, ref *catalog.Node) {
	d := catalog.Diag(catalog.SchemaRefMissing, r.where(ref, from),
		"the reference `"+shown(ref.Text)+"` leads nowhere from the start of the document, only from that of the schema").At(from.pointer + "/$ref")
	d.Severity = catalog.Warning
	r.diags = append(r.diags, d.Suggest("write `#"+to.pointer+"`"))
}

// starts lists the values that a fragment may count from, the right one first: the resource, the schema written in place, the file.
func (r *jsonReader) starts(doc *document, a address) []place {
	starts := []place{doc.top()}
	if doc.inline != nil && a.file == "" {
		starts = append(starts, *doc.inline)
		if doc.dialect != asyncapi && doc.dialect != openapi3 {
			starts[0], starts[1] = starts[1], starts[0]
		}
		if a.fragment == "" && a.uri == "" {
			return starts[:1]
		}
	}
	if doc.whole != doc {
		starts = append(starts, doc.whole.top())
	}
	return starts
}

// walk follows a JSON Pointer or a plain name from a start. References on the way are followed where the next token does not fit.
func (r *jsonReader) walk(p place, fragment string) (place, bool) {
	if !strings.HasPrefix(fragment, "/") {
		return p.doc.find(fragment)
	}
	for token := range strings.SplitSeq(fragment[1:], "/") {
		token = catalog.UnescapePointer(token)
		value := p.node.Step(token)
		if value == nil && refKeyword(p.node) != nil {
			if r.walking >= maxWalks {
				return p, false
			}
			r.walking++
			p = r.follow(p).place
			r.walking--
			value = p.node.Step(token)
		}
		if value == nil {
			return p, false
		}
		p = p.at(token, value)
	}
	return p, true
}

// maxWalks bounds pointers that lead through references that are pointers through references, and so on.
const maxWalks = 32

// document returns the document of a file, or why there is none.
func (r *jsonReader) document(file string) (doc *document, problem string) {
	if doc := r.docs[file]; doc != nil {
		return doc, ""
	}
	f := r.files[file]
	switch {
	case f == nil:
		return nil, "which is not there"
	case f.Root == nil:
		return nil, "which is not JSON or YAML that can be read"
	}
	doc = newDocument(file, f.Root, r.dialect)
	r.docs[file] = doc
	return doc, ""
}
