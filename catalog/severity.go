package catalog

import "strings"

// Judge gives diagnostics the severities that the configuration asks for, and leaves out those of rules that are off. An error cannot
// be talked down: only warnings and notes are changed. The list itself stays as it is.
func (c Config) Judge(list []Diagnostic) []Diagnostic {
	if len(c.Rules) == 0 {
		return list
	}
	kept := make([]Diagnostic, 0, len(list))
	for _, d := range list {
		wanted, ok := c.Rules[string(d.Code)]
		if !ok || d.Severity == Error {
			kept = append(kept, d)
			continue
		}
		switch strings.ToLower(wanted) {
		case "off":
			continue
		case "error":
			d.Severity = Error
		case "warning", "warn":
			d.Severity = Warning
		case "info":
			d.Severity = Info
		}
		kept = append(kept, d)
	}
	return kept
}
