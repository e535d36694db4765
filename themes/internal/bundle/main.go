// Command bundle makes the stylesheets and scripts of the built-in themes out of their sources. It is run by
// `go generate ./themes`; what it writes is committed, so that nobody needs it to build the project.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

// run bundles the themes below a folder and writes what has changed.
func run(root string) error {
	sources, err := filepath.Glob(filepath.Join(root, "*", "src"))
	if err != nil {
		return err
	}
	for _, src := range sources {
		files, err := Bundle(filepath.Dir(src))
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(f.Path, f.Contents, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// Bundle returns the bundles of one theme, with their paths below its assets folder. Scripts are classic ones, because modules do not load
// from file://; symbols are put into the stylesheet as a data URL, because a symbol file does not either. Styles are in a layer, so that
// those of a user's folder, which are in none, win wherever they stand.
func Bundle(theme string) ([]api.OutputFile, error) {
	entries, err := entries(filepath.Join(theme, "src"), filepath.Base(theme))
	if err != nil {
		return nil, err
	}
	symbols, err := iconsOf(filepath.Join(theme, "src", "icons"))
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       entries,
		Outdir:            filepath.Join(theme, "assets"),
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		Format:            api.FormatIIFE,
		Target:            api.ES2022,
		Plugins:           []api.Plugin{symbols.plugin()},
		LegalComments:     api.LegalCommentsNone,
		Banner:            map[string]string{"css": "@layer " + filepath.Base(theme) + "-theme{"},
		Footer:            map[string]string{"css": "}"},
	})
	if len(result.Errors) > 0 {
		var list []error
		for _, m := range api.FormatMessages(result.Errors, api.FormatMessagesOptions{}) {
			list = append(list, errors.New(m))
		}
		return nil, errors.Join(list...)
	}
	return result.OutputFiles, nil
}

// entries are the sources that become assets of the same name: site and boot, the stylesheet that a theme adds under its own name, and those
// whose name gives them a role. All others are parts of these.
func entries(src, theme string) ([]string, error) {
	var list []string
	for _, pattern := range []string{"site.*", "boot.ts", theme + ".css", "kind-*", "load-*"} {
		found, err := filepath.Glob(filepath.Join(src, pattern))
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}
