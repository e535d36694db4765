package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

func (s *specPage) channelSection() SpecSection {
	section := SpecSection{ID: "channels", Title: s.t("Channels")}
	for _, ch := range first(s.r.Channels) {
		section.Entries = append(section.Entries, s.settle(s.channel(ch)))
	}
	return s.more(s.fit(section, 6), len(s.r.Channels))
}

func (s *specPage) channel(ch *catalog.SpecChannel) SpecEntry {
	id := s.channels[ch]
	e := SpecEntry{
		ID: id, Name: s.called(channelLabel(ch)), Icon: "channel", Summary: s.phrase(ch.Summary, ch.Source.Pos.File),
		Text: s.prosePart(ch.Description, id), Place: s.place(ch.Source.Pos),
		Chips: slices.Concat(s.partProblems(ch.Source.Pointer), s.channelChips(ch), tagChips(ch.Tags)),
	}
	if ch.Address != channelLabel(ch) {
		e.Code = visible(ch.Address)
	}
	e.Facts = []Fact{
		s.addressFact(ch), s.otherName(s.t("Id"), ch.Key, e.Name),
		{Label: s.t("Servers"), Cell: s.channelServers(ch)},
		{Label: s.t("Operations"), Cell: s.operationCell(s.usedIn[ch])},
		{Label: s.t("Messages"), Cell: s.messageLinks(ch.Messages)},
		s.linksFact(ch.Links),
	}
	e.Page = s.pageLink(s.partID(catalog.ChannelKind, ch.Source.Pos.File, ch.Source.Pointer), s.t("Page of the channel"))
	e.Blocks = s.blocks(
		s.parameterBlock(id+"-parameters", s.t("Parameters"), ch.Parameters, ch.Messages),
		s.bindingBlock(id, ch.Bindings), s.extensionBlock(id, ch.Extensions))
	return e
}

// channelLabel is what to call a channel: its title, else its address, else its key.
func channelLabel(ch *catalog.SpecChannel) string { return firstOf(ch.Title, ch.Address, ch.Key) }

func (s *specPage) addressFact(ch *catalog.SpecChannel) Fact {
	if ch.Address == "" {
		return Fact{Label: s.t("Address"), Cell: Cell{Text: s.t("known at run time only")}}
	}
	return s.codeFact(s.t("Address"), ch.Address)
}

// channelChips say where a channel is only declared.
func (s *specPage) channelChips(ch *catalog.SpecChannel) []Chip {
	switch {
	case ch.Component:
		return []Chip{{Text: s.t("for reuse only"), Icon: "info", Tone: "info", Title: s.t("defined among the components; the described application does not have it")}}
	case len(s.usedIn[ch]) == 0:
		return []Chip{{Text: s.t("declared, unused"), Icon: "question", Tone: "warn", Title: s.t("no operation of this document uses the channel")}}
	default:
		return nil
	}
}

func (s *specPage) channelServers(ch *catalog.SpecChannel) Cell {
	var cell Cell
	for _, name := range ch.Servers {
		l := Link{Text: s.called(name), Icon: "broker"}
		if id := s.servers[name]; id != "" {
			l.Href = "#" + id
		}
		cell.Links = append(cell.Links, l)
	}
	if ch.AllServers && len(s.r.Servers) > 0 {
		cell.Text = s.t("all of this document")
	}
	return cell
}

// messageLinks lead to messages on this page.
func (s *specPage) messageLinks(uses []catalog.SpecUse) Cell {
	var cell Cell
	for _, u := range uses {
		cell.Links = append(cell.Links, s.messageLink(u.Message))
	}
	if len(cell.Links) == 0 {
		cell.Text = s.t("none")
	}
	return s.capped(cell, "messages")
}

func (s *specPage) messageLink(m *catalog.SpecMessage) Link {
	l := Link{Text: s.called(m.Label()), Icon: m.Kind.String(), Struck: m.Deprecated}
	if id := s.messages[m]; id != "" {
		l.Href = "#" + id
	} else if page := s.messageID(m); page != catalog.NoID {
		l.Href = s.href(page)
	}
	return l
}

// called is a name as it is shown, also where it is empty.
func (c *context) called(name string) string { return firstOf(visible(name), c.t("without a name")) }

// messageID is the message of the catalog that a message of the document became, or NoID.
func (s *specPage) messageID(m *catalog.SpecMessage) catalog.ID {
	return s.partID(m.Kind, m.Source.Pos.File, m.Source.Pointer)
}

// specLinks is how many links one fact lists.
const specLinks = 12

// capped keeps the first links of a cell and leads to the section for the rest.
func (s *specPage) capped(cell Cell, section string) Cell {
	if n := len(cell.Links); n > specLinks {
		cell.Links = append(cell.Links[:specLinks:specLinks], Link{Text: s.n("+ %d more|+ %d more", n-specLinks), Href: "#" + section})
	}
	return cell
}

