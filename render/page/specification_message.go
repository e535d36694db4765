package page

import (
	"slices"
	"strconv"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// messageSection shows the messages; where the page would be too large they are listed with links to their own pages.
func (s *specPage) messageSection() SpecSection {
	section := SpecSection{ID: "messages", Title: s.t("Messages")}
	shown := first(s.r.Messages)
	if s.level >= listedMessages {
		section.Table = s.messageList(shown)
		return s.more(section, len(s.r.Messages))
	}
	for _, m := range shown {
		e := s.settle(s.message(m))
		s.weight += e.weight()
		if s.weight > specBytes {
			return section
		}
		section.Entries = append(section.Entries, e)
	}
	return s.more(s.open(section, 6), len(s.r.Messages))
}

// messageList is the messages with where each is described.
func (s *specPage) messageList(list []*catalog.SpecMessage) Table {
	t := Table{ID: "messages", Cols: []string{s.t("Message"), s.t("Name"), s.t("Used by"), s.t("Channels"), s.t("Summary")}, Filter: true}
	var rows []Row
	for _, m := range list {
		l := s.messageLink(m)
		l.Href = ""
		if page := s.messageID(m); page != catalog.NoID {
			l.Href = s.href(page)
		}
		rows = append(rows, Row{ID: s.messages[m], Cells: []Cell{
			{Links: []Link{l}, Chips: s.messageUseChips(m)},
			codeCell(m.Name), firstLinks(s.operationCell(s.uses[m]), 3), firstLinks(s.carriers(m), 3),
			{HTML: s.phrase(shorten(m.Summary, 200), m.Source.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func firstLinks(c Cell, n int) Cell {
	c.Links = c.Links[:min(len(c.Links), n)]
	return c
}

func (s *specPage) carriers(m *catalog.SpecMessage) Cell {
	var cell Cell
	for _, ch := range s.carried[m] {
		cell.Links = append(cell.Links, s.channelLink(ch).Links...)
	}
	return s.capped(cell, "channels")
}

// messageUseChips say what becomes of a message in the document.
func (s *specPage) messageUseChips(m *catalog.SpecMessage) []Chip {
	var sent, received bool
	for _, u := range s.uses[m] {
		sends := u.operation.Sends != u.reply
		sent, received = sent || sends, received || !sends
	}
	var chips []Chip
	if sent {
		chips = append(chips, Chip{Text: s.t("sent"), Tone: "send"})
	}
	if received {
		chips = append(chips, Chip{Text: s.t("received"), Tone: "receive"})
	}
	switch {
	case m.Component:
		chips = append(chips, Chip{Text: s.t("for reuse only"), Icon: "info", Tone: "info", Title: s.t("no channel and no operation of this document has it")})
	case !sent && !received:
		chips = append(chips, Chip{Text: s.t("declared, unused"), Icon: "question", Tone: "warn", Title: s.t("no operation of this document uses the message")})
	}
	if m.Deprecated {
		chips = append(chips, Chip{Text: s.t("deprecated"), Icon: "clock", Tone: "warn"})
	}
	return chips
}

func (s *specPage) message(m *catalog.SpecMessage) SpecEntry {
	id := s.messages[m]
	e := SpecEntry{
		ID: id, Name: s.called(m.Label()), Icon: m.Kind.String(), Summary: s.phrase(m.Summary, m.Source.Pos.File),
		Text: s.prosePart(m.Description, id), Place: s.place(m.Source.Pos),
		Chips: slices.Concat(s.partProblems(m.Source.Pointer), s.messageUseChips(m), tagChips(m.Tags)),
	}
	if name := firstOf(m.Name, m.Key); name != m.Label() {
		e.Code = visible(name)
	}
	e.Page = s.pageLink(s.messageID(m), s.t("Page of the message"))
	blocks := s.contract(m, id)
	e.Facts = s.messageFactsHere(m)
	e.Blocks = s.blocks(append(blocks, s.exampleBlock(id, m), s.bindingBlock(id, m.Bindings), s.extensionBlock(id, m.Extensions))...)
	return e
}

// contract is the payload and the headers of a message.
func (s *specPage) contract(m *catalog.SpecMessage, id string) []SpecBlock {
	var c specContract
	var blocks []SpecBlock
	if !m.Payload.IsZero() {
		block := SpecBlock{ID: s.ids.take(id + "-payload"), Title: s.t("Payload")}
		block.Schema, c.payloadTree, c.payload = s.tree(block.ID, block.Title, m.Payload)
		blocks = append(blocks, block)
	}
	if !m.Headers.IsZero() {
		block := SpecBlock{ID: s.ids.take(id + "-headers"), Title: s.t("Headers")}
		block.Schema, c.headersTree, c.headers = s.tree(block.ID, block.Title, m.Headers)
		blocks = append(blocks, block)
	}
	if c.payload != nil && c.payload.Missing {
		c.payload = nil
	}
	s.trees[m] = c
	return blocks
}

func (s *specPage) messageFactsHere(m *catalog.SpecMessage) []Fact {
	facts := []Fact{
		{Label: s.t("Used by"), Cell: s.operationCell(s.uses[m])},
		{Label: s.t("Channels"), Cell: s.carriers(m)},
		{Label: s.t("Content type"), Cell: codeCell(m.ContentType)},
		s.otherName(s.t("Name"), m.Name, visible(m.Label())), s.otherName(s.t("Message id"), m.MessageID, visible(m.Label())),
		{Label: s.t("Correlation"), Cell: s.correlation(m)},
	}
	if ce := m.CloudEvents; ce != nil {
		facts = append(facts, s.codeFact(s.t("CloudEvents type"), ce.Type), s.codeFact(s.t("CloudEvents source"), ce.Source))
	}
	facts = append(facts, s.traitsFact(m.Traits), s.linksFact(m.Links))
	if page := s.messageID(m); page != catalog.NoID {
		facts = append(facts,
			Fact{Label: s.t("Sent by"), Cell: s.serviceSummary(s.usesOf(page, catalog.Produces))},
			Fact{Label: s.t("Received by"), Cell: s.serviceSummary(s.usesOf(page, catalog.Consumes))})
	}
	return facts
}

// correlation says where the id is that ties messages together.
func (s *specPage) correlation(m *catalog.SpecMessage) Cell {
	cell := s.location(m.CorrelationLocation, []catalog.SpecUse{{Message: m}})
	if text := m.CorrelationDescription; text.Markdown != "" {
		w := &writer{}
		w.raw(string(cell.HTML), " ")
		for _, code := range cell.Codes {
			w.el("code", "", code)
		}
		w.raw(` <span class="note">`, string(s.phrase(text.Markdown, text.Pos.File)), "</span>")
		return Cell{HTML: w.html()}
	}
	return cell
}

// specExamples is how many examples of a message stand unfolded.
const specExamples = 1

// exampleBlock shows the examples of the author. Where there is none, or the schema leaves a choice, examples are made of the schema, one
// for each branch.
func (s *specPage) exampleBlock(id string, m *catalog.SpecMessage) SpecBlock {
	var list []Code
	for i, e := range m.Examples {
		list = append(list, s.givenExample(e, i)...)
	}
	given := len(list)
	c := s.trees[m]
	if samples := schema.Samples(c.payload); given == 0 || len(samples) > 1 {
		list = append(list, s.generated(s.t("Generated payload"), samples)...)
	}
	if given == 0 {
		list = append(list, s.generated(s.t("Generated headers"), schema.Samples(c.headers))...)
	}
	list = withinBytes(list)
	if len(list) == 0 {
		return SpecBlock{}
	}
	b := SpecBlock{ID: s.ids.take(id + "-examples"), Title: s.t("Examples")}
	n := min(max(specExamples, min(given, 2)), len(list))
	b.Codes, b.Folded = list[:n:n], list[n:]
	b.FoldedTitle = s.n("%d more example|%d more examples", len(b.Folded))
	return b
}

func (s *specPage) givenExample(e catalog.Example, i int) []Code {
	title := visible(firstOf(e.Name, s.words.F("Example %s", strconv.Itoa(i+1))))
	var list []Code
	if e.Payload != nil {
		list = append(list, Code{Title: title, Note: visible(e.Summary), Lang: "JSON", HTML: codeNode(e.Payload)})
	}
	if e.Headers != nil {
		list = append(list, Code{Title: title + " · " + s.t("headers"), Lang: "JSON", HTML: codeNode(e.Headers)})
	}
	return list
}

func (s *specPage) generated(title string, samples []schema.Named) []Code {
	var list []Code
	for _, sample := range samples {
		code := Code{Title: title, Note: s.t("made from the schema, not by its author"), Lang: "JSON", HTML: codeNode(sample.Value)}
		if sample.Name != "" {
			code.Title += " · " + visible(sample.Name)
		}
		list = append(list, code)
	}
	return list
}

// withinBytes keeps as many examples as one message may show.
func withinBytes(list []Code) []Code {
	total := 0
	for i, c := range list {
		if total += len(c.HTML); total > codeBytes && i > 0 {
			return list[:i]
		}
	}
	return list
}

// schemaSection shows the schemas that the document defines for reuse.
func (s *specPage) schemaSection() SpecSection {
	section := SpecSection{ID: "schemas", Title: s.t("Schemas"), Lead: s.t("What the document defines for reuse; messages show what they use of it in full.")}
	shown := first(s.r.Schemas)
	if s.level >= listedSchemas {
		section.Lead = s.t("What the document defines for reuse is only listed, as the page would be too large; messages show what they use of it.")
		section.Table = s.schemaList(shown)
		return s.more(section, len(s.r.Schemas))
	}
	for i, x := range shown {
		e := s.settle(s.schemaEntry(x, s.schemas[i]))
		s.weight += e.weight()
		if s.weight > specBytes {
			return section
		}
		section.Entries = append(section.Entries, e)
	}
	return s.more(section, len(s.r.Schemas))
}

func (s *specPage) schemaEntry(x catalog.SpecSchema, id string) SpecEntry {
	e := SpecEntry{ID: id, Name: s.called(x.Name), Icon: "entity", Place: s.place(x.Schema.Pos), Chips: s.partProblems(x.Schema.Pointer)}
	block := SpecBlock{ID: s.ids.take(id + "-fields"), Title: s.t("Fields")}
	var t *schema.Type
	block.Schema, _, t = s.tree(block.ID, block.Title, x.Schema)
	e.Summary, block.Schema.Lead = block.Schema.Lead, ""
	if t != nil {
		e.Code = s.typeOf(t)
		if e.Code == e.Name || e.Code == x.Name {
			e.Code = ""
		}
	}
	examples := s.generated(s.t("Generated example"), schema.Samples(t))
	e.Blocks = s.blocks(block)
	if n := len(e.Blocks); n > 0 && len(examples) > 0 {
		e.Blocks[n-1].Folded, e.Blocks[n-1].FoldedTitle = withinBytes(examples), s.n("%d example|%d examples", len(examples))
	}
	return e
}

func (s *specPage) schemaList(list []catalog.SpecSchema) Table {
	t := Table{ID: "schemas", Cols: []string{s.t("Schema"), s.t("Language"), s.t("Defined at")}, Filter: true}
	var rows []Row
	for i, x := range list {
		rows = append(rows, Row{ID: s.schemas[i], Cells: []Cell{
			{Links: []Link{{Text: s.called(x.Name), Icon: "entity"}}}, {Text: schemaWord(x.Schema.Format)}, {Codes: []string{visible(x.Schema.Pos.String())}},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// briefNotice says that the page is not all there is.
func (s *specPage) briefNotice() Notice {
	return Notice{
		Tone: "info", Icon: "info", Title: s.t("This document is large, so its messages are on pages of their own"),
		Text: s.sentence(s.t("The list of messages below links to them: each page shows the fields and examples. The file itself has everything.")),
	}
}
