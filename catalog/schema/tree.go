package schema

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// The limits of Load: what a page can show (2,000 rows) and how deep anyone can read.
const (
	defaultNodes = 2000
	defaultDepth = 64
	// workPerNode bounds the keywords and values that are looked at on the way to one node, so that what is merged or listed over
	// and over ends as well.
	workPerNode = 1000
)

// tree grows Types breadth first within limits. The readers of the three formats share it: it knows paths, anchors and budgets but
// nothing of schemas.
type tree struct {
	limits  Limits
	nodes   int
	work    int
	queue   []job
	diags   []catalog.Diagnostic
	anchors map[string]int
}

// frame is a Type while the tree grows: where it stands, and what it stands for.
type frame struct {
	parent *frame
	t      *Type
	// ids are what the type was read from, by which recursion is recognised.
	ids          []any
	path, anchor string
	depth        int
}

type job struct {
	at     *frame
	expand func(*frame)
}

func newTree(l Limits) tree {
	if l.Nodes <= 0 {
		l.Nodes = defaultNodes
	}
	if l.Depth <= 0 {
		l.Depth = defaultDepth
	}
	return tree{limits: l, work: l.Nodes * workPerNode, anchors: map[string]int{}}
}

// step is the way from a type to one inside of it.
type step struct {
	path, anchor string
}

// maxStep is how long a path or an anchor may get, in bytes. The names of fields may be long and each is in the path of all below it, so
// that a small schema could make paths without end.
const maxStep = 1000

// bounded keeps the end of what is too long; anchors are told apart where they are given.
func (s step) bounded() step { return step{ending(s.path), ending(s.anchor)} }

func ending(s string) string {
	if len(s) <= maxStep {
		return s
	}
	s = s[len(s)-maxStep+len("…"):]
	for s != "" && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return "…" + s
}

func (f *frame) toItems() step { return step{f.path + "[]", f.anchor + "[]"} }
func (f *frame) toMap() step   { return step{f.path + "{}", f.anchor + "{}"} }

func (f *frame) toVariant(label string) step {
	return step{f.path, f.anchor + "(" + strings.TrimSuffix(strings.TrimPrefix(pathSegment(label), `"`), `"`) + ")"}
}

func (f *frame) toField(name string) step {
	name = pathSegment(name)
	path := join(f.path, name)
	if f.anchor == f.path {
		return step{path, path}
	}
	return step{path, join(f.anchor, name)}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// pathSegment writes a name so that it cannot be mistaken for punctuation of a path.
func pathSegment(name string) string {
	for i := range len(name) {
		if !plainPathByte(name[i]) {
			return string(appendQuoted(nil, name))
		}
	}
	if name == "" {
		return `""`
	}
	return name
}

func plainPathByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80 || strings.IndexByte("_-$@:", c) >= 0
}

// grow adds a type below parent (nil for the root) that expand fills later. It returns nil, and marks the parent as cut, when a limit is reached.
func (tr *tree) grow(parent *frame, s step, expand func(*frame)) *frame {
	s = s.bounded()
	f := &frame{parent: parent, path: s.path, anchor: s.anchor}
	if parent != nil {
		f.depth = parent.depth + 1
	}
	if tr.nodes >= tr.limits.Nodes || f.depth > tr.limits.Depth {
		if parent != nil {
			parent.t.Cut = true
		}
		return nil
	}
	tr.nodes++
	f.t = &Type{}
	tr.queue = append(tr.queue, job{f, expand})
	return f
}

// addField appends a field to the type at parent, with its path and a unique anchor; it reports false when a limit is reached.
func (tr *tree) addField(parent *frame, field Field, expand func(*frame)) bool {
	s := parent.toField(field.Name).bounded()
	s.anchor = tr.unique(s.anchor)
	child := tr.grow(parent, s, expand)
	if child == nil {
		return false
	}
	field.Path, field.Anchor, field.Type = s.path, s.anchor, child.t
	parent.t.Fields = append(parent.t.Fields, field)
	return true
}

func (tr *tree) unique(anchor string) string {
	tr.anchors[anchor]++
	n := tr.anchors[anchor]
	if n == 1 {
		return anchor
	}
	return tr.unique(anchor + "~" + strconv.Itoa(n))
}

// run fills the types that wait, those that they add, and so on.
func (tr *tree) run() {
	for i := 0; i < len(tr.queue); i++ {
		j := tr.queue[i]
		tr.queue[i] = job{}
		if tr.work <= 0 {
			j.at.t.Cut = true
			continue
		}
		j.expand(j.at)
	}
}

// spend takes n from what may be looked at, and reports whether there is any left.
func (tr *tree) spend(n int) bool {
	tr.work -= n
	return tr.work > 0
}

// around returns the nearest type, from f outwards, that stands for exactly the ids.
func (f *frame) around(ids ...any) *frame {
	for ; f != nil; f = f.parent {
		if sameIDs(f.ids, ids) {
			return f
		}
	}
	return nil
}

func sameIDs(a, b []any) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) > 0
}

// recur marks the type at f as one of the type at target, which is around it.
func (f *frame) recur(target *frame) {
	f.t.Recursive, f.t.Target = true, target.t
}
