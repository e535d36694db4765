package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// merging builds one type from the layers that hold for it.
type merging struct {
	r  *jsonReader
	at *frame
	t  *Type

	typed, impossible bool
	enum              bool
	fields            []merged
	byName            map[string]int
	required          []string
	items, rest       []place
	tuple             [][]place
	patterns          []merged
	choices           []choice
	groups            map[string]int
	further           map[string]bool
}

// merged is a named part that one or several schemas describe.
type merged struct {
	name   string
	pos    catalog.Pos
	places []place
}

// choice is a schema under a keyword that is not merged into the type.
type choice struct {
	keyword, label string
	group, number  int
	place          place
	items          bool
}

// fill makes the type of its layers and lets its parts grow.
func (r *jsonReader) fill(g *gathering) {
	m := &merging{r: r, at: g.at, t: g.at.t, byName: map[string]int{}}
	for _, l := range g.layers {
		m.add(l)
	}
	r.adoptName(g)
	r.annotate(g)
	m.t.Never = m.t.Never || m.impossible
	m.t.Nullable = m.t.Nullable || slices.Contains(m.t.Types, "null") || m.nullBranch()
	m.t.Constraints = append(m.t.Bounds.constraints(), m.t.Constraints...)
	m.grow()
}

// adoptName gives a type that is one reference wrapped in allOf, as many write to add a description, the name of what it refers to.
func (r *jsonReader) adoptName(g *gathering) {
	if g.at.t.Ref != "" || len(g.refs) != 1 {
		return
	}
	for _, l := range g.layers {
		if !l.referred && !annotatesOnly(l.node) {
			return
		}
	}
	g.at.t.Ref, g.at.t.Name = g.refs[0].ref, g.refs[0].name
}

// annotate takes the texts of a type: its own, else those of the parts written in place, else of the only part that is referred to.
func (r *jsonReader) annotate(g *gathering) {
	layers := slices.Clone(g.layers)
	slices.SortStableFunc(layers, func(a, b layer) int { return rank(a) - rank(b) })
	for i, l := range layers {
		t, n := g.at.t, l.node
		if !l.referred || i == 0 || len(g.refs) <= 1 {
			setFirst(&t.Title, n.Get("title"))
			setFirst(&t.Description, n.Get("description"))
		}
		if t.Default == "" {
			t.Default = jsonText(n.Get("default"))
		}
		t.Examples = append(t.Examples, examplesOf(n)...)
		t.Deprecated = t.Deprecated || n.Get("deprecated").IsTrue()
		t.ReadOnly = t.ReadOnly || n.Get("readOnly").IsTrue()
		t.WriteOnly = t.WriteOnly || n.Get("writeOnly").IsTrue()
		t.Nullable = t.Nullable || l.doc.dialect == openapi3 && n.Get("nullable").IsTrue()
		setFirst(&t.ExternalDocs, n.Path("externalDocs", "url"))
	}
}

func rank(l layer) int {
	if l.referred {
		return l.depth + 1<<16
	}
	return l.depth
}

// setFirst sets a text that is not set yet, if there is a string for it.
func setFirst(to *string, n *catalog.Node) {
	if *to == "" && n.Is(catalog.StringNode) {
		*to = n.Text
	}
}

