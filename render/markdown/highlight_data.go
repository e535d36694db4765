package markdown

import "bytes"

// scanJSON reads JSON and what people write for it: comments and single quotes are seen too.
func scanJSON(s *scanner) {
	for s.more() {
		start := s.pos
		switch c := s.code[s.pos]; {
		case c == '"' || c == '\'':
			s.quoted(string(c), '\\', false)
			s.mark(start, stringOrKey(s))
		case isDigit(c) || c == '-' && isDigit(s.peek(1)):
			s.pos++
			s.take(func(c byte) bool { return isNumberByte(c) || c == '+' || c == '-' })
			s.mark(start, ClassNumber)
		case isWordStart(c):
			s.take(isWord)
			s.mark(start, literalClass(s.code[start:s.pos]))
		case s.at("//"):
			s.toLineEnd()
			s.mark(start, ClassComment)
		default:
			s.pos++
		}
	}
}

// stringOrKey tells a string from a key by the colon after it. Blanks are looked over to the end of the
// line only.
func stringOrKey(s *scanner) string {
	i := s.pos
	for i < len(s.code) && isBlank(s.code[i]) {
		i++
	}
	// What was looked over is not looked at again.
	if i < len(s.code) && s.code[i] == ':' {
		return ClassKey
	}
	return ClassString
}

func literalClass(word []byte) string {
	switch string(word) {
	case "true", "false", "null", "True", "False", "TRUE", "FALSE", "NULL", "~", "yes", "no", "on", "off":
		return ClassLiteral
	}
	return ""
}

// scanYAML reads YAML line by line, and flow collections and quoted strings across lines.
func scanYAML(s *scanner) {
	for s.more() {
		lineStart := s.pos
		s.take(isBlank)
		switch {
		case s.pos == lineStart && (s.at("---") || s.at("...")):
			s.pos += 3
			s.mark(lineStart, ClassMeta)
		case s.pos == lineStart && s.at("%"):
			s.toLineEnd()
			s.mark(lineStart, ClassMeta)
		}
		yamlLine(s, s.pos-lineStart)
		if s.more() { // the newline
			s.pos++
		}
	}
}

// yamlLine reads from behind the indentation to the end of the line, or further where a string or a block
// does not end with it.
func yamlLine(s *scanner, indent int) {
	fresh := true // a key may begin here
	flow := 0
	for s.more() && (s.code[s.pos] != '\n' || flow > 0) {
		start := s.pos
		switch c := s.code[s.pos]; {
		case isBlank(c) || c == '\n':
			s.pos++
			continue
		case c == '#' && (start == 0 || isBlank(s.peek(-1)) || s.peek(-1) == '\n'):
			s.toLineEnd()
			s.mark(start, ClassComment)
		case (c == '-' || c == '?') && fresh && flow == 0 && (isBlank(s.peek(1)) || s.peek(1) == '\n'):
			s.pos++
			continue
		case c == '{' || c == '[':
			flow++
			s.pos++
			fresh = true
			continue
		case (c == '}' || c == ']') && flow > 0:
			flow--
			s.pos++
		case c == ',' && flow > 0:
			s.pos++
			fresh = true
			continue
		case c == '"' || c == '\'':
			s.quoted(string(c), map[byte]byte{'"': '\\'}[c], true)
			s.mark(start, stringOrKey(s))
		case (c == '|' || c == '>') && flow == 0 && !fresh:
			yamlBlock(s, indent)
			return
		case (c == '&' || c == '*' || c == '!') && !isBlank(s.peek(1)):
			s.take(func(c byte) bool { return !isBlank(c) && c != '\n' && c != ',' })
			s.mark(start, ClassMeta)
			continue
		case c == ':':
			s.pos++
			fresh = false
			continue
		default:
			yamlPlain(s, flow > 0)
		}
		fresh = false
	}
}

// yamlPlain reads a scalar without quotes. It ends before ": ", " #", the end of the line, and in a flow
// collection before its punctuation; a key is one that a colon ends.
func yamlPlain(s *scanner, flow bool) {
	start := s.pos
	for s.more() && s.code[s.pos] != '\n' {
		c, next := s.code[s.pos], s.peek(1)
		if c == ':' && (isBlank(next) || next == '\n' || next == 0) {
			s.mark(start, ClassKey)
			return
		}
		if c == '#' && isBlank(s.peek(-1)) || flow && bytes.IndexByte([]byte(",[]{}"), c) >= 0 {
			break
		}
		s.pos++
	}
	if s.pos == start {
		s.pos++
	}
	end := s.pos
	for s.pos > start+1 && isBlank(s.peek(-1)) {
		s.pos--
	}
	s.mark(start, scalarClass(s.code[start:s.pos]))
	s.pos = end
}

