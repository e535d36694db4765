package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/cmd/internal/build"
	"github.com/eventatlas/eventatlas/cmd/internal/report"
)

// problemFlags say how diagnostics are printed and when they fail the command.
type problemFlags struct {
	failOn string
	limit  int
}

func (p *problemFlags) add(c *cobra.Command, failOn string) {
	c.Flags().StringVar(&p.failOn, "fail-on", failOn, "exit with status 1 on problems this bad: error, warning or never")
	c.Flags().IntVar(&p.limit, "limit", 100, "print at most this many problems; 0 prints all")
}

func (p *problemFlags) check() error {
	switch p.failOn {
	case "error", "warning", "never":
		return nil
	}
	return fmt.Errorf("--fail-on takes error, warning or never, not %q", p.failOn)
}

// print writes diagnostics in a format, with the source lines that the catalog has.
func (p *problemFlags) print(w io.Writer, env environment, format report.Format, src *build.Source, list []catalog.Diagnostic) error {
	opt := report.Options{Color: env.color(), Limit: p.limit, Lines: lines(src.Catalog.Files)}
	if err := format.Write(w, list, opt); err != nil {
		return fmt.Errorf("printing the problems: %w", err)
	}
	return nil
}

// lines returns a function that looks up the text of a line, keeping the file that it split last: diagnostics come sorted by file.
func lines(files catalog.Files) func(file string, line int) string {
	var last string
	var split []string
	return func(file string, line int) string {
		if file != last {
			last, split = file, nil
			if f := files[file]; f != nil {
				split = strings.Split(string(f.Data), "\n")
			}
		}
		if line < 1 || line > len(split) {
			return ""
		}
		return split[line-1]
	}
}
