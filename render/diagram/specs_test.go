package diagram

// The specs that tests, benchmarks and pictures share.

func eventPage() Spec {
	return Spec{
		ID: "d1", Title: "OrderPlaced: producers, channels and consumers",
		Desc:   "3 producers publish OrderPlaced; it travels on 2 channels to 6 consumers.",
		Groups: []Group{{Ref: "domain:orders", Name: "Orders", Href: "domains/orders.html"}, {Ref: "domain:insight", Name: "Insight", Href: "#i"}, {Ref: "domain:payments", Name: "Payments"}, {Ref: "domain:fulfilment", Name: "Fulfilment"}},
		Nodes: []Node{
			{Ref: "service:checkout", Name: "Checkout API", Subtitle: "v4 · team-checkout", Kind: KindService, Group: 1, Column: 1, Href: "a.html"},
			{Ref: "service:mobile", Name: "Mobile Gateway", Subtitle: "v2 · team-mobile", Kind: KindService, Group: 1, Column: 1, Href: "b.html"},
			{Ref: "external:market", Name: "Marketplace Import Adapter", Subtitle: "external · partner feed", Kind: KindExternal, Column: 1, Href: "c.html"},
			{Ref: "event:order-placed", Name: "OrderPlaced", Subtitle: "v3.1.0 · Avro · 14 fields", Kind: KindEvent, Column: 2, Hero: true, Href: "d.html"},
			{Ref: "channel:orders.placed.v1", Name: "orders.placed.v1", Subtitle: "Kafka · 24 partitions", Kind: KindChannel, Column: 3, Href: "e.html"},
			{Ref: "channel:orders.placed.eu", Name: "orders.placed.eu", Subtitle: "Kafka · eu-west-1", Kind: KindChannel, Column: 3, Href: "f.html"},
			{Ref: "service:analytics", Name: "Analytics Projector", Subtitle: "v9 · team-data", Kind: KindService, Group: 2, Column: 4, Href: "g.html"},
			{Ref: "service:payment", Name: "Payment Service", Subtitle: "v7 · team-pay", Kind: KindService, Group: 3, Column: 4, Href: "h.html"},
			{Ref: "service:fraud", Name: "Fraud Scoring", Subtitle: "v2 · team-risk", Kind: KindService, Group: 3, Column: 4, Href: "i.html"},
			{Ref: "service:inventory", Name: "Inventory Reservation Service", Subtitle: "v1 · team-stock", Kind: KindService, Group: 4, Column: 4, Href: "j.html"},
			{Ref: "service:email", Name: "Email Notifier", Subtitle: "v5 · team-crm", Kind: KindService, Group: 4, Column: 4, Href: "k.html"},
			{Ref: "service:shipping", Name: "Shipping Planner", Subtitle: "v3 · team-ship", Kind: KindService, Group: 4, Column: 4, Href: "l.html"},
			{Ref: "store:lake", Name: "orders_lake", Subtitle: "Iceberg · 2 years", Kind: KindStore, Group: 2, Column: 5, Href: "m.html"},
			{Ref: "command:authorise", Name: "AuthorisePayment", Subtitle: "v2.0.0", Kind: KindCommand, Group: 3, Column: 5, Href: "n.html"},
		},
		Edges: []Edge{
			{From: 0, To: 3, Relation: "publishes"},
			{From: 1, To: 3, Relation: "publishes"},
			{From: 2, To: 3, Relation: "publishes"},
			{From: 3, To: 4, Relation: "on"},
			{From: 3, To: 5, Relation: "on"},
			{From: 4, To: 6, Relation: "to"},
			{From: 4, To: 7, Relation: "to"},
			{From: 4, To: 8, Relation: "to"},
			{From: 4, To: 9},
			{From: 4, To: 10},
			{From: 5, To: 11},
			{From: 6, To: 12, Relation: "writes"},
			{From: 7, To: 13, Relation: "sends"},
		},
	}
}

func smallPage() Spec {
	s := eventPage()
	s.Nodes = s.Nodes[:9]
	s.Edges = s.Edges[:8]
	return s
}

