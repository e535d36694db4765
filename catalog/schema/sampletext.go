package schema

import (
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode/utf8"
)

// text makes a string: of its format, of its pattern, else any, in the length that is allowed.
func (s *sampler) text(t *Type, kind string) string {
	switch {
	case t.LogicalType == "decimal":
		return decimalText(t)
	case kind == "fixed":
		return strings.Repeat("a", min(count(t.Bounds.Size, 0), maxItems))
	case strings.HasSuffix(kind, "64"):
		return strconv.Itoa(1 + s.nudge)
	}
	if example := formatText(t.Format, t.LogicalType); example != "" && s.nudge == 0 && textFits(example, &t.Bounds) {
		return example
	}
	for _, pattern := range t.Bounds.Patterns {
		if v, ok := s.fromPattern(pattern, t.Bounds.MinLength, t.Bounds.MaxLength); ok && textFits(v, &t.Bounds) {
			return v
		}
	}
	return s.plainText(t)
}

// plainText makes "string", or "string2" and so on, cut or filled to the length.
func (s *sampler) plainText(t *Type) string {
	v, suffix := "string", ""
	if s.nudge > 0 {
		suffix = strconv.Itoa(s.nudge + 1)
	}
	least, most := count(t.Bounds.MinLength, 0), count(t.Bounds.MaxLength, maxText)
	suffix = suffix[max(0, len(suffix)-most):]
	v = v[:min(len(v), most-len(suffix))] + suffix
	if len(v) < least && least <= 1<<12 {
		v = strings.Repeat("a", least-len(v)) + v
	}
	return v
}

func decimalText(t *Type) string {
	scale := min(count(t.Bounds.Scale, 0), 30)
	if scale == 0 {
		return "1"
	}
	return "1." + strings.Repeat("0", scale)
}

// formatText returns a string of a format of JSON Schema (Validation, section 7), OpenAPI or Avro's logical types.
func formatText(format, logical string) string {
	if format == "" {
		format = logical
	}
	switch format {
	case "date-time":
		return "2026-01-31T09:30:00Z"
	case "date":
		return "2026-01-31"
	case "time":
		return "09:30:00Z"
	case "duration":
		return "P1D"
	case "email", "idn-email":
		return "jane@example.com"
	case "hostname", "idn-hostname":
		return "example.com"
	case "ipv4":
		return "192.0.2.1"
	case "ipv6":
		return "2001:db8::1"
	case "uri", "iri", "url":
		return "https://example.com/"
	case "uri-reference", "iri-reference":
		return "/path"
	case "uri-template":
		return "/orders/{id}"
	case "uuid", "guid":
		return "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
	case "json-pointer":
		return "/id"
	case "relative-json-pointer":
		return "0"
	case "regex":
		return "^[a-z]+$"
	case "byte":
		return "c3RyaW5n"
	}
	return ""
}

// Bounds of making text from patterns, which are strangers' and of which there may be many.
const (
	maxPattern  = 256
	maxPatterns = 100
	maxMade     = 1000
	maxProgram  = 5000
)

// fromPattern makes a string that a pattern matches, of a length that is allowed; ok is false where that does not succeed, as with patterns
// that only ECMAScript knows.
func (s *sampler) fromPattern(pattern, minLength, maxLength string) (made string, ok bool) {
	key := pattern + "\x00" + minLength + "\x00" + maxLength + "\x00" + strconv.Itoa(s.nudge)
	if made, known := s.patterns[key]; known {
		return made, made != "\x00"
	}
	if len(pattern) > maxPattern || len(s.patterns) >= maxPatterns {
		return "", false
	}
	made = "\x00"
	if v, ok := matching(pattern, count(minLength, 0), count(maxLength, maxMade), s.nudge); ok {
		made = v
	}
	s.patterns[key] = made
	return made, made != "\x00"
}

func matching(pattern string, least, most, nudge int) (string, bool) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil || size(tree) > maxProgram {
		return "", false
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return "", false
	}
	for _, extra := range []int{0, 1, 2, 4, least, least / 2} {
		g := generator{extra: min(extra, maxMade), nudge: nudge}
		g.write(tree)
		v := g.b.String()
		for n := utf8.RuneCountInString(v); n < least && !strings.HasSuffix(pattern, "$") && n < maxMade; n++ {
			v += "a"
		}
		if n := utf8.RuneCountInString(v); n >= least && n <= most && g.b.Len() < maxMade && re.MatchString(v) {
			return v, true
		}
	}
	return "", false
}

// size estimates the program that a regular expression is compiled to: repetitions are written out, and classes are long.
func size(re *syntax.Regexp) int {
	n := 1 + len(re.Rune)/2
	for _, sub := range re.Sub {
		n += size(sub)
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min, re.Max, 1)
	}
	return n
}

// generator writes a string that a regular expression matches.
type generator struct {
	b            strings.Builder
	extra, nudge int
}

func (g *generator) write(re *syntax.Regexp) {
	if g.b.Len() >= maxMade {
		return
	}
	switch re.Op {
	case syntax.OpLiteral:
		g.b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		g.b.WriteRune(g.member(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		g.b.WriteRune(rune('a' + g.nudge%26))
	case syntax.OpCapture, syntax.OpConcat:
		for _, sub := range re.Sub {
			g.write(sub)
		}
	case syntax.OpAlternate:
		g.write(re.Sub[g.nudge%len(re.Sub)])
	case syntax.OpStar:
		g.repeat(re.Sub[0], 0, -1)
	case syntax.OpPlus:
		g.repeat(re.Sub[0], 1, -1)
	case syntax.OpQuest:
		g.repeat(re.Sub[0], 0, 1)
	case syntax.OpRepeat:
		g.repeat(re.Sub[0], re.Min, re.Max)
	default: // anchors and boundaries write nothing
	}
}

func (g *generator) repeat(re *syntax.Regexp, least, most int) {
	n := least + g.extra
	if most >= 0 {
		n = min(n, most)
	}
	for range n {
		if g.b.Len() >= maxMade {
			return
		}
		g.write(re)
	}
}

// member picks a character of a class: a letter or digit if there is one, another one for each nudge.
func (g *generator) member(ranges []rune) rune {
	var plain []rune
	for i := 0; i+1 < len(ranges); i += 2 {
		for c := max(ranges[i], '0'); c <= min(ranges[i+1], 'z'); c++ {
			if c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' {
				plain = append(plain, c)
			}
		}
	}
	switch {
	case len(plain) > 0:
		return plain[g.nudge%len(plain)]
	case len(ranges) > 0:
		return ranges[0]
	}
	return 'a'
}
