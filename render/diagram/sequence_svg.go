package diagram

import "strings"

// step marks a row of a sequence diagram as a part of its step, so that a page can light up all that shows the step.
func (c *canvas) step(step int) {
	if step > 0 {
		c.count(` data-step="`, step)
		c.put(`"`)
	}
}

// rowID is the place of a step in the drawing, for links to it.
func (c *canvas) rowID(s *Scene, step int, first bool) {
	if first {
		c.put(` id="`)
		c.put(markup(idOf(s.ID)))
		c.count("-s", step)
		c.put(`"`)
	}
}

func (c *canvas) lifeline(l *SceneLine) {
	c.count(`<path class="lifeline e n`, l.Node)
	c.put(`" d="`)
	c.to('M', l.From.X, l.From.Y)
	c.down('V', l.To.Y)
	c.put(`"/>`)
}

// numbered draws the number of a row in its disc, with a link to what the number stands for.
func (c *canvas) numbered(x, y float64, n int, anchor string) {
	linked := c.link(anchor)
	c.disc(x, y, 9, n)
	c.endLink(linked)
}

func (c *canvas) note(s *Scene, n *SceneNote) {
	c.put(`<g class="note e`)
	for i := n.From; i <= n.To; i++ {
		c.count(" n", i)
	}
	if n.Kind != "" {
		c.put(" n-")
		c.put(markup(knownKind(n.Kind)))
	}
	c.put(changeClass(n.Change))
	c.put(`"`)
	c.rowID(s, n.Step, n.First)
	c.step(n.Step)
	c.put(">")
	c.tooltip(n.Full)
	c.rect(`<rect class="note-box" x="`, n.Rect, 3)
	x := n.X + notePad
	if n.Number > 0 {
		c.numbered(x+9, n.Y+13, n.Number, n.Anchor)
		x += noteNumber
	}
	linked := c.link(n.Href)
	for i, line := range n.Lines {
		c.line(` <text class="note-text" x="`, line, x, n.Y+notePad+11+float64(noteLine*i))
	}
	c.endLink(linked)
	c.exitLines(n.Exits)
	c.put("</g>")
}

func (c *canvas) exitLines(exits []SceneExit) {
	for i := range exits {
		e := &exits[i]
		linked := c.link(e.Href)
		if linked {
			c.tooltip(e.Full)
		}
		c.line(` <text class="exit" x="`, e.Text, e.X, e.Y+11)
		c.endLink(linked)
	}
}

func (c *canvas) frame(f *SceneFrame) {
	c.put(`<g class="frame`)
	if f.Kind == FrameBreak || f.Kind == FrameCritical {
		c.put(" exits")
	}
	c.rect(`"><rect class="frame-box" x="`, f.Rect, 4)
	w := frameTab(f.Kind)
	c.put(`<path class="frame-tab" d="`)
	c.to('M', f.X, f.Y)
	c.across('h', w)
	c.down('v', 11)
	c.to('l', -6, 7)
	c.across('H', f.X)
	c.line(`z"/><text class="frame-kind" x="`, strings.ToUpper(string(f.Kind)), f.X+7, f.Y+12.5)
	c.line(`<text class="frame-text" x="`, f.Text, f.X+w+8, f.Y+13)
	for _, r := range f.Rules {
		c.put(`<path class="frame-rule" d="`)
		c.to('M', f.X, r.Y)
		c.across('h', f.W)
		c.line(`"/><text class="frame-text" x="`, r.Text, f.X+8, r.Y+13)
	}
	c.put("</g>")
}

// lost appends the cross at the end of a message that does not arrive.
func (c *canvas) lost(course []Curve) {
	last := course[len(course)-1]
	at, from := last.Start, last.Start
	if n := len(last.Segs); n > 0 {
		at = last.Segs[n-1].To
	}
	const arm, before = 5, 8 // an arm is half of a line of the cross
	if from.X > at.X {
		at.X += before
	} else {
		at.X -= before
	}
	c.to('M', at.X-arm, at.Y-arm)
	c.put("l10 10m-10 0l10-10")
}
