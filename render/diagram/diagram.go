// Package diagram lays out graphs of events and services and draws them as static SVG.
//
// It knows no catalog: a [Spec] is what to draw, a [Scene] is where everything is, and an SVG is how it looks.
// Each is a plain value, each function is pure, and the same input gives the same bytes.
//
// [Layout] is a layered layout from left to right (Sugiyama, Tagawa, Toda 1981; Gansner et al. 1993). Its
// cleanliness is structural, not luck: every edge is horizontal inside a column and bends only in the gap between
// two columns, every label is a vertex that owns its place, every group reserves its height in each column that it
// spans. So no node overlaps another, no edge runs through a node or a label, and no stranger stands in a box,
// whatever the graph; [Check] states this for a finished scene and the property tests hold it on random graphs.
//
// Layout also finds the shape: pinned columns for the pages of messages and services, free columns for maps, and with
// Options.Fit a picture that is seen whole, flows wrapped into rows and maps pressed into the columns that fit.
// [Sequence] draws steps between lifelines, [Lanes] a flow in the lanes of those who do its steps, [Overview] domains and the bundles between them. [Connections] is what a
// picture says, in words.
//
// Colours are no business of this package's output: shapes carry classes, and [CSS] is the stylesheet for them.
package diagram

// Kind says what a node stands for; it chooses the shape, the icon, the colour class and the word over the name.
type Kind string

// The kinds that have a shape of their own. An unknown kind is drawn as a service.
const (
	KindEvent    Kind = "event"
	KindCommand  Kind = "command"
	KindQuery    Kind = "query"
	KindService  Kind = "service"
	KindChannel  Kind = "channel"
	KindStore    Kind = "store"
	KindExternal Kind = "external"
	KindActor    Kind = "actor"
	KindStep     Kind = "step"
	KindDomain   Kind = "domain"
	KindBroker   Kind = "broker"
	KindEntity   Kind = "entity"
	KindTeam     Kind = "team"
	KindSystem   Kind = "system"
	// KindMore stands for what is not drawn ("+ 23 more").
	KindMore Kind = "more"
	// These are shapes alone, without a symbol, a word or an entry of the legend: for drawings in which kinds mean nothing.
	KindBox    Kind = "box"
	KindRound  Kind = "round"
	KindChoice Kind = "choice"
	KindDrum   Kind = "drum"
	// KindField is a row of what its group stands for, with ports of its own: a field of a message. Rows stand closer to one another than other nodes.
	KindField Kind = "field"
)

// Change marks a part of a difference between two catalogs; the zero value is unchanged.
type Change string

// The changes that are marked by a sign and a class.
const (
	Added   Change = "added"
	Removed Change = "removed"
	Changed Change = "changed"
)

// Node is one box. The zero value of each field is its default.
type Node struct {
	// Ref identifies the resource for tools (data-ref), for example "event:order-placed@3.1.0".
	Ref string
	// Name is shown in bold; it wraps to two lines before it is shortened.
	Name string
	// Subtitle is one small line under the name.
	Subtitle string
	// Href is where the node leads: relative, "#…", http, https or mailto. Anything else is not linked.
	Href string
	// Label is the word over the name; empty means the kind's own word.
	Label string
	// FullName is the tooltip; empty means Name when Name had to be shortened.
	FullName string
	Kind     Kind
	// Group is the index in Spec.Groups plus one; 0 means none.
	Group int
	// Column is the pinned column plus one; 0 means free.
	Column int
	// Hero marks the page's subject with a halo.
	Hero bool
	// Dashed draws the outline dashed (planned, deprecated).
	Dashed bool
	// Dim draws the node faint, as what a path does not touch.
	Dim bool
	// Weight is how many resources the node stands for; an overview says it where there is no subtitle.
	Weight int
	Change Change
	// Number is the number of a flow's step, drawn in a disc; 0 means none.
	Number int
}

// Edge is one arrow from the node at index From to the one at index To of Spec.Nodes.
type Edge struct {
	From, To int
	// Label is drawn on the edge. Leave it empty for what kind and direction already say.
	Label string
	// Relation is the verb of the text alternative and of data-relation, for example "publishes".
	Relation string
	// Sync draws a solid arrow head (a call) instead of an open one (a message).
	Sync bool
	// Weight is how many connections the edge bundles; 0 and 1 mean one.
	Weight int
	Dashed bool
	// Strong draws the edge bold, as a part of a path; Dim draws it faint.
	Strong, Dim bool
	// Plain draws no arrow head.
	Plain bool
	// Early marks a way on that ends before the others, Doubt what nobody declares; lanes alone show them.
	Early, Doubt bool
	Change       Change
}

