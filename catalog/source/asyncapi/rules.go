package asyncapi

import (
	"cmp"

	"github.com/eventatlas/eventatlas/catalog"
)

// Rule is one rule that documents are checked by.
type Rule struct {
	catalog.CodeInfo
	// Since and Until bound the major versions that the rule is for, both included; 0 is no bound.
	Since, Until int
	// Own says that the reference parser has no such rule, Lenient that it has none for 3.x: there it is never worse than a warning.
	Own, Lenient bool
	check        func(r *reader, code catalog.Code)
}

// The codes of checking against the specification's JSON Schema.
const (
	codeStructure catalog.Code = "asyncapi/structure"
	codeReference catalog.Code = "asyncapi/reference-forbidden"
)

// Rules lists the rules, in the order in which they run.
func Rules() []Rule {
	fault := func(code catalog.Code, title string, check func(*reader, catalog.Code)) Rule {
		return Rule{CodeInfo: catalog.CodeInfo{Code: "asyncapi/" + code, Severity: catalog.Error, Title: title}, check: check}
	}
	advice := func(code catalog.Code, title string, check func(*reader, catalog.Code)) Rule {
		return Rule{CodeInfo: catalog.CodeInfo{Code: "asyncapi/" + code, Severity: catalog.Warning, Title: title}, check: check}
	}
	remark := func(code catalog.Code, title string, check func(*reader, catalog.Code)) Rule {
		return Rule{CodeInfo: catalog.CodeInfo{Code: "asyncapi/" + code, Severity: catalog.Info, Title: title}, check: check}
	}
	return []Rule{
		fault("structure", "The document does not have the form that the specification gives it.", nil),
		fault("reference-forbidden", "A reference stands where none may.", nil),

		fault("server-security", "A server asks for a security scheme, or a scope, that is not defined.", checkServerSecurity).leniently(),
		fault("server-variables", "The variables of a server are not those of its URL.", checkServerVariables).leniently(),
		fault("channel-parameters", "The parameters of a channel are not those of its address.", checkChannelParameters).leniently(),
		fault("channel-servers", "A channel names a server that is not defined.", checkChannelServers),
		fault("channel-query", "The name or address of a channel holds a query or a fragment.", checkChannelQuery),
		fault("operation-id-unique", "Two operations have one operationId.", checkOperationIDs).only(2),
		fault("operation-security", "An operation asks for a security scheme, or a scope, that is not defined.", checkOperationSecurity).leniently(),
		fault("message-id-unique", "Two messages have one messageId.", checkMessageIDs).only(2),
		fault("message-examples", "An example of a message does not fit its schema.", checkMessageExamples).leniently(),
		fault("tags-unique", "A tag is given twice.", checkTags).leniently(),
		fault("payload-schema", "A payload is not a valid schema.", checkPayloads).only(2),
		fault("schema-default", "The default of a schema does not fit it.", checkDefaults).leniently(),
		fault("schema-examples", "An example of a schema does not fit it.", checkSchemaExamples).leniently(),
		fault("operation-messages", "An operation lists a message that its channel does not have.", checkOperationMessages).only(3),
		fault("operation-channel", "An operation refers to a channel that is not one of the document's channels.", checkOperationChannels).only(3),
		fault("channel-server-reference", "A channel refers to a server that is not one of the document's servers.", checkServerReferences).only(3),

		advice("reply-address", "A reply has an address of its own and a channel with an address.", checkReplyAddress).only(3).own(),
		advice("reply-messages", "A reply lists a message that its channel does not have.", checkReplyMessages).only(3).own(),
		advice("runtime-expression", "A runtime expression cannot be read.", checkExpressions).own(),
		advice("runtime-target", "A runtime expression leads to a field that no message has.", checkExpressionTargets).own(),
		advice("discriminator", "A discriminator is not a required property.", checkDiscriminators).own(),

		advice("schema-id", "A reference stands in a schema with an `$id`, which does not count.", checkSchemaIDs).own(),

		advice("id", "The document has no id.", checkID).only(2),
		advice("default-content-type", "The document has no default content type.", checkContentType).only(2),
		advice("info-description", "The document has no description.", checkDescription).only(2),
		advice("info-contact", "The document names no contact.", checkContact).only(2),
		advice("info-contact-properties", "The contact lacks a name, a URL or an email address.", checkContactProperties).only(2),
		advice("info-license", "The document names no licence.", checkLicense).only(2),
		advice("servers", "The document has no servers.", checkServers).only(2),
		advice("tags", "The document has no tags.", checkHasTags).only(2),
		advice("server-empty-variable", "The URL of a server holds an empty variable.", checkEmptyVariables),
		advice("server-trailing-slash", "The URL of a server ends with a slash.", checkServerSlash).only(2),
		advice("channel-empty-parameter", "The address of a channel holds an empty parameter.", checkEmptyParameters),
		advice("channel-trailing-slash", "The address of a channel ends with a slash.", checkChannelSlash),
		advice("operation-id", "An operation has no operationId.", checkHasOperationID).only(2),
		advice("message-id", "A message has no messageId.", checkHasMessageID).only(2),
		remark("ref-siblings-ignored", "Keys beside a `$ref` are ignored.", checkSiblings).own(),
		remark("latest-version", "A newer version of the specification exists.", checkLatest),
		remark("unused-component", "Nothing refers to a component.", checkUnused),
		remark("unused-security-scheme", "Nothing asks for a security scheme.", checkUnusedSecurity).only(2),
	}
}

