package mermaid

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// flow collects a flowchart.
type flow struct {
	spec  diagram.Spec
	nodes map[string]int
	// groups are the subgraphs by name, open those that the line is in, as indices plus one.
	groups map[string]int
	open   []int
}

func flowchart(direction string, lines []line, title string) (Drawing, *Problem) {
	f := &flow{nodes: map[string]int{}, groups: map[string]int{}}
	f.spec.Title = title
	head := lines[0]
	way, rest, _ := strings.Cut(direction, ";")
	switch strings.TrimSpace(way) {
	case "", "LR", "RL", "TD", "TB", "BT":
	default:
		return Drawing{}, head.problem("%q is no direction", shorten(way))
	}
	for i, l := range lines {
		if i == 0 {
			l.text = strings.TrimSpace(rest)
		}
		if problem := f.line(l); problem != nil {
			return Drawing{}, problem
		}
	}
	if len(f.open) > 0 {
		return Drawing{}, &Problem{Reason: "a subgraph has no end"}
	}
	if len(f.spec.Nodes) == 0 {
		return Drawing{}, head.problem("the flowchart has no nodes")
	}
	return Drawing{Spec: f.spec}, nil
}

func (f *flow) line(l line) *Problem {
	if heading(l.text, &f.spec.Title, &f.spec.Desc) {
		return nil
	}
	p := &parser{rest: l.text, line: l}
	for p.skip(); p.rest != ""; p.skip() {
		if problem := f.statement(p); problem != nil {
			return problem
		}
		p.skip()
		if p.rest != "" && !p.take(";") {
			return l.problem("%q is not understood", shorten(p.rest))
		}
		for p.skip(); p.take(";"); p.skip() {
		}
	}
	switch {
	case len(f.spec.Nodes) > maxNodes:
		return l.problem("the flowchart has more than %d nodes", maxNodes)
	case len(f.spec.Edges) > maxEdges:
		return l.problem("the flowchart has more than %d edges", maxEdges)
	case len(f.spec.Groups) > maxGroups:
		return l.problem("the flowchart has more than %d subgraphs", maxGroups)
	}
	return nil
}

// statement reads one statement: a subgraph's begin or end, what only concerns the look or is a link, or nodes and edges.
func (f *flow) statement(p *parser) *Problem {
	word, rest := cutWord(p.rest)
	switch strings.TrimSuffix(word, ";") {
	case "subgraph":
		p.rest = rest
		return f.subgraph(p)
	case "end":
		p.rest = strings.TrimSpace(p.rest[len("end"):])
		if len(f.open) == 0 {
			return p.line.problem("there is no subgraph that ends here")
		}
		f.open = f.open[:len(f.open)-1]
		return nil
	case "classDef", "class", "style", "linkStyle", "click", "direction":
		_, p.rest, _ = strings.Cut(p.rest, ";")
		return nil
	}
	return f.chain(p)
}

// subgraph reads "id [title]", "id" or a title alone.
func (f *flow) subgraph(p *parser) *Problem {
	text, _, _ := strings.Cut(p.rest, ";")
	p.rest = p.rest[len(text):]
	id, title := strings.TrimSpace(text), ""
	if at := strings.IndexByte(id, '['); at > 0 && strings.HasSuffix(id, "]") {
		id, title = strings.TrimSpace(id[:at]), id[at+1:len(id)-1]
	}
	if title == "" {
		title = id
	}
	title = strings.TrimSpace(title)
	if n := len(title); n > 1 && title[0] == '"' && title[n-1] == '"' {
		title = title[1 : n-1]
	}
	parent := 0
	if n := len(f.open); n > 0 {
		parent = f.open[n-1]
	}
	f.spec.Groups = append(f.spec.Groups, diagram.Group{Name: textOf(title), Parent: parent})
	f.open = append(f.open, len(f.spec.Groups))
	if id != "" {
		f.groups[id] = len(f.spec.Groups)
		if _, taken := f.nodes[id]; taken {
			return p.line.problem("an edge to the subgraph %q is not drawn", shorten(id))
		}
	}
	return nil
}

// chain reads nodes, and edges between them: a & b --> c -- text --> d.
func (f *flow) chain(p *parser) *Problem {
	from, problem := f.refs(p)
	for problem == nil {
		p.skip()
		if p.rest == "" || p.rest[0] == ';' {
			return nil
		}
		var e link
		if e, problem = p.link(); problem != nil {
			return problem
		}
		var to []int
		if to, problem = f.refs(p); problem != nil {
			return problem
		}
		if len(from)*len(to) > maxEdges {
			return p.line.problem("the flowchart has more than %d edges", maxEdges)
		}
		for _, a := range from {
			for _, b := range to {
				f.spec.Edges = append(f.spec.Edges, e.edges(a, b)...)
			}
		}
		from = to
	}
	return problem
}

