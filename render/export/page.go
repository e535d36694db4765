package export

import (
	"encoding/json"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// Page is what every JSON file beside a page begins with.
type Page struct {
	// Version is that of the interface.
	Version string `json:"version"`
	// Kind is the kind of the page, Title its heading, Path its path from the root of the site and Markdown that of its Markdown twin.
	Kind     string `json:"page"`
	Title    string `json:"title"`
	Path     string `json:"path"`
	Markdown string `json:"markdown"`
}

// resourcePage is the JSON file beside the page of a resource.
type resourcePage struct {
	Page
	Resource    resource          `json:"resource"`
	Edges       []edge            `json:"edges"`
	Neighbours  []Brief           `json:"neighbours"`
	Fields      []field           `json:"fields,omitempty"`
	Headers     []field           `json:"headerFields,omitempty"`
	Diagnostics []json.RawMessage `json:"diagnostics"`
}

// field is one field of a schema.
type field struct {
	Path        string   `json:"path"`
	Types       []string `json:"types,omitempty"`
	Format      string   `json:"format,omitempty"`
	Required    bool     `json:"required,omitempty"`
	Deprecated  bool     `json:"deprecated,omitempty"`
	Description string   `json:"description,omitempty"`
	Enum        []string `json:"enum,omitempty"`
}

// Brief is a resource in a list.
type Brief struct {
	Key     string `json:"key"`
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Version string `json:"version"`
	Name    string `json:"name"`
	Summary string `json:"summary,omitempty"`
	// State is active, draft, deprecated, or undescribed where nobody describes it.
	State  string   `json:"state"`
	Latest bool     `json:"latest"`
	Owners []string `json:"owners"`
	Domain string   `json:"domain,omitempty"`
	Path   string   `json:"path"`
}

// maxFields bounds the fields of one schema in a file.
const maxFields = 2000

// WritePage returns the JSON file beside the page of a resource: what the whole export says of it, its edges in both directions, the resources
// at their other ends, the fields of its schema and its diagnostics, which the caller has found among those of in.
func WritePage(in Input, head Page, id catalog.ID, found []catalog.Diagnostic) ([]byte, error) {
	out := resourcePage{Page: head, Resource: describe(in.Catalog.Resource(id), head.Path), Edges: []edge{}, Neighbours: []Brief{}, Diagnostics: []json.RawMessage{}}
	out.Version = Version
	var ends []catalog.ID
	for _, e := range append(in.Graph.From(id), in.Graph.To(id)...) {
		ends = append(ends, e.From, e.To, e.Via)
		out.Edges = append(out.Edges, edgeOf(in.Catalog, e))
	}
	slices.SortStableFunc(out.Edges, compareEdges)
	out.Edges = slices.CompactFunc(out.Edges, func(a, b edge) bool { return a.From == a.To && a.From == b.From && compareEdges(a, b) == 0 })
	slices.Sort(ends)
	for _, end := range slices.Compact(ends) {
		if end != catalog.NoID && end != id {
			out.Neighbours = append(out.Neighbours, Briefly(in, end))
		}
	}
	if m, ok := in.Catalog.Resource(id).(*catalog.Message); ok {
		out.Fields, out.Headers = fields(in.Catalog, m.Schema), fields(in.Catalog, m.Headers)
	}
	for _, d := range found {
		out.Diagnostics = append(out.Diagnostics, Diagnostic(d))
	}
	return json.Marshal(out)
}

// Briefly describes a resource as an entry of a list.
func Briefly(in Input, id catalog.ID) Brief {
	b := in.Catalog.Base(id)
	out := Brief{
		Key: b.Key(), Kind: b.Kind.String(), ID: b.ID, Version: b.Version, Name: b.Title(), Summary: b.Summary, State: StateOf(b),
		Latest: b.Latest, Owners: refs(b.Owners), Path: in.Page(id),
	}
	if d := in.Graph.Domain(id); d != catalog.NoID {
		out.Domain = in.Catalog.Base(d).ID
	}
	return out
}

// StateOf is the word for the state of a resource, the most serious where there are several.
func StateOf(b *catalog.Base) string {
	switch {
	case b.Stub:
		return "undescribed"
	case b.Deprecated != nil:
		return "deprecated"
	case b.Draft:
		return "draft"
	default:
		return "active"
	}
}

// fields lists the fields of a schema; nil where it cannot be read.
func fields(c *catalog.Catalog, ref catalog.SchemaRef) []field {
	if ref.IsZero() {
		return nil
	}
	t, _ := schema.Load(ref, c.Files)
	var list []field
	schema.Walk(t, maxFields, func(f schema.Field, _ int) bool {
		out := field{Path: f.Path, Required: f.Required, Deprecated: f.Deprecated, Description: f.Description}
		if f.Type != nil {
			out.Types, out.Format, out.Enum = f.Type.Types, f.Type.Format, f.Type.Enum
			out.Deprecated = out.Deprecated || f.Type.Deprecated
			if out.Description == "" {
				out.Description = f.Type.Description
			}
		}
		list = append(list, out)
		return true
	})
	return list
}

// index is catalog.json: every resource in brief.
type index struct {
	Version     string  `json:"version"`
	Title       string  `json:"title"`
	Description string  `json:"description,omitempty"`
	Resources   []Brief `json:"resources"`
}

// WriteIndex returns catalog.json: every version of every resource in brief, in the order of the whole export.
func WriteIndex(in Input) ([]byte, error) {
	out := index{Version: Version, Title: in.Catalog.Config.Title, Description: in.Catalog.Config.Description, Resources: make([]Brief, len(in.Catalog.Resources))}
	for i := range in.Catalog.Resources {
		out.Resources[i] = Briefly(in, catalog.ID(i))
	}
	return json.Marshal(out)
}

// relations is graph.json: nodes and edges.
type relations struct {
	Version string `json:"version"`
	Nodes   []node `json:"nodes"`
	Edges   []edge `json:"edges"`
}

type node struct {
	Key  string `json:"key"`
	Kind string `json:"kind"`
	Name string `json:"name"`
	Path string `json:"path"`
}

// WriteGraph returns graph.json: the resources and all edges between them, in the order of the whole export.
func WriteGraph(in Input) ([]byte, error) {
	out := relations{Version: Version, Nodes: make([]node, len(in.Catalog.Resources)), Edges: edges(in.Catalog)}
	for i, r := range in.Catalog.Resources {
		b := r.Common()
		out.Nodes[i] = node{Key: b.Key(), Kind: b.Kind.String(), Name: b.Title(), Path: in.Page(catalog.ID(i))}
	}
	return json.Marshal(out)
}
