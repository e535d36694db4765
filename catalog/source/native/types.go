package native

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// idPattern is what a native id looks like.
const idPattern = `^[A-Za-z0-9][A-Za-z0-9._-]*$`

func validID(id string) bool {
	for i, c := range []byte(id) {
		alphanumeric := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !alphanumeric && (i == 0 || c != '.' && c != '_' && c != '-') {
			return false
		}
	}
	return id != ""
}

// checkID reports an id with characters that are not allowed. The resource is kept, so that what refers to it does not fail as
// well.
func (d *decoder) checkID(id string, pos catalog.Pos) {
	if validID(id) {
		return
	}
	d.checkVisible(id, pos)
	suggestion := "Use letters, digits, dots, hyphens and underscores, and start with a letter or a digit"
	if tame := tameID(id); tame != "" {
		suggestion = "Write `" + tame + "`, and put the other spelling into `name`"
	}
	d.report(catalog.FormatID, pos, quote(id)+" is not an id", suggestion)
}

// tameID returns the id with everything that is not allowed replaced by hyphens.
func tameID(id string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && validID("a"+string(r)) {
			return r
		}
		return '-'
	}, clip(id)), ".-_")
}

// checkVisible warns of characters that make a text look like another one.
func (d *decoder) checkVisible(s string, pos catalog.Pos) {
	if i := strings.IndexFunc(s, deceives); i >= 0 {
		r := []rune(s[i:])[0]
		d.report(catalog.IDConfusable, pos, "the text holds the invisible character "+codePoint(r), "Leave it out")
	}
}

// deceives reports whether a character is invisible or changes the direction of what follows. Joiners (U+200C, U+200D) are left
// out, since several scripts and emoji need them.
func deceives(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' || r == 0x7f
	case r == 0x200c || r == 0x200d:
		return false
	case r == 0x115f || r == 0x1160 || r == 0x3164 || r == 0xffa0 || r == 0x2800:
		return true
	}
	return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Zl, unicode.Zp)
}

func codePoint(r rune) string {
	const hex = "0123456789ABCDEF"
	digits := make([]byte, 0, 6)
	for shift := 20; shift >= 0; shift -= 4 {
		if v := r >> shift & 0xf; v != 0 || len(digits) > 0 || shift < 16 {
			digits = append(digits, hex[v])
		}
	}
	return "U+" + string(digits)
}

// displayName is a text that is shown as the name of something.
func displayName() value[string] {
	return convert(text(), func(d *decoder, n *catalog.Node, s string) (string, bool) {
		d.checkVisible(s, n.Pos)
		return s, true
	})
}

// version is the version of a resource: semantic, or anything that can stand after the @ of a reference.
func version() value[string] {
	return checked(text(), catalog.FormatVersion, js("type", []any{"string", "number"}, "pattern", `^[^\s@/]{1,64}$`), func(s string) (string, string) {
		if s == "" || len(s) > 64 || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '@' || r == '/' }) {
			return quote(s) + " is not a version", "Write a semantic version such as `1.4.0`"
		}
		return "", ""
	})
}

// reference is a reference to another resource. Whether it is of a kind that its place allows is for linking to say.
func reference() value[catalog.Ref] {
	return value[catalog.Ref]{
		read:   readReference,
		schema: fixed(js("type", []any{"string", "number"}, "minLength", 1)),
	}
}

func readReference(d *decoder, n *catalog.Node) (catalog.Ref, bool) {
	if !n.Is(catalog.StringNode) && !n.Is(catalog.NumberNode) {
		d.wrongType(n, "a reference such as `id` or `id@version`")
		return catalog.Ref{}, false
	}
	ref, ok := catalog.ParseRef(n.Text)
	if !ok {
		d.report(catalog.FormatReference, n.Pos, quote(n.Text)+" is not a reference", "Write `id`, `id@version` or `kind:id`")
		return catalog.Ref{}, false
	}
	if kind, rest, found := strings.Cut(n.Text, ":"); found && ref.Kind == catalog.NoKind {
		if near := syntax.Nearest(kind, kindNames()); near != "" {
			d.report(catalog.FormatReference, n.Pos, quote(kind)+" is not a kind of resource", didYouMean(near+":"+rest))
			return catalog.Ref{}, false
		}
	}
	ref.Pos = n.Pos
	return ref, true
}

func kindNames() []string {
	kinds := catalog.Kinds()
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.String()
	}
	return names
}

func references() value[[]catalog.Ref] { return list(reference()) }

// file is the path of another file, relative to the one that names it. The file is read as well.
func file() value[catalog.FileRef] {
	path := value[string]{read: text().read, schema: fixed(js("type", "string", "minLength", 1))}
	return convert(path, func(d *decoder, n *catalog.Node, s string) (catalog.FileRef, bool) {
		clean, ok := d.local(n.Pos, s)
		if !ok {
			return catalog.FileRef{}, false
		}
		return catalog.FileRef{Path: clean, Pos: n.Pos}, true
	})
}

// local resolves the path of another file and has it read.
func (d *decoder) local(pos catalog.Pos, reference string) (string, bool) {
	clean, code, problem := syntax.Local(d.file.Path, reference)
	if code != "" {
		suggestion := "Write a path relative to this file"
		if code == catalog.RefRemote {
			suggestion = "Keep a copy of the file in the catalog"
		}
		d.report(code, pos, problem, suggestion)
		return "", false
	}
	d.imports = append(d.imports, catalog.Import{Path: clean, Pos: pos})
	return clean, true
}

// webLink is a URL to something outside the catalog.
func webLink() value[string] {
	return checked(text(), catalog.FormatValue, js("type", "string", "minLength", 1), func(s string) (string, string) {
		if _, err := url.Parse(s); err != nil || strings.TrimSpace(s) == "" || strings.ContainsFunc(s, unicode.IsControl) {
			return quote(s) + " is not a URL", ""
		}
		return "", ""
	})
}

// texts is a list of texts.
func texts() value[[]string] { return list(text()) }

// words is a list of scalars.
func words() value[[]string] { return list(word()) }

// unique drops repetitions.
func unique(list []string) []string {
	seen := make(map[string]bool, len(list))
	var kept []string
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}
