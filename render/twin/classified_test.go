package twin

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
	"github.com/eventatlas/eventatlas/render/site"
)

// classified is a catalog of one message whose name and fields are made to be taken for formulas.
func classified() Input {
	m := &catalog.Message{
		Base: catalog.Base{Kind: catalog.EventKind, ID: "booked", Name: "=HYPERLINK(1)", Version: "1.0.0"},
		Classification: []catalog.Classification{
			{Class: "+PII", Fields: []string{"-name", "@mail, \"at\" home", "\t=room", "plain"}},
		},
	}
	s := &catalog.Service{Base: catalog.Base{Kind: catalog.ServiceKind, ID: "desk"}, Consumes: []catalog.Use{{Message: catalog.Ref{ID: "booked"}}}}
	cat := catalog.Link([]*catalog.Fragment{{Path: "a.yaml", Format: "native", Resources: []catalog.Resource{m, s}}}, catalog.Config{})
	return Input{Plan: site.New(cat, graph.Build(cat))}
}

func TestClassifiedCSV(t *testing.T) {
	data, err := classified().classifiedCSV()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 5 {
		t.Fatalf("%d rows, want a head and 4:\n%s", len(rows), data)
	}
	for _, row := range rows[1:] {
		for i, cell := range row {
			if begin := strings.TrimSpace(cell); begin != "" && strings.ContainsAny(begin[:1], "=+-@") {
				t.Errorf("a spreadsheet takes %s %q for a formula", rows[0][i], cell)
			}
		}
		if row[13] != "desk" {
			t.Errorf("the consumers are %q", row[13])
		}
	}
	if got := rows[1][0]; got != "'+pii" {
		t.Errorf("the class is %q", got)
	}
}

func TestInert(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "plain": "plain", "a=b": "a=b", "=1": "'=1", " =1": "' =1", "\t1": "'\t1", "\r\n1": "'\r\n1", "＝1": "'＝1", "@a": "'@a", "-": "'-", "|c": "'|c",
	} {
		if got := inert(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

func TestClassifiedJSON(t *testing.T) {
	data, err := classified().classifiedJSON()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version string
		Fields  []struct{ Class, Message, Field, Source, Path string }
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Fields) != 4 || got.Fields[0].Source != "catalog" || got.Fields[0].Path != "events/booked/index.html" || got.Version == "" {
		t.Errorf("%s", data)
	}
}
