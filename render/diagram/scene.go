package diagram

// Point is a place in the SVG's own coordinates, in px.
type Point struct{ X, Y float64 }

// Rect is a box in the SVG's own coordinates, in px.
type Rect struct{ X, Y, W, H float64 }

// Scene is a laid out diagram: plain geometry, apart from how it is drawn.
type Scene struct {
	ID, Title, Desc string
	// Role is what the diagram is called for assistive technology, for example "flow diagram".
	Role          string
	Width, Height float64
	// Wide says that the picture could not keep to Options.MaxWidth.
	Wide bool
	// Hidden is how many bundles an overview leaves out.
	Hidden int
	// Nodes are in the order of Spec.Nodes.
	Nodes []SceneNode
	// Edges are in the order of the first edge of Spec.Edges that each draws: parallel ones are one.
	Edges []SceneEdge
	// Groups are in the order of Spec.Groups, without the empty ones; where columns are pinned, one whose members
	// stand apart has several boxes.
	Groups []SceneGroup
	// Lanes are those of a flow, strip by strip from top to bottom.
	Lanes []SceneLane
	// Lifelines and Frames are the parts of a sequence diagram.
	Lifelines []SceneLine
	Frames    []SceneFrame
	Notes     []SceneNote
	Legend    []LegendItem
	// Reading is the order in which nodes are read and tabbed through: by column, then from top to bottom;
	// a wrapped flow row by row.
	Reading []int
}

// SceneNode is a node with its place.
type SceneNode struct {
	Node
	Rect
	// Lines is the name as it is drawn; Sub the subtitle as it is drawn; Word the text over the name.
	Lines     []string
	Sub, Word string
	// Full is the tooltip; empty when everything is drawn.
	Full string
	// In and Out count the connections that arrive and leave.
	In, Out int
	// Neighbours are the nodes at the other ends, ascending, without the node itself.
	Neighbours []int
	// Spoken is what assistive technology says of the node: kind, name, subtitle, connections.
	Spoken string
	// Row is the row of a wrapped flow, from 0 on.
	Row int
	// First says that a step in a lane is the first of its number, which links may lead to as to a row of a sequence diagram.
	First bool
}

// SceneEdge is an edge with its course.
type SceneEdge struct {
	// Edge is the first of the parallel edges that are drawn as one; its Weight is their sum.
	Edge
	// Index is the index in Spec.Edges, or in Steps.Messages, of the first edge that this one draws.
	Index int
	// Feedback says that it points against the direction of the layout.
	Feedback bool
	// Path is the course from the source to the target, in pieces that are interrupted at the label.
	Path []Curve
	// Text is the label as it is drawn, Box its place, Full the whole label where Text is shortened.
	Text, Full string
	Box        Rect
	// Lines is Text as it stands at the beginning of an edge between lanes.
	Lines []string
	// Href is the link of the label (sequence diagrams only), Ref its data-ref, Number the number in its disc.
	Href, Ref string
	Number    int
	Kind      Kind
	// Step, Anchor and Exits are those of a sequence diagram's row; First says that it is the first of its step.
	Step   int
	First  bool
	Anchor string
	Exits  []SceneExit
	// Lost ends the arrow in a cross.
	Lost bool
	// Spoken says the edge in words: source, relation, target, label.
	Spoken string
}

// SceneExit is a line below a row of a sequence diagram; Full is the whole text where Text is shortened.
type SceneExit struct {
	Text, Full, Href string
	Rect
}

// SceneNote is a note of a sequence diagram with its box.
type SceneNote struct {
	Rect
	// Index is the index in Steps.Messages, From and To the lifelines it is on.
	Index, From, To int
	// Lines is the text as it is drawn; Full the whole text where it is shortened.
	Lines []string
	Full  string
	// Href is the link of the text, Anchor that of the number.
	Href, Ref, Anchor string
	Number, Step      int
	First             bool
	Kind              Kind
	Change            Change
	Exits             []SceneExit
}

// Curve is one connected piece of an edge: a start, then straight (Cubic false) or cubic segments.
type Curve struct {
	Start Point
	Segs  []Seg
}

// Seg is one segment of a Curve, ending at To; C1 and C2 are the control points of a cubic one.
type Seg struct {
	C1, C2, To Point
	Cubic      bool
}

// SceneGroup is a group with its box.
type SceneGroup struct {
	Group
	Rect
	// Index is the group's index in Spec.Groups.
	Index int
	// Text is the name as it is drawn; Full the whole name where Text is shortened.
	Text, Full string
	Depth      int
}

// SceneLane is the part of a lane that is in one strip.
type SceneLane struct {
	Group
	Rect
	// Index is the index in Spec.Groups; what is in no group has the lane after the last, which has no title.
	Index int
	// Strip is the strip, Head the width of the title.
	Strip int
	Head  float64
	// Lines is the name as it is drawn; Full the whole name where it is shortened.
	Lines []string
	Full  string
	// Even lanes have another ground than the others.
	Even bool
}

// SceneLine is the lifeline of a participant.
type SceneLine struct {
	Node     int
	From, To Point
}

// SceneFrame is a frame of a sequence diagram with its box; Rules are the heights at which branches start.
type SceneFrame struct {
	Rect
	Kind  FrameKind
	Text  string
	Rules []SceneRule
}

// SceneRule is a line across a frame with the text of the branch that starts there.
type SceneRule struct {
	Y    float64
	Text string
}

// LegendItem is one entry of the legend: a kind of node, or a kind of line where Line is not empty.
type LegendItem struct {
	Kind Kind
	// Line is "async", "sync", "feedback", "dashed", "reply", "early", "doubt", "added", "removed" or "changed".
	Line string
	Text string
	// X and Y are the top left corner of its sign.
	X, Y float64
}
