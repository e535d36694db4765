package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// icons are the symbols of a theme, one below another in one picture. A browser makes a document of every picture that a stylesheet names, which costs it
// more than the styles of a hundred elements: one picture of all symbols, seen through a window of its height, costs it once.
//
// In a stylesheet `icons()` is the address of that picture, `icon(NAME)` the number of a symbol and `icons(step)` how far it is from one to the next:
//
//	mask: icons() 0 calc(icon(event) * icons(step)) / 100% auto no-repeat;
type icons struct {
	picture, step string
	number        map[string]int
}

const (
	cell  = 24       // The side of a symbol, in units of its file.
	pitch = 2 * cell // From symbol to symbol: what stands between is empty, so that no rounding shows an edge of the next.
)

var (
	// root is how every symbol begins and ends: only its stroke may differ, so that one picture can hold all.
	root = regexp.MustCompile(`^<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="([0-9.]+)" stroke-linecap="round" stroke-linejoin="round">(.*)</svg>\s*$`)
	call = regexp.MustCompile(`\bicons?\(([a-z0-9-]*)\)`)
)

// iconsOf reads the symbols of a folder, in the order of their names.
func iconsOf(folder string) (icons, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.svg"))
	if err != nil || len(files) == 0 {
		return icons{}, err
	}
	// A position in percent is that share of what the picture is higher than its window, which is pitch × (files - 1).
	all := icons{step: fmt.Sprintf("%.5f%%", 100/float64(max(1, len(files)-1))), number: map[string]int{}}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 %d %d %d" fill="none" stroke="#000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">`,
		pitch, cell, pitch*len(files)-cell)
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return icons{}, err
		}
		m := root.FindSubmatch(text)
		if m == nil {
			return icons{}, fmt.Errorf("%s: a symbol begins as all others do, and differs in stroke-width at most", file)
		}
		if stroke := m[1]; string(stroke) != "2" {
			m[2] = fmt.Appendf(nil, `<g stroke-width="%s">%s</g>`, stroke, m[2])
		}
		// Each moves on from the one before, in the same words, which compress to nothing.
		fmt.Fprintf(&b, `<g transform="translate(0 %d)">%s`, pitch, m[2])
		all.number[strings.TrimSuffix(filepath.Base(file), ".svg")] = i
	}
	b.WriteString(strings.Repeat("</g>", len(files)) + "</svg>")
	all.picture = `url('data:image/svg+xml,` + strings.NewReplacer("%", "%25", "#", "%23", "'", "%27").Replace(b.String()) + `')`
	return all, nil
}

// expand puts the picture, numbers and the step into a stylesheet.
func (s icons) expand(text string) (string, error) {
	var unknown error
	text = call.ReplaceAllStringFunc(text, func(found string) string {
		switch name := call.FindStringSubmatch(found)[1]; found {
		case "icons()":
			return s.picture
		case "icons(step)":
			return s.step
		default:
			n, ok := s.number[name]
			if !ok {
				unknown = fmt.Errorf("there is no symbol %q", name)
			}
			return strconv.Itoa(n)
		}
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
