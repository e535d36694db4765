package catalog

import (
	"slices"
	"strings"
	"testing"
)

func at(file string, line int) Pos { return Pos{File: file, Line: line, Column: 1} }

func fragment(path, format string, resources ...Resource) *Fragment {
	for i, r := range resources {
		b := r.Common()
		b.Source = Source{Pos: at(path, i+1), Format: format}
	}
	return &Fragment{Path: path, Format: format, Resources: resources}
}

func ref(text string, pos Pos) Ref {
	r, _ := ParseRef(text)
	r.Pos = pos
	return r
}

func message(id, version string) *Message {
	return &Message{Base: Base{Kind: EventKind, ID: id, Version: version}}
}

func service(id string) *Service { return &Service{Base: Base{Kind: ServiceKind, ID: id}} }

// dump writes what a test compares: resources, edges and diagnostics, a line each.
func dump(c *Catalog) string {
	var b strings.Builder
	for _, r := range c.Resources {
		base := r.Common()
		b.WriteString(base.Key())
		if base.Stub {
			b.WriteString(" stub")
		}
		b.WriteByte('\n')
	}
	for _, e := range c.Edges {
		b.WriteString(c.Base(e.From).Key() + " " + string(e.Relation) + " " + c.Base(e.To).Key())
		if e.Via != NoID {
			b.WriteString(" via " + c.Base(e.Via).Key())
		}
		b.WriteByte('\n')
	}
	for _, d := range c.Diagnostics {
		b.WriteString(d.Pos.String() + " " + string(d.Code) + " " + d.Message + "\n")
	}
	return b.String()
}

func TestLinkResolvesVersions(t *testing.T) {
	s := service("shop")
	s.Produces = []Use{{Message: ref("placed", at("s.yaml", 3))}, {Message: ref("placed@^1", at("s.yaml", 4))}, {Message: ref("placed@1.0.0", at("s.yaml", 5))}}
	s.Consumes = []Use{{Message: ref("placed@^9", at("s.yaml", 6))}, {Message: ref("plaecd", at("s.yaml", 7))}}
	c := Link([]*Fragment{
		fragment("s.yaml", "native", s),
		fragment("e.yaml", "native", message("placed", "1.0.0"), message("placed", "1.10.0"), message("placed", "2.0.0"), message("placed", "1.9.0")),
	}, Config{})
	want := `service:shop
event:placed@1.0.0
event:placed@1.9.0
event:placed@1.10.0
event:placed@2.0.0
event:plaecd stub
service:shop consumes event:placed@2.0.0
service:shop consumes event:plaecd
service:shop produces event:placed@1.0.0
service:shop produces event:placed@1.10.0
service:shop produces event:placed@2.0.0
s.yaml:6:1 ref/unresolved no version of ` + "`placed` fits `^9`" + `
s.yaml:7:1 ref/external the message ` + "`plaecd`" + ` is not described in this catalog
`
	if got := dump(c); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if c.Diagnostics[1].Suggestion != "Did you mean `placed`?" {
		t.Errorf("suggestion: %q", c.Diagnostics[1].Suggestion)
	}
}

func TestLinkIgnoresOrder(t *testing.T) {
	fragments := joinFixture()
	want := dump(Link(fragments, Config{}))
	slices.Reverse(fragments)
	if got := dump(Link(fragments, Config{})); got != want {
		t.Errorf("in reverse:\n%s\nin order:\n%s", got, want)
	}
}

// joinFixture is two documents about one channel, a third with a message of the same name elsewhere, and a native channel.
func joinFixture() []*Fragment {
	document := func(path, id, host, address string, produces bool, fingerprint string) *Fragment {
		m := message("Placed", "")
		m.Service, m.Sent, m.Fingerprint = id, produces, fingerprint
		use := Use{Message: ref("Placed", at(path, 9)), Via: []Ref{ref(address, at(path, 9))}, Provenance: Derived}
		s := service(id)
		if produces {
			s.Produces = []Use{use}
		} else {
			s.Consumes = []Use{use}
		}
		return fragment(path, "asyncapi", s, m, &Channel{Base: Base{Kind: ChannelKind, ID: address}, Address: address, Servers: []string{"kafka://" + host}, Service: id})
	}
	return []*Fragment{
		document("a.yaml", "orders", "k:9092", "shop.{region}.orders", true, "f1"),
		document("b.yaml", "billing", "k:9092", "shop.{zone}.orders", false, "f2"),
		document("c.yaml", "other", "q:1", "elsewhere", true, "f3"),
		fragment("n.yaml", "native",
			&Channel{Base: Base{Kind: ChannelKind, ID: "orders"}, Address: "shop.{r}.orders", Broker: ref("main", at("n.yaml", 1))},
			&Broker{Base: Base{Kind: BrokerKind, ID: "main"}, Protocol: "kafka", URL: "kafka://user:secret@K:9092/"}),
	}
}

