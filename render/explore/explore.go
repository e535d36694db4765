// Package explore makes the files of the table of everything: one row for each resource, with what it can be sorted and filtered by.
//
// The rows are columns of small numbers that stand for values such as a domain, so that ten thousand of them are read at once and counted without
// asking for more: all facets, counts and orders are the browser's work. What a search shows of a result besides, the summary and all fields, is not
// here. The files are classic scripts that call one function, so that they load from a disk too; rows are in the order of their names and values in
// theirs, so that nothing has to be compared by the rules of a language in the browser.
package explore

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

// Input is what the table is made of.
type Input struct {
	// Rows are by name, as many as was said.
	Rows   []Row
	Facets []Facet
	// Words are the texts of the interface with their translations.
	Words [][2]string
}

// Row is one resource. Path is that of its page from the site's root.
type Row struct {
	Title, Version, Path string
	// Values are by facet the numbers of the values that the row has.
	Values [][]int
	// In and Out are the numbers of producers and of consumers, -1 where there can be none.
	In, Out int
}

// Facet is something that rows may be chosen by, such as the domain; Name stands for it in addresses.
type Facet struct {
	Name, Title string
	// Values are in the order in which rows are sorted by them.
	Values []Value
}

// Value is one value of a facet. ID stands for it in addresses, Icon is its symbol, Around the number of the value that it is a part of, or -1.
type Value struct {
	ID, Title, Icon string
	Around          int
}

// Root is the path of the file that says how many others there are. It has no hash in its name, as all pages would change with it.
const Root = "explore/root.js"

// rows is the number of rows in one file.
const rows = 2048

// Files returns the files of the table of n rows. Nothing is made before the first of them is asked for; then input is called, once.
func Files(n int, input func() Input) []output.File {
	made := sync.OnceValues(func() (*encoded, error) { return encode(n, input()) })
	file := func(path string, part int) output.File {
		return output.File{Path: path, Data: func() ([]byte, error) {
			e, err := made()
			if err != nil {
				return nil, err
			}
			return e.script(part), nil
		}}
	}
	files := []output.File{file(Root, 0)}
	for i := range parts(n) {
		files = append(files, file("explore/d/"+strconv.Itoa(i)+".js", i+1))
	}
	return files
}

func parts(n int) int { return (n + rows - 1) / rows }

// encoded are the files as the arguments of their scripts, the root first.
type encoded struct {
	digest string
	parts  [][]byte
}

// script is a file that hands its part to the page: its number, what stands for the build, and the data.
func (e *encoded) script(part int) []byte {
	return []byte("eventatlasExplore(" + strconv.Itoa(part) + "," + strconv.Quote(e.digest) + "," + string(e.parts[part]) + ")\n")
}

func encode(n int, in Input) (*encoded, error) {
	if len(in.Rows) != n {
		return nil, errors.New("explore: the number of rows is not what was said")
	}
	e := &encoded{}
	add := func(v any) error {
		data, err := literal(v)
		e.parts = append(e.parts, data)
		return err
	}
	if err := add([]any{n, parts(n), facets(in.Facets), in.Words}); err != nil {
		return nil, err
	}
	for from := 0; from < n; from += rows {
		if err := add(columns(in.Rows[from:min(from+rows, n)], len(in.Facets))); err != nil {
			return nil, err
		}
	}
	sum := sha256.New()
	for _, p := range e.parts {
		sum.Write(p)
		sum.Write([]byte{'\n'})
	}
	e.digest = hex.EncodeToString(sum.Sum(nil)[:4])
	return e, nil
}

// facets are lists in the order in which the script reads them.
func facets(list []Facet) [][]any {
	out := make([][]any, len(list))
	for i, f := range list {
		values := make([][]any, len(f.Values))
		for j, v := range f.Values {
			values[j] = []any{v.ID, v.Title, v.Icon, v.Around}
		}
		out[i] = []any{f.Name, f.Title, values}
	}
	return out
}

// columns turns rows on their side: titles, versions, paths without the name of the file, producers, consumers, then one column for each facet.
func columns(list []Row, n int) []any {
	titles, versions, paths := make([]string, len(list)), make([]string, len(list)), make([]string, len(list))
	in, out := make([]int, len(list)), make([]int, len(list))
	values := make([][]any, n)
	for f := range values {
		values[f] = make([]any, len(list))
	}
	for i, r := range list {
		titles[i], versions[i], paths[i] = r.Title, r.Version, strings.TrimSuffix(r.Path, "index.html")
		in[i], out[i] = r.In, r.Out
		for f := range values {
			values[f][i] = one(r.Values[f])
		}
	}
	all := []any{titles, versions, paths, in, out}
	for _, column := range values {
		all = append(all, column)
	}
	return all
}

// one writes the values of a row the shortest way: none as -1, one as a number, several as a list.
func one(values []int) any {
	switch len(values) {
	case 0:
		return -1
	case 1:
		return values[0]
	default:
		return values
	}
}

// literal is a value as a literal of a script. JSON is that, once "<" and the line ends of Unicode are escaped.
func literal(v any) ([]byte, error) {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}
