package asyncapi

import (
	"cmp"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// readServers reads the servers of the document.
func (r *reader) readServers() {
	for _, e := range r.get(r.root, "servers").entries() {
		end, _ := r.follow(e.value)
		if end.node.Is(catalog.MapNode) && !strings.HasPrefix(e.name, "x-") {
			r.spec.Servers = append(r.spec.Servers, r.server(end, e.name))
			r.servers[end.place()] = e.name
		}
	}
}

func (r *reader) server(v value, id string) catalog.Server {
	o := object{value: v}
	s := catalog.Server{
		ID: id, Protocol: r.str(v, "protocol"), ProtocolVersion: r.str(v, "protocolVersion"),
		Title: r.str(v, "title"), Summary: r.str(v, "summary"), Description: r.description(v),
		Pos: v.node.Pos, Pointer: v.pointer, Requirements: r.requirements(o), Bindings: r.bindings(o), Tags: r.tags(o), Links: r.links(o),
		Extensions: extensions(v.entries()),
	}
	s.Security = labels(s.Requirements)
	s.Environment = environment(s.Tags)
	for _, e := range r.get(v, "variables").entries() {
		s.Variables = append(s.Variables, r.parameter(e))
	}
	host, path := r.str(v, "host"), r.str(v, "pathname")
	if r.version.major == 2 {
		var scheme string
		scheme, host, path = splitURL(r.str(v, "url"))
		s.Protocol = cmp.Or(s.Protocol, scheme)
	}
	s.Host, s.Path = withoutUser(substitute(host, s.Variables)), substitute(path, s.Variables)
	return s
}

// environment returns the environment of a server from a tag such as env:production, which is how the specification's examples say it.
func environment(tags []catalog.Tag) string {
	for _, t := range tags {
		if name, ok := strings.CutPrefix(t.Name, "env:"); ok {
			return name
		}
	}
	return ""
}

// splitURL takes a server's URL apart. The scheme may be missing, which older documents do, and anything may be a variable.
func splitURL(url string) (scheme, host, path string) {
	host = url
	if before, after, ok := strings.Cut(url, "://"); ok {
		scheme, host = before, after
	}
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host, path = host[:i], host[i:]
	}
	return scheme, host, path
}

// withoutUser removes credentials, which have no place on a page.
func withoutUser(host string) string { return host[strings.LastIndexByte(host, '@')+1:] }

// substitute replaces the variables of a URL, or of an address, that have a default.
func substitute(text string, variables []catalog.Parameter) string {
	for _, v := range variables {
		if v.Default != "" {
			text = strings.ReplaceAll(text, "{"+v.Name+"}", v.Default)
		}
	}
	return text
}

// parameter reads a parameter of a channel, or a variable of a server, which is a parameter without a schema. In 2.x a parameter
// says by a schema what 3.x says by keys of its own.
func (r *reader) parameter(e entry) catalog.Parameter {
	v, _ := r.follow(e.value)
	p := catalog.Parameter{
		Name: e.name, Description: r.str(v, "description"), Default: r.str(v, "default"), Location: r.str(v, "location"),
		Enum: r.strings(r.get(v, "enum")), Examples: r.strings(r.get(v, "examples")), Pos: e.pos,
	}
	if schema := r.get(v, "schema"); schema.ok() {
		p.Schema = schema.node
		p.Description = cmp.Or(p.Description, r.str(schema, "description"))
		p.Default = cmp.Or(p.Default, r.str(schema, "default"))
		if p.Enum == nil {
			p.Enum = r.strings(r.get(schema, "enum"))
		}
		if p.Examples == nil {
			p.Examples = r.strings(r.get(schema, "examples"))
		}
	}
	return p
}

// endpoint names a server as channels and brokers are joined by it: protocol and host.
func endpoint(s catalog.Server) string {
	if s.Host == "" {
		return ""
	}
	return strings.ToLower(s.Protocol) + "://" + s.Host
}

// style returns what sort of broker speaks a protocol, or "".
func style(protocol string) string {
	switch strings.TrimSuffix(strings.ToLower(protocol), "-secure") {
	case "kafka", "pulsar":
		return "log"
	case "amqp", "amqps":
		return "router"
	case "sqs", "ibmmq", "jms", "amqp1", "stomp", "stomps", "anypointmq":
		return "queue"
	case "mqtt", "mqtts", "mqtt5", "secure-mqtt", "nats", "redis", "rediss", "sns", "googlepubsub", "mercure", "solace", "ros2":
		return "pubsub"
	default:
		return ""
	}
}
