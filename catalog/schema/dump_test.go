package schema_test

import (
	"fmt"
	"io"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/schema"
)

// dump writes a tree as text: one line for what a type is, then its parts, indented.
func dump(w io.Writer, t *schema.Type, indent string, inside map[*schema.Type]bool) {
	if t == nil {
		fmt.Fprintln(w, indent+"nothing")
		return
	}
	fmt.Fprintln(w, indent+describe(t, inside))
	inside[t] = true
	defer delete(inside, t)
	indent += "  "
	for _, f := range t.Fields {
		fmt.Fprintf(w, "%s. %s%s\n", indent, f.Path, describeField(f))
		dump(w, f.Type, indent+"  ", inside)
	}
	for _, p := range t.Patterns {
		fmt.Fprintf(w, "%snames %s\n", indent, p.Pattern)
		dump(w, p.Type, indent+"  ", inside)
	}
	dumpPart(w, "items", t.Items, indent, inside)
	for i, item := range t.Tuple {
		dumpPart(w, fmt.Sprintf("item %d", i+1), item, indent, inside)
	}
	dumpPart(w, "values", t.Map, indent, inside)
	for _, v := range t.Variants {
		fmt.Fprintf(w, "%s%s %d %q\n", indent, v.Keyword, v.Group, v.Label)
		dump(w, v.Type, indent+"  ", inside)
	}
}

func dumpPart(w io.Writer, label string, t *schema.Type, indent string, inside map[*schema.Type]bool) {
	if t != nil {
		fmt.Fprintln(w, indent+label)
		dump(w, t, indent+"  ", inside)
	}
}

func describeField(f schema.Field) string {
	var b strings.Builder
	put := func(ok bool, format string, args ...any) {
		if ok {
			fmt.Fprintf(&b, " "+format, args...)
		}
	}
	put(f.Anchor != f.Path, "@%s", f.Anchor)
	put(f.Required, "required")
	put(f.Deprecated, "deprecated")
	put(f.Number != 0, "= %d", f.Number)
	put(f.Oneof != "", "oneof:%s", f.Oneof)
	put(f.Order != "", "order:%s", f.Order)
	put(f.Default != "", "default:%s", f.Default)
	put(len(f.Aliases) > 0, "aliases:%v", f.Aliases)
	put(f.Description != "", "%q", f.Description)
	for _, m := range f.Further {
		put(true, "+%s:%s", m.Key, text(m.Value))
	}
	put(true, "(%d:%d)", f.Pos.Line, f.Pos.Column)
	return b.String()
}

func describe(t *schema.Type, inside map[*schema.Type]bool) string {
	words := append([]string{}, strings.Join(t.Types, "|"))
	put := func(ok bool, format string, args ...any) {
		if ok {
			words = append(words, fmt.Sprintf(format, args...))
		}
	}
	if len(t.Types) == 0 {
		words[0] = "any"
	}
	put(t.Name != "", "name:%s", t.Name)
	put(t.Ref != "", "ref:%s", t.Ref)
	put(t.Title != "", "title:%q", t.Title)
	put(t.Format != "", "format:%s", t.Format)
	put(t.LogicalType != "", "logical:%s", t.LogicalType)
	put(t.MapKey != "", "key:%s", t.MapKey)
	for _, flag := range []struct {
		set  bool
		word string
	}{
		{t.Nullable, "nullable"},
		{t.Deprecated, "deprecated"},
		{t.ReadOnly, "readonly"},
		{t.WriteOnly, "writeonly"},
		{t.Never, "NEVER"},
		{t.Closed, "closed"},
		{t.ClosedTuple, "closedtuple"},
		{t.Recursive, "RECURSIVE"},
		{t.Cut, "CUT"},
		{t.Missing, "MISSING"},
		{t.Recursive && !inside[t.Target], "TARGET-NOT-AROUND"},
	} {
		put(flag.set, "%s", flag.word)
	}
	for _, c := range t.Constraints {
		put(true, "[%s: %s]", c.Label, c.Value)
	}
	describeValues(t, put)
	return strings.Join(words, " ")
}

func describeValues(t *schema.Type, put func(bool, string, ...any)) {
	put(t.Const != "", "const:%s", t.Const)
	put(len(t.Enum) > 0, "enum:%v", t.Enum)
	put(t.EnumNotes != nil, "notes:%q", t.EnumNotes)
	put(t.EnumNumbers != nil, "numbers:%v", t.EnumNumbers)
	put(t.Default != "", "default:%s", t.Default)
	put(len(t.Examples) > 0, "examples:%v", t.Examples)
	put(len(t.Aliases) > 0, "aliases:%v", t.Aliases)
	put(len(t.Reserved) > 0, "reserved:%v", t.Reserved)
	put(t.Discriminator != "", "discriminator:%s", t.Discriminator)
	put(len(t.Mapping) > 0, "mapping:%v", t.Mapping)
	put(t.ExternalDocs != "", "docs:%s", t.ExternalDocs)
	put(t.Description != "", "%q", t.Description)
	for _, m := range t.Further {
		put(true, "+%s:%s", m.Key, text(m.Value))
	}
}

// text writes a value as JSON, independently of the code under test.
func text(n *catalog.Node) string {
	switch {
	case n == nil:
		return "nothing"
	case n.Is(catalog.ListNode):
		parts := make([]string, len(n.Items))
		for i, item := range n.Items {
			parts[i] = text(item)
		}
		return "[" + strings.Join(parts, ",") + "]"
	case n.Is(catalog.MapNode):
		parts := make([]string, len(n.Members))
		for i, m := range n.Members {
			parts[i] = fmt.Sprintf("%q:%s", m.Key, text(m.Value))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case n.Is(catalog.StringNode):
		return fmt.Sprintf("%q", n.Text)
	case n.Is(catalog.NullNode):
		return "null"
	default:
		return n.Text
	}
}