// refs reads nodes divided by "&".
func (f *flow) refs(p *parser) ([]int, *Problem) {
	var list []int
	for {
		n, problem := f.node(p)
		if problem != nil {
			return nil, problem
		}
		list = append(list, n)
		p.skip()
		if !p.take("&") {
			return list, nil
		}
	}
}

// node reads a node with its shape, if it has one here. A node belongs to the first subgraph that names it.
func (f *flow) node(p *parser) (int, *Problem) {
	p.skip()
	id := p.id()
	switch {
	case id == "":
		return 0, p.line.problem("a node is missing before %q", shorten(p.rest))
	case f.groups[id] > 0:
		return 0, p.line.problem("an edge to the subgraph %q is not drawn", shorten(id))
	case strings.HasPrefix(p.rest, "@"):
		return 0, p.line.problem("%q is not drawn", "@")
	}
	n, ok := f.nodes[id]
	if !ok {
		n = len(f.spec.Nodes)
		f.nodes[id] = n
		f.spec.Nodes = append(f.spec.Nodes, diagram.Node{Name: id, Kind: diagram.KindBox})
	}
	if f.spec.Nodes[n].Group == 0 && len(f.open) > 0 {
		f.spec.Nodes[n].Group = f.open[len(f.open)-1]
	}
	text, kind, found, problem := p.shape()
	if problem != nil {
		return 0, problem
	}
	if found {
		f.spec.Nodes[n].Kind = kind
		if text != "" {
			f.spec.Nodes[n].Name = text
		}
	}
	if p.take(":::") {
		p.id()
	}
	return n, nil
}

// parser reads a line from left to right.
type parser struct {
	rest string
	line line
}

func (p *parser) skip() { p.rest = strings.TrimLeft(p.rest, " \t") }

func (p *parser) take(s string) bool {
	rest, ok := strings.CutPrefix(p.rest, s)
	if ok {
		p.rest = rest
	}
	return ok
}

// id reads the name of a node: letters, digits and underscores, with single dashes and dots between them.
func (p *parser) id() string {
	end := 0
	for end < len(p.rest) {
		r, n := utf8.DecodeRuneInString(p.rest[end:])
		if r == '-' || r == '.' {
			next, _ := utf8.DecodeRuneInString(p.rest[end+n:])
			if end == 0 || !letter(next) {
				break
			}
		} else if !letter(r) {
			break
		}
		end += n
	}
	id := p.rest[:end]
	p.rest = p.rest[end:]
	return id
}

func letter(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc)
}

// shapes are the brackets of nodes, longer ones before those that they begin with.
func shapes() []struct {
	open, end string
	kind      diagram.Kind
} {
	return []struct {
		open, end string
		kind      diagram.Kind
	}{
		{"(((", ")))", diagram.KindRound},
		{"([", "])", diagram.KindRound},
		{"((", "))", diagram.KindRound},
		{"[[", "]]", diagram.KindBox},
		{"[(", ")]", diagram.KindDrum},
		{"[/", "/]", diagram.KindBox},
		{"[/", `\]`, diagram.KindBox},
		{`[\`, `\]`, diagram.KindBox},
		{`[\`, "/]", diagram.KindBox},
		{"{{", "}}", diagram.KindChoice},
		{"[", "]", diagram.KindBox},
		{"(", ")", diagram.KindRound},
		{"{", "}", diagram.KindChoice},
		{">", "]", diagram.KindBox},
	}
}

// shape reads brackets with a text between them.
func (p *parser) shape() (text string, kind diagram.Kind, found bool, problem *Problem) {
	opened := false
	for _, s := range shapes() {
		inside, ok := strings.CutPrefix(p.rest, s.open)
		if !ok {
			continue
		}
		opened = true
		trimmed := strings.TrimLeft(inside, " \t")
		if quoted, ok := strings.CutPrefix(trimmed, `"`); ok {
			text, rest, closed := strings.Cut(quoted, `"`)
			if rest = strings.TrimLeft(rest, " \t"); closed && strings.HasPrefix(rest, s.end) {
				p.rest = rest[len(s.end):]
				return textOf(text), s.kind, true, nil
			}
			continue
		}
		at := strings.Index(inside, s.end)
		if at < 0 || strings.ContainsAny(inside[:at], "[](){}\"") {
			continue
		}
		p.rest = inside[at+len(s.end):]
		return textOf(inside[:at]), s.kind, true, nil
	}
	if opened {
		return "", "", false, p.line.problem("the node at %q has no end, or brackets in its text that want quotes", shorten(p.rest))
	}
	return "", "", false, nil
}
