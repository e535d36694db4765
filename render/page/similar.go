package page

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// Two messages are similar if they have a share of their fields in common, by name: those of both, divided by those of either (Jaccard). Fewer than similarLeast
// in common say nothing, and similarShown are shown.
const (
	similarLeast = 3
	similarShown = 5
	// similarTried is how many sets of fields are compared with one: more than that share even its rarest names only in a catalog of copies.
	similarTried = 5_000
)

// half reports whether at least half of the fields of either are in common: the floor below which messages are not similar.
func half(shared, either int) bool { return 2*shared >= either }

// likeness finds messages with similar fields. Messages with the same names of fields are one group, so that many copies of one schema cost no more than it
// does. A group is looked up by its rarest names alone: of two sets that have half of all in common, each has one of its rarest half in that of the other,
// which bounds what is compared however common a name such as id is.
type likeness struct {
	// sets are the names of each group by their ranks, rarest first; members the messages of it.
	sets    [][]int32
	members [][]catalog.ID
	groupOf map[catalog.ID]int
	// byName are the groups that have a name among their rarest.
	byName map[int32][]int
}

// likenessOf collects the names of the fields of the highest versions of all messages.
func (b *Builder) likenessOf() *likeness {
	names := map[catalog.ID][]int32{}
	for i, n := range b.plan.Fields.Names {
		for _, u := range n.Uses {
			base := b.cat.Base(u.Resource)
			if u.Headers || !base.Latest || !base.Kind.IsMessage() {
				continue
			}
			if list := names[u.Resource]; len(list) == 0 || list[len(list)-1] != int32(i) {
				names[u.Resource] = append(list, int32(i))
			}
		}
	}
	l := &likeness{groupOf: map[catalog.ID]int{}, byName: map[int32][]int{}}
	known := map[string]int{}
	for id := range b.cat.Resources {
		set := names[catalog.ID(id)]
		if len(set) < similarLeast {
			continue
		}
		var key []byte
		for _, n := range set {
			key = binary.BigEndian.AppendUint32(key, uint32(n))
		}
		g, ok := known[string(key)]
		if !ok {
			g = len(l.sets)
			known[string(key)] = g
			l.sets, l.members = append(l.sets, set), append(l.members, nil)
		}
		l.members[g] = append(l.members[g], catalog.ID(id))
		l.groupOf[catalog.ID(id)] = g
	}
	l.rank(len(b.plan.Fields.Names))
	return l
}

// rank numbers the names by how many groups have them, and files each group under its rarest.
func (l *likeness) rank(names int) {
	count, order := make([]int, names), make([]int32, names)
	for i := range order {
		order[i] = int32(i)
	}
	for _, set := range l.sets {
		for _, n := range set {
			count[n]++
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(count[a], count[b]) })
	ranks := make([]int32, names)
	for rank, n := range order {
		ranks[n] = int32(rank)
	}
	for g, set := range l.sets {
		for i, n := range set {
			set[i] = ranks[n]
		}
		slices.Sort(set)
		for _, n := range rarest(set) {
			l.byName[n] = append(l.byName[n], g)
		}
	}
}

// rarest is the part of a set of which every set with at least half in common has something.
func rarest(set []int32) []int32 { return set[:len(set)-(len(set)+1)/2+1] }

// similar is a message with how many fields it has in common with another, and how many either has.
type similar struct {
	id             catalog.ID
	shared, either int
}

// like returns the most similar messages, the most similar first.
func (l *likeness) like(id catalog.ID) []similar {
	own, ok := l.groupOf[id]
	if !ok {
		return nil
	}
	set := l.sets[own]
	tried := map[int]bool{}
	var found []similar
	for _, n := range rarest(set) {
		for _, g := range l.byName[n] {
			if tried[g] || len(tried) == similarTried {
				continue
			}
			tried[g] = true
			shared := inCommon(set, l.sets[g])
			either := len(set) + len(l.sets[g]) - shared
			if shared < similarLeast || !half(shared, either) {
				continue
			}
			for _, m := range l.members[g][:min(len(l.members[g]), similarShown+1)] {
				if m != id {
					found = append(found, similar{m, shared, either})
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b similar) int {
		return cmp.Or(cmp.Compare(b.shared*a.either, a.shared*b.either), cmp.Compare(b.shared, a.shared), cmp.Compare(a.id, b.id))
	})
	return found[:min(len(found), similarShown)]
}

// inCommon counts what two sorted sets have in common.
func inCommon(a, b []int32) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
}

// similarTable lists the messages that are most like one, by their fields.
func (c *context) similarTable(id catalog.ID) Table {
	t := Table{
		ID: "similar", Title: c.t("Similar messages"), Lead: c.t("Those that have the most fields in common, by name."),
		Cols: []string{c.t("Message"), c.t("Fields in common"), c.t("Domain"), c.t("Owner"), c.t("Summary")},
	}
	c.findLikeness.Do(func() { c.likeness = c.likenessOf() })
	var rows []Row
	for _, s := range c.likeness.like(c.cat.Latest(c.cat.Base(id).Kind, c.cat.Base(id).ID)) {
		base := c.cat.Base(s.id)
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{c.link(s.id)}, Chips: c.rowChips(base)},
			{Text: c.words.F("%s of %s", number(s.shared), number(s.either))},
			c.domainOf(s.id),
			c.ownersOf(s.id),
			{HTML: c.phrase(base.Summary, base.Source.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}
