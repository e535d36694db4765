package asyncapi

import (
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/eventatlas/eventatlas/catalog"
)

// misfitSentence says what is wrong with an example.
func misfitSentence(p problem, n *catalog.Node) string {
	what := "it"
	if len(p.tokens) > 0 {
		what = name(p.tokens)
	}
	switch k := p.error.ErrorKind.(type) {
	case *kind.Required:
		return what + " has no " + quoted(k.Missing)
	case *kind.AdditionalProperties:
		return what + " has " + quoted(k.Properties) + ", which the schema does not know"
	default:
		return sentence(what, p, n)
	}
}

// isOwnFormat reports whether a schema is one of AsyncAPI's own.
func isOwnFormat(ref catalog.SchemaRef) bool {
	return ref.Format == catalog.JSONSchema && ref.Text == ""
}

// checkMessageExamples checks the payload and the headers of each example against their schemas.
func checkMessageExamples(r *reader, code catalog.Code) {
	for _, v := range r.messageValues() {
		o, _ := r.foldMessage(v)
		mediaType := r.field(o, "schemaFormat").node.Str()
		for _, item := range r.field(o, "examples").items() {
			example, _ := r.follow(item)
			for _, part := range []string{"payload", "headers"} {
				given := example.key(part)
				schema, own := r.ownSchema(o.key(part), mediaType)
				if part == "headers" {
					schema, own = r.ownSchema(o.key(part), "")
				}
				if !given.ok() || !own {
					continue
				}
				for _, m := range r.user.misfits(schema, given) {
					r.report(catalog.Diagnostic{
						Code: code, Pos: m.node.Position(), Pointer: m.pointer, Message: "an example does not fit the " + part + "'s schema: " + m.text,
					}.Note(schema.node.Position(), "the schema"))
				}
			}
		}
	}
}

// ownSchema returns the schema that a value stands for where it is one in AsyncAPI's own format, or JSON Schema.
func (r *reader) ownSchema(v value, mediaType string) (value, bool) {
	end, fate := r.follow(v)
	if fate != found || !end.ok() {
		return value{}, false
	}
	if r.version.major > 2 && isMultiFormat(end.node) {
		mediaType = end.node.StrAt("schemaFormat")
		if end, fate = r.follow(end.key("schema")); fate != found {
			return value{}, false
		}
	}
	format, known := formatOf(mediaType)
	return end, known && format == catalog.JSONSchema && (end.node.Is(catalog.MapNode) || end.node.Is(catalog.BoolNode))
}

// checkPayloads checks 2.x payloads against what the specification says a schema is. The JSON Schema of a 2.x document takes a payload for
// anything, that of 3.x does not.
func checkPayloads(r *reader, code catalog.Code) {
	schema, err := specification(r.version)
	if err != nil {
		return
	}
	seen := map[place]bool{}
	for _, e := range r.get(r.get(r.root, "components"), "schemas").entries() {
		seen[e.place()] = true
	}
	x := newExporter(r.resolver, true)
	x.meet(r.root.key("components"))
	for _, v := range r.messageValues() {
		o, _ := r.foldMessage(v)
		payload, own := r.ownSchema(o.key("payload"), r.field(o, "schemaFormat").node.Str())
		if !own || seen[payload.place()] {
			continue
		}
		seen[payload.place()] = true
		clear(x.left)
		for _, p := range problems(schema.payload, x.export(payload, schemaRole, nil)) {
			if !x.isLeft(p.tokens) {
				r.reportAt(r.from(payload, p.tokens), p, schema, code)
			}
		}
	}
}

// schemaSite is a schema of the document, and whether it is one of those at the top, which are all that the reference parser looks at.
type schemaSite struct {
	value
	top bool
}

// schemaSites returns every schema of the document in AsyncAPI's own format, each once, the whole ones before what is in them.
func (r *reader) schemaSites() []schemaSite {
	if r.sites != nil {
		return r.sites
	}
	queue := []schemaSite{}
	add := func(v value, top bool) {
		if end, own := r.ownSchema(v, ""); own {
			queue = append(queue, schemaSite{end, top})
		}
	}
	for _, v := range r.messageValues() {
		o, _ := r.foldMessage(v)
		if end, own := r.ownSchema(o.key("payload"), r.field(o, "schemaFormat").node.Str()); own {
			queue = append(queue, schemaSite{end, true})
		}
		add(o.key("headers"), false)
	}
	for _, c := range r.section("channels") {
		for _, p := range r.get(c.value, "parameters").entries() {
			end, _ := r.follow(p.value)
			add(end.key("schema"), true)
		}
	}
	for _, e := range r.get(r.get(r.root, "components"), "schemas").entries() {
		add(e.value, true)
	}
	r.sites = r.expandSites(queue)
	return r.sites
}

