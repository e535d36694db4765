package catalog

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// joinBrokers gives a broker of a specification the id of the native broker, or of the first imported one, that
// answers at the same protocol and host.
func (l *linker) joinBrokers() {
	ids := map[string]string{}
	each(l, true, func(_ *unit, b *Broker) {
		if key := endpoint(b.Protocol, b.URL); key != "" && ids[key] == "" {
			ids[key] = b.ID
		}
	})
	each(l, false, func(u *unit, b *Broker) {
		key := endpoint(b.Protocol, b.URL)
		if key == "" {
			return
		}
		if ids[key] == "" {
			ids[key] = b.ID
		}
		u.rename(resourceName{BrokerKind, b.ID}, resourceName{BrokerKind, ids[key]})
		b.ID = ids[key]
	})
}

// endpoint identifies a broker: protocol and host, in lower case, without credentials, path and secure variant; "" where the host is not known.
func endpoint(protocol, address string) string {
	host := address
	if scheme, rest, ok := strings.Cut(address, "://"); ok {
		host = rest
		protocol = cmp.Or(protocol, scheme)
	}
	host, _, _ = strings.Cut(host, "/")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	if host == "" {
		return ""
	}
	protocol = strings.ToLower(protocol)
	if plain, ok := strings.CutSuffix(protocol, "-secure"); ok {
		protocol = plain
	}
	return protocol + "://" + strings.ToLower(host)
}

var parameter = regexp.MustCompile(`\{[^{}]*\}`)

// normalAddress makes two spellings of one address equal: parameters lose their names.
func normalAddress(address string) string { return parameter.ReplaceAllString(address, "{}") }

// place is one definition of a channel while channels are joined.
type place struct {
	unit    *unit
	channel *Channel
	brokers []string
}

// joinChannels gives one id to the channels that have the same address on the same broker (rule 5 of format.md). A channel whose
// broker is not known joins the others of its address only where they are all one.
func (l *linker) joinChannels() {
	brokers := l.brokerEndpoints()
	byAddress := map[string][]place{}
	var addresses []string
	native := map[string]string{}
	each(l, true, func(_ *unit, c *Channel) { native[c.ID] = c.Address })
	add := func(u *unit, c *Channel) {
		if c.Address == "" {
			return
		}
		address := normalAddress(c.Address)
		if byAddress[address] == nil {
			addresses = append(addresses, address)
		}
		byAddress[address] = append(byAddress[address], place{u, c, channelEndpoints(u, c, brokers)})
	}
	each(l, true, add)
	each(l, false, add)
	for _, address := range addresses {
		joinAddress(byAddress[address], native)
	}
}

// brokerEndpoints maps the id of each broker to its endpoint.
func (l *linker) brokerEndpoints() map[string]string {
	endpoints := map[string]string{}
	note := func(_ *unit, b *Broker) {
		if endpoints[b.ID] == "" {
			endpoints[b.ID] = endpoint(b.Protocol, b.URL)
		}
	}
	each(l, true, note)
	each(l, false, note)
	return endpoints
}

