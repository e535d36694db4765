package quality

import (
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/internal/golden"
)

// referencePath keeps what the other engines made of the graphs, for machines that have neither.
const referencePath = "../testdata/graphs/crossings.txt"

const referenceHead = `# Crossings of the kept graphs and of the sample as other engines draw them, and the edges that end left of where they begin.
# graph, sum of what is compared, crossings and backward edges by Graphviz dot, the same by the layered algorithm of ELK
`

// theirs are the counts of the other engines for one graph; sum is that of the graph's text.
type theirs struct {
	sum      string
	dot, elk counts
}

func (g graph) sum() string {
	h := fnv.New32a()
	h.Write([]byte(g.text()))
	return fmt.Sprintf("%08x", h.Sum32())
}

// compare counts the crossings of the kept graphs and of the sample, ours and those of the other engines: as they draw now, or where
// they are not installed, as they drew when the numbers were kept.
func compare(t *testing.T, columns []*tally) {
	t.Helper()
	before := readReference(t)
	dot, err := exec.LookPath("dot")
	elk := os.Getenv("EVENTATLAS_ELK")
	installed := err == nil && elk != ""
	var b strings.Builder
	b.WriteString(referenceHead)
	for _, c := range columns {
		if c.generated() {
			continue
		}
		for i := range c.list {
			r := &c.list[i]
			g := r.graph.bare()
			if len(g.spec.Nodes) == 0 || g.lanes {
				continue
			}
			s := g.draw()
			r.bare = countsOf(g, s)
			x, known := before[r.name]
			switch {
			case installed:
				x = theirs{g.sum(), countsOf(g, byDot(t, dot, g, s.Nodes)), countsOf(g, byELK(t, elk, g, s.Nodes))}
			case !known || x.sum != g.sum():
				continue
			}
			r.dot, r.elk, r.compared = x.dot, x.elk, true
			fmt.Fprintf(&b, "%s %s %d %d %d %d\n", r.name, x.sum, x.dot.crossings, x.dot.backward, x.elk.crossings, x.elk.backward)
		}
	}
	if golden.Updating() && installed {
		if err := os.WriteFile(referencePath, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// generated reports whether the graphs of the group are made anew for each run, and not kept.
func (t *tally) generated() bool {
	return t.name == "pages" || t.name == "random" || t.name == "system"
}

func readReference(t *testing.T) map[string]theirs {
	t.Helper()
	data, err := os.ReadFile(referencePath)
	if err != nil && !golden.Updating() {
		t.Fatal(err)
	}
	all := map[string]theirs{}
	for line := range strings.Lines(string(data)) {
		var name string
		var x theirs
		if n, _ := fmt.Sscan(line, &name, &x.sum, &x.dot.crossings, &x.dot.backward, &x.elk.crossings, &x.elk.backward); n == 6 {
			all[name] = x
		}
	}
	return all
}
