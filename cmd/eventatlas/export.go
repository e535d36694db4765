package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/eventatlas/eventatlas/cmd/internal/build"
	"github.com/eventatlas/eventatlas/cmd/internal/report"
	"github.com/eventatlas/eventatlas/render/export"
	"github.com/eventatlas/eventatlas/render/site"
)

// exportCommand writes the resolved catalog to stdout or a file. Problems are part of the export, so they are counted on stderr and
// printed only where the export cannot carry them.
func exportCommand(env environment) *cobra.Command {
	var name, output string
	var problems problemFlags
	c := &cobra.Command{
		Use:   "export [DIR]",
		Short: "Write the resolved catalog for other tools",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			format, ok := export.Find(name)
			if !ok {
				return fmt.Errorf("--format takes %s, not %q", formatNames(export.Formats(), func(f export.Format) string { return f.Name }), name)
			}
			if err := problems.check(); err != nil {
				return err
			}
			src, err := build.NewSession(target(args), "").Check(c.Context())
			if err != nil {
				return err
			}
			plan := site.New(src.Catalog, src.Graph)
			in := export.Input{Catalog: src.Catalog, Graph: src.Graph, Diagnostics: src.Diagnostics, Page: plan.Path}
			if err := writeTo(env.stdout, output, func(w io.Writer) error { return format.Write(w, in) }); err != nil {
				return fmt.Errorf("writing the export: %w", err)
			}
			count := report.Tally(src.Diagnostics)
			if count.Errors+count.Warnings > 0 {
				fmt.Fprintf(env.stderr, "%s; see them with eventatlas check\n", count)
			}
			if count.Fails(problems.failOn) {
				return errProblems
			}
			return nil
		},
	}
	c.Flags().StringVar(&name, "format", "json", "what to write: "+formatNames(export.Formats(), func(f export.Format) string { return f.Name }))
	c.Flags().StringVarP(&output, "output", "o", "", "write to this file instead of standard output")
	c.Flags().StringVar(&problems.failOn, "fail-on", "error", "exit with status 1 on problems this bad: error, warning or never")
	return c
}

// writeTo calls write with a file, or with stdout where no file is named. A file appears under its name only once it is whole.
func writeTo(stdout io.Writer, name string, write func(io.Writer) error) error {
	if name == "" || name == "-" {
		buffer := bufio.NewWriter(stdout)
		if err := write(buffer); err != nil {
			return err
		}
		return buffer.Flush()
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	buffer := bufio.NewWriter(f)
	if err := write(buffer); err != nil {
		f.Close()
		return err
	}
	if err := buffer.Flush(); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
