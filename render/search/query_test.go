package search

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/render/output"
)

// reader answers queries from the files of an index, as the script does: themes/default/src/search-query.ts has the same functions, and
// a test in a browser compares the answers. It counts what is loaded.
type reader struct {
	tb     testing.TB
	files  map[string]func() ([]byte, error)
	n      int
	chunk  int
	shards []shard
	heads  map[int][]line
	terms  map[int][]line
	rows   map[int][]string
	cards  map[int]string
	loaded map[string][]byte

	rootCards string
	rootHeads []line
}

// line is one term of a shard.
type line struct{ term, postings string }

func newReader(tb testing.TB, files []output.File) *reader {
	tb.Helper()
	r := &reader{tb: tb, files: map[string]func() ([]byte, error){}}
	for _, f := range files {
		r.files[f.Path] = f.Data
	}
	r.forget()
	var root []json.RawMessage
	r.read(Root, &root)
	var firsts []string
	for i, to := range []any{&r.n, &r.chunk, &firsts} {
		if err := json.Unmarshal(root[i], to); err != nil {
			tb.Fatal(err)
		}
	}
	for _, first := range firsts {
		r.shards = append(r.shards, shard{first: first})
	}
	var rest [2]string
	for i := range rest {
		if err := json.Unmarshal(root[6+i], &rest[i]); err != nil {
			tb.Fatal(err)
		}
	}
	r.rootCards, r.rootHeads = rest[0], linesOf(rest[1])
	r.forget()
	return r
}

// forget makes the next query a first one.
func (r *reader) forget() {
	root := r.loaded[Root]
	r.terms, r.heads = map[int][]line{}, map[int][]line{}
	r.rows, r.cards, r.loaded = map[int][]string{}, map[int]string{}, map[string][]byte{}
	if root != nil {
		r.loaded[Root] = root
	}
	r.deal(r.rootCards)
}

var call = regexp.MustCompile(`(?s)^eventatlasSearch\("[a-z]+",\d+,"[0-9a-f]{8}",(.*)\)\n$`)

func (r *reader) read(path string, to any) {
	r.tb.Helper()
	data, err := r.files[path]()
	if err != nil {
		r.tb.Fatal(err)
	}
	r.loaded[path] = data
	m := call.FindSubmatch(data)
	if m == nil {
		r.tb.Fatalf("%s is not a call of eventatlasSearch", path)
	}
	r.parse(m[1], to)
}

func (r *reader) parse(data []byte, to any) {
	r.tb.Helper()
	if err := json.Unmarshal(data, to); err != nil {
		r.tb.Fatal(err)
	}
}

func (r *reader) lines(n int) []line {
	list, ok := r.terms[n]
	if ok {
		return list
	}
	var data [3]string
	r.read("search/t/"+strconv.Itoa(n)+".js", &data)
	r.deal(data[1])
	r.terms[n], r.heads[n] = linesOf(data[0]), linesOf(data[2])
	return r.terms[n]
}

// deal takes cards.
func (r *reader) deal(cards string) {
	r.tb.Helper()
	for card := range strings.Lines(cards) {
		of, record, _ := strings.Cut(card, "\t")
		number, err := strconv.ParseInt(of, 36, 32)
		if err != nil {
			r.tb.Fatal(err)
		}
		r.cards[int(number)] = strings.TrimSuffix(record, "\n")
	}
}

func linesOf(text string) []line {
	var list []line
	last := ""
	for l := range strings.Lines(text) {
		shared, _ := strconv.ParseInt(l[:1], 36, 32)
		rest, postings, _ := strings.Cut(strings.TrimSuffix(l[1:], "\n"), " ")
		last = last[:shared] + rest
		list = append(list, line{last, postings})
	}
	return list
}

