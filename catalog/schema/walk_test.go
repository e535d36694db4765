package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

const orderSchema = `{
	"properties": {
		"customer": {"properties": {"address": {"properties": {"zip": {"type": "string"}}}, "name": {}}},
		"lines": {"items": {"properties": {"sku": {}, "parts": {"items": {"items": {"properties": {"id": {}}}}}}}},
		"labels": {"additionalProperties": {"properties": {"text": {}}}},
		"payment": {"oneOf": [{"title": "Card", "properties": {"number": {"title": "of a card"}}}, {"title": "Bank (EU)", "properties": {"number": {"title": "of an account"}, "bic": {}}}]},
		"a.b": {"properties": {"c[]": {}, "": {}}},
		"parent": {"$ref": "#"}
	}
}`

func TestWalk(t *testing.T) {
	root, _ := loadText(t, orderSchema)
	var got []string
	cut := schema.Walk(root, 0, func(f schema.Field, depth int) bool {
		got = append(got, fmt.Sprintf("%d %s", depth, f.Anchor))
		return f.Name != "customer"
	})
	want := strings.Split("0 customer,0 lines,1 lines[].sku,1 lines[].parts,2 lines[].parts[][].id,0 labels,1 labels{}.text,0 payment,"+
		`1 payment(Card).number,1 payment(Bank (EU)).number,1 payment(Bank (EU)).bic,0 "a.b",1 "a.b"."c[]",1 "a.b"."",0 parent`, ",")
	if diff := cmp.Diff(want, got); diff != "" || cut {
		t.Errorf("cut %t, -want +got:\n%s", cut, diff)
	}
}

func TestWalkLimit(t *testing.T) {
	root, _ := loadText(t, orderSchema)
	all := schema.Count(root, 0)
	if all != 18 {
		t.Errorf("%d fields", all)
	}
	for limit := 1; limit <= all+1; limit++ {
		n := 0
		cut := schema.Walk(root, limit, func(schema.Field, int) bool { n++; return true })
		if n != min(limit, all) || cut != (limit < all) || schema.Count(root, limit) != n {
			t.Errorf("limit %d: %d fields, cut %t", limit, n, cut)
		}
	}
	if schema.Walk(nil, 0, func(schema.Field, int) bool { return true }) {
		t.Error("nothing is cut")
	}
}

func TestWalkSaysThatTheTreeIsCut(t *testing.T) {
	root, _ := loadText(t, hostile()["diamond of properties"])
	if !schema.Walk(root, 0, func(schema.Field, int) bool { return true }) {
		t.Error("a tree of 2^20 places is not cut")
	}
}

func TestLookup(t *testing.T) {
	root, _ := loadText(t, orderSchema)
	for path, want := range map[string]string{
		"customer.address.zip":               "customer.address.zip",
		"lines[].sku":                        "lines[].sku",
		"lines.sku":                          "lines[].sku",
		"lines[].parts[][].id":               "lines[].parts[][].id",
		"labels{}.text":                      "labels{}.text",
		"labels.text":                        "labels{}.text",
		"payment.bic":                        "payment.bic",
		"payment.number":                     "payment.number",
		`"a.b"."c[]"`:                        `"a.b"."c[]"`,
		`"a.b".""`:                           `"a.b".""`,
		"parent.parent.customer.name":        "customer.name",
		".customer":                          "customer",
		"":                                   "",
		"nothing":                            "",
		"customer.nothing":                   "",
		`"a.b`:                               "",
		"customer.address.zip.code":          "",
		"[]":                                 "",
		"labels{}":                           "labels",
		"customer[].name":                    "customer.name",
		strings.Repeat("parent.", 255) + "x": "",
		strings.Repeat("parent.", 999) + "x": "",
	} {
		f, ok := schema.Lookup(root, path)
		if ok != (want != "") || f.Path != want {
			t.Errorf("Lookup(%.40q) = %q, %t; want %q", path, f.Path, ok, want)
		}
	}
	if _, ok := schema.Lookup(nil, "x"); ok {
		t.Error("found in nothing")
	}
}

func TestDoc(t *testing.T) {
	own := schema.Field{Description: "own", Type: &schema.Type{Description: "of the type", Deprecated: true}}
	if own.Doc() != "own" || !own.IsDeprecated() {
		t.Error("the field's own words come first")
	}
	own.Description = ""
	if own.Doc() != "of the type" {
		t.Error("then those of its type")
	}
	if none := (schema.Field{}); none.Doc() != "" || none.IsDeprecated() {
		t.Error("a field without a type has none")
	}
}

