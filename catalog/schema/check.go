package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// check reports what is wrong with the keywords of one schema, each schema once however often it stands in the tree.
func (r *jsonReader) check(p place) {
	if p.node == nil || r.checked[p.node] {
		return
	}
	r.checked[p.node] = true
	switch p.node.Kind {
	case catalog.BoolNode:
	case catalog.MapNode:
		for _, m := range p.node.Members {
			if problem, hint := wrong(m.Key, m.Value); problem != "" {
				r.invalid(p, m, problem, hint)
			}
		}
		r.checkRange(p)
		r.checkClosed(p)
	default:
		r.report(catalog.SchemaInvalid, p, "a schema is a mapping, or true or false, but this is "+p.node.Kind.String(), misplacedHint(p.pointer))
	}
}

// misplacedHint says what to do with a keyword that stands among the properties, a common slip of indentation.
func misplacedHint(pointer string) string {
	if i := strings.LastIndexByte(pointer, '/'); i >= 0 && strings.HasSuffix(pointer[:i], "/properties") {
		switch keyword := pointer[i+1:]; keyword {
		case "type", "title", "description", "format", "default", "example", "examples", "required", "enum", "$ref", "items", "nullable":
			return "if `" + keyword + "` is not the name of a property, move it out of `properties`"
		}
	}
	return ""
}

func (r *jsonReader) invalid(p place, m catalog.Member, problem, hint string) {
	at := p.at(m.Key, m.Value)
	pos := at.pos()
	if !pos.IsValid() {
		pos = r.where(p.node, p)
	}
	d := catalog.Diag(catalog.SchemaInvalid, pos, "`"+m.Key+"` "+problem).At(at.pointer).Suggest(hint)
	r.diags = append(r.diags, d)
}

// wrong says what is wrong with the value of a keyword, and what to write instead.
func wrong(keyword string, n *catalog.Node) (problem, hint string) {
	switch keyword {
	case "type":
		return wrongType(n)
	case "required":
		return wrongRequired(n)
	case "items":
		if !isSchema(n) && !n.Is(catalog.ListNode) {
			return "takes a schema or a list of schemas, not " + kindOf(n), ""
		}
	case "multipleOf":
		if v, ok := number(n.Str()); !n.Is(catalog.NumberNode) || ok && v.Sign() <= 0 {
			return "takes a number above 0", ""
		}
	case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains":
		if v, ok := number(n.Str()); !n.Is(catalog.NumberNode) || ok && (v.Sign() < 0 || !v.IsInt()) {
			return "takes a whole number that is not negative", ""
		}
	case "allOf", "anyOf", "oneOf", "prefixItems":
		if !n.Is(catalog.ListNode) {
			return "takes a list of schemas, not " + kindOf(n), ""
		}
	case "discriminator":
		if !n.Is(catalog.StringNode) && !n.Is(catalog.MapNode) {
			return "takes the name of a property", ""
		}
	default:
		return wrongKind(keyword, n)
	}
	return "", ""
}

func isSchema(n *catalog.Node) bool { return n.Is(catalog.MapNode) || n.Is(catalog.BoolNode) }

func kindOf(n *catalog.Node) string {
	if n == nil {
		return catalog.NullNode.String()
	}
	return n.Kind.String()
}

// wrongKind checks the keywords whose values are of one sort.
func wrongKind(keyword string, n *catalog.Node) (problem, hint string) {
	ok, wanted := true, ""
	switch keyword {
	case "properties", "patternProperties", "definitions", "$defs", "dependencies", "dependentSchemas", "dependentRequired":
		ok, wanted = n.Is(catalog.MapNode), "a mapping"
	case "additionalProperties", "unevaluatedProperties", "additionalItems", "unevaluatedItems", "not", "if", "then", "else", "contains", "propertyNames":
		ok, wanted = isSchema(n), "a schema"
	case "minimum", "maximum":
		ok, wanted = n.Is(catalog.NumberNode), "a number"
	case "exclusiveMinimum", "exclusiveMaximum":
		ok, wanted = n.Is(catalog.NumberNode) || n.Is(catalog.BoolNode), "a number"
	case "pattern", "format", "title", "$ref", "$dynamicRef", "contentMediaType", "contentEncoding":
		ok, wanted = n.Is(catalog.StringNode), "a string"
	case "uniqueItems", "readOnly", "writeOnly", "deprecated":
		ok, wanted = n.Is(catalog.BoolNode), "true or false"
	case "enum", "examples":
		ok, wanted = n.Is(catalog.ListNode) || keyword == "examples" && n.Is(catalog.MapNode), "a list"
	}
	if ok {
		return "", ""
	}
	return "takes " + wanted + ", not " + kindOf(n), ""
}

