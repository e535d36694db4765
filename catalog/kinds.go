package catalog

// Domain is a bounded context. Its words are its ubiquitous language.
type Domain struct {
	Base
	Parent Ref
	Terms  []Term
}

// System is a group of services that ship together.
type System struct {
	Base
	Domain   Ref
	External bool
}

// Service produces and consumes messages.
type Service struct {
	Base
	Domain, System Ref
	External       bool
	Produces       []Use
	Consumes       []Use
	Calls          []Call
	// Reads and Writes are stores.
	Reads, Writes        []Ref
	Repository, Language string
	// Specs are the AsyncAPI and OpenAPI documents that describe the service.
	Specs []FileRef
}

// Use is a service's producing or consuming of a message.
type Use struct {
	Message Ref
	// Via are the channels; empty where nobody says which.
	Via []Ref
	// Group is the consumer group.
	Group string
	// Fields are the paths of the fields that a consumer depends on.
	Fields []string
	// Triggers are the messages that a consumer sends because of this one.
	Triggers []Ref
	// View is the consumer's own picture of the payload, where a specification gives one.
	View       SchemaRef
	Provenance Provenance
	Pos        Pos
	// Operation is the id of the operation in a specification, and Reply marks the answer to a request.
	Operation string
	Reply     bool
	// Bindings are the operation's, as written.
	Bindings []Binding
}

// Call is a synchronous request from one service to another.
type Call struct {
	Service Ref
	Label   string
	Pos     Pos
}

// Message is an event, a command or a query; Base.Kind says which.
type Message struct {
	Base
	Domain Ref
	// Schema is the payload's, Headers the headers'.
	Schema, Headers SchemaRef
	Key             string
	Examples        []Example
	// Pattern is notification, state-transfer, delta, sourced, or "".
	Pattern string
	// Visibility is public, protected, private, internal, or "".
	Visibility     string
	Classification []Classification
	Replies        []Ref
	CloudEvents    *CloudEvent
	ContentType    string
	Bindings       []Binding
	CorrelationID  string
	// Fingerprint is a hash of the resolved payload schema, "" where there is none; imported messages are joined by it.
	Fingerprint string
	// Service is the id of the service whose specification an imported message comes from.
	Service string
	// Shared says that a message of this name is one and the same in all documents (sources[].messages: shared).
	Shared bool
	// Sent says that the specification the message comes from describes its sender.
	Sent bool
}

// Channel is a topic, queue, stream, exchange, bus or subject.
type Channel struct {
	Base
	// Address is where messages go, in the broker's own notation; "" is unknown.
	Address    string
	Broker     Ref
	Carries    []Ref
	Routes     []Route
	Parameters []Parameter
	Bindings   []Binding
	Delivery   string
	Retention  string
	Ordering   string
	// Servers are the endpoints as imported sources name them, "protocol://host"; channels are joined by them.
	Servers []string
	// Service is the id of the service whose specification an imported channel comes from.
	Service string
}

// Route leads what a channel carries on to another channel.
type Route struct {
	To     Ref
	Filter string
	Pos    Pos
}

// Broker is a system that carries messages.
type Broker struct {
	Base
	Protocol string
	// Style is log, queue, router, pubsub, or "".
	Style       string
	URL         string
	Environment string
	Servers     []Server
}

// Store is a database, a cache or a bucket.
type Store struct {
	Base
	Technology, Classification, Residency, Retention string
}

// Entity is a business object.
type Entity struct {
	Base
	Domain     Ref
	Identifier string
	Properties []Property
	References []Ref
}

// Flow is a business process end to end.
type Flow struct {
	Base
	Steps []Step
}

// Step is one step of a flow: what somebody does, or a message on its way.
type Step struct {
	ID string
	// Actor is somebody outside the system; Resource is a service, a message or any other resource. One of them is set.
	Actor    string
	Resource Ref
	// Does says in a few words what happens.
	Does string
	// Summary says more, in Markdown.
	Summary string
	Then    []Next
	Pos     Pos
}

// Next is a step that follows, and when.
type Next struct {
	Step string
	When string
	Pos  Pos
}

// Team owns resources.
type Team struct {
	Base
	Members           []Ref
	Email, Chat, Role string
}

// Person owns resources.
type Person struct {
	Base
	Email, Chat, Role string
}

// Decision is an architecture decision record.
type Decision struct {
	Base
	// Status is proposed, accepted, rejected, deprecated, superseded, or "".
	Status, Date string
	AppliesTo    []Ref
	Supersedes   []Ref
}

// Doc is a page of documentation; its ID is its path without the extension.
type Doc struct {
	Base
	// Order sorts pages of one folder; 0 is unset.
	Order int
}

// Specification is a document such as an AsyncAPI file, shown whole on a page of its own. Its ID is its path.
type Specification struct {
	Base
	// Service is the service that it describes.
	Service Ref
	// Language is "asyncapi" or "openapi", SpecVersion the version of that.
	Language, SpecVersion string
	File                  FileRef
	// Root is the document itself.
	Root *Node
	// Servers are its servers, with variables replaced.
	Servers []Server
	// Perspective says how directions were read: application, client or inverted. Doubt says in a sentence why that may be wrong, or is
	// empty.
	Perspective, Doubt string
	// The parts of the document; see SpecChannel.
	Info       SpecInfo
	Channels   []*SpecChannel
	Operations []*SpecOperation
	Messages   []*SpecMessage
	Security   []*SpecSecurity
	Schemas    []SpecSchema
}

func (r *Domain) clone() Resource        { c := *r; return &c }
func (r *System) clone() Resource        { c := *r; return &c }
func (r *Service) clone() Resource       { c := *r; return &c }
func (r *Message) clone() Resource       { c := *r; return &c }
func (r *Channel) clone() Resource       { c := *r; return &c }
func (r *Broker) clone() Resource        { c := *r; return &c }
func (r *Store) clone() Resource         { c := *r; return &c }
func (r *Entity) clone() Resource        { c := *r; return &c }
func (r *Flow) clone() Resource          { c := *r; return &c }
func (r *Team) clone() Resource          { c := *r; return &c }
func (r *Person) clone() Resource        { c := *r; return &c }
func (r *Decision) clone() Resource      { c := *r; return &c }
func (r *Doc) clone() Resource           { c := *r; return &c }
func (r *Specification) clone() Resource { c := *r; return &c }

// New returns an empty resource of the kind, with Base.Kind set, or nil for NoKind.
func New(kind Kind) Resource {
	b := Base{Kind: kind}
	switch kind {
	case DomainKind:
		return &Domain{Base: b}
	case SystemKind:
		return &System{Base: b}
	case ServiceKind:
		return &Service{Base: b}
	case EventKind, CommandKind, QueryKind:
		return &Message{Base: b}
	case ChannelKind:
		return &Channel{Base: b}
	case BrokerKind:
		return &Broker{Base: b}
	case StoreKind:
		return &Store{Base: b}
	case EntityKind:
		return &Entity{Base: b}
	case FlowKind:
		return &Flow{Base: b}
	case TeamKind:
		return &Team{Base: b}
	case PersonKind:
		return &Person{Base: b}
	case DecisionKind:
		return &Decision{Base: b}
	case DocKind:
		return &Doc{Base: b}
	case SpecificationKind:
		return &Specification{Base: b}
	default:
		return nil
	}
}
