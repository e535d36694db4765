package schema

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/emicklei/proto"

	"github.com/eventatlas/eventatlas/catalog"
)

// expand fills a type from a message or an enum.
func (r *protoReader) expand(at *frame, d *protoDef) {
	t := at.t
	t.Name, t.Pos, t.Description = simpleName(d.name), d.pos, commentText(d.comment)
	if at.parent != nil {
		t.Ref = d.file.path + "#" + d.name
		if around := at.parent.around(d); around != nil {
			t.Types = []string{"message"}
			at.recur(around)
			return
		}
	}
	at.ids = []any{d}
	if d.enum {
		expandProtoEnum(t, d)
		return
	}
	t.Types = []string{"message"}
	r.checkNumbers(d)
	r.growElements(at, d, d.elements, "")
	for _, f := range r.visible {
		for _, extend := range f.extends {
			if r.resolve(extend.Name, &protoDef{name: f.pkg}) == d {
				r.growElements(at, d, extend.Elements, "")
			}
		}
	}
}

// growElements adds what stands in a message, in source order.
func (r *protoReader) growElements(at *frame, d *protoDef, elements []proto.Visitee, oneof string) {
	for _, e := range elements {
		switch e := e.(type) {
		case *proto.NormalField:
			f := protoField(e.Field, d, oneof)
			f.Required = e.Required
			if e.Optional {
				f.Further = append(f.Further, flag("optional", f.Pos))
			}
			r.growField(at, d, f, e.Type, e.Repeated)
		case *proto.OneOfField:
			r.growField(at, d, protoField(e.Field, d, oneof), e.Type, false)
		case *proto.MapField:
			r.growMap(at, d, e)
		case *proto.Oneof:
			if doc := commentText(e.Comment); doc != "" {
				text := catalog.NewScalar(catalog.StringNode, at.t.Pos, doc)
				at.t.Further = append(at.t.Further, catalog.Member{Key: "oneof " + e.Name, Pos: at.t.Pos, Value: text})
			}
			r.growElements(at, d, e.Elements, e.Name)
		case *proto.Group:
			r.growGroup(at, d, e, oneof)
		case *proto.Option:
			messageOption(at.t, e)
		case *proto.Reserved:
			at.t.Reserved = append(at.t.Reserved, reservedTexts(e)...)
		}
	}
}

// checkNumbers reports field numbers that stand twice in a message, which the compiler refuses.
func (r *protoReader) checkNumbers(d *protoDef) {
	taken := map[int]*proto.Field{}
	for _, f := range fieldsOf(d.elements) {
		if first := taken[f.Sequence]; first != nil {
			r.diags = append(r.diags, catalog.Diag(catalog.SchemaInvalid, d.file.position(f.Position.Line, f.Position.Column),
				"`"+f.Name+"` has number "+strconv.Itoa(f.Sequence)+", which `"+first.Name+"` has already"))
			continue
		}
		taken[f.Sequence] = f
	}
}

func flag(key string, pos catalog.Pos) catalog.Member {
	return catalog.Member{Key: key, Pos: pos, Value: catalog.NewScalar(catalog.BoolNode, pos, "true")}
}

// protoField reads what a field says beside its type.
func protoField(e *proto.Field, d *protoDef, oneof string) Field {
	f := Field{
		Name: e.Name, Number: e.Sequence, Oneof: oneof, Deprecated: e.IsDeprecated(),
		Description: commentText(e.Comment, e.InlineComment), Pos: d.file.position(e.Position.Line, e.Position.Column),
	}
	for _, o := range e.Options {
		value := literal(&o.Constant, f.Pos)
		switch o.Name {
		case "deprecated":
		case "default":
			f.Default = jsonText(value)
		default:
			f.Further = append(f.Further, catalog.Member{Key: o.Name, Pos: f.Pos, Value: value})
		}
	}
	return f
}

func (r *protoReader) growField(at *frame, d *protoDef, f Field, name string, repeated bool) {
	if !repeated {
		r.addField(at, f, func(at *frame) { r.expandName(at, d, name) })
		return
	}
	r.addField(at, f, func(at *frame) {
		at.t.Types, at.t.Pos = []string{"repeated"}, f.Pos
		if child := r.grow(at, at.toItems(), func(at *frame) { r.expandName(at, d, name) }); child != nil {
			at.t.Items = child.t
		}
	})
}

func (r *protoReader) growMap(at *frame, d *protoDef, e *proto.MapField) {
	f := protoField(e.Field, d, "")
	r.addField(at, f, func(at *frame) {
		at.t.Types, at.t.MapKey, at.t.Pos = []string{"map"}, e.KeyType, f.Pos
		if child := r.grow(at, at.toMap(), func(at *frame) { r.expandName(at, d, e.Type) }); child != nil {
			at.t.Map = child.t
		}
	})
}

// growGroup adds a group of proto2: a message and a field of it in one, whose name is the message's in lower case.
func (r *protoReader) growGroup(at *frame, d *protoDef, e *proto.Group, oneof string) {
	f := Field{
		Name: strings.ToLower(e.Name), Number: e.Sequence, Required: e.Required, Oneof: oneof,
		Description: commentText(e.Comment), Pos: d.file.position(e.Position.Line, e.Position.Column),
	}
	r.growField(at, d, f, e.Name, e.Repeated)
}

