package export

import (
	"cmp"

	"github.com/eventatlas/eventatlas/catalog"
)

// resource is one resource: what all have, then its kind's own fields, each left out where it says nothing.
type resource struct {
	Key         string       `json:"key"`
	Kind        string       `json:"kind"`
	ID          string       `json:"id"`
	Version     string       `json:"version"`
	Latest      bool         `json:"latest"`
	Name        string       `json:"name"`
	Summary     string       `json:"summary"`
	Description string       `json:"description,omitempty"`
	Owners      []string     `json:"owners"`
	Tags        []string     `json:"tags,omitempty"`
	Stub        bool         `json:"stub,omitempty"`
	Draft       bool         `json:"draft,omitempty"`
	Deprecated  *deprecation `json:"deprecated,omitempty"`
	Source      source       `json:"source"`
	Also        []source     `json:"also,omitempty"`
	Path        string       `json:"path"`

	Parent         string              `json:"parent,omitempty"`
	Terms          map[string]string   `json:"terms,omitempty"`
	Domain         string              `json:"domain,omitempty"`
	System         string              `json:"system,omitempty"`
	External       bool                `json:"external,omitempty"`
	Repository     string              `json:"repository,omitempty"`
	Language       string              `json:"language,omitempty"`
	Specs          []string            `json:"specs,omitempty"`
	Pattern        string              `json:"pattern,omitempty"`
	Visibility     string              `json:"visibility,omitempty"`
	MessageKey     string              `json:"messageKey,omitempty"`
	Schema         string              `json:"schema,omitempty"`
	SchemaFormat   string              `json:"schemaFormat,omitempty"`
	Headers        string              `json:"headers,omitempty"`
	ContentType    string              `json:"contentType,omitempty"`
	Classification map[string][]string `json:"classification,omitempty"`
	CloudEventType string              `json:"cloudEventsType,omitempty"`
	Examples       int                 `json:"examples,omitempty"`
	Address        string              `json:"address,omitempty"`
	Broker         string              `json:"broker,omitempty"`
	Parameters     []string            `json:"parameters,omitempty"`
	Protocols      []string            `json:"protocols,omitempty"`
	Delivery       string              `json:"delivery,omitempty"`
	Retention      string              `json:"retention,omitempty"`
	Ordering       string              `json:"ordering,omitempty"`
	Protocol       string              `json:"protocol,omitempty"`
	Style          string              `json:"style,omitempty"`
	URL            string              `json:"url,omitempty"`
	Environment    string              `json:"environment,omitempty"`
	Technology     string              `json:"technology,omitempty"`
	Data           string              `json:"dataClassification,omitempty"`
	Residency      string              `json:"residency,omitempty"`
	Identifier     string              `json:"identifier,omitempty"`
	Properties     []string            `json:"properties,omitempty"`
	References     []string            `json:"references,omitempty"`
	Steps          []step              `json:"steps,omitempty"`
	Members        []string            `json:"members,omitempty"`
	Email          string              `json:"email,omitempty"`
	Chat           string              `json:"chat,omitempty"`
	Role           string              `json:"role,omitempty"`
	Status         string              `json:"status,omitempty"`
	Date           string              `json:"date,omitempty"`
	AppliesTo      []string            `json:"appliesTo,omitempty"`
	Service        string              `json:"service,omitempty"`
	SpecLanguage   string              `json:"specification,omitempty"`
	SpecVersion    string              `json:"specificationVersion,omitempty"`
}

// source is where something is declared.
type source struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Format string `json:"format"`
}

type deprecation struct {
	Since      string `json:"since,omitempty"`
	Removal    string `json:"removal,omitempty"`
	ReplacedBy string `json:"replacedBy,omitempty"`
	Note       string `json:"note,omitempty"`
}

// step is one step of a flow.
type step struct {
	ID       string `json:"id"`
	Actor    string `json:"actor,omitempty"`
	Resource string `json:"resource,omitempty"`
	Does     string `json:"does,omitempty"`
	Then     []next `json:"then,omitempty"`
}

type next struct {
	Step string `json:"step"`
	When string `json:"when,omitempty"`
}

// describe turns a resource into its JSON object.
func describe(r catalog.Resource, page string) resource {
	b := r.Common()
	out := resource{
		Key: b.Key(), Kind: b.Kind.String(), ID: b.ID, Version: b.Version, Latest: b.Latest, Name: b.Title(), Summary: b.Summary,
		Description: b.Description.Markdown, Owners: refs(b.Owners), Stub: b.Stub, Draft: b.Draft, Source: sourceOf(b.Source), Path: page,
	}
	for _, t := range b.Tags {
		out.Tags = append(out.Tags, t.Name)
	}
	for _, s := range b.Also {
		out.Also = append(out.Also, sourceOf(s))
	}
	if d := b.Deprecated; d != nil {
		out.Deprecated = &deprecation{Since: d.Since, Removal: d.Removal, ReplacedBy: text(d.ReplacedBy), Note: d.Note}
	}
	describeKind(&out, r)
	return out
}

