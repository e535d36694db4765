// Package lint holds the rules of `check`: what can be wrong with a catalog although every file of it could be read. A rule is a
// value: a code, its default severity, a sentence, and a function from the catalog to diagnostics; Rules lists them. Rules do not see each
// other and may run in any order, because their findings are sorted by place.
package lint

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/graph"
)

// Input is what a rule may look at.
type Input struct {
	Catalog *catalog.Catalog
	Graph   *graph.Graph
	// Memo spares the work of the run before; nil is none.
	Memo *Memo
}

// Rule is one thing that can be wrong.
type Rule struct {
	// Code is what configuration and reports call the rule.
	Code catalog.Code
	// About says in one sentence what the rule looks for.
	About string
	// Check returns what it found, in any order.
	Check func(in Input) []catalog.Diagnostic
}

// Rules lists every rule.
func Rules() []Rule {
	return []Rule{schemaMissing(), schemaReadable(), oneSided()}
}

// Run applies all rules and returns their findings, sorted by place.
func Run(in Input) []catalog.Diagnostic {
	var list []catalog.Diagnostic
	for _, rule := range Rules() {
		list = append(list, rule.Check(in)...)
	}
	in.Memo.trim()
	return catalog.SortDiagnostics(list)
}
