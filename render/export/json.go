package export

import (
	"encoding/json"
	"io"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// Version is the version of the JSON interface. A minor step adds keys; a major one takes some away or changes their meaning.
const Version = "1.0"

// document is the object that the JSON export writes.
type document struct {
	Version     string            `json:"version"`
	Title       string            `json:"title,omitempty"`
	Resources   []resource        `json:"resources"`
	Edges       []edge            `json:"edges"`
	Diagnostics []json.RawMessage `json:"diagnostics"`
}

// edge is one fact that connects two resources; From and To are keys of resources.
type edge struct {
	From       string   `json:"from"`
	To         string   `json:"to"`
	Relation   string   `json:"relation"`
	Via        string   `json:"via,omitempty"`
	Group      string   `json:"group,omitempty"`
	Reads      []string `json:"reads,omitempty"`
	Filter     string   `json:"filter,omitempty"`
	Provenance string   `json:"provenance"`
	Reply      bool     `json:"reply,omitempty"`
}

// diagnostic is a problem; places that are not known are left out.
type diagnostic struct {
	Code       string `json:"code"`
	Severity   string `json:"severity"`
	Message    string `json:"message"`
	File       string `json:"file"`
	Line       int    `json:"line,omitempty"`
	Column     int    `json:"column,omitempty"`
	Pointer    string `json:"pointer,omitempty"`
	Suggestion string `json:"suggestion,omitempty"`
	Notes      []note `json:"notes"`
}

type note struct {
	Message string `json:"message"`
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
}

// Diagnostic returns the JSON object of a diagnostic, the same in every report of the command.
func Diagnostic(d catalog.Diagnostic) json.RawMessage {
	out := diagnostic{
		Code: string(d.Code), Severity: d.Severity.String(), Message: d.Message,
		File: d.Pos.File, Line: d.Pos.Line, Column: d.Pos.Column, Pointer: d.Pointer, Suggestion: d.Suggestion, Notes: []note{},
	}
	for _, n := range d.Notes {
		out.Notes = append(out.Notes, note{Message: n.Text, File: n.Pos.File, Line: n.Pos.Line, Column: n.Pos.Column})
	}
	data, err := json.Marshal(out)
	if err != nil {
		return json.RawMessage("null") // a struct of strings and numbers cannot fail
	}
	return data
}

func writeJSON(w io.Writer, in Input) error {
	c := in.Catalog
	doc := document{Version: Version, Title: c.Config.Title, Resources: make([]resource, len(c.Resources)), Edges: edges(c), Diagnostics: []json.RawMessage{}}
	for i, r := range c.Resources {
		doc.Resources[i] = describe(r, in.Page(catalog.ID(i)))
	}
	for _, d := range in.Diagnostics {
		doc.Diagnostics = append(doc.Diagnostics, Diagnostic(d))
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(doc)
}

// edges are all edges of a catalog, sorted.
func edges(c *catalog.Catalog) []edge {
	list := make([]edge, len(c.Edges))
	for i := range c.Edges {
		list[i] = edgeOf(c, &c.Edges[i])
	}
	slices.SortStableFunc(list, compareEdges)
	return list
}

func edgeOf(c *catalog.Catalog, e *catalog.Edge) edge {
	out := edge{
		From: c.Base(e.From).Key(), To: c.Base(e.To).Key(), Relation: string(e.Relation),
		Group: e.Group, Reads: e.Fields, Filter: e.Filter, Provenance: e.Provenance.String(), Reply: e.Reply,
	}
	if e.Via != catalog.NoID {
		out.Via = c.Base(e.Via).Key()
	}
	return out
}
