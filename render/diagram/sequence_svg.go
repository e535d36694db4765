package diagram

import (
	"strconv"
	"strings"
)

// stepAttr marks a row of a sequence diagram as a part of its step, so that a page can light up all that shows the step.
func stepAttr(step int) attr {
	if step <= 0 {
		return attr{name: "data-step"}
	}
	return str("data-step", strconv.Itoa(step))
}

// rowID is the place of a step in the drawing, for links to it.
func rowID(s *Scene, step int, first bool) string {
	if !first {
		return ""
	}
	return idOf(s.ID) + "-s" + strconv.Itoa(step)
}

// numbered draws the number of a row in its disc, with a link to what the number stands for.
func (c *canvas) numbered(x, y float64, n int, anchor string) {
	href := safeHref(anchor)
	if href != "" {
		c.open("a", str("href", href))
	}
	c.disc(x, y, 9, n)
	if href != "" {
		c.end("a")
	}
}

func (c *canvas) note(s *Scene, n *SceneNote) {
	var tokens strings.Builder
	for i := n.From; i <= n.To; i++ {
		tokens.WriteString(token(" n", i))
	}
	class := "note e" + tokens.String()
	if n.Kind != "" {
		class += " n-" + string(knownKind(n.Kind))
	}
	c.open("g", str("class", class+changeClass(n.Change)), str("id", rowID(s, n.Step, n.First)), stepAttr(n.Step))
	c.tooltip(n.Full)
	c.empty("rect", str("class", "note-box"), num("x", n.X), num("y", n.Y), num("width", n.W), num("height", n.H), num("rx", 3))
	x := n.X + notePad
	if n.Number > 0 {
		c.numbered(x+9, n.Y+13, n.Number, n.Anchor)
		x += noteNumber
	}
	href := safeHref(n.Href)
	if href != "" {
		c.open("a", str("href", href))
	}
	for i, line := range n.Lines {
		c.space()
		c.text("note-text", line, x, n.Y+notePad+11+float64(noteLine*i))
	}
	if href != "" {
		c.end("a")
	}
	c.exitLines(n.Exits)
	c.end("g")
}

func (c *canvas) exitLines(exits []SceneExit) {
	for _, e := range exits {
		href := safeHref(e.Href)
		if href != "" {
			c.open("a", str("href", href))
			c.tooltip(e.Full)
		}
		c.space()
		c.text("exit", e.Text, e.X, e.Y+11)
		if href != "" {
			c.end("a")
		}
	}
}

func (c *canvas) frame(f SceneFrame) {
	class := "frame"
	if f.Kind == FrameBreak || f.Kind == FrameCritical {
		class += " exits"
	}
	c.open("g", str("class", class))
	c.empty("rect", str("class", "frame-box"), num("x", f.X), num("y", f.Y), num("width", f.W), num("height", f.H), num("rx", 4))
	w := frameTab(f.Kind)
	c.d("frame-tab", new(path).op('M', f.X, f.Y).op('H', f.X+w).op('V', f.Y+11).op('L', f.X+w-6, f.Y+18).op('H', f.X).rest("z"))
	c.text("frame-kind", strings.ToUpper(string(f.Kind)), f.X+7, f.Y+12.5)
	c.text("frame-text", f.Text, f.X+w+8, f.Y+13)
	for _, r := range f.Rules {
		c.d("frame-rule", new(path).op('M', f.X, r.Y).op('H', f.X+f.W))
		c.text("frame-text", r.Text, f.X+8, r.Y+13)
	}
	c.end("g")
}

// lost is the cross at the end of a message that does not arrive.
func lost(course []Curve) string {
	last := course[len(course)-1]
	at, from := last.Start, last.Start
	if n := len(last.Segs); n > 0 {
		at = last.Segs[n-1].To
	}
	const arm, before = 5, 8
	if from.X > at.X {
		at.X += before
	} else {
		at.X -= before
	}
	return new(path).op('M', at.X-arm, at.Y-arm).op('L', at.X+arm, at.Y+arm).op('M', at.X-arm, at.Y+arm).op('L', at.X+arm, at.Y-arm).String()
}
