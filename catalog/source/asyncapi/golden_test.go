package asyncapi

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/internal/golden"
)

// folder makes the input files of a case a file system.
func folder(files []txtar.File) fs.FS {
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// TestRead reads the document of each case and compares the resources, the specification and the problems. The comment of a case holds the options,
// as `service=… domain=… perspective=… shared`.
func TestRead(t *testing.T) {
	golden.Run(t, "testdata/read/*.txtar", func(t *testing.T, c *golden.Case) {
		opt := optionsOf(c.Comment)
		for _, file := range c.Files {
			if !strings.HasPrefix(path.Base(file.Name), "asyncapi") {
				continue
			}
			f, _ := assemble(t, folder(c.Files), file.Name, opt)
			c.Got(file.Name+".resources", dumpResources(f))
			c.Got(file.Name+".problems", dumpProblems(f.Diagnostics, ""))
		}
	})
}

func optionsOf(comment string) Options {
	var opt Options
	for word := range strings.FieldsSeq(comment) {
		key, text, _ := strings.Cut(word, "=")
		switch key {
		case "service":
			opt.Service = text
		case "domain":
			opt.Domain = text
		case "perspective":
			opt.Perspective = text
		case "shared":
			opt.Shared = true
		}
	}
	return opt
}

// TestRules runs the case of each rule: the files whose name starts with `valid` must not break it and those that start with `invalid` must.
func TestRules(t *testing.T) {
	have := map[string]bool{}
	golden.Run(t, "testdata/rules/*.txtar", func(t *testing.T, c *golden.Case) {
		code := "asyncapi/" + c.Name
		have[code] = true
		for _, file := range c.Files {
			base := path.Base(file.Name)
			if !strings.HasPrefix(base, "valid") && !strings.HasPrefix(base, "invalid") {
				continue
			}
			f, _ := assemble(t, folder(c.Files), file.Name, Options{})
			text := dumpProblems(f.Diagnostics, code)
			if got, want := text != "", strings.HasPrefix(base, "invalid"); got != want {
				t.Errorf("%s: breaks the rule: %v, want %v\n%s", file.Name, got, want, text)
			}
			if text != "" {
				c.Got(base+".problems", text)
			}
		}
	})
	for _, info := range Codes() {
		if !have[string(info.Code)] && info.Code != codeLimit {
			t.Errorf("%s has no case in testdata/rules", info.Code)
		}
	}
}

// TestLimit has the case of asyncapi/limit, which is too large to be written down.
func TestLimit(t *testing.T) {
	for size, want := range map[int]bool{300: false, 400: true} {
		f, spec := assemble(t, fstest.MapFS{"a.yaml": {Data: []byte(product(size, size))}}, "a.yaml", Options{})
		if got := dumpProblems(f.Diagnostics, string(codeLimit)) != ""; got != want {
			t.Errorf("%d operations on a channel of %d messages: limit reported: %v, want %v", size, size, got, want)
		}
		if got := len(spec.Operations); got != size {
			t.Errorf("%d operations read, want %d", got, size)
		}
	}
}

func dumpProblems(diags []catalog.Diagnostic, code string) string {
	var b strings.Builder
	for _, d := range catalog.SortDiagnostics(diags) {
		if code != "" && string(d.Code) != code || code == "" && d.Severity == catalog.Info {
			continue
		}
		fmt.Fprintf(&b, "%s: %s %s: %s", d.Pos, d.Severity, d.Code, d.Message)
		if d.Suggestion != "" {
			fmt.Fprintf(&b, " (%s)", d.Suggestion)
		}
		if d.Pointer != "" {
			fmt.Fprintf(&b, " at %s", d.Pointer)
		}
		b.WriteByte('\n')
		for _, n := range d.Notes {
			fmt.Fprintf(&b, "  %s: %s\n", n.Pos, n.Text)
		}
	}
	return b.String()
}

// dumpResources writes what tests compare of the resources, one line each for the things of the catalog, then the specification.
func dumpResources(f *catalog.Fragment) string {
	var b strings.Builder
	for _, res := range f.Resources {
		switch r := res.(type) {
		case *catalog.Service:
			dumpService(&b, r)
		case *catalog.Broker:
			fmt.Fprintf(&b, "broker %s %s style=%s servers=%d\n", r.ID, r.URL, r.Style, len(r.Servers))
		case *catalog.Channel:
			fmt.Fprintf(&b, "channel %s address=%q broker=%s servers=%v carries=%s also=%d\n",
				r.ID, r.Address, r.Broker.ID, r.Servers, refs(r.Carries), len(r.Also))
		case *catalog.Message:
			dumpMessage(&b, r)
		}
	}
	for _, res := range f.Resources {
		if spec, ok := res.(*catalog.Specification); ok {
			dumpSpecification(&b, spec)
		}
	}
	return b.String()
}

func refs(list []catalog.Ref) string {
	words := make([]string, len(list))
	for i, r := range list {
		words[i] = r.String()
	}
	return "[" + strings.Join(words, " ") + "]"
}

func dumpService(b *strings.Builder, s *catalog.Service) {
	fmt.Fprintf(b, "service %s version=%s name=%q domain=%s specs=%s\n", s.ID, s.Version, s.Name, s.Domain.ID, s.Specs[0].Path)
	dumpUses(b, "produces", s.Produces)
	dumpUses(b, "consumes", s.Consumes)
}

func dumpUses(b *strings.Builder, word string, uses []catalog.Use) {
	for _, u := range uses {
		fmt.Fprintf(b, "  %s %s via %s operation=%s", word, u.Message, refs(u.Via), u.Operation)
		if u.Reply {
			b.WriteString(" reply")
		}
		if u.Group != "" {
			b.WriteString(" group=" + u.Group)
		}
		b.WriteByte('\n')
	}
}

func dumpMessage(b *strings.Builder, m *catalog.Message) {
	fmt.Fprintf(b, "%s %s name=%q content=%s schema=%s headers=%s sent=%v also=%d", m.Kind, m.ID, m.Name, m.ContentType,
		schemaText(m.Schema), schemaText(m.Headers), m.Sent, len(m.Also))
	if m.CloudEvents != nil {
		fmt.Fprintf(b, " cloudevent=%+v", *m.CloudEvents)
	}
	if len(m.Replies) > 0 {
		fmt.Fprintf(b, " replies=%s", refs(m.Replies))
	}
	if m.Shared {
		b.WriteString(" shared")
	}
	b.WriteByte('\n')
}

func schemaText(s catalog.SchemaRef) string {
	if s.IsZero() {
		return "-"
	}
	text := fmt.Sprintf("%s:%s#%s", s.Format, s.Path, s.Pointer)
	if s.Text != "" {
		text += fmt.Sprintf("(text of %d bytes)", len(s.Text))
	}
	if s.Inline != nil {
		text += "(merged)"
	}
	return text
}

func dumpSpecification(b *strings.Builder, s *catalog.Specification) {
	fmt.Fprintf(b, "specification %s asyncapi=%s perspective=%s\n", s.ID, s.SpecVersion, s.Perspective)
	if s.Info != (catalog.SpecInfo{}) {
		fmt.Fprintf(b, "  info %+v\n", s.Info)
	}
	for _, v := range s.Servers {
		fmt.Fprintf(b, "  server %s %s://%s path=%q security=%v variables=%d tags=%d bindings=%s\n", v.ID, v.Protocol, v.Host, v.Path, v.Security,
			len(v.Variables), len(v.Tags), protocols(v.Bindings))
	}
	for _, v := range s.Security {
		fmt.Fprintf(b, "  security %s type=%s in=%s parameter=%s scheme=%s flows=%+v scopes=%v\n", v.Name, v.Type, v.In, v.Parameter, v.Scheme, v.Flows, v.Scopes)
	}
	for _, c := range s.Channels {
		fmt.Fprintf(b, "  channel %s address=%q servers=%v all=%v component=%v parameters=%s bindings=%s messages=%s\n", c.Key, c.Address, c.Servers,
			c.AllServers, c.Component, parameters(c.Parameters), protocols(c.Bindings), useKeys(c.Messages))
	}
	for _, o := range s.Operations {
		dumpOperation(b, o)
	}
	for _, m := range s.Messages {
		fmt.Fprintf(b, "  message %s key=%q label=%q at %s#%s component=%v traits=%s examples=%d bindings=%s correlation=%s\n", m.ID, m.Key, m.Label(),
			m.Source.Pos, m.Source.Pointer, m.Component, traits(m.Traits), len(m.Examples), protocols(m.Bindings), m.CorrelationLocation)
	}
	for _, c := range s.Schemas {
		fmt.Fprintf(b, "  schema %s %s\n", c.Name, schemaText(c.Schema))
	}
}

func dumpOperation(b *strings.Builder, o *catalog.SpecOperation) {
	channel := "-"
	if o.Channel != nil {
		channel = o.Channel.Key
	}
	fmt.Fprintf(b, "  operation %s synthetic=%v action=%s sends=%v channel=%s messages=%s component=%v traits=%s bindings=%s security=%d", o.ID, o.Synthetic,
		o.Action, o.Sends, channel, useKeys(o.Messages), o.Component, traits(o.Traits), protocols(o.Bindings), len(o.Security))
	if o.Reply != nil {
		to := "-"
		if o.Reply.Channel != nil {
			to = o.Reply.Channel.Key
		}
		fmt.Fprintf(b, " reply(channel=%s location=%s messages=%s)", to, o.Reply.Location, useKeys(o.Reply.Messages))
	}
	b.WriteByte('\n')
}

func useKeys(list []catalog.SpecUse) string {
	words := make([]string, len(list))
	for i, u := range list {
		words[i] = u.Key + "=" + u.Message.ID
	}
	return "[" + strings.Join(words, " ") + "]"
}

func protocols(list []catalog.Binding) string {
	words := make([]string, len(list))
	for i, p := range list {
		words[i] = p.Protocol
	}
	return "[" + strings.Join(words, " ") + "]"
}

func parameters(list []catalog.Parameter) string {
	words := make([]string, len(list))
	for i, p := range list {
		words[i] = fmt.Sprintf("%s default=%q enum=%v location=%s", p.Name, p.Default, p.Enum, p.Location)
	}
	return "[" + strings.Join(words, ", ") + "]"
}

func traits(list []catalog.SpecTrait) string {
	words := make([]string, len(list))
	for i, t := range list {
		words[i] = t.Name + strings.ReplaceAll(fmt.Sprint(t.Fields), " ", ",")
	}
	return "[" + strings.Join(words, " ") + "]"
}
