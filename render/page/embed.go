package page

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/mermaid"
	"github.com/eventatlas/eventatlas/render/site"
)

// proseWidth is what the theme leaves for a drawing in a text.
const proseWidth = 700

// drawn draws a fenced block of Markdown. One whose language is diagram has a reference as its first word, behind the language or in the block, such
// as event:order-placed, and the drawing is the one of that resource's page. One whose language is mermaid is drawn where it keeps to the common
// part of that language. Where nothing is drawn, the block stays code, and the reason is told with its line in the block.
func (c *context) drawn(info, body, anchor string) (html []byte, line int, reason string) {
	words := append(strings.Fields(info), strings.Fields(body)...)
	var figure Figure
	switch {
	case len(words) == 0:
		return nil, 0, ""
	case words[0] == "mermaid":
		drawing, problem := mermaid.Parse(body)
		if problem != nil {
			return nil, problem.Line, problem.Reason
		}
		figure = Figure{Spec: drawing.Spec, Steps: drawing.Steps, Bare: true, Title: firstOf(drawing.Spec.Title, drawing.Steps.Title)}
	case words[0] != "diagram":
		return nil, 0, ""
	case len(words) == 1:
		return nil, 0, "it names no resource"
	default:
		if figure, reason = c.embedded(words[1]); reason != "" {
			return nil, 0, reason
		}
	}
	figure.ID, figure.MaxWidth = anchor, proseWidth
	return []byte(writeFigure(figure, c.words)), 0, ""
}

// embedded is the drawing of the page of a resource that a text names.
func (c *context) embedded(text string) (Figure, string) {
	ref, ok := catalog.ParseRef(text)
	if !ok || ref.Kind == catalog.NoKind {
		return Figure{}, "`" + visible(shorten(text, 40)) + "` is no reference"
	}
	id, outcome := c.cat.Resolve(ref, nil)
	if id == catalog.NoID || outcome == catalog.External || outcome == catalog.Ambiguous {
		return Figure{}, "the catalog has no `" + visible(shorten(text, 40)) + "`"
	}
	other := c.at(site.Page{Path: c.page.Path, Kind: c.page.Kind, Resource: id})
	other.base = c.href(id)
	figure := other.figureOf(id)
	if !figure.Shown() {
		return Figure{}, "there is nothing to draw of `" + visible(shorten(text, 40)) + "`"
	}
	figure.Title = visible(c.cat.Base(id).Title())
	return figure, ""
}

// figureOf is the drawing of a resource's page.
func (c *context) figureOf(id catalog.ID) Figure {
	switch r := c.cat.Resource(id).(type) {
	case *catalog.Message:
		return c.messageFigure(c.usesOf(id, catalog.Produces), c.usesOf(id, catalog.Consumes), c.messageChannels(id))
	case *catalog.Service:
		return c.serviceFigure(c.serviceUses(id, catalog.Consumes), c.serviceUses(id, catalog.Produces))
	case *catalog.Channel:
		return c.channelFigure(c.latest(c.targets(c.g.From(id, catalog.Carries))), c.channelUses(id, catalog.Produces), c.channelUses(id, catalog.Consumes))
	case *catalog.Domain:
		return c.contextMap(c.domainArea(id))
	case *catalog.System:
		return c.contextMap(c.systemArea(id))
	case *catalog.Store:
		return c.storeFigure(id)
	case *catalog.Entity:
		return c.entityFigure(id)
	case *catalog.Flow:
		return c.sequenceFigure(r, c.flowSteps(r))
	default:
		return Figure{}
	}
}
