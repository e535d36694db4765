package page

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/markdown"
	"github.com/eventatlas/eventatlas/render/site"
)

// TeamView is the page of a team.
type TeamView struct {
	Frame
	Members, Owned, Related Table
}

// PersonView is the page of a person.
type PersonView struct {
	Frame
	Teams, Owned, Related Table
}

func teamPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := TeamView{Frame: c.resourceFrame()}
	r, ok := c.cat.Resource(id).(*catalog.Team)
	if !ok {
		return v
	}
	v.Owned = c.ownedTable(id)
	v.Facts = c.contactFacts(r.Email, r.Chat, r.Role, v.Owned.Len())
	var members []catalog.ID
	for _, m := range c.g.Mentions(id) {
		if m.Role == catalog.HasMember {
			members = append(members, m.To)
		}
	}
	v.Members = c.membersTable("members", c.t("Members"), c.byTitle(members))
	v.Related = c.relatedTable(id)
	v.list(v.Owned, v.Members, v.Related)
	c.finish(&v.Frame)
	return v
}

func personPage(b *Builder, page site.Page) any {
	c := b.at(page)
	id := page.Resource
	v := PersonView{Frame: c.resourceFrame()}
	r, ok := c.cat.Resource(id).(*catalog.Person)
	if !ok {
		return v
	}
	v.Owned = c.ownedTable(id)
	v.Facts = c.contactFacts(r.Email, r.Chat, r.Role, v.Owned.Len())
	v.Teams = c.membersTable("teams", c.t("Teams"), c.mentionedBy(id, catalog.TeamKind))
	v.list(v.Owned, v.Teams)
	c.finish(&v.Frame)
	return v
}

func (c *context) contactFacts(email, chat, role string, owned int) []Fact {
	facts := []Fact{{Label: c.t("Role"), Cell: Cell{Text: visible(role)}}, {Label: c.t("Owns"), Cell: Cell{Text: c.n("%d resource|%d resources", owned)}}}
	if l := c.plan.FindingsIn(c.page.Resource); l != nil {
		facts = append(facts, Fact{Label: c.t("Findings"), Cell: Cell{Links: []Link{{Text: number(len(l.Found)), Href: c.to(l.Path(1))}}}})
	}
	if href, ok := mailto(email); ok {
		facts = append(facts, Fact{Label: c.t("Email"), Cell: Cell{Links: []Link{{Text: visible(email), Href: href}}}, Copy: email})
	}
	if chat != "" {
		facts = append(facts, Fact{Label: c.t("Chat"), Cell: c.chatCell(chat)})
	}
	id := c.cat.Base(c.page.Resource).ID
	return append(facts, Fact{Label: c.t("Id"), Cell: Cell{Codes: []string{visible(id)}}, Copy: id})
}

func mailto(email string) (string, bool) {
	if email == "" {
		return "", false
	}
	return markdown.SafeURL("mailto:" + email)
}

// chatCell links a chat that is an address; any other is the name of a room.
func (c *context) chatCell(chat string) Cell {
	if href, ok := markdown.SafeURL(chat); ok && markdown.External(href) {
		return Cell{Links: []Link{{Text: visible(strings.TrimPrefix(strings.TrimPrefix(chat, "https://"), "http://")), Href: href, External: true}}}
	}
	return Cell{Text: visible(chat)}
}

// contact is how to reach a team, for a list.
func (c *context) contact(email, chat string) Cell {
	if chat != "" {
		return c.chatCell(chat)
	}
	if href, ok := mailto(email); ok {
		return Cell{Links: []Link{{Text: visible(email), Href: href}}}
	}
	return Cell{}
}

func (c *context) membersTable(id, title string, ids []catalog.ID) Table {
	t := Table{ID: id, Title: title, Cols: []string{c.t("Name"), c.t("Role"), c.t("Reach them")}}
	var rows []Row
	for _, m := range ids {
		cells := []Cell{{Links: []Link{c.link(m)}, Chips: c.rowChips(c.cat.Base(m))}, {}, {}}
		switch r := c.cat.Resource(m).(type) {
		case *catalog.Person:
			cells[1].Text, cells[2] = visible(r.Role), c.contact(r.Email, r.Chat)
		case *catalog.Team:
			cells[1].Text, cells[2] = visible(r.Role), c.contact(r.Email, r.Chat)
		}
		rows = append(rows, Row{Cells: cells})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// ownedTable lists what somebody owns, by kind.
func (c *context) ownedTable(id catalog.ID) Table {
	t := Table{ID: "owns", Title: c.t("Owns"), Cols: []string{c.t("Name"), c.t("Domain"), c.t("Summary")}, Empty: c.t("Nothing in this catalog."), Filter: true}
	owned := c.latest(c.targets(c.g.From(id, catalog.Owns)))
	for _, kind := range catalog.Kinds() {
		group := Group{Title: Link{Text: c.t(sectionWord(kind)), Icon: kind.String()}}
		for _, o := range owned {
			base := c.cat.Base(o)
			if base.Kind != kind {
				continue
			}
			group.Rows = append(group.Rows, Row{Cells: []Cell{
				{Links: []Link{c.link(o)}, Chips: c.rowChips(base)}, c.domainOf(o), {HTML: c.phrase(base.Summary, base.Source.Pos.File)},
			}})
		}
		if len(group.Rows) > 0 {
			t.Groups = append(t.Groups, group)
		}
	}
	return t
}
