package asyncapi

import "github.com/eventatlas/eventatlas/catalog"

// The codes of reading a document. Those of the rules are beside the rules.
const (
	codeVersion    catalog.Code = "asyncapi/version"
	codeVersionNew catalog.Code = "asyncapi/version-unknown"
	codeDirection  catalog.Code = "asyncapi/direction-suspect"
	codeSiblings   catalog.Code = "asyncapi/ref-siblings"
	codeInline     catalog.Code = "asyncapi/inline-definition"
	codeFormat     catalog.Code = "asyncapi/schema-format"
	codeExtension  catalog.Code = "asyncapi/extension-value"
	codeLimit      catalog.Code = "asyncapi/limit"
	codeAddress    catalog.Code = "asyncapi/channel-address"
)

// readingCodes describes the codes of reading.
func readingCodes() []catalog.CodeInfo {
	return []catalog.CodeInfo{
		{Code: codeVersion, Severity: catalog.Error, Title: "The version of AsyncAPI is missing, malformed or not supported."},
		{Code: codeVersionNew, Severity: catalog.Warning, Title: "The version of AsyncAPI is newer than those that are known."},
		{Code: codeDirection, Severity: catalog.Warning, Title: "Names of operations say the opposite of their direction."},
		{Code: codeSiblings, Severity: catalog.Warning, Title: "Keys beside a `$ref` have no defined meaning."},
		{Code: codeInline, Severity: catalog.Warning, Title: "A definition is written where only a reference may stand."},
		{Code: codeFormat, Severity: catalog.Warning, Title: "The format of a schema is not known; it is shown as it was written."},
		{Code: codeLimit, Severity: catalog.Warning, Title: "The document holds more facts than are read."},
		{Code: codeAddress, Severity: catalog.Warning, Title: "The address of a channel holds a query or a fragment."},
		{Code: codeExtension, Severity: catalog.Warning, Title: "An extension of this project has a value that means nothing."},
	}
}

// Codes lists every code that this package reports beside those of package catalog.
func Codes() []catalog.CodeInfo {
	list := readingCodes()
	for _, rule := range Rules() {
		list = append(list, rule.CodeInfo)
	}
	return list
}

// diag returns a diagnostic of reading, with the severity that Codes gives to its code. Those of rules get theirs from the rule.
func diag(code catalog.Code, pos catalog.Pos, message string) catalog.Diagnostic {
	d := catalog.Diagnostic{Code: code, Severity: catalog.Error, Pos: pos, Message: message}
	for _, info := range readingCodes() {
		if info.Code == code {
			d.Severity = info.Severity
		}
	}
	return d
}
