package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/eventatlas/eventatlas/catalog"
)

func sample() []catalog.Diagnostic {
	pos := catalog.Pos{File: "a/b.yaml", Line: 2, Column: 9}
	return []catalog.Diagnostic{
		catalog.Diag(catalog.RefExternal, pos, "the message `plaecd` is not described in this catalog").Suggest("Did you mean `placed`?"),
		catalog.Diag(catalog.IDDuplicate, catalog.Pos{File: "c.yaml", Line: 4, Column: 1}, "`event:x` is defined twice").Note(pos, "the first definition"),
		catalog.Diag(catalog.FileUnreadable, catalog.Pos{File: "d.yaml"}, "`d.yaml` cannot be read"),
	}
}

func lines(file string, line int) string {
	if file == "a/b.yaml" && line == 2 {
		return "\t- use: plaecd\r"
	}
	return ""
}

func print(t *testing.T, format string, list []catalog.Diagnostic, opt Options) string {
	t.Helper()
	f, ok := Find(format)
	if !ok {
		t.Fatalf("there is no format %s", format)
	}
	var b strings.Builder
	if err := f.Write(&b, list, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	want := "a/b.yaml:2:9: warning: the message `plaecd` is not described in this catalog [ref/external]\n" +
		"     2 |  - use: plaecd\n" +
		"       |         ^\n" +
		"    help: Did you mean `placed`?\n" +
		"c.yaml:4:1: error: `event:x` is defined twice [id/duplicate]\n" +
		"    note: a/b.yaml:2:9: the first definition\n" +
		"d.yaml: error: `d.yaml` cannot be read [file/unreadable]\n"
	if diff := cmp.Diff(want, print(t, "text", sample(), Options{Lines: lines})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	short := print(t, "text", sample(), Options{Limit: 1})
	if !strings.HasSuffix(short, "… and 2 more; see them all with --limit 0\n") || strings.Contains(short, "c.yaml") {
		t.Errorf("with a limit of 1:\n%s", short)
	}
	if colored := print(t, "text", sample(), Options{Color: true}); !strings.Contains(colored, "\x1b[1;31merror:\x1b[0m") {
		t.Errorf("no colour:\n%q", colored)
	}
}

func TestTextShowsTheRightPartOfALongLine(t *testing.T) {
	long := strings.Repeat("x", 5000) + "HERE" + strings.Repeat("y", 5000)
	d := catalog.Diag(catalog.SyntaxJSON, catalog.Pos{File: "a.json", Line: 1, Column: 5001}, "wrong")
	out := print(t, "text", []catalog.Diagnostic{d}, Options{Lines: func(string, int) string { return long }})
	rows := strings.Split(out, "\n")
	if len(out) > 500 || len(rows) < 3 || strings.Index(rows[1], "HERE") != strings.Index(rows[2], "^") {
		t.Errorf("the mark is not under the place:\n%s", out)
	}
}

func TestJSON(t *testing.T) {
	var got struct {
		Version                 string
		Errors, Warnings, Notes int
		Diagnostics             []struct {
			Code, Severity, Message, File, Suggestion string
			Line, Column                              int
			Notes                                     []struct{ Message, File string }
		}
	}
	if err := json.Unmarshal([]byte(print(t, "json", sample(), Options{})), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version == "" || got.Errors != 2 || got.Warnings != 1 || len(got.Diagnostics) != 3 {
		t.Errorf("got %+v", got)
	}
	if d := got.Diagnostics[1]; d.Code != "id/duplicate" || d.Line != 4 || len(d.Notes) != 1 || d.Notes[0].File != "a/b.yaml" {
		t.Errorf("got %+v", d)
	}
}

func TestHostileTextsAreVisible(t *testing.T) {
	hostile := "\x1b[2Jx\n::error::pwned\r\u202egpj.exe\u2066\x00\xff"
	d := catalog.Diag(catalog.FileName, catalog.Pos{File: hostile, Line: 1, Column: 1}, hostile).Suggest(hostile).Note(catalog.Pos{File: hostile}, hostile)
	for _, f := range Formats() {
		out := print(t, f.Name, []catalog.Diagnostic{d}, Options{Lines: func(string, int) string { return hostile }})
		for _, bad := range []string{"\x1b", "\r", "\x00", "\u202e"} {
			if f.Name == "text" && strings.Contains(out, bad) {
				t.Errorf("%s: %q reaches the reader:\n%q", f.Name, bad, out)
			}
		}
		for line := range strings.Lines(out) {
			if strings.HasPrefix(strings.TrimSpace(line), "::") {
				t.Errorf("%s: a line starts like a command: %q", f.Name, line)
			}
		}
	}
}

func TestCount(t *testing.T) {
	c := Tally(sample())
	if c.String() != "2 errors, 1 warning" || (Count{}).String() != "no problems" {
		t.Errorf("%s, %s", c, Count{})
	}
	for failOn, want := range map[string]bool{"error": true, "warning": true, "never": false} {
		if c.Fails(failOn) != want {
			t.Errorf("--fail-on %s: %v", failOn, !want)
		}
	}
	if (Count{Warnings: 1}).Fails("error") || !(Count{Warnings: 1}).Fails("warning") {
		t.Error("a warning alone fails the wrong way")
	}
}