// head returns what the shard of the first character of a wide beginning knows of it, or the root of that character.
func (r *reader) head(text string) (answers []int, exact string) {
	first, size := utf8.DecodeRuneInString(text)
	n := shardOf(r.shards, string(first))
	heads := r.rootHeads
	if size < len(text) {
		r.lines(n)
		heads = r.heads[n]
	}
	for _, l := range heads {
		if l.term == text {
			list, exact, _ := strings.Cut(l.postings, "!")
			if list == "" {
				return nil, exact
			}
			return numbers(list), exact
		}
	}
	r.tb.Fatalf("the shard %d knows nothing of %q", n, text)
	return nil, ""
}

func (r *reader) record(n int) []string {
	if card, ok := r.cards[n]; ok {
		return strings.Split(card, "\t")
	}
	list, ok := r.rows[n/r.chunk]
	if !ok {
		var text string
		r.read("search/d/"+strconv.Itoa(n/r.chunk)+".js", &text)
		list = strings.Split(text, "\n")
		r.rows[n/r.chunk] = list
	}
	return strings.Split(list[n%r.chunk], "\t")
}

func numbers(text string) []int {
	var list []int
	last := 0
	for d := range strings.SplitSeq(text, ",") {
		n, _ := strconv.ParseInt(d, 36, 32)
		last += int(n)
		list = append(list, last)
	}
	return list
}

// decode hands over each entry of a term with its class; those that only the bitmap names are of the last one.
func decode(postings string, hit func(entry int, where class)) {
	text, bits, more := strings.Cut(postings, "*")
	_, bits, _ = strings.Cut(bits, ":")
	seen := map[int]bool{}
	for text != "" {
		end := strings.IndexAny(text[1:], "ABCDEF") + 1
		if end == 0 {
			end = len(text)
		}
		for _, n := range numbers(text[1:end]) {
			hit(n, class(text[0]-'A'))
			seen[n] = true
		}
		text = text[end:]
	}
	if !more {
		return
	}
	all, _ := base64.StdEncoding.DecodeString(bits)
	for i, b := range all {
		for j := range 8 {
			if n := i*8 + j; b&(1<<j) != 0 && !seen[n] {
				hit(n, prose)
			}
		}
	}
}

type scores map[int]int

func (s scores) raise(entry int, score int) { s[entry] = max(s[entry], score) }

// wanted is one word of a query.
type wanted struct {
	term   string
	begins bool // the word may go on
}

// typedFilter is a filter of a query.
type typedFilter struct{ name, term string }

// query is what somebody typed.
type query struct {
	filters []typedFilter
	words   []wanted
	whole   wanted
}

var (
	anyWord    = regexp.MustCompile(`[a-z]+:"[^"]*"?|\S+`)
	filterWord = regexp.MustCompile(`^(kind|owner|domain|tag|field|is):"?([^"]*)"?$`)
)

const maxWords = 8

func parse(text string) query {
	var q query
	var rest []string
	for _, word := range anyWord.FindAllString(text, -1) {
		if m := filterWord.FindStringSubmatch(word); m != nil {
			if key := Key(m[2]); key != "" {
				q.filters = append(q.filters, typedFilter{m[1], ":" + m[1] + ":" + key})
			}
			continue
		}
		rest = append(rest, word)
	}
	plain := Split(strings.Join(rest, " "))
	open := text != "" && !strings.HasSuffix(text, " ")
	parts := plain.Parts[:min(len(plain.Parts), maxWords)]
	for i, part := range parts {
		w := wanted{part, open && i == len(parts)-1}
		if at := slices.IndexFunc(q.words, func(v wanted) bool { return v.term == part }); at >= 0 {
			q.words[at].begins = q.words[at].begins || w.begins
			continue
		}
		q.words = append(q.words, w)
	}
	q.whole = wanted{plain.Whole, open}
	return q
}

// span is the shards of the terms that begin with a word.
func (r *reader) span(w wanted) (from, to int) {
	from = shardOf(r.shards, w.term)
	if !w.begins {
		return from, from
	}
	return from, shardOf(r.shards, w.term+"\uFFFF")
}

