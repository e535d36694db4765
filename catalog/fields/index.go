package fields

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/eventatlas/eventatlas/catalog"
)

// Index is every field of every schema of a catalog. It is read-only.
type Index struct {
	// Names are the names of fields, by name.
	Names []Name
	// Classified are the fields that hold classified data, by class, then as the resources are in the catalog.
	Classified []Classified

	cat              *catalog.Catalog
	payload, headers []*List            // by resource
	imports          map[string]imports // by path
	byName           map[string]int
	spelling         func() map[string][]int
	sharing          func() map[string][]catalog.ID
}

// Name is a name that fields have, with all of its uses.
type Name struct {
	Name string
	// Uses are in the order of the catalog's resources.
	Uses []Use
	// Declared is how many messages and entities have the field, whatever the number of their versions, Sorts how many sorts of value it holds.
	Declared, Sorts int
}

// Use is a field of one version of a message, or of an entity.
type Use struct {
	Resource catalog.ID
	// Headers says that it is a field of the headers.
	Headers bool
	at      int32
}

// New makes the index of a catalog.
func New(cat *catalog.Catalog) *Index { return Again(nil, cat) }

// Again makes the index of a catalog with what can be taken from the one before, which may be nil.
func Again(before *Index, cat *catalog.Catalog) *Index {
	x := &Index{cat: cat}
	x.read(before)
	if x.says(before) {
		x.payload, x.headers = before.payload, before.headers
		x.Names, x.byName, x.Classified, x.spelling, x.sharing = before.Names, before.byName, before.Classified, before.spelling, before.sharing
		return x
	}
	x.name()
	x.classify()
	// What waits to be asked for holds on to no more than it needs: the index after this one may take it over.
	names, payload, headers := x.Names, x.payload, x.headers
	x.spelling = sync.OnceValue(func() map[string][]int { return spellings(names) })
	x.sharing = sync.OnceValue(func() map[string][]catalog.ID { return shared(payload, headers) })
	return x
}

// schemaKey is a schema as a resource refers to it.
type schemaKey struct {
	path, pointer, text, root, media string
	format                           catalog.SchemaFormat
	inline                           *catalog.Node
}

func keyOf(ref catalog.SchemaRef) schemaKey {
	return schemaKey{path: ref.Path, pointer: ref.Pointer, text: ref.Text, root: ref.Root, media: ref.MediaType, format: ref.Format, inline: ref.Inline}
}

// read reads every schema once, or takes over what was read of it before.
func (x *Index) read(before *Index) {
	n := len(x.cat.Resources)
	x.payload, x.headers = make([]*List, n), make([]*List, n)
	r := reading{before: before, stale: x.staleSince(before), at: map[schemaKey]int{}}
	for i, resource := range x.cat.Resources {
		switch resource := resource.(type) {
		case *catalog.Message:
			r.want(&x.payload[i], resource.Schema, i, false)
			r.want(&x.headers[i], resource.Headers, i, true)
		case *catalog.Entity:
			x.payload[i] = properties(resource)
		}
	}
	lists := readAll(r.missing, x.cat.Files)
	for _, g := range r.gaps {
		*g.list = lists[g.at]
	}
}

// reading finds the schemas that have to be read.
type reading struct {
	before *Index
	stale  map[string]bool
	// known are the lists of the index before, filled when they are needed.
	known map[schemaKey]*List
	// missing are the schemas to read, each once; gaps are where they belong.
	missing []catalog.SchemaRef
	at      map[schemaKey]int
	gaps    []gap
}

type gap struct {
	list **List
	at   int
}

