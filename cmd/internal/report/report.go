// Package report prints diagnostics. One list, several ways to write it: each is a value in the list that Formats returns.
// Whatever stands in a file name or a message comes from strangers, so control characters never reach the terminal, and
// nothing in a report can be taken for a command of the system that reads it.
package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// Options say how to print.
type Options struct {
	// Color asks for ANSI colours, in the formats that have them.
	Color bool
	// Limit is the most diagnostics to print; 0 prints all.
	Limit int
	// Lines returns the text of a file's line, to be shown under the message; nil shows none.
	Lines func(file string, line int) string
}

// Format is one way to print a list of diagnostics, which is sorted.
type Format struct {
	Name, About string
	Write       func(w io.Writer, list []catalog.Diagnostic, opt Options) error
}

// Formats lists the formats; the first is the default.
func Formats() []Format {
	return []Format{
		{Name: "text", About: "for people", Write: writeText},
		{Name: "json", About: "one JSON object", Write: writeJSON},
	}
}

// Find returns the format of that name.
func Find(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Count is how many diagnostics of each severity a list holds.
type Count struct{ Errors, Warnings, Infos int }

// Tally counts a list.
func Tally(list []catalog.Diagnostic) Count {
	var c Count
	for _, d := range list {
		switch d.Severity {
		case catalog.Error:
			c.Errors++
		case catalog.Warning:
			c.Warnings++
		default:
			c.Infos++
		}
	}
	return c
}

// String returns the counts in words, such as "2 errors, 1 warning"; "no problems" for none.
func (c Count) String() string {
	var parts []string
	add := func(n int, word string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+word)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", n, word))
		}
	}
	add(c.Errors, "error")
	add(c.Warnings, "warning")
	add(c.Infos, "note")
	if len(parts) == 0 {
		return "no problems"
	}
	return strings.Join(parts, ", ")
}

// Fails reports whether a list is bad enough for exit status 1: failOn is error, warning or never.
func (c Count) Fails(failOn string) bool {
	switch failOn {
	case "never":
		return false
	case "warning":
		return c.Errors+c.Warnings > 0
	default:
		return c.Errors > 0
	}
}

// command finds what build systems take for a command to themselves wherever it stands in a line: `##[error]`, `##vso[…]`, `##teamcity[…]`.
var command = regexp.MustCompile(`##[A-Za-z]*\[`)

// Clean makes a stranger's text safe for a terminal and for the log of a build: control and direction-changing characters become visible,
// and what the log would take for a command is not one any more.
func Clean(s string) string {
	if strings.Contains(s, "##") {
		s = command.ReplaceAllStringFunc(s, func(found string) string { return `\u0023` + found[1:] })
	}
	if !strings.ContainsFunc(s, hostile) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if hostile(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// cleanPlace is Clean for what stands at the start of a line, where `::` begins a command of GitHub's runner.
func cleanPlace(pos catalog.Pos) string {
	s := Clean(pos.String())
	if strings.HasPrefix(strings.TrimSpace(s), "::") {
		return "./" + s
	}
	return s
}

func hostile(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0x2028 || r == 0x2029
}
