package search

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/eventatlas/eventatlas/internal/golden"
)

// splitCase is a text of testdata/split.json and what it is taken apart into. The script is held to the same file.
type splitCase struct {
	Text      string   `json:"text"`
	Parts     []string `json:"parts"`
	Compounds []string `json:"compounds"`
	Whole     string   `json:"whole"`
}

// To add a case, add an object with a text and run with UPDATE=1.
func TestSplit(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "split.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []splitCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("[\n")
	for i, c := range cases {
		got := Split(c.Text)
		line, err := json.Marshal(splitCase{c.Text, list(got.Parts), list(got.Compounds), got.Whole})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(line)
		if i < len(cases)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]\n")
	golden.Text(t, filepath.Join("testdata", "split.json"), b.String())
}

// list is never null.
func list(texts []string) []string { return append([]string{}, texts...) }

// What is taken apart is the same when it is put together again, so that a query finds what it was copied from.
func FuzzSplit(f *testing.F) {
	for _, word := range hostile {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Split(text)
		for _, part := range append(s.Parts, s.Compounds...) {
			if part == "" || len([]rune(part)) > maxPart {
				t.Errorf("%q gives the part %q", text, part)
			}
		}
		if s.Whole == "" && len(s.Parts) > 0 {
			t.Errorf("%q has parts and no whole", text)
		}
	})
}