func wrongType(n *catalog.Node) (problem, hint string) {
	if !n.Is(catalog.StringNode) && !n.Is(catalog.ListNode) {
		return "takes the name of a type or a list of names, not " + kindOf(n), ""
	}
	for _, name := range typeNames(n) {
		if !slices.Contains(jsonTypes(), name) {
			return "is `" + name + "`, which is no type of JSON Schema", typeHint(name)
		}
	}
	return "", ""
}

func jsonTypes() []string {
	return []string{"object", "array", "string", "number", "integer", "boolean", "null"}
}

// typeHint says what to write for a type that other languages have.
func typeHint(name string) string {
	switch strings.ToLower(name) {
	case "int", "int32", "int64", "long":
		return "write `type: integer`"
	case "float", "double", "decimal":
		return "write `type: number`"
	case "bool":
		return "write `type: boolean`"
	case "date", "time", "uuid", "uri", "email":
		return "write `type: string` with `format: " + strings.ToLower(name) + "`"
	case "datetime", "date-time", "timestamp":
		return "write `type: string` with `format: date-time`"
	case "any":
		return "leave out `type` where any value fits"
	case "map", "struct", "record":
		return "write `type: object`"
	case "list", "set":
		return "write `type: array`"
	}
	return didYouMean("", catalog.Nearest(name, jsonTypes()), "")
}

func wrongRequired(n *catalog.Node) (problem, hint string) {
	if n.Is(catalog.BoolNode) {
		return "takes a list of property names, not true or false", "name the property in the `required` of the object around it"
	}
	if !n.Is(catalog.ListNode) {
		return "takes a list of property names, not " + kindOf(n), ""
	}
	for i, item := range n.Items {
		if !item.Is(catalog.StringNode) {
			return "takes names of properties, but number " + strconv.Itoa(i+1) + " is " + kindOf(item), ""
		}
	}
	return "", ""
}

// checkRange warns of a lower limit above the upper one, which nothing fits.
func (r *jsonReader) checkRange(p place) {
	for _, pair := range [...][2]string{
		{"minimum", "maximum"}, {"minLength", "maxLength"}, {"minItems", "maxItems"}, {"minProperties", "maxProperties"},
	} {
		if p.node.Get(pair[0]) == nil {
			continue
		}
		low, ok1 := number(p.node.StrAt(pair[0]))
		high, ok2 := number(p.node.StrAt(pair[1]))
		if ok1 && ok2 && low.Cmp(high) > 0 {
			d := catalog.Diag(catalog.SchemaInvalid, p.node.Get(pair[0]).Position(),
				"`"+pair[0]+"` is above `"+pair[1]+"`, so no value fits").At(p.pointer + "/" + pair[0])
			d.Severity = catalog.Warning
			r.diags = append(r.diags, d)
		}
	}
}

// checkClosed warns of a property that has to be there in an object that allows no such property.
func (r *jsonReader) checkClosed(p place) {
	n := p.node
	rest := n.Get("additionalProperties")
	if !rest.Is(catalog.BoolNode) || rest.IsTrue() || n.Get("patternProperties") != nil || !n.Get("required").Is(catalog.ListNode) {
		return
	}
	properties := n.Get("properties")
	if properties == nil {
		properties = &catalog.Node{Kind: catalog.MapNode}
	}
	for _, item := range n.Get("required").Items {
		if !item.Is(catalog.StringNode) || properties.Get(item.Text) != nil {
			continue
		}
		d := catalog.Diag(catalog.SchemaInvalid, item.Pos, "`"+shown(item.Text)+"` is required, but `additionalProperties: false` rules it out").
			At(p.pointer + "/required")
		d.Severity = catalog.Warning
		var names []string
		for _, m := range properties.Members {
			names = append(names, m.Key)
		}
		r.diags = append(r.diags, d.Suggest(didYouMean("", catalog.Nearest(item.Text, names), "")))
	}
}
