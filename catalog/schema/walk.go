package schema

import (
	"encoding/json"
	"strings"
)

// Walk visits the fields below a type depth first and in source order: its Fields, then what is in Patterns, Items, Tuple, Map and
// Variants. It stops after limit fields (0 or less is no limit). The depth of the type's own fields is 0 and grows with each
// field around. Where visit returns false, what is inside of that field is skipped. The result is true if the limit
// was reached with fields left or if the tree itself is cut.
func Walk(t *Type, limit int, visit func(f Field, depth int) bool) (cut bool) {
	w := walker{limit: limit, visit: visit}
	w.walk(t, 0)
	return w.cut
}

// Count returns the number of fields below a type, at most limit (0 or less is no limit).
func Count(t *Type, limit int) int {
	n := 0
	Walk(t, limit, func(Field, int) bool { n++; return true })
	return n
}

type walker struct {
	limit, seen int
	visit       func(Field, int) bool
	cut, full   bool
}

func (w *walker) walk(t *Type, depth int) {
	if t == nil || w.full {
		return
	}
	w.cut = w.cut || t.Cut
	for _, f := range t.Fields {
		if w.limit > 0 && w.seen == w.limit {
			w.cut, w.full = true, true
			return
		}
		w.seen++
		if w.visit(f, depth) {
			w.walk(f.Type, depth+1)
		}
	}
	for part := range t.parts {
		w.walk(part, depth)
	}
}

// parts yields the types below a type that are not fields, in the order of Walk.
func (t *Type) parts(yield func(*Type) bool) {
	for _, p := range t.Patterns {
		if !yield(p.Type) {
			return
		}
	}
	if t.Items != nil && !yield(t.Items) {
		return
	}
	for _, item := range t.Tuple {
		if !yield(item) {
			return
		}
	}
	if t.Map != nil && !yield(t.Map) {
		return
	}
	for _, v := range t.Variants {
		if !yield(v.Type) {
			return
		}
	}
}

// maxPath bounds the names in a path that is looked up, as recursion makes any length possible.
const maxPath = 256

// Lookup finds the field at a path as in Field.Path. It looks into variants, follows recursion, and forgives missing [] and {}.
func Lookup(t *Type, path string) (Field, bool) {
	names := splitPath(path)
	if t == nil || len(names) == 0 || len(names) > maxPath {
		return Field{}, false
	}
	l := lookup{failed: map[attempt]bool{}}
	return l.find(t, names)
}

type lookup struct {
	failed map[attempt]bool
}

type attempt struct {
	t    *Type
	left int
}

// find looks for the names below a type. What was tried in vain is remembered, so that variants do not multiply the work.
func (l lookup) find(t *Type, names []string) (Field, bool) {
	if t.Recursive && t.Target != nil {
		t = t.Target
	}
	key := attempt{t, len(names)}
	if l.failed[key] {
		return Field{}, false
	}
	l.failed[key] = true
	for _, f := range t.Fields {
		if f.Name != names[0] {
			continue
		}
		if len(names) == 1 {
			return f, true
		}
		if inner, ok := l.find(f.Type, names[1:]); ok {
			return inner, true
		}
	}
	for part := range t.parts {
		if f, ok := l.find(part, names); ok {
			return f, true
		}
	}
	return Field{}, false
}

// splitPath takes a path apart into names, leaving out [] and {}.
func splitPath(path string) []string {
	var names []string
	for path != "" {
		switch {
		case strings.HasPrefix(path, "[]") || strings.HasPrefix(path, "{}"):
			path = path[2:]
		case path[0] == '.':
			path = path[1:]
		case path[0] == '"':
			name, rest, ok := cutQuoted(path)
			if !ok {
				return nil
			}
			names, path = append(names, name), rest
		default:
			end := strings.IndexAny(path, ".[{")
			if end <= 0 {
				end = max(len(path), 1)
			}
			names, path = append(names, path[:end]), path[end:]
		}
	}
	return names
}

// cutQuoted cuts a JSON string off the front of a path.
func cutQuoted(path string) (name, rest string, ok bool) {
	for i := 1; i < len(path); i++ {
		switch path[i] {
		case '\\':
			i++
		case '"':
			err := json.Unmarshal([]byte(path[:i+1]), &name)
			return name, path[i+1:], err == nil
		}
	}
	return "", "", false
}

// Each visits the types right below a type: those of its fields, and those that it is made of without a field between.
func (t *Type) Each(visit func(*Type)) {
	for _, f := range t.Fields {
		visit(f.Type)
	}
	for part := range t.parts {
		visit(part)
	}
}
