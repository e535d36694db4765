package diagram

// lane draws the band of a lane with its title.
func (c *canvas) lane(l *SceneLane) {
	c.put(`<g class="group lane`)
	c.put(`"`)
	c.attr(` data-ref="`, l.Ref)
	c.place(l.Rect)
	if l.Name != "" {
		c.put(` role="group"`)
		c.attr(` aria-label="`, l.Name)
	}
	if l.Even {
		c.rect(`><rect class="frame-tab" x="`, l.Rect, 0)
	} else {
		c.rect(`><rect class="frame-box" x="`, l.Rect, 0)
	}
	if len(l.Lines) > 0 {
		c.put(`<path class="frame-box" d="`)
		c.to('M', l.X+l.Head, l.Y)
		c.down('V', l.Y+l.H)
		c.put(`"/>`)
		c.laneTitle(l)
	}
	c.put("</g>")
}

func (c *canvas) laneTitle(l *SceneLane) {
	linked := c.link(l.Href)
	c.tooltip(l.Full)
	y := l.Y + (l.H-float64(laneLine*len(l.Lines)))/2
	kind := knownKind(l.Kind)
	c.put(`<g class="n-`)
	c.put(markup(kind))
	c.put(`">`)
	c.icon(iconOf(kind), l.X+8, y+1.5)
	c.put("</g>")
	for i, line := range l.Lines {
		c.line(` <text class="group-name" x="`, line, l.X+laneTitleSymbol, y+11.5+float64(laneLine*i))
	}
	c.endLink(linked)
}

// stepWords draws the number of a step on its upper edge and what is done in it, or both in the line of a message.
func (c *canvas) stepWords(n *SceneNode, kind Kind) {
	x, class := n.X+lanePadText, markup(` <text class="sub" x="`)
	if isMessage(kind) {
		x, class = n.X+pillLeft(&n.Node), ` <text class="name" x="`
	}
	switch {
	case n.Number <= 0:
	case isMessage(kind):
		c.disc(n.X+13, n.Y+n.H/2, 8.5, n.Number)
	default:
		c.disc(n.X+14, n.Y, 9, n.Number)
	}
	y := n.Y + (n.H-float64(laneLine*len(n.Lines)))/2 + 11.5
	if !isMessage(kind) && len(n.Lines) > 1 {
		// Off the number.
		y += 2
	}
	if len(n.Lines) > 1 && isMessage(kind) {
		c.name(n, x, y)
		return
	}
	for i, line := range n.Lines {
		c.line(class, line, x, y+float64(laneLine*i))
	}
}

// conditions writes what stands at the beginning of an edge.
func (c *canvas) conditions(e *SceneEdge) {
	for i, line := range e.Lines {
		c.put(` <text class="edge-label`)
		c.edgeClass(e)
		c.line(`" x="`, line, e.Box.X, e.Box.Y+11.5+float64(laneLine*i))
	}
}
