package schema

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// Imports lists the other files that a schema file refers to: `$ref` in JSON and YAML, imports in Protobuf (without those that come
// with tools, such as google/protobuf), none for Avro, which has no imports. Paths are relative to the root and clean; each stands once, at its first
// place. References to URLs are ref/remote, and those that lead outside the root file/outside-root; both are left out.
func Imports(file *catalog.File) ([]catalog.Import, []catalog.Diagnostic) {
	if file == nil {
		return nil, nil
	}
	switch format(catalog.SchemaRef{Path: file.Path}) {
	case catalog.AvroSchema:
		return nil, nil
	case catalog.Protobuf:
		return protoImports(file)
	default:
		return jsonImports(file)
	}
}

// jsonImports collects the references in a document. A value that YAML aliases share is visited once.
func jsonImports(file *catalog.File) (imports []catalog.Import, diags []catalog.Diagnostic) {
	listed := map[string]bool{file.Path: true}
	doc := newDocument(file.Path, file.Root, draft2020)
	seen := map[*catalog.Node]bool{}
	stack := []*catalog.Node{file.Root}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if n == nil || n.IsScalar() || seen[n] {
			continue
		}
		seen[n] = true
		if ref := refKeyword(n); ref != nil && !doc.holds(ref.Text) {
			i, problem := importOf(ref, file.Path)
			if problem != nil {
				diags = append(diags, *problem)
			} else if i.Path != "" && !listed[i.Path] {
				listed[i.Path] = true
				imports = append(imports, i)
			}
		}
		stack = appendReversed(stack, n)
	}
	return imports, catalog.SortDiagnostics(diags)
}

// holds reports whether a URL is the $id of something in the document.
func (d *document) holds(ref string) bool {
	a := parseAddress(ref, d.path)
	if a.fate != remote || d.dialect == asyncapi {
		return false
	}
	_, ok := d.resource(a.uri)
	return ok
}

// appendReversed pushes the values in n so that they are popped in source order.
func appendReversed(stack []*catalog.Node, n *catalog.Node) []*catalog.Node {
	for _, m := range slices.Backward(n.Members) {
		if !holdsValues(m.Key) {
			stack = append(stack, m.Value)
		}
	}
	for _, item := range slices.Backward(n.Items) {
		stack = append(stack, item)
	}
	return stack
}

// holdsValues reports whether a keyword holds values instead of schemas, in which $ref is a name like any other.
func holdsValues(keyword string) bool {
	switch keyword {
	case "const", "default", "enum", "example", "examples":
		return true
	}
	return false
}

func importOf(ref *catalog.Node, from string) (catalog.Import, *catalog.Diagnostic) {
	a := parseAddress(ref.Text, from)
	pos := ref.Pos
	if !pos.IsValid() {
		pos.File = from
	}
	var d catalog.Diagnostic
	switch a.fate {
	case remote:
		d = remoteDiagnostic(ref.Text, pos)
	case outside:
		d = catalog.Diag(catalog.FileOutside, pos, "the reference `"+ref.Text+"` leads outside the source folder")
	default:
		return catalog.Import{Path: a.file, Pos: pos}, nil
	}
	return catalog.Import{}, &d
}