func examplesOf(n *catalog.Node) []string {
	var texts []string
	if list := n.Get("examples"); list.Is(catalog.ListNode) {
		for _, item := range list.Items {
			texts = append(texts, jsonText(item))
		}
	}
	if example := n.Get("example"); example != nil {
		texts = append(texts, jsonText(example))
	}
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// add takes over the keywords of one layer.
func (m *merging) add(l layer) {
	if l.node.Is(catalog.BoolNode) {
		m.impossible = m.impossible || !l.node.IsTrue()
		return
	}
	if !m.r.spend(len(l.node.Members)) {
		m.t.Cut = true
		return
	}
	m.t.Bounds.ranges(l.node)
	for _, member := range l.node.Members {
		known := isStructure(member.Key) || isAnnotation(member.Key) && !m.isForeign(member, l) ||
			m.sort(member.Key, member.Value) || m.t.Bounds.take(member.Key, member.Value) || m.parts(l.at(member.Key, member.Value), member.Key)
		if !known {
			m.keep(member)
		}
	}
}

// parts takes the keywords that hold further schemas.
func (m *merging) parts(p place, keyword string) bool {
	return m.object(keyword, p) || m.list(keyword, p) || m.combine(keyword, p)
}

// keep keeps a keyword as it was written, of several with one name the first.
func (m *merging) keep(member catalog.Member) {
	if m.further[member.Key] {
		return
	}
	if m.further == nil {
		m.further = map[string]bool{}
	}
	m.further[member.Key] = true
	m.t.Further = append(m.t.Further, member)
}

// isStructure reports whether a keyword only names schemas or holds those that others refer to.
func isStructure(keyword string) bool {
	switch keyword {
	case "$vocabulary", "$recursiveAnchor", "id":
		return true
	}
	return false
}

// isForeign reports whether an annotation has no field of its own and is kept as written.
func (m *merging) isForeign(member catalog.Member, l layer) bool {
	switch member.Key {
	case "$comment", "$id":
		return true
	case "nullable":
		return l.doc.dialect != openapi3
	case "examples":
		return !member.Value.Is(catalog.ListNode)
	}
	return strings.HasPrefix(member.Key, "x-")
}

// sort takes the keywords that say what sort of value fits.
func (m *merging) sort(keyword string, n *catalog.Node) bool {
	switch keyword {
	case "type":
		m.addTypes(typeNames(n))
	case "format":
		setFirst(&m.t.Format, n)
	case "const":
		if m.t.Const == "" {
			m.t.Const = jsonText(n)
		}
	case "enum":
		m.addEnum(n)
	case "contentMediaType":
		m.t.Constraints = append(m.t.Constraints, Constraint{"content type", n.Str()})
	case "contentEncoding":
		m.t.Constraints = append(m.t.Constraints, Constraint{"content encoding", n.Str()})
	case "discriminator":
		m.discriminate(n)
	default:
		return false
	}
	return true
}

func typeNames(n *catalog.Node) []string {
	if n.Is(catalog.StringNode) {
		return []string{n.Text}
	}
	if !n.Is(catalog.ListNode) {
		return nil
	}
	var names []string
	for _, item := range n.Items {
		if item.Is(catalog.StringNode) && !slices.Contains(names, item.Text) {
			names = append(names, item.Text)
		}
	}
	return names
}

// addTypes narrows the types to those that another schema allows as well.
func (m *merging) addTypes(names []string) {
	if len(names) == 0 {
		return
	}
	if !m.typed {
		m.typed, m.t.Types = true, names
		return
	}
	var both []string
	for _, a := range m.t.Types {
		for _, b := range names {
			switch {
			case a == b, a == "integer" && b == "number":
				both = append(both, a)
			case a == "number" && b == "integer":
				both = append(both, b)
			}
		}
	}
	m.t.Types = both
	m.impossible = m.impossible || len(both) == 0
}

func (m *merging) addEnum(n *catalog.Node) {
	if !n.Is(catalog.ListNode) || !m.r.spend(len(n.Items)) {
		return
	}
	values := make([]string, 0, len(n.Items))
	for _, item := range n.Items {
		values = append(values, jsonText(item))
	}
	if m.enum {
		both := make(map[string]bool, len(values))
		for _, v := range values {
			both[v] = true
		}
		values = slices.DeleteFunc(slices.Clone(m.t.Enum), func(v string) bool { return !both[v] })
		m.impossible = m.impossible || len(values) == 0
	}
	m.enum, m.t.Enum = true, values
}

// discriminate reads AsyncAPI's discriminator, a name, and OpenAPI's, an object.
func (m *merging) discriminate(n *catalog.Node) {
	if m.t.Discriminator != "" {
		return
	}
	if n.Is(catalog.StringNode) {
		m.t.Discriminator = n.Text
		return
	}
	m.t.Discriminator = n.StrAt("propertyName")
	if mapping := n.Get("mapping"); mapping.Is(catalog.MapNode) {
		for _, member := range mapping.Members {
			m.t.Mapping = append(m.t.Mapping, Mapping{member.Key, member.Value.Str()})
		}
	}
}

// object takes the keywords that say what an object holds.
func (m *merging) object(keyword string, p place) bool {
	switch keyword {
	case "properties":
		m.addParts(&m.fields, m.byName, p)
	case "patternProperties":
		names := map[string]int{}
		for i, part := range m.patterns {
			names[part.name] = i
		}
		m.addParts(&m.patterns, names, p)
	case "required":
		if p.node.Is(catalog.ListNode) && m.r.spend(len(p.node.Items)) {
			m.required = append(m.required, typeNames(p.node)...)
		}
	case "additionalProperties", "unevaluatedProperties":
		switch {
		case p.node.Is(catalog.MapNode):
			m.rest = append(m.rest, p)
		case p.node.Is(catalog.BoolNode):
			m.t.Closed = m.t.Closed || !p.node.IsTrue()
		}
	default:
		return false
	}
	return true
}

func (m *merging) addParts(parts *[]merged, names map[string]int, p place) {
	if !p.node.Is(catalog.MapNode) || !m.r.spend(len(p.node.Members)) {
		return
	}
	for _, member := range p.node.Members {
		i, ok := names[member.Key]
		if !ok {
			i = len(*parts)
			names[member.Key] = i
			*parts = append(*parts, merged{name: member.Key, pos: member.Pos})
		}
		(*parts)[i].places = append((*parts)[i].places, p.at(member.Key, member.Value))
	}
}

// list takes the keywords that say what a list holds.
func (m *merging) list(keyword string, p place) bool {
	switch keyword {
	case "items":
		if p.node.Is(catalog.ListNode) {
			m.addTuple(p)
		} else {
			m.addItems(p)
		}
	case "prefixItems":
		m.addTuple(p)
	case "additionalItems", "unevaluatedItems":
		m.addItems(p)
	default:
		return false
	}
	return true
}

func (m *merging) addItems(p place) {
	if p.node.Is(catalog.BoolNode) {
		m.t.ClosedTuple = m.t.ClosedTuple || !p.node.IsTrue()
		return
	}
	if p.node.Is(catalog.MapNode) {
		m.items = append(m.items, p)
	}
}

func (m *merging) addTuple(p place) {
	for i, item := range p.items() {
		if i == len(m.tuple) {
			m.tuple = append(m.tuple, nil)
		}
		m.tuple[i] = append(m.tuple[i], item)
	}
}

// combine takes the keywords that combine schemas.
func (m *merging) combine(keyword string, p place) bool {
	switch keyword {
	case "oneOf", "anyOf":
		group := m.group(keyword)
		for i, branch := range p.items() {
			m.choices = append(m.choices, choice{keyword: keyword, group: group, number: i, place: branch})
		}
	case "not", "if", "then", "else", "propertyNames", "contains":
		if isSchema(p.node) {
			m.choices = append(m.choices, choice{keyword: keyword, group: m.group(keyword), place: p, items: keyword == "contains"})
		}
	case "dependencies", "dependentSchemas", "dependentRequired":
		m.depend(p)
	case "allOf": // gathered before
	default:
		return false
	}
	return true
}

// group counts the keywords of one name in the layers.
func (m *merging) group(keyword string) int {
	if m.groups == nil {
		m.groups = map[string]int{}
	}
	n := m.groups[keyword]
	m.groups[keyword] = n + 1
	return n
}

func (m *merging) depend(p place) {
	if !p.node.Is(catalog.MapNode) {
		return
	}
	group := m.group("dependencies")
	for _, member := range p.node.Members {
		m.choices = append(m.choices, choice{keyword: "dependencies", label: member.Key, group: group, place: p.at(member.Key, member.Value)})
	}
}

// nullBranch reports whether null is one of the alternatives.
func (m *merging) nullBranch() bool {
	for _, c := range m.choices {
		if (c.keyword == "oneOf" || c.keyword == "anyOf") && slices.Equal(typeNames(c.place.node.Get("type")), []string{"null"}) {
			return true
		}
	}
	return false
}

// branchLabel names a branch by its title, its name or its number.
func branchLabel(t *Type, i int) string {
	switch {
	case t.Title != "":
		return t.Title
	case t.Name != "":
		return t.Name
	}
	return strconv.Itoa(i + 1)
}
