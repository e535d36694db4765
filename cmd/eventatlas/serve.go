package main

import (
	"context"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/eventatlas/eventatlas/cmd/internal/build"
	"github.com/eventatlas/eventatlas/cmd/internal/devserver"
	"github.com/eventatlas/eventatlas/cmd/internal/report"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/themes"
)

// defaultPort is where the site is served if that port is free.
const defaultPort = 4321

// serveFlags are the flags of serve.
type serveFlags struct {
	problemFlags
	port  int
	exact bool // the port was asked for
	open  bool
	poll  bool
	hosts []string
	theme string
	// history shows what commits have changed.
	history bool
}

// serveCommand serves the site to the one who edits it. Nothing is written.
func serveCommand(env environment) *cobra.Command {
	var flags serveFlags
	c := &cobra.Command{
		Use:   "serve [DIR]",
		Short: "Show the site in a browser, changing with every edit",
		Long: "Reads the folder DIR, or one document, and serves its site on this machine alone. Open pages follow every edit, and show\n" +
			"the problems of the catalog until they are solved. Nothing is written; pages are rendered when they are looked at.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			flags.exact = c.Flags().Changed("port")
			if flags.port < 0 || flags.port >= 1<<16 {
				return fmt.Errorf("--port takes a number from 0 to 65535, not %d", flags.port)
			}
			session := build.NewSession(target(args), "")
			session.Root = "/"
			session.Theme, session.History, session.Program = flags.theme, flags.history, version()
			return serve(c.Context(), session, flags, env)
		},
	}
	c.Flags().IntVarP(&flags.port, "port", "p", defaultPort, "the port; 0 is any, and without this flag the next free one is taken")
	c.Flags().BoolVar(&flags.open, "open", false, "open the site in the browser")
	c.Flags().StringVar(&flags.theme, "theme", "", "the look: "+strings.Join(themes.Names(), ", ")+", or a folder (default: what eventatlas.yaml says)")
	c.Flags().BoolVar(&flags.poll, "poll", false, "look at the files once a second instead of being told by the system")
	c.Flags().BoolVar(&flags.history, "history", true, "show what the commits of the git repository around the catalog have changed")
	c.Flags().StringSliceVar(&flags.hosts, "allow-host", nil, "answer requests for this name too, such as that of a tunnel")
	c.Flags().IntVar(&flags.limit, "limit", 20, "print at most this many problems; 0 prints all")
	return c
}

// serve listens, builds, and then serves and watches until the context ends. The port is taken first, so that a wrong one costs no wait.
func serve(ctx context.Context, session *build.Session, flags serveFlags, env environment) error {
	listeners, port, err := devserver.Listen(flags.port, flags.exact)
	if err != nil {
		return err
	}
	defer closeAll(listeners)
	server := devserver.New(devserver.Options{Hosts: flags.hosts})
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var told teller
	var last *output.Tree
	served := make(chan error, 1)
	started := false
	show := func(_ context.Context, r result) error {
		if r.err == nil {
			last = r.tree
		}
		server.Publish(siteOf(r, last))
		if err := tellServed(&told, flags, env, r); err != nil {
			return err
		}
		if !started {
			started = true
			go func() {
				served <- server.Serve(ctx, listeners)
				stop()
			}()
			welcome(env, flags, r, port)
		}
		return nil
	}
	err = watching{session: session, poll: flags.poll, say: told.note(env), show: show}.run(ctx)
	stop()
	if started {
		if failed := <-served; err == nil {
			err = failed
		}
	}
	return err
}

func closeAll(listeners []net.Listener) {
	for _, l := range listeners {
		_ = l.Close() // the server has closed them already, if it was started
	}
}

// tellServed prints what is new to know about a result.
func tellServed(told *teller, flags serveFlags, env environment, r result) error {
	if r.err != nil {
		told.fail(env, r.err)
		return nil
	}
	had := told.last
	if err := told.problems(env, flags.problemFlags, r.src); err != nil {
		return err
	}
	if had != "" {
		count := report.Tally(r.src.Diagnostics)
		fmt.Fprintf(env.stderr, "Built again in %s; %s\n", r.took.Round(time.Millisecond), count)
	}
	return nil
}

// welcome says where the site is, and opens it if that is wanted and there is somebody to see it.
func welcome(env environment, flags serveFlags, r result, port int) {
	address := fmt.Sprintf("http://localhost:%d/", port)
	if r.src != nil {
		fmt.Fprintf(env.stderr, "Read      %s in %s\n", build.Describe(r.src), r.took.Round(10*time.Millisecond))
	}
	if port != flags.port && flags.port != 0 {
		fmt.Fprintf(env.stderr, "Port      %d is in use; took %d\n", flags.port, port)
	}
	fmt.Fprintf(env.stdout, "Serving   %s\n", address)
	fmt.Fprintln(env.stderr, "Watching  for edits; Ctrl-C ends it")
	if !flags.open || !env.terminal || env.getenv("CI") != "" || env.getenv("SSH_CONNECTION") != "" {
		return
	}
	if err := devserver.Open(address); err != nil {
		fmt.Fprintf(env.stderr, "eventatlas: %s\n", report.Clean(err.Error()))
	}
}

// siteOf is what the server shows of a result: the last tree there was, and what is wrong now.
func siteOf(r result, tree *output.Tree) devserver.Site {
	site := devserver.Site{Tree: tree}
	if r.err != nil {
		site.Failure = report.Clean(r.err.Error())
	}
	if r.src == nil {
		return site
	}
	text := lines(r.src.Catalog.Files)
	for _, d := range r.src.Diagnostics {
		p := devserver.Problem{
			Severity: d.Severity.String(), Code: string(d.Code), Place: report.Clean(d.Pos.String()), Message: report.Clean(d.Message),
			Suggestion: report.Clean(d.Suggestion),
		}
		p.Source, p.Column = report.Excerpt(text(d.Pos.File, d.Pos.Line), d.Pos.Column)
		for _, n := range d.Notes {
			p.Notes = append(p.Notes, report.Clean(n.Pos.String()+": "+n.Text))
		}
		site.Problems = append(site.Problems, p)
	}
	return site
}
