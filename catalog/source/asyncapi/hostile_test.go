package asyncapi

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/eventatlas/eventatlas/catalog"
)

const head = "asyncapi: 3.0.0\ninfo: { title: Hostile, version: '1' }\n"

// hostile are documents that cost a careless reader for ever.
func hostile() map[string]string {
	return map[string]string{
		"chain":              chain(10_000),
		"chain of walks":     walks(10_000),
		"chain of schemas":   schemaChain(10_000),
		"diamond":            diamond(20, "properties: { a: { $ref: '#/components/schemas/S%d' }, b: { $ref: '#/components/schemas/S%d' } }"),
		"diamond of allOf":   diamond(20, "allOf: [ { $ref: '#/components/schemas/S%d' }, { $ref: '#/components/schemas/S%d' } ]"),
		"diamond of oneOf":   diamond(20, "oneOf: [ { $ref: '#/components/schemas/S%d' }, { $ref: '#/components/schemas/S%d' } ]"),
		"self":               head + "components: { schemas: { A: { $ref: '#/components/schemas/A' } } }",
		"allOf self":         one("{ allOf: [ { $ref: '#/components/schemas/P' } ], default: 1 }"),
		"cycles":             cycles(400),
		"all of everything":  complete(60),
		"wide enum":          one("{ enum: [" + strings.Repeat("1, ", 10_000) + "2], default: 3 }"),
		"wide allOf":         one("{ allOf: [" + strings.Repeat("{ type: string }, ", 5_000) + "{}], default: 3 }"),
		"slow pattern":       one("{ type: string, pattern: '(?=x)(a+)+$', default: '" + strings.Repeat("a", 60) + "b' }"),
		"broken pattern":     one("{ type: string, pattern: '(', default: x }"),
		"number":             one("{ multipleOf: 1e-999999999, default: 1e999999999, maximum: " + strings.Repeat("9", 100_000) + " }"),
		"self in trait":      head + "channels: { a: { messages: { m: { traits: [ { $ref: '#/channels/a/messages/m' } ] } } } }",
		"traits of diamonds": traitDiamond(20),
		"example cycle":      head + "channels: { a: { messages: { m: { examples: [ { $ref: '#/channels/a/messages/m/examples/0' } ] } } } }",
		"many channels":      many(3_000),
		"many names":         manyNames(20_000),
		"many dangling":      manyDangling(20_000),
		"all messages of it": product(5_000, 5_000),
		"all servers of it":  servers(5_000, 5_000),
		"shared trait":       sharedTrait(5_000, 2_000),
		"ring":               ring(10_000),
		"answers":            answers(5_000),
		"dear examples":      dear(2_000),
	}
}

func one(schema string) string {
	return head + "channels: { a: { messages: { m: { payload: { $ref: '#/components/schemas/P' } } } } }\ncomponents: { schemas: { P: " + schema + " } }"
}

func chain(n int) string {
	var b strings.Builder
	b.WriteString(head + "channels: { a: { messages: { m: { $ref: '#/components/messages/M0' } } } }\ncomponents:\n  messages:\n")
	for i := range n {
		fmt.Fprintf(&b, "    M%d: { $ref: '#/components/messages/M%d' }\n", i, i+1)
	}
	fmt.Fprintf(&b, "    M%d: { payload: {} }\n", n)
	return b.String()
}

func walks(n int) string {
	var b strings.Builder
	b.WriteString(head + "channels: { a: { messages: { m: { $ref: '#/components/messages/M0' } } } }\ncomponents:\n  messages:\n")
	for i := range n {
		fmt.Fprintf(&b, "    M%d: { $ref: '#/components/messages/M%d/payload' }\n", i, i+1)
	}
	return b.String()
}

