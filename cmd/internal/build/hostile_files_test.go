package build

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/cmd/internal/report"
)

const canary = "canary-that-nobody-may-see"

// checkSecret asks every file of a site, and every report of its problems, whether the canary is in it.
func checkSecret(t *testing.T, src *Source, pages map[string][]byte) {
	t.Helper()
	for name, data := range pages {
		if bytes.Contains(data, []byte(canary)) {
			t.Errorf("%s: it holds what nobody may see", name)
		}
	}
	for _, format := range report.Formats() {
		var out bytes.Buffer
		lines := func(file string, line int) string {
			if f := src.Catalog.Files[file]; f != nil {
				return string(f.Data)
			}
			return ""
		}
		if err := format.Write(&out, src.Diagnostics, report.Options{Lines: lines}); err != nil {
			t.Error(err)
		}
		if strings.Contains(out.String(), canary) {
			t.Errorf("%s: the report holds what nobody may see", format.Name)
		}
	}
	checkExport(t, src)
}

// outside are references to a file beside the source folder, spelled in every way that some reader once followed.
var outside = []string{
	"../secret.json", "./../secret.json", "a/../../secret.json", "a/./../../secret.json", "..//secret.json", "../in/../secret.json", "sub/../../secret.json", "../secret.json#", "../secret.json#/x",
	"..%2fsecret.json", "%2e%2e/secret.json", "%2E%2E%2Fsecret.json", "..%252fsecret.json", "%252e%252e/secret.json", `..\secret.json`, `..\\secret.json`, "..%5csecret.json", "../secret.json%00.json", "../secret.json?x",
	"/etc/passwd", "//etc/passwd", "///etc/passwd", "file:///etc/passwd", "FILE:///etc/passwd", "file:../secret.json", "file:/etc/passwd", "file://localhost/etc/passwd", "~/secret.json", "~root/x",
	`C:\x.json`, "C:/x.json", "c:x.json", `\\host\share\x.json`, "//host/x.json", "http://127.0.0.1:1/x.json", "https://evil.example/x.json", "HTTP://evil.example/x.json", "ftp://evil.example/x.json",
	"data:application/json,{}", "jar:file:/x!/y", "javascript:__pwn=1", "\u2025/secret.json", "..\u2215secret.json", "．．/secret.json", "..;/secret.json", " ../secret.json", "../secret.json ", "", " ", ".", "..", "#", "./", "link.json", "folder/secret.json", "up/secret.json",
	".git/config", "./.git/config", "a/../.git/config", ".env", "key.pem", "disguised.json", "docs/disguised.md", ".hidden/s.json",
}

