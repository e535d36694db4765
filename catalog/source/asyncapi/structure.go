package asyncapi

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/eventatlas/eventatlas/catalog"
)

// checkStructure checks the document against the specification's own JSON Schema, twice as the reference parser does: as it is written, only to
// find references where none may stand, and with references resolved for everything else (asyncapi.md, "JSON Schemas").
func (r *reader) checkStructure() {
	schema, err := specification(r.version)
	if err != nil {
		return
	}
	asWritten := newExporter(r.resolver, false)
	for _, p := range problems(schema.whole, asWritten.document(r)) {
		if p.extra("$ref") {
			v := r.at(p.tokens)
			r.report(catalog.Diag(codeReference, v.node.Get("$ref").Position(), "a reference may not stand here").At(v.pointer + "/$ref").
				Suggest("Write what it refers to in its place"))
		}
	}
	resolved := newExporter(r.resolver, true)
	for _, p := range problems(schema.whole, resolved.document(r)) {
		if !resolved.isLeft(p.tokens) {
			r.reportProblem(p, schema, codeStructure)
		}
	}
}

// document returns the whole document, with the version under which the schema knows it.
func (x *exporter) document(r *reader) any {
	x.meet(r.root.key("components"))
	doc := x.export(r.root, rootRole, nil)
	if m, ok := doc.(map[string]any); ok {
		m["asyncapi"] = r.version.full()
	}
	return doc
}

// at returns the value at a place of the exported document: tokens step through references.
func (r *reader) at(tokens []string) value { return r.from(r.root, tokens) }

// from does so from another value than the document.
func (r *reader) from(v value, tokens []string) value {
	for _, t := range tokens {
		next := v.at(t, v.node.Step(t))
		if !next.ok() {
			end, _ := r.follow(v)
			if next = end.at(t, end.node.Step(t)); !next.ok() {
				return v
			}
		}
		v = next
	}
	return v
}

// reportProblem reports what a JSON Schema found at the node that it is about.
func (r *reader) reportProblem(p problem, schema *specSchema, code catalog.Code) {
	v := r.at(p.tokens)
	r.reportAt(v, p, schema, code)
}

func (r *reader) reportAt(v value, p problem, schema *specSchema, code catalog.Code) {
	end, fate := r.follow(v)
	if fate != found || end.node == nil {
		end = v
	}
	switch k := p.error.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, key := range k.Properties {
			if key == "$ref" {
				continue
			}
			pos := end.node.Position()
			if m := end.node.Member(key); m != nil {
				pos = m.Pos
			}
			r.report(catalog.Diag(code, pos, "`"+clip(key)+"` is not expected here").At(end.pointer + "/" + catalog.EscapePointer(key)).
				Suggest(r.near(key, schema.keys(p.error.SchemaURL))))
		}
	case *kind.PropertyNames:
		pos := end.node.Position()
		if m := end.node.Member(k.Property); m != nil {
			pos = m.Pos
		}
		r.report(catalog.Diag(code, pos, "`"+clip(k.Property)+"` is not a name that may stand here").At(end.pointer + "/" + catalog.EscapePointer(k.Property)))
	case *kind.Required:
		r.report(catalog.Diag(code, end.node.Position(), name(p.tokens)+" needs "+quoted(k.Missing)).At(end.pointer))
	default:
		r.report(catalog.Diag(code, end.node.Position(), sentence(name(p.tokens), p, end.node)).At(end.pointer))
	}
}

// name is how a message calls the value at a place: its key.
func name(tokens []string) string {
	if len(tokens) == 0 {
		return "the document"
	}
	last := tokens[len(tokens)-1]
	if _, err := strconv.Atoi(last); err == nil && len(tokens) > 1 {
		return "item " + last + " of `" + clip(tokens[len(tokens)-2]) + "`"
	}
	return "`" + clip(last) + "`"
}

func quoted(words []string) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = "`" + w + "`"
	}
	return strings.Join(list, " and ")
}

// sentence says in words what is wrong with a value, which it calls what.
func sentence(what string, p problem, n *catalog.Node) string {
	switch k := p.error.ErrorKind.(type) {
	case *kind.Type:
		return what + " must be of type " + strings.Join(k.Want, " or ") + ", and is " + kindOf(n)
	case *kind.Enum:
		return what + " is " + given(n) + " and must be one of " + values(k.Want)
	case *kind.Const:
		return what + " must be `" + clip(fmt.Sprint(k.Want)) + "`"
	case *kind.Format:
		return what + " is not a valid " + k.Want
	case *kind.Pattern:
		return what + " does not match `" + clip(k.Want) + "`"
	case *kind.Minimum, *kind.Maximum, *kind.ExclusiveMinimum, *kind.ExclusiveMaximum, *kind.MultipleOf:
		return what + " is " + given(n) + ", which is out of range"
	case *kind.MinLength, *kind.MaxLength:
		return what + " is too short or too long"
	case *kind.MaxItems, *kind.MaxProperties:
		return what + " holds too many"
	case *kind.MinItems:
		return what + " must have at least " + strconv.Itoa(k.Want) + " items"
	case *kind.MinProperties:
		return what + " must have at least " + strconv.Itoa(k.Want) + " keys"
	case *kind.UniqueItems:
		return what + " holds the same item twice"
	case *kind.FalseSchema:
		return what + " may not stand here"
	case *kind.OneOf, *kind.AnyOf:
		return what + " fits none, or several, of the forms that may stand here"
	default:
		return what + " is not valid: " + clip(p.error.ErrorKind.LocalizedString(printer()))
	}
}

