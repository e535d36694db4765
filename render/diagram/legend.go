package diagram

// Measures of the legend, in px.
const (
	signW      = 28
	signH      = 14
	legendLine = 24
)

// kinds lists the kinds in the order of the legend.
func kinds() []Kind {
	return []Kind{
		KindService, KindExternal, KindActor, KindTeam, KindEvent, KindCommand, KindQuery, KindChannel,
		KindBroker, KindStore, KindEntity, KindSystem, KindDomain, KindStep,
	}
}

// legend adds the signs of what the scene shows under it, and their room.
func (s *Scene) legend(opt Options) {
	items := s.signs()
	if len(items) == 0 {
		return
	}
	limit := max(opt.width(), s.Width)
	x, y, widest := float64(margin), s.Height+8, s.Width
	for i := range items {
		items[i].Text = opt.say(items[i].Text)
		w := signW + 6 + faceLabel.measure(items[i].Text)
		if x > margin && x+w > limit-margin {
			x, y = margin, y+legendLine
		}
		items[i].X, items[i].Y = round(x), round(y)
		widest = max(widest, x+w+margin)
		x += w + 18
	}
	s.Legend = items
	s.Width, s.Height = widest, y+signH+margin
}

func (s *Scene) signs() []LegendItem {
	var items []LegendItem
	shown := map[Kind]bool{}
	for _, n := range s.Nodes {
		shown[knownKind(n.Kind)] = true
	}
	for _, k := range kinds() {
		if shown[k] {
			items = append(items, LegendItem{Kind: k, Text: kindWord(k)})
		}
	}
	return append(items, s.lineSigns()...)
}

func (s *Scene) lineSigns() []LegendItem {
	has := map[string]bool{}
	for _, e := range s.Edges {
		has["sync"] = has["sync"] || e.Sync
		has["async"] = has["async"] || !e.Sync
		has["feedback"] = has["feedback"] || e.Feedback
		dashed := "dashed"
		if len(s.Lifelines) > 0 {
			dashed = "reply"
		}
		has[dashed] = has[dashed] || e.Dashed && !e.Feedback
		has["early"], has["doubt"] = has["early"] || e.Early, has["doubt"] || e.Doubt
		has[string(e.Change)] = true
	}
	for _, n := range s.Nodes {
		has[string(n.Change)] = true
	}
	async := "flow"
	if has["sync"] {
		async = "message"
	}
	words := []LegendItem{
		{Line: "async", Text: async},
		{Line: "sync", Text: "call"},
		{Line: "feedback", Text: "feedback"},
		{Line: "dashed", Text: "conditional"},
		{Line: "reply", Text: "reply"},
		{Line: "early", Text: "ends early"},
		{Line: "doubt", Text: "declared by nobody"},
		{Line: string(Added), Text: "added"},
		{Line: string(Removed), Text: "removed"},
		{Line: string(Changed), Text: "changed"},
	}
	var items []LegendItem
	for _, w := range words {
		if has[w.Line] {
			items = append(items, w)
		}
	}
	return items
}
