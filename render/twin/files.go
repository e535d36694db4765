package twin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/export"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

// Input is what the files are made of.
type Input struct {
	Plan  *site.Plan
	Words page.Words
	// View makes the view of a page, or returns the one that was just made.
	View func(site.Page) any
	// HTML renders a page, or returns the one that was just rendered.
	HTML func(site.Page) ([]byte, error)
	// Findings are the diagnostics of a resource, Problems all of them.
	Findings func(catalog.ID) []catalog.Diagnostic
	Problems []catalog.Diagnostic
	// Style is the stylesheet of every page, from the root of the site.
	Style string
}

func (in Input) export() export.Input {
	return export.Input{Catalog: in.Plan.Catalog, Graph: in.Plan.Graph, Diagnostics: in.Problems, Page: in.Plan.Path}
}

// Files returns all files of the package. Each is made when it is asked for.
func Files(in Input) []output.File {
	var files []output.File
	add := func(path string, data func() ([]byte, error)) {
		files = append(files, output.File{Path: path, Data: data})
	}
	for _, p := range in.Plan.Pages {
		if !Has(p) {
			continue
		}
		add(MarkdownPath(p.Path), func() ([]byte, error) { return Markdown(p, in.View(p), Options{Plan: in.Plan, Words: in.Words}), nil })
		add(JSONPath(p.Path), func() ([]byte, error) { return in.json(p) })
	}
	add(Catalog, func() ([]byte, error) { return wrap(export.WriteIndex(in.export())) })
	add(Graph, func() ([]byte, error) { return wrap(export.WriteGraph(in.export())) })
	files = append(files, in.classifiedFiles()...)
	files = append(files, in.fullFiles()...)
	return append(files, in.rootFiles()...)
}

// wrap ends a file with a line break.
func wrap(data []byte, err error) ([]byte, error) {
	if err != nil {
		return nil, fmt.Errorf("writing JSON: %w", err)
	}
	return append(data, '\n'), nil
}

// json writes the JSON twin of a page.
func (in Input) json(p site.Page) ([]byte, error) {
	head := export.Page{Version: export.Version, Kind: p.Kind, Path: p.Path, Markdown: MarkdownPath(p.Path)}
	if p.Resource != catalog.NoID && p.Kind != site.Reach {
		head.Title = in.Plan.Catalog.Base(p.Resource).Title()
		return wrap(export.WritePage(in.export(), head, p.Resource, in.Findings(p.Resource)))
	}
	view := reflect.ValueOf(in.View(p))
	frame, _ := reflect.TypeAssert[page.Frame](view.FieldByName("Frame"))
	head.Title = frame.Title
	switch {
	case p.Parts > 0 && p.List == "" || in.Plan.Listing(p.List) != nil:
		return wrap(in.list(head, p))
	case p.Kind == site.Problems || p.Kind == site.Findings:
		return wrap(in.problems(head, p))
	default:
		w := &walker{writer: writer{page: p.Path, plan: in.Plan}}
		w.walk(view)
		return wrap(json.Marshal(tables{Page: head, Tables: w.tables, Connections: w.connections}))
	}
}

// listPage is the JSON twin of an index: the resources on it.
type listPage struct {
	export.Page
	Part      int            `json:"part"`
	Parts     int            `json:"parts"`
	Resources []export.Brief `json:"resources"`
}

func (in Input) list(head export.Page, p site.Page) ([]byte, error) {
	out := listPage{Page: head, Part: p.Part, Parts: p.Parts, Resources: []export.Brief{}}
	for _, id := range in.Plan.Listed(p) {
		out.Resources = append(out.Resources, export.Briefly(in.export(), id))
	}
	return json.Marshal(out)
}

// problemsPage is the JSON twin of a page of problems.
type problemsPage struct {
	export.Page
	Part        int               `json:"part"`
	Parts       int               `json:"parts"`
	Diagnostics []json.RawMessage `json:"diagnostics"`
}

func (in Input) problems(head export.Page, p site.Page) ([]byte, error) {
	out := problemsPage{Page: head, Part: p.Part, Parts: p.Parts, Diagnostics: []json.RawMessage{}}
	l := in.Plan.FindingList(p.List)
	for i := p.First; i < p.Last; i++ {
		d := i
		if l != nil {
			d = l.Found[i]
		}
		out.Diagnostics = append(out.Diagnostics, export.Diagnostic(in.Problems[d]))
	}
	return json.Marshal(out)
}

// tables is the JSON twin of any other page: the tables on it, and the connections of its drawings.
type tables struct {
	export.Page
	Tables      []table      `json:"tables"`
	Connections []connection `json:"connections,omitempty"`
}

// table is one table; a row has one cell for each column, and the heading above it where the rows are in groups.
type table struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Columns []string `json:"columns"`
	Rows    []row    `json:"rows"`
}

type row struct {
	Group string `json:"group,omitempty"`
	Cells []cell `json:"cells"`
}

// cell is the text of a cell and the pages that it links to.
type cell struct {
	Text  string   `json:"text"`
	Paths []string `json:"paths,omitempty"`
}

type connection struct {
	From     string `json:"from"`
	Relation string `json:"relation"`
	To       string `json:"to"`
	Label    string `json:"label,omitempty"`
	Count    int    `json:"count"`
}

// walker finds the tables and drawings of a view.
type walker struct {
	writer
	tables      []table
	connections []connection
}

func (w *walker) walk(v reflect.Value) {
	switch x := v.Interface().(type) {
	case page.Frame:
	case page.Table:
		if x.Len() > 0 {
			w.tables = append(w.tables, w.tableOf(x))
		}
	case page.Figure:
		for _, r := range x.Connections() {
			w.connections = append(w.connections, connection{r.From, r.Relation, r.To, r.Label, r.Count})
		}
	default:
		w.inside(v)
	}
}

func (w *walker) inside(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				w.walk(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.walk(v.Index(i))
		}
	default:
	}
}

func (w *walker) tableOf(t page.Table) table {
	out := table{ID: t.ID, Title: t.Title, Columns: t.Cols, Rows: []row{}}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			line := row{Group: g.Title.Text}
			for _, c := range r.Cells {
				line.Cells = append(line.Cells, w.cellOf(c))
			}
			out.Rows = append(out.Rows, line)
		}
	}
	return out
}

func (w *walker) cellOf(c page.Cell) cell {
	var out cell
	var b bytes.Buffer
	say := func(text string) {
		if b.Len() > 0 && text != "" {
			b.WriteString(", ")
		}
		b.WriteString(text)
	}
	for _, l := range c.Links {
		say(l.Text)
		if to := w.rooted(l.Href); to != "" {
			out.Paths = append(out.Paths, to)
		}
	}
	for _, chip := range c.Chips {
		say(chip.Text)
	}
	say(c.Text)
	for _, code := range c.Codes {
		say(code)
	}
	say(plain(c.HTML))
	out.Text = b.String()
	return out
}
