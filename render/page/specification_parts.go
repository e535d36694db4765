package page

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// What a page may hold, so that it stays below 512 kB with the frame and the drawing: about the bytes of all entries, of one section whose
// entries are not messages, and the rows of a list.
const (
	specBytes        = 440_000
	specSectionBytes = 80_000
	specRows         = 250
)

// build makes the sections and returns about how many bytes they take.
func (s *specPage) build() (list []SpecSection) {
	s.weight = s.fixed
	messages := s.messageSection()
	list = []SpecSection{s.serverSection(), s.securitySection(), s.channelSection(), s.operationSection(), messages}
	return append(list, s.schemaSection())
}

// The levels at which a page is made, one after the other until one is light enough.
const (
	// listedSchemas, after a level with everything, only lists the schemas for reuse, of which messages show what they use.
	listedSchemas = iota + 1
	// listedMessages only lists the messages as well, each with a link to its own page.
	listedMessages
)

// sections adds the parts of the document, in as much detail as fits on a page.
func (s *specPage) sections(v *SpecificationView) {
	list := s.build()
	for s.weight > specBytes && s.level < listedMessages {
		s.level++
		s.ids = specIDs{}
		clear(s.trees)
		s.name()
		list = s.build()
	}
	if s.level == listedMessages {
		v.Notices = append(v.Notices, s.briefNotice())
	}
	for _, section := range list {
		if section.Shown() {
			v.Sections = append(v.Sections, section)
			v.section(section.ID, section.Title, max(len(section.Entries), section.Table.Len()))
		}
	}
}

// settle keeps links out of the heading of an entry, which is a control itself: those of a summary go into the text, and that to the findings
// becomes a fact.
func (s *specPage) settle(e SpecEntry) SpecEntry {
	if strings.Contains(string(e.Summary), "<a ") {
		w := &writer{}
		w.raw("<p>", string(e.Summary), "</p>", string(e.Text))
		e.Summary, e.Text = "", w.html()
	}
	for i, c := range e.Chips {
		if c.Href != "" {
			e.Chips[i].Href = ""
			e.Facts = append(e.Facts, Fact{Label: s.t("Findings"), Cell: Cell{HTML: anchor(c.Href, c.Text)}})
		}
	}
	return e
}

// fit adds a section to the weight of the page; one that is too heavy by itself becomes a table. The entries of a short section stand
// unfolded.
func (s *specPage) fit(section SpecSection, open int) SpecSection {
	weight := 0
	for _, e := range section.Entries {
		weight += e.weight()
	}
	if weight > specSectionBytes {
		section = s.listed(section)
		weight = section.Table.weight()
	}
	s.weight += weight
	return s.open(section, open)
}

func (s *specPage) open(section SpecSection, most int) SpecSection {
	for i := range section.Entries {
		section.Entries[i].Open = len(section.Entries) <= most
	}
	return section
}

// listed turns the entries of a section into the rows of a table, which keep their anchors.
func (s *specPage) listed(section SpecSection) SpecSection {
	t := Table{ID: section.ID, Cols: []string{s.t("Name"), s.t("Does"), s.t("Of"), s.t("Messages"), s.t("Summary")}, Filter: true}
	var rows []Row
	for _, e := range section.Entries {
		row := Row{ID: e.ID, Cells: []Cell{{Links: []Link{{Text: e.Name, Icon: e.Icon}}, Chips: e.Chips}, {Text: e.Badge.Text}, codeCell(e.Code), {}, {HTML: e.Summary}}}
		for _, f := range e.Facts {
			if f.Label == s.t("Messages") {
				row.Cells[3] = firstLinks(f.Cell, 3)
			}
		}
		rows = append(rows, row)
	}
	t.Groups = []Group{{Rows: rows}}
	section.Entries, section.Table = nil, t
	return section
}