// given quotes a scalar, and says of anything else what it is.
func given(n *catalog.Node) string {
	if n.IsScalar() {
		return "`" + clip(n.Text) + "`"
	}
	return kindOf(n)
}

// kindOf says what a node is.
func kindOf(n *catalog.Node) string {
	if n == nil {
		return "nothing"
	}
	return n.Kind.String()
}

func values(list []any) string {
	const most = 12
	var words []string
	for _, v := range list[:min(len(list), most)] {
		words = append(words, "`"+clip(fmt.Sprint(v))+"`")
	}
	text := strings.Join(words, ", ")
	if len(list) > most {
		text += " …"
	}
	return text
}

// problem is one leaf of what a JSON Schema found.
type problem struct {
	tokens []string
	error  *jsonschema.ValidationError
	// words are the library's own for it, by which problems are told apart and ordered.
	words string
}

// extra reports whether the problem is that an object may not have the key.
func (p problem) extra(key string) bool {
	k, ok := p.error.ErrorKind.(*kind.AdditionalProperties)
	return ok && slices.Contains(k.Properties, key)
}

// problems returns what is wrong with a document, at most one kind of problem for a place: of the alternatives of a oneOf or anyOf the
// one that comes nearest speaks, and that something is no reference is no problem.
func problems(schema *jsonschema.Schema, doc any) []problem {
	err := schema.Validate(doc)
	invalid, ok := err.(*jsonschema.ValidationError) //nolint:errorlint // The library returns the bare type, by its documentation.
	if !ok {
		return nil
	}
	var list []problem
	seen := map[string]bool{}
	words := printer()
	for _, p := range leaves(invalid, nil, 0) {
		p.words = fmt.Sprintf("%T %s", p.error.ErrorKind, p.error.ErrorKind.LocalizedString(words))
		key := strings.Join(p.tokens, "\x00") + "\x01" + p.words
		if !seen[key] {
			seen[key] = true
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b problem) int {
		return cmp.Or(slices.Compare(a.tokens, b.tokens), strings.Compare(a.words, b.words))
	})
	return list
}

// leaves returns the problems at the ends of the branches of an error. The library does not keep the place of a bad name of a key, so that the
// place of what is around counts for it.
func leaves(e *jsonschema.ValidationError, around []string, depth int) []problem {
	if isReferenceOnly(e) {
		return nil
	}
	if k, ok := e.ErrorKind.(*kind.AdditionalProperties); ok {
		slices.Sort(k.Properties)
	}
	if len(e.Causes) == 0 || depth > maxErrorDepth {
		return []problem{{tokens: e.InstanceLocation, error: e}}
	}
	switch e.ErrorKind.(type) {
	case *kind.PropertyNames:
		return []problem{{tokens: around, error: e}}
	case *kind.OneOf, *kind.AnyOf:
		return nearest(e, depth)
	}
	var list []problem
	for _, c := range e.Causes {
		list = append(list, leaves(c, e.InstanceLocation, depth+1)...)
	}
	return list
}

const maxErrorDepth = 1_000

// isReferenceOnly reports whether all that an error says is that something is no reference.
func isReferenceOnly(e *jsonschema.ValidationError) bool {
	k, ok := e.ErrorKind.(*kind.Required)
	return ok && slices.Equal(k.Missing, []string{"$ref"})
}

// nearest returns the problems of the alternative that the value comes nearest to: the one whose problems are deepest, then the one that
// has the fewest. An alternative that asks for a reference is none.
func nearest(e *jsonschema.ValidationError, depth int) []problem {
	var best []problem
	bestScore := -1 << 30
	for _, c := range e.Causes {
		list := leaves(c, e.InstanceLocation, depth+1)
		if len(list) == 0 {
			continue
		}
		if s := score(list, len(e.InstanceLocation)); s > bestScore {
			best, bestScore = list, s
		}
	}
	return best
}

// score rates an alternative. One that is meant for another type of value, as its type or enum says, is hardly ever the one that was meant.
func score(list []problem, depth int) int {
	total := 0
	for _, p := range list {
		total -= 2
		switch p.error.ErrorKind.(type) {
		case *kind.Const, *kind.Enum, *kind.Type:
			if len(p.tokens) <= depth+1 {
				total -= 20
			}
		}
		total += min(len(p.tokens)-depth, 1)
	}
	return total
}