// describeKind adds what only the resource's kind has.
func describeKind(out *resource, r catalog.Resource) {
	switch r := r.(type) {
	case *catalog.Domain:
		out.Parent, out.Terms = text(r.Parent), terms(r.Terms)
	case *catalog.System:
		out.Domain, out.External = text(r.Domain), r.External
	case *catalog.Service:
		describeService(out, r)
	case *catalog.Message:
		describeMessage(out, r)
	case *catalog.Channel:
		describeChannel(out, r)
	case *catalog.Broker:
		out.Protocol, out.Style, out.URL, out.Environment = r.Protocol, r.Style, r.URL, r.Environment
	case *catalog.Store:
		out.Technology, out.Data, out.Residency, out.Retention = r.Technology, r.Classification, r.Residency, r.Retention
	case *catalog.Entity:
		out.Domain, out.Identifier, out.References = text(r.Domain), r.Identifier, refs(r.References)
		for _, p := range r.Properties {
			out.Properties = append(out.Properties, p.Name)
		}
	case *catalog.Flow:
		out.Steps = steps(r.Steps)
	case *catalog.Team:
		out.Members, out.Email, out.Chat, out.Role = refs(r.Members), r.Email, r.Chat, r.Role
	case *catalog.Person:
		out.Email, out.Chat, out.Role = r.Email, r.Chat, r.Role
	case *catalog.Decision:
		out.Status, out.Date, out.AppliesTo, out.References = r.Status, r.Date, refs(r.AppliesTo), refs(r.Supersedes)
	case *catalog.Specification:
		out.Service, out.SpecLanguage, out.SpecVersion = text(r.Service), r.Language, r.SpecVersion
	}
}

func describeService(out *resource, s *catalog.Service) {
	out.Domain, out.System, out.External = text(s.Domain), text(s.System), s.External
	out.Repository, out.Language = s.Repository, s.Language
	for _, spec := range s.Specs {
		out.Specs = append(out.Specs, spec.Path)
	}
}

func describeMessage(out *resource, m *catalog.Message) {
	out.Domain, out.Pattern, out.Visibility, out.MessageKey = text(m.Domain), m.Pattern, m.Visibility, m.Key
	out.Schema, out.SchemaFormat = place(m.Schema), string(m.Schema.Format)
	out.Headers, out.ContentType, out.Examples = place(m.Headers), m.ContentType, len(m.Examples)
	if m.CloudEvents != nil {
		out.CloudEventType = m.CloudEvents.Type
	}
	for _, c := range m.Classification {
		if out.Classification == nil {
			out.Classification = map[string][]string{}
		}
		out.Classification[c.Class] = c.Fields
	}
}

func describeChannel(out *resource, c *catalog.Channel) {
	out.Address, out.Broker = c.Address, text(c.Broker)
	out.Delivery, out.Retention, out.Ordering = c.Delivery, c.Retention, c.Ordering
	for _, p := range c.Parameters {
		out.Parameters = append(out.Parameters, p.Name)
	}
	for _, b := range c.Bindings {
		out.Protocols = append(out.Protocols, b.Protocol)
	}
}

func sourceOf(s catalog.Source) source {
	return source{File: s.Pos.File, Line: s.Pos.Line, Column: s.Pos.Column, Format: s.Format}
}

// text writes a reference, "" for none.
func text(r catalog.Ref) string {
	if r.IsZero() {
		return ""
	}
	return r.String()
}

func refs(list []catalog.Ref) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.String()
	}
	return out
}

func terms(list []catalog.Term) map[string]string {
	if len(list) == 0 {
		return nil
	}
	out := make(map[string]string, len(list))
	for _, t := range list {
		out[t.Name] = t.Definition
	}
	return out
}

func steps(list []catalog.Step) []step {
	out := make([]step, len(list))
	for i, s := range list {
		out[i] = step{ID: s.ID, Actor: s.Actor, Resource: text(s.Resource), Does: s.Does}
		for _, n := range s.Then {
			out[i].Then = append(out[i].Then, next{Step: n.Step, When: n.When})
		}
	}
	return out
}

// place names where a schema is: a file, with the pointer into it.
func place(s catalog.SchemaRef) string {
	if s.IsZero() || s.Pointer == "" {
		return s.Path
	}
	return s.Path + "#" + s.Pointer
}

func compareEdges(a, b edge) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.To, b.To), cmp.Compare(a.Via, b.Via), cmp.Compare(a.Group, b.Group))
}
