package asyncapi

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// braced returns the names in braces in a text, in their order, each once.
func braced(text string) []string {
	var list []string
	seen := map[string]bool{}
	for {
		_, rest, ok := strings.Cut(text, "{")
		if !ok {
			return list
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return list
		}
		if !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
		text = after
	}
}

// compareNames reports the names that one side has and the other has not. The reference parser looks only where both sides have some.
func (r *reader) compareNames(code catalog.Code, at, list value, wanted []string, what string) {
	report := r.report
	if !list.ok() || len(wanted) == 0 {
		report = r.mildly
	}
	used := setOf(wanted)
	var known []string
	for _, e := range list.entries() {
		if isExtension(e.name) {
			continue
		}
		known = append(known, e.name)
		if !used[e.name] {
			report(catalog.Diagnostic{
				Code: code, Pos: e.pos, Pointer: e.pointer, Message: "the " + what + " `" + clip(e.name) + "` is not used",
				Suggestion: r.near(e.name, wanted),
			})
		}
	}
	described := setOf(known)
	for _, name := range wanted {
		if !described[name] {
			report(catalog.Diagnostic{
				Code: code, Pos: at.node.Position(), Pointer: at.pointer, Message: "the " + what + " `" + clip(name) + "` is not described",
				Suggestion: r.near(name, known),
			})
		}
	}
}

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

func checkServerVariables(r *reader, code catalog.Code) {
	for _, s := range r.section("servers") {
		r.compareNames(code, s.value, r.get(s.value, "variables"), braced(r.serverURL(s.value)), "variable")
	}
}

// serverURL returns what may hold variables.
func (r *reader) serverURL(server value) string {
	if r.version.major == 2 {
		return r.str(server, "url")
	}
	return r.str(server, "host") + r.str(server, "pathname")
}

// address returns the address of a channel and the value that says it.
func (r *reader) address(c definition) (string, value) {
	if r.version.major == 2 {
		return c.entry.name, c.entry.value
	}
	v := r.get(c.value, "address")
	return v.node.Str(), v
}

// isComponent reports whether a definition stands under components, where the keys of 2.x channels are no addresses.
func (d definition) isComponent() bool { return strings.HasPrefix(d.entry.pointer, "/components/") }

func checkChannelParameters(r *reader, code catalog.Code) {
	for _, c := range r.section("channels") {
		if r.version.major == 2 && c.isComponent() {
			continue
		}
		address, at := r.address(c)
		if !at.ok() {
			at = c.value
		}
		r.compareNames(code, at, r.get(c.value, "parameters"), braced(address), "parameter")
	}
}

func checkChannelServers(r *reader, code catalog.Code) {
	if r.version.major > 2 {
		return
	}
	var known []string
	for _, e := range r.get(r.root, "servers").entries() {
		known = append(known, e.name)
	}
	defined := setOf(known)
	for _, c := range r.section("channels") {
		for _, item := range r.get(c.value, "servers").items() {
			if name := item.node.Str(); !defined[name] {
				r.tell(code, item, "the server `"+clip(name)+"` is not defined", r.near(name, known))
			}
		}
	}
}

// checkServerReferences asks that a channel of the application is on servers of the application (AsyncAPI 3.0.0, "Channel Object": a
// channel under channels must refer to servers under servers).
func checkServerReferences(r *reader, code catalog.Code) {
	for _, c := range r.get(r.root, "channels").entries() {
		if isExtension(c.name) {
			continue
		}
		end, _ := r.follow(c.value)
		for _, item := range r.get(end, "servers").items() {
			if ref, ok := refText(item.node); ok && !strings.Contains(ref.Text, "#/servers/") && end.file == r.root.file {
				r.tell(code, item, "`"+clip(ref.Text)+"` is not one of the document's `servers`", "Refer to it as #/servers/…")
			}
		}
	}
}

// checkChannelQuery looks at the key, as the reference parser does, and at the address, which is what it is about in 3.x.
func checkChannelQuery(r *reader, code catalog.Code) {
	for _, c := range r.get(r.root, "channels").entries() {
		if strings.ContainsAny(c.name, "?#") {
			r.tellKey(code, c, "the channel `"+clip(c.name)+"` holds a query or a fragment", "Describe the query in the bindings of the channel")
		}
	}
	if r.version.major == 2 {
		return
	}
	for _, c := range r.section("channels") {
		if address, at := r.address(c); strings.ContainsAny(address, "?#") {
			r.report(catalog.Diagnostic{
				Code: codeAddress, Severity: catalog.Warning, Pos: at.node.Position(), Pointer: at.pointer,
				Message:    "the address `" + clip(address) + "` holds a query or a fragment",
				Suggestion: "Describe the query in the bindings of the channel",
			})
		}
	}
}

func checkEmptyVariables(r *reader, code catalog.Code) {
	for _, s := range r.section("servers") {
		if strings.Contains(r.serverURL(s.value), "{}") {
			r.tellKey(code, s.entry, "the URL of `"+clip(s.entry.name)+"` holds `{}`", "Give the variable a name")
		}
	}
}

func checkServerSlash(r *reader, code catalog.Code) {
	for _, s := range r.section("servers") {
		if url := r.get(s.value, "url"); strings.HasSuffix(url.node.Str(), "/") {
			r.tell(code, url, "the URL of `"+clip(s.entry.name)+"` ends with a slash", "Leave the slash out")
		}
	}
}

func checkEmptyParameters(r *reader, code catalog.Code) {
	for _, c := range r.section("channels") {
		if address, at := r.address(c); strings.Contains(address, "{}") {
			r.tell(code, at, "the address `"+clip(address)+"` holds `{}`", "Give the parameter a name")
		}
	}
}

func checkChannelSlash(r *reader, code catalog.Code) {
	for _, c := range r.section("channels") {
		if address, at := r.address(c); len(address) > 1 && strings.HasSuffix(address, "/") {
			r.tell(code, at, "the address `"+clip(address)+"` ends with a slash", "Leave the slash out")
		}
	}
}
