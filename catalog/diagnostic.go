package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Severity says how bad a diagnostic is. An error cannot be talked down by configuration; a warning can.
type Severity uint8

// The severities, worst first.
const (
	Error Severity = iota
	Warning
	Info
)

// String returns "error", "warning" or "info".
func (s Severity) String() string { return [...]string{"error", "warning", "info"}[min(s, Info)] }

// Diagnostic is a problem in the user's files: where, what, and what next. Problems of the machine are errors.
type Diagnostic struct {
	// Code is the stable identifier of the kind of problem; Codes lists them all.
	Code Code
	// Severity is the code's own, unless configuration changed it.
	Severity Severity
	// Pos is where the problem is; its file is always known.
	Pos Pos
	// Pointer is the JSON Pointer (RFC 6901) of the value in its document, where there is one.
	Pointer string
	// Message is one sentence without a full stop, naming the thing in backquotes.
	Message string
	// Suggestion says what to do next, or is empty.
	Suggestion string
	// Notes are further places that explain the problem, such as the other definition.
	Notes []Note
}

// Note is a further place that explains a diagnostic.
type Note struct {
	Pos  Pos
	Text string
}

// Diag returns a diagnostic with the default severity of its code.
func Diag(code Code, pos Pos, message string) Diagnostic {
	return Diagnostic{Code: code, Severity: code.Severity(), Pos: pos, Message: message}
}

// Suggest returns a copy of the diagnostic that carries the suggestion.
func (d Diagnostic) Suggest(text string) Diagnostic {
	d.Suggestion = text
	return d
}

// At returns a copy of the diagnostic that carries the JSON Pointer of the value.
func (d Diagnostic) At(pointer string) Diagnostic {
	d.Pointer = pointer
	return d
}

// Note returns a copy of the diagnostic with one more explaining place.
func (d Diagnostic) Note(pos Pos, text string) Diagnostic {
	d.Notes = append(slices.Clip(d.Notes), Note{Pos: pos, Text: text})
	return d
}

// compare orders diagnostics by position, severity, code and text, so that any two are ordered one way.
func (d Diagnostic) compare(e Diagnostic) int {
	return cmp.Or(d.Pos.Compare(e.Pos), cmp.Compare(d.Severity, e.Severity), strings.Compare(string(d.Code), string(e.Code)),
		strings.Compare(d.Message, e.Message), strings.Compare(d.Pointer, e.Pointer))
}

// SortDiagnostics returns the diagnostics sorted by file and position, without exact repetitions.
func SortDiagnostics(list []Diagnostic) []Diagnostic {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, Diagnostic.compare)
	return slices.CompactFunc(sorted, func(d, e Diagnostic) bool { return d.compare(e) == 0 })
}
