package native

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// field is one key of an object: its name, a sentence for whoever edits a file, its type, and where its value goes.
type field[T any] struct {
	key, doc string
	required bool
	// needs is another key that must stand beside this one, or "".
	needs  string
	schema func(g *generator) schema
	set    func(d *decoder, t *T, n *catalog.Node)
}

// key declares a field whose value goes where the function points.
func key[T, V any](name, doc string, v value[V], where func(*T) *V) field[T] {
	return field[T]{
		key: name, doc: doc, schema: v.schema,
		set: func(d *decoder, t *T, n *catalog.Node) {
			if got, ok := v.read(d, n); ok {
				*where(t) = got
			}
		},
	}
}

// must makes a field one that has to be there.
func must[T any](f field[T]) field[T] {
	f.required = true
	return f
}

// needs makes a field one that cannot stand without another one.
func needs[T any](other string, f field[T]) field[T] {
	f.needs = other
	return f
}

// lift makes fields of a part into fields of the whole.
func lift[T, P any](fields []field[P], part func(*T) *P) []field[T] {
	lifted := make([]field[T], len(fields))
	for i, f := range fields {
		lifted[i] = field[T]{
			key: f.key, doc: f.doc, required: f.required, needs: f.needs, schema: f.schema,
			set: func(d *decoder, t *T, n *catalog.Node) { f.set(d, part(t), n) },
		}
	}
	return lifted
}

// object is a mapping with known keys.
type object[T any] struct {
	// name is how messages speak of it: "a service".
	name string
	// def is its name among the definitions of the JSON Schema.
	def    string
	doc    string
	fields []field[T]
	// one lists keys of which exactly one must be there; empty means no such condition.
	one []string
	// extensions is where `x-` keys go; nil means that there are none.
	extensions func(*T) *[]catalog.Extension
	// foreign returns a suggestion for an unknown key that is known elsewhere, or "".
	foreign func(d *decoder, key string) string
}

func (o *object[T]) find(key string) *field[T] {
	for i := range o.fields {
		if o.fields[i].key == key {
			return &o.fields[i]
		}
	}
	return nil
}

func (o *object[T]) keys() []string {
	keys := make([]string, len(o.fields))
	for i, f := range o.fields {
		keys[i] = f.key
	}
	return keys
}

// read fills t from the keys of a mapping; the reserved ones are somebody else's. A key without a value counts as absent, and no
// mapping as an empty one.
func (o *object[T]) read(d *decoder, t *T, n *catalog.Node, reserved ...string) bool {
	if !n.Is(catalog.MapNode) && !n.Is(catalog.NullNode) {
		d.wrongType(n, "a mapping")
		return false
	}
	for _, m := range n.Members {
		d.enter(m.Key)
		o.readMember(d, t, m, reserved)
		d.leave()
	}
	return o.isComplete(d, n)
}

// isComplete reports the keys that must be there and are not, and whether a required one is among them.
func (o *object[T]) isComplete(d *decoder, n *catalog.Node) bool {
	complete := true
	for _, f := range o.fields {
		switch m := n.Member(f.key); {
		case f.required && m == nil:
			d.report(catalog.FormatRequired, n.Pos, o.name+" must have `"+f.key+"`", "")
			complete = false
		case f.needs != "" && m != nil && n.Get(f.needs) == nil:
			d.report(catalog.FormatRequired, m.Pos, "beside `"+f.key+"` there must be `"+f.needs+"`", "")
		}
	}
	o.checkOne(d, n)
	return complete
}

// checkOne reports that none, or more than one, of the keys is there of which there must be one.
func (o *object[T]) checkOne(d *decoder, n *catalog.Node) {
	present := 0
	for _, key := range o.one {
		if n.Get(key) != nil {
			present++
		}
	}
	list := "`" + strings.Join(o.one, "`, `") + "`"
	switch {
	case len(o.one) > 0 && present == 0:
		d.report(catalog.FormatRequired, n.Pos, o.name+" must have one of "+list, "")
	case present > 1:
		d.report(catalog.FormatValue, n.Pos, o.name+" can have only one of "+list, "Make two of it")
	}
}

func (o *object[T]) readMember(d *decoder, t *T, m catalog.Member, reserved []string) {
	if f := o.find(m.Key); f != nil {
		if !m.Value.Is(catalog.NullNode) {
			f.set(d, t, m.Value)
		}
		return
	}
	if slices.Contains(reserved, m.Key) {
		return
	}
	if o.extensions != nil && strings.HasPrefix(m.Key, "x-") {
		list := o.extensions(t)
		*list = append(*list, catalog.Extension{Key: m.Key, Value: m.Value})
		return
	}
	if d.full() {
		return
	}
	d.report(catalog.FormatKey, m.Pos, quote(m.Key)+" is not a key of "+o.name, o.suggest(d, m.Key))
}

// suggest says what an unknown key was meant to be.
func (o *object[T]) suggest(d *decoder, key string) string {
	if near := syntax.Nearest(key, o.keys()); near != "" {
		return didYouMean(near)
	}
	if o.foreign != nil {
		if s := o.foreign(d, key); s != "" {
			return s
		}
	}
	if o.extensions != nil {
		return "Keys of your own start with `x-`"
	}
	return "The keys are `" + strings.Join(o.keys(), "`, `") + "`"
}

// value returns the object as a type. What lacks a required key is left out.
func (o object[T]) value() value[T] {
	return value[T]{
		read: func(d *decoder, n *catalog.Node) (T, bool) {
			var t T
			ok := o.read(d, &t, n)
			return t, ok
		},
		schema: func(g *generator) schema { return g.define(o.def, func() schema { return o.schema(g) }) },
	}
}

func (o *object[T]) schema(g *generator) schema {
	properties, needs := schema{}, schema{}
	var required []any
	for _, f := range o.fields {
		properties = append(properties, pair{f.key, describe(f.schema(g), f.doc)})
		if f.required {
			required = append(required, f.key)
		}
		if f.needs != "" {
			needs = append(needs, pair{f.key, []any{f.needs}})
		}
	}
	s := js("type", "object", "description", o.doc, "properties", properties)
	if o.extensions != nil {
		s = append(s, pair{"patternProperties", js("^x-", js())})
	}
	s = append(s, pair{"additionalProperties", false})
	if len(required) > 0 {
		s = append(s, pair{"required", required})
	}
	if len(o.one) > 0 {
		alternatives := make([]any, len(o.one))
		for i, key := range o.one {
			alternatives[i] = js("required", []any{key})
		}
		s = append(s, pair{"oneOf", alternatives})
	}
	if len(needs) > 0 {
		s = append(s, pair{"dependencies", needs})
	}
	return s
}
