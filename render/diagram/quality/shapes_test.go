package quality

import (
	"fmt"
	"strings"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// plain is a graph of n services without groups.
func plain(about string, seed, n int) *sketch {
	s := newSketch(about, seed)
	for range n {
		s.service(nil, 0, 0)
	}
	return s
}

func chain(seed, n int) graph {
	s := plain(fmt.Sprintf("A chain of %d.", n), seed, n)
	for i := 1; i < n; i++ {
		s.edge(i-1, i)
	}
	return s.graph
}

func tree(seed, n, children int) graph {
	s := plain(fmt.Sprintf("A tree of %d with %d children each.", n, children), seed, n)
	for i := 1; i < n; i++ {
		s.edge((i-1)/children, i)
	}
	return s.graph
}

func randomTree(seed, n int) graph {
	s := plain(fmt.Sprintf("A tree of %d, grown at random.", n), seed, n)
	for i := 1; i < n; i++ {
		s.edge(s.below(i), i)
	}
	return s.graph
}

func ring(seed, n, chords int) graph {
	s := plain(fmt.Sprintf("A circle of %d with %d chords.", n, chords), seed, n)
	for i := range n {
		s.edge(i, (i+1)%n)
	}
	for range chords {
		if a, b := s.below(n), s.below(n); a != b && !s.joined(a, b) {
			s.edge(a, b)
		}
	}
	return s.graph
}

// hubs connects spokes to a few nodes, in both directions.
func hubs(seed, n, centres int) graph {
	s := plain(fmt.Sprintf("%d nodes around %d hubs.", n, centres), seed, n+centres)
	for i := range n {
		for c := range centres {
			switch {
			case centres > 1 && s.chance(40):
			case s.chance(50):
				s.edge(centres+i, c)
			default:
				s.edge(c, centres+i)
			}
		}
	}
	return s.graph
}

func bipartite(seed, left, right, percent int) graph {
	s := plain(fmt.Sprintf("%d senders, %d receivers, %d %% of all pairs.", left, right, percent), seed, left+right)
	for a := range left {
		for b := range right {
			if s.chance(percent) {
				s.edge(a, left+b)
			}
		}
	}
	return s.graph
}

// sparse is a graph of n nodes whose edges mostly lead forwards.
func sparse(seed, n, edges, forward int) graph {
	s := plain(fmt.Sprintf("%d nodes, %d edges, %d %% of them forwards.", n, edges, forward), seed, n)
	for try := 0; try < 20*edges && len(s.spec.Edges) < edges; try++ {
		a, b := s.below(n), s.below(n)
		if s.chance(forward) && a > b {
			a, b = b, a
		}
		if a != b && !s.joined(a, b) {
			s.edge(a, b)
		}
	}
	return s.graph
}

// layeredGraph has edges from each level to the next alone, and can be drawn without long ones.
func layeredGraph(seed, levels, width, edges int) graph {
	s := plain(fmt.Sprintf("%d levels of %d nodes, %d edges from each to the next.", levels, width, edges), seed, levels*width)
	for l := range levels - 1 {
		for range edges {
			if a, b := l*width+s.below(width), (l+1)*width+s.below(width); !s.joined(a, b) {
				s.edge(a, b)
			}
		}
	}
	return s.graph
}

// islands is several graphs beside each other.
func islands(seed, parts int) graph {
	s := newSketch(fmt.Sprintf("%d parts that nothing connects, some of one node.", parts), seed)
	for range parts {
		first, n := len(s.spec.Nodes), 1+s.below(6)
		for i := range n {
			s.service(nil, 0, 0)
			if i > 0 {
				s.edge(first+s.below(i), first+i)
			}
		}
	}
	return s.graph
}

// labelled puts labels of all lengths on the edges of a map.
func labelled(seed, nodes, edges, percent int) graph {
	g := sparse(seed, nodes, edges, 90)
	d := newDice(seed + 1)
	g.about = fmt.Sprintf("%d nodes, %d edges, labels on %d %% of them.", nodes, edges, percent)
	labels := []string{"v2", "on failure", ">=3 <4", "orders-placed", "eu-west-1 alone", "after the customer has confirmed it", "×", "retries 3 times"}
	for i := range g.spec.Edges {
		if d.chance(percent) {
			g.spec.Edges[i].Label = of(d, labels)
		}
	}
	return g
}

var scripts = map[string][]string{
	"cjk":   {"注文サービス", "決済処理と返金の確認サービス", "库存管理", "订单已确认事件通知服务平台", "배송 계획", "고객 주소 확인 서비스"},
	"rtl":   {"خدمة الطلبات", "معالجة المدفوعات والمبالغ المستردة", "مخزون", "שירות הזמנות", "אימות כתובת הלקוח והמשלוח", "תשלום"},
	"long":  {"TheOrderHasBeenPlacedByTheCustomerAndConfirmedByTheShop", "com.example.shop.orders.v1.internal.OrderPlaced", "A name of many short words that goes on and on and on", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "a-name-with-many-hyphens-that-could-break-anywhere-at-all", "under_scores_everywhere_in_this_name_of_a_table"},
	"short": {"A", "b", "–", "1", "é", "Ω"},
	"mixed": {"Order 注文", "🎉 party 🎊 & <b>", "naïve café", "Größe ändern", "Заказ оформлен", "ข้อความยืนยัน"},
}

// script is a map whose names are of one script or length, in groups that are named so too.
func script(seed int, name string) graph {
	g := nestedMap(seed, 14, 18, 2, 1)
	words := scripts[name]
	g.about = "Names: " + name + "."
	d := newDice(seed)
	for i := range g.spec.Nodes {
		g.spec.Nodes[i].Name = of(d, words)
		if g.spec.Nodes[i].Subtitle != "" {
			g.spec.Nodes[i].Subtitle = of(d, words)
		}
	}
	for i := range g.spec.Groups {
		g.spec.Groups[i].Name = of(d, words)
	}
	for i := range g.spec.Edges {
		if d.chance(30) {
			g.spec.Edges[i].Label = of(d, words)
		}
	}
	return g
}

// random is any graph: groups in groups, loops, circles, parallel edges, hubs, pinned columns, ends that do not exist.
func random(seed int) graph {
	s := newSketch("Anything.", seed)
	s.opt = diagram.Options{Route: diagram.Routing(seed % 2), Fit: seed%5 == 0}
	size := 14
	if seed%10 == 0 {
		size = 45
	}
	for i := range s.below(5) {
		x := diagram.Group{Name: strings.Repeat("Group ", 1+s.below(8))}
		if s.chance(33) {
			x.Parent = s.below(i + 2)
		}
		s.spec.Groups = append(s.spec.Groups, x)
	}
	kinds := []diagram.Kind{diagram.KindEvent, diagram.KindCommand, diagram.KindQuery, diagram.KindService, diagram.KindChannel, diagram.KindStore, diagram.KindExternal, diagram.KindActor, diagram.KindStep, diagram.KindDomain, diagram.KindBroker, diagram.KindEntity, diagram.KindTeam, diagram.KindMore, diagram.KindField, "unknown"}
	n, pinned := 1+s.below(size), s.chance(33)
	for range n {
		x := diagram.Node{Name: strings.Repeat("Wort", 1+s.below(9)), Kind: of(s.dice, kinds), Hero: s.chance(8), Href: "#"}
		if s.chance(50) {
			x.Subtitle = strings.Repeat("sub ", 1+s.below(12))
		}
		if s.chance(66) {
			x.Group = s.below(len(s.spec.Groups) + 1)
		}
		if pinned && s.chance(87) {
			x.Column = 1 + s.below(5)
		}
		s.spec.Nodes = append(s.spec.Nodes, x)
	}
	s.wire(s.below(2*n+2), n)
	return s.graph
}

// wire adds edges of all sorts between n nodes, many of them at one.
func (s *sketch) wire(edges, n int) {
	hub := s.below(n)
	for range edges {
		e := s.edge(s.below(n), s.below(n))
		e.Sync, e.Weight = s.chance(50), s.below(9)
		if s.chance(20) {
			e.From = hub
		}
		if s.chance(25) {
			e.Label = strings.Repeat("label ", 1+s.below(5))
		}
		if s.chance(2) {
			e.To = n + s.below(3) - 1
		}
	}
}
