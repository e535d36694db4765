package build

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
)

// flood is a small or a large catalog that would cost a careless reader far more than its size.
type flood struct {
	name string
	// code is what must be reported, at a place in a file; "" is a catalog that is only large.
	code  catalog.Code
	files map[string]string
}

// lines writes n lines after a pattern that is given their number.
func lines(n int, pattern string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, pattern, i)
	}
	return b.String()
}

// schemaOf is a catalog with one event of the schema.
func schemaOf(name, text string) map[string]string {
	return map[string]string{"a.yaml": "events: {e: {schema: " + name + "}}\n", name: text}
}

// described is a catalog with one event of the description.
func described(text string) map[string]string {
	return map[string]string{"e.md": "---\nkind: event\nid: e\n---\n" + text}
}

func one(text string) map[string]string { return map[string]string{"a.yaml": text} }

func laughs(item string) string {
	var b strings.Builder
	b.WriteString("services: {s: {x-a0: &a0 [x]\n")
	for i := 1; i <= 9; i++ {
		fmt.Fprintf(&b, ", x-a%d: &a%d %s\n", i, i, fmt.Sprintf(item, i-1))
	}
	return b.String() + "}}\n"
}

func yamlFloods() []flood {
	rep := strings.Repeat
	return []flood{
		{"laughing lists", catalog.SyntaxAlias, one(laughs("[*a%[1]d, *a%[1]d, *a%[1]d, *a%[1]d, *a%[1]d, *a%[1]d, *a%[1]d, *a%[1]d, *a%[1]d]"))},
		{"laughing mappings", catalog.SyntaxAlias, one(laughs("{a: *a%[1]d, b: *a%[1]d, c: *a%[1]d, d: *a%[1]d, e: *a%[1]d, f: *a%[1]d, g: *a%[1]d}"))},
		{"an alias of itself", catalog.SyntaxAlias, one("services: {s: {x-a: &a [*a]}}\n")},
		{"a merge of itself", catalog.SyntaxAlias, one("services: {s: {x-a: &a {<<: *a}}}\n")},
		{"aliases of a long text", catalog.SyntaxAlias, one("x-a: &a " + rep("N", 250_000) + "\nservices:\n  s: {name: S, tags: [" + rep("*a,", 900) + "]}\n")},
		{"names that are aliases", catalog.SyntaxAlias, one("x-a: &a " + rep("N", 250_000) + "\nservices:\n" + lines(90, "  s%d: {name: *a}\n"))},
		{"an id of 3 MB", catalog.SyntaxLimit, map[string]string{"a.json": `{"services": {"` + rep("i", 3<<20) + `": {"name": "x"}, "s": {"name": "s"}}}`}},
		{"a name of 1 MB", catalog.SyntaxLimit, one("services:\n" + lines(20, "  s%d: {produces: [e]}\n") + "  z: {name: " + rep("N", 1<<20) + ", produces: [e]}\n")},
		{"a name of 100 kB", catalog.FormatValue, one("services:\n" + lines(50, "  s%d: {produces: [e]}\n") + "  z: {name: " + rep("N", 100<<10) + ", produces: [e]}\n")},
		{"a reference of 100 kB", catalog.FormatReference, one("services: {s: {produces: [" + rep("e", 100<<10) + "]}}\n")},
		{"brackets", catalog.SyntaxDepth, one("services: {s: {x-a: " + rep("[", 1<<20))},
		{"braces in JSON", catalog.SyntaxDepth, map[string]string{"a.json": `{"services": {"s": {"x-a": ` + rep(`{"a":`, 1<<17) + "1" + rep("}", 1<<17) + `}}}`}},
		{"100,000 keys", "", map[string]string{"a.json": `{"services": {"s": {"x-a": {` + strings.TrimSuffix(lines(100_000, `"k%d":1,`), ",") + `}}}}`}},
		{"50,000 anchors", "", one("services:\n  s:\n    x-a:\n" + lines(50_000, "    - &a%d 1\n"))},
		{"a text of 4 MB", catalog.SyntaxLimit, one("services: {s: {description: " + rep("x ", 400_000) + "}}\n")},
		{"numbers without end", "", one("services: {s: {x-a: 1e999999999, x-b: " + rep("9", 200_000) + "}}\n")},
		{"tags that run", catalog.SyntaxTag, one("services: {s: {name: !!python/object/apply:os.system 'id'}}\n")},
		{"one line with hundreds of problems", catalog.FormatKey, one("services: {" + lines(300, "s%d: {bogus: x, name: "+rep("y", 290)+"},") + "}\n")},
		{"one definition in 300 files", catalog.IDDuplicate, many(300, "d%d.yaml", "events: {e: {name: x}}\n")},
		{"everything in a circle", catalog.RefCycle, one(circles)},
	}
}

