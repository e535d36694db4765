package page

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// ServiceView is the page of a service.
type ServiceView struct {
	Frame
	Figure Figure
	// Receives and Sends are its messages, Calls whom it calls and who calls it, Stores what it reads and writes.
	Receives, Sends, Calls, Stores Table
	// Upstream and Downstream are the services that it depends on and that depend on it, by hops.
	Upstream, Downstream  Table
	Flows, Specs, Related Table
	// FlowDifference is the drawing of what is different from the version before.
	FlowDifference Figure
	History        Table
}

func servicePage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := ServiceView{Frame: c.resourceFrame()}
	s, ok := c.cat.Resource(id).(*catalog.Service)
	if !ok {
		return v
	}
	if s.External {
		v.Chips = append([]Chip{{Text: c.t("external"), Icon: "out", Title: c.t("not one of ours")}}, v.Chips...)
	}
	in, out := c.serviceUses(id, catalog.Consumes), c.serviceUses(id, catalog.Produces)
	v.Facts = c.serviceFacts(id, s, in, out)
	v.Figure = c.serviceFigure(in, out)
	v.drawing(v.Figure)
	v.Receives, v.Sends = c.receivesTable(in), c.sendsTable(out)
	v.Calls, v.Specs, v.Stores = c.callsTable(id), c.specsTable(id), c.storesTable(id)
	v.list(v.Receives, v.Sends, v.Calls, v.Specs, v.Stores)
	v.Upstream = c.reachTable("upstream", c.t("Depends on"), c.t("Where its information comes from, nearest first."), id, false)
	v.Downstream = c.reachTable("downstream", c.t("Depended on by"), c.t("What its information may come to, nearest first."), id, true)
	v.Related = c.relatedTable(id)
	v.History = c.versionsTable(id)
	v.FlowDifference = c.flowDifferenceFigure()
	v.list(v.Upstream, v.Downstream, v.Related)
	v.drawing(v.FlowDifference)
	v.list(v.History)
	c.finish(&v.Frame)
	return v
}

// serviceUses are what a service sends or receives, by kind and name of the message.
func (b *Builder) serviceUses(id catalog.ID, relation catalog.Relation) []use {
	at := map[catalog.ID]int{}
	var list []use
	for _, e := range b.g.From(id, relation) {
		i, ok := at[e.To]
		if !ok {
			i = len(list)
			at[e.To] = i
			list = append(list, use{service: id, message: e.To, provenance: e.Provenance, reply: e.Reply, loose: e.Loose})
		}
		list[i].take(e)
	}
	return list
}

func (c *context) serviceFacts(id catalog.ID, s *catalog.Service, in, out []use) []Fact {
	facts := []Fact{
		{Label: c.t("Owner"), Cell: c.ownersOf(id)},
		{Label: c.t("Domain"), Cell: c.domainOf(id)},
	}
	if system := c.g.System(id); system != catalog.NoID {
		facts = append(facts, Fact{Label: c.t("System"), Cell: Cell{Links: []Link{c.link(system)}}})
	}
	if s.Stub {
		return append(facts, Fact{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(s.ID)}}, Copy: s.ID})
	}
	facts = append(facts,
		Fact{Label: c.t("Receives"), Cell: Cell{HTML: anchor("#receives", c.n("%d message|%d messages", len(in)))}},
		Fact{Label: c.t("Sends"), Cell: Cell{HTML: anchor("#sends", c.n("%d message|%d messages", len(out)))}})
	if len(in) == 0 {
		facts[len(facts)-2].Cell = Cell{Text: c.t("nothing")}
	}
	if len(out) == 0 {
		facts[len(facts)-1].Cell = Cell{Text: c.t("nothing")}
	}
	if flows := c.mentionedBy(id, catalog.FlowKind); len(flows) > 0 {
		facts = append(facts, Fact{Label: c.t("Part of"), Cell: Cell{Links: c.links(flows[:min(3, len(flows))])}})
	}
	if s.Language != "" {
		facts = append(facts, Fact{Label: c.t("Language"), Cell: Cell{Text: visible(s.Language)}})
	}
	if s.Repository != "" {
		l := c.outside(s.Repository, "")
		if l.External {
			l.Text = c.t("Source code")
		}
		facts = append(facts, Fact{Label: c.t("Repository"), Cell: Cell{Links: []Link{l}}})
	}
	return append(facts, c.impactFact(c.page.Resource), Fact{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(s.ID)}}, Copy: s.ID})
}