// Group is a box around nodes: a domain, a system; or a lane, which has the symbol of its kind.
type Group struct {
	Ref, Name, Href string
	Kind            Kind
	// Parent is the index in Spec.Groups plus one; 0 means none.
	Parent int
}

// Spec is what to draw. Indices that point nowhere are ignored.
type Spec struct {
	// ID prefixes every id in the SVG and must be unique on its page; empty means "dg".
	ID string
	// Title and Desc are the SVG's accessible name and description.
	Title, Desc string
	Nodes       []Node
	Edges       []Edge
	Groups      []Group
}

// Routing is how edges are drawn.
type Routing int

// The ways to draw an edge.
const (
	// Curves are cubic curves with horizontal ends, for diagrams of few columns.
	Curves Routing = iota
	// Orthogonal lines have rounded corners, for maps.
	Orthogonal
)

// Options are the choices that are not part of the graph. The zero value is the default.
type Options struct {
	// MaxWidth is the width in px that the picture should keep to; 0 means 1180. Where it cannot, the scene is
	// wider and [Scene.Wide] says so.
	MaxWidth float64
	Route    Routing
	// Fit brings a layout without pinned columns into as many columns as MaxWidth holds, so that it is seen whole.
	// A narrow flow is wrapped into rows like a text; a map is pressed: more edges then stay in their column or run
	// backwards, and more cross.
	Fit bool
	// Words translates the few words that the drawing adds by itself: the kinds over the names ("event"), the legend
	// ("flow", "feedback"), what is spoken ("incoming", "outgoing", "flow diagram"). Nil leaves them English.
	Words func(string) string
	// NoLegend leaves the legend out.
	NoLegend bool

	// whole keeps Fit from wrapping.
	whole bool
}

// Participant is one lifeline of a sequence diagram.
type Participant struct {
	Ref, Name, Subtitle, Href, Label, FullName string
	Kind                                       Kind
	Change                                     Change
}

// Message is one row of a sequence diagram, in the order of time: an arrow, or a note.
type Message struct {
	// From and To are indices in Steps.Participants; equal ones draw a loop on the lifeline.
	From, To int
	// Note makes the row a note on the lifelines From to To, and says at which side of them.
	Note NotePlace
	// Ref identifies the step or the message for tools (data-ref).
	Ref string
	// Text stands over the arrow.
	Text string
	// Href is where the text leads.
	Href string
	// Relation is the verb of the text alternative.
	Relation string
	// Kind is the kind of message (event, command, query) and chooses the colour class.
	Kind Kind
	// Number is drawn in a disc at the arrow's start; 0 means none. It leads to Anchor.
	Number int
	Anchor string
	// Step is the step that the row belongs to, where several do; 0 means Number. A row names it in data-step, and the id of
	// the first row of a step is that of the drawing with "-s" and the number.
	Step int
	// Exits are where the flow goes on, if not with the next row; each is a line below the row.
	Exits []Exit
	// Sync draws a solid head; Dashed draws a dashed line (a reply, a failure path).
	Sync, Dashed bool
	// Plain draws no head, Lost a cross for a message that does not arrive.
	Plain, Lost bool
	Change      Change
}

// NotePlace says where a note stands; the zero value is no note but an arrow.
type NotePlace string

// The places of notes: on the lifelines, or beside the first or the last of them.
const (
	NoteOver  NotePlace = "over"
	NoteLeft  NotePlace = "left"
	NoteRight NotePlace = "right"
)

// Exit is a line that says where the flow goes on.
type Exit struct{ Text, Href string }

// FrameKind is the operator of a frame.
type FrameKind string

// The operators of frames.
const (
	FrameAlt  FrameKind = "alt"
	FrameOpt  FrameKind = "opt"
	FrameLoop FrameKind = "loop"
	FramePar  FrameKind = "par"
	// FrameBreak ends what is around it, as a failure does.
	FrameBreak FrameKind = "break"
	// FrameCritical is not interrupted by anything else.
	FrameCritical FrameKind = "critical"
)

// Frame is a box around consecutive messages of a sequence diagram.
type Frame struct {
	Kind FrameKind
	// Text is the condition, shown in brackets.
	Text string
	// First and Last are the indices in Steps.Messages of the first and the last message inside.
	First, Last int
	// Branches divide the frame: each starts before the message at its index.
	Branches []Branch
}

// Branch is the start of another operand of a frame ("else", the next parallel part).
type Branch struct {
	At   int
	Text string
}

// Steps is what a sequence diagram shows.
type Steps struct {
	ID, Title, Desc string
	Participants    []Participant
	Messages        []Message
	Frames          []Frame
}
