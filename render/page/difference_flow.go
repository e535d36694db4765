package page

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// flowDifference collects the drawing of what is different in the flow of two versions of a resource: what both have is plain, and the rest is marked by its
// colour, by a sign and by a word. Connections are collected first and drawn at the end, because those that are marked have the first right to the room there is.
type flowDifference struct {
	*context
	// before is the older version, and hero the column of the page's resource, which stands for both.
	before catalog.ID
	hero   int
	ties   []tie
	// notes say what could not be compared.
	notes []string
}

// tie is a connection of the drawing; its ends are resources in columns.
type tie struct {
	from, to end
	relation string
	change   diagram.Change
	// what are the aspects of a connection that is in both versions and changed.
	what []string
	sync bool
}

type end struct {
	id     catalog.ID
	column int
}

// self is the end of ties at the page's resource.
func (d *flowDifference) self() end { return end{d.page.Resource, d.hero} }

// pair is what a service and a message have to do with each other in the older version and in the newer; nil where they have nothing.
type pair struct {
	id            catalog.ID
	before, after *use
}

// pairUses brings the uses of both versions together, by the far end that key tells: in the order of the newer, then what only the older has.
func pairUses(before, after []use, key func(use) catalog.ID) []pair {
	var list []pair
	at := map[catalog.ID]int{}
	find := func(u use) *pair {
		id := key(u)
		i, ok := at[id]
		if !ok {
			i = len(list)
			at[id] = i
			list = append(list, pair{id: id})
		}
		return &list[i]
	}
	for i := range after {
		if p := find(after[i]); p.after == nil {
			p.after = &after[i]
		}
	}
	for i := range before {
		if p := find(before[i]); p.before == nil {
			p.before = &before[i]
		}
	}
	return list
}

// latestOf stands for all versions of a resource in a drawing.
func (b *Builder) latestOf(id catalog.ID) catalog.ID {
	base := b.cat.Base(id)
	if latest := b.cat.Latest(base.Kind, base.ID); latest != catalog.NoID {
		return latest
	}
	return id
}

// change says what became of a pair, and of which aspects of it where it is in both versions. Channels are an aspect where the drawing has no place for them.
func (d *flowDifference) change(p pair, channels bool) (diagram.Change, []string) {
	switch {
	case p.before == nil:
		return diagram.Added, nil
	case p.after == nil:
		return diagram.Removed, nil
	}
	var what []string
	if d.latestOf(p.before.message) == d.latestOf(p.after.message) && p.before.message != p.after.message && d.cat.Base(p.id).Kind.IsMessage() {
		what = append(what, d.stepOf(p.before.message, p.after.message))
	}
	if channels && len(p.before.channels) > 0 && len(p.after.channels) > 0 && !sameSet(p.before.channels, p.after.channels) {
		what = append(what, d.t("channel"))
	}
	if !sameSet(p.before.groups, p.after.groups) {
		what = append(what, d.t("group"))
	}
	if !sameSet(p.before.fields, p.after.fields) {
		what = append(what, d.t("fields read"))
	}
	if len(what) == 0 {
		return "", nil
	}
	return diagram.Changed, what
}

// stepOf says which version became which.
func (c *context) stepOf(before, after catalog.ID) string {
	return visible(firstOf(c.cat.Base(before).Version, c.t("no version"))) + " → " + visible(firstOf(c.cat.Base(after).Version, c.t("no version")))
}

// sameSet reports whether two lists have the same members.
func sameSet[T comparable](a, b []T) bool {
	in := func(list []T) func(T) bool { return func(x T) bool { return !slices.Contains(list, x) } }
	return !slices.ContainsFunc(a, in(b)) && !slices.ContainsFunc(b, in(a))
}

// comparable reports whether one direction of the flow can be compared. The version that is used most is told without a number, so of an older one that nobody
// names it is not known who used it; the same is true of a newer one that is not the highest.
func (d *flowDifference) comparable(before, after int, unknown string) bool {
	switch {
	case before == 0 && after > 0:
		d.note(unknown, d.before)
		return false
	case after == 0 && before > 0 && !d.cat.Base(d.page.Resource).Latest:
		d.note(unknown, d.page.Resource)
		return false
	}
	return true
}

func (d *flowDifference) note(text string, version catalog.ID) {
	if note := d.words.F(text, visible(firstOf(d.cat.Base(version).Version, d.t("no version")))); !slices.Contains(d.notes, note) {
		d.notes = append(d.notes, note)
	}
}

