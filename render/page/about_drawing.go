package page

import "github.com/eventatlas/eventatlas/render/diagram"

// shapesFigure draws one of each kind that drawings have a shape for, with its meaning as its name.
func (c *context) shapesFigure() Figure {
	spec := diagram.Spec{Title: c.t("The shapes of drawings")}
	add := func(column int, kind diagram.Kind, meaning string) int {
		spec.Nodes = append(spec.Nodes, diagram.Node{Kind: kind, Name: meaning, Column: column + 1})
		return len(spec.Nodes) - 1
	}
	connect := func(from, to int, relation string) {
		spec.Edges = append(spec.Edges, diagram.Edge{From: from, To: to, Relation: relation})
	}
	actor := add(0, diagram.KindActor, c.t("somebody outside"))
	team := add(0, diagram.KindTeam, c.t("who answers for it"))
	command := add(1, diagram.KindCommand, c.t("a request to one"))
	query := add(1, diagram.KindQuery, c.t("a question"))
	service := add(2, diagram.KindService, c.t("a program"))
	domain := add(2, diagram.KindDomain, c.t("a part of the business"))
	event := add(3, diagram.KindEvent, c.t("what has happened"))
	store := add(3, diagram.KindStore, c.t("where data is kept"))
	entity := add(3, diagram.KindEntity, c.t("a thing with an identity"))
	channel := add(4, diagram.KindChannel, c.t("an address to send to"))
	broker := add(4, diagram.KindBroker, c.t("what carries messages"))
	external := add(5, diagram.KindExternal, c.t("run by somebody else"))
	connect(actor, command, "sends")
	connect(actor, query, "sends")
	connect(command, service, "is received by")
	connect(query, service, "is received by")
	connect(team, domain, "owns")
	connect(service, event, "sends")
	connect(service, store, "writes")
	connect(domain, entity, "contains")
	connect(event, channel, "is carried by")
	connect(channel, external, "is received by")
	connect(broker, external, "reaches")
	return Figure{ID: "shapes", Title: c.t("How drawings show it"), Spec: spec}
}

// linesFigure draws each style of a line between its name and its meaning.
func (c *context) linesFigure() Figure {
	spec := diagram.Spec{Title: c.t("The lines of drawings")}
	connect := func(style diagram.Edge, relation string) {
		style.Relation = relation
		spec.Edges = append(spec.Edges, style)
	}
	line := func(name, meaning string, style diagram.Edge) {
		spec.Nodes = append(spec.Nodes, diagram.Node{Kind: diagram.KindBox, Name: name, Column: 1}, diagram.Node{Kind: diagram.KindBox, Name: meaning, Column: 2})
		style.From, style.To = len(spec.Nodes)-2, len(spec.Nodes)-1
		connect(style, "means")
	}
	line(c.t("message"), c.t("sent; nobody waits for it"), diagram.Edge{})
	line(c.t("call"), c.t("asked; who asks waits"), diagram.Edge{Sync: true})
	line(c.t("conditional"), c.t("only if something holds"), diagram.Edge{Dashed: true})
	line(c.t("several"), c.t("as many as it is thick"), diagram.Edge{Weight: 9})
	line(c.t("added"), c.t("new since the state before"), diagram.Edge{Change: diagram.Added})
	line(c.t("removed"), c.t("gone since the state before"), diagram.Edge{Change: diagram.Removed})
	line(c.t("changed"), c.t("different from the state before"), diagram.Edge{Change: diagram.Changed})
	return Figure{ID: "lines", Title: c.t("Lines"), Spec: spec, Bare: true}
}

// signsTable says what else drawings show.
func (c *context) signsTable() Table {
	sign := func(name, meaning string) [2]Cell { return [2]Cell{{Text: name}, {Text: meaning}} }
	return pairsTable("signs", c.t("Signs in drawings"), c.t("Below each drawing, Connections as text says the same in words."), []string{c.t("Sign"), c.t("Meaning")}, [][2]Cell{
		sign(c.t("A line around a shape"), c.t("What the page is about.")),
		sign(c.t("A dashed outline"), c.t("Planned, deprecated, or described by nobody.")),
		sign(c.t("A dotted box"), c.t("The domain or the system around what is in it; each leads to its page.")),
		sign(c.t("A red line of dashes that runs back"), c.t("Feedback: the way leads to where it came from.")),
		sign(c.t("A red line of long dashes"), c.t("The flow ends early here.")),
		sign(c.t("A yellow line of dots"), c.t("A step uses it, and no service declares it.")),
		sign("+ 3", c.t("There is more than fits; the box leads to the whole list.")),
	})
}
