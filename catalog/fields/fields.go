package fields

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// Field is one field of one schema.
type Field struct {
	Name string
	// Path and Anchor are those of schema.Field; of a header they are paths in the headers.
	Path, Anchor string
	// Type is the type in words, Sort the sort of value in words that all languages share; see schema.Words and schema.Sort.
	Type, Sort string
	// Classes are the classes of data that the schema gives to the field, or to what it stands in; Around is the path of that, or Whole.
	Classes              []string
	Around               string
	Required, Deprecated bool
}

// Whole stands for the whole value where the path of a field is expected.
const Whole = "."

// List is the fields of one schema, in source order. It is read-only.
type List struct {
	Fields []Field
	// Root are the classes that the schema gives to the whole value.
	Root []string
	// Refs are the definitions that the schema is made of, sorted; see schema.Type.Ref.
	Refs []string
	// Cut says that the schema goes on.
	Cut bool
}

// most is how many fields are read of one schema: more than the tree of one has.
const most = 4000

// read lists the fields of a schema; nil if there is none, or none that can be read.
func read(ref catalog.SchemaRef, files catalog.Files) *List {
	t, _ := schema.Load(ref, files)
	if t == nil {
		return nil
	}
	l := &List{Root: schema.RootClasses(t)}
	if ref.Inline == nil && ref.Text == "" {
		l.Refs = append(l.Refs, ref.Path+"#"+firstOf(ref.Pointer, ref.Root))
	}
	var around []inherited
	l.Cut = schema.Walk(t, most, func(f schema.Field, depth int) bool {
		around = around[:min(depth, len(around))]
		field := l.field(f, around)
		around = append(around, inherited{field.Classes, firstOf(field.Around, field.Path)})
		if len(field.Classes) == 0 {
			around[len(around)-1].path = ""
		}
		l.Fields = append(l.Fields, field)
		return true
	})
	l.refs(t)
	return l
}

// inherited are the classes of a field around, and the path of the one that they were given to.
type inherited struct {
	classes []string
	path    string
}

// field reads one field, with the classes of what it stands in: a part of something private is private.
func (l *List) field(f schema.Field, around []inherited) Field {
	field := Field{
		Name: f.Name, Path: f.Path, Anchor: f.Anchor, Type: schema.Words(f.Type), Sort: schema.Sort(f.Type),
		Required: f.Required, Deprecated: f.IsDeprecated(), Classes: schema.Classes(f),
	}
	own := len(field.Classes)
	field.Classes = append(field.Classes, l.Root...)
	if own == 0 && len(l.Root) > 0 {
		field.Around = Whole
	}
	if len(around) > 0 {
		outer := around[len(around)-1]
		field.Classes = append(field.Classes, outer.classes...)
		if own == 0 && outer.path != "" {
			field.Around = outer.path
		}
	}
	slices.Sort(field.Classes)
	field.Classes = slices.Compact(field.Classes)
	return field
}

// refs collects the definitions that a schema is made of.
func (l *List) refs(t *schema.Type) {
	add := func(t *schema.Type) {
		if t != nil && t.Ref != "" && !t.Missing && strings.Contains(t.Ref, "#") {
			l.Refs = append(l.Refs, t.Ref)
		}
	}
	var under func(*schema.Type)
	under = func(t *schema.Type) {
		if t == nil {
			return
		}
		add(t)
		if !t.Recursive {
			t.Each(under)
		}
	}
	under(t)
	slices.Sort(l.Refs)
	l.Refs = slices.Compact(l.Refs)
}

// properties lists the properties of an entity.
func properties(e *catalog.Entity) *List {
	if len(e.Properties) == 0 {
		return nil
	}
	l := &List{}
	l.properties("", e.Properties)
	return l
}

func (l *List) properties(path string, list []catalog.Property) {
	for _, p := range list {
		if len(l.Fields) >= most {
			l.Cut = true
			return
		}
		l.Fields = append(l.Fields, Field{Name: p.Name, Path: path + p.Name, Type: firstOf(p.Type, "any"), Required: p.Required})
		l.properties(path+p.Name+".", p.Properties)
	}
}

// same reports whether two lists say the same.
func (l *List) same(other *List) bool {
	if l == other || l == nil || other == nil {
		return l == other
	}
	return l.Cut == other.Cut && slices.Equal(l.Root, other.Root) && slices.Equal(l.Refs, other.Refs) && slices.EqualFunc(l.Fields, other.Fields, func(a, b Field) bool {
		return a.Name == b.Name && a.Path == b.Path && a.Anchor == b.Anchor && a.Type == b.Type && a.Sort == b.Sort &&
			a.Around == b.Around && a.Required == b.Required && a.Deprecated == b.Deprecated && slices.Equal(a.Classes, b.Classes)
	})
}

// Bare is the path of a field without the marks of lists and maps, which is how people write it.
func Bare(path string) string {
	if !strings.ContainsAny(path, "[{") {
		return path
	}
	return strings.ReplaceAll(strings.ReplaceAll(path, "[]", ""), "{}", "")
}

// Touches reports whether a change of the field at one path concerns who reads another: they are the same, or one is in the other.
func Touches(changed, read string) bool {
	changed, read = Bare(changed), Bare(read)
	return changed == read || strings.HasPrefix(read, changed+".") || strings.HasPrefix(changed, read+".")
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
