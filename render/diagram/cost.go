package diagram

// cost is what the order costs: its crossings, and the edges that lead through boxes of neither end.
func (t *strips) cost() int { return t.crossings() + boxPrice*t.through() }

// crossings counts the crossings of edges. Those of borders are not among them: they lead the sifting, so that edges keep out of boxes, but an edge
// of a group may well leave it through its upper side.
func (t *strips) crossings() int {
	n := len(t.pool)
	t.spots = resize(t.spots, n)
	// The links of each gap, by their left ends, then by their right ends.
	at := t.firsts()
	for _, s := range t.seq {
		x := &t.list[s]
		for gap := x.from; x.role == roleDummy && gap < x.to; gap++ {
			t.spots[at[gap]] = landing{t.at[s], 1}
			at[gap]++
		}
		ends := t.out.of(int(s))
		from := at[x.to]
		for _, e := range ends {
			k := at[x.to]
			p := t.at[e.far]
			for ; k > from && t.spots[k-1].pos > p; k-- {
				t.spots[k] = t.spots[k-1]
			}
			t.spots[k] = landing{p, e.weight}
			at[x.to]++
		}
	}
	sum, first := int32(0), 0
	for gap, ties := range t.ties {
		sum += inversions(t.spots[first:at[gap]])
		first += len(ties)
	}
	return int(sum)
}

// firsts returns where the links of each gap begin.
func (t *strips) firsts() []int {
	t.ends = resize(t.ends, len(t.ties))
	at := 0
	for gap, ties := range t.ties {
		t.ends[gap] = at
		at += len(ties)
	}
	return t.ends
}

// inversions sorts the ends of links and returns the weight of the pairs that were the wrong way round.
func inversions(list []landing) int32 {
	sum := int32(0)
	for i := 1; i < len(list); i++ {
		x, k := list[i], i
		over := int32(0)
		for ; k > 0 && list[k-1].pos > x.pos; k-- {
			over += list[k-1].weight
			list[k] = list[k-1]
		}
		list[k] = x
		sum += over * x.weight
	}
	return sum
}

// through counts the edges that change sides of a box that holds neither of their ends.
func (t *strips) through() int {
	n := 0
	for i := range t.l.g.edges {
		for k := range t.l.g.groups {
			if t.pierces(i, k) {
				n++
				break
			}
		}
	}
	return n
}

// pierces reports whether edge i stands now over, now under group k, which holds none of its ends.
func (t *strips) pierces(i, k int) bool {
	e := &t.l.g.edges[i]
	if e.from == e.to || e.flat {
		return false
	}
	top := t.border(k)
	box, at := &t.list[top], t.at[top]
	over, under := false, false
	look := func(s int32) {
		if x := &t.list[s]; x.from <= box.to && x.to >= box.from {
			over, under = over || t.at[s] < at, under || t.at[s] > at
		}
	}
	look(int32(e.from))
	look(int32(e.to))
	for s := t.runs[i]; s < t.runs[i+1]; s++ {
		look(s)
	}
	g := t.l.g
	return over && under && !g.ancestor(k, g.nodes[e.from].group) && !g.ancestor(k, g.nodes[e.to].group)
}
