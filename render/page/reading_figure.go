package page

import (
	"cmp"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/fields"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// rowLimit is how many fields the drawing of who reads them shows; of more, the most read rowKept and a row that leads to the table.
const (
	rowLimit = 16
	rowKept  = 14
)

// readingFigure draws the fields of a message that consumers say they read, as the rows of one box, each connected with its readers. What nobody names
// is left out: the table beside has it.
func (c *context) readingFigure(r *reading) Figure {
	id := c.page.Resource
	base := c.cat.Base(id)
	f := Figure{ID: "reading", Title: c.t("Who reads which field")}
	rows := c.rowsRead(id, r)
	if len(rows) == 0 {
		return f
	}
	s := c.sketch(c.words.F("The fields of %s and who reads them", visible(base.Title())))
	s.spec.Groups = append(s.spec.Groups, diagram.Group{Ref: base.Key(), Name: visible(base.Title()), Href: c.href(id)})
	s.addReaders(rows, r.services(), s.addRows(rows))
	f.Spec = s.spec
	if r.silent > 0 {
		f.Lead = c.n("%d consumer does not say what it reads.|%d consumers do not say what they read.", r.silent)
	}
	return f
}

// readRow is a field that somebody reads; one that the schema does not have is foreign to it.
type readRow struct {
	path, name, kind, href string
	foreign                bool
	readers                []catalog.ID
}

// rowsRead are the fields that the readers name, in the order of the schema, then those that it does not have.
func (c *context) rowsRead(id catalog.ID, r *reading) []readRow {
	var rows []readRow
	at := map[string]int{}
	href := c.href(id)
	list := c.plan.Fields.Of(id, false)
	if list == nil {
		list = &fields.List{}
	}
	for i := range list.Fields {
		f := &list.Fields[i]
		if _, known := at[f.Path]; !known {
			at[f.Path] = len(rows)
			rows = append(rows, readRow{path: f.Path, name: visible(f.Path), kind: f.Type, href: href + fieldFragment(f, false)})
		}
	}
	for _, by := range r.by {
		for _, path := range by.fields {
			k, known := at[path]
			if !known {
				k, at[path] = len(rows), len(rows)
				rows = append(rows, readRow{path: path, name: visible(path), foreign: len(list.Fields) > 0 && !list.Cut})
			}
			if !slices.Contains(rows[k].readers, by.service) {
				rows[k].readers = append(rows[k].readers, by.service)
			}
		}
	}
	return slices.DeleteFunc(rows, func(row readRow) bool { return len(row.readers) == 0 })
}

// addRows adds the rows to the message's box and returns the node of each; those of rows that are not drawn are the one that stands for them.
func (s *sketch) addRows(rows []readRow) []int {
	drawn := make([]bool, len(rows))
	most := make([]int, len(rows))
	for i := range most {
		most[i] = i
	}
	slices.SortStableFunc(most, func(a, b int) int { return cmp.Compare(len(rows[b].readers), len(rows[a].readers)) })
	kept := len(rows)
	if kept > rowLimit {
		kept = rowKept
	}
	for _, i := range most[:kept] {
		drawn[i] = true
	}
	nodes := make([]int, len(rows))
	for i, row := range rows {
		if drawn[i] {
			nodes[i] = len(s.spec.Nodes)
			s.spec.Nodes = append(s.spec.Nodes, s.readNode(row))
		}
	}
	if kept == len(rows) {
		return nodes
	}
	rest := s.more(len(rows)-kept, 0, "#fields")
	s.spec.Nodes[rest].Group = 1
	for i := range rows {
		if !drawn[i] {
			nodes[i] = rest
		}
	}
	return nodes
}

func (s *sketch) readNode(row readRow) diagram.Node {
	n := diagram.Node{Name: row.name, Href: row.href, Kind: diagram.KindField, Column: 1, Group: 1, Dashed: row.foreign}
	switch {
	case row.foreign:
		n.FullName = s.words.F("%s: the schema of this version has no such field", row.name)
	case row.kind != "":
		n.FullName = row.name + ": " + visible(row.kind)
	}
	return n
}

// addReaders adds the services and connects them with the rows that they read. Of many services the first are drawn, and a box that leads to the table.
func (s *sketch) addReaders(rows []readRow, services []catalog.ID, nodes []int) {
	end := map[catalog.ID]int{}
	s.column(services, func(id catalog.ID) { end[id] = s.addIn(id, 1) }, func(n int) {
		rest := s.more(n, 1, "#consumers")
		for _, id := range services[len(services)-n:] {
			end[id] = rest
		}
	})
	for i, row := range rows {
		for _, id := range row.readers {
			s.connect(nodes[i], end[id], "is read by")
		}
	}
}