// find scores the entries that have a word. It is loose where the word begins so many terms that only the first are known.
func (r *reader) find(w wanted, exact, begin [classes]int) (found scores, loose bool) {
	found = scores{}
	from, to := r.span(w)
	if to-from+1 > maxSpan {
		loose = true
		answers, postings := r.head(w.term)
		for _, n := range answers {
			found.raise(n, begin[partOfName])
		}
		if postings != elsewhere {
			decode(postings, func(e int, c class) { found.raise(e, exact[c]) })
			return found, loose
		}
		to = from
	}
	for n := from; n <= to; n++ {
		for _, l := range r.lines(n) {
			switch {
			case l.term == w.term:
				decode(l.postings, func(e int, c class) { found.raise(e, exact[c]) })
			case w.begins && !loose && strings.HasPrefix(l.term, w.term):
				decode(l.postings, func(e int, c class) { found.raise(e, begin[c]) })
			}
		}
	}
	return found, loose
}

// search returns the numbers of the entries that a query finds, best first.
func (r *reader) search(text string) []int {
	q := parse(text)
	keep := r.filter(q)
	if len(q.words) == 0 {
		return slices.Sorted(maps.Keys(keep))
	}
	begin := [classes]int{}
	for c := range begin {
		begin[c] = worth[c] * beginPart / 100
	}
	list := make([]scores, len(q.words))
	loose := make([]bool, len(q.words))
	for i, w := range q.words {
		list[i], loose[i] = r.find(w, worth, begin)
	}
	var found scores
	if len(q.words) == 1 && q.words[0] == q.whole {
		found, _ = r.find(q.whole, sum(worth, wholeGain), sum(begin, beginGain))
	} else {
		found = both(list, loose)
		gains, _ := r.find(q.whole, wholeGain, beginGain)
		for e := range found {
			found[e] += gains[e]
		}
	}
	result := order(choose(found, keep))
	if len(result) >= 3 {
		return result
	}
	return r.guess(q, list, result, keep)
}

// sum adds what classes score, one by one.
func sum(a, b [classes]int) [classes]int {
	for c := range a {
		a[c] += b[c]
	}
	return a
}

// alternatives are the filters of which an entry has to fulfil one of several; of others each.
var alternatives = []string{"kind", "owner", "domain"}

// filter returns the entries that the filters choose; nil is all.
func (r *reader) filter(q query) scores {
	groups := map[string]scores{}
	for _, f := range q.filters {
		id := f.term
		if slices.Contains(alternatives, f.name) {
			id = f.name
		}
		if groups[id] == nil {
			groups[id] = scores{}
		}
		found, _ := r.find(wanted{term: f.term}, worth, worth)
		maps.Copy(groups[id], found)
	}
	var keep scores
	for _, group := range groups {
		keep = choose(group, keep)
	}
	return keep
}

func choose(found, keep scores) scores {
	if keep == nil {
		return found
	}
	maps.DeleteFunc(found, func(e int, _ int) bool { _, ok := keep[e]; return !ok })
	return found
}

// both adds up the scores of the entries that have every word. Loose words only add, unless there is no other.
func both(list []scores, loose []bool) scores {
	var found scores
	for i, s := range list {
		switch {
		case loose[i]:
		case found == nil:
			found = maps.Clone(s)
		default:
			found = choose(found, s)
			for e := range found {
				found[e] += s[e]
			}
		}
	}
	strict := found != nil
	if !strict {
		found = scores{}
	}
	for i, s := range list {
		for e, score := range s {
			if _, ok := found[e]; loose[i] && (ok || !strict) {
				found[e] += score
			}
		}
	}
	return found
}

func order(found scores) []int {
	list := slices.Collect(maps.Keys(found))
	slices.SortFunc(list, func(a, b int) int { return cmp.Or(cmp.Compare(found[b], found[a]), cmp.Compare(a, b)) })
	return list
}

