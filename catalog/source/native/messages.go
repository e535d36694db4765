package native

import "github.com/eventatlas/eventatlas/catalog"

// draft is a message while it is read, with the earlier versions that are told beside it.
type draft struct {
	catalog.Message
	earlier []*catalog.Message
}

func events() section {
	return messageSection(catalog.EventKind, "Messages that say that something has happened.", nil)
}

func commands() section {
	return messageSection(catalog.CommandKind, "Messages that ask somebody to do something.", replies())
}

func queries() section {
	return messageSection(catalog.QueryKind, "Messages that ask for an answer.", replies())
}

func replies() []field[catalog.Message] {
	return []field[catalog.Message]{
		key("replies", "The messages that answer it.", references(), func(m *catalog.Message) *[]catalog.Ref { return &m.Replies }),
	}
}

func messageSection(kind catalog.Kind, doc string, own []field[catalog.Message]) section {
	fields := lift(append(messageFields(), own...), func(m *draft) *catalog.Message { return &m.Message })
	fields = append(fields, needs("version", key("versions", "Its earlier versions, by their number.", versions(), func(m *draft) *[]*catalog.Message { return &m.earlier })))
	return newSection(kind, doc, fields, func(m *draft) *catalog.Base { return &m.Base }, withVersions)
}

func messageFields() []field[catalog.Message] {
	type message = catalog.Message
	return append([]field[message]{
		key("domain", "The domain it belongs to.", reference(), func(m *message) *catalog.Ref { return &m.Domain }),
		key("key", "The field by which messages are ordered and compacted.", text(), func(m *message) *string { return &m.Key }),
		key("pattern", "How much it tells: that something happened, the whole state, what changed, or a record of an event store.",
			oneOf("notification", "state-transfer", "delta", "sourced"), func(m *message) *string { return &m.Pattern }),
		key("visibility", "Who may depend on it.", oneOf("public", "protected", "private", "internal"), func(m *message) *string { return &m.Visibility }),
		key("cloudevents", "Its CloudEvents envelope.", cloudEvent(), func(m *message) **catalog.CloudEvent { return &m.CloudEvents }),
	}, contractFields()...)
}

// contractFields are the keys in which the versions of a message differ.
func contractFields() []field[catalog.Message] {
	type message = catalog.Message
	return []field[message]{
		key("schema", "The schema of the payload: a file, or the JSON Schema itself.", schemaRef(), func(m *message) *catalog.SchemaRef { return &m.Schema }),
		key("headers", "The schema of the headers: a file, or the JSON Schema itself.", schemaRef(), func(m *message) *catalog.SchemaRef { return &m.Headers }),
		key("examples", "Examples of it, in place or as files that hold a payload.", list(example()), func(m *message) *[]catalog.Example { return &m.Examples }),
		key("classification", "Which fields hold data of which class, such as `pii: [customer.email]`.", classification(), func(m *message) *[]catalog.Classification { return &m.Classification }),
	}
}

// versions are the earlier versions of a message. Their ids and what they inherit come from withVersions.
func versions() value[[]*catalog.Message] {
	type message = catalog.Message
	one := object[message]{
		name: "an earlier version", def: "earlier-version", doc: "What an earlier version of a message had for itself.",
		fields: append(contractFields(), lift([]field[catalog.Base]{
			key("changes", "What this version changed, in Markdown.", text(), func(b *catalog.Base) *string { return &b.Changes }),
			key("summary", "What it was, in one line.", text(), func(b *catalog.Base) *string { return &b.Summary }),
			key("description", "What there is to know about it, in Markdown.", markdown(), func(b *catalog.Base) *catalog.Text { return &b.Description }),
			key("deprecated", "That it should not be used any more, and why.", deprecation(), func(b *catalog.Base) **catalog.Deprecation { return &b.Deprecated }),
		}, func(m *message) *catalog.Base { return &m.Base })...),
		extensions: func(m *message) *[]catalog.Extension { return &m.Extensions },
	}.value()
	return mapping(one, js("pattern", `^[^\s@/]{1,64}$`), func(d *decoder, m catalog.Member, older message) *message {
		number, ok := version().read(d, catalog.NewScalar(catalog.StringNode, m.Pos, m.Key))
		if !ok {
			return nil
		}
		older.Version, older.Source = number, d.source(m.Pos)
		return &older
	})
}

// withVersions returns the message and, as messages of their own, its earlier versions. They inherit what says what the message is and
// whose it is, but not what one version promises: its texts, schema and examples. Its classification they inherit unless they
// have one, because data stays personal whatever the version.
func withVersions(m *draft) []catalog.Resource {
	resources := []catalog.Resource{&m.Message}
	for _, older := range m.earlier {
		if older == nil {
			continue
		}
		older.Kind, older.ID, older.Name = m.Kind, m.ID, m.Name
		older.Domain, older.Owners, older.Tags = m.Domain, m.Owners, m.Tags
		older.Key, older.Pattern, older.Visibility, older.Replies = m.Key, m.Pattern, m.Visibility, m.Replies
		if older.Summary == "" {
			older.Summary = m.Summary
		}
		if older.Classification == nil {
			older.Classification = m.Classification
		}
		resources = append(resources, older)
	}
	return resources
}

func cloudEvent() value[*catalog.CloudEvent] {
	type event = catalog.CloudEvent
	return convert(object[event]{
		name: "a CloudEvents envelope", def: "cloudevent", doc: "The context attributes of CloudEvents 1.0.",
		fields: []field[event]{
			key("type", "The type of the event.", text(), func(e *event) *string { return &e.Type }),
			key("source", "The context in which it happened, a URI reference.", text(), func(e *event) *string { return &e.Source }),
			key("subject", "What it is about, within the source.", text(), func(e *event) *string { return &e.Subject }),
			key("dataschema", "The URI of the schema that the data follow.", text(), func(e *event) *string { return &e.DataSchema }),
		},
	}.value(), func(_ *decoder, _ *catalog.Node, e event) (*event, bool) { return &e, true })
}

func classification() value[[]catalog.Classification] {
	return mapping(oneOrList(text()), nil, func(_ *decoder, m catalog.Member, fields []string) catalog.Classification {
		return catalog.Classification{Class: m.Key, Fields: unique(fields), Pos: m.Pos}
	})
}

// example is an example, or the path of a file that holds its payload.
func example() value[catalog.Example] {
	type example = catalog.Example
	short := convert(file(), func(_ *decoder, _ *catalog.Node, f catalog.FileRef) (example, bool) { return example{File: f}, true })
	long := object[example]{
		name: "an example", def: "example", doc: "An example of a message.",
		fields: []field[example]{
			key("name", "What it is an example of.", text(), func(e *example) *string { return &e.Name }),
			key("summary", "What is special about it.", text(), func(e *example) *string { return &e.Summary }),
			key("payload", "The payload.", anything(), func(e *example) **catalog.Node { return &e.Payload }),
			key("headers", "The headers.", anything(), func(e *example) **catalog.Node { return &e.Headers }),
		},
	}.value()
	return convert(either(short, long), func(_ *decoder, n *catalog.Node, e example) (example, bool) {
		e.Pos = n.Pos
		return e, true
	})
}
