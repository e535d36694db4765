package native

import (
	"bytes"
	"encoding/json"
	"slices"
)

// schema is a JSON Schema, or any JSON object, with its keys in the order in which they were declared.
type schema []pair

type pair struct {
	key   string
	value any
}

// js makes an object of keys and values in turn.
func js(keysAndValues ...any) schema {
	s := make(schema, 0, len(keysAndValues)/2)
	for i := 0; i+1 < len(keysAndValues); i += 2 {
		s = append(s, pair{keysAndValues[i].(string), keysAndValues[i+1]})
	}
	return s
}

// MarshalJSON writes the object with its keys in order.
func (s schema) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range s {
		if i > 0 {
			b.WriteByte(',')
		}
		k, err := json.Marshal(p.key)
		if err != nil {
			return nil, err
		}
		v, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		b.Write(k)
		b.WriteByte(':')
		b.Write(v)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// describe adds a description. Beside a reference a draft-07 validator ignores other keys, so the reference moves into allOf.
func describe(s schema, doc string) schema {
	if doc == "" {
		return s
	}
	if len(s) > 0 && s[0].key == "$ref" {
		s = js("allOf", []any{s})
	}
	return slices.Concat(schema{{"description", doc}}, s)
}

// generator collects the definitions that schemas refer to.
type generator struct {
	names       []string
	definitions map[string]schema
}

// define adds a definition, once, and returns a reference to it.
func (g *generator) define(name string, build func() schema) schema {
	if _, ok := g.definitions[name]; !ok {
		g.names = append(g.names, name)
		g.definitions[name] = nil
		g.definitions[name] = build()
	}
	return js("$ref", "#/definitions/"+name)
}

// sorted returns the definitions in the order of their names.
func (g *generator) sorted() schema {
	slices.Sort(g.names)
	s := make(schema, 0, len(g.names))
	for _, name := range g.names {
		s = append(s, pair{name, g.definitions[name]})
	}
	return s
}

// JSONSchema returns the JSON Schema (draft-07, which editors know best) of a native file, made of the declarations that decoding
// uses. Among its definitions are `front-matter`, for the front matter of a Markdown file, and `config`, for
// eventatlas.yaml. The bytes are indented and always the same.
func JSONSchema() []byte {
	g := &generator{definitions: map[string]schema{}}
	properties := schema{{"$schema", js("type", "string", "description", "The JSON Schema of this file, for editors.")}}
	var fronts []any
	for _, s := range sections() {
		entry := s.schema(g)
		properties = append(properties, pair{s.kind.Section(), js(
			"description", s.doc+" A mapping from id to "+s.name+".",
			"type", []any{"object", "null"},
			"propertyNames", js("pattern", idPattern),
			"additionalProperties", js("anyOf", []any{js("type", "null"), entry}))})
		fronts = append(fronts, s.front(g))
	}
	g.define("front-matter", func() schema {
		return js("description", "The front matter of a Markdown file that describes one resource.", "type", "object", "anyOf", append(fronts, g.docFront()))
	})
	g.define("config", func() schema { o := configObject(); return o.schema(g) })
	root := js("$schema", "http://json-schema.org/draft-07/schema#", "title", "EventAtlas catalog file", "type", "object",
		"properties", properties, "patternProperties", js("^x-", js()), "additionalProperties", false, "definitions", g.sorted())
	data, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		// Everything above is made of strings, booleans, lists and objects, which all have a JSON form.
		return nil
	}
	return append(data, '\n')
}
