package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
)

// flowDifferenceFigure draws how who sends, receives and carries is different from the version before; a figure that is not shown where nothing is.
func (c *context) flowDifferenceFigure() Figure {
	d := &flowDifference{context: c, before: c.before(c.page.Resource), hero: 2}
	if d.before == catalog.NoID {
		return Figure{}
	}
	switch kind := c.cat.Base(c.page.Resource).Kind; {
	case kind.IsMessage():
		d.hero = 1
		d.messageTies()
	case kind == catalog.ServiceKind:
		d.serviceTies()
	case kind == catalog.ChannelKind:
		d.channelTies()
	default:
		return Figure{}
	}
	return d.differenceFigure()
}

// users are the services that use something in the edges, each once under its highest version. Of a version that is now, what the highest version of a service
// does counts; of an older one, what any version of it did.
func (d *flowDifference) users(edges []*catalog.Edge, now bool) []use {
	at := map[catalog.ID]int{}
	var list []use
	for _, e := range edges {
		if now && !d.cat.Base(e.From).Latest {
			continue
		}
		service := d.latestOf(e.From)
		i, ok := at[service]
		if !ok {
			i = len(list)
			at[service] = i
			list = append(list, use{service: service, message: e.To})
		}
		list[i].take(e)
	}
	d.sortUses(list)
	return list
}

func byService(u use) catalog.ID { return u.service }

// messageTies compares who sends and who receives two versions of a message, and what carries it.
func (d *flowDifference) messageTies() {
	id := d.page.Resource
	sentBefore, sentNow := d.users(d.g.To(d.before, catalog.Produces), false), d.users(d.g.To(id, catalog.Produces), true)
	readBefore, readNow := d.users(d.g.To(d.before, catalog.Consumes), false), d.users(d.g.To(id, catalog.Consumes), true)
	var ties []tie
	for _, p := range pairUses(sentBefore, sentNow, byService) {
		change, what := d.change(p, false)
		ties = append(ties, tie{from: end{p.id, 0}, to: d.self(), relation: "produces", change: change, what: what})
	}
	d.ties = append(d.ties, plain(ties, d.comparable(len(sentBefore), len(sentNow), d.t("Who sent %s is not known.")))...)

	before, now := d.carriers(d.before, sentBefore, readBefore), d.carriers(id, sentNow, readNow)
	ties = nil
	for _, p := range pairUses(before, now, byService) {
		change, _ := d.change(p, false)
		ties = append(ties, tie{from: d.self(), to: end{p.id, 2}, relation: "is carried by", change: change})
	}
	d.ties = append(d.ties, plain(ties, d.comparable(len(before), len(now), d.t("What carried %s is not known.")))...)

	ties = nil
	for _, p := range pairUses(readBefore, readNow, byService) {
		ties = append(ties, d.readerTies(p, before, now)...)
	}
	d.ties = append(d.ties, plain(ties, d.comparable(len(readBefore), len(readNow), d.t("Who received %s is not known.")))...)
}

// carriers are the channels of a version of a message, as uses of which the channel stands where the service does.
func (d *flowDifference) carriers(message catalog.ID, users ...[]use) []use {
	var ids []catalog.ID
	for _, e := range d.g.To(message, catalog.Carries) {
		ids = append(ids, d.latestOf(e.From))
	}
	for _, u := range slices.Concat(users...) {
		for _, ch := range u.channels {
			ids = append(ids, d.latestOf(ch))
		}
	}
	list := make([]use, 0, len(ids))
	for _, ch := range d.byTitle(ids) {
		list = append(list, use{service: ch, message: message})
	}
	return list
}

// readerTies are the connections of one consumer: from each channel that it listens to, else from the only one there is, else from the message. Channels are
// compared where both versions name them.
func (d *flowDifference) readerTies(p pair, before, now []use) []tie {
	change, what := d.change(p, false)
	listens := map[catalog.ID]diagram.Change{}
	var order []catalog.ID
	add := func(u *use, mark, both diagram.Change) {
		if u == nil {
			return
		}
		for _, ch := range u.channels {
			ch = d.latestOf(ch)
			if _, ok := listens[ch]; ok {
				listens[ch] = both
				continue
			}
			listens[ch] = mark
			order = append(order, ch)
		}
	}
	gone, come := diagram.Removed, diagram.Added
	if p.before == nil || p.after == nil || len(p.before.channels) == 0 || len(p.after.channels) == 0 {
		gone, come = change, change
	}
	add(p.before, gone, gone)
	add(p.after, come, change)
	if len(order) == 0 {
		side := now
		if p.after == nil {
			side = before
		}
		if len(side) == 1 {
			order = append(order, side[0].service)
			listens[side[0].service] = change
		}
	}
	if len(order) == 0 {
		return []tie{{from: d.self(), to: end{p.id, 3}, relation: "consumed by", change: change, what: what}}
	}
	ties := make([]tie, 0, len(order))
	for _, ch := range order {
		t := tie{from: end{ch, 2}, to: end{p.id, 3}, relation: "consumed by", change: listens[ch]}
		if t.change == diagram.Changed {
			t.what = what
		}
		ties = append(ties, t)
	}
	return ties
}

