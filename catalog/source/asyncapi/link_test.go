package asyncapi

import (
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog"
)

// TestLink puts both documents of a conversation into one catalog: the channels and messages are one each, with a service at either end,
// and the answer goes back.
func TestLink(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/read/request-reply.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := folder(archive.Files)
	asker, _ := assemble(t, fsys, "asyncapi-asker.yaml", Options{})
	answerer, _ := assemble(t, fsys, "asyncapi-answerer.yaml", Options{})
	linked := catalog.Link([]*catalog.Fragment{answerer, asker}, catalog.Config{})
	var got []string
	for _, e := range linked.Edges {
		if e.Relation != catalog.Produces && e.Relation != catalog.Consumes {
			continue
		}
		line := linked.Base(e.From).ID + " " + string(e.Relation) + " " + linked.Base(e.To).Key()
		if e.Via != catalog.NoID {
			line += " via " + linked.Base(e.Via).ID
		}
		if e.Reply {
			line += " reply"
		}
		got = append(got, line)
	}
	want := []string{
		"answerer consumes command:ask via asks",
		"answerer produces event:answer via answers reply",
		"asker consumes event:answer via answers reply",
		"asker consumes event:refusal via answers reply",
		"asker produces command:ask via asks",
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, d := range linked.Diagnostics {
		if d.Severity == catalog.Error {
			t.Errorf("%s: %s: %s", d.Pos, d.Code, d.Message)
		}
	}
}
