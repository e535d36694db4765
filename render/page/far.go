package page

import "github.com/eventatlas/eventatlas/catalog"

// farLimit is how many services stand at the far end of one message.
const farLimit = 4

// far is the messages of a service on one side of it, and the services at their other ends: whom it gets them from, or who gets them from it.
// One that both sends to this service and receives from it stands on both sides, so that everything is read from left to right.
type far struct {
	*sketch
	// hero is the service's node; column is that of the messages, beyond that of the other services.
	hero, column, beyond int
	// ends are who stands at the far end of each message; nobody where they are too many.
	ends [][]catalog.ID
}

// draw draws the messages, and if asked the services beyond them. Where lines would cross, a service stands twice; where that were too often, or
// all were too many, the services of each message that has several are one box.
func (f *far) draw(list []use, whole bool) {
	f.ends = make([][]catalog.ID, len(list))
	distinct := map[catalog.ID]bool{}
	for m, u := range list {
		if !whole {
			break
		}
		f.ends[m] = f.endsOf(u.message)
		for _, service := range f.ends[m] {
			distinct[service] = true
		}
	}
	t := newTies(f.ends)
	if n := len(t.services); n > columnLimit || n-len(distinct) > len(distinct)/2 {
		f.collapsed(list)
		return
	}
	f.sorted(list, t)
}

// endsOf are who else uses a message, if they are few.
func (f *far) endsOf(message catalog.ID) []catalog.ID {
	relation := catalog.Consumes
	if f.incoming() {
		relation = catalog.Produces
	}
	uses := f.usesAt(message, relation)
	if len(uses) > farLimit {
		return nil
	}
	var ids []catalog.ID
	for _, u := range uses {
		if u.service != f.page.Resource {
			ids = append(ids, u.service)
		}
	}
	return ids
}

func (f *far) incoming() bool { return f.beyond < f.column }

// sorted draws messages and services in an order in which no line crosses another.
func (f *far) sorted(list []use, t *ties) {
	nodes := make([]int, t.messages+len(t.services))
	order := t.order()
	for _, v := range order {
		if v < t.messages {
			nodes[v] = f.message(list[v])
		}
	}
	for _, v := range order {
		if v >= t.messages {
			nodes[v] = f.another(t.services[v-t.messages], f.beyond)
		}
	}
	for _, m := range order {
		if m < t.messages {
			for _, v := range t.of[m] {
				f.join(nodes[m], nodes[v])
			}
		}
	}
}

// collapsed draws who is alone at the end of a message, and a box for several.
func (f *far) collapsed(list []use) {
	anchor := "#consumers"
	if f.incoming() {
		anchor = "#producers"
	}
	for m, u := range list {
		node, ends := f.message(u), f.ends[m]
		switch len(ends) {
		case 0:
		case 1:
			f.join(node, f.again(ends[0], f.beyond))
		default:
			box := f.more(len(ends), f.beyond, "")
			f.spec.Nodes[box].Name, f.spec.Nodes[box].Href = f.n("%d service|%d services", len(ends)), f.href(u.message)+anchor
			f.join(node, box)
		}
	}
}

// message draws a message at the service.
func (f *far) message(u use) int {
	n := f.add(u.message, f.column)
	if f.incoming() {
		f.connect(n, f.hero, "consumed by")
	} else {
		f.connect(f.hero, n, "produces")
	}
	return n
}

func (f *far) join(message, service int) {
	if f.incoming() {
		f.connect(service, message, "produces")
	} else {
		f.connect(message, service, "consumed by")
	}
}
