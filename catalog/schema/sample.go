package schema

import "github.com/eventatlas/eventatlas/catalog"

// Sample x
func Sample(t *Type) *catalog.Node { return nil }

// Samples x
func Samples(t *Type) []Named { return nil }

// Fingerprint x
func Fingerprint(t *Type) string { return "" }
