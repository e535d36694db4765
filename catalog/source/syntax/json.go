package syntax

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// ParseJSON reads a JSON document as RFC 8259 has it: no comments, no trailing commas. It is a scanner of our own because a
// tree needs the position of every key and value, which the tokens of encoding/json give only by their end.
func ParseJSON(file string, data []byte) (*catalog.Node, []catalog.Diagnostic) {
	text, ok, diags := text(file, data)
	if !ok {
		return nil, diags
	}
	p := &jsonParser{text: text, cursor: cursor{file: file, text: text}}
	p.space()
	if p.i == len(text) {
		return nil, nil
	}
	root := p.value(1)
	if p.space(); !p.failed && p.i < len(text) {
		p.fail(p.i, "there is text after the end of the document")
	}
	if p.failed {
		root = nil
	}
	return root, p.problems
}

// jsonParser is a recursive descent over the text. After a syntax error it is at the end of the text, so that all
// callers return.
type jsonParser struct {
	text     string
	i        int
	values   int
	failed   bool
	cursor   cursor
	problems problems
}

// fail reports a syntax error, once, and ends parsing.
func (p *jsonParser) fail(at int, message string) *catalog.Node {
	if !p.failed {
		p.problems.add(catalog.Diag(catalog.SyntaxJSON, p.cursor.at(at), message))
	}
	p.failed, p.i = true, len(p.text)
	return nil
}

func (p *jsonParser) space() {
	for p.i < len(p.text) {
		switch p.text[p.i] {
		case ' ', '\t', '\r', '\n':
			p.i++
		default:
			return
		}
	}
}

// peek returns the next byte that is not white space, or 0 at the end.
func (p *jsonParser) peek() byte {
	p.space()
	if p.i < len(p.text) {
		return p.text[p.i]
	}
	return 0
}

func (p *jsonParser) value(depth int) *catalog.Node {
	c := p.peek()
	if p.values++; p.values > MaxValues {
		return p.limit()
	}
	switch {
	case (c == '{' || c == '[') && depth > MaxDepth:
		return p.tooDeep()
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		pos := p.cursor.at(p.i)
		return p.problems.scalar(catalog.StringNode, pos, p.str())
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	default:
		return p.word()
	}
}

func (p *jsonParser) limit() *catalog.Node {
	if !p.failed {
		p.problems.add(catalog.Diag(catalog.SyntaxLimit, p.cursor.at(p.i),
			"the document holds more than "+strconv.Itoa(MaxValues)+" values"))
	}
	p.failed, p.i = true, len(p.text)
	return nil
}

// tooDeep reports the value once and steps over it without recursion.
func (p *jsonParser) tooDeep() *catalog.Node {
	pos := p.cursor.at(p.i)
	if !hasCode(p.problems, catalog.SyntaxDepth) {
		p.problems.add(tooDeep(pos))
	}
	for open := 0; p.i < len(p.text); {
		switch p.text[p.i] {
		case '{', '[':
			open++
		case '}', ']':
			open--
		case '"':
			p.str()
			continue
		}
		if p.i++; open == 0 {
			return catalog.NewScalar(catalog.NullNode, pos, "null")
		}
	}
	return p.fail(p.i, "the document ends inside a value")
}

func tooDeep(pos catalog.Pos) catalog.Diagnostic {
	return catalog.Diag(catalog.SyntaxDepth, pos, "values are nested more than "+strconv.Itoa(MaxDepth)+" deep").
		Suggest("What is nested deeper is left out")
}

func (p *jsonParser) object(depth int) *catalog.Node {
	pos := p.cursor.at(p.i)
	p.i++
	if p.peek() == '}' {
		p.i++
		return catalog.NewMap(pos, nil)
	}
	members := newMembers(&p.problems, 4)
	for {
		if c := p.peek(); c != '"' {
			return p.fail(p.i, wantKey(c))
		}
		keyPos := p.cursor.at(p.i)
		key := p.str()
		if p.peek() != ':' {
			return p.fail(p.i, "there is no colon after the key `"+clip(key)+"`")
		}
		p.i++
		members.add(key, keyPos, p.value(depth+1))
		switch p.peek() {
		case ',':
			p.i++
		case '}':
			p.i++
			return catalog.NewMap(pos, members.list)
		default:
			return p.fail(p.i, p.unclosed("object", '}'))
		}
	}
}

func wantKey(c byte) string {
	switch c {
	case '}':
		return "there is a comma before the closing brace"
	case '/', '#':
		return "JSON has no comments"
	case 0:
		return "the document ends inside an object"
	default:
		return "a key must be a string in double quotes"
	}
}

