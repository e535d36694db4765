package main

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/eventatlas/eventatlas/cmd/internal/build"
	"github.com/eventatlas/eventatlas/cmd/internal/report"
	"github.com/eventatlas/eventatlas/cmd/internal/watch"
	"github.com/eventatlas/eventatlas/render/output"
)

// patience is how long a result that is worse than the one before is held back when something else may follow: an editor that writes a file in two
// steps makes no flash of errors.
const patience = 300 * time.Millisecond

// spareMemory is how much more memory than it needs the command may use while it watches, in percent: collecting less often is a quarter of the
// time from an edit to its page.
const spareMemory = 300

// headStart is how long no event may come before a build is begun. What it makes is held back until the burst is surely over, so a build that is begun
// too early costs work and nothing else, and the wait for the end of the burst costs no time where a build takes longer.
const headStart = 10 * time.Millisecond

// result is what one build came to: a source and a tree, or the error of the machine that there is no newer tree for.
type result struct {
	src  *build.Source
	tree *output.Tree
	err  error
	took time.Duration
}

// errors is how bad a result is.
func (r result) errors() int {
	if r.err != nil {
		return 1 << 30
	}
	return report.Tally(r.src.Diagnostics).Errors
}

// watching builds a source again at every edit. Builds never overlap, and one whose inputs changed while it ran is not shown.
type watching struct {
	session *build.Session
	poll    bool
	// say tells the user something about watching; show is given every result that is the newest. Its error ends the watch.
	say  func(message string)
	show func(ctx context.Context, r result) error
}

// run builds and watches until the context ends, which is not an error. A first build that fails for a problem of the machine is one: most
// likely the folder was named wrongly.
func (w watching) run(ctx context.Context) error {
	defer debug.SetGCPercent(debug.SetGCPercent(spareMemory))
	watcher := watch.New(watch.Options{Sum: build.Sum, Poll: w.poll, Say: w.say, Quiet: headStart})
	defer watcher.Close()
	err := w.loop(ctx, watcher)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (w watching) loop(ctx context.Context, watcher *watch.Watcher) error {
	shown, worst := false, 0
	for {
		begin := time.Now()
		r := w.build(ctx)
		if err := ctx.Err(); err != nil {
			return err
		}
		if r.src == nil && !shown {
			return r.err
		}
		newest := true
		if r.src == nil {
			watcher.Fail()
		} else {
			newest = !watcher.Follow(r.src.Inputs)
		}
		if hold := w.hold(r, worst) - time.Since(begin); newest && shown && hold > 0 {
			newest = !watcher.Soon(ctx, hold)
		}
		if newest {
			if err := w.show(ctx, r); err != nil {
				return err
			}
			shown, worst = true, r.errors()
		}
		if err := watcher.Next(ctx); err != nil {
			return err
		}
	}
}

// hold is how long after its beginning a build is shown at the earliest: the longer when it is worse than the one before.
func (w watching) hold(r result, worst int) time.Duration {
	if r.errors() > worst {
		return patience
	}
	return watch.QuietTime - headStart
}

// build is one build from the files to the tree.
func (w watching) build(ctx context.Context) result {
	start := time.Now()
	src, err := w.session.Read(ctx)
	if err != nil {
		return result{err: err}
	}
	tree, err := w.session.Site(src)
	return result{src: src, tree: tree, err: err, took: time.Since(start)}
}

// watchSite is generate --watch: it writes what changed at every edit. What goes wrong is said, and the site that is there stays.
func watchSite(ctx context.Context, session *build.Session, flags generateFlags, env environment) error {
	var told teller
	first := true
	show := func(ctx context.Context, r result) error {
		if r.err != nil {
			told.fail(env, r.err)
			return nil
		}
		start := time.Now()
		out := session.OutputFolder(r.src)
		if err := refuse(out, session.SourceFolder(), flags.adopt); err != nil {
			return err
		}
		if err := told.problems(env, flags.problemFlags, r.src); err != nil {
			return err
		}
		count := report.Tally(r.src.Diagnostics)
		if flags.failOn != "" && count.Fails(flags.failOn) {
			fmt.Fprintf(env.stderr, "%s; nothing was written, because of --fail-on %s\n", count, flags.failOn)
			return nil
		}
		quiet := flags
		quiet.quiet = flags.quiet || !first
		stats, err := publish(ctx, r.tree, out, session, quiet, env)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			told.fail(env, err)
			return nil
		}
		took := r.took + time.Since(start)
		if !flags.quiet && first {
			summarize(env.stdout, r.src, pages(r.tree), stats, count, out, took)
			fmt.Fprintln(env.stdout, "Watching  for edits; Ctrl-C ends it")
		} else if !flags.quiet {
			fmt.Fprintf(env.stdout, "Wrote %s, removed %d in %s; %s\n", plural(stats.Written, "file"), stats.Removed, took.Round(time.Millisecond), count)
		}
		first = false
		return nil
	}
	return watching{session: session, poll: flags.poll, say: told.note(env), show: show}.run(ctx)
}

// teller prints problems when they change, and not again at every edit.
type teller struct{ last string }

func (t *teller) fail(env environment, err error) {
	if message := err.Error(); message != t.last {
		fmt.Fprintf(env.stderr, "eventatlas: %s\n", report.Clean(message))
		t.last = message
	}
}

func (t *teller) problems(env environment, flags problemFlags, src *build.Source) error {
	key := fmt.Sprint(src.Diagnostics)
	if key == t.last {
		return nil
	}
	t.last = key
	return flags.print(env.stderr, env, report.Formats()[0], src, src.Diagnostics)
}

func (t *teller) note(env environment) func(string) {
	return func(message string) { fmt.Fprintf(env.stderr, "eventatlas: %s\n", report.Clean(message)) }
}