// parameterBlock lists the parameters of an address, or the variables of a server. Where a value comes from is linked to the field of
// the messages that has it.
func (s *specPage) parameterBlock(id, title string, list []catalog.Parameter, messages []catalog.SpecUse) SpecBlock {
	t := Table{ID: id, Cols: []string{
		s.t("Name"), s.t("Meaning"), s.t("Values"), s.t("Limits"), s.t("Default"), s.t("Examples"), s.t("Taken from"),
	}}
	var rows []Row
	for _, p := range list {
		rows = append(rows, Row{ID: s.ids.take(id + "-" + specName(p.Name)), Cells: []Cell{
			{Codes: []string{visible(p.Name)}},
			{HTML: s.phrase(p.Description, p.Pos.File)},
			{Codes: visibleAll(p.Enum)},
			s.schemaCell(p.Schema), codeCell(p.Default),
			{Codes: visibleAll(p.Examples)},
			s.location(p.Location, messages),
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return SpecBlock{ID: id, Title: title, Table: t}
}

// schemaCell is a schema that is small enough to be said in a few words.
func (s *specPage) schemaCell(n *catalog.Node) Cell {
	if n == nil {
		return Cell{}
	}
	t, _ := schema.Load(catalog.SchemaRef{Path: n.Pos.File, Inline: n, Format: catalog.JSONSchema, Pos: n.Pos}, s.cat.Files)
	if t == nil {
		return Cell{}
	}
	w := &writer{}
	w.el("code", "", s.typeOf(t))
	for _, c := range t.Constraints {
		w.raw(" ")
		w.el("span", "note", s.t(c.Label))
		w.raw(" ")
		w.el("code", "", visible(c.Value))
	}
	for _, value := range append(values(t), constants(t)...) {
		w.raw(" ")
		w.el("code", "", value)
	}
	return Cell{HTML: w.html()}
}

// constants are the value that a schema fixes or assumes.
func constants(t *schema.Type) []string {
	if v := firstOf(t.Const, t.Default); v != "" {
		return []string{visible(v)}
	}
	return nil
}

// location is a runtime expression such as $message.payload#/order/id, linked to the field that it points to in the first of the
// messages that has it (AsyncAPI 3.0, Runtime Expression).
func (s *specPage) location(expression string, messages []catalog.SpecUse) Cell {
	if expression == "" {
		return Cell{}
	}
	source, pointer, ok := strings.Cut(strings.TrimPrefix(expression, "$message."), "#")
	if !ok || !strings.HasPrefix(expression, "$message.") {
		return codeCell(expression)
	}
	for _, u := range messages {
		if id := s.fieldAt(u.Message, source, pointer); id != "" {
			w := &writer{}
			w.raw("<a")
			w.attr("href", "#"+id)
			w.raw("><code>")
			w.breakable(visible(expression))
			w.raw("</code></a>")
			return Cell{HTML: w.html()}
		}
	}
	return codeCell(expression)
}

// fieldAt is the anchor of the field at a JSON Pointer into the payload or the headers of a message; "" where there is none.
func (s *specPage) fieldAt(m *catalog.SpecMessage, source, pointer string) string {
	contract := s.trees[m]
	t, tree := contract.payload, contract.payloadTree
	if source == "header" {
		t, tree = contract.headers, contract.headersTree
	}
	if t == nil || tree == nil || pointer == "" {
		return ""
	}
	var names []string
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		names = append(names, pathName(catalog.UnescapePointer(token)))
	}
	f, ok := schema.Lookup(t, strings.Join(names, "."))
	if !ok {
		return ""
	}
	return tree.fields[f.Anchor]
}

// pathName writes a name as a segment of a path (schema.Field.Path).
func pathName(name string) string {
	if name == "" || strings.ContainsAny(name, ".[]{}\"") {
		return quote(name)
	}
	return name
}

func (s *specPage) operationSection() SpecSection {
	section := SpecSection{ID: "operations", Title: s.t("Operations")}
	for _, o := range first(s.r.Operations) {
		section.Entries = append(section.Entries, s.settle(s.operation(o)))
	}
	return s.more(s.fit(section, 8), len(s.r.Operations))
}

func (s *specPage) operation(o *catalog.SpecOperation) SpecEntry {
	id := s.operations[o]
	e := SpecEntry{
		ID: id, Name: s.called(operationLabel(o)), Badge: s.badge(o), Summary: s.phrase(o.Summary, o.Source.Pos.File),
		Text: s.prosePart(o.Description, id), Place: s.place(o.Source.Pos),
		Chips: append(s.partProblems(o.Source.Pointer), tagChips(o.Tags)...),
	}
	if o.Channel != nil {
		e.Code = visible(firstOf(o.Channel.Address, o.Channel.Key))
	}
	if o.Component {
		e.Chips = append(e.Chips, Chip{Text: s.t("for reuse only"), Icon: "info", Tone: "info", Title: s.t("defined among the components; the described application does not do it")})
	}
	e.Facts = []Fact{
		{Label: s.t("Channel"), Cell: s.channelLink(o.Channel)},
		{Label: s.t("Messages"), Cell: s.messageLinks(o.Messages)},
		s.operationID(o),
		s.actionFact(o),
		{Label: s.t("Security, beside the server's"), Cell: Cell{HTML: s.requirements(o.Security, nil)}},
		s.traitsFact(o.Traits), s.linksFact(o.Links),
	}
	if o.Channel != nil {
		e.Facts = append(e.Facts, Fact{Label: s.t("Servers"), Cell: s.channelServers(o.Channel)})
	}
	e.Blocks = s.blocks(s.replyBlock(id, o), s.bindingBlock(id, o.Bindings), s.extensionBlock(id, o.Extensions))
	return e
}

func operationLabel(o *catalog.SpecOperation) string { return firstOf(o.Title, o.ID) }

func (s *specPage) operationID(o *catalog.SpecOperation) Fact {
	if o.Synthetic {
		return Fact{Label: s.t("Id"), Cell: Cell{Text: s.t("the document gives none")}}
	}
	return s.otherName(s.t("Id"), o.ID, visible(operationLabel(o)))
}

// actionFact is the word of the document where it is not that of the badge: publish and subscribe of 2.x, whose sense depends on how
// the document is read.
func (s *specPage) actionFact(o *catalog.SpecOperation) Fact {
	if o.Action == "send" || o.Action == "receive" {
		return Fact{Label: s.t("The document says")}
	}
	return Fact{Label: s.t("The document says"), Cell: codeCell(o.Action)}
}

// badge says in a word what the described service does, and why that word.
func (s *specPage) badge(o *catalog.SpecOperation) Chip {
	switch {
	case o.Sends && o.Reply != nil:
		return Chip{Text: s.t("REQUEST"), Tone: "request", Title: s.t("the described service asks and gets an answer")}
	case o.Sends:
		return Chip{Text: s.t("SEND"), Tone: "send", Title: s.t("the described service sends")}
	case o.Reply != nil:
		return Chip{Text: s.t("REPLY"), Tone: "reply", Title: s.t("the described service is asked and answers")}
	default:
		return Chip{Text: s.t("RECEIVE"), Tone: "receive", Title: s.t("the described service receives")}
	}
}

// verb is the word of the badge as it stands in a sentence.
func (s *specPage) verb(o *catalog.SpecOperation) string {
	switch {
	case o.Sends && o.Reply != nil:
		return s.t("request")
	case o.Sends:
		return s.t("send")
	case o.Reply != nil:
		return s.t("reply")
	default:
		return s.t("receive")
	}
}

func (s *specPage) channelLink(ch *catalog.SpecChannel) Cell {
	if ch == nil {
		return Cell{}
	}
	l := Link{Text: s.called(channelLabel(ch)), Icon: "channel"}
	if id := s.channels[ch]; id != "" {
		l.Href = "#" + id
	}
	return Cell{Links: []Link{l}}
}

func (s *specPage) operationLink(u specUse) Link {
	l := Link{Text: s.called(operationLabel(u.operation)), Note: s.verb(u.operation)}
	if id := s.operations[u.operation]; id != "" {
		l.Href = "#" + id
	}
	if u.reply {
		l.Note = s.t("as the answer")
	}
	return l
}

func (s *specPage) operationCell(uses []specUse) Cell {
	var cell Cell
	for _, u := range uses {
		cell.Links = append(cell.Links, s.operationLink(u))
	}
	return s.capped(cell, "operations")
}

// replyBlock is the answer to an operation: where it goes and what it is.
func (s *specPage) replyBlock(id string, o *catalog.SpecOperation) SpecBlock {
	r := o.Reply
	if r == nil {
		return SpecBlock{}
	}
	title := s.t("The answer, which the service receives")
	if !o.Sends {
		title = s.t("The answer, which the service sends")
	}
	facts := []Fact{
		{Label: s.t("Channel"), Cell: s.channelLink(r.Channel)},
		{Label: s.t("Address, at run time"), Cell: s.location(r.Location, o.Messages)},
		{Label: s.t("Messages"), Cell: s.messageLinks(r.Messages)},
	}
	if r.Channel == nil && r.Location == "" {
		facts[0].Cell = Cell{Text: s.t("not said")}
	}
	if r.Channel == nil && len(r.Messages) == 0 {
		facts[2].Cell = Cell{Text: s.t("not said")}
	}
	return SpecBlock{ID: s.ids.take(id + "-reply"), Title: title, Facts: facts, Text: s.prosePart(r.Description, id+"-reply")}
}

// traitsFact says which fields come from a trait.
func (s *specPage) traitsFact(traits []catalog.SpecTrait) Fact {
	w := &writer{}
	for i, t := range traits {
		w.raw(`<p class="rq">`)
		w.el("b", "", visible(firstOf(t.Name, s.words.F("trait %s", strconv.Itoa(i+1)))))
		w.raw(" ")
		w.el("span", "note", visible(firstOf(strings.Join(t.Fields, ", "), s.t("changes nothing"))))
		w.raw("</p>")
	}
	return Fact{Label: s.t("From traits"), Cell: Cell{HTML: w.html()}}
}
