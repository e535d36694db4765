package schema

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

func isPrimitive(name string) bool { return slices.Contains(avroPrimitives(), name) }

func avroPrimitives() []string {
	return []string{"null", "boolean", "int", "long", "float", "double", "bytes", "string"}
}

// simpleName returns a name without its namespace.
func simpleName(full string) string { return full[strings.LastIndexByte(full, '.')+1:] }

// namespaceOf returns the namespace of a full name.
func namespaceOf(full string) string { return full[:max(0, strings.LastIndexByte(full, '.'))] }

// fullName returns the full name of a definition (Avro, "Names"): a name with a dot is one already.
func fullName(n *catalog.Node, namespace string) string {
	name := n.StrAt("name")
	if strings.Contains(name, ".") {
		return strings.TrimPrefix(name, ".")
	}
	if own := n.Get("namespace"); own.Is(catalog.StringNode) {
		namespace = own.Text
	}
	return join(namespace, name)
}

// collect notes the named types that a schema defines. Values are never nested deeper than the readers of files allow.
func (r *avroReader) collect(p avroPlace) {
	if p.node.Is(catalog.ListNode) {
		for i, item := range p.node.Items {
			r.collect(p.at(strconv.Itoa(i), item))
		}
		return
	}
	if !p.node.Is(catalog.MapNode) || r.checked[p.node] {
		return
	}
	r.checked[p.node] = true
	switch kind := p.node.Get("type"); kind.Str() {
	case "record", "error", "enum", "fixed":
		r.collectNamed(p)
	case "array":
		r.collect(p.key("items"))
	case "map":
		r.collect(p.key("values"))
	case "":
		r.collect(p.key("type"))
	}
}

func (r *avroReader) collectNamed(p avroPlace) {
	full := fullName(p.node, p.namespace)
	r.checkName(p, full)
	if old, twice := r.defs[full]; twice && old.file == p.file {
		d := catalog.Diag(catalog.SchemaInvalid, p.node.Pos, "the type `"+shown(full)+"` is defined twice").At(p.pointer)
		r.diags = append(r.diags, d.Note(old.node.Pos, "the other definition"))
	} else if !twice {
		r.defs[full] = p
	}
	p.namespace = namespaceOf(full)
	fields := p.key("fields")
	if !fields.node.Is(catalog.ListNode) {
		return
	}
	for i, item := range fields.node.Items {
		field := fields.at(strconv.Itoa(i), item)
		switch item.StrAt("type") {
		case "enum", "record", "fixed", "array", "map":
			r.collect(field)
		default:
			r.collect(field.key("type"))
		}
	}
}

func (r *avroReader) checkName(p avroPlace, full string) {
	if simpleName(full) == "" {
		r.report(p, catalog.SchemaInvalid, "an Avro "+p.node.StrAt("type")+" needs a `name`", "")
		return
	}
	for part := range strings.SplitSeq(full, ".") {
		if !isAvroName(part) {
			r.report(p.key("name"), catalog.SchemaInvalid, "`"+shown(full)+"` is no Avro name", "use letters, digits and _, and no digit first")
			return
		}
	}
}

func isAvroName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// find returns the definition of a name: in the namespace around, without one, or in the other Avro files.
func (r *avroReader) find(name string, from avroPlace) (full string, def avroPlace, ok bool) {
	candidates := []string{strings.TrimPrefix(name, ".")}
	if !strings.Contains(name, ".") && from.namespace != "" {
		candidates = []string{from.namespace + "." + name, name}
	}
	for _, more := range []func(){func() {}, func() { r.readNamed(candidates, from.file) }, r.readAll} {
		more()
		for _, candidate := range candidates {
			if def, ok := r.defs[candidate]; ok {
				return candidate, def, true
			}
		}
	}
	return candidates[0], avroPlace{}, false
}

// readNamed reads the files beside the one that refers to a name which are called as the type is.
func (r *avroReader) readNamed(names []string, from string) {
	for _, name := range names {
		r.read(path.Join(path.Dir(from), simpleName(name)+".avsc"))
		r.read(path.Join(path.Dir(from), name+".avsc"))
	}
}

// readAll reads every Avro file, nearest folders not first: names are unique, or the first by path wins.
func (r *avroReader) readAll() {
	if r.all {
		return
	}
	r.all = true
	for _, file := range slices.Sorted(maps.Keys(r.files)) {
		if strings.EqualFold(path.Ext(file), ".avsc") {
			r.read(file)
		}
	}
}

// read notes the types that a file defines. Problems in it are reported where it is read for its own sake.
func (r *avroReader) read(file string) {
	f := r.files[file]
	if f == nil || f.Root == nil || r.loaded[file] {
		return
	}
	r.loaded[file] = true
	problems := len(r.diags)
	r.collect(unwrapRegistry(avroPlace{node: f.Root, file: file}))
	r.diags = r.diags[:problems]
}

// names lists the full names of all types that are known, sorted.
func (r *avroReader) names() []string { return slices.Sorted(maps.Keys(r.defs)) }

func (r *avroReader) nearestName(name string) string {
	for _, full := range r.names() {
		if simpleName(full) == simpleName(name) && full != name {
			return didYouMean("", full, "") // a namespace that was left out
		}
	}
	words := slices.Concat(avroPrimitives(), r.names())
	for full := range maps.Keys(r.defs) {
		words = append(words, simpleName(full))
	}
	slices.Sort(words)
	return didYouMean("", catalog.Nearest(name, slices.Compact(words)), "")
}
