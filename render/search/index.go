package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"
)

// Entry is something to find.
type Entry struct {
	// What a result shows: Icon is the symbol of the kind, State a word such as "deprecated", Path relative to the site's root. Name
	// is a second name that a result may show, the id, where it says something else than the title.
	Icon, Title, Name, Version, State, Owner, Domain, Summary, Path string
	// Former are the ids that it had, as a result shows them; they belong among Names too.
	Former string
	// Names are what it is called, Fields the paths of its fields, Labels what it is filed under, Prose what is said of it.
	Names  []string
	Fields []Field
	Labels []string
	Prose  []string
	// Filters are what it may be chosen by.
	Filters []Filter
	// Standing sorts entries before everything else, lowest first; Weight then, highest first.
	Standing, Weight int
}

// Field is a field of an entry: its own name and the path to it.
type Field struct{ Name, Path string }

// Filter is a name and a value, such as kind and event. Values are compared by Key.
type Filter struct{ Name, Value string }

func (f Filter) term() string { return ":" + f.Name + ":" + Key(f.Value) }

// class says where a term stands in an entry, best first.
type class uint8

const (
	wholeName class = iota
	partOfName
	wholeField
	partOfField
	label
	prose
	classes
)

// posting is an entry that has a term, and where: number<<3 | class.
type posting uint32

func (p posting) entry() int   { return int(p >> 3) }
func (p posting) class() class { return class(p & 7) }

// index is the terms of all entries; entries are in order of importance.
type index struct {
	entries []Entry
	terms   []string
	// postings are by term, in order of the entries.
	postings [][]posting
}

// newIndex makes the index of entries. Their order does not matter.
func newIndex(entries []Entry) *index {
	c := collector{numbers: map[string]int{}, split: map[string]Text{}}
	x := &index{entries: c.byImportance(entries)}
	for i, e := range x.entries {
		c.entry(i, e)
	}
	x.terms, x.postings = c.terms, c.postings
	x.sort()
	return x
}

// byImportance sorts entries: of those that weigh the same first those whose titles have fewer words, and then by their titles. So names that begin
// alike are neighbours, and the records of the first that a beginning finds lie in few files.
func (c *collector) byImportance(entries []Entry) []Entry {
	list := make([]titled, len(entries))
	for i, e := range entries {
		list[i] = titled{e, c.take(e.Title)}
	}
	slices.SortFunc(list, func(a, b titled) int {
		return cmp.Or(cmp.Compare(a.Standing, b.Standing), cmp.Compare(b.Weight, a.Weight), cmp.Compare(len(a.title.Parts), len(b.title.Parts)),
			strings.Compare(a.title.Whole, b.title.Whole), strings.Compare(a.Title, b.Title), strings.Compare(a.Path, b.Path))
	})
	sorted := make([]Entry, len(list))
	for i, e := range list {
		sorted[i] = e.Entry
	}
	return sorted
}

// titled is an entry with what its title is taken apart into.
type titled struct {
	Entry
	title Text
}

func (x *index) sort() {
	order := make([]int, len(x.terms))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return compareTerms(x.terms[a], x.terms[b]) })
	terms, postings := make([]string, len(order)), make([][]posting, len(order))
	for i, from := range order {
		terms[i], postings[i] = x.terms[from], x.postings[from]
	}
	x.terms, x.postings = terms, postings
}

// compareTerms orders terms as scripts compare strings: by units of UTF-16.
func compareTerms(a, b string) int {
	if isASCII(a) && isASCII(b) {
		return strings.Compare(a, b)
	}
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

// collector collects terms, entry by entry.
type collector struct {
	numbers  map[string]int
	terms    []string
	postings [][]posting
	// split keeps what short texts were taken apart into, as the same field stands in many schemas.
	split map[string]Text
	// now is the entry at hand.
	now int
}

func (c *collector) entry(i int, e Entry) {
	c.now = i
	for _, name := range e.Names {
		t := c.take(name)
		c.add(wholeName, t.Whole)
		c.add(partOfName, t.Parts...)
		c.add(partOfName, t.Compounds...)
	}
	for _, f := range e.Fields {
		path, own := c.take(f.Path), c.take(f.Name)
		c.add(wholeField, own.Whole, path.Whole)
		c.add(partOfField, path.Parts...)
		if own.Whole != "" {
			c.add(wholeField, ":field:"+own.Whole, ":field:"+path.Whole)
		}
	}
	for _, f := range e.Filters {
		c.add(label, f.term())
	}
	for _, text := range e.Labels {
		t := c.take(text)
		c.add(label, t.Whole)
		c.add(label, t.Parts...)
	}
	for _, text := range e.Prose {
		t := Split(text)
		c.add(prose, t.Parts...)
		c.add(prose, t.Compounds...)
	}
}

// add notes terms of the entry at hand. Of several places of one the best counts; they come in order, but for names of filters.
func (c *collector) add(where class, terms ...string) {
	for _, term := range terms {
		if term == "" {
			continue
		}
		n, known := c.numbers[term]
		if !known {
			n = len(c.terms)
			c.numbers[term] = n
			c.terms = append(c.terms, term)
			c.postings = append(c.postings, nil)
		}
		list := c.postings[n]
		p := posting(c.now)<<3 | posting(where)
		if last := len(list) - 1; last < 0 || list[last].entry() != c.now {
			c.postings[n] = append(list, p)
		} else if p < list[last] {
			list[last] = p
		}
	}
}

func (c *collector) take(text string) Text {
	t, ok := c.split[text]
	if !ok {
		t = Split(text)
		c.split[text] = t
	}
	return t
}
