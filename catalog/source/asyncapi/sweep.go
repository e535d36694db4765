package asyncapi

import (
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// names are the keys whose mapping is from names that the author chose, so that `example` below them is a name and no keyword.
var names = map[string]bool{
	"properties": true, "patternProperties": true, "definitions": true, "$defs": true, "dependencies": true, "dependentSchemas": true,
	"channels": true, "operations": true, "messages": true, "schemas": true, "servers": true, "parameters": true, "variables": true,
	"serverVariables": true, "securitySchemes": true, "correlationIds": true, "replies": true, "replyAddresses": true,
	"operationTraits": true, "messageTraits": true,
}

// isData reports whether the value of a keyword is plain data, in which `$ref` means nothing.
func isData(key string) bool {
	switch key {
	case "example", "examples", "default", "const", "enum":
		return true
	}
	return strings.HasPrefix(key, "x-")
}

// visit is a value still to be looked at, and whether it is a mapping from names.
type visit struct {
	value
	names bool
}

// walkRefs calls f for every reference below a value, in source order. Where f returns a value, that is looked at as well, once. The walk
// keeps its own stack, because what references lead to may be nested far deeper than any one file.
func walkRefs(root value, f func(at value, ref *catalog.Node) value) {
	seen := map[*catalog.Node]bool{}
	stack := []visit{{value: root}}
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !isContainer(v.node) || seen[v.node] {
			continue
		}
		seen[v.node] = true
		if ref, ok := refText(v.node); ok {
			if to := f(v.value, ref); to.ok() {
				stack = append(stack, visit{value: to})
			}
		}
		stack = append(stack, children(v)...)
	}
}

// children returns the mappings and lists that stand in a value, last first, so that a stack gives them back in source order.
func children(v visit) []visit {
	var list []visit
	for i, item := range v.node.Items {
		if isContainer(item) {
			list = append(list, visit{value: v.at(strconv.Itoa(i), item)})
		}
	}
	for _, m := range v.node.Members {
		if isContainer(m.Value) && (v.names || !isData(m.Key)) {
			list = append(list, visit{v.at(m.Key, m.Value), !v.names && names[m.Key]})
		}
	}
	slices.Reverse(list)
	return list
}

func isContainer(n *catalog.Node) bool { return n.Is(catalog.MapNode) || n.Is(catalog.ListNode) }

// Imports lists the other files that a YAML or JSON file refers to, each once at its first place, for a file that a document refers to
// as well as for the document itself. A reference to a URL is ref/remote and one that leads out of the root file/outside-root;
// neither is followed.
func Imports(file *catalog.File) ([]catalog.Import, []catalog.Diagnostic) {
	var imports []catalog.Import
	var diags []catalog.Diagnostic
	seen := map[string]bool{file.Path: true}
	walkRefs(value{node: file.Root, file: file.Path}, func(at value, ref *catalog.Node) value {
		a := parseRef(ref.Text, file.Path)
		switch {
		case a.fate == remote:
			diags = append(diags, remoteRef(ref, at))
		case a.fate == outside:
			diags = append(diags, outsideRef(ref, at))
		case a.file != "" && !seen[a.file]:
			seen[a.file] = true
			imports = append(imports, catalog.Import{Path: a.file, Pos: ref.Pos})
		}
		return value{}
	})
	return imports, diags
}

func remoteRef(ref *catalog.Node, at value) catalog.Diagnostic {
	return catalog.Diag(catalog.RefRemote, ref.Pos, "`"+clip(ref.Text)+"` is a URL, and nothing is fetched").At(at.pointer + "/$ref").
		Suggest("Keep a copy of the file beside this one and refer to it by a relative path")
}

func outsideRef(ref *catalog.Node, at value) catalog.Diagnostic {
	return catalog.Diag(catalog.FileOutside, ref.Pos, "`"+clip(ref.Text)+"` leads outside the source folder").At(at.pointer + "/$ref").
		Suggest("Refer to a file below the source folder, with forward slashes and relative to this file")
}

// reference is a reference object that the document leads to, and where it leads itself.
type reference struct {
	value
	text *catalog.Node
	to   outcome
}

// references lists every reference, from the document on and wherever they lead.
func (r *reader) references() []reference {
	if r.refs == nil {
		r.refs = []reference{}
		walkRefs(r.root, func(at value, ref *catalog.Node) value {
			o := r.end(r.key(at, ref))
			r.refs = append(r.refs, reference{at, ref, o})
			return o.value
		})
	}
	return r.refs
}

// checkRefs reports every reference that leads nowhere.
func (r *reader) checkRefs() {
	for _, ref := range r.references() {
		if ref.to.fate == found {
			continue
		}
		if d, ok := r.broken(ref.value, ref.text, ref.to); ok {
			r.report(d)
		}
	}
}

// broken describes a reference that leads nowhere; false for one that Imports has reported.
func (r *reader) broken(at value, ref *catalog.Node, o outcome) (catalog.Diagnostic, bool) {
	pointer := at.pointer + "/$ref"
	text := clip(ref.Text)
	switch o.fate {
	case absent:
		if strings.HasPrefix(ref.Text, "#") {
			return catalog.Diagnostic{}, false // the reference that names the file says it
		}
		return catalog.Diag(catalog.FileMissing, ref.Pos, "`"+text+"` leads to the file `"+clip(o.file)+"`, which is not there").At(pointer), true
	case dangling:
		return r.danglingRef(ref, text, o).At(pointer), true
	case cyclic:
		return catalog.Diag(catalog.RefCycle, ref.Pos, "`"+text+"` leads back to itself and to no value").At(pointer), true
	case tangled:
		return catalog.Diag(catalog.RefCycle, ref.Pos, "`"+text+"` leads through too many other references").At(pointer), true
	case found, remote, outside:
	}
	return catalog.Diagnostic{}, false
}

func (r *reader) danglingRef(ref *catalog.Node, text string, o outcome) catalog.Diagnostic {
	d := catalog.Diag(catalog.RefPointer, ref.Pos, "`"+text+"` leads nowhere")
	if o.token == "" {
		return d.Suggest("Write the part after `#` as a JSON Pointer, which starts with a slash")
	}
	d.Message = "`" + text + "` leads nowhere: there is no `" + clip(o.token) + "` in `" + clip(o.file+"#"+o.pointer) + "`"
	return d.Suggest(r.nearKey(o.token, o.near))
}

// nearKey suggests the key of a mapping that was meant, or nothing.
func (r *reader) nearKey(word string, n *catalog.Node) string {
	if !n.Is(catalog.MapNode) || r.guesses > maxGuesses {
		return ""
	}
	keys := make([]string, len(n.Members))
	for i, m := range n.Members {
		keys[i] = m.Key
	}
	return r.near(word, keys)
}

// clip shortens what a document says for a message about it.
func clip(text string) string {
	const longest = 120
	runes := []rune(text)
	if len(runes) <= longest {
		return text
	}
	return string(runes[:longest-1]) + "…"
}
