package page

// specItems is how many entries of a section the contents list.
const specItems = 80

// index lists the entries of all sections.
func (s *specPage) index(sections []SpecSection) SpecIndex {
	x := SpecIndex{Title: s.t("Everything in this document")}
	for _, section := range sections {
		g := SpecGroup{Link: Link{Text: section.Title, Href: "#" + section.ID}}
		items := sectionItems(section)
		if n := len(items) - specItems; n > 0 {
			g.More, items = s.n("+ %d more|+ %d more", n), items[:specItems]
		}
		g.Items = items
		x.Groups = append(x.Groups, g)
	}
	return x
}

func sectionItems(section SpecSection) []SpecItem {
	var items []SpecItem
	for _, e := range section.Entries {
		items = append(items, SpecItem{Link: Link{Text: e.Name, Href: "#" + e.ID}, Badge: e.Badge})
	}
	for _, g := range section.Table.Groups {
		for _, r := range g.Rows {
			if len(r.Cells[0].Links) > 0 {
				items = append(items, SpecItem{Link: Link{Text: r.Cells[0].Links[0].Text, Href: "#" + r.ID}})
			}
		}
	}
	return items
}