func channelEndpoints(u *unit, c *Channel, brokers map[string]string) []string {
	var list []string
	if c.Broker.ID != "" {
		id := c.Broker.ID
		if to, ok := u.renamed[resourceName{BrokerKind, id}]; ok {
			id = to.id
		}
		list = append(list, cmp.Or(brokers[id], "broker:"+id))
	}
	for _, server := range c.Servers {
		if key := endpoint("", server); key != "" {
			list = append(list, key)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// joinAddress joins the places of one address that share a broker. Native maps the ids of native channels to their addresses.
func joinAddress(places []place, native map[string]string) {
	groups := newGroups(len(places))
	first := map[string]int{}
	var unknown []int
	for i, p := range places {
		if len(p.brokers) == 0 {
			unknown = append(unknown, i)
		}
		for _, b := range p.brokers {
			if j, ok := first[b]; ok {
				groups.union(j, i)
			} else {
				first[b] = i
			}
		}
	}
	joinUnknown(groups, places, unknown)
	sets := groups.sets()
	for _, set := range sets {
		id := channelID(places, set, len(sets) > 1, native)
		for _, i := range set {
			p := places[i]
			if p.unit.native() {
				continue
			}
			p.unit.rename(resourceName{ChannelKind, p.channel.ID}, resourceName{ChannelKind, id})
			p.channel.ID = id
		}
	}
}

// joinUnknown joins the places without a broker with each other, and with the others if those are all one.
func joinUnknown(groups *groups, places []place, unknown []int) {
	if len(unknown) == 0 {
		return
	}
	for _, i := range unknown {
		groups.union(unknown[0], i)
	}
	known := -1
	for i, p := range places {
		if len(p.brokers) == 0 {
			continue
		}
		if known >= 0 && groups.find(known) != groups.find(i) {
			return
		}
		known = i
	}
	if known >= 0 {
		groups.union(known, unknown[0])
	}
}

// channelID is the id of joined channels: that of the first native one, else the first imported one's, with its broker where the
// address alone would not tell two channels apart, or where it is the id of a native channel with another address.
func channelID(places []place, set []int, several bool, native map[string]string) string {
	for _, i := range set {
		if places[i].unit.native() {
			return places[i].channel.ID
		}
	}
	p := places[set[0]]
	if (several || native[p.channel.ID] != "") && len(p.brokers) > 0 {
		return p.channel.ID + " on " + strings.TrimPrefix(p.brokers[0], "broker:")
	}
	return p.channel.ID
}

// told is one definition of a message while messages are joined.
type told struct {
	unit     *unit
	message  *Message
	channels []string
}

// joinMessages decides which messages of one id in several documents are the same (rule 4 of format.md). Those that are not stand
// apart under the id of their service.
func (l *linker) joinMessages() {
	native := map[string]Kind{}
	each(l, true, func(_ *unit, m *Message) { native[m.ID] = m.Kind })
	byID := map[string][]told{}
	var ids []string
	channels := map[*unit]map[string][]string{}
	each(l, false, func(u *unit, m *Message) {
		if kind, ok := native[m.ID]; ok {
			u.rename(resourceName{m.Kind, m.ID}, resourceName{kind, m.ID})
			m.Kind = kind
			return
		}
		if byID[m.ID] == nil {
			ids = append(ids, m.ID)
		}
		if channels[u] == nil {
			channels[u] = u.messageChannels()
		}
		byID[m.ID] = append(byID[m.ID], told{u, m, channels[u][m.ID]})
	})
	l.apart = map[resourceName][]string{}
	for _, id := range ids {
		l.joinID(id, byID[id])
	}
}

// messageChannels lists, for each id of a message, the channels over which a unit's services send or receive it, under their joined ids.
func (u *unit) messageChannels() map[string][]string {
	channels := map[string][]string{}
	for _, r := range u.resources {
		s, ok := r.(*Service)
		if !ok {
			continue
		}
		for _, uses := range [][]Use{s.Produces, s.Consumes} {
			for _, use := range uses {
				for _, via := range use.Via {
					name := resourceName{ChannelKind, via.ID}
					if to, ok := u.renamed[name]; ok {
						name = to
					}
					channels[use.Message.ID] = append(channels[use.Message.ID], name.id)
				}
			}
		}
	}
	return channels
}

// joinID joins the messages of one id, whatever their kinds: only one of the two documents of a conversation may know that a message is a
// request, and its word counts for the other.
func (l *linker) joinID(id string, list []told) {
	groups := newGroups(len(list))
	first := map[string]int{}
	for i, t := range list {
		for _, sign := range t.signs() {
			if j, ok := first[sign]; ok {
				groups.union(j, i)
			} else {
				first[sign] = i
			}
		}
	}
	sets := groups.sets()
	kinds := make([]Kind, len(sets))
	count := map[Kind]int{}
	for k, set := range sets {
		kinds[k] = commonKind(list, set)
		count[kinds[k]]++
	}
	taken := map[string]bool{}
	for k, set := range sets {
		name := resourceName{kinds[k], id}
		if count[name.kind] > 1 {
			name.id = apartID(id, list, set, taken)
			key := resourceName{name.kind, id}
			l.apart[key] = append(l.apart[key], name.id)
		}
		for _, i := range set {
			m := list[i].message
			list[i].unit.rename(resourceName{m.Kind, id}, name)
			m.Kind, m.ID = name.kind, name.id
		}
	}
}

// commonKind is the first kind in a set that says more than that something happened.
func commonKind(list []told, set []int) Kind {
	for _, i := range set {
		if kind := list[i].message.Kind; kind != EventKind {
			return kind
		}
	}
	return EventKind
}

// signs are what two messages of one name must have in common to be the same.
func (t told) signs() []string {
	var signs []string
	for _, c := range t.channels {
		signs = append(signs, "channel "+c)
	}
	if t.message.CloudEvents != nil && t.message.CloudEvents.Type != "" {
		signs = append(signs, "type "+t.message.CloudEvents.Type)
	}
	if t.message.Fingerprint != "" {
		signs = append(signs, "schema "+t.message.Fingerprint)
	}
	if t.message.Shared {
		signs = append(signs, "shared")
	}
	return signs
}

// apartID is service.id for the first sender's service of a set, else its first service's, with a number where one service would
// have two of them.
func apartID(id string, list []told, set []int, taken map[string]bool) string {
	var senders, services []string
	for _, i := range set {
		services = append(services, list[i].message.Service)
		if list[i].message.Sent {
			senders = append(senders, list[i].message.Service)
		}
	}
	if len(senders) > 0 {
		services = senders
	}
	base := slices.Min(services) + "." + id
	name := base
	for n := 2; taken[name]; n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	taken[name] = true
	return name
}

// groups is a union of disjoint sets of the integers 0 to n-1 (Tarjan's union-find).
type groups struct{ parent []int }

func newGroups(n int) *groups {
	g := &groups{parent: make([]int, n)}
	for i := range g.parent {
		g.parent[i] = i
	}
	return g
}

func (g *groups) find(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

func (g *groups) union(i, j int) {
	a, b := g.find(i), g.find(j)
	g.parent[max(a, b)] = min(a, b)
}

// sets returns the sets, each in ascending order, by their smallest members.
func (g *groups) sets() [][]int {
	at := map[int]int{}
	var sets [][]int
	for i := range g.parent {
		root := g.find(i)
		k, ok := at[root]
		if !ok {
			k = len(sets)
			at[root] = k
			sets = append(sets, nil)
		}
		sets[k] = append(sets[k], i)
	}
	return sets
}