func (c *context) receivesTable(list []use) Table {
	t := Table{
		ID: "receives", Title: c.t("Receives"),
		Cols: []string{c.t("Message"), c.t("From"), c.t("Channel"), c.t("Group"), c.t("Reads"), c.t("Then sends")},
	}
	var rows []Row
	for _, u := range list {
		rows = append(rows, Row{Cells: []Cell{
			c.messageCell(u), c.serviceSummary(c.usesAt(u.message, catalog.Produces)),
			{Links: c.links(u.channels)},
			{Codes: visibleAll(u.groups)},
			c.fieldsCell(u.fields),
			{Links: c.links(c.triggered(u))},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func (c *context) sendsTable(list []use) Table {
	t := Table{ID: "sends", Title: c.t("Sends"), Cols: []string{c.t("Message"), c.t("To"), c.t("Channel"), c.t("Summary")}}
	var rows []Row
	for _, u := range list {
		base := c.cat.Base(u.message)
		rows = append(rows, Row{Cells: []Cell{
			c.messageCell(u), c.serviceSummary(c.usesAt(u.message, catalog.Consumes)),
			{Links: c.links(u.channels)},
			{HTML: c.phrase(base.Summary, base.Source.Pos.File)},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// messageCell names a message with what is special about its use.
func (c *context) messageCell(u use) Cell {
	chips := c.rowChips(c.cat.Base(u.message))
	if u.reply {
		chips = append(chips, Chip{Text: c.t("reply"), Icon: "reply"})
	}
	return Cell{Links: []Link{c.link(u.message)}, Chips: append(chips, c.provenanceChip(u.provenance)...)}
}

func (c *context) callsTable(id catalog.ID) Table {
	t := Table{ID: "calls", Title: c.t("Calls"), Cols: []string{c.t("Service"), c.t("Direction"), c.t("For"), c.t("Owner")}}
	var rows []Row
	row := func(other catalog.ID, direction, label string) {
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{c.link(other)}}, {Text: direction}, {Text: visible(label)}, c.ownersOf(other)}})
	}
	for _, e := range c.g.From(id, catalog.Calls) {
		row(e.To, c.t("is called"), e.Filter)
	}
	for _, e := range c.g.To(id, catalog.Calls) {
		row(e.From, c.t("calls it"), e.Filter)
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func (c *context) storesTable(id catalog.ID) Table {
	t := Table{ID: "stores", Title: c.t("Stores"), Cols: []string{c.t("Store"), c.t("Technology"), c.t("Access"), c.t("Classification")}}
	access := map[catalog.ID]string{}
	for _, e := range c.g.From(id, catalog.Reads, catalog.Writes) {
		word := c.t("reads")
		if e.Relation == catalog.Writes {
			word = c.t("writes")
		}
		if before := access[e.To]; before != "" && before != word {
			word = c.t("reads and writes")
		}
		access[e.To] = word
	}
	var rows []Row
	for _, s := range c.targets(c.g.From(id, catalog.Reads, catalog.Writes)) {
		cells := []Cell{{Links: []Link{c.link(s)}}, {}, {Text: access[s]}, {}}
		if r, ok := c.cat.Resource(s).(*catalog.Store); ok {
			cells[1].Text, cells[3] = visible(r.Technology), c.classCell(r.Classification)
		}
		rows = append(rows, Row{Cells: cells})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

func (c *context) classCell(class string) Cell {
	if class == "" {
		return Cell{}
	}
	return Cell{Chips: []Chip{{Text: visible(class), Icon: "shield", Tone: "bad"}}}
}

// reachTable lists the services that a walk along the flow comes to, with the messages on the way.
func (c *context) reachTable(anchor, title, lead string, id catalog.ID, down bool) Table {
	t := Table{ID: anchor, Title: title, Lead: lead, Cols: []string{c.t("Service"), c.t("Through"), c.t("Domain"), c.t("Owner")}}
	reach := c.g.Upstream(id, impactWalk)
	if down {
		reach = c.g.Downstream(id, impactWalk)
	}
	c.reachRows(&t, id, reach, down, impactLimit, func(id catalog.ID) bool {
		return c.cat.Base(id).Kind == catalog.ServiceKind && c.cat.Base(id).Latest
	})
	return t
}

// specsTable lists the documents that describe a service.
func (c *context) specsTable(id catalog.ID) Table {
	t := Table{ID: "specs", Title: c.t("Specifications"), Cols: []string{c.t("Document"), c.t("Language"), c.t("Version"), c.t("File")}}
	var rows []Row
	for _, s := range c.mentionedBy(id, catalog.SpecificationKind) {
		r, ok := c.cat.Resource(s).(*catalog.Specification)
		if !ok {
			continue
		}
		rows = append(rows, Row{Cells: []Cell{
			{Links: []Link{c.link(s)}},
			{Text: firstOf(formatWord(r.Language), visible(r.Language)) + " " + visible(r.SpecVersion)},
			{Text: visible(r.Version)},
			{Codes: []string{visible(r.File.Path)}},
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// serviceFigure draws what comes in, the service, and what goes out, with its stores and calls.
func (c *context) serviceFigure(in, out []use) Figure {
	id := c.page.Resource
	s := c.sketch(c.words.F("What %s receives and sends", visible(c.cat.Base(id).Title())))
	wide := len(in) <= columnLimit && len(out) <= columnLimit
	hero := s.add(id, 2)
	from, to := far{sketch: s, hero: hero, column: 1, beyond: 0}, far{sketch: s, hero: hero, column: 3, beyond: 4}
	kept, rest := firstUses(in)
	from.draw(kept, wide)
	if rest > 0 {
		s.connect(s.more(rest, 1, "#receives"), hero, "consumed by")
	}
	kept, rest = firstUses(out)
	to.draw(kept, wide)
	if rest > 0 {
		s.connect(hero, s.more(rest, 3, "#sends"), "produces")
	}
	s.neighbours(hero)
	return Figure{ID: "flow", Title: c.t("Flow"), Spec: s.spec}
}

// neighbours draws stores and calls beside the service.
func (s *sketch) neighbours(hero int) {
	id := s.page.Resource
	for _, e := range s.g.From(id, catalog.Writes) {
		s.connect(hero, s.add(e.To, 3), "writes").Sync = true
	}
	for _, e := range s.g.From(id, catalog.Reads) {
		if n, ok := s.nodes[e.To]; ok {
			s.connect(hero, n, "reads and writes").Sync = true
			continue
		}
		s.connect(s.add(e.To, 1), hero, "is read by").Sync = true
	}
	for _, e := range s.g.From(id, catalog.Calls) {
		edge := s.connect(hero, s.add(e.To, 3), "calls")
		edge.Sync, edge.Label = true, shorten(visible(e.Filter), 28)
	}
	for _, e := range s.g.To(id, catalog.Calls) {
		edge := s.connect(s.add(e.From, 1), hero, "calls")
		edge.Sync, edge.Label = true, shorten(visible(e.Filter), 28)
	}
}

// firstUses are as many uses as a column holds, and how many more there are.
func firstUses(list []use) (kept []use, rest int) {
	if len(list) <= columnLimit {
		return list, 0
	}
	return list[:columnKept], len(list) - columnKept
}
