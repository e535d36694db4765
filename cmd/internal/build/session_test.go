package build

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog/load"
)

// scripts is how many random edit scripts are tried, and how many edits one has: EVENTATLAS_SCRIPTS long ones, else enough short ones to find
// what is often wrong.
func scripts(t *testing.T) (n, edits int) {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("EVENTATLAS_SCRIPTS")); err == nil {
		return n, 5
	}
	if testing.Short() {
		return 15, 1
	}
	return 60, 1
}

// TestSessionEqualsFreshBuild edits a catalog at random and holds, after each edit, the site of one session to that of a fresh build, byte for
// byte, and the inputs that a build names to what is on the disk.
func TestSessionEqualsFreshBuild(t *testing.T) {
	t.Parallel()
	n, edits := scripts(t)
	for seed := range n {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, uint64(seed))
			session := NewSession(e.dir, "")
			if _, err := session.Read(t.Context()); err != nil {
				t.Fatal(err)
			}
			for range edits + seed%2 {
				what := e.edit()
				if compare(t, session, e.dir, what); t.Failed() {
					return
				}
			}
		})
	}
}

// compare builds with the session and afresh.
func compare(t *testing.T, session *Session, dir, what string) {
	t.Helper()
	type outcome struct {
		files       map[string][]byte
		diagnostics string
		err         string
	}
	run := func(s *Session) (o outcome, inputs load.Inputs) {
		src, err := s.Read(t.Context())
		if err != nil {
			return outcome{err: err.Error()}, nil
		}
		tree, err := s.Site(src)
		if err != nil {
			return outcome{err: err.Error()}, src.Inputs
		}
		return outcome{files: content(t, tree), diagnostics: fmt.Sprint(src.Diagnostics)}, src.Inputs
	}
	got, inputs := run(session)
	fresh := NewSession(dir, "")
	fresh.History = session.History
	want, _ := run(fresh)
	if got.err != want.err || got.diagnostics != want.diagnostics {
		t.Errorf("%s: the session says %s %s, a fresh build %s %s", what, got.err, got.diagnostics, want.err, want.diagnostics)
	}
	for _, name := range slices.Sorted(maps.Keys(want.files)) {
		if !bytes.Equal(got.files[name], want.files[name]) {
			t.Errorf("%s: %s of the session is not that of a fresh build", what, name)
			return
		}
	}
	if len(got.files) != len(want.files) {
		t.Errorf("%s: the session has %d files, a fresh build %d", what, len(got.files), len(want.files))
	}
	for name, sum := range inputs {
		if Sum(name) != sum {
			t.Errorf("%s: the build saw %s otherwise than it is", what, name)
		}
	}
}

// editor changes a small catalog as people do, at random but the same for the same seed.
type editor struct {
	t      *testing.T
	dir    string
	random *rand.Rand
	count  int
	broken map[string][]byte // what stood in the files that were broken
}

func newEditor(t *testing.T, seed uint64) *editor {
	t.Helper()
	e := &editor{t: t, dir: t.TempDir(), random: rand.New(rand.NewPCG(seed, 1)), broken: map[string][]byte{}}
	e.write("frame.yaml", "domains:\n  sales: {name: Sales, owners: [team:one]}\nteams:\n  one: {name: One}\n  two: {name: Two}\n")
	e.write("schemas/order.json", `{"type": "object", "properties": {"id": {"type": "string"}, "to": {"$ref": "address.json"}}}`)
	e.write("schemas/address.json", `{"type": "object", "properties": {"city": {"type": "string"}}}`)
	e.avro()
	for i := range 2 {
		e.write(fmt.Sprintf("apis/api%d.yaml", i), e.api(i))
	}
	e.write("apis/common.yaml", "Placed: {summary: Once, payload: {$ref: ../schemas/order.json}}\n")
	e.write("docs/start.md", "# Start\n\nSee [the first](event:event-0).\n")
	for i := range 3 {
		e.write(fmt.Sprintf("parts/s%d.yaml", i), e.service(i))
	}
	return e
}

