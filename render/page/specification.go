package page

import (
	"html/template"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/render/site"
)

// SpecificationView is the page of a document such as an AsyncAPI file: all of it, in the order in which its reader asks. What the document
// defines stands once, in an entry of its own, and everything else links there.
type SpecificationView struct {
	Frame
	Figure Figure
	// Index leads to every entry of the page.
	Index SpecIndex
	// Sections are servers, security schemes, channels, operations, messages and schemas; those without entries are left out.
	Sections []SpecSection
	// Tables are what the document defines and never uses, its files, and what else of the catalog is about it.
	Tables []Table
}

// SpecIndex is the contents of a specification's page: its sections with their entries.
type SpecIndex struct {
	Title  string
	Groups []SpecGroup
}

// SpecGroup is a section in the contents. More says how many of its entries are not listed, or is "".
type SpecGroup struct {
	Link
	Items []SpecItem
	More  string
}

// SpecItem is an entry in the contents.
type SpecItem struct {
	Link
	Badge Chip
}

// SpecSection is a part of a specification: its entries, or a table of them where the document is too large to show them in full.
type SpecSection struct {
	ID, Title, Lead string
	Entries         []SpecEntry
	Table           Table
}

// Shown reports whether there is anything to show.
func (s SpecSection) Shown() bool { return len(s.Entries) > 0 || s.Table.Len() > 0 }

// SpecEntry is one thing that a specification defines.
type SpecEntry struct {
	// ID is its anchor, Name what to call it, Code a technical name to show beside it, such as an address.
	ID, Name, Code string
	Icon           string
	// Badge is the direction of an operation.
	Badge   Chip
	Chips   []Chip
	Summary template.HTML
	// Text is the description.
	Text  template.HTML
	Facts []Fact
	// Blocks are what is inside: schemas, parameters, bindings, examples.
	Blocks []SpecBlock
	// Place is where it is defined, with a link to edit it.
	Place Place
	// Page is the page in the catalog of what was made of it, if there is one.
	Page Link
	// Open shows it unfolded.
	Open bool
}

// SpecBlock is a part of an entry below a heading of its own; what is set of it is shown.
type SpecBlock struct {
	// ID is its anchor.
	ID, Title string
	Text      template.HTML
	Facts     []Fact
	Table     Table
	Schema    Schema
	Codes     []Code
	// Folded holds further code, folded away below FoldedTitle.
	Folded      []Code
	FoldedTitle string
}

// specPage is the work on one page.
type specPage struct {
	*context
	r       *catalog.Specification
	ids     specIDs
	service catalog.ID
	// The anchors of the entries. Those past specRows have none, as they are not on the page.
	channels   map[*catalog.SpecChannel]string
	operations map[*catalog.SpecOperation]string
	messages   map[*catalog.SpecMessage]string
	security   map[*catalog.SpecSecurity]string
	servers    map[string]string
	schemas    []string
	// uses and usedIn are the operations of each message and channel, carried the channels of each message.
	uses    map[*catalog.SpecMessage][]specUse
	usedIn  map[*catalog.SpecChannel][]specUse
	carried map[*catalog.SpecMessage][]*catalog.SpecChannel
	// trees are the schemas of the messages that are on the page, for links to their fields.
	trees map[*catalog.SpecMessage]specContract
	// weight is about how many bytes of HTML there are so far, fixed those that are not entries.
	weight, fixed int
	// level says how much of the document is only listed, as the page would be too large.
	level int
	// sources are the file of the document and those that it refers to, found the problems in them, as indices of Builder.problems.
	sources []string
	found   []int
}

// specUse is an operation that uses something, as its answer or not.
type specUse struct {
	operation *catalog.SpecOperation
	reply     bool
}

// specContract is the schemas of a message and the anchors of their fields.
type specContract struct {
	payload, headers         *schema.Type
	payloadTree, headersTree *specTree
}

func specificationPage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := SpecificationView{Frame: c.resourceFrame()}
	r, ok := c.cat.Resource(page.Resource).(*catalog.Specification)
	if !ok {
		return v
	}
	s := c.specPage(r)
	tables := s.tables()
	s.head(&v)
	s.figure(&v)
	s.fixed = len(v.About.HTML) + factsWeight(v.Extensions) + 450*min(len(s.found), specFindings)
	for _, t := range tables {
		s.fixed += t.weight()
	}
	s.sections(&v)
	v.Tables = tables
	v.list(tables...)
	s.end(&v)
	v.Index = s.index(v.Sections)
	return v
}

// specPage begins a page: it gives every entry its anchor, so that all of them can be linked to.
func (c *context) specPage(r *catalog.Specification) *specPage {
	s := &specPage{
		context: c, r: r, ids: specIDs{}, service: catalog.NoID,
		channels: map[*catalog.SpecChannel]string{}, operations: map[*catalog.SpecOperation]string{},
		messages: map[*catalog.SpecMessage]string{}, security: map[*catalog.SpecSecurity]string{}, servers: map[string]string{},
		uses: map[*catalog.SpecMessage][]specUse{}, usedIn: map[*catalog.SpecChannel][]specUse{},
		carried: map[*catalog.SpecMessage][]*catalog.SpecChannel{}, trees: map[*catalog.SpecMessage]specContract{},
	}
	if !r.Service.IsZero() {
		s.service, _ = c.cat.Resolve(r.Service, catalog.KindSet{catalog.ServiceKind})
	}
	s.sources = s.closure()
	for i, d := range s.problems {
		if slices.Contains(s.sources, d.Pos.File) {
			s.found = append(s.found, i)
		}
	}
	s.name()
	s.relate()
	return s
}

// name gives out the anchors of the entries, in the order of the page.
func (s *specPage) name() {
	for i := range first(s.r.Servers) {
		s.servers[s.r.Servers[i].ID] = s.ids.entry("server", s.r.Servers[i].ID)
	}
	for _, x := range first(s.r.Security) {
		s.security[x] = s.ids.entry("security", x.Name)
	}
	for _, ch := range first(s.r.Channels) {
		s.channels[ch] = s.ids.entry("channel", firstOf(ch.Key, ch.Address))
	}
	for _, o := range first(s.r.Operations) {
		s.operations[o] = s.ids.entry("operation", o.ID)
	}
	for _, m := range first(s.r.Messages) {
		s.messages[m] = s.ids.entry("message", firstOf(m.Key, m.Name, m.MessageID, m.ID))
	}
	s.schemas = s.schemas[:0]
	for _, x := range first(s.r.Schemas) {
		s.schemas = append(s.schemas, s.ids.entry("schema", x.Name))
	}
}

// first are the parts of a list that a page has room for.
func first[T any](list []T) []T { return list[:min(len(list), specRows)] }

// relate notes which operations use each channel and message, and which channels carry each message.
func (s *specPage) relate() {
	for _, ch := range s.r.Channels {
		for _, u := range ch.Messages {
			s.carried[u.Message] = append(s.carried[u.Message], ch)
		}
	}
	for _, o := range s.r.Operations {
		s.relateUses(specUse{operation: o}, o.Channel, o.Messages)
		if o.Reply != nil {
			s.relateUses(specUse{operation: o, reply: true}, o.Reply.Channel, o.Reply.Messages)
		}
	}
}

func (s *specPage) relateUses(u specUse, channel *catalog.SpecChannel, messages []catalog.SpecUse) {
	if channel != nil {
		s.usedIn[channel] = append(s.usedIn[channel], u)
	}
	for _, m := range messages {
		s.uses[m.Message] = append(s.uses[m.Message], u)
	}
}
