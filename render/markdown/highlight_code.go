package markdown

import (
	"slices"
	"strings"
)

// grammar is what languages of words, strings and comments differ in.
type grammar struct {
	line     []string    // what begins a comment that ends with its line
	block    [][2]string // what begins and ends a longer one
	quotes   []quote     // longest first
	keywords []string    // sorted
	literals []string    // sorted
	fold     bool        // keywords are written in any case; they are listed in lower case
	types    bool        // a name with a capital letter first is a type
	at       bool        // @name is an annotation
	dollar   bool        // $name and ${name} are variables
}

type quote struct {
	mark   string
	escape byte // 0 where nothing escapes the closing mark
	lines  bool // may span lines
}

// scan is the scanner of one grammar.
func (g *grammar) scan(s *scanner) {
	for s.more() {
		start := s.pos
		switch c := s.code[s.pos]; {
		case g.comment(s):
			s.mark(start, ClassComment)
		case g.str(s):
			s.mark(start, ClassString)
		case isDigit(c):
			s.take(isNumberByte)
			s.mark(start, ClassNumber)
		case c == '@' && g.at && isWordStart(s.peek(1)):
			s.pos++
			s.take(isWord)
			s.mark(start, ClassMeta)
		case c == '$' && g.dollar:
			s.variable()
			s.mark(start, ClassKey)
		case isWordStart(c):
			s.take(isWord)
			s.mark(start, g.word(s, string(s.code[start:s.pos])))
		default:
			s.pos++
		}
	}
}

func (g *grammar) comment(s *scanner) bool {
	for _, open := range g.line {
		// In shells and the like a hash inside a word is not a comment.
		if s.at(open) && (open != "#" || s.pos == 0 || !isWord(s.peek(-1)) && s.peek(-1) != '$') {
			s.toLineEnd()
			return true
		}
	}
	for _, b := range g.block {
		if s.at(b[0]) {
			s.pos += len(b[0])
			s.past(b[1])
			return true
		}
	}
	return false
}

func (g *grammar) str(s *scanner) bool {
	for _, q := range g.quotes {
		if s.at(q.mark) {
			s.quoted(q.mark, q.escape, q.lines)
			return true
		}
	}
	return false
}

// variable moves over $name or ${…}, the latter on one line.
func (s *scanner) variable() {
	s.pos++
	if s.peek(0) != '{' {
		s.take(isWord)
		return
	}
	s.take(func(c byte) bool { return c != '}' && c != '\n' })
	if s.peek(0) == '}' {
		s.pos++
	}
}

// word returns the class of a name that ends at pos, or "" for none.
func (g *grammar) word(s *scanner, word string) string {
	folded := word
	if g.fold {
		folded = strings.ToLower(word)
	}
	switch {
	case contains(g.keywords, folded):
		return ClassKeyword
	case contains(g.literals, folded):
		return ClassLiteral
	case s.peek(0) == '(':
		return ClassFunction
	case g.types && word[0] >= 'A' && word[0] <= 'Z':
		return ClassType
	}
	return ""
}

func contains(sorted []string, word string) bool {
	_, found := slices.BinarySearch(sorted, word)
	return found
}

// words makes a sorted list of words that are written with spaces between.
func words(s string) []string {
	list := strings.Fields(s)
	slices.Sort(list)
	return list
}
