package schema

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Classes returns the classes of data that a schema gives to a field, such as "pii", in small letters, sorted, each once. They stand in
// the keywords that nobody standardised but many use: x-pii and x-classification of JSON Schema, pii and confluent:tags of Avro, options of
// Protobuf such as (acme.pii) and debug_redact, and lines of its comments such as "@pii". What the type of the field or of a list's items says counts as well, so
// a class given to a definition holds for every field that refers to it.
func Classes(f Field) []string {
	c := classes{}
	c.members(f.Further)
	if f.Number > 0 {
		c.comment(f.Description)
	}
	c.ofType(f.Type)
	slices.Sort(c.list)
	return slices.Compact(c.list)
}

// RootClasses returns the classes that a schema gives to the whole value, as Classes does for a field.
func RootClasses(t *Type) []string { return Classes(Field{Type: t}) }

type classes struct{ list []string }

// ofType adds what a type says of its values, and what the types say that it is made of without a field between.
func (c *classes) ofType(t *Type) {
	if t == nil {
		return
	}
	if t.Recursive && t.Target != nil {
		c.members(t.Target.Further)
		return
	}
	c.members(t.Further)
	for part := range t.parts {
		c.ofType(part)
	}
}

func (c *classes) members(list []catalog.Member) {
	for _, m := range list {
		c.member(classKey(m.Key), m.Value)
	}
}

// classKey is what a keyword is called in every language: without the prefix of an extension, the package of an option and the sign between words.
func classKey(key string) string {
	key = strings.ToLower(strings.Trim(key, "()@ "))
	key = strings.ReplaceAll(key, ").", ".")
	key = key[strings.LastIndexAny(key, ".:")+1:]
	key = strings.TrimPrefix(strings.ReplaceAll(key, "_", "-"), "x-")
	return strings.ReplaceAll(key, "-", "")
}

// flagged are the keywords that are true or not, with the class that they stand for.
var flagged = map[string]string{
	"pii": "pii", "personaldata": "pii", "personal": "pii", "phi": "phi", "pci": "pci", "gdpr": "gdpr", "sensitive": "sensitive",
	"debugredact": "sensitive", "confidential": "confidential", "secret": "secret", "private": "private", "restricted": "restricted",
}

func (c *classes) member(key string, value *catalog.Node) {
	if class, ok := flagged[key]; ok {
		if !isFalse(value) {
			c.list = append(c.list, class)
		}
		return
	}
	switch key {
	case "classification", "classifications", "dataclassification", "dataclass", "sensitivity":
		c.names(value, func(string) bool { return true })
	case "tags", "tag":
		// A tag may say anything; those that are no class are left alone.
		c.names(value, func(tag string) bool { _, ok := flagged[classKey(tag)]; return ok })
	case "fieldmeta", "field":
		if value.Is(catalog.MapNode) {
			c.members(value.Members)
		}
	}
}

// names adds a name or a list of them; of an object, the one that it calls its class.
func (c *classes) names(n *catalog.Node, fits func(string) bool) {
	switch {
	case n.Is(catalog.ListNode):
		for _, item := range n.Items {
			if !item.Is(catalog.ListNode) {
				c.names(item, fits)
			}
		}
	case n.Is(catalog.MapNode):
		for _, m := range n.Members {
			if key := classKey(m.Key); m.Value.IsScalar() && (key == "class" || key == "level" || key == "name" || key == "category") {
				c.names(m.Value, fits)
			}
		}
	case n.Is(catalog.StringNode):
		for name := range strings.SplitSeq(n.Text, ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" && fits(name) {
				c.list = append(c.list, name)
			}
		}
	}
}

// comment reads the lines of a comment that are a mark and nothing else: @pii, x-pii: true, @classification internal.
func (c *classes) comment(text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "@") && !strings.HasPrefix(line, "x-") {
			continue
		}
		key, value, _ := strings.Cut(line, " ")
		key = strings.TrimSuffix(key, ":")
		kind := catalog.StringNode
		if value = strings.TrimSpace(value); value == "" {
			kind, value = catalog.BoolNode, "true"
		}
		c.member(classKey(key), catalog.NewScalar(kind, catalog.Pos{}, value))
	}
}

// isFalse reports whether a flag says no.
func isFalse(n *catalog.Node) bool {
	switch {
	case n == nil, n.Is(catalog.NullNode):
		return true
	case n.IsScalar():
		return slices.Contains([]string{"false", "no", "none", "0", "off", ""}, strings.ToLower(n.Text))
	}
	return false
}
