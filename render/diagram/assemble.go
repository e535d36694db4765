package diagram

import (
	"cmp"
	"math"
	"slices"
)

// round keeps one decimal, so that the same layout is the same bytes everywhere.
func round(x float64) float64 { return math.Round(x*10) / 10 }

// scene joins the placed pieces.
func (d *draft) scene(pieces []piece) Scene {
	s := Scene{ID: idOf(d.spec.ID), Title: clean(d.spec.Title), Desc: clean(d.spec.Desc), Role: d.opt.say("flow diagram")}
	s.Nodes = make([]SceneNode, len(d.spec.Nodes))
	edges := 0
	for i := range pieces {
		edges += len(pieces[i].edges)
	}
	s.Edges = make([]SceneEdge, 0, edges)
	for i := range pieces {
		d.addPiece(&s, &pieces[i])
	}
	slices.SortFunc(s.Groups, func(a, b SceneGroup) int { return cmp.Compare(a.Index, b.Index) })
	s.sortEdges()
	s.finish(d.opt)
	return s
}

func (d *draft) addPiece(s *Scene, p *piece) {
	for v, r := range p.nodes {
		i := p.g.nodes[v].spec
		t := d.texts[i]
		s.Nodes[i] = SceneNode{Node: d.spec.Nodes[i], Rect: p.put(r), Lines: t.lines, Sub: t.sub, Word: t.word, Full: t.full}
		if p.g.per > 0 {
			s.Nodes[i].Row = p.g.nodes[v].rank / p.g.per
		}
	}
	for k, r := range p.groups {
		x := p.g.groups[k]
		g := SceneGroup{Group: d.spec.Groups[x.spec], Rect: p.put(r), Index: x.spec, Depth: x.depth}
		name := clean(g.Name)
		text, cut := faceGroup.fit(name, min(r.W-24, float64(d.width)))
		g.Text = text
		if cut {
			g.Full = name
		}
		s.Groups = append(s.Groups, g)
	}
	for k, curves := range p.edges {
		e := p.g.edges[k]
		x := SceneEdge{Edge: d.spec.Edges[e.spec], Index: e.spec, Feedback: e.reversed, Text: e.text, Full: e.full}
		x.Weight = e.weight
		if e.text == "" && x.Label != "" {
			x.Full = clean(x.Label)
		}
		if e.labelled() {
			x.Box = p.put(p.labels[k])
		}
		x.Path = p.move(curves)
		s.Edges = append(s.Edges, x)
	}
}

func (p *piece) put(r Rect) Rect {
	x, y := round(r.X+p.x+margin), round(r.Y+p.y+margin)
	return Rect{x, y, round(r.W), round(r.H)}
}

func (p *piece) move(curves []Curve) []Curve {
	at := func(q Point) Point { return Point{round(q.X + p.x + margin), round(q.Y + p.y + margin)} }
	for i := range curves {
		c := &curves[i]
		c.Start = at(c.Start)
		for k := range c.Segs {
			s := &c.Segs[k]
			s.C1, s.C2, s.To = at(s.C1), at(s.C2), at(s.To)
		}
	}
	return curves
}

// sortEdges brings the edges into the order of the spec.
func (s *Scene) sortEdges() {
	sorted := true
	for i := 1; i < len(s.Edges); i++ {
		sorted = sorted && s.Edges[i-1].Index < s.Edges[i].Index
	}
	if !sorted {
		slices.SortStableFunc(s.Edges, func(a, b SceneEdge) int { return cmp.Compare(a.Index, b.Index) })
	}
}

// idOf returns an id prefix of letters, digits, hyphens and underscores that begins with a letter.
func idOf(id string) string {
	out := make([]byte, 0, len(id))
	for i := range len(id) {
		switch c := id[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			out = append(out, c)
		case c >= '0' && c <= '9', c == '-', c == '_':
			if len(out) == 0 {
				out = append(out, 'd')
			}
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return "dg"
	}
	return string(out)
}

// finish sets what follows from the places: size, order of reading, neighbours, legend.
func (s *Scene) finish(opt Options) {
	s.bounds()
	s.degrees()
	s.reading()
	s.speak(opt)
	if !opt.NoLegend {
		s.legend(opt)
	}
	s.Width, s.Height = round(s.Width), round(s.Height)
	s.Wide = s.Width > opt.width()
}

// speak says everything in words.
func (s *Scene) speak(opt Options) {
	var room [256]byte
	for i := range s.Nodes {
		s.Nodes[i].Spoken = string(spoken(room[:0], &s.Nodes[i], opt))
	}
	for i := range s.Edges {
		s.Edges[i].Spoken = string(tooltip(room[:0], s, &s.Edges[i], opt))
	}
}

func (s *Scene) bounds() {
	w, h := 0.0, 0.0
	grow := func(x, y float64) { w, h = max(w, x), max(h, y) }
	for _, n := range s.Nodes {
		grow(n.X+n.W, n.Y+n.H)
		if n.Hero {
			grow(n.X+n.W+haloGap, n.Y+n.H+haloGap)
		}
	}
	for _, g := range s.Groups {
		grow(g.X+g.W, g.Y+g.H)
	}
	for _, l := range s.Lanes {
		grow(l.X+l.W, l.Y+l.H)
	}
	for _, e := range s.Edges {
		if e.Text != "" {
			grow(e.Box.X+e.Box.W, e.Box.Y+e.Box.H)
		}
		for _, c := range e.Path {
			for _, g := range c.Segs {
				grow(g.To.X, g.To.Y)
			}
		}
	}
	for _, f := range s.Frames {
		grow(f.X+f.W, f.Y+f.H)
	}
	for _, n := range s.Notes {
		grow(n.X+n.W, n.Y+n.H)
	}
	for _, l := range s.Lifelines {
		grow(l.To.X, l.To.Y)
	}
	s.Width, s.Height = w+margin, h+margin
}

func (s *Scene) degrees() {
	for _, e := range s.Edges {
		s.Nodes[e.From].Out++
		s.Nodes[e.To].In++
		if e.From != e.To {
			s.Nodes[e.From].Neighbours = append(s.Nodes[e.From].Neighbours, e.To)
			s.Nodes[e.To].Neighbours = append(s.Nodes[e.To].Neighbours, e.From)
		}
	}
	for i := range s.Nodes {
		slices.Sort(s.Nodes[i].Neighbours)
		s.Nodes[i].Neighbours = slices.Compact(s.Nodes[i].Neighbours)
	}
}

// reading sorts the nodes by row, by column, then from top to bottom.
func (s *Scene) reading() {
	s.Reading = make([]int, len(s.Nodes))
	for i := range s.Reading {
		s.Reading[i] = i
	}
	slices.SortStableFunc(s.Reading, func(a, b int) int {
		x, y := &s.Nodes[a], &s.Nodes[b]
		return cmp.Or(cmp.Compare(x.Row, y.Row), cmp.Compare(x.X, y.X), cmp.Compare(x.Y, y.Y))
	})
}
