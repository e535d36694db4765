package syntax

import (
	"gopkg.in/yaml.v3"

	"github.com/eventatlas/eventatlas/catalog"
)

const quoted = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

// scalar makes a node of a scalar: by its tag where it has one, as a string where it is quoted, else by its text.
func (c *converter) scalar(n *yaml.Node) *catalog.Node {
	kind := catalog.StringNode
	switch {
	case n.Style&yaml.TaggedStyle != 0:
		kind = c.tagged(n)
	case n.Style&quoted == 0:
		kind = plainKind(n.Value)
	}
	return c.problems.scalar(kind, c.pos(n), n.Value)
}

// plainKind resolves a scalar without quotes by the core schema of YAML 1.2.2 (section 10.3.2), except that what JSON cannot
// write as a number, such as 010, 0x1F or .nan, stays a string.
func plainKind(text string) catalog.NodeKind {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return catalog.NullNode
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return catalog.BoolNode
	}
	if isNumber(text) {
		return catalog.NumberNode
	}
	return catalog.StringNode
}

// tagged resolves a scalar with a tag of its own. A tag that the text does not fit makes it a string.
func (c *converter) tagged(n *yaml.Node) catalog.NodeKind {
	plain := plainKind(n.Value)
	switch {
	case n.Tag == "!!int" && plain == catalog.NumberNode, n.Tag == "!!float" && plain == catalog.NumberNode,
		n.Tag == "!!bool" && plain == catalog.BoolNode, n.Tag == "!!null" && plain == catalog.NullNode:
		return plain
	}
	c.checkTag(n, "!!str")
	return catalog.StringNode
}

// checkTag reports a tag that is not one of YAML's own for a value of that sort. The value is kept as if it had none.
func (c *converter) checkTag(n *yaml.Node, want string) {
	if n.Style&yaml.TaggedStyle == 0 || n.Tag == want {
		return
	}
	if want == "!!str" {
		switch n.Tag {
		case "!!int", "!!float", "!!bool", "!!null", "!!timestamp":
			return
		}
	}
	c.problems.add(catalog.Diag(catalog.SyntaxTag, c.pos(n), "the tag `"+clip(n.Tag)+"` has no meaning here").
		Suggest("The value is read as if the tag were not there"))
}
