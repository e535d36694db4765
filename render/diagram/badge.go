package diagram

import "strings"

// BadgePart is one field of a badge.
type BadgePart struct {
	Text string
	// Tone is "" for what is said of anything, "info", "good" or "warn".
	Tone string
}

// The colours of badges: whoever shows one has styles of their own, so it brings its own, dark enough for white text in either theme.
var badgeColours = map[string]string{"": "#475569", "info": "#1d4ed8", "good": "#166534", "warn": "#9a3412"}

// The measures of a badge in px.
const (
	badgeHeight  = 20
	badgePadding = 7
	badgeText    = 14 // the line that the letters stand on
)

// maxBadge is the longest text of a field, in px.
const maxBadge = 220

// Badge draws a small drawing by itself, for pages elsewhere: a field for each part, one behind the other. Title is what it says to those who
// do not see it. It holds no style and no script, so it may be shown anywhere.
func Badge(title string, parts []BadgePart) []byte {
	width := 0.0
	type field struct {
		text, fill string
		x, width   float64
	}
	var fields []field
	for _, p := range parts {
		text, _ := faceLabel.fit(clean(p.Text), maxBadge)
		if text == "" {
			continue
		}
		fill, known := badgeColours[p.Tone]
		if !known {
			fill = badgeColours[""]
		}
		f := field{text: text, fill: fill, x: width, width: faceLabel.measure(text) + 2*badgePadding}
		width += f.width
		fields = append(fields, f)
	}
	c := &canvas{}
	title = strings.TrimSpace(clean(title))
	c.num(`<svg xmlns="http://www.w3.org/2000/svg" width="`, width)
	c.num(`" height="`, badgeHeight)
	c.put(`" role="img"`)
	c.attr(` aria-label="`, title)
	c.text("><title>", title)
	c.put("</title>")
	for _, f := range fields {
		c.num(`<rect x="`, f.x)
		c.num(`" y="0" width="`, f.width)
		c.num(`" height="`, badgeHeight)
		c.text(`" fill="`, f.fill)
		c.put(`"/>`)
	}
	c.num(`<g fill="#ffffff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="`, faceLabel.size)
	c.put(`" text-anchor="middle">`)
	for _, f := range fields {
		c.num(`<text x="`, f.x+f.width/2)
		c.num(`" y="`, badgeText)
		c.text(`">`, f.text)
		c.put("</text>")
	}
	c.put("</g></svg>\n")
	return c.b
}
