package asyncapi

import (
	"cmp"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// cloudEvent reads what a message's headers (binary mode) or payload (structured mode) fix of the CloudEvents attributes, or returns nil. In a
// payload the attributes have their plain names, so that only one with a specversion counts.
func (r *reader) cloudEvent(o object) *catalog.CloudEvent {
	headers := r.properties(o.key("headers"))
	for _, prefix := range []string{"ce_", "ce-", "cloudEvents_", "cloudEvents:"} {
		if e := r.attributes(headers, prefix); e.Type != "" {
			return &e
		}
	}
	for _, list := range [][]entry{headers, r.properties(o.key("payload"))} {
		if e := r.attributes(list, ""); e.Type != "" && hasEntry(list, "specversion") {
			return &e
		}
	}
	return nil
}

func (r *reader) attributes(list []entry, prefix string) catalog.CloudEvent {
	get := func(name string) string {
		for _, e := range list {
			if strings.EqualFold(e.name, prefix+name) {
				if text := r.fixed(e.value); text != "" {
					return text
				}
			}
		}
		return ""
	}
	return catalog.CloudEvent{Type: get("type"), Source: get("source"), Subject: get("subject"), DataSchema: get("dataschema")}
}

func hasEntry(list []entry, name string) bool {
	for _, e := range list {
		if e.name == name {
			return true
		}
	}
	return false
}

// fixed returns the one value that a schema allows: its const, or its enum of one.
func (r *reader) fixed(v value) string {
	end, _ := r.follow(v)
	enum := end.node.Get("enum")
	if enum.Is(catalog.ListNode) && len(enum.Items) == 1 {
		return enum.Items[0].Str()
	}
	return cmp.Or(end.node.StrAt("const"), "")
}

// The bounds of looking for properties through allOf, which is how an envelope and its data are usually put together.
const (
	maxAllOf = 4
	maxParts = 200
)

// properties lists the properties of a schema and of the schemas it is made of by allOf.
func (r *reader) properties(v value) []entry {
	parts := maxParts
	return r.partsOf(v, 0, &parts)
}

func (r *reader) partsOf(v value, depth int, parts *int) []entry {
	end, fate := r.follow(v)
	*parts--
	if fate != found || depth > maxAllOf || *parts < 0 {
		return nil
	}
	if isMultiFormat(end.node) {
		if end, fate = r.follow(end.key("schema")); fate != found {
			return nil
		}
	}
	list := r.get(end, "properties").entries()
	for _, part := range r.get(end, "allOf").items() {
		if *parts < 0 {
			break
		}
		list = append(list, r.partsOf(part, depth+1, parts)...)
	}
	return list
}