// expandSites adds the schemas inside of schemas.
func (r *reader) expandSites(queue []schemaSite) []schemaSite {
	list := []schemaSite{}
	seen := map[*catalog.Node]bool{}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if seen[s.node] || s.merged {
			continue
		}
		seen[s.node] = true
		list = append(list, s)
		for _, m := range s.node.Members {
			if !isContainer(m.Value) {
				continue
			}
			for _, v := range subschemas(entry{m.Key, m.Pos, s.at(m.Key, m.Value)}) {
				if end, fate := r.follow(v); fate == found && end.node.Is(catalog.MapNode) {
					queue = append(queue, schemaSite{end, false})
				}
			}
		}
	}
	return list
}

// subschemas returns the schemas at a keyword.
func subschemas(e entry) []value {
	switch e.name {
	case "properties", "patternProperties", "definitions", "$defs", "dependencies":
		var list []value
		for _, d := range e.entries() {
			list = append(list, d.value)
		}
		return list
	case "allOf", "anyOf", "oneOf":
		return e.items()
	case "items":
		if e.node.Is(catalog.ListNode) {
			return e.items()
		}
		return []value{e.value}
	case "not", "if", "then", "else", "additionalProperties", "additionalItems", "contains", "propertyNames":
		return []value{e.value}
	default:
		return nil
	}
}

func checkDefaults(r *reader, code catalog.Code) {
	for _, s := range r.schemaSites() {
		if given := s.key("default"); given.ok() {
			r.checkValue(code, s, given, "default")
		}
	}
}

func checkSchemaExamples(r *reader, code catalog.Code) {
	for _, s := range r.schemaSites() {
		for _, given := range s.key("examples").items() {
			r.checkValue(code, s, given, "example")
		}
	}
}

// checkValue checks a default or an example against its schema. Of what the reference parser does not look at, which is whatever stands deeper
// and each text, a misfit is a warning.
func (r *reader) checkValue(code catalog.Code, s schemaSite, given value, what string) {
	report := r.report
	if !s.top || given.node.Is(catalog.StringNode) {
		report = r.mildly
	}
	for _, m := range r.user.misfits(s.value, given) {
		d := catalog.Diagnostic{Code: code, Pos: m.node.Position(), Pointer: m.pointer, Message: "the " + what + " does not fit its schema: " + m.text}
		if d.Pos == (catalog.Pos{}) {
			d.Pos = given.node.Pos
		}
		report(d)
	}
}

// checkDiscriminators asks that a discriminator is one of the properties that must be there (AsyncAPI, "Schema Object").
func checkDiscriminators(r *reader, code catalog.Code) {
	for _, s := range r.schemaSites() {
		given := s.key("discriminator")
		text := given.node.Str()
		if text == "" {
			continue
		}
		if properties := r.properties(s.value); len(properties) > 0 && !hasEntry(properties, text) {
			r.tell(code, given, "the discriminator `"+clip(text)+"` is not a property of the schema", "")
			continue
		}
		required := false
		for _, item := range s.key("required").items() {
			required = required || item.node.Str() == text
		}
		if !required {
			r.tell(code, given, "the discriminator `"+clip(text)+"` is not required", "Add it to `required`")
		}
	}
}

// checkSchemaIDs warns where a reference inside a schema with an id of its own would lead elsewhere if the id counted. In AsyncAPI it does not: a
// reference is a JSON Reference, relative to the file.
func checkSchemaIDs(r *reader, code catalog.Code) {
	for _, s := range r.schemaSites() {
		if r.str(s.value, "$id") == "" {
			continue
		}
		told := false
		walkRefs(s.value, func(at value, ref *catalog.Node) value {
			if !told && !strings.HasPrefix(ref.Text, "#") {
				told = true
				r.report(catalog.Diagnostic{
					Code: code, Pos: ref.Pos, Pointer: at.pointer + "/$ref",
					Message: "`" + clip(ref.Text) + "` is relative to this file, whatever the `$id` around it says",
				}.Note(s.key("$id").node.Pos, "the `$id`"))
			}
			return value{}
		})
	}
}

// expression is a runtime expression taken apart (AsyncAPI, "Runtime Expression").
type expression struct{ source, pointer string }

// parseExpression reads $message.header#/… or $message.payload#/….
func parseExpression(text string) (expression, bool) {
	before, pointer, ok := strings.Cut(text, "#")
	switch before {
	case "$message.header", "$message.payload":
		return expression{strings.TrimPrefix(before, "$message."), pointer}, ok && (pointer == "" || pointer[0] == '/')
	default:
		return expression{}, false
	}
}

