// Package quality measures the drawing engine: what it makes of kept graphs, of generated pages, of random graphs and of every drawing
// of the sample is measured by one set of metrics, each with its gate, and printed as one table. It has tests alone.
//
// `go test` measures the kept graphs and a part of the others, and fails where a hard gate does. `make diagrams` measures all of them,
// compares crossings with two other engines, and prints the table; GATES=all makes every gate count.
package quality

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// graph is one thing to draw.
type graph struct {
	// name is its file's, or its kind and seed; group is the column of the table; about says what it is for.
	name, group, about string
	spec               diagram.Spec
	steps              diagram.Steps
	opt                diagram.Options
	overview, lanes    bool
}

// draw draws it as a page would.
func (g graph) draw() diagram.Scene {
	switch {
	case len(g.steps.Messages) > 0:
		return diagram.Sequence(g.steps, g.opt)
	case g.lanes:
		return diagram.Lanes(g.spec, g.opt)
	case g.overview:
		return diagram.Overview(g.spec, g.opt)
	}
	return diagram.Layout(g.spec, g.opt)
}

// whole reports whether everything is measured, as `make diagrams` does.
func whole() bool { return os.Getenv("EVENTATLAS_DIAGRAMS") != "" }

// groups returns everything that is measured, by the columns of the table.
func groups(t *testing.T) []*tally {
	t.Helper()
	list := append(kept(t), sample(t)...)
	made := func(n int, group string, of func(seed int) graph) {
		for i := range n {
			g := of(i + 1000)
			g.group, g.name = group, fmt.Sprintf("%s/%d", group, i+1000)
			list = append(list, g)
		}
	}
	generated, anything := 100, 150
	if whole() {
		generated, anything = 10000, 3000
	}
	made(generated, "pages", generatedPage)
	made(anything, "random", random)
	made(1, "system", func(seed int) graph { return wholeSystem(seed, 2000, 5000, 20) })
	var all []*tally
	for _, g := range list {
		i := slices.IndexFunc(all, func(x *tally) bool { return x.name == g.group })
		if i < 0 {
			i = len(all)
			all = append(all, &tally{name: g.group, class: classes[g.group]})
		}
		all[i].list = append(all[i].list, result{graph: g})
	}
	return all
}

func (t *tally) graphs() []graph {
	list := make([]graph, len(t.list))
	for i := range list {
		list[i] = t.list[i].graph
	}
	return list
}

// TestQuality prints the table and holds the gates.
func TestQuality(t *testing.T) {
	columns := groups(t)
	for _, c := range columns {
		c.list = measureAll(c.graphs())
		if c.class == pages && whole() {
			for i := range min(1000, len(c.list)) {
				c.list[i].moved = displacement(c.list[i].graph)
			}
		}
	}
	same(t, columns)
	if whole() {
		compare(t, columns)
		clock(columns)
	}
	table, failures := print(append(columns, everything(columns)))
	if whole() {
		fmt.Println(table)
		keep(t, table, failures)
	}
	all := os.Getenv("GATES") == "all"
	for _, f := range failures {
		switch {
		case f.hard || all:
			t.Error(f)
		case whole():
			fmt.Println("not held:", f)
		}
	}
}

// everything is the column that holds those of the others.
func everything(columns []*tally) *tally {
	all := &tally{name: "all"}
	for _, c := range columns {
		all.list = append(all.list, c.list...)
		all.differs += c.differs
	}
	return all
}

// rounds is how often each drawing is timed. The best counts: what shares the caches of a processor only adds.
const rounds = 3

// clock draws every group again, for the time alone: each by itself, then the group at once. Times are of the processor, so the last is
// what two cores need that have nothing else to do.
func clock(columns []*tally) {
	var svg []byte
	for _, c := range columns {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for i := range c.list {
			c.list[i].took = time.Hour
			for range rounds {
				watch := stopwatch(false)
				svg = c.list[i].draw().AppendSVG(svg[:0])
				c.list[i].took = min(c.list[i].took, watch())
			}
		}
		runtime.ReadMemStats(&after)
		c.allocated = float64(after.TotalAlloc-before.TotalAlloc) / float64(rounds*len(c.list))
		list, watch := c.graphs(), stopwatch(true)
		each(list, func(i int) { list[i].draw().AppendSVG(nil) })
		c.total = watch() / 2
	}
}

// TestDigest prints the sums of all drawings, drawn from the last to the first; TestQuality runs it in processes of its own.
func TestDigest(t *testing.T) {
	if os.Getenv("EVENTATLAS_DIGEST") == "" {
		t.Skip("runs as a part of TestQuality")
	}
	columns := groups(t)
	slices.Reverse(columns)
	for _, c := range columns {
		list := c.graphs()
		slices.Reverse(list)
		sums := make([][sha256.Size]byte, len(list))
		each(list, func(i int) { sums[i] = sha256.Sum256(list[i].draw().AppendSVG(nil)) })
		for i, g := range list {
			fmt.Printf("digest %s\t%x\n", g.name, sums[i])
		}
	}
}

// same draws everything again in other processes, on one core and on two, in another order, and compares the sums.
func same(t *testing.T, columns []*tally) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	processes := []string{"1"}
	if whole() {
		processes = []string{"1", "2"}
	}
	for _, cores := range processes {
		cmd := exec.CommandContext(t.Context(), program, "-test.run=^TestDigest$")
		cmd.Env = append(os.Environ(), "EVENTATLAS_DIGEST=1", "GOMAXPROCS="+cores, "UPDATE=")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		sums := map[string]string{}
		for line := range strings.Lines(string(out)) {
			if name, sum, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "digest "), "\t"); ok {
				sums[name] = sum
			}
		}
		for _, c := range columns {
			for _, r := range c.list {
				if sums[r.name] != fmt.Sprintf("%x", r.sum) {
					c.differs++
				}
			}
		}
	}
}
