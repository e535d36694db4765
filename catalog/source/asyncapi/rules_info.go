package asyncapi

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// The rules of this file ask for what makes a document useful. The reference parser has them for 2.x only.

func checkID(r *reader, code catalog.Code) {
	if !r.root.key("id").ok() {
		r.tell(code, r.root, "the document has no `id`", "Give it one, such as urn:com:example:orders")
	}
}

func checkContentType(r *reader, code catalog.Code) {
	if !r.root.key("defaultContentType").ok() {
		r.tell(code, r.root, "the document has no `defaultContentType`", "Say what messages are encoded as, such as application/json")
	}
}

func checkDescription(r *reader, code catalog.Code) {
	if info := r.get(r.root, "info"); info.ok() && r.str(info, "description") == "" {
		r.tell(code, info, "`info` has no `description`", "Say in a few sentences what the application does")
	}
}

func checkContact(r *reader, code catalog.Code) {
	if info := r.get(r.root, "info"); info.ok() && !info.key("contact").ok() {
		r.tell(code, info, "`info` has no `contact`", "Name those who answer questions")
	}
}

func checkContactProperties(r *reader, code catalog.Code) {
	contact := r.get(r.get(r.root, "info"), "contact")
	if !contact.ok() {
		return
	}
	var missing []string
	for _, key := range []string{"name", "url", "email"} {
		if r.str(contact, key) == "" {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		r.tell(code, contact, "`contact` has no "+quoted(missing), "")
	}
}

func checkLicense(r *reader, code catalog.Code) {
	if info := r.get(r.root, "info"); info.ok() && !info.key("license").ok() {
		r.tell(code, info, "`info` has no `license`", "")
	}
}

func checkServers(r *reader, code catalog.Code) {
	if len(r.get(r.root, "servers").entries()) == 0 {
		r.tell(code, r.root, "the document has no `servers`", "Say where the channels are")
	}
}

func checkHasTags(r *reader, code catalog.Code) {
	if len(r.get(r.root, "tags").items()) == 0 {
		r.tell(code, r.root, "the document has no `tags`", "")
	}
}

func checkHasOperationID(r *reader, code catalog.Code) {
	for _, o := range r.operations() {
		folded, _ := r.foldOperation(o.value)
		if r.field(folded, "operationId").node.Str() == "" {
			r.tellKey(code, o.entry, "the operation has no `operationId`", "Name it after what the application does")
		}
	}
}

func checkHasMessageID(r *reader, code catalog.Code) {
	if r.version.before(2, 4) {
		return
	}
	for _, m := range r.spec.Messages {
		if m.MessageID == "" {
			r.report(catalog.Diagnostic{
				Code: code, Pos: m.Source.Pos, Pointer: m.Source.Pointer, Message: "the message `" + clip(m.Label()) + "` has no `messageId`",
			})
		}
	}
}

func checkLatest(r *reader, code catalog.Code) {
	if r.version.before(3, newest[3]) {
		r.tell(code, r.root.key("asyncapi"), "the document is written in AsyncAPI `"+r.version.full()+"`; the latest is 3.1.0", "")
	}
}

// usedComponents collects the pointers of the components that some reference leads to, or through.
func (r *reader) usedComponents() map[string]bool {
	used := map[string]bool{}
	for _, ref := range r.references() {
		a := parseRef(ref.text.Text, r.key(ref.value, ref.text).file)
		if a.file != r.root.file {
			continue
		}
		if parts := strings.SplitN(a.pointer, "/", 5); len(parts) > 3 && parts[1] == "components" {
			used[strings.Join(parts[:4], "/")] = true
		}
	}
	return used
}

// checkSiblings remarks on keys beside a reference, which count for nothing (AsyncAPI, "Reference Object"). Those beside the reference of a 2.x
// channel are another matter; see withSiblings.
func checkSiblings(r *reader, code catalog.Code) {
	for _, ref := range r.references() {
		if len(ref.node.Members) < 2 || r.version.major == 2 && isChannel(ref.value) {
			continue
		}
		for _, e := range ref.entries() {
			if e.name != "$ref" && !isExtension(e.name) {
				r.tellKey(code, e, "`"+clip(e.name)+"` stands beside a `$ref` and is ignored", "Move it to what the reference leads to")
			}
		}
	}
}

// isChannel reports whether a value stands where the channels of a document do.
func isChannel(v value) bool {
	return keyBelow(v.pointer, []string{"channels"}) != "" && strings.Count(v.pointer, "/") == 2
}

func checkUnused(r *reader, code catalog.Code) {
	used := r.usedComponents()
	for _, section := range r.get(r.root, "components").entries() {
		if r.version.major == 2 && section.name == "securitySchemes" || isExtension(section.name) {
			continue
		}
		for _, e := range section.entries() {
			if !used[e.pointer] && !isExtension(e.name) {
				r.tellKey(code, e, "nothing refers to `"+clip(e.name)+"`", "Remove it, or refer to it")
			}
		}
	}
}

func checkUnusedSecurity(r *reader, code catalog.Code) {
	used := map[string]bool{}
	note := func(o object) {
		for _, item := range r.field(o, "security").items() {
			for _, e := range item.entries() {
				used[e.name] = true
			}
		}
	}
	for _, s := range r.section("servers") {
		note(object{value: s.value})
	}
	for _, o := range r.operations() {
		folded, _ := r.foldOperation(o.value)
		note(folded)
	}
	for _, e := range r.get(r.get(r.root, "components"), "securitySchemes").entries() {
		if !used[e.name] {
			r.tellKey(code, e, "nothing asks for `"+clip(e.name)+"`", "Remove it, or ask for it in a server or an operation")
		}
	}
}
