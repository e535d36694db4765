package native_test

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// dump writes what is set in a struct, one field to a line, with positions as line:column.
func dump(v any) string {
	var b strings.Builder
	rv := reflect.Indirect(reflect.ValueOf(v))
	b.WriteString(rv.Type().Name() + "\n")
	dumpFields(&b, rv, "  ")
	return b.String()
}

func dumpFields(b *strings.Builder, v reflect.Value, indent string) {
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		switch {
		case field.Anonymous:
			dumpFields(b, value, indent)
		case !value.IsZero():
			b.WriteString(indent + field.Name + ":")
			dumpValue(b, value, indent)
		}
	}
}

func dumpValue(b *strings.Builder, v reflect.Value, indent string) {
	switch x := v.Interface().(type) {
	case catalog.Ref:
		fmt.Fprintf(b, " %s (%s)\n", x, at(x.Pos))
		return
	case catalog.Pos:
		b.WriteString(" " + at(x) + "\n")
		return
	case *catalog.Node:
		b.WriteString(" " + flow(x) + "\n")
		return
	case fmt.Stringer:
		b.WriteString(" " + x.String() + "\n")
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		dumpValue(b, v.Elem(), indent)
	case reflect.Struct:
		b.WriteString("\n")
		dumpFields(b, v, indent+"  ")
	case reflect.Slice:
		b.WriteString("\n")
		for i := range v.Len() {
			b.WriteString(indent + "  -")
			dumpValue(b, v.Index(i), indent+"    ")
		}
	case reflect.String:
		fmt.Fprintf(b, " %q\n", v)
	default:
		fmt.Fprintf(b, " %v\n", v)
	}
}

func at(p catalog.Pos) string { return strings.TrimPrefix(p.String(), p.File+":") }

// flow writes a value on one line.
func flow(n *catalog.Node) string {
	var parts []string
	switch n.Kind {
	case catalog.MapNode:
		for _, m := range n.Members {
			parts = append(parts, m.Key+": "+flow(m.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case catalog.ListNode:
		for _, item := range n.Items {
			parts = append(parts, flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case catalog.StringNode:
		return fmt.Sprintf("%q", n.Text)
	case catalog.NullNode:
		return "null"
	default:
		return n.Text
	}
}
