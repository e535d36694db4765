package asyncapi

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/eventatlas/eventatlas/catalog"
)

// deriving makes the resources of the catalog out of a specification that was read.
type deriving struct {
	*reader
	service *catalog.Service
	// ids holds the id of the resource of each channel; channels of one address on one server are one.
	ids      map[*catalog.SpecChannel]string
	channels []*catalog.Channel
	// everywhere are the endpoints of all servers, byID the servers by id.
	everywhere endpoints
	byID       map[string]catalog.Server
}

// resources returns what the document says of the catalog: see Assemble.
func (r *reader) resources() []catalog.Resource {
	d := &deriving{reader: r, ids: map[*catalog.SpecChannel]string{}, byID: map[string]catalog.Server{}}
	d.service = d.newService()
	r.spec.Service = catalog.Ref{Kind: catalog.ServiceKind, ID: d.service.ID, Pos: d.service.Source.Pos}
	d.makeChannels()
	d.connect()
	list := []catalog.Resource{r.spec, d.service}
	for _, b := range d.brokers() {
		list = append(list, b)
	}
	for _, c := range d.channels {
		list = append(list, c)
	}
	for _, m := range d.makeMessages() {
		list = append(list, m)
	}
	return list
}

func (d *deriving) newService() *catalog.Service {
	s := d.spec
	id := cmp.Or(d.opt.Service, slug(withoutScheme(s.Info.URN)), slug(s.Name), slug(fileName(s.ID)), "service")
	service := &catalog.Service{
		Base: catalog.Base{
			Kind: catalog.ServiceKind, ID: id, Version: s.Version, Name: s.Name, Description: s.Description,
			Tags: s.Tags, Links: s.Links, Extensions: s.Extensions, Source: s.Source,
		},
		Specs: []catalog.FileRef{s.File},
	}
	if d.opt.Domain != "" {
		service.Domain = catalog.Ref{Kind: catalog.DomainKind, ID: d.opt.Domain, Pos: s.Source.Pos}
	}
	return service
}

// withoutScheme returns a URI without what says only that it is one.
func withoutScheme(uri string) string {
	for _, prefix := range []string{"urn:", "https://", "http://"} {
		uri = strings.TrimPrefix(uri, prefix)
	}
	return uri
}

