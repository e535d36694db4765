// Command eventatlas reads descriptions of events, their producers and their consumers, and makes a static site of them, with
// the flows drawn.
//
// Usage:
//
//	eventatlas generate [DIR] [-o site]    read, link, check, render and publish
//	eventatlas serve [DIR]                 the site in a browser, changing with every edit
//	eventatlas check [DIR]                 report every problem of a catalog
//	eventatlas export [DIR] --format json  the resolved catalog for other tools
//	eventatlas init [DIR]                  a small catalog to start from
//	eventatlas schema                      the JSON Schema of the native format
//	eventatlas version, completion
//
// The exit status is 0 when all went well, 1 when the catalog has problems, and 2 when the command was used wrongly or
// the machine failed. Results go to standard output; progress and diagnostics go to standard error.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], environment{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, terminal: isTerminal(os.Stderr)})
	stop()
	os.Exit(status)
}
