package fields

import (
	"cmp"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Classified is a field that holds data of a class, in one or several versions of a message.
type Classified struct {
	Class string
	// Versions are the versions of the message in which it does, ascending.
	Versions []catalog.ID
	Headers  bool
	// Path is that of the field, or Whole; Field is the field in the last of the versions, nil for the whole value and for a field that no schema has.
	Path  string
	Field *Field
	// Around is the path of the field around that has the class, where it is not the field's own, or Whole.
	Around string
	// Declared says that the catalog gives the class, else the schema does.
	Declared bool
}

// classify collects the classified fields: what schemas say and what the catalog says of their fields.
func (x *Index) classify() {
	for start := 0; start < len(x.cat.Resources); {
		end := start + 1
		for end < len(x.cat.Resources) && x.sameID(catalog.ID(start), catalog.ID(end)) {
			end++
		}
		x.classifyOne(start, end)
		start = end
	}
	slices.SortStableFunc(x.Classified, func(a, b Classified) int { return strings.Compare(a.Class, b.Class) })
}

// classifiedKey tells the rows of one message apart.
type classifiedKey struct {
	class, path string
	headers     bool
}

// classifyOne collects the fields of all versions of one message.
func (x *Index) classifyOne(start, end int) {
	at := map[classifiedKey]int{}
	first := len(x.Classified)
	for i := start; i < end; i++ {
		m, ok := x.cat.Resources[i].(*catalog.Message)
		if !ok {
			return
		}
		enter := func(c Classified) {
			key := classifiedKey{c.Class, Bare(c.Path), c.Headers}
			k, known := at[key]
			if !known {
				k = len(x.Classified)
				at[key] = k
				x.Classified = append(x.Classified, Classified{})
			}
			c.Versions = x.Classified[k].Versions
			if n := len(c.Versions); n > 0 && c.Versions[n-1] == catalog.ID(i) {
				// The first to say it in a version is right, unless a later one says that the field itself is meant.
				if x.Classified[k].Around == "" || c.Around != "" {
					return
				}
			} else {
				c.Versions = append(c.Versions, catalog.ID(i))
			}
			x.Classified[k] = c
		}
		classesOfCatalog(m, x.payload[i], enter)
		classesOfSchema(x.payload[i], false, enter)
		classesOfSchema(x.headers[i], true, enter)
	}
	slices.SortStableFunc(x.Classified[first:], func(a, b Classified) int {
		return cmp.Or(compareBool(a.Headers, b.Headers), strings.Compare(a.Path, b.Path))
	})
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// classesOfSchema enters what a schema says.
func classesOfSchema(l *List, headers bool, enter func(Classified)) {
	if l == nil {
		return
	}
	for _, class := range l.Root {
		enter(Classified{Class: class, Headers: headers, Path: Whole})
	}
	for i := range l.Fields {
		f := &l.Fields[i]
		for _, class := range f.Classes {
			enter(Classified{Class: class, Headers: headers, Path: f.Path, Field: f, Around: f.Around})
		}
	}
}

// classesOfCatalog enters what the catalog says of fields, and so of all that is in them.
func classesOfCatalog(m *catalog.Message, l *List, enter func(Classified)) {
	for _, c := range m.Classification {
		class := strings.ToLower(c.Class)
		for _, path := range c.Fields {
			found := false
			for i := range l.fields() {
				f := &l.Fields[i]
				bare, around := Bare(f.Path), ""
				if bare != Bare(path) {
					if !strings.HasPrefix(bare, Bare(path)+".") {
						continue
					}
					around = path
				}
				found = found || around == ""
				enter(Classified{Class: class, Path: f.Path, Field: f, Around: around, Declared: true})
			}
			if !found {
				enter(Classified{Class: class, Path: path, Declared: true})
			}
		}
	}
}

func (l *List) fields() []Field {
	if l == nil {
		return nil
	}
	return l.Fields
}

// ClassesOf returns the classes of the fields of a message's payload by their bare paths, and of the whole of it by "". Of nothing else than the index it
// is a function of the message alone.
func (x *Index) ClassesOf(id catalog.ID) map[string][]string {
	classes := map[string][]string{}
	m, ok := x.cat.Resource(id).(*catalog.Message)
	if !ok {
		return classes
	}
	enter := func(c Classified) {
		path := Bare(c.Path)
		if c.Path == Whole {
			path = ""
		}
		if !slices.Contains(classes[path], c.Class) {
			classes[path] = append(classes[path], c.Class)
		}
	}
	classesOfCatalog(m, x.payload[id], enter)
	classesOfSchema(x.payload[id], false, enter)
	return classes
}

// ClassNames returns the classes of data that are in the payload of a message, sorted.
func (x *Index) ClassNames(id catalog.ID) []string {
	var names []string
	for _, classes := range x.ClassesOf(id) {
		names = append(names, classes...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
