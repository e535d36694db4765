package catalog

// The structs below are the parts of a Specification as its page shows them: every part stands once, whatever the number of references
// that lead to it, and points to the parts that it uses. All lists keep the order of the document. They are read-only.
//
// A part's Source says where it is defined, which is also how the resource that was made of it is found: a message, channel or broker of the
// catalog has the same file and pointer in its Source or in one of its Also.

// SpecInfo is what a document says of itself beside its title, version and description.
type SpecInfo struct {
	// URN is the document's own id, such as urn:com:example:orders.
	URN string
	// Terms is the URL of the terms of service.
	Terms                                 string
	ContactName, ContactURL, ContactEmail string
	LicenseName, LicenseURL               string
	// ContentType is what messages without a content type of their own have.
	ContentType string
}

// SpecChannel is a channel as a specification describes it.
type SpecChannel struct {
	// Key is its name in the document; in AsyncAPI 2.x it is the address as well.
	Key string
	// Address is "" where it is only known at run time.
	Address        string
	Title, Summary string
	Description    Text
	// Servers are the ids of the servers that have the channel. AllServers says that the document names none, which means all.
	Servers    []string
	AllServers bool
	Parameters []Parameter
	Messages   []SpecUse
	Bindings   []Binding
	Tags       []Tag
	Links      []Hyperlink
	Extensions []Extension
	Source     Source
	// Component says that the channel is defined for reuse only: the described application does not have it.
	Component bool
}

// SpecUse is a message in its place in a channel or an operation.
type SpecUse struct {
	// Key is its name there, "" where it has none.
	Key     string
	Message *SpecMessage
	Pos     Pos
}

// SpecOperation is what the described application does on a channel.
type SpecOperation struct {
	// ID is as written, or made of the channel's address and the action where the document gives none, as Synthetic says.
	ID        string
	Synthetic bool
	// Action is the document's word: send, receive, publish or subscribe.
	Action string
	// Sends says that the described service sends, as the document was read (Specification.Perspective).
	Sends          bool
	Channel        *SpecChannel
	Title, Summary string
	Description    Text
	Messages       []SpecUse
	Reply          *SpecReply
	// Security is what the operation asks for beside what its server does: one of the list is enough.
	Security   []SpecRequirement
	Bindings   []Binding
	Tags       []Tag
	Links      []Hyperlink
	Traits     []SpecTrait
	Extensions []Extension
	Source     Source
	// Component says that the operation is defined for reuse only: the described application does not do it.
	Component bool
}

// SpecReply is the answer that an operation gets, or gives.
type SpecReply struct {
	// Location is a runtime expression that says where the address of the answer stands in the request.
	Location string
	// Description explains the address.
	Description Text
	// Channel is nil where only the address at run time says where the answer goes.
	Channel  *SpecChannel
	Messages []SpecUse
	Pos      Pos
}

// SpecMessage is a message as a specification describes it, its traits folded in.
type SpecMessage struct {
	// Key is its name in the document: the key of the component or of the channel's message, "" for a message without one.
	Key string
	// ID is the id of the resource before messages of several documents were joined.
	ID                              string
	Kind                            Kind
	Name, MessageID, Title, Summary string
	Description                     Text
	ContentType                     string
	Payload, Headers                SchemaRef
	CorrelationLocation             string
	CorrelationDescription          Text
	Examples                        []Example
	Bindings                        []Binding
	Tags                            []Tag
	Links                           []Hyperlink
	Traits                          []SpecTrait
	Extensions                      []Extension
	CloudEvents                     *CloudEvent
	Fingerprint                     string
	Source                          Source
	Deprecated                      bool
	// Component says that no channel has the message: it is defined for reuse only.
	Component bool
}

// Label returns the name to show: the title, else the name, else the key or id (asyncapi.md, R29).
func (m *SpecMessage) Label() string {
	for _, s := range []string{m.Title, m.Name, m.MessageID, m.Key} {
		if s != "" {
			return s
		}
	}
	return m.ID
}

// SpecTrait is a trait that was folded into an operation or a message.
type SpecTrait struct {
	// Name is the key of the component, "" for a trait written in place.
	Name string
	// Fields are those of the result that the trait gave or changed.
	Fields []string
	Pos    Pos
}

// SpecRequirement is a set of security schemes that are needed together.
type SpecRequirement struct {
	Schemes []SpecGrant
	Pos     Pos
}

// SpecGrant is one security scheme and the scopes that are needed of it.
type SpecGrant struct {
	// Scheme is nil where the document does not define Name.
	Scheme *SpecSecurity
	Name   string
	Scopes []string
}

// SpecSecurity is a security scheme.
type SpecSecurity struct {
	Name string
	// Type is one of the thirteen of AsyncAPI: userPassword, apiKey, X509, symmetricEncryption, asymmetricEncryption, httpApiKey, http, oauth2,
	// openIdConnect, plain, scramSha256, scramSha512, gssapi.
	Type        string
	Description Text
	// In and Parameter say where an API key stands, Scheme and BearerFormat how HTTP authenticates.
	In, Parameter, Scheme, BearerFormat string
	OpenIDConnectURL                    string
	Flows                               []SpecFlow
	// Scopes are those that the scheme itself asks for (3.x).
	Scopes     []string
	Extensions []Extension
	Source     Source
}

// SpecFlow is a flow of OAuth 2.
type SpecFlow struct {
	// Name is implicit, password, clientCredentials or authorizationCode.
	Name                                   string
	AuthorizationURL, TokenURL, RefreshURL string
	Scopes                                 []SpecScope
}

// SpecScope is a scope of OAuth 2 and what it allows.
type SpecScope struct {
	Name, Description string
}

// SpecSchema is a schema that a document defines for reuse.
type SpecSchema struct {
	Name   string
	Schema SchemaRef
}