// more says how many entries are not on the page.
func (s *specPage) more(section SpecSection, total int) SpecSection {
	if total > specRows {
		section.Lead = s.n("The first %d are shown here.|The first %d are shown here.", specRows) + " " + s.n("There is %d in all.|There are %d in all.", total)
		if s.service != catalog.NoID {
			section.Table.More = Link{Text: s.words.F("More is on the page of %s", visible(s.cat.Base(s.service).Title())), Href: s.href(s.service)}
		}
	}
	return section
}

// blocks leaves out those that show nothing.
func (s *specPage) blocks(list ...SpecBlock) []SpecBlock {
	var kept []SpecBlock
	for _, b := range list {
		if b.Schema.Shown() || b.Schema.Lead != "" || b.Table.Len() > 0 || len(b.Codes) > 0 || b.Text != "" || shownFacts(b.Facts) {
			kept = append(kept, b)
		}
	}
	return kept
}

func shownFacts(facts []Fact) bool {
	for _, f := range facts {
		if !f.Cell.empty() {
			return true
		}
	}
	return false
}

// weight is about how many bytes of HTML an entry makes.
func (e SpecEntry) weight() int {
	n := 690 + len(e.Text) + len(e.Summary) + 2*len(e.Name) + len(e.Code) + 4*len(e.ID) + 90*len(e.Chips) + factsWeight(e.Facts)
	for _, b := range e.Blocks {
		n += 200 + 3*len(b.ID) + len(b.Text) + factsWeight(b.Facts) + b.Table.weight() + b.Schema.weight()
		for _, list := range [][]Code{b.Codes, b.Folded} {
			for _, c := range list {
				n += 350 + len(c.HTML) + 3*len(c.Title)
			}
		}
	}
	return n
}

func factsWeight(facts []Fact) int {
	n := 0
	for _, f := range facts {
		if !f.Cell.empty() {
			n += 60 + 3*len(f.Copy) + f.Cell.weight()
		}
	}
	return n
}

func (c Cell) weight() int {
	n := 40 + len(c.HTML) + len(c.Text) + 90*len(c.Chips)
	for _, l := range c.Links {
		n += 70 + len(l.Text) + len(l.Href)
	}
	for _, code := range c.Codes {
		n += 20 + len(code)
	}
	return n
}

func (t Table) weight() int {
	n := 0
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			n += 190 + 2*len(r.ID)
			for _, c := range r.Cells {
				n += c.weight()
			}
		}
	}
	return n
}

func (s Schema) weight() int {
	n := 300 + len(s.Source) + len(s.Lead)
	for _, r := range s.Rows {
		n += 190 + 2*len(r.Anchor) + len(r.Path) + len(r.Name) + len(r.Heading) + len(r.Type) + len(r.Doc) + 90*len(r.Chips)
		for _, c := range r.Constraints {
			n += 34 + len(c.Label) + len(c.Value)
		}
		for _, value := range r.Values {
			n += 15 + len(value)
		}
	}
	return n
}

// bindingBlock says in words what each protocol adds.
func (s *specPage) bindingBlock(id string, bindings []catalog.Binding) SpecBlock {
	b := SpecBlock{Title: s.t("Bindings")}
	for _, binding := range bindings {
		b.Facts = append(b.Facts, s.protocolFacts(binding)...)
	}
	if len(b.Facts) > 0 {
		b.ID = s.ids.take(id + "-bindings")
	}
	return b
}

// protocolFacts are what one protocol adds; values that are schemas are said as schemas.
func (s *specPage) protocolFacts(binding catalog.Binding) []Fact {
	protocol := protocolWord(binding.Protocol)
	if !binding.Value.Is(catalog.MapNode) {
		return nil
	}
	facts := s.memberFacts(protocol+": ", binding.Protocol, binding.Value, 0)
	if len(facts) == 0 {
		return []Fact{{Label: protocol, Cell: Cell{Text: s.t("nothing beyond the defaults of the protocol")}}}
	}
	return facts
}

