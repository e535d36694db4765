package quality

import (
	"fmt"
	"strings"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// messagePage is the page of a message: producers, the message, its channels, consumers in their domains, and some stores behind.
func messagePage(seed, producers, channels, consumers, domains int) graph {
	s := newSketch(fmt.Sprintf("A message with %d producers, %d channels and %d consumers in %d domains.", producers, channels, consumers, domains), seed)
	list := s.groups(domains)
	hero := s.message(list[0], 0, 2)
	s.spec.Nodes[hero].Hero = true
	for range producers {
		s.edge(s.service(list, s.below(domains+1), 1), hero)
	}
	var topics []int
	for range channels {
		topics = append(topics, s.topic(3))
		s.edge(hero, topics[len(topics)-1])
	}
	for range consumers {
		group := s.below(domains + 1)
		from := hero
		if channels > 0 {
			// A domain listens where it was connected.
			from = topics[group%channels]
		}
		c := s.service(list, group, 4)
		s.edge(from, c)
		if s.chance(20) {
			s.edge(c, s.node(diagram.KindStore, of(s.dice, of(s.dice, trades).things)+" store", "PostgreSQL", group, 5))
		}
	}
	return s.graph
}

// generatedPage is one page of a generated catalog.
func generatedPage(seed int) graph {
	d := newDice(seed)
	return messagePage(seed, d.below(9), d.below(4), d.below(13), 1+d.below(4))
}

// servicePage is the page of a service: what comes in, the service, what goes out, what it calls and where it stores.
func servicePage(seed, in, out, calls int) graph {
	s := newSketch(fmt.Sprintf("A service with %d messages in, %d out and %d calls.", in, out, calls), seed)
	list := s.groups(3)
	s.spec.Groups = nil
	hero := s.service(list, 0, 2)
	s.spec.Nodes[hero].Hero = true
	for i := range in {
		e := s.edge(s.message(list[i%3], 0, 1), hero)
		if s.chance(20) {
			e.Label = fmt.Sprintf("v%d only", 1+s.below(4))
		}
	}
	for i := range out {
		s.edge(hero, s.message(list[i%3], 0, 3))
	}
	for range calls {
		s.edge(hero, s.service(list, 0, 3)).Sync = true
	}
	if s.chance(60) {
		s.edge(hero, s.node(diagram.KindStore, "Main store", "PostgreSQL", 0, 3))
	}
	return s.graph
}

// contextMap is a map of services inside their domains with the messages as bundles between them, most within a domain.
func contextMap(seed, services, bundles, domains int) graph {
	s := newSketch(fmt.Sprintf("A context map of %d services and %d bundles in %d domains.", services, bundles, domains), seed)
	s.opt.Route = diagram.Orthogonal
	list := s.groups(domains)
	for i := range services {
		s.service(list, i%domains+1, 0)
	}
	for try := 0; try < 20*bundles && len(s.spec.Edges) < bundles; try++ {
		a, b := s.below(services), s.below(services)
		if s.chance(60) {
			b = (a + domains*(1+s.below(3))) % services
		}
		if s.chance(80) && a > b {
			a, b = b, a
		}
		if a != b && !s.joined(a, b) {
			s.edge(a, b).Weight = 1 + s.below(5)
		}
	}
	return s.graph
}

// mixedMap is a map of services and messages between them, as nodes.
func mixedMap(seed, services, messages, domains int) graph {
	s := newSketch(fmt.Sprintf("A map of %d services and %d messages in %d domains.", services, messages, domains), seed)
	s.opt.Route = diagram.Orthogonal
	list := s.groups(domains)
	var all []int
	for i := range services {
		all = append(all, s.service(list, i%domains+1, 0))
	}
	for i := range messages {
		group := i%domains + 1
		m := s.message(list[group-1], group, 0)
		s.edge(all[(group-1+domains*s.below(max(1, services/domains)))%services], m)
		for range 1 + s.below(3) {
			to := of(s.dice, all)
			if s.chance(50) {
				to = all[(group-1+domains*s.below(max(1, services/domains)))%services]
			}
			if !s.joined(to, m) && !s.joined(m, to) {
				s.edge(m, to)
			}
		}
	}
	return s.graph
}

// nestedMap has domains with subdomains, some nodes in the domain itself and some in none.
func nestedMap(seed, nodes, edges, domains, parts int) graph {
	s := newSketch(fmt.Sprintf("%d domains with %d subdomains each, %d nodes and %d edges.", domains, parts, nodes, edges), seed)
	s.opt.Route = diagram.Orthogonal
	list := s.groups(domains)
	for i := range domains {
		for k := range parts {
			s.spec.Groups = append(s.spec.Groups, diagram.Group{Name: list[i].things[k%len(list[i].things)] + " handling", Parent: i + 1})
			list = append(list, list[i])
		}
	}
	for range nodes {
		if group := s.below(len(list) + 1); s.chance(60) {
			s.service(list, group, 0)
		} else {
			s.message(list[max(0, group-1)], group, 0)
		}
	}
	for try := 0; try < 20*edges && len(s.spec.Edges) < edges; try++ {
		a, b := s.below(nodes), s.below(nodes)
		near := s.spec.Nodes[a].Group == s.spec.Nodes[b].Group
		if a != b && (near || s.chance(35)) && (a < b || s.chance(15)) && !s.joined(a, b) {
			s.edge(a, b)
		}
	}
	return s.graph
}

// flow is a business flow as a graph: steps one after another, with branches, jumps and failure paths.
func flow(seed, steps, branches, back int) graph {
	s := newSketch(fmt.Sprintf("A flow of %d steps with %d branches and %d ways back.", steps, branches, back), seed)
	s.opt.Fit = true
	for i := range steps {
		n := s.node(diagram.KindStep, of(s.dice, verbs)+" the "+strings.ToLower(of(s.dice, of(s.dice, trades).things)), of(s.dice, of(s.dice, trades).services), 0, 0)
		s.spec.Nodes[n].Number = i + 1
		if i > 0 {
			s.edge(i-1, i)
		}
	}
	for range branches {
		a := s.below(steps)
		b := min(steps-1, a+2+s.below(4))
		if a < b && !s.joined(a, b) {
			e := s.edge(a, b)
			e.Label, e.Dashed = of(s.dice, []string{"declined", "sold out", "timed out", "no answer", ""}), true
		}
	}
	for range back {
		a := 1 + s.below(steps-1)
		if b := s.below(a); !s.joined(a, b) {
			s.edge(a, b).Label = of(s.dice, []string{"again", "try later", ""})
		}
	}
	return s.graph
}

// lanesFlow is a business flow in the lanes of those who do its steps: what somebody does, and messages from one to the next.
func lanesFlow(seed, steps, lanes, branches, back int) graph {
	s := newSketch(fmt.Sprintf("A flow of %d steps in %d lanes with %d branches and %d ways back.", steps, lanes, branches, back), seed)
	s.lanes = true
	for i := range lanes {
		name := "Customer"
		if i > 0 {
			name = of(s.dice, of(s.dice, trades).services)
		}
		s.spec.Groups = append(s.spec.Groups, diagram.Group{Name: s.unique(name)})
	}
	lane, sent := 1, false
	for i := range steps {
		t := of(s.dice, trades)
		kind, name := diagram.KindService, of(s.dice, verbs)+" the "+strings.ToLower(of(s.dice, t.things))
		switch {
		case i > 0 && !sent && s.chance(55):
			kind, name, sent = of(s.dice, []diagram.Kind{diagram.KindEvent, diagram.KindEvent, diagram.KindCommand, diagram.KindQuery}), of(s.dice, t.things)+of(s.dice, done), true
		case sent || s.chance(40):
			lane, sent = 1+s.below(lanes), false
		}
		if lane == 1 && kind == diagram.KindService {
			kind = diagram.KindActor
		}
		s.spec.Nodes[s.node(kind, name, "", lane, 0)].Number = i + 1
		if i > 0 && !s.chance(4) {
			s.edge(i-1, i)
		}
	}
	s.detours(steps, branches, back)
	return s.graph
}

// detours adds branches and ways back to a chain of steps.
func (s *sketch) detours(steps, branches, back int) {
	for range branches {
		a := s.below(steps)
		if b := min(steps-1, a+2+s.below(9)); a < b && !s.joined(a, b) {
			s.edge(a, b).Label = of(s.dice, []string{"declined", "sold out for the rest of the year", "timed out", "nobody answers, not even after three times", ""})
		}
	}
	for range back {
		a := 1 + s.below(steps-1)
		if b := s.below(a); !s.joined(a, b) {
			s.edge(a, b).Label = of(s.dice, []string{"again", "try later, at most three times", ""})
		}
	}
}

// overview is a map of domains with bundles.
func overview(seed, domains, percent int) graph {
	s := newSketch(fmt.Sprintf("%d domains, %d %% of all pairs connected.", domains, percent), seed)
	s.overview = true
	for i := range domains {
		n := s.node(diagram.KindDomain, trades[i%len(trades)].name, "", 0, 0)
		s.spec.Nodes[n].Weight = 3 + s.below(60)
	}
	for i := range domains {
		for j := range domains {
			if i != j && s.chance(percent) {
				s.edge(i, j).Weight = 1 + s.below(14)
			}
		}
	}
	return s.graph
}

// wholeSystem is a system of services and messages in domains, for the overview of all of it.
func wholeSystem(seed, nodes, edges, domains int) graph {
	s := newSketch(fmt.Sprintf("%d nodes with %d edges in %d domains.", nodes, edges, domains), seed)
	s.overview = true
	list := s.groups(domains)
	for i := range nodes {
		s.service(list, i%domains+1, 0)
	}
	for range edges {
		s.edge(s.below(nodes), s.below(nodes))
	}
	return s.graph
}

// sequence is a flow between lifelines, with frames around some of it.
func sequence(seed, participants, messages, frames int) graph {
	s := newSketch(fmt.Sprintf("%d messages between %d participants, %d frames.", messages, participants, frames), seed)
	for i := range participants {
		t := of(s.dice, trades)
		p := diagram.Participant{Kind: diagram.KindService, Name: s.unique(of(s.dice, t.services)), Subtitle: s.version()}
		if i == 0 {
			p = diagram.Participant{Kind: diagram.KindActor, Name: "Customer"}
		}
		s.steps.Participants = append(s.steps.Participants, p)
	}
	at := 0
	for range messages {
		m := diagram.Message{From: at, To: s.below(participants), Kind: diagram.KindEvent, Text: of(s.dice, of(s.dice, trades).things) + of(s.dice, done)}
		switch s.below(5) {
		case 0:
			m.Kind, m.Sync, m.Text = diagram.KindCommand, true, of(s.dice, verbs)+of(s.dice, of(s.dice, trades).things)+", as it was agreed upon before"
		case 1:
			m.Kind, m.Dashed, m.Text = "", true, "answer"
		}
		at = m.To
		s.steps.Messages = append(s.steps.Messages, m)
	}
	for i := range frames {
		first := messages * i / frames
		last := max(first, messages*(i+1)/frames-1)
		f := diagram.Frame{Kind: of(s.dice, []diagram.FrameKind{diagram.FrameAlt, diagram.FrameOpt, diagram.FrameLoop, diagram.FramePar}), Text: "if the customer agrees", First: first, Last: last}
		if f.Kind == diagram.FrameAlt && last > first+1 {
			f.Branches = append(f.Branches, diagram.Branch{At: first + 1 + s.below(last-first), Text: "otherwise"})
		}
		s.steps.Frames = append(s.steps.Frames, f)
		if last > first+2 && s.chance(50) {
			s.steps.Frames = append(s.steps.Frames, diagram.Frame{Kind: diagram.FrameLoop, Text: "3 times", First: first, Last: first})
		}
	}
	return s.graph
}
