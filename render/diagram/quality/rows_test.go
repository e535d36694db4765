package quality

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// rows are the metrics of the design, in its order.
func rows() []row {
	return slicesOf(clean(), courses(), shape(), steady(), reading())
}

func slicesOf(lists ...[]row) []row {
	var all []row
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// clean are the rules that no drawing may break.
func clean() []row {
	rule := func(gate, what string) row {
		return all(gate, what, func(r *result) []string {
			var found []string
			for _, v := range r.violations {
				if v.Gate == gate {
					found = append(found, v.Text)
				}
			}
			return found
		})
	}
	return []row{
		rule("NO", "nodes that overlap"),
		rule("EN", "edges through nodes"),
		rule("LO", "labels over something, texts wider than their box"),
		rule("LE", "edges through labels"),
		rule("CB", "boxes with strangers, without members, overlapping"),
		rule("NaN", "numbers that are none"),
		{"EC", "edges through boxes of neither end", "pages 0, maps 5%", false, func(t *tally) (string, []string) {
			boxed, edges := t.sum(func(r *result) float64 { return float64(r.BoxCrossings) }), t.sum(func(r *result) float64 { return float64(r.Edges) })
			var failed []string
			if t.class == pages && boxed > 0 || t.class == maps && boxed > 0.05*edges {
				for _, r := range t.list {
					if r.BoxCrossings > 0 {
						failed = append(failed, fmt.Sprintf("%s: %d of %d", r.name, r.BoxCrossings, r.Edges))
					}
				}
			}
			return percent(boxed, edges), failed
		}},
	}
}

// courses are about crossings and directions.
func courses() []row {
	crossing := func(of func(r *result) counts) func(t *tally) string {
		return func(t *tally) string {
			n, any := 0, false
			for i := range t.list {
				if t.list[i].compared {
					n, any = n+of(&t.list[i]).crossings, true
				}
			}
			if !any {
				return "-"
			}
			return strconv.Itoa(n)
		}
	}
	return []row{
		{"X", "drawings without a crossing", "pages 99%", false, func(t *tally) (string, []string) {
			var failed []string
			for _, r := range t.list {
				if r.Crossings > 0 {
					failed = append(failed, fmt.Sprintf("%s: %d", r.name, r.Crossings))
				}
			}
			text := percent(float64(len(t.list)-len(failed)), float64(len(t.list)))
			if t.class != pages || len(failed)*100 <= len(t.list) {
				failed = nil
			}
			return text, failed
		}},
		report("X", "crossings as drawn", func(t *tally) string {
			return fmt.Sprint(t.sum(func(r *result) float64 { return float64(r.Crossings) }))
		}),
		{"X", "crossings, compared: ours", "all: dot, elk", false, func(t *tally) (string, []string) {
			text := crossing(func(r *result) counts { return r.bare })(t)
			var ours, dot, elk int
			for _, r := range t.list {
				ours, dot, elk = ours+r.bare.crossings, dot+r.dot.crossings, elk+r.elk.crossings
			}
			if t.name == "all" && (ours > dot || ours > elk) {
				return text, []string{fmt.Sprintf("%d, dot %d, elk %d", ours, dot, elk)}
			}
			return text, nil
		}},
		report("X", "crossings, compared: dot", crossing(func(r *result) counts { return r.dot })),
		report("X", "crossings, compared: elk", crossing(func(r *result) counts { return r.elk })),
		{"X", "graphs over 1.15 × the better one, same reversals", "0", false, func(t *tally) (string, []string) {
			var failed []string
			for _, r := range t.list {
				for name, c := range map[string]counts{"dot": r.dot, "elk": r.elk} {
					if r.compared && c.backward == r.bare.backward && float64(r.bare.crossings) > 1.15*float64(c.crossings) {
						failed = append(failed, fmt.Sprintf("%s: %d, %s %d, %d backward", r.name, r.bare.crossings, name, c.crossings, c.backward))
					}
				}
			}
			return strconv.Itoa(len(failed)), failed
		}},
		report("R", "edges that run backwards", func(t *tally) string {
			return fmt.Sprint(t.sum(func(r *result) float64 { return float64(r.Backward) }))
		}),
		count("R", "more backward edges than greedy cycle removal has", func(r *result) int {
			if r.backBound < 0 {
				return 0
			}
			return max(0, r.Backward-r.backBound)
		}),
		count("R", "backward edges that are not marked", func(r *result) int { return r.Unmarked }),
	}
}

// shape is about lines and the picture as a whole; the worst drawing is shown.
func shape() []row {
	perEdge := func(of func(r *result) float64) func(r *result) (float64, bool) {
		return func(r *result) (float64, bool) { return of(r) / float64(r.Edges), r.Edges > 0 }
	}
	return []row{
		extreme("B", "bends per edge", "pages 2, maps 4", 1, map[class]float64{pages: 2, maps: 4}, perEdge(func(r *result) float64 { return float64(r.Bends) })),
		report("B", "turns of 45° per edge, mean", func(t *tally) string {
			turns, edges := t.sum(func(r *result) float64 { return r.Turns }), t.sum(func(r *result) float64 { return float64(r.Edges) })
			return fmt.Sprintf("%.2f", turns/max(1, edges))
		}),
		extreme("L", "length over the straight distance", "pages 1.35, maps 1.8", 1, map[class]float64{pages: 1.35, maps: 1.8}, func(r *result) (float64, bool) { return r.Detour, r.Edges > 0 }),
		{"S", "edges that are one straight line", "as kept - 1%", false, func(t *tally) (string, []string) {
			straight, edges := t.sum(func(r *result) float64 { return float64(r.Straight) }), t.sum(func(r *result) float64 { return float64(r.Edges) })
			text := percent(straight, edges)
			if before, ok := keptShare("S", t.name); ok && whole() && 100*straight < (before-1)*edges {
				return text, []string{fmt.Sprintf("%s, %.1f%% were kept", text, before)}
			}
			return text, nil
		}},
		report("A", "drawings wider than the page", func(t *tally) string {
			return fmt.Sprint(t.sum(func(r *result) float64 { return float64(one(r.wide)) }))
		}),
		count("A", "wider, and not flagged", func(r *result) int { return one(r.wide && !r.flagged) }),
		extreme("A", "least width over height", "0.4", -1, map[class]float64{pages: 0.4, maps: 0.4}, func(r *result) (float64, bool) { return r.Aspect, r.nodes >= fewNodes }),
		extreme("A", "greatest width over height", "4.5", 1, map[class]float64{pages: 4.5, maps: 4.5}, func(r *result) (float64, bool) { return r.Aspect, r.nodes >= fewNodes }),
		extreme("W", "least ink", "pages 0.12", -1, map[class]float64{pages: 0.12}, func(r *result) (float64, bool) { return r.Ink, r.nodes > 0 }),
		extreme("P", "least distance of ports, px", "4", -1, map[class]float64{pages: 4, maps: 4, other: 4}, func(r *result) (float64, bool) { return r.PortGap, r.PortGap > 0 }),
	}
}

// fewNodes is the number of nodes below which the shape is the graph's and not the drawing's: three in a row are a strip however they are
// drawn.
const fewNodes = 6

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// steady is about sameness and time.
func steady() []row {
	moved := func(t *tally) []float64 {
		var list []float64
		for _, r := range t.list {
			if r.moved >= 0 {
				list = append(list, r.moved)
			}
		}
		return list
	}
	took := func(t *tally) []float64 {
		var list []float64
		for _, r := range t.list {
			list = append(list, float64(r.took)/float64(time.Millisecond))
		}
		return list
	}
	pageTime := func(metric, what string, q, page, chart float64) row {
		return row{metric, what, fmt.Sprintf("pages %g, maps %g", page, chart), false, func(t *tally) (string, []string) {
			v := quantile(took(t), q)
			limit := map[class]float64{pages: page, maps: chart}[t.class]
			if v == 0 {
				return "-", nil
			}
			return fmt.Sprintf("%.2f", v), over(v, limit)
		}}
	}
	return []row{
		{"D", "drawings that another order, process or number of cores changes", "0", true, func(t *tally) (string, []string) {
			return strconv.Itoa(t.differs), over(float64(t.differs), 0.5)
		}},
		{"Σ", "others move when one is added, 95 of 100, px", "pages 58", false, func(t *tally) (string, []string) {
			list := moved(t)
			if len(list) == 0 {
				return "-", nil
			}
			v, limit := quantile(list, 0.95), 0.0
			if t.class == pages {
				limit = 58
			}
			return fmt.Sprintf("%.1f", v), over(v, limit)
		}},
		report("Σ", "mean of it, px", func(t *tally) string {
			list := moved(t)
			if len(list) == 0 {
				return "-"
			}
			sum := 0.0
			for _, v := range list {
				sum += v
			}
			return fmt.Sprintf("%.1f", sum/float64(len(list)))
		}),
		pageTime("T", "ms, half of all", 0.5, 0.5, 30),
		pageTime("T", "ms, 99 of 100", 0.99, 5, 30),
		{"T", "s, the whole group on two cores", "pages 5, system 1.5", false, func(t *tally) (string, []string) {
			if t.total == 0 {
				return "-", nil
			}
			limit := map[string]float64{"pages": 5, "system": 1.5}[t.name]
			return fmt.Sprintf("%.2f", t.total.Seconds()), over(t.total.Seconds(), limit)
		}},
		{"T", "kB allocated for one", "pages 100", false, func(t *tally) (string, []string) {
			if t.allocated == 0 {
				return "-", nil
			}
			limit := 0.0
			if t.class == pages {
				limit = 100
			}
			return fmt.Sprintf("%.0f", t.allocated/1000), over(t.allocated/1000, limit)
		}},
	}
}

// over says that a value is over its limit; 0 is none.
func over(v, limit float64) []string {
	if limit > 0 && v > limit {
		return []string{fmt.Sprintf("%.2f over %g", v, limit)}
	}
	return nil
}

// reading is about those who do not see the picture.
func reading() []row {
	return []row{
		all("a11y", "links, names, rows of the table, order of tabs", func(r *result) []string { return r.faults }),
		{"C", "contrast: " + strings.Join([]string{"TestContrast in render/diagram", "axe in cmd/internal/build"}, ", "), "", false, func(*tally) (string, []string) { return "", nil }},
	}
}
