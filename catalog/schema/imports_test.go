package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

func parseJSON(t testing.TB, path, text string) *catalog.Node {
	t.Helper()
	root, diags := syntax.Parse(path, []byte(text))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return root
}

func TestImports(t *testing.T) {
	for _, test := range []struct{ name, path, text, want string }{
		{
			"references", "schemas/order.json", `{
				"properties": {
					"a": {"$ref": "money.json"}, "b": {"$ref": "./money.json#/x"}, "c": {"$ref": "../common/a%20b.yaml#/y"},
					"own": {"$ref": "#/z"}, "self": {"$ref": "order.json#/z"},
					"values": {"examples": [{"$ref": "no.json"}], "default": {"$ref": "no.json"}, "const": {"$ref": "no.json"}},
					"odd": {"$ref": 3}, "list": {"oneOf": [{"$ref": "proto/x.proto"}]}
				}
			}`,
			"schemas/money.json at schemas/order.json:3:20\ncommon/a b.yaml at schemas/order.json:3:83\nschemas/proto/x.proto at schemas/order.json:6:54\n",
		},
		{
			"refused", "order.json", `{"a": {"$ref": "../x.json"}, "b": {"$ref": "https://example.com/x"}, "c": {"$ref": "/etc/passwd"}}`,
			"order.json:1:16: error: file/outside-root: the reference `../x.json` leads outside the source folder\n" +
				"order.json:1:44: warning: ref/remote: the reference `https://example.com/x` leads to a URL, and nothing is fetched (keep a copy of the schema in the catalog and refer to that)\n" +
				"order.json:1:84: error: file/outside-root: the reference `/etc/passwd` leads outside the source folder\n",
		},
		{"an $id of its own", "order.json", `{"$id": "https://example.com/o", "a": {"$ref": "https://example.com/o#/x"}}`, ""},
		{"Avro", "order.avsc", `{"type": "record", "name": "A", "fields": [{"name": "b", "type": "B"}]}`, ""},
		{
			"beside", "proto/order.proto", "import \"money.proto\";\nimport public \"google/protobuf/any.proto\";\nimport \"money.proto\";",
			"proto/money.proto at proto/order.proto:1:1\n",
		},
		{"by package", "proto/acme/v1/order.proto", "package acme.v1;\nimport \"common/money.proto\";", "proto/common/money.proto at proto/acme/v1/order.proto:2:1\n"},
		{"by package at the root", "acme/v1/order.proto", "package acme.v1;\nimport \"common/money.proto\";", "common/money.proto at acme/v1/order.proto:2:1\n"},
		{"by first folder", "proto/acme/v1/order.proto", "import \"acme/money.proto\";", "proto/acme/money.proto at proto/acme/v1/order.proto:1:1\n"},
		{"outside", "order.proto", "import \"../money.proto\";", "order.proto:1:1: error: file/outside-root: the import `../money.proto` leads outside the source folder\n"},
		{"unreadable", "order.proto", "message {", "order.proto:1:9: error: schema/invalid: the Protobuf schema cannot be read: found \"{\" but expected [message identifier]\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := &catalog.File{Path: test.path, Data: []byte(test.text)}
			if !strings.HasSuffix(test.path, ".proto") {
				file.Root = parseJSON(t, test.path, test.text)
			}
			imports, diags := schema.Imports(file)
			var b strings.Builder
			for _, i := range imports {
				fmt.Fprintf(&b, "%s at %s\n", i.Path, i.Pos)
			}
			b.WriteString(diagnosticText(diags))
			if diff := cmp.Diff(test.want, b.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if imports, diags := schema.Imports(nil); imports != nil || diags != nil {
		t.Error("nothing imports nothing")
	}
}
