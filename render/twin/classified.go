package twin

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/render/export"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/page"
)

// classifiedFiles are the classified fields as one table, for whoever keeps a record of processing; there are none where nothing is classified.
func (in Input) classifiedFiles() []output.File {
	if in.Plan.Fields == nil || len(in.Plan.Fields.Classified) == 0 {
		return nil
	}
	return []output.File{
		{Path: page.ClassifiedCSV, Data: in.classifiedCSV},
		{Path: page.ClassifiedJSON, Data: func() ([]byte, error) { return wrap(in.classifiedJSON()) }},
	}
}

// classifiedField is one classified field of a message.
type classifiedField struct {
	Class    string   `json:"class"`
	Domain   string   `json:"domain,omitempty"`
	Kind     string   `json:"kind"`
	Message  string   `json:"message"`
	Name     string   `json:"name"`
	Versions []string `json:"versions,omitempty"`
	// Part is "payload" or "headers"; Field is the path in it, "" for the whole of it.
	Part  string `json:"part"`
	Field string `json:"field"`
	Type  string `json:"type,omitempty"`
	// Source is "schema" or "catalog", and Within the path of what has the class where that is not the field itself.
	Source    string   `json:"source"`
	Within    string   `json:"within,omitempty"`
	Owners    []string `json:"owners,omitempty"`
	Producers []string `json:"producers,omitempty"`
	Consumers []string `json:"consumers,omitempty"`
	// Path is that of the page.
	Path string `json:"path"`
}

func (in Input) classifiedField(x fields.Classified) classifiedField {
	cat := in.Plan.Catalog
	id := x.Versions[len(x.Versions)-1]
	base := cat.Base(id)
	out := classifiedField{
		Class: x.Class, Kind: base.Kind.String(), Message: base.ID, Name: base.Title(), Part: "payload", Field: x.Path, Source: "schema", Within: x.Around,
		Owners: in.ids(in.Plan.Owners(id)), Path: in.Plan.Path(id),
	}
	if d := in.Plan.Graph.Domain(id); d != catalog.NoID {
		out.Domain = cat.Base(d).ID
	}
	if x.Headers {
		out.Part = "headers"
	}
	if x.Path == fields.Whole {
		out.Field = ""
	}
	if x.Field != nil {
		out.Type = x.Field.Type
	}
	if x.Declared {
		out.Source = "catalog"
	}
	var from, to []catalog.ID
	for _, v := range x.Versions {
		if version := cat.Base(v).Version; version != "" {
			out.Versions = append(out.Versions, version)
		}
		for _, e := range in.Plan.Graph.To(v, catalog.Produces) {
			from = append(from, e.From)
		}
		for _, e := range in.Plan.Graph.To(v, catalog.Consumes) {
			to = append(to, e.From)
		}
	}
	out.Producers, out.Consumers = in.ids(from), in.ids(to)
	return out
}

// ids are the ids of resources, sorted, each once.
func (in Input) ids(list []catalog.ID) []string {
	var ids []string
	for _, id := range list {
		ids = append(ids, in.Plan.Catalog.Base(id).ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (in Input) classifiedJSON() ([]byte, error) {
	out := struct {
		Version string            `json:"version"`
		Fields  []classifiedField `json:"fields"`
	}{Version: export.Version, Fields: []classifiedField{}}
	for _, x := range in.Plan.Fields.Classified {
		out.Fields = append(out.Fields, in.classifiedField(x))
	}
	return json.Marshal(out)
}

// classifiedCSV writes the table for spreadsheets (RFC 4180).
func (in Input) classifiedCSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{{"class", "domain", "kind", "message", "name", "versions", "part", "field", "type", "source", "within", "owners", "producers", "consumers", "page"}}
	list := func(items []string) string { return strings.Join(items, "; ") }
	for _, x := range in.Plan.Fields.Classified {
		f := in.classifiedField(x)
		rows = append(rows, []string{
			f.Class, f.Domain, f.Kind, f.Message, f.Name, list(f.Versions), f.Part, f.Field, f.Type, f.Source, f.Within,
			list(f.Owners), list(f.Producers), list(f.Consumers), f.Path,
		})
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = inert(cell)
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("writing CSV: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("writing CSV: %w", err)
	}
	return b.Bytes(), nil
}

// inert is a cell that no spreadsheet takes for a formula: one that begins as a formula does gets an apostrophe before it, which says that it is a
// text. Spreadsheets look past blanks and take the wide forms of the signs as well.
func inert(cell string) string {
	begin := strings.TrimLeft(cell, " \u00A0\u3000\uFEFF\t\r\n")
	if strings.ContainsAny(cell[:len(cell)-len(begin)], "\t\r\n") {
		return "'" + cell
	}
	for _, sign := range []string{"=", "+", "-", "@", "|", "＝", "＋", "－", "＠", "\x00"} {
		if strings.HasPrefix(begin, sign) {
			return "'" + cell
		}
	}
	return cell
}
