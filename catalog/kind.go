package catalog

import "slices"

// Kind says what a resource is.
type Kind uint8

// The kinds, in the order in which the export and the indexes list them. NoKind is a reference's "any".
const (
	NoKind Kind = iota
	DomainKind
	SystemKind
	ServiceKind
	EventKind
	CommandKind
	QueryKind
	ChannelKind
	BrokerKind
	StoreKind
	EntityKind
	FlowKind
	TeamKind
	PersonKind
	DecisionKind
	DocKind
	SpecificationKind
)

// kindInfo holds the words for a kind: in references and exports, and as the section that defines it.
var kindInfo = [...]struct{ name, section string }{
	NoKind:            {"", ""},
	DomainKind:        {"domain", "domains"},
	SystemKind:        {"system", "systems"},
	ServiceKind:       {"service", "services"},
	EventKind:         {"event", "events"},
	CommandKind:       {"command", "commands"},
	QueryKind:         {"query", "queries"},
	ChannelKind:       {"channel", "channels"},
	BrokerKind:        {"broker", "brokers"},
	StoreKind:         {"store", "stores"},
	EntityKind:        {"entity", "entities"},
	FlowKind:          {"flow", "flows"},
	TeamKind:          {"team", "teams"},
	PersonKind:        {"person", "people"},
	DecisionKind:      {"decision", "decisions"},
	DocKind:           {"doc", "docs"},
	SpecificationKind: {"specification", "specifications"},
}

// Kinds returns every kind but NoKind, in their order.
func Kinds() []Kind {
	kinds := make([]Kind, 0, len(kindInfo)-1)
	for k := DomainKind; int(k) < len(kindInfo); k++ {
		kinds = append(kinds, k)
	}
	return kinds
}

// String returns the word used in references ("service:billing") and exports; "" for NoKind.
func (k Kind) String() string { return kindInfo[min(int(k), len(kindInfo)-1)].name }

// Section returns the plural used as a section of the native format and as the folder of the kind's pages.
func (k Kind) Section() string { return kindInfo[min(int(k), len(kindInfo)-1)].section }

// ParseKind returns the kind with that word, or NoKind and false.
func ParseKind(word string) (Kind, bool) {
	for _, k := range Kinds() {
		if k.String() == word {
			return k, true
		}
	}
	return NoKind, false
}

// IsMessage reports whether the kind is one of the messages: event, command or query.
func (k Kind) IsMessage() bool { return k == EventKind || k == CommandKind || k == QueryKind }

// KindSet is a set of kinds that a reference may lead to; empty means any.
type KindSet []Kind

// Has reports whether the set allows the kind.
func (s KindSet) Has(k Kind) bool { return len(s) == 0 || slices.Contains(s, k) }

// MessageKinds returns the kinds of messages, in the order in which a reference without a kind tries them.
func MessageKinds() KindSet { return KindSet{EventKind, CommandKind, QueryKind} }
