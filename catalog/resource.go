package catalog

import "unicode/utf8"

// Resource is anything that has a page: one version of one thing that the catalog describes. The concrete types are pointers to
// the structs of this package that embed Base, such as *Service; they are read-only once they are part of a Fragment.
type Resource interface {
	// Common returns what every resource has.
	Common() *Base
	// clone returns a shallow copy, so that linking never changes a fragment.
	clone() Resource
}

// Base is what every resource has, whatever its kind.
type Base struct {
	Kind Kind
	// ID is unique in its kind. Native ids are tame; imported ones are whatever the source says.
	ID string
	// Version is as written, or "".
	Version string
	// Name is what to show; empty means the ID (see Title).
	Name    string
	Summary string
	// Description is Markdown; its position is where the text starts, for diagnostics inside it.
	Description Text
	Owners      []Ref
	Tags        []Tag
	Links       []Hyperlink
	Deprecated  *Deprecation
	Draft       bool
	Badges      []Badge
	// Aliases are earlier ids, with a kind where that was another; the page of each leads to the resource.
	Aliases []Ref
	// Docs names a Markdown file that is shown after the description.
	Docs FileRef
	// Extensions are the `x-` keys, in source order.
	Extensions []Extension
	// Source is where the resource is declared.
	Source Source
	// Also are the other places that say something of the same resource, merged into this one.
	Also []Source
	// Stub marks a resource that is referred to but that nobody describes.
	Stub bool
	// Latest marks the highest version there is; links without a version lead to it. Set by Link.
	Latest bool
	// Changes says in Markdown what this version changed.
	Changes string
}

// Common returns the base itself, so that a struct that embeds it is a Resource.
func (b *Base) Common() *Base { return b }

// maxTitle is the longest name that is shown, in bytes. A name stands on every page that refers to its resource, so a long one would
// make all of them long.
const maxTitle = 300

// Title returns the name to show: Name, else ID, shortened where it is longer than a name can be.
func (b *Base) Title() string {
	if b.Name != "" {
		return shorten(b.Name, maxTitle)
	}
	return shorten(b.ID, maxTitle)
}

// shorten returns the first n bytes of a text, without breaking a character, and an ellipsis where something is left out.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// Key identifies the resource in exports: kind:id@version, without the @ where there is no version.
func (b *Base) Key() string { return Ref{Kind: b.Kind, ID: b.ID, Version: b.Version}.String() }

// Provenance says how a fact is known.
type Provenance uint8

// How a fact is known: somebody wrote it, a specification says it, or something only suggests it.
const (
	Declared Provenance = iota
	Derived
	Inferred
)

// String returns "declared", "derived" or "inferred".
func (p Provenance) String() string {
	return [...]string{"declared", "derived", "inferred"}[min(p, Inferred)]
}

// Source is a place that declares a resource, and the format it is written in.
type Source struct {
	Pos Pos
	// Format is the name of the source format: native, asyncapi, openapi, eventcatalog.
	Format string
	// Pointer is the JSON Pointer of the declaration in its document, where there is one.
	Pointer string
}

// Text is a piece of Markdown and where it starts.
type Text struct {
	Markdown string
	Pos      Pos
}

// Tag is a word to find a resource by.
type Tag struct {
	Name, Description string
}

// Hyperlink is a link to something outside the catalog.
type Hyperlink struct {
	Title, URL string
	Pos        Pos
}

// Badge is a short remark that is shown beside the name.
type Badge struct {
	Text, Color string
}

// Deprecation says that a resource should not be used any more.
type Deprecation struct {
	// Since and Removal are versions or dates, as written.
	Since, Removal string
	ReplacedBy     Ref
	// Note is Markdown.
	Note string
}

// Extension is an `x-` key and its value.
type Extension struct {
	Key   string
	Value *Node
}

// FileRef refers to a file of the source.
type FileRef struct {
	// Path is relative to the catalog's root, slash-separated and clean, whatever the file that names it.
	Path string
	Pos  Pos
}

// SchemaFormat names the language of a schema.
type SchemaFormat string

// The schema languages that are understood; any other is shown raw.
const (
	JSONSchema SchemaFormat = "json-schema"
	AvroSchema SchemaFormat = "avro"
	Protobuf   SchemaFormat = "protobuf"
	OpenAPI    SchemaFormat = "openapi"
	RAML       SchemaFormat = "raml"
	OtherType  SchemaFormat = "other"
)

// SchemaRef is where the schema of a payload or of headers is: written in place, or in a file, or at a pointer into one. The zero
// value is no schema.
type SchemaRef struct {
	// Path is the file that holds the schema, relative to the root; for one written in place it is the file around it.
	Path string
	// Pointer is the JSON Pointer into the file; "" is the whole of it.
	Pointer string
	// Inline is the schema itself where it is written in place.
	Inline *Node
	// Text is a schema that is written in place in a language of its own, such as Protobuf.
	Text   string
	Format SchemaFormat
	// MediaType is the format as the author wrote it, such as application/vnd.apache.avro;version=1.9.0.
	MediaType string
	// Root names the message or type inside a file that holds several.
	Root string
	Pos  Pos
}

// IsZero reports whether there is no schema.
func (s SchemaRef) IsZero() bool { return s.Path == "" && s.Inline == nil && s.Text == "" }

// Server is an endpoint of a broker as a specification describes it.
type Server struct {
	ID, Protocol, ProtocolVersion string
	// Host is the host with its port, variables replaced by their defaults and credentials left out.
	Host, Path  string
	Summary     string
	Description Text
	Pos         Pos
	Security    []string
	// Requirements are the alternatives of Security in full: one of the list is enough.
	Requirements []SpecRequirement
	// Links are its external documentation.
	Links []Hyperlink
	// Pointer is the JSON Pointer of its definition in the file of Pos.
	Pointer            string
	Bindings           []Binding
	Tags               []Tag
	Variables          []Parameter
	Extensions         []Extension
	Title, Environment string
}

// Binding is what one protocol adds to an object, as written.
type Binding struct {
	Protocol string
	Value    *Node
}

// Parameter is a variable part of an address.
type Parameter struct {
	Name, Description, Default string
	Enum, Examples             []string
	// Location is a runtime expression that says where the value comes from, such as $message.payload#/orderId.
	Location string
	Schema   *Node
	Pos      Pos
}

// Property is a field of an entity.
type Property struct {
	Name, Type, Description string
	Required                bool
	References              Ref
	Enum                    []string
	Properties              []Property
}

// Term is a word of a domain's ubiquitous language.
type Term struct {
	Name string
	// Definition is Markdown.
	Definition string
	Pos        Pos
}

// Example is an example of a message.
type Example struct {
	Name, Summary string
	// Payload and Headers are the values; File is a file of the source that holds the payload instead.
	Payload, Headers *Node
	File             FileRef
	Pos              Pos
}

// Classification says of which class the data in some fields is, such as pii.
type Classification struct {
	Class string
	// Fields are paths into the payload, such as customer.email.
	Fields []string
	Pos    Pos
}

// CloudEvent is what a message's CloudEvents envelope says (CloudEvents 1.0, context attributes).
type CloudEvent struct {
	Type, Source, Subject, DataSchema string
}
