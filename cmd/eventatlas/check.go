package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/eventatlas/eventatlas/cmd/internal/build"
	"github.com/eventatlas/eventatlas/cmd/internal/report"
)

// checkCommand reports every problem of a catalog. In text the problems go to stderr as everywhere; JSON is the result, so it goes to stdout.
func checkCommand(env environment) *cobra.Command {
	var problems problemFlags
	var format string
	c := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Report every problem of a catalog, with its place and what to do",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			printer, ok := report.Find(format)
			if !ok {
				return fmt.Errorf("--format takes %s, not %q", formatNames(report.Formats(), func(f report.Format) string { return f.Name }), format)
			}
			if err := problems.check(); err != nil {
				return err
			}
			src, err := build.NewSession(target(args), "").Check(c.Context())
			if err != nil {
				return err
			}
			count := report.Tally(src.Diagnostics)
			out := env.stderr
			if printer.Name != "text" {
				out = env.stdout
			}
			if err := problems.print(out, env, printer, src, src.Diagnostics); err != nil {
				return err
			}
			if printer.Name == "text" {
				fmt.Fprintf(env.stderr, "%s in %s\n", count, plural(len(src.Catalog.Resources), "resource"))
			}
			if count.Fails(problems.failOn) {
				return errProblems
			}
			return nil
		},
	}
	problems.add(c, "error")
	c.Flags().StringVar(&format, "format", "text", "how to print: "+formatNames(report.Formats(), func(f report.Format) string { return f.Name }))
	return c
}

// formatNames lists names for a message.
func formatNames[T any](list []T, name func(T) string) string {
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = name(f)
	}
	return strings.Join(names, ", ")
}

// plural writes a count with its word: "1 page", "2 pages".
func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	if stem, ok := strings.CutSuffix(word, "y"); ok {
		word = stem + "ie"
	}
	return fmt.Sprintf("%d %ss", n, word)
}