func servicePage() Spec {
	return Spec{
		ID: "d2", Title: "Payment Service", Groups: []Group{{Name: "Orders"}, {Name: "Payments"}},
		Nodes: []Node{
			{Name: "OrderPlaced", Subtitle: "v3.1.0", Kind: KindEvent, Column: 1, Href: "#1"},
			{Name: "RefundPayment", Subtitle: "v1", Kind: KindCommand, Column: 1, Href: "#2"},
			{Name: "GetPaymentStatus", Subtitle: "v1", Kind: KindQuery, Column: 1, Href: "#3"},
			{Name: "Payment Service", Subtitle: "v7 · team-pay", Kind: KindService, Column: 2, Hero: true, Href: "#4"},
			{Name: "PaymentAuthorised", Subtitle: "v2.0.0", Kind: KindEvent, Column: 3, Href: "#5"},
			{Name: "PaymentDeclined", Subtitle: "v2.0.0", Kind: KindEvent, Column: 3, Href: "#6"},
			{Name: "payments", Subtitle: "PostgreSQL", Kind: KindStore, Column: 3, Href: "#7"},
			{Name: "Card network", Subtitle: "external", Kind: KindExternal, Column: 3, Href: "#8"},
			{Name: "Ops agent", Kind: KindActor, Column: 1, Href: "#9"},
		},
		Edges: []Edge{
			{From: 0, To: 3, Label: ">=3 <4"},
			{From: 1, To: 3},
			{From: 2, To: 3, Sync: true},
			{From: 3, To: 4},
			{From: 3, To: 5, Label: "on failure", Dashed: true},
			{From: 3, To: 6, Relation: "writes"},
			{From: 3, To: 7, Sync: true, Relation: "calls"},
			{From: 8, To: 3, Sync: true},
			{From: 3, To: 3, Label: "retries"},
			{From: 5, To: 0},
		},
	}
}

func fanOut(n, groups int) Spec {
	s := Spec{ID: "d3", Title: "Wide"}
	s.Nodes = append(s.Nodes, Node{Name: "Checkout", Kind: KindService, Column: 1, Href: "#"}, Node{Name: "OrderPlaced", Subtitle: "v1", Kind: KindEvent, Column: 2, Hero: true, Href: "#"})
	s.Edges = append(s.Edges, Edge{From: 0, To: 1})
	names := []string{"Sales", "Billing", "Warehouse", "Customer care", "Insight"}
	for i := range groups {
		s.Groups = append(s.Groups, Group{Name: names[i%5]})
	}
	for i := range n {
		s.Nodes = append(s.Nodes, Node{Name: names[i%5] + " consumer " + string(rune('A'+i%26)), Subtitle: "v1", Kind: KindService, Group: i%groups + 1, Column: 3, Href: "#"})
		s.Edges = append(s.Edges, Edge{From: 1, To: i + 2})
	}
	return s
}

// contextMap is a map of services and events in domains, wired by a fixed generator.
func contextMap(nodes, edges, groups int) Spec { return contextMapOf(nodes, edges, groups, 7) }

func contextMapOf(nodes, edges, groups int, seed uint32) Spec {
	r := generator(seed)
	s := Spec{ID: "d4", Title: "Context map"}
	domains := []string{"Orders", "Catalog", "Shipping", "Payments", "Returns", "Fraud"}
	for i := range groups {
		s.Groups = append(s.Groups, Group{Ref: "domain:" + domains[i%6], Name: domains[i%6], Href: "#"})
	}
	kinds := []Kind{KindService, KindEvent}
	words := []string{"Gateway", "Projector", "Adapter", "Placed", "Updated", "Cancelled", "Service", "Created"}
	for i := range nodes {
		s.Nodes = append(s.Nodes, Node{Name: domains[i%groups%6] + words[int(r.next()%8)], Kind: kinds[i/groups%2], Group: i%groups + 1, Href: "#"})
	}
	for range edges {
		a, b := int(r.next())%nodes, int(r.next())%nodes
		if r.next()%3 > 0 {
			b = (a + groups*(1+int(r.next())%3)) % nodes
		}
		if a != b {
			s.Edges = append(s.Edges, Edge{From: a, To: b})
		}
	}
	return s
}

func cycles() Spec {
	return Spec{ID: "d5", Nodes: []Node{{Name: "A"}, {Name: "B"}, {Name: "C"}, {Name: "D"}}, Edges: []Edge{
		{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}, {From: 2, To: 3}, {From: 3, To: 2}, {From: 3, To: 3}, {From: 0, To: 1},
	}}
}

