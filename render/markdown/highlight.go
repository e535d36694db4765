package markdown

import (
	"bytes"
	"slices"
	"strings"
	"sync"
)

// The classes that highlighted code is marked with, and what each is. A theme colours them, for light and
// dark, with one rule each: .hl-k { color: var(--hl-k) }.
const (
	ClassKeyword  = "hl-k" // if, message, SELECT; an element of XML
	ClassString   = "hl-s" // "text"
	ClassNumber   = "hl-n" // 12.5
	ClassLiteral  = "hl-l" // true, null
	ClassComment  = "hl-c" // # text
	ClassKey      = "hl-a" // a key of YAML or JSON, an attribute of XML, a $variable
	ClassFunction = "hl-f" // a name before a parenthesis
	ClassType     = "hl-t" // a name that begins with a capital letter; a section of TOML
	ClassMeta     = "hl-m" // an annotation, an anchor, ---, @@
	ClassInserted = "hl-i" // + in a diff
	ClassDeleted  = "hl-d" // - in a diff
)

// maxHighlighted is the most code that is highlighted, in bytes: marks can make it ten times as long.
const maxHighlighted = maxText

// HighlightClasses lists the classes, for a theme's test that it colours all of them.
func HighlightClasses() []string {
	return []string{
		ClassKeyword, ClassString, ClassNumber, ClassLiteral, ClassComment, ClassKey, ClassFunction,
		ClassType, ClassMeta, ClassInserted, ClassDeleted,
	}
}

// AppendHighlighted appends code as HTML for the inside of a <code> element, its tokens marked with the
// classes above. A language it does not know, or more than 64 KiB, is appended without marks.
//
// The scanners are our own, one pass over the bytes each, because the code is anybody's. A highlighter
// made of backtracking expressions (chroma 2.27) was tried: 4 KiB of "::" took its YAML 3.8 s and 4 KiB of
// empty lines its Java 2.9 s, bounded only by the clock, so that the output of a hostile fence depended on
// the load of the machine; friendly code took a hundred times as long as here.
func AppendHighlighted(out []byte, language string, code []byte) []byte {
	scan := findLanguage(language)
	if scan == nil || len(code) > maxHighlighted {
		return appendText(out, code)
	}
	s := &scanner{code: code, out: out}
	scan(s)
	s.plainTo(len(code))
	return s.out
}

// findLanguage returns the scanner of a language by any of its names, or nil.
func findLanguage(name string) func(*scanner) {
	return scanners()[strings.ToLower(name)]
}

var scanners = sync.OnceValue(func() map[string]func(*scanner) {
	byName := map[string]func(*scanner){}
	for _, l := range slices.Concat(dataLanguages(), schemaLanguages(), compiledLanguages(), scriptLanguages(), systemLanguages()) {
		for _, name := range l.names {
			byName[name] = l.scan
		}
	}
	return byName
})

// scanner walks over code and writes it. Everything before done is written; pos is where it looks. A
// language moves pos, and marks from where it was.
type scanner struct {
	code, out []byte
	done, pos int
}

func (s *scanner) more() bool { return s.pos < len(s.code) }

func (s *scanner) rest() []byte { return s.code[s.pos:] }

// at reports whether the code goes on with prefix.
func (s *scanner) at(prefix string) bool {
	return len(s.code)-s.pos >= len(prefix) && string(s.code[s.pos:s.pos+len(prefix)]) == prefix
}

// peek returns the byte at a distance from pos, or 0 where the code ends.
func (s *scanner) peek(distance int) byte {
	if i := s.pos + distance; i >= 0 && i < len(s.code) {
		return s.code[i]
	}
	return 0
}

// plainTo writes everything up to an offset without a mark.
func (s *scanner) plainTo(end int) {
	s.out = appendText(s.out, s.code[s.done:end])
	s.done = end
}

// mark writes the code from start to pos as a token of a class.
func (s *scanner) mark(start int, class string) {
	if start == s.pos || class == "" {
		return
	}
	s.plainTo(start)
	s.out = append(s.out, `<span class="`...)
	s.out = append(s.out, class...)
	s.out = append(s.out, `">`...)
	s.plainTo(s.pos)
	s.out = append(s.out, "</span>"...)
}

// take moves over the bytes that accept likes.
func (s *scanner) take(accept func(byte) bool) {
	for s.more() && accept(s.code[s.pos]) {
		s.pos++
	}
}

// toLineEnd moves to the end of the line, before its newline.
func (s *scanner) toLineEnd() {
	if i := bytes.IndexByte(s.rest(), '\n'); i >= 0 {
		s.pos += i
	} else {
		s.pos = len(s.code)
	}
}

// past moves behind the next occurrence of end, or to the end of the code.
func (s *scanner) past(end string) {
	if i := bytes.Index(s.rest(), []byte(end)); i >= 0 {
		s.pos += i + len(end)
	} else {
		s.pos = len(s.code)
	}
}

// quoted moves over a string whose opening quotes pos is at. A string that may not span lines ends with
// its line.
func (s *scanner) quoted(quote string, escape byte, lines bool) {
	s.pos += len(quote)
	for s.more() {
		switch c := s.code[s.pos]; {
		case c == escape && escape != 0 && s.peek(1) != '\n':
			s.pos = min(s.pos+2, len(s.code))
		case c == '\n' && !lines:
			return
		case s.at(quote):
			s.pos += len(quote)
			return
		default:
			s.pos++
		}
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWordStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

func isWord(c byte) bool { return isWordStart(c) || isDigit(c) }

func isNumberByte(c byte) bool { return isWord(c) && c < 0x80 || c == '.' }

func isBlank(c byte) bool { return c == ' ' || c == '\t' }
