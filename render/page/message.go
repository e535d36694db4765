package page

import (
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/render/site"
)

// MessageView is the page of an event, a command or a query.
type MessageView struct {
	Frame
	Figure Figure
	// Producers and Consumers are who sends and who receives it.
	Producers, Consumers Table
	Schema, Headers      Schema
	Examples             []Code
	Channels             []ChannelFacts
	// Impact is what a change may reach, nearest first; Upstream what it depends on and Order in what order to upgrade, where no page is about that alone.
	Impact, Upstream, Order Table
	// Similar are the messages with the most fields in common.
	Similar Table
	// Related are flows, decisions and entities that mention it, History all versions with what changed.
	Related, History Table
	// Differences is what is different from the version before, FlowDifference the drawing of what is in who sends, receives and carries.
	Differences    Table
	FlowDifference Figure
	// ExamplesTitle and ChannelsTitle head their sections.
	ExamplesTitle, ChannelsTitle string
}

// ChannelFacts is a channel with its facts.
type ChannelFacts struct {
	Channel Link
	Facts   []Fact
}

func messagePage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	m, ok := c.cat.Resource(id).(*catalog.Message)
	if !ok {
		return MessageView{Frame: c.resourceFrame()}
	}
	v := MessageView{Frame: c.resourceFrame()}
	producers, consumers := c.usesOf(id, catalog.Produces), c.usesOf(id, catalog.Consumes)
	channels := c.messageChannels(id)
	v.Chips = distinct(append(c.messageChips(m), v.Chips...))
	v.Facts = c.messageFacts(m, producers, consumers, channels)
	c.messageContract(&v, m, consumers)
	v.Figure = c.messageFigure(producers, consumers, channels)
	v.drawing(v.Figure)
	v.Producers, v.Consumers = c.producersTable(m, producers), c.consumersTable(m, consumers)
	v.list(v.Producers, v.Consumers)
	v.contractSections()
	v.Channels, v.ChannelsTitle = c.channelFacts(channels), c.t("Channels")
	if len(v.Channels) > 0 {
		v.section("channels", v.ChannelsTitle, len(v.Channels))
	}
	v.Impact = c.impactTable(id)
	v.Upstream, v.Order = c.restOfImpact(id, producers, consumers)
	v.Related, v.Similar = c.relatedTable(id), c.similarTable(id)
	v.History = c.versionsTable(id)
	v.Differences = c.differencesTable(m)
	v.FlowDifference = c.flowDifferenceFigure()
	v.list(v.Impact, v.Upstream, v.Order, v.Related, v.Similar, v.Differences)
	v.drawing(v.FlowDifference)
	v.list(v.History)
	c.finish(&v.Frame)
	return v
}

// contractSections adds the schemas and the examples to the contents of the page.
func (v *MessageView) contractSections() {
	if v.Schema.Shown() {
		v.section(v.Schema.ID, v.Schema.Title, v.Schema.Count)
	}
	if v.Headers.Shown() {
		v.section(v.Headers.ID, v.Headers.Title, v.Headers.Count)
	}
	if len(v.Examples) > 0 {
		v.section("examples", v.ExamplesTitle, len(v.Examples))
	}
}

// messageContract adds the schemas and the examples.
func (c *context) messageContract(v *MessageView, m *catalog.Message, consumers []use) {
	readers, any := c.readers(consumers)
	v.Schema = c.schema("schema", c.t("Schema"), "", m.Schema, c.classes(c.page.Resource), readers)
	v.Schema.NoReaders = !any && len(consumers) > 0
	v.Examples, v.ExamplesTitle = c.examples(m), c.t("Examples")
	v.Headers = c.schema("headers", c.t("Headers"), "headers/", m.Headers, nil, nil)
}

// classTitle is how much of a list of fields a chip says in its title, in characters.
const classTitle = 400

// messageChips say what sort of message it is.
func (c *context) messageChips(m *catalog.Message) []Chip {
	return append(c.natureChips(m), c.classChips()...)
}

// natureChips say for whom a message is and what it carries.
func (c *context) natureChips(m *catalog.Message) []Chip {
	var chips []Chip
	if m.Visibility != "" {
		chip := Chip{Text: c.value(m.Visibility), Icon: "lock", Title: c.t("who may consume it")}
		if m.Visibility == "public" {
			chip.Icon, chip.Tone = "globe", "good"
		}
		chips = append(chips, chip)
	}
	if m.Pattern != "" {
		chips = append(chips, Chip{Text: c.value(m.Pattern), Icon: "pattern", Title: c.t(patternTitle(m.Pattern))})
	}
	return chips
}