// service is the text of a service with an event that another one reads.
func (e *editor) service(i int) string {
	schemas := []string{"../schemas/order.json", "../schemas/thing.avsc", "{type: object, properties: {n: {type: string}}}", "{type: objekt}", "{type: object, properties: {a: {$ref: ../schemas/address.json}}}"}
	return fmt.Sprintf(`services:
  service-%d:
    name: Service %d
    domain: sales
    produces: [{message: event-%d, via: channel-%d}]
    consumes: [{message: %s-%d}]
channels:
  channel-%d: {address: topic.%d}
events:
  event-%d:
    name: Event %d
    summary: It happened %d times.
    domain: sales
    aliases: [was-%d]
    description: See [the other](event:event-%d).
    schema: %s
`, i, i, i, i, []string{"event", "event", "was"}[e.random.IntN(3)], e.random.IntN(4), i, i, i, i, e.random.IntN(1000), e.random.IntN(4), e.random.IntN(4), schemas[e.random.IntN(len(schemas))])
}

// api is the text of an AsyncAPI document whose messages are in other files, one of them another document.
func (e *editor) api(i int) string {
	return fmt.Sprintf(`asyncapi: 3.0.0
info: {title: Api %d, version: 1.%d.0}
channels:
  main:
    address: topic.%d
    messages:
      Placed: {$ref: common.yaml#/Placed}
      Own%d: {payload: {$ref: ../schemas/%s}}
      Other: {$ref: 'api%d.yaml#/channels/main/messages/Own%d'}
operations:
  run: {action: %s, channel: {$ref: '#/channels/main'}}
`, i, e.random.IntN(9), e.random.IntN(4), i, []string{"address.json", "order.json", "thing.avsc", "nowhere.json"}[e.random.IntN(4)], 1-i, 1-i, []string{"send", "receive"}[e.random.IntN(2)])
}

func (e *editor) document() string {
	if i := e.random.IntN(3); i < 2 {
		name := fmt.Sprintf("apis/api%d.yaml", i)
		e.write(name, e.api(i))
		return "change " + name
	}
	e.write("apis/common.yaml", fmt.Sprintf("Placed: {summary: Change %d, payload: {$ref: ../schemas/%s}}\n", e.random.IntN(100), []string{"address.json", "order.json"}[e.random.IntN(2)]))
	return "change what documents share"
}

func (e *editor) path(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }

