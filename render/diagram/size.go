package diagram

import (
	"math"
	"strings"
)

// The measures of the look, in px.
const (
	nodeWidest   = 196
	nodeSlimmest = 132
	nodeTall     = 58
	nodeFlat     = 46
	lineHeight   = 16
	textLeft     = 14
	tallest      = 160
	loopHead     = 18
	groupPad     = 12
	groupHead    = 26
	groupFoot    = 14
	margin       = 14
)

// even rounds up to an even number of px, so that halves are whole.
func even(x float64) int { return 2 * int(math.Ceil(x/2)) }

// kindWord returns the word over the names of a kind; that of an unknown kind is the service's.
func kindWord(k Kind) string {
	switch k {
	case KindEvent, KindCommand, KindQuery, KindService, KindChannel, KindExternal, KindActor, KindStep, KindDomain,
		KindBroker, KindEntity, KindTeam, KindSystem:
		return string(k)
	case KindStore:
		return "data"
	case KindMore, KindBox, KindRound, KindChoice, KindDrum, KindField:
		return ""
	}
	return string(KindService)
}

// outline is the kind whose shape a kind has.
func outline(k Kind) Kind {
	switch k {
	case KindBox:
		return KindService
	case KindRound:
		return KindEvent
	case KindChoice:
		return KindQuery
	case KindDrum:
		return KindStore
	default:
		return k
	}
}

// knownKind returns k, or the service for a kind that has no shape.
func knownKind(k Kind) Kind {
	if word := kindWord(k); word == "" || word == string(k) || k == KindStore {
		return k
	}
	return KindService
}

// sides returns the room at the left and right inside a shape that text must keep off.
func sides(k Kind) (left, right float64) {
	switch outline(k) {
	case KindEvent, KindMore:
		return 20, 18
	case KindCommand:
		return textLeft, 24
	case KindQuery:
		return 22, 20
	case KindChannel:
		return 18, 24
	default:
		return textLeft, textLeft
	}
}

// text is what a node says, measured.
type text struct {
	word, sub, full string
	lines           []string
}

// textOf lays the words of a node into a box of the given width.
func textOf(n Node, width float64, opt Options) text {
	left, right := sides(knownKind(n.Kind))
	room := width - left - right
	if n.Number > 0 {
		room -= 26
	}
	t := text{word: n.Label}
	if t.word == "" {
		t.word = opt.say(kindWord(n.Kind))
	}
	// The word stands beside its symbol at the top, where a pointed shape is still wide.
	t.word, _ = faceWord.fit(strings.ToUpper(clean(t.word)), room-18+right-textLeft)
	name := clean(n.Name)
	if name == "" {
		name = clean(n.Ref)
	}
	var cut, cutSub bool
	t.lines, cut = faceName.wrap(name, room)
	sub := clean(n.Subtitle)
	t.sub, cutSub = faceSub.fit(sub, room)
	switch full := clean(n.FullName); {
	case full != "" && full != name:
		t.full = full
	case cut && cutSub:
		t.full = name + " · " + sub
	case cut:
		t.full = name
	case cutSub:
		t.full = sub
	}
	return t
}

func (t text) height(k Kind) int {
	h := nodeFlat
	if outline(k) == KindStore {
		h += 2 * storeShift
	}
	if t.sub != "" {
		h += nodeTall - nodeFlat
	}
	if t.word == "" {
		h -= 12
	}
	return h + lineHeight*(len(t.lines)-1)
}

// naturalWidth returns the width at which a node's name needs no second line, within the limits.
func naturalWidth(n Node) float64 {
	left, right := sides(knownKind(n.Kind))
	w := max(faceName.measure(clean(n.Name)), faceSub.measure(clean(n.Subtitle)), faceWord.measure(kindWord(n.Kind))+18)
	if n.Number > 0 {
		w += 26
	}
	return min(nodeWidest, max(nodeSlimmest, w+left+right))
}

// uniformWidth returns the one width of all nodes: the widest that one needs, less where columns and the gaps between
// them would else not fit into the limit.
func uniformWidth(natural float64, columns int, gaps, limit float64) int {
	room := (limit - 2*margin - gaps) / float64(max(1, columns))
	return 2 * int(max(nodeSlimmest, min(natural, room))/2)
}

// grown returns the height that n ports on one side need: as they are up to twelve, 6 px for each more, to a limit,
// and never so little that two ports cannot be told apart.
func grown(h, ports int) int {
	if ports > 12 {
		h = max(h, min(tallest, nodeTall+6*(ports-12)))
	}
	return max(h, portSpare+portLeast*(ports-1))
}

// The room that a side leaves above and below its ports, and the distances between them, in px.
const (
	portSpare = 14
	portLeast = 4
	portUsual = 10
)

// portStep returns the distance between n ports on a side of height h.
func portStep(h, n int) int {
	if n < 2 {
		return 0
	}
	return max(1, min(portUsual, (h-portSpare)/(n-1)))
}
