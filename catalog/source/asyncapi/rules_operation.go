package asyncapi

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// checkOperationIDs asks that operationIds differ. Of an operation with traits it is the folded one that counts.
func checkOperationIDs(r *reader, code catalog.Code) {
	first := map[string]value{}
	for _, o := range r.operations() {
		folded, _ := r.foldOperation(o.value)
		id := r.field(folded, "operationId")
		unique(code, first, id, "operationId", r.report)
	}
}

// checkMessageIDs asks that messageIds differ. A message that is used twice is one message, for which the reference parser does not look.
func checkMessageIDs(r *reader, code catalog.Code) {
	first := map[string]value{}
	for _, v := range r.messageValues() {
		folded, _ := r.foldMessage(v)
		unique(code, first, r.field(folded, "messageId"), "messageId", r.report)
	}
}

// unique reports a text that was met before at another place.
func unique(code catalog.Code, first map[string]value, v value, what string, report func(catalog.Diagnostic)) {
	text := v.node.Str()
	if text == "" {
		return
	}
	if other, ok := first[text]; ok {
		report(catalog.Diagnostic{
			Code: code, Pos: v.node.Pos, Pointer: v.pointer, Message: "the " + what + " `" + clip(text) + "` is used twice",
		}.Note(other.node.Pos, "the first use"))
		return
	}
	first[text] = v
}

// checkTags asks that the names of tags differ in each list of tags.
func checkTags(r *reader, code catalog.Code) {
	lists := []value{r.get(r.root, "tags"), r.get(r.get(r.root, "info"), "tags")}
	add := func(v value) {
		lists = append(lists, r.get(v, "tags"))
		for _, t := range r.get(v, "traits").items() {
			end, _ := r.follow(t)
			lists = append(lists, r.get(end, "tags"))
		}
	}
	for _, o := range r.operations() {
		add(o.value)
	}
	for _, m := range r.messageValues() {
		add(m)
	}
	seen := map[place]bool{}
	for _, list := range lists {
		r.uniqueTags(code, list, seen, r.report)
	}
	for _, section := range []string{"servers", "channels"} {
		for _, d := range r.section(section) {
			r.uniqueTags(code, r.get(d.value, "tags"), seen, r.mildly)
		}
	}
}

func (r *reader) uniqueTags(code catalog.Code, list value, seen map[place]bool, report func(catalog.Diagnostic)) {
	if !list.ok() || seen[list.place()] {
		return
	}
	seen[list.place()] = true
	first := map[string]value{}
	for _, item := range list.items() {
		tag, _ := r.follow(item)
		unique(code, first, r.get(tag, "name"), "tag", report)
	}
}

func checkServerSecurity(r *reader, code catalog.Code) {
	for _, s := range r.section("servers") {
		r.checkSecurity(code, r.get(s.value, "security"), r.reporter(s))
	}
}

func checkOperationSecurity(r *reader, code catalog.Code) {
	for _, o := range r.operations() {
		r.checkSecurity(code, r.get(o.value, "security"), r.reporter(o))
	}
}

// reporter returns how to report a problem in a definition: that of a component is one only once somebody uses it.
func (r *reader) reporter(d definition) func(catalog.Diagnostic) {
	if d.isComponent() {
		return r.mildly
	}
	return r.report
}

// checkSecurity asks that schemes are defined and that the scopes that are asked for exist. In 3.x a scheme is referred to, so that only
// its own scopes are left to check.
func (r *reader) checkSecurity(code catalog.Code, list value, report func(catalog.Diagnostic)) {
	defined := r.get(r.get(r.root, "components"), "securitySchemes")
	for _, item := range list.items() {
		if r.version.major > 2 {
			end, _ := r.follow(item)
			r.checkScopes(code, end, r.get(end, "scopes"), report)
			continue
		}
		for _, e := range item.entries() {
			scheme := r.get(defined, e.name)
			if scheme.ok() {
				r.checkScopes(code, scheme, e.value, report)
				continue
			}
			report(catalog.Diagnostic{
				Code: code, Pos: e.pos, Pointer: e.pointer, Message: "the security scheme `" + clip(e.name) + "` is not defined",
				Suggestion: r.nearKey(e.name, defined.node),
			})
		}
	}
}