// want finds the fields of a schema of the resource at i, which is mostly the one that stood there before.
func (r *reading) want(list **List, ref catalog.SchemaRef, i int, headers bool) {
	if ref.IsZero() {
		return
	}
	key := keyOf(ref)
	if r.before != nil && !r.stale[ref.Path] {
		if i < len(r.before.payload) && r.before.schemaAt(i, headers) == key {
			*list = r.before.list(catalog.ID(i), headers)
			return
		}
		if r.known == nil {
			r.known = r.before.schemas()
		}
		if known, ok := r.known[key]; ok {
			*list = known
			return
		}
	}
	at, asked := r.at[key]
	if !asked {
		at = len(r.missing)
		r.at[key] = at
		r.missing = append(r.missing, ref)
	}
	r.gaps = append(r.gaps, gap{list, at})
}

// schemaAt is the schema of a resource; that of an entity is none.
func (x *Index) schemaAt(i int, headers bool) schemaKey {
	m, ok := x.cat.Resources[i].(*catalog.Message)
	switch {
	case !ok:
		return schemaKey{}
	case headers:
		return keyOf(m.Headers)
	default:
		return keyOf(m.Schema)
	}
}

func (x *Index) schemas() map[schemaKey]*List {
	known := make(map[schemaKey]*List, len(x.payload))
	for i := range x.payload {
		for _, headers := range []bool{false, true} {
			if key := x.schemaAt(i, headers); key != (schemaKey{}) {
				known[key] = x.list(catalog.ID(i), headers)
			}
		}
	}
	return known
}

// readAll reads schemas with all processors.
func readAll(refs []catalog.SchemaRef, files catalog.Files) []*List {
	lists := make([]*List, len(refs))
	workers := min(runtime.GOMAXPROCS(0), len(refs))
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(refs); i += workers {
				lists[i] = read(refs[i], files)
			}
		})
	}
	group.Wait()
	return lists
}

// says reports whether the index before is of the same resources and says the same of each. Lists that are equal are made one.
func (x *Index) says(before *Index) bool {
	if before == nil || len(before.payload) != len(x.payload) {
		return false
	}
	for i, r := range x.cat.Resources {
		if !sameNames(before.cat.Resources[i], r) || !x.payload[i].same(before.payload[i]) || !x.headers[i].same(before.headers[i]) {
			return false
		}
	}
	return true
}

// sameNames reports whether two resources are called the same, and classify the same fields.
func sameNames(a, b catalog.Resource) bool {
	if a == b {
		return true
	}
	x, y := a.Common(), b.Common()
	if x.Kind != y.Kind || x.ID != y.ID || x.Version != y.Version || x.Latest != y.Latest {
		return false
	}
	m, ok := a.(*catalog.Message)
	n, ok2 := b.(*catalog.Message)
	return ok == ok2 && (!ok || slices.EqualFunc(m.Classification, n.Classification, func(c, d catalog.Classification) bool {
		return c.Class == d.Class && slices.Equal(c.Fields, d.Fields)
	}))
}

// name joins the fields of all schemas by name.
func (x *Index) name() {
	x.byName = map[string]int{}
	var names []Name
	for i := range x.cat.Resources {
		for _, headers := range []bool{false, true} {
			list := x.list(catalog.ID(i), headers)
			if list == nil {
				continue
			}
			for at, f := range list.Fields {
				n, known := x.byName[f.Name]
				if !known {
					n = len(names)
					x.byName[f.Name] = n
					names = append(names, Name{Name: f.Name})
				}
				names[n].Uses = append(names[n].Uses, Use{catalog.ID(i), headers, int32(at)}) //nolint:gosec // a list has at most `most` fields
			}
		}
	}
	keys := make(map[string]string, len(names))
	for i := range names {
		names[i].Declared, names[i].Sorts = x.declared(names[i].Uses), x.sorts(names[i].Uses)
		keys[names[i].Name] = strings.ToLower(names[i].Name)
	}
	slices.SortFunc(names, func(a, b Name) int {
		return cmp.Or(strings.Compare(keys[a.Name], keys[b.Name]), strings.Compare(a.Name, b.Name))
	})
	for i, n := range names {
		x.byName[n.Name] = i
	}
	x.Names = names
}

