package quality

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// class says which gates a group of drawings is held to.
type class int

const (
	other class = iota
	pages
	maps
)

// classes of the groups; those that are not named are other.
var classes = map[string]class{
	"message": pages, "service": pages, "pages": pages, "shop": pages,
	"map": maps, "mixed": maps, "nested": maps, "labels": maps, "names": maps, "own": maps, "shop-maps": maps, "shop-lineage": maps,
}

// tally is a column of the table: the results of one group.
type tally struct {
	name string
	class
	list []result
	// total is what it took to draw all of the group on all cores, allocated what one drawing allocates, in bytes; 0 is not measured.
	total     time.Duration
	allocated float64
	// differs counts drawings that another order, another process or another number of cores makes different.
	differs int
}

// row is a metric. Its cell returns what the table shows of a group, and whether the gate holds, which is empty for a group without one.
type row struct {
	metric, what, gate string
	hard               bool
	cell               func(t *tally) (text string, failed []string)
}

// count is a row that counts, by drawing, what must not be.
func count(metric, what string, of func(r *result) int) row {
	return row{metric, what, "0", false, func(t *tally) (string, []string) {
		sum := 0
		var failed []string
		for i := range t.list {
			if n := of(&t.list[i]); n > 0 {
				sum += n
				failed = append(failed, fmt.Sprintf("%s: %d", t.list[i].name, n))
			}
		}
		return strconv.Itoa(sum), failed
	}}
}

// all is a hard row that counts sentences, of which there must be none.
func all(metric, what string, of func(r *result) []string) row {
	return row{metric, what, "0", true, func(t *tally) (string, []string) {
		var failed []string
		for i := range t.list {
			for _, text := range of(&t.list[i]) {
				failed = append(failed, t.list[i].name+": "+text)
			}
		}
		return strconv.Itoa(len(failed)), failed
	}}
}

// extreme is a row that shows the worst drawing of a group and holds each to a limit; worse is 1 where more is worse, else -1. No
// limit is 0.
func extreme(metric, what, gate string, worse float64, limit map[class]float64, of func(r *result) (float64, bool)) row {
	return row{metric, what, gate, false, func(t *tally) (string, []string) {
		worst, any := 0.0, false
		var failed []string
		for i := range t.list {
			v, ok := of(&t.list[i])
			if !ok {
				continue
			}
			if !any || worse*(v-worst) > 0 {
				worst, any = v, true
			}
			if l := limit[t.class]; l > 0 && worse*(v-l) > 1e-9 {
				failed = append(failed, fmt.Sprintf("%s: %.2f", t.list[i].name, v))
			}
		}
		if !any {
			return "-", nil
		}
		return fmt.Sprintf("%.2f", worst), failed
	}}
}

// sum is a row that only reports.
func report(metric, what string, of func(t *tally) string) row {
	return row{metric, what, "", false, func(t *tally) (string, []string) { return of(t), nil }}
}

func (t *tally) sum(of func(r *result) float64) float64 {
	s := 0.0
	for i := range t.list {
		s += of(&t.list[i])
	}
	return s
}

func percent(part, whole float64) string {
	if whole == 0 {
		return "-"
	}
	return strconv.FormatFloat(100*part/whole, 'f', 1, 64) + "%"
}

// quantile is the value below which the given part of a list is.
func quantile(list []float64, q float64) float64 {
	if len(list) == 0 {
		return 0
	}
	list = slices.Sorted(slices.Values(list))
	return list[min(len(list)-1, int(q*float64(len(list))))]
}

// failure is a gate that does not hold for a group.
type failure struct {
	metric, group string
	hard          bool
	names         []string
}

// String names the gate, the group, and the first of the drawings.
func (f failure) String() string {
	const shown = 12
	text := fmt.Sprintf("%s, %s: %s", f.metric, f.group, strings.Join(f.names[:min(len(f.names), shown)], "; "))
	if n := len(f.names) - shown; n > 0 {
		text += fmt.Sprintf("; and %d more", n)
	}
	return text
}

// print writes the table: a line for each metric, a column for each group; a cell with ! is one whose gate fails. It returns what fails.
func print(columns []*tally) (string, []failure) {
	lines := [][]string{{"", "metric", "gate"}}
	for _, t := range columns {
		lines[0] = append(lines[0], t.name)
	}
	lines[0] = append(lines[0], "")
	head := []string{"", "drawings", ""}
	for _, t := range columns {
		head = append(head, strconv.Itoa(len(t.list)))
	}
	lines = append(lines, append(head, ""))
	var failures []failure
	for _, r := range rows() {
		gate := r.gate
		if r.hard {
			gate += " hard"
		}
		line, verdict := []string{r.metric, r.what, gate}, ""
		if r.gate != "" {
			verdict = "ok"
		}
		for _, t := range columns {
			text, failed := r.cell(t)
			if len(failed) > 0 {
				text += "!"
				verdict = "FAIL"
				failures = append(failures, failure{r.metric + " " + r.what, t.name, r.hard, failed})
			}
			line = append(line, text)
		}
		lines = append(lines, append(line, verdict))
	}
	return aligned(lines), failures
}

// aligned writes cells in columns, texts to the left, numbers to the right.
func aligned(lines [][]string) string {
	width := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			width[i] = max(width[i], len([]rune(cell)))
		}
	}
	var b strings.Builder
	for _, line := range lines {
		for i, cell := range line {
			gap := strings.Repeat(" ", width[i]-len([]rune(cell)))
			switch {
			case i < 3:
				b.WriteString(cell + gap + "  ")
			case i == len(line)-1:
				b.WriteString(cell)
			default:
				b.WriteString(gap + cell + "  ")
			}
		}
		b.WriteString("\n")
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}