// slug makes an id of a title: letters, digits, dots and underscores in lower case, with single hyphens for anything else.
func slug(text string) string {
	var b strings.Builder
	gap := false
	for _, c := range text {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '.' && c != '_' {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(unicode.ToLower(c))
	}
	return strings.Trim(b.String(), ".-_")
}

// brokers returns a broker for each server of its own protocol and host.
func (d *deriving) brokers() []*catalog.Broker {
	var list []*catalog.Broker
	byID := map[string]*catalog.Broker{}
	for _, s := range d.spec.Servers {
		id := brokerID(s)
		if id == "" {
			continue
		}
		if b := byID[id]; b != nil {
			b.Servers = append(b.Servers, s)
			continue
		}
		b := &catalog.Broker{
			Base: catalog.Base{
				Kind: catalog.BrokerKind, ID: id, Name: cmp.Or(s.Title, s.Host), Summary: s.Summary, Description: s.Description,
				Tags: s.Tags, Links: s.Links, Extensions: s.Extensions, Source: catalog.Source{Pos: s.Pos, Format: Format, Pointer: s.Pointer},
			},
			Protocol: s.Protocol, Style: style(s.Protocol), URL: endpoint(s), Environment: s.Environment, Servers: []catalog.Server{s},
		}
		byID[id] = b
		list = append(list, b)
	}
	return list
}

// brokerID identifies a broker by protocol and host, "" where the host is not known.
func brokerID(s catalog.Server) string {
	if s.Host == "" {
		return ""
	}
	return slug(strings.TrimSuffix(strings.ToLower(s.Protocol), "-secure") + "-" + s.Host)
}

// endpoints are the servers of a channel as channels are joined by them, and the broker of the first.
type endpoints struct {
	list   []string
	broker string
}

// endpointsOf returns the endpoints of the servers, each once.
func endpointsOf(servers []catalog.Server) endpoints {
	var e endpoints
	seen := map[string]bool{}
	for _, s := range servers {
		if at := endpoint(s); at != "" && !seen[at] {
			seen[at] = true
			e.list = append(e.list, at)
		}
		if e.broker == "" {
			e.broker = brokerID(s)
		}
	}
	e.list = slices.Clip(e.list)
	return e
}

// serversOf returns the endpoints of the servers that have a channel. Channels on all servers share one list.
func (d *deriving) serversOf(c *catalog.SpecChannel) endpoints {
	if c.AllServers {
		return d.everywhere
	}
	var list []catalog.Server
	for _, id := range c.Servers {
		if s, ok := d.byID[id]; ok {
			list = append(list, s)
		}
	}
	return endpointsOf(list)
}

// makeChannels makes a resource of each channel that the application has. Channels of one address that share a server, or of which one
// names none, are one resource.
func (d *deriving) makeChannels() {
	d.everywhere = endpointsOf(d.spec.Servers)
	for _, s := range d.spec.Servers {
		d.byID[s.ID] = s
	}
	places := addresses{}
	taken := map[string]bool{}
	for _, c := range d.spec.Channels {
		if c.Component {
			continue
		}
		next := d.channel(c)
		if old := places.find(next); old != nil {
			join(old, next)
			places.add(next, old)
			d.ids[c] = old.ID
			continue
		}
		if taken[next.ID] {
			next.ID = d.service.ID + "." + c.Key
		}
		for base, n := next.ID, 2; taken[next.ID]; n++ {
			next.ID = base + "-" + itoa(n)
		}
		taken[next.ID] = true
		places.add(next, next)
		d.ids[c] = next.ID
		d.channels = append(d.channels, next)
	}
	for _, c := range d.channels {
		c.Carries = distinct(c.Carries)
	}
}

// distinct returns references without those that lead to the same resource as an earlier one.
func distinct(list []catalog.Ref) []catalog.Ref {
	seen := map[named]bool{}
	return slices.DeleteFunc(list, func(r catalog.Ref) bool {
		key := named{r.Kind, r.ID}
		again := seen[key]
		seen[key] = true
		return again
	})
}

// maxServers is how many servers of a channel are looked at to find others of the same address.
const maxServers = 32

// addresses finds the channel at an address on a server. The server "" stands for a channel without any, "*" for the first of all.
type addresses map[[2]string]*catalog.Channel

func (a addresses) find(c *catalog.Channel) *catalog.Channel {
	if c.Address == "" {
		return nil
	}
	if len(c.Servers) == 0 {
		return a[[2]string{c.Address, "*"}]
	}
	for _, s := range c.Servers[:min(len(c.Servers), maxServers)] {
		if old := a[[2]string{c.Address, s}]; old != nil {
			return old
		}
	}
	return a[[2]string{c.Address, ""}]
}

// add notes that a channel, or what it was joined to, is at the address of c.
func (a addresses) add(c, as *catalog.Channel) {
	if c.Address == "" {
		return
	}
	keys := append([]string{"*"}, c.Servers[:min(len(c.Servers), maxServers)]...)
	if len(c.Servers) == 0 {
		keys = append(keys, "")
	}
	for _, s := range keys {
		if a[[2]string{c.Address, s}] == nil {
			a[[2]string{c.Address, s}] = as
		}
	}
}

// join adds to a channel what a second definition of it says.
func join(into, from *catalog.Channel) {
	into.Also = append(into.Also, from.Source)
	for _, s := range from.Servers[:min(len(from.Servers), maxServers)] {
		if !slices.Contains(into.Servers, s) {
			into.Servers = append(into.Servers, s)
		}
	}
	into.Carries = append(into.Carries, from.Carries...)
	into.Summary = cmp.Or(into.Summary, from.Summary)
	into.Description = cmp.Or(into.Description, from.Description)
	if into.Bindings == nil {
		into.Bindings = from.Bindings
	}
}

func (d *deriving) channel(c *catalog.SpecChannel) *catalog.Channel {
	address := cmp.Or(d.physical[c], c.Address)
	next := &catalog.Channel{
		Base: catalog.Base{
			Kind: catalog.ChannelKind, ID: cmp.Or(address, d.service.ID+"."+c.Key), Name: c.Title, Summary: c.Summary,
			Description: c.Description, Tags: c.Tags, Links: c.Links, Extensions: c.Extensions, Source: c.Source,
		},
		Address: address, Parameters: c.Parameters, Bindings: c.Bindings, Service: d.service.ID,
	}
	servers := d.serversOf(c)
	next.Servers = servers.list
	if servers.broker != "" {
		next.Broker = catalog.Ref{Kind: catalog.BrokerKind, ID: servers.broker, Pos: c.Source.Pos}
	}
	for _, u := range c.Messages {
		next.Carries = append(next.Carries, messageRef(u))
	}
	return next
}

func messageRef(u catalog.SpecUse) catalog.Ref {
	return catalog.Ref{Kind: u.Message.Kind, ID: u.Message.ID, Pos: u.Pos}
}

// connect lists what the service produces and consumes. An answer goes the other way than its request.
func (d *deriving) connect() {
	for _, o := range d.spec.Operations {
		if o.Component {
			continue
		}
		d.use(o, o.Messages, o.Channel, o.Sends, false)
		if o.Reply != nil {
			d.use(o, o.Reply.Messages, o.Reply.Channel, !o.Sends, true)
		}
	}
}

func (d *deriving) use(o *catalog.SpecOperation, messages []catalog.SpecUse, c *catalog.SpecChannel, sends, reply bool) {
	for _, u := range messages {
		use := catalog.Use{
			Message: messageRef(u), Provenance: catalog.Derived, Pos: o.Source.Pos, Operation: o.ID, Reply: reply, Bindings: o.Bindings,
		}
		if id := d.ids[c]; id != "" {
			use.Via = []catalog.Ref{{Kind: catalog.ChannelKind, ID: id, Pos: o.Source.Pos}}
		}
		if sends {
			d.service.Produces = append(d.service.Produces, use)
			continue
		}
		use.View, use.Group = u.Message.Payload, d.group(o)
		d.service.Consumes = append(d.service.Consumes, use)
	}
}

// group returns the consumer group that the bindings of an operation fix.
func (d *deriving) group(o *catalog.SpecOperation) string {
	for _, b := range o.Bindings {
		switch b.Protocol {
		case "kafka":
			group := b.Value.Get("groupId")
			return cmp.Or(group.Str(), d.fixed(value{node: group, file: group.Position().File}))
		case "nats":
			return b.Value.StrAt("queue")
		}
	}
	return ""
}

// makeMessages makes a resource of each message that the application has.
func (d *deriving) makeMessages() []*catalog.Message {
	sent := map[*catalog.SpecMessage]bool{}
	replies := map[*catalog.SpecMessage][]catalog.Ref{}
	for _, o := range d.spec.Operations {
		d.noteOperation(o, sent, replies)
	}
	var list []*catalog.Message
	byID := map[named]*catalog.Message{}
	for _, m := range d.spec.Messages {
		if m.Component {
			continue
		}
		if first := byID[named{m.Kind, m.ID}]; first != nil {
			first.Also = append(first.Also, m.Source)
			first.Sent = first.Sent || sent[m]
			first.Replies = append(first.Replies, replies[m]...)
			continue
		}
		next := d.newMessage(m)
		next.Sent, next.Replies = sent[m], replies[m]
		byID[named{m.Kind, m.ID}] = next
		list = append(list, next)
	}
	return list
}

// maxReplies bounds how many answers one request has.
const maxReplies = 100

// noteOperation notes what an operation says of its messages: whether the service sends them, and what answers them.
func (d *deriving) noteOperation(o *catalog.SpecOperation, sent map[*catalog.SpecMessage]bool, replies map[*catalog.SpecMessage][]catalog.Ref) {
	if o.Component {
		return
	}
	for _, u := range o.Messages {
		sent[u.Message] = sent[u.Message] || o.Sends
		if o.Reply == nil {
			continue
		}
		for _, answer := range o.Reply.Messages {
			ref := messageRef(answer)
			if len(replies[u.Message]) == maxReplies {
				break
			}
			if !slices.ContainsFunc(replies[u.Message], func(r catalog.Ref) bool { return r.Kind == ref.Kind && r.ID == ref.ID }) {
				replies[u.Message] = append(replies[u.Message], ref)
			}
		}
	}
	if o.Reply != nil && !o.Sends {
		for _, u := range o.Reply.Messages {
			sent[u.Message] = true
		}
	}
}

func (d *deriving) newMessage(m *catalog.SpecMessage) *catalog.Message {
	next := &catalog.Message{
		Base: catalog.Base{
			Kind: m.Kind, ID: m.ID, Summary: m.Summary, Description: m.Description,
			Tags: m.Tags, Links: m.Links, Extensions: m.Extensions, Source: m.Source,
		},
		Schema: m.Payload, Headers: m.Headers, Examples: m.Examples, CloudEvents: m.CloudEvents, ContentType: m.ContentType,
		Bindings: m.Bindings, CorrelationID: m.CorrelationLocation, Fingerprint: m.Fingerprint, Service: d.service.ID, Shared: d.opt.Shared,
	}
	if label := m.Label(); label != m.ID {
		next.Name = label
	}
	if m.Deprecated {
		next.Deprecated = &catalog.Deprecation{}
	}
	if d.opt.Domain != "" {
		next.Domain = catalog.Ref{Kind: catalog.DomainKind, ID: d.opt.Domain, Pos: m.Source.Pos}
	}
	return next
}
