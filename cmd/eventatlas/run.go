package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/eventatlas/eventatlas/cmd/internal/report"
)

// The voice of the command, for whoever writes its messages: one line, lower case, no full stop, naming files as the user did; say what is
// wrong, then what to do. Results go to stdout so that they can be piped; everything that people read along the way goes to stderr.

// The exit statuses.
const (
	statusDone     = 0
	statusProblems = 1
	statusUsage    = 2
)

// environment is all that the command knows of the world; tests give it buffers.
type environment struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	// terminal says that stderr is a terminal that people look at.
	terminal bool
}

// color reports whether to use ANSI colours (no-color.org).
func (e environment) color() bool {
	return e.terminal && e.getenv("NO_COLOR") == "" && e.getenv("TERM") != "dumb"
}

// errProblems ends a command whose diagnostics were printed and are bad enough for exit status 1.
var errProblems = errors.New("the catalog has problems")

// run parses the arguments, runs the subcommand and returns the exit status.
func run(ctx context.Context, args []string, env environment) int {
	root := rootCommand(env)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, errProblems):
		return statusProblems
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(env.stderr, "eventatlas: stopped; nothing was changed")
		return statusUsage
	default:
		fmt.Fprintf(env.stderr, "eventatlas: %s\n", report.Clean(err.Error()))
		return statusUsage
	}
}

// rootCommand builds the tree of subcommands; nothing of it is shared between two runs.
func rootCommand(env environment) *cobra.Command {
	root := &cobra.Command{
		Use:           "eventatlas",
		Short:         "A browsable site of your events: who produces, who consumes, what flows where",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(env.stdin)
	root.SetOut(env.stdout)
	root.SetErr(env.stderr)
	root.AddCommand(
		generateCommand(env),
		serveCommand(env),
		checkCommand(env),
		exportCommand(env),
		initCommand(env),
		schemaCommand(env),
		versionCommand(env),
	)
	return root
}

// target returns the source that the arguments name: one at the most, the working folder if none.
func target(args []string) string {
	if len(args) == 0 {
		return "."
	}
	return args[0]
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