func (e *editor) write(name, text string) {
	e.t.Helper()
	if err := os.MkdirAll(filepath.Dir(e.path(name)), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(e.path(name), []byte(text), 0o644); err != nil {
		e.t.Fatal(err)
	}
}

// some picks a file of the catalog; "" if it has none left.
func (e *editor) some() string {
	var names []string
	for _, pattern := range []string{"*.yaml", "*/*.yaml", "*/*.json", "*/*.md"} {
		found, err := filepath.Glob(e.path(pattern))
		if err != nil {
			e.t.Fatal(err)
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	name, err := filepath.Rel(e.dir, names[e.random.IntN(len(names))])
	if err != nil {
		e.t.Fatal(err)
	}
	return filepath.ToSlash(name)
}

// edit makes one edit and says which.
func (e *editor) edit() string {
	e.t.Helper()
	edits := []func() string{e.create, e.rewrite, e.rewrite, e.rename, e.remove, e.breakOne, e.fix, e.fix, e.config, e.theme, e.schema, e.prose, e.document}
	return edits[e.random.IntN(len(edits))]()
}

func (e *editor) create() string {
	e.count++
	name := fmt.Sprintf("parts/new/deep%d/s.yaml", e.count)
	e.write(name, e.service(10+e.count))
	return "create " + name
}

func (e *editor) rewrite() string {
	i := e.random.IntN(3)
	name := fmt.Sprintf("parts/s%d.yaml", i)
	e.write(name, e.service(i))
	return "rewrite " + name
}

func (e *editor) rename() string {
	from := e.some()
	if from == "" {
		return e.create()
	}
	to := strings.ToUpper(filepath.Base(from[:len(from)-len(filepath.Ext(from))])) + filepath.Ext(from)
	if e.random.IntN(2) == 0 {
		to = "moved-" + filepath.Base(from)
	}
	to = filepath.ToSlash(filepath.Join(filepath.Dir(from), to))
	if err := os.Rename(e.path(from), e.path(to)); err != nil {
		e.t.Fatal(err)
	}
	return "rename " + from + " to " + to
}

func (e *editor) remove() string {
	name := e.some()
	if name == "" {
		return e.create()
	}
	if err := os.Remove(e.path(name)); err != nil {
		e.t.Fatal(err)
	}
	return "remove " + name
}

func (e *editor) breakOne() string {
	name := e.some()
	if name == "" {
		return e.create()
	}
	data, err := os.ReadFile(e.path(name))
	if err != nil {
		e.t.Fatal(err)
	}
	if _, ok := e.broken[name]; !ok {
		e.broken[name] = data
	}
	ways := []string{string(data[:len(data)/2]), string(data) + "\n  : [", "", "events: 3\n", "\xff\xfe", "services: {x: {produces: [{message: nowhere}], colour: red}}\n"}
	e.write(name, ways[e.random.IntN(len(ways))])
	return "break " + name
}

func (e *editor) fix() string {
	for _, name := range slices.Sorted(maps.Keys(e.broken)) {
		e.write(name, string(e.broken[name]))
		delete(e.broken, name)
		return "fix " + name
	}
	return e.rewrite()
}

func (e *editor) config() string {
	texts := []string{
		"title: One\n", "title: Two\nsources:\n  - path: parts\n  - path: docs\n", "title: Three\ncheck:\n  rules:\n    ref/external: off\n",
		"title: [\n", "colour: blue\n", "title: Four\ntheme: look\n", "title: Five\nsources:\n  - path: nowhere\n", "title: Six\nlogo: logo.svg\n",
	}
	text := texts[e.random.IntN(len(texts))]
	e.write("eventatlas.yaml", text)
	if strings.Contains(text, "logo") {
		e.write("logo.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg"><text>%d</text></svg>`, e.random.IntN(100)))
	}
	return fmt.Sprintf("configure %q", text)
}

func (e *editor) theme() string {
	e.write("look/assets/extra.css", fmt.Sprintf("h1 { letter-spacing: %dpx }\n", e.random.IntN(100)))
	switch e.random.IntN(4) {
	case 0:
		e.write("look/partials/footer.html", fmt.Sprintf(`{{define "footer"}}<footer>Footer %d</footer>{{end}}`, e.random.IntN(100)))
	case 1:
		e.write("look/partials/footer.html", `{{define "footer"}}`)
	}
	e.write("eventatlas.yaml", "theme: look\n")
	return "change the theme"
}

func (e *editor) avro() {
	e.write("schemas/thing.avsc", fmt.Sprintf(`{"type": "record", "name": "Thing", "fields": [{"name": "f%d", "type": "string"}]}`, e.random.IntN(100)))
}

func (e *editor) schema() string {
	if e.random.IntN(2) == 0 {
		e.avro()
		return "change an Avro schema"
	}
	e.write("schemas/address.json", fmt.Sprintf(`{"type": "object", "properties": {"city": {"type": "string"}, "code%d": {"type": "integer"}}}`, e.random.IntN(100)))
	return "change a shared schema"
}

func (e *editor) prose() string {
	e.write("docs/start.md", fmt.Sprintf("# Start %d\n\nSee [it](event:event-%d) and <b>this</b>.\n", e.random.IntN(100), e.random.IntN(6)))
	return "change a text"
}
