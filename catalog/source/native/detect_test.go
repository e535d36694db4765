package native_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog/source/native"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

func TestDetect(t *testing.T) {
	for text, want := range map[string]bool{
		"services: {a: {name: A}}":                     true,
		"version: 3\nservices: {a: {name: A}}":         true,
		"services: {a: {naem: A}}":                     true,
		"evnts: {a: {name: A}}":                        true,
		"events: {a: }":                                true,
		"events:":                                      true,
		"$schema: x\nx-a: 1\nevents: {}":               true,
		`{"events": {"a": {"schema": "a.json"}}}`:      true,
		"version: 3\nservices: {web: {image: nginx}}":  false,
		"services: {web: {image: nginx}}":              false,
		"events: [a]":                                  false,
		"name: CI\non: push\njobs: {}":                 false,
		"asyncapi: 3.0.0\nchannels: {a: {address: x}}": false,
		"openapi: 3.0.0\nevents: {a: {name: x}}":       false,
		"kind: Deployment\nmetadata: {name: x}":        false,
		"x-a: 1":                                       false,
		"{}":                                           false,
		"- services":                                   false,
		"":                                             false,
	} {
		root, _ := syntax.Parse("a.yaml", []byte(text))
		if got := native.Detect(root); got != want {
			t.Errorf("Detect(%q) = %v", text, got)
		}
	}
}

// TestSchemaDescribes holds that an editor has a sentence to show for every key, and that the bytes are always the same.
func TestSchemaDescribes(t *testing.T) {
	data := native.JSONSchema()
	if !bytes.Equal(data, native.JSONSchema()) {
		t.Error("the schema is not the same twice")
	}
	var doc struct {
		Properties  map[string]struct{ Description string }
		Definitions map[string]struct {
			Description string
			Properties  map[string]map[string]any
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Properties) != 15 || len(doc.Definitions) < 30 {
		t.Errorf("%d sections, %d definitions", len(doc.Properties), len(doc.Definitions))
	}
	for name, d := range doc.Definitions {
		if !strings.HasSuffix(d.Description, ".") {
			t.Errorf("%s has no description", name)
		}
		for key, p := range d.Properties {
			text, _ := p["description"].(string)
			if _, elsewhere := p["$ref"]; !elsewhere && !strings.HasSuffix(text, ".") {
				t.Errorf("%s.%s has no description", name, key)
			}
		}
	}
}