func schemaChain(n int) string {
	var b strings.Builder
	b.WriteString(head + "channels: { a: { messages: { m: { payload: { $ref: '#/components/schemas/S0' } } } } }\ncomponents:\n  schemas:\n")
	for i := range n {
		fmt.Fprintf(&b, "    S%d: { properties: { x: { $ref: '#/components/schemas/S%d' } }, default: { x: 1 } }\n", i, i+1)
	}
	fmt.Fprintf(&b, "    S%d: {}\n", n)
	return b.String()
}

func diamond(n int, form string) string {
	var b strings.Builder
	b.WriteString(head + "channels: { a: { messages: { m: { payload: { $ref: '#/components/schemas/S0' }, headers: { $ref: '#/components/schemas/S1' } } } } }\ncomponents:\n  schemas:\n")
	for i := range n {
		fmt.Fprintf(&b, "    S%d: { default: { a: { b: { a: { b: 1 } } } }, "+form+" }\n", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "    S%d: { type: string }\n", n)
	return b.String()
}

// cycles makes one large strongly connected component.
func cycles(n int) string {
	var b strings.Builder
	b.WriteString(head + "channels: { a: { messages: { m: { payload: { $ref: '#/components/schemas/S0' } } } } }\ncomponents:\n  schemas:\n")
	for i := range n {
		fmt.Fprintf(&b, "    S%d: { properties: { x: { $ref: '#/components/schemas/S%d' }, y: { $ref: '#/components/schemas/S%d' } } }\n", i, (i+1)%n, (i*7+3)%n)
	}
	return b.String()
}

// complete makes every schema refer to every other.
func complete(n int) string {
	var b strings.Builder
	b.WriteString(head + "components:\n  schemas:\n")
	for i := range n {
		fmt.Fprintf(&b, "    S%d: { default: { a: [ { a: [ 1 ] } ] }, anyOf: [", i)
		for j := range n {
			if j != i {
				fmt.Fprintf(&b, "{ properties: { a: { items: { $ref: '#/components/schemas/S%d' } } } }, ", j)
			}
		}
		b.WriteString("{}] }\n")
	}
	return b.String()
}

func traitDiamond(n int) string {
	var b strings.Builder
	b.WriteString(head + "channels: { a: { messages: { m: { headers: { $ref: '#/components/schemas/S0' }, traits: [ { headers: { $ref: '#/components/schemas/T0' } } ] } } } }\ncomponents:\n  schemas:\n")
	for _, name := range []string{"S", "T"} {
		for i := range n {
			fmt.Fprintf(&b, "    %s%d: { properties: { a: { $ref: '#/components/schemas/%s%d' }, b: { $ref: '#/components/schemas/%s%d' } } }\n", name, i, name, i+1, name, i+1)
		}
		fmt.Fprintf(&b, "    %s%d: { type: string }\n", name, n)
	}
	return b.String()
}

func many(n int) string {
	var b strings.Builder
	b.WriteString(head + "channels:\n")
	for i := range n {
		fmt.Fprintf(&b, "  c%d: { address: c, messages: { error: { payload: { type: object, maximum: %d } } } }\n", i, i)
	}
	return b.String()
}

func manyNames(n int) string {
	var b strings.Builder
	b.WriteString(head + "channels:\n  c:\n    address: c\n    messages:\n")
	for i := range n {
		fmt.Fprintf(&b, "      m%d: { name: same, payload: { maximum: %d } }\n", i, i)
	}
	return b.String()
}

func manyDangling(n int) string {
	var b strings.Builder
	b.WriteString(head + "components:\n  schemas:\n")
	for i := range n {
		fmt.Fprintf(&b, "    Schema%d: { $ref: '#/components/schemas/Scheme%d' }\n", i, i)
	}
	return b.String()
}

func product(operations, messages int) string {
	var b strings.Builder
	b.WriteString(head + "channels:\n  c:\n    address: c\n    messages:\n")
	for i := range messages {
		fmt.Fprintf(&b, "      m%d: {}\n", i)
	}
	b.WriteString("operations:\n")
	for i := range operations {
		fmt.Fprintf(&b, "  o%d: { action: send, channel: { $ref: '#/channels/c' } }\n", i)
	}
	return b.String()
}

func servers(servers, channels int) string {
	var b strings.Builder
	b.WriteString(head + "servers:\n")
	for i := range servers {
		fmt.Fprintf(&b, "  s%d: { host: h%d, protocol: mqtt }\n", i, i)
	}
	b.WriteString("channels:\n")
	for i := range channels {
		fmt.Fprintf(&b, "  c%d: { address: a%d }\n", i, i%7)
	}
	return b.String()
}

func sharedTrait(messages, fields int) string {
	var b strings.Builder
	b.WriteString(head + "channels:\n  c:\n    address: c\n    messages:\n")
	for i := range messages {
		fmt.Fprintf(&b, "      m%d: { traits: [ { $ref: '#/components/messageTraits/t' } ] }\n", i)
	}
	b.WriteString("components:\n  messageTraits:\n    t:\n")
	for i := range fields {
		fmt.Fprintf(&b, "      x-f%d: 1\n", i)
	}
	return b.String()
}

func ring(n int) string {
	var b strings.Builder
	b.WriteString(head + "components:\n  schemas:\n")
	for i := range n {
		fmt.Fprintf(&b, "    S%d: { default: 1, not: { $ref: '#/components/schemas/S%d' } }\n", i, (i+1)%n)
	}
	return b.String()
}

// dear gives many examples of a schema that each take long to check.
func dear(n int) string {
	text := diamond(14, "allOf: [ { $ref: '#/components/schemas/S%d' }, { $ref: '#/components/schemas/S%d' } ]")
	return text + "    Many: { $ref: '#/components/schemas/With' }\n    With: { allOf: [ { $ref: '#/components/schemas/S0' } ], examples: [" +
		strings.Repeat("{ a: 1 }, ", n) + "{}] }\n"
}

func answers(n int) string {
	var b strings.Builder
	b.WriteString(head + "channels:\n  c:\n    address: c\n    messages:\n")
	for i := range n {
		fmt.Fprintf(&b, "      m%d: {}\n", i)
	}
	b.WriteString("operations:\n  o: { action: send, channel: { $ref: '#/channels/c' }, reply: { channel: { $ref: '#/channels/c' } } }\n")
	return b.String()
}

// patience is far more than any of the documents takes on a machine with nothing else to do, which is well under a second, and
// far less than what their references would take written out.
const patience = 20 * time.Second

// TestHostile reads each of the documents in a bounded time.
func TestHostile(t *testing.T) {
	if _, err := specification(version{3, 0}); err != nil {
		t.Fatal(err)
	}
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			f, spec := assemble(t, fstest.MapFS{"a.yaml": {Data: []byte(text)}}, "a.yaml", Options{})
			if spec == nil {
				t.Fatalf("not read: %v", f.Diagnostics)
			}
			if took := time.Since(start); took > patience {
				t.Errorf("took %v", took)
			} else {
				t.Logf("%v, %d diagnostics", took, len(f.Diagnostics))
			}
		})
	}
}

