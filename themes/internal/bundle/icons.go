package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// icons are the symbols of a theme by the folder they are in. Those of one folder are one picture, one below another: a browser makes a document of every
// picture that a stylesheet names, which costs it more than the styles of a hundred elements, and one picture, seen through a window of its height, costs it
// once.
//
// In a stylesheet `icons()` is the address of the picture, `icon(NAME)` the number of a symbol and `icons(step)` how far it is from one to the next:
//
//	mask: icons() 0 calc(icon(event) * icons(step)) / 100% auto no-repeat;
//
// For those of a folder below, which only some stylesheets need, these are `icons(FOLDER/)`, `icon(FOLDER/NAME)` and `icons(FOLDER/step)`.
type icons map[string]picture

// picture holds what is written for one folder.
type picture struct {
	address, step string
	number        map[string]int
}

const (
	cell  = 24       // The side of a symbol, in units of its file.
	pitch = 2 * cell // From symbol to symbol: what stands between is empty, so that no rounding shows an edge of the next.
)

var (
	// symbol is how every symbol begins and ends: only its stroke may differ, so that one picture can hold all.
	symbol = regexp.MustCompile(`^<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="([0-9.]+)" stroke-linecap="round" stroke-linejoin="round">(.*)</svg>\s*$`)
	// call is what stylesheets write, with the folder, if any, and the name.
	call = regexp.MustCompile(`\b(icons?)\((?:([a-z0-9-]+)/)?([a-z0-9-]*)\)`)
)

// iconsOf reads the symbols of a theme; there may be none.
func iconsOf(folder string) (icons, error) {
	all := icons{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && !d.IsDir() {
			return nil
		}
		if err != nil {
			return err
		}
		name := d.Name()
		if path == folder {
			name = ""
		}
		all[name], err = pictureOf(path)
		return err
	})
	return all, err
}

// pictureOf puts the symbols of one folder one below another, in the order of their names.
func pictureOf(folder string) (picture, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.svg"))
	if err != nil {
		return picture{}, err
	}
	// A position in percent is that share of what the picture is higher than its window, which is pitch × (files - 1).
	p := picture{step: fmt.Sprintf("%.5f%%", 100/float64(max(1, len(files)-1))), number: map[string]int{}}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 %d %d %d" fill="none" stroke="#000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">`,
		pitch, cell, pitch*len(files)-cell)
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return picture{}, err
		}
		m := symbol.FindSubmatch(text)
		if m == nil {
			return picture{}, fmt.Errorf("%s: a symbol begins as all others do, and differs in stroke-width at most", file)
		}
		if stroke := m[1]; string(stroke) != "2" {
			m[2] = fmt.Appendf(nil, `<g stroke-width="%s">%s</g>`, stroke, m[2])
		}
		// Each moves on from the one before, in the same words, which compress to nothing.
		fmt.Fprintf(&b, `<g transform="translate(0 %d)">%s`, pitch, m[2])
		p.number[strings.TrimSuffix(filepath.Base(file), ".svg")] = i
	}
	b.WriteString(strings.Repeat("</g>", len(files)) + "</svg>")
	p.address = `url('data:image/svg+xml,` + strings.NewReplacer("%", "%25", "#", "%23", "'", "%27").Replace(b.String()) + `')`
	return p, nil
}

// expand puts addresses, numbers and steps into a stylesheet.
func (s icons) expand(text string) (string, error) {
	var unknown error
	text = call.ReplaceAllStringFunc(text, func(found string) string {
		m := call.FindStringSubmatch(found)
		p, ok := s[m[2]]
		switch {
		case ok && m[1] == "icons" && m[3] == "":
			return p.address
		case ok && m[1] == "icons" && m[3] == "step":
			return p.step
		}
		n, ok := p.number[m[3]]
		if !ok || m[1] == "icons" {
			unknown = fmt.Errorf("there is no %s", found)
		}
		return strconv.Itoa(n)
	})
	return text, unknown
}

// plugin lets the bundler read stylesheets with the symbols expanded.
func (s icons) plugin() api.Plugin {
	return api.Plugin{Name: "icons", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: `\.css$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := os.ReadFile(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			expanded, err := s.expand(string(text))
			return api.OnLoadResult{Contents: &expanded, Loader: api.LoaderCSS}, err
		})
	}}
}
