package changes

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// The aspects that others ask for by name.
const (
	Version = "version"
	Schema  = "schema"
	Headers = "headers"
	details = "details"
	// document is all of a specification: its parts have resources of their own.
	document = "document"
)

// fields are the names of the fields of resources in a list of changes; a field that is not listed is a detail. Those with "" are not compared: keys, places, and what is derived.
var fields = map[string]string{
	"Kind": "", "ID": "", "Source": "", "Also": "", "Stub": "", "Latest": "", "Fingerprint": "", "Sent": "", "Service": "",
	"Version": Version, "Name": "name", "Summary": "summary", "Description": "description", "Owners": "owners", "Tags": "tags", "Links": "links",
	"Deprecated": "deprecation", "Draft": "draft", "Aliases": "earlier ids", "Badges": "badges", "Docs": "documentation", "Changes": "notes on changes",
	"Parent": "domain", "Terms": "terms", "Domain": "domain", "System": "system", "External": "external",
	"Produces": "produces", "Consumes": "consumes", "Calls": "calls", "Reads": "reads", "Writes": "writes", "Repository": "repository", "Language": "language", "Specs": "specifications",
	"Schema": Schema, "Headers": Headers, "Key": "key", "Examples": "examples", "Pattern": "pattern", "Visibility": "visibility", "Classification": "classes of data",
	"Replies": "replies", "ContentType": "content type", "Bindings": "bindings", "CloudEvents": "CloudEvents attributes",
	"Address": "address", "Broker": "broker", "Carries": "messages", "Routes": "routes", "Parameters": "parameters", "Delivery": "delivery", "Retention": "retention", "Ordering": "ordering",
	"Protocol": "protocol", "Style": "style", "URL": "address", "Environment": "environment", "Servers": "servers",
	"Technology": "technology", "Residency": "residency", "Identifier": "identifier", "Properties": "properties", "References": "references",
	"Steps": "steps", "Members": "members", "Email": "contact", "Chat": "contact", "Role": "role",
	"Status": "status", "Date": "date", "AppliesTo": "applies to", "Supersedes": "supersedes",
}