// TestOutside keeps every spelling of a way out of the root from being asked for.
func TestOutside(t *testing.T) {
	for _, ref := range []string{
		"../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "FILE:///etc/passwd", "..%2f..%2fetc/passwd", "%2e%2e/%2e%2e/x",
		`..\..\x`, `C:\x`, "C:/x", `\\host\share`, "a/./../../../b", "x%00.yaml", "%2fetc%2fpasswd", "docs/../../../x",
	} {
		if a := parseRef(ref, "docs/a.yaml"); a.fate != outside {
			t.Errorf("%s leads to %q (%d), want outside", ref, a.file, a.fate)
		}
	}
	for _, ref := range []string{"http://169.254.169.254/", "https://a.example/b", "//host/x", "ftp://a/b", "data:,x", "HTTP://a"} {
		if a := parseRef(ref, "docs/a.yaml"); a.fate != remote {
			t.Errorf("%s leads to %q (%d), want remote", ref, a.file, a.fate)
		}
	}
	for ref, want := range map[string]address{
		"x.yaml":            {file: "docs/x.yaml"},
		"./x%20y.yaml#/a":   {file: "docs/x y.yaml", pointer: "/a"},
		"../x.yaml":         {file: "x.yaml"},
		"#/a~1b/%7Bc%7D":    {file: "docs/a.yaml", pointer: "/a~1b/{c}"},
		"%252e%252e/x.yaml": {file: "docs/%2e%2e/x.yaml"},
		"#":                 {file: "docs/a.yaml"},
	} {
		if got := parseRef(ref, "docs/a.yaml"); got != want {
			t.Errorf("%s leads to %+v, want %+v", ref, got, want)
		}
	}
}

