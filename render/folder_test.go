package render

import (
	"io/fs"
	"slices"
	"testing/fstest"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/output"
)

// folder is a folder in memory.
func folder(files map[string]string) fs.FS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// word is a text as a value.
func word(text string) *catalog.Node {
	return catalog.NewScalar(catalog.StringNode, catalog.Pos{}, text)
}

// pages are the pages among files.
func pages(files []output.File) []output.File {
	return slices.DeleteFunc(slices.Clone(files), func(f output.File) bool { return !isPage(f.Path) })
}
