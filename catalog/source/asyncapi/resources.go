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
}

// resources returns what the document says of the catalog: see Assemble.
func (r *reader) resources() []catalog.Resource {
	d := &deriving{reader: r, ids: map[*catalog.SpecChannel]string{}}
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

// serversOf returns the servers that have a channel.
func (d *deriving) serversOf(c *catalog.SpecChannel) []catalog.Server {
	if c.AllServers {
		return d.spec.Servers
	}
	var list []catalog.Server
	for _, s := range d.spec.Servers {
		if slices.Contains(c.Servers, s.ID) {
			list = append(list, s)
		}
	}
	return list
}

// makeChannels makes a resource of each channel that the application has. Channels of one address that share a server, or of which one
// names none, are one resource.
func (d *deriving) makeChannels() {
	for _, c := range d.spec.Channels {
		if c.Component {
			continue
		}
		next := d.channel(c)
		if i := slices.IndexFunc(d.channels, func(old *catalog.Channel) bool { return sameChannel(old, next) }); i >= 0 {
			join(d.channels[i], next)
			d.ids[c] = d.channels[i].ID
			continue
		}
		taken := func(id string) bool {
			return slices.ContainsFunc(d.channels, func(old *catalog.Channel) bool { return old.ID == id })
		}
		if taken(next.ID) {
			next.ID = d.service.ID + "." + c.Key
		}
		for base, n := next.ID, 2; taken(next.ID); n++ {
			next.ID = base + "-" + itoa(n)
		}
		d.ids[c] = next.ID
		d.channels = append(d.channels, next)
	}
}

func sameChannel(a, b *catalog.Channel) bool {
	if a.Address == "" || a.Address != b.Address {
		return false
	}
	return len(a.Servers) == 0 || len(b.Servers) == 0 ||
		slices.ContainsFunc(a.Servers, func(s string) bool { return slices.Contains(b.Servers, s) })
}

// join adds to a channel what a second definition of it says.
func join(into, from *catalog.Channel) {
	into.Also = append(into.Also, from.Source)
	for _, s := range from.Servers {
		if !slices.Contains(into.Servers, s) {
			into.Servers = append(into.Servers, s)
		}
	}
	for _, ref := range from.Carries {
		if !slices.ContainsFunc(into.Carries, func(r catalog.Ref) bool { return r.Kind == ref.Kind && r.ID == ref.ID }) {
			into.Carries = append(into.Carries, ref)
		}
	}
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
	for _, s := range d.serversOf(c) {
		if e := endpoint(s); e != "" && !slices.Contains(next.Servers, e) {
			next.Servers = append(next.Servers, e)
		}
		if id := brokerID(s); id != "" && next.Broker.IsZero() {
			next.Broker = catalog.Ref{Kind: catalog.BrokerKind, ID: id, Pos: c.Source.Pos}
		}
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
