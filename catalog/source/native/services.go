package native

import "github.com/eventatlas/eventatlas/catalog"

func services() section {
	type service = catalog.Service
	return simple(catalog.ServiceKind, "Producers and consumers of messages.", []field[service]{
		key("domain", "The domain it belongs to.", reference(), func(r *service) *catalog.Ref { return &r.Domain }),
		key("system", "The system it ships with.", reference(), func(r *service) *catalog.Ref { return &r.System }),
		key("external", "That somebody else runs it.", boolean(), func(r *service) *bool { return &r.External }),
		key("produces", "The messages it sends.", list(produced()), func(r *service) *[]catalog.Use { return &r.Produces }),
		key("consumes", "The messages it receives.", list(consumed()), func(r *service) *[]catalog.Use { return &r.Consumes }),
		key("calls", "The services it calls and waits for.", list(call()), func(r *service) *[]catalog.Call { return &r.Calls }),
		key("reads", "The stores it reads from.", references(), func(r *service) *[]catalog.Ref { return &r.Reads }),
		key("writes", "The stores it writes to.", references(), func(r *service) *[]catalog.Ref { return &r.Writes }),
		key("repository", "Where its source is.", text(), func(r *service) *string { return &r.Repository }),
		key("language", "What it is written in.", text(), func(r *service) *string { return &r.Language }),
		key("specs", "The AsyncAPI and OpenAPI documents that describe it.", list(file()), func(r *service) *[]catalog.FileRef { return &r.Specs }),
	})
}

// messageAndVia are the keys that producing and consuming share.
func messageAndVia() []field[catalog.Use] {
	return []field[catalog.Use]{
		must(key("message", "The event, command or query, with a version or a range of versions after an @.", reference(), func(u *catalog.Use) *catalog.Ref { return &u.Message })),
		key("via", "The channel, or the channels.", oneOrList(reference()), func(u *catalog.Use) *[]catalog.Ref { return &u.Via }),
	}
}

func produced() value[catalog.Use] {
	return use(object[catalog.Use]{
		name: "a message that is produced", def: "produced", doc: "A message that a service sends.",
		fields: messageAndVia(),
		foreign: func(_ *decoder, key string) string {
			if key == "group" || key == "reads" || key == "triggers" {
				return quote(key) + " is a key of what a service consumes"
			}
			return ""
		},
	})
}

func consumed() value[catalog.Use] {
	type consumed = catalog.Use
	return use(object[consumed]{
		name: "a message that is consumed", def: "consumed", doc: "A message that a service receives.",
		fields: append(messageAndVia(),
			key("group", "The consumer group.", text(), func(u *consumed) *string { return &u.Group }),
			key("reads", "The fields of the payload that this consumer depends on, such as amount.value.", texts(), func(u *consumed) *[]string { return &u.Fields }),
			key("triggers", "The messages that it sends because of this one.", references(), func(u *consumed) *[]catalog.Ref { return &u.Triggers }),
		),
	})
}

// use is a reference to a message, or that and how the service deals with it.
func use(long object[catalog.Use]) value[catalog.Use] {
	short := convert(reference(), func(_ *decoder, _ *catalog.Node, ref catalog.Ref) (catalog.Use, bool) {
		return catalog.Use{Message: ref}, true
	})
	return convert(either(short, long.value()), func(_ *decoder, n *catalog.Node, u catalog.Use) (catalog.Use, bool) {
		u.Pos, u.Provenance, u.Fields = n.Pos, catalog.Declared, unique(u.Fields)
		return u, !u.Message.IsZero()
	})
}

func call() value[catalog.Call] {
	type call = catalog.Call
	short := convert(reference(), func(_ *decoder, _ *catalog.Node, ref catalog.Ref) (call, bool) { return call{Service: ref}, true })
	long := object[call]{
		name: "a call", def: "call", doc: "A service that is called.",
		fields: []field[call]{
			must(key("service", "The service that is called.", reference(), func(c *call) *catalog.Ref { return &c.Service })),
			key("label", "What the call is for, in a few words.", text(), func(c *call) *string { return &c.Label }),
		},
	}.value()
	return convert(either(short, long), func(_ *decoder, n *catalog.Node, c call) (call, bool) {
		c.Pos = n.Pos
		return c, !c.Service.IsZero()
	})
}
