package asyncapi

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// corpusFolder is where public documents and what the reference parser makes of them lie in a developer's checkout. No test needs it.
const corpusFolder = "../../../../shared/corpus/asyncapi"

// fact is what the reference parser makes of a document.
type fact struct {
	File     string
	OK       *bool
	Errors   map[string]int
	Servers  []struct{ ID, Protocol, URL string }
	Channels []struct {
		ID      string
		Address *string
	}
	Operations []struct {
		ID       string
		Channels []string
		Messages []string
		Send     bool
		Reply    bool
	}
	Messages []struct{ ID, Name string }
}

func corpus(tb testing.TB) []fact {
	tb.Helper()
	f, err := os.Open(filepath.Join(corpusFolder, "facts.jsonl"))
	if err != nil {
		tb.Skip("the corpus is not here")
	}
	defer f.Close()
	var facts []fact
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<24)
	for scanner.Scan() {
		var d fact
		if err := json.Unmarshal(scanner.Bytes(), &d); err != nil {
			tb.Fatal(err)
		}
		facts = append(facts, d)
	}
	return facts
}

// openFolder parses a document and all that it refers to, as load does.
func openFolder(tb testing.TB, fsys fs.FS, path string) (*catalog.File, catalog.Files, []catalog.Diagnostic) {
	tb.Helper()
	files := catalog.Files{}
	var diags []catalog.Diagnostic
	queue := []string{path}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		data, err := fs.ReadFile(fsys, name)
		if files[name] != nil || err != nil {
			continue
		}
		file := &catalog.File{Path: name, Data: data}
		switch filepath.Ext(name) {
		case ".json", ".yaml", ".yml", ".avsc":
			var d []catalog.Diagnostic
			file.Root, d = syntax.Parse(name, data)
			diags = append(diags, d...)
		}
		files[name] = file
		imports, _ := Imports(file)
		for _, i := range imports {
			queue = append(queue, i.Path)
		}
	}
	return files[path], files, diags
}

func assemble(tb testing.TB, fsys fs.FS, path string, opt Options) (*catalog.Fragment, *catalog.Specification) {
	tb.Helper()
	file, files, diags := openFolder(tb, fsys, path)
	f := Assemble(Decode(file, opt), files, opt)
	f.Diagnostics = append(diags, f.Diagnostics...)
	for _, res := range f.Resources {
		if spec, ok := res.(*catalog.Specification); ok {
			return f, spec
		}
	}
	return f, nil
}

// TestCorpus compares what is read of each public document with what the reference parser reads.
func TestCorpus(t *testing.T) {
	facts := corpus(t)
	valid, agreed, verdicts, judged, lacking := 0, 0, 0, 0, 0
	for _, want := range facts {
		f, spec := assemble(t, os.DirFS(corpusFolder), want.File, Options{})
		if incomplete(f.Diagnostics) {
			t.Logf("%s: files that it refers to are not in the corpus", want.File)
			lacking++
			continue
		}
		if want.Errors["invalid-ref"] == 0 {
			judged++
			if Valid(f.Diagnostics) == (want.OK != nil && *want.OK) {
				verdicts++
			} else {
				t.Errorf("%s: verdict %v, the reference parser says %v", want.File, Valid(f.Diagnostics), want.Errors)
				for _, d := range f.Diagnostics {
					if d.Severity == catalog.Error {
						t.Logf("   %s %s %s", d.Pos, d.Code, d.Message)
					}
				}
			}
		}
		if want.OK == nil || !*want.OK {
			continue
		}
		valid++
		if spec == nil {
			t.Errorf("%s: not read: %v", want.File, f.Diagnostics)
			continue
		}
		if diff := disagreements(want, spec); len(diff) > 0 {
			t.Errorf("%s:\n   %s", want.File, strings.Join(diff, "\n   "))
			continue
		}
		agreed++
	}
	t.Logf("%d documents, %d of them incomplete: verdicts agree for %d of %d without URL references; contents for %d of %d valid",
		len(facts), lacking, verdicts, judged, agreed, valid)
}

// incomplete reports whether a file is missing that was there when the facts were taken.
func incomplete(diags []catalog.Diagnostic) bool {
	return slices.ContainsFunc(diags, func(d catalog.Diagnostic) bool { return d.Code == catalog.FileMissing })
}

// disagreements lists what differs between a document as read and the facts. Operations and messages without a name are compared by their
// place and number, because each reader makes up its own names.
func disagreements(want fact, spec *catalog.Specification) []string {
	var diff []string
	check := func(what string, got, want []string) {
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			diff = append(diff, fmt.Sprintf("%s\n      got  %q\n      want %q", what, got, want))
		}
	}
	var got, expected []string
	for _, s := range spec.Servers {
		got = append(got, s.ID+" "+s.Protocol)
	}
	for _, s := range want.Servers {
		expected = append(expected, s.ID+" "+s.Protocol)
	}
	check("servers", got, expected)
	got, expected = nil, nil
	for _, c := range spec.Channels {
		if !c.Component {
			got = append(got, c.Key+" "+c.Address)
		}
	}
	for _, c := range want.Channels {
		address := ""
		if c.Address != nil {
			address = *c.Address
		}
		expected = append(expected, c.ID+" "+address)
	}
	check("channels", got, expected)
	got, expected = nil, nil
	names := firstNames(spec)
	for _, o := range spec.Operations {
		if !o.Component {
			got = append(got, describe(o, names))
		}
	}
	for _, o := range want.Operations {
		id := o.ID
		if strings.HasPrefix(spec.SpecVersion, "2") && (id == "publish" || id == "subscribe") {
			id = o.Channels[0] + "." + id
		}
		list := make([]string, len(o.Messages))
		for i, m := range o.Messages {
			list[i] = m
			if strings.HasPrefix(m, "<anonymous") {
				list[i] = "?"
			}
		}
		expected = append(expected, fmt.Sprintf("%s %v send=%v reply=%v %v", id, o.Channels, o.Send, o.Reply, list))
	}
	check("operations", got, expected)
	count := 0
	for _, m := range spec.Messages {
		if !m.Component {
			count++
		}
	}
	if count != len(want.Messages) {
		diff = append(diff, fmt.Sprintf("messages: got %d, want %d", count, len(want.Messages)))
	}
	return diff
}

// firstNames returns the name under which each message stands first: the reference parser calls a message that has several so everywhere.
func firstNames(spec *catalog.Specification) map[*catalog.SpecMessage]string {
	names := map[*catalog.SpecMessage]string{}
	for _, c := range spec.Channels {
		for _, u := range c.Messages {
			if names[u.Message] == "" {
				names[u.Message] = cmp.Or(u.Message.MessageID, u.Key, u.Message.Name, "?")
			}
		}
	}
	return names
}

func describe(o *catalog.SpecOperation, names map[*catalog.SpecMessage]string) string {
	list := make([]string, len(o.Messages))
	for i, u := range o.Messages {
		list[i] = names[u.Message]
	}
	return fmt.Sprintf("%s %v send=%v reply=%v %v", o.ID, []string{o.Channel.Key}, o.Sends, o.Reply != nil, list)
}
