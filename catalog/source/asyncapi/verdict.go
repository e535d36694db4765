package asyncapi

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Valid reports whether the diagnostics of a document, those of reading the text included, say that it is valid: whether none of
// them is an error of the syntax, of a reference or of AsyncAPI itself.
func Valid(diags []catalog.Diagnostic) bool {
	for _, d := range diags {
		if d.Severity != catalog.Error {
			continue
		}
		group, _, _ := strings.Cut(string(d.Code), "/")
		switch group {
		case "asyncapi", "syntax", "ref", "file":
			return false
		}
	}
	return true
}