func strange() Spec {
	return Spec{ID: "d6", Groups: []Group{{Name: "注文ドメインとても長い名前のグループ"}}, Nodes: []Node{
		{Name: "お客様注文確定イベント通知サービス長い名前", Subtitle: "版 3.1.0 · チーム", Kind: KindEvent, Href: "#"},
		{Name: "خدمة معالجة الطلبات والدفع", Subtitle: "الإصدار 2", Kind: KindService, Group: 1, Href: "#"},
		{Name: "ThisIsAnExceedinglyLongCamelCaseEventNameThatNeverEndsAtAll", Subtitle: "com.example.orders.v1.internal.protobuf.OrderPlaced", Kind: KindCommand, Href: "#"},
		{Name: "com.example.orders.placed.v1.eu-west-1", Kind: KindChannel, Group: 1, Href: "#"},
		{Name: "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", Kind: KindQuery, Href: "#"},
		{Name: "🎉 party 🎊 & <script>alert(1)</script>", Kind: KindActor, Href: "javascript:alert(1)"},
		{Name: "שירות הזמנות", Kind: KindStore, Subtitle: "גרסה 1", Href: "#"},
	}, Edges: []Edge{{From: 0, To: 1, Label: "シリアル化"}, {From: 1, To: 2}, {From: 1, To: 3, Label: "a very very long label that will not fit"}, {From: 2, To: 4}, {From: 3, To: 5}, {From: 0, To: 6}}}
}

func orderFlow() Steps {
	return Steps{
		ID: "d7", Title: "Order to cash",
		Participants: []Participant{
			{Name: "Customer", Kind: KindActor, Href: "#"},
			{Name: "Checkout API", Kind: KindService, Subtitle: "v4", Href: "#"},
			{Name: "Payment Service", Kind: KindService, Subtitle: "v7", Href: "#"},
			{Name: "Inventory Reservation", Kind: KindService, Href: "#"},
			{Name: "Card network", Kind: KindExternal, Href: "#"},
		},
		Messages: []Message{
			{From: 0, To: 1, Text: "PlaceOrder", Kind: KindCommand, Number: 1, Sync: true, Href: "#"},
			{From: 1, To: 1, Text: "validates the basket", Number: 2},
			{From: 1, To: 2, Text: "OrderPlaced", Kind: KindEvent, Number: 3, Href: "#"},
			{From: 1, To: 3, Text: "OrderPlaced", Kind: KindEvent, Number: 4, Href: "#"},
			{From: 2, To: 4, Text: "AuthoriseCardPaymentWithStrongCustomerAuthentication", Kind: KindCommand, Sync: true, Number: 5},
			{From: 4, To: 2, Text: "authorised", Dashed: true, Number: 6},
			{From: 2, To: 1, Text: "PaymentAuthorised", Kind: KindEvent, Number: 7},
			{From: 4, To: 2, Text: "declined", Dashed: true, Number: 8},
			{From: 2, To: 1, Text: "PaymentDeclined", Kind: KindEvent, Number: 9},
			{From: 2, To: 2, Text: "waits 30 s", Number: 10},
			{From: 1, To: 0, Text: "confirmation", Dashed: true, Number: 11},
		},
		Frames: []Frame{
			{Kind: FrameAlt, Text: "card is good", First: 4, Last: 9, Branches: []Branch{{7, "card is declined"}}},
			{Kind: FrameLoop, Text: "up to 3 times", First: 9, Last: 9},
		},
	}
}

func domainMap(n int) Spec {
	r := generator(5)
	names := []string{"Orders", "Catalog", "Shipping", "Payments", "Returns", "Fraud", "Search", "Vendors", "Pricing", "Analytics", "Support", "Billing", "Customers", "Loyalty", "Identity", "Ledger", "Marketing", "Inventory", "Logistics", "Notifications"}
	s := Spec{ID: "d8", Title: "Domains"}
	for i := range n {
		s.Nodes = append(s.Nodes, Node{Name: names[i%20], Subtitle: "25 services · 48 events", Kind: KindDomain, Href: "#"})
	}
	for i := range n {
		for j := range n {
			if i != j && r.next()%3 == 0 {
				s.Edges = append(s.Edges, Edge{From: i, To: j, Weight: 1 + int(r.next()%14)})
			}
		}
	}
	return s
}

// wholeSystem is a system of many nodes in domains, wired by a fixed generator.
func wholeSystem(nodes, edges, domains int) Spec {
	r := generator(11)
	s := domainMap(domains)
	out := Spec{ID: "d9", Title: "Whole system"}
	for _, n := range s.Nodes {
		out.Groups = append(out.Groups, Group{Name: n.Name})
	}
	for i := range nodes {
		out.Nodes = append(out.Nodes, Node{Name: "Node", Kind: []Kind{KindService, KindEvent}[i%2], Group: i%domains + 1})
	}
	for range edges {
		out.Edges = append(out.Edges, Edge{From: int(r.next()) % nodes, To: int(r.next()) % nodes})
	}
	return out
}

