package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/eventatlas/eventatlas/cmd/internal/build"
	"github.com/eventatlas/eventatlas/cmd/internal/report"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/themes"
)

// generateFlags are the flags of generate.
type generateFlags struct {
	problemFlags
	output  string
	theme   string
	adopt   bool
	verbose bool
	quiet   bool
	watch   bool
	poll    bool
	history bool
	// previous is an earlier site to compare with.
	previous string
}

// generateCommand reads, links, checks, renders and publishes: the main job.
func generateCommand(env environment) *cobra.Command {
	var flags generateFlags
	c := &cobra.Command{
		Use:   "generate [DIR]",
		Short: "Make the site of a catalog",
		Long: "Reads the folder DIR, or one document, and writes a static site. The site is published whole or not at all,\n" +
			"and only files of an earlier site are ever removed. Whatever could be read is shown, with its problems; errors\n" +
			"make the exit status 1.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return generate(c, target(args), flags, env) },
	}
	c.Flags().StringVar(&flags.failOn, "fail-on", "", "write nothing when there are problems this bad: error or warning; never also makes errors exit with 0")
	c.Flags().IntVar(&flags.limit, "limit", 100, "print at most this many problems; 0 prints all")
	c.Flags().StringVarP(&flags.output, "output", "o", "", "the folder to write the site to (default: what eventatlas.yaml says, else site)")
	c.Flags().BoolVar(&flags.adopt, "adopt", false, "write into a folder that holds other files; they are kept")
	c.Flags().BoolVarP(&flags.verbose, "verbose", "v", false, "list the files that were left alone")
	c.Flags().BoolVarP(&flags.quiet, "quiet", "q", false, "print problems only")
	c.Flags().BoolVarP(&flags.watch, "watch", "w", false, "stay, and write what changes at every edit")
	c.Flags().BoolVar(&flags.history, "history", true, "show what the commits of the git repository around the catalog have changed")
	c.Flags().StringVar(&flags.previous, "previous", "", "compare with an earlier site, a folder or its catalog.json: show what has changed, and report pages that are gone")
	c.Flags().StringVar(&flags.theme, "theme", "", "the look: "+strings.Join(themes.Names(), ", ")+", or a folder (default: what eventatlas.yaml says)")
	c.Flags().BoolVar(&flags.poll, "poll", false, "with --watch, look at the files once a second instead of being told by the system")
	return c
}

func generate(c *cobra.Command, dir string, flags generateFlags, env environment) error {
	start := time.Now()
	if flags.failOn != "" {
		if err := flags.check(); err != nil {
			return err
		}
	}
	session := build.NewSession(dir, flags.output)
	session.Theme, session.History, session.Program = flags.theme, flags.history, version()
	if flags.previous != "" {
		previous, err := build.ReadPrevious(flags.previous)
		if err != nil {
			return err
		}
		session.Previous = previous
	}
	if flags.watch {
		return watchSite(c.Context(), session, flags, env)
	}
	src, err := session.Read(c.Context())
	if err != nil {
		return err
	}
	out := session.OutputFolder(src)
	if err := refuse(out, session.SourceFolder(), flags.adopt); err != nil {
		return err
	}
	tree, err := session.Site(src)
	if err != nil {
		return err
	}
	if err := tell(src, flags, env); err != nil {
		return err
	}
	count := report.Tally(src.Diagnostics)
	if flags.failOn != "" && count.Fails(flags.failOn) {
		fmt.Fprintf(env.stderr, "%s; no site was written, because of --fail-on %s\n", count, flags.failOn)
		return errProblems
	}
	stats, err := publish(c.Context(), tree, out, session, flags, env)
	if err != nil {
		return err
	}
	if !flags.quiet {
		summarize(env.stdout, src, pages(tree), stats, count, out, time.Since(start))
	}
	if count.Errors > 0 && flags.failOn != "never" {
		return errProblems
	}
	return nil
}

// refuse checks the output folder before any page is made, so that a wrong one costs no wait.
func refuse(out, source string, adopt bool) error {
	err := output.CheckFolder(out, source)
	if errors.Is(err, output.ErrForeign) && adopt {
		return nil
	}
	return err
}

// tell prints the problems, and the files that were left alone where that is asked for.
func tell(src *build.Source, flags generateFlags, env environment) error {
	if err := flags.print(env.stderr, env, report.Formats()[0], src, src.Diagnostics); err != nil {
		return err
	}
	if flags.verbose {
		for _, name := range src.Ignored {
			fmt.Fprintf(env.stderr, "left alone: %s\n", report.Clean(name))
		}
	}
	return nil
}

// publish writes the site to its folder, with a progress bar where people watch.
func publish(ctx context.Context, tree *output.Tree, out string, session *build.Session, flags generateFlags, env environment) (output.Stats, error) {
	opt := output.Options{Source: session.SourceFolder(), Adopt: flags.adopt}
	if env.terminal && !flags.quiet {
		bar := progress(env.stderr, len(tree.Paths()))
		opt.Progress = func(done, _ int) { _ = bar.Set(done) }
		defer func() { _ = bar.Finish() }()
	}
	stats, err := output.Publish(ctx, tree, out, opt)
	if err != nil {
		return output.Stats{}, fmt.Errorf("publishing the site: %w", err)
	}
	return stats, nil
}

// pages counts the pages of a site.
func pages(tree *output.Tree) int {
	n := 0
	for _, name := range tree.Paths() {
		if strings.HasSuffix(name, ".html") {
			n++
		}
	}
	return n
}

func progress(w io.Writer, total int) *progressbar.ProgressBar {
	return progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("writing"),
		progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetWidth(30))
}

// summarize says what was done: what was read, what was written, how long it took and where to look.
func summarize(w io.Writer, src *build.Source, pages int, stats output.Stats, count report.Count, out string, took time.Duration) {
	fmt.Fprintf(w, "Read      %s\n", build.Describe(src))
	files := fmt.Sprintf("%s written, %d unchanged", plural(stats.Written, "file"), stats.Unchanged)
	if stats.Removed > 0 {
		files += fmt.Sprintf(", %d removed", stats.Removed)
	}
	fmt.Fprintf(w, "Made      %s; %s (%.1f MB) in %s\n", plural(pages, "page"), files, float64(stats.Bytes)/1e6, took.Round(10*time.Millisecond))
	fmt.Fprintf(w, "Problems  %s\n", count)
	fmt.Fprintf(w, "Open      %s\n", filepath.Join(out, "index.html"))
}
