package build

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/load"
	"github.com/eventatlas/eventatlas/render"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/site"
	"github.com/eventatlas/eventatlas/themes"
)

// DefaultOutput is the folder of the site where nobody names one.
const DefaultOutput = "site"

// OutputFolder is where the site goes: what the command line says, else what the configuration says, relative to the source, else DefaultOutput.
func (s *Session) OutputFolder(src *Source) string {
	switch {
	case s.Output != "":
		return s.Output
	case src.Catalog.Config.Output != "":
		return filepath.Join(s.SourceFolder(), filepath.FromSlash(src.Catalog.Config.Output))
	default:
		return DefaultOutput
	}
}

// SourceFolder is the folder of the source: the target, or the folder around the one document.
func (s *Session) SourceFolder() string {
	if info, err := os.Stat(s.Target); err == nil && !info.IsDir() {
		return filepath.Dir(s.Target)
	}
	return s.Target
}

// Site makes the tree of the site's files from a source, and adds the problems of its texts to the source's. No page is rendered yet: each
// file is a function that is called when the file is wanted.
func (s *Session) Site(src *Source) (*output.Tree, error) {
	theme, err := s.theme(src.Inputs, src.Catalog.Config.Theme)
	if err != nil {
		return nil, err
	}
	s.plan = site.Again(s.plan, src.Catalog, src.Graph)
	files, diagnostics, err := render.Files(s.plan, render.Options{Theme: theme, Root: s.Root, History: src.History, Memo: s.pages, Rules: load.Codes(), Previous: s.Previous, Program: s.Program})
	if err != nil {
		return nil, fmt.Errorf("rendering the site: %w", err)
	}
	src.Diagnostics = diagnostics
	tree, err := output.Again(s.tree, files)
	if err != nil {
		return nil, fmt.Errorf("laying out the site: %w", err)
	}
	s.tree = tree
	return tree, nil
}

// theme opens the theme that the session asks for, else the configuration: a built-in one by its name, or a folder that is laid over the default one. That
// of the configuration is relative to the source. What is read of the folder is added to the inputs.
func (s *Session) theme(inputs load.Inputs, configured string) (themes.Theme, error) {
	name, folder := configured, filepath.Join(s.SourceFolder(), filepath.FromSlash(configured))
	if s.Theme != "" {
		name, folder = s.Theme, s.Theme
	}
	switch {
	case name == "":
		return themes.Default()
	case slices.Contains(themes.Names(), name):
		return themes.Open(name, nil)
	}
	dir, err := filepath.Abs(folder)
	if err != nil {
		return themes.Theme{}, fmt.Errorf("the theme %s: %w", name, err)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		inputs[dir] = load.Sum(dir)
		return themes.Theme{}, fmt.Errorf("the theme %s is neither built in (%s) nor a folder", name, strings.Join(themes.Names(), ", "))
	}
	return themes.Open("default", newRecorder(dir, inputs))
}

// Describe says in a few words what was read: "15 services, 28 events … from 31 files".
func Describe(src *Source) string {
	counts := map[catalog.Kind]int{}
	for _, r := range src.Catalog.Resources {
		if b := r.Common(); b.Latest && !b.Stub {
			counts[b.Kind]++
		}
	}
	var parts []string
	for _, kind := range []catalog.Kind{catalog.DomainKind, catalog.ServiceKind, catalog.EventKind, catalog.CommandKind, catalog.QueryKind, catalog.ChannelKind, catalog.FlowKind} {
		if n := counts[kind]; n > 0 {
			word := kind.Section()
			if n == 1 {
				word = kind.String()
			}
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	files := 0
	for _, n := range src.Formats {
		files += n
	}
	text := strings.Join(parts, ", ")
	if text == "" {
		text = "nothing"
	}
	if files == 1 {
		return text + " from 1 file"
	}
	return fmt.Sprintf("%s from %d files", text, files)
}
