package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/render/diagram"
)

const (
	// framedSteps is up to how many steps blocks are looked for.
	framedSteps = 400
	// mainRows is how many steps a branch has at most that is sure to stand in a frame; one of more, and of a third of all, is the main line.
	mainRows = 8
)

// flowFrame is a block of consecutive steps: alternatives, what happens at the same time, what is repeated, what ends the rest.
type flowFrame struct {
	kind        diagram.FrameKind
	first, last int
	// text is the condition of a frame without parts; parts divide it, the first from its beginning on.
	text  string
	parts []flowPart
}

// flowPart is one alternative, or one of several things that happen at the same time.
type flowPart struct {
	first, last int
	when        string
}

// flowBlocks finds the structure of a flow in the graph of its steps. Steps keep the order of their declaration, in which their numbers are: so
// a branch is framed where its steps, those that nothing else leads to, follow each other, and where the flow leaves that order, a line says so.
type flowBlocks struct {
	*context
	steps  []flowStep
	before [][]int
	// owns says of each pair of steps whether every way to the second leads through the first; a step owns itself.
	owns   [][]bool
	frames []flowFrame
	// shown are the edges that a frame speaks of.
	shown map[[2]int]bool
}

func (c *context) flowBlocks(steps []flowStep) *flowBlocks {
	b := &flowBlocks{context: c, steps: steps, before: make([][]int, len(steps)), shown: map[[2]int]bool{}}
	for i, s := range steps {
		for _, n := range s.next {
			b.before[n] = append(b.before[n], i)
		}
	}
	if len(steps) > framedSteps {
		return b
	}
	b.dominate()
	for i := range steps {
		b.branches(i)
	}
	for i := range steps {
		b.join(i)
	}
	b.loops()
	slices.SortStableFunc(b.frames, func(x, y flowFrame) int { return cmp.Or(cmp.Compare(x.first, y.first), cmp.Compare(y.last, x.last)) })
	return b
}

// dominate computes what each step owns, by the textbook's fixed point: what owns a step owns one before it on every way.
func (b *flowBlocks) dominate() {
	n := len(b.steps)
	owners := make([][]bool, n) // by the owned step
	entry := b.entries()
	for i := range owners {
		owners[i] = slices.Repeat([]bool{!entry[i]}, n)
		owners[i][i] = true
	}
	for changed := true; changed; {
		changed = false
		for i := range n {
			for k := range n {
				if owners[i][k] && k != i && slices.ContainsFunc(b.before[i], func(p int) bool { return !owners[p][k] }) {
					owners[i][k], changed = false, true
				}
			}
		}
	}
	b.owns = make([][]bool, n)
	for i := range b.owns {
		b.owns[i] = make([]bool, n)
		for k := range n {
			b.owns[i][k] = owners[k][i]
		}
	}
}

// entries are the steps at which the flow begins: those that nothing leads to, and the first of those that only lead to each other.
func (b *flowBlocks) entries() []bool {
	entry, reached := make([]bool, len(b.steps)), make([]bool, len(b.steps))
	reach := func(from int) {
		entry[from], reached[from] = true, true
		for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
			for _, n := range b.steps[queue[0]].next {
				if !reached[n] {
					reached[n] = true
					queue = append(queue, n)
				}
			}
		}
	}
	for i := range b.steps {
		if len(b.before[i]) == 0 {
			reach(i)
		}
	}
	for i := range b.steps {
		if !reached[i] {
			reach(i)
		}
	}
	return entry
}

// end is the last step that a step owns.
func (b *flowBlocks) end(i int) int {
	last := i
	for k, owned := range b.owns[i] {
		if owned {
			last = k
		}
	}
	return last
}

// block is the last of the steps that a step owns, if these follow each other.
func (b *flowBlocks) block(i int) (last int, ok bool) {
	last = b.end(i)
	for k, owned := range b.owns[i] {
		if owned != (k >= i && k <= last) {
			return last, false
		}
	}
	return last, true
}

// branches frames the ways on from a step that follow each other; one that goes on to the end is the main line and stays outside.
func (b *flowBlocks) branches(i int) {
	s := b.steps[i]
	if len(s.next) < 2 {
		return
	}
	var parts []flowPart
	for k, n := range s.next {
		last, ok := b.block(n)
		short := last-n < mainRows || last < b.end(i) && last-n < len(b.steps)/3
		if n > i && ok && len(b.before[n]) == 1 && short {
			parts = append(parts, flowPart{n, last, s.when[k]})
		}
	}
	slices.SortFunc(parts, func(x, y flowPart) int { return x.first - y.first })
	for len(parts) > 0 {
		n := 1
		for n < len(parts) && parts[n].first == parts[n-1].last+1 {
			n++
		}
		b.frame(i, parts[:n])
		parts = parts[n:]
	}
}

