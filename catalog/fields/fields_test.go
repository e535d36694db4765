package fields_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// file parses a document.
func file(tb testing.TB, path, text string) *catalog.File {
	tb.Helper()
	root, diags := syntax.Parse(path, []byte(text))
	if len(diags) > 0 {
		tb.Fatalf("%s: %v", path, diags)
	}
	return &catalog.File{Path: path, Data: []byte(text), Root: root}
}

// world is a small catalog that can be changed: messages whose schemas are files, one of which refers to another, and entities.
type world struct {
	files    catalog.Files
	messages []*catalog.Message
	entities []*catalog.Entity
}

func (w *world) link() *catalog.Catalog {
	f := &catalog.Fragment{Path: "catalog.yaml", Format: "native"}
	for _, m := range w.messages {
		f.Resources = append(f.Resources, m)
	}
	for _, e := range w.entities {
		f.Resources = append(f.Resources, e)
	}
	cat := *catalog.Link([]*catalog.Fragment{f}, catalog.Config{})
	cat.Files = w.files
	return &cat
}

func message(id, version, path string) *catalog.Message {
	return &catalog.Message{
		Base:   catalog.Base{Kind: catalog.EventKind, ID: id, Version: version},
		Schema: catalog.SchemaRef{Path: path, Format: catalog.JSONSchema},
	}
}

func small(tb testing.TB) *world {
	tb.Helper()
	w := &world{files: catalog.Files{}}
	for path, text := range map[string]string{
		"person.json": `{"type":"object","x-pii":true,"properties":{"name":{"type":"string"},"born":{"type":"string","format":"date"}}}`,
		"booked.json": `{"type":"object","properties":{"room_id":{"type":"integer"},"guest":{"$ref":"person.json"},"note":{"type":"string","x-classification":"internal"}}}`,
		"left.json":   `{"type":"object","properties":{"roomId":{"type":"string"},"guest":{"$ref":"person.json"},"bill":{"type":"object","properties":{"total":{"type":"number"}}}}}`,
	} {
		w.files[path] = file(tb, path, text)
	}
	w.messages = []*catalog.Message{message("booked", "1.0.0", "booked.json"), message("booked", "2.0.0", "booked.json"), message("left", "1.0.0", "left.json")}
	w.messages[2].Classification = []catalog.Classification{{Class: "Financial", Fields: []string{"bill", "gone"}}}
	w.entities = []*catalog.Entity{{
		Base:       catalog.Base{Kind: catalog.EntityKind, ID: "room"},
		Properties: []catalog.Property{{Name: "roomId", Type: "string"}},
	}}
	return w
}

// describe says all that an index knows, so that two can be compared.
func describe(x *fields.Index, cat *catalog.Catalog) string {
	var b strings.Builder
	for _, n := range x.Names {
		fmt.Fprintf(&b, "%s declared by %d\n", n.Name, n.Declared)
		for _, u := range n.Uses {
			f := x.Field(u)
			fmt.Fprintf(&b, "  %s %s %s (%s) %v %q\n", cat.Base(u.Resource).Key(), f.Path, f.Type, f.Sort, f.Classes, f.Around)
		}
	}
	for _, c := range x.Classified {
		fmt.Fprintf(&b, "%s %s %q", c.Class, c.Path, c.Around)
		for _, v := range c.Versions {
			fmt.Fprintf(&b, " %s", cat.Base(v).Key())
		}
		fmt.Fprintf(&b, " declared %t known %t\n", c.Declared, c.Field != nil)
	}
	return b.String()
}