func TestFingerprint(t *testing.T) {
	print := func(text string) string {
		root, _ := loadText(t, text)
		return schema.Fingerprint(root)
	}
	base := `{"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "minLength": 1}, "b": {"$ref": "#/$defs/C"}}, "oneOf": [{"title": "x", "minProperties": 1}, {"maxProperties": 3}], "$defs": {"C": {"properties": {"c": {"$ref": "#/$defs/C"}}}}}`
	for name, same := range map[string]string{
		"texts":    strings.Replace(base, `"type": "object"`, `"type": "object", "title": "T", "description": "D", "examples": [{}], "x-y": 1, "default": {}`, 1),
		"order":    `{"oneOf": [{"maxProperties": 3}, {"minProperties": 1}], "properties": {"b": {"$ref": "#/$defs/C"}, "a": {"minLength": 1.0, "type": "string"}}, "required": ["a"], "type": "object", "$defs": {"C": {"properties": {"c": {"$ref": "#/$defs/C"}}}}}`,
		"names":    strings.ReplaceAll(base, "C", "Other"),
		"in place": strings.Replace(base, `"type": "string", "minLength": 1`, `"allOf": [{"type": "string"}, {"minLength": 1}]`, 1),
	} {
		if print(same) != print(base) {
			t.Errorf("%s: differs", name)
		}
	}
	for name, other := range map[string]string{
		"type":      strings.Replace(base, `"string"`, `"integer"`, 1),
		"required":  strings.Replace(base, `["a"]`, `["b"]`, 1),
		"limit":     strings.Replace(base, `"minLength": 1`, `"minLength": 2`, 1),
		"branch":    strings.Replace(base, `"maxProperties": 3`, `"maxProperties": 4`, 1),
		"name":      strings.Replace(base, `"c":`, `"d":`, 1),
		"closed":    strings.Replace(base, `"type": "object"`, `"type": "object", "additionalProperties": false`, 1),
		"recursion": strings.Replace(base, `{"c": {"$ref": "#/$defs/C"}}`, `{"c": {}}`, 1),
		"never":     `false`,
		"any":       `true`,
	} {
		if print(other) == print(base) {
			t.Errorf("%s: does not differ", name)
		}
	}
	if schema.Fingerprint(nil) != "" {
		t.Error("nothing has a fingerprint")
	}
}

func TestLoadNothing(t *testing.T) {
	for _, ref := range []catalog.SchemaRef{{}, {Path: "a.raml", Format: catalog.RAML}, {Text: "x", Format: catalog.OtherType}} {
		if root, diags := schema.Load(ref, nil); root != nil || diags != nil {
			t.Errorf("Load(%+v) = %v, %v", ref, root, diags)
		}
	}
}

func TestLoadUnreadable(t *testing.T) {
	files := catalog.Files{"schemas/order.json": {Path: "schemas/order.json"}, "order.avsc": {Path: "order.avsc"}}
	at := catalog.Pos{File: "events.yaml", Line: 3, Column: 5}
	for path, want := range map[string]string{
		"schemas/ordr.json":  "events.yaml:3:5: error: schema/invalid: the schema `schemas/ordr.json` cannot be read: it is in a file which is not there (did you mean `schemas/order.json`?)\n",
		"schemas/order.json": "events.yaml:3:5: error: schema/invalid: the schema `schemas/order.json` cannot be read: it is in a file which is not JSON or YAML that can be read\n",
		"order.avsc":         "events.yaml:3:5: error: schema/invalid: the Avro schema `order.avsc` cannot be read\n",
		"a/order.avsc":       "events.yaml:3:5: error: schema/invalid: the Avro schema `a/order.avsc` cannot be read (did you mean `order.avsc`?)\n",
		"order.proto":        "events.yaml:3:5: error: schema/invalid: the Protobuf schema `order.proto` cannot be read\n",
	} {
		root, diags := schema.Load(catalog.SchemaRef{Path: path, Pos: at}, files)
		if diff := cmp.Diff(want, diagnosticText(diags)); diff != "" || root != nil {
			t.Errorf("%s: %v -want +got:\n%s", path, root, diff)
		}
	}
}

func TestLoadPointer(t *testing.T) {
	files := catalog.Files{}
	for path, text := range map[string]string{
		"a.json":    `{"components": {"schemas": {"Order": {"type": "integer"}, "Alias": {"$ref": "#/components/schemas/Order"}}}}`,
		"dir/proto": `message A { string a = 1; }`,
	} {
		file := &catalog.File{Path: path, Data: []byte(text)}
		if path == "a.json" {
			file.Root = parseJSON(t, path, text)
		}
		files[path] = file
	}
	root, diags := schema.Load(catalog.SchemaRef{Path: "a.json", Pointer: "/components/schemas/Alias"}, files)
	if len(diags) > 0 || root.Name != "Order" || root.Ref != "a.json#/components/schemas/Order" {
		t.Errorf("%v, %v", describe(root, nil), diags)
	}
	_, diags = schema.Load(catalog.SchemaRef{Path: "a.json", Pointer: "/components/schemas/Ordr"}, files)
	want := "a.json: error: ref/pointer: the pointer `/components/schemas/Ordr` leads nowhere in `a.json` (did you mean `a.json#/components/schemas/Order`?)\n"
	if diff := cmp.Diff(want, diagnosticText(diags)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	root, diags = schema.Load(catalog.SchemaRef{Path: "dir/proto", Format: catalog.Protobuf}, files)
	if len(diags) > 0 || root.Name != "A" {
		t.Errorf("%v, %v", describe(root, nil), diags)
	}
}
