package native_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/native"
)

const broken = "../../../testdata/broken"

// ours are the codes that this package and the parsers report; the others take linking, loading or reading a schema.
var ours = []string{"format/", "syntax/", "file/encoding", "file/outside-root", "id/confusable", "config/"}

// TestBroken reads the files with one mistake each: what this package can find it must find on the marked line, and nothing
// else anywhere.
func TestBroken(t *testing.T) {
	entries, err := os.ReadDir(broken)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, e := range entries {
		name := e.Name()
		switch filepath.Ext(name) {
		case ".yaml", ".json", ".md":
		default:
			continue
		}
		data, err := os.ReadFile(filepath.Join(broken, name))
		if err != nil {
			t.Fatal(err)
		}
		file, diags := fileOf(name, data)
		want := wanted(t, name, data)
		if file.Root.Get("asyncapi") == nil {
			diags = append(diags, native.Decode(file).Diagnostics...)
		} else {
			want = slices.DeleteFunc(want, func(w string) bool { return !strings.Contains(w, " syntax/") })
		}
		checked += len(want)
		compareMarks(t, name, want, diags)
	}
	if checked < 40 {
		t.Errorf("only %d marks were checked", checked)
	}
}

// compareMarks compares "line code" of what was reported with what is marked.
func compareMarks(t *testing.T, name string, want []string, diags []catalog.Diagnostic) {
	t.Helper()
	var got []string
	for _, d := range diags {
		if d.Code != catalog.RefRemote && d.Code != catalog.RefKind {
			got = append(got, strconv.Itoa(d.Pos.Line)+" "+string(d.Code))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s: reported %q, marked %q", name, got, want)
	}
}

var mark = regexp.MustCompile(`# want ([a-z/-]+)`)

// wanted returns what is marked in the file, or in a list beside it where the file has no place for a comment.
func wanted(t *testing.T, name string, data []byte) []string {
	t.Helper()
	var want []string
	add := func(line, code string) {
		if slices.ContainsFunc(ours, func(prefix string) bool { return strings.HasPrefix(code, prefix) }) {
			want = append(want, line+" "+code)
		}
	}
	if list, err := os.ReadFile(filepath.Join(broken, name+".want")); err == nil {
		for line := range strings.Lines(string(list)) {
			pos, code, _ := strings.Cut(strings.TrimSpace(line), " ")
			row, _, _ := strings.Cut(pos, ":")
			add(row, code)
		}
		return want
	}
	for i, line := range strings.Split(string(data), "\n") {
		if m := mark.FindStringSubmatch(line); m != nil {
			add(strconv.Itoa(i+1), m[1])
		}
	}
	return want
}