// TestHostileReferences names files that are none of a catalog's business, in every place that names a file.
func TestHostileReferences(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		".git/config": canary, ".env": canary, "key.pem": canary, ".hidden/s.json": `{"title": "` + canary + `"}`, "sub/x.yaml": "", "docs/x.md": "x",
	}
	events, services := object{}, object{}
	for i, ref := range outside {
		events[fmt.Sprintf("e%d", i)] = object{"headers": object{"file": ref}, "examples": []any{ref}, "docs": ref, "description": "[x](" + ref + ") ![y](" + ref + ")"}
		files[named(i)] = marshal(t, object{"events": object{fmt.Sprintf("n%d", i): object{"schema": ref}}})
		events[fmt.Sprintf("i%d", i)] = object{"schema": object{"properties": object{"a": object{"$ref": ref}, "b": object{"$ref": ref + "#/x"}}}}
		services[fmt.Sprintf("s%d", i)] = object{"docs": ref, "specs": []any{ref}, "links": []any{ref}}
		files[fmt.Sprintf("api%d.json", i)] = marshal(t, object{
			"asyncapi": "3.0.0", "info": object{"title": fmt.Sprint("api", i), "version": "1"}, "channels": object{"c": object{"address": "c", "messages": object{"m": object{"payload": object{"$ref": ref}}, "n": object{"$ref": ref}}}, "d": object{"$ref": ref}},
		})
		files[fmt.Sprintf("refers%d.json", i)] = marshal(t, object{"$ref": ref})
		events[fmt.Sprintf("r%d", i)] = object{"schema": fmt.Sprintf("refers%d.json", i)}
	}
	files["native.json"] = marshal(t, object{"events": events, "services": services})
	dir := write(t, files)
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "secret.json"), []byte(`{"title": "`+canary+`"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{
		"link.json": "../secret.json", "folder": "..", "up": filepath.Dir(dir), "disguised.json": ".env", "docs/disguised.md": "../.git/config", "docs/git": "../.git", "docs/key.md": "../key.pem",
		"loop": "loop", "a1": "a2", "a2": "a1", "self": ".", "absolute.yaml": "/etc/hostname", "root": "/", "slash.json": "/etc/passwd",
	} {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(link))); err != nil {
			t.Fatal(err)
		}
	}
	src, pages := attacked(t, dir)
	checkSecret(t, src, pages)
	checkHostile(t, pages)
	for _, code := range []catalog.Code{catalog.FileOutside, catalog.RefRemote, catalog.FileLink} {
		checkReported(t, src, code)
	}
	for i, ref := range outside {
		if !slices.ContainsFunc(src.Diagnostics, func(d catalog.Diagnostic) bool {
			return d.Pos.File == named(i) && d.Code != catalog.SchemaMissing || d.Pos.File == ref
		}) {
			t.Errorf("%q is not reported", ref)
		}
	}
}

// named is the file whose only schema is the reference of that number.
func named(i int) string { return fmt.Sprintf("named%d.json", i) }

// TestHostileKinds puts pipes, folders and unreadable things where files are expected. Opening one of them might wait for ever.
func TestHostileKinds(t *testing.T) {
	dir := write(t, map[string]string{
		"a.yaml":                   "events: {e: {schema: pipe.json, docs: pipe.md, examples: [folder.json, pipe.json]}, f: {schema: folder.json}, g: {schema: gone.json}}\n",
		"folder.json/x.txt":        "x",
		"eventatlas.yaml/x.txt":    "x",
		"docs/README.md/README.md": "# In a folder that is named like a file\n",
	})
	for _, pipe := range []string{"pipe.json", "pipe.md", "pipe.yaml", ".eventatlasignore", "docs/pipe.md"} {
		if err := syscall.Mkfifo(filepath.Join(dir, filepath.FromSlash(pipe)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("nothing.json", filepath.Join(dir, "gone.json")); err != nil {
		t.Fatal(err)
	}
	src, pages := attacked(t, dir)
	checkHostile(t, pages)
	checkReported(t, src, catalog.FileIrregular)
}

// TestHostileConfigPipe makes the configuration itself a pipe.
func TestHostileConfigPipe(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": "events: {e: {name: E}}\n"})
	if err := syscall.Mkfifo(filepath.Join(dir, "eventatlas.yaml"), 0o644); err != nil {
		t.Fatal(err)
	}
	src, _ := attacked(t, dir)
	checkReported(t, src, catalog.FileIrregular)
}

// TestHostileFileNames prints problems of files whose names are commands to terminals and to the systems that read logs.
func TestHostileFileNames(t *testing.T) {
	dir := write(t, map[string]string{})
	names := []string{
		"::error::x.yaml", "::stop-commands::x.yaml", " ::set-output name=a::b.yaml", "##[error]x.yaml", "##vso[task.setvariable variable=a]b.yaml", "##teamcity[message text='x'].yaml", "<img src=x onerror=__pwn=1>.yaml",
		"a\x1b[2J.yaml", "a\n::error::pwn.yaml", "a\r::error::pwn.yaml", "bad\xff.yaml", "\u202egnp.yaml", "a\u2028::error::b.yaml", "%2e%2e%2f.yaml", "=cmd|'x'!A0.yaml", "'; rm -rf x.yaml", "$(id).yaml",
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text := "services: {s: {bogus: '##vso[task.complete]'}}\n::error::x: [\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "ok.yaml"), []byte("services: {'##vso[x]\\e[2J\\n::error::': {produces: [\"\\e[2J\\n::error::y\"]}}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	src, pages := attacked(t, dir)
	checkHostile(t, pages)
	if len(src.Diagnostics) < len(names) {
		t.Errorf("there are only %d problems in %d files", len(src.Diagnostics), len(names))
	}
	for _, format := range report.Formats() {
		var out bytes.Buffer
		lines := func(string, int) string { return "::error::z \x1b[2J ##vso[task.complete]" }
		if err := format.Write(&out, src.Diagnostics, report.Options{Lines: lines}); err != nil {
			t.Fatal(err)
		}
		checkReport(t, format.Name, out.String(), len(src.Diagnostics))
	}
}

// checkReport asks a report for control characters, and for lines that a build system takes for commands. One format consists of such
// commands; then there is one of them for each problem, and no more.
func checkReport(t *testing.T, format, text string, problems int) {
	t.Helper()
	if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && unwanted(r) }); i >= 0 {
		t.Errorf("%s: it holds the control character %q", format, text[i])
	}
	commands := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") {
			commands++
		}
		if format != "json" && (strings.Contains(line, "##vso[") || strings.Contains(line, "##[")) {
			t.Errorf("%s: %q is a command", format, line)
		}
	}
	if commands > 0 && (format != "github" || commands > problems) {
		t.Errorf("%s: %d lines are commands", format, commands)
	}
}
