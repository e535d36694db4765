// Package export writes the resolved catalog for other tools. Each format is a value in the list that Formats returns: a name, a
// sentence, and a function from a catalog to bytes. An export is a function of the catalog alone, so the same sources give
// the same bytes.
package export

import (
	"io"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

// Input is what an export is made of.
type Input struct {
	Catalog *catalog.Catalog
	Graph   *graph.Graph
	// Diagnostics are all problems, sorted.
	Diagnostics []catalog.Diagnostic
	// Page returns the path of a resource's page relative to the site's root, or "" where it has none.
	Page func(catalog.ID) string
}

// Format is one way to write a catalog.
type Format struct {
	// Name is what the user asks for, and About says in one sentence what it gives.
	Name, About string
	// Write writes the catalog; its error is the writer's.
	Write func(w io.Writer, in Input) error
}

// Formats lists the formats.
func Formats() []Format {
	return []Format{
		{Name: "json", About: "the whole catalog as one JSON object, the stable interface for other tools", Write: writeJSON},
	}
}

// Find returns the format of that name.
func Find(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
