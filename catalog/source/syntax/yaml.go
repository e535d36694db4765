package syntax

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/eventatlas/eventatlas/catalog"
)

// ParseYAML reads the first document of a YAML file. Scalars are resolved by the rules of YAML 1.2's core schema, narrowed to what
// JSON calls a number; everything else stays a string as written.
func ParseYAML(file string, data []byte) (*catalog.Node, []catalog.Diagnostic) {
	text, ok, diags := text(file, data)
	if !ok {
		return nil, diags
	}
	text, diags = hideVersion(file, text)
	if d, deep := scanDepth(file, text); deep {
		return nil, append(diags, d)
	}
	first, second, err := documents(strings.NewReader(text))
	var root *catalog.Node
	if first != nil {
		c := newConverter(file, text)
		root = c.document(first)
		diags = append(diags, c.problems...)
	}
	if err != nil {
		return nil, append(diags, yamlError(file, text, err))
	}
	if second != nil {
		diags = append(diags, catalog.Diag(catalog.SyntaxDocuments, newLineTable(file, text).pos(second.Line, second.Column),
			"a second YAML document starts here").Suggest("Move it to a file of its own; only the first document is read"))
	}
	return root, diags
}

// documents parses the first two documents that are not empty. The library panics on some inputs, which is an error like any other here.
func documents(r io.Reader) (first, second *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the parser gave up: %v", p)
		}
	}()
	decoder := yaml.NewDecoder(r)
	if first, err = document(decoder); first != nil {
		second, err = document(decoder)
	}
	return first, second, err
}

// document parses the next document that is not empty; nil without an error is the end of the file.
func document(decoder *yaml.Decoder) (*yaml.Node, error) {
	for {
		var n yaml.Node
		err := decoder.Decode(&n)
		switch {
		case errors.Is(err, io.EOF):
			return nil, nil
		case err != nil:
			return nil, err
		case !isEmpty(&n):
			return &n, nil
		}
	}
}

// isEmpty reports whether a document holds nothing, not even a null that is written.
func isEmpty(doc *yaml.Node) bool {
	if len(doc.Content) == 0 {
		return true
	}
	root := doc.Content[0]
	return root.Kind == yaml.ScalarNode && root.Value == "" && root.Style == 0 && root.Anchor == ""
}

// converter makes our nodes of the library's. Every node of the library is converted once, so that what an alias
// stands for is shared; the sizes are those of the expanded tree, which everybody after us will walk.
type converter struct {
	file     string
	lines    *lineTable
	problems problems
	shared   map[*yaml.Node]*converted
	// budget is how many more values aliases and merges may add, and aliases how many of them there were.
	budget, aliases int
	values          int
	// told are the codes that are reported once for a document.
	told map[catalog.Code]bool
}

// weight is how much a text counts in the size of a tree: as one value, and more if it is long. An alias of a long text costs nothing
// here, but everywhere that it is shown.
func weight(text string) int { return 1 + len(text)/64 }

// converted is a node with the weight of the values in it and the levels below it, aliases expanded.
type converted struct {
	node         *catalog.Node
	size, height int
	open         bool
}

func newConverter(file, text string) *converter {
	return &converter{file: file, lines: newLineTable(file, text), shared: map[*yaml.Node]*converted{}, told: map[catalog.Code]bool{}}
}

// The least number of values that aliases may add to a document, and how many they may add for each that is written.
const (
	minBudget    = 200_000
	budgetFactor = 50
)

func (c *converter) document(doc *yaml.Node) *catalog.Node {
	root := doc.Content[0]
	c.budget = max(minBudget, budgetFactor*count(root, MaxDepth, MaxValues))
	return c.convert(root, 1).node
}

// count returns how many nodes there are, up to a limit of depth and number.
func count(n *yaml.Node, depth, limit int) int {
	total := 1
	if depth > 0 {
		for _, child := range n.Content {
			if total += count(child, depth-1, limit-total); total >= limit {
				break
			}
		}
	}
	return total
}

// tell reports a problem of a kind that would otherwise be reported for every value of a hostile file.
func (c *converter) tell(d catalog.Diagnostic) {
	if !c.told[d.Code] {
		c.told[d.Code] = true
		c.problems.add(d)
	}
}

func (c *converter) pos(n *yaml.Node) catalog.Pos { return c.lines.pos(n.Line, n.Column) }

// null stands in for a value that is left out.
func (c *converter) null(n *yaml.Node) *converted {
	return &converted{node: catalog.NewScalar(catalog.NullNode, c.pos(n), ""), size: 1}
}

