package page

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/render/site"
)

// AboutView says what this site is, how to read and to search it, and what programs find on it.
type AboutView struct {
	Frame
	// Kinds are the symbols with what they stand for.
	Kinds Table
	// Shapes and Lines are what drawings are made of, Signs what else is drawn on them.
	Shapes, Lines Figure
	Signs         Table
	// States are the chips.
	States Table
	// Searching is how to ask, Keys are the keys of the keyboard, Programs the files for programs.
	Searching, Keys, Programs Table
	// Words say what else the pages speak of.
	Words Table
}

func aboutPage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := AboutView{Frame: c.frame()}
	v.titled(c.t("About this site"))
	v.Icon = "info"
	v.Summary = codes(c.t("What is sent in this system, by whom and to whom: made from the files that teams keep beside their code. Every page works without scripts, from a disk and on paper."))
	v.Facts = c.editionFacts()
	v.Kinds, v.Words = c.kindsTable(), c.glossaryTable()
	v.Shapes, v.Lines, v.Signs = c.shapesFigure(), c.linesFigure(), c.signsTable()
	v.States = c.statesTable()
	v.Searching, v.Keys, v.Programs = c.searchTable(), c.keysTable(), c.programsTable()
	v.list(v.Kinds)
	v.drawing(v.Shapes)
	v.drawing(v.Lines)
	v.list(v.Signs, v.States, v.Searching, v.Keys, v.Programs, v.Words)
	return v
}

// editionFacts say which catalog this is, and what made the site of it. No clock is asked: the date is that of the newest commit.
func (c *context) editionFacts() []Fact {
	var facts []Fact
	if version := visible(c.program); version != "" {
		facts = append(facts, Fact{Label: c.t("Made with"), Cell: Cell{Text: "EventAtlas " + version}})
	}
	if c.history.Is() == changes.Known && len(c.history.Commits) > 0 {
		newest := c.history.Commits[0]
		commit := visible(newest.ID[:min(len(newest.ID), shortHash)])
		facts = append(facts, Fact{Label: c.t("State of"), Cell: Cell{Text: newest.Time.Format("2006-01-02")}}, Fact{Label: c.t("Commit"), Cell: Cell{Codes: []string{commit}}, Copy: commit})
	}
	sum := fingerprint(c.cat.Files)
	return append(facts,
		Fact{Label: c.t("Read"), Cell: Cell{Text: c.n("%d file|%d files", len(c.cat.Files))}},
		Fact{Label: c.t("Fingerprint"), Cell: Cell{Codes: []string{sum}}, Copy: sum},
	)
}

// shortHash is how much of a hash is shown.
const shortHash = 12

// fingerprint tells two states of a source apart: a hash of the names and the contents of its files.
func fingerprint(files catalog.Files) string {
	all := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		// Writing to a hash cannot fail.
		_, _ = fmt.Fprintf(all, "%q %x\n", name, sha256.Sum256(files[name].Data))
	}
	return hex.EncodeToString(all.Sum(nil))[:shortHash]
}

// kindsTable is the legend of the symbols, with how many there are of each and the index that lists them.
func (c *context) kindsTable() Table {
	t := Table{ID: "kinds", Title: c.t("What the symbols mean"), Cols: []string{c.t("Symbol"), c.t("Meaning"), c.t("Here")}}
	var rows []Row
	for _, kind := range catalog.Kinds() {
		l := Link{Text: c.t(kindWord(kind)), Icon: kind.String()}
		if path, ok := c.plan.SectionPath(kind, 1); ok {
			l.Href = c.to(path)
		}
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{l}}, {Text: c.kindMeaning(kind)}, {Text: number(len(c.plan.List(kind))), Number: true}}})
	}
	outside := Link{Text: c.t("External"), Icon: "external"}
	rows = append(rows, Row{Cells: []Cell{{Links: []Link{outside}}, {Text: c.t("A service or a system that somebody else runs.")}, {Number: true}}})
	t.Groups = []Group{{Rows: rows}}
	return t
}

// kindMeaning says what a kind is.
func (c *context) kindMeaning(kind catalog.Kind) string {
	switch kind {
	case catalog.DomainKind:
		return c.t("A part of the business with words of its own, in which each word has one meaning; also called a bounded context.")
	case catalog.SystemKind:
		return c.t("Services that belong together and are run as one.")
	case catalog.ServiceKind:
		return c.t("A program that sends and receives messages.")
	case catalog.EventKind:
		return c.t("Something that has happened: a fact of the past that cannot be refused, told to whoever listens.")
	case catalog.CommandKind:
		return c.t("A request to do something, for the one service that handles it, which may refuse.")
	case catalog.QueryKind:
		return c.t("A request for data, which is always answered and changes nothing.")
	case catalog.ChannelKind:
		return c.t("The address that messages are sent to and received from: a topic, a queue, a stream, an exchange, a bus.")
	case catalog.BrokerKind:
		return c.t("What carries messages from one service to another.")
	case catalog.StoreKind:
		return c.t("Where services keep data: a database, a cache, a file store.")
	case catalog.EntityKind:
		return c.t("A thing of the business that has an identity, such as an order.")
	case catalog.FlowKind:
		return c.t("A path through the business, step by step, in the order of time.")
	case catalog.TeamKind:
		return c.t("Who answers for something, and whom to ask.")
	case catalog.PersonKind:
		return c.t("Somebody who is in a team, or owns something alone.")
	case catalog.DecisionKind:
		return c.t("What was decided about the architecture, and why.")
	case catalog.DocKind:
		return c.t("A text that belongs to the catalog.")
	case catalog.SpecificationKind:
		return c.t("A document such as AsyncAPI or OpenAPI that says in full what a service offers.")
	default:
		return ""
	}
}