// classChips say which classes of data are in how many fields of the message.
func (c *context) classChips() []Chip {
	paths := map[string][]string{}
	for path, classes := range c.classes(c.page.Resource) {
		for _, class := range classes {
			paths[class] = append(paths[class], path)
		}
	}
	var chips []Chip
	for _, class := range slices.Sorted(maps.Keys(paths)) {
		list := paths[class]
		slices.Sort(list)
		chip := Chip{Text: class + " · " + c.n("%d field|%d fields", len(list)), Icon: "shield", Tone: "bad", Title: visible(shorten(strings.Join(list, ", "), classTitle)), Href: "#schema"}
		if m, ok := c.cat.Resource(c.page.Resource).(*catalog.Message); ok && m.Schema.IsZero() {
			chip.Href = ""
		}
		if list[0] == "" {
			chip.Text, chip.Title = class, c.t("the whole value")
		}
		chips = append(chips, chip)
	}
	return chips
}

// distinct keeps the first of chips that say the same, such as a tag that repeats the visibility.
func distinct(chips []Chip) []Chip {
	var list []Chip
	for _, c := range chips {
		if !slices.ContainsFunc(list, func(d Chip) bool { return strings.EqualFold(c.Text, d.Text) }) {
			list = append(list, c)
		}
	}
	return list
}

func patternTitle(pattern string) string {
	switch pattern {
	case "notification":
		return "says only that something happened, and to what"
	case "state-transfer":
		return "carries the whole state"
	case "delta":
		return "carries what changed"
	case "sourced":
		return "an event that state is stored as"
	default:
		return ""
	}
}

// messageFacts answer the first questions in one strip: whose, who, where, what.
func (c *context) messageFacts(m *catalog.Message, producers, consumers []use, channels []catalog.ID) []Fact {
	id := c.page.Resource
	facts := []Fact{
		{Label: c.t("Owner"), Cell: c.ownersOf(id)},
		{Label: c.t("Domain"), Cell: c.domainOf(id)},
		{Label: c.t("Producers"), Cell: c.serviceSummary(producers)},
		{Label: c.t("Consumers"), Cell: c.serviceSummary(consumers)},
		{Label: c.t("Channel"), Cell: Cell{Links: c.links(channels[:min(3, len(channels))])}},
	}
	if m.Key != "" {
		facts = append(facts, Fact{Label: c.t("Key"), Cell: Cell{Codes: []string{visible(m.Key)}}})
	}
	if !m.Schema.IsZero() {
		text := firstOf(schemaWord(m.Schema.Format), c.t("given"))
		facts = append(facts, Fact{Label: c.t("Schema"), Cell: Cell{HTML: anchor("#schema", text)}})
	}
	if m.ContentType != "" {
		facts = append(facts, Fact{Label: c.t("Content type"), Cell: Cell{Codes: []string{visible(m.ContentType)}}})
	}
	if ce := m.CloudEvents; ce != nil && ce.Type != "" {
		facts = append(facts, Fact{Label: c.t("CloudEvents type"), Cell: Cell{Codes: []string{visible(ce.Type)}}, Copy: ce.Type})
	}
	if replies := c.targets(c.g.From(id, catalog.Replies)); len(replies) > 0 {
		facts = append(facts, Fact{Label: c.t("Answered by"), Cell: Cell{Links: c.links(replies)}})
	}
	if asked := c.sources(c.g.To(id, catalog.Replies)); len(asked) > 0 {
		facts = append(facts, Fact{Label: c.t("Answers"), Cell: Cell{Links: c.links(asked)}})
	}
	return append(facts, c.impactFact(id), Fact{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(m.ID)}}, Copy: m.ID})
}

// serviceSummary names the services of uses if they are few, else counts them.
func (c *context) serviceSummary(list []use) Cell {
	var ids []catalog.ID
	seen := make(map[catalog.ID]bool, len(list))
	for _, u := range list {
		if !seen[u.service] {
			seen[u.service] = true
			ids = append(ids, u.service)
		}
	}
	switch {
	case len(ids) == 0:
		return Cell{Text: c.t("none known")}
	case len(ids) <= 2:
		return Cell{Links: c.links(ids)}
	default:
		return Cell{Text: c.n("%d service|%d services", len(ids))}
	}
}

func anchor(href, text string) template.HTML {
	w := &writer{}
	w.raw("<a")
	w.attr("href", href)
	w.raw(">")
	w.text(text)
	w.raw("</a>")
	return w.html()
}