// frame adds the frame of branches of a step that follow each other; a branch alone needs one if it has a condition and does not go on to the end.
func (b *flowBlocks) frame(i int, run []flowPart) {
	f := flowFrame{kind: diagram.FramePar, first: run[0].first, last: run[len(run)-1].last}
	for _, p := range run {
		if p.when != "" {
			f.kind = diagram.FrameAlt
		}
		if n := len(f.parts); n > 0 && p.when != "" && f.parts[n-1].when == p.when {
			f.parts[n-1].last = p.last
		} else {
			f.parts = append(f.parts, p)
		}
	}
	if len(f.parts) == 1 {
		if f.parts[0].when == "" || f.last == b.end(i) && b.end(i) == len(b.steps)-1 {
			return
		}
		f.kind, f.text, f.parts = b.ending(f.first, f.last), f.parts[0].when, nil
	}
	for _, p := range run {
		b.shown[[2]int{i, p.first}] = true
	}
	b.frames = append(b.frames, f)
}

// ending is the kind of a frame: opt where it leads to what stands below it, else break.
func (b *flowBlocks) ending(first, last int) diagram.FrameKind {
	for _, s := range b.steps[first : last+1] {
		if slices.Contains(s.next, last+1) {
			return diagram.FrameOpt
		}
	}
	return diagram.FrameBreak
}

// join frames a block that several steps jump to, if it is an end, or what stands above it does not lead there; the end of all needs no frame.
func (b *flowBlocks) join(i int) {
	last, ok := b.block(i)
	if !ok || last == len(b.steps)-1 || len(b.before[i]) < 2 {
		return
	}
	if b.ending(i, last) == diagram.FrameOpt && slices.Contains(b.before[i], i-1) {
		return
	}
	var from []string
	for _, p := range b.before[i] {
		if p > i {
			return
		}
		from = append(from, strconv.Itoa(p+1))
	}
	f := flowFrame{kind: b.ending(i, last), first: i, last: last, text: b.words.F("after %s", strings.Join(slices.Compact(from), ", "))}
	if b.fits(f.first, f.last) {
		b.frames = append(b.frames, f)
	}
}

// loops frames what a step leads back to, where that does not cut another frame; of several ways back to a step the longest.
func (b *flowBlocks) loops() {
	for i, s := range slices.Backward(b.steps) {
		for k, n := range s.next {
			looped := slices.ContainsFunc(b.frames, func(f flowFrame) bool { return f.kind == diagram.FrameLoop && f.first == n })
			if n < i && !looped && b.fits(n, i) {
				b.frames = append(b.frames, flowFrame{kind: diagram.FrameLoop, first: n, last: i, text: s.when[k]})
				b.shown[[2]int{i, n}] = true
			}
		}
	}
}

// fits reports whether an interval cuts none of the frames and none of their parts.
func (b *flowBlocks) fits(first, last int) bool {
	cuts := func(from, to int) bool {
		outside, inside := first <= from && to <= last, from <= first && last <= to
		return first <= to && from <= last && !outside && !inside
	}
	for _, f := range b.frames {
		if cuts(f.first, f.last) || slices.ContainsFunc(f.parts, func(p flowPart) bool { return cuts(p.first, p.last) }) {
			return false
		}
	}
	return true
}

// exits are the lines that say where a step leads, other than to what stands below it.
func (b *flowBlocks) exits(i int) []diagram.Exit {
	var list []diagram.Exit
	for k, n := range b.steps[i].next {
		when := visible(b.steps[i].when[k])
		if b.shown[[2]int{i, n}] || when == "" && b.follows(i, n) {
			continue
		}
		text := "→ " + strconv.Itoa(n+1)
		if when != "" {
			text += " " + when
		}
		list = append(list, diagram.Exit{Text: text, Href: b.base + "#" + stepAnchor(n)})
	}
	return list
}

// follows reports whether a reader comes from a step to another without being told: all between is caused by the first, or is another part of
// a frame that both stand in or leave.
func (b *flowBlocks) follows(i, n int) bool {
	if n <= i {
		return false
	}
	for k := i + 1; k < n; k++ {
		if (b.owns == nil || !b.owns[i][k]) && !b.aside(i, k) {
			return false
		}
	}
	return true
}

// aside reports whether two steps stand in different parts of a frame.
func (b *flowBlocks) aside(i, k int) bool {
	for _, f := range b.frames {
		for _, p := range f.parts {
			if p.first <= i && i <= p.last && f.first <= k && k <= f.last && (k < p.first || k > p.last) {
				return true
			}
		}
	}
	return false
}
