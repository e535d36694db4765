package page

import (
	"slices"
	"strconv"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// FlowView is the page of a business process.
type FlowView struct {
	Frame
	// Lanes draws who does what; Sequence draws who tells whom what in the order of time.
	Lanes      Figure
	Steps      []Step
	StepsTitle string
	Sequence   Figure
	Related    Table
}

// Step is one numbered step.
type Step struct {
	ID     string
	Number int
	// Row is the step's place in the drawing, and Number as words; empty where the drawing does not show it.
	Row Link
	// What is the resource or the actor; Does what happens, Text more of it.
	What Link
	Does string
	Text Text
	Next []NextStep
	// Unknown says that no edge of the catalog stands behind the step.
	Unknown string
}

// NextStep leads on to another step.
type NextStep struct {
	Link Link
	When string
}

func flowPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := FlowView{Frame: c.resourceFrame(), StepsTitle: c.t("Steps")}
	f, ok := c.cat.Resource(id).(*catalog.Flow)
	if !ok {
		return v
	}
	steps := c.flowSteps(f)
	services, messages := c.flowParts(f)
	v.Facts = []Fact{
		{Label: c.t("Owner"), Cell: c.ownersOf(id)},
		{Label: c.t("Domain"), Cell: c.domainOf(id)},
		{Label: c.t("Steps"), Cell: Cell{Text: number(len(steps))}},
		{Label: c.t("Services"), Cell: Cell{Text: number(services)}},
		{Label: c.t("Messages"), Cell: Cell{Text: number(messages)}},
		{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(f.ID)}}, Copy: f.ID},
	}
	v.Lanes = c.lanesFigure(f, steps)
	v.Sequence = c.sequenceFigure(f, steps)
	if v.Lanes.Shown() {
		v.section(v.Lanes.ID, v.Lanes.Title, 0)
	}
	v.Steps = c.stepViews(steps)
	if drawing := firstShown(v.Lanes, v.Sequence); drawing != "" {
		for k := range v.Steps {
			n := strconv.Itoa(k + 1)
			v.Steps[k].Row = Link{Text: c.words.F("%s: show in the drawing", n), Href: "#" + drawing + "-s" + n}
		}
	}
	if len(v.Steps) > 0 {
		v.section("steps", v.StepsTitle, len(v.Steps))
	}
	if v.Sequence.Shown() {
		v.section(v.Sequence.ID, v.Sequence.Title, 0)
	}
	v.Related = c.relatedTable(id)
	v.list(v.Related)
	c.finish(&v.Frame)
	return v
}

// firstShown is the id of the first of some drawings that is shown.
func firstShown(figures ...Figure) string {
	for _, f := range figures {
		if f.Shown() {
			return drawingID(f.ID)
		}
	}
	return ""
}

// flowStep is a step with what it resolves to.
type flowStep struct {
	*catalog.Step
	resource catalog.ID
	next     []int
	when     []string
}

// flowSteps are the steps in the order of their declaration; a step that leads nowhere named leads on to nothing.
func (b *Builder) flowSteps(f *catalog.Flow) []flowStep {
	at := map[string]int{}
	for i, s := range f.Steps {
		if _, ok := at[s.ID]; !ok {
			at[s.ID] = i
		}
	}
	steps := make([]flowStep, len(f.Steps))
	for i := range f.Steps {
		s := flowStep{Step: &f.Steps[i], resource: catalog.NoID}
		if !s.Resource.IsZero() {
			s.resource = b.resolveStep(s.Resource)
		}
		for _, n := range s.Then {
			if k, ok := at[n.Step]; ok {
				s.next, s.when = append(s.next, k), append(s.when, n.When)
			}
		}
		steps[i] = s
	}
	return steps
}

// resolveStep finds what a step is about. A reference without a kind is a message, because that is the place where several kinds may
// stand and a flow often has the name of the command that begins it; else it is anything.
func (b *Builder) resolveStep(ref catalog.Ref) catalog.ID {
	if ref.Kind == catalog.NoKind {
		if id, outcome := b.cat.Resolve(ref, catalog.MessageKinds()); id != catalog.NoID && outcome != catalog.External {
			return id
		}
	}
	id, _ := b.cat.Resolve(ref, nil)
	return id
}

func (b *Builder) flowParts(f *catalog.Flow) (services, messages int) {
	seen := map[catalog.ID]bool{}
	for _, s := range b.flowSteps(f) {
		if s.resource == catalog.NoID || seen[s.resource] {
			continue
		}
		seen[s.resource] = true
		switch kind := b.cat.Base(s.resource).Kind; {
		case kind == catalog.ServiceKind:
			services++
		case kind.IsMessage():
			messages++
		}
	}
	return services, messages
}

func stepAnchor(i int) string { return "step-" + strconv.Itoa(i+1) }

// stepName is what a step is called: what it is about, else what happens.
func (c *context) stepName(s flowStep) string {
	if s.resource != catalog.NoID {
		return visible(c.cat.Base(s.resource).Title())
	}
	return visible(firstOf(s.Actor, s.Resource.ID, s.Does, s.ID))
}

func (c *context) stepViews(steps []flowStep) []Step {
	list := make([]Step, 0, len(steps))
	for i, s := range steps {
		view := Step{ID: stepAnchor(i), Number: i + 1, Does: visible(s.Does), Text: Text{HTML: c.markdown(catalog.Text{Markdown: s.Summary, Pos: s.Pos}, stepAnchor(i)+"-", nil)}}
		view.What = Link{Text: c.stepName(s), Icon: "actor"}
		if s.resource != catalog.NoID {
			view.What = c.link(s.resource)
		} else if s.Actor == "" {
			view.What.Icon = "step"
		}
		for k, n := range s.next {
			view.Next = append(view.Next, NextStep{
				Link: Link{Text: strconv.Itoa(n+1) + " " + c.stepName(steps[n]), Href: "#" + stepAnchor(n)}, When: visible(s.when[k]),
			})
			if c.undeclared(s, steps[n]) {
				view.Unknown = c.words.F("Nobody declares the connection to %s", c.stepName(steps[n]))
			}
		}
		list = append(list, view)
	}
	return list
}

// undeclared reports whether a step leads from a service to a message or back, and no edge of the catalog says so.
func (b *Builder) undeclared(from, to flowStep) bool {
	if from.resource == catalog.NoID || to.resource == catalog.NoID {
		return false
	}
	a, z := b.cat.Base(from.resource), b.cat.Base(to.resource)
	switch {
	case a.Kind == catalog.ServiceKind && z.Kind.IsMessage():
		return !b.related(from.resource, to.resource, catalog.Produces)
	case a.Kind.IsMessage() && z.Kind == catalog.ServiceKind:
		return !b.related(to.resource, from.resource, catalog.Consumes)
	}
	return false
}

// related reports whether an edge leads from a service to any version of a message.
func (b *Builder) related(service, message catalog.ID, relation catalog.Relation) bool {
	base := b.cat.Base(message)
	return slices.ContainsFunc(b.g.From(service, relation), func(e *catalog.Edge) bool {
		to := b.cat.Base(e.To)
		return to.Kind == base.Kind && to.ID == base.ID
	})
}