// declared counts the messages and entities of uses, whose versions stand together.
func (x *Index) declared(uses []Use) int {
	n := 0
	for i, u := range uses {
		if i == 0 || !x.sameID(uses[i-1].Resource, u.Resource) {
			n++
		}
	}
	return n
}

// sorts counts the sorts of value of uses.
func (x *Index) sorts(uses []Use) int {
	var seen []string
	for _, u := range uses {
		if sort := x.Field(u).Sort; sort != "" && !slices.Contains(seen, sort) {
			seen = append(seen, sort)
		}
	}
	return len(seen)
}

func (x *Index) sameID(a, b catalog.ID) bool {
	if a == b {
		return true
	}
	p, q := x.cat.Base(a), x.cat.Base(b)
	return p.Kind == q.Kind && p.ID == q.ID
}

func (x *Index) list(id catalog.ID, headers bool) *List {
	if headers {
		return x.headers[id]
	}
	return x.payload[id]
}

// Of returns the fields of the payload of a message, or of its headers, or of an entity; nil if there is no schema.
func (x *Index) Of(id catalog.ID, headers bool) *List { return x.list(id, headers) }

// Field returns the field that a use is of.
func (x *Index) Field(u Use) *Field { return &x.list(u.Resource, u.Headers).Fields[u.at] }

// Find returns the place of a name in Names.
func (x *Index) Find(name string) (int, bool) {
	i, ok := x.byName[name]
	return i, ok
}

// Spellings returns the places in Names of all names that differ from one in case and signs alone, that one included.
func (x *Index) Spellings(name string) []int { return x.spelling()[plain(name)] }

func spellings(names []Name) map[string][]int {
	groups := make(map[string][]int, len(names))
	for i, n := range names {
		key := plain(n.Name)
		groups[key] = append(groups[key], i)
	}
	return groups
}

// plain is a name without case and signs.
func plain(name string) string {
	return strings.NewReplacer("_", "", "-", "", ".", "", " ", "").Replace(strings.ToLower(name))
}

// Sharing returns the messages, of all versions, whose schemas are made of a definition; see List.Refs.
func (x *Index) Sharing(ref string) []catalog.ID { return x.sharing()[ref] }

func shared(payload, headers []*List) map[string][]catalog.ID {
	users := map[string][]catalog.ID{}
	for i := range payload {
		for _, list := range []*List{payload[i], headers[i]} {
			if list == nil {
				continue
			}
			for _, ref := range list.Refs {
				if have := users[ref]; len(have) == 0 || have[len(have)-1] != catalog.ID(i) {
					users[ref] = append(have, catalog.ID(i))
				}
			}
		}
	}
	return users
}

// Row is the uses of a name in one place of one message or entity, whatever the version, as far as they are the same.
type Row struct {
	// Use is that in the last version, Versions are all, ascending.
	Use      Use
	Versions []catalog.ID
}

// Rows counts the rows of a name; see RowsOf.
func (x *Index) Rows(name int) int { return len(x.RowsOf(name)) }

// RowsOf joins the uses of the name at a place in Names.
func (x *Index) RowsOf(name int) []Row {
	uses := x.Names[name].Uses
	rows := make([]Row, 0, len(uses))
	start := 0
	for i, u := range uses {
		if i > 0 && !x.sameID(uses[i-1].Resource, u.Resource) {
			start = len(rows)
		}
		f := x.Field(u)
		at := slices.IndexFunc(rows[start:], func(r Row) bool {
			g := x.Field(r.Use)
			return r.Use.Headers == u.Headers && g.Path == f.Path && g.Type == f.Type && g.Required == f.Required
		})
		if at < 0 {
			rows = append(rows, Row{Use: u, Versions: []catalog.ID{u.Resource}})
			continue
		}
		r := &rows[start+at]
		r.Use = u
		if r.Versions[len(r.Versions)-1] != u.Resource {
			r.Versions = append(r.Versions, u.Resource)
		}
	}
	return rows
}