// pairsTable is a table of terms, each with what it means.
func pairsTable(id, title, lead string, cols []string, rows [][2]Cell) Table {
	t := Table{ID: id, Title: title, Lead: lead, Cols: cols, Groups: []Group{{}}}
	for _, row := range rows {
		t.Groups[0].Rows = append(t.Groups[0].Rows, Row{Cells: row[:]})
	}
	return t
}

// glossaryTable says what the words mean that the pages use and that are no kinds.
func (c *context) glossaryTable() Table {
	word := func(name, meaning string) [2]Cell { return [2]Cell{{Text: name}, {Text: meaning}} }
	return pairsTable("words", c.t("Words"), "", []string{c.t("Word"), c.t("Meaning")}, [][2]Cell{
		word(c.t("Message"), c.t("Whatever is sent over a channel. All events are messages, and not all messages are events.")),
		word(c.t("Producer"), c.t("A service that sends a message.")),
		word(c.t("Consumer"), c.t("A service that receives a message.")),
		word(c.t("Handler"), c.t("The one consumer of a command.")),
		word(c.t("Message broker"), c.t("A broker that passes a message on and then forgets it.")),
		word(c.t("Event broker"), c.t("A broker that keeps messages in their order, so that they can be read again.")),
		word(c.t("Contract"), c.t("What a producer promises: the schema, the channel, when and why it sends, and who owns it.")),
		word(c.t("Choreography"), c.t("Services react to events each by itself, and nobody is in charge of the whole.")),
		word(c.t("Orchestration"), c.t("One coordinator tells the others what to do next.")),
		word(c.t("Lineage"), c.t("Where information comes from and where it goes, over all hops.")),
		word(c.t("Impact"), c.t("What a change may reach; also called the blast radius.")),
		word(c.t("Hop"), c.t("One message and the service that takes it.")),
		word(c.t("Declared"), c.t("Somebody wrote it down. It may also come from a specification, or be inferred from something else, and then it says so.")),
	})
}

// statesTable is the legend of the chips.
func (c *context) statesTable() Table {
	row := func(meaning string, chips ...Chip) [2]Cell { return [2]Cell{{Chips: chips}, {Text: meaning}} }
	of := func(base catalog.Base) []Chip { return c.rowChips(&base) }
	public, protected, private := c.natureChips(&catalog.Message{Visibility: "public"}), c.natureChips(&catalog.Message{Visibility: "protected"}), c.natureChips(&catalog.Message{Visibility: "private"})
	rows := [][2]Cell{
		row(c.t("It is on its way out: its page says since when, what to use instead, and who is left on it."), of(catalog.Base{Deprecated: &catalog.Deprecation{}})...),
		row(c.t("It is planned, and not there yet."), of(catalog.Base{Draft: true})...),
		row(c.t("Something refers to it, and no file says what it is."), of(catalog.Base{Stub: true})...),
		row(c.t("The newest version that there is."), Chip{Text: c.t("latest"), Icon: "check", Tone: "good"}),
		row(c.t("Anybody may consume it: it is a promise to the outside of its domain."), public...),
		row(c.t("Whoever is granted it may consume it."), protected...),
		row(c.t("It is for its own domain alone."), private...),
	}
	for _, pattern := range []string{"notification", "state-transfer", "delta", "sourced"} {
		rows = append(rows, row(capital(c.t(patternTitle(pattern)))+".", c.natureChips(&catalog.Message{Pattern: pattern})...))
	}
	return pairsTable("states", c.t("What the states mean"), "", []string{c.t("State"), c.t("Meaning")}, append(rows,
		row(c.t("Fields of this class are in it, such as personal data; the word is the one that the schema says."), Chip{Text: c.t("class"), Icon: "shield", Tone: "bad"}),
		row(c.t("A specification says it, not the catalog."), c.provenanceChip(catalog.Derived)...),
		row(c.t("Nobody says it: a policy, a binding or a name suggests it."), c.provenanceChip(catalog.Inferred)...),
		row(c.t("What the rules have found: mistakes, what may be one, and what is worth knowing."),
			Chip{Text: c.t("error"), Icon: "error", Tone: "bad"}, Chip{Text: c.t("warning"), Icon: "warn", Tone: "warn"}, Chip{Text: c.t("info"), Icon: "info", Tone: "info"}),
	))
}