// locations returns the runtime expressions of the document with the messages that they are about.
func (r *reader) locations() []located {
	var list []located
	for _, c := range r.section("channels") {
		messages := r.messagesOf(c)
		for _, p := range r.get(c.value, "parameters").entries() {
			end, _ := r.follow(p.value)
			list = append(list, located{r.get(end, "location"), messages})
		}
	}
	for _, v := range r.messageValues() {
		o, _ := r.foldMessage(v)
		list = append(list, located{r.get(r.field(o, "correlationId"), "location"), []*catalog.SpecMessage{r.messages[v.place()]}})
	}
	for _, o := range r.spec.Operations {
		if o.Reply == nil {
			continue
		}
		v := value{node: r.nodeAt(place{o.Source.Pos.File, o.Source.Pointer}), file: o.Source.Pos.File, pointer: o.Source.Pointer}
		list = append(list, located{r.get(r.get(r.get(v, "reply"), "address"), "location"), messagesIn(o.Messages)})
	}
	return list
}

// located is a runtime expression and the messages that it may be evaluated on.
type located struct {
	value
	messages []*catalog.SpecMessage
}

// messagesOf returns the messages of a channel.
func (r *reader) messagesOf(c definition) []*catalog.SpecMessage {
	s := r.channels[c.place()]
	if s == nil {
		s = r.channels[c.entry.place()]
	}
	if s == nil {
		return nil
	}
	return messagesIn(s.Messages)
}

func messagesIn(uses []catalog.SpecUse) []*catalog.SpecMessage {
	list := make([]*catalog.SpecMessage, len(uses))
	for i, u := range uses {
		list[i] = u.Message
	}
	return list
}

func checkExpressions(r *reader, code catalog.Code) {
	seen := map[place]bool{}
	for _, l := range r.locations() {
		if !l.ok() || seen[l.place()] {
			continue
		}
		seen[l.place()] = true
		if _, ok := parseExpression(l.node.Str()); !ok {
			r.tell(code, l.value, "`"+clip(l.node.Str())+"` is not a runtime expression", "Write $message.header#/… or $message.payload#/…")
		}
	}
}

func checkExpressionTargets(r *reader, code catalog.Code) {
	seen := map[place]bool{}
	for _, l := range r.locations() {
		e, ok := parseExpression(l.node.Str())
		if !ok || seen[l.place()] || e.pointer == "" || len(l.messages) == 0 {
			continue
		}
		missing := true
		for _, m := range l.messages {
			missing = missing && !r.mayHave(m, e)
		}
		if missing {
			seen[l.place()] = true
			r.tell(code, l.value, "`"+clip(l.node.Str())+"` leads to a field that is not in the schema", "")
		}
	}
}

// mayHave reports whether a message has the field that an expression leads to, or may have it for all that its schema says.
func (r *reader) mayHave(m *catalog.SpecMessage, e expression) bool {
	if m == nil || r.looked > maxLooked {
		return true
	}
	ref := m.Payload
	if e.source == "header" {
		ref = m.Headers
	}
	if ref.IsZero() || !isOwnFormat(ref) || ref.Inline != nil {
		return true
	}
	schema := value{node: r.nodeAt(place{ref.Path, ref.Pointer}), file: ref.Path, pointer: ref.Pointer}
	return r.hasField(schema, strings.Split(e.pointer[1:], "/"), 0)
}

// maxLooked bounds the schemas that are looked at for the fields that expressions lead to.
const maxLooked = 200_000

// hasField follows the tokens of a pointer through the properties of a schema and of what it is made of. A schema that names no
// properties may have any.
func (r *reader) hasField(v value, tokens []string, depth int) bool {
	end, fate := r.follow(v)
	r.looked++
	if len(tokens) == 0 || fate != found || !end.node.Is(catalog.MapNode) || depth > 64 || r.looked > maxLooked {
		return true
	}
	token := catalog.UnescapePointer(tokens[0])
	open := true
	if property := r.get(end, "properties"); property.ok() {
		open = false
		if next := property.key(token); next.ok() {
			return r.hasField(next, tokens[1:], depth+1)
		}
	}
	for _, key := range []string{"allOf", "oneOf", "anyOf"} {
		for _, part := range r.get(end, key).items() {
			open = false
			if r.hasField(part, tokens, depth+1) {
				return true
			}
		}
	}
	if items := end.key("items"); items.ok() && isIndex(token) {
		return r.hasField(items, tokens[1:], depth+1)
	}
	if more := end.key("additionalProperties"); more.node.Is(catalog.MapNode) || more.node.IsTrue() {
		return true
	}
	return open || end.key("patternProperties").ok()
}

func isIndex(token string) bool { return token != "" && strings.Trim(token, "0123456789") == "" }
