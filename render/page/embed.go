package page

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// drawn draws a fenced block of Markdown whose language is diagram: its first word, behind the language or in the block, is a reference,
// such as event:order-placed, and the drawing is the one of that resource's page. It reports false where there is no such
// resource or nothing to draw, and the block stays code.
func (c *context) drawn(info, body, anchor string) ([]byte, bool) {
	words := append(strings.Fields(info), strings.Fields(body)...)
	if len(words) < 2 || words[0] != "diagram" {
		return nil, false
	}
	ref, ok := catalog.ParseRef(words[1])
	if !ok || ref.Kind == catalog.NoKind {
		return nil, false
	}
	id, outcome := c.cat.Resolve(ref, nil)
	if id == catalog.NoID || outcome == catalog.External || outcome == catalog.Ambiguous {
		return nil, false
	}
	other := c.at(site.Page{Path: c.page.Path, Kind: c.page.Kind, Resource: id})
	other.base = c.href(id)
	figure := other.figureOf(id)
	if !figure.Shown() {
		return nil, false
	}
	figure.ID, figure.Title = anchor, visible(c.cat.Base(id).Title())
	return []byte(writeFigure(figure, c.words)), true
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
		return c.contextMap(id)
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
