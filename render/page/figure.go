package page

import (
	"html/template"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// Figure is a drawing with its heading and its text alternative.
type Figure struct {
	// ID is the anchor of the section, Title its heading, Lead one sentence below it.
	ID, Title, Lead string
	Spec            diagram.Spec
	// Undrawn are connections between the nodes of Spec that only the text alternative names.
	Undrawn []diagram.Edge
	// Steps is drawn instead of Spec where it has messages.
	Steps diagram.Steps
	// Lanes draws Spec as a flow in the lanes of its groups.
	Lanes bool
	// Overview draws domains and bundles instead of layers; Orthogonal draws right-angled lines, which maps are easier to read with.
	Overview, Orthogonal bool
	// MaxWidth is the width to keep to in px; 0 is that of a page.
	MaxWidth float64
	// Open shows the text alternative unfolded; Bare leaves out the legend, for drawings in which kinds mean nothing.
	Open, Bare bool
}

// Shown reports whether there is anything to draw.
func (f Figure) Shown() bool { return len(f.Spec.Nodes) > 1 || len(f.Steps.Messages) > 0 }

// Connections are what the drawing says, in words.
func (f Figure) Connections() []diagram.Connection {
	if len(f.Steps.Messages) > 0 {
		return diagram.StepConnections(f.Steps)
	}
	f.Spec.Edges = slices.Concat(f.Spec.Edges, f.Undrawn)
	return diagram.Connections(f.Spec)
}

// pageWidth is what the theme leaves for a drawing on a page of 1280 px, with a scroll bar.
const pageWidth = 1004

// Options are what the figure is drawn with, but for the words.
func (f Figure) Options() diagram.Options {
	opt := diagram.Options{MaxWidth: f.MaxWidth, Fit: true, NoLegend: f.Bare}
	if opt.MaxWidth == 0 {
		opt.MaxWidth = pageWidth
	}
	if f.Orthogonal {
		opt.Route = diagram.Orthogonal
	}
	return opt
}

// writeFigure lays the drawing out and writes it: the SVG in a region that scrolls by itself, and the same connections as a table.
func writeFigure(f Figure, words Words) template.HTML {
	opt := f.Options()
	opt.Words = words.T
	f.Spec.ID, f.Steps.ID = drawingID(f.ID), drawingID(f.ID)
	var scene diagram.Scene
	switch {
	case len(f.Steps.Messages) > 0:
		scene = diagram.Sequence(f.Steps, opt)
	case f.Lanes:
		scene = diagram.Lanes(f.Spec, opt)
	case f.Overview:
		scene = diagram.Overview(f.Spec, opt)
	default:
		scene = diagram.Layout(f.Spec, opt)
	}
	w := &writer{b: make([]byte, 0, 14<<10)}
	w.raw(`<figure class="dgf"`)
	w.attr("data-words", figureWords(words))
	w.raw(`><div class="dgs" dir="ltr" role="region" tabindex="0"`)
	w.attr("aria-label", firstOf(f.Title, scene.Title))
	w.raw(">")
	w.b = scene.AppendSVG(w.b)
	w.raw("</div>")
	w.connections(f.Connections(), f.Open, words)
	w.raw("</figure>")
	return w.html()
}

// figureWords are the texts of the script for drawings, in the order in which that names them.
func figureWords(words Words) string {
	return strings.Join([]string{
		words.T("Drawing"), words.T("Zoom out"), words.T("Zoom in"), words.T("All of it, or its own size"), words.T("Find in the drawing"),
		words.T("Show the way between two"), words.T("Full screen"), words.T("Copy or save"), words.T("Copy as Mermaid"), words.T("Copy as SVG"),
		words.T("Save as SVG"), words.T("Show only"), words.T("Choose where the way begins"), words.T("Choose where it ends"), words.T("No way leads there"),
	}, "|")
}

// drawingID is the id of the drawing in a figure.
func drawingID(figure string) string { return "dg-" + figure }

// connections writes the text alternative of a drawing.
func (w *writer) connections(rows []diagram.Connection, open bool, words Words) {
	if len(rows) == 0 {
		return
	}
	w.raw("<details")
	if open {
		w.raw(" open")
	}
	w.raw("><summary>")
	w.text(words.T("Connections as text"))
	w.raw(` <span class="n">`)
	w.text(number(len(rows)))
	w.raw(`</span></summary><table class="t ct"><thead><tr><th scope=col>`)
	w.text(words.T("From"))
	w.raw("</th><th scope=col>")
	w.text(words.T("Relation"))
	w.raw("</th><th scope=col>")
	w.text(words.T("To"))
	w.raw("</th></tr></thead><tbody>")
	for _, r := range rows {
		w.raw("<tr><td>")
		w.link(Link{Text: r.From, Href: r.FromHref})
		w.raw("</td><td>")
		w.text(words.T(r.Relation))
		// What stands on a bundle says how many it holds.
		if r.Label != "" {
			w.raw(` <span class="note">`)
			w.text(r.Label)
			w.raw("</span>")
		} else if r.Count > 1 {
			w.raw(" × ")
			w.text(number(r.Count))
		}
		w.raw("</td><td>")
		w.link(Link{Text: r.To, Href: r.ToHref})
		w.raw("</td></tr>")
	}
	w.raw("</tbody></table></details>")
}
