package asyncapi

import "strings"

// role says what a value of a document is: "channel", "message", "schema" … A role in braces is a mapping from names to it; a list has the role
// of its items. The role of plain data is data.
type role string

const (
	rootRole   role = "document"
	schemaRole role = "schema"
	dataRole   role = "data"
	// valueRole is that of whatever stands in a value without a grammar. The roles must not grow with the depth, because every role of a
	// definition is looked at once.
	valueRole role = "value"
)

// grammar gives the role of the value at each key of an object, where that has one of its own. Elsewhere it is that of the object and the key:
// a reference may stand for a title as well as for a message.
var grammar = map[role]map[string]role{
	rootRole: {
		"info": "info", "servers": "{server}", "channels": "{channel}", "operations": "{operation}", "components": "components",
		"tags": "tag", "externalDocs": "docs",
	},
	"info": {"contact": "contact", "license": "license", "tags": "tag", "externalDocs": "docs"},
	"components": {
		"schemas": "{schema}", "servers": "{server}", "channels": "{channel}", "operations": "{operation}", "messages": "{message}",
		"securitySchemes": "{security}", "serverVariables": "{variable}", "parameters": "{parameter}", "correlationIds": "{correlation}",
		"replies": "{reply}", "replyAddresses": "{address}", "externalDocs": "{docs}", "tags": "{tag}",
		"operationTraits": "{operationTrait}", "messageTraits": "{messageTrait}",
		"serverBindings": "{serverBindings}", "channelBindings": "{channelBindings}",
		"operationBindings": "{operationBindings}", "messageBindings": "{messageBindings}",
	},
	"server": {"variables": "{variable}", "security": "security", "bindings": "serverBindings", "tags": "tag", "externalDocs": "docs"},
	"channel": {
		"servers": "serverReference", "messages": "{message}", "publish": "operation", "subscribe": "operation",
		"parameters": "{parameter}", "bindings": "channelBindings", "tags": "tag", "externalDocs": "docs",
	},
	"operation": {
		"channel": "channelReference", "messages": "messageReference", "message": "message", "reply": "reply", "traits": "operationTrait",
		"security": "security", "bindings": "operationBindings", "tags": "tag", "externalDocs": "docs",
	},
	"operationTrait": {"security": "security", "bindings": "operationBindings", "tags": "tag", "externalDocs": "docs"},
	"reply":          {"address": "address", "channel": "channelReference", "messages": "messageReference"},
	"message": {
		"oneOf": "message", "payload": schemaRole, "headers": schemaRole, "traits": "messageTrait", "correlationId": "correlation",
		"bindings": "messageBindings", "tags": "tag", "externalDocs": "docs", "examples": dataRole,
	},
	"messageTrait": {
		"headers": schemaRole, "correlationId": "correlation", "bindings": "messageBindings", "tags": "tag", "externalDocs": "docs",
		"examples": dataRole,
	},
	"parameter": {"schema": schemaRole},
	"tag":       {"externalDocs": "docs"},
}

// below returns the role of the value at a key of a value.
func (r role) below(key string) role {
	if inner, ok := strings.CutPrefix(string(r), "{"); ok {
		return role(strings.TrimSuffix(inner, "}"))
	}
	switch {
	case r == dataRole, strings.HasPrefix(key, "x-"):
		return dataRole
	case r == schemaRole:
		return schemaBelow(key)
	case strings.HasPrefix(string(r), "schema/"):
		return schemaRole
	}
	if next, ok := grammar[r][key]; ok {
		return next
	}
	if grammar[r] != nil {
		return r + "/" + role(key)
	}
	return valueRole
}

// schemaBelow returns the role of the value at a keyword of a schema.
func schemaBelow(key string) role {
	switch key {
	case "properties", "patternProperties", "definitions", "$defs", "dependencies":
		return "schema/" + role(key)
	}
	if isData(key) {
		return dataRole
	}
	return schemaRole
}

// isReference reports whether only a reference may stand there, to something that is defined, and checked, elsewhere.
func (r role) isReference() bool { return strings.HasSuffix(string(r), "Reference") }
