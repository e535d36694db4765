package diagram

import (
	"strconv"
	"strings"
)

// spoken appends what assistive technology says of a node. It begins with what is drawn, in the same order, because whoever speaks to the
// computer says what stands there (WCAG 2.2, 2.5.3); what was shortened follows in full.
func spoken(b []byte, n *SceneNode, opt Options) []byte {
	word := clean(n.Label)
	if word == "" {
		word = opt.say(kindWord(knownKind(n.Kind)))
	}
	if n.Number > 0 {
		b = append(strconv.AppendInt(b, int64(n.Number), 10), ' ')
	}
	short := n.Word != "" && !strings.EqualFold(n.Word, word)
	switch {
	case short:
		b = append(append(b, n.Word...), ' ')
	case word != "":
		b = append(append(b, word...), ' ')
	}
	b = append(drawnName(b, n), ". "...)
	b = sentence(b, n.Sub)
	b = sentence(b, clean(n.Full))
	if short {
		b = sentence(b, word)
	}
	b = sentence(b, opt.say(clean(string(n.Change))))
	b = append(append(strconv.AppendInt(b, int64(n.In), 10), ' '), opt.say("incoming")...)
	b = strconv.AppendInt(append(b, ", "...), int64(n.Out), 10)
	return append(append(append(b, ' '), opt.say("outgoing")...), '.')
}

// sentence appends a text and its full stop, if there is one.
func sentence(b []byte, s string) []byte {
	if s == "" {
		return b
	}
	return append(append(b, s...), ". "...)
}

// drawnName appends the lines of a name as one text: with the spaces at which the name was broken, and none where it was broken inside of a word.
func drawnName(b []byte, n *SceneNode) []byte {
	name, start := fullName(&n.Node), len(b)
	for _, line := range n.Lines {
		if drawn := len(b) - start; drawn > 0 && drawn < len(name) && name[drawn] == ' ' && name[:drawn] == string(b[start:]) {
			b = append(b, ' ')
		}
		b = append(b, line...)
	}
	return b
}

// tooltip appends an edge in words.
func tooltip(b []byte, s *Scene, e *SceneEdge, opt Options) []byte {
	b = append(append(b, fullName(&s.Nodes[e.From].Node)...), ' ')
	b = append(append(b, opt.say(relation(&e.Edge))...), ' ')
	b = append(b, fullName(&s.Nodes[e.To].Node)...)
	if label := clean(e.Label); label != "" {
		b = append(append(b, ": "...), label...)
	}
	if e.Weight > 1 {
		b = append(strconv.AppendInt(append(b, " ("...), int64(e.Weight), 10), ')')
	}
	return b
}
