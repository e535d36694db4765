package build

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
)

// wanted reads what a case of testdata/broken says about itself: `want <code>` in a comment on the line of the mistake, or, where a file
// can hold no comment, lines of `line:column code` in a file beside it.
func wanted(t *testing.T, root string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) == ".want" {
			return err
		}
		found, err := wantedIn(name)
		for _, w := range found {
			list = append(list, place(root, name)+" "+w)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// place names a file as diagnostics do: relative to the case, or by its own name where it is the case.
func place(root, name string) string {
	if rel, err := filepath.Rel(root, name); err == nil && rel != "." {
		return filepath.ToSlash(rel)
	}
	return filepath.Base(name)
}

var wantMark = regexp.MustCompile(`(?:#|//) want (\S+)`)

func wantedIn(file string) ([]string, error) {
	var list []string
	if data, err := os.ReadFile(file + ".want"); err == nil {
		for line := range strings.Lines(string(data)) {
			if place, code, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
				number, _, _ := strings.Cut(place, ":")
				list = append(list, number+" "+code)
			}
		}
		return list, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for i, line := range strings.Split(string(data), "\n") {
		if mark := wantMark.FindStringSubmatch(line); mark != nil {
			list = append(list, fmt.Sprintf("%d %s", i+1, mark[1]))
		}
	}
	return list, nil
}

// TestBroken reads each file and folder of testdata/broken as a catalog of its own and compares the places and codes.
func TestBroken(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/broken/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	reported := map[catalog.Code]bool{}
	for _, file := range files {
		if filepath.Ext(file) == ".want" {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			want := wanted(t, file)
			if len(want) == 0 {
				t.Fatal("the file does not say what is wrong with it")
			}
			src, err := NewSession(file, "").Check(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range src.Diagnostics {
				line := fmt.Sprintf("%s %d %s", d.Pos.File, d.Pos.Line, d.Code)
				reported[d.Code] = true
				if d.Severity == catalog.Error || slices.Contains(want, line) {
					got = append(got, line)
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if got = slices.Compact(got); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q\n%v", got, want, src.Diagnostics)
			}
		})
	}
	var missing []string
	for _, info := range catalog.Codes() {
		if !reported[info.Code] && !slices.Contains(elsewhere, info.Code) {
			missing = append(missing, string(info.Code))
		}
	}
	if len(missing) > 0 {
		t.Errorf("no file of testdata/broken triggers %s", strings.Join(missing, ", "))
	}
}

// elsewhere are the codes that no single well-behaved file can trigger; the tests of load and of linking do.
var elsewhere = []catalog.Code{
	catalog.FileUnreadable, catalog.FileTooLarge, catalog.FileName, catalog.FileLink, catalog.FileIrregular, catalog.ConfigInvalid,
	catalog.RefAmbiguous, catalog.MergeConflict, catalog.CatalogEmpty, catalog.SyntaxLimit, catalog.IDVanished,
}
