package changes

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog/compat"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// Field is what the file beside the page of a message says of one field.
type Field struct {
	Path                 string
	Types, Enum          []string
	Format               string
	Required, Deprecated bool
}

// MostFields is how many fields of one schema such a file lists; there may be more.
const MostFields = 2000

// FieldsOf lists the fields of a schema, as such a file does.
func FieldsOf(t *schema.Type) []Field {
	var list []Field
	schema.Walk(t, MostFields, func(f schema.Field, _ int) bool {
		told := Field{Path: f.Path, Required: f.Required, Deprecated: f.IsDeprecated()}
		if f.Type != nil {
			told.Types, told.Format, told.Enum = f.Type.Types, f.Type.Format, f.Type.Enum
		}
		list = append(list, told)
		return true
	})
	return list
}

// fieldsBetween says which fields came, went and were changed: in the order of the new list, and then those that went. What stands in a field that came or
// went is not told again.
func fieldsBetween(was, now []Field) compat.Difference {
	olds, news := byPath(was), byPath(now)
	d := compat.Difference{Cut: len(was) == MostFields || len(now) == MostFields}
	if !d.Cut {
		d.Changes = missing(compat.Added, news, olds)
	}
	for _, f := range news.list {
		if old, ok := olds.of(f.Path); ok {
			d.Changes = append(d.Changes, fieldChanges(old, f)...)
		}
	}
	slices.SortStableFunc(d.Changes, func(a, b compat.Change) int { return news.at[a.Path] - news.at[b.Path] })
	if !d.Cut {
		d.Changes = append(d.Changes, missing(compat.Removed, olds, news)...)
	}
	return d
}

// missing are the fields that the others lack.
func missing(sort compat.Sort, fields, others paths) []compat.Change {
	var list []compat.Change
	outer := "" // what is told of already, with all that is inside of it
	for _, f := range fields.list {
		if _, there := others.of(f.Path); there {
			continue
		}
		if rest, inside := strings.CutPrefix(f.Path, outer); inside && outer != "" && strings.IndexAny(rest, ".[{") == 0 {
			continue
		}
		outer = f.Path
		list = append(list, compat.Change{Sort: sort, Path: f.Path, Aspect: compat.Field})
	}
	return list
}

func fieldChanges(was, now Field) []compat.Change {
	var list []compat.Change
	text := func(aspect, from, to string) {
		if from != to {
			list = append(list, compat.Change{Sort: compat.Changed, Path: now.Path, Aspect: aspect, From: from, To: to})
		}
	}
	text(compat.TypeOf, was.word(), now.word())
	text(compat.Values, strings.Join(was.Enum, ", "), strings.Join(now.Enum, ", "))
	yes := map[bool]string{true: "yes"}
	text(compat.Required, yes[was.Required], yes[now.Required])
	text(compat.Deprecated, yes[was.Deprecated], yes[now.Deprecated])
	return list
}

func (f Field) word() string {
	return strings.TrimSpace(strings.Join(f.Types, " or ") + " " + f.Format)
}

// paths are fields by their paths, each once.
type paths struct {
	list []Field
	at   map[string]int
}

func (p paths) of(path string) (Field, bool) {
	i, ok := p.at[path]
	if !ok {
		return Field{}, false
	}
	return p.list[i], true
}

// byPath joins the fields that have one path, which stand in several alternatives of a schema. The order of types and of values means nothing.
func byPath(list []Field) paths {
	p := paths{at: make(map[string]int, len(list))}
	for _, f := range list {
		f.Types, f.Enum = sorted(f.Types), sorted(f.Enum)
		i, known := p.at[f.Path]
		if !known {
			p.at[f.Path] = len(p.list)
			p.list = append(p.list, f)
			continue
		}
		all := &p.list[i]
		all.Types, all.Enum = sorted(slices.Concat(all.Types, f.Types)), sorted(slices.Concat(all.Enum, f.Enum))
		all.Required, all.Deprecated = all.Required && f.Required, all.Deprecated && f.Deprecated
	}
	return p
}