// What a word is worth that differs in none, one or two characters, in hundredths, and what an entry gains whose name differs so from all that is typed.
var (
	nearPart = [3]int{100, 50, 35}
	nearGain = [3]int{400, 200, 160}
)

// maxCompared is how many names are compared with what is typed, when that has a mistake in its first characters.
const maxCompared = 48

// allowed is the number of mistakes that a word may have.
func allowed(term string) int {
	switch n := utf8.RuneCountInString(term); {
	case n >= 9:
		return 2
	case n >= 5:
		return 1
	default:
		return 0
	}
}

// guess adds to what was found the entries with words like those of the query, as far as the shards that it needed hold them. A word that
// nothing is like is left out.
func (r *reader) guess(q query, list []scores, result []int, keep scores) []int {
	var some []scores
	for i, w := range q.words {
		near := maps.Clone(list[i])
		r.near(w, q, near)
		if len(near) > 0 {
			some = append(some, near)
		}
	}
	found := both(some, make([]bool, len(some)))
	names := scores{}
	for _, l := range r.around(q) {
		if d := distance(q.whole.term, l.term, allowed(q.whole.term), false); d >= 0 {
			decode(l.postings, func(e int, c class) {
				if c == wholeName {
					names.raise(e, nearGain[d])
				}
			})
		}
	}
	for e, gain := range names {
		found[e] += gain
	}
	found = choose(found, keep)
	first := order(found)
	for _, e := range first[:min(len(first), maxCompared)] {
		if d := distance(q.whole.term, Key(r.record(e)[1]), allowed(q.whole.term), false); d >= 0 && names[e] == 0 {
			found[e] += nearGain[d]
		}
	}
	for _, e := range order(found) {
		if !slices.Contains(result, e) {
			result = append(result, e)
		}
	}
	return result
}

// around returns the terms of the shards that a query needed, each shard once, in order.
func (r *reader) around(q query) []line {
	var shards []int
	for _, w := range append(slices.Clone(q.words), q.whole) {
		from, to := r.span(w)
		if to-from+1 > maxSpan {
			to = from
		}
		for n := from; n <= to; n++ {
			shards = append(shards, n)
		}
	}
	slices.Sort(shards)
	var list []line
	for _, n := range slices.Compact(shards) {
		list = append(list, r.lines(n)...)
	}
	return list
}

// near adds the entries with a word like the wanted one.
func (r *reader) near(w wanted, q query, found scores) {
	most := allowed(w.term)
	if most == 0 {
		return
	}
	for _, l := range r.around(q) {
		if d := distance(w.term, l.term, most, w.begins); d > 0 {
			decode(l.postings, func(e int, c class) { found.raise(e, worth[c]*nearPart[d]/100) })
		}
	}
}

// distance is the number of characters to insert, delete, replace or swap with their neighbour until two words are the same, or the second
// begins with the first; -1 where it is more than most, and for filters.
func distance(a, b string, most int, begins bool) int {
	x, y := []rune(a), []rune(b)
	if strings.HasPrefix(b, ":") || len(x) > len(y)+most || !begins && len(y) > len(x)+most {
		return -1
	}
	if begins {
		y = y[:min(len(y), len(x)+most)]
	}
	var before []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next := make([]int, len(y)+1)
		next[0] = i + 1
		low := next[0]
		for j := range y {
			d := min(row[j+1]+1, next[j]+1, row[j]+1)
			if x[i] == y[j] {
				d = row[j]
			}
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				d = min(d, before[j-1]+1)
			}
			next[j+1] = d
			low = min(low, d)
		}
		if low > most {
			return -1
		}
		before, row = row, next
	}
	d := row[len(y)]
	if begins {
		d = slices.Min(row)
	}
	if d > most {
		return -1
	}
	return d
}