func TestIndex(t *testing.T) {
	w := small(t)
	cat := w.link()
	x := fields.New(cat)
	const want = `bill declared by 1
  event:left@1.0.0 bill object (object) [] ""
born declared by 2
  event:booked@1.0.0 guest.born string (date) (string) [pii] "guest"
  event:booked@2.0.0 guest.born string (date) (string) [pii] "guest"
  event:left@1.0.0 guest.born string (date) (string) [pii] "guest"
guest declared by 2
  event:booked@1.0.0 guest person (object) [pii] ""
  event:booked@2.0.0 guest person (object) [pii] ""
  event:left@1.0.0 guest person (object) [pii] ""
name declared by 2
  event:booked@1.0.0 guest.name string (string) [pii] "guest"
  event:booked@2.0.0 guest.name string (string) [pii] "guest"
  event:left@1.0.0 guest.name string (string) [pii] "guest"
note declared by 1
  event:booked@1.0.0 note string (string) [internal] ""
  event:booked@2.0.0 note string (string) [internal] ""
room_id declared by 1
  event:booked@1.0.0 room_id integer (integer) [] ""
  event:booked@2.0.0 room_id integer (integer) [] ""
roomId declared by 2
  event:left@1.0.0 roomId string (string) [] ""
  entity:room roomId string () [] ""
total declared by 1
  event:left@1.0.0 bill.total number (number) [] ""
financial bill "" event:left@1.0.0 declared true known true
financial bill.total "bill" event:left@1.0.0 declared true known true
financial gone "" event:left@1.0.0 declared true known false
internal note "" event:booked@1.0.0 event:booked@2.0.0 declared false known true
pii guest "" event:booked@1.0.0 event:booked@2.0.0 declared false known true
pii guest.born "guest" event:booked@1.0.0 event:booked@2.0.0 declared false known true
pii guest.name "guest" event:booked@1.0.0 event:booked@2.0.0 declared false known true
pii guest "" event:left@1.0.0 declared false known true
pii guest.born "guest" event:left@1.0.0 declared false known true
pii guest.name "guest" event:left@1.0.0 declared false known true
`
	if got := describe(x, cat); got != want {
		t.Errorf("the index says\n%s\nwant\n%s", got, want)
	}
	if got := x.Spellings("RoomID"); len(got) != 2 {
		t.Errorf("the spellings of RoomID are %v", got)
	}
	if got := x.Sharing("person.json#"); len(got) != 3 {
		t.Errorf("the schema of people is shared by %v", got)
	}
	if got := x.ClassesOf(cat.Find("event:left@1.0.0")); !slices.Equal(got["guest.name"], []string{"pii"}) || !slices.Equal(got["bill.total"], []string{"financial"}) {
		t.Errorf("the classes are %v", got)
	}
}

// TestClassifiedAgreesWithAScan counts the classified fields by a walk over each schema that knows nothing of the index.
func TestClassifiedAgreesWithAScan(t *testing.T) {
	w := small(t)
	cat := w.link()
	scanned := map[string]bool{}
	for _, r := range cat.Resources {
		m, ok := r.(*catalog.Message)
		if !ok {
			continue
		}
		root, _ := schema.Load(m.Schema, cat.Files)
		var paths []string
		schema.Walk(root, 0, func(f schema.Field, _ int) bool {
			paths = append(paths, f.Path)
			return true
		})
		for _, p := range paths {
			for _, q := range paths { // the field itself, or one around
				f, _ := schema.Lookup(root, q)
				for _, class := range schema.Classes(f) {
					if p == q || strings.HasPrefix(p, q+".") {
						scanned[class+" "+m.ID+" "+p] = true
					}
				}
			}
		}
		for _, c := range m.Classification {
			for _, f := range c.Fields {
				scanned[strings.ToLower(c.Class)+" "+m.ID+" "+f] = true
				for _, p := range paths {
					if strings.HasPrefix(p, f+".") {
						scanned[strings.ToLower(c.Class)+" "+m.ID+" "+p] = true
					}
				}
			}
		}
	}
	x := fields.New(cat)
	for _, c := range x.Classified {
		if key := c.Class + " " + cat.Base(c.Versions[0]).ID + " " + c.Path; !scanned[key] {
			t.Errorf("the scan has not found %s", key)
		}
	}
	if len(scanned) != len(x.Classified) {
		t.Errorf("the scan has found %d, the index %d", len(scanned), len(x.Classified))
	}
}