// expandName fills a type from the name of a scalar, a message, an enum or one of the well-known types.
func (r *protoReader) expandName(at *frame, d *protoDef, name string) {
	if isScalar(name) {
		at.t.Types, at.t.Pos = []string{name}, d.pos
		return
	}
	if def := r.resolve(name, d); def != nil {
		r.expand(at, def)
		return
	}
	full := strings.TrimPrefix(name, ".")
	at.t.Name, at.t.Ref, at.t.Pos = simpleName(full), d.file.path+"#"+full, d.pos
	if wellKnown(at.t, full) {
		return
	}
	at.t.Types, at.t.Ref, at.t.Missing = []string{"message"}, full, true
	if strings.HasPrefix(full, "google.") {
		return // its file comes with the tools, and hardly anyone keeps a copy
	}
	r.diags = append(r.diags, catalog.Diag(catalog.SchemaRefMissing, r.fieldPos(at, d), "there is no type `"+shown(name)+"`").Suggest(r.hint(name)))
}

// fieldPos returns where the field stands that the type at is part of.
func (r *protoReader) fieldPos(at *frame, d *protoDef) catalog.Pos {
	for f := at; f.parent != nil; f = f.parent {
		for _, field := range f.parent.t.Fields {
			if field.Type == f.t {
				return field.Pos
			}
		}
	}
	return d.pos
}

// hint says what may be the matter with a type that is not there: another name, or a file that is not there.
func (r *protoReader) hint(name string) string {
	var names []string
	for _, f := range r.visible {
		names = append(names, slices.Sorted(maps.Keys(f.defs))...)
	}
	for _, full := range slices.Clone(names) {
		names = append(names, simpleName(full))
	}
	if near := catalog.Nearest(name, names); near != "" {
		return didYouMean("", near, "")
	}
	if len(r.lost) > 0 {
		return "the imported file `" + shown(r.lost[0]) + "` is not there"
	}
	return ""
}

func isScalar(name string) bool {
	switch name {
	case "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes":
		return true
	}
	return false
}

// wellKnown fills a type from one of those that come with Protobuf (google.protobuf), which need no file.
func wellKnown(t *Type, full string) bool {
	name, ok := strings.CutPrefix(full, "google.protobuf.")
	if !ok {
		return false
	}
	t.Ref = "google/protobuf#" + full
	t.Types = []string{"message"}
	switch name {
	case "Timestamp":
		t.Format = "date-time"
	case "Duration":
		t.Format = "duration"
	case "Any", "Empty", "Struct", "Value", "ListValue", "FieldMask", "NullValue":
	case "DoubleValue", "FloatValue", "Int64Value", "UInt64Value", "Int32Value", "UInt32Value", "BoolValue", "StringValue", "BytesValue":
		t.Types, t.Nullable = []string{strings.ToLower(strings.TrimSuffix(name, "Value"))}, true
	default:
		return false
	}
	return true
}

func expandProtoEnum(t *Type, d *protoDef) {
	t.Types = []string{"enum"}
	noted := false
	for _, e := range d.elements {
		switch e := e.(type) {
		case *proto.EnumField:
			note := commentText(e.Comment, e.InlineComment)
			if e.IsDeprecated() {
				note = strings.TrimSpace("Deprecated. " + note)
			}
			noted = noted || note != ""
			t.Enum, t.EnumNumbers, t.EnumNotes = append(t.Enum, quote(e.Name)), append(t.EnumNumbers, e.Integer), append(t.EnumNotes, note)
		case *proto.Option:
			messageOption(t, e)
		case *proto.Reserved:
			t.Reserved = append(t.Reserved, reservedTexts(e)...)
		}
	}
	if !noted {
		t.EnumNotes = nil
	}
}

func messageOption(t *Type, o *proto.Option) {
	if o.Name == "deprecated" {
		t.Deprecated = o.Constant.Source == "true"
		return
	}
	t.Further = append(t.Further, catalog.Member{Key: o.Name, Pos: t.Pos, Value: literal(&o.Constant, t.Pos)})
}

func reservedTexts(e *proto.Reserved) []string {
	var texts []string
	for _, span := range e.Ranges {
		texts = append(texts, span.SourceRepresentation())
	}
	for _, name := range e.FieldNames {
		texts = append(texts, quote(name))
	}
	return texts
}

// literal turns the value of an option into a value. Identifiers, such as those of enums, become strings.
func literal(l *proto.Literal, pos catalog.Pos) *catalog.Node {
	switch {
	case l.OrderedMap != nil:
		var members []catalog.Member
		for _, named := range l.OrderedMap {
			if !slices.ContainsFunc(members, func(m catalog.Member) bool { return m.Key == named.Name }) {
				members = append(members, catalog.Member{Key: named.Name, Pos: pos, Value: literal(named.Literal, pos)})
			}
		}
		return catalog.NewMap(pos, members)
	case l.Array != nil:
		items := make([]*catalog.Node, len(l.Array))
		for i, item := range l.Array {
			items[i] = literal(item, pos)
		}
		return catalog.NewList(pos, items)
	case l.IsString:
		return catalog.NewScalar(catalog.StringNode, pos, unescapeLiteral(l.Source))
	case l.Source == "true" || l.Source == "false":
		return catalog.NewScalar(catalog.BoolNode, pos, l.Source)
	}
	if _, err := strconv.ParseFloat(l.Source, 64); err == nil && strings.ContainsAny(l.Source, "0123456789") {
		return catalog.NewScalar(catalog.NumberNode, pos, l.Source)
	}
	return catalog.NewScalar(catalog.StringNode, pos, l.Source)
}

// unescapeLiteral reads the escapes of a string, which are those of Go but for few; a string with others stays as it is.
func unescapeLiteral(source string) string {
	if s, err := strconv.Unquote(`"` + source + `"`); err == nil {
		return s
	}
	return source
}