// serviceTies compares what two versions of a service receive and send, whom they call, and what they read and write. A version of a service says all of it.
func (d *flowDifference) serviceTies() {
	id := d.page.Resource
	message := func(u use) catalog.ID { return d.latestOf(u.message) }
	for _, p := range pairUses(d.serviceUses(d.before, catalog.Consumes), d.serviceUses(id, catalog.Consumes), message) {
		change, what := d.change(p, true)
		d.ties = append(d.ties, tie{from: end{p.id, 1}, to: d.self(), relation: "consumed by", change: change, what: what})
	}
	for _, p := range pairUses(d.serviceUses(d.before, catalog.Produces), d.serviceUses(id, catalog.Produces), message) {
		change, what := d.change(p, true)
		d.ties = append(d.ties, tie{from: d.self(), to: end{p.id, 3}, relation: "produces", change: change, what: what})
	}
	for _, relation := range []catalog.Relation{catalog.Reads, catalog.Writes, catalog.Calls} {
		for _, p := range pairUses(d.far(d.before, relation), d.far(id, relation), byService) {
			change, _ := d.change(p, false)
			t := tie{from: d.self(), to: end{p.id, 3}, relation: string(relation), change: change, sync: true}
			if relation == catalog.Reads {
				t.from, t.to, t.relation = end{p.id, 1}, d.self(), "is read by"
			}
			d.ties = append(d.ties, t)
		}
	}
}

// far are the far ends of the edges of a resource, as uses of which they stand where the service does.
func (d *flowDifference) far(id catalog.ID, relation catalog.Relation) []use {
	ids := d.targets(d.g.From(id, relation))
	list := make([]use, len(ids))
	for i, id := range ids {
		list[i] = use{service: d.latestOf(id), message: id}
	}
	return list
}

// channelTies compares what two versions of a channel carry and where they route it, and who sends and listens.
func (d *flowDifference) channelTies() {
	id := d.page.Resource
	for _, p := range pairUses(d.far(d.before, catalog.Carries), d.far(id, catalog.Carries), byService) {
		change, what := d.change(p, false)
		d.ties = append(d.ties, tie{from: end{p.id, 1}, to: d.self(), relation: "travels on", change: change, what: what})
	}
	for _, p := range pairUses(d.far(d.before, catalog.Routes), d.far(id, catalog.Routes), byService) {
		change, _ := d.change(p, false)
		d.ties = append(d.ties, tie{from: d.self(), to: end{p.id, 3}, relation: "routes to", change: change})
	}
	for _, side := range []struct {
		relation catalog.Relation
		unknown  string
	}{{catalog.Produces, d.t("Who sent to %s is not known.")}, {catalog.Consumes, d.t("Who listened to %s is not known.")}} {
		before, now := d.users(d.via(d.before, side.relation), false), d.users(d.via(id, side.relation), true)
		var ties []tie
		for _, p := range pairUses(before, now, byService) {
			change, what := d.change(p, false)
			t := tie{from: end{p.id, 0}, to: d.self(), relation: "produces", change: change, what: what}
			if side.relation == catalog.Consumes {
				t.from, t.to, t.relation = d.self(), end{p.id, 3}, "consumed by"
			}
			ties = append(ties, t)
		}
		d.ties = append(d.ties, plain(ties, d.comparable(len(before), len(now), side.unknown))...)
	}
}

// via are the edges of a relation by way of a version of a channel.
func (d *flowDifference) via(channel catalog.ID, relation catalog.Relation) []*catalog.Edge {
	var edges []*catalog.Edge
	for _, m := range d.targets(d.g.From(channel, catalog.Carries)) {
		for _, e := range d.g.To(m, relation) {
			if e.Via == channel {
				edges = append(edges, e)
			}
		}
	}
	return edges
}
