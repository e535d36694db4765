package quality

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// A kept graph is text, a line for each part: a head of words, a colon, and a name. Parts have their numbers from 1 on.
//
//	draw orthogonal fit:
//	group 1: Orders
//	group 2 in 1: Returns
//	node 1 service in 2 column 1 hero: Checkout | v4
//	edge 1 2 sync weight 3: on failure
//
// A sequence diagram has participants, messages in the order of time, frames around messages, and the branches of the frame above them:
//
//	participant 1 actor: Customer
//	message 1 2 command sync: PlaceOrder
//	frame alt 2 5: the card is good
//	branch 4: the card is declined
//
// A line that begins with # says what the graph is for.

// parseGraph reads a graph of the given name.
func parseGraph(name, text string) (graph, error) {
	g := graph{name: name}
	for i, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, rest, ok := strings.Cut(line, ":")
		if !ok {
			return g, fmt.Errorf("%s:%d: no colon", name, i+1)
		}
		if err := g.parse(strings.Fields(head), strings.TrimPrefix(rest, " ")); err != nil {
			return g, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	g.spec.ID, g.steps.ID = "dg", "dg"
	return g, nil
}

func (g *graph) parse(head []string, name string) error {
	if len(head) == 0 {
		return errors.New("no head")
	}
	switch head[0] {
	case "draw":
		g.overview, g.lanes = slices.Contains(head, "overview"), slices.Contains(head, "lanes")
		g.opt.Fit = slices.Contains(head, "fit")
		if slices.Contains(head, "orthogonal") {
			g.opt.Route = diagram.Orthogonal
		}
		return nil
	case "group":
		parent, err := value(head, "in")
		g.spec.Groups = append(g.spec.Groups, diagram.Group{Name: name, Parent: parent})
		return err
	case "node":
		return g.parseNode(head, name)
	case "edge":
		return g.parseEdge(head, name)
	}
	return g.parseStep(head, name)
}

// parseStep reads a part of a sequence diagram.
func (g *graph) parseStep(head []string, name string) error {
	switch head[0] {
	case "participant":
		if len(head) < 3 {
			return errors.New("a participant needs a number and a kind")
		}
		p := diagram.Participant{Kind: diagram.Kind(head[2]), Href: "#p" + head[1], Ref: head[2] + ":" + head[1]}
		p.Name, p.Subtitle, _ = strings.Cut(name, " | ")
		g.steps.Participants = append(g.steps.Participants, p)
		return nil
	case "message":
		m := diagram.Message{Text: name, Sync: slices.Contains(head, "sync"), Dashed: slices.Contains(head, "dashed"), Number: len(g.steps.Messages) + 1}
		if len(head) > 3 {
			m.Kind = diagram.Kind(head[3])
		}
		g.steps.Messages = append(g.steps.Messages, m)
		last := &g.steps.Messages[len(g.steps.Messages)-1]
		return indices(head, 1, &last.From, &last.To)
	case "frame":
		f := diagram.Frame{Text: name}
		if len(head) > 1 {
			f.Kind = diagram.FrameKind(head[1])
		}
		g.steps.Frames = append(g.steps.Frames, f)
		last := &g.steps.Frames[len(g.steps.Frames)-1]
		return indices(head, 2, &last.First, &last.Last)
	case "branch":
		if len(g.steps.Frames) == 0 {
			return errors.New("a branch without a frame")
		}
		b := diagram.Branch{Text: name}
		err := indices(head, 1, &b.At)
		last := &g.steps.Frames[len(g.steps.Frames)-1]
		last.Branches = append(last.Branches, b)
		return err
	}
	return fmt.Errorf("unknown part %q", head[0])
}

func (g *graph) parseNode(head []string, name string) error {
	if len(head) < 3 {
		return errors.New("a node needs a number and a kind")
	}
	n := diagram.Node{Kind: diagram.Kind(head[2]), Hero: slices.Contains(head, "hero"), Dashed: slices.Contains(head, "dashed")}
	n.Name, n.Subtitle, _ = strings.Cut(name, " | ")
	n.Href = "#n" + head[1]
	n.Ref = head[2] + ":" + head[1]
	var err error
	for word, into := range map[string]*int{"in": &n.Group, "column": &n.Column, "number": &n.Number, "weight": &n.Weight} {
		if *into, err = value(head, word); err != nil {
			return err
		}
	}
	g.spec.Nodes = append(g.spec.Nodes, n)
	return nil
}

func (g *graph) parseEdge(head []string, name string) error {
	e := diagram.Edge{Label: name, Sync: slices.Contains(head, "sync"), Dashed: slices.Contains(head, "dashed")}
	err := indices(head, 1, &e.From, &e.To)
	if err != nil {
		return err
	}
	if e.Weight, err = value(head, "weight"); err != nil {
		return err
	}
	g.spec.Edges = append(g.spec.Edges, e)
	return nil
}

// indices reads numbers of parts, from 1 on, as indices.
func indices(head []string, first int, into ...*int) error {
	for k, at := range into {
		if first+k >= len(head) {
			return fmt.Errorf("%s needs %d numbers", head[0], len(into))
		}
		n, err := strconv.Atoi(head[first+k])
		if err != nil {
			return fmt.Errorf("%s: %w", head[0], err)
		}
		*at = n - 1
	}
	return nil
}

// value returns the number after a word of a head, 0 where the word is not there.
func value(head []string, word string) (int, error) {
	i := slices.Index(head, word)
	if i < 0 {
		return 0, nil
	}
	if i+1 == len(head) {
		return 0, fmt.Errorf("no number after %q", word)
	}
	n, err := strconv.Atoi(head[i+1])
	if err != nil {
		return 0, fmt.Errorf("after %q: %w", word, err)
	}
	return n, nil
}

// text writes a graph as parseGraph reads it.
func (g graph) text() string {
	var b strings.Builder
	line := func(head, name string) {
		b.WriteString(head + ":")
		if name != "" {
			b.WriteString(" " + name)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "# %s\n", g.about)
	if how := option(g.overview, "overview") + option(g.lanes, "lanes") + option(g.opt.Fit, "fit") + option(g.opt.Route == diagram.Orthogonal, "orthogonal"); how != "" {
		line("draw"+how, "")
	}
	for i, x := range g.spec.Groups {
		line(fmt.Sprintf("group %d%s", i+1, numbered("in", x.Parent)), x.Name)
	}
	for i, n := range g.spec.Nodes {
		name := n.Name
		if n.Subtitle != "" {
			name += " | " + n.Subtitle
		}
		line(fmt.Sprintf("node %d %s", i+1, n.Kind)+numbered("in", n.Group)+numbered("column", n.Column)+numbered("number", n.Number)+
			numbered("weight", n.Weight)+option(n.Hero, "hero")+option(n.Dashed, "dashed"), name)
	}
	for _, e := range g.spec.Edges {
		line(fmt.Sprintf("edge %d %d", e.From+1, e.To+1)+numbered("weight", e.Weight)+option(e.Sync, "sync")+option(e.Dashed, "dashed"), e.Label)
	}
	g.writeSteps(line)
	return b.String()
}

func (g graph) writeSteps(line func(head, name string)) {
	for i, p := range g.steps.Participants {
		line(fmt.Sprintf("participant %d %s", i+1, p.Kind), strings.TrimSuffix(p.Name+" | "+p.Subtitle, " | "))
	}
	for _, m := range g.steps.Messages {
		line(fmt.Sprintf("message %d %d%s", m.From+1, m.To+1, option(m.Kind != "", string(m.Kind)))+option(m.Sync, "sync")+option(m.Dashed, "dashed"), m.Text)
	}
	for _, f := range g.steps.Frames {
		line(fmt.Sprintf("frame %s %d %d", f.Kind, f.First+1, f.Last+1), f.Text)
		for _, x := range f.Branches {
			line(fmt.Sprintf("branch %d", x.At+1), x.Text)
		}
	}
}

func option(yes bool, word string) string {
	if yes {
		return " " + word
	}
	return ""
}

func numbered(word string, n int) string {
	if n == 0 {
		return ""
	}
	return " " + word + " " + strconv.Itoa(n)
}
