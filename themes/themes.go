// Package themes holds the built-in themes and lays a user's folder over one of them.
//
// A theme is a folder: base.html, partials/*.html, pages/<kind>.html, assets/* and words/<language>.txt. The set of templates of a page is base,
// partials and the page's own file. A user's folder has the same shape and holds only what it changes: its templates are parsed after
// the built-in ones, so a later definition of a name wins and all others stay; its assets replace those of the same name, and a further stylesheet
// is added behind the built-in one. Every built-in theme but the default is such a folder too, laid over the default: it overrides tokens, styles and a template or two, and so shows how. (A file system that shows the first hit of several layers would not do: listing a folder of it shows
// one layer only, and the other templates are gone.)
//
// The name of an asset says what it is for, and nothing has to be registered (see Role):
//
//	site.css, *.css       joined into the one stylesheet of every page
//	boot.js               runs before a page is painted
//	site.js               runs on every page
//	kind-<kind>.css       a second stylesheet, on the pages of that kind
//	kind-<kind>.js        joined to site.js on the pages of that kind
//	load-<name>.css|js    published, and loaded when a script asks for it: load("<name>.js") of default/src/load.ts
//	anything else         published under its own name
//
// Stylesheets and scripts are written in default/src and bundled into default/assets by `go generate ./themes`; a test holds the
// two together. Sources named as above become assets, all others are parts that those import: a style of one kind of pages goes into
// kind-<kind>.css, with its rules for narrow pages, print and forced colours at its end, and one of several kinds (such as schema.css)
// into a part that each of them imports. Built-in styles are in a cascade layer, so that any rule of a user's folder wins over them.
//
// What a page may load at its first view: one HTML file, two stylesheets (12 kB gzipped together), boot.js and one script (12 kB).
package themes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:generate go run ./internal/bundle

//go:embed default/base.html default/partials default/pages default/assets
//go:embed paper/partials paper/assets
var builtin embed.FS

// The largest file and the largest number of files that a theme may have.
const (
	maxFile  = 2 << 20
	maxFiles = 500
)

// File is a file of a theme: its path inside of it and its content.
type File struct {
	Path string
	Data []byte
}

// Theme is a theme that has been read whole. It is read-only.
type Theme struct {
	Name   string
	layers [][]File
}

// Names lists the built-in themes, the default one first. Each other one is laid over it, as a user's folder is.
func Names() []string { return []string{"default", "paper"} }

// Default returns the theme that is used when none is named.
func Default() (Theme, error) { return Open("default", nil) }

// Open returns the built-in theme of that name, with the files of a user's folder laid over it; nil is no folder. The name of a theme that does
// not exist is an error, as is a folder that holds none of a theme's files: it is more likely a mistake than a wish.
func Open(name string, over fs.FS) (Theme, error) {
	if !slices.Contains(Names(), name) {
		return Theme{}, fmt.Errorf("theme %q: there is no such theme; built in are %s", name, strings.Join(Names(), ", "))
	}
	theme := Theme{Name: name}
	for _, layer := range slices.Compact([]string{Names()[0], name}) {
		root, err := fs.Sub(builtin, layer)
		if err != nil {
			return Theme{}, fmt.Errorf("theme %s: %w", name, err)
		}
		files, err := read(root)
		if err != nil {
			return Theme{}, fmt.Errorf("theme %s: %w", name, err)
		}
		theme.layers = append(theme.layers, files)
	}
	if over == nil {
		return theme, nil
	}
	own, err := read(over)
	if err != nil {
		return Theme{}, fmt.Errorf("theme folder: %w", err)
	}
	if len(own) == 0 {
		return Theme{}, errors.New("theme folder: it holds neither base.html nor partials/, pages/, assets/ or words/")
	}
	theme.layers = append(theme.layers, own)
	return theme, nil
}

// read reads the files of one layer, sorted by path. Only regular files in the folders of a theme count.
func read(fsys fs.FS) ([]File, error) {
	var files []File
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != "." && !slices.Contains([]string{"partials", "pages", "assets", "words"}, strings.Split(name, "/")[0]) {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() || !isThemeFile(name) {
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if info.Size() > maxFile || len(files) >= maxFiles {
			return fmt.Errorf("%s: a theme may have %d files of %d bytes", name, maxFiles, maxFile)
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		files = append(files, File{Path: name, Data: data})
		return nil
	})
	return files, err
}

func isThemeFile(name string) bool {
	if name == "base.html" {
		return true
	}
	folder, file, ok := strings.Cut(name, "/")
	if !ok || strings.HasPrefix(path.Base(file), ".") {
		return false
	}
	switch folder {
	case "assets":
		return true
	case "partials", "pages":
		return path.Ext(file) == ".html" && !strings.Contains(file, "/")
	default:
		return folder == "words" && path.Ext(file) == ".txt" && !strings.Contains(file, "/")
	}
}

// Templates returns the template files of a page kind in the order in which they are to be parsed: of each layer base, partials and the
// page's own file.
func (t Theme) Templates(kind string) []File {
	var list []File
	for _, layer := range t.layers {
		for _, f := range layer {
			if f.Path == "base.html" || strings.HasPrefix(f.Path, "partials/") {
				list = append(list, f)
			}
		}
		for _, f := range layer {
			if f.Path == "pages/"+kind+".html" {
				list = append(list, f)
			}
		}
	}
	return list
}

// Words returns the tables of words of a language, which is given by its names, the most special one first: of each layer that of the last name, then
// that of the one before, so that a later table wins.
func (t Theme) Words(names []string) []File {
	var list []File
	for _, layer := range t.layers {
		for _, name := range slices.Backward(names) {
			for _, f := range layer {
				if strings.EqualFold(f.Path, "words/"+name+".txt") {
					list = append(list, f)
				}
			}
		}
	}
	return list
}

// Assets returns the files below assets/ without that folder, sorted by name within each layer, each name once: the user's where there
// is one. Files of the user's that have no counterpart come last.
func (t Theme) Assets() []File {
	var list []File
	for _, layer := range t.layers {
		for _, f := range layer {
			name, ok := strings.CutPrefix(f.Path, "assets/")
			if !ok {
				continue
			}
			f.Path = name
			if i := slices.IndexFunc(list, func(g File) bool { return g.Path == name }); i >= 0 {
				list[i] = f
				continue
			}
			list = append(list, f)
		}
	}
	return list
}