func (c *converter) convert(n *yaml.Node, depth int) *converted {
	if n.Kind == yaml.AliasNode {
		return c.alias(n, depth)
	}
	if c.values++; c.values > MaxValues {
		c.tell(catalog.Diag(catalog.SyntaxLimit, c.pos(n), "the document holds more than "+strconv.Itoa(MaxValues)+" values"))
		return c.null(n)
	}
	if n.Kind == yaml.ScalarNode && n.Anchor == "" {
		return &converted{node: c.scalar(n), size: weight(n.Value)}
	}
	if n.Kind != yaml.ScalarNode && depth > MaxDepth {
		c.tell(tooDeep(c.pos(n)))
		return c.null(n)
	}
	out := &converted{open: true}
	if n.Anchor != "" {
		c.shared[n] = out
	}
	switch n.Kind {
	case yaml.MappingNode:
		c.mapping(n, depth, out)
	case yaml.SequenceNode:
		c.sequence(n, depth, out)
	default:
		out.node, out.size = c.scalar(n), weight(n.Value)
	}
	out.open = false
	return out
}

// alias returns what the alias stands for, if the document may still grow by that much.
func (c *converter) alias(n *yaml.Node, depth int) *converted {
	target := c.shared[n.Alias]
	if c.aliases++; c.aliases > MaxAliases {
		c.tell(catalog.Diag(catalog.SyntaxAlias, c.pos(n), "the document holds more than "+strconv.Itoa(MaxAliases)+" aliases"))
		return c.null(n)
	}
	switch {
	case target == nil:
		return c.null(n)
	case target.open:
		c.problems.add(catalog.Diag(catalog.SyntaxAlias, c.pos(n), "the alias `*"+clip(n.Value)+"` contains itself"))
		return c.null(n)
	case depth+target.height > MaxDepth+1:
		c.tell(tooDeep(c.pos(n)))
		return c.null(n)
	case !c.spend(n, target.size):
		return c.null(n)
	}
	return target
}

// spend takes the size from the budget, or reports that there is not enough left.
func (c *converter) spend(n *yaml.Node, size int) bool {
	if size > c.budget {
		c.tell(catalog.Diag(catalog.SyntaxAlias, c.pos(n), "aliases expand to too many values").
			Suggest("The alias is left out; write the values where they are needed"))
		return false
	}
	c.budget -= size
	return true
}

// grow adds a child to the size and height of its parent.
func (out *converted) grow(child *converted) {
	out.size += child.size
	out.height = max(out.height, child.height+1)
}

func (c *converter) sequence(n *yaml.Node, depth int, out *converted) {
	c.checkTag(n, "!!seq")
	out.size = 1
	items := make([]*catalog.Node, 0, len(n.Content))
	for _, child := range n.Content {
		item := c.convert(child, depth+1)
		out.grow(item)
		items = append(items, item.node)
	}
	out.node = catalog.NewList(c.pos(n), items)
}

func (c *converter) mapping(n *yaml.Node, depth int, out *converted) {
	c.checkTag(n, "!!map")
	out.size = 1
	m := newMembers(&c.problems, len(n.Content)/2)
	var merges []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Tag == "!!merge" {
			merges = append(merges, value)
			if len(merges) == 2 {
				c.problems.add(catalog.Diag(catalog.SyntaxDuplicate, c.pos(key), "the merge key `<<` stands twice in one mapping").
					Suggest("Merge several mappings as a list: `<<: [*a, *b]`"))
			}
			continue
		}
		child := c.convert(value, depth+1)
		name, ok := c.key(key)
		if !ok {
			continue
		}
		out.grow(child)
		out.size += len(name) / 64
		m.add(name, c.pos(key), child.node)
	}
	for _, value := range merges {
		c.merge(value, depth, &m, out)
	}
	out.node = catalog.NewMap(c.pos(n), m.list)
}

// key returns the text of a key. A number, a boolean or a date is taken as it is written.
func (c *converter) key(key *yaml.Node) (string, bool) {
	if key.Kind == yaml.AliasNode && key.Alias != nil {
		key = key.Alias
	}
	if key.Kind != yaml.ScalarNode {
		c.problems.add(catalog.Diag(catalog.SyntaxKey, c.pos(key), "a key must be a string, not a list or a mapping").
			Suggest("The key and its value are left out"))
		return "", false
	}
	c.checkTag(key, "!!str")
	return key.Value, true
}

// mergeCost is how many values a merged key counts for: unlike the values, the keys of a merged mapping are copied.
const mergeCost = 10

// merge adds the keys of what a `<<` names that are not there yet (YAML 1.1 type repository, merge): the keys of the mapping itself
// win, and of a list the earlier mappings.
func (c *converter) merge(value *yaml.Node, depth int, m *members, out *converted) {
	sources := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode {
		sources = value.Content
	}
	seen := map[*yaml.Node]bool{}
	for _, source := range sources {
		from := c.convert(source, depth)
		if seen[source.Alias] {
			continue
		}
		seen[source.Alias] = source.Kind == yaml.AliasNode
		if !from.node.Is(catalog.MapNode) {
			if !from.node.Is(catalog.NullNode) {
				c.problems.add(catalog.Diag(catalog.SyntaxKey, c.pos(source), "only mappings can be merged with `<<`"))
			}
			continue
		}
		if !c.spend(source, mergeCost*len(from.node.Members)) {
			continue
		}
		out.size += from.size
		out.height = max(out.height, from.height)
		for _, member := range from.node.Members {
			if m.find(member.Key) < 0 {
				m.push(member)
			}
		}
	}
}
