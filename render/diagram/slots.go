package diagram

import (
	"cmp"
	"math"
	"slices"
)

// nearLine is the distance under which two horizontal lines count as one, in px.
const nearLine = 3

// assignSlots gives each segment that changes its height a vertical track, few of them and crossing little, and
// returns their number. Of each pair that meets it is known what either order costs (crossings, and much more where
// two lines would run in one); the tracks follow an order of the segments that is improved by insertion, and those
// that meet nobody share tracks.
func assignSlots(segs []segment) int {
	live := make([]int, 0, len(segs))
	for i, s := range segs {
		if s.from != s.to || s.turn {
			live = append(live, i)
		}
	}
	if len(live) == 0 {
		return 0
	}
	n := len(live)
	cost, meet := make([]int, n*n), make([]bool, n*n)
	for i := range n {
		for j := i + 1; j < n; j++ {
			a, b := segs[live[i]], segs[live[j]]
			if !meets(a, b) {
				continue
			}
			meet[i*n+j], meet[j*n+i] = true, true
			d := leftOf(a, b) - leftOf(b, a)
			cost[i*n+j], cost[j*n+i] = d, -d
		}
	}
	turns := sequence(segs, live, cost)
	return tracks(segs, live, turns, meet)
}

// meets reports whether the order of two segments matters: their spans overlap or nearly touch.
func meets(a, b segment) bool {
	alo, ahi := min(a.from, a.to), max(a.from, a.to)
	blo, bhi := min(b.from, b.to), max(b.from, b.to)
	return alo < bhi+nearLine+1 && blo < ahi+nearLine+1
}

// leftOf is the cost of a's track being left of b's: the crossings of a's end with b's track and of b's start with
// a's track, and a heavy price where an end would lie on a start. A turn's end comes back to the left.
func leftOf(a, b segment) int {
	const onLine = 100
	cost := 0
	for _, y := range rightEnds(a) {
		cost += crosses(y, b)
		for _, z := range leftEnds(b) {
			if math.Abs(y-z) < nearLine {
				cost += onLine
			}
		}
	}
	for _, y := range leftEnds(b) {
		cost += crosses(y, a)
	}
	return cost
}

func rightEnds(s segment) []float64 {
	if s.turn {
		return nil
	}
	return []float64{s.to}
}

func leftEnds(s segment) []float64 {
	if s.turn {
		return []float64{s.from, s.to}
	}
	return []float64{s.from}
}

func crosses(y float64, s segment) int {
	if y > min(s.from, s.to)+0.01 && y < max(s.from, s.to)-0.01 {
		return 1
	}
	return 0
}

// sequence orders the segments from left to right by insertion wherever that costs less, from several first orders:
// those that rise most from the top first, and the other way round; by where they begin; by where they end.
func sequence(segs []segment, live []int, cost []int) []int {
	n := len(live)
	at := func(i int) *segment { return &segs[live[i]] }
	var best []int
	least := 0
	for _, before := range [...]func(a, b int) int{
		func(a, b int) int { return eagerness(*at(a), *at(b)) },
		func(a, b int) int { return eagerness(*at(b), *at(a)) },
		func(a, b int) int { return cmp.Compare(at(a).from, at(b).from) },
		func(a, b int) int { return cmp.Compare(at(b).to, at(a).to) },
	} {
		turns := make([]int, n)
		for i := range turns {
			turns[i] = i
		}
		slices.SortStableFunc(turns, before)
		if c := insertAll(turns, cost); best == nil || c < least {
			best, least = turns, c
		}
	}
	return best
}

// insertAll moves each segment to its best place until nothing gains and returns what the order costs.
func insertAll(turns, cost []int) int {
	n := len(turns)
	for range 8 {
		gain := false
		for v := range n {
			if insertBest(turns, v, cost) {
				gain = true
			}
		}
		if !gain {
			break
		}
	}
	sum := 0
	for k, v := range turns {
		for _, u := range turns[:k] {
			sum += cost[u*n+v]
		}
	}
	return sum
}

// eagerness sorts the tracks so that falling lines nest from the lowest on and rising ones from the highest on.
func eagerness(a, b segment) int {
	down, other := a.to > a.from, b.to > b.from
	switch {
	case down != other:
		return 0
	case down && a.from > b.from, !down && a.from < b.from:
		return -1
	case a.from == b.from:
		return 0
	}
	return 1
}

// insertBest moves v to the place among turns where the costs of left-of pairs are least.
func insertBest(turns []int, v int, cost []int) bool {
	n := len(turns)
	at := slices.Index(turns, v)
	best, to := 0, at
	for _, step := range [2]int{-1, 1} {
		sum := 0
		for k := at + step; k >= 0 && k < n; k += step {
			u := turns[k]
			if step < 0 {
				sum += cost[v*n+u]
			} else {
				sum += cost[u*n+v]
			}
			if sum < best {
				best, to = sum, k
			}
		}
	}
	if to == at {
		return false
	}
	shift(turns, at, to)
	return true
}

// tracks sets the slots along the order: each after all that it meets before it.
func tracks(segs []segment, live, turns []int, meet []bool) int {
	n, most := len(live), 0
	for k, v := range turns {
		slot := 0
		for _, u := range turns[:k] {
			if meet[u*n+v] {
				slot = max(slot, segs[live[u]].slot+1)
			}
		}
		segs[live[v]].slot = slot
		most = max(most, slot+1)
	}
	return most
}