func (p *jsonParser) unclosed(what string, end rune) string {
	if p.i >= len(p.text) {
		return "the document ends inside an " + what
	}
	if p.text[p.i] == '/' || p.text[p.i] == '#' {
		return "JSON has no comments"
	}
	return "a comma or `" + string(end) + "` is missing"
}

func (p *jsonParser) array(depth int) *catalog.Node {
	pos := p.cursor.at(p.i)
	p.i++
	var items []*catalog.Node
	if p.peek() == ']' {
		p.i++
		return catalog.NewList(pos, nil)
	}
	for {
		if len(items) > 0 && p.peek() == ']' {
			return p.fail(p.i, "there is a comma before the closing bracket")
		}
		items = append(items, p.value(depth+1))
		switch p.peek() {
		case ',':
			p.i++
		case ']':
			p.i++
			return catalog.NewList(pos, items)
		default:
			return p.fail(p.i, p.unclosed("array", ']'))
		}
	}
}

func (p *jsonParser) number() *catalog.Node {
	start := p.i
	for p.i < len(p.text) && strings.IndexByte("+-.eE0123456789", p.text[p.i]) >= 0 {
		p.i++
	}
	number := p.text[start:p.i]
	if !isNumber(number) {
		return p.fail(start, "`"+clip(number)+"` is not a JSON number")
	}
	return p.problems.scalar(catalog.NumberNode, p.cursor.at(start), number)
}

func (p *jsonParser) word() *catalog.Node {
	start := p.i
	for p.i < len(p.text) && p.text[p.i] >= 'a' && p.text[p.i] <= 'z' {
		p.i++
	}
	switch word := p.text[start:p.i]; word {
	case "true", "false":
		return catalog.NewScalar(catalog.BoolNode, p.cursor.at(start), word)
	case "null":
		return catalog.NewScalar(catalog.NullNode, p.cursor.at(start), word)
	}
	return p.fail(start, p.noValue(start))
}

func (p *jsonParser) noValue(at int) string {
	switch {
	case at >= len(p.text):
		return "the document ends where a value is expected"
	case p.text[at] == '\'':
		return "a string must stand in double quotes"
	case p.text[at] == '/' || p.text[at] == '#':
		return "JSON has no comments"
	default:
		return "a value is expected here"
	}
}

// str reads a string at its opening quote and returns its value. A piece of the text is returned as it is where there is no
// escape in it.
func (p *jsonParser) str() string {
	start := p.i + 1
	for i := start; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '"':
			p.i = i + 1
			return p.text[start:i]
		case c == '\\':
			return p.escaped(start, i)
		case c < ' ':
			p.fail(i, "a control character stands in a string; write it as an escape")
			return ""
		}
	}
	p.fail(start-1, "a string is not closed")
	return ""
}

// escaped goes on with a string that starts at start and whose first escape is at i.
func (p *jsonParser) escaped(start, i int) string {
	var b strings.Builder
	b.WriteString(p.text[start:i])
	for i < len(p.text) {
		switch c := p.text[i]; {
		case c == '"':
			p.i = i + 1
			return b.String()
		case c == '\\':
			r, size := unescape(p.text[i:])
			if size == 0 {
				p.fail(i, "this escape does not exist in JSON")
				return ""
			}
			b.WriteRune(r)
			i += size
		case c < ' ':
			p.fail(i, "a control character stands in a string; write it as an escape")
			return ""
		default:
			b.WriteByte(c)
			i++
		}
	}
	p.fail(start-1, "a string is not closed")
	return ""
}

// unescape reads an escape at the start of s and returns its character and its length, 0 where there is no such
// escape. Half of a surrogate pair becomes U+FFFD.
func unescape(s string) (rune, int) {
	if len(s) < 2 {
		return 0, 0
	}
	if i := strings.IndexByte(`"\/bfnrt`, s[1]); i >= 0 {
		return rune("\"\\/\b\f\n\r\t"[i]), 2
	}
	first, ok := unicodeEscape(s)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, 6
	}
	if second, ok := unicodeEscape(s[6:]); ok {
		if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
			return r, 12
		}
	}
	return utf8.RuneError, 6
}

func unicodeEscape(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	v, err := strconv.ParseUint(s[2:6], 16, 32)
	return rune(v), err == nil
}

// isNumber reports whether s is a number as RFC 8259, section 6 defines it.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole := digits(s)
	if whole == 0 || whole > 1 && s[0] == '0' {
		return false
	}
	if s = s[whole:]; strings.HasPrefix(s, ".") {
		fraction := digits(s[1:])
		if fraction == 0 {
			return false
		}
		s = s[1+fraction:]
	}
	if s == "" {
		return true
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	if s = s[1:]; s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	return s != "" && digits(s) == len(s)
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