// TestFingerprint keeps equal schemas equal however they are written down, and different ones different.
func TestFingerprint(t *testing.T) {
	sum := func(text string) string {
		_, spec := assemble(t, fstest.MapFS{"a.yaml": {Data: []byte(head + text)}}, "a.yaml", Options{})
		return spec.Messages[0].Fingerprint
	}
	message := "channels: { a: { messages: { m: { payload: "
	end := " } } } }\n"
	tree := "components: { schemas: { T: { title: Tree, type: object, properties: { kids: { type: array, items: { $ref: '#/components/schemas/T' } } } } } }"
	alias := "components: { schemas: { T: { $ref: '#/components/schemas/U' }, U: { type: object, properties: { kids: { items: { $ref: '#/components/schemas/T' }, type: array } } } } }"
	same := []string{
		message + "{ $ref: '#/components/schemas/T' }" + end + tree,
		message + "{ $ref: '#/components/schemas/T' }" + end + alias,
	}
	if a, b := sum(same[0]), sum(same[1]); a != b {
		t.Errorf("a recursive schema and the same through another reference differ: %s, %s", a, b)
	}
	flat := map[string]string{}
	for _, schema := range []string{
		"{ type: string }", "{ type: number }", "{ type: array, items: { type: string } }", "{ type: array, items: [ { type: string } ] }",
		"{ properties: { title: { type: string } } }", "{ properties: { description: { type: string } } }", "{ enum: [a, b] }", "{ const: a }", "true",
	} {
		s := sum(message + schema + end)
		if other, ok := flat[s]; ok {
			t.Errorf("%s and %s have one fingerprint", schema, other)
		}
		flat[s] = schema
	}
	if a, b := sum(message+"{ enum: [a, b], description: x }"+end), sum(message+"{ title: y, enum: [b, a], x-z: 1 }"+end); a != b {
		t.Errorf("texts and order count: %s, %s", a, b)
	}
}

// TestUnchanged keeps Assemble from changing what it is given.
func TestUnchanged(t *testing.T) {
	file, files, _ := openFolder(t, fstest.MapFS{"a.yaml": {Data: []byte(diamond(4, "allOf: [ { $ref: '#/components/schemas/S%d' }, { $ref: '#/components/schemas/S%d' } ]"))}}, "a.yaml")
	f := Decode(file, Options{})
	before := file.Root.Hash()
	first := dumpResources(Assemble(f, files, Options{}))
	second := dumpResources(Assemble(f, files, Options{}))
	if first != second || file.Root.Hash() != before || len(f.Resources) != 0 {
		t.Error("a second reading differs from the first, or the input has changed")
	}
	if _, ok := files["b.yaml"]; ok || len(files) != 1 {
		t.Error("the files have changed")
	}
}

// TestDetect keeps the key, not the version, as the sign.
func TestDetect(t *testing.T) {
	file, _, _ := openFolder(t, fstest.MapFS{"a.yaml": {Data: []byte("asyncapi: 9.9.9")}}, "a.yaml")
	if !Detect(file.Root) || Detect(nil) || Detect(catalog.NewMap(catalog.Pos{}, nil)) {
		t.Error("Detect looks at something else than the key")
	}
}
