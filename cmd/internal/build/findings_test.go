package build

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/site"
)

// TestFindings holds the lists of findings, and every number that leads to one, against a plain scan of all problems.
func TestFindings(t *testing.T) {
	dir := faulty(t, company(t, 40), 620)
	src, tr := tree(t, dir)
	files := content(t, tr)
	checkSite(t, files)
	weighPages(t, files)
	want := scanFindings(src)
	got := map[string][]string{}
	for name := range files {
		folder := path.Dir(name)
		if strings.HasPrefix(name, "health/rules/") || folder == "health/unowned" || path.Base(folder) == "findings" {
			if path.Base(name) == "index.json" && !strings.Contains(name, "/_/") {
				got[folder] = listedFindings(t, files, folder)
			}
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(want)) {
		slices.Sort(want[folder])
		slices.Sort(got[folder])
		if !slices.Equal(got[folder], want[folder]) {
			t.Errorf("%s lists %d findings, and there are %d", folder, len(got[folder]), len(want[folder]))
		}
		delete(got, folder)
	}
	for folder := range got {
		t.Errorf("%s lists findings, and there are none", folder)
	}
	if n := len(listedFindings(t, files, "problems")); n != len(src.Diagnostics) {
		t.Errorf("problems lists %d of %d", n, len(src.Diagnostics))
	}
	checkCounts(t, files, want)
}

// faulty adds to a catalog a service of two owners with so many keys that nobody knows, and files in which something else is wrong.
func faulty(t *testing.T, dir string, n int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("services:\n  noisy:\n    owners: [team:team-01, team:team-02]\n    consumes: [nothing, nowhere, never]\n")
	for i := range n {
		fmt.Fprintf(&b, "    key-%04d: 1\n", i)
	}
	for name, text := range map[string]string{
		"noisy.yaml":  b.String(),
		"broken.yaml": "events: [\n",
		"keys.yaml":   "events:\n  one: {titel: One, owners: [team:team-03]}\n  two: {sumarry: Two}\n",
		"docs/a.md":   "# A page\n\nSee [nothing](nothing.md), <b>bold</b>.\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// scanFindings finds for each list what has to be in it.
func scanFindings(src *Source) map[string][]string {
	plan := site.New(src.Catalog, src.Graph)
	lists := map[string][]string{}
	for _, d := range src.Diagnostics {
		key := findingKey(string(d.Code), d.Severity.String(), d.Pos.File, d.Pos.Line, d.Pos.Column, d.Message)
		lists["health/rules/"+string(d.Code)] = append(lists["health/rules/"+string(d.Code)], key)
		owners := ownersAt(src, plan, d.Pos)
		if len(owners) == 0 {
			lists["health/unowned"] = append(lists["health/unowned"], key)
		}
		for _, owner := range owners {
			folder := path.Dir(plan.Path(owner)) + "/findings"
			lists[folder] = append(lists[folder], key)
		}
	}
	return lists
}

// ownersAt are the owners of the last thing that begins before a place.
func ownersAt(src *Source, plan *site.Plan, pos catalog.Pos) []catalog.ID {
	last, in := catalog.Pos{}, catalog.NoID
	for i, r := range src.Catalog.Resources {
		base := r.Common()
		if base.Stub || base.Source.Pos.File != pos.File || base.Source.Pos.Compare(pos) > 0 {
			continue
		}
		if in == catalog.NoID || base.Source.Pos.Compare(last) >= 0 {
			last, in = base.Source.Pos, catalog.ID(i)
		}
	}
	if in == catalog.NoID {
		return nil
	}
	return plan.Owners(in)
}

func findingKey(code, severity, file string, line, column int, message string) string {
	return fmt.Sprintf("%s %s %s:%d:%d %s", code, severity, file, line, column, message)
}

// listedFindings reads a list from the JSON of its pages.
func listedFindings(t *testing.T, files map[string][]byte, folder string) []string {
	t.Helper()
	var list []string
	for part, parts := 1, 1; part <= parts; part++ {
		name := folder + "/index.json"
		if part > 1 {
			name = fmt.Sprintf("%s/_/%d/index.json", folder, part)
		}
		var page struct {
			Parts       int
			Diagnostics []struct {
				Code, Severity, File, Message string
				Line, Column                  int
			}
		}
		if err := json.Unmarshal(files[name], &page); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if n := len(page.Diagnostics); n > site.PageSize {
			t.Errorf("%s lists %d findings", name, n)
		}
		parts = page.Parts
		for _, d := range page.Diagnostics {
			list = append(list, findingKey(d.Code, d.Severity, d.File, d.Line, d.Column, d.Message))
		}
	}
	return list
}

// checkCounts holds the numbers on the page of health to the lists that they lead to.
func checkCounts(t *testing.T, files map[string][]byte, lists map[string][]string) {
	t.Helper()
	var health struct {
		Tables []struct {
			ID   string
			Rows []struct{ Cells []cellFacts }
		}
	}
	if err := json.Unmarshal(files["health/index.json"], &health); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, table := range health.Tables {
		for _, row := range table.Rows {
			switch table.ID {
			case "rules":
				checkCount(t, row.Cells[2], row.Cells[2].folder(), "", lists)
				checked++
			case "owners":
				for i, severity := range []string{"error", "warning", "info"} {
					if row.Cells[2+i].Text != "" {
						checkCount(t, row.Cells[2+i], row.Cells[2+i].folder(), severity, lists)
						checked++
					}
				}
			}
		}
	}
	if checked < 15 {
		t.Errorf("only %d numbers were there to be compared", checked)
	}
}

// cellFacts is a cell of a table in JSON.
type cellFacts struct {
	Text  string
	Paths []string
}

// folder is that of the list that a cell leads to.
func (c cellFacts) folder() string {
	if len(c.Paths) == 0 {
		return ""
	}
	folder, _, _ := strings.Cut(strings.TrimSuffix(c.Paths[0], "/index.html"), "/_/")
	return folder
}

func checkCount(t *testing.T, cell cellFacts, folder, severity string, lists map[string][]string) {
	t.Helper()
	n := 0
	for _, key := range lists[folder] {
		if severity == "" || strings.Fields(key)[1] == severity {
			n++
		}
	}
	said, err := strconv.Atoi(strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, cell.Text))
	if err != nil || said != n {
		t.Errorf("a cell says %q of %s %s, which lists %d", cell.Text, folder, severity, n)
	}
}
