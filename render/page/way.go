package page

import (
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
)

// lastStage is the last of the columns in which the channels of one message stand, counted from the first of them.
const lastStage = 2

// way is how a message gets from those who send it to those who receive it: the channels that it takes, and the routes from one to the next.
type way struct {
	// channels are those that are drawn, rest is how many carry the message and are not.
	channels []catalog.ID
	rest     int
	// first are the channels that it is sent to; to the others it is routed.
	first map[catalog.ID]bool
	// stage is how many channels lie before one.
	stage  map[catalog.ID]int
	routes []*catalog.Edge
}

// wayOf follows the routes from the channels that carry the page's message. A route to a channel that says what it carries, and does not
// name the message, is for other messages: it is told by the pages of the two channels.
func (c *context) wayOf(producers []use, carriers []catalog.ID) way {
	kept := len(carriers)
	if kept > columnLimit {
		kept = columnKept
	}
	w := way{
		channels: slices.Clone(carriers[:kept]), rest: len(carriers) - kept,
		first: map[catalog.ID]bool{}, stage: map[catalog.ID]int{},
	}
	for at := 0; at < len(w.channels); at++ {
		for _, e := range c.g.From(w.channels[at], catalog.Routes) {
			known := slices.Contains(w.channels, e.To)
			if !known && len(w.channels) < 2*columnLimit && !slices.Contains(carriers, e.To) && c.passes(e.To) {
				w.channels, known = append(w.channels, e.To), true
			}
			if known && e.To != e.From {
				w.routes = append(w.routes, e)
			}
		}
	}
	w.begin(producers)
	w.place()
	return w
}

// passes reports whether the page's message may come to a channel that does not carry this version of it: nobody says what the channel
// carries, or it carries another version.
func (c *context) passes(channel catalog.ID) bool {
	carried := c.g.From(channel, catalog.Carries)
	base := c.cat.Base(c.page.Resource)
	return len(carried) == 0 || slices.ContainsFunc(carried, func(e *catalog.Edge) bool {
		other := c.cat.Base(e.To)
		return other.Kind == base.Kind && other.ID == base.ID
	})
}

// begin finds the channels that the message is sent to: those that its producers name, and those that no route leads to.
func (w *way) begin(producers []use) {
	routed := map[catalog.ID]bool{}
	for _, e := range w.routes {
		routed[e.To] = true
	}
	for _, ch := range w.channels {
		named := slices.ContainsFunc(producers, func(u use) bool { return slices.Contains(u.channels, ch) })
		w.first[ch] = named || !routed[ch]
	}
}

// place puts each channel behind all those that it is routed from, but for routes that lead back. To the first of channels that are routed to in
// a circle alone the message is sent too.
func (w *way) place() {
	seen := map[catalog.ID]bool{}
	var sorted []catalog.ID
	for _, ch := range w.channels {
		if w.first[ch] {
			sorted = w.follow(ch, seen, sorted)
		}
	}
	for _, ch := range w.channels {
		if !seen[ch] {
			w.first[ch] = true
			sorted = w.follow(ch, seen, sorted)
		}
	}
	slices.Reverse(sorted)
	for at, ch := range sorted {
		for _, e := range w.routes {
			if e.From == ch && slices.Index(sorted, e.To) > at {
				w.stage[e.To] = min(lastStage, max(w.stage[e.To], w.stage[ch]+1))
			}
		}
	}
}

// follow adds the channels that routes lead to from one, itself included, each before those that lead to it.
func (w *way) follow(ch catalog.ID, seen map[catalog.ID]bool, sorted []catalog.ID) []catalog.ID {
	if seen[ch] {
		return sorted
	}
	seen[ch] = true
	for _, e := range w.routes {
		if e.From == ch {
			sorted = w.follow(e.To, seen, sorted)
		}
	}
	return append(sorted, ch)
}

// ends are the channels to which the message is routed and that lead nowhere, such as one for what nobody could take.
func (w *way) ends(consumers []use) map[catalog.ID]bool {
	ends := map[catalog.ID]bool{}
	for _, ch := range w.channels {
		ends[ch] = w.stage[ch] > 0
	}
	for _, e := range w.routes {
		ends[e.From] = false
	}
	for _, u := range consumers {
		for _, ch := range u.channels {
			ends[ch] = false
		}
	}
	return ends
}

// way draws the channels behind the message and who listens to them, and under these the channels that nobody listens to.
func (s *sketch) way(w way, consumers []use, carriers []catalog.ID, hero int) {
	ends := w.ends(consumers)
	draw := func(end bool) {
		for _, ch := range w.channels {
			if ends[ch] != end {
				continue
			}
			n := s.add(ch, 2+w.stage[ch])
			if w.first[ch] {
				s.connect(hero, n, "is carried by")
			}
		}
	}
	draw(false)
	if w.rest > 0 {
		s.connect(hero, s.more(w.rest, 2, "#channels"), "is carried by")
	}
	s.receivers(consumers, carriers, hero)
	draw(true)
	for _, e := range w.routes {
		edge := s.connect(s.nodes[e.From], s.nodes[e.To], "routes to")
		edge.Label = shorten(visible(e.Filter), 28)
	}
}
