package asyncapi

import "github.com/eventatlas/eventatlas/catalog"

// Rule is one rule that documents are checked by.
type Rule struct {
	catalog.CodeInfo
	// Since and Until bound the major versions that the rule is for, both included; 0 is no bound.
	Since, Until int
	check        func(r *reader, code catalog.Code)
}

// The codes of checking against the specification's JSON Schema.
const (
	codeStructure catalog.Code = "asyncapi/structure"
	codeReference catalog.Code = "asyncapi/reference-forbidden"
)

// Rules lists the rules, in the order in which they run.
func Rules() []Rule {
	return []Rule{
		{CodeInfo: catalog.CodeInfo{Code: codeStructure, Severity: catalog.Error, Title: "The document does not have the form that the specification gives it."}},
		{CodeInfo: catalog.CodeInfo{Code: codeReference, Severity: catalog.Error, Title: "A reference stands where none may."}},
	}
}

// check runs the rules.
func (r *reader) check() {
	for _, rule := range Rules() {
		r.severity[rule.Code] = rule.Severity
	}
	r.checkStructure()
	for _, rule := range Rules() {
		if rule.check != nil && r.version.major >= rule.Since && (rule.Until == 0 || r.version.major <= rule.Until) {
			rule.check(r, rule.Code)
		}
	}
}