// Names lists the names of aspects, sorted, each once.
func Names() []string {
	names := []string{details, document}
	for _, name := range fields {
		if name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// aspects compares two states of a resource field by field. Several fields of one name are one aspect.
func aspects(was, now catalog.Resource) []Aspect {
	a, b := reflect.ValueOf(was).Elem(), reflect.ValueOf(now).Elem()
	if a.Type() != b.Type() {
		return []Aspect{{Name: details}}
	}
	if older, ok := was.(*catalog.Specification); ok {
		return specifications(older, b.Addr().Interface().(*catalog.Specification))
	}
	return merge(structs(a, b))
}

// specifications compares two states of a document as a whole.
func specifications(older, newer *catalog.Specification) []Aspect {
	list := merge(structs(reflect.ValueOf(older.Base), reflect.ValueOf(newer.Base)))
	if len(list) == 0 && older.Root.Hash() != newer.Root.Hash() {
		return []Aspect{{Name: document}}
	}
	return list
}

func structs(a, b reflect.Value) []Aspect {
	var list []Aspect
	for i := range a.NumField() {
		f := a.Type().Field(i)
		name, listed := fields[f.Name]
		switch {
		case !f.IsExported():
		case f.Anonymous:
			list = append(list, structs(a.Field(i), b.Field(i))...)
		case listed && name == "":
		case text(a.Field(i)) != text(b.Field(i)):
			if !listed {
				name = details
			}
			aspect := Aspect{Name: name}
			if f.Name != "Summary" { // which is prose, however short
				gone, come := values(a.Field(i)), values(b.Field(i))
				aspect.Gone, aspect.New = without(gone, come), without(come, gone)
			}
			list = append(list, aspect)
		}
	}
	return list
}

// merge puts aspects of one name together, at the place of the first.
func merge(list []Aspect) []Aspect {
	var merged []Aspect
	for _, a := range list {
		i := slices.IndexFunc(merged, func(m Aspect) bool { return m.Name == a.Name })
		if i < 0 {
			merged = append(merged, a)
			continue
		}
		merged[i].Gone, merged[i].New = append(merged[i].Gone, a.Gone...), append(merged[i].New, a.New...)
	}
	return merged
}

func without(list, others []string) []string {
	var rest []string
	for _, s := range list {
		if !slices.Contains(others, s) && !slices.Contains(rest, s) {
			rest = append(rest, s)
		}
	}
	return rest
}

// maxValue is the longest text that is a value to show, in bytes, and maxValues how many of a list are.
const (
	maxValue  = 80
	maxValues = 50
)

// values are the short texts of a field: a word, or those that stand for the items of a list.
func values(v reflect.Value) []string {
	if v.Kind() == reflect.Slice {
		var list []string
		for i := range min(v.Len(), maxValues) {
			list = append(list, values(v.Index(i))...)
		}
		return list
	}
	s := ""
	switch x := v.Interface().(type) {
	case string:
		s = x
	case bool:
		if x {
			s = "yes"
		}
	case catalog.Ref:
		s = refText(x)
	case catalog.Use:
		s = refText(x.Message)
	case catalog.Call:
		s = refText(x.Service)
	case catalog.Route:
		s = refText(x.To)
	case catalog.Tag:
		s = x.Name
	case catalog.Term:
		s = x.Name
	case catalog.Property:
		s = x.Name
	case catalog.Parameter:
		s = x.Name
	case catalog.Server:
		s = x.ID
	case catalog.FileRef:
		s = x.Path
	}
	if s == "" || len(s) > maxValue || strings.ContainsAny(s, "\n\r") {
		return nil
	}
	return []string{s}
}

func refText(r catalog.Ref) string {
	if r.IsZero() {
		return ""
	}
	return r.String()
}

// maxText bounds the text that stands for a field in bytes, and maxDepth how deep it looks: what differs only beyond is the same.
const (
	maxText  = 1 << 20
	maxDepth = 100
)

// text writes a value without positions, so that two values are the same where their texts are.
func text(v reflect.Value) string {
	var b strings.Builder
	writeText(&b, v, 0)
	return b.String()
}

func writeText(b *strings.Builder, v reflect.Value, depth int) {
	if b.Len() > maxText || depth > maxDepth {
		return
	}
	if v.CanInterface() {
		switch x := v.Interface().(type) {
		case catalog.Pos:
			return
		case *catalog.Node:
			fmt.Fprintf(b, "%x", x.Hash())
			return
		case catalog.SchemaRef:
			writeSchema(b, x)
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			b.WriteString("-")
			return
		}
		writeText(b, v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				b.WriteByte('{')
				writeText(b, v.Field(i), depth+1)
			}
		}
	case reflect.Slice, reflect.Array:
		fmt.Fprintf(b, "[%d", v.Len())
		for i := range v.Len() {
			b.WriteByte('[')
			writeText(b, v.Index(i), depth+1)
		}
	case reflect.Map: // no description has one; its length alone has an order
		fmt.Fprintf(b, "%d", v.Len())
	case reflect.String:
		fmt.Fprintf(b, "%q", v.String())
	default:
		fmt.Fprint(b, v)
	}
}

// writeSchema writes what a reference to a schema says. For one written in place, the file around it and the way to it are places.
func writeSchema(b *strings.Builder, s catalog.SchemaRef) {
	if s.Inline != nil || s.Text != "" {
		fmt.Fprintf(b, "%x %q %q %q %q", s.Inline.Hash(), s.Text, s.Format, s.MediaType, s.Root)
		return
	}
	fmt.Fprintf(b, "%q %q %q %q %q", s.Path, s.Pointer, s.Format, s.MediaType, s.Root)
}
