package diagram

import (
	"cmp"
	"slices"
)

// relax is the placement of very large graphs: from the highest feasible heights, each variable in turn moves to the
// weighted median of what pulls it, as far as its neighbours in the layers let it, downwards and upwards in turns.
// It is not optimal, but linear in each pass and never breaks a constraint.
func relax(q *placement, start []int) []float64 {
	const passes = 12
	after, before := make([][]arc, q.n), make([][]arc, q.n)
	for _, a := range q.apart {
		after[a.tail] = append(after[a.tail], a)
		before[a.head] = append(before[a.head], a)
	}
	pulled := pullers(q)
	turns := make([]int, q.n)
	for i := range turns {
		turns[i] = i
	}
	slices.SortStableFunc(turns, func(a, b int) int { return cmp.Compare(start[a], start[b]) })
	y := slices.Clone(start)
	for pass := range passes {
		for i := range turns {
			v := turns[i]
			if pass%2 == 0 {
				v = turns[len(turns)-1-i]
			}
			moveTo(v, y, pulled[v], before[v], after[v])
		}
	}
	out := make([]float64, q.n)
	for i, v := range y {
		out[i] = float64(v)
	}
	return out
}

// puller is a variable that draws another one towards it.
type puller struct{ to, offset, weight int }

func pullers(q *placement) [][]puller {
	pulled := make([][]puller, q.n)
	for _, k := range q.l.links {
		a, b := q.of[k.a], q.of[k.b]
		if k.edge < 0 || a == b {
			continue
		}
		d, w := q.offset(k, k.b)-q.offset(k, k.a), q.straightness(k)
		pulled[a] = append(pulled[a], puller{b, d, w})
		pulled[b] = append(pulled[b], puller{a, -d, w})
	}
	return pulled
}

func moveTo(v int, y []int, pulls []puller, before, after []arc) {
	if len(pulls) == 0 {
		return
	}
	wants := make([][2]int, len(pulls))
	total := 0
	for i, p := range pulls {
		wants[i] = [2]int{y[p.to] + p.offset, p.weight}
		total += p.weight
	}
	slices.SortFunc(wants, func(a, b [2]int) int { return a[0] - b[0] })
	want, sum := wants[0][0], 0
	for _, w := range wants {
		if sum += w[1]; 2*sum >= total {
			want = w[0]
			break
		}
	}
	for _, a := range after {
		want = min(want, y[a.head]-a.length)
	}
	for _, a := range before {
		want = max(want, y[a.tail]+a.length)
	}
	y[v] = want
}
