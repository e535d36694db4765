package syntax

import (
	"strconv"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// hashedFrom is the number of keys from which a set of them is kept; below, a scan is faster.
const hashedFrom = 12

// members collects the keys of one mapping, each once, in linear time.
type members struct {
	list     []catalog.Member
	index    map[string]int
	problems *problems
}

// newMembers returns an empty set with room for that many keys.
func newMembers(p *problems, room int) members {
	return members{problems: p, list: make([]catalog.Member, 0, room)}
}

// find returns the index of the key, or -1.
func (m *members) find(key string) int {
	if m.index != nil {
		if i, ok := m.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range m.list {
		if m.list[i].Key == key {
			return i
		}
	}
	return -1
}

// maxKey is how long a key may be, in bytes. Ids and the names of fields are keys, and they are repeated wherever something refers to
// them, so that one long key would make every page long.
const maxKey = 4 << 10

// add appends the member, or reports it where its key is too long or already there: the first one stays.
func (m *members) add(key string, pos catalog.Pos, value *catalog.Node) {
	if len(key) > maxKey {
		m.problems.add(catalog.Diag(catalog.SyntaxLimit, pos, "a key has "+strconv.Itoa(len(key))+" bytes; "+strconv.Itoa(maxKey)+" are allowed").
			Suggest("The key and its value are left out"))
		return
	}
	if i := m.find(key); i >= 0 {
		m.problems.add(catalog.Diag(catalog.SyntaxDuplicate, pos, "the key `"+clip(key)+"` stands twice in one mapping").
			Note(m.list[i].Pos, "it stands here first, and this one counts"))
		return
	}
	m.push(catalog.Member{Key: key, Pos: pos, Value: value})
}

func (m *members) push(member catalog.Member) {
	m.list = append(m.list, member)
	switch n := len(m.list); {
	case m.index != nil:
		m.index[member.Key] = n - 1
	case n == hashedFrom:
		m.index = make(map[string]int, 2*n)
		for i := range m.list {
			m.index[m.list[i].Key] = i
		}
	}
}

// maxProblems is how many problems of one file are reported: more help nobody, and a hostile file could make millions.
const maxProblems = 1_000

// maxScalar is how long one text may be, in bytes: far more than anybody reads on a page, and little enough to be repeated on a few.
const maxScalar = 256 << 10

// scalar makes a node of a scalar, shortened and reported where it is too long.
func (p *problems) scalar(kind catalog.NodeKind, pos catalog.Pos, text string) *catalog.Node {
	if len(text) <= maxScalar {
		return catalog.NewScalar(kind, pos, text)
	}
	p.add(catalog.Diag(catalog.SyntaxLimit, pos, "a text has "+strconv.Itoa(len(text))+" bytes; the first "+strconv.Itoa(maxScalar)+" are read").
		Suggest("Put long texts into files of their own"))
	end := maxScalar
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return catalog.NewScalar(catalog.StringNode, pos, text[:end])
}

// problems collects the diagnostics of one file.
type problems []catalog.Diagnostic

func (p *problems) add(d catalog.Diagnostic) {
	switch n := len(*p); {
	case n < maxProblems:
		*p = append(*p, d)
	case n == maxProblems:
		*p = append(*p, catalog.Diag(catalog.SyntaxLimit, d.Pos, "the file has more than "+strconv.Itoa(maxProblems)+" problems; the others are not reported"))
	}
}

// maxQuoted is how much of a user's text a message quotes, in bytes.
const maxQuoted = 60

// clip shortens a text that goes into a message.
func clip(s string) string {
	if len(s) <= maxQuoted {
		return s
	}
	end := maxQuoted
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