// TestAgain changes a catalog at random and holds the index that is made of the one before to the one that is made anew.
func TestAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	w := small(t)
	var before *fields.Index
	for step := range 200 {
		w.change(t, r, step)
		cat := w.link()
		again := fields.Again(before, cat)
		if got, want := describe(again, cat), describe(fields.New(cat), cat); got != want {
			t.Fatalf("step %d: the index says\n%s\na new one\n%s", step, got, want)
		}
		before = again
	}
}

func (w *world) change(tb testing.TB, r *rand.Rand, step int) {
	tb.Helper()
	w.files = maps.Clone(w.files) // an index may hold on to those that it was made of
	switch r.IntN(5) {
	case 0:
		w.files["person.json"] = file(tb, "person.json", fmt.Sprintf(`{"type":"object","x-pii":%t,"properties":{"name":{"type":"string"},"n%d":{"type":"integer"}}}`, r.IntN(2) == 0, r.IntN(3)))
	case 1:
		w.messages = append(w.messages, message(fmt.Sprintf("m%d", step), "1.0.0", "booked.json"))
	case 2:
		if len(w.messages) > 3 {
			i := 3 + r.IntN(len(w.messages)-3)
			w.messages = slices.Delete(slices.Clone(w.messages), i, i+1)
		}
	case 3:
		m := *w.messages[2]
		m.Classification = []catalog.Classification{{Class: "Financial", Fields: []string{[]string{"bill", "bill.total", "guest"}[r.IntN(3)]}}}
		w.messages[2] = &m
	case 4: // the text of a file is another, what it says is not
		w.files["booked.json"] = file(tb, "booked.json", string(w.files["booked.json"].Data)+" ")
	}
}

func TestAgainTakesOver(t *testing.T) {
	w := small(t)
	first := fields.New(w.link())
	w.files = maps.Clone(w.files)
	w.files["left.json"] = file(t, "left.json", string(w.files["left.json"].Data)+"\n")
	second := fields.Again(first, w.link())
	if reflect.ValueOf(first.Names).Pointer() != reflect.ValueOf(second.Names).Pointer() {
		t.Error("an edit that says nothing else has made all names anew")
	}
}

func TestTouches(t *testing.T) {
	for _, c := range []struct {
		changed, read string
		want          bool
	}{
		{"a.b", "a.b", true},
		{"a", "a.b", true},
		{"a.b", "a", true},
		{"lines[].sku", "lines.sku", true},
		{"a.b", "a.c", false},
		{"ab", "a", false},
		{"a", "ab", false},
	} {
		if got := fields.Touches(c.changed, c.read); got != c.want {
			t.Errorf("a change of %s touches who reads %s: %t", c.changed, c.read, got)
		}
	}
}

func BenchmarkAgain(b *testing.B) {
	const n = 10_000
	w := &world{files: catalog.Files{}}
	for i := range n {
		var text strings.Builder
		text.WriteString(`{"type":"object","properties":{"id":{"type":"string"}`)
		for j := range 19 {
			fmt.Fprintf(&text, `,"field%d":{"type":"string"}`, (i*7+j*31)%3000)
		}
		text.WriteString("}}")
		path := fmt.Sprintf("s%05d.json", i)
		w.files[path] = file(b, path, text.String())
		w.messages = append(w.messages, message(fmt.Sprintf("m%05d", i), "1.0.0", path))
	}
	first := w.link()
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			fields.New(first)
		}
	})
	edit := func(b *testing.B, text string) {
		b.Helper()
		index := fields.Again(fields.New(first), first)
		w.files = maps.Clone(w.files)
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			w.files["s00003.json"] = file(b, "s00003.json", strings.ReplaceAll(text, "%", strconv.Itoa(i)))
			cat := w.link()
			cat.Files = maps.Clone(w.files)
			b.StartTimer()
			index = fields.Again(index, cat)
		}
	}
	b.Run("text", func(b *testing.B) {
		edit(b, `{"type":"object","description":"%","properties":{"id":{"type":"string"}}}`)
	})
	b.Run("field", func(b *testing.B) { edit(b, `{"type":"object","properties":{"id%":{"type":"string"}}}`) })
}
