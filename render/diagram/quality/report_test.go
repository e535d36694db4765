package quality

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/internal/golden"
)

// reportPath is where the last table is kept that somebody looked at.
const reportPath = "../QUALITY.md"

const reportHead = `# How well diagrams are drawn

What ` + "`make diagrams`" + ` printed last; ` + "`UPDATE=1 make diagrams`" + ` writes it anew. A row is a metric with its gate, a column a group of drawings; a cell
with ! does not hold its gate. Counts are sums over the group; of bends, lengths, shape, ink and ports the worst drawing is shown. Times are of
the processor, layout and SVG together.

| group | what |
|---|---|
| message, service, map, mixed, nested, … | the kept graphs, ` + "`testdata/graphs/<group>.txtar`" + ` |
| shop, shop-maps, shop-lineage, shop-lanes, shop-other | every drawing of the sample, ` + "`testdata/shop`" + `: of pages; context maps; lineage; flows in lanes; overviews, sequences |
| pages | 10,000 pages of messages, generated |
| random | 3,000 graphs of any kind, with ends that do not exist, loops, circles of groups |
| system | the overview of 2,000 nodes with 5,000 edges |

Crossings are compared without labels, loops, parallel edges and pinned columns, with nodes of the same sizes and the groups as clusters; one
function counts them in our drawing, in that of Graphviz dot (its splines) and in that of ELK's layered algorithm (its right angles). Backward edges
cost crossings or save them, so graph by graph only drawings with equally many are compared.

`

// keep writes the table, and what does not hold, to be read with the code.
func keep(t *testing.T, table string, failures []failure) {
	t.Helper()
	if !golden.Updating() {
		return
	}
	var b strings.Builder
	b.WriteString(reportHead + "```\n" + table + "```\n")
	if len(failures) > 0 {
		b.WriteString("\n## Not held\n\n")
	}
	for _, f := range failures {
		if f.group != "all" || strings.Contains(f.metric, "ours") {
			fmt.Fprintf(&b, "- %s\n", f)
		}
	}
	if err := os.WriteFile(reportPath, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// keptShare is the percentage that the kept table has for a metric and a group.
func keptShare(metric, group string) (float64, bool) {
	data, err := os.ReadFile(reportPath)
	if err != nil {
		return 0, false
	}
	var names []string
	for line := range strings.Lines(string(data)) {
		cells := strings.Fields(line)
		if i := slices.Index(cells, "gate"); i > 0 && names == nil {
			names = cells[i+1:]
		}
		if at := slices.Index(names, group); at >= 0 && len(cells) > len(names) && cells[0] == metric {
			// The last cell is the verdict.
			text := strings.TrimRight(cells[len(cells)-1-len(names)+at], "%!")
			share, err := strconv.ParseFloat(text, 64)
			return share, err == nil
		}
	}
	return 0, false
}
