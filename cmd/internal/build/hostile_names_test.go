package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/eventatlas/eventatlas/catalog"
)

// ids are names that mean something to a file system, to the site or to Unicode.
func ids() []string {
	list := []string{
		"CON", "con", "nul.txt", "aux", "AUX.md", "COM1", "com¹", "LPT9", "clock$", "conin$", "desktop.ini", "thumbs.db", "Order", "order", "ORDER", "oRDER",
		"\u00e9", "e\u0301", "\u00df", "ss", "SS", "\u0130", "i\u0307", "i", "\u212a", "k", "K", "\ufb01", "fi", "\u00b2", "2", "\uff21", "a", "A",
		".", "..", "...", "-rf", "~", " a ", "a.", "a-", ".a", "a/b", `a\b`, "a:b", "a*?", "a|b", "<a>", `"a"`, "a%2fb", "%2e%2e", "a\nb", "a\tb", "\U0001f600", "\U0001f600\U0001f601",
		"../../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "\\\\host\\share", "file:///etc/passwd", "a/../../b", "index", "index.html", "search", "assets", "api", "404", "404.html",
		"llms.txt", ".git", "git", "v", "_", "_/2", "files", "map", "problems", "events", "page-2", "constructor", "__proto__", "a@1", "a@latest", "event:a", "a#b", "a?b", "a&b", "a=b", "a b", "a+b",
		"\u202ea", "a\u200bb", "ab", "\ufeffa", "\u043erder", "::error::a", "##vso[a]", strings.Repeat("x", 300), strings.Repeat("x", 4000), strings.Repeat("x", 4000) + "y", strings.Repeat("\u0628", 2000),
	}
	for _, victim := range []string{"Order", "order", "a", "CON"} { // the slugs that ids which share one get
		sum := sha256.Sum256([]byte(victim))
		list = append(list, strings.ToLower(victim)+"-"+hex.EncodeToString(sum[:4]), "_"+hex.EncodeToString(sum[:20]))
	}
	// Two spellings of one word whose hashes begin with the same 32 bits.
	return append(list, "AbCdEFghIjKLmnOPQrSTUVwxyZ", "ABcdeFGHIJKLmnOpQrSTuVWXYz")
}

// TestHostileIDs gives messages and services hostile ids, natively and through AsyncAPI, with versions of the same names. Every one must
// have a page of its own, at a path that means the same on every system.
func TestHostileIDs(t *testing.T) {
	t.Parallel()
	native, messages, versions := object{}, object{}, object{}
	for i, id := range ids() {
		native[id] = object{"name": fmt.Sprintf("native %d.", i)}
		messages[fmt.Sprint("m", i)] = object{"name": id, "title": fmt.Sprintf("imported %d.", i), "payload": object{"type": "object", "title": strconv.Itoa(i)}}
		if len(id) <= 64 && !strings.ContainsAny(id, "@/ \n\t") {
			versions[id] = object{"summary": "an earlier one"}
		}
	}
	src, pages := attacked(t, write(t, map[string]string{
		"native.json": marshal(t, object{"services": native}),
		"api.json": marshal(t, object{
			"asyncapi": "3.0.0", "info": object{"title": "api", "version": "1"}, "channels": object{"c": object{"address": "c", "messages": messages}},
			"operations": object{"o": object{"action": "send", "channel": object{"$ref": "#/channels/c"}}},
		}),
		"versions.json": marshal(t, object{"queries": object{"q": object{"version": "9.9.9", "versions": versions}}}),
	}))
	checkHostile(t, pages)
	checkPaths(t, pages)
	for i, id := range ids() {
		for _, name := range []string{fmt.Sprintf("native %d.", i), fmt.Sprintf("imported %d.", i)} {
			if !titled(pages, name) {
				t.Errorf("no page is titled %s (%.40q)", name, id)
			}
		}
	}
	if n := len(src.Catalog.Versions(catalog.QueryKind, "q")); n != len(versions)+1 {
		t.Errorf("there are %d versions, want %d", n, len(versions)+1)
	}
	if n := count(pages, "queries/q/v/"); n != len(versions) {
		t.Errorf("%d versions have pages, want %d", n, len(versions))
	}
}

func count(pages map[string][]byte, prefix string) int {
	n := 0
	for name := range pages {
		if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, ".html") {
			n++
		}
	}
	return n
}

func titled(pages map[string][]byte, name string) bool {
	want := []byte("<title>" + html.EscapeString(name))
	for _, data := range pages {
		if bytes.Contains(data, want) {
			return true
		}
	}
	return false
}

// checkPaths asks whether every system would store the files of a site, all of them, each once.
func checkPaths(t *testing.T, files map[string][]byte) {
	t.Helper()
	devices := map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "clock$": true, "conin$": true, "conout$": true}
	for i := range 10 {
		devices[fmt.Sprint("com", i)], devices[fmt.Sprint("lpt", i)] = true, true
	}
	folded := map[string]string{}
	for name := range files {
		key := norm.NFC.String(cases.Fold().String(norm.NFKC.String(name)))
		if other, ok := folded[key]; ok {
			t.Errorf("%s and %s are one file where case does not count", name, other)
		}
		folded[key] = name
		if !fs.ValidPath(name) || len(name) > 200 || strings.ContainsAny(name, "\\:*?\"<>| ") {
			t.Errorf("%q is no name for a file", name)
		}
		for part := range strings.SplitSeq(name, "/") {
			stem, _, _ := strings.Cut(strings.ToLower(part), ".")
			if devices[stem] || strings.HasSuffix(part, ".") || strings.HasPrefix(part, ".") || strings.HasPrefix(part, "-") {
				t.Errorf("%q means something else to a system", name)
			}
		}
	}
}