func keysOf(v value) []string {
	var keys []string
	for _, e := range v.entries() {
		keys = append(keys, e.name)
	}
	return keys
}

// checkScopes asks that scopes are among those of the flows of an OAuth 2 scheme. Those of OpenID Connect are not known here.
func (r *reader) checkScopes(code catalog.Code, scheme, scopes value, report func(catalog.Diagnostic)) {
	if r.str(scheme, "type") != "oauth2" {
		return
	}
	key := "scopes"
	if r.version.major > 2 {
		key = "availableScopes"
	}
	var known []string
	for _, flow := range r.get(scheme, "flows").entries() {
		end, _ := r.follow(flow.value)
		known = append(known, keysOf(r.get(end, key))...)
	}
	defined := setOf(known)
	for _, item := range scopes.items() {
		if s := item.node.Str(); !defined[s] {
			report(catalog.Diagnostic{
				Code: code, Pos: item.node.Position(), Pointer: item.pointer, Message: "the scope `" + clip(s) + "` is not one of the scheme's",
				Suggestion: r.near(s, known),
			})
		}
	}
}

// checkOperationMessages asks that the messages of an operation are those of its channel, in the words of the reference parser: that the
// references to them start with the reference to the channel.
func checkOperationMessages(r *reader, code catalog.Code) {
	for _, o := range r.section("operations") {
		r.messagesOfChannel(code, o.value, "operation")
	}
}

func checkReplyMessages(r *reader, code catalog.Code) {
	for _, o := range r.section("operations") {
		r.messagesOfChannel(code, r.get(o.value, "reply"), "reply")
	}
}

func (r *reader) messagesOfChannel(code catalog.Code, holder value, what string) {
	channel, ok := refText(holder.key("channel").node)
	if !ok {
		channel = catalog.NewScalar(catalog.StringNode, holder.node.Position(), "")
	}
	for _, item := range r.get(holder, "messages").items() {
		ref, ok := refText(item.node)
		if !ok || channel.Text != "" && strings.HasPrefix(ref.Text, channel.Text+"/messages") {
			continue
		}
		r.tell(code, item, "`"+clip(ref.Text)+"` is not a message of the "+what+"'s channel `"+clip(channel.Text)+"`",
			"Refer to it as "+clip(channel.Text)+"/messages/…")
	}
}

// checkOperationChannels asks that an operation of the application is on a channel of the application (AsyncAPI 3.0.0, "Operation Object").
func checkOperationChannels(r *reader, code catalog.Code) {
	for _, e := range r.get(r.root, "operations").entries() {
		if isExtension(e.name) {
			continue
		}
		end, _ := r.follow(e.value)
		channel := end.key("channel")
		if ref, ok := refText(channel.node); ok && !strings.Contains(ref.Text, "#/channels/") && end.file == r.root.file {
			r.tell(code, channel, "`"+clip(ref.Text)+"` is not one of the document's `channels`", "Refer to it as #/channels/…")
		}
	}
}

// checkReplyAddress asks that the channel of a reply whose address is told at run time has none of its own (AsyncAPI 3.0.0, "Operation Reply
// Object").
func checkReplyAddress(r *reader, code catalog.Code) {
	for _, o := range r.section("operations") {
		reply := r.get(o.value, "reply")
		address := r.get(r.get(reply, "channel"), "address")
		if r.get(reply, "address").ok() && address.node.Str() != "" {
			r.tell(code, address, "the reply's address is told at run time, so its channel must have none", "Write `address: null`")
		}
	}
}