func scalarClass(value []byte) string {
	if class := literalClass(value); class != "" {
		return class
	}
	digits := bytes.TrimLeft(value, "+-.")
	if len(digits) > 0 && isDigit(digits[0]) && len(bytes.Trim(digits, "0123456789.eE+-_xabcdefABCDEF")) == 0 {
		return ClassNumber
	}
	return ClassString
}

// yamlBlock reads a block scalar from its | or > to the line that is indented no more than the line it
// began on.
func yamlBlock(s *scanner, indent int) {
	start := s.pos
	s.take(func(c byte) bool { return c != '\n' && c != '#' && !isBlank(c) })
	s.mark(start, ClassMeta)
	s.toLineEnd()
	start = s.pos
	for s.more() {
		line := s.code[s.pos+1:]
		width := len(line) - len(bytes.TrimLeft(line, " \t"))
		blank := width == len(line) || line[width] == '\n'
		if width <= indent && !blank {
			break
		}
		s.pos++
		s.toLineEnd()
	}
	s.mark(start, ClassString)
}

// scanKeys reads INI, properties and TOML: sections, keys, values.
func scanKeys(s *scanner) {
	for s.more() {
		s.take(isBlank)
		start := s.pos
		switch s.peek(0) {
		case '#', ';', '!':
			s.toLineEnd()
			s.mark(start, ClassComment)
		case '[':
			s.toLineEnd()
			s.mark(start, ClassType)
		default:
			s.take(func(c byte) bool { return c != '=' && c != '\n' })
			if s.peek(0) == '=' {
				s.mark(start, ClassKey)
				s.pos++
			}
			tomlValue(s)
		}
		if s.more() {
			s.pos++
		}
	}
}

func tomlValue(s *scanner) {
	for s.more() && s.code[s.pos] != '\n' {
		start := s.pos
		switch c := s.code[s.pos]; {
		case s.at(`"""`):
			s.quoted(`"""`, '\\', true)
			s.mark(start, ClassString)
		case c == '"' || c == '\'':
			s.quoted(string(c), '\\', false)
			s.mark(start, ClassString)
		case c == '#' && isBlank(s.peek(-1)):
			s.toLineEnd()
			s.mark(start, ClassComment)
		case isWord(c):
			s.take(isNumberByte)
			s.mark(start, plainValue(s.code[start:s.pos]))
		default:
			s.pos++
		}
	}
}

// plainValue leaves words unmarked: in these formats a value without quotes is usual.
func plainValue(value []byte) string {
	if class := scalarClass(value); class != ClassString {
		return class
	}
	return ""
}

// scanDiff marks lines by their first character.
func scanDiff(s *scanner) {
	for s.more() {
		start := s.pos
		class := ""
		switch {
		case s.at("+++"), s.at("---"), s.at("@@"), s.at("diff "), s.at("index "):
			class = ClassMeta
		case s.at("+"):
			class = ClassInserted
		case s.at("-"):
			class = ClassDeleted
		}
		s.toLineEnd()
		s.mark(start, class)
		if s.more() {
			s.pos++
		}
	}
}

// scanXML reads XML and HTML: comments, tags, their attributes and values.
func scanXML(s *scanner) {
	for s.more() {
		start := s.pos
		switch {
		case s.at("<!--"):
			s.past("-->")
			s.mark(start, ClassComment)
		case s.at("<?") || s.at("<!"):
			s.past(">")
			s.mark(start, ClassMeta)
		case s.at("<"):
			xmlTag(s)
		case s.at("&"):
			s.pos++
			s.take(func(c byte) bool { return isWord(c) || c == '#' })
			if s.peek(0) == ';' {
				s.pos++
				s.mark(start, ClassLiteral)
			}
		default:
			s.pos++
		}
	}
}

func xmlTag(s *scanner) {
	start := s.pos
	s.pos++
	s.take(func(c byte) bool { return isName(c) || c == '/' })
	s.mark(start, ClassKeyword)
	for s.more() {
		start = s.pos
		switch c := s.code[s.pos]; {
		case c == '>' || c == '/':
			s.pos++
			s.mark(start, ClassKeyword)
			if c == '>' {
				return
			}
		case c == '<':
			return
		case c == '"' || c == '\'':
			s.quoted(string(c), 0, true)
			s.mark(start, ClassString)
		case isWordStart(c):
			s.take(isName)
			s.mark(start, ClassKey)
		default:
			s.pos++
		}
	}
}

func isName(c byte) bool { return isWord(c) || c == '-' || c == ':' || c == '.' }