// messageChannels are the channels that carry a message, by name.
func (b *Builder) messageChannels(id catalog.ID) []catalog.ID {
	var ids []catalog.ID
	for _, e := range b.g.To(id, catalog.Carries) {
		ids = append(ids, e.From)
	}
	for _, e := range b.g.To(id, catalog.Produces, catalog.Consumes) {
		if e.Via != catalog.NoID {
			ids = append(ids, e.Via)
		}
	}
	return b.byTitle(b.latest(ids))
}

func (c *context) producersTable(m *catalog.Message, list []use) Table {
	t := Table{
		ID: "producers", Title: c.t("Producers"), Cols: []string{c.t("Service"), c.t("Domain"), c.t("Owner"), c.t("Channel")},
		Empty: c.words.F("Nobody in this catalog sends %s.", visible(m.Title())),
	}
	return c.useTable(t, list, false)
}

func (c *context) consumersTable(m *catalog.Message, list []use) Table {
	t := Table{
		ID: "consumers", Title: c.t("Consumers"),
		Cols:  []string{c.t("Service"), c.t("Domain"), c.t("Owner"), c.t("Channel"), c.t("Group"), c.t("Reads"), c.t("Then sends")},
		Empty: c.words.F("Nobody in this catalog receives %s. Consumers outside of it are not known.", visible(m.Title())),
	}
	return c.useTable(t, list, true)
}

func (c *context) useTable(t Table, list []use, reads bool) Table {
	var rows []Row
	for _, u := range list {
		rows = append(rows, c.useRow(u, reads))
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// classes are the classes of data in a message by the bare paths of fields, by its schema and by the catalog; those of the whole are by "".
func (c *context) classes(id catalog.ID) map[string][]string {
	classes := c.plan.Fields.ClassesOf(id)
	for _, list := range classes {
		for i, class := range list {
			list[i] = visible(class)
		}
	}
	return classes
}

// examples are those that the author gave, else one that is made from the schema.
func (c *context) examples(m *catalog.Message) []Code {
	var list []Code
	for i, e := range m.Examples {
		code := Code{Title: visible(firstOf(e.Name, c.words.F("Example %s", strconv.Itoa(i+1)))), Note: visible(e.Summary), Lang: "JSON"}
		switch {
		case e.Payload != nil:
			code.HTML = codeNode(e.Payload)
		case c.cat.Files[e.File.Path] != nil:
			code.HTML = c.fileCode(e.File.Path)
			if path, ok := c.files(e.File.Path); ok {
				code.Raw = Link{Text: c.t("Download"), Href: c.to(path)}
			}
		}
		if e.Headers != nil {
			list = append(list, Code{Title: code.Title + " · " + c.t("headers"), Lang: "JSON", HTML: codeNode(e.Headers)})
		}
		if code.HTML != "" {
			list = append(list, code)
		}
	}
	if len(list) > 0 || m.Schema.IsZero() {
		return list
	}
	t := c.load(m.Schema)
	if t == nil {
		return nil
	}
	if sample := schema.Sample(t); sample != nil {
		list = append(list, Code{Title: c.t("Generated example"), Note: c.t("made from the schema, not by its author"), Lang: "JSON", HTML: codeNode(sample)})
	}
	return list
}

// fileCode is a file of the source as code: highlighted where it is a document, else as it is.
func (c *context) fileCode(path string) template.HTML {
	f := c.cat.Files[path]
	if f.Root != nil {
		return codeNode(f.Root)
	}
	w := &writer{}
	w.text(string(f.Data[:min(len(f.Data), codeBytes)]))
	return w.html()
}

// versionsTable lists the versions of a resource, newest first, with what each changed.
func (c *context) versionsTable(id catalog.ID) Table {
	base := c.cat.Base(id)
	all := c.cat.Versions(base.Kind, base.ID)
	t := Table{ID: "versions", Title: c.t("Versions"), Cols: []string{c.t("Version"), c.t("State"), c.t("Consumers"), c.t("Schema"), c.t("Changes")}}
	if len(all) < 2 {
		return t
	}
	var rows []Row
	for _, v := range shownVersions(all, id) {
		other := c.cat.Base(v)
		l := Link{Text: visible(firstOf(other.Version, c.t("no version"))), Href: c.href(v)}
		if v == id {
			l.Href, l.Note = "", c.t("this page")
		}
		state := Cell{}
		if other.Latest {
			state.Chips = append(state.Chips, Chip{Text: c.t("latest"), Icon: "check", Tone: "good"})
		}
		if other.Deprecated != nil {
			state.Chips = append(state.Chips, Chip{Text: c.t("deprecated"), Icon: "clock", Tone: "warn"})
		}
		consumers := len(c.uses(c.g.To(v, catalog.Consumes)))
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{l}}, state, {Text: number(consumers), Number: true}, c.differenceCell(v), {HTML: c.prose[v].changes}}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}