func TestLinkJoinsDocuments(t *testing.T) {
	c := Link(joinFixture(), Config{})
	want := `service:billing
service:orders
service:other
event:orders.Placed
event:other.Placed
channel:elsewhere
channel:orders
broker:main
service:billing consumes event:orders.Placed via channel:orders
service:orders produces event:orders.Placed via channel:orders
service:other produces event:other.Placed via channel:elsewhere
channel:elsewhere carries event:other.Placed
channel:orders carries event:orders.Placed
broker:main contains channel:orders
`
	if got := dump(c); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if _, outcome := c.Resolve(Ref{ID: "Placed"}, MessageKinds()); outcome != Ambiguous {
		t.Errorf("a bare reference to a message that stands apart is %v, want ambiguous", outcome)
	}
}

func TestLinkReportsDuplicatesAndCycles(t *testing.T) {
	domain := func(id, parent string, line int) *Domain {
		return &Domain{Base: Base{Kind: DomainKind, ID: id}, Parent: ref(parent, at("d.yaml", line))}
	}
	c := Link([]*Fragment{
		fragment("d.yaml", "native", domain("a", "b", 2), domain("b", "c", 4), domain("c", "a", 6), domain("self", "self", 8)),
		fragment("e.yaml", "native", &Domain{Base: Base{Kind: DomainKind, ID: "a"}}),
	}, Config{})
	var got []string
	for _, d := range c.Diagnostics {
		got = append(got, d.Pos.String()+" "+string(d.Code))
	}
	want := []string{"d.yaml:2:1 ref/cycle", "d.yaml:8:1 ref/cycle", "e.yaml:1:1 id/duplicate"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if n := len(c.Edges); n != 2 {
		t.Errorf("%d edges are left, want the two that are in no cycle", n)
	}
}

func TestLinkTellsAFlowFromTheMessageOfItsStep(t *testing.T) {
	command := &Message{Base: Base{Kind: CommandKind, ID: "place-order"}}
	flow := &Flow{Base: Base{Kind: FlowKind, ID: "place-order"}, Steps: []Step{
		{ID: "place", Resource: ref("place-order", at("f.yaml", 2))},
		{ID: "take", Resource: ref("service:shop", at("f.yaml", 3))},
	}}
	c := Link([]*Fragment{fragment("f.yaml", "native", command, flow, service("shop"))}, Config{})
	if len(c.Diagnostics) > 0 {
		t.Errorf("unexpected diagnostics: %v", c.Diagnostics)
	}
	var named []string
	for _, m := range c.Mentions {
		named = append(named, c.Base(m.To).Key())
	}
	slices.Sort(named)
	if want := []string{"command:place-order", "service:shop"}; !slices.Equal(named, want) {
		t.Errorf("the steps name %v, want %v", named, want)
	}
}

func TestRefRoundTrip(t *testing.T) {
	for _, text := range []string{"a", "event:a", "a@1.2.3", "service:a-b.c@^2", "a@latest", "x:y", "user@host", "team:a@>=1 <3"} {
		r, ok := ParseRef(text)
		if !ok || r.String() != text {
			t.Errorf("%q is read as %q", text, r.String())
		}
		again, _ := ParseRef(r.String())
		if again != r {
			t.Errorf("%q: %v, then %v", text, r, again)
		}
	}
}

func FuzzParseRef(f *testing.F) {
	for _, s := range []string{"a", "event:a@1", "@", ":", "a@^1||^2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, ok := ParseRef(s)
		if !ok {
			return
		}
		if again, _ := ParseRef(r.String()); again.String() != r.String() {
			t.Errorf("%q: %q, then %q", s, r.String(), again.String())
		}
	})
}

func TestCompareVersions(t *testing.T) {
	want := []string{"", "draft", "x-v9", "0.9", "1.0.0-rc.1", "1", "1.2", "1.10.0", "v2"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, CompareVersions)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNearest(t *testing.T) {
	words := []string{"produces", "consumes", "calls", "owners"}
	for word, want := range map[string]string{"produce": "produces", "comsumes": "consumes", "Calls": "calls", "ownres": "owners", "zebra": "", "": ""} {
		if got := Nearest(word, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestLinkJoinsARequestWithItsEvent(t *testing.T) {
	document := func(path, id string, kind Kind, produces bool) *Fragment {
		m := message("Ask", "")
		m.Kind, m.Service, m.Sent, m.Fingerprint = kind, id, produces, "same"
		s := service(id)
		use := Use{Message: Ref{Kind: kind, ID: "Ask", Pos: at(path, 9)}}
		if produces {
			s.Produces = []Use{use}
		} else {
			s.Consumes = []Use{use}
		}
		return fragment(path, "asyncapi", s, m)
	}
	c := Link([]*Fragment{document("a.yaml", "asks", EventKind, true), document("b.yaml", "answers", CommandKind, false)}, Config{})
	want := "service:answers\nservice:asks\ncommand:Ask\nservice:answers consumes command:Ask\nservice:asks produces command:Ask\n"
	if got := dump(c); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