// bindingDepth is how deep the values of a binding are taken apart into facts; what is deeper is shown as it is.
const bindingDepth = 3

// memberFacts are the members of a binding, or of an object in it.
func (s *specPage) memberFacts(prefix, protocol string, n *catalog.Node, depth int) []Fact {
	var facts []Fact
	for _, m := range n.Members {
		label := prefix + s.bindingLabel(m.Key)
		if strings.HasPrefix(m.Key, "x-") {
			label = prefix + visible(m.Key)
		}
		switch {
		case m.Key == "bindingVersion" && depth == 0:
		case isSchema(m.Value) || depth == 0 && isBindingSchema(protocol, m.Key) && m.Value.Is(catalog.MapNode):
			facts = append(facts, Fact{Label: label, Cell: s.bindingSchema(m.Value)})
		case m.Value.Is(catalog.MapNode) && len(m.Value.Members) > 0 && depth < bindingDepth:
			facts = append(facts, s.memberFacts(label+" › ", protocol, m.Value, depth+1)...)
		default:
			facts = append(facts, Fact{Label: label, Cell: s.bindingValue(m.Key, m.Value)})
		}
	}
	return facts
}

// isSchema reports whether a value looks like a schema, wherever it stands.
func isSchema(n *catalog.Node) bool {
	if !n.Is(catalog.MapNode) {
		return false
	}
	switch n.StrAt("type") {
	case "string", "integer", "number", "boolean", "object", "array":
		return true
	}
	return false
}

// isBindingSchema reports whether a field of a binding holds a schema (AsyncAPI bindings).
func isBindingSchema(protocol, key string) bool {
	switch strings.TrimSuffix(strings.ToLower(protocol), "-secure") {
	case "kafka":
		return key == "key" || key == "groupId" || key == "clientId"
	case "http", "ws":
		return key == "query" || key == "headers"
	case "mqtt", "mqtt5":
		return key == "correlationData" || key == "responseTopic" || strings.HasSuffix(key, "Interval")
	case "jms", "anypointmq":
		return key == "headers"
	default:
		return false
	}
}

// bindingSchema is a schema in a binding: its fields, or what it is in a few words.
func (s *specPage) bindingSchema(n *catalog.Node) Cell {
	ref := catalog.SchemaRef{Path: n.Pos.File, Inline: n, Format: catalog.JSONSchema, Pos: n.Pos}
	view := s.schema("", "", "", ref, nil, nil)
	w := &writer{}
	w.raw(string(s.schemaCell(n).HTML))
	if view.Lead != "" {
		w.raw(" ", string(view.Lead))
	}
	for _, r := range view.Rows {
		w.raw(`<p class="rq">`)
		w.el("code", "", firstOf(r.Path, r.Heading))
		w.raw(" ")
		w.el("span", "note", strings.TrimSpace(r.Type))
		for _, c := range r.Constraints {
			w.raw(" ")
			w.el("span", "note", s.t(c.Label))
			w.raw(" ")
			w.el("code", "", visible(c.Value))
		}
		for _, value := range r.Values {
			w.raw(" ")
			w.el("code", "", value)
		}
		w.raw(" ", string(r.Doc), "</p>")
	}
	return Cell{HTML: w.html()}
}

// extensionBlock shows the x- keys of something.
func (s *specPage) extensionBlock(id string, list []catalog.Extension) SpecBlock {
	b := SpecBlock{Title: s.t("Further properties")}
	for _, x := range list {
		b.Facts = append(b.Facts, Fact{Label: visible(x.Key), Cell: Cell{HTML: inlineNode(x.Value)}})
	}
	if len(b.Facts) > 0 {
		b.ID = s.ids.take(id + "-extensions")
	}
	return b
}

func tagChips(tags []catalog.Tag) []Chip {
	var chips []Chip
	for _, tag := range tags {
		chips = append(chips, Chip{Text: visible(tag.Name), Icon: "tag", Title: visible(tag.Description)})
	}
	return chips
}
