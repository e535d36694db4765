package page

import "github.com/eventatlas/eventatlas/catalog"

// kindWords are the words for a kind: one of it, several of it, and one with its article.
var kindWords = [...]struct{ one, many, article string }{
	catalog.NoKind:            {"Resource", "A to Z", "a resource"},
	catalog.DomainKind:        {"Domain", "Domains", "a domain"},
	catalog.SystemKind:        {"System", "Systems", "a system"},
	catalog.ServiceKind:       {"Service", "Services", "a service"},
	catalog.EventKind:         {"Event", "Events", "an event"},
	catalog.CommandKind:       {"Command", "Commands", "a command"},
	catalog.QueryKind:         {"Query", "Queries", "a query"},
	catalog.ChannelKind:       {"Channel", "Channels", "a channel"},
	catalog.BrokerKind:        {"Broker", "Brokers", "a broker"},
	catalog.StoreKind:         {"Store", "Stores", "a store"},
	catalog.EntityKind:        {"Entity", "Entities", "an entity"},
	catalog.FlowKind:          {"Flow", "Flows", "a flow"},
	catalog.TeamKind:          {"Team", "Teams", "a team"},
	catalog.PersonKind:        {"Person", "People", "a person"},
	catalog.DecisionKind:      {"Decision", "Decisions", "a decision"},
	catalog.DocKind:           {"Page", "Documentation", "a page"},
	catalog.SpecificationKind: {"Specification", "Specifications", "a specification"},
}

func kindWord(k catalog.Kind) string    { return kindWords[k].one }
func sectionWord(k catalog.Kind) string { return kindWords[k].many }

// SectionWord is the English heading of the list of a kind, a key of Words.
func SectionWord(k catalog.Kind) string { return sectionWord(k) }

func articleWord(k catalog.Kind) string { return kindWords[k].article }

// formatWord is the name of a source format as a reader knows it; the native one needs none.
func formatWord(format string) string {
	switch format {
	case "asyncapi":
		return "AsyncAPI"
	case "openapi":
		return "OpenAPI"
	case "eventcatalog":
		return "EventCatalog"
	default:
		return ""
	}
}

// schemaWord is the name of a schema language.
func schemaWord(f catalog.SchemaFormat) string {
	switch f {
	case catalog.JSONSchema:
		return "JSON Schema"
	case catalog.AvroSchema:
		return "Avro"
	case catalog.Protobuf:
		return "Protobuf"
	case catalog.OpenAPI:
		return "OpenAPI schema"
	case catalog.RAML:
		return "RAML"
	default:
		return string(f)
	}
}