func many(n int, name, text string) map[string]string {
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf(name, i)] = text
	}
	return files
}

const circles = `
domains: {a: {parent: b}, b: {parent: a}, c: {parent: c}, d: {parent: a}}
systems: {s: {domain: a}}
services: {v: {domain: c, system: s, calls: [v], produces: [e], consumes: [{message: e, triggers: [e]}]}}
events: {e: {domain: b, deprecated: {replacedBy: e}}}
channels: {x: {routes: [x, y], carries: [e]}, y: {routes: [x]}}
decisions: {p: {supersedes: [q]}, q: {supersedes: [p]}}
queries: {q: {replies: [q]}}
entities: {m: {references: [m], properties: {a: {references: m}}}}
flows: {f: {steps: [{id: a, resource: 'flow:f', then: [a]}]}}
`

func schemaFloods() []flood {
	rep := strings.Repeat
	long := rep("f", 4000)
	deep := `{"type":"object","properties":{` + strings.TrimSuffix(lines(400, `"p%d":{"type":"string"},`), ",") + `}}`
	for range 45 {
		deep = `{"type":"object","properties":{"` + long + `":` + deep + `}}`
	}
	ring := many(300, "s%d.json", "")
	for i := range 300 {
		ring[fmt.Sprintf("s%d.json", i)] = fmt.Sprintf(`{"type":"object","properties":{"n":{"$ref":"s%d.json"}}}`, (i+1)%300)
	}
	ring["a.yaml"] = "events: {e: {schema: s0.json}}\n"
	missing := many(800, "schema-%d-with-the-long-name.txt", "x")
	missing["a.yaml"] = "events:\n" + lines(120, "  e%[1]d: {schema: schemaz-%[1]d-with-a-long-name.json}\n")
	return []flood{
		{"a reference to itself", "", schemaOf("s.json", `{"$ref":"#"}`)},
		{"references in a ring of files", "", ring},
		{"references to files that are not there", catalog.FileMissing, missing},
		{"a chain of 10,000 references", "", schemaOf("s.json", `{"$ref":"#/$defs/d0","$defs":{`+chain(10_000)+`"d10000":{"type":"string"}}}`)},
		{"a diamond of 25 levels", "", schemaOf("s.json", `{"$ref":"#/$defs/d0","$defs":{`+diamond(25)+`"d25":{"type":"string"}}}`)},
		{"5,000 parts", "", schemaOf("s.json", `{"allOf":[`+strings.TrimSuffix(lines(5000, `{"type":"object","properties":{"p%d":{"enum":["a","b"]}}},`), ",")+`]}`)},
		{"100,000 values", "", schemaOf("s.json", `{"type":"object","properties":{"a":{"enum":[`+strings.TrimSuffix(lines(100_000, `"v%d",`), ",")+`]}}}`)},
		{"long names, nested", "", schemaOf("s.json", deep)},
		{"numbers without end", "", schemaOf("s.json", `{"type":"object","required":["a","b","c","d"],"properties":{"a":{"type":"number","minimum":1e999999999,"maximum":-1e999999999},"b":{"type":"integer","multipleOf":1e-999999999},"c":{"type":"string","minLength":2000000000},"d":{"type":"array","minItems":1000000000,"items":{"type":"string"}}}}`)},
		{"patterns that backtrack", "", one("events: {e: {schema: {type: object, properties: {a: {type: string, pattern: '(a+)+$'}, b: {type: string, pattern: '(x{1000}){1000}'}}}, examples: [{payload: {a: '" + rep("a", 100_000) + "!'}}]}}\n")},
		{"messages in messages", catalog.SchemaInvalid, schemaOf("s.proto", `syntax="proto3";`+rep("message a{", 90_000)+rep("}", 90_000))},
		{"options in options", catalog.SchemaInvalid, schemaOf("s.proto", `syntax="proto3"; message m { option (x) = `+rep("{a:", 200_000)+rep("}", 200_000)+"; }")},
		{"Protobuf that is none", catalog.SchemaInvalid, schemaOf("s.proto", "message { <script>")},
		{"Avro in Avro", catalog.SyntaxDepth, schemaOf("s.avsc", rep(`{"type":"array","items":`, 5000)+`"int"`+rep("}", 5000))},
		{"Avro that is none", catalog.SchemaRefMissing, schemaOf("s.avsc", `{"type":"<script>__pwn=1</script>","name":"\u0000"}`)},
		{"Avro with hostile names", "", schemaOf("s.avsc", `{"type":"record","name":"<script>","doc":"<img src=x onerror=__pwn=1>","fields":[{"name":"\"><svg onload=__pwn=1>","type":["null","<script>"],"doc":"[x](javascript:__pwn=1)","default":"</script>"}]}`)},
	}
}