func difference() Spec {
	s := smallPage()
	s.ID = "d10"
	s.Nodes[1].Change, s.Nodes[4].Change, s.Nodes[7].Change = Removed, Changed, Added
	s.Nodes[2].Dashed = true
	s.Edges[1].Change, s.Edges[6].Change, s.Edges[3].Change = Removed, Added, Changed
	return s
}

func nested() Spec {
	return Spec{
		ID: "d11", Title: "Nested", Groups: []Group{{Name: "Commerce"}, {Name: "Orders", Parent: 1}, {Name: "Payments", Parent: 1}, {Name: "Logistics"}},
		Nodes: []Node{
			{Name: "Cart", Group: 2, Href: "#"},
			{Name: "OrderPlaced", Kind: KindEvent, Group: 2, Href: "#"},
			{Name: "Order Service", Group: 2, Href: "#"},
			{Name: "Payment Service", Group: 3, Href: "#"},
			{Name: "PaymentTaken", Kind: KindEvent, Group: 3, Href: "#"},
			{Name: "Web shop", Group: 1, Kind: KindActor, Href: "#"},
			{Name: "Warehouse", Group: 4, Href: "#"},
			{Name: "ShipmentSent", Group: 4, Kind: KindEvent, Href: "#"},
			{Name: "Kafka", Kind: KindBroker, Href: "#"},
			{Name: "Shop team", Kind: KindTeam, Href: "#"},
			{Name: "Order", Kind: KindEntity, Href: "#", Subtitle: "12 fields"},
		},
		Edges: []Edge{
			{From: 5, To: 0, Sync: true},
			{From: 0, To: 1},
			{From: 1, To: 2},
			{From: 1, To: 3, Label: "v3 only"},
			{From: 3, To: 4},
			{From: 4, To: 2},
			{From: 4, To: 6, Label: "paid"},
			{From: 6, To: 7},
			{From: 7, To: 2, Label: "tracking"},
			{From: 7, To: 8},
			{From: 9, To: 5},
			{From: 2, To: 10},
		},
	}
}

func stepFlow() Spec {
	return Spec{
		ID: "d12", Title: "Steps", Nodes: []Node{
			{Name: "Customer pays", Kind: KindStep, Number: 1, Href: "#"},
			{Name: "Reserve stock", Subtitle: "Inventory", Kind: KindStep, Number: 2, Href: "#"},
			{Name: "Authorise the card", Kind: KindStep, Number: 3, Href: "#"},
			{Name: "Ship", Kind: KindStep, Number: 4, Href: "#"},
			{Name: "Refund the customer", Kind: KindStep, Number: 5, Href: "#"},
			{Name: "+ 23 more", Kind: KindMore, Href: "#"},
		},
		Edges: []Edge{{From: 0, To: 1}, {From: 1, To: 2, Label: "in stock"}, {From: 1, To: 4, Label: "sold out", Dashed: true}, {From: 2, To: 3}, {From: 2, To: 4, Label: "declined", Dashed: true}, {From: 3, To: 5}, {From: 4, To: 0}},
	}
}

// calls is a page with edges inside a column.
func calls() Spec {
	s := smallPage()
	s.ID = "d13"
	s.Edges = append(s.Edges, Edge{From: 6, To: 7, Sync: true, Label: "asks"}, Edge{From: 8, To: 6}, Edge{From: 0, To: 1, Sync: true}, Edge{From: 8, To: 3})
	return s
}

// pathOf dims all of a page but one way through it.
func pathOf(s Spec) Spec {
	s.ID = "d14"
	for i := range s.Nodes {
		s.Nodes[i].Dim = i != 0 && i != 3 && i != 4 && i != 7
	}
	for i := range s.Edges {
		s.Edges[i].Strong = i == 0 || i == 3 || i == 6
		s.Edges[i].Dim = !s.Edges[i].Strong
	}
	return s
}

// flatGraph is a context map without its groups.
func flatGraph(nodes, edges int, seed uint32) Spec {
	s := contextMapOf(nodes, edges, 1, seed)
	s.Groups = nil
	for i := range s.Nodes {
		s.Nodes[i].Group = 0
	}
	return s
}
