package render

import (
	"crypto/sha256"
	"fmt"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/themes"
)

// Memo keeps from one site of a catalog to the next what was not changed: rendered texts, and the parsed templates of the theme. A nil Memo keeps nothing. It
// serves one call of Files at a time.
type Memo struct {
	texts *page.Memo
	sum   [sha256.Size]byte
	sets  map[string]set
	// imports are what published files refer to, by the file, which never changes; and what is asked for by this site.
	imports, asked map[*catalog.File][]catalog.Import
}

// NewMemo returns an empty memo.
func NewMemo() *Memo {
	return &Memo{texts: page.NewMemo(), asked: map[*catalog.File][]catalog.Import{}}
}

func (m *Memo) page() *page.Memo {
	if m == nil {
		return nil
	}
	return m.texts
}

// templates parses a theme, unless it is the one of the time before.
func (m *Memo) templates(theme themes.Theme, words page.Words) (map[string]set, error) {
	if m == nil {
		return parseTheme(theme, words)
	}
	sum := sumOf(theme, words)
	if m.sets != nil && m.sum == sum {
		return m.sets, nil
	}
	sets, err := parseTheme(theme, words)
	if err != nil {
		return nil, err
	}
	m.sum, m.sets = sum, sets
	return sets, nil
}

// importsOf returns the files that one refers to.
func (m *Memo) importsOf(f *catalog.File) []catalog.Import {
	if m == nil {
		imports, _ := schema.Imports(f)
		return imports
	}
	imports, known := m.imports[f]
	if !known {
		imports, _ = schema.Imports(f)
	}
	m.asked[f] = imports
	return imports
}

// trim forgets what this site has not asked for.
func (m *Memo) trim() {
	if m != nil {
		m.imports, m.asked = m.asked, map[*catalog.File][]catalog.Import{}
	}
}

// sumOf is a hash of all that parseTheme depends on.
func sumOf(theme themes.Theme, words page.Words) [sha256.Size]byte {
	h := sha256.New()
	part := func(text []byte) { fmt.Fprintf(h, "%d:%s", len(text), text) }
	part([]byte(theme.Name))
	for _, kind := range page.Kinds() {
		part([]byte(kind.Name))
		for _, f := range theme.Templates(kind.Name) {
			part([]byte(f.Path))
			part(f.Data)
		}
	}
	for _, text := range words.All() {
		part([]byte(text))
	}
	return [sha256.Size]byte(h.Sum(nil))
}