// only limits a rule to one major version.
func (rule Rule) only(major int) Rule {
	rule.Since, rule.Until = major, major
	return rule
}

// leniently makes a rule a warning in 3.x, for which the reference parser does not have it.
func (rule Rule) leniently() Rule {
	rule.Lenient = true
	return rule
}

// own marks a rule that the reference parser does not have.
func (rule Rule) own() Rule {
	rule.Own = true
	return rule
}

// check runs the rules.
func (r *reader) check() {
	rules := Rules()
	for _, rule := range rules {
		r.severity[rule.Code] = rule.Severity
		if rule.Lenient && r.version.major > 2 {
			r.severity[rule.Code] = max(rule.Severity, catalog.Warning)
		}
	}
	r.checkStructure()
	for _, rule := range rules {
		if rule.check != nil && r.version.major >= rule.Since && (rule.Until == 0 || r.version.major <= rule.Until) {
			rule.check(r, rule.Code)
		}
	}
}

// mildly reports a problem that the reference parser does not look for: it is no more than a warning.
func (r *reader) mildly(d catalog.Diagnostic) {
	d.Severity = max(r.severity[d.Code], catalog.Warning)
	r.diags = append(r.diags, d)
}

// tell reports a problem at a value.
func (r *reader) tell(code catalog.Code, at value, message, suggestion string) {
	r.report(catalog.Diagnostic{Code: code, Pos: at.node.Position(), Message: message, Suggestion: suggestion, Pointer: at.pointer})
}

// tellKey reports a problem at a key of a mapping.
func (r *reader) tellKey(code catalog.Code, at entry, message, suggestion string) {
	r.report(catalog.Diagnostic{Code: code, Pos: at.pos, Message: message, Suggestion: suggestion, Pointer: at.pointer})
}

// section returns what stands in a section of the document and in that of its components, references followed, each thing once. The pointers
// and positions are those of the entries.
func (r *reader) section(name string) []definition {
	var list []definition
	seen := map[place]bool{}
	for _, holder := range []value{r.root, r.get(r.root, "components")} {
		for _, e := range r.get(holder, name).entries() {
			end, fate := r.follow(e.value)
			if fate == found && end.node.Is(catalog.MapNode) && !isExtension(e.name) && !seen[end.place()] {
				seen[end.place()] = true
				list = append(list, definition{e, end})
			}
		}
	}
	return list
}

// definition is a member of a section and what it stands for.
type definition struct {
	entry entry
	value
}

// operations returns the operations of the document and of its components, with the names that they have there.
func (r *reader) operations() []definition {
	if r.version.major > 2 {
		return r.section("operations")
	}
	var list []definition
	for _, c := range r.section("channels") {
		for _, e := range c.entries() {
			if e.name != "publish" && e.name != "subscribe" {
				continue
			}
			if end, fate := r.follow(e.value); fate == found && end.node.Is(catalog.MapNode) {
				list = append(list, definition{e, end})
			}
		}
	}
	return list
}

// messageValues returns every message of the document, once, with its place.
func (r *reader) messageValues() []value {
	var list []value
	for _, m := range r.spec.Messages {
		file := m.Source.Pos.File
		if node := r.nodeAt(place{file, m.Source.Pointer}); node != nil {
			list = append(list, value{node: node, file: file, pointer: m.Source.Pointer})
		}
	}
	return list
}

func (r *reader) nodeAt(p place) *catalog.Node {
	if f := r.file(cmp.Or(p.file, r.root.file)); f != nil {
		return f.Root.At(p.pointer)
	}
	return nil
}
