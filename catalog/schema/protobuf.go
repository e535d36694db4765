package schema

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/emicklei/proto"

	"github.com/eventatlas/eventatlas/catalog"
)

// protoReader reads Protobuf (proto2, proto3 and editions).
type protoReader struct {
	tree
	files  catalog.Files
	loaded map[string]*protoFile
	// visible are the files that names are looked for in, the root first; lost are the imports that are not there.
	visible []*protoFile
	lost    []string
}

// maxProtoFiles bounds how many files one schema imports.
const maxProtoFiles = 500

// loadProto reads a Protobuf message. Which one is said by ref.Root; else it is the last message on the top level that no other message of
// the file is made of, because payloads are composed of what stands before them.
func loadProto(l Limits, ref catalog.SchemaRef, files catalog.Files) (*Type, []catalog.Diagnostic) {
	r := &protoReader{tree: newTree(l), files: files, loaded: map[string]*protoFile{}}
	f, problem := protoStart(ref, files)
	if problem != nil {
		return nil, []catalog.Diagnostic{*problem}
	}
	r.load(f)
	def := r.root(ref, f)
	if def == nil {
		return nil, catalog.SortDiagnostics(r.diags)
	}
	root := r.grow(nil, step{}, func(at *frame) { r.expand(at, def) })
	r.run()
	return root.t, catalog.SortDiagnostics(r.diags)
}

func protoStart(ref catalog.SchemaRef, files catalog.Files) (*protoFile, *catalog.Diagnostic) {
	text, name := ref.Text, ref.Path
	if text == "" && ref.Inline.Is(catalog.StringNode) {
		text = ref.Inline.Text
	}
	if text != "" {
		return parseProto(name, []byte(text), placed(ref))
	}
	if link := ref.Inline.Get("$ref"); link.Is(catalog.StringNode) {
		if a := parseAddress(link.Text, ref.Path); a.fate == found {
			name = a.file
		}
	}
	f := files[name]
	if f == nil {
		d := catalog.Diag(catalog.SchemaInvalid, placed(ref), "the Protobuf schema `"+shown(name)+"` cannot be read").Suggest(nearestFile(name, files))
		return nil, &d
	}
	return parseProto(f.Path, f.Data, catalog.Pos{})
}

// load makes a file and what it imports visible, breadth first.
func (r *protoReader) load(f *protoFile) {
	r.visible = append(r.visible, f)
	r.loaded[f.path] = f
	for i := 0; i < len(r.visible) && len(r.visible) < maxProtoFiles; i++ {
		for _, imported := range r.visible[i].imports {
			r.loadImport(r.visible[i], imported)
		}
	}
}

func (r *protoReader) loadImport(from *protoFile, i *proto.Import) {
	file := r.findImport(from, i.Filename)
	switch {
	case file == nil && !isWellKnown(i.Filename):
		r.lost = append(r.lost, i.Filename)
	case file == nil:
	case r.loaded[file.Path] == nil:
		f, problem := parseProto(file.Path, file.Data, catalog.Pos{})
		if problem != nil {
			r.diags = append(r.diags, *problem)
			f = &protoFile{path: file.Path}
		}
		r.loaded[file.Path] = f
		r.visible = append(r.visible, f)
	}
}

// findImport looks for an imported file from the folder that import paths probably count from, else from every folder above the file.
func (r *protoReader) findImport(from *protoFile, name string) *catalog.File {
	for dir := from.importRoot(name); ; dir = path.Dir(dir) {
		if p, fate := filePath(name, path.Join(dir, "x")); fate == found && r.files[p] != nil {
			return r.files[p]
		}
		if dir == "." || dir == "/" || dir == "" {
			break
		}
	}
	for dir := path.Dir(from.path); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if p, fate := filePath(name, path.Join(dir, "x")); fate == found && r.files[p] != nil {
			return r.files[p]
		}
	}
	return nil
}

// root picks the message that is the payload.
func (r *protoReader) root(ref catalog.SchemaRef, f *protoFile) *protoDef {
	if ref.Root != "" {
		return r.namedRoot(ref, f)
	}
	if len(f.top) == 0 {
		r.diags = append(r.diags, catalog.Diag(catalog.SchemaInvalid, fallback(f.at, catalog.Pos{File: f.path}), "there is no message in the Protobuf schema"))
		return nil
	}
	free := r.unused(f)
	if len(free) == 0 {
		free = f.top
	}
	last := free[len(free)-1]
	if len(free) > 1 {
		d := catalog.Diag(catalog.SchemaInvalid, last.pos,
			"several messages could be the payload: "+shown(listNames(free))+"; the last one is taken").Suggest("say which with the name of the message")
		d.Severity = catalog.Info
		r.diags = append(r.diags, d)
	}
	return last
}

func fallback(pos, other catalog.Pos) catalog.Pos {
	if pos.IsValid() {
		return pos
	}
	return other
}

func listNames(defs []*protoDef) string {
	names := make([]string, len(defs))
	for i, d := range defs {
		names[i] = "`" + simpleName(d.name) + "`"
	}
	return strings.Join(names, ", ")
}

func (r *protoReader) namedRoot(ref catalog.SchemaRef, f *protoFile) *protoDef {
	for _, name := range [...]string{ref.Root, join(f.pkg, ref.Root)} {
		if d := r.def(name); d != nil && !d.enum {
			return d
		}
	}
	var names []string
	for _, name := range slices.Sorted(maps.Keys(f.defs)) {
		if d := f.defs[name]; strings.HasSuffix(name, "."+ref.Root) && !d.enum {
			return d
		}
		names = append(names, simpleName(name))
	}
	slices.Sort(names)
	r.diags = append(r.diags, catalog.Diag(catalog.SchemaRefMissing, placed(ref), "the schema has no message `"+shown(ref.Root)+"`").
		Suggest(didYouMean("", catalog.Nearest(ref.Root, names), "")))
	return nil
}

// unused returns the messages on the top level that no other message of the file has a field of, in source order.
func (r *protoReader) unused(f *protoFile) []*protoDef {
	used := map[*protoDef]bool{}
	for _, d := range f.defs {
		for _, field := range fieldsOf(d.elements) {
			if other := r.resolve(field.Type, d); other != nil && other != d {
				used[other] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(f.top), func(d *protoDef) bool { return used[d] })
}

// fieldsOf returns the fields among elements, those of oneofs as well.
func fieldsOf(elements []proto.Visitee) []*proto.Field {
	var fields []*proto.Field
	for _, e := range elements {
		switch e := e.(type) {
		case *proto.NormalField:
			fields = append(fields, e.Field)
		case *proto.MapField:
			fields = append(fields, e.Field)
		case *proto.OneOfField:
			fields = append(fields, e.Field)
		case *proto.Oneof:
			fields = append(fields, fieldsOf(e.Elements)...)
		}
	}
	return fields
}

// def returns the definition with a full name.
func (r *protoReader) def(full string) *protoDef {
	for _, f := range r.visible {
		if d := f.defs[full]; d != nil {
			return d
		}
	}
	return nil
}

// resolve finds the definition that a name means inside of a message: from the innermost scope outwards (Protocol Buffers language
// guide, "Packages and Name Resolution"), nil for scalars and for what is not there.
func (r *protoReader) resolve(name string, in *protoDef) *protoDef {
	if full, ok := strings.CutPrefix(name, "."); ok {
		return r.def(full)
	}
	for scope := in.name; ; scope = namespaceOf(scope) {
		if d := r.def(join(scope, name)); d != nil {
			return d
		}
		if scope == "" {
			return nil
		}
	}
}
