package asyncapi

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// resolver follows references. It copies nothing: the outcome of a reference is the node that it leads to and that node's place. Every
// reference is worked out once, however often it is asked for, so that the cost is that of the text of the document and
// not of what the document would be with its references written out.
type resolver struct {
	files catalog.Files
	// asked are those of the files that were asked for.
	asked catalog.Files
	steps map[written]outcome
	ends  map[written]outcome
	busy  map[written]bool
	depth int
}

// written is a reference as it stands in a file.
type written struct{ file, text string }

// outcome is where a reference leads, or why it leads nowhere.
type outcome struct {
	value
	fate fate
	// file and pointer of the value say, where there is none, which file was wanted or the longest pointer that leads somewhere;
	// token is the first one that does not, near the mapping it is missing from.
	token string
	near  *catalog.Node
}

// maxWalks bounds pointers that lead through references that are pointers through references, and so on. A chain of references, one
// leading to the next, is not bounded.
const maxWalks = 200

func newResolver(files catalog.Files) *resolver {
	return &resolver{files: files, asked: catalog.Files{}, steps: map[written]outcome{}, ends: map[written]outcome{}, busy: map[written]bool{}}
}

// file returns a file, and notes that the document depends on it.
func (r *resolver) file(path string) *catalog.File {
	f := r.files[path]
	r.asked[path] = f
	return f
}

// follow returns what a value stands for: itself, or the end of the chain of references that starts with it.
func (r *resolver) follow(v value) (value, fate) {
	ref, ok := refText(v.node)
	if !ok {
		return v, found
	}
	o := r.end(r.key(v, ref))
	return o.value, o.fate
}

// lost returns the reference object at the end of a chain that leads to a file that is not there or may not be read, or to a URL, and the
// address in it.
func (r *resolver) lost(v value) (value, address, bool) {
	for range maxWalks {
		ref, ok := refText(v.node)
		if !ok {
			break
		}
		key := r.key(v, ref)
		o := r.step(key)
		switch o.fate {
		case found:
			v = o.value
		case absent, remote, outside:
			a := parseRef(key.text, key.file)
			if o.fate != absent {
				a.file, _, _ = strings.Cut(key.text, "#")
			}
			return v, a, true
		default:
			return value{}, address{}, false
		}
	}
	return value{}, address{}, false
}

// get returns what stands at a mapping's key, references followed; the zero value where that is nothing.
func (r *resolver) get(v value, key string) value {
	end, _ := r.follow(v.key(key))
	return end
}

// key identifies a reference. The file is the one that the text stands in, which for folded traits is not the file of the value.
func (r *resolver) key(v value, ref *catalog.Node) written {
	file := ref.Pos.File
	if file == "" {
		file = v.file
	}
	return written{file, ref.Text}
}

// end follows a chain of references to its end.
func (r *resolver) end(start written) outcome {
	var chain []written
	at := start
	o := outcome{}
	for {
		if known, ok := r.ends[at]; ok {
			o = known
			break
		}
		if r.busy[at] {
			o = outcome{fate: cyclic}
			break
		}
		r.busy[at] = true
		chain = append(chain, at)
		o = r.step(at)
		ref, again := refText(o.node)
		if o.fate != found || !again {
			break
		}
		at = r.key(o.value, ref)
	}
	for _, w := range chain {
		delete(r.busy, w)
		r.ends[w] = o
	}
	return o
}

// step goes to the place that a reference names and no further.
func (r *resolver) step(w written) outcome {
	if known, ok := r.steps[w]; ok {
		return known
	}
	o := r.locate(w)
	r.steps[w] = o
	return o
}

func (r *resolver) locate(w written) outcome {
	a := parseRef(w.text, w.file)
	o := outcome{fate: a.fate, value: value{file: a.file}}
	if a.fate != found {
		return o
	}
	f := r.file(a.file)
	if f == nil {
		o.fate = absent
		return o
	}
	if a.pointer == "" {
		o.node = f.Root
		return o
	}
	if f.Root == nil {
		o.fate, o.token = dangling, a.pointer
		return o
	}
	return r.walk(value{node: f.Root, file: a.file}, a.pointer)
}

// walk goes along a pointer, and through the references that stand in its way.
func (r *resolver) walk(v value, pointer string) outcome {
	if r.depth >= maxWalks {
		return outcome{fate: tangled}
	}
	r.depth++
	defer func() { r.depth-- }()
	for raw := range strings.SplitSeq(pointer[1:], "/") {
		token := catalog.UnescapePointer(raw)
		next := v.at(token, v.node.Step(token))
		if !next.ok() {
			through, fate := r.follow(v)
			if fate != found {
				return outcome{fate: fate, value: value{file: v.file, pointer: v.pointer}}
			}
			if next = through.at(token, through.node.Step(token)); !next.ok() {
				return outcome{fate: dangling, value: value{file: through.file, pointer: through.pointer}, token: token, near: through.node}
			}
		}
		v = next
	}
	return outcome{value: v}
}

// trail returns the places on the way from a value to what it stands for, both included.
func (r *resolver) trail(v value) []value {
	const longest = 32
	list := []value{v}
	for len(list) < longest {
		ref, ok := refText(v.node)
		if !ok {
			break
		}
		o := r.step(r.key(v, ref))
		if o.fate != found {
			break
		}
		v = o.value
		list = append(list, v)
	}
	return list
}
