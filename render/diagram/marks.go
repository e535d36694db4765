package diagram

import "math"

// markAway is how far from the end of an edge its mark stands, in px, and markSize the radius of the mark.
const (
	markAway = 22
	markSize = 6.5
)

// sign is what marks a change besides its colour; 0 for none.
func (ch Change) sign() string {
	switch ch {
	case Added:
		return "+"
	case Removed:
		return "−"
	case Changed:
		return "±"
	}
	return ""
}

// mark draws the sign of a changed edge on its line, where no label says it: at the end at which fewer edges meet, so that the marks of a hub do not cover each other.
func (c *canvas) mark(s *Scene, e *SceneEdge) {
	if e.Change.sign() == "" || e.Text != "" || len(e.Path) == 0 {
		return
	}
	var line []Point
	for _, piece := range e.Path {
		line = append(line, piece.flatten()...)
	}
	if s.Nodes[e.To].In <= s.Nodes[e.From].Out {
		for i, j := 0, len(line)-1; i < j; i, j = i+1, j-1 {
			line[i], line[j] = line[j], line[i]
		}
	}
	c.markAt(along(line, markAway), e.Change)
}

// markAt draws the sign of a change around a point.
func (c *canvas) markAt(at Point, ch Change) {
	c.put(`<circle class="badge`)
	c.put(changeClass(ch))
	c.num(`" cx="`, at.X)
	c.num(`" cy="`, at.Y)
	c.num(`" r="`, markSize)
	c.put(`"/><text class="badge-sign`)
	c.put(changeClass(ch))
	c.middle(`" x="`, ch.sign(), at.X, at.Y+4)
}

// along is the point of a line that is a distance from its beginning, or the middle of a line that is shorter than twice that.
func along(line []Point, away float64) Point {
	length := 0.0
	for i := 1; i < len(line); i++ {
		length += math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
	}
	away = min(away, length/2)
	for i := 1; i < len(line); i++ {
		d := math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
		if d > 0 && away <= d {
			t := away / d
			return Point{round(line[i-1].X + t*(line[i].X-line[i-1].X)), round(line[i-1].Y + t*(line[i].Y-line[i-1].Y))}
		}
		away -= d
	}
	return line[len(line)-1]
}