// plain takes the marks of ties away, where their direction cannot be compared.
func plain(ties []tie, comparable bool) []tie {
	if !comparable {
		for i := range ties {
			ties[i].change, ties[i].what = "", nil
		}
	}
	return ties
}

// differenceFigure draws what was collected; nothing where nothing is marked.
func (d *flowDifference) differenceFigure() Figure {
	if !slices.ContainsFunc(d.ties, func(t tie) bool { return t.change != "" }) {
		return Figure{}
	}
	base, older := d.cat.Base(d.page.Resource), d.cat.Base(d.before)
	version := visible(firstOf(older.Version, d.t("no version")))
	s := d.sketch(d.words.F("What is different in the flow of %s since %s", visible(base.Title()), version))
	hero := s.add(d.page.Resource, d.hero)
	s.spec.Nodes[hero].Subtitle = d.stepOf(d.before, d.page.Resource)
	left := map[int]int{}
	for _, t := range d.shown(left) {
		e := s.connect(d.place(s, t.from), d.place(s, t.to), t.relation)
		e.Sync, e.Change, e.Label = t.sync, t.change, d.changeLabel(t.change, t.what)
	}
	for column := range 6 {
		if left[column] > 0 {
			d.rest(s, hero, column, left[column])
		}
	}
	f := Figure{ID: "flow-difference", Title: d.words.F("Flow since %s", version), Spec: s.spec}
	f.Lead = d.words.F("The flow of this version beside that of %s, as the catalog describes both today: what is added is said of this version alone, what is removed of %s alone.", version, version)
	f.Lead = strings.Join(append([]string{f.Lead}, d.notes...), " ")
	return f
}

// place draws one end of a tie. What stands on both sides of the page's resource is there twice, so that everything is read from left to right.
func (d *flowDifference) place(s *sketch, e end) int {
	if e.id == d.page.Resource {
		return s.nodes[e.id]
	}
	n := s.again(e.id, e.column)
	if d.cat.Base(e.id).Kind == catalog.ServiceKind && s.spec.Nodes[n].Group == 0 {
		s.spec.Nodes[n].Group = s.group(s.g.Domain(e.id), e.column+1)
	}
	return n
}

// shown chooses the ties that are drawn: of each column as many resources as a column holds, those with a mark first. Left counts the resources of each
// column that are not drawn.
func (d *flowDifference) shown(left map[int]int) []tie {
	kept := map[end]bool{d.self(): true}
	drawn, all := map[int]int{}, map[int]int{}
	counted := map[end]bool{d.self(): true}
	each := func(visit func(t tie, e end)) {
		for _, marked := range [2]bool{true, false} {
			for _, t := range d.ties {
				if (t.change != "") == marked {
					visit(t, t.from)
					visit(t, t.to)
				}
			}
		}
	}
	each(func(_ tie, e end) {
		if !counted[e] {
			counted[e] = true
			all[e.column]++
		}
	})
	each(func(_ tie, e end) {
		if !kept[e] && (all[e.column] <= columnLimit || drawn[e.column] < columnKept) {
			kept[e] = true
			drawn[e.column]++
		}
	})
	for column, n := range all {
		left[column] = n - drawn[column]
	}
	return slices.DeleteFunc(slices.Clone(d.ties), func(t tie) bool { return !kept[t.from] || !kept[t.to] })
}

// rest draws the box that stands for the resources of a column that are not drawn.
func (d *flowDifference) rest(s *sketch, hero, column, n int) {
	id := "#" + d.tableOf(column)
	if column < d.hero {
		s.connect(s.more(n, column, id), hero, "to")
	} else {
		s.connect(hero, s.more(n, column, id), "to")
	}
}

// tableOf is the anchor of the table that lists what stands in a column.
func (d *flowDifference) tableOf(column int) string {
	switch d.cat.Base(d.page.Resource).Kind {
	case catalog.ServiceKind:
		return [...]string{"receives", "receives", "", "sends", "sends", "sends"}[column]
	case catalog.ChannelKind:
		return [...]string{"producers", "messages", "", "consumers", "consumers", "consumers"}[column]
	default:
		return [...]string{"producers", "", "channels", "consumers", "consumers", "consumers"}[column]
	}
}

// changeLabel is what stands on a marked connection: a sign, and what became of it or of what of it.
func (c *context) changeLabel(change diagram.Change, what []string) string {
	switch change {
	case diagram.Added:
		return "+ " + c.t("added")
	case diagram.Removed:
		return "− " + c.t("removed")
	case diagram.Changed:
		if len(what) == 0 {
			return "± " + c.t("changed")
		}
		return "± " + strings.Join(what, ", ")
	default:
		return ""
	}
}