func chain(n int) string { return numbered(n, `"d%d":{"$ref":"#/$defs/d%d"},`) }

func diamond(n int) string {
	return numbered(n, `"d%d":{"type":"object","properties":{"l":{"$ref":"#/$defs/d%[2]d"},"r":{"$ref":"#/$defs/d%[2]d"}}},`)
}

// numbered writes n entries after a pattern that is given their number and the next.
func numbered(n int, pattern string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, pattern, i, i+1)
	}
	return b.String()
}

func textFloods() []flood {
	rep := strings.Repeat
	var steps strings.Builder
	var then []string
	for i := range 200 {
		then = append(then, fmt.Sprintf("s%d", i))
	}
	for i := range 200 {
		fmt.Fprintf(&steps, "      - {id: s%d, actor: A, does: x, then: [%s]}\n", i, strings.Join(then, ","))
	}
	return []flood{
		{"a table of 2,000 columns", catalog.DocsLimit, described(rep("|a", 2000) + "|\n" + rep("|-", 2000) + "|\n" + rep("|x|\n", 2000))},
		{"pictures that do not end", "", described(rep("![](", 16_000))},
		{"brackets", "", described(rep("[", 60_000))},
		{"quotes in quotes", catalog.DocsLimit, described(rep(">", 60_000))},
		{"lists in lists", "", described(staircase(1000))},
		{"definitions of links", "", described(lines(4000, "[r%d]: x\n") + rep("[r]", 2000))},
		{"comments", "", described(rep("<!-- -->", 8000))},
		{"headings of one name", "", described(rep("# a\n", 16_000))},
		{"emphasis", "", described(rep("*a _b ", 10_000))},
		{"raw HTML", catalog.DocsRawHTML, described("a <script>__pwn=1</script> b")},
		{"a link that runs", catalog.DocsURL, described("[x](javascript:__pwn=1)")},
		{"a page over the limit", "", one("services: {s: {badges: [" + rep("\""+rep("'", 250_000)+"\",", 15) + "]}}\n")},
		{"a flow where everything follows everything", "", one("flows:\n  f:\n    steps:\n" + steps.String())},
	}
}

func staircase(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", min(2*i, 60)) + "- a\n")
	}
	return b.String()
}

// TestHostileFloods builds the site of each; the limit is that of what a site of so small a catalog can need.
func TestHostileFloods(t *testing.T) {
	const mostOutput = 48 << 20
	for _, f := range slices.Concat(yamlFloods(), schemaFloods(), textFloods()) {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			src, pages := attacked(t, write(t, f.files))
			size := 0
			for _, data := range pages {
				size += len(data)
			}
			if size > mostOutput {
				t.Errorf("the site has %d bytes", size)
			}
			if f.code != "" {
				checkReported(t, src, f.code)
			}
			checkHostile(t, pages)
		})
	}
}

// checkReported asks for a problem of a code with a place.
func checkReported(t *testing.T, src *Source, code catalog.Code) {
	t.Helper()
	i := slices.IndexFunc(src.Diagnostics, func(d catalog.Diagnostic) bool { return d.Code == code })
	if i < 0 {
		list := slices.Compact(slices.Sorted(slices.Values(codes(src.Diagnostics))))
		t.Errorf("%s is not reported, but %v", code, list)
		return
	}
	if pos := src.Diagnostics[i].Pos; !pos.IsValid() {
		t.Errorf("%s is reported without a place", code)
	}
}
