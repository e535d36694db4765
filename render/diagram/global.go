package diagram

// settle moves the strips that are awake, and the groups, to where they cross least, until all sleep. It returns how
// many crossings that saves.
func (t *strips) settle() int {
	const most = 40
	saved := int32(0)
	for range most {
		gain := int32(0)
		for s := range int32(len(t.last)) {
			if t.awake[s] {
				t.awake[s] = false
				gain += t.sift(s)
			}
		}
		if saved += gain; gain == 0 {
			break
		}
	}
	return int(saved)
}

func (t *strips) wakeAll() {
	for s := range t.awake {
		t.awake[s] = t.list[s].role != roleBottom
	}
}

// wake wakes what is tied to a strip, or to what the group that it opens holds.
func (t *strips) wake(s int32) {
	for _, u := range t.seq[t.at[s] : t.at[t.last[s]]+1] {
		for _, e := range t.in.of(int(u)) {
			t.awake[e.far] = true
		}
		for _, e := range t.out.of(int(u)) {
			t.awake[e.far] = true
		}
	}
}

// sift puts a strip, or the group that it opens, to its best place among its siblings and returns the gain.
func (t *strips) sift(s int32) int32 {
	t.setPrice(s)
	lo, hi := t.span(s)
	best, to := int32(0), lo
	sum := int32(0)
	for k := lo; ; {
		at, cost := t.rise(k)
		if at == k {
			break
		}
		if k, sum = at, sum+cost; sum < best {
			best, to = sum, k
		}
	}
	sum = 0
	for k := hi; ; {
		at, cost := t.sink(k)
		if at == k {
			break
		}
		if k, sum = at, sum+cost; sum < best {
			best, to = sum, k
		}
	}
	if best < 0 {
		t.rotate(lo, hi, to)
		t.wake(s)
	}
	return -best
}

// span returns the places that a strip, or the group that it opens, takes.
func (t *strips) span(s int32) (lo, hi int) { return int(t.at[s]), int(t.at[t.last[s]]) + 1 }

// rise returns where one comes who passes the sibling that ends before place k, and at what cost.
func (t *strips) rise(k int) (to int, cost int32) {
	to = t.before(k)
	for _, u := range t.seq[to:k] {
		cost -= t.price[u]
	}
	return to, cost
}

// sink does the same for the sibling that begins at place k.
func (t *strips) sink(k int) (to int, cost int32) {
	to = t.after(k)
	for _, u := range t.seq[k:to] {
		cost += t.price[u]
	}
	return to, cost
}

// kick moves a few strips near one another by a few places, whatever they then cross, and returns how many crossings
// that adds.
func (t *strips) kick(r *generator) int {
	const near, least, spread, far = 10, 4, 8, 6
	added := int32(0)
	around := r.pick(len(t.seq))
	for range least + r.pick(spread) {
		s := t.seq[(around+r.pick(near))%len(t.seq)]
		if t.list[s].role == roleBottom {
			continue
		}
		t.setPrice(s)
		lo, hi := t.span(s)
		to, pass := lo, t.rise
		if r.pick(2) == 0 {
			to, pass = hi, t.sink
		}
		for range 1 + r.pick(far) {
			at, cost := pass(to)
			to, added = at, added+cost
		}
		t.rotate(lo, hi, to)
		t.awake[s] = true
		t.wake(s)
	}
	return int(added)
}

// setPrice finds what it costs a strip, or the group that it opens, to come to stand under each other strip.
func (t *strips) setPrice(s int32) {
	clear(t.price)
	if t.last[s] != s {
		t.priceGroup(s)
		return
	}
	from, to := t.list[s].from, t.list[s].to
	if ends := t.in.of(int(s)); len(ends) > 0 {
		t.priceLeft(ends, t.ties[from-1])
	}
	for _, ties := range t.ties[from:to] {
		// The strip passes here itself: once under a vertex it crosses what leads on downwards from there, and no
		// longer what leads upwards.
		for _, k := range ties {
			d := k.weight * sign(t.at[k.b]-t.at[k.a])
			t.price[k.a] += d
			t.price[k.b] -= d
		}
	}
	if ends := t.out.of(int(s)); len(ends) > 0 {
		t.priceRight(ends, t.ties[to])
	}
}

// priceLeft adds the crossings of links to the left, whose far ends are given, with all ties of that gap.
func (t *strips) priceLeft(ends []end, ties []tie) {
	if len(ends) == 1 {
		at, weight := t.at[ends[0].far], ends[0].weight
		for _, k := range ties {
			t.price[k.b] += weight * k.weight * sign(t.at[k.a]-at)
		}
		return
	}
	t.incline(ends)
	for _, k := range ties {
		t.price[k.b] += k.weight * t.slope[t.at[k.a]]
	}
}

func (t *strips) priceRight(ends []end, ties []tie) {
	if len(ends) == 1 {
		at, weight := t.at[ends[0].far], ends[0].weight
		for _, k := range ties {
			t.price[k.a] += weight * k.weight * sign(t.at[k.b]-at)
		}
		return
	}
	t.incline(ends)
	for _, k := range ties {
		t.price[k.a] += k.weight * t.slope[t.at[k.b]]
	}
}

// incline sets for each place the weight of the given ends before it less that of those behind it.
func (t *strips) incline(ends []end) {
	clear(t.slope)
	behind := int32(0)
	for _, e := range ends {
		t.slope[t.at[e.far]] += e.weight
		behind += e.weight
	}
	before := int32(0)
	for p, here := range t.slope {
		behind -= here
		t.slope[p] = before - behind
		before += here
	}
}

// priceGroup sets the prices for the group that s opens: for every pair of a link inside and one outside.
func (t *strips) priceGroup(s int32) {
	inside := t.seq[t.at[s] : t.at[t.last[s]]+1]
	for _, u := range inside {
		t.inside[u] = true
	}
	for _, ties := range t.ties[max(0, t.list[s].from-1) : t.list[s].to+1] {
		t.passing[0], t.passing[1] = t.passing[0][:0], t.passing[1][:0]
		for _, y := range ties {
			if !t.inside[y.a] {
				t.passing[0] = append(t.passing[0], t.pass(y.a, y.b, y.weight))
			}
			if !t.inside[y.b] {
				t.passing[1] = append(t.passing[1], t.pass(y.b, y.a, y.weight))
			}
		}
		for _, x := range ties {
			if t.inside[x.a] {
				t.pricePassing(t.passing[0], x.b, x.weight)
			}
			if t.inside[x.b] {
				t.pricePassing(t.passing[1], x.a, x.weight)
			}
		}
	}
	for _, u := range inside {
		t.inside[u] = false
	}
}

// passing is a link of a strip that a group passes, on one side of it: the place of the strip and that of the far end, and whether that is in the group.
type passing struct {
	strip, weight, at, far int32
	inside                 bool
}

func (t *strips) pass(u, far, weight int32) passing {
	return passing{u, weight, t.at[u], t.at[far], t.inside[far]}
}

// pricePassing adds the crossings of what is passed with a link of the group, whose far end is given, on the same side: it compares the far ends. What is in
// the group stands where the strip does that it passes at that moment.
func (t *strips) pricePassing(list []passing, far, weight int32) {
	at, inside := t.at[far], t.inside[far]
	for i := range list {
		y := &list[i]
		from, to := at, y.far
		switch {
		case y.inside == inside:
		case inside:
			from = y.at
		default:
			to = y.at
		}
		t.price[y.strip] += weight * y.weight * sign(to-from)
	}
}
