package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync"

	"github.com/eventatlas/eventatlas/render/output"
)

// Input is what the index is made of.
type Input struct {
	// Entries are as many as Size says.
	Entries []Entry
	// Kinds are the symbols and the words for them, Words the texts of the interface with their translations: pairs, in any order.
	Kinds, Words [][2]string
	// Facets are the filters that a list of results offers, with what to call them.
	Facets []Facet
}

// Facet is a filter with what to call it.
type Facet struct {
	Filter
	Title string
}

// Size is what is known of a catalog before it is indexed: the number of entries and the size of its source in bytes.
type Size struct{ Entries, Source int }

// Root is the path of the file that says where everything else is. It has no hash in its name, as all pages would change with it.
const Root = "search/root.js"

// chunk is the number of records in one file: a file costs more than what is in it, but where there are very many entries, those that a query finds
// are never neighbours, so that most of a file is loaded in vain.
func (s Size) chunk() int {
	const few, more, many = 32, 128, 20_000
	if s.Entries > many {
		return few
	}
	return more
}

// shardCount is the number of term shards: one for so much of the source as usually makes one of 24 to 32 kB, and at least one for so many
// entries, but never so many that the files outnumber a twentieth of the entries and 300.
func (s Size) shardCount() int {
	const source, entries, perFile, spare = 96 << 10, 400, 55, 200
	return min(max(s.Source/source, s.Entries/entries, 1), s.Entries/perFile+spare)
}

func (s Size) chunkCount() int { return (s.Entries + s.chunk() - 1) / s.chunk() }

// Files returns the files of the index. Nothing is made before the first of them is asked for; then input is called, once.
func Files(size Size, input func() Input) []output.File {
	made := sync.OnceValues(func() (*encoded, error) { return encode(size, input()) })
	file := func(path string, data func(*encoded) []byte) output.File {
		return output.File{Path: path, Data: func() ([]byte, error) {
			e, err := made()
			if err != nil {
				return nil, err
			}
			return data(e), nil
		}}
	}
	files := []output.File{file(Root, func(e *encoded) []byte { return e.root })}
	for i := range size.shardCount() {
		files = append(files, file("search/t/"+strconv.Itoa(i)+".js", func(e *encoded) []byte { return e.script("t", i, e.terms[i]) }))
	}
	for i := range size.chunkCount() {
		files = append(files, file("search/d/"+strconv.Itoa(i)+".js", func(e *encoded) []byte { return e.script("d", i, e.records[i]) }))
	}
	return files
}

// encoded is the index as text: the root is finished, terms and records are the arguments of their scripts.
type encoded struct {
	digest         string
	root           []byte
	terms, records [][]byte
}

// script is a file that hands its part to the page.
func (e *encoded) script(sort string, n int, data []byte) []byte {
	return []byte("eventatlasSearch(" + strconv.Quote(sort) + "," + strconv.Itoa(n) + "," + strconv.Quote(e.digest) + "," + string(data) + ")\n")
}

func encode(size Size, in Input) (*encoded, error) {
	if len(in.Entries) != size.Entries {
		return nil, errors.New("search: the number of entries is not what was said")
	}
	x := newIndex(in.Entries)
	shards := x.shards(size.shardCount())
	list := x.wide(shards)
	cards, heads := x.cards(shards, list), x.heads(len(shards), list)
	e := &encoded{}
	for i, s := range shards {
		data, err := literal([]string{string(s.text), x.cardLines(cards[i]), string(heads[i])})
		if err != nil {
			return nil, err
		}
		e.terms = append(e.terms, data)
	}
	for i := range size.chunkCount() {
		data, err := literal(records(x.entries[i*size.chunk() : min((i+1)*size.chunk(), size.Entries)]))
		if err != nil {
			return nil, err
		}
		e.records = append(e.records, data)
	}
	last := len(shards)
	root, err := literal(append(x.root(in, size.chunk(), shards), x.cardLines(cards[last]), string(heads[last])))
	if err != nil {
		return nil, err
	}
	e.digest = digest(append(append([][]byte{root}, e.terms...), e.records...))
	e.root = e.script("root", 0, root)
	return e, nil
}

// root is what the root file holds besides cards and heads, as a list, because the names in an object literal are not all just names.
func (x *index) root(in Input, chunk int, shards []shard) []any {
	firsts := make([]string, len(shards))
	for i, s := range shards {
		firsts[i] = s.first
	}
	facets := make([][2]string, len(in.Facets))
	for i, f := range in.Facets {
		facets[i] = [2]string{f.term(), f.Title}
	}
	return []any{len(x.entries), chunk, firsts, in.Kinds, in.Words, facets}
}

// records are the entries as text, a line for each. A text is taken apart when it is needed: of what a file holds most is not.
func records(entries []Entry) string {
	var b strings.Builder
	for i := range entries {
		b.WriteString(entries[i].record())
		b.WriteByte('\n')
	}
	return b.String()
}

// cardLines are the cards of some entries: lines with the number to the base 36, and then the record.
func (x *index) cardLines(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		b.WriteString(strconv.FormatInt(int64(n), 36) + "\t" + x.entries[n].record() + "\n")
	}
	return b.String()
}

// separators are what separates the texts of a record, and records; a result shows them as spaces anyway.
var separators = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

// record is an entry in the order in which the script reads it. What few have comes last, and is left out elsewhere.
func (e *Entry) record() string {
	row := []string{e.Icon, e.Title, e.Name, e.Version, e.State, e.Owner, e.Domain, e.Summary, e.Path}
	if e.Former != "" {
		row = append(row, e.Former)
	}
	for i, text := range row {
		row[i] = separators.Replace(text)
	}
	return strings.Join(row, "\t")
}

// literal is a value as a literal of a script. JSON is that, once "<" and the line ends of Unicode are escaped.
func literal(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// digest is eight hexadecimal digits that stand for the whole index.
func digest(parts [][]byte) string {
	sum := sha256.New()
	for _, p := range parts {
		sum.Write(p)
		sum.Write([]byte{'\n'})
	}
	return hex.EncodeToString(sum.Sum(nil)[:4])
}
